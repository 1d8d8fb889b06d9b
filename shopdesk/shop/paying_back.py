"""How the money of a bill goes back: each way up to what came by it, and what is no sale with the last goods.

Empties that a customer brought paid for goods like cash: while they stay with the shop, their worth goes back in cash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from shopdesk.base import uid
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import rounding
from shopdesk.core.extras import Extra
from shopdesk.core.tender import RECEIVED, Tender
from shopdesk.db import models
from shopdesk.shop import containers, customers, orders, settings
from shopdesk.shop.desk import Desk, record


@dataclass(frozen=True, slots=True)
class Back:
    """What goes back with some goods of a bill, in satang: `beside` them, by which tender (its id), and the rounding.

    `total` is what is due for the goods and what is beside them.
    """

    total: int
    beside: tuple[Extra, ...]
    by: Mapping[int, int]
    rounding: int


def back(desk: Desk, bill: models.Sale, goods: int, *, last: bool, by: str = "") -> Back:
    """What goes back with goods worth so much, the way chosen first (its code), cash last; `last` are all that is left.

    Raises Invalid for a way by which nothing is left.
    """
    came, cash = _came(desk, bill)
    empties = _empties(desk, bill)
    # Cash went out instead of the empties: these are the shop's now, and only what went out goes back.
    again = last and came[cash] >= 0
    came[cash] += 0 if again else empties
    beside = [one for one in containers.opposites(desk, bill.id or 0) if again or one.amount <= 0] if last else []
    total = goods - sum(one.amount for one in beside)
    whole = bill.total + bill.extra + orders.paid_ahead(desk, bill) + (0 if again else empties)
    there = _there(came, cash)
    if total == whole - desk.session.get_one(models.SaleState, bill.id).refunded:
        # Each part is rounded on its own, so the last one settles what was really paid.
        return Back(total, tuple(beside), there, total - sum(there.values()))
    shared = _shared(desk, total, there, cash, by)
    return Back(total, tuple(beside), shared, total - sum(shared.values()))


def _shared(desk: Desk, total: int, came: Mapping[int, int], cash: int, by: str) -> dict[int, int]:
    codes = {row.code: row.id for row in desk.session.exec(select(models.Tender)).all()}
    if by and codes.get(by) not in came:
        raise Invalid(N_("This bill was not paid that way."), hint=N_("Choose a way it was paid by."))
    shared = dict[int, int]()
    for way in sorted(came, key=codes.get(by, 0).__ne__):
        amount = rounding.rounded(total, settings.get(desk, "cash.rounding")) if way == cash else total
        shared[way] = min(amount, came[way])
        total = max(total - shared[way], 0) if amount > came[way] else 0
    return shared


def _came(desk: Desk, bill: models.Sale) -> tuple[dict[int, int], int]:
    """What is left (satang) of each way a bill was paid by, cash as one; cash's id."""
    tenders = {row.id: row for row in desk.session.exec(select(models.Tender)).all()}
    cash = next(row.id or 0 for row in tenders.values() if row.kind == "cash")
    came, gone = {cash: 0}, {cash: -orders.paid_ahead(desk, bill)}
    for payment in desk.session.exec(select(models.Payment).where(_of_bill(bill))).all():
        way = cash if tenders[payment.tender].kind == "cash" else payment.tender
        sums = came if payment.sale == bill.id else gone
        sums[way] = sums.get(way, 0) + payment.amount * (1 if sums is came else -1)
    for way in [way for way in came if way != cash]:
        # Change for a transfer was of the transfer.
        change = min(max(-came[cash], 0), came[way])
        came[way] -= change
        came[cash] += change
    return {way: amount - gone.get(way, 0) for way, amount in came.items()}, cash


def _there(came: Mapping[int, int], cash: int) -> dict[int, int]:
    return {way: came[way] for way in sorted(came, key=cash.__eq__) if came[way] > 0}


def _empties(desk: Desk, bill: models.Sale) -> int:
    rows = select(models.Extra.amount).where(models.Extra.sale == bill.id, models.Extra.kind == "deposit")
    return -sum(amount for amount in desk.session.exec(rows).all() if amount < 0)


def _of_bill(bill: models.Sale) -> ColumnElement[bool]:
    refunds = select(models.Sale.id).where(models.Sale.refund_of == bill.id)
    return col(models.Payment.sale).in_(refunds) | (col(models.Payment.sale) == bill.id)


def worded(desk: Desk, sums: Mapping[int, int]) -> tuple[tuple[str, int], ...]:
    """Sums by tender, in the words of the ways of paying."""
    rows = desk.session.exec(select(models.Tender)).all()
    words = {row.id: Tender(row.code, "named", row.name, row.english).label() for row in rows}
    return tuple((words[number], amount) for number, amount in sums.items() if amount)


def ways(desk: Desk, bill: models.Sale) -> tuple[tuple[str, str], ...]:
    """The ways (code, words) by which some of a bill may go back while goods of it stay sold."""
    came, cash = _came(desk, bill)
    came[cash] += _empties(desk, bill)
    there = _there(came, cash)
    codes = {row.id: row.code for row in desk.session.exec(select(models.Tender)).all()}
    words = (label for label, _amount in worded(desk, there))
    return tuple((codes[way], label) for way, label in zip(there, words, strict=True))


def never_seen(desk: Desk, sale: int) -> Sequence[int]:
    """The tenders of a bill by which money came that nobody has seen on the shop's account."""
    return desk.session.exec(
        select(models.Payment.tender)
        .join(models.PaymentState, col(models.PaymentState.payment) == models.Payment.id)
        .where(models.Payment.sale == sale, col(models.PaymentState.state).not_in(RECEIVED))
    ).all()


def pay(desk: Desk, sale: int, sums: Mapping[int, int], kind: str, bill: int) -> None:
    """Record what goes back by each tender; what was written in a book lowers that debt."""
    books = _books(desk, bill)
    for tender, amount in sums.items():
        if amount:
            number = uid.uuid7(desk.now, desk.random)
            party = books.get(tender)
            record(desk, "payment", uid=number, sale=sale, tender=tender, kind=kind, amount=-amount, party=party)


def _books(desk: Desk, bill: int) -> dict[int, int]:
    rows = desk.session.exec(
        select(models.Payment.tender, models.Payment.party).where(
            models.Payment.sale == bill, col(models.Payment.party).is_not(None)
        )
    ).all()
    return {tender: customers.surviving(desk, party) for tender, party in rows if party is not None}
