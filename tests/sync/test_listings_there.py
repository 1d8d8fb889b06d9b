"""What the shop says of its goods at a platform, and what stands there then: nothing stays on sale that was taken away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import models, records
from shopdesk.shop import listings, offers, variants
from shopdesk.shop.channels import Draft, RemoteListing, Unknown
from shopdesk.shop.online import holding
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop


def set_state(online: OnlineShop, state: str) -> None:
    with online.shop.office.writing() as desk:
        listings.set_state(desk, 1, state)


def draw_up(online: OnlineShop, *units: listings.Unit) -> None:
    with online.shop.office.writing() as desk:
        listings.draw_up(desk, 1, online.account, units, "7")


@pytest.mark.parametrize(("state", "call"), [("removed", "remove"), ("paused", "pause")])
def test_goods_whose_making_was_never_answered_do_not_stay_on_sale(online: OnlineShop, state: str, call: str) -> None:
    online.list_goods(state="wanted")
    online.platform.lost["create"] = [Unknown("never came")]
    online.step()
    assert list(online.platform.units) == ["JAM-0"]
    set_state(online, state)
    online.later()
    assert online.platform.log.count(call) == 1
    assert online.waiting() == []
    if state == "paused":
        # From now on it is known, so that it can be put back.
        assert online.rows("SELECT remote, remote_state FROM listing") == [("L1", "paused")]
        assert online.rows("SELECT remote FROM listing_unit") == [("L1-0",)]
    else:
        assert online.platform.units == {}


def test_what_was_taken_away_and_is_put_up_again_is_made_anew(online: OnlineShop) -> None:
    online.list_goods(state="wanted")
    online.step()
    set_state(online, "removed")
    online.later()
    assert online.platform.units == {}
    draw_up(online, listings.Unit(online.goods[0].sale_unit, 9_900))
    with online.shop.office.writing() as desk:
        listings.publish(desk, 1)
    online.platform.log.clear()
    online.later()
    assert "create" in online.platform.log
    assert "update" not in online.platform.log
    assert online.platform.units["JAM-0"].price == 9_900
    assert online.rows("SELECT state, remote FROM listing") == [("live", "L1")]
