"""What nobody could read is mended by a person in its own words, at every channel and in every file, and taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.base import i18n
from shopdesk.db import quick
from shopdesk.shop import settlements
from tests.cli.conftest import Terminal
from tests.conftest import Shop
from tests.sync import unread
from tests.sync.unread import STILL_WRONG, WRONG, Unread


@pytest.fixture
def till(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, empty_file: Path
) -> Iterator[Terminal]:  # fmt: skip
    before = i18n.language()
    yield Terminal(shop.office.data_dir, capsys, monkeypatch, empty_file)
    i18n.set_language(before)


@pytest.fixture(params=unread.NAMES)
def held(request: pytest.FixtureRequest, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unread]:
    with unread.at(request.param, shop, monkeypatch) as made:
        yield made


def test_a_word_nobody_can_read_is_mended_by_a_command_and_taken_in(
    held: Unread, till: Terminal, tmp_path: Path
) -> None:  # fmt: skip
    (row,) = held.held()
    assert WRONG in row.body
    before = held.orders()
    mended = tmp_path / "mended.json"
    mended.write_text(held.text(f'"{STILL_WRONG}"'), encoding="utf-8")
    refused = till("sync", "held", "replay", row.id, "--file", mended)
    assert refused.code == 1
    (row,) = held.held()
    assert STILL_WRONG in row.body, "what was typed is kept"
    held.step()
    assert [one.body for one in held.held()] == [row.body], "the same told once more does not take its place"
    mended.write_text(held.text(held.right), encoding="utf-8")
    taken = till("sync", "held", "replay", row.id, "--file", mended)
    assert (taken.code, held.held()) == (0, []), taken.err
    assert held.orders() == before + 1
    assert held.taken() == ("file" if row.by_file else "api", held.pieces)
    held.step()
    assert held.held() == [], "the same told once more is no news"


def _payouts(made: Unread) -> list[tuple[object, ...]]:
    with made.shop.office.reading() as desk:
        return quick.rows(desk.session.connection(), "SELECT statement, payout FROM settlement ORDER BY statement")


def _tasks(made: Unread) -> list[str]:
    with made.shop.office.reading() as desk:
        return [one.number for one in settlements.tasks(desk, made.account) if one.kind == "payout"]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == "shopee" else pytest.mark.nightly) for name in unread.SETTLED]
)
def test_money_of_a_platform_is_mended_in_its_own_words(
    name: str, shop: Shop, monkeypatch: pytest.MonkeyPatch, till: Terminal, tmp_path: Path
) -> None:  # fmt: skip
    with unread.money_at(name, shop, monkeypatch) as made:
        (row,) = made.held()
        assert row.kind == "money"
        assert made.money() != made.credited
        mended = tmp_path / "mended.json"
        mended.write_text(made.text(made.right), encoding="utf-8")
        taken = till("sync", "held", "replay", row.id, "--file", mended)
        assert (taken.code, made.held()) == (0, []), taken.err
        assert made.money() == made.credited
        assert _tasks(made) == []
        made.step()
        assert (made.held(), made.money()) == ([], made.credited)


@pytest.mark.parametrize("name", unread.MONEY_FILES)
def test_money_of_a_file_is_mended_and_its_payout_adds_up(
    name: str, shop: Shop, monkeypatch: pytest.MonkeyPatch, till: Terminal, tmp_path: Path
) -> None:  # fmt: skip
    made = unread.money_by_file(name, shop)
    (row,) = made.held()
    payouts, before = _payouts(made), made.money()
    mended = tmp_path / "mended.json"
    mended.write_text(made.text(made.right), encoding="utf-8")
    taken = till("sync", "held", "replay", row.id, "--file", mended)
    assert (taken.code, made.held()) == (0, []), taken.err
    assert made.money() == before + made.missing
    assert len(_payouts(made)) == len(payouts) + 1
    assert _tasks(made) == []
    made.step()
    assert (made.held(), made.money()) == ([], before + made.missing)
