"""The store room by command: goods in, counted, carried, graded, thrown away, and what lies there."""

from datetime import datetime

import pytest

from shopdesk.base.clock import BANGKOK
from shopdesk.shop import goods, producers, suppliers
from tests.cli.conftest import Terminal


@pytest.fixture
def store(till: Terminal) -> Terminal:
    """The shop with a supplier, a producer and a mango to grade."""
    till.stock(goods.Draft("มะม่วง", 4_000, plu="21"), goods.Draft("มะม่วงเกรดเอ", 6_000, plu="22"))
    office = till.office()
    with office.writing() as desk:
        suppliers.add(desk, "โรงสี")
        somsri = producers.add(desk, "ป้าสมศรี")
        producers.agree(desk, somsri.id, producers.Agreement("percent", 2_000, "2026-01-01", unsold="buy"))
    office.engine.dispose()
    return till


def _left(store: Terminal) -> dict[str, str]:
    return {row["name"]: row["quantity"] for row in store("stock", "list", "--json").json["goods"]}


def test_a_load_on_credit_is_received_listed_and_taken_back(store: Terminal) -> None:
    came = store(
        "stock", "receive", "21*10=250", "8*25=800", "--paid", "credit", "--supplier", "โรงสี", "--due", "2026-12-22",
        "--paper", "A-17", "--expires", "2026-12-30", "--json",
    ).json  # fmt: skip
    assert came == {"number": "1A-D000001", "paid_by": "credit", "total": "1050.00", "dearer": []}
    listed = store("stock", "list", "--json").json
    assert listed["total"] == "1050.00"
    assert _left(store) == {"มะม่วง": "10", "ข้าวหอม": "25", "ไข่ไก่": "100"}
    lots = store("stock", "list", "--by-lot", "--json").json["goods"]
    assert {row["expires"] for row in lots if row["name"] == "มะม่วง"} == {"2026-12-30"}
    assert [row["name"] for row in store("stock", "expiring", "--days", "3650", "--json").json["goods"]] == [
        "ข้าวหอม",
        "มะม่วง",
    ]
    assert store("stock", "undo", "1A-D000001", "--json").json == {"number": "1A-D000002", "kind": "reversal"}
    assert store("stock", "undo", "1A-D000001", "--json").code == 1
    assert _left(store) == {"ไข่ไก่": "100"}
    papers = store("stock", "papers", "--json").json["papers"]
    assert [(row["number"], row["kind"], row["taken_back"]) for row in papers] == [
        ("1A-D000002", "reversal", False),
        ("1A-D000001", "receive", True),
    ]


def test_a_sale_of_goods_past_their_date_says_so(store: Terminal) -> None:
    store("stock", "receive", "21*10=250", "--paid", "owner", "--expires", "2020-01-31")
    assert "มะม่วง expired on 31" in store("sell", "21", "--pay", "cash").out
    assert "expired" not in store("sell", "7", "--pay", "cash").out


def test_what_became_dearer_is_told(store: Terminal) -> None:
    store("stock", "receive", "21*10=250", "--paid", "owner")
    told = store("stock", "receive", "21*10=300", "--paid", "owner", "--json").json["dearer"]
    assert told == [{"name": "มะม่วง", "before": "25.00", "now": "30.00", "price": "40.00"}]
    assert "30.00" in store("stock", "receive", "21*1=50", "--paid", "owner").out


def test_goods_are_counted_down_to_nothing_and_their_card_tells_it(store: Terminal) -> None:
    store("stock", "receive", "21*10=250", "--paid", "owner", "--expires", "2026-12-30")
    store("stock", "receive", "21*10=250", "--paid", "owner", "--expires", "2027-12-30")
    done = store("stock", "count", "21*12", "7*0", "--json").json
    assert done["lines"] == [
        {"name": "มะม่วง", "recorded": "20", "counted": "12", "difference": "-8"},
        {"name": "ไข่ไก่", "recorded": "100", "counted": "0", "difference": "-100"},
    ]
    lots = [row for row in store("stock", "list", "--by-lot", "--json").json["goods"] if row["name"] == "มะม่วง"]
    assert [(row["expires"], row["quantity"]) for row in lots] == [("2026-12-30", "2"), ("2027-12-30", "10")]
    card = store("stock", "card", "21", "--json").json
    assert [(move["reason"], move["quantity"], move["balance"]) for move in card["moves"]] == [
        ("count", "-8", "12"),
        ("receive", "10", "20"),
        ("receive", "10", "10"),
    ]
    assert store("stock", "card", "21", "--limit", "1", "--json").json["moves"] == card["moves"][:1]
    assert store("stock", "card", "21", "--date", "2020-01-01", "--json").json["moves"] == []
    assert store("stock", "list", "--date", "2020-01-01", "--json").json == {"total": "0.00", "goods": []}
    assert store("stock", "count", "21*15", "--json").json["lines"][0]["difference"] == "3"


def test_goods_are_carried_to_a_place_and_no_more_than_lie_there(store: Terminal) -> None:
    assert store("stock", "move", "7*10", "--to", "หลังร้าน").code == 1
    names = [row["name"] for row in store("stock", "places", "--add", "หลังร้าน", "--json").json["places"]]
    assert names[-1] == "หลังร้าน"
    assert store("stock", "move", "7*10", "--to", "หลังร้าน", "--json").json["kind"] == "transfer"
    there = store("stock", "list", "--place", "หลังร้าน", "--json").json["goods"]
    assert [(row["name"], row["quantity"]) for row in there] == [("ไข่ไก่", "10")]
    refused = store("stock", "move", "7*11", "--from", "หลังร้าน", "--to", names[0], "--json")
    assert (refused.code, refused.json["hint"]) == (1, "Count it, then write what is there.")


def test_stock_the_shop_had_before_is_paid_by_nobody(store: Terminal) -> None:
    assert store("stock", "receive", "21*20=800", "--paid", "opening", "--json").json["paid_by"] == "opening"
    (paper,) = store("stock", "papers", "--kind", "opening", "--json").json["papers"]
    assert paper["value"] == "800.00"


def test_one_lot_becomes_grades_and_waste_needs_a_reason(store: Terminal) -> None:
    store("stock", "receive", "21*20=400", "--paid", "owner")
    assert store("stock", "grade", "21*20", "--into", "22*15", "--waste", "5", "--json").json["kind"] == "grade"
    rows = {row["name"]: row["value"] for row in store("stock", "list", "--json").json["goods"]}
    assert rows == {"มะม่วงเกรดเอ": "400.00", "ไข่ไก่": "0.00"}
    assert store("stock", "waste", "22*1").code == 2
    assert store("stock", "waste", "22*1", "--reason", "เน่า", "--json").json["kind"] == "waste"
    assert store("stock", "waste", "7*1", "--reason", "กิน", "--own-use", "--json").json["kind"] == "own_use"


def test_a_producers_goods_are_hers_until_the_shop_buys_what_was_not_sold(store: Terminal) -> None:
    came = store("stock", "receive", "21*10", "--producer", "ป้าสมศรี", "--json").json
    assert (came["paid_by"], came["total"]) == ("consignment", "0.00")
    assert store("stock", "list", "--json").json["goods"][0]["own"] is False
    assert store("stock", "count", "21*9", "--producer", "ป้าสมศรี", "--json").json["lines"][0]["difference"] == "-1"
    ended = store("stock", "unsold", "21*9", "--producer", "ป้าสมศรี", "--json").json
    assert ended["kind"] == "receive"
    listed = store("stock", "list", "--json").json
    assert (listed["total"], listed["goods"][0]["own"]) == ("288.00", True)
    assert store("stock", "receive", "21*10", "--producer", "ไม่มี").code == 1


def test_what_runs_low_is_on_the_shopping_list(store: Terminal) -> None:
    assert store("stock", "reorder", "7", "--at", "50", "--to", "200", "--json").json["at"] == "50"
    assert store("stock", "shopping", "--json").json == {"needed": []}
    store("sell", "7*60", "--pay", "cash")
    (need,) = store("stock", "shopping", "--json").json["needed"]
    assert (need["name"], need["left"], need["buy"], need["supplier"]) == ("ไข่ไก่", "40", "160", None)
    store("stock", "reorder", "7")
    assert store("stock", "shopping", "--json").json == {"needed": []}


@pytest.mark.parametrize(
    "words",
    [
        ("receive", "21*10"),
        ("receive", "21=100"),
        ("receive", "21*0=100"),
        ("receive", "21*1e3=100"),
        ("receive", "21*10=100", "--paid", "credit"),
        ("receive", "21*10=100", "--due", "31/31/2026"),
        ("receive", "nothing*1=2"),
        ("count", "21"),
        ("count", "21*-1"),
        ("card", "nothing"),
        ("grade", "21*1", "--into", "22*1"),
        ("undo", "1A-D000099"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(store: Terminal, words: tuple[str, ...]) -> None:
    assert store("stock", *words, "--json").code == 1
    assert store("stock", "papers", "--json").json == {"papers": []}


def test_a_card_and_its_papers_speak_the_language_and_count_its_years(till: Terminal) -> None:
    till("stock", "count", "7*90")
    card = till("stock", "card", "7", lang="th").out
    assert "นับของ" in card
    assert "ยอดยกมา" in card
    assert str(datetime.now(BANGKOK).year + 543) in card
    assert "opening" not in card
    english = till("stock", "papers").out
    assert "Stock count" in english
    assert str(datetime.now(BANGKOK).year) in english


def test_days_are_taken_as_people_write_them(store: Terminal) -> None:
    words = ("--paid", "credit", "--due", "22/12/2569", "--expires", "31 ธ.ค. 2569")
    supplier = store("suppliers", "list", "--json").json["suppliers"][0]["name"]
    bought = store("stock", "receive", "7*30=120", "--supplier", supplier, *words)
    assert bought.code == 0, bought.err
    assert store("suppliers", "list", "--json").json["suppliers"][0]["due_on"] == "2026-12-22"
    assert store("stock", "expiring", "--days", "3650", "--json").json["goods"][0]["expires"] == "2026-12-31"
    assert store("stock", "receive", "7*30=120", "--expires", "31/13/2569").code == 1


def test_of_several_with_one_name_none_is_taken(store: Terminal) -> None:
    store("suppliers", "add", "โรงสีใหม่")
    again = store("suppliers", "add", "โรงสีใหม่")
    assert (again.code, "--anyway" in again.err) == (1, True)
    assert store("suppliers", "add", "โรงสีใหม่", "--anyway").code == 0
    refused = store("stock", "receive", "7*30=120", "--supplier", "โรงสีใหม่", "--paid", "credit")
    assert refused.code == 1
    assert "several" in refused.err
    assert store("stock", "papers", "--kind", "xx").code == 2
