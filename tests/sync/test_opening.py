"""How an account's channel is opened: with a door of its own, at the platform's pace, its bytes counted."""

import importlib
import re
import sys
import types
from pathlib import Path
from random import Random

import pytest
from keyring.backends import fail

from shopdesk.base.clock import Clock
from shopdesk.shop.channels import Account, Rejected, Rules
from shopdesk.sync import channels, pacing
from shopdesk.sync.channels import answers
from shopdesk.sync.http import Door
from shopdesk.sync.pacing import Pace
from shopdesk.sync.vault import Vault, open_vault
from tests.sync.badserver import says, serving, whole
from tests.sync.fake import Fake


class Little(Fake):
    """A channel that asks one question through its door."""

    door: Door

    def ping(self) -> int:
        return self.door.send("GET", "/ping").status


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    return open_vault(tmp_path)


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("little_channel")

    def opened(account: Account, vault: Vault, door: Door, now: Clock) -> Little:
        made = Little()
        made.door = door
        return made

    module.RULES = Rules("little", "Little", calls_a_second=50.0)  # type: ignore[attr-defined]
    module.open = opened  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "little_channel", module)
    monkeypatch.setitem(channels.OPENERS, "little", "little_channel")


def account(**options: object) -> Account:
    return Account(1, "uid-1", "little", "Shop", "", "", "", options)


@pytest.mark.usefixtures("_little")
def test_a_channel_has_a_door_that_counts(vault: Vault) -> None:
    assert channels.rules("little").label == "Little"
    with serving(says(whole())) as server:
        opened = channels.opener(vault)(account(base=server.base))
        assert isinstance(opened.channel, Little)
        assert opened.channel.ping() == 200
        assert opened.used() == (len(server.requests[0]), len(whole()))
    assert opened.used() == (0, 0)
    assert opened.until() is None


@pytest.mark.usefixtures("_little")
def test_secrets_of_the_account_are_masked_by_its_door(vault: Vault) -> None:
    vault.put("uid-1", {"access": "s3cret-of-uid-1"})
    with serving(says(whole(b"s3cret-of-uid-1", "500 Oops"))) as server:
        opened = channels.opener(vault)(account(base=server.base))
        assert isinstance(opened.channel, Little)
        with pytest.raises(Exception, match="trouble") as told:
            opened.channel.ping()
    assert "s3cret" not in told.value.detail  # type: ignore[attr-defined]


def test_a_platform_nobody_knows_is_told_so(vault: Vault) -> None:
    with pytest.raises(Rejected):
        channels.opener(vault)(account())


def test_every_channel_has_rules_under_its_own_name() -> None:
    assert {name: channels.rules(name).name for name in channels.OPENERS} == {name: name for name in channels.OPENERS}


def test_calls_keep_the_pace_and_a_rest_saves_up_nothing() -> None:
    time = [0.0]

    def sleep(seconds: float) -> None:
        time[0] += seconds

    pace = Pace(4.0, lambda: time[0], sleep)
    for _ in range(9):
        pace()
    assert time[0] == pytest.approx(2.0)
    time[0] += 100
    pace()
    pace()
    assert time[0] == pytest.approx(102.25)


def test_pauses_grow_to_15_minutes_and_are_spread() -> None:
    random = Random(5)
    for failures in range(40):
        drawn = [pacing.pause(failures, random) for _ in range(50)]
        assert min(drawn) >= pacing.FIRST
        assert max(drawn) <= pacing.LONGEST
        assert len(set(drawn)) > 40
    assert max(pacing.pause(1, random) for _ in range(50)) <= pacing.FIRST * 2


FOLDERS = sorted(one.name for one in Path(channels.__file__).parent.iterdir() if (one / "channel.py").is_file())


def test_every_channel_that_is_there_can_be_opened() -> None:
    assert sorted(channels.OPENERS) == FOLDERS


@pytest.mark.parametrize("name", FOLDERS)
def test_a_channel_is_one_folder_of_its_own_shape(name: str) -> None:
    folder = Path(channels.__file__).parent / name
    assert {one.stem for one in folder.glob("*.py")} >= {"client", "mapping", "channel"}
    others = [f"channels.{other}" for other in FOLDERS if other != name]
    for file in folder.glob("*.py"):
        imports = [line for line in file.read_text("utf-8").splitlines() if "import" in line]
        assert [line for line in imports for other in others if other in line] == [], file


def test_every_test_that_the_document_names_is_there() -> None:
    root = Path(__file__).resolve().parents[2]
    told = set(re.findall(r"`(test_\w+)`", (root / "docs" / "sync.md").read_text("utf-8")))
    there = {
        name
        for one in (root / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", one.read_text("utf-8"))
    }
    assert told - there == set()
    assert len(told) > 10


@pytest.mark.parametrize("name", FOLDERS)
def test_nobody_is_told_to_wait_for_what_is_not_tried_again(name: str) -> None:
    if (Path(channels.__file__).parent / name / "refusals.py").exists():
        told = importlib.import_module(f"shopdesk.sync.channels.{name}.refusals").SENTENCES
        assert [code for code, (_why, fix) in told.items() if fix == answers.WAIT] == []
