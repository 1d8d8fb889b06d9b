"""A scale at the till and in the settings: a real serial line, and somebody who puts things on the pan."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest

from shopdesk.shop import settings
from shopdesk.ui.pages.till.live_weight import LiveWeight
from tests.ui.settings_page import Owner
from tests.ui.till_page import MANGO, RICE, Till

if sys.platform == "win32":
    pytest.skip("a pseudo terminal stands for the line", allow_module_level=True)


class Pan:
    """A scale that says its weight over and over; `lay` puts something on it, `unplug` pulls its cable."""

    def __init__(self) -> None:
        import tty

        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        tty.setraw(self._far)
        self.setting = f"serial:{os.ttyname(self._near)}@9600"
        self._line, self._over = b"ST,GS,+  0.000kg\r\n", threading.Event()
        self._thread = threading.Thread(target=self._talk)
        self._thread.start()

    def lay(self, kilograms: str, *, still: bool = True) -> None:
        self._line = f"{'ST' if still else 'US'},GS,+{kilograms:>7}kg\r\n".encode()

    def _talk(self) -> None:
        while not self._over.is_set():
            os.write(self._far, self._line)
            time.sleep(0.02)

    def unplug(self) -> None:
        if not self._over.is_set():
            self._over.set()
            self._thread.join(5)
            os.close(self._near)
            os.close(self._far)


@pytest.fixture
def pan() -> Iterator[Pan]:
    made = Pan()
    yield made
    made.unplug()


@pytest.fixture
def weighing(till: Till, pan: Pan) -> Iterator[Till]:
    """A till with that scale, and mangoes asked for."""
    with till.shop.office.writing() as desk:
        settings.change(desk, "scale.target", pan.setting)
    till.scan(MANGO)
    yield till
    if till.window.sheet is not None:
        till.window.sheet.finish(None)


def live(till: Till) -> LiveWeight:
    assert till.window.sheet is not None
    found = till.window.sheet.findChild(LiveWeight)
    assert found is not None
    return found


def until(seen: Callable[[], Any]) -> None:
    for _n in range(600):
        if seen():
            return
        QTest.qWait(10)
    raise AssertionError("it never came")


def test_the_weight_on_the_pan_is_shown_and_enter_takes_it(weighing: Till, pan: Pan) -> None:
    pan.lay("1.350")
    until(lambda: live(weighing).figure.said() == "1.350 กก.")
    assert live(weighing).state.said() == "นิ่งแล้ว"
    weighing.press("Enter")
    assert weighing.lines == ["1.35 มะม่วงน้ำดอกไม้"]
    assert weighing.total == "60.75"


def test_a_pan_that_moves_is_not_taken(weighing: Till, pan: Pan) -> None:
    pan.lay("1.300", still=False)
    until(lambda: live(weighing).state.said() == "ยังไม่นิ่ง")
    assert not live(weighing).take.isEnabled()
    weighing.press("Enter")
    assert weighing.window.sheet is not None
    assert "ยังไม่นิ่ง" in weighing.window.sheet.strip.said()
    pan.lay("1.350")
    until(lambda: live(weighing).take.isEnabled())
    weighing.click("รับน้ำหนักนี้")
    assert weighing.lines == ["1.35 มะม่วงน้ำดอกไม้"]


def test_an_empty_pan_sells_nothing(weighing: Till, pan: Pan) -> None:
    until(lambda: live(weighing).figure.said() == "0.000 กก.")
    weighing.press("Enter")
    assert weighing.asks
    assert weighing.lines == []


def test_the_container_on_the_pan_is_taken_off(weighing: Till, pan: Pan) -> None:
    pan.lay("0.250")
    until(lambda: live(weighing).tare.isEnabled())
    weighing.click("หักภาชนะ")
    pan.lay("1.250")
    until(lambda: live(weighing).figure.said() == "1.250 กก.")
    weighing.press("Enter")
    assert weighing.lines == ["1 มะม่วงน้ำดอกไม้"]


def test_what_is_typed_goes_before_the_scale(weighing: Till, pan: Pan) -> None:
    pan.lay("1.350")
    until(lambda: live(weighing).take.isEnabled())
    weighing.type("2").press("Enter")
    assert weighing.lines == ["2 มะม่วงน้ำดอกไม้"]


def test_without_its_cable_the_weight_is_typed(weighing: Till, pan: Pan) -> None:
    pan.lay("1.350")
    until(lambda: live(weighing).take.isEnabled())
    pan.unplug()
    until(lambda: "พิมพ์น้ำหนักได้เลย" in live(weighing).state.said())
    assert not live(weighing).take.isEnabled()
    weighing.type("1.2").press("Enter")
    assert weighing.lines == ["1.2 มะม่วงน้ำดอกไม้"]
    weighing.scan(RICE).press("F5")
    assert weighing.sales == 1


def test_the_next_weighing_finds_the_scale_free(weighing: Till, pan: Pan) -> None:
    pan.lay("1.350")
    until(lambda: live(weighing).take.isEnabled())
    weighing.press("Enter").scan(MANGO)
    until(lambda: live(weighing).take.isEnabled())
    weighing.press("Enter")
    assert weighing.lines == ["1.35 มะม่วงน้ำดอกไม้"] * 2


def test_the_settings_try_the_scale_and_can_do_without(window: Any, shop: Any, ticks: Any, pan: Pan) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "scale.target", pan.setting)
    pan.lay("1.350")
    owner = Owner(window, shop, ticks).open_settings("scanner").settle().click("ลองตาชั่ง").settle()
    assert owner.reads("ตาชั่งใช้ได้: 1.35 กก.")
    owner.switch("ตาชั่งที่จุดขาย", "2400").settle()
    assert owner.stored("scale.target") == pan.setting.replace("9600", "2400")
    owner.click("ไม่ใช้ตาชั่ง พิมพ์น้ำหนักเอง").settle()
    assert owner.stored("scale.target") == ""


def test_the_settings_say_why_a_scale_is_not_heard(window: Any, shop: Any, ticks: Any, pan: Pan) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "scale.target", pan.setting)
    pan.unplug()
    owner = Owner(window, shop, ticks).open_settings("scanner").settle().click("ลองตาชั่ง").settle()
    assert not owner.reads("ตาชั่งใช้ได้")
    assert owner.window.page.section.scale.news.property("tone") == "danger"
