"""A listing's life at a platform: looked at first, refused, deleted by hand, taken away and put up again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.core import quantity
from shopdesk.db import models, records
from shopdesk.shop import listed, listings
from shopdesk.shop.channels import Offline
from shopdesk.shop.reviews import Review
from shopdesk.sync import reviewing
from tests.sync.fake import REVIEWED
from tests.sync.online_shop import OnlineShop

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def reviewed(online: OnlineShop) -> OnlineShop:
    """A listing was made, and the platform still looks at it."""
    online.platform.rules = replace(online.platform.rules, reviewing=frozenset({REVIEWED}))
    online.list_goods(state="wanted")
    online.step()
    assert states(online) == [("live", "L1", REVIEWED, "")]
    return online


def states(online: OnlineShop) -> list[tuple[object, ...]]:
    return online.rows("SELECT state, remote, remote_state, why FROM listing ORDER BY id")


def test_a_listing_that_was_looked_at_comes_home_as_live_and_is_asked_after_no_more(reviewed: OnlineShop) -> None:
    reviewed.step(HALF_HOUR)
    reviewed.platform.under_review["L1"] = Review("L1", "live", "live")
    reviewed.step(timedelta(hours=1))
    assert states(reviewed) == [("live", "L1", "live", "")]
    asked = reviewed.platform.log.count("reviews")
    reviewed.later()
    assert reviewed.platform.log.count("reviews") == asked


def test_a_listing_that_was_refused_says_the_platforms_reason_and_goes_up_again(reviewed: OnlineShop) -> None:
    reviewed.platform.under_review["L1"] = Review("L1", "refused", "rejected", "รูปไม่ชัด")
    reviewed.step(HALF_HOUR)
    assert states(reviewed) == [("refused", "L1", "rejected", "รูปไม่ชัด")]
    with reviewed.shop.office.reading() as desk:
        assert [one.why for one in listed.everything(desk)] == ["รูปไม่ชัด"]
    with reviewed.shop.office.writing() as desk:
        listings.publish(desk, 1)
    reviewed.platform.under_review["L1"] = Review("L1", "live", "live")
    reviewed.step()
    reviewed.step(HALF_HOUR)
    assert states(reviewed) == [("live", "L1", "live", "")]
    assert reviewed.platform.log.count("create") == 1


def test_a_refusal_without_a_reason_still_says_where_to_look(reviewed: OnlineShop) -> None:
    reviewed.platform.under_review["L1"] = Review("L1", "refused", "BANNED")
    reviewed.step(HALF_HOUR)
    ((state, _remote, _word, why),) = states(reviewed)
    assert state == "refused"
    assert why


def test_asking_costs_little_and_ever_less(reviewed: OnlineShop) -> None:
    for _ in range(7 * 24 * 2):
        reviewed.step(HALF_HOUR)
    assert reviewed.platform.log.count("reviews") <= 40
    before = reviewed.platform.log.count("reviews")
    reviewed.list_goods(state="wanted", first=1)
    reviewed.step()
    reviewed.step(HALF_HOUR)
    assert reviewed.platform.log.count("reviews") > before, "a new listing is asked after soon"


def test_many_are_asked_after_in_turn_a_few_at_a_time(reviewed: OnlineShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "MOST", 2)
    reviewed.list_goods(4, state="wanted", first=1)
    for _ in range(2):
        reviewed.step(HALF_HOUR)
    seen = list[str]()
    ask = reviewed.platform.reviews

    def heard(names: object) -> object:
        seen.extend(names)  # type: ignore[call-overload]
        return ask(names)  # type: ignore[arg-type]

    reviewed.platform.reviews = heard  # type: ignore[method-assign,assignment]
    for _ in range(3):
        reviewed.step(timedelta(hours=12))
    assert len(seen) <= 6
    assert set(seen) == {"L1", "L2", "L3", "L4", "L5"}


def test_a_line_that_breaks_while_asking_is_a_line_that_breaks(reviewed: OnlineShop) -> None:
    reviewed.platform.faults["reviews"] = [Offline("no line")]
    reviewed.step(HALF_HOUR)
    assert reviewed.standing().why == "no line"
    reviewed.step(HALF_HOUR)
    assert reviewed.standing().why == ""


def test_a_listing_taken_away_and_put_up_again_is_made_anew(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.step()
    with online.shop.office.writing() as desk:
        listings.set_state(desk, 1, "removed")
    online.step()
    assert online.platform.units == {}
    assert states(online) == [("removed", "", "", "")]
    online.shop.sell((online.goods[0], quantity.ONE))
    assert online.waiting() == []
    with online.shop.office.writing() as desk:
        listings.publish(desk, 1)
    online.step()
    assert online.platform.log.count("create") == 2
    assert states(online)[0][0] == "live"
    assert online.platform.units["JAM-0"].stock == 7
    assert online.waiting() == []


def test_put_up_again_before_the_platform_heard_of_its_end_it_just_stays(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.step()
    with online.shop.office.writing() as desk:
        listings.set_state(desk, 1, "removed")
        listings.publish(desk, 1)
    online.step()
    assert "remove" not in online.platform.log
    assert online.platform.log.count("create") == 1
    assert states(online)[0][:2] == ("live", "L1")


@pytest.mark.parametrize("said", ["stock", "listing"])
def test_a_listing_deleted_there_by_hand_is_told_and_put_up_again_by_a_press(online: OnlineShop, said: str) -> None:
    online.list_goods(state="wanted")
    online.step()
    online.platform.delete("L1")
    online.mark(said, 1)
    online.step()
    ((state, remote, _word, why),) = states(online)
    assert (state, remote) == ("refused", "")
    assert "gone" in str(why)
    assert online.waiting() == []
    online.shop.sell((online.goods[0], quantity.ONE))
    assert online.waiting() == [], "nothing is said of what is not there"
    with online.shop.office.writing() as desk:
        listings.publish(desk, 1)
    online.step()
    assert online.platform.log.count("create") == 2
    assert states(online)[0][0] == "live"
    assert online.platform.units["JAM-0"].stock == 7


def test_a_unit_put_into_a_live_listing_gets_its_stock(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.step()
    with online.shop.office.writing() as desk:
        row = models.ListingUnit(
            uid="", listing=1, account=online.account, sale_unit=online.goods[0].sale_unit, item=online.goods[0].item,
            seller_sku="JAM-BIG", price=20_000,
        )  # fmt: skip
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
        listings.tell(desk, 1)
    online.step()
    assert online.rows("SELECT remote <> '' FROM listing_unit") == [(1,), (1,)]
    assert online.platform.units["JAM-BIG"].stock == 8
    assert online.waiting() == []


def test_one_unit_deleted_there_by_hand_is_put_in_again(online: OnlineShop) -> None:
    test_a_unit_put_into_a_live_listing_gets_its_stock(online)
    online.platform.delete("JAM-BIG")
    online.shop.sell((online.goods[0], quantity.ONE))
    online.step()
    assert states(online)[0][0] == "live"
    assert online.platform.units["JAM-BIG"].stock == online.platform.units["JAM-0"].stock == 7
    assert online.waiting() == []
