"""One day in which every kind of fact is stored at least once."""

from dataclasses import replace

from shopdesk.shop import (
    accounts,
    channels,
    closing,
    customers,
    day,
    expenses,
    market,
    payouts,
    printing,
    producers,
    receiving,
    refunds,
    reversing,
    selling,
    settlements,
    stock,
    stockroom,
    stocktaking,
)
from shopdesk.shop.credit import repay
from shopdesk.shop.desk import record
from shopdesk.shop.online import board, intake, packing
from shopdesk.shop.orders import Wanted
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid
from shopdesk.shop.stockroom import Grade, Part
from tests.conftest import MORNING, Shop


def busy_day(shop: Shop) -> None:
    """Sell, take back, receive, count, pay out, write in books; at last close the day."""
    _at_the_counter(shop)
    _in_the_store_room(shop)
    _in_the_books(shop)
    _far_away(shop)
    with shop.office.writing() as work:
        closing.close_day(work)


def _at_the_counter(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, stock=100_000, cost=300)
    sales = [shop.sell((egg, 1000 * n), paid=[Paid("promptpay", 500 * n)]) for n in range(1, 5)]
    with shop.office.writing() as work:
        refunds.refund(work, sales[0].id)
    with shop.office.writing() as work:
        refunds.void(work, sales[1].id, "ผิด")
    with shop.office.writing() as work:
        day.move_cash(work, 1000, "ทอน")
    with shop.office.writing() as work:
        day.note_drawer_opened(work, "ทอนเงิน")
    slip = [Paid("promptpay", 500, "slip_seen", slip_bank="014", slip_reference="0011122233344ABCD1")]
    shown = shop.sell((egg, 1000), paid=slip)
    with shop.office.writing() as work:
        job = printing.queue_receipt(work, shown.id)
        printing.done(work, job)


def _in_the_store_room(shop: Shop) -> None:
    mango, best = shop.add("มะม่วงคละ", None), shop.add("มะม่วงเกรดเอ", 6_000)
    with shop.office.writing() as work:
        store = stockroom.add_place(work, "หลังร้าน")
        receiving.receive(work, Load((Incoming(mango.item, 20_000, 40_001),), paid_by="drawer"))
    with shop.office.writing() as work:
        stockroom.transfer(work, [Part(mango.item, 4_000)], stock.COUNTER, store)
        stockroom.grade(work, Part(mango.item, 10_000), [Grade(best.item, 9_000)], waste=500)
        spoiled = stockroom.take_out(work, "waste", [Part(mango.item, 1_000)], "เน่า")
        count = stocktaking.start(work, "สิ้นเดือน")
        stocktaking.put(work, count, mango.item, 4_500)
        market.out(work, "ตลาดนัด", "2026-11-22", [Part(best.item, 2_000)])
    with shop.office.writing() as work:
        reversing.reverse(work, spoiled.number)
    with shop.office.writing() as work:
        stocktaking.agree(work, count)


def _in_the_books(shop: Shop) -> None:
    honey = shop.add("น้ำผึ้ง", 12_000)
    with shop.office.writing() as work:
        somsri = producers.add(work, "ป้าสมศรี")
        load = Load((Incoming(honey.item, 5_000, 0),), owner=somsri.owner, paid_by=receiving.CONSIGNMENT)
        receiving.receive(work, load)
        somsak = customers.add(work, customers.Card("ลุงสมศักดิ์"))
    with shop.office.writing() as work:
        cart = replace(shop.cart((honey, 1_000)), customer=somsak.party)
        sold = selling.checkout(work, cart, [Paid("credit", 12_000)])
    with shop.office.writing() as work:
        paid = payouts.pay(work, "producer", somsri.party)
    with shop.office.writing() as work:
        payouts.take_back(work, paid.number)
        customers.consent(work, somsak.id, "news", True)
    with shop.office.writing() as work:
        expenses.spend(work, "power", 30_000)
    with shop.office.writing() as work:
        repay(work, somsak.id, 5_000)
        for sign in (1, -1):
            record(work, "extra", sale=sold.id, kind="deposit", name="ลังเบียร์", qty=sign * 1_000, amount=sign * 5_000)
        container = _crate(work)
        record(
            work, "container_move", container=container, party=somsak.party, book="customer", qty=1_000, amount=5_000
        )
        record(work, "erasure", party_uid="01890000-0000-7000-8000-000000000001")


def _crate(work: object) -> int:
    from shopdesk.db import models, records
    from shopdesk.shop.desk import Desk

    assert isinstance(work, Desk)
    row = models.Container(uid="", name="ลังเบียร์", deposit=5_000)
    made = records.create(work.session, work.entry, row, work.now, work.random)
    assert made.id is not None
    return made.id


def _far_away(shop: Shop) -> None:
    """Orders of a channel: one sent and settled, one that waits, one that was cancelled."""
    jam = shop.add("แยม", 9_000, stock=20_000)
    with shop.office.writing() as work:
        account = accounts.add(work, "lazada", "ร้านป้าสมศรี").id
        for n, unit in enumerate((jam.sale_unit,) * 3):
            intake.promise(work, account, f"70{n}", [Wanted(unit, 2_000)])
    for number, state in (("700", "shipped"), ("701", "new"), ("702", "cancelled")):
        line = channels.RemoteLine((f"{number}-1",), "", "แยม", 2, 12_000)
        order = channels.RemoteOrder(number, number, state, state, MORNING, MORNING, (line,), 24_000, 0, 0, 24_000)
        with shop.office.writing() as work:
            taken = intake.take_in(work, account, order).id
            intake.match(work, board.one(work, taken).lines[1].id or 0, jam.sale_unit)
    with shop.office.writing() as work:
        waiting = board.by_number(work, "701")
        packing.put_in(work, board.one(work, waiting).lines[1].id or 0, 2_000)
        packing.packed(work, waiting)
    with shop.office.writing() as work:
        fee = channels.MoneyLine("t1", "commission", "Commission", -2_400, "2026-11-22", "700", "S1")
        paid = channels.Statement("S1", "2026-11-16", "2026-11-22", 21_600, "2026-11-23")
        settlements.take_in(work, account, channels.Money((fee,), (paid,)))
