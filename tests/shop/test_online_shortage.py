"""Orders that want more than there is: who goes without, and how much."""

from datetime import timedelta

from shopdesk.shop.online import board, packing, shortage
from tests.conftest import Shop
from tests.shop.online_stall import MORNING, Online


def short(online: Online) -> dict[str, int]:
    with online.shop.office.reading() as desk:
        return {card.number: card.short // 1000 for card in board.cards(desk) if card.short}


def test_what_the_counter_sold_meanwhile_is_missing_and_said(shop: Shop) -> None:
    online = Online(shop, pieces=3)
    shop.sell((online.jam, 2_000))
    order = online.take_in(online.order(pieces=3)).id
    assert short(online) == {"500": 2}
    with shop.office.reading() as desk:
        whole = board.one(desk, order)
    assert list(whole.short.values()) == [2_000]
    with shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock", dict(whole.short))
    assert short(online) == {}


def test_the_order_that_has_to_leave_first_gets_what_there_is(shop: Shop) -> None:
    online = Online(shop, pieces=3)
    late, soon = MORNING + timedelta(days=3), MORNING + timedelta(days=1)
    online.take_in(online.order("501", 2, deadline=late))
    online.take_in(online.order("502", 2, deadline=soon))
    assert short(online) == {"501": 1}


def test_what_lies_in_a_parcel_is_there(shop: Shop) -> None:
    online = Online(shop, pieces=2)
    packed = online.take_in(online.order("501", 2, deadline=MORNING + timedelta(days=9))).id
    online.pack(packed)
    online.take_in(online.order("502", 1, deadline=MORNING + timedelta(days=1)))
    assert short(online) == {"502": 1}


def test_of_goods_nobody_counted_nothing_is_missing(shop: Shop) -> None:
    online = Online(shop, pieces=0)
    online.take_in(online.order("501", 2))
    assert short(online) == {}
    with shop.office.reading() as desk:
        assert shortage.of_lines(desk) == {}
