"""The day and its payments by command: the same rules as in the window, told as one JSON object."""

from shopdesk.shop import users
from tests.cli.conftest import Terminal


def cashier(till: Terminal, name: str) -> None:
    office = till.office()
    with office.writing() as desk:
        users.add(desk, name, "cashier")
    office.engine.dispose()


def test_a_close_tells_what_the_system_expects_what_was_counted_and_what_was_agreed(till: Terminal) -> None:
    till("day", "open", "--float", "500")
    closed = till("day", "close", "--counted", "480", "--agreed", "490", "--keep", "200", "--json").json
    sums = {name: closed[name] for name in ("expected", "counted", "agreed", "difference", "kept")}
    assert sums == {
        "expected": "500.00",
        "counted": "480.00",
        "agreed": "490.00",
        "difference": "-10.00",
        "kept": "200.00",
    }


def test_who_counts_blind_is_told_no_total_and_agrees_to_nothing_but_the_count(till: Terminal) -> None:
    till("day", "open", "--float", "543.25")
    cashier(till, "สมศรี")
    refused = till("day", "close", "--counted", "480", "--agreed", "490", "--user", "สมศรี")
    assert refused.code == 1
    closed = till("day", "close", "--counted", "480", "--keep", "200", "--user", "สมศรี", "--json")
    assert (closed.json["expected"], closed.json["difference"], closed.json["agreed"]) == (None, None, "480.00")
    assert "543" not in closed.out


def test_the_paper_of_a_blind_close_is_the_slip_of_the_count(till: Terminal) -> None:
    till("day", "open", "--float", "543.25")
    cashier(till, "สมศรี")
    slip = till("day", "close", "--counted", "480", "--user", "สมศรี", lang="th").out
    assert "ใบนับเงิน" in slip
    assert "480.00" in slip
    assert "543" not in slip


def test_the_owner_agrees_to_a_sum_after_the_close(till: Terminal) -> None:
    till("day", "open", "--float", "500")
    number = till("day", "close", "--counted", "480", "--json").json["number"]
    assert till("day", "agree", number, "490", "--json").json == {"number": number, "agreed": "490.00"}
    assert till("day", "agree", "1A-Z000099", "490").code == 1


def listed(till: Terminal, *words: str) -> dict[str, str]:
    rows = till("payments", "list", *words, "--json").json["payments"]
    return {f"{row['number']} {row['tender']} {row['amount']}": row["state"] for row in rows}


def test_payments_without_cash_are_listed_seen_in_the_bank_and_settled(till: Terminal) -> None:
    for way in ("promptpay", "scheme:4.50:4821", "cash"):
        till("sell", "7", "--pay", way)
    first, second = (f"1A-00000{number} {way} 4.50" for number, way in ((1, "promptpay"), (2, "scheme")))
    assert listed(till) == {second: "promised", first: "promised"}
    both = [row["payment"] for row in till("payments", "list", "--json").json["payments"]]
    assert till("payments", "seen", *both).code == 0
    assert till("payments", "settled", both[0], "--json").json == {"payments": [both[0]]}
    assert listed(till) == {second: "settled", first: "confirmed_bank"}
    assert listed(till, "--days", "7", "--unsettled") == {first: "confirmed_bank"}
    assert till("payments", "seen", *both).code == 1
    assert "settled" in till("payments", "list").out
    assert "เงินเข้าครบแล้ว" in till("payments", "list", lang="th").out


def test_only_who_may_see_totals_says_what_the_bank_shows(till: Terminal) -> None:
    till("sell", "7", "--pay", "promptpay")
    (payment,) = (row["payment"] for row in till("payments", "list", "--json").json["payments"])
    cashier(till, "สมศรี")
    for words in (["list"], ["seen", payment], ["settled", payment]):
        assert till("payments", *words, "--user", "สมศรี").code == 1
    assert till("payments", "settled", "999").code == 1
