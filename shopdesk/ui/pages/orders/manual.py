"""An order that was written down here: what it says, packed, sold at the till, given up, forgotten."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.orders.giving_up import GiveUpSheet
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.core.cart import Cart
    from shopdesk.shop.orders import Order
    from shopdesk.ui.page import Page
    from shopdesk.ui.shell import Window


class ManualSheet(Sheet):
    """Answers the deed: "sell", "pack", "off", "forget"."""

    def __init__(self, order: "Order") -> None:
        super().__init__(order.name or order.number, width=640)
        self.words = Plain("\n".join(sentences(order)), wrap=True)
        self.body.addWidget(self.words)
        waits = order.state in ("new", "ready")
        if order.state == "new":
            self._deed(_("Packed"), "package", "pack")
        if waits:
            self._deed(_("Cancel the order"), "x", "off")
        elif order.party is None and order.name:
            self._deed(_("Erase the name"), "trash", "forget")
        self.close_ = Button(_("Close"), key="Esc", on=lambda: self.finish(None))
        self.close_.setMinimumHeight(theme.px(64))
        self.buttons.addWidget(self.close_, 1)
        self.main = PayButton(_("Sell"), icon="cash-register", on=lambda: self._said("sell"))
        self.main.set_amount(max(order.total - order.deposit, 0))
        self.buttons.addWidget(self.main, 2)
        self.main.setVisible(waits)
        self.first = self.main if waits else self.close_

    def _deed(self, words: str, icon: str, deed: str) -> None:
        self.body.addWidget(Button(words, icon=icon, on=lambda: self._said(deed)))

    def _said(self, deed: str) -> None:
        if self.ready():
            self.finish(deed)


class ManualDeeds:
    """What the page does with an order that was written down; `then` reads the board anew."""

    def __init__(self, page: "Page", then: Callable[[], object]) -> None:
        self._page, self._then = page, then

    @property
    def _win(self) -> "Window":
        return self._page.win

    def open(self, order: "Order") -> None:
        """Show it; whatever is said there is done."""
        deeds: dict[str, Callable[[Order], object]] = {
            "sell": self.sell, "pack": self.pack, "off": self.give_up, "forget": self.forget_name,
        }  # fmt: skip
        self._win.open(ManualSheet(order).answered(lambda deed: deeds[deed](order)))

    def pack(self, order: "Order") -> None:
        """It is packed."""
        from shopdesk.shop import orders

        self._do(orders.ready, order)

    def give_up(self, order: "Order") -> None:
        """Nobody fetches it; where something was paid ahead, the person says what becomes of it."""
        from shopdesk.shop import orders

        if order.deposit:
            sheet = GiveUpSheet(order)
            sheet.answered(
                lambda back: self._do(
                    lambda desk, row: orders.cancel(desk, row, back), order, lambda: self._told(sheet.told(back))
                )
            )
            self._win.open(sheet)
            return
        words = _("Order {number} is given up.").format(number=order.number)
        self._do(orders.cancel, order, lambda: self._told(words, _("Undo"), lambda: self._do(orders.reopen, order)))

    def forget_name(self, order: "Order") -> None:
        """Empty who ordered, once it is done with."""
        from shopdesk.shop import erasing
        from shopdesk.ui.pages.customers.sheets import EraseSheet

        sheet = EraseSheet(order.name)
        self._win.open(sheet.answered(lambda _yes: self._do(erasing.erase_order, order, self._wiped)))

    def _wiped(self) -> None:
        from shopdesk.shop import erasing

        office = self._win.office
        assert office is not None
        self._win.jobs.run(lambda _job: erasing.finish(office))

    def _told(self, words: str, button: str = "", on: "Callable[[], object] | None" = None) -> None:
        self._page.strip.say(words, tone="primary", button=button, on=on, seconds=10)

    def _do(self, deed: "Callable[..., None]", order: "Order", then: "Callable[[], object] | None" = None) -> None:
        self._page.strip.clear()

        def shown(_none: None) -> None:
            self._win.bus.day_changed.emit()
            self._then()
            if then is not None:
                then()

        write(self._win, lambda desk: deed(desk, order.id), shown)

    def sell(self, order: "Order") -> None:
        """Make the order the bill at the till; a bill that is under way is put aside."""
        from shopdesk.shop import orders
        from shopdesk.ui.pages.till.page import TillPage

        self._page.strip.clear()
        try:
            cart = read(self._win, lambda desk: orders.bill(desk, order.id))
        except ShopError as error:
            self._page.strip.refuse(error)
            return
        till = self._win.go("till")
        assert isinstance(till, TillPage)
        till.attempt(lambda: _begin(till, cart))


def _begin(till: object, cart: "Cart") -> None:
    from shopdesk.ui.pages.till.page import TillPage

    assert isinstance(till, TillPage)
    if till.counter.bill.cart.lines:
        till.counter.hold("")
    till.counter.bill.begin(cart)


def sentences(order: "Order") -> list[str]:
    """What there is to know of an order that was written down."""
    ways = {"phone": _("Telephone"), "line": _("LINE"), "counter": _("Here")}
    told = [f"{order.number} · {ways[order.came_by]} {order.phone}".strip()]
    told += [_("Pick-up {day}").format(day=short(order.fetch_on)), *order.lines]
    told.append(_("Together {amount}").format(amount=money.text(order.total)))
    if order.deposit:
        told.append(_("Paid ahead {amount}").format(amount=money.text(order.deposit)))
        told.append(_("Left to pay {amount}").format(amount=money.text(max(order.total - order.deposit, 0))))
    return [*told, order.note] if order.note else told
