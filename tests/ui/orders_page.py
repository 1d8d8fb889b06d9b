"""The board of orders in the words of who packs: `board.at("500").space()`, `board.scan("8850…")`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from shopdesk.shop import accounts, channels, day, orders
from shopdesk.shop.online import board, holding, intake, packing
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.entries import COLUMNS, Entry
from shopdesk.ui.pages.orders.page import OrdersPage
from shopdesk.ui.widgets.buttons import Button
from tests.ui.bills_page import rest
from tests.ui.till_page import Till
from tests.ui.touch import SMALLEST

CAKE, JAM = "8850000000019", "8850000000026"


class Board:
    """Somebody packs orders and answers the telephone."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        self.cake = self.shop.add("เค้ก", 35_000, stock=9_000, codes=(CAKE,))
        self.jam = self.shop.add("แยมมะม่วง", 12_000, stock=9_000, codes=(JAM,))
        page = till.window.go("orders")
        assert isinstance(page, OrdersPage)
        self.page = page
        self.rest()

    def rest(self) -> "Board":
        """What is read in the background is shown."""
        rest(self.till.window)
        self.till.paint()
        return self

    def look(self) -> "Board":
        """Something happened elsewhere."""
        self.page.look()
        return self.rest()

    # What a person does

    def press(self, *keys: str) -> "Board":
        for key in keys:
            self.till.press(key)
            self.rest()
        return self

    def type(self, text: str) -> "Board":
        self.till.type(text)
        return self.rest()

    def scan(self, code: str) -> "Board":
        self.till.scan(code)
        return self.rest()

    def write(self, name: str, qty: str, deposit: str) -> "Board":
        self.press("Ctrl+N").type(CAKE).press("Enter").type(qty)
        assert self.page.pane is not None
        self.page.pane.name.setText(name)
        self.page.pane.deposit.setText(deposit)
        return self.press("Ctrl+S")

    def tap(self, words: str) -> "Board":
        """Tap a button of the sheet, else of the page, after it was seen."""
        self.till.paint()
        self.till.ticks.wait(1)
        root = self.till.window.sheet or self.till.window.page
        found = [one for one in root.findChildren(Button) if one.said() == words and one.isVisible()]
        assert len(found) == 1, f"{words} among {self.buttons()}"
        found[0].click()
        return self.rest()

    def open(self, number: str) -> "Board":
        """Tap the card of an order."""
        self.page.open_entry(self.card(number))
        self.till.paint()
        return self

    def at(self, number: str) -> "Board":
        """The keyboard goes to an order."""
        self.page.board.go_to(self.card(number))
        self.page.board.keyboard().setFocus()
        return self

    def leave(self) -> None:
        """Esc until the board is there again."""
        for _step in range(3):
            if self.page.pane is not None:
                self.press("Esc")
        assert self.page.pane is None

    # What happens elsewhere

    def account(self, name: str = "ร้านป้าสมศรี") -> int:
        with self.shop.office.writing() as desk:
            return accounts.add(desk, "practice", name).id

    def comes(self, account: int, number: str, *lines: tuple[Any, int], **more: Any) -> int:
        """An order of a channel comes, and the shop knows its goods; a name instead of goods is one it does not."""
        with self.shop.office.writing() as desk:
            taken = intake.take_in(desk, account, self.told(number, lines, **more)).id
            for row, (one, _pieces) in zip(list(holding.lines_of(desk, taken)), lines, strict=True):
                if not isinstance(one, str) and row.sale_unit is None:
                    intake.match(desk, row.id or 0, one.sale_unit)
        self.look()
        return taken

    def told(self, number: str, lines: tuple[tuple[Any, int], ...], **more: Any) -> channels.RemoteOrder:
        """An order as a channel tells it."""
        told = tuple(
            channels.RemoteLine((f"{number}-{place}",), "", one if isinstance(one, str) else one.name, pieces, 12_000)
            for place, (one, pieces) in enumerate(lines)
        )
        now = self.shop.clock.now
        order = channels.RemoteOrder(
            number, number, "new", "pending", now, now, told, goods=24_000, shipping=0, discount=0, total=24_000,
            buyer="สม***ง", deadline=now + timedelta(hours=20),
        )  # fmt: skip
        return replace(order, **more)

    def ready(self, order: int) -> int:
        """Packed elsewhere; answers the parcel."""
        with self.shop.office.writing() as desk:
            for line in holding.lines_of(desk, order):
                packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
            parcel = packing.packed(desk, order)
        self.look()
        return parcel

    def sent(self, parcel: int) -> None:
        """Handed over elsewhere."""
        with self.shop.office.writing() as desk:
            packing.handed_over(desk, parcel)
        self.look()

    # What a person sees

    def card(self, number: str) -> Entry:
        return next(entry for entry in self.page.board.entries() if number in (entry.number, entry.who))

    def columns(self) -> dict[str, list[str]]:
        """Which orders stand in which column."""
        found = {name: [e.number for e in self.page.board.entries() if e.column == name] for name in COLUMNS}
        return {name: numbers for name, numbers in found.items() if numbers}

    def badges(self, number: str) -> list[str]:
        return [words for words, _tone in entries.badges(self.card(number), self.shop.clock.now)]

    def tone(self, number: str, words: str) -> str:
        return dict(entries.badges(self.card(number), self.shop.clock.now))[words]

    def buttons(self) -> list[str]:
        root = self.till.window.sheet or self.till.window.page
        return [one.said() for one in root.findChildren(Button) if one.isVisible()]

    def small(self) -> None:
        """Nothing to press is too small for a finger."""
        root = self.till.window.sheet or self.till.window.page
        found = [one for one in root.findChildren(Button) if one.isVisible()]
        assert [(one.said(), one.size()) for one in found if min(one.width(), one.height()) < SMALLEST] == []

    def sheet(self) -> Any:
        assert self.till.window.sheet is not None
        return self.till.window.sheet

    def rows(self) -> list[str]:
        """The rows of the packing sheet as they are read."""
        return [
            " ".join(filter(None, (column.text(row) for column in self.sheet().table.rows._columns)))
            for row in self.sheet().items()
        ]

    def news(self) -> str:
        return self.page.strip.said()

    def drawer(self) -> int:
        with self.shop.office.reading() as desk:
            return day.in_drawer(desk)

    def listed(self, *, past: bool = False) -> list[tuple[str, str, int]]:
        with self.shop.office.reading() as desk:
            return [(one.name, one.state, one.deposit) for one in orders.listing(desk, past=past)]

    def state(self, order: int) -> str:
        with self.shop.office.reading() as desk:
            return board.one(desk, order).card.state

    def told_of(self, order: int) -> tuple[str, str, dict[str, str]]:
        """What is known of who bought."""
        with self.shop.office.reading() as desk:
            row = board.one(desk, order).order
            return row.buyer, row.phone, dict(row.address)

    def free(self, thing: Any) -> int:
        """Pieces nobody was promised, in thousandths."""
        with self.shop.office.reading() as desk:
            return holding.available(desk, [thing.item])[thing.item]
