"""Rounds by commands spare a line that is paid by what is used, as the window's rounds do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.practice import server as marketplace
from shopdesk.shop import settings
from shopdesk.sync import reach
from shopdesk.ui import online
from tests.cli.conftest import Terminal
from tests.conftest import Shop
from tests.sync.shopee_shop import Day


@pytest.fixture
def there(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """A shop with a listing that nobody has sent yet, and its photo."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    shop.clock.now = datetime.now(UTC)
    with marketplace.running(port=0, now=shop.clock) as practice:
        day = Day(shop, practice, shop.office.data_dir)
        day.publish()
        yield day
    reach.forget()


@pytest.mark.parametrize(("chosen", "paid"), [("wait", False), ("ask", True)])
def test_a_round_by_command_keeps_photos_for_a_line_that_costs_nothing(
    there: Day, chosen: str, paid: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    empty_file: Path,
) -> None:  # fmt: skip
    monkeypatch.setattr(online, "metered", lambda: paid)
    till = Terminal(there.shop.office.data_dir, capsys, monkeypatch, empty_file)
    _choose(there, chosen)
    till("sync", "--once")
    assert "Photos wait for a line that costs nothing." in till("sync", "status").out
    assert there.practice.store.effects["creates"] == 0
    _choose(there, "send" if chosen == "wait" else "ask")
    monkeypatch.setattr(online, "metered", lambda: False)
    (entry,) = (one.id for one in there.due() if one.kind == "listing")
    assert till("sync", "retry", entry).code == 0
    done = till("sync", "--once")
    assert there.practice.store.effects["creates"] == 1, done.out + done.err


def _choose(there: Day, chosen: str) -> None:
    with there.shop.office.writing() as desk:
        settings.change(desk, "line.photos", chosen)
