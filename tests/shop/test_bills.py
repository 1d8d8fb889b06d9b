"""Bills that are not paid yet come back as they were, and one that cannot be read keeps nobody from selling."""

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict
from shopdesk.core.cart import Cart
from shopdesk.db import models
from shopdesk.shop import bills, goods
from tests.conftest import Shop


def _kept(shop: Shop, cart: Cart) -> Cart | None:
    with shop.office.writing() as desk:
        bills.keep_open(desk, cart)
    with shop.office.reading() as desk:
        return bills.open_bill(desk)


def test_goods_with_the_longest_words_come_back_on_the_open_bill(shop: Shop) -> None:
    long = "ก" * goods.LONGEST_NAME
    cart = shop.cart((shop.add(long, 500, variant=long, unit=long, note=long, codes=("8" * 48,)), 2000))
    assert _kept(shop, cart) == cart
    with shop.office.writing() as desk:
        bills.hold(desk, cart, "ป้าแดง")
    with shop.office.reading() as desk:
        assert [row.label for row in bills.held(desk)] == ["ป้าแดง"]


def test_a_bill_that_cannot_be_read_hides_no_other_and_stops_no_start(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    good = shop.cart((egg, 1000))
    with shop.office.writing() as desk:
        bills.hold(desk, good, "ดี")
        desk.session.add(models.Bill(uid="odd", till=1, state="held", cart={"format": 9}, changed=desk.now))
        desk.session.add(models.Bill(uid="torn", till=1, state="open", cart={}, changed=desk.now))
    with shop.office.reading() as desk:
        assert [row.uid for row in bills.held(desk)] == [good.uid]
        assert bills.open_bill(desk) is None


def test_an_open_bill_that_cannot_be_read_makes_room_and_is_kept(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    with shop.office.writing() as desk:
        desk.session.add(models.Bill(uid="torn", till=1, state="open", cart={"lines": 3}, changed=desk.now))
    with shop.office.reading() as desk:
        assert bills.torn(desk)
    for _again in range(2):
        assert _kept(shop, shop.cart((egg, 1000))) is not None
    with shop.office.reading() as desk:
        assert not bills.torn(desk)
        kept = desk.session.get_one(models.Bill, "torn")
        assert (kept.state, kept.cart) == ("torn", {"lines": 3})
        said = desk.session.exec(select(models.Event).where(models.Event.kind == "bill.torn")).all()
        assert [event.subject for event in said] == ["torn"]


def test_what_is_split_off_finds_a_place_among_a_hundred_held_bills(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    with shop.office.writing() as desk:
        for _one in range(bills.MOST_HELD):
            bills.hold(desk, shop.cart((egg, 1000)))
    with pytest.raises(Conflict), shop.office.writing() as desk:
        bills.hold(desk, shop.cart((egg, 1000)))
    with shop.office.writing() as desk:
        bills.hold(desk, shop.cart((egg, 1000)), "เบียร์", split=True)
    with shop.office.reading() as desk:
        assert len(bills.held(desk)) == bills.MOST_HELD + 1
