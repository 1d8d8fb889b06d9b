"""Papers of the store room: every deed that moves goods without a sale is one numbered paper, and can be taken back.

paper = papers.post(desk, "waste", [papers.Going(take, -1, place)], reason="เสีย")
reversing.reverse(desk, paper.number)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import models, quick
from shopdesk.shop import burdens, numbers, shortfalls, stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

LONGEST_REASON = 200
MOST_LISTED = 200
# What happened since belongs to other papers: these are taken back by their own use cases, or never.
NOT_REVERSED = ("reversal", "count", "market_out", "market_back", "payout")
# What they bring may have been sold before.
ARRIVALS = ("receive", "opening", "transfer", "grade")

# Goods that are one with others now lie under the others' name.
_MERGED = (
    "SELECT 1 FROM stock_move m JOIN item i ON i.id = m.item JOIN product p ON p.id = i.product "
    "WHERE m.document = :document AND (i.archived_at IS NOT NULL OR p.archived_at IS NOT NULL) LIMIT 1"
)
_LIST = (
    "SELECT d.number, d.kind, j.at, d.reason, d.note, p.name, "
    "(SELECT count(DISTINCT m.item) FROM stock_move m WHERE m.document = d.id), "
    "(SELECT coalesce(sum(m.value), 0) FROM stock_move m WHERE m.document = d.id), "
    "EXISTS (SELECT 1 FROM stock_document r WHERE r.reverses = d.id) "
    "FROM stock_document d JOIN journal j ON j.id = d.journal JOIN party p ON p.id = j.actor "
    "WHERE (:kind = '' OR d.kind = :kind) ORDER BY d.id DESC LIMIT :most"
)
_CARD = (
    "SELECT j.at, m.reason, coalesce(d.number, s.number, ''), m.location, m.owner, m.lot, m.qty, m.value, m.id "
    "FROM stock_move m JOIN journal j ON j.id = m.journal LEFT JOIN stock_document d ON d.id = m.document "
    "LEFT JOIN sale s ON s.journal = m.journal AND m.document IS NULL "
    "WHERE m.item = :item AND j.at < :until ORDER BY m.id DESC LIMIT :most"
)
_BEFORE = (
    "SELECT coalesce(sum(m.qty), 0), coalesce(sum(m.value), 0) FROM stock_move m JOIN journal j ON j.id = m.journal "
    "WHERE m.item = :item AND j.at < :until AND m.id < :first"
)


@dataclass(frozen=True, slots=True)
class Going:
    """One move of a paper: a take that leaves (−1) or comes (+1) at a place; without a `reason` it is the paper's."""

    take: stock.Take
    sign: int
    location: int = stock.COUNTER
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was stored."""

    id: int
    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper in a list: how many goods it moved, and their signed cost in satang."""

    number: str
    kind: str
    at: datetime
    reason: str
    note: str
    by: str
    goods: int
    value: int
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a stock card: what moved, and what lay everywhere after it (base-unit thousandths, satang)."""

    at: datetime
    reason: str
    number: str
    location: int
    owner: int
    lot: int
    qty: int
    value: int
    balance: int
    balance_value: int


def post(
    desk: Desk,
    kind: str,
    moves: Iterable[Going],
    *,
    reason: str = "",
    note: str = "",
    trip: int | None = None,
    reverses: int | None = None,
    empty: bool = False,
    bears: int | None = None,
) -> Paper:
    """Store one paper with its moves; raises Invalid where it moves nothing, unless it may be `empty`.

    What the shop bears of a producer's goods that are wasted or used is written in her book; `bears` says how much in
    basis points where that is not the contract's.
    """
    going = [move for move in moves if move.take.qty or move.take.value]
    if not going and not empty:
        raise Invalid(N_("The paper has no lines."), hint=N_("Add goods first."))
    number = numbers.take(desk, "paper")
    document = record(
        desk, "stock_document", uid=uid.uuid7(desk.now, desk.random), kind=kind, series=number.series, seq=number.seq,
        number=number.text, reason=reason.strip()[:LONGEST_REASON], trip=trip, reverses=reverses,
        note=note.strip()[:LONGEST_REASON],
    )  # fmt: skip
    for move in going:
        stock.move(desk, move.take, move.sign, move.reason or kind, move.location, document)
    _told(desk, kind, document, going, bears)
    return Paper(document, number.text, kind)


def _told(desk: Desk, kind: str, document: int, going: Sequence[Going], bears: int | None) -> None:
    """What moved has its say in producers' books, and in what was sold before it came."""
    if kind in ("waste", "own_use"):
        burdens.charge(desk, kind, document, (move.take for move in going), bears)
    if kind in ARRIVALS:
        for place in {move.location for move in going}:
            came = [move.take for move in going if move.sign > 0 and move.take.qty > 0 and move.location == place]
            shortfalls.settle(desk, came, place)


def by_number(desk: Desk, number: str) -> models.StockDocument:
    """The paper of this number; raises NotFound."""
    wanted = number.strip().upper()
    found = desk.session.exec(select(models.StockDocument).where(models.StockDocument.number == wanted)).first()
    if found is None:
        raise NotFound(N_("There is no paper {number}."), number=wanted[:40])
    return found


@use_case(Right.LOOK)
def can_reverse(desk: Desk, number: str) -> bool:
    """Whether a paper may still be taken back whole."""
    paper = by_number(desk, number)
    again = desk.session.exec(select(models.StockDocument.id).where(models.StockDocument.reverses == paper.id)).first()
    # What spoiled or was given away at a market lay at its place, where nobody is any more.
    merged = quick.first(desk.session.connection(), _MERGED, {"document": paper.id})
    return paper.kind not in NOT_REVERSED and paper.trip is None and again is None and merged is None


@use_case(Right.LOOK)
def listing(desk: Desk, kind: str = "", limit: int = MOST_LISTED) -> list[Listed]:
    """The latest papers, newest first, of one kind or of all."""
    found = quick.rows(desk.session.connection(), _LIST, {"kind": kind, "most": min(limit, MOST_LISTED)})
    return [
        Listed(number, own, clock.from_ms(at), reason, note, by, goods, value, bool(back))
        for number, own, at, reason, note, by, goods, value, back in found
    ]


@use_case(Right.LOOK)
def card(desk: Desk, item: int, until: datetime | None = None, limit: int = MOST_LISTED) -> list[Step]:
    """The stock card of an item up to an instant, newest first, with the balance after each move."""
    asked = {"item": item, "until": clock.to_ms(until or desk.now) + 1, "most": limit}
    connection = desk.session.connection()
    found = quick.rows(connection, _CARD, asked)
    first = found[-1][-1] if found else 0
    before = quick.first(connection, _BEFORE, {"item": item, "until": asked["until"], "first": first})
    balance, worth = before
    steps = []
    for at, reason, number, place, owner, lot, qty, value, _id in reversed(found):
        balance, worth = balance + qty, worth + value
        steps.append(Step(clock.from_ms(at), reason, number, place, owner, lot, qty, value, balance, worth))
    return steps[::-1]
