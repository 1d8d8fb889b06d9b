"""PromptPay at the counter: a QR for a bill before it is paid, slips that cannot be used twice, and what is confirmed.

A slip is never proof of payment; the cashier confirms after hearing or seeing the shop's own bank.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import promptpay, slip, tender
from shopdesk.db import models, records
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, require, use_case

TEST_AMOUNT = 100


@dataclass(frozen=True, slots=True)
class Request:
    """A PromptPay QR that was made: its text, the amount in satang, whom it pays."""

    uid: str
    payload: str
    amount: int
    receiver: str
    account_name: str


@use_case(Right.SELL)
def request(desk: Desk, bill: str, amount: int) -> Request:
    """A fresh QR for an open bill; asking again for the same amount answers the same one. Raises Invalid, NotFound."""
    receiver, name = _receiver(desk)
    row = desk.session.exec(
        select(models.PaymentRequest)
        .where(models.PaymentRequest.bill == bill, models.PaymentRequest.amount == amount)
        .order_by(col(models.PaymentRequest.id).desc())
    ).first()
    payload = promptpay.build(receiver, amount)
    if row is None or row.payload != payload:
        made = models.PaymentRequest(uid="", bill=bill, payload=payload, amount=amount)
        row = records.create(desk.session, desk.entry, made, desk.now, desk.random)
    return Request(row.uid, payload, amount, receiver.masked(), name)


@use_case(Right.LOOK)
def test_code(desk: Desk) -> Request:
    """The 1-baht QR to scan after the receiving number was changed."""
    receiver, name = _receiver(desk)
    return Request("", promptpay.build(receiver, TEST_AMOUNT), TEST_AMOUNT, receiver.masked(), name)


def offered(receiver: promptpay.Target) -> Request:
    """The 1-baht QR of a number that is not stored yet."""
    return Request("", promptpay.build(receiver, TEST_AMOUNT), TEST_AMOUNT, receiver.masked(), "")


def _receiver(desk: Desk) -> tuple[promptpay.Target, str]:
    number = settings.get(desk, "promptpay.id")
    if not number:
        raise NotFound(N_("The shop has no PromptPay number yet."), hint=N_("Put it in under Settings."))
    return promptpay.target(number), settings.get(desk, "promptpay.name")


@use_case(Right.SELL)
def check_slip(desk: Desk, typed: str) -> slip.Slip:
    """Read a slip's QR; raises Invalid where it is none, Conflict where the same slip was shown before."""
    read = slip.parse(typed)
    refuse_used(desk, read.bank, read.reference)
    return read


def refuse_used(desk: Desk, bank: str, reference: str) -> None:
    """Raise Conflict where this slip paid before. A typed tail (no bank) is held against every slip's tail.

    A slip of a bill that was taken back paid for nothing: it may stand on the bill that takes its place.
    """
    used = _stood_on(desk, bank, reference, voided=False)
    if used is not None:
        raise Conflict(
            N_("This slip was used for bill {number}."), hint=N_("Look into the bank's own app first."), number=used
        )


@use_case(Right.SELL)
def voided_with(desk: Desk, bank: str, reference: str) -> str | None:
    """The number of the latest bill with this slip that was taken back; None where there is none."""
    return _stood_on(desk, bank, reference, voided=True)


def _stood_on(desk: Desk, bank: str, reference: str, *, voided: bool) -> str | None:
    same = col(models.Slip.tail) == slip.tail(reference)
    if bank:
        whole = (col(models.Slip.bank) == bank) & (col(models.Slip.reference) == reference)
        same = same & (whole | (col(models.Slip.bank) == ""))
    return desk.session.exec(
        select(models.Sale.number)
        .join(models.SaleState, col(models.SaleState.sale) == models.Sale.id)
        .join(models.Payment, col(models.Payment.sale) == models.Sale.id)
        .join(models.Slip, col(models.Slip.payment) == models.Payment.id)
        .where(same, col(models.SaleState.voided).is_(voided))
        .order_by(col(models.Slip.id).desc())
    ).first()


@use_case(Right.LOOK)
def can_confirm(desk: Desk, payment: int, state: str) -> bool:
    """Whether this person may bring a payment to this state: forward only, and not on a voided bill.

    What the bank's own list says is for who may see the totals. Raises NotFound.
    """
    if state not in tender.AT_THE_TILL and not allowed(desk, Right.SEE_TOTALS):
        return False
    return not _voided(desk, payment) and tender.can_go(_state(desk, payment), state)


@use_case(Right.SELL)
def confirm(desk: Desk, payment: int, state: str) -> None:
    """A payment's state goes forward; raises Conflict where it would go back or the bill was voided, NotFound, and
    NotAllowed for the bank's word without the right to see totals."""
    if state not in tender.AT_THE_TILL:
        require(desk, Right.SEE_TOTALS)
    after = tender.go(_state(desk, payment), state)
    if not can_confirm(desk, payment, state):
        raise Conflict(N_("This bill was voided."), hint=N_("Look at the bill again"))
    record(desk, "payment_event", payment=payment, state=after)


def _state(desk: Desk, payment: int) -> str:
    row = desk.session.get(models.PaymentState, payment)
    if row is None:
        raise NotFound(N_("That payment is not there."))
    return row.state


def _voided(desk: Desk, payment: int) -> bool:
    return desk.session.exec(
        select(models.SaleState.voided)
        .join(models.Payment, col(models.Payment.sale) == models.SaleState.sale)
        .where(models.Payment.id == payment)
    ).one()


@use_case(Right.MONEY_SETTINGS)
def put_tender(desk: Desk, way: tender.Tender, position: int) -> None:
    """Add a way of paying of the owner's own, or change the one of this code; raises Invalid."""
    if not way.name.strip() or not 0 <= way.digits <= 6:
        raise Invalid(N_("Give it a name, and 0 to 6 last digits."))
    fields: dict[str, Any] = {
        "name": way.name.strip()[:60],
        "english": way.english.strip()[:60],
        "icon": way.icon,
        "bars": list(way.bars),
        "digits": way.digits,
        "gives_change": way.gives_change,
        "categories": sorted(way.categories),
        "position": position,
    }
    row = desk.session.exec(select(models.Tender).where(models.Tender.code == way.code)).first()
    if row is None:
        made = models.Tender(uid="", code=way.code, kind="named", **fields)
        records.create(desk.session, desk.entry, made, desk.now, desk.random)
    else:
        records.change(desk.session, desk.entry, row, archived_at=None, **fields)


@use_case(Right.MONEY_SETTINGS)
def drop_tender(desk: Desk, code: str) -> None:
    """Take a way of paying off the pay sheet; cash stays. Raises Conflict, NotFound."""
    row = desk.session.exec(select(models.Tender).where(models.Tender.code == code)).first()
    if row is None:
        raise NotFound(N_("There is no such way of paying."))
    if row.kind == "cash":
        raise Conflict(N_("Cash cannot be taken away."))
    records.archive(desk.session, desk.entry, row, desk.now)
