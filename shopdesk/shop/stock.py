"""Stock: moves in and out, and which lot of whose goods leaves first."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, func, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity
from shopdesk.db import models, quick, records
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

COUNTER, SHOP, NO_LOT = 1, 1, 1
REASONS = ("opening", "count", "waste", "own_use", "import")

_LYING = (
    "SELECT s.item, s.owner, s.lot, s.qty, s.value, l.expires FROM stock s JOIN lot l ON l.id = s.lot "
    "WHERE s.item IN (SELECT value FROM json_each(:items)) AND s.location = :location "
    "ORDER BY s.item, l.expires = '', l.expires, s.lot, s.owner"
)
_SHARED = (
    "SELECT i.id FROM item i JOIN product p ON p.id = i.product "
    "WHERE p.shared AND i.id IN (SELECT value FROM json_each(:items))"
)
_PARTS = (
    "SELECT item, part, qty FROM part WHERE archived_at IS NULL AND item IN (SELECT value FROM json_each(:items)) "
    "ORDER BY item, id"
)

_LIVING = (
    "WITH RECURSIVE same(first, id, next) AS (SELECT id, id, merged_into FROM item WHERE merged_into IS NOT NULL "
    "AND id IN (SELECT value FROM json_each(:ids)) UNION SELECT s.first, r.id, r.merged_into FROM same s "
    "JOIN item r ON r.id = s.next) SELECT first, id FROM same WHERE next IS NULL"
)


@dataclass(frozen=True, slots=True)
class Take:
    """Goods of one owner and lot that leave: base-unit thousandths and their cost in satang, both positive.

    `net` is what they brought; of goods that are not the shop's own `owed` is what the owner gets, by the `terms` (the
    contract's uid).
    """

    item: int
    owner: int
    lot: int
    qty: int
    value: int
    owed: int = 0
    terms: str = ""
    net: int = 0


@dataclass(slots=True)
class Lying:
    """What lies at a place now, in the order it leaves: first to expire, then first come.

    `shared` goods of several producers leave evenly; `shut` lots have expired and leave only by a paper.
    """

    rows: dict[int, list[list[int]]]
    expires: dict[int, str] = field(default_factory=dict)
    shared: Set[int] = frozenset()
    shut: Set[int] = frozenset()

    def covered(self, item: int, qty: int, owner: int | None = None, lot: int | None = None) -> list[Take]:
        """Take as much of a quantity as lies there, of one owner or lot where that is said."""
        if item in self.shared and owner is None and lot is None:
            return self._evenly(item, qty)
        taken = []
        for row in self.rows.setdefault(item, []):
            if qty and row[2] > 0 and owner in (None, row[0]) and lot in (None, row[1]) and row[1] not in self.shut:
                part = min(qty, row[2])
                value = money.share(row[3], part, row[2]) if part < row[2] else row[3]
                taken.append(Take(item, row[0], row[1], part, value))
                row[2] -= part
                row[3] -= value
                qty -= part
        return taken

    def _evenly(self, item: int, qty: int) -> list[Take]:
        left: dict[int, int] = {}
        for row in self.rows.setdefault(item, []):
            if row[2] > 0 and row[1] not in self.shut:
                left[row[0]] = left.get(row[0], 0) + row[2]
        parts = evenly(qty, left)
        return [take for owner, part in parts.items() for take in self.covered(item, part, owner)]

    def shut_in(self, item: int) -> bool:
        """Whether some of an item lies in a lot that has expired and may not be sold."""
        return any(row[2] > 0 and row[1] in self.shut for row in self.rows.get(item, ()))

    def take(self, item: int, qty: int, lot: int | None = None) -> list[Take]:
        """Take a quantity, of a lot first where one was scanned; what stock does not cover leaves from the shop's own,
        without a lot, at no known cost. Raises Conflict for expired goods where those may not be sold."""
        if lot is not None and lot in self.shut:
            raise _expired()
        taken = self.covered(item, qty, lot=lot) if lot is not None else []
        qty -= sum(take.qty for take in taken)
        if qty:
            more = self.covered(item, qty)
            taken += more
            qty -= sum(take.qty for take in more)
        if qty and self.shut_in(item):
            raise _expired()
        if qty:
            own = next((n for n, take in enumerate(taken) if (take.owner, take.lot) == (SHOP, NO_LOT)), None)
            if own is None:
                taken.append(Take(item, SHOP, NO_LOT, qty, 0))
            else:
                taken[own] = Take(item, SHOP, NO_LOT, taken[own].qty + qty, taken[own].value)
        return taken


def _expired() -> Conflict:
    return Conflict(N_("What is left has expired."), hint=N_("Take it off the shelf and write it as waste."))


def evenly(qty: int, left: Mapping[int, int]) -> dict[int, int]:
    """A quantity over what several have left: the same from each, more only where another has too little.

    What cannot be divided comes from whoever has most left.
    """
    parts = dict.fromkeys(sorted(left, key=lambda owner: (-left[owner], owner)), 0)
    while qty and (open_ones := [owner for owner in parts if parts[owner] < left[owner]]):
        for owner, part in zip(open_ones, money.split(qty, [1] * len(open_ones)), strict=True):
            given = min(part, left[owner] - parts[owner])
            parts[owner] += given
            qty -= given
    return {owner: part for owner, part in parts.items() if part}


def lying(desk: Desk, items: Iterable[int], location: int = COUNTER) -> Lying:
    """What lies of these items at a place, with what this deed itself has moved so far."""
    known = sorted(set(items))
    wanted = {"items": quick.numbers(known), "location": location}
    rows: dict[int, list[list[int]]] = {item: [] for item in known}
    expires: dict[int, str] = {}
    for item, owner, lot, qty, value, ends in quick.rows(desk.session.connection(), _LYING, wanted):
        rows[item].append([owner, lot, qty, value])
        if ends:
            expires[lot] = ends
    for table, fact in desk.entry.facts:
        if table == "stock_move" and fact["location"] == location and fact["item"] in rows:
            _overlay(rows[fact["item"]], fact)
    return Lying(rows, expires, _shared(desk, rows))


def for_sale(desk: Desk, items: Iterable[int], location: int = COUNTER) -> Lying:
    """What lies there to be sold: at the counter today, lots that have expired stay where the shop says so."""
    there = lying(desk, items, location)
    today = settings.today(desk).isoformat()
    late = {lot for lot, ends in there.expires.items() if ends < today}
    if late and location == COUNTER and desk.business_date is None and settings.get(desk, "stock.expired") == "block":
        there.shut = late
    return there


def _shared(desk: Desk, rows: Mapping[int, Sequence[Sequence[int]]]) -> set[int]:
    several = [item for item, heaps in rows.items() if len({heap[0] for heap in heaps if heap[2] > 0}) > 1]
    if not several:
        return set()
    asked = {"items": quick.numbers(several)}
    return {item for (item,) in quick.rows(desk.session.connection(), _SHARED, asked)}


def _overlay(rows: list[list[int]], fact: Mapping[str, Any]) -> None:
    # Facts reach the file at the end of the deed: two papers of one deed would take the same heap twice.
    for row in rows:
        if (row[0], row[1]) == (fact["owner"], fact["lot"]):
            row[2] += fact["qty"]
            row[3] += fact["value"]
            return
    rows.append([fact["owner"], fact["lot"], fact["qty"], fact["value"]])


# What one base unit of a composed item takes: parts and their base-unit thousandths.
Parts = Sequence[tuple[int, int]]


def parts(desk: Desk, items: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """What composed items are made of; nothing for the others."""
    found: dict[int, list[tuple[int, int]]] = {}
    if items:
        for item, part, qty in quick.rows(desk.session.connection(), _PARTS, {"items": quick.numbers(items)}):
            found.setdefault(item, []).append((part, qty))
    return found


def living(desk: Desk, items: Iterable[int]) -> dict[int, int]:
    """What those of some items that were merged into others are now; nothing for the rest."""
    return dict(quick.rows(desk.session.connection(), _LIVING, {"ids": quick.numbers(sorted(set(items)))}))


def record_take(desk: Desk, line: int, take: Take, sign: int = 1, of: int | None = None) -> None:
    """Record what a line took (or gave back, −1), and what its owner gets for it; `of` is the item the line names."""
    record(
        desk,
        "sale_take",
        line=line,
        owner=take.owner,
        lot=take.lot,
        qty=sign * take.qty,
        value=sign * take.value,
        terms=take.terms,
        owed=sign * take.owed,
        net=sign * take.net,
        item=None if of in (None, take.item) else take.item,
    )


def move(desk: Desk, take: Take, sign: int, reason: str, location: int = COUNTER, document: int | None = None) -> None:
    """Record that goods left (−1) or came (+1) at a place, by a paper where there is one."""
    record(
        desk,
        "stock_move",
        item=take.item,
        location=location,
        owner=take.owner,
        lot=take.lot,
        qty=sign * take.qty,
        value=sign * take.value,
        reason=reason,
        document=document,
    )


@use_case(Right.LOOK)
def balance(desk: Desk, item: int) -> int:
    """What lies of an item everywhere, in base-unit thousandths."""
    return desk.session.exec(
        select(func.coalesce(func.sum(models.Stock.qty), 0)).where(models.Stock.item == item)
    ).one()


@use_case(Right.GOODS)
def share_evenly(desk: Desk, item: int, on: bool) -> None:
    """Goods of several producers that carry no label leave evenly from now on, or again first come first.

    Raises NotFound.
    """
    row = desk.session.get(models.Item, item)
    if row is None:
        raise NotFound(N_("These goods are no longer there."))
    product = desk.session.get_one(models.Product, row.product)
    records.change(desk.session, desk.entry, product, shared=on)


def _others_lie(desk: Desk, item: int) -> bool:
    own = select(models.Stock.qty).where(models.Stock.item == item, models.Stock.owner != SHOP, models.Stock.qty != 0)
    return desk.session.exec(own).first() is not None


@use_case(Right.GOODS)
def set_balance(desk: Desk, item: int, qty: int, reason: str = "count") -> int:
    """Make the shop's own balance at the counter what was counted, by one move; answers the difference.

    Raises NotFound for no such item, Invalid for a reason that is none of ours or a quantity out of range, Conflict
    where some of it is a producer's.
    """
    if desk.session.get(models.Item, item) is None:
        raise NotFound(N_("These goods are no longer there."))
    if reason not in REASONS or qty < 0:
        raise Invalid(N_("The quantity cannot be used."), hint=N_("Count again and type the number."))
    if qty:
        quantity.within_limit(qty)
    row = desk.session.exec(
        select(func.coalesce(func.sum(models.Stock.qty), 0), func.coalesce(func.sum(models.Stock.value), 0)).where(
            models.Stock.item == item, col(models.Stock.location) == COUNTER
        )
    ).one()
    difference = qty - row[0]
    if difference and _others_lie(desk, item):
        raise Conflict(N_("Some of these belong to a producer."), hint=N_("Count them on the page for counting."))
    if difference:
        cost = desk.session.get_one(models.Item, item).cost or 0
        # What was sold below zero left at no known cost, so counting up values only what lies there now.
        below = max(money.times(cost, qty) - row[1], 0)
        known = money.share(abs(difference), row[1], row[0]) if row[0] > 0 else below
        value = min(known, row[1]) if difference < 0 < row[0] else known
        move(desk, Take(item, SHOP, NO_LOT, abs(difference), value), 1 if difference > 0 else -1, reason)
    return difference
