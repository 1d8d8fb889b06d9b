"""sell, refund, void."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.core.cart import Cart
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
def sell(run: Run, codes: Codes, pay: Pay, customer: Customer = "") -> Answer:
    """One bill from codes to change, in one deed."""
    from shopdesk.shop import selling

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            cart = _cart(desk, codes, customer)
            paid = _payments(desk, cart, pay)
            calm = [*_reminders(desk, cart), *_expired(desk, cart), *_clock(desk)]
        with office.writing(actor) as desk:
            sold = selling.checkout(desk, cart, paid)
    run.say(*calm)
    if sold.opened_day:
        run.say(_("The day was opened with this sale."))
    return Answer(_sold_data(sold, cart), _sold_lines(sold, cart))


def _cart(desk: "Desk", codes: Sequence[str], customer: str) -> "Cart":
    from shopdesk.base import uid
    from shopdesk.cli import credit
    from shopdesk.core.cart import Cart
    from shopdesk.shop import prices

    whose = credit.found(desk, customer).party if customer else None
    cart = Cart(uid.uuid7(desk.now, desk.random), customer=whose)
    for typed in codes:
        cart = cart.add(_line(desk, typed))
    return prices.priced(desk, cart)


def _line(desk: "Desk", typed: str) -> "Line":
    from shopdesk.base import uid
    from shopdesk.cli import finding
    from shopdesk.shop import ringing

    scan, found = finding.goods(desk, typed)
    if ringing.needs_weight(found, scan):
        raise Invalid(N_("Say how much of {name}."), hint=N_("Write {code}*1.35"), name=found.name, code=typed[:80])
    line = ringing.line(found, uid.uuid7(desk.now, desk.random), scan)
    return line if scan.money is None else line.for_money(scan.money)


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


def _sold_data(sold: "Sold", cart: "Cart") -> dict[str, Any]:
    from shopdesk.core import money, quantity

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
    return {
        "number": sold.number,
        "total": money.plain(sold.total),
        "rounding": money.plain(sold.rounding),
        "paid": money.plain(sold.paid),
        "change": money.plain(sold.change),
        "lines": lines,
        "opened_day": sold.opened_day,
    }


def _sold_lines(sold: "Sold", cart: "Cart") -> tuple[str, ...]:
    from shopdesk.cli.columns import row
    from shopdesk.core import documents, money

    lines = [
        row(f"{line.name}  {documents.quantity_line(line.qty, line.unit, line.price)}", money.text(line.net))
        for line in cart.lines
    ]
    rounding = [row(_("Cash rounding"), money.text(sold.rounding))] if sold.rounding else []
    return (
        _("Bill {number}").format(number=sold.number),
        *lines,
        row(_("Total"), money.text(sold.total)),
        *rounding,
        row(_("Received"), money.text(sold.paid)),
        row(_("Change"), money.text(sold.change)),
    )


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
