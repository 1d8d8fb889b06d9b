"""A shop's whole day at TikTok Shop: engine, channel and practice marketplace together, over real HTTP."""

from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop import listings, stock
from shopdesk.shop.online import packing
from tests.sync import market_days
from tests.sync.market import SKU
from tests.sync.tiktok_shop import Day


def test_from_the_listing_to_the_money(day: Day) -> None:
    day.publish()
    day.step()
    day.step()
    assert day.due() == []
    shown = day.control.stock(SKU)
    assert (shown["sellable"], shown["price"]) == (8, 25_000)
    number = day.control.buy(SKU, 2)
    day.step()
    assert day.order(number).card.state == "new"
    assert day.control.stock(SKU)["sellable"] == 6
    parcel = day.pack(number)
    day.step()
    day.step()
    whole = day.order(number)
    assert whole.parcels[0].package == f"115{number}"
    assert whole.parcels[0].tracking
    assert whole.parcels[0].label
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.step()
    day.control.advance(number)
    day.control.advance(number)
    day.step()
    assert day.order(number).card.state == "delivered"
    day.control.advance(number, "completed")
    paid = day.control.statement(platform="tiktok", paid=True)
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.order(number).card.state == "completed"
    income = 54_000 - 2_676 - 1_070
    assert paid["payout"] == income
    assert day.rows("SELECT payout FROM settlement") == [(income,)]
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(income,)]
    assert day.rows("SELECT count(*) FROM held_reply") == [(0,)]
    assert day.standing().owes == 0
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(income,)]
    assert day.due() == []
    with day.shop.office.reading() as desk:
        assert stock.balance(desk, day.goods.item) == 8 * quantity.ONE
    happened = day.practice.store.effects
    assert (happened["creates"], happened["packages"], happened["handed over"]) == (1, 1, 1)


def test_an_order_the_shop_sends_itself_is_told_when_it_leaves(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1, buyer={"carrier": "seller"})
    day.step()
    parcel = day.pack(number)
    day.step()
    assert day.order(number).parcels[0].package
    assert day.pieces(number) == ["pending"]
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "EF582568151TH", "Thailand Post")
    day.step()
    day.step()
    assert day.pieces(number) == ["shipped"]
    assert day.due() == []
    assert day.order(number).card.state == "shipped"


def test_goods_that_were_turned_back_say_why_and_are_mended(day: Day) -> None:
    day.control.manual_qc()
    listing = day.publish()
    day.step()
    day.control.judge(day.control.products()[0]["product"], approve=False, reason="รูปไม่ชัด")
    day.step()
    assert day.rows("SELECT state, remote_state, why FROM listing") == [("refused", "FAILED", "รูปไม่ชัด")]
    with day.shop.office.writing() as desk:
        listings.publish(desk, listing)
    day.step()
    assert day.rows("SELECT state, remote_state FROM listing") == [("live", "PENDING")]
    day.control.judge(day.control.products()[0]["product"])
    for _ in range(3):
        day.step()
    assert day.rows("SELECT state, remote_state, why FROM listing") == [("live", "ACTIVATE", "")]
    assert day.control.stock(SKU)["sellable"] == 8
    assert day.due() == []


def test_goods_that_are_checked_wait_with_what_is_left_of_them(day: Day) -> None:
    day.control.manual_qc()
    listing = day.publish()
    day.step()
    day.shop.sell((day.goods, 1_000))
    day.step()
    assert day.rows("SELECT remote_state FROM listing") == [("PENDING",)]
    waits = day.due()
    assert [one.state for one in waits] == ["due"]
    day.control.judge(day.control.products()[0]["product"])
    day.step()
    day.step()
    assert day.due() == []
    assert day.control.stock(SKU)["sellable"] == 7
    with day.shop.office.writing() as desk:
        listings.publish(desk, listing)
    day.step()
    assert day.practice.store.effects["creates"] == 1


def test_a_paused_listing_comes_back_with_what_there_is_then(day: Day) -> None:
    listing = day.publish()
    day.step()
    with day.shop.office.writing() as desk:
        listings.set_state(desk, listing, "paused")
    day.step()
    day.shop.sell((day.goods, 5_000))
    day.step()
    with day.shop.office.writing() as desk:
        listings.set_state(desk, listing, "live")
    day.step()
    assert day.control.products()[0]["status"] == "Active"
    assert day.control.stock(SKU)["sellable"] == 3
    day.step()
    day.step()
    assert day.due() == []


def test_what_lies_in_the_platforms_house_is_never_ours_to_pack(day: Day) -> None:
    market_days.what_lies_in_the_platforms_house_is_never_ours_to_pack(day)


def test_the_counter_and_the_platform_never_sell_the_same_piece(day: Day) -> None:
    market_days.the_counter_and_the_platform_never_sell_the_same_piece(day)


def test_the_lost_answer_to_a_new_listing_makes_no_second_one(day: Day) -> None:
    market_days.a_lost_answer_makes_no_second_listing(day, "/product/202309/products")


def test_a_sign_in_that_ends_stops_this_account_and_goes_on_after_a_new_one(day: Day) -> None:
    market_days.a_sign_in_that_ends_stops_the_account_until_a_new_one(day)


def test_many_orders_of_one_second_come_home_over_broken_lines(day: Day) -> None:
    market_days.many_orders_of_one_second_come_home(day, "/orders/search")


@pytest.mark.parametrize("kind", ["throttle", "cut", "drop_after", "html"])
def test_trouble_anywhere_on_the_way_heals_by_itself(day: Day, kind: str) -> None:
    market_days.trouble_anywhere_heals_by_itself(
        day, kind,
        ("/orders/search", "/images/upload", "/product/202309/products", "/inventory/update", "/products/search",
         "/warehouses", "/rules"),
        ("/order/202507/orders", "/ship", "/shipping_documents"),
        "/order/202507/orders",
    )  # fmt: skip


def test_an_order_is_cancelled_whole_for_want_of_goods_and_the_stock_there_is_true(day: Day) -> None:
    market_days.an_order_is_cancelled_whole_for_want_of_goods(day, "/cancellations")


@pytest.mark.parametrize("agree", [True, False])
def test_the_answer_to_a_buyer_is_told(day: Day, agree: bool) -> None:
    market_days.a_buyer_who_wants_to_cancel_is_told(day, agree=agree)


def test_a_line_that_tiktok_does_not_let_in_is_named_on_the_screen(day: Day) -> None:
    words = "TikTok Shop ไม่รับเลขที่อยู่เน็ต (IP) ของสายนี้"
    market_days.a_line_that_is_not_let_in_is_named(day, "/orders/search", "36009033", words)
