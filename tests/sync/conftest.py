"""What the tests of channels sell at: the practice marketplace, new for each test, and a real Vendure server, one for
each process of tests, started when wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.practice import server as marketplace
from shopdesk.practice.server import Practice
from tests.conftest import Shop
from tests.sync import market, model_made, model_shop, vendure_shop
from tests.sync.online_shop import OnlineShop
from tests.sync.vendure_shop import Server


@pytest.fixture(scope="session")
def _vendure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    started: list[Server] = []
    yield started
    for one in started:
        one.close()


@pytest.fixture
def server(_vendure: list[Server], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Server:
    """The server; without it a test is skipped, but not one of the long proofs."""
    if why := vendure_shop.missing():
        (pytest.fail if request.node.get_closest_marker("nightly") else pytest.skip)(why)
    if not _vendure:
        _vendure.append(Server(tmp_path_factory.mktemp("vendure")))
    if _vendure[0].process is None:
        _vendure[0].start()
    return _vendure[0]


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    """The practice marketplace, on this machine's own clock."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with marketplace.running(port=0) as running:
        yield running


@pytest.fixture
def day(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[market.Day]:
    """A whole shop at the marketplace whose clock is its own; `Day` of the test's file says at which platform."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with marketplace.running(port=0, now=shop.clock) as practice:
        yield request.module.Day(shop, practice, tmp_path / "vault")


@pytest.fixture
def online(shop: Shop) -> OnlineShop:
    """A shop that sells at one platform in memory."""
    return OnlineShop(shop)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> model_shop.Made:
    """A shop with three tills at two platforms, as every life of the model begins."""
    return model_made.made(tmp_path_factory.mktemp("model") / "shop", empty_file)
