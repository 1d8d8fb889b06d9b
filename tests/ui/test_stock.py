"""What lies where: its card at any day, waste, carrying, grading, what runs low or expires, what to buy."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from shopdesk.core.shopping_paper import ShoppingList
from shopdesk.shop import goods, shopping
from shopdesk.ui.pages.receipt.sheet import PaperSheet
from shopdesk.ui.pages.stock.grade import GradeSheet
from shopdesk.ui.pages.stock.sheets import BuyAgainSheet, CarrySheet
from shopdesk.ui.pages.stock.shopping import ShoppingSheet
from shopdesk.ui.shell import Window
from tests.ui.stock_page import Store

RICE, MILK, MANGO = "8850000000017", "8850000000024", "8850000000031"
A, B = "8850000000048", "8850000000055"


@pytest.fixture
def store(window: Window, shop: Any, ticks: Any) -> Store:
    shop.rice = shop.add("ข้าวหอมมะลิ", 18500, codes=(RICE,), stock=0)
    shop.milk = shop.add("นมสด", 1300, codes=(MILK,), stock=0)
    shop.mango = shop.add("มะม่วง", 4500, unit="kg", by_weight=True, codes=(MANGO,), stock=0)
    return Store(window, shop, ticks)


def test_a_scan_shows_where_goods_lie_and_their_card(store: Store) -> None:
    back = store.place("หลังร้าน")
    store.receive(store.shop.rice, 10_000, 130_000)
    store.receive(store.shop.rice, 5_000, 65_000, place=back)
    store.shop.sell((store.shop.rice, 2_000))
    store.open().beep(RICE)
    assert store.heaps == ["หน้าร้าน 8", "หลังร้าน 5"]
    assert store.card == ["sale −2 13", "receive 5 15", "receive 10 10"]


def test_the_card_as_it_was_on_a_day_before(store: Store) -> None:
    store.receive(store.shop.rice, 10_000, 130_000)
    store.shop.clock.now = store.shop.clock.now.replace(day=24)
    store.receive(store.shop.rice, 5_000, 65_000)
    store.open().beep(RICE)
    store.into(store.page.side.until, "23/11/2569")
    assert store.card == ["receive 10 10"]
    store.into(store.page.side.until, "24/11/2569")
    assert store.card == ["receive 5 15", "receive 10 10"]


def test_something_is_thrown_away_with_a_reason_and_taken_back(store: Store) -> None:
    store.receive(store.shop.milk, 6_000, 6_000)
    store.open().beep(MILK)
    store.tap("เสีย / ใช้เอง")
    store.write("2").confirm()
    assert "เพราะอะไร" in store.refused
    store.tap("แตกหัก")
    store.confirm()
    assert store.heaps == ["หน้าร้าน 4"]
    store.press("Ctrl+Z")
    assert store.heaps == ["หน้าร้าน 6"]


def test_more_than_lies_there_cannot_be_thrown_away(store: Store) -> None:
    store.receive(store.shop.milk, 6_000, 6_000)
    store.open().beep(MILK)
    store.tap("เสีย / ใช้เอง")
    store.write("7")
    store.tap("เสีย")
    store.tap("แตกหัก")
    store.confirm()
    assert store.refused
    assert store.heaps == ["หน้าร้าน 6"]


def test_an_amount_nobody_typed_is_asked_for_in_words(store: Store) -> None:
    store.receive(store.shop.rice, 10_000, 130_000)
    store.open().beep(RICE)
    store.tap("เสีย / ใช้เอง")
    store.tap("เสีย")
    store.confirm()
    assert "ยังไม่ได้พิมพ์จำนวน" in store.refused
    assert "“”" not in store.refused


def test_goods_are_carried_to_a_new_place(store: Store) -> None:
    store.receive(store.shop.rice, 10_000, 130_000)
    store.open().beep(RICE)
    store.tap("ย้ายที่")
    store.tap("เพิ่มที่เก็บ")
    store.type("ยุ้ง")
    store.press("Enter")
    sheet = store.window.sheet
    assert isinstance(sheet, CarrySheet)
    assert sheet.target.currentText() == "ยุ้ง"
    store.write("4").confirm()
    assert store.heaps == ["หน้าร้าน 6", "ยุ้ง 4"]


def test_mangoes_become_two_grades_waste_and_lost_weight(store: Store) -> None:
    first = store.shop.add("มะม่วงเกรดเอ", 6000, unit="kg", by_weight=True, codes=(A,), stock=0)
    second = store.shop.add("มะม่วงเกรดบี", 3000, unit="kg", by_weight=True, codes=(B,), stock=0)
    store.receive(store.shop.mango, 20_000, 40_000)
    store.open().beep(MANGO)
    store.tap("คัดเกรด/แบ่งแพ็ก")
    sheet = store.window.sheet
    assert isinstance(sheet, GradeSheet)
    store.into(sheet.qty, "20")
    store.into(sheet.waste, "1.5")
    for code, much in ((A, "10"), (B, "8")):
        store.beep(code)
        store.type(much)
    assert "0.5 กก." in sheet.loss.said()
    store.tap("แบ่งทุนตามราคาขาย")
    store.confirm()
    with store.shop.office.reading() as desk:
        left = {one.name: one.stock for one in goods.by_ids(desk, [first.sale_unit, second.sale_unit])}
    assert left == {"มะม่วงเกรดเอ": 10_000, "มะม่วงเกรดบี": 8_000}
    assert store.heaps == []


def test_a_bottle_that_expires_is_found_by_its_chip(store: Store) -> None:
    store.receive(store.shop.milk, 6_000, 6_000, "2026-11-25")
    store.receive(store.shop.milk, 3_000, 3_000, "2026-11-20")
    store.receive(store.shop.rice, 3_000, 3_000, "2027-11-20")
    store.open().tap("ใกล้หมดอายุ")
    assert store.listed == ["นมสด"]
    assert store.page.heaps.rows.rows()[0].expires == "2026-11-25"
    store.tap("หมดอายุ")
    assert [row.expires for row in store.page.heaps.rows.rows()] == ["2026-11-20"]


def test_the_stock_is_searched_and_its_worth_told(store: Store) -> None:
    store.receive(store.shop.rice, 10_000, 130_000)
    store.open()
    assert "1,300.00" in store.page.note.said()
    assert store.search("นม").listed == ["นมสด"]
    store.press("Esc")
    store.wait()
    assert len(store.listed) == 3


def test_what_runs_low_stands_on_the_shopping_list_by_who_brings_it(store: Store) -> None:
    store.receive(store.shop.rice, 10_000, 130_000)
    store.open().beep(RICE)
    store.tap("จุดซื้อเพิ่ม")
    sheet = store.window.sheet
    assert isinstance(sheet, BuyAgainSheet)
    store.into(sheet.at, "12")
    store.into(sheet.upto, "30")
    store.press("Enter")
    store.tap("ต้องซื้อ")
    listed = store.window.sheet
    assert isinstance(listed, ShoppingSheet)
    assert [(row.name, row.buy, row.cost) for row in listed.needed] == [("ข้าวหอมมะลิ", 20_000, 260_000)]
    store.tap("คัดลอกข้อความ")
    assert "[ ] ข้าวหอมมะลิ  20" in QApplication.clipboard().text()
    store.press("Ctrl+P")
    paper = store.window.sheet
    assert isinstance(paper, PaperSheet)
    assert isinstance(paper.paper, ShoppingList)


def test_nothing_to_buy_is_said(store: Store) -> None:
    store.open().tap("ต้องซื้อ")
    assert isinstance(store.window.sheet, ShoppingSheet)
    with store.shop.office.reading() as desk:
        assert shopping.needed(desk) == []
