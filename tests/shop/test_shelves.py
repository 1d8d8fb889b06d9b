"""Whose goods leave, what has expired, what must be bought, what it is all worth, and who bears what was not sold."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict
from shopdesk.core.shopping_paper import ShoppingList, ShoppingRow
from shopdesk.db import models
from shopdesk.shop import (
    day,
    freshness,
    goods,
    payouts,
    printing,
    producers,
    receiving,
    reversing,
    settings,
    shopping,
    stock,
    stockroom,
    stocktaking,
    suppliers,
    worth,
)
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.stockroom import Part
from tests.conftest import Shop


def _receive(shop: Shop, thing: goods.Goods, qty: int, cost: int, **more: str) -> None:
    with shop.office.writing() as desk:
        receiving.receive(desk, Load((Incoming(thing.item, qty, cost, **more),), paid_by="owner"))


def _producer(shop: Shop, name: str, thing: goods.Goods, qty: int, **terms: object) -> producers.Producer:
    with shop.office.writing() as desk:
        one = producers.add(desk, name)
        producers.agree(desk, one.id, producers.Agreement("percent", 2_000, "2026-01-01", **terms))  # type: ignore
        load = Load((Incoming(thing.item, qty, 0),), owner=one.owner, paid_by=receiving.CONSIGNMENT)
        receiving.receive(desk, load)
    return one


def _owed(shop: Shop, one: producers.Producer) -> int:
    with shop.office.reading() as desk:
        return producers.one(desk, one.id).balance


def test_eggs_of_three_women_without_labels_leave_evenly_and_not_the_firsts_alone(shop):
    egg = shop.add("ไข่ไก่บ้าน", 600)
    women = [_producer(shop, name, egg, qty) for name, qty in (("แดง", 30_000), ("ดำ", 30_000), ("ขาว", 2_000))]
    with shop.office.writing() as desk:
        stock.share_evenly(desk, egg.item, True)
    shop.sell((egg, 12_000))
    assert [_owed(shop, one) for one in women] == [2_400, 2_400, 960]
    with shop.office.writing() as desk:
        stock.share_evenly(desk, egg.item, False)
    shop.sell((egg, 5_000))
    assert [_owed(shop, one) for one in women] == [4_800, 2_400, 960]


def test_what_cannot_be_divided_comes_from_whoever_has_most():
    assert stock.evenly(10, {1: 3, 2: 50, 3: 49}) == {2: 4, 3: 3, 1: 3}
    assert stock.evenly(100, {1: 3, 2: 5}) == {2: 5, 1: 3}
    assert stock.evenly(0, {1: 3}) == {}


def _late_milk(shop: Shop, mode: str) -> goods.Goods:
    milk = shop.add("นม", 1_200)
    _receive(shop, milk, 2_000, 1_600, expires="2026-11-20")
    _receive(shop, milk, 2_000, 1_600, expires="2026-12-20")
    with shop.office.writing() as desk:
        settings.change(desk, "stock.expired", mode)
    return milk


def test_expired_goods_are_told_of_before_the_money_is_taken(shop):
    milk = _late_milk(shop, "warn")
    with shop.office.reading() as desk:
        told = freshness.expired(desk, shop.cart((milk, 1_000)))
        assert [(one.name, one.expires, one.blocked) for one in told] == [("นม", "2026-11-20", False)]
        assert [(one.expires, one.qty) for one in freshness.expiring(desk, 30)] == [
            ("2026-11-20", 2_000),
            ("2026-12-20", 2_000),
        ]
        assert [one.expires for one in freshness.expiring(desk, 7)] == ["2026-11-20"]
    shop.sell((milk, 1_000))
    with shop.office.writing() as desk:
        settings.change(desk, "stock.expired", "allow")
    with shop.office.reading() as desk:
        assert freshness.expired(desk, shop.cart((milk, 1_000))) == []


def test_where_expired_goods_are_blocked_only_fresh_ones_are_sold(shop):
    milk = _late_milk(shop, "block")
    shop.sell((milk, 2_000))
    with shop.office.reading() as desk:
        left = {row.lot: row.qty for row in desk.session.exec(select(models.Stock)).all() if row.qty}
        (late,) = [row for row in freshness.expiring(desk, 0) if row.qty]
        assert left == {late.lot: 2_000}
        assert [one.blocked for one in freshness.expired(desk, shop.cart((milk, 1_000)))] == [True]
    with pytest.raises(Conflict):
        shop.sell((milk, 1_000))
    with shop.office.writing() as desk:
        stockroom.take_out(desk, "waste", [Part(milk.item, 2_000, lot=late.lot)], "หมดอายุ")
    shop.sell((milk, 1_000))


def test_a_scanned_lot_that_has_expired_is_refused_even_beside_a_fresh_one(shop):
    milk = _late_milk(shop, "block")
    with shop.office.reading() as desk:
        late = freshness.expiring(desk, 0)[0].lot
    cart = shop.cart((milk, 1_000))
    (line,) = cart.lines
    from dataclasses import replace

    from shopdesk.shop import selling

    cart = replace(cart, lines=(replace(line, lot=late),))
    with shop.office.reading() as desk:
        assert [one.blocked for one in freshness.expired(desk, cart)] == [True]
    with pytest.raises(Conflict), shop.office.writing() as desk:
        selling.checkout(desk, cart, [selling.Paid("cash", 1_200)])


def test_what_runs_low_stands_on_the_shopping_list_with_who_brings_it(shop):
    rice, salt = shop.add("ข้าวสาร", 4_000), shop.add("เกลือ", 1_000, stock=50_000)
    with shop.office.writing() as desk:
        mill = suppliers.add(desk, "โรงสี")
        load = Load((Incoming(rice.item, 10_000, 30_000),), supplier=mill.party, paid_by="owner")
        receiving.receive(desk, load)
    with shop.office.writing() as desk:
        shopping.set_point(desk, rice.item, 5_000, 20_000)
        shopping.set_point(desk, salt.item, 5_000, 20_000)
    with shop.office.reading() as desk:
        assert shopping.needed(desk) == []
    shop.sell((rice, 6_000))
    with shop.office.reading() as desk:
        (need,) = shopping.needed(desk)
    assert (need.name, need.lying, need.buy, need.cost, need.supplier) == ("ข้าวสาร", 4_000, 16_000, 48_000, "โรงสี")
    with shop.office.writing() as desk:
        job = printing.queue_shopping(desk)
    with shop.office.writing() as desk:
        paper = printing.begin(desk, job)
    assert isinstance(paper, ShoppingList)
    assert paper.parts == (("โรงสี", (ShoppingRow("ข้าวสาร", "16", "4"),)),)


def test_the_stock_is_worth_what_was_paid_for_what_is_left_at_any_date(shop):
    rice, honey = shop.add("ข้าวสาร", 4_000), shop.add("น้ำผึ้ง", 12_000)
    _receive(shop, rice, 3_000, 10_000)
    _producer(shop, "ป้าสมศรี", honey, 5_000)
    before = shop.clock.now
    shop.clock.now += timedelta(days=2)
    _receive(shop, rice, 3_000, 13_001, expires="2027-01-01")
    shop.sell((rice, 1_000))
    with shop.office.reading() as desk:
        now, then, lots = worth.of_stock(desk), worth.of_stock(desk, before), worth.of_stock(desk, by_lot=True)
    assert (now.total, then.total) == (10_000 + 13_001 - 4_334, 10_000)
    assert [(one.qty, one.value) for one in lots.held if one.item == rice.item] == [(3_000, 10_000), (2_000, 8_667)]
    assert [(one.qty, one.value) for one in now.held if one.item == honey.item] == [(5_000, 0)]


def test_goods_sold_before_they_came_in_are_not_worth_anything_any_more(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    shop.sell((rice, 4_000))
    _receive(shop, rice, 10_000, 30_000)
    with shop.office.reading() as desk:
        (held,) = worth.of_stock(desk).held
    assert (held.qty, held.value) == (6_000, 18_000)


@pytest.mark.parametrize(("bearer", "owed"), [("shop", 2 * 9_600), ("producer", 0)])
def test_spoiled_goods_of_a_producer_are_borne_by_the_contract(shop, bearer, owed):
    honey = shop.add("น้ำผึ้ง", 12_000)
    somsri = _producer(shop, "ป้าสมศรี", honey, 5_000, waste=bearer)
    with shop.office.writing() as desk:
        paper = stockroom.take_out(desk, "waste", [Part(honey.item, 2_000)], "แตก")
    assert _owed(shop, somsri) == owed
    with shop.office.reading() as desk:
        told = payouts.owed(desk, somsri.party)
        assert [(line.number, line.name, line.owed, line.kind) for line in told.lines] == (
            [(paper.number, "น้ำผึ้ง", owed, "waste")] if owed else []
        )
        assert told.carried == 0
    with shop.office.writing() as desk:
        reversing.reverse(desk, paper.number)
    assert _owed(shop, somsri) == 0


def test_what_the_shop_uses_itself_or_lost_is_always_paid_for(shop):
    honey = shop.add("น้ำผึ้ง", 12_000)
    somsri = _producer(shop, "ป้าสมศรี", honey, 5_000, waste="producer")
    with shop.office.writing() as desk:
        stockroom.take_out(desk, "own_use", [Part(honey.item, 1_000)], "ชิม")
    assert _owed(shop, somsri) == 9_600
    with shop.office.writing() as desk:
        lot = desk.session.exec(select(models.Lot.id).where(models.Lot.owner == somsri.owner)).one()
        count = stocktaking.start(desk, "นับ")
        stocktaking.put(desk, count, honey.item, 3_000, owner=somsri.owner, lot=lot or 0)
    with shop.office.writing() as desk:
        stocktaking.agree(desk, count, reasons={(honey.item, somsri.owner, lot or 0): "lost"})
    assert _owed(shop, somsri) == 2 * 9_600


@pytest.mark.parametrize(
    ("rule", "owed", "shops"), [("return", 0, None), ("buy", 3 * 9_600, (3_000, 28_800)), ("share", 14_400, None)]
)
def test_what_was_not_sold_goes_by_the_contract(shop, rule, owed, shops):
    honey = shop.add("น้ำผึ้ง", 12_000)
    somsri = _producer(shop, "ป้าสมศรี", honey, 3_000, unsold=rule)
    with shop.office.writing() as desk:
        number = stockroom.unsold(desk, somsri.id, honey.item, 3_000)
    with shop.office.reading() as desk:
        left = {row.owner: (row.qty, row.value) for row in desk.session.exec(select(models.Stock)).all() if row.qty}
    assert (_owed(shop, somsri), left) == (owed, {stock.SHOP: shops} if shops else {})
    with shop.office.writing() as desk:
        reversing.reverse(desk, number)
    assert _owed(shop, somsri) == 0


def test_cooked_food_is_sold_and_reported_without_anything_ever_being_received(shop):
    rice = shop.add("ข้าวราดแกง", 4_000, tracked=False)
    shop.sell((rice, 3_000))
    with shop.office.reading() as desk:
        assert (stock.balance(desk, rice.item), worth.of_stock(desk).held, shopping.needed(desk)) == (0, (), [])
        assert desk.session.exec(select(models.StockMove)).all() == []
        shift = day.current(desk)
        assert shift is not None
        assert day.expected_cash(desk, shift) == 12_000
