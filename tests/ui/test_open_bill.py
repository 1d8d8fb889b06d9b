"""The open bill outlives whatever happens to the window: another language, other colours, larger text, on any page."""

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopdesk.core.cart import Cart
from shopdesk.shop import bills, reports
from shopdesk.ui import places
from shopdesk.ui.pages.till import deeds
from shopdesk.ui.shell import Window
from tests.conftest import Shop
from tests.ui.conftest import Ticks
from tests.ui.till_page import RICE, WATER, Till

RICE_LINE, WATER_LINE = "1 ข้าวหอมมะลิ 5 กก.", "1 น้ำดื่ม 600 มล."


def on_disk(shop: Shop) -> list[str]:
    with shop.office.reading() as desk:
        cart = bills.open_bill(desk)
    return [line.name for line in cart.lines] if cart else []


def settle(window: Window) -> None:
    QTest.qWait(600)
    while window.jobs.busy():
        QTest.qWait(5)


@pytest.mark.parametrize("page", [place.name for place in places.PLACES])
def test_another_look_keeps_bill_undo_redo_and_chosen_line_on_every_page(till: Till, shop: Shop, page: str) -> None:
    window = till.window
    till.scan(RICE).scan(WATER).scan(RICE).press("Ctrl+Z", "Up")
    chosen = till.page.counter.bill.chosen
    for change in (
        lambda: window.set_language("en"),
        lambda: window.set_theme("dark"),
        lambda: window.set_text_size(130),
    ):
        window.go(page)
        change()
        QApplication.processEvents()
        assert on_disk(shop) == ["ข้าวหอมมะลิ 5 กก.", "น้ำดื่ม 600 มล."]
    window.go("till")
    assert till.lines == [RICE_LINE, WATER_LINE]
    assert till.page.counter.bill.chosen == chosen
    till.press("Ctrl+Y")
    assert till.lines == ["2 ข้าวหอมมะลิ 5 กก.", WATER_LINE]
    till.press("Ctrl+Z", "Ctrl+Z")
    assert till.lines == [RICE_LINE]


def test_what_is_on_its_way_to_disk_when_the_look_changes_does_not_bring_back_a_bill_that_was_paid(
    till: Till, shop: Shop
) -> None:
    till.scan(RICE)
    till.window.set_language("en")
    till.press("F5")
    settle(till.window)
    assert till.sales == 1
    assert on_disk(shop) == []


@pytest.fixture
def elsewhere(application: QApplication, shop: Shop, ticks: Ticks) -> Iterator[Window]:
    """A window that began on another page than the till, with a bill from before on disk."""
    thing = shop.add("สบู่", 1200, codes=("8850000000086",))
    with shop.office.writing() as desk:
        bills.keep_open(desk, shop.cart((thing, 1000)))
    made = Window(shop.office.data_dir, now=shop.clock, monotonic=ticks, random=Random(3))
    made.sounds.on = False
    made.resize(1366, 768)
    made.go("settings")
    made.show()
    made.data_ready(shop.office, None)
    yield made
    settle(made)
    made.office = None
    made.close()
    made.deleteLater()


def test_a_till_first_opened_after_another_page_has_the_bill_from_disk(
    elsewhere: Window, shop: Shop, ticks: Ticks
) -> None:
    elsewhere.set_language("en")
    elsewhere.go("till")
    till = Till(elsewhere, shop, ticks)
    assert till.lines == ["1 สบู่"]
    till.scan(RICE)
    settle(elsewhere)
    assert on_disk(shop) == ["สบู่", "ข้าวหอมมะลิ 5 กก."]


def test_a_scan_on_another_page_comes_on_top_of_the_bill_from_disk(elsewhere: Window, shop: Shop, ticks: Ticks) -> None:
    elsewhere._scanned("8850000000086")
    assert Till(elsewhere, shop, ticks).lines == ["2 สบู่"]


def test_a_bill_on_disk_that_is_not_the_one_shown_is_put_aside_and_not_written_over(till: Till, shop: Shop) -> None:
    till.scan(RICE)
    till.page.leave()
    stored = Cart("another-bill").add(shop.cart((till.water, 1000)).lines[0])
    with shop.office.writing() as desk:
        bills.keep_open(desk, stored)
    till.window.data_ready(shop.office, None)
    till.scan(RICE)
    settle(till.window)
    assert on_disk(shop) == ["ข้าวหอมมะลิ 5 กก."]
    with shop.office.reading() as desk:
        assert [(held.uid, held.lines) for held in bills.held(desk)] == [("another-bill", 1)]


def test_a_bill_taken_back_is_the_open_bill_again_and_counts_no_more(till: Till) -> None:
    till.scan(RICE).press("F5").scan(WATER).press("F5")
    till.press("Ctrl+Z")
    assert till.lines == [WATER_LINE]
    assert till.page.side.today.text() == "วันนี้ขายได้ 185.00 จาก 1 บิล"
    till.press("F5")
    assert till.sales == 3
    with till.shop.office.reading() as desk:
        figures = reports.day_figures(desk, "2026-11-22")
    assert (figures.kept, figures.voids) == (2, 1)
    assert [(way.code, way.count) for way in figures.tenders] == [("cash", 2)]


def test_a_bill_under_way_stays_when_the_one_before_is_taken_back(till: Till) -> None:
    till.scan(RICE).press("F5")
    sold = till.page.after.sold
    assert sold is not None
    till.scan(WATER)
    deeds.undo_sale(till.page, sold)
    assert till.lines == [WATER_LINE]


def test_undo_after_the_ten_seconds_says_where_a_bill_is_voided(till: Till) -> None:
    till.scan(RICE).press("F5")
    for _second in range(11):
        till.page.after._count_down()
    till.press("Ctrl+Z")
    assert till.news == "เกิน 10 วินาทีแล้ว ยกเลิกบิลได้ที่ บิล"


def test_what_was_said_of_a_waiting_bill_goes_when_it_is_taken_up(till: Till) -> None:
    till.scan(RICE).press("Ctrl+H").press("Enter")
    assert till.page.toast.said()
    till.page.strip.say("The goods split off wait as a bill")
    till.press("Ctrl+R", "Enter")
    assert till.lines == [RICE_LINE]
    assert not till.page.toast.said()
    assert not till.news


def test_a_search_does_not_keep_the_money_keys_from_working(till: Till) -> None:
    till.scan(RICE).type("น้ำ").press("F5")
    assert till.sales == 1
    assert not till.page.field.input.text()


def test_the_money_keys_say_that_an_unknown_code_comes_first(till: Till) -> None:
    till.scan(RICE).scan("8859999999998").press("F5")
    assert till.sales == 0
    assert till.page.over.unknown.trouble.said() == "ทำตรงนี้ให้เสร็จ หรือกด Esc ก่อน แล้วค่อยเก็บเงิน"
    till.press("Esc", "F5")
    assert till.sales == 1
