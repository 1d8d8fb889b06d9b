"""customers: cards, households, consents, and a person's own data."""

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.customers import Card, Customer
    from shopdesk.shop.desk import Desk

Who = Annotated[str, Argument(metavar="NAME", help=N_("Name, nickname, house or member number"))]
Purpose = Annotated[Literal["credit", "news", "online"], Argument(metavar="PURPOSE", help=N_("credit, news or online"))]
Nickname = Annotated[str | None, Option("--nickname", metavar="TEXT", help=N_("Nickname"))]
House = Annotated[str | None, Option("--house", metavar="TEXT", help=N_("House"))]
Phone = Annotated[str | None, Option("--phone", metavar="TEXT", help=N_("Telephone"))]
Address = Annotated[str | None, Option("--address", metavar="TEXT", help=N_("Address"))]
Member = Annotated[str | None, Option("--member", metavar="NUMBER", help=N_("Member number"))]
Limit = Annotated[str | None, Option("--limit", metavar="AMOUNT", help=N_("Limit"))]
PayDay = Annotated[
    Literal["", "month_end", "harvest", "welfare"] | None, Option("--pay-day", help=N_("Agreed pay-day"))
]
Household = Annotated[str | None, Option("--household", metavar="NAME", help=N_("In whose book is it written?"))]
Group = Annotated[str | None, Option("--group", metavar="NAME", help=N_("Price group"))]
Note = Annotated[str | None, Option("--note", metavar="TEXT", help=N_("A few words"))]


def about(one: "Customer") -> dict[str, Any]:
    """A customer as JSON has them."""
    from shopdesk.core import money

    limit = None if one.limit is None else money.plain(one.limit)
    return {
        "id": one.id, "name": one.name, "nickname": one.nickname, "house": one.house, "member": one.member,
        "limit": limit, "pay_day": one.pay_day, "balance": money.plain(one.balance),
    }  # fmt: skip


@command("customers list", N_("Customers and what they owe"))
def listed(
    run: Run, find: Annotated[str, Option("--find", metavar="TEXT", help=N_("A part of name, nickname or house"))] = ""
) -> Answer:
    """Those who owe most first."""
    from shopdesk.core import money
    from shopdesk.shop import customers

    with run.looking() as desk:
        rows = customers.find(desk, find, customers.MOST_FOUND)
    lines = tuple(row(_called(one), money.text(one.balance)) for one in rows)
    return Answer({"customers": [about(one) for one in rows]}, lines or (_("Nobody was found."),))


def _called(one: "Customer") -> str:
    return " ".join(filter(None, (one.name, one.nickname, one.house, one.member)))


@command("customers show", N_("The card of a customer, and who writes in the same book"))
def show(run: Run, name: Who) -> Answer:
    """The card, the household and every consent that was asked for."""
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import customers, prices

    with run.looking() as desk:
        one = finding.customer(desk, name)
        names, given = customers.household(desk, one.id), customers.consents(desk, one.id)
        group = dict(prices.groups(desk)).get(one.group or 0)
    data = {
        **about(one), "phone": one.phone, "address": one.address, "note": one.note, "group": group,
        "household": [member.name for member in names], "consents": given,
    }  # fmt: skip
    words = [(_("Telephone"), one.phone), (_("Address"), one.address), (_("Price group"), group or "")]
    words += [(_("Note"), one.note), (_("In one book"), ", ".join(member.name for member in names[:20]))]
    words += [(customers.purpose_words(key), _("Agrees") if yes else _("Does not agree")) for key, yes in given.items()]
    told = (row(label, said) for label, said in words if said)
    return Answer(data, (row(_called(one), money.text(one.balance)), *told))


@command("customers add", N_("Write down a customer"))
def add(
    run: Run,
    name: Annotated[str, Argument(metavar="NAME", help=N_("A nickname is enough."))],
    nickname: Nickname = None,
    house: House = None,
    phone: Phone = None,
    address: Address = None,
    member: Member = None,
    limit: Limit = None,
    pay_day: PayDay = None,
    household: Household = None,
    group: Group = None,
    note: Note = None,
) -> Answer:
    """The card, and the number it got."""
    from shopdesk.shop import customers
    from shopdesk.shop.customers import Card

    said = {"nickname": nickname, "house": house, "phone": phone, "address": address, "member": member, "limit": limit,
            "pay_day": pay_day, "tab": household, "group": group, "note": note}  # fmt: skip
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            made = customers.add(desk, _card(desk, Card(name), said))
    return Answer(about(made), (_("{name} is saved.").format(name=made.name),))


@command("customers change", N_("Change what the card of a customer says"))
def change(
    run: Run,
    name: Who,
    called: Annotated[str | None, Option("--name", metavar="TEXT", help=N_("Another name"))] = None,
    nickname: Nickname = None,
    house: House = None,
    phone: Phone = None,
    address: Address = None,
    member: Member = None,
    limit: Limit = None,
    pay_day: PayDay = None,
    household: Household = None,
    group: Group = None,
    note: Note = None,
) -> Answer:
    """What is not named stays; an empty text ("") takes it off. Who joins a household takes the debt along."""
    from shopdesk.cli import finding
    from shopdesk.shop import customers
    from shopdesk.shop.customers import Card

    said = {"name": called, "nickname": nickname, "house": house, "phone": phone, "address": address, "member": member,
            "limit": limit, "pay_day": pay_day, "tab": household, "group": group, "note": note}  # fmt: skip
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            one = finding.customer(desk, name)
            card = Card(**{each.name: getattr(one, each.name) for each in fields(Card)})
            customers.change(desk, one.id, _card(desk, card, said))
        with office.reading(actor) as desk:
            made = customers.one(desk, one.id)
    return Answer(about(made), (_("{name} is saved.").format(name=made.name),))


def _card(desk: "Desk", card: "Card", said: dict[str, str | None]) -> "Card":
    """The card with what was said of it; what is None stays as it is."""
    from shopdesk.cli import finding
    from shopdesk.core import money

    given: dict[str, Any] = {key: word for key, word in said.items() if word is not None}
    if "limit" in given:
        given["limit"] = money.parse(given["limit"]) if given["limit"] else None
    if "tab" in given:
        given["tab"] = finding.customer(desk, given["tab"]).id if given["tab"] else None
    if "group" in given:
        given["group"] = finding.price_group(desk, given["group"])
    return replace(card, **given)


@command("customers consent", N_("Write down that a customer agrees, or no longer does"))
def consent(
    run: Run,
    name: Who,
    purpose: Purpose,
    withdraw: Annotated[bool, Option("--withdraw", help=N_("It is taken back"))] = False,
) -> Answer:
    """Each purpose for itself; the last word holds."""
    from shopdesk.cli import finding
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            one = finding.customer(desk, name)
            customers.consent(desk, one.id, purpose, not withdraw)
    word = _("Does not agree") if withdraw else _("Agrees")
    said = row(f"{one.name} · {customers.purpose_words(purpose)}", word)
    return Answer({"name": one.name, "purpose": purpose, "given": not withdraw}, (said,))


@command("customers put-away", N_("Take a customer off the list; book and bills stay"))
def put_away(run: Run, name: Who) -> Answer:
    """Refused while money is open or others write in this book."""
    from shopdesk.cli import finding
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            one = finding.customer(desk, name)
            customers.put_away(desk, one.id)
    return Answer({"name": one.name, "put_away": True}, (_("{name} is off the list.").format(name=one.name),))


@command("customers merge", N_("Merge two cards of one person"))
def merge(
    run: Run, name: Who, into: Annotated[str, Option("--into", metavar="NAME", help=N_("The card that stays"))]
) -> Answer:
    """The debt of the one goes over to the other."""
    from shopdesk.cli import finding
    from shopdesk.shop import customers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            kept = finding.customer(desk, into)
            customers.merge(desk, finding.customer(desk, name).id, kept.id)
    return Answer({"name": kept.name}, (_("The cards are merged."),))


@command("customers bought", N_("What each member bought in a year, as a .csv file"))
def bought(
    run: Run,
    year: Annotated[int, Argument(metavar="YEAR", help=N_("Like 2026 or 2569"))],
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .csv file"))],
) -> Answer:
    """For the average back (เฉลี่ยคืน)."""
    from shopdesk.core import thaidate
    from shopdesk.shop import customers, exporting

    with run.looking() as desk:
        table = customers.bought_table(desk, str(thaidate.common(year)))
    exporting.write_csv(out, table)
    said = _("{count} customers are in {file}.").format(count=len(table) - 1, file=out)
    return Answer({"file": str(out), "members": len(table) - 1}, (said,))


@command("customers export", N_("Everything the shop knows of a customer, as .json or .csv"))
def export(
    run: Run, name: Who, out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .json or .csv file"))]
) -> Answer:
    """What a person may ask for."""
    from shopdesk.base import files
    from shopdesk.cli import finding
    from shopdesk.shop import erasing, exporting

    ending = out.suffix.lower()
    if ending not in (".json", ".csv"):
        raise Invalid(N_("The file must end in .json or .csv."))
    with run.looking() as desk:
        known = erasing.person(desk, finding.customer(desk, name).id)
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
    from shopdesk.cli import finding
    from shopdesk.shop import erasing

    if not sure:
        raise Invalid(N_("An erased person does not come back."), hint=N_("Say it with --yes."))
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            erasing.erase(desk, finding.customer(desk, name).id)
        erasing.finish(office)
    return Answer({"erased": True}, (_("The person is erased. Bills and sums stay."),))
