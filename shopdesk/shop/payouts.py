"""Money handed to producers (จ่ายค่าของ) and suppliers: never more than once, and taken back only by its opposite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.db import models, quick
from shopdesk.shop import numbers, purse
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

LONGEST_REFERENCE = 60
MOST_LISTED = 200

_BALANCE = "SELECT balance FROM ledger_balance WHERE book = :book AND party = :party"
_LAST = (
    "SELECT coalesce(max(up_to), 0) FROM payout WHERE book = :book AND party = :party AND reverses IS NULL "
    "AND id NOT IN (SELECT reverses FROM payout WHERE reverses IS NOT NULL)"
)
_UP_TO = "SELECT coalesce(max(id), 0) FROM journal"
_SOLD = (
    "SELECT j.at, s.number, l.name, t.qty, i.base_unit, t.owed, l.net, s.kind, t.journal "
    "FROM sale_take t JOIN owner o ON o.id = t.owner JOIN sale_line l ON l.id = t.line JOIN sale s ON s.id = l.sale "
    "JOIN item i ON i.id = coalesce(t.item, l.item) JOIN journal j ON j.id = t.journal "
    "WHERE o.party = :party AND t.owed <> 0 AND t.journal > :since AND t.journal <= :up_to "
    "UNION ALL SELECT j.at, s.number, l.name, -t.qty, i.base_unit, -t.owed, -l.net, 'void', v.journal "
    "FROM sale_void v JOIN sale s ON s.id = v.sale JOIN sale_line l ON l.sale = s.id "
    "JOIN sale_take t ON t.line = l.id JOIN owner o ON o.id = t.owner JOIN item i ON i.id = coalesce(t.item, l.item) "
    "JOIN journal j ON j.id = v.journal "
    "WHERE o.party = :party AND t.owed <> 0 AND v.journal > :since AND v.journal <= :up_to "
    "UNION ALL SELECT j.at, coalesce(d.number, ''), e.note, 0, '', e.amount, 0, e.kind, e.journal FROM ledger_entry e "
    "JOIN journal j ON j.id = e.journal LEFT JOIN stock_document d ON d.id = e.document "
    "WHERE e.book = 'producer' AND e.party = :party AND e.journal > :since AND e.journal <= :up_to ORDER BY 9, 2"
)
_LIST = (
    "SELECT d.number, d.book, j.at, d.party, p.name, d.amount, d.paid_by, d.reference, "
    "EXISTS (SELECT 1 FROM payout r WHERE r.reverses = d.id), d.reverses IS NOT NULL "
    "FROM payout d JOIN journal j ON j.id = d.journal JOIN party p ON p.id = d.party "
    "WHERE (:book = '' OR d.book = :book) AND (:party = 0 OR d.party = :party) ORDER BY d.id DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Share:
    """One line of what a producer is owed: sold, refunded (negative) or voided, or what the shop bears of goods that
    were not sold (`kind` waste, own_use, lost, unsold; no quantity); base-unit thousandths, satang."""

    at: datetime
    number: str
    name: str
    qty: int
    unit: str
    owed: int
    net: int
    kind: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands to be paid now: the lines since the last payout, what was carried from before, and the sum."""

    party: int
    lines: tuple[Share, ...]
    carried: int
    balance: int


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payout that was made, in satang; negative for one that was taken back."""

    number: str
    book: str
    at: datetime
    party: int
    name: str
    amount: int
    paid_by: str
    reference: str
    taken_back: bool
    takes_back: bool


@use_case(Right.PAYOUT)
def owed(desk: Desk, party: int) -> Owed:
    """What a producer gets now, line by line; the sum is the book's balance."""
    connection = desk.session.connection()
    since = quick.first(connection, _LAST, {"book": "producer", "party": party})[0]
    up_to = quick.first(connection, _UP_TO)[0]
    rows = quick.rows(connection, _SOLD, {"party": party, "since": since, "up_to": up_to})
    lines = tuple(Share(clock.from_ms(at), *rest) for at, *rest, _journal in rows)
    total = balance(desk, "producer", party)
    return Owed(party, lines, total - sum(line.owed for line in lines), total)


@use_case(Right.PAYOUT)
def balance(desk: Desk, book: str, party: int) -> int:
    """What the shop owes a producer or supplier, in satang; negative where they owe the shop."""
    row = quick.first(desk.session.connection(), _BALANCE, {"book": book, "party": party})
    return int(row[0]) if row else 0


@use_case(Right.PAYOUT)
def pay(
    desk: Desk, book: str, party: int, amount: int | None = None, paid_by: str = "drawer", reference: str = ""
) -> PaidOut:
    """Hand over what is owed, or a part; one paper with a number. Never more than is owed, so nobody is paid twice.

    Raises Conflict where nothing is owed, Invalid for more than is owed or no such way of paying.
    """
    open_sum = balance(desk, book, party)
    if open_sum <= 0:
        raise Conflict(N_("Nothing is owed to them now."), hint=N_("What they owe is taken off later sales."))
    amount = open_sum if amount is None else amount
    if not 0 < amount <= open_sum:
        most = money.text(open_sum)
        raise Invalid(N_("No more can be paid than is owed: {most}."), hint=N_("Type a smaller amount."), most=most)
    return _store(desk, book, party, amount, paid_by, reference, None)


@use_case(Right.PAYOUT)
def pay_all(desk: Desk, parties: Sequence[int], paid_by: str = "drawer") -> list[PaidOut]:
    """Pay several producers all that each is owed, in one deed; those who are owed nothing are passed over."""
    return [
        _store(desk, "producer", party, amount, paid_by, "", None)
        for party in dict.fromkeys(parties)
        if (amount := balance(desk, "producer", party)) > 0
    ]


@use_case(Right.PAYOUT)
def take_back(desk: Desk, number: str) -> PaidOut:
    """Undo a payout by its opposite; the money is owed again. Raises NotFound, Conflict where it was done already."""
    wanted = number.strip().upper()
    row = desk.session.exec(select(models.Payout).where(models.Payout.number == wanted)).first()
    if row is None:
        raise NotFound(N_("There is no payout {number}."), number=wanted[:40])
    again = desk.session.exec(select(models.Payout.id).where(models.Payout.reverses == row.id)).first()
    if row.reverses is not None or again is not None:
        raise Conflict(N_("It was taken back already."))
    return _store(desk, row.book, row.party, -row.amount, row.paid_by, row.reference, row.id)


def _store(
    desk: Desk, book: str, party: int, amount: int, paid_by: str, reference: str, reverses: int | None
) -> PaidOut:
    purse.checked(paid_by)
    number = numbers.take(desk, "payout")
    reference = reference.strip()[:LONGEST_REFERENCE]
    record(
        desk,
        "payout",
        uid=uid.uuid7(desk.now, desk.random),
        book=book,
        series=number.series,
        seq=number.seq,
        number=number.text,
        party=party,
        amount=amount,
        paid_by=paid_by,
        reference=reference,
        up_to=quick.first(desk.session.connection(), _UP_TO)[0],
        reverses=reverses,
    )
    purse.move(desk, paid_by, -amount, number.text)
    name = desk.session.get_one(models.Party, party).name
    return PaidOut(number.text, book, desk.now, party, name, amount, paid_by, reference, False, reverses is not None)


@use_case(Right.PAYOUT)
def listing(desk: Desk, book: str = "", party: int = 0, limit: int = MOST_LISTED) -> list[PaidOut]:
    """Payouts, the newest first, of one book or person or of all."""
    asked = {"book": book, "party": party, "most": min(limit, MOST_LISTED)}
    found = quick.rows(desk.session.connection(), _LIST, asked)
    return [
        PaidOut(number, own, clock.from_ms(at), who, name, amount, by, reference, bool(back), bool(opposite))
        for number, own, at, who, name, amount, by, reference, back, opposite in found
    ]
