"""The engine's rounds against a platform in memory: who is called when, who waits, what one account does to another."""

import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlmodel import select

from shopdesk.core import quantity
from shopdesk.db import models
from shopdesk.shop import accounts, desk
from shopdesk.shop.channels import (
    NeedsLogin,
    Offline,
    Retry,
)
from shopdesk.sync.running import Runner
from tests.sync.online_shop import OnlineShop


def test_without_a_line_the_account_waits_longer_and_longer_and_never_more_than_15_minutes(online: OnlineShop) -> None:
    online.list_goods()
    waits = []
    for _ in range(14):
        online.platform.faults["orders"] = [Offline("There is no internet.")]
        online.later()
        standing = online.standing()
        assert standing.not_before is not None
        waits.append(standing.not_before - online.shop.clock.now)
    assert all(timedelta(seconds=3) <= wait <= timedelta(minutes=15) for wait in waits)
    assert waits[0] <= timedelta(seconds=10)
    assert max(waits) > timedelta(minutes=5)
    assert len(set(waits)) > 8
    asked = len(online.platform.log)
    online.step()
    assert len(online.platform.log) == asked
    online.step(at_once=True)
    assert len(online.platform.log) > asked
    assert online.standing().why == ""
    assert ("fine", 1) in [(event.kind, event.count) for event in online.events]


@pytest.mark.parametrize("call", ["orders", "set_stock"])
@pytest.mark.parametrize("after", [None, timedelta(days=1)])
def test_what_was_put_off_by_a_clock_that_was_wrong_does_not_wait_for_that_day(
    online: OnlineShop, call: str, after: timedelta | None
) -> None:
    online.mark("stock", *online.list_goods())
    right = online.shop.clock.now
    online.platform.faults[call] = [Retry("slow down", after=after)]
    online.step(timedelta(days=400))
    assert online.waiting() != []
    online.shop.clock.now = right
    online.step()
    assert online.waiting() == []
    assert online.standing().why == ""


def test_the_time_a_platform_asks_for_is_kept_even_when_a_person_is_impatient(online: OnlineShop) -> None:
    online.mark("stock", *online.list_goods())
    online.platform.faults["set_stock"] = [Retry("slow down", after=timedelta(days=99))]
    online.step()
    standing = online.standing()
    assert standing.not_before is not None
    assert timedelta(minutes=59) < standing.not_before - online.shop.clock.now <= timedelta(hours=1)
    assert [entry.state for entry in online.waiting()] == ["due"]
    asked = len(online.platform.log)
    online.step(at_once=True)
    assert len(online.platform.log) == asked
    online.step(timedelta(hours=1))
    assert online.waiting() == []


def test_an_account_that_has_to_sign_in_again_troubles_nobody_else(online: OnlineShop) -> None:
    other = online.join("อีกร้าน")
    online.list_goods(account=other)
    online.platform.faults["orders"] = [NeedsLogin("Sign in again", fix="Do it")]
    online.fakes[other].sells(online.order())
    online.step()
    assert online.standing().login == "needed"
    assert online.numbers() == ["500"]
    assert online.standing(other).login == "ok"
    assert ("login", online.account) in [(event.kind, event.account) for event in online.events]
    online.shop.sell((online.goods[0], quantity.ONE))
    online.later()
    assert online.standing().login == "ok"


def test_a_person_is_warned_seven_days_before_signing_in_again(online: OnlineShop) -> None:
    online.until = online.shop.clock.now + timedelta(days=8)
    online.step()
    assert online.standing().login == "ok"
    online.step(timedelta(days=2))
    assert online.standing().login == "soon"
    assert online.standing().login_until == online.until


def test_a_fault_of_ours_stays_with_its_account(online: OnlineShop, caplog: pytest.LogCaptureFixture) -> None:
    other = online.join("อีกร้าน")
    online.list_goods(account=other)
    online.platform.faults["orders"] = [KeyError("strange")]
    online.fakes[other].sells(online.order())
    online.step()
    assert online.numbers() == ["500"]
    assert "KeyError" in online.standing().why
    assert "a fault of ours" in caplog.text


def test_paused_and_filed_accounts_are_not_called(online: OnlineShop) -> None:
    online.join("ไฟล์", by_file=True)
    with online.shop.office.writing() as desk:
        accounts.pause(desk, online.account, paused=True)
    online.step()
    assert online.opened == 0
    with online.shop.office.writing() as desk:
        accounts.pause(desk, online.account, paused=False)
    online.step()
    online.step()
    assert online.opened == 1


def test_bytes_and_the_longest_silence_are_written_down(online: OnlineShop) -> None:
    online.step()
    online.step(timedelta(hours=3))
    online.platform.faults["orders"] = [Offline("no line")]
    online.step(timedelta(hours=2))
    assert online.rows("SELECT month, sent, received FROM line_use") == [("2026-11", 300, 600)]
    ((day, gap, last),) = online.rows("SELECT day, longest_gap, last_at FROM contact_day")
    assert day == "2026-11-22"
    assert isinstance(gap, int)
    assert timedelta(hours=3).total_seconds() <= gap < timedelta(hours=3, minutes=1).total_seconds()
    assert last


def test_orders_read_in_this_round_are_new_when_stock_is_said(online: OnlineShop) -> None:
    units = online.list_goods()
    online.step()
    online.mark("stock", *units)
    read = []
    call = online.platform._call

    def watched(name: str) -> None:
        if name == "set_stock":
            read.append(online.standing().pulled_at)
        call(name)

    online.platform._call = watched  # type: ignore[method-assign]
    online.step(timedelta(days=2))
    assert [online.shop.clock.now - at < timedelta(minutes=1) for at in read if at] == [True]


def test_no_transaction_is_open_while_the_line_is_used(online: OnlineShop) -> None:
    online.mark("stock", *online.list_goods(2))
    pool = online.shop.office.engine.pool
    seen = []
    call = online.platform._call

    def watched(name: str) -> None:
        seen.append(pool.checkedout())  # type: ignore[attr-defined]
        assert not online.shop.office.deeds
        call(name)

    online.platform._call = watched  # type: ignore[method-assign]
    online.platform.sells(online.order())
    online.step()
    assert set(seen) == {0}
    assert len(seen) >= 3


def test_the_runner_works_by_itself_and_ends_when_told(online: OnlineShop) -> None:
    online.list_goods()
    runner = Runner(online.engine, every=30.0, soon=0.01)
    done = threading.Event()
    online.engine._tell = lambda event: done.set() if event.kind == "said" else None  # type: ignore[assignment]
    runner.start()
    runner.start()
    online.mark("stock", 1)
    runner.wake()
    assert done.wait(20)
    assert runner.stop(20)
    assert online.platform.units["JAM-0"].stock == 8


def test_a_round_lets_the_counter_go_first_at_every_look(online: OnlineShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "LONGEST_ASIDE", 10.0)
    office, seen = online.shop.office, list[str]()

    def look() -> None:
        with desk.behind(), office.reading() as own:
            own.session.exec(select(models.ChannelAccount)).all()
        seen.append("look")

    with office.writing():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(0.05)
        seen.append("sold")
    thread.join(20)
    assert seen == ["sold", "look"]


def test_a_round_that_holds_the_file_waits_for_nobody(online: OnlineShop, monkeypatch: pytest.MonkeyPatch) -> None:
    # The counter waits for the lock the round has: a round that waited for the counter now would make both wait.
    monkeypatch.setattr(desk, "LONGEST_ASIDE", 600.0)
    office, waits = online.shop.office, threading.Event()

    def sells() -> None:
        waits.set()
        with office.writing():
            pass

    with desk.behind(), office.writing() as own:
        thread = threading.Thread(target=sells)
        thread.start()
        assert waits.wait(20)
        while not office.deeds:
            time.sleep(0.001)
        own.session.exec(select(models.ChannelAccount)).all()
    thread.join(20)
    assert not thread.is_alive()


def test_long_work_waits_for_the_deeds_of_its_moment_not_for_those_begun_later(
    online: OnlineShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, first, later, waits = online.shop.office, object(), object(), list[float]()

    def asleep(seconds: float) -> None:
        waits.append(seconds)
        office.deeds.add(later)
        office.deeds.discard(first)

    monkeypatch.setattr(desk, "time", SimpleNamespace(monotonic=time.monotonic, sleep=asleep))
    office.deeds.add(first)
    office.aside()
    assert office.deeds == {later}
    assert len(waits) == 1
    office.deeds.discard(later)
