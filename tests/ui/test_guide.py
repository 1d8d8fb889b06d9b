"""Four bubbles for the first time at the till; selling goes on under them."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopdesk.ui.pages.people import arrival
from shopdesk.ui.pages.till.guide import Guide
from tests.ui.settings_page import Owner
from tests.ui.till_page import RICE, Till


def guide(window: Any) -> Guide | None:
    QApplication.processEvents()
    return next((found for found in window.findChildren(Guide) if found.isVisible()), None)


def press(window: Any, words: str) -> None:
    shown = guide(window)
    assert shown is not None
    button = next(button for button in (shown.skip, shown.on) if button.said() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def owner(closed_window: Any, shop: Any, ticks: Any) -> Owner:
    made = Owner(closed_window, shop, ticks)
    arrival.begin(closed_window, shop.office)
    return made


def run_first(owner: Owner) -> None:
    owner.click("ต่อไป").type("Somsri").click("ต่อไป").settle()
    owner.click("ข้าม").click("ข้าม").click("ข้าม").click("เริ่มขาย")


def test_after_the_first_run_somebody_is_shown_around_once(owner: Owner) -> None:
    run_first(owner)
    assert guide(owner.window) is not None
    for _n in range(3):
        press(owner.window, "ต่อไป")
    press(owner.window, "เริ่มขาย")
    assert guide(owner.window) is None
    owner.window.go("bills")
    owner.window.go("till")
    assert guide(owner.window) is None


def test_selling_goes_on_under_the_bubbles_and_they_can_be_skipped(till: Till) -> None:
    till.page.over.show_guide()
    till.scan(RICE)
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]
    press(till.window, "ต่อไป")
    till.scan(RICE)
    assert till.lines == ["2 ข้าวหอมมะลิ 5 กก."]
    press(till.window, "ข้าม")
    assert guide(till.window) is None
    till.press("F5")
    assert till.sales == 1


def test_help_shows_around_again_and_esc_ends_it(till: Till) -> None:
    till.press("F1").click_help("พาดูวิธีขาย 4 ขั้น")
    assert guide(till.window) is not None
    till.press("Esc")
    assert guide(till.window) is None


def test_another_screen_ends_it(till: Till) -> None:
    till.page.over.show_guide()
    till.window.go("bills")
    assert guide(till.window) is None


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 768, 100), (1024, 600, 100), (1024, 600, 150)])
def test_each_bubble_stands_inside_the_window(till: Till, width: int, height: int, percent: int) -> None:
    till.window.resize(width, height)
    till.window.set_text_size(percent)
    QApplication.processEvents()
    till.page.over.show_guide()
    for step in range(4):
        shown = guide(till.window)
        assert shown is not None
        assert QRect(0, 0, width, height).contains(QRect(shown.mapTo(till.window, QPoint(0, 0)), shown.size()))
        assert min(shown.on.width(), shown.on.height()) >= 44
        press(till.window, "เริ่มขาย" if step == 3 else "ต่อไป")
