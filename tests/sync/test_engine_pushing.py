"""What is said of goods and listings in a round: the truth of the moment, each outcome by itself, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop import exchange, listings
from shopdesk.shop.channels import (
    Outcome,
    Rejected,
    RemoteUnit,
    Retry,
    Unknown,
    Unread,
)
from tests.sync.online_shop import OnlineShop


def test_stock_is_said_in_batches_and_each_outcome_counts_by_itself(online: OnlineShop) -> None:
    units = online.list_goods(7)
    online.mark("stock", *units)
    online.platform.units["JAM-1"] = RemoteUnit("L1", "U1", "JAM-1", stock=8)
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
    online.platform.units["JAM-1"] = RemoteUnit("L1", "U1", "JAM-1")
    plain = online.platform.set_stock

    def spoiled(writes: object) -> object:
        if any(write.seller_sku == "JAM-1" for write in writes):  # type: ignore[attr-defined]
            raise Rejected("Bad unit in the list")
        return plain(writes)  # type: ignore[arg-type]

    online.platform.set_stock = spoiled  # type: ignore[method-assign,assignment]
    online.step()
    assert [(entry.key, entry.state) for entry in online.waiting()] == [(units[1], "stuck")]


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


def test_what_an_order_nobody_could_read_took_is_not_put_on_sale_again(online: OnlineShop) -> None:
    online.list_goods(2)
    online.mark("stock", 1, 2)
    online.step()
    online.platform.unread = (Unread("900", "{}", "The order has a quantity that cannot be."),)
    online.platform.units["JAM-0"] = replace(online.platform.units["JAM-0"], stock=5)
    online.shop.sell((online.goods[0], quantity.ONE), (online.goods[1], quantity.ONE))
    online.later()
    # Three of the first are gone there, and one here: both lessen it.
    assert [online.platform.units[f"JAM-{n}"].stock for n in (0, 1)] == [4, 7]
    for _more in range(2):
        online.shop.sell((online.goods[0], quantity.ONE))
        online.later()
    assert [online.platform.units[f"JAM-{n}"].stock for n in (0, 1)] == [2, 7]
    # What the platform's own known orders take it counts itself.
    online.platform.sells(online.order())
    online.platform.units["JAM-0"] = replace(online.platform.units["JAM-0"], stock=1)
    online.later()
    assert online.platform.units["JAM-0"].stock == 1
    assert online.waiting() == []
    online.platform.unread = ()
    ((held,),) = online.rows("SELECT id FROM held_reply")
    with online.shop.office.writing() as desk:
        exchange.drop(desk, int(str(held)))
    online.later()
    assert [online.platform.units[f"JAM-{n}"].stock for n in (0, 1)] == [4, 7], "nothing keeps it down any more"
