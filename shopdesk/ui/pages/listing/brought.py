"""What goods really brought at each online shop, once its platform settled some: beside every forecast."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import forecasts, listings

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.forecasts import Settled
    from shopdesk.shop.listed import Listed


def settled_lines(desk: "Desk", sale_unit: int, accounts: "Sequence[Standing]") -> list[str]:
    """A line for each account that settled some."""
    found = ((one, forecasts.settled(desk, sale_unit, one.id)) for one in accounts)
    return [f"{one.name}: {settled_words(settled)}" for one, settled in found if settled is not None]


def of_listing(desk: "Desk", one: "Listed") -> list[str]:
    """A line for each size of a listing that its platform settled some of."""
    units = listings.units(desk, one.listing)
    found = ((unit, forecasts.settled(desk, unit.sale_unit, one.account)) for unit in units)
    several = len(units) > 1
    return [
        f"{unit.seller_sku}: {settled_words(settled)}" if several else settled_words(settled)
        for unit, settled in found
        if settled is not None
    ]


def settled_words(found: "Settled") -> str:
    """`Settled so far (3 sold): brought 120.00, fees 14.40 for one, postage 30.00 = 75.60`."""
    words = _("Settled so far ({pieces} sold): brought {brought}, fees {fee} for one")
    told = words.format(pieces=found.pieces, brought=money.text(found.brought), fee=money.text(found.fee))
    if not found.postage:
        return told
    return f"{told}, {_('postage {amount}').format(amount=money.text(found.postage))}"
