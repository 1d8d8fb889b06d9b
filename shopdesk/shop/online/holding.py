"""Goods kept for online orders: what an order holds is what it wants, while it waits; each difference is a fact.

Of a set its parts are held, so that neither the counter nor another platform promises them again.
"""

from collections.abc import Sequence

from sqlmodel import select

from shopdesk.core import money, orderstate
from shopdesk.db import models, quick
from shopdesk.shop import stock
from shopdesk.shop.desk import Desk, record

_HELD = "SELECT line, item, sum(qty) FROM reservation WHERE online_order = :order GROUP BY line, item"
_AVAILABLE = (
    "SELECT i.value, coalesce((SELECT sum(s.qty) FROM stock s JOIN location l ON l.id = s.location "
    "WHERE s.item = i.value AND l.kind <> 'market'), 0) - coalesce((SELECT r.qty FROM reserved r "
    "WHERE r.item = i.value), 0) FROM json_each(:items) i"
)


def lines_of(desk: Desk, order: int) -> Sequence[models.OnlineLine]:
    """The lines of an order, in its own order."""
    return desk.session.exec(
        select(models.OnlineLine).where(models.OnlineLine.online_order == order).order_by(models.OnlineLine.position)  # type: ignore[arg-type]
    ).all()


def hold(desk: Desk, row: models.OnlineOrder, reason: str) -> None:
    """Bring what an order holds to what it wants now; `reason` is why it changes."""
    assert row.id is not None
    wanted = _wanted(desk, row)
    held = {(line, item): qty for line, item, qty in quick.rows(desk.session.connection(), _HELD, {"order": row.id})}
    for fact in (values for table, values in desk.entry.facts if table == "reservation"):
        if fact["online_order"] == row.id:
            key = fact["line"], fact["item"]
            held[key] = held.get(key, 0) + fact["qty"]
    for line, item in sorted(wanted.keys() | held.keys()):
        more = wanted.get((line, item), 0) - held.get((line, item), 0)
        if more:
            record(desk, "reservation", online_order=row.id, line=line, item=item, qty=more, reason=reason)


def _wanted(desk: Desk, row: models.OnlineOrder) -> dict[tuple[int, int], int]:
    if row.state not in orderstate.HOLDING:
        return {}
    assert row.id is not None
    lines = [line for line in lines_of(desk, row.id) if line.item is not None and line.qty > line.cancelled]
    made = stock.parts(desk, [line.item for line in lines if line.item is not None])
    ratios = {line.sale_unit: _ratio(desk, line.sale_unit) for line in lines}
    wanted: dict[tuple[int, int], int] = {}
    for line in lines:
        assert line.id is not None
        assert line.item is not None
        base = money.share(line.qty - line.cancelled, ratios[line.sale_unit], 1000)
        for item, qty in made.get(line.item) or [(line.item, 1000)]:
            key = line.id, item
            wanted[key] = wanted.get(key, 0) + money.times(qty, base)
    return wanted


def _ratio(desk: Desk, sale_unit: int | None) -> int:
    unit = desk.session.get(models.SaleUnit, sale_unit) if sale_unit else None
    return unit.ratio if unit else 1000


def available(desk: Desk, items: Sequence[int]) -> dict[int, int]:
    """What nobody was promised, in base-unit thousandths: everything but goods under way to a market, less what is
    held. Below 0 where more was promised than is there."""
    answer = quick.rows(desk.session.connection(), _AVAILABLE, {"items": quick.numbers(items)})
    return {int(item): int(qty) for item, qty in answer}
