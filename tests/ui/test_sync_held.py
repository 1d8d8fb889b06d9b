"""The sheet of what nobody could read, over the program's own line: of every channel and every platform's file."""

from typing import Any

import pytest
from PySide6.QtTest import QTest

from shopdesk.shop.desk import Office
from shopdesk.sync.line import Line
from shopdesk.ui import online
from shopdesk.ui.pages.sync.page import SyncPage
from shopdesk.ui.pages.sync.sheets import HeldSheet
from tests.sync import unread
from tests.sync.unread import STILL_WRONG, WRONG, Unread


class Still(Line):
    """Rounds are made by the test alone."""

    def open(self, office: Office) -> bool:
        return False


class Mending:
    """The page of a window whose shop holds something, and its sheet."""

    def __init__(self, window: Any, held: Unread) -> None:
        self.window, self.held = window, held
        line = Still(held.shop.office.data_dir, held.shop.clock, lambda _kind, _account, _count: None)
        self.online = online.install(window, line)
        self.online.look()
        self.page: SyncPage = window.go("sync")
        self.settle()

    def settle(self) -> None:
        QTest.qWait(5)
        while self.window.jobs.busy():
            QTest.qWait(5)
        QTest.qWait(5)

    def open(self) -> HeldSheet:
        self.page.mend(next(row for row in self.page.table.rows.rows() if row.held is not None))
        sheet = self.window.sheet
        assert isinstance(sheet, HeldSheet)
        return sheet

    def put(self, sheet: HeldSheet, wrong: str, word: str) -> None:
        text = sheet.text.toPlainText()
        assert f'"{wrong}"' in text
        sheet.text.setPlainText(text.replace(f'"{wrong}"', word))
        sheet.main.click()
        self.settle()


SHORT = ("shopee", "vendure", "shopee-file")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in SHORT else pytest.mark.nightly) for name in unread.NAMES]
)
def test_a_word_nobody_can_read_is_mended_in_the_sheet_and_taken_in(
    name: str, window: Any, shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    with unread.at(name, shop, monkeypatch) as held:
        there = Mending(window, held)
        sheet = there.open()
        assert WRONG in sheet.text.toPlainText()
        there.put(sheet, WRONG, f'"{STILL_WRONG}"')
        assert sheet.strip.said()
        assert window.sheet is sheet
        sheet.finish(None)
        assert window.sheet is None, "what was typed is kept already"
        sheet = there.open()
        there.put(sheet, STILL_WRONG, held.right)
        assert window.sheet is None
        assert [row for row in there.page.table.rows.rows() if row.held is not None] == []
        assert held.taken() == ("file" if name.endswith("-file") else "api", held.pieces)
