"""A shop's whole day at Lazada: engine, channel and practice marketplace together, over real HTTP."""

from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.db import outbox
from shopdesk.practice.records import Reverse, Unit
from shopdesk.shop import stock
from shopdesk.shop.online import packing
from tests.sync import market_days
from tests.sync.lazada_shop import Day
from tests.sync.market import SKU


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
    assert whole.parcels[0].package.startswith("FP")
    assert whole.parcels[0].label
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.step()
    assert set(day.pieces(number)) == {"ready_to_ship"}
    day.control.advance(number)
    day.control.advance(number)
    day.step()
    assert day.order(number).card.state == "delivered"
    closed = day.control.statement(paid=True)
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.rows("SELECT payout FROM settlement") == [(closed["payout"],)]
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(closed["payout"],)]
    assert day.standing().owes == 0
    assert day.due() == []
    with day.shop.office.reading() as desk:
        assert stock.balance(desk, day.goods.item) == 8 * quantity.ONE
    happened = day.practice.store.effects
    assert (happened["creates"], happened["packages"], happened["handed over"]) == (1, 1, 1)


def test_what_lies_in_the_platforms_house_is_never_ours_to_pack(day: Day) -> None:
    market_days.what_lies_in_the_platforms_house_is_never_ours_to_pack(day)


def test_the_counter_and_the_platform_never_sell_the_same_piece(day: Day) -> None:
    market_days.the_counter_and_the_platform_never_sell_the_same_piece(day)


def test_the_lost_answer_to_a_new_listing_makes_no_second_one(day: Day) -> None:
    market_days.a_lost_answer_makes_no_second_listing(day, "/product/create")


@pytest.mark.parametrize("kind", ["throttle", "cut", "drop_after", "html"])
def test_trouble_anywhere_on_the_way_heals_by_itself(day: Day, kind: str) -> None:
    market_days.trouble_anywhere_heals_by_itself(
        day, kind,
        ("/orders/get", "/image/upload", "/product/create", "/stock/sellable", "/products/get"),
        ("/orders/items/get", "/order/get", "/fulfill/pack", "/document/get"),
        "/package/rts",
    )  # fmt: skip


def test_a_cancellation_for_want_of_goods_leaves_the_true_stock_there(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 3)
    day.step()
    whole = day.order(number)
    with day.shop.office.writing() as desk:
        packing.cancel(desk, whole.card.id, "out_of_stock", {whole.lines[0].id or 0: quantity.ONE})
    day.control.fault("throttle", "/cancel/validate", times=1)
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert sorted(day.pieces(number)) == ["canceled", "pending", "pending"]
    assert day.control.stock(SKU)["sellable"] == 6


@pytest.mark.parametrize("agree", [True, False])
def test_the_answer_to_a_buyer_survives_that_his_wish_is_read_again(day: Day, agree: bool) -> None:
    market_days.a_buyer_who_wants_to_cancel_is_told(day, agree=agree, later=timedelta(minutes=29))


def test_a_sign_in_that_ends_stops_this_account_and_goes_on_after_a_new_one(day: Day) -> None:
    market_days.a_sign_in_that_ends_stops_the_account_until_a_new_one(day)


def test_a_strange_word_is_shown_and_the_goods_stay_kept(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    with day.practice.store.lock:
        for unit in day.practice.store.under(Unit, int(number)):
            unit.state = "on_the_moon"
            day.practice.store.put(unit)
    day.step()
    whole = day.order(number)
    assert whole.card.state == "attention"
    assert day.rows("SELECT raw FROM online_order") == [("on_the_moon",)]
    assert day.control.stock(SKU)["sellable"] == 7


def test_many_orders_of_one_second_come_home_over_broken_lines(day: Day) -> None:
    market_days.many_orders_of_one_second_come_home(day, "/orders/items/get")


def _wish(day: Day, wish: int) -> Reverse:
    found = day.practice.store.get(Reverse, wish)
    assert found is not None
    return found


def test_an_old_yes_to_a_return_never_pays_out_at_its_next_step(day: Day) -> None:
    """The goods came back, and the money waits for a word of its own."""
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    day.step()
    parcel = day.pack(number)
    day.step()
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.step()
    day.control.advance(number)
    day.control.advance(number)
    wish = int(day.control.ask_return(number))
    day.step()
    order = day.order(number).card.id
    with day.shop.office.writing() as desk:
        packing.answer(desk, order, agree=True)
    day.step()
    store = day.practice.store
    for state in ("RTM_INIT", "RTM_RECEIVE_ITEM"):
        with store.lock:
            told = _wish(day, wish)
            told.state = state
            store.put(told)
        with day.shop.office.writing() as desk:
            outbox.marked(desk.session.connection(), day.account.id, "answer", order)
        day.step()
        day.step()
        assert _wish(day, wish).state == state
    assert set(day.pieces(number)) == {"delivered"}
    assert day.due() == []


def test_one_of_several_packed_pieces_is_cancelled_and_the_rest_is_packed_anew(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 3)
    day.step()
    day.pack(number)
    day.step()
    before = day.order(number).parcels[0].package
    whole = day.order(number)
    with day.shop.office.writing() as desk:
        packing.cancel(desk, whole.card.id, "out_of_stock", {whole.lines[0].id or 0: quantity.ONE})
    for _ in range(3):
        day.step()
    assert sorted(day.pieces(number)) == ["canceled", "packed", "packed"]
    parcel = day.order(number).parcels[0]
    assert parcel.package not in ("", before)
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel.id or 0)
    day.step()
    assert sorted(day.pieces(number)) == ["canceled", "ready_to_ship", "ready_to_ship"]
    assert day.due() == []
