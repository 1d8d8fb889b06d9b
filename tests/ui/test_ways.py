"""Finding one's way: every screen is two touches from the till, the rail says where one is, old news is gone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.ui import places
from shopdesk.ui.rail import on_rail
from tests.ui.till_page import Till
from tests.ui.touch import Finger

# The first run stands by itself; it is opened from the settings.
SCREENS = [place.name for place in places.PLACES if place.name != "first-run"]
# A screen without a tab, and the button of its neighbour.
BUTTONS = {"importing": N_("Bring in")}


@pytest.fixture(params=[(1366, 768), (1024, 600)], ids=["1366x768", "1024x600"])
def finger(window: Any, shop: Any, ticks: Any, request: pytest.FixtureRequest) -> Finger:
    window.resize(*request.param)
    window.pills.show_net("off", 0)
    shop.add("น้ำดื่ม 600 มล.", 700)
    return Finger(window, shop, ticks).lift()


def marked(till: Till) -> list[str]:
    """The screens that the rail marks."""
    return [name for name, button in till.window.rail.buttons.items() if button.isChecked()]


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_two_touches_away(finger: Finger, name: str) -> None:
    place, rail = places.find(name), places.find(places.area(name))
    finger.finger(_(rail.words))
    if place is not rail:
        finger.finger(_(place.tab or BUTTONS[name]))
    assert finger.window.page.name == name
    assert marked(finger) == [rail.name]


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_two_keys_away_and_found_by_its_words(till: Till, name: str) -> None:
    area = places.area(name)
    order = [place.name for place in on_rail()]
    till.press(f"Ctrl+{order.index(area) + 1}")
    tabs = [place.name for place in places.tabs(name)]
    if name in tabs:
        till.press(f"Alt+{tabs.index(name) + 1}")
        assert till.window.page.name == name
    till.window.go("till")
    till.press("Ctrl+K").type(places.find(name).title(several=False)).press("Enter")
    assert till.window.page.name == name


def test_a_key_of_a_tab_that_is_not_there_does_nothing(till: Till) -> None:
    till.press("Alt+1")
    assert till.window.page.name == "till"
    till.press("Ctrl+4", "Alt+6")
    assert till.window.page.name == "customers"


def test_alt_shows_the_keys_of_the_tabs_and_help_names_them(till: Till) -> None:
    till.press("Ctrl+3")
    QTest.keyPress(till.focus(), Qt.Key.Key_Alt)
    assert {"Alt+1", "Alt+6"} <= set(till.window.watch.caps.shown())
    QTest.keyRelease(till.focus(), Qt.Key.Key_Alt)


def test_the_tab_of_the_screen_is_marked_when_one_comes_back(finger: Finger) -> None:
    finger.finger("สินค้า", "สต็อก", "รายการ", "สต็อก")
    tabs = [button for button in finger.buttons() if button.property("kind") == "tab"]
    assert [button.said() for button in tabs if button.isChecked()] == ["สต็อก"]


def test_where_the_tabs_have_no_room_one_button_lists_them(window: Any, shop: Any, ticks: Any) -> None:
    window.resize(1024, 600)
    window.set_text_size(150)
    finger = Finger(window, shop, ticks).lift()
    finger.finger("สินค้า", "หน้าอื่น")
    assert finger.window.sheet is not None
    finger.row(finger.window.sheet.table, 1)
    assert window.page.name == "stock"


def test_good_news_is_over_at_the_next_screen_and_what_must_be_minded_stays(till: Till) -> None:
    page = till.window.go("bills")
    page.strip.say("เรียบร้อย", tone="primary")
    till.window.go("day")
    till.window.go("bills")
    assert page.strip.said() == ""
    page.strip.say("กระดาษหมด", tone="accent")
    till.window.go("day")
    till.window.go("bills")
    assert page.strip.said() == "กระดาษหมด"


def test_good_news_is_over_when_the_next_deed_begins(till: Till) -> None:
    page = till.window.go("orders")
    page.strip.say("เรียบร้อย", tone="primary")

    def refused(_approver: object) -> None:
        raise Invalid("Nothing found.")

    till.window.attempt(lambda _approver: page.strip.say("ใหม่", tone="primary"))
    assert page.strip.said() == "ใหม่"
    till.window.attempt(refused, refused=lambda _error: None)
    assert page.strip.said() == ""
