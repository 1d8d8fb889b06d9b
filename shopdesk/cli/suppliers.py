"""suppliers list, add, show, pay, undo: who the shop buys from, and what it owes them."""

from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.suppliers import Line, Supplier

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name of the supplier"))]


@command("suppliers list", N_("Who the shop buys from, and what is owed to them until when"))
def listed(run: Run) -> Answer:
    """Everybody in use; what is below zero they owe the shop."""
    from shopdesk.cli.columns import row
    from shopdesk.core import money
    from shopdesk.shop import suppliers

    with run.looking() as desk:
        found = suppliers.listing(desk)
    lines = [row(f"{one.name} {_until(one)}".strip(), money.text(one.balance)) for one in found]
    return Answer({"suppliers": [_about(one) for one in found]}, tuple(lines) or (_("No suppliers yet."),))


@command("suppliers add", N_("Somebody new the shop buys from"))
def add(
    run: Run,
    name: Name,
    phone: Annotated[str, Option("--phone", help=N_("Phone number"))] = "",
    tax_number: Annotated[str, Option("--tax-number", help=N_("13 digits"))] = "",
    days: Annotated[int, Option("--days", help=N_("Days of credit they give"))] = 0,
) -> Answer:
    """The tax number is checked by its last digit."""
    from shopdesk.shop import suppliers

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            one = suppliers.add(desk, name, phone, tax_number, days)
    return Answer(_about(one), (_("{name} is saved.").format(name=one.name),))


@command("suppliers show", N_("The book of a supplier, line by line"))
def show(run: Run, name: Name) -> Answer:
    """The oldest line first, with what is owed after each."""
    from shopdesk.base import clock
    from shopdesk.cli import finding
    from shopdesk.cli.columns import row
    from shopdesk.core import money, thaidate
    from shopdesk.shop import suppliers

    with run.looking() as desk:
        one = finding.supplier(desk, name)
        lines = suppliers.lines(desk, one.party)
    said = [
        row(f"{thaidate.day(clock.calendar_date(line.at))} {line.number} {line.paper}".strip(), money.text(line.amount))
        for line in lines
    ]
    total = row(_("Owed"), money.text(one.balance))
    return Answer({**_about(one), "lines": [_line(line) for line in lines]}, (*said, total))


@command("suppliers pay", N_("Pay a supplier all that is owed, or a part"))
def pay(
    run: Run,
    name: Name,
    amount: Annotated[str, Option("--amount", help=N_("How much; all if left out"))] = "",
    paid: Annotated[Literal["drawer", "owner", "transfer"], Option("--from", help=N_("Where the money comes from"))] = (
        "drawer"
    ),
    reference: Annotated[str, Option("--reference", help=N_("Number of the slip"))] = "",
) -> Answer:
    """Never more than is owed."""
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import payouts

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            party = finding.supplier(desk, name).party
            wanted = money.parse(amount) if amount else None
            made = payouts.pay(desk, "supplier", party, wanted, paid, reference)
        with office.reading(actor) as desk:
            left = payouts.balance(desk, "supplier", party)
    data = {"number": made.number, "paid": money.plain(made.amount), "owed": money.plain(left)}
    said = _("Paid {name} {amount} · {number}")
    return Answer(data, (said.format(name=made.name, amount=money.text(made.amount), number=made.number),))


@command("suppliers undo", N_("Take a payment to a supplier back; it is owed again"))
def undo(run: Run, number: Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the payment"))]) -> Answer:
    """By its opposite, once; both papers stay."""
    from shopdesk.cli import payouts
    from shopdesk.core import money

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            made = payouts.taken_back(desk, number, "supplier")
    data = {"number": made.number, "paid": money.plain(made.amount)}
    said = _("{name}: payment {number} is taken back.")
    return Answer(data, (said.format(name=made.name, number=number),))


def _until(one: "Supplier") -> str:
    from shopdesk.core import thaidate

    return _("to pay by {day}").format(day=thaidate.day(thaidate.parse(one.due_on))) if one.due_on else ""


def _about(one: "Supplier") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "name": one.name, "phone": one.phone, "tax_number": one.tax_number, "credit_days": one.credit_days,
        "owed": money.plain(one.balance), "due_on": one.due_on or None,
    }  # fmt: skip


def _line(line: "Line") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "at": line.at.isoformat(), "kind": line.kind, "number": line.number, "paper": line.paper,
        "amount": money.plain(line.amount), "due_on": line.due_on or None, "owed": money.plain(line.balance),
    }  # fmt: skip
