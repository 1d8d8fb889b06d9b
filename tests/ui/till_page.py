"""The till in the cashier's words: `till.scan("8850…").pay_cash("100")`. Tests know its widgets only through this."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.core import money, quantity
from shopdesk.ui.pages.till.page import TillPage
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button

RICE, WATER, MANGO, BEER = "8850000000017", "8850000000024", "8850000000031", "8850000000048"


def strike(widget: QWidget, sign: str) -> None:
    """One key that types this; Qt's own helper cannot type Thai."""
    if sign.isascii():
        QTest.keyClicks(widget, sign)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


class Till:
    """What a cashier does and sees."""

    def __init__(self, window: Window, shop: Any, ticks: Any) -> None:
        self.window, self.shop, self.ticks = window, shop, ticks
        self.rice = shop.add("ข้าวหอมมะลิ 5 กก.", 18500, codes=(RICE,), category="ของแห้ง", stock=50_000)
        self.water = shop.add("น้ำดื่ม 600 มล.", 700, codes=(WATER,), category="เครื่องดื่ม", plu="12", stock=3_000)
        self.mango = shop.add("มะม่วงน้ำดอกไม้", 4500, unit="kg", by_weight=True, codes=(MANGO,), stock=80_000)
        self.window.bus.goods_changed.emit()

    @property
    def page(self) -> TillPage:
        page = self.window.page_of("till")
        assert isinstance(page, TillPage)
        return page

    # What a cashier does

    @staticmethod
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def scan(self, code: str, end: Qt.Key = Qt.Key.Key_Return) -> "Till":
        """As a scanner types: two milliseconds a key."""
        self.ticks.wait(1)
        for sign in code:
            strike(self.focus(), sign)
        QTest.keyClick(self.focus(), end)
        self.ticks.wait(1)
        return self

    def type(self, text: str) -> "Till":
        """As a person types: a fifth of a second a key."""
        for sign in text:
            self.ticks.wait(0.2)
            strike(self.focus(), sign)
        self.ticks.wait(0.2)
        QTest.qWait(80)
        return self

    def press(self, *keys: str, wait: float = 1.0) -> "Till":
        """Press keys as they are printed in help: "F5", "Ctrl+Z", "Enter"."""
        for key in keys:
            self.ticks.wait(wait)
            combined = QKeySequence(key)[0]
            QTest.keyClick(self.focus(), combined.key(), combined.keyboardModifiers())
        return self

    def tap(self, name: str) -> "Till":
        """Tap the tile of this name."""
        grid = self.page.grid
        row = [goods.name for goods in grid.goods()].index(name)
        spot = grid.visualRect(grid.tiles.index(row)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        return self

    def click(self, words: str) -> "Till":
        """Click the button that says this, on the sheet if one is open."""
        root = self.window.sheet or self.page
        buttons = [button for button in root.findChildren(Button) if button.said() == words and button.isVisible()]
        assert buttons, f"no button {words}"
        self.ticks.wait(1)
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        return self

    def click_help(self, words: str) -> "Till":
        """Click the button of the help panel that says this."""
        assert self.window.help_panel is not None
        buttons = self.window.help_panel.findChildren(Button)
        QTest.mouseClick(next(button for button in buttons if button.said() == words), Qt.MouseButton.LeftButton)
        return self

    def pay_cash(self, amount: str) -> "Till":
        """Enter, the amount, Enter."""
        self.press("Enter")
        self.paint()
        return self.type(amount).press("Enter")

    def paint(self) -> "Till":
        """Let everything be painted once."""
        self.window.grab()
        return self

    # What a cashier sees

    @property
    def lines(self) -> list[str]:
        return [f"{quantity.text(line.qty)} {line.name}" for line in self.page.counter.bill.cart.lines]

    @property
    def total(self) -> str:
        return money.text(self.page.money.total.amount())

    @property
    def number(self) -> str:
        """The number the open bill will have, as its heading shows it."""
        QApplication.processEvents()
        return self.page.side.number.said()

    @property
    def change(self) -> str:
        """The change on the card after a sale; empty when there is no card."""
        return money.text(self.page.after.change.amount()) if self.page.after.sold else ""

    @property
    def tiles(self) -> list[str]:
        QApplication.processEvents()
        return [goods.name for goods in self.page.grid.goods()]

    @property
    def asks(self) -> str:
        """The heading of the sheet that is open."""
        return self.window.sheet.heading.said() if self.window.sheet else ""

    @property
    def news(self) -> str:
        return self.page.strip.said()

    @property
    def unknown(self) -> str:
        return self.page.over.unknown.words.said() if self.page.over.asks() else ""

    @property
    def sales(self) -> int:
        from sqlmodel import Session, func, select

        from shopdesk.db import models

        with Session(self.shop.office.engine) as session:
            return session.exec(select(func.count()).select_from(models.Sale)).one()
