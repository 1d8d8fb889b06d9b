"""Orders written down here, on the board: by keyboard, packed, sold at the till with the deposit taken off."""

from typing import Any

import pytest

from shopdesk.shop import day
from tests.ui.orders_page import CAKE, Board
from tests.ui.till_page import Till


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


def test_an_order_is_written_packed_and_sold_with_its_deposit_taken_off(board: Board) -> None:
    board.write("ครูแดง", "2", "200")
    assert board.listed() == [("ครูแดง", "new", 20_000)]
    board.open("ครูแดง")
    assert "เหลือจ่าย 500.00" in board.sheet().words.said()
    board.tap("จัดของแล้ว")
    assert board.listed() == [("ครูแดง", "ready", 20_000)]
    board.press("Ctrl+S")
    page: Any = board.till.window.page
    assert page.name == "till"
    assert page.counter.due().exact == 50_000
    page.counter.checkout(page.counter.bill.cart, 50_000, None)
    assert board.listed() == []
    assert board.listed(past=True) == [("ครูแดง", "fetched", 20_000)]


def test_an_order_given_up_leaves_the_board(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    board.open("ครูแดง").tap("ยกเลิกใบสั่ง")
    assert board.listed() == []
    assert board.listed(past=True) == [("ครูแดง", "cancelled", 0)]


def test_an_order_given_up_by_mistake_waits_again(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    board.open("ครูแดง").tap("ยกเลิกใบสั่ง")
    board.page.strip.press()
    assert board.listed() == [("ครูแดง", "new", 0)]


@pytest.mark.parametrize(("answer", "drawer"), [("คืนเงิน 200.00 จากลิ้นชัก", 50_000), ("ร้านเก็บ 200.00 ไว้", 70_000)])
def test_a_deposit_of_an_order_given_up_goes_where_the_cashier_says(board: Board, answer: str, drawer: int) -> None:
    board.write("ครูแดง", "1", "200")
    board.open("ครูแดง").tap("ยกเลิกใบสั่ง")
    board.press("Esc")
    assert board.listed() == [("ครูแดง", "new", 20_000)]
    board.open("ครูแดง").tap("ยกเลิกใบสั่ง")
    board.tap(answer)
    assert board.listed() == []
    assert "200.00" in board.page.strip.said()
    assert board.drawer() == drawer


def test_a_quantity_of_nothing_says_so_and_is_not_written(board: Board) -> None:
    board.write("ครูแดง", "0", "")
    assert board.listed() == []
    assert board.page.pane is not None
    assert board.page.pane.qty_row.said()
    assert board.page.pane.qty.hasFocus()


def test_an_order_begun_is_still_there_after_esc(board: Board) -> None:
    board.press("Ctrl+N").type(CAKE).press("Enter").type("2").press("Enter")
    board.leave()
    assert "จดค้าง" in board.page.strip.said()
    board.press("Ctrl+N")
    assert board.page.pane is not None
    assert [(line.goods.name, line.qty) for line in board.page.pane.lines] == [("เค้ก", 2_000)]
    board.leave()
    board.page.strip.press()
    board.press("Ctrl+N")
    assert board.page.pane.lines == []


def test_news_of_an_order_is_gone_at_the_next_deed(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    assert "จดใบสั่ง" in board.page.strip.said()
    board.open("ครูแดง").tap("จัดของแล้ว")
    assert board.page.strip.said() == ""


def test_who_ordered_is_forgotten_once_it_is_done_with(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    board.open("ครูแดง").tap("ยกเลิกใบสั่ง")
    board.tap("จบแล้ว").open("ครูแดง").tap("ลบชื่อคนสั่ง")
    board.tap("ลบถาวร")
    assert board.listed(past=True) == [("", "cancelled", 0)]


def test_an_order_without_a_name_says_so(board: Board) -> None:
    board.write("", "1", "")
    assert board.listed() == []
    assert "ของใคร" in board.page.strip.said()


def test_a_deposit_that_is_no_amount_stays_at_its_field(board: Board) -> None:
    board.write("ครูแดง", "1", "สองร้อย")
    assert board.listed() == []
    assert board.page.pane is not None
    assert board.page.pane.deposit_row.said()
