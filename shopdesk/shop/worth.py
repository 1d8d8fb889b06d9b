"""What the stock is worth: the moving average as a total, by goods or by lot, now or at any moment before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.db import quick
from shopdesk.shop import stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_NAMED = (
    "SELECT s.item, p.name, i.variant, i.base_unit, s.lot, l.code, l.expires, s.owner, s.qty, s.value FROM ({stock}) s "
    "JOIN item i ON i.id = s.item JOIN product p ON p.id = i.product JOIN lot l ON l.id = s.lot "
    "WHERE s.qty <> 0 OR s.value <> 0 ORDER BY p.name, i.variant, l.expires, s.lot, s.owner"
)
_LOT = {True: "lot", False: f"{stock.NO_LOT} AS lot"}
_NOW = (
    "SELECT item, {lot}, owner, sum(qty) AS qty, sum(value) AS value FROM stock "
    "WHERE :location IN (0, location) AND :item IN (0, item) GROUP BY item, {group}owner"
)
_THEN = (
    "SELECT m.item, {lot}, m.owner, sum(m.qty) AS qty, sum(m.value) AS value FROM stock_move m "
    "JOIN journal j ON j.id = m.journal WHERE j.at <= :until AND :location IN (0, m.location) "
    "AND :item IN (0, m.item) GROUP BY m.item, {group}m.owner"
)


@dataclass(frozen=True, slots=True)
class Held:
    """Goods of one owner (by lot where asked): base-unit thousandths and their cost in satang; others' cost nothing."""

    item: int
    name: str
    unit: str
    lot: int
    lot_code: str
    expires: str
    owner: int
    qty: int
    value: int


@dataclass(frozen=True, slots=True)
class Worth:
    """The shop's own goods in satang, and all that lies there."""

    total: int
    held: tuple[Held, ...]


@use_case(Right.SEE_TOTALS)
def of_stock(
    desk: Desk, until: datetime | None = None, *, by_lot: bool = False, location: int = 0, item: int = 0
) -> Worth:
    """What lies everywhere (or at a place, or of an item) now or at an instant; for a background thread.

    Goods that were sold before they came in stand there with less than nothing, at the value that is known of them.
    """
    parts = {"lot": _LOT[by_lot], "group": "lot, " if by_lot else ""}
    asked: dict[str, Any] = {"location": location, "item": item}
    if until is None:
        heaps = _NOW.format(**parts)
    else:
        heaps = _THEN.format(**parts)
        asked["until"] = clock.to_ms(until)
    rows = quick.rows(desk.session.connection(), _NAMED.format(stock=heaps), asked)
    held = tuple(Held(item, f"{name} {variant}".strip(), *rest) for item, name, variant, *rest in rows)
    return Worth(sum(one.value for one in held if one.owner == stock.SHOP), held)
