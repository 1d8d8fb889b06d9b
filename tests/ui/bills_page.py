"""Bills and the day in the cashier's words; tests know their widgets only through this."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.core import money
from shopdesk.shop import refunds, selling
from shopdesk.ui.pages.bills.page import BillsPage
from shopdesk.ui.pages.bills.sheets import RefundSheet
from shopdesk.ui.pages.day.cards import Card
from shopdesk.ui.pages.day.closing import ClosingSheet
from shopdesk.ui.pages.day.page import DayPage
from shopdesk.ui.pages.day.transfers import TransfersSheet
from shopdesk.ui.pages.receipt.sheet import PaperSheet
from shopdesk.ui.widgets.buttons import Button
from tests.ui.till_page import Till


def rest(window: Any) -> None:
    """Let the background finish, and its answers come in."""
    for _look in range(400):
        QTest.qWait(5)
        if not window.jobs.busy():
            return
    raise AssertionError("the background never finished")


class Counter(Till):
    """A till whose bills and day are looked at."""

    def sold(self, *wanted: Any, **how: Any) -> selling.Sold:
        """Somebody bought rice (or the goods given)."""
        return self.shop.sell(*(wanted or ((self.rice, 1000),)), **how)

    def go_to(self, name: str) -> "Counter":
        self.window.go(name)
        return self.paint_()

    def click(self, words: str) -> "Counter":
        """Click the button that says this, on the sheet if one is open."""
        root = self.window.sheet or self.window.page
        buttons = [button for button in root.findChildren(Button) if button.said() == words and button.isVisible()]
        assert buttons, f"no button {words}"
        self.ticks.wait(1)
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        return self.paint_()

    def paint_(self) -> "Counter":
        QTest.qWait(1)
        self.window.grab()
        self.ticks.wait(1)
        return self

    # Bills

    @property
    def bills(self) -> BillsPage:
        page = self.window.page_of("bills")
        assert isinstance(page, BillsPage)
        return page

    @property
    def listed(self) -> list[str]:
        return [row.number for row in self.bills.table.rows.rows()]

    def find(self, typed: str) -> "Counter":
        self.bills.search.field.setFocus()
        self.bills.search.field.clear()
        self.type(typed).press("Enter")
        return self

    def choose(self, place: int = 0) -> "Counter":
        self.bills.table.selectRow(place)
        return self.paint_()

    @property
    def bill(self) -> list[str]:
        """Everything the chosen bill says."""
        return self.bills.detail.said()

    @property
    def refunding(self) -> RefundSheet:
        assert isinstance(self.window.sheet, RefundSheet)
        return self.window.sheet

    @property
    def page_news(self) -> str:
        return self.window.page.strip.said()

    @property
    def sheet_news(self) -> str:
        assert self.window.sheet is not None
        return self.window.sheet.strip.said()

    def back(self, sale: int) -> list[tuple[str, int]]:
        """What may still go back of a bill."""
        with self.shop.office.reading(self.window.actor) as desk:
            return [(row.name, row.left) for row in refunds.refundable(desk, sale)]

    # Paper

    @property
    def paper(self) -> PaperSheet:
        assert isinstance(self.window.sheet, PaperSheet)
        return self.window.sheet

    # The day

    @property
    def day(self) -> DayPage:
        page = self.window.page_of("day")
        assert isinstance(page, DayPage)
        return page

    @property
    def next_step(self) -> str:
        return self.day.main.said()

    def card(self, title: str) -> list[str]:
        """Everything a card of the day says; empty where there is no such card."""
        cards = [card for card in self.day.findChildren(Card) if card.accessibleName() == title]
        return cards[-1].said() if cards else []

    @property
    def closing(self) -> ClosingSheet:
        assert isinstance(self.window.sheet, ClosingSheet)
        return self.window.sheet

    @property
    def transfers(self) -> TransfersSheet:
        assert isinstance(self.window.sheet, TransfersSheet)
        return self.window.sheet

    def count(self, **pieces: int) -> "Counter":
        """Type the counts: `count(b100=4, b20=3)`, each ended by Enter."""
        for piece, number in pieces.items():
            field = self.closing.notes.fields[int(piece[1:]) * 100]
            field.setFocus()
            self.type(str(number))
        return self

    @property
    def counted(self) -> str:
        return money.text(self.closing.counted.amount())
