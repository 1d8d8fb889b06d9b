"""Goods past their date: what a bill would sell of them, and what on the shelves comes next."""

from dataclasses import dataclass
from datetime import timedelta

from shopdesk.core import money
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.db import quick
from shopdesk.shop import settings, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_SOON = (
    "SELECT s.item, p.name, i.base_unit, s.location, s.owner, s.lot, l.expires, s.qty, s.value FROM lot l "
    "JOIN stock s ON s.item = l.item AND s.lot = l.id JOIN item i ON i.id = s.item JOIN product p ON p.id = i.product "
    "WHERE l.expires <> '' AND l.expires <= :last AND s.qty > 0 ORDER BY l.expires, p.name"
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
    there = stock.for_sale(desk, [line.item or 0 for line in lines])
    today = settings.today(desk).isoformat()
    found = [_taken(there, line, today) for line in lines]
    return [
        Expired(line.uid, line.name, ends, mode == "block") for line, ends in zip(lines, found, strict=True) if ends
    ]


def _taken(there: stock.Lying, line: Line, today: str) -> str:
    """The date of what a line would take of expired goods, "" where it takes none."""
    item, base = line.item or 0, money.share(line.qty, line.ratio, 1000)
    scanned = there.expires.get(line.lot or 0, "")
    if line.lot in there.shut:
        return scanned
    takes = there.covered(item, base, lot=line.lot) if line.lot is not None else []
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
