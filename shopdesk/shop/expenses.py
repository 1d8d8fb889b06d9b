"""รายจ่าย: what the shop spends besides goods, in ten plain kinds, and what comes back every month."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from shopdesk.base import i18n, uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop import day, purse, settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

LONGEST_NOTE = 200
MOST_LISTED = 500
NAMES = {
    "rent": N_("Rent"),
    "power": N_("Electricity"),
    "water": N_("Water"),
    "phone": N_("Telephone and internet"),
    "wages": N_("Wages"),
    "transport": N_("Petrol and transport"),
    "packaging": N_("Bags and packaging"),
    "repair": N_("Repairs"),
    "fees": N_("Fees and taxes"),
    "other": N_("Other expenses"),
}
KINDS = tuple(NAMES)

_LIST = (
    "SELECT e.uid, e.kind, e.on_date, e.amount, e.paid_by, e.note, p.name, "
    "EXISTS (SELECT 1 FROM expense r WHERE r.reverses = e.id), e.reverses IS NOT NULL, e.photo FROM expense e "
    "JOIN journal j ON j.id = e.journal JOIN party p ON p.id = j.actor "
    "WHERE e.on_date >= :first AND e.on_date <= :last ORDER BY e.on_date DESC, e.id DESC LIMIT :most"
)
_SUMS = (
    "SELECT kind, sum(amount) FROM expense WHERE on_date >= :first AND on_date <= :last GROUP BY kind ORDER BY 2 DESC"
)
_BOOKED = "SELECT 1 FROM expense WHERE kind = :kind AND amount = :amount AND substr(on_date, 1, 7) = :month"


@dataclass(frozen=True, slots=True)
class Spent:
    """One expense in satang; negative for one that was taken back."""

    uid: str
    kind: str
    on_date: str
    amount: int
    paid_by: str
    note: str
    by: str
    taken_back: bool
    takes_back: bool
    photo: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A monthly expense that is not in the book for this month yet, and its day."""

    id: int
    kind: str
    amount: int
    paid_by: str
    on_date: str
    note: str


def label(kind: str) -> str:
    """The kind in the language of the moment."""
    return _(NAMES[kind])


def kind_of(typed: str) -> str:
    """The kind of a code or a name in any language, a part of it where no other kind has it; raises Invalid."""
    wanted = thaitext.fold(typed)
    known = {
        kind: [kind, *(thaitext.fold(i18n.catalogue(language).get(name, name)) for language in i18n.NAMES)]
        for kind, name in NAMES.items()
    }
    exact = [kind for kind, words in known.items() if wanted in words]
    part = [kind for kind, words in known.items() if wanted and any(wanted in word for word in words)]
    found = exact or part
    if len(found) != 1:
        offered = ", ".join(label(kind) for kind in found or KINDS)
        raise Invalid(N_("“{typed}” is no kind of expense."), hint=offered, typed=typed[:40])
    return found[0]


@use_case(Right.EXPENSES)
def spend(
    desk: Desk, kind: str, amount: int, paid_by: str = "drawer", *, note: str = "", on_date: str = "", photo: str = ""
) -> str:
    """Write down money that was spent, in satang; from the drawer it leaves the open day. Answers its uid.

    Raises Invalid for no such kind, no amount, no such way of paying or a date that is none.
    """
    if kind not in KINDS:
        raise Invalid(N_("Choose one of the offered values."))
    if amount <= 0:
        raise Invalid(N_("Type an amount."))
    money.within_limit(amount)
    when = on_date or settings.today(desk).isoformat()
    day.parse_date(when)
    note = thaitext.printable(note).strip()[:LONGEST_NOTE]
    return _store(desk, kind, when, amount, purse.checked(paid_by), note, photo, None)


def _store(
    desk: Desk, kind: str, when: str, amount: int, paid_by: str, note: str, photo: str, reverses: int | None
) -> str:
    own = uid.uuid7(desk.now, desk.random)
    record(
        desk, "expense", uid=own, kind=kind, on_date=when, amount=amount, paid_by=paid_by, note=note, photo=photo,
        reverses=reverses,
    )  # fmt: skip
    purse.move(desk, paid_by, -amount, label(kind))
    return own


@use_case(Right.EXPENSES)
def take_back(desk: Desk, expense: str) -> str:
    """Undo an expense by its opposite; raises NotFound, Conflict where it was done already."""
    row = desk.session.exec(select(models.Expense).where(models.Expense.uid == expense)).first()
    if row is None:
        raise NotFound(N_("There is no such expense."))
    again = desk.session.exec(select(models.Expense.id).where(models.Expense.reverses == row.id)).first()
    if row.reverses is not None or again is not None:
        raise Conflict(N_("It was taken back already."))
    return _store(desk, row.kind, row.on_date, -row.amount, row.paid_by, row.note, "", row.id)


@use_case(Right.EXPENSES)
def listing(desk: Desk, first: str, last: str) -> list[Spent]:
    """Expenses from a date to a date (2026-11-22), the latest first."""
    asked = {"first": first, "last": last, "most": MOST_LISTED}
    return [
        Spent(own, kind, on_date, amount, paid_by, note, by, bool(back), bool(opposite), photo)
        for own, kind, on_date, amount, paid_by, note, by, back, opposite, photo in quick.rows(
            desk.session.connection(), _LIST, asked
        )
    ]


@use_case(Right.EXPENSES)
def sums(desk: Desk, first: str, last: str) -> list[tuple[str, int]]:
    """What each kind came to in satang, the largest first."""
    rows = quick.rows(desk.session.connection(), _SUMS, {"first": first, "last": last})
    return [(kind, amount) for kind, amount in rows]


@use_case(Right.EXPENSES)
def repeat(desk: Desk, kind: str, amount: int, paid_by: str, on_day: int, note: str = "") -> int:
    """An expense that comes every month on a day (1 to 31; shorter months take their last). Raises Invalid."""
    if kind not in KINDS or not 1 <= on_day <= 31 or amount <= 0:
        raise Invalid(N_("Choose one of the offered values."))
    money.within_limit(amount)
    row = models.RecurringExpense(
        uid="", kind=kind, amount=amount, paid_by=purse.checked(paid_by), day=on_day, note=note.strip()[:LONGEST_NOTE]
    )
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert row.id is not None
    return row.id


@use_case(Right.EXPENSES)
def stop_repeating(desk: Desk, recurring: int) -> None:
    """A monthly expense comes no more; raises NotFound, Conflict."""
    row = desk.session.get(models.RecurringExpense, recurring)
    if row is None:
        raise NotFound(N_("There is no such expense."))
    records.archive(desk.session, desk.entry, row, desk.now)


@use_case(Right.EXPENSES)
def coming(desk: Desk) -> list[Coming]:
    """Monthly expenses of this month that are not written down yet; they are offered, never booked by themselves."""
    today = settings.today(desk)
    rows = desk.session.exec(
        select(models.RecurringExpense).where(col(models.RecurringExpense.archived_at).is_(None))
    ).all()
    open_ones = []
    for row in rows:
        asked = {"kind": row.kind, "amount": row.amount, "month": today.isoformat()[:7]}
        if quick.first(desk.session.connection(), _BOOKED, asked) is None:
            on_date = _in_month(today, row.day).isoformat()
            open_ones.append(Coming(row.id or 0, row.kind, row.amount, row.paid_by, on_date, row.note))
    return open_ones


def _in_month(today: date, on_day: int) -> date:
    for wanted in range(on_day, 27, -1):
        try:
            return today.replace(day=wanted)
        except ValueError:
            continue
    return today.replace(day=min(on_day, 28))
