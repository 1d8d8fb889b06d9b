"""A first push of hours: orders are looked at all the while, everybody has a turn, promises go before words."""

import itertools
from datetime import datetime, timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop.online import packing
from shopdesk.sync.engine import SLICE
from tests.conftest import MORNING
from tests.sync.fake import Fake
from tests.sync.online_shop import OnlineShop

A_CALL = timedelta(seconds=2)
# A look begins once what is on the line has come back and was stored.
LATE = timedelta(seconds=20)


class Paced:
    """Platforms that take so long for each call; remembers when each was asked for its orders."""

    def __init__(self, online: OnlineShop) -> None:
        self.online = online
        self.looks: dict[int, list[datetime]] = {}
        # Time goes by on the line alone.
        online.shop.office.clock = lambda: online.shop.clock.now
        for account, fake in online.fakes.items():
            self._pace(account, fake)

    def _pace(self, account: int, fake: Fake) -> None:
        call = fake._call

        def paced(name: str) -> None:
            self.online.shop.clock.now += A_CALL
            if name == "orders":
                self.looks.setdefault(account, []).append(self.online.shop.clock.now)
            call(name)

        fake._call = paced  # type: ignore[method-assign]

    def longest(self, account: int) -> timedelta:
        looks = [*self.looks[account], self.online.shop.clock.now]
        return max(after - before for before, after in itertools.pairwise(looks))


@pytest.fixture
def two(online: OnlineShop) -> OnlineShop:
    online.join("อีกร้าน")
    return online


def test_a_long_push_holds_back_neither_its_own_orders_nor_another_account(two: OnlineShop) -> None:
    two.list_goods(90, state="wanted")
    other = next(account for account in two.fakes if account != two.account)
    paced = Paced(two)
    two.engine.whole(at_once=True)
    assert two.waiting() == []
    assert two.platform.log.count("create") == 90
    assert two.shop.clock.now - paced.looks[two.account][0] > 3 * SLICE
    assert paced.longest(two.account) <= SLICE + LATE
    assert paced.longest(other) <= SLICE + LATE
    assert two.platform.log.count("orders") <= len(two.platform.log) * 0.05


@pytest.mark.nightly
def test_two_long_pushes_share_the_time(two: OnlineShop) -> None:
    other = next(account for account in two.fakes if account != two.account)
    two.list_goods(40, state="wanted")
    two.list_goods(40, state="wanted", account=other)
    paced = Paced(two)
    two.engine.whole(at_once=True)
    assert two.waiting() == two.waiting(other) == []
    assert max(paced.longest(two.account), paced.longest(other)) <= SLICE + 2 * LATE


def test_an_order_that_comes_in_the_middle_keeps_its_goods_within_minutes(online: OnlineShop) -> None:
    online.list_goods()
    online.list_goods(100, state="wanted", first=1)
    paced = Paced(online)
    call = online.platform._call

    def sells(name: str) -> None:
        call(name)
        if online.platform.log.count("create") == 5 and not online.platform.told:
            online.platform.sells(online.order(pieces=3, changed_at=MORNING))

    online.platform._call = sells  # type: ignore[method-assign]
    assert online.engine.step(), "there is more to be said"
    assert online.numbers() == []
    online.engine.step()
    assert online.numbers() == ["500"]
    assert online.platform.units["JAM-0"].stock == 10 - 2 - 3
    assert len(paced.looks[online.account]) == 2
    assert online.platform.log.count("create") < 100


def test_what_is_sold_at_the_counter_is_said_before_more_words(online: OnlineShop) -> None:
    online.list_goods()
    online.list_goods(40, state="wanted", first=1)
    call = online.platform._call

    def sells(name: str) -> None:
        call(name)
        if name == "create" and online.platform.log.count("create") == 5:
            online.shop.sell((online.goods[0], 2 * quantity.ONE))

    online.platform._call = sells  # type: ignore[method-assign]
    online.step()
    said = [at for at, name in enumerate(online.platform.log) if name == "set_stock"]
    assert online.platform.log[: said[0]].count("create") <= 10
    assert online.platform.units["JAM-0"].stock == 10 - 2 - 2
    assert online.platform.log.count("create") == 40


def test_what_a_buyer_asked_and_what_is_packed_does_not_wait_behind_listings(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order())
    online.step()
    online.platform.step("500", "new", wants="cancel", changed_at=MORNING + timedelta(minutes=5))
    online.step()
    online.list_goods(20, state="wanted", first=1)
    with online.shop.office.writing() as desk:
        packing.answer(desk, online.taken(), agree=True)
    online.platform.log.clear()
    online.step()
    assert online.platform.log.index("answer") < online.platform.log.index("create")
