"""An order that left the shop becomes a sale like any other: same stock, same reports, same books of producers.

Its price was agreed with the buyer, the platform pays for it later, and it is sold once: its bill is the order itself.
"""

from dataclasses import replace

from shopdesk.core import quantity
from shopdesk.core.cart import Cart
from shopdesk.core.line import Discount, Line
from shopdesk.db import models, quick
from shopdesk.shop import goods, selling
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import holding

SERIES = "online"


def known(desk: Desk, row: models.OnlineOrder) -> bool:
    """Whether every line that counts is goods of the shop, so that the order can be sold."""
    assert row.id is not None
    lines = [line for line in holding.lines_of(desk, row.id) if line.qty > line.cancelled]
    return bool(lines) and all(line.sale_unit is not None for line in lines)


def sale_of(desk: Desk, row: models.OnlineOrder) -> int | None:
    """The sale an order became, None before it left."""
    found = quick.first(desk.session.connection(), "SELECT id FROM sale WHERE bill = :bill", {"bill": row.uid})
    return int(found[0]) if found else None


def sell(desk: Desk, row: models.OnlineOrder) -> selling.Sold:
    """Make the sale of an order, paid by its platform."""
    cart = _cart(desk, row)
    due = selling.due(desk, cart).exact
    paid = [selling.Paid(f"channel-{row.account}", due)]
    return selling.checkout(desk, cart, paid, selling.Origin(SERIES, agreed=True))


def _cart(desk: Desk, row: models.OnlineOrder) -> Cart:
    assert row.id is not None
    cart = Cart(row.uid, note=row.number)
    for line in holding.lines_of(desk, row.id):
        if line.qty > line.cancelled and line.sale_unit is not None:
            cart = cart.add(_line(desk, line), merge=False)
    discount = min(row.discount, cart.gross)
    return replace(cart, discount=Discount("amount", discount)) if discount else cart


def _line(desk: Desk, line: models.OnlineLine) -> Line:
    one = goods.by_ids(desk, [line.sale_unit or 0])[0]
    made = goods.line_of(one, f"online-{line.position}", quantity.ONE, line.price)
    agreed = replace(made, qty=line.qty - line.cancelled, list_price=line.price)
    return replace(agreed, container=None, holds=0, deposit=0)
