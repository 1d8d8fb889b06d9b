"""Nothing is cut off or covered, whatever the window's size, the size of the text and the language."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QStackedWidget, QWidget

from shopdesk.base import i18n
from shopdesk.ui import theme, tour
from shopdesk.ui.help import HelpPanel
from shopdesk.ui.pages.till.guide import Guide
from shopdesk.ui.pages.till.tiles import two_lines
from shopdesk.ui.pages.till.unknown import UnknownStrip
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button, Painted
from shopdesk.ui.widgets.focus import Ring
from shopdesk.ui.widgets.sheet import Dim
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.text import Elided, Plain
from shopdesk.ui.widgets.toast import Toast
from tests.ui.till_page import RICE, WATER, Till

# What lies over other things on purpose.
OVER = (Dim, Ring, Guide, HelpPanel, Toast, Strip, UnknownStrip)
SMALLEST, LARGEST = (1024, 600), 150
# The screens are looked at in so many parts, side by side.
PARTS = 8
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
        money.credit,
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
        till.window.pills.show_net(net, 0)
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


def test_in_a_low_window_that_everything_is_sent_is_said_whole(application: QApplication, tmp_path: Path) -> None:
    i18n.set_language("en")
    theme.apply(application, "light", LARGEST)
    tour.prepare(tmp_path / "sample")
    settings: dict[str, object] = {"theme": "light", "language": "en", "text_size": LARGEST}
    with tour.sample_window(tmp_path / "sample", SMALLEST, settings) as window:
        tour.states()["sync-fine"](window)
        tour.settle(window)
        window.grab()
        assert [*faults(window)] == []
        said = [label.said() for label in window.findChildren(Plain) if label.isVisible()]
    assert any(words.startswith("Everything is sent, ") for words in said)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("language", "part"),
    # An eighth of the screens with each change, all of them in both languages at night.
    [
        pytest.param(language, part, marks=[] if (language, part) == ("th", 0) else [pytest.mark.nightly])
        for language in ("th", "en")
        for part in range(PARTS)
    ],
)
def test_with_the_largest_text_nothing_lies_over_its_neighbour(
    application: QApplication, tmp_path: Path, language: str, part: int
) -> None:
    i18n.set_language(language)
    theme.apply(application, "light", LARGEST)
    settings: dict[str, object] = {"theme": "light", "language": language, "text_size": LARGEST}
    tour.prepare(tmp_path / "sample")
    found = {}
    states = tour.states()
    # A face of the second screen fills the window on purpose.
    names = [name for name in states if not name.startswith("customer-") and name != "pay-turned"]
    for name in names[part::PARTS]:
        shop = shutil.copytree(tmp_path / "sample", tmp_path / name)
        with tour.sample_window(shop, SMALLEST, settings) as window:
            states[name](window)
            tour.settle(window)
            window.grab()
            found[name] = [*faults(window)]
        shutil.rmtree(shop, ignore_errors=True)
    assert [f"{name}: {fault}" for name, wrong in found.items() for fault in wrong] == []


def faults(window: QWidget) -> Iterator[str]:
    """What a person would call broken: neighbours over each other, words, money or a button cut off."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or (isinstance(widget, OVER) and not isinstance(widget, Dim)):
            continue
        if not isinstance(widget, (QAbstractScrollArea, QStackedWidget)):
            yield from crowded(widget)
        if isinstance(widget, QScrollArea) and widget.widget() is not None:
            yield from too_wide(widget)
        if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
            yield from cut_words(widget)
        if isinstance(widget, (Amount, Figure)) and widget.width() < widget.minimumSizeHint().width():
            yield f"money is cut: {named(widget)}"
        if isinstance(widget, Button) and not isinstance(widget, Painted):
            need = widget.fontMetrics().horizontalAdvance(widget.text()) if widget.text() else 0
            if need + (0 if widget.icon().isNull() else widget.iconSize().width()) > widget.width() - 4:
                yield f"a button is cut: {named(widget)}"


def crowded(parent: QWidget) -> Iterator[str]:
    """Children over each other or over the edge of their parent."""
    children = [child for child in parent.children() if isinstance(child, QWidget) and shown(child)]
    for one, other in itertools.combinations(children, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > 1 and common.height() > 1:
            yield f"{named(one)} lies over {named(other)} by {common.width()}x{common.height()}"
    room = parent.rect().adjusted(-1, -1, 1, 1)
    if parent.objectName() != "qt_scrollarea_viewport":
        yield from (f"{named(one)} sticks out" for one in children if not room.contains(one.geometry()))


def shown(child: QWidget) -> bool:
    through = child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return child.isVisible() and not child.isWindow() and not through and not isinstance(child, OVER)


def too_wide(area: QScrollArea) -> Iterator[str]:
    """What is wider than its place, where nothing says that it can be moved sideways."""
    row = area.height() <= theme.px(60)  # a row of chips is drawn sideways by the finger
    if not row and not area.horizontalScrollBar().isVisible() and area.widget().width() > area.viewport().width() + 1:
        yield f"{named(area)} is {area.widget().width()} wide in {area.viewport().width()}"


def cut_words(label: QLabel) -> Iterator[str]:
    need = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if need > label.height() + 1 or (not label.wordWrap() and label.sizeHint().width() > label.width() + 1):
        yield f"words are cut: {named(label)}"


def named(widget: QWidget) -> str:
    words = widget.said() if isinstance(widget, (Plain, Button)) else widget.accessibleName()
    around = widget.parentWidget()
    return f"{type(widget).__name__} “{words}” in {type(around).__name__}"
