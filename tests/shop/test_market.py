"""A market day: what went out and did not come home was sold, on the market's date, whatever the purse says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotAllowed
from shopdesk.core.cart import Cart
from shopdesk.db import models
from shopdesk.shop import (
    composing,
    containers,
    day,
    market,
    papers,
    prices,
    producers,
    receiving,
    refunds,
    reports,
    selling,
    stock,
)
from shopdesk.shop.desk import Desk
from shopdesk.shop.market import Home
from shopdesk.shop.rights import CASHIER, Actor, Right, of_role
from shopdesk.shop.selling import Paid
from shopdesk.shop.stockroom import Part
from tests.conftest import Shop


def _out(shop: Shop, *parts: Part, on: str = "2026-11-21") -> int:
    with shop.office.writing() as desk:
        if day.current(desk) is None:
            day.open_day(desk, 50_000)
    with shop.office.writing() as desk:
        return market.out(desk, "ตลาดนัดวันเสาร์", on, list(parts))


def _home(shop: Shop, trip: int, home: Home) -> market.Came:
    with shop.office.writing() as desk:
        return market.back(desk, trip, home)


def test_what_did_not_come_home_was_sold_on_the_markets_date(shop):
    rice = shop.add("ข้าวกล่อง", 4_000, stock=30_000, cost=2_000)
    trip = _out(shop, Part(rice.item, 20_000))
    home = Home(back={rice.item: 3_000}, waste={rice.item: 500}, given={rice.item: 500}, money={"cash": 63_000})
    came = _home(shop, trip, home)
    assert (came.number, came.total, came.difference) == ("1A-M000001", 64_000, -1_000)
    with shop.office.reading() as desk:
        assert stock.balance(desk, rice.item) == 13_000
        assert not any(papers.can_reverse(desk, paper.number) for paper in papers.listing(desk))
        (sale,) = desk.session.exec(select(models.Sale)).all()
        dated = desk.session.get_one(models.Journal, sale.journal).business_date
        shift = day.current(desk)
        assert shift is not None
        assert (dated, day.expected_cash(desk, shift)) == ("2026-11-21", 50_000 + 63_000)


def test_a_trip_comes_home_once_and_never_with_more_than_went(shop):
    rice = shop.add("ข้าวกล่อง", 4_000, stock=30_000)
    trip = _out(shop, Part(rice.item, 10_000))
    with pytest.raises(Invalid):
        _home(shop, trip, Home(back={rice.item: 10_500}))
    with pytest.raises(Invalid):
        _home(shop, trip, Home(back={rice.item: 9_000}, money={"promptpay": 9_000}))
    came = _home(shop, trip, Home(back={rice.item: 10_000}, money={}))
    assert (came.number, came.total) == ("", 0)
    with pytest.raises(Conflict):
        _home(shop, trip, Home(back={rice.item: 10_000}))


def test_seven_eggs_of_a_tray_leave_no_rest_and_cost_their_part_of_the_tray(shop):
    """Thirty went, twenty-three came back: seven were sold, and not 6.990, though only trays have a price."""
    tray = shop.add("ไข่ไก่", 10_000, unit="tray", stock=60_000, cost=200)
    assert tray.ratio == 30_000
    trip = _out(shop, Part(tray.item, 30_000))
    with shop.office.reading() as desk:
        (piece,) = market.pieces(desk, {tray.item: 23_000})
    assert (piece.went, piece.there, piece.goods.unit, piece.goods.price) == (23_000, 30_000, "piece", 333)
    home = Home(back={tray.item: 23_000}, money={"cash": 2_333})
    seller = Actor(1, 1, "หน่อย", "custom", of_role("owner", {}) - {Right.PRICE})
    with shop.office.writing(seller) as desk:
        came = market.back(desk, trip, home)
    assert (came.total, came.difference) == (2_333, 0)
    with shop.office.reading() as desk:
        (line,) = desk.session.exec(select(models.SaleLine)).all()
        assert (line.qty, line.base_qty, line.unit, line.gross) == (7_000, 7_000, "piece", 2_333)
        assert stock.balance(desk, tray.item) == 53_000
        left = desk.session.exec(select(models.Stock).where(models.Stock.location != stock.COUNTER)).all()
        assert {row.qty for row in left} <= {0}
    whole = _out(shop, Part(tray.item, 30_000))
    assert _home(shop, whole, Home(money={"cash": 10_000})).total == 10_000
    with shop.office.reading() as desk:
        lines = desk.session.exec(select(models.SaleLine).order_by(models.SaleLine.id)).all()
        assert (lines[1].qty, lines[1].unit, lines[1].base_qty) == (1_000, "tray", 30_000)


def test_whoever_may_not_lower_a_price_sells_single_eggs_only_at_their_part_of_the_tray(shop):
    tray = shop.add("ไข่ไก่", 10_000, unit="tray", stock=60_000)
    line = replace(shop.cart((tray, 7_000)).lines[0], ratio=1_000, unit="piece", price=333, list_price=333)
    cashier = Actor(1, 1, "หน่อย", "cashier", CASHIER)
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, Cart("cheap", (replace(line, amount=2_331),)), [Paid("cash", 2_331)])
    with shop.office.writing(cashier) as desk:
        right = Cart("right", (replace(line, amount=2_333),))
        assert selling.checkout(desk, right, [Paid("cash", 2_333)]).total == 2_333


def test_a_producer_is_owed_for_the_market_too(shop):
    honey = shop.add("น้ำผึ้ง", 12_000)
    with shop.office.writing() as desk:
        somsri = producers.add(desk, "ป้าสมศรี")
        producers.agree(desk, somsri.id, producers.Agreement("percent", 2_500, "2026-01-01"))
        line = receiving.Incoming(honey.item, 6_000, 0)
        receiving.receive(desk, receiving.Load((line,), owner=somsri.owner, paid_by=receiving.CONSIGNMENT))
    trip = _out(shop, Part(honey.item, 6_000))
    _home(shop, trip, Home(back={honey.item: 2_000}, money={"cash": 20_000, "promptpay": 28_000}))
    with shop.office.reading() as desk:
        assert producers.one(desk, somsri.id).balance == 36_000


def test_what_comes_home_and_what_was_sold_are_not_the_same_producers_goods_twice(shop):
    honey = shop.add("น้ำผึ้ง", 12_000)
    with shop.office.writing() as desk:
        women = [producers.add(desk, name) for name in ("ป้าสมศรี", "ป้านวล")]
        for one in women:
            producers.agree(desk, one.id, producers.Agreement("percent", 0, "2026-01-01", waste="producer"))
            line = receiving.Incoming(honey.item, 3_000, 0)
            receiving.receive(desk, receiving.Load((line,), owner=one.owner, paid_by=receiving.CONSIGNMENT))
    trip = _out(shop, Part(honey.item, 6_000))
    _home(shop, trip, Home(back={honey.item: 2_000}, waste={honey.item: 1_000}, money={"cash": 36_000}))
    with shop.office.reading() as desk:
        assert [producers.one(desk, one.id).balance for one in women] == [0, 36_000]
        left = {(row.location, row.owner): row.qty for row in desk.session.exec(select(models.Stock)).all() if row.qty}
    assert left == {(1, women[0].owner): 2_000}


def test_a_bill_of_a_paper_day_counts_on_that_day_with_its_true_time(shop):
    rice = shop.add("ข้าวกล่อง", 4_000)
    with shop.office.writing() as desk:
        day.open_day(desk, 0)
    then = datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
    with shop.office.writing() as desk:
        origin = selling.Origin(on=date(2026, 11, 20), happened_at=then)
        sold = selling.checkout(desk, shop.cart((rice, 1_000)), [Paid("cash", 4_000)], origin)
    with shop.office.reading() as desk:
        row = desk.session.get_one(models.Sale, sold.id)
        assert (row.happened_at, row.number) == (then, "1A-000001")
        assert reports.day_figures(desk, "2026-11-20").total == 4_000
    with pytest.raises(Invalid), shop.office.writing() as desk:
        selling.checkout(desk, shop.cart((rice, 1_000)), [Paid("cash", 4_000)], selling.Origin(on=date(2026, 11, 25)))


def test_a_bundle_takes_its_parts_and_gives_them_back(shop):
    rice, egg, box = (
        shop.add("ข้าวสวย", 1_000, stock=20_000),
        shop.add("ไข่", 700, stock=20_000),
        shop.add("ชุดเช้า", 3_000),
    )
    with shop.office.writing() as desk:
        for part, qty in ((rice, 1_000), (egg, 2_000)):
            desk.session.add(models.Part(uid=f"part-{qty}", item=box.item, part=part.item, qty=qty))
    sold = shop.sell((box, 3_000))
    with shop.office.reading() as desk:
        assert [stock.balance(desk, one.item) for one in (rice, egg, box)] == [17_000, 14_000, 0]
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
        refunds.refund(desk, sold.id, {line: 1_000})
    with shop.office.reading() as desk:
        assert [stock.balance(desk, one.item) for one in (rice, egg)] == [18_000, 16_000]
    whole = shop.sell((box, 2_000))
    with shop.office.writing() as desk:
        refunds.void(desk, whole.id, "ผิด")
    with shop.office.reading() as desk:
        assert [stock.balance(desk, one.item) for one in (rice, egg)] == [18_000, 16_000]


def test_a_price_from_a_quantity_needs_nobodys_right(shop):
    egg = shop.add("ไข่", 500)
    with shop.office.writing() as desk:
        prices.add_rule(desk, egg.sale_unit, 400, from_qty=30_000)
    cashier = Actor(1, 1, "หน่อย", "cashier", CASHIER)
    with shop.office.writing(cashier) as desk:
        few, many = (prices.priced(desk, shop.cart((egg, qty))) for qty in (29_000, 30_000))
        assert (few.lines[0].price, many.lines[0].price) == (500, 400)
        assert selling.checkout(desk, many, [Paid("cash", 12_000)]).total == 12_000
    cheap = replace(few, lines=(replace(few.lines[0], price=400, list_price=400),))
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, cheap, [Paid("cash", 11_600)])


def test_cooked_food_of_which_no_stock_is_kept_is_sold_at_a_market(shop):
    soup = shop.add("แกงถุง", 4_000, tracked=False)
    rice = shop.add("ข้าวสาร", 3_000, stock=10_000)
    trip = _out(shop, Part(soup.item, 20_000), Part(rice.item, 5_000))
    with shop.office.reading() as desk:
        (away,) = market.trips(desk)
        soups, sacks = market.pieces(desk, away.went)
        assert (dict(away.went), soups.there, sacks.there) == ({soup.item: 20_000, rice.item: 5_000}, None, 5_000)
        assert shop.check().ok
    home = Home({soup.item: 3_000, rice.item: 1_000}, waste={soup.item: 2_000}, money={"cash": 72_000})
    came = _home(shop, trip, home)
    assert (came.total, came.difference) == (15 * 4_000 + 4 * 3_000, 0)
    with shop.office.reading() as desk:
        assert (stock.balance(desk, soup.item), stock.balance(desk, rice.item)) == (0, 6_000)
        assert _nothing_is_away(desk)
    with shop.office.writing() as desk:
        (sale,) = desk.session.exec(select(models.Sale)).all()
        refunds.refund(desk, sale.id or 0)
    with shop.office.reading() as desk:
        assert (stock.balance(desk, soup.item), stock.balance(desk, rice.item)) == (0, 10_000)


def _nothing_is_away(desk: Desk) -> bool:
    away = select(models.Stock.qty).where(models.Stock.location != stock.COUNTER, models.Stock.qty != 0)
    return desk.session.exec(away).first() is None


def test_what_cannot_lie_at_a_market_is_refused_by_its_name(shop):
    egg, box, top_up = shop.add("ไข่", 700, stock=20_000), shop.add("ชุดเช้า", 3_000), shop.add("เติมเงิน", 200)
    with shop.office.writing() as desk:
        composing.add_part(desk, box.sale_unit, egg.sale_unit, 2_000)
        containers.pass_on(desk, top_up.sale_unit, on=True)
    for wrong in (box, top_up):
        with pytest.raises(Invalid) as refused:
            _out(shop, Part(wrong.item, 1_000))
        assert wrong.name in str(refused.value)
