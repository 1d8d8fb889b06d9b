"""The real Vendure server that several files of tests sell at: one for each process of tests, started when wanted."""

from collections.abc import Iterator

import pytest

from tests.sync import vendure_shop
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
