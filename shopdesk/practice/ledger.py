"""The marketplace's account with its shops: what sales bring, what it keeps, and what it pays out."""

from datetime import datetime

from shopdesk.base import clock
from shopdesk.practice.records import MoneyRow, Order, Statement, Unit
from shopdesk.practice.store import Store

COMMISSION, PAYMENT_FEE, VAT = 535, 214, 700
ITEM, ITEM_BACK, COMMISSION_FEE, COMMISSION_BACK = "13", "14", "16", "15"
PAYMENT, SHIPPING_PAID, VOUCHER = "3", "8", "9"


def day(moment: int) -> datetime:
    """The moment in Bangkok."""
    return clock.from_ms(moment).astimezone(clock.BANGKOK)


def part(amount: int, basis_points: int) -> int:
    """A share of an amount, rounded half up."""
    return (amount * basis_points * 2 + 10_000) // 20_000


def sold(store: Store, order: Order, unit: Unit) -> None:
    """A piece was delivered: its price comes in, commission and payment fee go off; shipping once for an order."""
    first = not store.under(MoneyRow, order.id)
    _row(store, order, unit, ITEM, unit.price)
    _row(store, order, unit, COMMISSION_FEE, -part(unit.price, COMMISSION))
    _row(store, order, unit, PAYMENT, -part(unit.price, PAYMENT_FEE))
    if first and order.shipping:
        _row(store, order, unit, SHIPPING_PAID, order.shipping)
    if first and order.voucher_seller:
        _row(store, order, unit, VOUCHER, -order.voucher_seller)


def returned(store: Store, order: Order, unit: Unit) -> None:
    """A delivered piece came back: its price and the commission are turned round."""
    _row(store, order, unit, ITEM_BACK, -unit.price)
    _row(store, order, unit, COMMISSION_BACK, part(unit.price, COMMISSION))


def _row(store: Store, order: Order, unit: Unit, fee: str, amount: int) -> None:
    vat = (
        0 if fee in (ITEM, ITEM_BACK, SHIPPING_PAID, VOUCHER) else abs(amount) - abs(amount) * 10_000 // (10_000 + VAT)
    )
    number = store.next("MoneyRow")
    store.put(MoneyRow(number, order.seller, order.id, unit.id, fee, amount, vat, store.now()))


def statement(store: Store, seller: int, paid: bool = False) -> Statement:
    """Close what has come together since the last statement. A negative one is carried into the next."""
    rows = [row for row in store.all(MoneyRow) if row.seller == seller and not row.statement]
    before = [one for one in store.all(Statement) if one.seller == seller]
    carried = min(0, before[-1].payout) if before else 0
    number, now = store.next("Statement"), store.now()
    starts = min((row.at for row in rows), default=now)
    payout = carried + sum(row.amount for row in rows)
    label = f"{day(now):%Y-%m-%d}/TH{seller}-{number}"
    closed = Statement(number, seller, label, starts, now, carried, payout, paid)
    for row in rows:
        row.statement = number
        store.put(row)
    store.put(closed)
    store.count("statements")
    return closed
