"""Goods kept for online orders: what an order holds is what it wants, while it waits; each difference is a fact.

Of a set its parts are held, so that neither the counter nor another platform promises them again.
"""

from collections.abc import Mapping, Sequence, Set

from sqlmodel import select

from shopdesk.core import money, orderstate
from shopdesk.db import models, quick
from shopdesk.shop import stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import elsewhere

Amounts = dict[tuple[int, int], int]
_HELD = (
    "SELECT online_order, line, item, sum(qty) FROM reservation "
    "WHERE online_order IN (SELECT value FROM json_each(:orders)) GROUP BY online_order, line, item"
)
_RATIOS = "SELECT id, ratio FROM sale_unit WHERE id IN (SELECT value FROM json_each(:units))"
_UNITS = "SELECT id, item, ratio FROM sale_unit WHERE id IN (SELECT value FROM json_each(:units))"
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
    hold_all(desk, [(row, reason)], {row.id: lines_of(desk, row.id)})


def hold_all(
    desk: Desk, holding: Sequence[tuple[models.OnlineOrder, str]], lines: Mapping[int, Sequence[models.OnlineLine]]
) -> None:
    """As `hold` for some orders with their lines."""
    wanted, held = _wanted(desk, [row for row, _reason in holding], lines), _held(desk, set(lines))
    for row, reason in holding:
        mine, before = wanted.get(row.id or 0, {}), held.get(row.id or 0, {})
        for line, item in sorted(mine.keys() | before.keys()):
            more = mine.get((line, item), 0) - before.get((line, item), 0)
            if more:
                record(desk, "reservation", online_order=row.id, line=line, item=item, qty=more, reason=reason)


def _held(desk: Desk, orders: Set[int]) -> dict[int, Amounts]:
    """What orders hold, by line and item; what this very deed held or let go included."""
    told = quick.rows(desk.session.connection(), _HELD, {"orders": quick.numbers(sorted(orders))})
    facts = [values for table, values in desk.entry.facts if table == "reservation"]
    told += [(one["online_order"], one["line"], one["item"], one["qty"]) for one in facts]
    held: dict[int, Amounts] = {}
    for order, line, item, qty in told:
        own = held.setdefault(order, {})
        own[line, item] = own.get((line, item), 0) + qty
    return held


def _wanted(
    desk: Desk, rows: Sequence[models.OnlineOrder], lines: Mapping[int, Sequence[models.OnlineLine]]
) -> dict[int, Amounts]:
    held_for = [row for row in rows if row.state in orderstate.HOLDING]
    waiting = [line for row in held_for for line in elsewhere.ours(row, lines[row.id or 0])]
    counting = [line for line in waiting if line.item is not None and line.qty > line.cancelled]
    if not counting:
        return {}
    made = stock.parts(desk, sorted({line.item for line in counting if line.item is not None}))
    ratios = _ratios(desk, {line.sale_unit for line in counting if line.sale_unit is not None})
    wanted: dict[int, Amounts] = {}
    for line in counting:
        assert line.id is not None
        assert line.item is not None
        own = wanted.setdefault(line.online_order, {})
        base = money.share(line.qty - line.cancelled, ratios.get(line.sale_unit or 0, 1000), 1000)
        for item, qty in _made_of(made, line.item, base):
            own[line.id, item] = own.get((line.id, item), 0) + qty
    return wanted


def _made_of(made: Mapping[int, stock.Parts], item: int, base: int) -> list[tuple[int, int]]:
    return [(part, money.times(qty, base)) for part, qty in made.get(item) or [(item, 1000)]]


def base_of(desk: Desk, wanted: Mapping[int, int]) -> dict[int, int]:
    """What so much of some sale units is in the stock's own measure, by item; of a set its parts."""
    units = quick.rows(desk.session.connection(), _UNITS, {"units": quick.numbers(sorted(wanted))})
    made = stock.parts(desk, sorted({item for _unit, item, _ratio in units}))
    base: dict[int, int] = {}
    for unit, item, ratio in units:
        for part, qty in _made_of(made, item, money.share(wanted[unit], ratio, 1000)):
            base[part] = base.get(part, 0) + qty
    return base


def _ratios(desk: Desk, units: Set[int]) -> dict[int, int]:
    return dict(quick.rows(desk.session.connection(), _RATIOS, {"units": quick.numbers(sorted(units))}))


def available(desk: Desk, items: Sequence[int]) -> dict[int, int]:
    """What nobody was promised, in base-unit thousandths: everything but goods under way to a market, less what is
    held. Below 0 where more was promised than is there."""
    answer = quick.rows(desk.session.connection(), _AVAILABLE, {"items": quick.numbers(items)})
    return {int(item): int(qty) for item, qty in answer}
