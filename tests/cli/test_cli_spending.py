"""Suppliers and expenses by command."""

from tests.cli.conftest import Terminal


def test_a_supplier_is_bought_from_and_paid_in_parts(till: Terminal) -> None:
    assert till("suppliers", "add", "โรงสี", "--days", "30", "--json").json["credit_days"] == 30
    bought = till("stock", "receive", "7*30=120", "--supplier", "โรงสี", "--paid", "credit", "--due", "2026-12-22")
    assert bought.code == 0, bought.err
    (one,) = till("suppliers", "list", "--json").json["suppliers"]
    assert (one["owed"], one["due_on"]) == ("120.00", "2026-12-22")
    paid = till("suppliers", "pay", "โรงสี", "--amount", "50", "--from", "owner", "--json").json
    assert (paid["paid"], paid["owed"]) == ("50.00", "70.00")
    book = till("suppliers", "show", "โรงสี", "--json").json
    assert [line["amount"] for line in book["lines"]] == ["120.00", "-50.00"]
    assert till("suppliers", "pay", "โรงสี", "--amount", "71").code == 1
    assert till("suppliers", "pay", "โรงสี", "--from", "pocket").code in (1, 2)


def test_a_supplier_nobody_knows_is_refused(till: Terminal) -> None:
    ended = till("suppliers", "show", "ใครก็ไม่รู้")
    assert ended.code == 1
    assert "ใครก็ไม่รู้" in ended.err


def test_an_expense_is_written_listed_and_taken_back_once(till: Terminal) -> None:
    made = till("expense", "add", "power", "842.50", "--from", "transfer", "--date", "12/11/2569", "--json").json
    listed = till("expense", "list", "--month", "2026-11", "--json").json
    assert (listed["sums"], listed["total"]) == ({"power": "842.50"}, "842.50")
    assert listed["expenses"][0]["date"] == "2026-11-12"
    assert till("expense", "undo", made["id"]).code == 0
    assert till("expense", "undo", made["id"]).code == 1
    assert till("expense", "list", "--month", "2569-11", "--json").json["total"] == "0.00"


def test_a_monthly_expense_is_offered_and_gone_once_written(till: Terminal) -> None:
    till("expense", "repeat", "rent", "2000", "--day", "25", "--from", "owner")
    (one,) = till("expense", "coming", "--json").json["coming"]
    assert (one["kind"], one["amount"]) == ("rent", "2000.00")
    assert till("expense", "add", "rent", "2000", "--from", "owner").code == 0
    assert till("expense", "coming", "--json").json["coming"] == []


def test_kinds_are_known_by_the_words_they_are_shown_in(till: Terminal) -> None:
    for word, kind in (
        ("ไฟ", "power"),
        ("ค่าเช่า", "rent"),
        ("Wages", "wages"),
        ("water", "water"),
        ("repair", "repair"),
    ):
        assert till("expense", "add", word, "10", "--from", "owner", "--json").json["kind"] == kind
    assert till("expense", "add", "ค่า", "10").code == 2


def test_a_payment_is_taken_back_in_its_own_book(till: Terminal) -> None:
    till("suppliers", "add", "โรงสี")
    till("stock", "receive", "7*30=120", "--supplier", "โรงสี", "--paid", "credit")
    number = till("suppliers", "pay", "โรงสี", "--from", "owner", "--json").json["number"]
    refused = till("payout", "undo", number)
    assert refused.code == 1
    assert "shopdesk suppliers undo" in refused.err
    assert till("suppliers", "undo", number, "--json").json["paid"] == "-120.00"
    assert till("suppliers", "list", "--json").json["suppliers"][0]["owed"] == "120.00"
    assert till("suppliers", "undo", number).code == 1


def test_a_kind_that_is_none_is_told_as_mistyped(till: Terminal) -> None:
    assert till("expense", "add", "beer", "100").code == 2
    assert till("expense", "add", "rent", "lots").code == 1


def test_a_drawer_is_not_emptied_below_nothing_without_a_word(till: Terminal) -> None:
    refused = till("expense", "add", "rent", "99999")
    assert refused.code == 1
    assert "--anyway" in refused.err
    assert till("expense", "list", "--json").json["total"] == "0.00"
    assert till("expense", "add", "rent", "99999", "--anyway").code == 0
    assert till("expense", "list", "--json").json["total"] == "99999.00"
