"""The board of orders: what is to be packed, for whom and for which day; one button makes it the till's bill."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.orders.giving_up import GiveUpSheet
from shopdesk.ui.pages.orders.taking import Taking
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.core.cart import Cart
    from shopdesk.shop.orders import Order
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

BOARD, NONE = range(2)


class OrdersPage(Page):
    """The orders that wait, the next day first."""

    name = "orders"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.pane: Taking | None = None
        self.kept: Taking | None = None
        self.past = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        self.title = Elided("", "title")
        whole.addWidget(Head(window, self.name, self.title))
        whole.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._board())
        whole.addWidget(self._stack, 1)
        window.bus.sale_done.connect(self._news)

    def _board(self) -> QWidget:
        self.table: FittingTable[Order] = FittingTable(
            [
                Column(_("Day"), lambda row: short(row.fetch_on), width=134, strong=True, tone=self._tone),
                Column(_("For"), lambda row: row.name, strong=True),
                Column(_("Goods"), lambda row: " · ".join(row.lines)),
                Column("", _state, width=130, tone=lambda row: "accent_text" if row.state == "ready" else ""),
            ],
            _("Orders"),
            {2: 520},
        )
        self.table.picked.connect(self._tell)
        self.table.opened.connect(lambda _row: self.next_step())
        self.empty = Empty("clipboard-list", _("No orders."), _("Write down what people order by telephone or LINE."))
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self.panes = Panes(self._lists, self._side())
        self.new = Button(_("Write a new order"), icon="plus", key="Ctrl+N", on=self.take)
        self.spans = Segments([("wait", _("Waiting")), ("past", _("Finished"))], "wait", self._span)
        self.main = PayButton("", icon="cash-register", key="Ctrl+S", on=self.next_step)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        row = QHBoxLayout()
        row.addWidget(self.spans)
        row.addStretch(1)
        row.addWidget(self.new)
        column.addLayout(row)
        column.addWidget(self.panes, 1)
        column.addWidget(self.main)
        return content

    def _side(self) -> QWidget:
        content, column = card()
        self.who = Elided("", "h")
        self.words = Plain("", wrap=True)
        self.ready = Button(_("Packed"), icon="package", on=self.pack)
        self.off = Button(_("Cancel the order"), icon="x", on=self.give_up)
        self.forget = Button(_("Erase the name"), "quiet", icon="trash", on=self.forget_name)
        for widget in (self.who, self.words, self.ready, self.off, self.forget):
            column.addWidget(widget)
        column.addStretch(1)
        return scrolled(content)

    # What the window calls

    def enter(self) -> None:
        """Read the board."""
        if self.win.office is not None and self.pane is None:
            self.show_board()

    def back(self) -> bool:
        """From a new order to the board."""
        if self.pane is None:
            return self.panes.back()
        if not self.pane.finder.back() and not self.pane.panes.back():
            self._put_aside()
        return True

    def _put_aside(self) -> None:
        """To the board; an order that was begun stays as it is."""
        if self.pane is not None and self.pane.typed():
            self.kept, self.pane = self.pane, None
        self.show_board()
        if self.kept is not None:
            words = _("The order you began is still there.")
            self.strip.say(words, tone="info", button=_("Throw it away"), on=self._throw_away)

    def _throw_away(self) -> None:
        if self.kept is not None:
            self._stack.removeWidget(self.kept)
            self.kept.deleteLater()
            self.kept = None
            self._tell(self.table.current())

    def scanned(self, code: str) -> bool:
        """A scan goes onto a new order."""
        if self.pane is not None:
            self.pane.finder.scanned(code)
        return self.pane is not None

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"save": self.next_step, "new": self.take}

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Write an order down with its pick-up day."),
            _("What is paid ahead comes off the bill by itself."),
            _("Sell makes the order the bill at the till."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list or the search, the next step."""
        pane = self.pane
        return [self.table, self.main] if pane is None else [pane.finder.search.field, pane.name, pane.main]

    # The board

    def show_board(self) -> None:
        """What waits, or what is done."""
        from shopdesk.shop import orders

        self._close()
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            found = orders.listing(desk, past=self.past)
        self.table.show_rows(found, keep=False)
        self._lists.setCurrentIndex(BOARD if found else NONE)
        self.panes.leave_alone(not found)
        if found:
            self.table.selectRow(0)
        self._tell(self.table.current())
        (self.table if found else self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    def _news(self, _sale: int = 0) -> None:
        if self.isVisible() and self.win.office is not None and self.pane is None:
            self.show_board()

    def _span(self, chosen: str) -> None:
        self.past = chosen == "past"
        self.show_board()

    def _tell(self, row: "Order | None") -> None:
        waits = row is not None and row.state in ("new", "ready")
        self.ready.setVisible(waits and row is not None and row.state == "new")
        self.off.setVisible(waits)
        new = _("Write a new order") if self.kept is None else _("Go on with the order")
        self.main.say(_("Sell") if waits else new)
        self.new.say(new)
        self.forget.setVisible(row is not None and not waits and row.party is None and bool(row.name))
        self.main.set_amount(row.total - row.deposit if waits and row is not None else 0)
        self.new.setVisible(waits)
        self.who.show_text(row.name if row is not None else "")
        self.words.show_text("" if row is None else "\n".join(_sentences(row)))

    def _tone(self, row: "Order") -> str:
        today = clock.calendar_date(self.win.clock()).isoformat()
        return "danger_text" if row.state in ("new", "ready") and row.fetch_on < today else ""

    def _waiting(self) -> "Order | None":
        row = self.table.current()
        return row if row is not None and row.state in ("new", "ready") else None

    def next_step(self) -> None:
        """The one green button of what is shown."""
        if self.pane is not None:
            self._write()
        elif self._waiting() is not None:
            self.sell()
        else:
            self.take()

    # Deeds

    def take(self) -> None:
        """Write a new order down."""
        self.strip.clear()
        pane, self.kept = self.kept, None
        if pane is None:
            self._close()
            pane = Taking(self.win)
            pane.wanted.connect(self.next_step)
            self._stack.addWidget(pane)
        self.pane = pane
        self.title.show_text(_("Write a new order"))
        self._stack.setCurrentWidget(pane)
        pane.finder.focus()

    def _close(self) -> None:
        if self.pane is not None:
            self._stack.removeWidget(self.pane)
            self.pane.deleteLater()
            self.pane = None
        self.title.show_text("")

    def _write(self) -> None:
        from shopdesk.shop import orders

        assert self.pane is not None
        self.strip.clear()
        draft = self.pane.draft()
        if draft is None:
            return

        def written(approver: "Actor | None") -> "Order":
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return orders.take(desk, draft)

        self.win.attempt(written, self._written)

    def _written(self, order: "Order") -> None:
        self.past = False
        self.win.bus.day_changed.emit()
        self.show_board()
        self.strip.say(_("Order {number} is written down.").format(number=order.number), tone="primary", seconds=6)

    def pack(self) -> None:
        """The marked order is packed."""
        from shopdesk.shop import orders

        self._change(orders.ready)

    def give_up(self) -> None:
        """Nobody fetches it; where something was paid ahead, the person says what becomes of it."""
        from shopdesk.shop import orders

        row = self._waiting()
        if row is None:
            return
        if row.deposit:
            sheet = GiveUpSheet(row)
            sheet.answered(
                lambda back: self._change(lambda desk, order: orders.cancel(desk, order, back), sheet.told(back))
            )
            self.win.open(sheet)
            return
        words = _("Order {number} is given up.").format(number=row.number)
        self._change(orders.cancel, words, lambda: self._do(orders.reopen, row))

    def forget_name(self) -> None:
        """Empty who ordered, once it is done with."""
        from shopdesk.shop import erasing
        from shopdesk.ui.pages.customers.sheets import EraseSheet

        row = self.table.current()
        if row is not None:
            self.win.open(EraseSheet(row.name).answered(lambda _yes: self._do(erasing.erase_order, row, self._wiped)))

    def _wiped(self) -> None:
        from shopdesk.shop import erasing

        office = self.win.office
        assert office is not None
        self.win.jobs.run(lambda _job: erasing.finish(office))

    def _change(self, deed: "Callable[..., None]", words: str = "", undo: "Callable[[], object] | None" = None) -> None:
        row = self._waiting()

        def told() -> None:
            if words:
                button = _("Undo") if undo is not None else ""
                self.strip.say(words, tone="primary", button=button, on=undo, seconds=10)

        if row is not None:
            self._do(deed, row, told)

    def _do(self, deed: "Callable[..., None]", row: "Order", then: "Callable[[], object] | None" = None) -> None:
        self.strip.clear()

        def changed(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                deed(desk, row.id)

        def shown(_none: None) -> None:
            self.win.bus.day_changed.emit()
            self.show_board()
            if then is not None:
                then()

        self.win.attempt(changed, shown)

    def sell(self) -> None:
        """Make the order the bill at the till; a bill that is under way is put aside."""
        self.strip.clear()
        from shopdesk.shop import orders
        from shopdesk.ui.pages.till.page import TillPage

        row = self._waiting()
        if row is None or self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                cart = orders.bill(desk, row.id)
        except ShopError as error:
            self.strip.refuse(error)
            return
        till = self.win.go("till")
        assert isinstance(till, TillPage)
        till.attempt(lambda: _begin(till, cart))


def _begin(till: object, cart: "Cart") -> None:
    from shopdesk.ui.pages.till.page import TillPage

    assert isinstance(till, TillPage)
    if till.counter.bill.cart.lines:
        till.counter.hold("")
    till.counter.bill.begin(cart)


def _state(row: "Order") -> str:
    from shopdesk.shop import orders

    return orders.state_words(row.state)


def _sentences(row: "Order") -> list[str]:
    ways = {"phone": _("Telephone"), "line": _("LINE"), "counter": _("Here")}
    told = [f"{row.number} · {ways[row.came_by]} {row.phone}".strip(), *row.lines]
    told.append(_("Together {amount}").format(amount=money.text(row.total)))
    if row.deposit:
        told.append(_("Paid ahead {amount}").format(amount=money.text(row.deposit)))
        told.append(_("Left to pay {amount}").format(amount=money.text(max(row.total - row.deposit, 0))))
    return [*told, row.note] if row.note else told
