"""credit: who owes, what was paid, and the book on paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli import finding
from shopdesk.cli.columns import row
from shopdesk.cli.customers import Who, about
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.core.book_papers import ReminderList, Statement
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.desk import Desk

Amount = Annotated[str, Argument(metavar="AMOUNT", help=N_("Baht"))]
By = Annotated[Literal["drawer", "owner", "transfer"], Option("--by", help=N_("How the money came"))]


def _did(run: Run, name: str, act: "Callable[[Desk, Customer], object]") -> Answer:
    """Do something with the book of a customer, and say what is open after it."""
    from shopdesk.core import money
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            person = finding.customer(desk, name)
            act(desk, person)
        with office.reading(actor) as desk:
            person = customers.one(desk, person.id)
    said = _("{name}: owed {amount}").format(name=person.name, amount=money.text(person.balance))
    return Answer({"name": person.name, "balance": money.plain(person.balance)}, (said,))


@command("credit list", N_("Who owes, the most overdue first"))
def owing(run: Run, overdue: Annotated[bool, Option("--overdue", help=N_("Only who is overdue"))] = False) -> Answer:
    """Everybody whose book is open."""
    from shopdesk.core import money
    from shopdesk.shop import credit

    with run.looking() as desk:
        rows = [one for one in credit.reminders(desk) if one.overdue or not overdue]
    data = [
        {**about(one.customer), "overdue": money.plain(one.overdue), "since": one.oldest.isoformat(),
         "due_on": one.due_on}
        for one in rows
    ]  # fmt: skip
    total = sum(one.balance for one in rows)
    lines = [row(f"{one.customer.name} {one.customer.house}".strip(), money.text(one.balance)) for one in rows]
    lines = [*lines, row(_("In all"), money.text(total))] if rows else [_("Nobody owes anything.")]
    return Answer({"owing": data, "total": money.plain(total)}, tuple(lines))


@command("credit show", N_("The book of a customer"))
def show(run: Run, name: Who) -> Answer:
    """Line by line, as in the paper book; a line that can be taken back has its number in brackets."""
    from shopdesk.base import clock
    from shopdesk.core import money, thaidate
    from shopdesk.shop import bookpapers, credit

    with run.looking() as desk:
        person = finding.customer(desk, name)
        book = credit.lines(desk, person.book)
    rows = [
        {"entry": line.entry, "at": line.at.isoformat(), "kind": line.kind, "number": line.number,
         "amount": money.plain(line.amount), "balance": money.plain(line.balance), "due_on": line.due_on,
         "note": line.note}
        for line in book
    ]  # fmt: skip
    lines = [
        row(
            f"{thaidate.day(clock.calendar_date(line.at))}  {bookpapers.words(line)}"
            f"{'' if line.entry is None else f' ({line.entry})'}",
            f"{money.text(line.amount)} → {money.text(line.balance)}",
        )
        for line in book
    ]
    last = row(_("Owed"), money.text(person.balance))
    return Answer({**about(person), "lines": rows}, (person.name, *lines, last))


@command("credit repay", N_("Take money for a debt"))
def repay(
    run: Run,
    name: Who,
    amount: Amount,
    by: By = "drawer",
    note: Annotated[str, Option("--note", metavar="TEXT", help=N_("A few words"))] = "",
) -> Answer:
    """What is above the debt stays as money paid ahead."""
    from shopdesk.core import money
    from shopdesk.shop import credit

    return _did(run, name, lambda desk, person: credit.repay(desk, person.id, money.parse(amount), by, note))


@command("credit write-off", N_("Write off a debt"))
def write_off(
    run: Run, name: Who, amount: Amount, reason: Annotated[str, Option("--reason", metavar="TEXT", help=N_("Why"))]
) -> Answer:
    """Needs its own right and a reason."""
    from shopdesk.core import money
    from shopdesk.shop import credit

    return _did(run, name, lambda desk, person: credit.write_off(desk, person.id, money.parse(amount), reason))


@command("credit carry-in", N_("Write down a debt of the old paper book"))
def carry_in(
    run: Run,
    name: Who,
    amount: Amount,
    ahead: Annotated[bool, Option("--ahead", help=N_("It is money paid ahead"))] = False,
    note: Annotated[str, Option("--note", metavar="TEXT", help=N_("A few words"))] = "",
) -> Answer:
    """The first line of a book."""
    from shopdesk.core import money
    from shopdesk.shop import credit

    sign = -1 if ahead else 1
    return _did(run, name, lambda desk, person: credit.carry_in(desk, person.id, sign * money.parse(amount), note))


@command("credit undo", N_("Take back a line of a book"))
def take_back(
    run: Run,
    name: Who,
    entry: Annotated[int, Argument(metavar="ENTRY", help=N_("Its number in credit show"))],
    reason: Annotated[str, Option("--reason", metavar="TEXT", help=N_("Why"))] = "",
) -> Answer:
    """By its opposite, once; a bill is taken back by void or refund."""
    from shopdesk.shop import credit

    def act(desk: "Desk", person: "Customer") -> None:
        if entry not in [line.entry for line in credit.lines(desk, person.book)]:
            raise NotFound(N_("This line cannot be taken back."))
        credit.take_back(desk, entry, reason)

    return _did(run, name, act)


@command("credit statement", N_("Draw the book of a customer into a file"))
def statement(
    run: Run,
    name: Who,
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .png, .pdf or .escpos file"))],
    a4: Annotated[bool, Option("--a4", help=N_("A PDF of A4 pages"))] = False,
) -> Answer:
    """On the shop's roll, or on A4."""
    from shopdesk.shop import bookpapers

    with run.looking() as desk:
        paper = bookpapers.statement(desk, finding.customer(desk, name).id)
        width = _width(desk)
    return _drawn(paper, out, width, a4=a4)


@command("credit reminders", N_("Draw the list of who owes into a file"))
def reminders(
    run: Run,
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .png, .pdf or .escpos file"))],
    a4: Annotated[bool, Option("--a4", help=N_("A PDF of A4 pages"))] = False,
) -> Answer:
    """On the shop's roll, or on A4."""
    from shopdesk.shop import bookpapers

    with run.looking() as desk:
        paper, width = bookpapers.reminder_list(desk), _width(desk)
    return _drawn(paper, out, width, a4=a4)


def _width(desk: "Desk") -> Literal[58, 80]:
    from shopdesk.shop import settings

    return 80 if settings.get(desk, "receipt.width") == 80 else 58


def _drawn(paper: "Statement | ReminderList", out: Path, width: Literal[58, 80], *, a4: bool) -> Answer:
    from shopdesk.base import files
    from shopdesk.cli import papers

    ending = out.suffix.lower()
    if ending not in papers.ENDINGS or (a4 and ending != ".pdf"):
        raise Invalid(N_("The file must end in .png, .pdf or .escpos."), hint=N_("A4 is always .pdf."))
    data = _a4(paper) if a4 else papers.drawn(paper, width, ending)
    files.write_whole(out, data)
    return Answer({"file": str(out), "bytes": len(data)}, (str(out),))


def _a4(paper: "Statement | ReminderList") -> bytes:
    from shopdesk.paper import render

    _app = render.ensure_app()
    return render.a4(paper)
