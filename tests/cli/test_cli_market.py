"""A market day by command: goods go out with a tick sheet and come home as one sale on the market's date."""

from pathlib import Path

from tests.cli.conftest import Terminal


def test_goods_go_out_with_a_sheet_and_come_home_as_one_sale(till: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    out = till("market", "out", "7*20", "--name", "ตลาดนัด", "--on", "2026-01-03", "--sheet", sheet, "--json")
    assert out.code == 0, out.err
    assert (out.json["name"], out.json["state"], out.json["went"][0]["qty"]) == ("ตลาดนัด", "out", "20")
    assert sheet.read_bytes().startswith(b"%PDF")
    home = ("market", "back", "--back", "7*4", "--waste", "7*1", "--given", "7*1", "--money", "cash=60")
    assert till(*home, "--dry-run", "--json").json == {"number": None, "total": "63.00", "difference": "-3.00"}
    shut = till(*home)
    assert shut.code == 1
    assert "The day is not open." in shut.err
    done = till(*home, "--open-day", "--json")
    assert done.json == {"number": "1A-M000001", "total": "63.00", "difference": "-3.00"}
    assert till(*home).code == 1
    listed = till("market", "list", "--json").json["trips"]
    assert [(row["name"], row["date"], row["state"]) for row in listed] == [("ตลาดนัด", "2026-01-03", "home")]


def test_the_last_trip_is_a_template_and_nonsense_is_refused(till: Terminal) -> None:
    assert till("market", "out").code == 1
    assert till("market", "out", "--again").code == 1
    assert till("market", "out", "7*20").code == 0
    assert till("market", "out", "--again", "7*10").code == 0
    trips = till("market", "list", "--json").json["trips"]
    assert [row["went"][0]["qty"] for row in trips] == ["10", "20"]
    two = till("market", "back", "--back", "7*20")
    assert two.code == 1
    assert "--trip" in two.err
    assert till("market", "back", "--trip", "1", "--money", "cash").code == 1
    assert till("market", "back", "--trip", "1", "--back", "7*21", "--open-day").code == 1
    assert till("market", "back", "--trip", "1", "--back", "7*20", "--open-day").code == 0
    assert till("market", "out", "7*1", "--sheet", "x.docx").code == 1


def test_money_that_came_in_a_way_the_shop_has_not_is_refused(till: Terminal) -> None:
    till("market", "out", "7*20", "--on", "3/1/2569")
    refused = till("market", "back", "--money", "gold=3")
    assert refused.code == 1
    assert "gold" in refused.err


def test_a_running_number_is_the_bill_of_the_counter_before_that_of_a_market(till: Terminal) -> None:
    sold = till("sell", "7*2", "--pay", "cash", "--json").json["number"]
    till("market", "out", "7*20", "--on", "3/1/2569")
    assert till("market", "back", "--back", "7*10", "--money", "cash=45", "--json").json["number"] == "1A-M000001"
    assert till("refund", "1", "--json").json["refund_of"] == sold
