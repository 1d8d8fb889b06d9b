"""sell, refund, void."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from datetime import date, time

    from shopdesk.core.cart import Cart
    from shopdesk.core.extras import Empty
    from shopdesk.core.line import Line
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.selling import Sold
    from shopdesk.shop.settling import Paid

Codes = Annotated[
    list[str],
    Argument(metavar="CODE[*QTY]...", help=N_("Barcode, short number or name; 3 of it: CODE*3, by money: CODE*50บ")),
]
Pay = Annotated[
    list[str],
    Option("--pay", metavar="TENDER[:AMOUNT]", help=N_("cash:100, promptpay:50; without an amount: the rest")),
]
Customer = Annotated[str, Option("--customer", metavar="NAME", help=N_("Whose bill it is"))]
Bill = Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the bill"))]
Reason = Annotated[str, Option("--reason", help=N_("Why"))]


@command("sell", N_("Sell goods and take the money; opens the day"))
def sell(
    run: Run,
    codes: Codes,
    pay: Pay,
    customer: Customer = "",
    empty: Annotated[
        list[str] | None, Option("--empty", metavar="NAME*COUNT", help=N_("Containers that come back with it"))
    ] = None,
    on: Annotated[str, Option("--on", metavar="DATE", help=N_("Day of a bill that is entered later"))] = "",
    at: Annotated[str, Option("--at", metavar="TIME", help=N_("Its time, where the paper says one"))] = "",
) -> Answer:
    """One bill from codes to change, in one deed."""
    return paid_for(run, lambda desk: _cart(desk, codes, customer, empty or ()), pay, _when(on, at))


def _when(on: str, at: str) -> "tuple[date, time | None] | None":
    from shopdesk.core import later, thaidate

    if at and not on:
        raise Invalid(N_("Say the day too."), hint=N_("Use --on DATE with --at TIME."))
    return (thaidate.parse(on), later.parse_time(at)) if on else None


def paid_for(
    run: Run,
    cart_of: "Callable[[Desk], Cart]",
    pay: Sequence[str],
    when: "tuple[date, time | None] | None" = None,
) -> Answer:
    """Sell a bill now, or as one of an earlier day; refused as at the till."""
    from shopdesk.shop import later, selling

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            cart = cart_of(desk)
            paid = _payments(desk, cart, pay)
            # What holds at this hour says nothing of a bill that was sold before.
            calm = [] if when else [*_reminders(desk, cart), *_expired(desk, cart), *_clock(desk)]
        with office.writing(actor) as desk:
            sold = later.enter(desk, cart, paid, *when) if when else selling.checkout(desk, cart, paid)
        with office.reading(actor) as desk:
            owed = _owed(desk, cart) if sold.signed else None
    run.say(*calm)
    if sold.opened_day:
        run.say(_("The day was opened with this sale."))
    return Answer(_sold_data(sold, cart, owed), _sold_lines(sold, cart, owed))


def _owed(desk: "Desk", cart: "Cart") -> int:
    from shopdesk.shop import customers

    return customers.of_party(desk, cart.customer or 0).balance


def _cart(desk: "Desk", codes: Sequence[str], customer: str, empties: Sequence[str]) -> "Cart":
    from shopdesk.base import uid
    from shopdesk.cli import finding
    from shopdesk.core.cart import Cart
    from shopdesk.shop import prices

    whose = finding.customer(desk, customer).party if customer else None
    cart = Cart(uid.uuid7(desk.now, desk.random), customer=whose)
    for typed in codes:
        cart = cart.add(line(desk, typed))
    for typed in empties:
        cart = cart.bring_back(_empty(desk, typed))
    return prices.priced(desk, cart)


def _empty(desk: "Desk", typed: str) -> "Empty":
    from shopdesk.cli import finding
    from shopdesk.core.extras import Empty

    found, qty = finding.containers(desk, typed)
    return Empty(found.id, found.name, qty, found.deposit)


def line(desk: "Desk", typed: str) -> "Line":
    """The line of a bill for `CODE`, `CODE*QTY` or `CODE*50บ`; raises NotFound, Conflict, Invalid."""
    from shopdesk.base import uid
    from shopdesk.cli import finding
    from shopdesk.shop import ringing

    scan, found = finding.goods(desk, typed)
    if ringing.needs_weight(found, scan):
        raise Invalid(N_("Say how much of {name}."), hint=N_("Write {code}*1.35"), name=found.name, code=typed[:80])
    if ringing.needs_face(found, scan):
        hint = N_("Write {code}*50บ")
        raise Invalid(N_("Say how much is passed on for {name}."), hint=hint, name=found.name, code=typed[:80])
    made = ringing.line(found, uid.uuid7(desk.now, desk.random), scan)
    return made if scan.money is None or found.agent else made.for_money(scan.money)


def _payments(desk: "Desk", cart: "Cart", pay: Sequence[str]) -> "list[Paid]":
    """The payments as given; one without an amount takes what the others leave."""
    from shopdesk.core import money
    from shopdesk.shop import selling, settings, settling
    from shopdesk.shop.settling import Paid

    ways = {way.code: way for way in selling.tenders(desk)}
    given = [_payment(word) for word in pay]
    for code, _amount, _digits in given:
        if code not in ways:
            raise NotFound(N_("There is no way of paying “{code}”."), hint=", ".join(ways), code=code[:40])
    typed = {at: money.parse(amount) for at, (_code, amount, _digits) in enumerate(given) if amount}
    if len(typed) < len(given) - 1:
        raise Invalid(N_("Only one payment can take the rest."), hint=N_("Write it like cash:100"))
    others = [Paid(given[at][0], amount) for at, amount in typed.items()]
    total, values = selling.due(desk, cart).exact, settings.get_all(desk)
    return [
        Paid(code, typed[at] if at in typed else settling.rest(total, others, code, ways, values), digits=digits)
        for at, (code, _amount, digits) in enumerate(given)
    ]


def _payment(word: str) -> tuple[str, str, str]:
    code, _colon, rest = word.partition(":")
    amount, _colon, digits = rest.partition(":")
    return code, amount, digits


def _reminders(desk: "Desk", cart: "Cart") -> list[str]:
    """What the law says of restricted goods on the bill, said calmly; who sells decides."""
    from shopdesk.shop import rules

    return [found.text() for found in rules.reminders(desk, {line.restricted for line in cart.lines} - {""})]


def _expired(desk: "Desk", cart: "Cart") -> list[str]:
    from shopdesk.core import thaidate
    from shopdesk.shop import freshness

    said = _("{name} expired on {date}.")
    return [
        said.format(name=one.name, date=thaidate.day(thaidate.parse(one.expires)))
        for one in freshness.expired(desk, cart)
    ]


def _clock(desk: "Desk") -> list[str]:
    from shopdesk.shop import day

    return [_("Check the date and time of this computer.")] if day.clock_question(desk) else []


def _sold_data(sold: "Sold", cart: "Cart", owed: int | None) -> dict[str, Any]:
    from shopdesk.core import extras, money, quantity

    lines = [
        {
            "name": line.name,
            "code": line.code,
            "quantity": quantity.plain(line.qty),
            "unit": line.unit,
            "price": money.plain(line.price),
            "amount": money.plain(line.net),
        }
        for line in cart.lines
    ]
    beside = [
        {"kind": one.kind, "name": one.name, "amount": money.plain(one.amount)}
        for one in extras.of_lines(cart.lines, cart.empties)
    ]
    sums = ("total", "rounding", "paid", "change", "signed")
    return {
        "number": sold.number,
        **{name: money.plain(getattr(sold, name)) for name in sums},
        "owed": None if owed is None else money.plain(owed),
        "prepaid": money.plain(cart.prepaid),
        "lines": lines,
        "beside": beside,
        "opened_day": sold.opened_day,
    }


def _sold_lines(sold: "Sold", cart: "Cart", owed: int | None) -> tuple[str, ...]:
    from shopdesk.core import documents, extras, money

    found = [
        (f"{line.name}  {documents.quantity_line(line.qty, line.unit, line.price)}", line.net) for line in cart.lines
    ]
    found += [(one.name, one.amount) for one in extras.of_lines(cart.lines, cart.empties)]
    found += [(_("Deposit paid ahead"), -cart.prepaid)] if cart.prepaid else []
    found += [(_("Total"), sold.total)]
    found += [(_("Cash rounding"), sold.rounding)] if sold.rounding else []
    if sold.paid > sold.signed or not sold.signed:
        found += [(_("Received"), sold.paid - sold.signed), (_("Change"), sold.change)]
    if owed is not None:
        found += [(_("On credit"), sold.signed), (_("Owed with this bill"), owed)]
    told = (row(words, money.text(amount)) for words, amount in found)
    return (_("Bill {number}").format(number=sold.number), *told)


@command("refund", N_("Pay a bill back, whole or some lines of it"))
def refund(
    run: Run,
    number: Bill,
    line: Annotated[
        list[str] | None, Option("--line", metavar="N[*QTY]", help=N_("Only this line of the bill, or some of it"))
    ] = None,
    reason: Reason = "",
) -> Answer:
    """Money back the way it came."""
    from shopdesk.core import money
    from shopdesk.shop import refunds

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            sale = refunds.sale_by_number(desk, number)
            parts = _parts(refunds.refundable(desk, sale.id or 0), line) if line else None
            done = refunds.refund(desk, sale.id or 0, parts, reason)
    back = {tender: money.plain(amount) for tender, amount in done.back}
    data = {
        "number": done.number,
        "refund_of": sale.number,
        "total": money.plain(done.total),
        "back": back,
        "lines": done.lines,
    }
    said = _("Refund {number} for bill {bill}: {amount}").format(
        number=done.number, bill=sale.number, amount=money.text(done.total)
    )
    return Answer(data, (said,))


def _parts(lines: "Sequence[Any]", wanted: Sequence[str]) -> dict[int, int]:
    """Line ids and quantities from `2` or `2*1.5`, counted as they stand on the bill."""
    from shopdesk.core import quantity

    parts: dict[int, int] = {}
    for word in wanted:
        position, _star, qty = word.partition("*")
        if not (position.isascii() and position.isdigit()) or not 1 <= int(position) <= len(lines):
            raise NotFound(
                N_("The bill has no line {line}."), hint=N_("It has {count} lines."), line=word[:20], count=len(lines)
            )
        found = lines[int(position) - 1]
        parts[found.line] = quantity.parse(qty) if qty else found.left
    return parts


@command("void", N_("Void a whole bill; it keeps its number"))
def void(run: Run, number: Bill, reason: Reason = "") -> Answer:
    """The bill taken back whole, with a reason."""
    from shopdesk.shop import refunds

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            sale = refunds.sale_by_number(desk, number)
            done = refunds.void(desk, sale.id or 0, reason or _("By command"))
    return Answer({"number": done, "voided": True}, (_("Bill {number} is void.").format(number=done),))
