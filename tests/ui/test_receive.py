"""Goods come in: two keys a line, who is paid how, what became dearer, and the whole paper taken back."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from sqlmodel import select

from shopdesk.db import models
from shopdesk.shop import day
from shopdesk.ui.pages.labels.page import LabelsPage
from shopdesk.ui.pages.stock import draft
from shopdesk.ui.pages.stock.receive import ReceivePage
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.question import QuestionSheet
from tests.ui.stock_page import Shelf, StoreRoom

RICE, WATER, BANANA = "8850000000017", "8850000000024", "8850000000031"


@pytest.fixture
def room(window: Window, shop: Any, ticks: Any) -> StoreRoom:
    shop.add("ข้าวหอมมะลิ", 18500, codes=(RICE,), stock=10_000, cost=14000)
    shop.add("น้ำดื่ม", 700, codes=(WATER,), stock=0)
    shop.add("กล้วยตาก", 6000, codes=(BANANA,), stock=0)
    with shop.office.writing() as desk:
        day.open_day(desk, 1_000_000)
    return StoreRoom(window, shop, ticks)


def test_a_scan_and_its_quantity_are_a_line_and_the_last_cost_is_offered(room: StoreRoom) -> None:
    room.open().scan(RICE, "20").scan(WATER, "24", "5")
    assert room.lines == ["ข้าวหอมมะลิ 20 = 2,800", "น้ำดื่ม 24 = 120"]
    assert room.page.finder.search.field.hasFocus()
    room.take_in()
    assert "รับเข้าแล้ว" in room.said
    assert "2,920.00" in room.said
    assert (room.left("ข้าวหอมมะลิ"), room.left("น้ำดื่ม")) == ("30", "24")
    assert room.lines == []


def test_the_same_scan_again_is_one_more(room: StoreRoom) -> None:
    room.open().scan(RICE).scan(RICE).scan(RICE)
    assert room.lines == ["ข้าวหอมมะลิ 3 = 420"]


def test_what_all_of_it_cost_is_typed_instead_of_one(room: StoreRoom) -> None:
    room.open().scan(WATER, "24", "1")
    room.page.choose(0)
    room.into(room.page.bar.total, "130")
    assert room.lines == ["น้ำดื่ม 24 = 130"]
    assert room.page.bar.each.text() == "5.42"


def test_the_whole_load_is_taken_back_and_stands_there_to_be_mended(room: StoreRoom) -> None:
    room.open().scan(RICE, "20").take_in()
    room.press("Ctrl+Z")
    assert room.left("ข้าวหอมมะลิ") == "10"
    assert room.lines == ["ข้าวหอมมะลิ 20 = 2,800"]
    assert [one.split()[0] for one in room.papers()] == ["reversal", "receive"]


def test_paid_later_is_owed_to_the_supplier_from_the_days_agreed(room: StoreRoom) -> None:
    room.supplier("โรงสี", 30)
    room.open().scan(RICE, "10").from_("โรงสี").pay("ติดไว้ก่อน")
    assert room.page.side.due.text() == "22/12/2569"
    room.take_in()
    assert (room.owed("โรงสี"), room.due("โรงสี")) == ("1,400", "2026-12-22")


def test_the_next_load_on_credit_has_the_days_of_its_own_supplier(room: StoreRoom) -> None:
    for name, days in (("โรงสี", 30), ("โรงน้ำแข็ง", 0), ("โรงงานน้ำ", 15)):
        room.supplier(name, days)
    room.open().scan(RICE, "10").from_("โรงสี").pay("ติดไว้ก่อน").take_in()
    assert (room.page.side.way, room.page.side.due.text()) == ("drawer", "")
    room.scan(RICE, "1").from_("โรงน้ำแข็ง").pay("ติดไว้ก่อน")
    assert room.page.side.due.text() == ""
    room.take_in()
    room.scan(RICE, "1").from_("โรงงานน้ำ").pay("ติดไว้ก่อน")
    assert room.page.side.due.text() == "7/12/2569"


def test_paying_later_needs_a_name_and_nothing_is_lost(room: StoreRoom) -> None:
    room.open().scan(RICE, "10").pay("ติดไว้ก่อน").take_in()
    assert "ของใคร" in room.said or "ชื่อผู้ขาย" in room.said
    assert room.lines == ["ข้าวหอมมะลิ 10 = 1,400"]
    assert room.papers() == []


def test_a_new_supplier_is_written_in_place(room: StoreRoom) -> None:
    room.open().scan(RICE, "1")
    room.press("Ctrl+N")
    room.type("ตัวแทนน้ำอัดลม")
    room.press("Enter")
    assert room.page.side.who.currentText() == "ตัวแทนน้ำอัดลม"
    assert room.lines == ["ข้าวหอมมะลิ 1 = 140"]


def test_goods_left_to_sell_are_nobodys_debt_and_ask_no_cost(room: StoreRoom) -> None:
    room.producer("ป้าสมศรี")
    room.open().scan(BANANA, "15").from_("ป้าสมศรี")
    room.page.choose(0)
    assert not room.page.bar.each.isVisible()
    room.take_in()
    assert "รับฝากขายแล้ว" in room.said
    assert room.left("กล้วยตาก") == "15"


def test_what_costs_more_asks_for_a_new_price_in_place(room: StoreRoom) -> None:
    room.open().scan(RICE, "10", "150").take_in()
    assert "ทุนขึ้น ข้าวหอมมะลิ" in room.asked
    assert "140 → 150" in room.asked
    room.page.dearer.price.selectAll()
    room.type("199")
    room.press("Enter")
    assert room.price("ข้าวหอมมะลิ") == "199"
    assert room.asked == ""
    assert room.page.finder.search.field.hasFocus()


def test_a_last_day_is_kept_with_the_goods(room: StoreRoom) -> None:
    room.open().scan(WATER)
    room.last_day("1/12/2569")
    room.press("Enter")
    room.take_in()
    shelf = Shelf(room.window, room.shop, room.ticks).open()
    shelf.choose(shelf.listed[0])
    assert shelf.page.moves.rows.rows()[0].expires == "2026-12-01"


def test_a_day_that_is_none_stops_the_load(room: StoreRoom) -> None:
    room.open().scan(RICE)
    room.last_day("31/2/2569")
    room.press("Ctrl+S")
    assert room.papers() == []
    assert room.page.bar.expires.hasFocus()


def test_what_is_no_quantity_is_said_and_the_scans_meanwhile_wait(room: StoreRoom) -> None:
    """A red frame without words, and every scan after it was gone."""
    room.open().beep(RICE)
    room.type("12x")
    for _n in range(2):
        room.beep(WATER)
    assert room.lines == ["ข้าวหอมมะลิ 12 = 1,680"]
    assert "12x" in room.page.bar.trouble.said()
    assert "2" in room.page.bar.trouble.said()
    room.page.bar.qty.selectAll()
    room.type("12")
    room.press("Enter")
    assert room.lines[-1].startswith("น้ำดื่ม 1 =")
    room.press("Enter", "Enter")
    assert room.lines[-1].startswith("น้ำดื่ม 2 =")
    assert room.page.waiting == []


def test_lots_get_their_labels_and_new_prices_theirs_by_one_key_each(room: StoreRoom) -> None:
    room.open().beep(RICE)
    room.type("12")
    room.last_day("25/11/2569").into(room.page.bar.lot_code, "ฟาร์ม-7")
    room.into(room.page.bar.each, "150")
    room.press("Enter")
    room.take_in()
    room.press("Enter")
    room.press("Ctrl+P")
    labels = room.window.page
    assert isinstance(labels, LabelsPage)
    (lot,) = labels.chosen
    assert (labels.side.kind(), lot.want.count, "ฟาร์ม-7" in lot.lot_words) == ("lot", 12, True)
    room.open().press("Ctrl+P")
    (shelf,) = labels.chosen
    assert (labels.side.kind(), shelf.want.count, shelf.want.lot) == ("shelf", 1, None)
    room.open()
    assert room.page.labels == []


def test_what_the_shop_had_before_needs_no_supplier_and_no_money(room: StoreRoom) -> None:
    room.supplier("โรงสีบ้านนา")
    room.open().scan(RICE, "20", "150").from_("โรงสีบ้านนา").pay("ของเดิมในร้าน")
    assert not room.page.side.who.isVisible()
    room.take_in()
    assert room.papers() == ["opening 1A-D000001"]
    assert (room.left("ข้าวหอมมะลิ"), room.owed("โรงสีบ้านนา")) == ("30", "0")
    room.press("Ctrl+Z")
    assert room.left("ข้าวหอมมะลิ") == "10"


def test_an_unknown_code_is_named_and_the_load_goes_on(room: StoreRoom) -> None:
    room.open().scan(RICE, "1")
    room.beep("8850999320014")
    room.type("ปลากระป๋อง")
    room.press("Enter")
    room.type("20")
    room.press("Enter")
    assert [line.split()[0] for line in room.lines] == ["ข้าวหอมมะลิ", "ปลากระป๋อง"]
    room.type("12")
    assert room.lines[1].startswith("ปลากระป๋อง 12")


def test_goods_without_a_code_are_found_by_a_few_letters(room: StoreRoom) -> None:
    room.open()
    room.type("กล้วย")
    room.press("Enter")
    room.type("7")
    room.press("Enter")
    assert room.lines == ["กล้วยตาก 7 = 0"]


def test_a_line_typed_by_mistake_is_removed(room: StoreRoom) -> None:
    room.open().scan(RICE, "1").scan(WATER)
    room.page.remove()
    assert room.lines == ["ข้าวหอมมะลิ 1 = 140"]


def test_an_old_paper_is_found_by_its_kind_and_taken_back_once(room: StoreRoom) -> None:
    room.open().scan(RICE, "5").take_in()
    shelf = Shelf(room.window, room.shop, room.ticks).open()
    shelf.tap("เสีย")
    assert shelf.listed == []
    shelf.tap("รับเข้า")
    shelf.choose(shelf.listed[0])
    assert "หน้าร้าน" in shelf.facts
    shelf.tap("ย้อนกลับทั้งใบ")
    assert room.left("ข้าวหอมมะลิ") == "10"
    assert not shelf.page.reverse.isVisible()


def test_the_load_outlives_larger_text_and_another_page(room: StoreRoom) -> None:
    room.open().scan(RICE, "5")
    room.window.set_text_size(115)
    assert room.lines == ["ข้าวหอมมะลิ 5 = 700"]
    room.window.go("till")
    assert room.open().lines == ["ข้าวหอมมะลิ 5 = 700"]


def test_another_due_day_stays_while_the_load_goes_on(room: StoreRoom) -> None:
    room.supplier("โรงสี", 30)
    room.open().scan(RICE, "10").from_("โรงสี").pay("ติดไว้ก่อน")
    room.into(room.page.side.due, "5/1/2570")
    room.beep("8850999320014")
    room.press("Esc")
    room.take_in()
    assert room.due("โรงสี") == "2027-01-05"


def test_two_lots_of_the_same_goods_come_in_one_load(room: StoreRoom) -> None:
    room.open().scan(BANANA, "10", "30").page.choose(0, type_=True)
    room.last_day("1/12/2569").press("Enter")
    room.beep(BANANA)
    room.type("5")
    room.last_day("15/12/2569").press("Enter")
    assert room.lines == ["กล้วยตาก 10 = 300", "กล้วยตาก 5 = 150"]
    room.scan(BANANA).press("Enter")
    assert room.lines == ["กล้วยตาก 10 = 300", "กล้วยตาก 6 = 180"]
    room.take_in()
    with room.shop.office.reading() as desk:
        lots = desk.session.exec(select(models.Lot.expires).where(models.Lot.expires != "")).all()
    assert sorted(lots) == ["2026-12-01", "2026-12-15"]
    assert room.left("กล้วยตาก") == "16"


def test_the_same_paper_twice_is_asked_about_and_nothing_is_lost(room: StoreRoom) -> None:
    room.supplier("โรงสี", 30)
    room.supplier("ตัวแทนน้ำ")

    def load(name: str) -> None:
        room.scan(RICE, "10").from_(name).pay("ติดไว้ก่อน")
        room.page.side.number.setText("inv-231")
        room.take_in()

    room.open()
    load("โรงสี")
    load("ตัวแทนน้ำ")
    assert room.left("ข้าวหอมมะลิ") == "30"
    load("โรงสี")
    question: Any = room.window.sheet
    assert isinstance(question, QuestionSheet)
    assert "inv-231" in question.said()
    room.tap("กลับไปแก้")
    assert (room.left("ข้าวหอมมะลิ"), room.lines) == ("30", ["ข้าวหอมมะลิ 10 = 1,400"])
    room.take_in()
    QTest.qWait(10)
    room.tap("ของคนละรอบ รับเข้าต่อไป")
    assert (room.left("ข้าวหอมมะลิ"), room.owed("โรงสี")) == ("40", "2,800")


def test_a_load_outlives_a_power_cut_and_is_gone_once_it_is_taken_in(room: StoreRoom) -> None:
    room.supplier("โรงสี", 30)
    room.open().scan(WATER, "24", "5").from_("โรงสี").pay("ติดไว้ก่อน")
    room.scan(BANANA, "10", "30")
    after_the_cut = ReceivePage(room.window)
    after_the_cut.enter()
    assert [(line.goods.name, line.qty, line.total) for line in after_the_cut.lines] == [
        ("น้ำดื่ม", 24_000, 12_000),
        ("กล้วยตาก", 10_000, 30_000),
    ]
    assert (after_the_cut.side.who.currentText(), after_the_cut.side.way) == ("โรงสี", "credit")
    assert "ค้างไว้" in after_the_cut.strip.said()
    after_the_cut.deleteLater()
    room.take_in()
    assert draft.kept(room.window) is None
    assert room.owed("โรงสี") == "420"


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b'{"lines": [[1]], "side": 0}', b'{"lines": [[1, -5, "x"]]}'])
def test_a_damaged_draft_is_no_load_and_stops_nobody(room: StoreRoom, written: bytes) -> None:
    (room.window.data_dir / draft.NAME).write_bytes(written)
    assert room.open().lines == []
