"""A shop's whole day at Shopee: engine, channel and practice marketplace together, over real HTTP."""

from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop import stock
from shopdesk.shop.online import packing
from tests.sync import market_days
from tests.sync.market import SKU
from tests.sync.shopee_shop import Day


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
    whole = day.order(number)
    assert whole.parcels[0].package.startswith(f"{number}:OFG")
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
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.order(number).card.state == "completed"
    income = 54_000 - 2_676 - 1_070
    assert day.rows("SELECT statement, payout FROM settlement") == [(number, income)]
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


def test_an_order_for_the_post_is_told_when_it_leaves(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1, buyer={"carrier": "thailand post"})
    day.step()
    parcel = day.pack(number)
    day.step()
    assert day.order(number).parcels[0].package
    assert day.pieces(number) == ["pending"]
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "EF582568151TH")
    day.step()
    day.step()
    assert day.pieces(number) == ["ready_to_ship"]
    assert day.due() == []
    assert day.order(number).card.state == "shipped"


def test_what_lies_in_the_platforms_house_is_never_ours_to_pack(day: Day) -> None:
    market_days.what_lies_in_the_platforms_house_is_never_ours_to_pack(day)


def test_the_counter_and_the_platform_never_sell_the_same_piece(day: Day) -> None:
    market_days.the_counter_and_the_platform_never_sell_the_same_piece(day)


def test_the_lost_answer_to_a_new_listing_makes_no_second_one(day: Day) -> None:
    market_days.a_lost_answer_makes_no_second_listing(day, "/product/add_item")


@pytest.mark.parametrize("kind", ["throttle", "cut", "drop_after", "html"])
def test_trouble_anywhere_on_the_way_heals_by_itself(day: Day, kind: str) -> None:
    market_days.trouble_anywhere_heals_by_itself(
        day, kind,
        ("/get_order_list", "/upload_image", "/add_item", "/update_stock", "/get_item_list", "/get_channel"),
        ("/get_order_detail", "/get_shipping_parameter", "/ship_order", "/get_tracking_number",
         "/create_shipping_document", "/get_shipping_document_result", "/download_shipping_document"),
        "/get_order_detail",
    )  # fmt: skip


def test_a_lost_answer_to_a_renewed_token_needs_a_person_and_no_order_is_lost(day: Day) -> None:
    day.publish()
    day.step()
    day.control.expire_token(day.seller)
    day.control.fault("drop_after", "/auth/access_token/get")
    number = day.control.buy(SKU, 1)
    for _ in range(3):
        day.step()
    assert day.standing().login == "needed"
    day.line.finish_sign_in(day.pasted(), "s")
    day.step()
    assert day.standing().login == "ok"
    assert day.order(number).card.state == "new"


def test_an_order_is_cancelled_whole_for_want_of_goods_and_the_stock_there_is_true(day: Day) -> None:
    market_days.an_order_is_cancelled_whole_for_want_of_goods(day, "/cancel_order")


@pytest.mark.parametrize("agree", [True, False])
def test_the_answer_to_a_buyer_is_told(day: Day, agree: bool) -> None:
    market_days.a_buyer_who_wants_to_cancel_is_told(day, agree=agree)


def test_a_sign_in_that_ends_stops_this_account_and_goes_on_after_a_new_one(day: Day) -> None:
    market_days.a_sign_in_that_ends_stops_the_account_until_a_new_one(day)


def test_a_line_that_shopee_does_not_let_in_is_named_on_the_screen(day: Day) -> None:
    words = "Shopee ไม่รับเลขที่อยู่เน็ต (IP) ของสายนี้"
    market_days.a_line_that_is_not_let_in_is_named(day, "/get_order_list", "source_ip_undeclared", words)


def test_many_orders_of_one_second_come_home_over_broken_lines(day: Day) -> None:
    market_days.many_orders_of_one_second_come_home(day, "/get_order_detail")
