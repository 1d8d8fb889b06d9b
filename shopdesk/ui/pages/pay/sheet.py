"""The pay sheet: what is due, what was handed over, the change."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.cart import Cart
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.shell import Window


def open_pay(win: "Window", cart: Cart, tab: str, then: "Callable[[Sold], object]") -> None:
    """Open the sheet on a tab ("cash", "promptpay", "mixed"); `then` gets the sale once it is made."""
    from shopdesk.shop import selling

    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        due = selling.due(desk, cart)
    sheet = PaySheet(cart, due.cash, then)
    win.open(sheet)


class PaySheet(Sheet):
    """Cash: Enter on an empty field is the exact amount."""

    def __init__(self, cart: Cart, due: int, then: "Callable[[Sold], object]") -> None:
        super().__init__(_("To pay"), width=680)
        self._cart, self._due, self._then = cart, due, then
        total = Amount(46)
        total.set_amount(due)
        self.body.addWidget(total)
        self.field = MoneyField(big=True, hint=money.short(due), on_enter=self.enter)
        self.field.textChanged.connect(self._shown)
        self.body.addWidget(Row(_("Received"), self.field))
        self.change = Plain("", "h")
        self.body.addWidget(self.change)
        self.body.addWidget(Numpad(self.field))
        self.ok = PayButton(_("Done"), icon="check", on=self.enter)
        self.buttons.addWidget(self.ok)
        self.first = self.field
        self._shown()

    def _given(self) -> int:
        given = self.field.or_none()
        return self._due if given is None else given

    def _shown(self, _text: str = "") -> None:
        try:
            rest = self._given() - self._due
        except ShopError:
            rest = 0
        words = _("Change {amount}") if rest >= 0 else _("Still missing {amount}")
        self.change.show_text(words.format(amount=money.text(abs(rest))))

    def enter(self) -> None:
        """Take the money, unless nobody can have seen the sheet yet."""
        if self.ready() and self.window_ is not None:
            self.window_.attempt(self._paid, self._done)

    def _paid(self, approver: "Actor | None") -> "Sold":
        from shopdesk.shop import selling
        from shopdesk.shop.settling import Paid

        assert self.window_ is not None
        assert self.window_.office is not None
        with self.window_.office.writing(self.window_.actor, approver) as desk:
            return selling.checkout(desk, self._cart, [Paid("cash", self._given())])

    def _done(self, sold: "Sold") -> None:
        self.finish(None)
        self._then(sold)
