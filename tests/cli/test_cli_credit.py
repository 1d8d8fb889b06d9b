"""The credit book and customers by command."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def village(till: Terminal) -> Terminal:
    """ป้าแดง has a limit of 500; her household is the one of พ่อทอง no more."""
    till("customers", "add", "สมศรี ใจดี", "--nickname", "ป้าแดง", "--house", "12", "--member", "M12", "--limit", "500")
    till("customers", "add", "ลุงคำ", "--house", "45/1")
    return till


def test_a_credit_sale_and_a_part_payment_by_command(village: Terminal) -> None:
    sold = village("sell", "7*10", "--pay", "cash:20", "--pay", "credit", "--customer", "ป้าแดง", "--json")
    assert sold.code == 0
    assert village("credit", "show", "M12", "--json").json["balance"] == "25.00"
    paid = village("credit", "repay", "ป้าแดง", "10", "--json")
    assert (paid.code, paid.json["balance"]) == (0, "15.00")
    book = village("credit", "show", "ป้าแดง", "--json").json["lines"]
    assert [(line["kind"], line["amount"], line["balance"]) for line in book] == [
        ("bill", "25.00", "25.00"),
        ("payment", "-10.00", "15.00"),
    ]


def test_a_credit_sale_says_what_is_signed_for_and_owed_now(village: Terminal) -> None:
    village("credit", "carry-in", "ป้าแดง", "100")
    said = village("sell", "7*10", "--pay", "credit", "--customer", "ป้าแดง", lang="th").out
    assert "เซ็นไว้" in said
    assert "145.00" in said
    assert "เงินทอน" not in said
    part = village("sell", "7*10", "--pay", "cash:20", "--pay", "credit", "--customer", "M12", "--json").json
    assert (part["paid"], part["signed"], part["owed"]) == ("45.00", "25.00", "170.00")
    assert village("payments", "list", "--json").json["payments"] == []


def test_nobody_owing_is_said_in_words(village: Terminal) -> None:
    assert village("credit", "list", lang="th").out.strip() == "ไม่มีใครติดเงิน"


def test_a_card_is_changed_a_household_shares_a_book_and_consent_comes_and_goes(village: Terminal) -> None:
    village("credit", "carry-in", "ลุงคำ", "30")
    changed = village("customers", "change", "ลุงคำ", "--household", "ป้าแดง", "--phone", "081-234-5678", "--json")
    assert (changed.code, changed.json["balance"]) == (0, "30.00")
    card = village("customers", "show", "ป้าแดง", "--json").json
    assert (card["household"], card["balance"]) == (["สมศรี ใจดี", "ลุงคำ"], "30.00")
    assert village("customers", "consent", "ป้าแดง", "credit").code == 0
    assert "Agrees" in village("customers", "show", "M12").out
    assert village("customers", "consent", "ป้าแดง", "credit", "--withdraw", "--json").json["given"] is False
    assert village("customers", "show", "ป้าแดง", "--json").json["consents"] == {"credit": False}
    assert village("customers", "consent", "ป้าแดง", "selling").code == 2
    village("customers", "change", "ป้าแดง", "--limit", "", "--house", "99")
    known = village("customers", "show", "M12", "--json").json
    assert (known["limit"], known["house"], known["nickname"]) == (None, "99", "ป้าแดง")
    assert village("customers", "put-away", "ป้าแดง").code == 1
    assert village("customers", "change", "ลุงคำ", "--household", "").code == 0
    assert village("customers", "put-away", "ลุงคำ").code == 0


def test_who_owes_is_listed_and_a_wrong_line_taken_back(village: Terminal) -> None:
    village("credit", "carry-in", "ลุงคำ", "300")
    village("credit", "repay", "ลุงคำ", "300", "--by", "transfer")
    entry = village("credit", "show", "ลุงคำ", "--json").json["lines"][-1]["entry"]
    assert village("credit", "list", "--json").json["owing"] == []
    assert village("credit", "undo", "ลุงคำ", entry, "--reason", "wrong", "--json").json["balance"] == "300.00"
    assert village("credit", "undo", "ลุงคำ", entry).code == 1
    assert village("credit", "undo", "ป้าแดง", entry).code == 1
    (owing,) = village("credit", "list", "--json").json["owing"]
    assert (owing["name"], owing["balance"]) == ("ลุงคำ", "300.00")
    assert village("credit", "write-off", "ลุงคำ", "300", "--reason", "moved away", "--json").json["balance"] == "0.00"


def test_what_cannot_be_is_refused_in_words(village: Terminal) -> None:
    assert village("credit", "show", "ใครไม่รู้", "--json").code == 1
    assert village("credit", "repay", "ป้าแดง", "ศูนย์", "--json").code == 1
    assert village("sell", "7", "--pay", "credit").code == 1
    assert village("credit", "repay", "ป้าแดง").code == 2
    village("customers", "add", "ป้าแดง", "--house", "99")
    assert "99" in village("credit", "show", "ป้าแดง").err


def test_customers_that_came_back_unchanged_are_not_counted_as_changed(village: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    assert village("export", "customers", file).code == 0
    assert village("import", "customers", file, "--json").json == {"created": 0, "changed": 0}


def test_two_cards_become_one(village: Terminal) -> None:
    village("credit", "carry-in", "ลุงคำ", "300")
    assert village("customers", "merge", "ลุงคำ", "--into", "ป้าแดง", "--json").code == 0
    (one,) = village("customers", "list", "--json").json["customers"]
    assert (one["nickname"], one["balance"]) == ("ป้าแดง", "300.00")


def test_the_book_on_paper_small_and_large(qapp: object, village: Terminal, tmp_path: Path) -> None:
    village("credit", "carry-in", "ป้าแดง", "300")
    for name, more in (("a.png", ()), ("a4.pdf", ("--a4",)), ("roll.escpos", ())):
        made = village("credit", "statement", "ป้าแดง", "--out", tmp_path / name, *more, "--json")
        assert made.code == 0
        assert (tmp_path / name).stat().st_size == made.json["bytes"] > 0
    assert village("credit", "reminders", "--out", tmp_path / "who.pdf", "--a4").code == 0
    assert village("credit", "statement", "ป้าแดง", "--out", tmp_path / "a.png", "--a4").code == 1


def test_more_than_is_owed_is_refused_until_it_is_meant(village: Terminal) -> None:
    village("credit", "carry-in", "ป้าแดง", "185")
    refused = village("credit", "repay", "ป้าแดง", "9999")
    assert refused.code == 1
    assert "9,814.00" in refused.err
    assert "--anyway" in refused.err
    assert village("credit", "show", "ป้าแดง", "--json").json["balance"] == "185.00"
    assert village("credit", "repay", "ป้าแดง", "9999", "--anyway", "--json").json["balance"] == "-9814.00"


def test_the_year_of_the_members_as_a_table(village: Terminal, tmp_path: Path) -> None:
    village("sell", "7*10", "--pay", "cash", "--customer", "M12")
    year = village("credit", "show", "ป้าแดง", "--json")
    assert year.code == 0
    from datetime import UTC, datetime

    now = datetime.now(UTC).year
    made = village("customers", "bought", now + 543, "--out", tmp_path / "year.csv", "--json")
    assert made.json["members"] == 1
    assert village("customers", "bought", "99999", "--out", tmp_path / "none.csv").code == 1
    with (tmp_path / "year.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["M12", "สมศรี ใจดี", "ป้าแดง", "12", "45.00"]


def test_a_person_is_given_out_and_erased(village: Terminal, tmp_path: Path) -> None:
    assert village("customers", "export", "ป้าแดง", "--out", tmp_path / "one.json").code == 0
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["house"] == "12"
    assert village("customers", "export", "ป้าแดง", "--out", tmp_path / "one.csv").code == 0
    assert village("customers", "erase", "ป้าแดง").code == 1
    assert village("customers", "erase", "ป้าแดง", "--yes", "--json").code == 0
    data = b"".join(path.read_bytes() for path in village.data.glob("shop.db*"))
    assert "ป้าแดง".encode() not in data
    assert [one["name"] for one in village("customers", "list", "--json").json["customers"]] == ["ลุงคำ"]
