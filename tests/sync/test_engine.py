"""The engine against a platform in memory: what comes home, what is said there, and what happens when it goes wrong."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop import accounts, listings
from shopdesk.shop.channels import (
    Money,
    MoneyLine,
    NeedsLogin,
    Offline,
    Outcome,
    Rejected,
    Retry,
    Rules,
    Unknown,
    Unread,
)
from shopdesk.shop.online import packing
from shopdesk.sync import pulling
from shopdesk.sync.engine import Runner
from tests.conftest import MORNING, Shop
from tests.sync.online_shop import OnlineShop


@pytest.fixture
def online(shop: Shop) -> OnlineShop:
    return OnlineShop(shop)


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


def test_a_moment_told_from_the_future_does_not_carry_the_window_away(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(changed_at=MORNING + timedelta(days=4000)))
    online.step()
    online.step()
    assert online.platform.asked[-1][0] <= online.shop.clock.now


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


def test_stock_is_said_in_batches_and_each_outcome_counts_by_itself(online: OnlineShop) -> None:
    units = online.list_goods(7)
    online.mark("stock", *units)
    online.platform.refuses = {"JAM-1": Rejected("Under review"), "JAM-4": Retry("later")}
    online.step()
    assert online.platform.log.count("set_stock") == 3
    left = {entry.key: entry for entry in online.waiting()}
    assert {key: entry.state for key, entry in left.items()} == {units[1]: "stuck", units[4]: "due"}
    assert left[units[1]].why == "Under review"
    assert left[units[4]].not_before > 0
    assert {unit.stock for unit in online.platform.units.values()} == {8}
    assert [event.count for event in online.events if event.kind == "stuck"] == [1]
    assert online.standing().why == ""


def test_one_unit_that_spoils_the_whole_call_stops_no_other(online: OnlineShop) -> None:
    units = online.list_goods(3)
    online.mark("stock", *units)
    plain = online.platform.set_stock

    def spoiled(writes: object) -> object:
        if any(write.seller_sku == "JAM-1" for write in writes):  # type: ignore[attr-defined]
            raise Rejected("Bad unit in the list")
        return plain(writes)  # type: ignore[arg-type]

    online.platform.set_stock = spoiled  # type: ignore[method-assign,assignment]
    online.step()
    assert [(entry.key, entry.state) for entry in online.waiting()] == [(units[1], "stuck")]


def test_an_answer_that_leaves_units_out_is_no_yes(online: OnlineShop) -> None:
    units = online.list_goods(2)
    online.mark("stock", *units)
    online.platform.set_stock = lambda _writes: [Outcome("JAM-0")]  # type: ignore[method-assign]
    online.step()
    assert [(entry.key, entry.state) for entry in online.waiting()] == [(units[1], "unknown")]


def test_stock_marked_again_while_it_is_said_is_said_again(online: OnlineShop) -> None:
    units = online.list_goods()
    online.mark("stock", *units)
    plain = online.platform.set_stock

    def sells_meanwhile(writes: object) -> object:
        if online.platform.log.count("set_stock") == 0:
            online.shop.sell((online.goods[0], 3 * quantity.ONE))
        return plain(writes)  # type: ignore[arg-type]

    online.platform.set_stock = sells_meanwhile  # type: ignore[method-assign,assignment]
    online.step()
    assert online.platform.units["JAM-0"].stock == 5
    assert online.waiting() == []


def test_goods_nobody_counted_are_not_said(online: OnlineShop) -> None:
    thing = online.shop.add("ไม่เคยนับ", 100)
    units = online.list_goods()
    with online.shop.office.writing() as desk:
        desk.session.connection().exec_driver_sql(
            "UPDATE listing_unit SET sale_unit = ?, item = ?", (thing.sale_unit, thing.item)
        )
    online.mark("stock", *units)
    online.step()
    assert "set_stock" not in online.platform.log
    assert online.waiting() == []


def test_a_write_in_doubt_is_looked_at_before_it_is_said_again(online: OnlineShop) -> None:
    units = online.list_goods()
    online.mark("stock", *units)
    online.platform.lost["set_stock"] = [Unknown("never came")]
    online.step()
    assert [entry.state for entry in online.waiting()] == ["unknown"]
    online.later()
    assert online.platform.log == ["orders", "set_stock", "orders", "find"]
    assert online.waiting() == []
    assert online.rows("SELECT stock FROM published") == [(8,)]
    online.mark("stock", *units)
    online.platform.faults["set_stock"] = [Unknown("never came")]
    online.shop.sell((online.goods[0], quantity.ONE))
    online.later()
    online.later()
    assert online.platform.units["JAM-0"].stock == 7


def test_a_platform_that_shows_more_than_was_said_is_told_again_and_then_a_person(online: OnlineShop) -> None:
    online.mark("stock", *online.list_goods())
    online.platform.shows_more = 4
    for _ in range(3):
        online.later()
        assert [entry.state for entry in online.waiting()] == ["due"]
    online.later()
    (entry,) = online.waiting()
    assert entry.state == "stuck"
    assert "12" in entry.why
    assert online.standing().why == ""


def test_prices_are_said(online: OnlineShop) -> None:
    (unit,) = online.list_goods()
    with online.shop.office.writing() as desk:
        listings.set_price(desk, unit, 15_000)
    online.step()
    assert online.platform.units["JAM-0"].price == 15_000
    assert online.rows("SELECT price FROM published") == [(15_000,)]
    assert online.waiting() == []


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


def test_a_listing_is_made_once_though_its_answer_was_lost(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.platform.lost["create"] = [Unknown("never came")]
    online.step()
    (entry,) = online.waiting()
    assert entry.state == "unknown"
    assert "create" in online.platform.log
    online.step(timedelta(seconds=5))
    assert online.platform.log.count("create") == 1
    online.later()
    assert online.platform.log.count("create") == 1
    assert online.platform.log[-1] != "create"
    assert len(online.platform.photos) == 1
    assert online.rows("SELECT state, remote FROM listing") == [("live", "L1")]
    assert online.rows("SELECT remote FROM listing_unit") == [("L1-0",)]
    assert online.waiting() == []
    assert online.platform.units["JAM-0"].stock == 8


def test_a_program_that_ended_after_the_listing_was_made_finds_it(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.platform.lost["create"] = [KeyboardInterrupt()]  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        online.step()
    online.step()
    assert online.platform.log.count("create") == 1
    assert online.rows("SELECT state, remote FROM listing") == [("live", "L1")]


def test_a_refused_listing_says_why_and_waits_for_a_person(online: OnlineShop) -> None:
    units = online.list_goods(state="wanted")
    online.platform.faults["create"] = [Rejected("The category is closed.", fix="Choose another.", detail="E014")]
    online.step()
    (entry,) = online.waiting()
    assert (entry.state, entry.fix) == ("stuck", "Choose another.")
    ((state, why),) = online.rows("SELECT state, why FROM listing")
    assert state == "refused"
    assert "E014" in str(why)
    online.later()
    assert online.platform.log.count("create") == 1
    assert units


def test_a_listing_is_taken_off_put_back_and_away(online: OnlineShop) -> None:
    online.list_goods()
    for state, call in (("paused", "pause"), ("live", "resume"), ("removed", "remove")):
        with online.shop.office.writing() as desk:
            listings.set_state(desk, 1, state)
        online.step()
        assert call in online.platform.log
        assert online.waiting() == []
    assert online.platform.log.count("resume") == 1


def test_stock_is_said_though_three_listings_meet_trouble(online: OnlineShop) -> None:
    online.list_goods(4, state="wanted")
    online.platform.faults["create"] = [Retry("oops")] * 9
    online.goods.clear()
    with online.shop.office.writing() as desk:
        desk.session.connection().exec_driver_sql("UPDATE listing_unit SET remote = 'X' WHERE id = 4")
    online.mark("stock", 4)
    online.step()
    assert "set_stock" in online.platform.log
    assert online.platform.log.count("create") == 3
    assert online.standing().why == "oops"


@pytest.fixture
def ordered(online: OnlineShop) -> OnlineShop:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    online.step()
    return online


def test_packed_labelled_and_sent(ordered: OnlineShop) -> None:
    parcel = ordered.packed()
    ordered.step()
    assert "pack" in ordered.platform.log
    assert ordered.rows("SELECT package, tracking, carrier, length(label) FROM parcel") == [("P1", "TRK1", "Kerry", 64)]
    with ordered.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    ordered.step()
    assert [package.id for package in ordered.platform.shipped] == ["P1"]
    assert ordered.platform.shipped[0].line_ids == ("500-0", "500-1")
    assert ordered.waiting() == []
    ordered.later()
    assert ordered.rows("SELECT state FROM online_order") == [("shipped",)]


@pytest.mark.parametrize("call", ["pack", "ship", "cancel"])
def test_what_may_happen_once_happens_once_though_its_answer_was_lost(ordered: OnlineShop, call: str) -> None:
    ordered.platform.lost[call] = [Unknown("never came")]
    if call == "cancel":
        with ordered.shop.office.writing() as desk:
            packing.cancel(desk, ordered.taken(), "out_of_stock")
    else:
        parcel = ordered.packed()
        if call == "ship":
            ordered.step()
            with ordered.shop.office.writing() as desk:
                packing.handed_over(desk, parcel)
    ordered.step()
    assert "unknown" in [entry.state for entry in ordered.waiting()]
    ordered.later()
    ordered.later()
    assert ordered.platform.log.count(call) == 1
    assert ordered.waiting() == []
    if call == "pack":
        assert ordered.rows("SELECT package FROM parcel") == [("P1",)]


def test_a_parcel_handed_over_before_the_platform_knew_it_is_sent_in_turn(ordered: OnlineShop) -> None:
    ordered.platform.faults["pack"] = [Retry("oops")]
    parcel = ordered.packed()
    with ordered.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    ordered.step()
    assert ordered.platform.shipped == []
    assert ordered.standing().why == ""
    ordered.later()
    ordered.later()
    assert [package.id for package in ordered.platform.shipped] == ["P1"]
    assert ordered.waiting() == []


def test_some_pieces_are_cancelled_by_their_own_ids_and_the_others_sent(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=4))
    online.step()
    order = online.taken()
    online.platform.lost["cancel"] = [Unknown("never came")]
    for _ in range(2):
        with online.shop.office.writing() as desk:
            packing.cancel(desk, order, "out_of_stock", {1: quantity.ONE})
        online.later()
        online.later()
    assert [[line.ids for line in lines] for lines in online.platform.cancelled] == [[("500-3",)], [("500-2",)]]
    parcel = online.packed()
    online.step()
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    online.step()
    assert online.platform.shipped[0].line_ids == ("500-0", "500-1")
    assert online.waiting() == []


def test_the_buyer_is_answered_as_the_shop_decided(ordered: OnlineShop) -> None:
    ordered.platform.step("500", "new", wants="cancel", changed_at=MORNING + timedelta(minutes=5))
    ordered.step()
    with ordered.shop.office.writing() as desk:
        packing.answer(desk, ordered.taken(), agree=True)
    ordered.step()
    assert ordered.platform.answered == [True]
    assert ordered.waiting() == []


def test_a_refused_act_is_for_a_person_and_stops_nothing(ordered: OnlineShop) -> None:
    ordered.packed()
    ordered.platform.faults["pack"] = [Rejected("The buyer's address is missing.", fix="Ask the platform.")]
    ordered.mark("stock", 1)
    ordered.step()
    assert {(entry.kind, entry.state) for entry in ordered.waiting()} == {("pack", "stuck")}
    assert ordered.platform.log.count("set_stock") >= 1


def test_after_many_unclear_answers_a_person_looks(ordered: OnlineShop) -> None:
    ordered.packed()
    ordered.platform.faults["pack"] = [Retry("oops")] * 20
    for _ in range(10):
        ordered.later()
    assert [(entry.kind, entry.state) for entry in ordered.waiting()] == [("pack", "stuck")]
    assert ordered.platform.log.count("pack") == 8


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
