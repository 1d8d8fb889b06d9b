"""Signing in to a platform by command: who may, and what stays where it is another shop's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shopdesk.practice import server
from shopdesk.practice.server import Practice
from tests.cli.conftest import Terminal
from tests.cli.test_cli_days import cashier
from tests.cli.test_cli_online import did


@pytest.fixture
def practice() -> Iterator[Practice]:
    with server.running(port=0) as made:
        yield made


@pytest.fixture
def shop(till: Terminal, practice: Practice) -> Terminal:
    """A shop with an account at Lazada."""
    app = practice.control.app()
    add = ("channels", "add", "ฝึก", "--channel", "lazada", "--app-key", app["app_key"], "--server", practice.address)
    did(till(*add, "--json", stdin=app["secret"] + "\n"))
    return till


def page(shop: Terminal) -> dict[str, Any]:
    return did(shop("channels", "login", "1", "--page", "--json"))


def came_back(practice: Practice, state: str, seller: int = 0) -> str:
    return f"https://localhost/?code={practice.control.code(seller)}&state={state}"


def secrets(shop: Terminal) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (shop.data / "vault").glob("*.bin")}


def test_who_may_not_sell_online_signs_nobody_in(shop: Terminal, practice: Practice) -> None:
    cashier(shop, "สมชาย")
    before, state = secrets(shop), page(shop)["state"]
    assert len(before) == 1
    assert shop("channels", "login", "1", "--page", "--user", "สมชาย").code == 1
    refused = shop("channels", "login", "1", "--state", state, "--user", "สมชาย", stdin=came_back(practice, state))
    assert refused.code == 1
    assert secrets(shop) == before


def test_another_shops_sign_in_leaves_the_account_its_own(shop: Terminal, practice: Practice) -> None:
    state = page(shop)["state"]
    own = did(shop("channels", "login", "1", "--state", state, "--json", stdin=came_back(practice, state)))
    before, state = secrets(shop), page(shop)["state"]
    other = practice.control.new_seller(name="ร้านอื่น")["seller"]
    refused = shop("channels", "login", "1", "--state", state, stdin=came_back(practice, state, other))
    assert (refused.code, "another shop" in refused.err) == (1, True)
    assert secrets(shop).keys() == before.keys()
    assert did(shop("channels", "test", "1", "--json"))["shop"] == own["shop"]
