"""Reading a platform's file of orders in the window: looked at first, then read, and what was held is shown."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import accounts
from shopdesk.ui.pages.orders.filing import FileSheet
from tests.ui.bills_page import rest
from tests.ui.orders_page import Board
from tests.ui.till_page import Till

FILES = Path(__file__).parents[1] / "data" / "byfile"
EXPORT = FILES / "shopee-orders-en.csv"


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    found = Board(till)
    with shop.office.writing() as desk:
        accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True})
    found.look()
    return found


def opened(board: Board) -> FileSheet:
    board.tap("อ่านไฟล์ออเดอร์")
    sheet = board.sheet()
    assert isinstance(sheet, FileSheet)
    board.till.ticks.wait(1)
    return sheet


def chosen(board: Board, path: Path) -> FileSheet:
    sheet = opened(board)
    sheet.ask_file = lambda _sheet: path
    board.tap("2 · เลือกไฟล์")
    return sheet


def numbers(board: Board) -> list[str]:
    return [number for column in board.columns().values() for number in column]


def test_a_file_is_looked_at_before_it_is_read(board: Board) -> None:
    sheet = chosen(board, EXPORT)
    assert "ใหม่ 1" in sheet.sums.said()
    assert sheet.main.hasFocus()
    assert numbers(board) == []
    board.press("Esc")
    assert numbers(board) == []


def test_a_file_is_read_in_the_background_and_twice_changes_nothing(board: Board) -> None:
    chosen(board, EXPORT)
    board.press("Enter")
    rest(board.till.window)
    assert board.till.window.sheet is None
    assert "ใหม่ 1" in board.news()
    before = numbers(board)
    assert len(before) == 1
    chosen(board, EXPORT)
    assert "มีแล้ว 1" in board.sheet().sums.said()
    board.press("Ctrl+S")
    rest(board.till.window)
    assert (numbers(board), "เหมือนเดิม 1" in board.news()) == (before, True)


def test_what_could_not_be_read_is_shown_and_the_rest_comes(board: Board, tmp_path: Path) -> None:
    head, row, *_rest = EXPORT.read_text("utf-8-sig").splitlines()
    number = row.split(",")[0]
    bad = row.replace(number, "260101BAD").replace("2026-", "once ")
    odd = row.replace(number, "260101ODD").replace("Shipping,", "Somewhere,")
    path = tmp_path / "orders.csv"
    path.write_text("\n".join((head, row, bad, odd)), "utf-8-sig")
    sheet = chosen(board, path)
    assert [one.key for one in sheet.held.rows.rows()] == ["260101BAD"]
    board.press("Enter")
    rest(board.till.window)
    assert board.sheet() is sheet
    assert "1 แถว" in sheet.refused.said()
    assert "ที่เหลือรับเข้าแล้ว" in sheet.strip.said()
    board.press("Esc")
    assert number in numbers(board)


def test_a_file_of_something_else_is_refused_in_words(board: Board, tmp_path: Path) -> None:
    other = tmp_path / "x.csv"
    shutil.copy(FILES / "lazada-wallet-en.csv", other)
    sheet = chosen(board, other)
    assert sheet.strip.said()
    assert sheet.choose.hasFocus()
    assert sheet.main.isHidden()


def test_nobody_is_asked_for_a_file_where_no_shop_is_sold_at_by_files(shop: Any, till: Till) -> None:
    board = Board(till)
    board.account()
    board.look()
    assert "อ่านไฟล์ออเดอร์" not in board.buttons()
    board.page.read_file()
    assert "ยังไม่มีร้านแบบไฟล์" in board.news()


def test_a_heading_nobody_knows_is_pointed_at_once(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(EXPORT.read_text("utf-8-sig").replace("Deal Price", "What they paid"), "utf-8-sig")
    sheet = chosen(board, path)
    rest(board.till.window)
    asking = board.sheet()
    assert asking.heading.said() == "คอลัมน์ไหน"
    free = [heading for heading, _below in asking.table.rows.rows()]
    assert "What they paid" in free
    assert "Order ID" not in free, "what is known is not offered"
    asking.table.selectRow(free.index("What they paid"))
    board.till.paint()
    board.tap("คอลัมน์นี้")
    rest(board.till.window)
    assert board.sheet() is sheet
    assert "ใหม่ 1" in sheet.sums.said()
    board.press("Esc")
    assert "ใหม่ 1" in chosen(board, path).sums.said(), "the account remembers it"


def test_who_finds_it_in_none_of_the_columns_is_told_what_is_missing(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(EXPORT.read_text("utf-8-sig").replace("Deal Price", "What they paid"), "utf-8-sig")
    sheet = chosen(board, path)
    board.press("Esc")
    assert board.sheet() is sheet
    assert "ราคาขาย" in sheet.strip.said()


def test_a_file_says_before_it_is_read_what_is_old_in_it(board: Board, tmp_path: Path) -> None:
    head = "หมายเลขคำสั่งซื้อ,สถานะการสั่งซื้อ,วันที่ทำการสั่งซื้อ,ชื่อสินค้า,ราคาขาย,จำนวน,จำนวนเงินทั้งหมด\n"
    old, waits, over = (
        f"26010{name},{state},2026-{day} 08:00,Jam,120,1,120\n"
        for name, state, day in (("A", "สำเร็จแล้ว", "10-05"), ("B", "ที่ต้องจัดส่ง", "11-22"), ("B", "ยกเลิกแล้ว", "11-22"))
    )
    path = tmp_path / "orders.csv"
    path.write_text(head + over, encoding="utf-8-sig")
    chosen(board, path)
    board.press("Enter")
    rest(board.till.window)
    path.write_text(head + old + waits, encoding="utf-8-sig")
    said = chosen(board, path).sums.said()
    assert "1 รายการส่งไปก่อนมีบัญชีนี้" in said
    assert "ไฟล์นี้เก่ากว่าไฟล์ล่าสุด 1" in said
