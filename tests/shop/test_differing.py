"""What stands at a platform otherwise than here is said before; categories are remembered by their own tree."""

import pytest

from shopdesk.shop import categories, channels, differing, listings, offers
from shopdesk.sync.channels import rules
from tests.conftest import Shop
from tests.shop.online_stall import Online


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


def told(online: Online, platform: str, price: int) -> list[str]:
    words = offers.Words("แยมมะม่วง", "หวาน", weight=400, size=(100, 100, 100), preorder=True)
    with online.shop.office.writing() as desk:
        offer = offers.save(desk, online.jam.product, words)
        unit = listings.Unit(online.jam.sale_unit, price)
        listing = listings.draw_up(desk, offer, online.account.id, [unit], "1")
        return [
            f"{one.page}: {one.text.format(**one.values)}" for one in differing.notes(desk, listing, rules(platform))
        ]


def test_prices_that_are_rounded_there_are_shown_before(online: Online) -> None:
    assert told(online, "shopee", 12_050) == ["price: Whole baht only: 120.50 stands there as 121.00."]
    assert told(online, "shopee", 12_049) == ["price: Whole baht only: 120.49 stands there as 120.00."]
    assert told(online, "shopee", 12_000) == []


def test_a_platform_that_knows_nothing_of_goods_made_to_order_is_named(online: Online) -> None:
    assert told(online, "lazada", 12_050) == ["story: Lazada is not told that it is made to order: say it in the text."]


def test_two_shops_of_ones_own_remember_categories_apart_and_a_platform_for_all(online: Online) -> None:
    own, all_ = rules("woocommerce"), rules("lazada")
    with online.shop.office.writing() as desk:
        categories.remember(desk, own.tree("a"), "แยม", channels.Category("15", "Jam"))
        categories.remember(desk, all_.tree("a"), "แยม", channels.Category("77", "Food > Jam"))
        found = [categories.match(desk, tree, "แยม") for tree in (own.tree("b"), own.tree("a"), all_.tree("b"))]
        assert [one.id if one else "" for one in found] == ["", "15", "77"]
        assert categories.used(desk, own.tree("b")) == []
