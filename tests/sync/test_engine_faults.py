"""A fault of ours, or of this computer, stays with what it happened at: the others go on, and a person hears of it."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from shopdesk.base import paths
from shopdesk.core import quantity
from shopdesk.shop import accounts
from shopdesk.shop.channels import Money, MoneyLine, Outcome, RemoteOrder, RemoteUnit, Retry, Rules, Write
from shopdesk.sync.engine import LOCK_FILE, Engine
from shopdesk.sync.pushing import MOST_DOUBTS
from shopdesk.sync.running import Runner
from tests.sync.online_shop import OnlineShop

OURS = [KeyError("x"), TypeError("x"), OperationalError("x", {}, Exception("x")), OSError(28, "x")]
WORDS = "สมหญิง ใจดี 99 หมู่ 1"


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("shopdesk"), "propagate", True)


def _fails(call: Callable[..., object], at: object, error: BaseException) -> Callable[..., object]:
    def failing(first: object, *rest: object) -> object:
        if first == at:
            raise error
        return call(first, *rest)

    return failing


@pytest.mark.parametrize("error", OURS)
def test_a_fault_at_one_order_holds_back_no_other_and_ends_with_a_person(
    online: OnlineShop, error: BaseException
) -> None:
    online.list_goods(3)
    online.platform.sells(*(online.order(str(n), sku=f"JAM-{n}") for n in (0, 1, 2)))
    online.step()
    for n in (0, 1, 2):
        online.packed(str(n))
    online.mark("stock", 1, 2, 3)
    online.platform.order = _fails(online.platform.order, "0", error)  # type: ignore[method-assign,assignment]
    online.later()
    (left,) = online.waiting()
    assert (left.kind, left.attempts, left.state) == ("pack", 1, "unknown")
    assert type(error).__name__ in left.why
    assert online.platform.log.count("pack") == 2
    assert online.platform.units["JAM-2"].stock == 10 - 2 - 1
    assert online.standing().why == ""
    for _ in range(MOST_DOUBTS):
        online.later()
    (left,) = online.waiting()
    assert (left.state, left.attempts) == ("stuck", MOST_DOUBTS)


def test_a_fault_at_one_units_stock_leaves_the_others_said(online: OnlineShop) -> None:
    online.list_goods(3)
    say = online.platform.set_stock

    def odd(writes: Sequence[Write]) -> Sequence[Outcome]:
        if any(one.seller_sku == "JAM-1" for one in writes):
            raise KeyError("quantity")
        return say(writes)

    online.platform.set_stock = odd  # type: ignore[method-assign]
    online.mark("stock", 1, 2, 3)
    online.step()
    assert sorted(online.platform.units) == ["JAM-0", "JAM-2"]
    assert [entry.key for entry in online.waiting()] == [2]
    for _ in range(MOST_DOUBTS):
        online.later()
    assert [entry.state for entry in online.waiting()] == ["stuck"]
    online.platform.set_stock = say  # type: ignore[method-assign]
    online.shop.sell((online.goods[1], quantity.ONE))
    online.later()
    assert online.platform.units["JAM-1"].stock == 10 - 2 - 1


def test_a_look_that_fails_after_stock_was_taken_takes_nothing_back(online: OnlineShop) -> None:
    online.list_goods()

    def odd(_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        raise TypeError("no list")

    online.platform.find = odd  # type: ignore[method-assign,assignment]
    online.mark("stock", 1)
    online.step()
    assert online.waiting() == []
    assert online.platform.units["JAM-0"].stock == 8


def test_one_order_of_a_page_and_one_line_of_the_money_stop_no_other(online: OnlineShop) -> None:
    online.list_goods(pieces=50)
    online.platform.rules = Rules("fake", "Fake", settles=True)
    online.platform.sells(
        online.order("500"), online.order("501", lines=(None,)), online.order("502", more=7), online.order("503")
    )
    odd = MoneyLine("2", "fee", "x", "many", "2026-11-20")  # type: ignore[arg-type]
    good = MoneyLine("3", "fee", "commission", -100, "2026-11-20")
    online.platform.accounts = Money((odd, good))
    online.step()
    assert online.numbers() == ["500", "503"]
    assert online.rows("SELECT remote FROM settlement_line") == [("3",)]
    held = online.rows("SELECT kind, key FROM held_reply ORDER BY kind, key")
    assert held == [("money", "2"), ("orders", "501"), ("orders", "502")]
    assert online.standing().why == ""


def test_money_nobody_can_read_is_no_reason_to_wait(online: OnlineShop) -> None:
    online.platform.rules = Rules("fake", "Fake", settles=True)
    online.platform.faults["money"] = [KeyError("amount")]
    online.step()
    assert online.standing().why == ""
    assert online.rows("SELECT kind FROM held_reply") == [("money",)]


def test_a_lock_file_that_cannot_be_used_is_said_at_the_account_and_the_thread_lives_on(
    online: OnlineShop, caplog: pytest.LogCaptureFixture
) -> None:
    online.list_goods()
    lock = online.shop.office.data_dir / LOCK_FILE
    lock.unlink(missing_ok=True)
    lock.mkdir()
    done = threading.Event()
    online.engine._tell = lambda event: done.set() if event.kind == "trouble" else None  # type: ignore[assignment]
    runner = Runner(online.engine, every=0.02, soon=0.01)
    runner.start()
    try:
        assert done.wait(20)
        assert "IsADirectoryError" in online.standing().why
        assert "a fault of ours (lock)" in caplog.text
        lock.rmdir()
        online.engine._tell = lambda event: done.set() if event.kind == "fine" else None  # type: ignore[assignment]
        done.clear()
        online.shop.clock.now += timedelta(hours=1)
        runner.wake(at_once=True)
        assert done.wait(20)
    finally:
        assert runner.stop(20)
    assert online.standing().why == ""


def test_the_thread_outlives_whatever_a_round_raises(online: OnlineShop, caplog: pytest.LogCaptureFixture) -> None:
    rounds, done = list[int](), threading.Event()

    def odd(*, at_once: bool = False) -> bool:
        rounds.append(at_once)
        if len(rounds) == 3:
            done.set()
        raise BufferError(WORDS)

    online.engine.step = odd  # type: ignore[method-assign]
    runner = Runner(online.engine, every=0.01, soon=0.01)
    runner.start()
    assert done.wait(20)
    assert runner.stop(20)
    assert "the round ended: BufferError < sync/running.py:" in caplog.text
    assert WORDS not in caplog.text


def test_photos_that_are_locked_keep_back_the_label_alone(online: OnlineShop) -> None:
    other = online.join("อีกร้าน")
    online.list_goods()
    online.platform.sells(online.order())
    online.step()
    online.packed()
    file = online.shop.office.data_dir / paths.MEDIA_FILE
    kept = file.read_bytes()
    for part in online.shop.office.data_dir.glob(f"{paths.MEDIA_FILE}*"):
        part.unlink()
    file.mkdir()
    asked = len(online.fakes[other].log)
    online.later()
    assert [(entry.kind, entry.state) for entry in online.waiting()] == [("label", "due")]
    assert len(online.fakes[other].log) > asked
    assert online.standing().why == ""
    file.rmdir()
    file.write_bytes(kept)
    online.later()
    assert online.waiting() == []


def test_the_log_holds_where_it_happened_and_no_word_of_a_buyer(
    online: OnlineShop, caplog: pytest.LogCaptureFixture
) -> None:
    online.list_goods()
    online.platform.faults["orders"] = [ValueError(WORDS)]
    online.step()
    assert "ValueError < sync/pulling.py:" in caplog.text
    odd = online.order("501")

    def store(_order: RemoteOrder) -> None:
        raise KeyError(WORDS)

    object.__setattr__(odd, "lines", property(store))
    online.platform.sells(odd)
    online.later()
    assert "501 could not be stored" in caplog.text
    assert WORDS not in caplog.text


def test_the_time_a_platform_asks_for_holds_for_the_next_program_too(online: OnlineShop) -> None:
    online.mark("stock", *online.list_goods())
    online.platform.faults["set_stock"] = [Retry("slow down", after=timedelta(minutes=30))]
    online.step()
    asked = len(online.platform.log)
    next_program = Engine(online.shop.office, online.open, online.shop.clock, online.engine._random)
    next_program.whole(at_once=True)
    assert len(online.platform.log) == asked
    online.shop.clock.now += timedelta(minutes=31)
    next_program.whole()
    assert online.waiting() == []


def test_an_account_of_which_nothing_was_written_yet_is_called_like_any_other(online: OnlineShop) -> None:
    other = online.join("อีกร้าน")
    online.rows("SELECT 1")
    with online.shop.office.writing() as desk:
        desk.session.connection().exec_driver_sql("DELETE FROM account_state")
    online.step()
    assert online.platform.log == online.fakes[other].log == ["orders"]
    with online.shop.office.reading() as desk:
        assert all(one.pulled_at is not None for one in accounts.listing(desk))
