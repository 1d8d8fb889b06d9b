"""What the program says of itself and of commands that were typed wrongly."""

import json

import pytest

from shopdesk.cli import declaring
from tests.cli.conftest import Terminal


def test_a_group_without_its_command_shows_its_help(shopdesk: Terminal) -> None:
    shown = shopdesk("payout", lang="th")
    assert shown.code == 2
    assert shown.out.startswith("วิธีใช้: shopdesk payout")
    assert "\n  make" in shown.out
    assert "\\u000a" not in shown.out + shown.err
    refused = shopdesk("payout", "--json")
    assert (refused.code, refused.json["hint"]) == (2, "See: shopdesk payout --help")


@pytest.mark.parametrize("words", [["sell"], ["stock", "reorder"], ["payout"], []])
def test_help_has_no_english_heading_in_thai(shopdesk: Terminal, words: list[str]) -> None:
    shown = shopdesk(*words, "--help", lang="th")
    assert shown.code == 0
    for heading in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default", "OPTIONS"):
        assert heading not in shown.out


def test_every_command_shows_its_help(shopdesk: Terminal) -> None:
    for name in list(declaring.COMMANDS):
        shown = shopdesk(*name.split(), "--help")
        assert (shown.code, shown.err) == (0, ""), name
        assert shown.out.startswith(f"Usage: shopdesk {name}"), name


def test_a_wrong_word_leads_to_the_help_of_its_command(shopdesk: Terminal) -> None:
    assert "shopdesk payout --help" in shopdesk("payout", "mak").err
    refused = shopdesk("stock", "move", "7*2", "--json")
    assert refused.code == 2
    assert json.loads(refused.out)["error"] == "--to is missing."


def test_an_option_that_repeats_takes_several_values_at_once(till: Terminal) -> None:
    till("stock", "count", "8*5")
    assert till("market", "out", "7*20", "8*3").code == 0
    home = ("market", "back", "--back", "7*4", "8*3", "--waste", "7*1", "--money", "cash=60", "promptpay=7.50")
    assert till(*home, "--dry-run", "--json").json == {"number": None, "total": "67.50", "difference": "0.00"}
