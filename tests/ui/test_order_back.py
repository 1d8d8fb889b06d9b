"""A buyer got money back of an order that left: what came is counted, and no more is taken back."""

from typing import Any

import pytest

from shopdesk.shop import accounts, day
from shopdesk.shop.online import intake
from shopdesk.shop.orders import Wanted
from shopdesk.ui.widgets.text import Plain
from tests.ui.orders_page import Board
from tests.ui.till_page import Till


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


@pytest.mark.parametrize(
    ("pieces", "button", "there", "owed"),
    [(0, "ไม่มีของกลับมา", 7_000, 23_000), (1, "ของดี เอาขึ้นชั้น", 8_000, 23_000), (1, "ของเสีย ทิ้ง", 7_000, 23_000)],
)  # fmt: skip
def test_where_only_money_went_back_somebody_counts_what_came(
    board: Board, pieces: int, button: str, there: int, owed: int
) -> None:
    order = board.comes(board.account(), "500", (board.jam, 2), state="completed", more={"paid_back": "1000"})
    assert board.state(order) == "problem"
    assert board.look().page.online.next_words(board.card("500")) == "บอกว่าอะไรกลับมา"
    board.open("500")
    assert "ผู้ซื้อได้เงินคืนแล้ว" in [words.said() for words in board.sheet().findChildren(Plain)]
    board.tap("บอกว่าอะไรกลับมา")
    sheet = board.sheet()
    assert (sheet.good.isEnabled(), sheet.bad.isEnabled(), sheet.none.isEnabled()) == (False, False, True)
    (stepper,) = sheet.steppers.values()
    for _piece in range(pieces):
        stepper.go(1)
    assert sheet.none.isEnabled() is (pieces == 0)
    board.small()
    board.tap(button)
    assert (board.state(order), board.free(board.jam)) == ("completed", there)
    with board.shop.office.reading() as desk:
        assert accounts.listing(desk)[0].owes == owed


def test_an_order_told_as_come_back_asks_what_came(board: Board) -> None:
    seller = board.account()
    order = board.comes(seller, "500", (board.jam, 2), state="shipped")
    board.comes(seller, "500", (board.jam, 2), state="returned")
    assert board.columns()["problem"] == ["500"]
    assert board.look().page.online.next_words(board.card("500")) == "บอกว่าอะไรกลับมา"
    board.open("500").small()
    board.tap("บอกว่าอะไรกลับมา").tap("ของดี เอาขึ้นชั้น")
    assert (board.state(order), board.free(board.jam)) == ("returned", 9_000)
    assert "problem" not in board.look().columns()


def test_what_a_promise_by_phone_comes_to_is_said_to_be_about_so_much(board: Board) -> None:
    seller = board.account()
    with board.shop.office.writing() as desk:
        intake.promise(desk, seller, "900", [Wanted(board.jam.sale_unit, 2_000)])
    board.look().open("900")
    assert any(words.said().startswith("รวมประมาณ") for words in board.sheet().findChildren(Plain))
