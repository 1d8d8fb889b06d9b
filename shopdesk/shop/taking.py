"""The facts of money taken for a bill: payments with their states and slips, change, deposits and money passed on."""

from collections.abc import Mapping, Sequence

from shopdesk.base import uid
from shopdesk.core import slip, tender
from shopdesk.core.extras import Extra
from shopdesk.shop import containers, credit
from shopdesk.shop import payments as transfers_of
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.settling import Paid, Settled, Way


def payments(
    desk: Desk,
    sale: int,
    paid: Sequence[Paid],
    settled: Settled,
    ways: Mapping[str, Way],
    book: credit.Book | None,
) -> None:
    """Record what was handed over for a bill, its first states and slips, and the change that went back."""
    for payment in paid:
        way = ways[payment.tender]
        owing = book if way.tender.kind in ("credit", "channel") else None
        number = _record_payment(desk, sale, payment, way, owing)
        for state in tender.first_states(way.tender.kind, payment.state, slip=bool(payment.slip_reference)):
            record(desk, "payment_event", payment=number, state=state)
        if payment.slip_reference:
            _record_slip(desk, number, payment)
    if settled.change:
        record(
            desk, "payment", uid=uid.uuid7(desk.now, desk.random), sale=sale, tender=ways["cash"].id, kind="change",
            amount=-settled.change,
        )  # fmt: skip


def _record_payment(desk: Desk, sale: int, payment: Paid, way: Way, owing: credit.Book | None) -> int:
    return record(
        desk,
        "payment",
        uid=uid.uuid7(desk.now, desk.random),
        sale=sale,
        tender=way.id,
        kind="pay",
        amount=payment.amount,
        digits=payment.digits[:12],
        request=payment.request,
        party=owing.party if owing else None,
        due_on=(payment.due_on or owing.due_on) if owing else "",
    )


def _record_slip(desk: Desk, payment: int, paid: Paid) -> None:
    transfers_of.refuse_used(desk, paid.slip_bank, paid.slip_reference)
    tail = slip.tail(paid.slip_reference)
    record(desk, "slip", payment=payment, bank=paid.slip_bank, reference=paid.slip_reference, tail=tail)


def extras(desk: Desk, sale: int, found: Sequence[Extra], party: int | None) -> None:
    """Record what is on a bill and no sale; containers go into the book of whoever holds them."""
    for extra in found:
        record(
            desk, "extra", sale=sale, kind=extra.kind, container=extra.container, product=extra.product,
            name=extra.name, qty=extra.qty, amount=extra.amount,
        )  # fmt: skip
        if extra.container is not None:
            containers.moved(desk, extra.container, party, extra.qty, extra.amount)
