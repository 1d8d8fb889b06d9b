"""Goods on sale elsewhere whose name, size, season or recipe changes in the shop: what is offered there follows."""

import pytest

from shopdesk.base.errors import Conflict, Unsure
from shopdesk.db import models, outbox, records
from shopdesk.shop import accounts, exchange, goods, merging, publishing
from shopdesk.shop.channels import Seller, Unread
from shopdesk.shop.desk import asking
from shopdesk.shop.online import intake, packing
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop


@pytest.fixture
def online(shop: Shop) -> OnlineShop:
    return OnlineShop(shop)


def published(online: OnlineShop) -> dict[int, int | None]:
    with online.shop.office.reading() as desk:
        return publishing.to_publish(desk, [1, 2])


def test_two_goods_that_become_one_offer_and_keep_the_same_stock(online: OnlineShop) -> None:
    online.list_goods(2)
    online.platform.sells(online.order(pieces=2))
    online.step()
    gone, kept = online.goods
    before = published(online)
    with online.shop.office.writing() as desk:
        merging.merge(desk, kept.sale_unit, gone.sale_unit)
    assert published(online) == {1: 16, 2: 16}
    assert {entry.key for entry in online.waiting() if entry.kind == "stock"} == {1, 2}
    with online.shop.office.writing() as desk:
        merging.bring_back(desk, gone.sale_unit)
    assert published(online) == before
    with online.shop.office.writing() as desk:
        merging.merge(desk, kept.sale_unit, gone.sale_unit)
    parcel = online.packed()
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert online.rows("SELECT item, qty FROM reserved WHERE qty <> 0") == []
    assert online.rows("SELECT item, qty FROM stock WHERE qty <> 0") == [(kept.item, 18_000)]
    assert online.shop.check().ok


def _marked(online: OnlineShop) -> set[int]:
    """The units whose stock is to be said again; nothing is, from now on."""
    with online.shop.office.writing() as desk:
        found = {entry.key for entry in online.waiting() if entry.kind == "stock"}
        for entry in online.waiting():
            outbox.drop(desk.session.connection(), entry.id)
    return found


def test_whatever_says_how_many_are_offered_makes_the_stock_there_out_of_date(online: OnlineShop) -> None:
    online.list_goods(2)
    first, _other = online.goods
    _marked(online)
    with online.shop.office.writing() as desk:
        offer = desk.session.get_one(models.Offer, 1)
        records.change(desk.session, desk.entry, offer, boxes=3)
    assert (_marked(online), published(online)[1]) == ({1}, 3)
    with online.shop.office.writing() as desk:
        records.change(desk.session, desk.entry, desk.session.get_one(models.Offer, 1), season_until="2020-01-01")
    assert (_marked(online), published(online)[1]) == ({1}, 0)
    with online.shop.office.writing() as desk:
        records.change(desk.session, desk.entry, desk.session.get_one(models.ListingUnit, 2), cap=1)
    assert (_marked(online), published(online)[2]) == ({2}, 1)
    with online.shop.office.writing() as desk:
        goods.put_away(desk, first.sale_unit)
    assert _marked(online) == {1}
    with online.shop.office.writing() as desk:
        records.change(desk.session, desk.entry, desk.session.get_one(models.Offer, 2), title="Jam of two")
    assert _marked(online) == set()


def test_an_order_of_one_size_leaves_fewer_boxes_of_the_other(online: OnlineShop) -> None:
    online.list_goods(2)
    with online.shop.office.writing() as desk:
        records.change(desk.session, desk.entry, desk.session.get_one(models.Offer, 1), boxes=5)
        unit = desk.session.get_one(models.ListingUnit, 2)
        records.change(desk.session, desk.entry, unit, listing=1)
    _marked(online)
    with online.shop.office.writing() as desk:
        intake.take_in(desk, online.account, online.order(pieces=2))
    assert _marked(online) == {1, 2}
    assert published(online) == {1: 3, 2: 3}


def test_one_shop_there_is_not_signed_in_to_twice(online: OnlineShop) -> None:
    second = online.join("again")
    with online.shop.office.writing() as desk:
        accounts.signed_in(desk, online.account, Seller("S1", "x"))
        accounts.signed_in(desk, online.account, Seller("S1", "x"))
    with online.shop.office.writing() as desk, pytest.raises(Conflict):
        accounts.signed_in(desk, second, Seller("S1", "x"))
    with online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
        accounts.signed_in(desk, second, Seller("S1", "x"))


def test_an_account_that_still_has_goods_on_sale_is_put_away_only_after_a_question(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order())
    online.step()
    parcel = online.packed()
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    with pytest.raises(Unsure) as asked, asking(), online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    assert asked.value.values["goods"] == 1
    with asking(frozenset({asked.value.question})), online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    assert online.rows("SELECT count(*) FROM channel_account WHERE archived_at IS NULL") == [(0,)]


def test_an_account_with_an_order_nobody_could_read_is_not_put_away(online: OnlineShop) -> None:
    online.platform.unread = (Unread("505", '{"qty": "2"}', "The order has a quantity that cannot be."),)
    online.step()
    with pytest.raises(Conflict) as refused, online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    assert refused.value.text == "An order of this account could not be read."
    online.platform.unread = ()
    with online.shop.office.writing() as desk:
        (held,) = exchange.held(desk)
        exchange.drop(desk, held.id)
        accounts.put_away(desk, online.account)
