"""orders add, list, pack, hand-over, cancel, reopen, erase: what people order ahead, and the deposit they leave.

`list`, `pack` and `cancel` serve the orders of platforms too; what only those need stands in `online.py`.
"""

from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk
    from shopdesk.shop.orders import Order

Number = Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the order"))]
Account = Annotated[str, Option("--account", metavar="NAME", help=N_("Where several platforms have this number"))]


@command("orders add", N_("Write an order down, and take its deposit"))
def add(
    run: Run,
    codes: Annotated[
        list[str], Argument(metavar="CODE[*QTY]...", help=N_("Barcode, short number or name, and how much"))
    ],
    on: Annotated[str, Option("--on", metavar="DATE", help=N_("Day they pick it up"))],
    name: Annotated[str, Option("--for", metavar="NAME", help=N_("Who it is for"))] = "",
    customer: Annotated[str, Option("--customer", metavar="NAME", help=N_("A customer of the list"))] = "",
    phone: Annotated[str, Option("--phone", help=N_("Phone number"))] = "",
    deposit: Annotated[str, Option("--deposit", metavar="AMOUNT", help=N_("What is paid ahead, in baht"))] = "",
    by: Annotated[Literal["drawer", "owner", "transfer"], Option("--by", help=N_("How the money came"))] = "drawer",
    came_by: Annotated[Literal["phone", "line", "counter"], Option("--came-by", help=N_("How they ordered"))] = "phone",
    note: Annotated[str, Option("--note", help=N_("A note"))] = "",
) -> Answer:
    """A customer's deposit stands in their book; of anybody else it is taken in cash."""
    from shopdesk.cli import finding
    from shopdesk.cli.selling import line
    from shopdesk.core import money, thaidate
    from shopdesk.shop import orders

    fetched, paid = thaidate.parse(on).isoformat(), money.parse(deposit) if deposit else 0
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            lines = [line(desk, typed) for typed in codes]
            wanted = [orders.Wanted(one.sale_unit or 0, one.qty) for one in lines]
            whose = finding.customer(desk, customer).id if customer else None
            draft = orders.Draft(wanted, fetched, name, phone, whose, paid, by, came_by, note)
            made = orders.take(desk, draft)
    said = _("Order {number} is written down.").format(number=made.number)
    return Answer(_told(made), (said, *_lines(made)))


@command("orders list", N_("Orders that wait, the next day first; those of platforms too"))
def listed(
    run: Run,
    past: Annotated[bool, Option("--past", help=N_("Those picked up, sent or cancelled"))] = False,
    only_online: Annotated[bool, Option("--online", help=N_("Only those of platforms"))] = False,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only those of this account"))] = "",
) -> Answer:
    """What, for whom, until when, and what was paid ahead."""
    from shopdesk.cli import online
    from shopdesk.shop import orders

    with run.looking() as desk:
        own = [] if only_online or account else orders.listing(desk, past=past)
        others = online.cards(desk, past=past, account=account)
    lines = [told for card in others for told in online.lines(card)]
    lines += [told for one in own for told in _lines(one)]
    data = {"orders": [*map(online.told, others), *map(_told, own)]}
    return Answer(data, tuple(lines) or (_("No orders."),))


@command("orders pack", N_("Say that an order is packed"))
def pack(
    run: Run,
    number: Number,
    codes: Annotated[
        list[str] | None, Argument(metavar="[CODE...]", help=N_("What is scanned into the parcel; without: all"))
    ] = None,
    weight: Annotated[int, Option("--weight", metavar="GRAMS", min=0, max=100_000, help=N_("Of the parcel"))] = 0,
    part: Annotated[bool, Option("--part", help=N_("The rest follows in another parcel"))] = False,
    account: Account = "",
) -> Answer:
    """It waits for whoever fetches or carries it."""
    from shopdesk.cli import online
    from shopdesk.shop import orders

    return _either(
        run, number, account, lambda desk, order: online.pack(desk, order, codes or (), weight, part=part), orders.ready
    )


@command("orders cancel", N_("Nobody wants an order any more, or the shop cannot send it"))
def cancel(
    run: Run,
    number: Number,
    deposit: Annotated[
        Literal["back", "keep"] | None, Option("--deposit", help=N_("Give the deposit back, or keep it"))
    ] = None,
    reason: Annotated[
        Literal["out_of_stock", "price", "address", "buyer"] | None,
        Option("--reason", help=N_("Why, for the platform")),
    ] = None,
    account: Account = "",
) -> Answer:
    """Without a word a deposit paid in cash goes back from the drawer; a customer's stays in their book."""
    from shopdesk.cli import online
    from shopdesk.shop import orders

    give_back = None if deposit is None else deposit == "back"
    return _either(
        run, number, account,
        lambda desk, order: online.cancel(desk, order, reason or ""),
        lambda desk, order: orders.cancel(desk, order, give_back),
    )  # fmt: skip


def _either(
    run: Run, number: str, account: str, far: "Callable[[Desk, int], None]", here: "Callable[[Desk, int], None]"
) -> Answer:
    """Do the one thing with an order of a platform, the other with an order of the shop."""
    from shopdesk.cli import online
    from shopdesk.shop import orders

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            order = _far(desk, number, account)
            if order:
                far(desk, order)
            else:
                here(desk, orders.by_number(desk, number).id)
        with office.reading(actor) as desk:
            if order:
                return online.whole(desk, order)
            now = orders.by_number(desk, number)
    return Answer(_told(now), _lines(now))


def _far(desk: "Desk", number: str, account: str) -> int:
    """The platform's order of this number, 0 where none has it. Raises Conflict where the shop has one too."""
    from shopdesk.cli import online
    from shopdesk.shop import orders

    order = online.find(desk, number, account) if account else online.known(desk, number)
    if not order or account:
        return order or 0
    try:
        own = orders.by_number(desk, number)
    except NotFound:
        return order
    hint = N_("Write {number}, or --account NAME for the platform's.")
    raise Conflict(N_("Two orders have this number."), hint=hint, number=own.number)


@command("orders reopen", N_("An order cancelled by mistake waits again"))
def reopen(run: Run, number: Number) -> Answer:
    """Refused where it had a deposit: that one is settled."""
    from shopdesk.shop import orders

    return _changed(run, number, orders.reopen)


def _changed(run: Run, number: str, deed: "Callable[[Desk, int], None]") -> Answer:
    from shopdesk.shop import orders

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            deed(desk, orders.by_number(desk, number).id)
            now = orders.by_number(desk, number)
    return Answer(_told(now), _lines(now))


@command("orders hand-over", N_("Sell what was ordered; the deposit comes off"))
def hand_over(
    run: Run,
    number: Number,
    pay: Annotated[
        list[str] | None,
        Option("--pay", metavar="TENDER[:AMOUNT]", help=N_("cash:100, promptpay:50; without an amount: the rest")),
    ] = None,
) -> Answer:
    """One bill at today's prices; in cash where nothing else is said."""
    from shopdesk.cli.selling import paid_for
    from shopdesk.shop import orders

    return paid_for(run, lambda desk: orders.bill(desk, orders.by_number(desk, number).id), pay or ["cash"])


def _told(one: "Order") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "number": one.number, "state": one.state, "on": one.fetch_on, "name": one.name, "phone": one.phone,
        "came_by": one.came_by, "deposit": money.plain(one.deposit), "total": money.plain(one.total),
        "goods": list(one.lines), "note": one.note,
    }  # fmt: skip


def _lines(one: "Order") -> tuple[str, ...]:
    from datetime import date

    from shopdesk.core import money, thaidate
    from shopdesk.shop import orders

    day = thaidate.day(date.fromisoformat(one.fetch_on))
    head = row(f"{one.number} · {day} · {one.name} {one.phone}".strip(), orders.state_words(one.state))
    ahead = [row(f"  {_('Deposit paid ahead')}", money.text(-one.deposit))] if one.deposit else []
    note = [f"  {one.note}"] if one.note else []
    return (head, *(f"  {words}" for words in one.lines), *note, row(f"  {_('Total')}", money.text(one.total)), *ahead)


@command("orders erase", N_("Empty who ordered, once the order is done with"))
def erase(
    run: Run, number: Number, sure: Annotated[bool, Option("--yes", help=N_("It cannot be taken back"))] = False
) -> Answer:
    """Where the person has no card, or bought at a platform; no backup put back later brings the name back."""
    from shopdesk.cli import online
    from shopdesk.shop import erasing, orders

    if not sure:
        raise Invalid(N_("An erased person does not come back."), hint=N_("Say it with --yes."))
    with run.office() as office:
        settled(office)
        papers: tuple[str, ...] = ()
        with office.writing(run.actor(office)) as desk:
            bought = online.known(desk, number)
            if bought is not None:
                papers = erasing.erase_buyer(desk, bought)
            else:
                erasing.erase_order(desk, orders.by_number(desk, number).id)
        erasing.finish(office, *papers)
    return Answer({"erased": True}, (_("The person is erased. Bills and sums stay."),))
