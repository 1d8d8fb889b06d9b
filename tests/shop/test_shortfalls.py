"""Goods that were sold before they were written in: what comes later is theirs who brought it, and they are owed."""

import pytest

from shopdesk.shop import (
    composing,
    goods,
    merging,
    producers,
    receiving,
    refunds,
    reversing,
    selling,
    stock,
    stockroom,
)
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

Heap = tuple[int, int, int, int]


def _heaps(shop: Shop, item: int) -> list[Heap]:
    """Place, owner and what lies (quantity, value), the shop's own without a lot first."""
    with shop.office.reading() as desk:
        rows = desk.session.connection().exec_driver_sql(
            "SELECT location, owner, qty, value FROM stock WHERE item = ? AND (qty <> 0 OR value <> 0) "
            "ORDER BY location, owner, lot",
            (item,),
        )
        return [(place, owner, qty, value) for place, owner, qty, value in rows.all()]


def _producer(shop: Shop, name: str = "ป้าสมศรี", percent: int = 2_000) -> producers.Producer:
    with shop.office.writing() as desk:
        made = producers.add(desk, name)
        producers.agree(desk, made.id, producers.Agreement("percent", percent, "2026-01-01"))
        return made


def _bring(shop: Shop, who: producers.Producer, item: int, qty: int, place: int = stock.COUNTER) -> str:
    with shop.office.writing() as desk:
        load = Load((Incoming(item, qty, 0),), owner=who.owner, location=place, paid_by=receiving.CONSIGNMENT)
        return receiving.receive(desk, load).number


def _owed(shop: Shop, who: producers.Producer) -> int:
    with shop.office.reading() as desk:
        return producers.one(desk, who.id).balance


def test_a_producer_is_owed_for_what_was_sold_before_she_was_written_in(shop: Shop) -> None:
    honey, somsri = shop.add("น้ำผึ้ง", 12_000), _producer(shop)
    shop.sell((honey, 1_000))
    cheaper = shop.cart((honey, 2_000)).set_price("line-0", 10_000)
    with shop.office.writing() as desk:
        selling.checkout(desk, cheaper, [Paid("cash", 20_000)])
    _bring(shop, somsri, honey.item, 2_000)
    assert _heaps(shop, honey.item) == [(stock.COUNTER, stock.SHOP, -1_000, 0)]
    assert _owed(shop, somsri) == 16_000
    _bring(shop, somsri, honey.item, 5_000)
    assert _heaps(shop, honey.item) == [(stock.COUNTER, somsri.owner, 4_000, 0)]
    assert _owed(shop, somsri) == 16_000 + 9_600
    assert shop.check().ok


@pytest.mark.parametrize("whole", [False, True])
def test_what_comes_back_of_it_comes_back_to_her_and_is_not_owed(shop: Shop, whole: bool) -> None:
    honey, somsri = shop.add("น้ำผึ้ง", 12_000), _producer(shop)
    sold = shop.sell((honey, 4_000))
    with shop.office.writing() as desk:
        (line,) = refunds.refundable(desk, sold.id)
        if not whole:
            refunds.refund(desk, sold.id, {line.line: 1_000})
    _bring(shop, somsri, honey.item, 10_000)
    assert _owed(shop, somsri) == (38_400 if whole else 28_800)
    with shop.office.writing() as desk:
        if whole:
            refunds.void(desk, sold.id, "ผิด")
        else:
            refunds.refund(desk, sold.id, {line.line: 1_000})
    assert _owed(shop, somsri) == (0 if whole else 19_200)
    assert _heaps(shop, honey.item) == [(stock.COUNTER, somsri.owner, 10_000 if whole else 8_000, 0)]
    assert shop.check().ok


def test_goods_that_were_written_in_wrongly_are_not_owed(shop: Shop) -> None:
    honey, somsri = shop.add("น้ำผึ้ง", 12_000), _producer(shop)
    shop.sell((honey, 4_000))
    number = _bring(shop, somsri, honey.item, 3_000)
    assert _owed(shop, somsri) == 28_800
    with shop.office.writing() as desk:
        reversing.reverse(desk, number)
    assert (_owed(shop, somsri), _heaps(shop, honey.item)) == (0, [(stock.COUNTER, stock.SHOP, -4_000, 0)])
    _bring(shop, somsri, honey.item, 4_000)
    assert (_owed(shop, somsri), _heaps(shop, honey.item)) == (38_400, [])
    assert shop.check().ok


def test_dated_goods_of_the_shop_cost_what_they_cost_though_sold_before(shop: Shop) -> None:
    milk = shop.add("นม", 1_500)
    shop.sell((milk, 2_000))
    with shop.office.writing() as desk:
        lines = (Incoming(milk.item, 1_000, 1_100, "2026-11-30"), Incoming(milk.item, 10_000, 10_000, "2026-12-05"))
        receiving.receive(desk, Load(lines))
    assert _heaps(shop, milk.item) == [(stock.COUNTER, stock.SHOP, 9_000, 9_000)]
    with shop.office.reading() as desk:
        costs = "SELECT sum(value) FROM sale_take"
        assert desk.session.connection().exec_driver_sql(costs).scalar_one() == 2_100
    assert shop.check().ok


def test_parts_of_a_set_are_owed_by_what_the_set_brought(shop: Shop) -> None:
    jar, tea = shop.add("น้ำผึ้ง", 6_000), shop.add("ชา", 2_000, stock=9_000)
    basket, somsri = shop.add("ชุดของฝาก", 7_200), _producer(shop)
    with shop.office.writing() as desk:
        composing.add_part(desk, basket.sale_unit, jar.sale_unit, 1_000)
        composing.add_part(desk, basket.sale_unit, tea.sale_unit, 1_000)
        basket = goods.by_ids(desk, [basket.sale_unit])[0]
    sold = shop.sell((basket, 2_000))
    _bring(shop, somsri, jar.item, 5_000)
    assert _owed(shop, somsri) == 2 * 5_400 * 80 // 100
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id)
    assert (_owed(shop, somsri), _heaps(shop, jar.item)) == (0, [(stock.COUNTER, somsri.owner, 5_000, 0)])


def test_goods_carried_to_the_counter_cover_what_was_sold_there(shop: Shop) -> None:
    honey, somsri = shop.add("น้ำผึ้ง", 12_000), _producer(shop)
    with shop.office.writing() as desk:
        back = stockroom.add_place(desk, "หลังร้าน")
    shop.sell((honey, 1_000))
    _bring(shop, somsri, honey.item, 6_000, back)
    assert _owed(shop, somsri) == 0
    with shop.office.writing() as desk:
        number = stockroom.transfer(desk, [stockroom.Part(honey.item, 4_000)], back, stock.COUNTER).number
    assert _owed(shop, somsri) == 9_600
    assert _heaps(shop, honey.item) == [(stock.COUNTER, somsri.owner, 3_000, 0), (back, somsri.owner, 2_000, 0)]
    with shop.office.writing() as desk:
        reversing.reverse(desk, number)
    assert _owed(shop, somsri) == 0


def test_what_was_sold_under_the_name_that_went_is_owed_too(shop: Shop) -> None:
    keep, gone, somsri = shop.add("น้ำผึ้ง", 12_000), shop.add("น้ำผึ้งป่า", 11_000), _producer(shop)
    sold = shop.sell((gone, 2_000))
    with shop.office.writing() as desk:
        merging.merge(desk, keep.sale_unit, gone.sale_unit)
    _bring(shop, somsri, keep.item, 5_000)
    assert (_owed(shop, somsri), _heaps(shop, gone.item)) == (17_600, [])
    with shop.office.writing() as desk:
        refunds.void(desk, sold.id, "ผิด")
    assert (_owed(shop, somsri), _heaps(shop, keep.item)) == (0, [(stock.COUNTER, somsri.owner, 5_000, 0)])
    assert _heaps(shop, gone.item) == []
