"""Taking the money: one bill becomes one sale, whole or not at all.

    checkout(desk, cart, [Paid("cash", 10_000)])

The bill's own id can be paid once, so a second try after a lost answer finds the sale instead of making another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from shopdesk.base import uid
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import documents, money, pricing, rounding, slip, tender
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.pricing import LineTotal, Totals
from shopdesk.core.vat import VatPolicy
from shopdesk.db import models
from shopdesk.shop import day, numbers, payments, settings, stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, require, use_case

MOST_PAYMENTS = 20
_RATE = text("SELECT rate FROM vat_rate WHERE archived_at IS NULL AND starts <= :day ORDER BY starts DESC LIMIT 1")


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment as it was handed over: satang of a tender by its code. `state` where it is not the tender's first."""

    tender: str
    amount: int
    state: str = ""
    digits: str = ""
    request: str = ""
    slip_bank: str = ""
    slip_reference: str = ""


@dataclass(frozen=True, slots=True)
class Sold:
    """A finished bill. Amounts in satang; `paid` is what was handed over, `change` what went back in cash."""

    id: int
    number: str
    total: int
    rounding: int
    paid: int
    change: int
    lines: int
    opened_day: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What a bill comes to: exactly, and what cash pays after rounding."""

    totals: Totals
    exact: int
    cash: int


@use_case(Right.SELL)
def policy(desk: Desk) -> VatPolicy:
    """The tax policy of today's bills."""
    rate = desk.session.connection().execute(_RATE, {"day": settings.today(desk).isoformat()}).scalar_one_or_none()
    return VatPolicy(settings.get(desk, "vat.registered"), rate or 0)


@use_case(Right.SELL)
def due(desk: Desk, cart: Cart) -> Due:
    """What to pay for a bill."""
    totals = pricing.totals(cart, policy(desk))
    return Due(totals, totals.total, rounding.rounded(totals.total, settings.get(desk, "cash.rounding")))


@use_case(Right.SELL)
def tenders(desk: Desk) -> list[tender.Tender]:
    """The ways of paying this shop takes, in the owner's order."""
    rows = desk.session.exec(
        select(models.Tender).where(col(models.Tender.archived_at).is_(None)).order_by(col(models.Tender.position))
    ).all()
    return [_tender(row) for row in rows]


def _tender(row: models.Tender) -> tender.Tender:
    kind: Any = row.kind
    return tender.Tender(row.code, kind, row.name, row.english, row.icon, tuple(row.bars), row.digits, row.gives_change)


@use_case(Right.SELL)
def checkout(desk: Desk, cart: Cart, paid: Sequence[Paid]) -> Sold:
    """Make the sale: number, lines, takes, payments, change, stock moves. Opens the day when it is not open.

    A bill that was paid before answers its sale (`again`). Raises Invalid for an empty bill, unknown goods, too little
    money or a tender that may not pay for these goods; NotAllowed for discounts or prices above the person's rights.
    """
    before = _sold_before(desk, cart.uid)
    if before is not None:
        return before
    _check_lines(desk, cart)
    values = settings.get_all(desk)
    totals = pricing.totals(cart, policy(desk))
    ways = {row.code: row for row in desk.session.exec(select(models.Tender)).all()}
    settled = _settle(totals.total, paid, ways, values)
    _check_bars(cart, paid, ways)
    opened = day.ensure_open(desk)
    number = numbers.take(desk, "sale")
    sale = _record_sale(desk, cart, totals, number, settled.rounding, values)
    _record_lines(desk, sale, cart, totals)
    _record_payments(desk, sale, paid, settled, ways)
    _drop_bill(desk, cart.uid)
    _note_restricted(desk, cart, number.text)
    return Sold(sale, number.text, totals.total, settled.rounding, settled.paid, settled.change, len(cart.lines), opened)


def _sold_before(desk: Desk, bill: str) -> Sold | None:
    row = desk.session.exec(select(models.Sale).where(models.Sale.bill == bill)).first()
    if row is None or row.id is None:
        return None
    made = desk.session.exec(select(models.Payment).where(models.Payment.sale == row.id)).all()
    paid = sum(payment.amount for payment in made if payment.kind == "pay")
    change = -sum(payment.amount for payment in made if payment.kind == "change")
    lines = len(desk.session.exec(select(models.SaleLine.id).where(models.SaleLine.sale == row.id)).all())
    return Sold(row.id, row.number, row.total, row.rounding, paid, change, lines, again=True)


def _check_lines(desk: Desk, cart: Cart) -> None:
    if not cart.lines:
        raise Invalid(N_("The bill is empty."), hint=N_("Scan something first."))
    if any(line.sale_unit is None or line.item is None for line in cart.lines):
        raise Invalid(N_("A line is not in the shop's goods yet."), hint=N_("Give it a name and a price."))
    limit = settings.get(desk, "discount.limit")
    gross = sum(line.gross for line in cart.lines)
    whole = cart.discount.of(sum(line.net for line in cart.lines)) if cart.discount else 0
    over_line = any(line.net < line.gross - money.percent(line.gross, limit) for line in cart.lines)
    given = sum(line.gross - line.net for line in cart.lines) + whole
    if (over_line or given > money.percent(gross, limit)) and not allowed(desk, Right.DISCOUNT_ABOVE):
        require(desk, Right.DISCOUNT_ABOVE)
    if any(line.price != line.list_price for line in cart.lines) and not allowed(desk, Right.PRICE):
        require(desk, Right.PRICE)


@dataclass(frozen=True, slots=True)
class _Settled:
    paid: int
    rounding: int
    change: int


def _settle(total: int, paid: Sequence[Paid], ways: dict[str, models.Tender], values: dict[str, Any]) -> _Settled:
    """What the payments come to; cash rounding only where the last of the bill is paid in cash."""
    if len(paid) > MOST_PAYMENTS or any(payment.amount < 0 for payment in paid):
        raise Invalid(N_("The amount is out of range."), hint=N_("An amount is from 0 to 999,999,999.99"))
    for payment in paid:
        money.within_limit(payment.amount)
        if payment.tender not in ways or ways[payment.tender].archived_at is not None:
            raise NotFound(N_("There is no such way of paying."))
    cash = sum(payment.amount for payment in paid if ways[payment.tender].kind == "cash")
    other = sum(payment.amount for payment in paid) - cash
    rest = max(total - other, 0)
    adjusted = rounding.adjustment(rest, values["cash.rounding"]) if cash else 0
    missing = total + adjusted - cash - other
    if missing > 0:
        raise Invalid(N_("{missing} is still missing."), hint=N_("Take the rest first."), missing=money.text(missing))
    change = -missing
    if change and not _change_allowed(change, cash, paid, ways, values):
        raise Invalid(
            N_("The transfer is {over} more than the bill."), hint=N_("Type the exact amount."), over=money.text(change)
        )
    return _Settled(cash + other, adjusted, change)


def _change_allowed(
    change: int, cash: int, paid: Sequence[Paid], ways: dict[str, models.Tender], values: dict[str, Any]
) -> bool:
    generous = values["cash.transfer_change"]
    covered = cash + sum(p.amount for p in paid if ways[p.tender].kind != "cash" and (generous or ways[p.tender].gives_change))
    return change <= covered


def _check_bars(cart: Cart, paid: Sequence[Paid], ways: dict[str, models.Tender]) -> None:
    classes = {line.restricted for line in cart.lines if line.restricted}
    for payment in paid:
        if payment.amount and classes & set(ways[payment.tender].bars):
            raise Invalid(
                N_("{tender} may not pay for alcohol or tobacco."),
                hint=N_("Split these goods off and take cash for them."),
                tender=_tender(ways[payment.tender]).label(),
            )


def _record_sale(
    desk: Desk, cart: Cart, totals: Totals, number: numbers.Number, rounded: int, values: dict[str, Any]
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
    )


def _record_lines(desk: Desk, sale: int, cart: Cart, totals: Totals) -> None:
    tracked = _tracked(desk, cart)
    there = stock.lying(desk, tracked)
    moves: dict[tuple[int, int, int], list[int]] = {}
    for position, (line, total) in enumerate(zip(cart.lines, totals.lines, strict=True), 1):
        base = _base_qty(line)
        number = record(desk, "sale_line", sale=sale, position=position, **_line_values(line, total, base))
        if line.item not in tracked:
            continue
        for take in there.take(line.item, base):
            record(desk, "sale_take", line=number, owner=take.owner, lot=take.lot, qty=take.qty, value=take.value)
            sums = moves.setdefault((take.item, take.owner, take.lot), [0, 0])
            sums[0] += take.qty
            sums[1] += take.value
    for (item, owner, lot), (qty, value) in moves.items():
        stock.move(desk, stock.Take(item, owner, lot, qty, value), -1, "sale")


def _tracked(desk: Desk, cart: Cart) -> dict[int, bool]:
    items = sorted({line.item for line in cart.lines if line.item is not None})
    found = desk.session.exec(
        select(models.Item.id, models.Product.tracked)
        .join(models.Product, col(models.Product.id) == models.Item.product)
        .where(col(models.Item.id).in_(items))
    ).all()
    if len(found) != len(items):
        raise Invalid(N_("A line is not in the shop's goods yet."), hint=N_("Give it a name and a price."))
    return {number: True for number, tracked in found if tracked and number is not None}


def _base_qty(line: Line) -> int:
    return money.share(line.qty, line.ratio, 1000)


def _line_values(line: Line, total: LineTotal, base: int) -> dict[str, Any]:
    return {
        "item": line.item,
        "sale_unit": line.sale_unit,
        "name": line.name,
        "unit": line.unit,
        "code": line.code,
        "qty": line.qty,
        "base_qty": base,
        "list_price": line.list_price,
        "price": line.price,
        "gross": total.gross,
        "line_discount": total.line_discount,
        "bill_discount": total.bill_discount,
        "net": total.net,
        "vat_class": total.vat_class,
        "vat_rate": total.rate,
        "vat": total.vat,
        "tare": line.tare,
        "note": line.note,
    }


def _record_payments(
    desk: Desk, sale: int, paid: Sequence[Paid], settled: _Settled, ways: dict[str, models.Tender]
) -> None:
    for payment in paid:
        way = ways[payment.tender]
        number = record(
            desk,
            "payment",
            uid=uid.uuid7(desk.now, desk.random),
            sale=sale,
            tender=way.id,
            kind="pay",
            amount=payment.amount,
            digits=payment.digits[:12],
            request=payment.request,
        )
        record(desk, "payment_event", payment=number, state=payment.state or tender.first_state(way.kind))
        if payment.slip_reference:
            _record_slip(desk, number, payment)
    if settled.change:
        record(
            desk, "payment", uid=uid.uuid7(desk.now, desk.random), sale=sale, tender=ways["cash"].id, kind="change",
            amount=-settled.change,
        )  # fmt: skip


def _record_slip(desk: Desk, payment: int, paid: Paid) -> None:
    payments.refuse_used(desk, paid.slip_bank, paid.slip_reference)
    tail = paid.slip_reference[-slip.TAIL :].upper()
    record(desk, "slip", payment=payment, bank=paid.slip_bank, reference=paid.slip_reference, tail=tail)


def _drop_bill(desk: Desk, bill: str) -> None:
    row = desk.session.get(models.Bill, bill)
    if row is not None:
        desk.session.delete(row)
        desk.session.flush()


def _note_restricted(desk: Desk, cart: Cart, number: str) -> None:
    classes = sorted({line.restricted for line in cart.lines if line.restricted})
    if classes:
        record(desk, "event", kind="restricted.sold", subject=number, detail={"classes": classes})
