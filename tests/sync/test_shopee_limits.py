"""What Shopee lets a shop say of goods is asked of the shop, and held to before anything is made."""

from dataclasses import replace
from typing import Any

import pytest

from shopdesk.shop.channels import Draft, DraftUnit, Rejected
from shopdesk.sync.channels.shopee import limits

UNIT = DraftUnit("A", 12_000, 50, 300, (0, 0, 0))
DRAFT = Draft("แยมมะม่วง", "หวานน้อย", "100", {}, ["p1", "p2"], [UNIT], "k")


def span(name: str, least: Any, most: Any) -> dict[str, Any]:
    return {name: {"min_limit": least, "max_limit": most}}


@pytest.mark.parametrize(
    ("told", "change", "said"),
    [
        (span("item_name_length_limit", 1, 8), {}, "The title may have 8 letters."),
        (span("item_name_length_limit", 20, 120), {}, "The title needs 20 letters or more."),
        (span("item_description_length_limit", 25, 3_000), {}, "The text needs 25 letters or more."),
        (span("item_description_length_limit", 0, 5), {}, "The text may have 5 letters."),
        (span("item_image_count_limit", 1, 1), {}, "At most 1 photos are allowed there."),
        (span("price_limit", 121, 500), {}, "The price must be from 121 to 500 baht."),
        (span("price_limit", 1, "119"), {}, "The price must be from 1 to 119 baht."),
        ({"dts_limit": span("days_to_ship_limit", 7, 30)}, {"preorder_days": 3},
         "Made to order goes there in 7 to 30 days."),
        ({"dts_limit": span("days_to_ship_limit", 7, 30)}, {"preorder_days": 31},
         "Made to order goes there in 7 to 30 days."),
    ],
)  # fmt: skip
def test_what_is_beyond_the_limits_of_the_shop_is_said_with_them(
    told: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Rejected) as refused:
        limits.within(replace(DRAFT, **change), told)
    assert refused.value.why.format(**refused.value.values) == said
    assert refused.value.fix


def test_more_stock_than_may_be_said_is_said_as_far_as_it_may() -> None:
    assert [unit.stock for unit in limits.within(DRAFT, span("stock_limit", 0, 20)).units] == [20]
    assert limits.within(DRAFT, span("stock_limit", 0, 50)) == DRAFT


@pytest.mark.parametrize("odd", [None, "", "x", -1, 0, [], {}, True, "1.5", 10**12])
def test_a_limit_that_cannot_be_read_limits_nothing(odd: Any) -> None:
    names = ("item_name_length_limit", "item_description_length_limit", "price_limit", "stock_limit")
    assert limits.within(DRAFT, dict.fromkeys(names, odd)) == DRAFT
    assert limits.within(DRAFT, {name: {"min_limit": odd, "max_limit": odd} for name in names}) == DRAFT
    assert limits.within(replace(DRAFT, preorder_days=3), {"dts_limit": odd}).preorder_days == 3
