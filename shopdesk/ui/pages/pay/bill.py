"""What the pay sheet knows of one bill: read once when it opens, and again when goods are split off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shopdesk.core import tender
from shopdesk.core.cart import Cart
from shopdesk.core.tender import Tender
from shopdesk.shop import prices, selling, settings, settling
from shopdesk.shop.selling import Due
from shopdesk.shop.settings import GuardedChange
from shopdesk.shop.settling import Paid, Standing

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class PayBill:
    """A bill with what it comes to, how the shop takes money, and what changed in where it goes within the last day."""

    cart: Cart
    due: Due
    tenders: dict[str, Tender]
    values: dict[str, Any]
    guarded: list[GuardedChange]

    def standing(self, paid: Sequence[Paid]) -> Standing:
        """Where these payments stand."""
        return settling.standing(self.due.exact, paid, self.tenders, self.values)

    def rest(self, paid: Sequence[Paid], code: str) -> int:
        """What one more payment of this kind would have to be."""
        return settling.rest(self.due.exact, paid, code, self.tenders, self.values)

    def barred(self, codes: Sequence[str]) -> bool:
        """Whether any of these ways of paying may not pay for something on the bill."""
        return any(tender.barred(self.tenders[code], self.cart.lines) for code in codes)

    def named(self) -> list[Tender]:
        """The ways of paying the owner named."""
        return [way for way in self.tenders.values() if way.kind == "named"]


def read(win: "Window", cart: Cart) -> PayBill:
    """Look at everything the sheet shows."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        tenders = {way.code: way for way in selling.tenders(desk)}
        # Nothing else that changed may push the number off the sheet.
        where = {settings.SETTINGS[key].title for key in ("promptpay.id", "promptpay.name")}
        guarded = [change for change in settings.recent_guarded(desk) if change.label in where]
        cart = selling.of_today(desk, cart)
        return PayBill(cart, selling.due(desk, cart), tenders, settings.get_all(desk), guarded)


def for_customer(win: "Window", cart: Cart, party: int) -> Cart:
    """The bill of a customer, at the prices that hold for them."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        return prices.priced(desk, replace(cart, customer=party))
