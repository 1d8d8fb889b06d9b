"""ลงยอดย้อนหลัง: bills of a paper day, typed in afterwards. They count on their day and say that they came later."""

from collections.abc import Sequence
from datetime import date, time

from shopdesk.core import later
from shopdesk.core.cart import Cart
from shopdesk.shop import selling
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case
from shopdesk.shop.selling import Paid, Sold


@use_case(Right.SELL)
def enter(desk: Desk, cart: Cart, paid: Sequence[Paid], on: date, at: time | None = None) -> Sold:
    """Make the sale of a paper bill, numbered as it is entered. Raises as `selling.checkout`."""
    return selling.checkout(desk, cart, paid, selling.Origin(on=on, happened_at=later.moment(on, at)))
