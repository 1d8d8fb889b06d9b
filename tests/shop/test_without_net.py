"""The store room where there is no network, no second program and no wish for a stock module.

Named after what people wrote about other tills: two people in one shop lose each other's work; cooked food needs a
purchase first; offline there are no new goods, no lots, no refunds.
"""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from shopdesk.core import barcode
from shopdesk.db import models
from shopdesk.shop import (
    goods,
    lotlabels,
    papers,
    receiving,
    refunds,
    stock,
    stockroom,
    stocktaking,
    suppliers,
    worth,
)
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid, checkout
from shopdesk.shop.stockroom import Part
from tests.conftest import Shop


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the network finds none."""

    def refuse(*_args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("cut_off")
def test_offline_is_not_second_class_new_goods_come_in_by_lot_are_sold_brought_back_and_counted(shop: Shop) -> None:
    with shop.office.writing() as desk:
        milk = goods.create(desk, goods.Draft("นมสด", 1_300, codes=("8850000000031",)))
        dairy = suppliers.add(desk, "สหกรณ์โคนม", credit_days=7)
    lines = (Incoming(milk.item, 12_000, 12_000, "2026-11-30", lot_code="ก-7"), Incoming(milk.item, 12_000, 12_000))
    with shop.office.writing() as desk:
        received = receiving.receive(desk, Load(lines, supplier=dairy.party, paid_by="credit", due_on="2026-11-29"))
    with shop.office.reading() as desk:
        read, found = lotlabels.scanned(desk, barcode.parse(lotlabels.code_of(received.lots[0])))
    assert (read.lot, [one.sale_unit for one in found]) == (received.lots[0], [milk.sale_unit])
    sold = shop.sell((milk, 2_000))
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id)
    with shop.office.writing() as desk:
        receiving.send_back(desk, Load((Incoming(milk.item, 1_000, 1_000),), supplier=dairy.party, paid_by="credit"))
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "เย็น")
        stocktaking.put_whole(desk, count, milk.item, 22_000)
        stocktaking.agree(desk, count)
    with shop.office.reading() as desk:
        assert (stock.balance(desk, milk.item), suppliers.one(desk, dairy.id).balance) == (22_000, 23_000)
        assert worth.of_stock(desk).total == 22_000


def test_two_people_in_one_shop_receive_carry_and_sell_at_once_and_nothing_is_lost(shop: Shop) -> None:
    rice = shop.add("ข้าวสาร", 4_000, stock=100_000, cost=3_000)
    with shop.office.writing() as desk:
        store = stockroom.add_place(desk, "หลังร้าน")

    def keeper() -> None:
        for _n in range(10):
            with shop.office.writing() as desk:
                receiving.receive(desk, Load((Incoming(rice.item, 2_000, 6_000),), paid_by="owner"))
            with shop.office.writing() as desk:
                stockroom.transfer(desk, [Part(rice.item, 1_000)], stock.COUNTER, store)

    def seller() -> None:
        for _n in range(10):
            cart = shop.cart((rice, 3_000))
            with shop.office.writing() as desk:
                checkout(desk, cart, [Paid("cash", cart.gross)])

    with ThreadPoolExecutor(2) as people:
        for work in [people.submit(keeper), people.submit(seller)]:
            work.result(120)
    with shop.office.reading() as desk:
        left = desk.session.exec(select(models.Stock.location, models.Stock.qty, models.Stock.value)).all()
        assert {tuple(row) for row in left} == {(stock.COUNTER, 80_000, 240_000), (store, 10_000, 30_000)}
        assert len(papers.listing(desk)) == 20


def test_whoever_keeps_no_stock_is_never_asked_for_a_purchase_or_a_count(shop: Shop) -> None:
    rice = shop.add("ข้าวราดแกง", 4_000, tracked=False)
    shop.sell((rice, 3_000))
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "เย็น", sold_on=desk.now.date().isoformat())
    with shop.office.reading() as desk:
        assert (stocktaking.uncounted(desk, count), worth.of_stock(desk).held, papers.card(desk, rice.item)) == (
            [],
            (),
            [],
        )
