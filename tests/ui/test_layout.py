"""Nothing is cut off or covered, whatever the window's size, the size of the text and the language."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.ui import theme
from shopdesk.ui.pages.till.tiles import two_lines
from tests.ui.till_page import RICE, WATER, Till

SIZES = [(1366, 768, 100), (1366, 690, 115), (1093, 614, 100), (1024, 600, 100), (1024, 600, 130), (1024, 600, 150)]


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(("width", "height", "percent"), [*SIZES, (1366, 768, 130), (1366, 768, 150)])
def test_pay_is_always_in_view_and_nothing_covers_it(till: Till, width: int, height: int, percent: int) -> None:
    till.window.resize(width, height)
    till.window.set_text_size(percent)
    till.scan(RICE).scan(WATER)
    QApplication.processEvents()
    money = till.page.money
    shown = [
        money.pay,
        money.total,
        money.promptpay,
        money.mixed,
        *(w for w in money.quick_buttons if w.isVisible()),
    ]
    assert [widget for widget in shown if not widget.isVisible()] == []
    window = QRect(0, 0, till.window.width(), till.window.height())
    assert (till.window.width(), till.window.height()) == (width, height)
    assert [place(widget) for widget in shown if not window.contains(place(widget))] == []
    pairs = itertools.combinations(shown, 2)
    assert [(place(a), place(b)) for a, b in pairs if place(a).intersects(place(b))] == []


@pytest.mark.parametrize(("width", "height", "percent"), [*SIZES, (1366, 768, 150)])
@pytest.mark.parametrize("net", ["", "off"])
def test_who_works_is_always_shown_and_can_change(till: Till, width: int, height: int, percent: int, net: str) -> None:
    till.window.resize(width, height)
    till.window.set_text_size(percent)
    till.window.show_person("ป้าสมศรีศักดิ์")
    if net:
        till.window.show_net(net, 0)
    locked: list[bool] = []
    till.window.lock_with = lambda: locked.append(True)
    QApplication.processEvents()
    bar, field = till.page.bar, till.page.field
    shown = [widget for widget in (bar.net, bar.person, bar.help, field) if widget.isVisible()]
    window = QRect(0, 0, width, height)
    assert [place(widget) for widget in shown if not window.contains(place(widget))] == []
    pairs = itertools.combinations(shown, 2)
    assert [(place(a), place(b)) for a, b in pairs if place(a).intersects(place(b))] == []
    assert field.width() >= theme.px(150)
    assert min(bar.person.width(), bar.person.height()) >= 44
    QTest.mouseClick(bar.person, Qt.MouseButton.LeftButton)
    assert locked


def test_in_one_column_the_bill_is_one_press_away(till: Till) -> None:
    till.window.resize(1024, 600)
    till.window.set_text_size(150)
    till.scan(RICE)
    QApplication.processEvents()
    assert not till.page.lines.isVisible()
    till.click("บิล (1)")
    QApplication.processEvents()
    assert till.page.lines.isVisible()
    assert not till.page.grid.isVisible()
    till.scan(WATER).press("F5", "Enter")


def test_a_sheet_fits_into_the_smallest_window(till: Till) -> None:
    till.window.resize(1024, 600)
    till.window.set_text_size(150)
    till.scan(RICE).press("Ctrl+D")
    QApplication.processEvents()
    sheet = till.window.sheet
    assert sheet is not None
    assert QRect(0, 0, 1024, 600).contains(place(sheet))
    assert QRect(0, 0, 1024, 600).contains(place(sheet.buttons.itemAt(1).widget()))


def test_a_long_thai_name_breaks_between_words(application: QApplication) -> None:
    first, second = two_lines("น้ำยาปรับผ้านุ่มสูตรเข้มข้นกลิ่นดอกไม้ยามเช้าขนาดใหญ่พิเศษ 1500 มล.", 160, 100)
    assert second.endswith("…")
    assert not first.endswith("…")
    assert two_lines("น้ำดื่ม", 160, 100) == ("น้ำดื่ม",)


def test_a_hundred_lines_keep_the_chosen_one_in_view(till: Till) -> None:
    for number in range(30):
        till.shop.add(f"ของ {number}", 100, codes=(f"ABC{number:04d}",))
    for number in range(30):
        till.page.scanned(f"ABC{number:04d}")
    QApplication.processEvents()
    view = till.page.lines
    assert view.viewport().rect().contains(view.visualRect(view.lines.index(29)))
    till.press(*["Up"] * 29)
    assert view.viewport().rect().contains(view.visualRect(view.lines.index(0)))
