"""Orders, deposits and containers by command."""

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def village(till: Terminal) -> Terminal:
    """A shop that knows one customer, its drawer with change in it."""
    till("customers", "add", "ป้าแดง", "--member", "M12")
    till("day", "open", "--float", "1000")
    return till


def test_an_order_is_taken_packed_and_handed_over_with_its_deposit_off(village: Terminal) -> None:
    made = village(
        "orders", "add", "7*10", "8*1.5", "--for", "ยายมา", "--on", "25/12/2569", "--deposit", "20", "--json"
    )
    assert made.code == 0, made.err
    assert (made.json["state"], made.json["on"], made.json["deposit"]) == ("new", "2026-12-25", "20.00")
    assert "25 Dec 2026" in village("orders", "list").out
    assert village("orders", "pack", "1", "--json").json["state"] == "ready"
    sold = village("orders", "hand-over", made.json["number"], "--pay", "cash:100", "--json").json
    assert (sold["total"], sold["prepaid"], sold["change"]) == ("82.00", "20.00", "18.00")
    assert village("orders", "list", "--json").json["orders"] == []
    assert village("orders", "list", "--past", "--json").json["orders"][0]["state"] == "fetched"
    assert village("orders", "hand-over", "1").code == 1
    assert village("check").code == 0


def test_a_cancelled_order_gives_its_deposit_back(village: Terminal) -> None:
    village("orders", "add", "7*10", "--for", "ยายมา", "--on", "2026-12-25", "--deposit", "20")
    village("orders", "add", "7*10", "--customer", "M12", "--on", "2026-12-25", "--deposit", "30", "--by", "transfer")
    for number in ("1", "2"):
        assert village("orders", "cancel", number, "--json").json["state"] == "cancelled"
    assert village("orders", "reopen", "1").code == 1
    assert "ยกเลิกแล้ว" in village("orders", "list", "--past", lang="th").out
    assert village("credit", "show", "M12", "--json").json["balance"] == "-30.00"
    assert village("day", "close", "--counted", "1000", "--json").json["difference"] == "0.00"


def test_an_order_cancelled_by_mistake_waits_again_and_a_deposit_may_be_kept(village: Terminal) -> None:
    village("orders", "add", "7*10", "--for", "ยายมา", "--on", "2026-12-25")
    village("orders", "cancel", "1")
    assert village("orders", "reopen", "1", "--json").json["state"] == "new"
    village("orders", "add", "7*10", "--for", "ยายมา", "--on", "2026-12-25", "--deposit", "20")
    assert village("orders", "cancel", "2", "--deposit", "keep").code == 0
    assert village("day", "close", "--counted", "1020", "--json").json["difference"] == "0.00"


def test_an_order_without_a_day_a_name_or_a_number_that_fits_is_refused(village: Terminal) -> None:
    assert village("orders", "add", "7", "--for", "ยายมา").code == 2
    assert village("orders", "add", "7", "--on", "2026-12-25").code == 1
    assert village("orders", "add", "7", "--for", "ยายมา", "--on", "32/13/2569").code == 1
    assert "99" in village("orders", "pack", "99").err
    assert village("orders").code == 2


def test_a_crate_goes_out_with_its_deposit_and_comes_back(village: Terminal) -> None:
    assert village("containers", "add", "ลัง", "120").code == 0
    assert village("containers", "goods", "7", "--in", "ลัง", "--json").json["container"] == "ลัง"
    sold = village("sell", "7*2", "--pay", "cash", "--customer", "M12", "--json").json
    assert (sold["total"], sold["beside"][0]["amount"]) == ("249.00", "240.00")
    held = village("containers", "list", "--json").json["held"]
    assert (held[0]["name"], held[0]["quantity"]) == ("ป้าแดง", "2")
    again = village("sell", "7*2", "--empty", "ลัง*1", "--customer", "M12", "--pay", "cash", "--json").json
    assert again["total"] == "129.00"
    assert village("containers", "back", "ลัง*3", "--customer", "M12", "--json").json["paid"] == "360.00"
    assert village("containers", "list", "--json").json["held"] == []
    assert village("containers", "goods", "7").code == 0
    assert village("sell", "7", "--pay", "cash", "--json").json["beside"] == []
    assert village("check").code == 0


def test_crates_are_exchanged_with_a_supplier_one_for_one(village: Terminal) -> None:
    village("containers", "add", "ลัง", "120")
    village("suppliers", "add", "โรงเบียร์")
    swapped = ("containers", "exchange", "ลัง", "--supplier", "โรงเบียร์", "--got", "5", "--given")
    assert village(*swapped, "5", "--json").json["paid"] == "0.00"
    assert village(*swapped, "4", "--json").json["paid"] == "120.00"
    assert village("containers", "deposit", "ลัง", "150").code == 0
    assert village("containers", "deposit", "ถัง", "150").code == 1


def test_who_ordered_and_who_left_goods_are_erased_by_command(till: Terminal) -> None:
    made = till("orders", "add", "7*2", "--on", "2026-12-30", "--for", "ครูแดงลืมเลือน", "--json")
    assert made.code == 0, made.err
    number = made.json["number"]
    assert till("orders", "erase", number, "--yes").code == 1
    assert till("orders", "cancel", number).code == 0
    assert till("orders", "erase", number).code == 1
    assert till("orders", "erase", number, "--yes").code == 0
    assert till("producers", "add", "ยายลืมเลือน", "--promptpay", "0812345678").code == 0
    assert till("producers", "erase", "ยายลืมเลือน", "--yes").code == 0
    data = b"".join(path.read_bytes() for path in till.data.glob("shop.db*"))
    assert not [word for word in ("ครูแดงลืมเลือน", "ยายลืมเลือน", "0812345678") if word.encode() in data]
