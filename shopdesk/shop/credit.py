"""The credit book (สมุดเชื่อ): who owes how much since when, paying back, paying ahead, writing off.

A debt is a payment of a bill that was written down instead of paid; everything else is an entry of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, Invalid, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.db import quick
from shopdesk.shop import customers, purse, settings
from shopdesk.shop.desk import Desk, ask, record
from shopdesk.shop.rights import Right, allowed, require, use_case

LONGEST_NOTE = 200
BOOK = "customer"
KINDS = ("payment", "prepaid", "write_off", "opening", "merge", "reversal")

_LINES = (
    "SELECT p.party, j.at, 'bill', s.number, p.amount, p.due_on, '', j.id, NULL FROM payment p "
    "JOIN journal j ON j.id = p.journal JOIN sale s ON s.id = p.sale "
    "WHERE p.party IN (SELECT value FROM json_each(:parties)) "
    "UNION ALL SELECT e.party, j.at, e.kind, '', e.amount, e.due_on, e.note, j.id, e.id FROM ledger_entry e "
    "JOIN journal j ON j.id = e.journal WHERE e.book = 'customer' "
    "AND e.party IN (SELECT value FROM json_each(:parties)) ORDER BY 1, 8, 4"
)
_BALANCE = "SELECT balance FROM ledger_balance WHERE book = 'customer' AND party = :party"
_ENTRY = "SELECT party, amount, kind, paid_by, sale FROM ledger_entry WHERE id = :id AND book = 'customer'"
_REVERSED = "SELECT 1 FROM ledger_entry WHERE reverses = :id"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book as on paper: written (+) or paid (−) satang, and what was open after it."""

    at: datetime
    kind: str
    number: str
    amount: int
    due_on: str
    note: str
    balance: int
    entry: int | None


@dataclass(frozen=True, slots=True)
class Debt:
    """What is still open of one line of the book, oldest first."""

    at: datetime
    number: str
    due_on: str
    left: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody who owes: how much in all, how much of it is past its day, and since when."""

    customer: customers.Customer
    balance: int
    overdue: int
    oldest: date
    due_on: str


@use_case(Right.CREDIT)
def balance(desk: Desk, party: int) -> int:
    """What a book says is owed, in satang; negative is money paid ahead."""
    row = quick.first(desk.session.connection(), _BALANCE, {"party": party})
    return int(row[0]) if row else 0


@use_case(Right.CREDIT)
def lines(desk: Desk, party: int) -> list[Line]:
    """The whole book of a household, oldest first, with the balance after each line."""
    return _books(desk, [party]).get(party, [])


def _books(desk: Desk, parties: Sequence[int]) -> dict[int, list[Line]]:
    """The books of several households, read at once."""
    found: dict[int, list[Line]] = {}
    rows = quick.rows(desk.session.connection(), _LINES, {"parties": quick.numbers(parties)})
    for party, at, kind, number, amount, due_on, note, _journal, entry in rows:
        book = found.setdefault(party, [])
        open_sum = (book[-1].balance if book else 0) + amount
        book.append(Line(clock.from_ms(at), kind, number, amount, due_on, note, open_sum, entry))
    return found


@use_case(Right.CREDIT)
def debts(desk: Desk, party: int) -> list[Debt]:
    """What is open, line by line: what was paid went to the oldest first."""
    return _open(lines(desk, party))


def _open(book: list[Line]) -> list[Debt]:
    paid = -sum(line.amount for line in book if line.amount < 0)
    left = []
    for line in book:
        if line.amount > 0:
            rest = line.amount - min(paid, line.amount)
            paid -= line.amount - rest
            if rest:
                left.append(Debt(line.at, line.number, line.due_on, rest))
    return left


@dataclass(frozen=True, slots=True)
class Book:
    """Whose book a debt is written in, and when it is to be paid (2026-11-30, or nothing agreed)."""

    party: int
    due_on: str


def book_for(desk: Desk, customer: int | None, amount: int) -> Book:
    """Where a new debt of a customer goes; above the agreed limit it needs a right of its own.

    Raises Invalid where the bill names nobody, NotFound for no such customer, NotAllowed above the limit.
    """
    require(desk, Right.CREDIT)
    if customer is None:
        raise Invalid(N_("Say who will pay later."), hint=N_("Choose the customer first."))
    person = customers.of_party(desk, customer)
    head = person if person.tab is None else customers.one(desk, person.tab)
    if head.limit is not None and balance(desk, head.party) + amount > head.limit:
        require(desk, Right.CREDIT_ABOVE)
    return Book(head.party, due_day(head.pay_day, settings.today(desk)))


@use_case(Right.CREDIT)
def within_limit(desk: Desk, customer: int, amount: int) -> bool:
    """Whether a debt of this much may be written without anybody else's word."""
    person = customers.of_party(desk, customer)
    head = person if person.tab is None else customers.one(desk, person.tab)
    below = head.limit is None or balance(desk, head.party) + amount <= head.limit
    return below or allowed(desk, Right.CREDIT_ABOVE)


@use_case(Right.CREDIT)
def repay(desk: Desk, customer: int, amount: int, paid_by: str = "drawer", note: str = "") -> int:
    """Money comes in for a debt; what is above it stays as money paid ahead. Answers what is open after it.

    Raises Invalid for no amount or no such way, NotFound, Unsure for more than is owed.
    """
    person = customers.one(desk, customer)
    owed = balance(desk, person.book)
    if amount > max(owed, 0):
        _ask_whether_ahead(desk, max(owed, 0), amount)
    return _comes_in(desk, person, amount, paid_by, note)


def _ask_whether_ahead(desk: Desk, owed: int, amount: int) -> None:
    words = {"owed": money.text(owed), "more": money.text(amount - owed), "amount": money.text(amount)}
    said = N_("Only {owed} is open, {more} is too much.") if owed else N_("Nothing is open in this book.")
    yes = N_("Keep {more} as money paid ahead")
    question = Unsure(said, question="ahead", yes=yes, hint=N_("Count the money once more."), **words)
    ask(desk, question, owed=owed, amount=amount)


@use_case(Right.CREDIT)
def prepay(desk: Desk, customer: int, amount: int, paid_by: str = "drawer", note: str = "") -> int:
    """Money comes in ahead, as the deposit of an order; what is owed goes down first. Raises as `repay`, unasked."""
    return _comes_in(desk, customers.one(desk, customer), amount, paid_by, note)


def _comes_in(desk: Desk, person: customers.Customer, amount: int, paid_by: str, note: str) -> int:
    if amount <= 0:
        raise Invalid(N_("Type an amount."))
    money.within_limit(amount)
    before = balance(desk, person.book)
    kind = "payment" if before > 0 else "prepaid"
    record(
        desk, "ledger_entry", book=BOOK, party=person.book, kind=kind, amount=-amount, signer=person.party,
        paid_by=purse.checked(paid_by), note=note.strip()[:LONGEST_NOTE],
    )  # fmt: skip
    purse.move(desk, paid_by, amount, _("Paid back on credit"))
    return before - amount


@use_case(Right.WRITE_OFF)
def write_off(desk: Desk, customer: int, amount: int, reason: str) -> None:
    """Let go of a debt or a part of it, with a reason. Raises Invalid for no reason or more than is owed."""
    person = customers.one(desk, customer)
    if not reason.strip():
        raise Invalid(N_("Say why the debt is written off."))
    if not 0 < amount <= balance(desk, person.book):
        raise Invalid(N_("Less is owed than that."), hint=N_("Look at what is owed first."))
    note = reason.strip()[:LONGEST_NOTE]
    record(desk, "ledger_entry", book=BOOK, party=person.book, kind="write_off", amount=-amount, note=note)


@use_case(Right.WRITE_OFF)
def carry_in(desk: Desk, customer: int, amount: int, note: str = "") -> None:
    """A debt from the old paper book (a negative amount is money paid ahead). Raises Invalid, NotFound."""
    money.within_limit(abs(amount))
    if not amount:
        raise Invalid(N_("Type an amount."))
    head = customers.of_party(desk, customers.one(desk, customer).book)
    due = due_day(head.pay_day, settings.today(desk)) if amount > 0 else ""
    note = note.strip()[:LONGEST_NOTE]
    record(desk, "ledger_entry", book=BOOK, party=head.party, kind="opening", amount=amount, due_on=due, note=note)


@use_case(Right.WRITE_OFF)
def take_back(desk: Desk, entry: int, reason: str = "") -> None:
    """Take an entry back by its opposite, its money too. Raises NotFound, Conflict where it was done already."""
    row = quick.first(desk.session.connection(), _ENTRY, {"id": entry})
    # What a bill wrote beside itself goes back with the bill alone.
    if row is None or row[2] in ("reversal", "merge") or row[4] is not None:
        raise Conflict(N_("This line cannot be taken back."))
    if quick.first(desk.session.connection(), _REVERSED, {"id": entry}):
        raise Conflict(N_("It was taken back already."))
    party, amount, _kind, paid_by, _sale = row
    # What was open went along when the card was merged or joined a household.
    book = customers.surviving(desk, party)
    record(
        desk, "ledger_entry", book=BOOK, party=book, kind="reversal", amount=-amount, reverses=entry, paid_by=paid_by,
        note=reason.strip()[:LONGEST_NOTE],
    )  # fmt: skip
    if paid_by:
        purse.move(desk, paid_by, amount, _("Paid back on credit"))


@use_case(Right.CREDIT)
def reminders(desk: Desk) -> list[Reminder]:
    """Everybody who owes, the most overdue first."""
    today, people = settings.today(desk), customers.owing(desk)
    books = _books(desk, [person.book for person in people])
    found = [_reminder(desk, person, _open(books[person.book]), today) for person in people]
    return sorted(found, key=lambda one: (-one.overdue, one.oldest))


def _reminder(desk: Desk, person: customers.Customer, left: Sequence[Debt], today: date) -> Reminder:
    late = sum(debt.left for debt in left if debt.due_on and debt.due_on < today.isoformat())
    due = min((debt.due_on for debt in left if debt.due_on), default="")
    return Reminder(person, person.balance, late, clock.business_date(left[0].at, desk.change_hour), due)


def means(purse: str) -> str:
    """How money came into a book, in the language of the moment; empty for what was no money."""
    words = {"drawer": N_("Cash"), "owner": N_("Cash, to the owner"), "transfer": N_("Bank transfer")}
    return _(words[purse]) if purse in words else ""


def due_day(pay_day: str, today: date) -> str:
    """The day of an agreed pay-day: the end of the month, welfare day (the first), or none for the harvest."""
    first_of_next = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    if pay_day == "month_end":
        return (first_of_next - timedelta(days=1)).isoformat()
    return first_of_next.isoformat() if pay_day == "welfare" else ""
