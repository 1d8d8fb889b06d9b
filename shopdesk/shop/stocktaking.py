"""นับของ: several people count several shelves, blind where the owner wants it; one paper at the end mends the stock.

What was recorded is what the file says at the moment of agreeing. What moved since goods were counted is taken off what
was found, so selling goes on while people count. What moved between the counts of two shelves of the same goods may
have come from either shelf: as far as that alone explains a difference, none is booked, and whoever agrees is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop import burdens, day, papers, stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.papers import Going, Paper
from shopdesk.shop.rights import Right, allowed, use_case

LONGEST = 60
# What names a heap: its item, owner and lot.
Key = tuple[int, int, int]
REASONS = ("spoiled", "expired", "own_use", "lost", "miscounted", "")
# What a reason is by a producer's contract: waste may be hers, what was used or lost is the shop's.
BORNE = {"spoiled": "waste", "expired": "waste", "own_use": "own_use", "lost": "lost"}

_PUT = (
    "INSERT INTO count_entry (stocktake, item, owner, lot, shelf, party, qty, position) "
    "VALUES (:stocktake, :item, :owner, :lot, :shelf, :party, :qty, (SELECT coalesce(max(id), 0) FROM journal) + :own) "
    "ON CONFLICT (stocktake, item, owner, lot, shelf, party) "
    "DO UPDATE SET qty = excluded.qty, position = excluded.position"
)
_COUNTED = (
    "WITH e AS (SELECT item, owner, lot, sum(qty) AS qty, min(position) AS first, max(position) AS last "
    "FROM count_entry WHERE stocktake = :stocktake GROUP BY item, owner, lot), "
    "s AS (SELECT e.item, e.owner, e.lot, sum(m.qty) FILTER (WHERE m.journal > e.last) AS since, "
    "sum(m.qty) FILTER (WHERE m.journal <= e.last AND m.qty < 0) AS less, "
    "sum(m.qty) FILTER (WHERE m.journal <= e.last AND m.qty > 0) AS more "
    "FROM e JOIN stock_move m ON m.item = e.item AND m.owner = e.owner AND m.lot = e.lot "
    "AND m.location = :location AND m.journal > e.first GROUP BY 1, 2, 3) "
    "SELECT e.item, e.owner, e.lot, e.qty, coalesce(s.since, 0), coalesce(s.less, 0), coalesce(s.more, 0), "
    "p.name, i.base_unit, l.expires, "
    "coalesce((SELECT s.qty FROM stock s WHERE s.item = e.item AND s.owner = e.owner AND s.lot = e.lot "
    "AND s.location = :location), 0), "
    "coalesce((SELECT s.value FROM stock s WHERE s.item = e.item AND s.owner = e.owner AND s.lot = e.lot "
    "AND s.location = :location), 0), i.cost "
    "FROM e LEFT JOIN s USING (item, owner, lot) JOIN item i ON i.id = e.item "
    "JOIN product p ON p.id = i.product JOIN lot l ON l.id = e.lot "
    "ORDER BY p.name"
)
_UNCOUNTED = (
    "SELECT s.item, s.owner, s.lot, p.name, i.base_unit, s.qty FROM stock s JOIN item i ON i.id = s.item "
    "JOIN product p ON p.id = i.product WHERE s.location = :location AND s.qty <> 0 "
    "AND (:category IS NULL OR p.category = :category) AND (:sold_on = '' OR s.item IN (SELECT v.item FROM sale_line v "
    "JOIN sale x ON x.id = v.sale JOIN journal y ON y.id = x.journal WHERE y.business_date = :sold_on)) "
    "AND NOT EXISTS (SELECT 1 FROM count_entry e "
    "WHERE e.stocktake = :stocktake AND e.item = s.item) ORDER BY p.name LIMIT 500"
)
_MINE = (
    "SELECT item, owner, lot, qty FROM count_entry WHERE stocktake = :stocktake AND shelf = :shelf AND party = :party"
)


@dataclass(frozen=True, slots=True)
class Heap:
    """One heap in base-unit thousandths: what the file says now, what must lie there by what was found and moved since,
    and what it is worth in satang.

    `between` is what came or went between the counts of two of its shelves: so far `counted` may be either number, and
    it is the one nearest to the file. Counting the first shelf again makes it certain.
    """

    item: int
    owner: int
    lot: int
    name: str
    unit: str
    expires: str
    recorded: int | None
    counted: int
    value: int
    cost: int
    between: int = 0

    @property
    def difference(self) -> int:
        """What is missing (−) or too much (+)."""
        return self.counted - (self.recorded or 0)


@use_case(Right.COUNT)
def start(
    desk: Desk,
    name: str,
    location: int = stock.COUNTER,
    category: int | None = None,
    blind: bool = True,
    sold_on: str = "",
) -> int:
    """Begin a count of a place, of one category of it, or of what was sold on a day; several may be under way.

    Raises NotFound, Invalid for a day that is none.
    """
    if sold_on:
        day.parse_date(sold_on)
    if desk.session.get(models.Location, location) is None:
        raise NotFound(N_("There is no such place."))
    name = thaitext.printable(name).strip()[:LONGEST] or desk.now.date().isoformat()
    row = models.Stocktake(uid="", name=name, location=location, category=category, blind=blind, sold_on=sold_on)
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert row.id is not None
    return row.id


@use_case(Right.COUNT)
def open_counts(desk: Desk) -> list[models.Stocktake]:
    """Counts that wait to be gone on with."""
    rows = select(models.Stocktake).where(models.Stocktake.state == "open").order_by(col(models.Stocktake.id))
    return list(desk.session.exec(rows).all())


@use_case(Right.COUNT)
def put(
    desk: Desk, count: int, item: int, qty: int, *, owner: int = stock.SHOP, lot: int = stock.NO_LOT, shelf: str = ""
) -> None:
    """What this person found on a shelf, in base-unit thousandths; typed again it replaces the first.

    Raises Invalid for a quantity out of range, NotFound for goods that are gone, Conflict for a count that is over.
    """
    _open(desk, count)
    if desk.session.get(models.Item, item) is None:
        raise NotFound(N_("These goods are no longer there."))
    if qty:
        quantity.within_limit(qty)
    quick.rows(
        desk.session.connection(),
        _PUT,
        {
            "stocktake": count, "item": item, "owner": owner, "lot": lot, "qty": qty,
            "shelf": thaitext.printable(shelf).strip()[:LONGEST], "party": desk.actor.party,
            # What this deed itself moved before lies there already.
            "own": bool(desk.entry.facts),
        },
    )  # fmt: skip


@use_case(Right.COUNT)
def put_whole(desk: Desk, count: int, item: int, qty: int, owner: int | None = None) -> None:
    """What was found of goods in one go, whatever their lots: those that leave first are taken to be gone first.

    Raises as `put`.
    """
    row = _open(desk, count)
    lying = stock.lying(desk, [item], row.location).rows[item]
    known = [heap for heap in lying if owner in (None, heap[0]) and heap[2]]
    found = {(heap[0], heap[1]): 0 for heap in known}
    for heap in reversed(known):
        found[heap[0], heap[1]] = part = min(max(heap[2], 0), qty)
        qty -= part
    last = next(reversed(found), (owner or stock.SHOP, stock.NO_LOT))
    found[last] = found.get(last, 0) + qty
    for (whose, lot), part in found.items():
        put(desk, count, item, part, owner=whose, lot=lot)


@use_case(Right.COUNT)
def mine(desk: Desk, count: int, shelf: str = "") -> dict[tuple[int, int, int], int]:
    """What this person found on a shelf so far, by item, owner and lot; raises NotFound, Conflict."""
    _open(desk, count)
    asked = {"stocktake": count, "shelf": thaitext.printable(shelf).strip()[:LONGEST], "party": desk.actor.party}
    return {(item, owner, lot): qty for item, owner, lot, qty in quick.rows(desk.session.connection(), _MINE, asked)}


@use_case(Right.COUNT)
def heaps(desk: Desk, count: int) -> list[Heap]:
    """What was counted so far. In a blind count only who may see totals sees what the file says."""
    row = _open(desk, count)
    seen = not row.blind or allowed(desk, Right.SEE_TOTALS)
    return [heap if seen else _blind(heap) for heap in _heaps(desk, row)]


def _heaps(desk: Desk, row: models.Stocktake) -> list[Heap]:
    asked: dict[str, Any] = {"stocktake": row.id, "location": row.location}
    return [_heap(*found) for found in quick.rows(desk.session.connection(), _COUNTED, asked)]


def _heap(item: int, owner: int, lot: int, found: int, since: int, less: int, more: int, *said: Any) -> Heap:
    name, unit, expires, there, value, cost = said
    sure = found + since
    counted = max(min(max(there, sure + less), sure + more), 0)
    return Heap(item, owner, lot, name, unit, expires, there, counted, value, cost or 0, more - less)


def _blind(heap: Heap) -> Heap:
    return replace(heap, recorded=None, value=0, cost=0)


@use_case(Right.STOCK)
def uncounted(desk: Desk, count: int) -> list[Heap]:
    """What the file knows in this place and nobody found yet."""
    row = _open(desk, count)
    asked = {"stocktake": row.id, "location": row.location, "category": row.category, "sold_on": row.sold_on}
    return [
        Heap(item, owner, lot, name, unit, "", qty, 0, 0, 0)
        for item, owner, lot, name, unit, qty in quick.rows(desk.session.connection(), _UNCOUNTED, asked)
    ]


@use_case(Right.STOCK)
def agree(
    desk: Desk,
    count: int,
    agreed: Mapping[Key, int] | None = None,
    reasons: Mapping[Key, str] | None = None,
) -> Paper:
    """End a count: each heap (item, owner, lot) becomes what was agreed, else what was counted, by one paper.

    Raises Conflict for a count that is over, Invalid where nothing was counted or a reason is none of ours.
    """
    row = _open(desk, count)
    found = _heaps(desk, row)
    if not found:
        raise Invalid(N_("Nothing was counted yet."), hint=N_("Scan something first."))
    lines = [_decided(heap, agreed or {}, reasons or {}) for heap in found]
    moves = [_mending(heap, wanted, row.location) for heap, wanted, _reason in lines]
    paper = papers.post(desk, "count", moves, empty=True)
    for heap, wanted, reason in lines:
        record(
            desk, "count_line", document=paper.id, item=heap.item, location=row.location, owner=heap.owner,
            lot=heap.lot, recorded=heap.recorded or 0, counted=heap.counted, agreed=wanted, reason=reason,
        )  # fmt: skip
    _bear(desk, paper, lines)
    records.change(desk.session, desk.entry, row, state="agreed")
    return paper


def _decided(heap: Heap, agreed: Mapping[Key, int], reasons: Mapping[Key, str]) -> tuple[Heap, int, str]:
    key = (heap.item, heap.owner, heap.lot)
    wanted, reason = agreed.get(key, heap.counted), reasons.get(key, "")
    if reason not in REASONS or wanted < 0:
        raise Invalid(N_("Choose one of the offered values."))
    return heap, wanted, reason


def _bear(desk: Desk, paper: Paper, lines: Sequence[tuple[Heap, int, str]]) -> None:
    """A producer's goods that spoiled or got lost are borne by the contract; what was miscounted by nobody."""
    for heap, wanted, reason in lines:
        missing = (heap.recorded or 0) - wanted
        if missing > 0 and reason in BORNE:
            take = stock.Take(heap.item, heap.owner, heap.lot, missing, 0)
            burdens.charge(desk, BORNE[reason], paper.id, [take])


def _mending(heap: Heap, wanted: int, location: int) -> Going:
    there = heap.recorded or 0
    difference = wanted - there
    if difference < 0 and there > 0:
        value = money.share(heap.value, min(-difference, there), there)
    elif heap.owner == stock.SHOP:
        # What was sold below zero left at no known cost, so counting up values only what lies there now.
        known = money.times(heap.cost, wanted) - heap.value if there < 0 else money.times(heap.cost, difference)
        value = max(known, 0)
    else:
        value = 0
    take = stock.Take(heap.item, heap.owner, heap.lot, abs(difference), value)
    return Going(take, 1 if difference > 0 else -1, location)


@use_case(Right.STOCK)
def drop(desk: Desk, count: int) -> None:
    """Give a count up; nothing of the stock changes. Raises NotFound, Conflict."""
    records.change(desk.session, desk.entry, _open(desk, count), state="dropped")


def _open(desk: Desk, count: int) -> models.Stocktake:
    row = desk.session.get(models.Stocktake, count)
    if row is None:
        raise NotFound(N_("There is no such count."))
    if row.state != "open":
        raise Conflict(N_("This count is over."), hint=N_("Start a new one."))
    return row
