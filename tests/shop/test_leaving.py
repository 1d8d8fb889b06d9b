"""What the shop promised of sending, seen at an order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.base.errors import Invalid
from shopdesk.shop import offers
from shopdesk.shop.online import leaving
from tests.conftest import MORNING, Shop
from tests.shop.online_stall import Online


@pytest.fixture
def online(shop: Shop) -> Online:
    made = Online(shop)
    with shop.office.writing() as desk:
        offers.save(desk, made.jam.product, offers.Words("มะม่วง", ship_days=1, cutoff="12:00", perishable=True))
    return made


def test_an_order_without_a_deadline_leaves_by_what_the_offer_promised(online: Online) -> None:
    order = online.take_in(online.order(deadline=None)).id
    told = online.take_in(online.order("501", deadline=MORNING + timedelta(hours=5))).id
    with online.shop.office.reading() as desk:
        by = leaving.of_order(desk, order).by
        assert by is not None
        assert by.date() > MORNING.date()
        assert leaving.of_order(desk, told).by == MORNING + timedelta(hours=5)


def test_goods_that_spoil_wait_while_the_post_rests(online: Online) -> None:
    order = online.take_in(online.order()).id
    saturday = MORNING + timedelta(days=(5 - MORNING.weekday()) % 7)
    online.shop.clock.now = saturday
    with online.shop.office.reading() as desk:
        found = leaving.of_order(desk, order)
    assert found.wait == saturday.date() + timedelta(days=2)
    assert found.advice
    online.shop.clock.now = saturday - timedelta(days=3)
    with online.shop.office.reading() as desk:
        assert leaving.of_order(desk, order).advice == ""


def test_an_hour_that_is_none_is_refused(online: Online) -> None:
    said = offers.Words("มะม่วง", cutoff="25:00")
    with pytest.raises(Invalid), online.shop.office.writing() as desk:
        offers.save(desk, online.jam.product, said)
    with online.shop.office.writing() as desk:
        offers.save(desk, online.jam.product, replace(said, cutoff="9:30"))
        kept = offers.of_product(desk, online.jam.product)
        assert kept is not None
        assert kept.cutoff == "09:30"
