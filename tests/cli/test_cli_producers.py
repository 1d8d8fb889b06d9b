"""Producers by command: who they are, on what terms, what they are owed, and paying them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def village(till: Terminal) -> Terminal:
    """Two women leave eggs, some are sold."""
    for name, number in (("ป้าสมศรี", "0812345678"), ("ยายคำ", "")):
        assert till("producers", "add", name, "--promptpay", number).code == 0
        assert till("producers", "agree", name, "--percent", "20", "--from", "2026-01-01").code == 0
    till("stock", "count", "7*0")
    till("stock", "receive", "7*10", "--producer", "ป้าสมศรี")
    till("stock", "receive", "7*10", "--producer", "ยายคำ")
    till("sell", "7*12", "--pay", "cash")
    return till


def test_what_each_is_owed_stands_in_the_list_and_line_by_line(village: Terminal) -> None:
    found = village("producers", "list", "--json").json["producers"]
    assert [(one["name"], one["owed"], one["sold"]) for one in found] == [
        ("ป้าสมศรี", "36.00", "45.00"),
        ("ยายคำ", "7.20", "9.00"),
    ]
    shown = village("producers", "show", "ป้าสมศรี", "--json").json
    assert [(line["name"], line["quantity"], line["owed"]) for line in shown["lines"]] == [("ไข่ไก่", "10", "36.00")]
    assert (shown["goods"], shown["terms"][0]["from"]) == ([], "2026-01-01")


def test_all_are_paid_at_once_with_their_slips_and_never_twice(qapp: object, village: Terminal, tmp_path: Path) -> None:
    made = village("payout", "make", "--all", "--out", tmp_path / "slips.pdf", "--json").json
    assert [(one["number"], one["amount"]) for one in made["payouts"]] == [
        ("1A-P000001", "36.00"),
        ("1A-P000002", "7.20"),
    ]
    assert made["total"] == "43.20"
    assert (tmp_path / "slips.pdf").read_bytes().startswith(b"%PDF")
    assert village("payout", "make", "ป้าสมศรี").code == 1
    assert village("payout", "make", "--all", "--json").json == {"payouts": [], "total": "0.00"}


def test_a_payout_taken_back_is_owed_again(village: Terminal) -> None:
    village("payout", "make", "ป้าสมศรี", "--amount", "16", "--paid", "transfer", "--slip", "AB12-34CD")
    back = village("payout", "undo", "1a-p000001", "--json").json["payouts"][0]
    assert (back["number"], back["amount"], back["takes_back"]) == ("1A-P000002", "-16.00", True)
    assert village("payout", "undo", "1A-P000001").code == 1
    listed = village("payout", "list", "--producer", "ป้าสมศรี", "--json").json["payouts"]
    assert [(one["number"], one["reference"], one["taken_back"]) for one in listed] == [
        ("1A-P000002", "1234CD", False),
        ("1A-P000001", "1234CD", True),
    ]
    assert village("producers", "show", "ป้าสมศรี", "--json").json["owed"] == "36.00"


def test_an_agent_needs_the_signed_paper_which_a_draft_makes(qapp: object, village: Terminal, tmp_path: Path) -> None:
    from PIL import Image

    words = ("producers", "agree", "ยายคำ", "--percent", "10", "--agent", "--for", "7")
    assert village(*words).code == 1
    assert village(*words, "--draft", tmp_path / "paper.pdf").code == 0
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    Image.new("RGB", (400, 560), "white").save(tmp_path / "signed.png")
    assert village(*words, "--paper", tmp_path / "signed.png", "--json").json["agent"] is True


def test_a_year_is_told_and_written_as_paper_and_as_rows(qapp: object, village: Terminal, tmp_path: Path) -> None:
    village("payout", "make", "ยายคำ", "--paid", "owner")
    told = village("producers", "statement", "ยายคำ", "--json").json
    assert (told["sold"], told["share"], told["paid"], told["open"]) == ("9.00", "1.80", "7.20", "0.00")
    year = told["year"] + 543
    for ending in ("pdf", "csv"):
        file = tmp_path / f"year.{ending}"
        assert village("producers", "statement", "ยายคำ", "--year", year, "--out", file).code == 0
        assert file.stat().st_size > 100
    assert "ไข่ไก่" in (tmp_path / "year.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "words",
    [
        ("producers", "add", "สมชาย", "--promptpay", "12"),
        ("producers", "agree", "ยายคำ"),
        ("producers", "agree", "ยายคำ", "--percent", "120"),
        ("producers", "show", "ใครก็ไม่รู้"),
        ("producers", "statement", "ยายคำ", "--year", "99"),
        ("producers", "statement", "ยายคำ", "--out", "x.docx"),
        ("payout", "make"),
        ("payout", "make", "ยายคำ", "--all"),
        ("payout", "make", "ยายคำ", "--amount", "8"),
        ("payout", "make", "ยายคำ", "--slip", "1"),
        ("payout", "undo", "1A-P000099"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(village: Terminal, words: tuple[str, ...]) -> None:
    refused = village(*words, "--json")
    assert refused.code == 1
    assert refused.json["error"]
