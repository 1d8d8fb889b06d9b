"""What is said of orders in a round: packed, sent, cancelled, answered, each of it once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.shop.channels import (
    Rejected,
    Retry,
    Unknown,
)
from shopdesk.shop.online import packing
from tests.conftest import MORNING
from tests.sync.online_shop import OnlineShop


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


def test_a_parcel_of_an_order_the_buyer_cancelled_meanwhile_waits_for_nobody(ordered: OnlineShop) -> None:
    parcel = ordered.packed()
    with ordered.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    ordered.platform.step("500", "cancelled", changed_at=ordered.shop.clock.now)
    for _ in range(2):
        ordered.later()
    assert ordered.waiting() == []
    assert ordered.rows("SELECT state FROM online_order") == [("problem",)]


@pytest.mark.parametrize(("there", "waits"), [("cancelled", []), ("shipped", []), ("ready", ["label"])])
def test_a_label_that_nobody_needs_any_more_waits_for_nobody(ordered: OnlineShop, there: str, waits: list[str]) -> None:
    ordered.platform.faults["label"] = [Retry("not printed yet")]
    ordered.packed()
    ordered.step()
    # Cancelled after the round read the orders: the platform unpacked it and knows the package no more.
    ordered.platform.faults["label"] = [Rejected("package does not exist")]
    told = ordered.platform.told["500"]
    ordered.platform.told["500"] = replace(told, state=there, changed_at=MORNING - timedelta(days=90))
    ordered.later()
    assert [one.kind for one in ordered.waiting()] == waits


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
