"""Orders that want more than there is: what was sold at the counter before a round came cannot be packed any more.

Goods that lie in parcels are there; of the rest the order that has to leave first gets them.
"""

from collections.abc import Mapping

from shopdesk.core import money, quantity
from shopdesk.db import quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import holding

Short = dict[int, int]
_COUNTED = (
    "SELECT i.id FROM item i JOIN product p ON p.id = i.product WHERE i.id IN (SELECT value FROM json_each(:items)) "
    "AND p.tracked AND EXISTS (SELECT 1 FROM stock_move m WHERE m.item = i.id "
    "AND m.reason NOT IN ('sale', 'refund', 'void'))"
)
_HELD = (
    "WITH low AS (SELECT r.item, r.qty - coalesce((SELECT sum(s.qty) FROM stock s JOIN location l ON l.id = s.location "
    "WHERE s.item = r.item AND l.kind <> 'market'), 0) AS lack FROM reserved r WHERE r.qty > 0 "
    "AND EXISTS (SELECT 1 FROM item i JOIN product p ON p.id = i.product WHERE i.id = r.item AND p.tracked) "
    "AND EXISTS (SELECT 1 FROM stock_move m WHERE m.item = r.item AND m.reason NOT IN ('sale', 'refund', 'void'))) "
    "SELECT h.item, low.lack, h.online_order, h.line, sum(h.qty), l.qty - l.cancelled, l.packed "
    "FROM low JOIN reservation h ON h.item = low.item JOIN online_line l ON l.id = h.line "
    "JOIN online_order o ON o.id = h.online_order WHERE low.lack > 0 GROUP BY h.item, h.online_order, h.line "
    "HAVING sum(h.qty) > 0 ORDER BY h.item, o.state <> 'ready' DESC, l.packed = 0 DESC, "
    "coalesce(o.deadline, 9e15) DESC, o.placed_at DESC, o.id DESC"
)


def of_lines(desk: Desk) -> Mapping[int, Short]:
    """By order and line: how many of what is wanted are not there, in whole units of the line (thousandths)."""
    short: dict[int, Short] = {}
    left: dict[int, int] = {}
    for item, lack, order, line, held, wanted, packed in quick.rows(desk.session.connection(), _HELD):
        rest = left.setdefault(item, lack)
        # The last in the row goes without first; what is packed already is not missing.
        free = held - money.share(held, packed, wanted) if wanted else held
        taken = min(rest, max(free, 0))
        left[item] = rest - taken
        if taken:
            pieces = -(-taken * wanted // (held * 1000)) * 1000
            own = short.setdefault(order, {})
            own[line] = max(own.get(line, 0), pieces)
    return short


def of_promise(desk: Desk, wanted: Mapping[int, int]) -> tuple[int, int] | None:
    """The first sale unit of which more is wanted (thousandths) than nobody was promised yet, and how many whole ones
    there are; None where there is enough. Goods that nobody counts are not missing."""
    parts = {unit: holding.base_of(desk, {unit: qty}) for unit, qty in wanted.items()}
    together = holding.base_of(desk, wanted)
    free = holding.available(desk, sorted(together))
    counted = quick.rows(desk.session.connection(), _COUNTED, {"items": quick.numbers(sorted(together))})
    low = {item for (item,) in counted if together[item] > free[item]}
    for unit, made in parts.items():
        there = [max(free[item], 0) * wanted[unit] // made[item] for item in low & made.keys()]
        if there:
            return unit, min(there) // quantity.ONE * quantity.ONE
    return None
