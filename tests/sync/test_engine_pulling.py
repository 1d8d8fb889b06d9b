"""What comes home in a round: each order once, whatever order and however often the platform tells it."""

import contextlib
import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shopdesk.shop.channels import (
    Money,
    MoneyLine,
    Offline,
    OrderPage,
    Rejected,
    Retry,
    Rules,
    Unread,
)
from shopdesk.sync import pulling
from shopdesk.sync.engine import Engine
from tests.conftest import MORNING, TestClock
from tests.sync.online_shop import OnlineShop


def test_orders_come_home_and_keep_their_goods_before_the_stock_is_said(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=3))
    online.mark("stock", 1)
    online.step()
    assert online.numbers() == ["500"]
    assert online.platform.log == ["orders", "set_stock", "find"]
    assert online.platform.units["JAM-0"].stock == 10 - 2 - 3
    assert online.waiting() == []
    assert [(event.kind, event.count) for event in online.events] == [("orders", 1), ("said", 1)]
    assert online.standing().pulled_at is not None
    assert online.rows("SELECT stock FROM published") == [(5,)]


def test_the_same_orders_again_are_one_order_each_over_all_pages(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    online.platform.sells(*(online.order(str(n)) for n in range(500, 507)))
    for _ in range(3):
        online.later()
    assert online.numbers() == [str(n) for n in range(500, 507)]
    assert [event.count for event in online.events if event.kind == "orders"] == [7]


def test_the_window_overlaps_and_moves_with_what_the_platform_told(online: OnlineShop) -> None:
    online.list_goods()
    online.step()
    online.step(timedelta(days=3))
    first, second = online.platform.asked
    assert first[0] < MORNING - timedelta(days=14)
    assert second[0] < MORNING - timedelta(days=11)
    online.platform.sells(online.order(changed_at=MORNING + timedelta(days=2)))
    online.step()
    online.step()
    assert online.platform.asked[-1][0] == MORNING + timedelta(days=2) - pulling.OVERLAP


def test_an_order_that_the_list_tells_late_is_read_all_the_same(online: OnlineShop) -> None:
    now = online.shop.clock.now
    online.platform.sells(online.order("501", changed_at=now, placed_at=now))
    online.step(timedelta(minutes=1))
    earlier = now - timedelta(minutes=5)
    online.platform.sells(online.order("500", changed_at=earlier, placed_at=earlier))
    online.step(timedelta(minutes=1), at_once=True)
    assert online.numbers() == ["500", "501"]


def test_a_moment_told_from_the_future_does_not_carry_the_window_away(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(changed_at=MORNING + timedelta(days=4000)))
    online.step()
    online.step()
    assert online.platform.asked[-1][0] <= online.shop.clock.now


def test_a_shop_without_an_order_yet_that_is_away_for_weeks_misses_none(online: OnlineShop) -> None:
    online.step()
    bought = online.shop.clock.now + timedelta(days=2)
    online.platform.sells(online.order(changed_at=bought, placed_at=bought))
    online.step(timedelta(days=40))
    assert online.numbers() == ["500"]


def test_before_the_first_order_a_clock_that_was_wrong_carries_the_window_nowhere(online: OnlineShop) -> None:
    right = online.shop.clock.now
    online.step(timedelta(days=900))
    online.shop.clock.now = right
    online.platform.sells(online.order(changed_at=right, placed_at=right))
    online.step(at_once=True)
    assert online.numbers() == ["500"]


def test_one_bad_order_is_held_and_the_others_go_on(online: OnlineShop) -> None:
    online.list_goods(pieces=50)
    bad = online.order("501", lines=())
    odd = online.order("502", goods="many")
    online.platform.sells(online.order("500"), bad, odd, online.order("503"), online.order("504", sku="UNKNOWN"))
    online.platform.unread = (Unread("505", '{"qty": "2"}', "The order has a quantity that cannot be."),)
    online.step()
    assert online.numbers() == ["500", "503", "504"]
    held = online.rows("SELECT kind, key, why <> '', body <> '' FROM held_reply ORDER BY key")
    assert held == [("orders", "501", 1, 1), ("orders", "502", 1, 1), ("orders", "505", 1, 1)]
    online.platform.sells(online.order("501"))
    online.later()
    assert "501" in online.numbers()
    assert [row[0] for row in online.rows("SELECT key FROM held_reply ORDER BY key")] == ["502", "505"]


def test_a_crash_inside_a_page_reads_the_page_again_and_loses_nothing(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    online.platform.sells(*(online.order(str(n), changed_at=MORNING + timedelta(minutes=n)) for n in range(500, 506)))
    calls = online.platform.orders

    def crashes(since: object, cursor: str) -> object:
        if cursor == "4":
            raise KeyboardInterrupt
        return calls(since, cursor)  # type: ignore[arg-type]

    online.platform.orders = crashes  # type: ignore[method-assign,assignment]
    with pytest.raises(KeyboardInterrupt):
        online.step()
    assert online.numbers() == ["500", "501", "502", "503"]
    online.platform.orders = calls  # type: ignore[method-assign]
    online.step()
    assert online.numbers() == ["500", "501", "502", "503", "504", "505"]
    assert online.platform.asked[-1][1] == "4"


class Ends(BaseException):
    """The program ends here."""


class Fuse:
    """A clock at which the program ends, at so many looks."""

    def __init__(self, clock: TestClock, looks: int) -> None:
        self.clock, self.looks = clock, looks

    def __call__(self) -> datetime:
        self.looks -= 1
        if self.looks == 0:
            raise Ends
        return self.clock()


def test_wherever_the_program_ends_no_order_is_jumped_over(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    clock, numbers = online.shop.clock, list[str]()
    for looks in range(1, 20):
        clock.now += timedelta(days=1)
        for n in range(3):
            numbers.append(f"{looks + 10}{n}")
            at = clock.now - timedelta(hours=9 - n)
            online.platform.sells(online.order(numbers[-1], changed_at=at, placed_at=at))
        online.shop.office.clock = Fuse(clock, looks)
        with contextlib.suppress(Ends):
            online.step(at_once=True)
        online.shop.office.clock = clock
        online.engine = Engine(online.shop.office, online.open, clock, random.Random(3))
        online.step(timedelta(minutes=20))
        assert online.numbers() == numbers


def test_a_place_in_the_list_the_platform_forgot_is_looked_for_from_the_start(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    online.platform.sells(*(online.order(str(n)) for n in range(500, 504)))
    calls = online.platform.orders

    def breaks(since: object, cursor: str) -> object:
        if cursor:
            raise Offline("no line")
        return calls(since, cursor)  # type: ignore[arg-type]

    online.platform.orders = breaks  # type: ignore[method-assign,assignment]
    online.step()
    online.platform.orders = calls  # type: ignore[method-assign]
    online.platform.faults["orders"] = [Rejected("cursor expired")]
    online.later()
    assert online.numbers() == ["500", "501", "502", "503"]
    assert online.standing().why == ""


def test_a_list_that_never_ends_is_left(online: OnlineShop, monkeypatch: pytest.MonkeyPatch) -> None:
    online.list_goods()
    online.platform.sells(online.order())
    online.platform.after = lambda _cursor: "7"
    online.step()
    assert len(online.platform.asked) == 2
    assert online.numbers() == ["500"]
    assert "never ends" in online.standing().why
    online.platform.after = lambda cursor: str(int(cursor or 0) + 1)
    monkeypatch.setattr(pulling, "MOST_PAGES", 30)
    online.later()
    assert len(online.platform.asked) == 32
    assert "never ends" in online.standing().why


def test_nothing_is_said_while_orders_cannot_be_read(online: OnlineShop) -> None:
    online.mark("stock", *online.list_goods())
    online.platform.faults["orders"] = [Retry("oops")]
    online.step()
    assert online.platform.log == ["orders"]
    assert len(online.waiting()) == 1


def test_what_was_settled_comes_once_a_day(online: OnlineShop) -> None:
    online.platform.rules = replace(Rules("fake", "Fake"), settles=True)
    online.list_goods()
    online.platform.sells(online.order())
    lines = (
        MoneyLine("m1", "item", "goods", 12_000, "2026-11-22", "500"),
        MoneyLine("m2", "commission", "fee", -600, "2026-11-22", "500"),
        MoneyLine("m3", "commission", "fee", 10**15, "2026-11-22", "500"),
    )
    online.platform.accounts = Money(lines)
    online.step()
    online.step()
    assert online.platform.log.count("money") == 1
    assert online.rows("SELECT remote, amount FROM settlement_line") == [("m1", 12_000), ("m2", -600)]
    assert online.rows("SELECT kind, key FROM held_reply") == [("money", "m3")]
    online.platform.faults["money"] = [Rejected("not allowed")]
    online.step(timedelta(days=1))
    assert online.standing().why == ""
    online.step(timedelta(days=1))
    assert online.platform.log.count("money") == 3


def test_money_is_asked_for_where_a_person_waits(online: OnlineShop) -> None:
    online.platform.rules = replace(Rules("fake", "Fake"), settles=True)
    online.list_goods()
    online.platform.sells(online.order())
    online.step()
    online.platform.accounts = Money((MoneyLine("m1", "item", "goods", 12_000, "2026-11-22", "500"),))
    online.step()
    assert online.rows("SELECT remote FROM settlement_line") == []
    online.engine.step(at_once=True)
    assert online.rows("SELECT remote FROM settlement_line") == [("m1",)]
    online.step()
    assert online.platform.log.count("money") == 2


def test_an_order_told_twice_in_a_page_and_in_any_order_is_one(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    online.platform.page_size = 50
    told = [online.order(str(n), changed_at=MORNING + timedelta(minutes=n)) for n in range(500, 505)]
    plain = online.platform.orders

    def muddled(since: object, cursor: str) -> OrderPage:
        plain(since, cursor)  # type: ignore[arg-type]
        return OrderPage((*reversed(told), *told, told[2]))

    online.platform.orders = muddled  # type: ignore[method-assign,assignment]
    online.step()
    online.later()
    assert online.numbers() == ["500", "501", "502", "503", "504"]
    assert online.rows("SELECT sum(qty) FROM reserved") == [(5_000,)]
    assert online.rows("SELECT count(*) FROM reservation") == [(5,)]


@pytest.mark.parametrize("newer", ["shipped", "cancelled"])
def test_an_answer_a_day_old_takes_nothing_back(online: OnlineShop, newer: str) -> None:
    online.list_goods()
    old = online.order(pieces=3)
    online.platform.sells(old)
    online.step()
    online.platform.step("500", newer, changed_at=MORNING + timedelta(hours=1))
    online.later()
    kept = online.rows("SELECT state FROM online_order"), online.rows("SELECT coalesce(sum(qty), 0) FROM reserved")
    assert kept[0] == [(newer,)]
    asked = online.platform.asked[-1][0]
    online.platform.sells(old)
    online.step(timedelta(days=1))
    online.later()
    assert online.rows("SELECT state FROM online_order") == kept[0]
    assert online.rows("SELECT coalesce(sum(qty), 0) FROM reserved") == kept[1]
    assert online.platform.asked[-1][0] >= asked, "the window never moves back"
    assert online.standing().why == ""


def test_days_whose_money_was_refused_are_asked_for_once_it_is_told_again(online: OnlineShop) -> None:
    """Whoever had no right to it for weeks loses no line, and finds one refusal, not one for each day."""
    asked: list[str] = []

    def money(starts: str, _ends: str, _cursor: str) -> Money:
        asked.append(starts)
        if 2 <= len(asked) <= 32:
            raise Rejected("no permission yet")
        return Money(())

    online.platform.rules = replace(online.platform.rules, settles=True)
    online.platform.money = money  # type: ignore[method-assign]
    for _day in range(32):
        online.step(timedelta(days=1))
    assert set(asked[1:]) == {asked[1]}
    assert online.rows("SELECT kind, count(*) FROM held_reply") == [("money", 1)]
    online.step(timedelta(days=1))
    assert asked[-1] == asked[1]
    assert online.rows("SELECT count(*) FROM held_reply") == [(0,)]
    online.step(timedelta(days=1))
    assert asked[-1] > asked[1]


class ByPlacing:
    """A platform whose list is sorted by the moment of placing and asked for from a place in it; it tells all that was
    changed since."""

    def __init__(self, online: OnlineShop) -> None:
        self.online, self.platform = online, online.platform
        self.platform.orders = self.orders  # type: ignore[method-assign]

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        self.platform._call("orders")
        self.platform.asked.append((since, cursor))
        start = int(cursor or 0)
        found = sorted(
            (o for o in self.platform.told.values() if o.changed_at >= since), key=lambda o: (o.placed_at, o.remote)
        )
        more = str(start + 2) if start + 2 < len(found) else ""
        return OrderPage(tuple(found[start : start + 2]), (), more)


def test_what_changed_in_the_part_read_before_a_cut_is_in_the_next_window(online: OnlineShop) -> None:
    online.list_goods(pieces=99)
    ByPlacing(online)
    now = online.shop.clock.now
    online.platform.sells(
        *(online.order(str(n), state="unpaid", placed_at=now, changed_at=now) for n in range(500, 506))
    )
    online.platform.faults["orders"] = []
    calls = online.platform._call

    def cut(name: str) -> None:
        if len(online.platform.asked) == 2:
            raise Offline("no line")
        calls(name)

    online.platform._call = cut  # type: ignore[method-assign]
    online.step()
    assert online.numbers() == ["500", "501", "502", "503"]
    online.platform._call = calls  # type: ignore[method-assign]
    online.platform.step("500", "new", changed_at=online.shop.clock.now + timedelta(minutes=20))
    online.shop.clock.now += timedelta(hours=3)
    online.platform.step("505", "new", changed_at=online.shop.clock.now)
    online.step()
    assert online.platform.asked[-1][1] == "4", "it goes on where it was cut"
    online.step(timedelta(minutes=5))
    assert online.rows("SELECT state FROM online_order WHERE number = '500'") == [("new",)]


def test_a_moment_from_the_future_takes_nothing_from_the_overlap(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(changed_at=MORNING + timedelta(days=4000)))
    online.step()
    read = online.shop.clock.now
    online.step(timedelta(minutes=1))
    assert online.platform.asked[-1][0] <= read - pulling.OVERLAP


def test_a_very_long_list_is_read_in_slices_and_holds_no_other_account_back(online: OnlineShop) -> None:
    other = online.join("อีกร้าน")
    online.list_goods(pieces=999)
    online.platform.sells(
        *(online.order(str(n), changed_at=MORNING + timedelta(seconds=n)) for n in range(500, 560))
    )  # fmt: skip
    online.mark("stock", 1)
    online.shop.office.clock = lambda: online.shop.clock.now
    call, order = online.platform._call, list[str]()

    def slow(name: str) -> None:
        online.shop.clock.now += timedelta(seconds=10)
        order.append(name)
        call(name)

    online.platform._call = slow  # type: ignore[method-assign]
    assert online.engine.step(), "there is more to be read"
    assert 5 <= order.count("orders") <= 8
    assert "set_stock" not in order
    assert online.standing().pulled_at is None
    assert online.fakes[other].log == ["orders"]
    online.engine.whole()
    assert len(online.numbers()) == 60
    places = [place for _since, place in online.platform.asked]
    assert places[:30] == ["", *(str(n) for n in range(2, 60, 2))], "each page was asked for once"
    assert online.platform.units["JAM-0"].stock == 999 - 2 - 60


def test_a_list_that_never_ends_is_left_however_it_is_sliced(
    online: OnlineShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_PAGES", 12)
    online.platform.after = lambda cursor: str(int(cursor or 0) + 1)
    online.shop.office.clock = lambda: online.shop.clock.now
    call = online.platform._call

    def slow(name: str) -> None:
        online.shop.clock.now += timedelta(seconds=50)
        call(name)

    online.platform._call = slow  # type: ignore[method-assign]
    online.step()
    assert online.platform.log.count("orders") == 12
    assert "never ends" in online.standing().why
