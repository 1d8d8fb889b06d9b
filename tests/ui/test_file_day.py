"""A whole day of selling by files in the window, by keyboard: up, sold, filled again, orders, parcels, money."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from shopdesk.base import clock
from shopdesk.core import thaitext
from shopdesk.shop import accounts, settlements
from shopdesk.ui import online
from tests.shop import file_day
from tests.shop.test_byfile import FILES, Stall
from tests.ui.orders_page import Board
from tests.ui.sync_page import Far
from tests.ui.till_page import Till


class Day(Board):
    """A villager with one account by files; the dialogs of the system are answered with the path that is next."""

    def __init__(self, till: Till, platform: str, monkeypatch: Any) -> None:
        online.install(till.window, Far())
        super().__init__(till)
        self.stall = Stall(self.shop, f"{platform}-file", pieces=30, state="wanted")
        self.files: list[Path] = []
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_asked: (str(self.files.pop(0)), ""))

    @property
    def window(self) -> Any:
        return self.till.window

    def account(self, name: str = "") -> int:
        """On the page of online shops."""
        page = self.window.go("accounts")
        self.rest()
        page.choose(self.stall.account)
        self.rest()
        return self.stall.account

    def push(self, button: Any) -> "Day":
        """To the button by Tab, then Space."""
        for _step in range(60):
            if self.window.focusWidget() is button:
                break
            QTest.keyClick(self.window.focusWidget() or self.window, Qt.Key.Key_Tab)
        assert self.window.focusWidget() is button, button.said()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.rest()
        return self

    def fill(self, template: Path, out: Path) -> "Day":
        """From the account: choose the template, save it, read what it lacks, say that it was uploaded."""
        self.account()
        self.files = [template, out]
        self.push(self.window.page.side.goods)
        if self.window.sheet is not None:
            self.press("Enter")
        assert "กรอกแล้ว 1 แถว" in self.window.page.strip.said()
        return self.push(self.window.page.side.uploaded)

    def said(self) -> str:
        self.account()
        return str(self.window.page.side.said())

    def read(self, path: Path) -> "Day":
        """A file of orders, from the account."""
        self.account()
        self.files = [path]
        self.push(self.window.page.side.orders)
        self.till.ticks.wait(1)
        self.push(self.sheet().choose)
        self.till.ticks.wait(1)
        return self.press("Enter")  # type: ignore[return-value]  # it answers itself

    def owes(self) -> int:
        with self.shop.office.reading() as desk:
            return accounts.listing(desk)[0].owes


@pytest.mark.parametrize(
    "platform", ["lazada", *(pytest.param(one, marks=pytest.mark.nightly) for one in file_day.PLATFORMS[1:])]
)
def test_a_day_by_files_in_the_window(till: Till, tmp_path: Path, monkeypatch: Any, platform: str) -> None:
    day = Day(till, platform, monkeypatch)
    now = day.shop.clock.now.astimezone(clock.BANGKOK)
    day.fill(FILES / f"{platform}-listing.xlsx", tmp_path / "up.xlsx")
    assert "ไม่มีอะไรเปลี่ยนหลังไฟล์ล่าสุด" in day.said()
    day.shop.sell((day.stall.jam, 3000))
    assert "ตัวเลขเปลี่ยน 1 ตัวหลังไฟล์ล่าสุด (เมื่อกี้) กรอกไฟล์ใหม่" in day.said()
    day.fill(file_day.stock(tmp_path, platform), tmp_path / "filled.csv")
    assert "ไม่มีอะไรเปลี่ยนหลังไฟล์ล่าสุด" in day.said()

    number = file_day.NUMBER[platform]
    day.read(file_day.orders(tmp_path, platform, 0, now))
    assert "ใหม่ 1" in day.news()
    day.at(number).press("Space")
    day.scan("8850000000017").scan("8850000000017").press("Ctrl+S")
    assert day.stall.row(number).state == "ready"
    day.at(number).press("Space")
    day.scan("LEX1TH").press("Enter")
    assert day.stall.row(number).state == "shipped"
    for stage in (0, 1, 2, 2):
        day.read(file_day.orders(tmp_path, platform, stage, now))
    assert "เหมือนเดิม 1" in day.news()
    assert (day.stall.row(number).state, day.owes()) == ("completed", 24_000)

    day.shop.clock.now += timedelta(days=2)
    day.account()
    day.files = [file_day.money(tmp_path, platform, now)]
    day.push(day.window.page.side.money)
    assert day.owes() == 0
    with day.shop.office.reading() as desk:
        (order,) = settlements.orders(desk)
        assert (order.sold, order.credited, order.gets, settlements.tasks(desk)) == (24_000, 24_000, 21_600, [])
    assert "ตรงทุกยอด" in thaitext.strip(day.window.page.side.said())
