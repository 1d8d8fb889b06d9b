"""Days at the marketplace that go alike at every platform, whatever its paths are called."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from shopdesk.base.errors import Conflict
from shopdesk.core import quantity
from shopdesk.practice.records import Order
from shopdesk.shop import stock
from shopdesk.shop.online import packing
from tests.sync.market import SKU, Day


def the_counter_and_the_platform_never_sell_the_same_piece(day: Day) -> None:
    day.publish()
    day.step()
    day.shop.sell((day.goods, 7_000))
    day.step()
    assert day.control.stock(SKU)["sellable"] == 1
    day.control.buy(SKU, 1)
    day.step()
    day.step()
    assert day.control.stock(SKU)["sellable"] == 0


def a_lost_answer_makes_no_second_listing(day: Day, path: str) -> None:
    day.publish()
    day.control.fault("drop_after", path)
    for _ in range(3):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.due() == []
    assert day.control.stock(SKU)["sellable"] == 8


def a_sign_in_that_ends_stops_the_account_until_a_new_one(day: Day) -> None:
    day.publish()
    day.step()
    day.control.expire_token(day.seller)
    day.step()
    assert day.standing().login == "ok"
    day.control.revoke(day.seller)
    day.step()
    assert day.standing().login == "needed"
    number = day.control.buy(SKU, 1)
    day.sign_in()
    day.step()
    assert day.standing().login == "ok"
    assert day.order(number).card.state == "new"


def what_lies_in_the_platforms_house_is_never_ours_to_pack(day: Day) -> None:
    """It takes no stock of ours, nobody packs it here, and its money is counted."""
    day.publish()
    day.step()
    number = day.control.buy(SKU, 2)
    day.control.house(number)
    day.step()
    card = day.order(number).card
    assert (card.theirs, card.total > 0) == (True, True)
    with pytest.raises(Conflict):
        day.pack(number)
    assert day.rows("SELECT coalesce(sum(qty), 0) FROM reserved") == [(0,)]
    day.control.house_sends(number)
    day.step()
    day.control.advance(number)
    day.control.advance(number)
    day.step()
    assert day.order(number).card.state == "delivered"
    assert day.rows("SELECT count(*), sum(total) FROM sale") == [(1, 50_000)]
    with day.shop.office.reading() as desk:
        assert stock.balance(desk, day.goods.item) == 10 * quantity.ONE
    assert day.due() == []


def many_orders_of_one_second_come_home(day: Day, path: str) -> None:
    day.publish()
    day.step()
    numbers = [day.control.buy(SKU, 1) for _ in range(8)]
    at = int(datetime(2026, 11, 22, 3, tzinfo=UTC).timestamp()) * 1000
    with day.practice.store.lock:
        for one in day.practice.store.all(Order):
            one.created = one.updated = at
            day.practice.store.put(one)
    day.control.fault("cut", path)
    day.step()
    day.step()
    assert sorted(row[0] for row in day.rows("SELECT remote FROM online_order")) == sorted(numbers)


def trouble_anywhere_heals_by_itself(
    day: Day, kind: str, listed: Sequence[str], packed: Sequence[str], sent: str, steps: int = 12
) -> None:
    """Each call of a listing, of packing and of sending goes wrong once."""
    day.publish()
    for path in listed:
        day.control.fault(kind, path)
    for _ in range(10):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.control.stock(SKU)["sellable"] == 8
    number = day.control.buy(SKU, 1)
    day.step()
    parcel = day.pack(number)
    for path in packed:
        day.control.fault(kind, path)
    for _ in range(steps):
        day.step()
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.control.fault(kind, sent)
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert day.order(number).parcels[0].label
    happened = day.practice.store.effects
    assert (happened["packages"], happened["handed over"]) == (1, 1)


def an_order_is_cancelled_whole_for_want_of_goods(day: Day, path: str) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 3)
    day.step()
    with day.shop.office.writing() as desk:
        packing.cancel(desk, day.order(number).card.id, "out_of_stock")
    day.control.fault("throttle", path)
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert set(day.pieces(number)) == {"canceled"}
    assert day.control.stock(SKU)["sellable"] == 8


def a_buyer_who_wants_to_cancel_is_told(day: Day, *, agree: bool, later: timedelta = timedelta(0)) -> None:
    """Though (`later`) his wish is read once more before the answer goes out."""
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    day.control.ask_cancel(number)
    day.step()
    with day.shop.office.writing() as desk:
        packing.answer(desk, day.order(number).card.id, agree=agree)
    day.shop.clock.now -= later
    day.step()
    day.step()
    assert day.pieces(number) == ["canceled" if agree else "pending"]
    assert day.due() == []


def a_line_that_is_not_let_in_is_named(day: Day, path: str, code: str, words: str) -> None:
    day.control.fault("code", path, times=3, code=code, message="not let in")
    day.step()
    assert day.rows("SELECT why FROM account_state")[0][0].startswith(words)
