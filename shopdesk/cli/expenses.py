"""expense add, list, undo, repeat, coming: what the shop spends besides goods."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.mistyped import understood
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.expenses import Coming, Spent


def _kind(typed: str) -> str:
    from shopdesk.shop import expenses

    return understood(lambda: expenses.kind_of(typed))


Kind = Annotated[
    str, Argument(metavar="KIND", parser=_kind, help=N_("Rent, electricity, water … as the list of expenses says it"))
]
Amount = Annotated[str, Argument(metavar="AMOUNT", help=N_("How much, in baht"))]
Purse = Annotated[Literal["drawer", "owner", "transfer"], Option("--from", help=N_("Where the money comes from"))]
Note = Annotated[str, Option("--note", help=N_("A note"))]


@command("expense add", N_("Write money down that was spent"))
def add(
    run: Run,
    kind: Kind,
    amount: Amount,
    paid: Purse = "drawer",
    note: Note = "",
    date: Annotated[str, Option("--date", metavar="DATE", help=N_("When; today if left out"))] = "",
) -> Answer:
    """From the drawer it leaves the open day's cash."""
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import expenses

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            spent = money.parse(amount)
            made = expenses.spend(desk, kind, spent, paid, note=note, on_date=finding.day(date))
    data = {"id": made, "kind": kind, "amount": money.plain(spent), "from": paid}
    return Answer(data, (_("The expense is written down."),))


@command("expense list", N_("Expenses of a month, and the sum of each kind"))
def listed(
    run: Run, month: Annotated[str, Option("--month", metavar="2026-11", help=N_("This month if left out"))] = ""
) -> Answer:
    """The latest first; what was taken back stands there with its opposite."""
    from shopdesk.cli.columns import row
    from shopdesk.core import money
    from shopdesk.shop import expenses

    with run.looking() as desk:
        first, last = _month(desk, month)
        rows, sums = expenses.listing(desk, first, last), expenses.sums(desk, first, last)
    total = sum(amount for _kind, amount in sums)
    data: dict[str, Any] = {
        "first": first,
        "last": last,
        "expenses": [
            {"id": one.uid, "kind": one.kind, "date": one.on_date, "amount": money.plain(one.amount),
             "from": one.paid_by, "note": one.note, "taken_back": one.taken_back}
            for one in rows
        ],
        "sums": {kind: money.plain(amount) for kind, amount in sums},
        "total": money.plain(total),
    }  # fmt: skip
    said = [row(_words(one), money.text(one.amount)) for one in rows]
    if not rows:
        return Answer(data, (_("No expenses this month."),))
    return Answer(data, (*said, row(_("In all"), money.text(total))))


@command("expense undo", N_("Take an expense back by its opposite"))
def undo(run: Run, expense: Annotated[str, Argument(metavar="ID", help=N_("As expense list tells it"))]) -> Answer:
    """Once only."""
    from shopdesk.shop import expenses

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            made = expenses.take_back(desk, expense)
    return Answer({"id": made, "takes_back": expense}, (_("It is taken back."),))


@command("expense repeat", N_("An expense that comes every month on a day"))
def repeat(
    run: Run,
    kind: Kind,
    amount: Amount,
    day: Annotated[int, Option("--day", min=1, max=31, help=N_("Day of the month, 1 to 31"))],
    paid: Purse = "drawer",
    note: Note = "",
) -> Answer:
    """It is offered each month, never written down by itself."""
    from shopdesk.core import money
    from shopdesk.shop import expenses

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            made = expenses.repeat(desk, kind, money.parse(amount), paid, day, note)
    return Answer({"recurring": made}, (_("{kind} is offered every month now.").format(kind=expenses.label(kind)),))


@command("expense coming", N_("What comes every month and is not written down yet"))
def coming(run: Run) -> Answer:
    """Of this month."""
    from shopdesk.cli.columns import row
    from shopdesk.core import money
    from shopdesk.shop import expenses

    with run.looking() as desk:
        found = expenses.coming(desk)
    data = [
        {"recurring": one.id, "kind": one.kind, "amount": money.plain(one.amount), "from": one.paid_by,
         "date": one.on_date, "note": one.note}
        for one in found
    ]  # fmt: skip
    lines = [row(_words(one), money.text(one.amount)) for one in found]
    return Answer({"coming": data}, tuple(lines))


def _words(one: "Spent | Coming") -> str:
    from shopdesk.core import thaidate
    from shopdesk.shop import expenses

    day = thaidate.day(thaidate.parse(one.on_date))
    return " ".join(filter(None, (day, expenses.label(one.kind), one.note)))


def _month(desk: "Desk", typed: str) -> tuple[str, str]:
    """The first and last day of `2026-11` or `2569-11`, of this month without; raises Invalid."""
    from shopdesk.core import thaidate
    from shopdesk.shop import settings

    try:
        first = thaidate.parse(f"{typed}-01") if typed else settings.today(desk).replace(day=1)
    except Invalid:
        raise Invalid(N_("“{typed}” is not a month."), hint=N_("Write it like 2026-11"), typed=typed[:20]) from None
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.isoformat(), last.isoformat()
