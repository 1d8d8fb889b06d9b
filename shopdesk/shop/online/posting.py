"""An order that left the shop becomes a sale like any other: same stock, same reports, same books of producers.

Its price was agreed with the buyer, the platform pays for it later, and it is sold once: its bill is the order itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shopdesk.core import money, orderstate, quantity
from shopdesk.core.cart import Cart
from shopdesk.core.line import Discount, Line
from shopdesk.db import models, quick
from shopdesk.shop import goods, selling, settlements_own
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import elsewhere

SERIES = "online"
ANY = -1
_LEFT_OF = (
    "SELECT l.id, l.sale_unit, l.price, l.qty - coalesce(r.qty, 0) FROM sale_line l "
    "JOIN sale_state s ON s.sale = l.sale "
    "LEFT JOIN line_refund r ON r.line = l.id WHERE l.sale = :sale AND NOT s.voided ORDER BY l.position"
)
_LAST = (
    "SELECT state FROM order_event WHERE online_order = :order AND state IN ('shipped', 'delivered', 'completed') "
    "ORDER BY id DESC LIMIT 1"
)
_MONEY = (
    "SELECT coalesce(sum(p.amount), 0), coalesce(sum(CASE WHEN s.refund_of IS NOT NULL THEN p.amount END), 0) "
    "FROM sale s JOIN payment p ON p.sale = s.id WHERE s.id = :sale OR s.refund_of = :sale"
)
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


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a sale's line: nothing of it came back yet (sale-unit thousandths)."""

    sale_unit: int
    price: int
    left: int


def left_of(desk: Desk, sale: int) -> dict[int, Rest]:
    """What is left of a sale, by line."""
    rows = quick.rows(desk.session.connection(), _LEFT_OF, {"sale": sale})
    return {line: Rest(unit, price, left) for line, unit, price, left in rows}


def sold_too_much(desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine]) -> bool:
    """Whether the buyer got something back of an order that was sold, and its sale knows nothing of it."""
    sale = sale_of(desk, row) if any(line.cancelled for line in lines) else None
    return sale is not None and any(_excess(desk, sale, lines).values())


def too_much(desk: Desk, sale: int, lines: Sequence[models.OnlineLine]) -> dict[int, int] | None:
    """How much of each line of a sale the order does not want any more; None where that is nothing or all of it."""
    more, left = _excess(desk, sale, lines), sum(rest.left for rest in left_of(desk, sale).values())
    return {line: qty for line, qty in more.items() if qty} if 0 < sum(more.values()) < left else None


def _excess(desk: Desk, sale: int, lines: Sequence[models.OnlineLine]) -> dict[int, int]:
    before = left_of(desk, sale)
    kept = matched(before, [(line, line.qty - line.cancelled) for line in lines])
    return {number: rest.left - kept[number] for number, rest in before.items()}


def matched(
    before: Mapping[int, Rest], some: Iterable[tuple[models.OnlineLine, int]]
) -> dict[int, int]:  # fmt: skip
    """So much of some lines of an order as so much of the lines of its sale, as far as they go.

    The same goods may stand there at two prices: then each goes with its own.
    """
    prices = {(rest.sale_unit, rest.price) for rest in before.values()}
    wanted: dict[tuple[int | None, int], int] = {}
    for line, qty in some:
        key = (line.sale_unit, line.price if (line.sale_unit, line.price) in prices else ANY)
        wanted[key] = wanted.get(key, 0) + qty
    found = dict.fromkeys(before, 0)
    for at_price in (True, False):
        for number, rest in before.items():
            key = (rest.sale_unit, rest.price if at_price else ANY)
            took = min(rest.left - found[number], wanted.get(key, 0))
            found[number] += took
            wanted[key] = wanted.get(key, 0) - took
    return found


def paid_back(desk: Desk, row: models.OnlineOrder, sale: int | None) -> tuple[int, int]:
    """What the platform paid back to the buyer without naming goods and the shop's books do not know yet, and what the
    sale brought that was not given back (satang). An order that is not sold yet brought nothing."""
    told = str(row.more.get(orderstate.PAID_BACK, ""))
    amount = int(told) if told.isascii() and told.isdecimal() else 0
    if sale is None:
        return min(amount, row.goods), 0
    brought, refunded = quick.first(desk.session.connection(), _MONEY, {"sale": sale})
    without = settlements_own.given_back(desk, row.account, row.id or 0)
    kept = max(brought + without, 0)
    return min(max(amount + refunded + without, 0), kept), kept


def last_left(desk: Desk, order: int) -> str:
    """How far an order that left has come, by the last word about it."""
    found = quick.first(desk.session.connection(), _LAST, {"order": order})
    return str(found[0]) if found else "completed"


def goods_of(desk: Desk, lines: Iterable[models.OnlineLine]) -> Mapping[int, goods.Goods]:
    """The shop's own goods of some lines, by sale unit."""
    units = sorted({line.sale_unit for line in lines if line.sale_unit is not None})
    return {one.sale_unit: one for one in goods.by_ids(desk, units)} if units else {}


def sell(
    desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine], own: Mapping[int, goods.Goods]
) -> selling.Sold:
    """Make the sale of an order, paid by its platform; `own` are the goods of its lines.

    What lay in the platform's house takes nothing from our shelf.
    """
    cart = _cart(row, lines, own)
    due = selling.due(desk, cart).exact
    paid = [selling.Paid(f"channel-{row.account}", due)]
    there = frozenset(_name(line) for line in lines if elsewhere.theirs(row, line))
    return selling.checkout(desk, cart, paid, selling.Origin(SERIES, agreed=True, elsewhere=there))


def _cart(row: models.OnlineOrder, lines: Sequence[models.OnlineLine], own: Mapping[int, goods.Goods]) -> Cart:
    counting = [line for line in lines if line.qty > line.cancelled and line.sale_unit is not None]
    cart = Cart(row.uid, note=row.number)
    for line in counting:
        cart = cart.add(_line(own[line.sale_unit or 0], line), merge=False)
    discount = min(_discount(row, cart.gross), cart.gross)
    return replace(cart, discount=Discount("amount", discount)) if discount else cart


def _discount(row: models.OnlineOrder, gross: int) -> int:
    """Of what the platform told before a part was cancelled, the part of those goods that are sent."""
    return money.share(row.discount, gross, row.goods) if 0 < gross < row.goods else row.discount


def _line(one: goods.Goods, line: models.OnlineLine) -> Line:
    made = goods.line_of(one, _name(line), quantity.ONE, line.price)
    agreed = replace(made, qty=line.qty - line.cancelled, list_price=line.price)
    return replace(agreed, container=None, holds=0, deposit=0)


def _name(line: models.OnlineLine) -> str:
    return f"online-{line.position}"
