"""What platforms owe until it is in the bank: postage, payouts that were told, and what came of them."""

from dataclasses import replace

import pytest

from shopdesk.base.errors import NotFound
from shopdesk.shop import accounts, collecting, users
from shopdesk.shop.online import returning
from tests.shop.test_online_money import line, online, owes, received, sold, told
from tests.sync.online_shop import OnlineShop

__all__ = ["online"]


def test_postage_is_not_counted_twice_where_the_platform_told_it(online: OnlineShop) -> None:
    online.platform.rules = replace(online.platform.rules, settles=True)
    sold(online, shipping=4_000, total=16_000)
    told(online, line("500", "item", 12_000), line("500", "shipping", 4_000), line("500", "commission", -1_000),
         paid={"S1": 10_000})  # fmt: skip
    with online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    assert received(online, 5_000).left == 0
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk, owing=True) == []


@pytest.mark.parametrize("cod", [True, False])
def test_postage_nobody_paid_at_the_door_is_owed_no_more(online: OnlineShop, cod: bool) -> None:
    """Paid before it was sent, postage stays: the buyer is given back the goods alone."""
    order = sold(online, shipping=4_000, total=16_000, cod=cod)
    with online.shop.office.writing() as desk:
        assert collecting.postage(desk, online.account) == 1
    assert owes(online) == 16_000
    with online.shop.office.writing() as desk:
        returning.came_back(desk, online.taken(order.number), whole=True)
    with online.shop.office.writing() as desk:
        collecting.postage(desk, online.account)
    with online.shop.office.writing() as desk:
        assert collecting.postage(desk, online.account) == 0
    assert owes(online) == (0 if cod else 4_000)


@pytest.mark.parametrize("number", ["", " "])
def test_no_payout_is_taken_back_where_none_is_named(online: OnlineShop, number: str) -> None:
    sold(online, shipping=4_000, total=16_000)
    with online.shop.office.writing() as desk:
        collecting.postage(desk, online.account)
    with online.shop.office.writing() as desk, pytest.raises(NotFound):
        collecting.take_back(desk, online.account, number)


def test_what_platforms_owe_is_for_whoever_sees_totals(online: OnlineShop) -> None:
    sold(online)
    with online.shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    cashier = users.sign_in(online.shop.office, "สมศรี", "")
    with online.shop.office.reading(cashier) as desk:
        assert [one.owes for one in accounts.listing(desk, owing=True)] == [0]
    assert owes(online) == 12_000
