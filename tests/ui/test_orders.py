"""Orders on their board: written down by keyboard, packed, sold at the till with the deposit taken off."""

from typing import Any

import pytest

from shopdesk.shop import day, orders
from shopdesk.ui.pages.orders.page import OrdersPage
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


def test_an_order_without_a_name_says_so(board: Board) -> None:
    board.write("", "1", "")
    assert board.listed() == []
    assert "ของใคร" in board.page.strip.said()


def test_a_deposit_that_is_no_amount_stays_at_its_field(board: Board) -> None:
    board.write("ครูแดง", "1", "สองร้อย")
    assert board.listed() == []
    assert board.page.pane is not None
    assert board.page.pane.deposit_row.said()
