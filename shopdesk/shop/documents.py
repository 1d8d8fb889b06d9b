"""The papers of a shop as values: receipts and refunds as they were sold, payment slips, held bills."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import documents, later, money, promptpay, quantity, tender
from shopdesk.core.cart import Cart
from shopdesk.core.documents import Receipt, ReceiptLine, ReceiptTender
from shopdesk.core.slips import HoldSlip, PaymentSlip
from shopdesk.db import models, quick
from shopdesk.shop import logo, selling, settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_AGENT = (
    "SELECT DISTINCT t.line, p.name FROM sale_line l JOIN sale_take t ON t.line = l.id "
    "JOIN contract c ON c.uid = t.terms JOIN owner o ON o.id = t.owner JOIN party p ON p.id = o.party "
    "WHERE l.sale = :sale AND c.agent ORDER BY t.id"
)
_SIGNER = (
    "SELECT q.name FROM payment p JOIN sale s ON s.id = p.sale JOIN party q ON q.id = coalesce(s.customer, p.party) "
    "WHERE p.sale = :sale AND p.kind = 'pay' AND p.party IS NOT NULL LIMIT 1"
)


@use_case(Right.LOOK)
def receipt(desk: Desk, sale: int, *, copy: bool | None = None) -> Receipt:
    """The paper of a bill or refund. It is a copy (สำเนา) once a whole one was printed, unless `copy` says otherwise.

    Raises NotFound.
    """
    bill = desk.session.get(models.Sale, sale)
    if bill is None:
        raise NotFound(N_("That bill is not there."))
    deed = desk.session.get_one(models.Journal, bill.journal)
    state = desk.session.get_one(models.SaleState, sale)
    values = settings.get_all(desk)
    lines = _lines(desk, sale)
    cashier = desk.session.exec(select(models.Party.name).where(models.Party.id == deed.actor)).one()
    tenders, change = _payments(desk, bill)
    owners = _sold_for(desk, sale)
    taxed = documents.heading(settings.standing(values), clock.calendar_date(deed.at)) == bill.heading
    return Receipt(
        shop_name=values["shop.name"] or _("Shop"),
        heading=bill.heading,
        number=bill.number,
        at=deed.at,
        cashier=cashier,
        lines=tuple(_line(line, owners.get(line.id or 0, ())) for line in lines),
        total=bill.total + bill.extra,
        extras=_extras(desk, sale),
        header=_header(values),
        discounts=_discounts(lines),
        rounding=bill.rounding or None,
        vat=_vat(bill) if bill.heading == documents.ABBREVIATED_INVOICE else (),
        tenders=tenders,
        change=change,
        footer=tuple(text for text in values["receipt.footer"].split("\n") if text),
        copy=bool(state.prints) if copy is None else copy,
        void=state.voided,
        practice=desk.practice,
        tax_id=values["vat.tax_id"] or None,
        pos_id=values["vat.pos_id"] if taxed and bill.heading == documents.ABBREVIATED_INVOICE else None,
        refund_of=_number(desk, bill.refund_of),
        later=later.told(bill.happened_at) if bill.happened_at else "",
        logo=logo.png(values["receipt.logo"]),
        signer=_signer(desk, sale) if bill.kind == "sale" and not state.voided else "",
        payment_qr=None if state.voided or state.refunded else _still_to_pay(desk, sale, values["promptpay.id"]),
    )


def _lines(desk: Desk, sale: int) -> Sequence[models.SaleLine]:
    own = select(models.SaleLine).where(models.SaleLine.sale == sale)
    return desk.session.exec(own.order_by(col(models.SaleLine.position))).all()


def _number(desk: Desk, sale: int | None) -> str | None:
    """The number of the bill that was paid back, if any."""
    found = desk.session.get(models.Sale, sale) if sale else None
    return found.number if found else None


def _signer(desk: Desk, sale: int) -> str:
    """Who took goods of a bill on credit, "" where all of it was paid: they own up to the debt with their hand."""
    row = quick.first(desk.session.connection(), _SIGNER, {"sale": sale})
    return str(row[0]) if row else ""


def _still_to_pay(desk: Desk, sale: int, number: str) -> str | None:
    """One PromptPay code for all money that nobody has seen yet; None where all was seen or the shop has no number."""
    awaited = desk.session.exec(
        select(models.Payment.amount)
        .join(models.Tender, col(models.Tender.id) == models.Payment.tender)
        .join(models.PaymentState, col(models.PaymentState.payment) == models.Payment.id)
        .where(models.Payment.sale == sale, models.Payment.kind == "pay", models.Tender.kind == "promptpay")
        .where(col(models.PaymentState.state).not_in(tender.RECEIVED))
    ).all()
    return _code(number, sum(awaited))


def _code(number: str, amount: int) -> str | None:
    return promptpay.build(promptpay.target(number), amount) if number and amount > 0 else None


def _header(values: dict[str, Any]) -> tuple[str, ...]:
    phone = _("Tel. {phone}").format(phone=values["shop.phone"]) if values["shop.phone"] else ""
    lines = (*values["shop.address"].split("\n"), phone, *values["receipt.header"].split("\n"))
    return tuple(text for text in lines if text)


def _sold_for(desk: Desk, sale: int) -> dict[int, list[str]]:
    """Whom the shop sold a line for as an agent: the receipt names the seller (Civil and Commercial Code, 797 ff.)."""
    found: dict[int, list[str]] = {}
    for line, name in quick.rows(desk.session.connection(), _AGENT, {"sale": sale}):
        found.setdefault(line, []).append(name)
    return found


def _line(line: models.SaleLine, owners: Sequence[str] = ()) -> ReceiptLine:
    notes = [_("Sold for {name}").format(name=name) for name in owners]
    if line.line_discount:
        notes.append(_("Discount {amount}").format(amount=money.text(-line.line_discount)))
    if line.note:
        notes.append(line.note)
    sign = -1 if line.qty < 0 else 1
    counted = documents.quantity_line(sign * line.qty, line.unit, line.price)
    return ReceiptLine(line.name, counted, line.net + line.bill_discount, tuple(notes))


def _discounts(lines: Sequence[models.SaleLine]) -> tuple[ReceiptTender, ...]:
    whole = sum(line.bill_discount for line in lines)
    return (ReceiptTender(_("Discount on the bill"), -whole),) if whole else ()


def _extras(desk: Desk, sale: int) -> tuple[ReceiptTender, ...]:
    """Deposits and money passed on, each on a line of its own: they are no sale."""
    rows = desk.session.exec(select(models.Extra).where(models.Extra.sale == sale).order_by(col(models.Extra.id)))
    return tuple(ReceiptTender(_extra_words(row), row.amount) for row in rows.all())


def _extra_words(row: models.Extra) -> str:
    if row.kind == "deposit":
        words = _("Deposit {name} × {count}") if row.qty >= 0 else _("Deposit back: {name} × {count}")
        return words.format(name=row.name, count=quantity.text(abs(row.qty)))
    return _("Passed on: {name}").format(name=row.name) if row.kind == "agent" else row.name


def _vat(bill: models.Sale) -> tuple[tuple[str, int], ...]:
    return ((_("Value before VAT"), bill.vat_base), (_("VAT inside"), bill.vat)) if bill.vat else ()


def _payments(desk: Desk, bill: models.Sale) -> tuple[tuple[ReceiptTender, ...], int | None]:
    rows = desk.session.exec(
        select(models.Payment, models.Tender)
        .join(models.Tender, col(models.Tender.id) == models.Payment.tender)
        .where(models.Payment.sale == bill.id, models.Payment.kind != "void")
        .order_by(col(models.Payment.id))
    ).all()
    change = -sum(payment.amount for payment, _way in rows if payment.kind == "change")
    paid = tuple(
        ReceiptTender(_label(way, payment.digits), payment.amount) for payment, way in rows if payment.kind != "change"
    )
    return paid, change if any(way.kind == "cash" for _payment, way in rows) and bill.kind == "sale" else None


def _label(way: models.Tender, last: str) -> str:
    kind: Any = way.kind
    word = tender.Tender(way.code, kind, way.name, way.english).label()
    if way.kind == "cash":
        word = _("Cash received")
    return f"{word} …{last}" if last else word


@use_case(Right.SELL)
def payment_slip(desk: Desk, payload: str, *, test: bool = False) -> PaymentSlip:
    """A PromptPay QR for paper; raises Invalid for a payload that is none."""
    asked = promptpay.parse(payload)
    name = settings.get(desk, "shop.name")
    return PaymentSlip(name, payload, asked.to.masked(), asked.amount, desk.now, test=test, practice=desk.practice)


@use_case(Right.SELL)
def hold_slip(desk: Desk, cart: Cart, label: str) -> HoldSlip:
    """What a customer carries until a held bill is called again."""
    lines = tuple(
        ReceiptLine(line.name, documents.quantity_line(line.qty, line.unit, line.price), line.net)
        for line in cart.lines
    )
    name, total = settings.get(desk, "shop.name"), selling.due(desk, cart).exact
    number = settings.get(desk, "promptpay.id")
    return HoldSlip(name, label, desk.now, desk.actor.name, lines, total, desk.practice, _code(number, total))
