"""สต็อก: what lies where, what runs low or expires, and the way to every deed of the store room."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, unit
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.free_keys import FreeKeys
from shopdesk.ui.pages.stock.panes import Panes, drawn_row, plain
from shopdesk.ui.pages.stock.stock_side import StockSide
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.freshness import Expiring
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.shelf import Only, Row
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

SOON_DAYS = 7
SHELF: "tuple[tuple[Only, str], ...]" = (("all", N_("All")), ("low", N_("Running low")), ("none", N_("Sold out")))
LOTS = (("soon", N_("Expires soon")), ("late", N_("Expired")))
GOODS, HEAPS, NOTHING = range(3)


class StockPage(Page):
    """List at the left, one of the goods at the right."""

    name = "stock"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.only = "all"
        self._item: int | None = None
        self._job: Job[tuple[list[Row], int, int | None]] | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(10))
        self.search = SearchField(_("Find goods by name or number"), lambda _typed: self.look())
        self.search.field.returnPressed.connect(self._to_list)
        FreeKeys(self.search.field)
        whole.addWidget(Head(window, self.name, self.search))
        whole.addLayout(self._second_row())
        whole.addWidget(self.strip)
        self.side = StockSide(window, self._done)
        self.panes = Panes(self._list(), self.side, width=490)
        whole.addWidget(self.panes, 1)
        whole.addLayout(self._foot())
        window.bus.data_ready.connect(self.enter)
        window.bus.goods_changed.connect(self._goods_changed)

    def _second_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        group = QButtonGroup(self)
        self.chips: dict[str, Button] = {}
        for only, said in (*SHELF, *LOTS):
            chip = Button(_(said), "chip", on=lambda only=only: self.choose(only))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            self.chips[only] = chip
        self.chips["all"].setChecked(True)
        row.addWidget(drawn_row(list(self.chips.values())), 1)
        self.receive = Button(
            _("Receive goods"), "primary", icon="truck-delivery", icon_color="on_primary", key="Ctrl+N",
            on=lambda: self.win.go("receive"),
        )  # fmt: skip
        row.addWidget(self.receive)
        return row

    def _list(self) -> QWidget:
        main, column = plain()
        self._make_tables()
        for table in (self.table, self.heaps):
            table.picked.connect(lambda row: self._picked(row.item))
            table.opened.connect(lambda _row: self.panes.show_side(True))
            table.clicked.connect(lambda _index: self.panes.show_side(True))
        self.empty = Empty("stack-2", _("Nothing here."), _("Receive goods, or choose another chip."))
        self.stack = QStackedWidget()
        for widget in (self.table, self.heaps, self.empty):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        self.toast = Toast()
        column.addWidget(self.toast)
        return main

    def _make_tables(self) -> None:
        self.table: FittingTable[Row] = FittingTable(
            [
                Column(_("Goods"), lambda row: row.name, strong=True),
                Column(_("Left"), _left, right=True, width=120, tone=_left_tone),
                Column(_("Cost"), lambda row: "" if row.cost is None else money.text(row.cost), right=True, width=96),
                Column(_("Category"), lambda row: row.category, width=130),
            ],
            _("Goods"),
            {2: 440, 3: 620},
        )
        self.heaps: FittingTable[Expiring] = FittingTable(
            [
                Column(_("Goods"), lambda row: row.name, strong=True),
                Column(_("Last day"), lambda row: short(row.expires), width=132, tone=self._late),
                Column(_("Left"), lambda row: unit.quantity_text(row.qty, row.unit), right=True, width=110),
                Column(_("Cost"), lambda row: money.text(row.value) if row.value else "", right=True, width=96),
            ],
            _("Lots with a last day"),
            {3: 520},
        )

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.note = Elided("", "sub")
        foot.addWidget(self.note, 1)
        foot.addWidget(Button(_("To buy"), "quiet", icon="basket", on=self.shopping))
        foot.addWidget(Button(_("New place"), "quiet", icon="plus", on=self.new_place))
        return foot

    # What the window calls

    def enter(self) -> None:
        """Read it anew."""
        self.look()
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _goods_changed(self) -> None:
        if self.isVisible():
            self.look()

    def back(self) -> bool:
        """Esc: the side, the search, the chip."""
        if self.panes.back():
            return True
        if self.search.field.text():
            self.search.clear()
            self.search.waiting()
            self.look()
            return True
        if self.only != "all":
            self.choose("all")
            return True
        return False

    def scanned(self, code: str) -> bool:
        """These goods."""
        from shopdesk.shop import goods

        if self.win.office is None:
            return False
        with self.win.office.reading(self.win.actor) as desk:
            _scan, found = goods.scan(desk, code)
        if not found:
            self.win.sounds.play("unknown")
            self.strip.say(_("Nobody knows this code: {code}").format(code=code), tone="accent", seconds=6)
            return True
        self._picked(found[0].item)
        self.panes.show_side(True)
        return True

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {
            "find": self.search.field.setFocus, "search": self.search.field.setFocus, "undo": self.toast.undo,
            "new": lambda: self.win.go("receive"),
        }  # fmt: skip

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [
            (_("To buy"), self.shopping),
            (_("New place"), self.new_place),
            (_("Waste, own use"), self.side.take_out),
            (_("Move"), self.side.carry),
            (_("Grade, pack"), self.side.grade),
        ]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Scan or choose goods to see where they are."),
            _("The card tells every move up to any day."),
            _("Throw away, move, grade: each writes a paper that can be taken back."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: search, chips, list, side."""
        return [self.search.field, self.chips["all"], self.stack.currentWidget(), self.side.card]

    def keep(self) -> object:
        """Search, chip, goods."""
        return self.search.field.text(), self.only, self._item

    def restore(self, kept: Any) -> None:
        """Put them back."""
        text, self.only, self._item = kept
        self.search.field.setText(text)
        self.chips[self.only].setChecked(True)

    # Reading

    def choose(self, only: str) -> None:
        """Only these."""
        self.only = only
        self.chips[only].setChecked(True)
        self.look()

    def look(self) -> None:
        """Read what is to be listed; goods in the background, lots at once."""
        if self.win.office is None:
            return
        if self.only in dict(LOTS):
            self._show_lots()
        else:
            self._read_goods()
        self.side.show_item(self._item)

    def _show_lots(self) -> None:
        from shopdesk.shop import freshness, settings

        assert self.win.office is not None
        typed = self.search.field.value()
        with self.win.office.reading(self.win.actor) as desk:
            today = settings.today(desk).isoformat()
            rows = freshness.expiring(desk, SOON_DAYS if self.only == "soon" else -1)
        if self.only == "soon":
            rows = [row for row in rows if row.expires >= today]
        rows = [row for row in rows if typed in row.name]
        self.heaps.show_rows(rows)
        self.stack.setCurrentIndex(HEAPS if rows else NOTHING)
        worth = sum(row.value for row in rows)
        self.note.show_text(_("{count} lots · {amount} at cost").format(count=len(rows), amount=money.text(worth)))

    def _read_goods(self) -> None:
        office, actor, typed = self.win.office, self.win.actor, self.search.field.value()
        only: Only = self.only  # type: ignore[assignment]
        assert office is not None

        def read(_job: "Job[tuple[list[Row], int, int | None]]") -> "tuple[list[Row], int, int | None]":
            from shopdesk.shop import shelf, worth

            with office.reading(actor) as desk:
                numbers: Sequence[int] = shelf.numbers(desk, typed, only)
                try:
                    total = worth.of_stock(desk).total
                except NotAllowed:
                    total = None
                return shelf.page(desk, numbers), len(numbers), total

        if self._job is not None:
            self._job.cancel()
        self._job = self.win.jobs.run(read, self._came)

    def _came(self, answer: "tuple[list[Row], int, int | None]") -> None:
        rows, count, worth = answer
        self.table.show_rows(rows)
        self.stack.setCurrentIndex(GOODS if rows else NOTHING)
        said = [_("{count} goods").format(count=f"{count:,}")]
        if count > len(rows):
            said.append(_("the first {count}, type to find others").format(count=len(rows)))
        if worth is not None:
            said.append(_("stock is worth {amount}").format(amount=money.text(worth)))
        self.note.show_text(" · ".join(said))

    def _late(self, row: "Expiring") -> str:
        from shopdesk.base import clock

        today = self.win.clock().astimezone(clock.BANGKOK).date().isoformat()
        return "danger_text" if row.expires < today else "accent_text"

    def _picked(self, item: int) -> None:
        self._item = item
        self.side.show_item(item)

    def _to_list(self) -> None:
        table = self.stack.currentWidget()
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(table, FittingTable) and table.rows.rowCount():
            table.selectRow(0)

    # Deeds

    def _done(self, paper: "Paper") -> None:
        words = _("Written down: {number}").format(number=paper.number)
        self.toast.offer(words, lambda: self._take_back(paper.number))
        self.win.bus.goods_changed.emit()
        self.look()

    def _take_back(self, number: str) -> None:
        from shopdesk.shop import reversing

        def undo(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                reversing.reverse(desk, number)

        self.win.attempt(undo, lambda _none: self.win.bus.goods_changed.emit())

    def shopping(self) -> None:
        """What to buy now."""
        from shopdesk.ui.pages.stock.shopping import ShoppingSheet

        if self.win.office is not None:
            self.win.open(ShoppingSheet(self.win))

    def new_place(self) -> None:
        """A new place for stock."""
        from shopdesk.ui.pages.stock.sheets import PlaceSheet

        self.win.open(PlaceSheet(self.win))


def _left(row: "Row") -> str:
    if row.left is None:
        return "–"
    return unit.quantity_text(row.left, row.unit) if row.left else _("Sold out")


def _left_tone(row: "Row") -> str:
    if row.left is None or (row.left > 0 and not row.few):
        return ""
    return "accent_text" if row.few else "danger_text"
