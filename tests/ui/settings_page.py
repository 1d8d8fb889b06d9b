"""Settings, first run and people in the owner's words. Tests know their widgets only through this."""

import random
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.shop import settings, users
from shopdesk.ui.pages import people
from shopdesk.ui.pages.first_run.page import FirstRunPage
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.people.pinpad import PinSheet
from shopdesk.ui.pages.settings.page import SettingsPage
from shopdesk.ui.pages.settings.rows import SettingRow
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain


class Owner:
    """What an owner does and sees away from the till."""

    def __init__(self, window: Window, shop: Any, ticks: Any) -> None:
        self.window, self.shop, self.ticks = window, shop, ticks
        people.install(window)
        if window.office is not None:
            persons.refresh(window)

    # Keys and fingers

    def press(self, *keys: str) -> "Owner":
        for key in keys:
            self.ticks.wait(1)
            combined = QKeySequence(key)[0]
            QTest.keyClick(QApplication.focusWidget() or self.window, combined.key(), combined.keyboardModifiers())
        return self

    def type(self, text: str) -> "Owner":
        for sign in text:
            self.ticks.wait(0.2)
            QTest.keyClicks(QApplication.focusWidget(), sign)
        return self

    def scan(self, code: str) -> "Owner":
        self.window.watch.scanned.emit(code)
        return self

    def click(self, words: str) -> "Owner":
        buttons = [b for b in self.root.findChildren(Button) if b.said() == words and b.isVisible()]
        assert buttons, f"no button {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        return self

    def settle(self) -> "Owner":
        for _n in range(1000):
            QTest.qWait(5)
            if not self.window.jobs.busy():
                break
        QTest.qWait(20)
        return self

    # What is seen

    @property
    def root(self) -> QWidget:
        return self.window.sheet or self.window.page

    def reads(self, words: str) -> bool:
        """Whether these words can be read now."""
        return any(words in label.said() for label in self.root.findChildren(Plain) if label.isVisible())

    @property
    def asks(self) -> str:
        return self.window.sheet.heading.said() if self.window.sheet else ""

    def stored(self, key: str) -> Any:
        with self.shop.office.reading(self.window.actor) as desk:
            return settings.get(desk, key)

    # Settings

    @property
    def settings(self) -> SettingsPage:
        page = self.window.page_of("settings")
        assert isinstance(page, SettingsPage)
        return page

    def open_settings(self, group: str = "shop") -> "Owner":
        self.window.go("settings")
        self.settings.open_at(group)
        return self

    def row(self, title: str) -> SettingRow:
        return next(row for row in self.settings.section.rows if row.title == title)

    def fill_in(self, title: str, text: str) -> "Owner":
        field: Any = self.row(title).field
        field.setFocus()
        field.selectAll()
        return self.type(text).press("Enter")

    def switch(self, title: str, words: str) -> "Owner":
        buttons = [button for button in self.row(title).findChildren(Button) if button.said() == words]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        return self

    def search(self, words: str) -> list[str]:
        self.press("Ctrl+F")
        self.settings.search.field.setText(words)
        QTest.qWait(160)
        return [group.name for group in self.settings.list.rows.rows()]

    # People

    def staff(self) -> "Owner":
        """An owner with PIN 1234 and a cashier with PIN 2222; the owner works."""
        office = self.shop.office
        with office.writing(self.window.actor) as desk:
            users.rename(desk, desk.actor.user, "ป้าสมศรี")
            users.set_pin(desk, desk.actor.user, "1234")
            users.add(desk, "น้องแนน", "cashier", "2222")
        return self.as_person("ป้าสมศรี", "1234")

    def as_person(self, name: str, pin: str) -> "Owner":
        persons.become(self.window, users.sign_in(self.shop.office, name, pin))
        return self

    def enter_pin(self, pin: str, name: str = "") -> "Owner":
        sheet = self.window.sheet
        assert isinstance(sheet, PinSheet)
        if name:
            self.click(name)
        sheet.pin.setFocus()
        return self.type(pin).press("Enter").settle()

    # First run

    @property
    def first_run(self) -> FirstRunPage:
        page = self.window.page_of("first-run")
        assert isinstance(page, FirstRunPage)
        return page

    @property
    def page_number(self) -> int:
        return self.first_run.at + 1


def moved(window: Window) -> Path:
    """A second place as a USB stick would be one: its folder is there, ours in it is not."""
    stick = window.data_dir.parent / f"STICK{random.Random(5).randrange(99)}"
    stick.mkdir()
    return stick / "ShopDesk Backup"
