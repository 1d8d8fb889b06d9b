"""containers list, add, deposit, goods, back, exchange: crates, bottles and cylinders that come back."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.containers import Container, Held

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name of the container"))]
Amount = Annotated[str, Argument(metavar="AMOUNT", help=N_("Deposit for one, in baht"))]


@command("containers list", N_("Containers with their deposit, and who holds them"))
def listed(run: Run) -> Answer:
    """In the book "supplier" the shop holds theirs; without a name it is everybody who said none."""
    from shopdesk.core import money, quantity
    from shopdesk.shop import containers

    with run.looking() as desk:
        known, held = containers.listing(desk), containers.balances(desk)
    data = {"containers": [_about(one) for one in known], "held": [_held(one) for one in held]}
    lines = [row(one.name, money.text(one.deposit)) for one in known]
    lines += [row(f"  {one.container_name} · {one.name or '–'}", quantity.text(one.qty)) for one in held]
    return Answer(data, tuple(lines) or (_("No containers yet."),))


def _about(one: "Container") -> dict[str, str]:
    from shopdesk.core import money

    return {"name": one.name, "deposit": money.plain(one.deposit)}


def _held(one: "Held") -> dict[str, Any]:
    from shopdesk.core import money, quantity

    return {"container": one.container_name, "book": one.book, "name": one.name or None,
            "quantity": quantity.plain(one.qty), "amount": money.plain(one.amount)}  # fmt: skip


@command("containers add", N_("A new kind of container with its deposit"))
def add(run: Run, name: Name, amount: Amount) -> Answer:
    """A crate, a bottle, a cylinder."""
    from shopdesk.core import money
    from shopdesk.shop import containers

    deposit = money.parse(amount)
    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            containers.add(desk, name, deposit)
    return Answer({"name": name, "deposit": money.plain(deposit)}, (_("{name} is saved.").format(name=name),))


@command("containers deposit", N_("Change the deposit from now on"))
def set_deposit(run: Run, name: Name, amount: Amount) -> Answer:
    """For what goes out and what comes back from then on."""
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import containers

    deposit = money.parse(amount)
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            containers.set_deposit(desk, finding.containers(desk, name)[0].id, deposit)
    return Answer({"name": name, "deposit": money.plain(deposit)}, (row(name, money.text(deposit)),))


@command("containers goods", N_("Say which container goods go out in"))
def goods(
    run: Run,
    code: Annotated[str, Argument(metavar="CODE", help=N_("Barcode, short number or name"))],
    held_in: Annotated[str, Option("--in", metavar="NAME*COUNT", help=N_("The container; none if left out"))] = "",
) -> Answer:
    """The till asks for its deposit from then on."""
    from shopdesk.cli import finding
    from shopdesk.core import quantity
    from shopdesk.shop import containers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            _scan, found = finding.goods(desk, code)
            own, qty = finding.containers(desk, held_in) if held_in else (None, quantity.ONE)
            containers.go_out_in(desk, found.sale_unit, own.id if own else None, qty)
    label = own.name if own else None
    said = row(found.name, f"{label} × {quantity.text(qty)}" if label else _("No container"))
    return Answer({"name": found.name, "container": label, "quantity": quantity.plain(qty) if label else None}, (said,))


@command("containers back", N_("Give deposits back from the drawer"))
def back(
    run: Run,
    name: Annotated[str, Argument(metavar="NAME*COUNT", help=N_("The container, and how many came back"))],
    customer: Annotated[str, Option("--customer", metavar="NAME", help=N_("Who brought them"))] = "",
) -> Answer:
    """Without a bill; on a bill they come off with: sell --empty."""
    from shopdesk.cli import finding
    from shopdesk.core import money, quantity
    from shopdesk.shop import containers

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            own, qty = finding.containers(desk, name)
            whose = finding.customer(desk, customer).party if customer else None
            paid = containers.give_back(desk, own.id, qty, whose)
    data = {"container": own.name, "quantity": quantity.plain(qty), "paid": money.plain(paid)}
    return Answer(data, (_("Give {amount} from the drawer.").format(amount=money.text(paid)),))


@command("containers exchange", N_("Full ones come from a supplier, empty ones go"))
def exchange(
    run: Run,
    name: Name,
    supplier: Annotated[str, Option("--supplier", metavar="NAME", help=N_("Who brought them"))],
    got: Annotated[str, Option("--got", metavar="COUNT", help=N_("How many came"))] = "0",
    given: Annotated[str, Option("--given", metavar="COUNT", help=N_("How many went"))] = "0",
    by: Annotated[Literal["drawer", "owner", "transfer"], Option("--by", help=N_("Where the money comes from"))] = (
        "drawer"
    ),
) -> Answer:
    """One for one costs nothing; the deposit for the difference is paid, or comes back."""
    from shopdesk.cli import finding
    from shopdesk.core import money, quantity
    from shopdesk.shop import containers

    came, went = quantity.counted(got), quantity.counted(given)
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            own, party = finding.containers(desk, name)[0], finding.supplier(desk, supplier).party
            paid = containers.exchange(desk, own.id, party, came, went, by)
    return Answer({"container": own.name, "paid": money.plain(paid)}, (row(own.name, money.text(paid)),))
