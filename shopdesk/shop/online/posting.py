"""An order that left the shop becomes a sale like any other: same stock, same reports, same books of producers.

Its price was agreed with the buyer, the platform pays for it later, and it is sold once: its bill is the order itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shopdesk.core import quantity
from shopdesk.core.cart import Cart
from shopdesk.core.line import Discount, Line
from shopdesk.db import models, quick
from shopdesk.shop import goods, selling
from shopdesk.shop.desk import Desk

SERIES = "online"
_SOLD = "SELECT bill, id FROM sale WHERE bill IN (SELECT value FROM json_each(:bills))"


def known(lines: Sequence[models.OnlineLine]) -> bool:
    """Whether every line that counts is goods of the shop, so that the order can be sold."""
    counting = [line for line in lines if line.qty > line.cancelled]
    return bool(counting) and all(line.sale_unit is not None for line in counting)


def sold(desk: Desk, rows: Sequence[models.OnlineOrder]) -> dict[str, int]:
    """The sale each of these orders became, by the order's uid; none of an order before it left."""
    asked = {"bills": json.dumps([row.uid for row in rows])}
    return dict(quick.rows(desk.session.connection(), _SOLD, asked)) if rows else {}


def sale_of(desk: Desk, row: models.OnlineOrder) -> int | None:
    """The sale an order became, None before it left."""
    return sold(desk, [row]).get(row.uid)


def goods_of(desk: Desk, lines: Iterable[models.OnlineLine]) -> Mapping[int, goods.Goods]:
    """The shop's own goods of some lines, by sale unit."""
    units = sorted({line.sale_unit for line in lines if line.sale_unit is not None})
    return {one.sale_unit: one for one in goods.by_ids(desk, units)} if units else {}


def sell(
    desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine], own: Mapping[int, goods.Goods]
) -> selling.Sold:
    """Make the sale of an order, paid by its platform; `own` are the goods of its lines."""
    cart = _cart(row, lines, own)
    due = selling.due(desk, cart).exact
    paid = [selling.Paid(f"channel-{row.account}", due)]
    return selling.checkout(desk, cart, paid, selling.Origin(SERIES, agreed=True))


def _cart(row: models.OnlineOrder, lines: Sequence[models.OnlineLine], own: Mapping[int, goods.Goods]) -> Cart:
    counting = [line for line in lines if line.qty > line.cancelled and line.sale_unit is not None]
    cart = Cart(row.uid, note=row.number)
    for line in counting:
        cart = cart.add(_line(own[line.sale_unit or 0], line), merge=False)
    discount = min(row.discount, cart.gross)
    return replace(cart, discount=Discount("amount", discount)) if discount else cart


def _line(one: goods.Goods, line: models.OnlineLine) -> Line:
    made = goods.line_of(one, f"online-{line.position}", quantity.ONE, line.price)
    agreed = replace(made, qty=line.qty - line.cancelled, list_price=line.price)
    return replace(agreed, container=None, holds=0, deposit=0)
