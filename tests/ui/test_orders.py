"""Orders on their board: written down by keyboard, packed, sold at the till with the deposit taken off."""

from typing import Any

import pytest

from shopdesk.shop import day, orders
from shopdesk.ui.pages.orders.page import OrdersPage
from shopdesk.ui.widgets.buttons import Button
from tests.ui.till_page import Till


class Board:
    """Somebody answers the telephone."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        page = till.window.go("orders")
        assert isinstance(page, OrdersPage)
        self.page = page
        till.paint()

    def press(self, *keys: str) -> "Board":
        for key in keys:
            self.till.press(key).paint()
        return self

    def type(self, text: str) -> "Board":
        self.till.type(text)
        self.till.paint()
        return self

    def write(self, name: str, qty: str, deposit: str) -> "Board":
        self.press("Ctrl+S").type("8850000000019").press("Enter").type(qty)
        assert self.page.pane is not None
        self.page.pane.name.setText(name)
        self.page.pane.deposit.setText(deposit)
        return self.press("Ctrl+S")

    def tap(self, words: str) -> None:
        """Tap a button of the sheet, after it was seen."""
        self.till.paint()
        self.till.ticks.wait(1)
        root = self.till.window.sheet or self.till.window.page
        (button,) = [one for one in root.findChildren(Button) if one.said() == words and one.isVisible()]
        button.click()
        self.till.paint()

    def leave(self) -> None:
        """Esc until the board is there again."""
        for _step in range(3):
            if self.page.pane is not None:
                self.press("Esc")
        assert self.page.pane is None

    def drawer(self) -> int:
        with self.shop.office.reading() as desk:
            return day.in_drawer(desk)

    def listed(self, *, past: bool = False) -> list[tuple[str, str, int]]:
        with self.shop.office.reading() as desk:
            return [(one.name, one.state, one.deposit) for one in orders.listing(desk, past=past)]


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    shop.add("เค้ก", 35_000, stock=9_000, codes=("8850000000019",))
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


def test_an_order_is_written_packed_and_sold_with_its_deposit_taken_off(board: Board) -> None:
    board.write("ครูแดง", "2", "200")
    assert board.listed() == [("ครูแดง", "new", 20_000)]
    assert "เหลือจ่าย 500.00" in board.page.words.said()
    board.page.pack()
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
    board.page.give_up()
    assert board.listed() == []
    assert board.listed(past=True) == [("ครูแดง", "cancelled", 0)]


def test_an_order_given_up_by_mistake_waits_again(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    board.page.give_up()
    board.page.strip.press()
    assert board.listed() == [("ครูแดง", "new", 0)]


@pytest.mark.parametrize(("answer", "drawer"), [("คืนเงิน 200.00 จากลิ้นชัก", 50_000), ("ร้านเก็บ 200.00 ไว้", 70_000)])
def test_a_deposit_of_an_order_given_up_goes_where_the_cashier_says(board: Board, answer: str, drawer: int) -> None:
    board.write("ครูแดง", "1", "200")
    board.page.give_up()
    board.press("Esc")
    assert board.listed() == [("ครูแดง", "new", 20_000)]
    board.page.give_up()
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
    board.press("Ctrl+S").type("8850000000019").press("Enter").type("2").press("Enter")
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
    board.page.pack()
    assert board.page.strip.said() == ""


def test_who_ordered_is_forgotten_once_it_is_done_with(board: Board) -> None:
    board.write("ครูแดง", "1", "")
    board.page.give_up()
    board.page._span("past")
    board.page.forget_name()
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
