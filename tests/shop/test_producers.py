"""What producers are owed stands in every sale, to the satang."""

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Unsure
from shopdesk.db import models
from shopdesk.shop import composing, producers, receiving, refunds, stock
from shopdesk.shop.desk import asking
from tests.conftest import Shop


def _honey(shop: Shop, agreement: producers.Agreement, price: int = 12_000) -> tuple[producers.Producer, object]:
    goods = shop.add("น้ำผึ้งป่า", price)
    with shop.office.writing() as desk:
        somsri = producers.add(desk, "ป้าสมศรี")
        producers.agree(desk, somsri.id, agreement)
        load = receiving.Load(
            (receiving.Incoming(goods.item, 10_000, 0),), owner=somsri.owner, paid_by=receiving.CONSIGNMENT
        )
        receiving.receive(desk, load)
    return somsri, goods


def _balance(shop: Shop) -> int:
    with shop.office.reading() as desk:
        return producers.listing(desk)[0].balance


def test_a_sale_owes_the_producer_her_share(shop):
    _somsri, honey = _honey(shop, producers.Agreement("percent", 2_000, "2026-01-01"))
    shop.sell((honey, 2_000))
    assert _balance(shop) == 2 * 9_600


def test_a_fixed_price_is_owed_whatever_the_bill_came_to(shop):
    _somsri, honey = _honey(shop, producers.Agreement("fixed", 9_000, "2026-01-01"))
    shop.sell((honey, 3_000))
    assert _balance(shop) == 27_000


def test_a_refund_and_a_void_lower_what_is_owed(shop):
    _somsri, honey = _honey(shop, producers.Agreement("percent", 3_333, "2026-01-01"), price=1_001)
    first, second = shop.sell((honey, 3_000)), shop.sell((honey, 2_000))
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, first.id)[0].line
        refunds.refund(desk, first.id, {line: 1_000})
    with shop.office.writing() as desk:
        refunds.void(desk, second.id, "ผิดคน")
    with shop.office.reading() as desk:
        owed = sum(desk.session.exec(select(models.SaleTake.owed).where(models.SaleTake.line == 1)).all())
        back = sum(desk.session.exec(select(models.SaleTake.owed).where(models.SaleTake.owed < 0)).all())
    assert _balance(shop) == owed + back > 0
    with shop.office.writing() as desk:
        refunds.refund(desk, first.id, None)
    assert _balance(shop) == 0


def test_a_producers_goods_are_not_written_off_by_typing_another_stock(shop):
    _somsri, honey = _honey(shop, producers.Agreement("percent", 2_000, "2026-01-01"))
    with pytest.raises(Conflict), shop.office.writing() as desk:
        stock.set_balance(desk, honey.item, 8_000)
    with shop.office.reading() as desk:
        assert stock.balance(desk, honey.item) == 10_000


def test_what_is_not_covered_by_her_goods_is_the_shops_own(shop):
    _somsri, honey = _honey(shop, producers.Agreement("percent", 0, "2026-01-01"))
    shop.sell((honey, 12_000))
    assert _balance(shop) == 10 * 12_000
    with shop.office.reading() as desk:
        assert stock.balance(desk, honey.item) == -2_000


def test_in_a_set_each_part_brings_what_it_costs_on_the_shelf(shop):
    _somsri, honey = _honey(shop, producers.Agreement("percent", 0, "2026-01-01"))
    egg, box = shop.add("ไข่ไก่", 400, unit="egg", stock=90_000), shop.add("ชุดของฝาก", 15_000)
    with shop.office.writing() as desk:
        composing.add_part(desk, box.sale_unit, honey.sale_unit, 1_000)
        composing.add_part(desk, box.sale_unit, egg.sale_unit, 20_000)
    sold = shop.sell((box, 1_000))
    assert _balance(shop) == 9_000
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id)
    assert _balance(shop) == 0


def test_a_producer_of_a_name_that_is_there_is_asked_about_and_no_name_is_on_record(shop):
    with shop.office.writing() as desk:
        producers.add(desk, "ป้าสมศรี")
    with pytest.raises(Unsure, match="ป้าสมศรี"), asking(), shop.office.writing() as desk:
        producers.add(desk, " ป้าสมศรี")
    with asking(frozenset({"namesake"})), shop.office.writing() as desk:
        producers.add(desk, "ป้าสมศรี")
    with shop.office.reading() as desk:
        assert len(producers.listing(desk)) == 2
        (said,) = desk.session.exec(select(models.Event).where(models.Event.kind == "said.yes")).all()
        assert "สมศรี" not in str(said.detail)
