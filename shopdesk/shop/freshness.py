"""Goods past their date: what a bill would sell of them, and what on the shelves comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from shopdesk.core import money
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.db import quick
from shopdesk.shop import settings, sold_lines, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_SOON = (
    "SELECT s.item, p.name, i.base_unit, s.location, s.owner, s.lot, l.expires, s.qty, s.value FROM lot l "
    "JOIN stock s ON s.item = l.item AND s.lot = l.id JOIN item i ON i.id = s.item JOIN product p ON p.id = i.product "
    "WHERE l.expires <> '' AND l.expires <= :last AND s.qty > 0 ORDER BY l.expires, p.name"
)
_LATE = (
    "WITH late AS (SELECT s.item FROM lot l JOIN stock s ON s.item = l.item AND s.lot = l.id "
    "WHERE l.expires <> '' AND l.expires < :today AND s.qty > 0 AND s.location = :counter) SELECT item FROM late "
    "UNION SELECT item FROM part WHERE archived_at IS NULL AND part IN (SELECT item FROM late)"
)


@dataclass(frozen=True, slots=True)
class Expired:
    """A line of a bill that would take goods past their date (2026-11-20); `blocked` where it cannot be sold."""

    line: str
    name: str
    expires: str
    blocked: bool


@dataclass(frozen=True, slots=True)
class Expiring:
    """A heap with its last day, in base-unit thousandths and satang."""

    item: int
    name: str
    unit: str
    location: int
    owner: int
    lot: int
    expires: str
    qty: int
    value: int


@use_case(Right.SELL)
def expired(desk: Desk, cart: Cart) -> list[Expired]:
    """Lines of an open bill that would take expired goods; nothing where the shop allows that.

    Where the shop blocks it, fresh goods leave first and only what cannot be sold at all is told.
    """
    mode = settings.get(desk, "stock.expired")
    lines = [line for line in cart.lines if line.item is not None]
    if mode == "allow" or not lines:
        return []
    parts = stock.parts(desk, [line.item or 0 for line in lines])
    there = stock.for_sale(desk, _items(lines, parts))
    today = settings.today(desk).isoformat()
    found = [_ends(there, line, parts, today) for line in lines]
    return [
        Expired(line.uid, line.name, ends, mode == "block") for line, ends in zip(lines, found, strict=True) if ends
    ]


@use_case(Right.SELL)
def late_items(desk: Desk) -> frozenset[int]:
    """The items of which something expired lies at the counter, and those made of them; none where that is allowed."""
    if settings.get(desk, "stock.expired") == "allow":
        return frozenset()
    asked = {"today": settings.today(desk).isoformat(), "counter": stock.COUNTER}
    return frozenset(item for (item,) in quick.rows(desk.session.connection(), _LATE, asked))


def _items(lines: Sequence[Line], parts: Mapping[int, stock.Parts]) -> set[int]:
    made_of = {part for made in parts.values() for part, _qty in made}
    return made_of | {line.item or 0 for line in lines} - parts.keys()


def _ends(there: stock.Lying, line: Line, parts: Mapping[int, stock.Parts], today: str) -> str:
    """The date of what a line, or a part of what it is made of, would take of expired goods; "" where it takes none."""
    item, base = line.item or 0, sold_lines.base_qty(line)
    if item not in parts:
        return _taken(there, item, base, line.lot, today)
    found = [_taken(there, part, money.times(qty, base), None, today) for part, qty in parts[item]]
    return min(filter(None, found), default="")


def _taken(there: stock.Lying, item: int, base: int, lot: int | None, today: str) -> str:
    if lot in there.shut:
        return there.expires.get(lot or 0, "")
    takes = there.covered(item, base, lot=lot) if lot is not None else []
    takes += there.covered(item, base - sum(take.qty for take in takes))
    if sum(take.qty for take in takes) < base and there.shut_in(item):
        return min(there.expires[row[1]] for row in there.rows[item] if row[1] in there.shut and row[2] > 0)
    dates = [there.expires.get(take.lot, "") for take in takes]
    return min((ends for ends in dates if ends and ends < today), default="")


@use_case(Right.LOOK)
def expiring(desk: Desk, days: int) -> list[Expiring]:
    """Heaps that expire within so many days or have expired, the first to expire first."""
    last = (settings.today(desk) + timedelta(days=days)).isoformat()
    return [Expiring(*row) for row in quick.rows(desk.session.connection(), _SOON, {"last": last})]
