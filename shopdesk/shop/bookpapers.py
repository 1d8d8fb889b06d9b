"""What the credit book puts on paper: a statement, the receipt for money paid back, the list of who owes."""

from datetime import date

from shopdesk.base import clock
from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import documents
from shopdesk.core.book_papers import BookRow, ReminderList, ReminderRow, Repayment, Statement
from shopdesk.db import quick
from shopdesk.shop import credit, customers, settings
from shopdesk.shop.customers import Customer
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

# How many lines of a long book a statement shows when nobody says from when; what was before is brought forward.
MOST_LINES = 60
Paper = Statement | Repayment | ReminderList
_PAID = (
    "SELECT e.party, e.signer, e.amount, e.paid_by, j.at, p.name, "
    "EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses = e.id) FROM ledger_entry e "
    "JOIN journal j ON j.id = e.journal JOIN party p ON p.id = j.actor "
    "WHERE e.id = :entry AND e.book = 'customer' AND e.kind IN ('payment', 'prepaid')"
)


@use_case(Right.CREDIT)
def paper(desk: Desk, kind: str, document: dict[str, int], *, copy: bool) -> Paper:
    """A paper of the print queue as it is now; raises NotFound."""
    if kind == "statement":
        return statement(desk, document["customer"])
    return repayment(desk, document["entry"], copy=copy) if kind == "repayment" else reminder_list(desk)


def words(line: credit.Line) -> str:
    """What a line of the book is, in a few words."""
    kinds = {
        "bill": N_("Bill {number}"),
        "payment": N_("Paid"),
        "prepaid": N_("Money paid ahead"),
        "write_off": N_("Written off"),
        "opening": N_("From the old book"),
        "merge": N_("Cards merged"),
        "reversal": N_("Taken back"),
    }
    said = _(kinds[line.kind]).format(number=documents.short_number(line.number))
    return f"{said} · {line.note}" if line.note else said


def number_of(entry: int) -> str:
    """What the receipt of a payment into a book is called."""
    return f"R{entry:06d}"


@use_case(Right.CREDIT)
def statement(desk: Desk, customer: int, since: date | None = None) -> Statement:
    """The book of a customer's household; raises NotFound."""
    person = customers.one(desk, customer)
    head = customers.of_party(desk, person.book)
    book = credit.lines(desk, person.book)
    shown = [line for line in book if since is None or clock.calendar_date(line.at) >= since][-MOST_LINES:]
    brought = shown[0].balance - shown[0].amount if shown else person.balance
    left = credit.debts(desk, person.book)
    today = settings.today(desk).isoformat()
    return Statement(
        shop_name=settings.get(desk, "shop.name") or _("Shop"),
        header=_header(desk),
        who=head.name,
        about=_about(head),
        rows=tuple(BookRow(clock.calendar_date(line.at), words(line), line.amount, line.balance) for line in shown),
        brought=brought,
        balance=person.balance,
        overdue=sum(debt.left for debt in left if debt.due_on and debt.due_on < today),
        due_on=min((debt.due_on for debt in left if debt.due_on), default=""),
        at=desk.now,
        cashier=desk.actor.name,
        number=_("Statement"),
        practice=desk.practice,
    )


@use_case(Right.CREDIT)
def repayment(desk: Desk, entry: int, *, copy: bool = False) -> Repayment:
    """The receipt of one payment into a book, also long after; raises NotFound where the line is none."""
    row = quick.first(desk.session.connection(), _PAID, {"entry": entry})
    if row is None:
        raise NotFound(N_("There is no receipt for this line."))
    party, signer, amount, paid_by, at, cashier, taken_back = row
    person = customers.of_party(desk, signer or party)
    after = next(line.balance for line in credit.lines(desk, party) if line.entry == entry)
    return Repayment(
        shop_name=settings.get(desk, "shop.name") or _("Shop"),
        header=_header(desk),
        who=person.name,
        about=_about(person),
        before=after - amount,
        paid=-amount,
        means=credit.means(paid_by),
        at=clock.from_ms(at),
        cashier=cashier,
        number=number_of(entry),
        taken_back=bool(taken_back),
        copy=copy,
        practice=desk.practice,
    )


@use_case(Right.CREDIT)
def reminder_list(desk: Desk) -> ReminderList:
    """Everybody who owes, the most overdue first."""
    found = credit.reminders(desk)
    rows = tuple(
        ReminderRow(
            one.customer.name, " · ".join(_about(one.customer)), one.oldest, one.due_on, one.balance, one.overdue
        )
        for one in found
    )
    name = settings.get(desk, "shop.name") or _("Shop")
    total = sum(one.balance for one in found)
    return ReminderList(name, rows, total, desk.now, number=_("Who owes"), practice=desk.practice)


def _header(desk: Desk) -> tuple[str, ...]:
    phone = settings.get(desk, "shop.phone")
    return (_("Tel. {phone}").format(phone=phone),) if phone else ()


def _about(person: Customer) -> tuple[str, ...]:
    house = _("House {number}").format(number=person.house) if person.house else ""
    member = _("Member {number}").format(number=person.member) if person.member else ""
    return tuple(filter(None, (person.nickname, house, member)))
