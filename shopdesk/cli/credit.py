"""credit and customers: who owes, what was paid, cards, and a person's own data."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.core.book_papers import ReminderList, Statement
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.desk import Desk

Who = Annotated[str, Argument(metavar="NAME", help=N_("Name, nickname, house or member number"))]
Amount = Annotated[str, Argument(metavar="AMOUNT", help=N_("Baht"))]
By = Annotated[Literal["drawer", "owner", "transfer"], Option("--by", help=N_("How the money came"))]


def found(desk: "Desk", typed: str) -> "Customer":
    """The customer of a member number, exact name, nickname or house; raises NotFound, Conflict for several."""
    from shopdesk.core import thaitext
    from shopdesk.shop import customers

    wanted = thaitext.fold(typed)
    known = customers.find(desk, typed, customers.MOST_FOUND)
    own = [one for one in known if one.member == typed.strip() != ""]
    exact = own or [one for one in known if wanted in map(thaitext.fold, (one.name, one.nickname, one.house))]
    if not exact:
        raise NotFound(N_("There is no customer “{name}”."), hint=N_("See: shopdesk customers list"), name=typed[:60])
    if len(exact) > 1:
        offered = ", ".join(f"{one.name} ({one.house or one.member})" for one in exact[:5])
        raise Conflict(N_("“{name}” is several customers."), hint=offered, name=typed[:60])
    return exact[0]


def _person(one: "Customer") -> dict[str, Any]:
    from shopdesk.core import money

    limit = None if one.limit is None else money.plain(one.limit)
    return {
        "id": one.id, "name": one.name, "nickname": one.nickname, "house": one.house, "member": one.member,
        "limit": limit, "pay_day": one.pay_day, "balance": money.plain(one.balance),
    }  # fmt: skip


def _did(run: Run, name: str, act: "Callable[[Desk, Customer], object]") -> Answer:
    """Do something with the book of a customer, and say what is open after it."""
    from shopdesk.core import money
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            person = found(desk, name)
            act(desk, person)
        with office.reading(actor) as desk:
            person = customers.one(desk, person.id)
    said = _("{name}: open {amount}").format(name=person.name, amount=money.text(person.balance))
    return Answer({"name": person.name, "balance": money.plain(person.balance)}, (said,))


@command("credit list", N_("Who owes, the most overdue first"))
def owing(
    run: Run, overdue: Annotated[bool, Option("--overdue", help=N_("Only who is past the day"))] = False
) -> Answer:
    """Everybody whose book is open."""
    from shopdesk.core import money
    from shopdesk.shop import credit

    with run.looking() as desk:
        rows = [one for one in credit.reminders(desk) if one.overdue or not overdue]
    data = [
        {**_person(one.customer), "overdue": money.plain(one.overdue), "since": one.oldest.isoformat(),
         "due_on": one.due_on}
        for one in rows
    ]  # fmt: skip
    lines = tuple(f"{money.text(one.balance):>14}  {one.customer.name} {one.customer.house}" for one in rows)
    total = sum(one.balance for one in rows)
    return Answer({"owing": data, "total": money.plain(total)}, (*lines, f"{money.text(total):>14}"))


@command("credit show", N_("The book of a customer"))
def show(run: Run, name: Who) -> Answer:
    """Line by line, as in the paper book."""
    from shopdesk.core import money
    from shopdesk.shop import bookpapers, credit

    with run.looking() as desk:
        person = found(desk, name)
        book = credit.lines(desk, person.book)
    rows = [
        {"entry": line.entry, "at": line.at.isoformat(), "kind": line.kind, "number": line.number,
         "amount": money.plain(line.amount), "balance": money.plain(line.balance), "due_on": line.due_on,
         "note": line.note}
        for line in book
    ]  # fmt: skip
    lines = tuple(
        f"{money.text(line.amount):>12} {money.text(line.balance):>12}  {bookpapers.words(line)}" for line in book
    )
    return Answer({**_person(person), "lines": rows}, (person.name, *lines))


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


@command("credit write-off", N_("Let go of a debt"))
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
        paper = bookpapers.statement(desk, found(desk, name).id)
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


@command("customers list", N_("Customers with what is open"))
def listed(
    run: Run, find: Annotated[str, Option("--find", metavar="TEXT", help=N_("A part of name, nickname or house"))] = ""
) -> Answer:
    """Those who owe most first."""
    from shopdesk.core import money
    from shopdesk.shop import customers

    with run.looking() as desk:
        rows = customers.find(desk, find, customers.MOST_FOUND)
    lines = tuple(f"{money.text(one.balance):>14}  {one.name} {one.nickname} {one.house}" for one in rows)
    return Answer({"customers": [_person(one) for one in rows]}, lines)


@command("customers add", N_("Write down a customer"))
def add(
    run: Run,
    name: Annotated[str, Argument(metavar="NAME", help=N_("A nickname is enough."))],
    nickname: Annotated[str, Option("--nickname", metavar="TEXT", help=N_("Nickname"))] = "",
    house: Annotated[str, Option("--house", metavar="TEXT", help=N_("House"))] = "",
    phone: Annotated[str, Option("--phone", metavar="TEXT", help=N_("Telephone"))] = "",
    member: Annotated[str, Option("--member", metavar="NUMBER", help=N_("Member number"))] = "",
    limit: Annotated[str | None, Option("--limit", metavar="AMOUNT", help=N_("Limit"))] = None,
    pay_day: Annotated[
        Literal["", "month_end", "harvest", "welfare"], Option("--pay-day", help=N_("Agreed pay-day"))
    ] = "",
    household: Annotated[str, Option("--household", metavar="NAME", help=N_("In whose book is it written?"))] = "",
) -> Answer:
    """The card, and the number it got."""
    from shopdesk.core import money
    from shopdesk.shop import customers
    from shopdesk.shop.customers import Card

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            tab = found(desk, household).id if household else None
            most = None if limit is None else money.parse(limit)
            card = Card(name, nickname, house, phone, member, tab=tab, limit=most, pay_day=pay_day)
            made = customers.add(desk, card)
    return Answer(_person(made), (made.name,))


@command("customers merge", N_("Two cards of one person become one"))
def merge(
    run: Run, name: Who, into: Annotated[str, Option("--into", metavar="NAME", help=N_("The card that stays"))]
) -> Answer:
    """The debt of the one goes over to the other."""
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            kept = found(desk, into)
            customers.merge(desk, found(desk, name).id, kept.id)
    return Answer({"name": kept.name}, (_("The cards are one now."),))


@command("customers bought", N_("What each member bought in a year, as a .csv file"))
def bought(
    run: Run,
    year: Annotated[int, Argument(metavar="YEAR", help=N_("Like 2569 or 2026"))],
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .csv file"))],
) -> Answer:
    """For the average back (เฉลี่ยคืน)."""
    from shopdesk.core import thaidate
    from shopdesk.shop import customers, exporting

    common = year - thaidate.BUDDHIST_OFFSET if year > 2400 else year
    with run.looking() as desk:
        table = customers.bought_table(desk, str(common))
    exporting.write_csv(out, table)
    return Answer({"file": str(out), "members": len(table) - 1}, (str(out),))


@command("customers export", N_("Everything the shop knows of a customer, as .json or .csv"))
def export(
    run: Run, name: Who, out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .json or .csv file"))]
) -> Answer:
    """What a person may ask for."""
    from shopdesk.base import files
    from shopdesk.shop import erasing, exporting

    ending = out.suffix.lower()
    if ending not in (".json", ".csv"):
        raise Invalid(N_("The file must end in .json or .csv."))
    with run.looking() as desk:
        known = erasing.person(desk, found(desk, name).id)
    if ending == ".json":
        files.write_whole(out, erasing.as_json(known))
    else:
        exporting.write_csv(out, erasing.as_table(known))
    return Answer({"file": str(out), "bills": len(known["bills"]), "lines": len(known["book"])}, (str(out),))


@command("customers erase", N_("Empty everything that says who a customer was"))
def erase(
    run: Run, name: Who, sure: Annotated[bool, Option("--yes", help=N_("It cannot be taken back"))] = False
) -> Answer:
    """Bills and sums stay; no backup put back later brings the person back."""
    from shopdesk.shop import erasing

    if not sure:
        raise Invalid(N_("An erased person does not come back."), hint=N_("Say it with --yes."))
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            erasing.erase(desk, found(desk, name).id)
        erasing.finish(office)
    return Answer({"erased": True}, (_("The person is erased. Bills and sums stay."),))
