"""Money handed to producers (จ่ายค่าของ) and suppliers: never more than once, and taken back only by its opposite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, promptpay, slip
from shopdesk.db import models, quick
from shopdesk.shop import numbers, purse, shares
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case
from shopdesk.shop.shares import Owed

BOOKS = ("producer", "supplier")
LONGEST_REFERENCE = 60
MOST_LISTED = 200

_BALANCE = "SELECT balance FROM ledger_balance WHERE book = :book AND party = :party"
_UP_TO = "SELECT coalesce(max(id), 0) FROM journal"
_WHO = (
    "SELECT p.id, p.name, coalesce(b.balance, 0) FROM party p LEFT JOIN ledger_balance b "
    "ON b.book = :book AND b.party = p.id WHERE p.id IN (SELECT value FROM json_each(:parties))"
)
_SAME_SLIP = (
    "SELECT p.number, p.reference FROM payout p WHERE p.reverses IS NULL AND p.reference <> '' "
    "AND upper(substr(p.reference, -6)) = :tail AND NOT EXISTS (SELECT 1 FROM payout r WHERE r.reverses = p.id)"
)
_LIST = (
    "SELECT d.number, d.book, j.at, d.party, p.name, d.amount, d.paid_by, d.reference, "
    "EXISTS (SELECT 1 FROM payout r WHERE r.reverses = d.id), d.reverses IS NOT NULL "
    "FROM payout d JOIN journal j ON j.id = d.journal JOIN party p ON p.id = d.party "
    "WHERE (:book = '' OR d.book = :book) AND (:party = 0 OR d.party = :party) ORDER BY d.id DESC LIMIT :most"
)


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


@dataclass(frozen=True, slots=True)
class Code:
    """A PromptPay QR to somebody's own number, for the telephone of who pays: satang, and the number masked."""

    payload: str
    amount: int
    receiver: str


@use_case(Right.PAYOUT)
def owed(desk: Desk, party: int) -> Owed:
    """What a producer gets now, line by line; the sum is the book's balance."""
    return shares.standing(desk, party)


@use_case(Right.PAYOUT)
def balance(desk: Desk, book: str, party: int) -> int:
    """What the shop owes a producer or supplier, in satang; negative where they owe the shop."""
    row = quick.first(desk.session.connection(), _BALANCE, {"book": book, "party": party})
    return int(row[0]) if row else 0


@use_case(Right.PAYOUT)
def code(desk: Desk, party: int, amount: int | None = None) -> Code:
    """The QR that pays a producer what is owed, or `amount`; raises NotFound without a number, Conflict for nothing."""
    row = desk.session.exec(select(models.Producer).where(models.Producer.party == party)).first()
    if row is None or not row.promptpay:
        raise NotFound(N_("There is no PromptPay number of this person."), hint=N_("Put it in, or pay in cash."))
    amount = _payable(balance(desk, "producer", party), amount)
    target = promptpay.target(row.promptpay)
    return Code(promptpay.build(target, amount), amount, target.masked())


@use_case(Right.PAYOUT)
def slip_reference(desk: Desk, typed: str) -> str:
    """What to keep of the bank's slip: bank and reference behind its small QR, or the last 6 signs as typed.

    Raises Invalid for too few, Conflict where the same slip stands on another payout.
    """
    if slip.looks_like(typed):
        read = slip.parse(typed)
        reference = f"{read.bank} {read.reference}"
    else:
        reference = slip.typed_tail(typed)
    _refuse_used(desk, reference)
    return reference


def _refuse_used(desk: Desk, reference: str) -> None:
    tail = reference[-slip.TAIL :].upper()
    for number, other in quick.rows(desk.session.connection(), _SAME_SLIP, {"tail": tail}):
        # A typed tail is held against every slip's tail; two whole references differ or do not.
        if other == reference or len(other) == slip.TAIL or len(reference) == slip.TAIL:
            raise Conflict(
                N_("This slip is on payout {number} already."),
                hint=N_("Look into the bank's own app first."),
                number=number,
            )


@use_case(Right.PAYOUT)
def pay(
    desk: Desk, book: str, party: int, amount: int | None = None, paid_by: str = "drawer", reference: str = ""
) -> PaidOut:
    """Hand over what is owed, or a part; one paper with a number. Never more than is owed, so nobody is paid twice.

    Raises Conflict where nothing is owed or the slip was used, Invalid for more than is owed or no such way of paying.
    """
    if book not in BOOKS:
        raise Invalid(N_("Choose one of the offered values."))
    amount = _payable(balance(desk, book, party), amount)
    reference = reference.strip()[:LONGEST_REFERENCE]
    if reference and book == "producer" and paid_by == "transfer":
        _refuse_used(desk, reference)
    name = desk.session.get_one(models.Party, party).name
    return _store(desk, _Handed(book, party, name, amount, paid_by, reference), _up_to(desk))


def _payable(open_sum: int, amount: int | None) -> int:
    if open_sum <= 0:
        raise Conflict(N_("Nothing is owed to them now."), hint=N_("What they owe is taken off later sales."))
    amount = open_sum if amount is None else amount
    if not 0 < amount <= open_sum:
        most = money.text(open_sum)
        raise Invalid(N_("No more can be paid than is owed: {most}."), hint=N_("Type a smaller amount."), most=most)
    return amount


@use_case(Right.PAYOUT)
def pay_all(desk: Desk, parties: Sequence[int], paid_by: str = "drawer") -> list[PaidOut]:
    """Pay several producers all that each is owed, in one deed; those who are owed nothing are passed over.

    Each gets a paper of their own; the drawer gives the money of all at once.
    """
    asked = {"book": "producer", "parties": quick.numbers(list(parties))}
    known = {who: (name, owed) for who, name, owed in quick.rows(desk.session.connection(), _WHO, asked)}
    up_to = _up_to(desk)
    made = [
        _store(desk, _Handed("producer", party, *known[party], paid_by), up_to, alone=False)
        for party in dict.fromkeys(parties)
        if party in known and known[party][1] > 0
    ]
    if made:
        numbers_paid = made[0].number if len(made) == 1 else f"{made[0].number} – {made[-1].number}"
        purse.move(desk, paid_by, -sum(paid.amount for paid in made), numbers_paid)
    return made


@use_case(Right.PAYOUT)
def take_back(desk: Desk, number: str) -> PaidOut:
    """Undo a payout by its opposite; the money is owed again. Raises NotFound, Conflict where it was done already."""
    row = by_number(desk, number)
    again = desk.session.exec(select(models.Payout.id).where(models.Payout.reverses == row.id)).first()
    if row.reverses is not None or again is not None:
        raise Conflict(N_("It was taken back already."))
    name = desk.session.get_one(models.Party, row.party).name
    back = _Handed(row.book, row.party, name, -row.amount, row.paid_by, row.reference)
    return _store(desk, back, _up_to(desk), reverses=row.id)


def by_number(desk: Desk, number: str) -> models.Payout:
    """The payout of this number; raises NotFound."""
    wanted = number.strip().upper()
    row = desk.session.exec(select(models.Payout).where(models.Payout.number == wanted)).first()
    if row is None:
        raise NotFound(N_("There is no payout {number}."), number=wanted[:40])
    return row


@dataclass(frozen=True, slots=True)
class _Handed:
    book: str
    party: int
    name: str
    amount: int
    paid_by: str
    reference: str = ""


def _up_to(desk: Desk) -> int:
    return int(quick.first(desk.session.connection(), _UP_TO)[0])


def _store(desk: Desk, what: _Handed, up_to: int, reverses: int | None = None, *, alone: bool = True) -> PaidOut:
    purse.checked(what.paid_by)
    number = numbers.take(desk, "payout")
    record(
        desk,
        "payout",
        uid=uid.uuid7(desk.now, desk.random),
        book=what.book,
        series=number.series,
        seq=number.seq,
        number=number.text,
        party=what.party,
        amount=what.amount,
        paid_by=what.paid_by,
        reference=what.reference,
        up_to=up_to,
        reverses=reverses,
    )
    if alone:
        purse.move(desk, what.paid_by, -what.amount, number.text)
    return PaidOut(
        number.text, what.book, desk.now, what.party, what.name, what.amount, what.paid_by, what.reference, False,
        reverses is not None,
    )  # fmt: skip


@use_case(Right.PAYOUT)
def listing(desk: Desk, book: str = "", party: int = 0, limit: int = MOST_LISTED) -> list[PaidOut]:
    """Payouts, the newest first, of one book or person or of all."""
    asked = {"book": book, "party": party, "most": min(limit, MOST_LISTED)}
    found = quick.rows(desk.session.connection(), _LIST, asked)
    return [
        PaidOut(number, own, clock.from_ms(at), who, name, amount, by, reference, bool(back), bool(opposite))
        for number, own, at, who, name, amount, by, reference, back, opposite in found
    ]
