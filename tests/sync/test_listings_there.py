"""What the shop says of its goods at a platform, and what stands there then: nothing stays that was taken away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import models
from shopdesk.shop import listings, offers, publishing, variants
from shopdesk.shop.channels import Draft, RemoteListing, Unknown
from shopdesk.shop.reviews import Review
from tests.sync.online_shop import OnlineShop


def set_state(online: OnlineShop, state: str) -> None:
    with online.shop.office.writing() as desk:
        listings.set_state(desk, 1, state)


def draw_up(online: OnlineShop, *units: listings.Unit) -> None:
    with online.shop.office.writing() as desk:
        listings.draw_up(desk, 1, online.account, units, "7")


@pytest.mark.parametrize(("state", "call"), [("removed", "remove"), ("paused", "pause")])
def test_goods_whose_making_was_never_answered_do_not_stay_on_sale(online: OnlineShop, state: str, call: str) -> None:
    online.list_goods(state="wanted")
    online.platform.lost["create"] = [Unknown("never came")]
    online.step()
    assert list(online.platform.units) == ["JAM-0"]
    set_state(online, state)
    online.later()
    assert online.platform.log.count(call) == 1
    assert online.waiting() == []
    if state == "paused":
        # From now on it is known, so that it can be put back.
        assert online.rows("SELECT remote, remote_state FROM listing") == [("L1", "paused")]
        assert online.rows("SELECT remote FROM listing_unit") == [("L1-0",)]
    else:
        assert online.platform.units == {}


@pytest.mark.parametrize("answer", ["late", "never"])
def test_goods_that_may_have_left_the_shelf_are_put_back_there(online: OnlineShop, answer: str) -> None:
    online.list_goods()
    online.step()
    set_state(online, "paused")
    online.platform.faults["pause"] = [Unknown("the answer never came")]
    online.step()
    set_state(online, "live")
    if answer == "late":
        # One more round fails before the person's second thought is said.
        online.platform.faults["update"] = [Unknown("the answer never came")]
        online.later()
    online.platform.log.clear()
    online.later()
    assert "resume" in online.platform.log
    assert online.waiting() == []
    assert online.rows("SELECT state FROM listing") == [("live",)]


def test_a_price_changed_before_anybody_knew_that_the_goods_were_made_there_is_said(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.platform.lost["create"] = [Unknown("never came")]
    online.step()
    with online.shop.office.writing() as desk:
        listings.set_price(desk, 1, 12_100)
    online.later()
    online.later()
    assert online.platform.units["JAM-0"].price == 12_100
    assert online.waiting() == []


def test_what_was_taken_away_and_is_put_up_again_is_made_anew(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.step()
    set_state(online, "removed")
    online.later()
    assert online.platform.units == {}
    draw_up(online, listings.Unit(online.goods[0].sale_unit, 9_900))
    with online.shop.office.writing() as desk:
        listings.publish(desk, 1)
    online.platform.log.clear()
    online.later()
    assert "create" in online.platform.log
    assert "update" not in online.platform.log
    assert online.platform.units["JAM-0"].price == 9_900
    assert online.rows("SELECT state, remote FROM listing") == [("live", "L1")]


def another_size(online: OnlineShop) -> int:
    """A second size of the first goods: six of them."""
    with online.shop.office.writing() as desk:
        return variants.add_unit(desk, online.goods[0].sale_unit, variants.Way("pack", 50_000, ratio=6_000)).sale_unit


def test_a_size_that_is_taken_away_is_sold_out_there_and_may_come_back(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    pack, one = another_size(online), online.goods[0].sale_unit
    draw_up(online, listings.Unit(one, 12_000), listings.Unit(pack, 50_000, "PACK"))
    online.step()
    assert online.platform.units["JAM-0"].stock == 8
    draw_up(online, listings.Unit(pack, 50_000))
    online.later()
    assert online.platform.units["JAM-0"].stock == 0
    with online.shop.office.reading() as desk:
        # The goods there keep their shape.
        assert [(unit.seller_sku, unit.stock) for unit in listings.draft_of(desk, 1)[0].units] == [
            ("JAM-0", 0), ("PACK", 1),
        ]  # fmt: skip
    assert online.platform.units["PACK"].stock == 1
    # Bought before the platform heard it: the order still knows its goods.
    online.platform.sells(online.order())
    online.later()
    assert online.rows("SELECT item FROM online_line") == [(online.goods[0].item,)]
    draw_up(online, listings.Unit(one, 12_000), listings.Unit(pack, 50_000))
    online.later()
    assert online.platform.units["JAM-0"].stock == 7


def test_other_goods_are_no_size_of_a_listing(online: OnlineShop) -> None:
    online.list_goods()
    other = online.shop.add("ข้าวสาร", 5_000, stock=5_000)
    with pytest.raises(Invalid):
        draw_up(online, listings.Unit(online.goods[0].sale_unit, 12_000), listings.Unit(other.sale_unit, 100))


def test_the_seller_codes_of_two_shop_files_differ(online: OnlineShop) -> None:
    """The numbers of rows are given again in a new file; what an older one put up there is not taken for ours."""
    online.list_goods()
    pack = another_size(online)
    draw_up(online, listings.Unit(pack, 50_000), listings.Unit(online.goods[0].sale_unit, 12_000))
    with online.shop.office.reading() as desk:
        uid = desk.session.get_one(models.SaleUnit, pack).uid
        codes = [unit.seller_sku for unit in listings.units(desk, 1)]
    assert codes == ["JAM-0", f"SD-{pack}-{uid[-5:].upper()}"]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://shop.example/jam", "https://shop.example/jam"), ("http://x/\u202ejam", "http://x/jam"),
        ("file:///etc/passwd", ""), ("smb://x/y", ""), ("javascript:alert(1)", ""), ("https://x/" + "y" * 500, ""),
    ],
)  # fmt: skip
def test_only_a_page_of_the_web_is_kept_as_a_link_and_names_are_plain(online: OnlineShop, link: str, kept: str) -> None:
    online.list_goods(state="wanted")
    made = online.platform.create

    def create(draft: Draft) -> RemoteListing:
        told = made(draft)
        return replace(told, remote=told.remote + "\u202e", state="li\u202eve\n", link=link)

    online.platform.create = create  # type: ignore[method-assign]
    online.step()
    assert online.rows("SELECT remote, remote_state, link FROM listing") == [("L1", "live", kept)]


def test_when_a_season_is_over_nothing_is_left_on_sale(online: OnlineShop) -> None:
    """Nobody touches anything: the day alone makes it so."""
    online.list_goods(2)
    online.mark("stock", 1, 2)
    online.step()
    assert [unit.stock for unit in online.platform.units.values()] == [8, 8]
    last = (online.shop.clock.now + timedelta(days=1)).date().isoformat()
    with online.shop.office.writing() as desk:
        words = offers.Words("Jam", photos=tuple(online.photos(0)), season_until=last)
        offers.save(desk, online.goods[0].product, words)
    online.step(timedelta(days=1))
    assert online.platform.units["JAM-0"].stock == 8
    online.platform.log.clear()
    online.step(timedelta(days=1))
    assert online.platform.units["JAM-0"].stock == 0
    assert online.platform.units["JAM-1"].stock == 8
    # Only what changed is said, and once.
    assert online.platform.log.count("set_stock") == 1
    online.step(timedelta(hours=1))
    assert online.platform.log.count("set_stock") == 1


def test_a_size_keeps_what_it_is_while_an_order_waits_in_it(online: OnlineShop) -> None:
    """A buyer of six must not get thirty, nor the stock forget what is promised."""
    online.list_goods()
    pack = another_size(online)
    draw_up(online, listings.Unit(online.goods[0].sale_unit, 12_000), listings.Unit(pack, 50_000, "PACK"))
    online.platform.sells(online.order(sku="PACK"))
    online.step()

    def change(way: variants.Way) -> None:
        with online.shop.office.writing() as desk:
            variants.change_unit(desk, pack, way)

    with pytest.raises(Conflict, match="500"):
        change(variants.Way("pack", 50_000, ratio=8_000))
    change(variants.Way("pack", 45_000, ratio=6_000))
    assert online.rows("SELECT qty FROM reserved") == [(6_000,)]
    online.platform.step("500", "cancelled", changed_at=online.shop.clock.now)
    online.later()
    change(variants.Way("pack", 45_000, ratio=8_000))


def test_other_words_for_goods_are_said_wherever_they_are_on_sale(online: OnlineShop) -> None:
    online.list_goods(2)
    words = offers.Words("แยมมะม่วง", photos=tuple(online.photos(0)))
    for said in (1, 1):
        with online.shop.office.writing() as desk:
            offers.save(desk, online.goods[0].product, words)
        online.later()
        assert online.platform.log.count("update") == said


def test_a_platforms_own_reason_is_shown_plain(online: OnlineShop) -> None:
    online.list_goods()
    with online.shop.office.writing() as desk:
        listings.judged(desk, 1, Review("L0", "refused", "ban\u202ened", "no \u202ephotos\n"))
    assert online.rows("SELECT remote_state, why FROM listing") == [("banned", "no photos")]


def test_no_platform_is_told_of_more_than_it_takes_and_then_all_is_said(online: OnlineShop) -> None:
    online.list_goods(pieces=150_000, state="wanted")
    online.step()
    assert online.platform.units["JAM-0"].stock == 99_999
    with online.shop.office.reading() as desk:
        assert publishing.out_of_date(desk, [1]) == []
