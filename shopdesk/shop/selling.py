"""Taking the money: one bill becomes one sale, whole or not at all.

    checkout(desk, cart, [Paid("cash", 10_000)])

The bill's own id can be paid once, so a second try after a lost answer finds the sale instead of making another.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import documents, money, pricing, rounding, tender
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.pricing import Totals
from shopdesk.core.vat import VatPolicy
from shopdesk.db import quick
from shopdesk.shop import (
    accounts,
    containers,
    credit,
    day,
    merging,
    numbers,
    orders,
    prices,
    settings,
    settling,
    sold_lines,
    stock,
    taking,
)
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, require, use_case
from shopdesk.shop.settling import Paid, Way

__all__ = ["AT_THE_COUNTER", "Due", "Origin", "Paid", "Sold", "checkout", "due", "of_today", "policy", "tenders"]

_BEFORE = (
    "SELECT s.id, s.number, s.total + s.extra, s.rounding, "
    "(SELECT count(*) FROM sale_line WHERE sale = s.id) AS lines, "
    "(SELECT coalesce(sum(amount), 0) FROM payment WHERE sale = s.id AND kind = 'pay') AS paid, "
    "(SELECT coalesce(-sum(amount), 0) FROM payment WHERE sale = s.id AND kind = 'change') AS change, "
    "(SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN tender t ON t.id = p.tender "
    "WHERE p.sale = s.id AND p.kind = 'pay' AND t.kind = 'cash') AS cash, "
    "(SELECT voided FROM sale_state WHERE sale = s.id) AS voided FROM sale s WHERE s.bill = :bill"
)
_SHELF = (
    "SELECT u.id, u.item, u.price, u.ratio, p.tracked, p.vat_class, p.restricted, p.category, "
    "EXISTS (SELECT 1 FROM part a WHERE a.item = u.item AND a.archived_at IS NULL) FROM sale_unit u "
    "JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "WHERE u.id IN (SELECT value FROM json_each(:units))"
)
_LATELY = (
    "SELECT c.old FROM change c JOIN sale_unit u ON u.uid = c.row JOIN journal j ON j.id = c.journal "
    "WHERE u.id = :unit AND c.record = 'sale_unit' AND c.field = 'price' AND j.at >= :since"
)
# In-store codes begin with 2 (GS1 General Specifications, section 1.4); a label prints the price of its own piece.
_LABELLED = (
    "SELECT 1 FROM sale_unit u WHERE u.id = :unit AND (u.plu != '' OR EXISTS "
    "(SELECT 1 FROM sale_code c WHERE c.sale_unit = u.id AND c.code LIKE '2%'))"
)
# A bill that waited may be paid at the price it was opened with for this long after the shop changed it.
PRICE_STANDS = timedelta(days=7)
_DROP_BILL = "DELETE FROM bill WHERE uid = :uid"
_RATE = "SELECT rate FROM vat_rate WHERE archived_at IS NULL AND starts <= :day ORDER BY starts DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Sold:
    """A bill in satang, with what is no sale: `paid` was handed over, `cash` of it in cash; `change` went back.

    `signed` of what counts as paid was written in the customer's book.
    """

    id: int
    number: str
    total: int
    rounding: int
    paid: int
    change: int
    lines: int
    opened_day: bool = False
    again: bool = False
    cash: int = 0
    signed: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sale comes from: the counter now, a paper of an earlier day, a market trip, an order of a channel.

    `on` is the day it counts on where that is not today; `happened_at` the true time of a bill entered later. Prices
    `agreed` with a buyer elsewhere stand, whatever the shop asks today; lines named `elsewhere` took none of our stock.
    """

    series: str = "sale"
    location: int = stock.COUNTER
    on: date | None = None
    happened_at: datetime | None = None
    trip: int | None = None
    agreed: bool = False
    elsewhere: frozenset[str] = frozenset()


AT_THE_COUNTER = Origin()


@dataclass(frozen=True, slots=True)
class _Stands:
    """What the shop says of one way of selling at the moment of paying."""

    item: int
    price: int | None
    ratio: int
    tracked: bool
    vat_class: str
    restricted: str
    category: int | None
    composed: bool


Shelf = Mapping[int, _Stands]


@dataclass(frozen=True, slots=True)
class Due:
    """What a bill comes to with what is no sale: exactly, and what cash pays after rounding."""

    totals: Totals
    exact: int
    cash: int


@use_case(Right.SELL)
def policy(desk: Desk) -> VatPolicy:
    """The tax policy of today's bills."""
    return _policy(desk, settings.get(desk, "vat.registered"))


def _policy(desk: Desk, registered: bool) -> VatPolicy:
    if not registered:
        return VatPolicy(False, 0)
    today = settings.today(desk).isoformat()
    rate = quick.first(desk.session.connection(), _RATE, {"day": today})
    return VatPolicy(registered, rate[0] if rate else 0)


@use_case(Right.SELL)
def due(desk: Desk, cart: Cart) -> Due:
    """What to pay for a bill."""
    totals = pricing.totals(cart, policy(desk))
    return due_of(totals, cart.extra, settings.get(desk, "cash.rounding"))


def due_of(totals: Totals, extra: int, mode: rounding.RoundingMode) -> Due:
    """What a bill comes to with its deposits and money passed on (`extra`)."""
    exact = totals.total + extra
    return Due(totals, exact, rounding.rounded(max(exact, 0), mode))


@use_case(Right.SELL)
def of_today(desk: Desk, cart: Cart) -> Cart:
    """The bill with the class, category and tax its goods have today, as `checkout` takes it; prices stay."""
    shelf = _on_shelf(desk, cart)
    return replace(cart, lines=tuple(_of_its_kind(line, shelf) for line in cart.lines))


@use_case(Right.SELL)
def tenders(desk: Desk) -> list[tender.Tender]:
    """The ways of paying this shop takes, in the owner's order."""
    return [way.tender for way in settling.ways(desk).values() if way.tender.kind in tender.AT_THE_COUNTER]


@use_case(Right.SELL)
def checkout(desk: Desk, cart: Cart, paid: Sequence[Paid], origin: Origin = AT_THE_COUNTER) -> Sold:
    """Make the sale: number, lines, takes, payments, change, stock moves. Opens the day when it is not open.

    A bill that was paid before answers its sale (`again`); taken back since, it raises Conflict, as does one that is
    entered later on a day that is not open. Raises Invalid for an empty bill, unknown goods, too little money or a
    tender that may not pay for these goods; NotAllowed for discounts or prices above the person's rights.
    """
    before = _sold_before(desk, cart.uid)
    if before is not None:
        return before
    values, cart = settings.get_all(desk), merging.followed(desk, cart)
    _check_lines(desk, cart)
    if not origin.agreed:
        _check_cuts(desk, cart, values["discount.limit"])
    cart, shelf = _from_shelf(desk, cart, agreed=origin.agreed)
    totals = pricing.totals(cart, _policy(desk, values["vat.registered"]))
    ways = settling.ways(desk)
    beside = (*containers.beside(desk, cart, totals.total), *orders.deposit(desk, cart))
    extra = sum(one.amount for one in beside)
    settled = settling.settle(totals.total + extra, paid, ways, values)
    settling.check_bars(cart.lines, paid, ways)
    if origin.on is not None:
        _enter_later(desk, origin.on)
    opened = day.ensure_open(desk)
    number = numbers.take(desk, origin.series)
    more = {"happened_at": origin.happened_at, "trip": origin.trip, "extra": extra}
    sale = _record_sale(desk, cart, totals, number, settled.rounding, values, more)
    tracked = {own.item for own in shelf.values() if own.tracked and not own.composed}
    kept = sold_lines.Kept(tracked, [own.item for own in shelf.values() if own.composed], origin.elsewhere)
    sold_lines.record_lines(desk, sale, cart, totals, kept, origin.location)
    taking.extras(desk, sale, beside, cart.customer)
    orders.fetched(desk, cart, sale)
    taking.payments(desk, sale, paid, settled, ways, _book(desk, cart, paid, ways))
    quick.rows(desk.session.connection(), _DROP_BILL, {"uid": cart.uid})
    _note_restricted(desk, cart, number.text)
    return Sold(
        sale, number.text, totals.total + extra, settled.rounding, settled.paid, settled.change, len(cart.lines),
        opened, cash=sum(payment.amount for payment in paid if ways[payment.tender].cash), signed=_debt(paid, ways),
    )  # fmt: skip


def _sold_before(desk: Desk, bill: str) -> Sold | None:
    row = quick.first(desk.session.connection(), _BEFORE, {"bill": bill})
    if row is None:
        return None
    sale, number, total, rounded, lines, paid, change, cash, voided = row
    if voided:
        raise Conflict(N_("This bill was paid and taken back."), hint=N_("Begin a new bill."))
    return Sold(sale, number, total, rounded, paid, change, lines, again=True, cash=cash)


def _check_lines(desk: Desk, cart: Cart) -> None:
    if not cart.lines:
        raise Invalid(N_("The bill is empty."), hint=N_("Scan something first."))
    if any(line.sale_unit is None or line.item is None for line in cart.lines):
        raise Invalid(N_("A line is not in the shop's goods yet."), hint=N_("Give it a name and a price."))


def _check_cuts(desk: Desk, cart: Cart, limit: int) -> None:
    gross = sum(line.gross for line in cart.lines)
    net = sum(line.net for line in cart.lines)
    given = gross - net + (cart.discount.of(net) if cart.discount else 0)
    over_line = any(line.net < line.gross - money.percent(line.gross, limit) for line in cart.lines)
    if over_line or given > money.percent(gross, limit):
        require(desk, Right.DISCOUNT_ABOVE)


def _by_its_weight(line: Line) -> bool:
    """Whether an amount asked for by money is what the weight comes to, as near as one gram makes it."""
    if line.amount is None:
        return True
    gram = 1 if line.ratio >= 1000 else 1000 // max(line.ratio, 1)
    return abs(line.amount - money.times(line.price, line.qty)) <= money.times(line.price, gram) + 1


def _from_shelf(desk: Desk, cart: Cart, *, agreed: bool) -> tuple[Cart, Shelf]:
    """The bill as the shop knows its goods; whoever lowered a price needs the right to."""
    shelf = _shelf(desk, cart)
    if not agreed and not all(_own_price(desk, line, shelf, cart.customer) for line in cart.lines):
        require(desk, Right.PRICE)
    return replace(cart, lines=tuple(_of_its_kind(line, shelf) for line in cart.lines)), shelf


def _shelf(desk: Desk, cart: Cart) -> Shelf:
    shelf = _on_shelf(desk, cart)
    there = {(unit, own.item) for unit, own in shelf.items()}
    if any((line.sale_unit, line.item) not in there for line in cart.lines):
        raise Invalid(N_("A line is not in the shop's goods yet."), hint=N_("Give it a name and a price."))
    return shelf


def _on_shelf(desk: Desk, cart: Cart) -> Shelf:
    units = sorted({line.sale_unit for line in cart.lines if line.sale_unit is not None})
    rows = quick.rows(desk.session.connection(), _SHELF, {"units": quick.numbers(units)})
    return {unit: _Stands(*rest) for unit, *rest in rows}


def _of_its_kind(line: Line, shelf: Shelf) -> Line:
    """The line with what the shop says today of its goods; a bill that waited may know it otherwise."""
    own = shelf.get(line.sale_unit or 0)
    if own is None or (line.vat_class, line.restricted, line.category) == (own.vat_class, own.restricted, own.category):
        return line
    return replace(line, vat_class=own.vat_class, restricted=own.restricted, category=own.category)


def _own_price(desk: Desk, line: Line, shelf: Shelf, customer: int | None) -> bool:
    """Whether the shop itself asks this price, asked it lately or may print it on a label.

    Goods without a price cost what the cashier says.
    """
    own = shelf[line.sale_unit or 0]
    if own.price is not None and line.ratio != own.ratio and line.gross == _part(own.price, own.ratio, line):
        return True
    if line.price != line.list_price or not _by_its_weight(line):
        return False
    if own.price is None or line.list_price == own.price:
        return True
    return prices.allowed(desk, line, customer) or _asked_lately(desk, line) or _labelled(desk, line)


def _part(price: int, ratio: int, line: Line) -> int:
    """What single pieces of goods that are sold by the tray cost: their part of it, to the satang."""
    return money.share(price, sold_lines.base_qty(line), ratio)


def _asked_lately(desk: Desk, line: Line) -> bool:
    lately = {"unit": line.sale_unit, "since": clock.to_ms(desk.now - PRICE_STANDS)}
    before = [json.loads(old or "null") for (old,) in quick.rows(desk.session.connection(), _LATELY, lately)]
    return None in before or line.list_price in before


def _labelled(desk: Desk, line: Line) -> bool:
    return quick.first(desk.session.connection(), _LABELLED, {"unit": line.sale_unit}) is not None


def _record_sale(
    desk: Desk,
    cart: Cart,
    totals: Totals,
    number: numbers.Number,
    rounded: int,
    values: dict[str, Any],
    more: Mapping[str, Any],
) -> int:
    return record(
        desk,
        "sale",
        uid=uid.uuid7(desk.now, desk.random),
        kind="sale",
        series=number.series,
        seq=number.seq,
        number=number.text,
        bill=cart.uid,
        customer=cart.customer,
        gross=totals.gross,
        discount=totals.discount,
        total=totals.total,
        rounding=rounded,
        vat_base=totals.vat_base,
        vat=totals.vat,
        heading=documents.heading(settings.standing(values), settings.today(desk)),
        note=cart.note,
        **more,
    )


def _enter_later(desk: Desk, on: date) -> None:
    """The deed counts on the day it happened; raises Conflict on a day that is not open, Invalid for the future."""
    if on > clock.business_date(desk.now, desk.change_hour):
        raise Invalid(N_("This day is still to come."), hint=N_("Type the date on the paper."))
    if day.current(desk) is None:
        raise Conflict(N_("The day is not open."), hint=N_("Open it first, then enter the bills."))
    desk.business_date = on


def _debt(paid: Sequence[Paid], ways: Mapping[str, Way]) -> int:
    return sum(payment.amount for payment in paid if ways[payment.tender].tender.kind == "credit")


def _book(desk: Desk, cart: Cart, paid: Sequence[Paid], ways: Mapping[str, Way]) -> credit.Book | None:
    """Whose book a debt on this bill goes into, None where everything is paid."""
    platform = next(
        (ways[payment.tender].id for payment in paid if ways[payment.tender].tender.kind == "channel"), None
    )
    if platform is not None:
        return accounts.book_of(desk, platform)
    debt = _debt(paid, ways)
    return credit.book_for(desk, cart.customer, debt) if debt else None


def _note_restricted(desk: Desk, cart: Cart, number: str) -> None:
    classes = sorted({line.restricted for line in cart.lines if line.restricted})
    if classes:
        record(desk, "event", kind="restricted.sold", subject=number, detail={"classes": classes})
