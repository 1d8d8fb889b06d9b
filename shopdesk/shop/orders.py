"""Orders by telephone or chat: what, for whom, for which day, and the deposit that was paid ahead.

The deposit of a customer stands in their book, of anybody else as cash that came in; the bill takes it off again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, func, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, thaitext, unit
from shopdesk.core.cart import Cart
from shopdesk.core.extras import Extra
from shopdesk.db import models, quick, records
from shopdesk.shop import credit, customers, day, goods, prices, purse, settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

CAME_BY = ("phone", "line", "counter")
OPEN = ("new", "ready")
LONGEST, LONGEST_NOTE, MOST_LINES, MOST_PAST = 60, 200, 100, 50
_BOOKED = "SELECT id, party, amount FROM ledger_entry WHERE sale = :sale AND kind = 'prepaid' AND book = 'customer'"
_UID = 36


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some goods of an order: thousandths of the sale unit."""

    sale_unit: int
    qty: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said on the telephone. `customer` is a customer's id, or a name will do; `deposit` in satang."""

    lines: Sequence[Wanted]
    fetch_on: str
    name: str = ""
    phone: str = ""
    customer: int | None = None
    deposit: int = 0
    paid_by: str = "drawer"
    came_by: str = "phone"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands; `lines` in words, `total` as goods cost now, `party` where a customer is known."""

    id: int
    uid: str
    number: str
    state: str
    fetch_on: str
    name: str
    phone: str
    came_by: str
    party: int | None
    deposit: int
    lines: tuple[str, ...]
    total: int
    note: str


@use_case(Right.SELL)
def take(desk: Desk, draft: Draft) -> Order:
    """Write an order down, and take its deposit.

    Raises Invalid for nothing wanted, nobody named, a day that is over or a deposit above what the goods cost now;
    NotFound.
    """
    if day.parse_date(draft.fetch_on) < settings.today(desk):
        raise Invalid(N_("That day is over."), hint=N_("Type the day they come for it."))
    person = None if draft.customer is None else customers.one(desk, draft.customer)
    name = thaitext.printable(draft.name).strip()[:LONGEST] or (person.nickname or person.name if person else "")
    if not draft.lines or len(draft.lines) > MOST_LINES:
        raise Invalid(N_("The order is empty."), hint=N_("Add what they want."))
    if not name or draft.came_by not in CAME_BY:
        raise Invalid(N_("Say who it is for."), hint=N_("A nickname is enough."))
    if draft.deposit and person is None and draft.paid_by != "drawer":
        # Whoever has no book gets it back from the drawer, so it has to be in there.
        raise Invalid(N_("This deposit needs a customer."), hint=N_("Choose the customer, or take it in cash."))
    for line in draft.lines:
        quantity.within_limit(line.qty)
    row = models.ManualOrder(
        uid="",
        number=_number(desk),
        customer=person.party if person else None,
        name=name,
        phone=thaitext.printable(draft.phone).strip()[:LONGEST],
        came_by=draft.came_by,
        fetch_on=draft.fetch_on,
        deposit=money.within_limit(draft.deposit) if draft.deposit else 0,
        lines=[[line.sale_unit, line.qty] for line in draft.lines],
        note=thaitext.printable(draft.note).strip()[:LONGEST_NOTE],
    )
    order = _order(desk, row)
    if row.deposit > order.total:
        raise Invalid(N_("The deposit is more than the order."), hint=N_("Type a smaller amount."))
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    if row.deposit:
        _pay_ahead(desk, row, person.id if person else None, draft.paid_by)
    return replace(order, id=row.id or 0, uid=row.uid)


def _number(desk: Desk) -> str:
    begins = f"{desk.till.code}-O"
    taken = select(func.count(col(models.ManualOrder.id))).where(col(models.ManualOrder.number).startswith(begins))
    return f"{begins}{desk.session.exec(taken).one() + 1:05d}"


def _pay_ahead(desk: Desk, row: models.ManualOrder, customer: int | None, paid_by: str) -> None:
    words = _("Deposit of order {number}").format(number=row.number)
    if customer is not None:
        credit.prepay(desk, customer, row.deposit, paid_by, words)
    else:
        purse.move(desk, paid_by, row.deposit, words)


@use_case(Right.LOOK)
def listing(desk: Desk, *, past: bool = False) -> list[Order]:
    """Orders that wait, the next day first; or those that were fetched or given up, the latest first."""
    wanted = select(models.ManualOrder).where(col(models.ManualOrder.archived_at).is_(None))
    if past:
        rows = wanted.where(col(models.ManualOrder.state).not_in(OPEN)).order_by(col(models.ManualOrder.id).desc())
    else:
        waits = wanted.where(col(models.ManualOrder.state).in_(OPEN))
        rows = waits.order_by(col(models.ManualOrder.fetch_on), col(models.ManualOrder.id))
    return [_order(desk, row) for row in desk.session.exec(rows.limit(MOST_PAST if past else 500)).all()]


@use_case(Right.LOOK)
def by_number(desk: Desk, number: str) -> Order:
    """The order of a number (1A-O00007, or 7 on this till); raises NotFound."""
    typed = number.strip().upper()
    wanted = f"{desk.till.code}-O{int(typed):05d}" if typed.isascii() and typed.isdigit() else typed
    row = desk.session.exec(select(models.ManualOrder).where(models.ManualOrder.number == wanted)).first()
    if row is None:
        raise NotFound(N_("There is no order {number}."), hint=N_("Look at the orders."), number=typed[:40])
    return _order(desk, row)


def state_words(state: str) -> str:
    """How far an order is, in the language of the moment."""
    words = {"new": N_("To pack"), "ready": N_("Packed"), "fetched": N_("Picked up"), "cancelled": N_("Cancelled")}
    return _(words[state])


@use_case(Right.SELL)
def ready(desk: Desk, order: int) -> None:
    """It is packed. Raises NotFound, Conflict for one that is done with."""
    records.change(desk.session, desk.entry, _open(desk, order), state="ready")


@use_case(Right.SELL)
def cancel(desk: Desk, order: int, give_back: bool | None = None) -> None:
    """Nobody wants it any more. Its deposit goes back from the drawer with `give_back`; else the shop keeps it, a
    customer's in their book. Where nobody said, cash goes back and a customer's stays in the book.

    Raises NotFound, Conflict.
    """
    row = _open(desk, order)
    words = _("Deposit of order {number}").format(number=row.number)
    if give_back is None:
        give_back = row.customer is None
    if row.deposit and give_back:
        if row.customer is not None:
            book = customers.of_party(desk, row.customer).book
            record(
                desk, "ledger_entry", book="customer", party=book, kind="prepaid", amount=row.deposit,
                paid_by="drawer", note=words,
            )  # fmt: skip
        purse.move(desk, "drawer", -row.deposit, words)
    records.change(desk.session, desk.entry, row, state="cancelled")


@use_case(Right.SELL)
def reopen(desk: Desk, order: int) -> None:
    """It was given up by mistake and waits again. Raises NotFound, Conflict where it was not, or had a deposit."""
    row = desk.session.get(models.ManualOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state != "cancelled" or row.deposit:
        raise Conflict(N_("This order is done with."))
    records.change(desk.session, desk.entry, row, state="new")


@use_case(Right.SELL)
def bill(desk: Desk, order: int) -> Cart:
    """The order as the till's bill, at today's prices, its deposit taken off. Raises NotFound, Conflict.

    Goods that are gone are left out; Invalid where nothing is left or something has no price.
    """
    row = _open(desk, order)
    cart = Cart(_bill_uid(desk, row), customer=row.customer, note=row.note)
    known = {one.sale_unit: one for one in goods.by_ids(desk, [unit_ for unit_, _qty in row.lines])}
    for place, (sale_unit, qty) in enumerate(row.lines):
        if sale_unit in known:
            cart = cart.add(goods.line_of(known[sale_unit], f"{row.uid}-{place}", qty), merge=False)
    if not cart.lines:
        raise Invalid(N_("The order is empty."), hint=N_("Its goods are no longer there."))
    return replace(prices.priced(desk, cart), prepaid=row.deposit)


def _bill_uid(desk: Desk, row: models.ManualOrder) -> str:
    """A bill can be paid once; after a void the order waits again and gets another."""
    before = select(func.count(col(models.Sale.id))).where(col(models.Sale.bill).startswith(f"{row.uid}-"))
    return f"{row.uid}-{desk.session.exec(before).one()}"


# What the sale asks


def deposit(desk: Desk, cart: Cart) -> tuple[Extra, ...]:
    """What comes off a bill because it was paid ahead; raises Conflict where the order is done with or another."""
    if not cart.prepaid:
        return ()
    row = _of_bill(desk, cart.uid)
    if row is None or row.state not in OPEN or row.deposit != cart.prepaid:
        raise Conflict(N_("The deposit of this order is used already."), hint=N_("Look at the orders."))
    if cart.gross < cart.prepaid:
        raise Invalid(N_("The deposit is more than the bill."), hint=N_("Add something, or give the deposit back."))
    return (Extra("prepaid", _("Deposit of order {number}").format(number=row.number), -quantity.ONE, -row.deposit),)


def fetched(desk: Desk, cart: Cart, sale: int) -> None:
    """The order of a bill is sold: a customer's deposit leaves their book again."""
    row = _of_bill(desk, cart.uid)
    if row is None:
        return
    if cart.prepaid and row.customer is not None:
        book = customers.of_party(desk, row.customer).book
        record(
            desk, "ledger_entry", book="customer", party=book, kind="prepaid", amount=row.deposit, sale=sale,
            note=_("Deposit of order {number}").format(number=row.number),
        )  # fmt: skip
    records.change(desk.session, desk.entry, row, state="fetched")


def paid_ahead(desk: Desk, sale: models.Sale) -> int:
    """What was paid ahead for a bill, in satang: with its goods it goes back in cash."""
    rows = select(func.coalesce(func.sum(models.Extra.amount), 0)).where(
        models.Extra.sale == sale.id, models.Extra.kind == "prepaid"
    )
    return -desk.session.exec(rows).one()


def waits_again(desk: Desk, sale: models.Sale) -> None:
    """The bill of an order was voided: it waits again, its deposit too."""
    row = _of_bill(desk, sale.bill)
    if row is None or row.state != "fetched":
        return
    for entry, party, amount in quick.rows(desk.session.connection(), _BOOKED, {"sale": sale.id}):
        book = customers.surviving(desk, party)
        record(desk, "ledger_entry", book="customer", party=book, kind="reversal", amount=-amount, reverses=entry)
    records.change(desk.session, desk.entry, row, state="ready")


def _of_bill(desk: Desk, bill_uid: str) -> models.ManualOrder | None:
    if len(bill_uid) <= _UID:
        return None
    return desk.session.exec(select(models.ManualOrder).where(models.ManualOrder.uid == bill_uid[:_UID])).first()


def _open(desk: Desk, order: int) -> models.ManualOrder:
    row = desk.session.get(models.ManualOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state not in OPEN:
        raise Conflict(N_("This order is done with."))
    return row


def _order(desk: Desk, row: models.ManualOrder) -> Order:
    known = {one.sale_unit: one for one in goods.by_ids(desk, [unit_ for unit_, _qty in row.lines])}
    found = [(known[sale_unit], qty) for sale_unit, qty in row.lines if sale_unit in known]
    words = tuple(f"{one.name} × {unit.quantity_text(qty, one.unit)}" for one, qty in found)
    total = sum(money.times(one.price or 0, qty) for one, qty in found)
    return Order(
        row.id or 0, row.uid, row.number, row.state, row.fetch_on, row.name, row.phone, row.came_by, row.customer,
        row.deposit, words, total, row.note,
    )  # fmt: skip
