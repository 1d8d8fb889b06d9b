"""Counting: blind, shelf by shelf, by several people, left and gone on with; one paper mends the stock."""

from typing import Any

import pytest
from sqlmodel import select

from shopdesk.db import models
from shopdesk.shop import stock, stocktaking, users
from shopdesk.shop.receiving import Incoming, Load, receive
from shopdesk.ui.shell import Window
from tests.ui.stock_page import Counting, StoreRoom

RICE, WATER, MILK = "8850000000017", "8850000000024", "8850000000031"


@pytest.fixture
def counting(window: Window, shop: Any, ticks: Any) -> Counting:
    shop.rice = shop.add("ข้าวหอมมะลิ", 18500, codes=(RICE,), stock=10_000, cost=14000)
    shop.water = shop.add("น้ำดื่ม", 700, codes=(WATER,), stock=24_000, category="เครื่องดื่ม")
    shop.milk = shop.add("นมสด", 1300, codes=(MILK,), stock=0)
    return Counting(window, shop, ticks)


def left(counting: Counting, name: str) -> str:
    return StoreRoom(counting.window, counting.shop, counting.ticks).left(name)


def test_scan_and_type_and_the_stock_is_mended_by_one_paper(counting: Counting) -> None:
    counting.open().begin().find(RICE, "8").find(WATER, "24")
    assert counting.found == ["ข้าวหอมมะลิ 8", "น้ำดื่ม 24"]
    assert counting.differences() == ["ข้าวหอมมะลิ 10 → 8"]
    counting.tap("หาย")
    counting.tap("ปรับยอด")
    assert (left(counting, "ข้าวหอมมะลิ"), left(counting, "น้ำดื่ม")) == ("8", "24")
    with counting.shop.office.reading() as desk:
        lines = desk.session.exec(select(models.CountLine)).all()
    assert {(one.recorded, one.agreed, one.reason) for one in lines} == {(10_000, 8_000, "lost"), (24_000, 24_000, "")}


def test_what_the_file_says_is_told_only_after_typing(counting: Counting) -> None:
    counting.open().begin().find(RICE)
    assert counting.page.pane.bar.qty.text() == ""
    assert counting.told == []
    counting.press("8", "Enter")
    assert counting.told == ["10"]


def test_who_only_counts_never_sees_what_the_file_says(counting: Counting, shop: Any) -> None:
    with shop.office.writing() as desk:
        users.add(desk, "น้องแดง", "cashier", "1234")
    counting.window.actor = users.sign_in(shop.office, "น้องแดง", "1234")
    counting.open().begin().find(RICE, "8")
    assert counting.told == []
    assert counting.not_found == []
    counting.press("Ctrl+S")
    assert counting.page.step == "count"


def test_two_shelves_add_up_and_one_shelf_again_replaces(counting: Counting) -> None:
    counting.open().begin().at("ชั้นซ้าย").find(WATER, "10")
    counting.at("ชั้นขวา").find(WATER, "12")
    assert counting.found == ["น้ำดื่ม 22"]
    counting.find(WATER)
    assert counting.page.pane.bar.qty.text() == "12"
    counting.find(WATER, "14")
    assert counting.found == ["น้ำดื่ม 24"]


def test_two_people_count_the_same_goods_on_two_shelves(counting: Counting, shop: Any) -> None:
    counting.open().begin().at("ชั้นซ้าย").find(WATER, "10")
    with shop.office.writing() as desk:
        counting.window.actor = desk.actor
        users.add(desk, "น้องแดง", "cashier", "1234")
    red = users.sign_in(shop.office, "น้องแดง", "1234")
    with shop.office.writing(red) as desk:
        count = stocktaking.open_counts(desk)[0]
        stocktaking.put(desk, count.id or 0, shop.water.item, 9_000, shelf="ชั้นขวา")
    counting.open()
    assert counting.found == ["น้ำดื่ม 19"]


def test_what_is_sold_between_the_counts_of_two_shelves_is_told_and_no_difference(
    counting: Counting, shop: Any
) -> None:
    counting.open().begin().at("ชั้นซ้าย").find(WATER, "10")
    shop.sell((shop.water, 3_000))
    counting.at("ชั้นขวา").find(WATER, "14")
    assert counting.differences() == ["น้ำดื่ม 21 → 21"]
    assert counting.page.end.unsure.said().startswith("3 ")
    counting.tap("ปรับยอด")
    assert left(counting, "น้ำดื่ม") == "21"


def test_a_count_is_left_and_gone_on_with(counting: Counting) -> None:
    counting.open().begin().find(RICE, "8")
    counting.press("Esc")
    assert counting.page.step == "start"
    counting.window.go("till")
    counting.open()
    (waiting,) = counting.page.start.table.rows.rows()
    counting.page.go_on(waiting)
    assert counting.found == ["ข้าวหอมมะลิ 8"]


def test_nothing_left_is_typed_as_0(counting: Counting) -> None:
    counting.open().begin().find(RICE, "0")
    assert counting.differences() == ["ข้าวหอมมะลิ 10 → 0"]


def test_what_is_no_number_stays_and_is_said(counting: Counting) -> None:
    counting.open().begin().find(RICE, "abc")
    assert counting.found == []
    assert counting.page.pane.bar.trouble.isVisible()


def test_what_nobody_found_is_listed(counting: Counting) -> None:
    counting.open().begin().find(RICE, "8")
    assert counting.not_found == ["น้ำดื่ม"]


def test_only_a_category_or_only_what_was_sold_today(counting: Counting) -> None:
    counting.open().begin("เครื่องดื่ม")
    assert counting.not_found == ["น้ำดื่ม"]
    counting.press("Esc")
    counting.shop.sell((counting.shop.rice, 1000))
    counting.begin("ของที่ขายวันนี้")
    assert counting.not_found == ["ข้าวหอมมะลิ"]


def test_each_lot_is_counted_in_turn(counting: Counting, shop: Any) -> None:
    with shop.office.writing() as desk:
        lots = (
            Incoming(shop.milk.item, 6_000, 6000, "2026-11-24"),
            Incoming(shop.milk.item, 12_000, 12000, "2026-12-01"),
        )
        receive(desk, Load(lots, location=stock.COUNTER))
    counting.open().begin().find(MILK)
    assert "24 พ.ย. 2569" in counting.page.pane.bar.words.said()
    counting.press("5", "Enter")
    assert "1 ธ.ค. 2569" in counting.page.pane.bar.words.said()
    counting.press("9", "Enter")
    assert counting.found == ["นมสด 5", "นมสด 9"]
    assert counting.differences() == ["นมสด 6 → 5", "นมสด 12 → 9"]


def test_both_agree_on_another_number(counting: Counting) -> None:
    counting.open().begin().find(RICE, "8").differences()
    counting.into(counting.page.end.qty, "9")
    counting.press("Ctrl+S")
    assert left(counting, "ข้าวหอมมะลิ") == "9"


def test_a_count_that_is_given_up_changes_nothing(counting: Counting) -> None:
    counting.open().begin().find(RICE, "1")
    counting.page.drop()
    assert counting.page.start.table.rows.rows() == []
    assert left(counting, "ข้าวหอมมะลิ") == "10"
