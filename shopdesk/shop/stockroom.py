"""Goods that move without being bought or sold: thrown away, used, carried elsewhere, graded into other goods,
or a producer's whose sale has ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, thaitext
from shopdesk.db import models, records
from shopdesk.shop import burdens, papers, producers, receiving, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.papers import Going, Paper
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 60
PLACES = ("counter", "store", "elsewhere", "market")
# Lines of a grading paper for what became nothing.
GRADE_WASTE, WEIGHT_LOSS = "grade_waste", "weight_loss"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of an item, in base-unit thousandths; of one owner's or one lot's heap where that is said."""

    item: int
    qty: int
    owner: int | None = None
    lot: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """What grading made of a lot: an item, how much, and its worth in satang where cost is shared by value."""

    item: int
    qty: int
    worth: int = 0


@use_case(Right.LOOK)
def places(desk: Desk) -> list[models.Location]:
    """Where stock may lie, the counter first."""
    known = select(models.Location).where(col(models.Location.archived_at).is_(None)).order_by(col(models.Location.id))
    return list(desk.session.exec(known).all())


@use_case(Right.STOCK)
def add_place(desk: Desk, name: str, kind: str = "store") -> int:
    """A new place for stock; raises Invalid for no name or a kind that is none of ours, Conflict for a name twice."""
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not name or kind not in PLACES:
        raise Invalid(N_("The place needs a name."), hint=N_("Type a name, then save."))
    if any(place.name == name for place in places(desk)):
        raise Conflict(N_("There is a place of this name already."))
    made = records.create(
        desk.session, desk.entry, models.Location(uid="", name=name, kind=kind), desk.now, desk.random
    )
    assert made.id is not None
    return made.id


@use_case(Right.STOCK)
def take_out(
    desk: Desk,
    kind: Literal["waste", "own_use"],
    parts: Sequence[Part],
    reason: str,
    location: int = stock.COUNTER,
) -> Paper:
    """Goods are thrown away or used by the shop, with a reason. Raises Invalid, Conflict where less lies there."""
    if not reason.strip():
        raise Invalid(N_("Say why it leaves the stock."))
    return papers.post(desk, kind, leaving(desk, parts, location), reason=reason)


@use_case(Right.STOCK)
def transfer(desk: Desk, parts: Sequence[Part], source: int, target: int, note: str = "") -> Paper:
    """Carry goods from one place to another; raises Conflict where less lies there, Invalid for the same place."""
    if source == target or desk.session.get(models.Location, target) is None:
        raise Invalid(N_("Choose two different places."))
    leaves = leaving(desk, parts, source)
    arrives = [Going(move.take, 1, target) for move in leaves]
    return papers.post(desk, "transfer", [*leaves, *arrives], note=note)


@use_case(Right.STOCK)
def grade(
    desk: Desk,
    source: Part,
    grades: Sequence[Grade],
    *,
    waste: int = 0,
    by: Literal["value", "weight"] = "weight",
    location: int = stock.COUNTER,
) -> Paper:
    """คัดเกรด/แบ่งแพ็ก: some of one lot becomes grades and boxes; waste and lost weight are lines without cost.

    Cost is shared by what each grade is worth or by its weight; owner and lot dates are carried on. Raises Invalid
    where nothing or more than there was is made, Conflict where less lies there.
    """
    if not grades or any(part.qty <= 0 for part in grades) or waste < 0:
        raise Invalid(N_("Say what became of it."), hint=N_("Type a quantity for each grade."))
    leaves = leaving(desk, [source], location)
    lost = _lost(desk, source, grades, waste)
    if len({move.take.owner for move in leaves}) > 1:
        raise Conflict(N_("These goods belong to several producers."), hint=N_("Grade one producer's lot at a time."))
    weights = [part.worth if by == "value" else part.qty for part in grades]
    if not sum(weights):
        raise Invalid(N_("Say what each grade is worth."))
    arrives = _arriving(desk, leaves, grades, weights, location)
    return papers.post(desk, "grade", [*_by_what_became(leaves, {GRADE_WASTE: waste, WEIGHT_LOSS: lost}), *arrives])


def _arriving(
    desk: Desk, leaves: Sequence[Going], grades: Sequence[Grade], weights: Sequence[int], location: int
) -> list[Going]:
    """The grades with their part of the cost, as lots of the owner they were, with the dates they had."""
    lot, owner = desk.session.get_one(models.Lot, leaves[0].take.lot), leaves[0].take.owner
    cost = sum(move.take.value for move in leaves)
    arrives = []
    for part, value in zip(grades, money.split(cost, weights), strict=True):
        quantity.within_limit(part.qty)
        line = receiving.Incoming(part.item, part.qty, value, lot.expires, lot.harvested, lot.code)
        source_lot = lot.id if lot.id != stock.NO_LOT else None
        into = receiving.lot_for(desk, line, owner, source_lot)
        arrives.append(Going(stock.Take(part.item, owner, into, part.qty, value), 1, location))
    return arrives


def _lost(desk: Desk, source: Part, grades: Sequence[Grade], waste: int) -> int:
    """What the scale says less after grading; boxes of something weighed say nothing of it."""
    own, *made = (desk.session.get_one(models.Item, item) for item in (source.item, *(part.item for part in grades)))
    same = [part.qty for part, item in zip(grades, made, strict=True) if item.base_unit == own.base_unit]
    lost = source.qty - waste - sum(same)
    if lost < 0:
        raise Invalid(N_("More came out than was graded."), hint=N_("Weigh again and type the numbers."))
    return lost if len(same) == len(grades) else 0


def _by_what_became(leaves: Sequence[Going], nothing: Mapping[str, int]) -> list[Going]:
    """Goods that leave, in lines of their own where they became nothing; all cost goes with the rest."""
    rest = list(leaves)
    lines = []
    for reason, qty in nothing.items():
        for n, move in reversed(list(enumerate(rest))):
            part = min(qty, move.take.qty)
            qty -= part
            rest[n] = replace(move, take=replace(move.take, qty=move.take.qty - part))
            lines.append(replace(move, take=replace(move.take, qty=part, value=0), reason=reason))
    return [*rest, *lines]


def leaving(desk: Desk, parts: Sequence[Part], location: int) -> list[Going]:
    """What leaves a place for these parts, first to expire first; raises Invalid, Conflict where less lies there."""
    there = stock.lying(desk, [part.item for part in parts], location)
    moves: list[Going] = []
    for part in parts:
        quantity.within_limit(part.qty)
        if part.qty <= 0:
            raise Invalid(N_("The quantity cannot be used."), hint=N_("Count again and type the number."))
        if desk.session.get(models.Item, part.item) is None:
            raise NotFound(N_("These goods are no longer there."))
        takes = there.covered(part.item, part.qty, part.owner, part.lot)
        if sum(take.qty for take in takes) < part.qty:
            raise Conflict(N_("There is less in stock than that."), hint=N_("Count it, then write what is there."))
        moves.extend(Going(take, -1, location) for take in takes)
    return moves


@use_case(Right.STOCK)
def unsold(desk: Desk, producer: int, item: int, qty: int, location: int = stock.COUNTER) -> str:
    """End the sale of a producer's goods by the rule of the contract; answers the number of the paper.

    They are taken home, bought by the shop at what a sale would have brought, or thrown away at half the loss each.
    Raises NotFound, Invalid, Conflict where less lies there.
    """
    owner = producers.one(desk, producer).owner
    leaves = leaving(desk, [Part(item, qty, owner)], location)
    takes = [move.take for move in leaves]
    agreed = burdens.agreed_on(desk, takes).get((owner, item))
    rule: burdens.Unsold = agreed.unsold if agreed else "return"
    if rule == "return":
        return papers.post(desk, "return", leaves, reason=_("Taken back by the owner")).number
    if rule == "share":
        paper = papers.post(desk, "waste", leaves, reason=_("Loss shared with the producer"), bears=burdens.HALF)
        return paper.number
    priced = burdens.prices_of(desk, takes)[item]
    if not (cost := sum(burdens.worth(take, agreed, priced) for take in takes)):
        raise Conflict(N_("These goods have no price yet."), hint=N_("Set a price first."))
    bought = Going(stock.Take(item, stock.SHOP, stock.NO_LOT, qty, cost), 1, location)
    paper = papers.post(desk, "receive", [*leaves, bought], reason=_("Bought from the producer"))
    burdens.charge(desk, "unsold", paper.id, takes, burdens.WHOLE)
    return paper.number
