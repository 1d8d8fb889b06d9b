"""A listing that a marketplace looks at first, and one somebody deletes there: over real HTTP at each marketplace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.practice import server as marketplace
from shopdesk.shop import listings
from tests.conftest import Shop
from tests.sync import lazada_shop, market, shopee_shop
from tests.sync.market import SKU

DAYS = {"lazada": lazada_shop.Day, "shopee": shopee_shop.Day}
# What each tells of its reasons.
WHY = {"lazada": "รูปไม่ชัด", "shopee": "The platform does not show it to buyers. Look there for the reason."}


@pytest.fixture(params=sorted(DAYS))
def day(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[market.Day]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with marketplace.running(port=0, now=shop.clock) as practice:
        yield DAYS[request.param](shop, practice, tmp_path / "vault")


def state(day: market.Day) -> tuple[str, bool, str]:
    ((state, remote, why),) = day.rows("SELECT state, remote <> '', why FROM listing")
    return str(state), bool(remote), str(why)


def product(day: market.Day) -> int:
    return int(str(day.rows("SELECT remote FROM listing")[0][0]))


@pytest.mark.parametrize("approve", [True, False])
def test_what_the_platform_said_of_a_listing_comes_home(day: market.Day, approve: bool) -> None:
    day.control.manual_qc()
    day.publish()
    day.step()
    day.step()
    assert state(day) == ("live", True, "")
    before = day.rows("SELECT remote_state FROM listing")
    day.control.judge(product(day), approve)
    day.step()
    day.step()
    assert state(day) == (("live", True, "") if approve else ("refused", True, WHY[day.platform]))
    assert day.rows("SELECT remote_state FROM listing") != before
    assert day.standing().why == ""


def test_a_listing_deleted_there_is_told_and_made_anew_by_a_press(day: market.Day) -> None:
    listing = day.publish()
    day.step()
    day.step()
    ((remote,),) = day.rows("SELECT remote FROM listing_unit")
    first = product(day)
    day.line.remove(str(first), [str(remote)])
    day.shop.sell((day.goods, 1_000))
    for _ in range(3):
        day.step()
    told, there, why = state(day)
    assert (told, there) == ("refused", False)
    assert why
    assert day.due() == []
    with day.shop.office.writing() as desk:
        listings.publish(desk, listing)
    day.step()
    day.step()
    assert state(day) == ("live", True, "")
    assert product(day) != first
    assert day.control.stock(SKU)["sellable"] == 7
    assert day.due() == []


def test_a_listing_taken_away_is_made_anew_when_it_is_put_up_again(day: market.Day) -> None:
    listing = day.publish()
    day.step()
    first = product(day)
    with day.shop.office.writing() as desk:
        listings.set_state(desk, listing, "removed")
    day.step()
    assert state(day) == ("removed", False, "")
    with day.shop.office.writing() as desk:
        listings.publish(desk, listing)
    day.step()
    day.step()
    assert state(day) == ("live", True, "")
    assert product(day) != first
    assert day.control.stock(SKU)["sellable"] == 8
    assert day.due() == []
