"""Selling, refunding, closing and asking from the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

from shopdesk.shop import goods
from shopdesk.shop.opening import open_office
from tests.cli.conftest import Terminal, started


def test_a_day_by_command_in_processes_of_their_own(till: Terminal, data: Path, tmp_path: Path) -> None:
    sold = started(data, "sell", "20000011*10", "8*1.5", "--pay", "cash:120", "--json")
    assert sold.code == 0, sold.err
    bill = sold.json
    assert (bill["total"], bill["paid"], bill["change"]) == ("102.00", "120.00", "18.00")
    assert [line["quantity"] for line in bill["lines"]] == ["10", "1.5"]
    assert bill["opened_day"] is True
    paper = tmp_path / "receipt.pdf"
    assert started(data, "receipt", bill["number"], "--out", paper).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    back = started(data, "refund", bill["number"], "--json").json
    assert back["back"] == {"cash": "102.00"}
    assert back["refund_of"] == bill["number"]
    closed = started(data, "day", "close", "--counted", "0", "--json").json
    assert closed["difference"] == "0.00"
    report = started(data, "report", "day", "--json").json
    assert (report["sales"], report["total"], report["net"]) == (1, "102.00", "0.00")
    checked = started(data, "check", "--json")
    assert checked.code == 0
    assert checked.json["ok"] is True
    assert checked.json["first_error"] is None


def test_the_sale_says_that_it_opened_the_day_and_only_then(till: Terminal) -> None:
    assert "The day was opened" in till("sell", "7", "--pay", "cash").out
    assert "The day was opened" not in till("sell", "7", "--pay", "cash").out


def test_a_sale_is_told_in_thai_and_in_english(till: Terminal) -> None:
    assert "เงินทอน" in till("sell", "7", "--pay", "cash:5", lang="th").out
    assert "Change" in till("sell", "7", "--pay", "cash:5", lang="en").out


NAMED = (
    (["20000011", "20000011"], ["2"], "9.00"),
    (["3*20000011"], ["3"], "13.50"),
    (["ไข่ไก่*4"], ["4"], "18.00"),
    (["8*50บ"], ["1.316"], "50.00"),
    (["๗"], ["1"], "4.50"),
)


def test_goods_are_named_as_at_the_till(till: Terminal) -> None:
    for codes, quantities, total in NAMED:
        bill = till("sell", *codes, "--pay", "cash", "--json").json
        assert [line["quantity"] for line in bill["lines"]] == quantities
        assert bill["total"] == total


def test_several_payments_and_one_that_takes_the_rest(till: Terminal) -> None:
    till("sell", "8*10", "--pay", "promptpay:300", "--pay", "cash", "--json")
    report = till("report", "day", "--json").json
    assert report["by_tender"] == {"cash": "80.00", "promptpay": "300.00"}


IMPOSSIBLE = (
    ["sell", "404404", "--pay", "cash"],
    ["sell", "8", "--pay", "cash"],
    ["sell", "7*50บ", "--pay", "cash"],
    ["sell", "7*0", "--pay", "cash"],
    ["sell", "7", "--pay", "gold:100"],
    ["sell", "7", "--pay", "cash:1"],
    ["sell", "7", "--pay", "cash:1e3"],
    ["sell", "7", "--pay", "cash:-5"],
    ["sell", "7", "--pay", "promptpay:100"],
    ["sell", "7", "--pay", "cash", "--pay", "promptpay"],
    ["sell", "8850999320014", "--pay", "welfare"],
    ["refund", "1A-000999"],
    ["void", "1A-000999"],
    ["day", "close"],
    ["report", "day", "--date", "31/2/2569"],
)
WRONG = ([], ["frobnicate"], ["sell"], ["sell", "7"], ["sell", "7", "--cash"], ["promptpay"], ["--lang", "xx", "check"])


def test_what_cannot_be_is_refused_in_words_and_changes_nothing(till: Terminal) -> None:
    for words in IMPOSSIBLE:
        refused = till(*words)
        assert (refused.code, refused.out) == (1, ""), words
        assert refused.err.strip(), words
        as_json = till(*words, "--json")
        assert (as_json.code, as_json.err) == (1, ""), words
        assert as_json.json["error"] in refused.err
    assert till("report", "day", "--json").json["sales"] == 0


def test_what_is_not_understood_ends_with_two(shopdesk: Terminal) -> None:
    assert {tuple(words): shopdesk(*words).code for words in WRONG} == {tuple(words): 2 for words in WRONG}


def test_not_understood_is_one_object_too(till: Terminal) -> None:
    assert set(till("sell", "--json").json) == {"error", "hint"}


def test_options_stand_before_or_after_the_command(till: Terminal) -> None:
    assert till("--json", "sell", "7", "--pay", "cash").json["total"] == "4.50"
    assert till("sell", "7", "--pay", "cash", "--json").json["total"] == "4.50"
    assert till("report", "--json", "day").json["sales"] == 2


def test_some_of_a_line_goes_back_and_never_more_than_was_sold(till: Terminal) -> None:
    number = till("sell", "7*10", "8*2", "--pay", "cash", "--json").json["number"]
    assert till("refund", number, "--line", "1*4", "--reason", "แตก", "--json").json["total"] == "18.00"
    assert till("refund", number, "--line", "1*7").code == 1
    assert till("refund", number, "--line", "3").code == 1
    assert till("refund", number, "--json").json["total"] == "103.00"
    assert till("refund", number).code == 1


def test_a_void_bill_keeps_its_number_and_counts_as_nothing(till: Terminal) -> None:
    number = till("sell", "7", "--pay", "cash", "--json").json["number"]
    assert till("void", number, "--json").json == {"number": number, "voided": True}
    report = till("report", "day", "--json").json
    assert (report["voids"], report["net"]) == (1, "0.00")
    assert till("void", number).code == 1


def test_the_day_opens_with_a_float_once_and_closes_with_what_was_counted(till: Terminal) -> None:
    assert till("day", "open", "--float", "500", "--json").json == {"open": True, "float": "500.00"}
    assert till("day", "open").code == 1
    till("sell", "7", "--pay", "cash")
    closed = till("day", "close", "--counted", "500", "--keep", "200", "--reason", "ทอนผิด", "--json").json
    assert (closed["expected"], closed["difference"], closed["kept"]) == ("504.50", "-4.50", "200.00")


def test_restricted_goods_are_sold_with_a_calm_word(till: Terminal) -> None:
    till.stock(goods.Draft("ยาเส้น", 1_500, plu="5", restricted="tobacco"))
    sold = till("sell", "5", "--pay", "cash")
    assert sold.code == 0
    assert "Only for people of 20" in sold.out
    quiet = till("--quiet", "sell", "5", "--pay", "cash")
    assert quiet.out.startswith("Bill")


def test_where_there_is_no_shop_nothing_is_made(shopdesk: Terminal, data: Path) -> None:
    for words in (["report", "day"], ["sell", "7", "--pay", "cash"], ["check"], ["backup"]):
        assert shopdesk(*words).code == 1
    assert not (data / "shop.db").exists()


def test_a_name_is_shown_letter_for_letter_and_obeyed_by_nothing(shopdesk: Terminal) -> None:
    name = "ไข่ <b>&{0}%s\\ $(id)' \"; DROP TABLE sale;--"
    shopdesk.stock(goods.Draft(name, 1_000, plu="9"))
    said = shopdesk("sell", "9", "--pay", "cash")
    assert name in said.out
    refused = shopdesk("sell", "\x1b[2J\u202eข้าว\x9b", "--pay", "cash")
    assert refused.code == 1
    assert not {"\x1b", "\u202e", "\x9b"} & set(refused.err)
    as_json = shopdesk("sell", "\x1b[2J\u202eข้าว\x9b", "--pay", "cash", "--json")
    assert not {"\x1b", "\u202e", "\x9b"} & set(as_json.out)
    assert json.loads(as_json.out)["error"]


def test_a_shop_with_a_pin_wants_a_name_and_the_pin_on_standard_input(till: Terminal) -> None:
    till.set_pin("4711")
    refused = till("sell", "7", "--pay", "cash", "--json")
    assert refused.code == 1
    assert "--user" in refused.json["hint"]
    assert till("sell", "7", "--pay", "cash", "--user", "เจ้าของร้าน", stdin="0000\n").code == 1
    sold = till("sell", "7", "--pay", "cash", "--user", "เจ้าของร้าน", "--json", stdin="4711\n")
    assert sold.json["total"] == "4.50"
    assert till("report", "day").code == 1


def test_no_command_takes_a_pin_as_an_argument(till: Terminal) -> None:
    assert till("sell", "7", "--pay", "cash", "--user", "เจ้าของร้าน", "--pin", "4711").code == 2
    assert "--pin" not in till("sell", "--help").out


def test_a_folder_from_elsewhere_sells_only_after_it_said_what_it_is(till: Terminal, data: Path) -> None:
    first = till("sell", "7", "--pay", "cash", "--json").json["number"]
    elsewhere = data.rename(data.with_name("elsewhere"))
    till.data = elsewhere
    assert till("sell", "7", "--pay", "cash").code == 1
    assert till("report", "day", "--json").json["sales"] == 1
    assert till("till", "copy", "--json").json == {"till": "2"}
    second = till("sell", "7", "--pay", "cash", "--json").json["number"]
    assert first.startswith("1A-")
    assert second.startswith("2A-")
    assert till("check").code == 0


def test_a_clock_that_looks_wrong_is_mentioned_and_blocks_nothing(shopdesk: Terminal) -> None:
    office = open_office(shopdesk.data, now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    with office.writing() as desk:
        goods.create(desk, goods.Draft("เกลือ", 1_000, plu="9"))
    office.close()
    sold = shopdesk("sell", "9", "--pay", "cash")
    assert sold.code == 0
    assert "date and time" in sold.out
    assert "date and time" not in shopdesk("sell", "9", "--pay", "cash").out


MISTYPED = {
    ("sell", "--bogus"): "ไม่มีตัวเลือก --bogus",
    ("tour",): "ยังไม่ได้ใส่ --out",
    ("restore",): "ยังไม่ได้ใส่ FILE",
    ("sell", "7", "--user"): "ต้องใส่ค่าต่อจาก --user",
    ("--quiet=3", "check"): "--quiet ไม่ต้องใส่ค่า",
    ("tour", "--out", "x", "--theme", "blue"): "--theme ต้องเป็นหนึ่งในนี้: light, dark",
    ("demo", "--days", "0"): "--days ต้องเป็นเลข 1 ถึง 366",
    ("demo", "--days", "สอง"): "--days ต้องเป็นเลข 1 ถึง 366",
    ("demo", "--seed", "x"): "ค่าของ --seed ใช้ไม่ได้",
    ("frobnicate",): "ไม่มีคำสั่ง frobnicate",
    ("backup", "a", "b"): "พิมพ์เกินมา: b",
}


def test_a_mistyped_command_is_answered_in_thai(shopdesk: Terminal) -> None:
    for words, answer in MISTYPED.items():
        ended = shopdesk(*words, lang="th")
        assert (ended.code, ended.out) == (2, ""), words
        assert ended.err.startswith(answer), ended.err


def test_a_paper_bill_is_entered_on_its_day(till: Terminal) -> None:
    later = ("sell", "7*2", "--pay", "cash", "--on", "20/11/2568")
    assert "The day is not open." in till(*later).err
    till("day", "open")
    assert till(*later, "--at", "9:05", "--json").json["total"] == "9.00"
    report = till("report", "day", "--date", "2025-11-20", "--json").json
    assert (report["sales"], report["total"]) == (1, "9.00")
    assert till("sell", "7", "--pay", "cash", "--at", "9:05").code == 1
    assert till("sell", "7", "--pay", "cash", "--on", "2099-01-01").code == 1


def test_goods_are_known_by_the_beginning_of_a_name_that_is_the_only_one(till: Terminal) -> None:
    till.stock(goods.Draft("กล้วยหอม", 2_500), goods.Draft("กล้วยน้ำว้า", 2_000))
    assert till("sell", "กล้วยห", "--pay", "cash", "--json").json["total"] == "25.00"
    several = till("sell", "กล้วย", "--pay", "cash")
    assert several.code == 1
    assert "กล้วยหอม" in several.err
