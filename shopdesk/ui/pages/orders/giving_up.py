"""An order nobody fetches: what becomes of the deposit is said before it happens."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.orders import Order


class GiveUpSheet(Sheet):
    """Answers whether the deposit goes back."""

    def __init__(self, order: "Order") -> None:
        super().__init__(_("Cancel the order of {name}?").format(name=order.name), width=560)
        self._amount, self._booked = money.text(order.deposit), order.party is not None
        words = _("{name} paid {amount} ahead. What becomes of it?").format(name=order.name, amount=self._amount)
        self.body.addWidget(Plain(words, "h", wrap=True))
        back = _("Give {amount} back from the drawer").format(amount=self._amount)
        keep = _("Leave {amount} in their book") if self._booked else _("The shop keeps {amount}")
        self.back = Button(back, icon="cash", on=lambda: self._said(back=True))
        self.keep = Button(keep.format(amount=self._amount), icon="notebook", on=lambda: self._said(back=False))
        self.wait = Button(_("Let the order wait"), key="Esc", on=lambda: self.finish(None))
        for button in (self.back, self.keep, self.wait):
            self.body.addWidget(button)
        self.first = self.wait

    def _said(self, *, back: bool) -> None:
        if self.ready():
            self.finish(back)

    def told(self, back: bool) -> str:
        """What to do now, once it is cancelled."""
        if back:
            return _("Give {amount} from the drawer.").format(amount=self._amount)
        kept = _("{amount} stays in their book.") if self._booked else _("The shop keeps {amount}.")
        return kept.format(amount=self._amount)
