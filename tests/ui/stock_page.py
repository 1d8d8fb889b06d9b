"""The store room in a villager's words: `room.scan(RICE, "20").from_("โรงสี").pay("credit").take_in()`."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from shopdesk.core import money, quantity
from shopdesk.shop import goods as use_cases
from shopdesk.shop import papers, payouts, producers, receiving, stockroom, suppliers
from shopdesk.ui.pages.stock.count import CountPage
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.page import StockPage
from shopdesk.ui.pages.stock.papers import PapersPage
from shopdesk.ui.pages.stock.receive import ReceivePage
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from tests.ui.till_page import strike


class Hands:
    """What a person does with keys, scanner and fingers on any page of the store room."""

    def __init__(self, window: Window, shop: Any, ticks: Any) -> None:
        self.window, self.shop, self.ticks = window, shop, ticks

    def wait(self) -> None:
        for _n in range(500):
            QApplication.processEvents()
            if not self.window.jobs.busy():
                break
            QTest.qWait(5)
        QApplication.processEvents()

    def beep(self, code: str) -> None:
        """The scanner."""
        self.ticks.wait(1)
        self.window._scanned(code)
        self.wait()

    def type(self, text: str) -> None:
        """Letters, where the keyboard is; what is marked there is typed over."""
        for sign in text:
            self.ticks.wait(0.2)
            widget = QApplication.focusWidget()
            assert widget is not None
            strike(widget, sign)

    def into(self, field: QLineEdit, text: str) -> None:
        """Letters into this field, over what stands there."""
        field.setFocus()
        field.selectAll()
        self.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.ticks.wait(1)
            widget = QApplication.focusWidget()
            assert widget is not None
            combined = QKeySequence(key)[0]
            QTest.keyClick(widget, combined.key(), combined.keyboardModifiers())
            self.wait()

    def tap(self, words: str) -> None:
        root: QWidget = self.window.sheet or self.window.page
        self.ticks.wait(1)
        buttons = [one for one in root.findChildren(Button) if one.said() == words and one.isVisible()]
        assert buttons, f"no button {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        self.wait()

    def pick(self, choice: Choice, words: str) -> None:
        choice.setCurrentIndex(choice.findText(words))
        self.wait()


class StoreRoom(Hands):
    """Goods that come in, and the papers."""

    def open(self) -> "StoreRoom":
        self.window.go("receive")
        self.wait()
        return self

    @property
    def page(self) -> ReceivePage:
        page = self.window.page_of("receive")
        assert isinstance(page, ReceivePage)
        return page

    def scan(self, code: str, much: str = "", cost: str = "") -> "StoreRoom":
        """A scan, how much came, perhaps what one cost; Enter goes on."""
        self.beep(code)
        if much:
            self.type(much)
        if cost:
            self.press("Tab")
            self.page.bar.each.selectAll()
            self.type(cost)
        if much or cost:
            self.press("Enter")
        return self

    def last_day(self, text: str) -> "StoreRoom":
        """The last day of the goods that are being typed."""
        if not self.page.bar.expires.isVisible():
            self.tap("วันที่ ล็อต")
        self.into(self.page.bar.expires, text)
        return self

    def from_(self, name: str) -> "StoreRoom":
        self.pick(self.page.side.who, name)
        return self

    def pay(self, words: str) -> "StoreRoom":
        self.tap(words)
        return self

    def take_in(self) -> "StoreRoom":
        self.press("Ctrl+S")
        return self

    @property
    def lines(self) -> list[str]:
        return [f"{line.goods.name} {quantity.text(line.qty)} = {money.short(line.total)}" for line in self.page.lines]

    @property
    def said(self) -> str:
        return self.page.toast.said() or self.page.strip.said()

    @property
    def asked(self) -> str:
        """What the strip of dearer goods asks."""
        strip = self.page.dearer
        return "" if strip.isHidden() else f"{strip.words.said()} {strip.costs.said()} {strip.price.text()}"

    # What the shop's file says

    def left(self, name: str) -> str:
        with self.shop.office.reading() as desk:
            found = next(one for one in use_cases.find(desk, name) if one.name == name)
        return quantity.text(found.stock or 0)

    def price(self, name: str) -> str:
        with self.shop.office.reading() as desk:
            return money.short(use_cases.find(desk, name)[0].price or 0)

    def owed(self, name: str) -> str:
        with self.shop.office.reading() as desk:
            party = next(one.party for one in suppliers.listing(desk) if one.name == name)
            return money.short(payouts.balance(desk, "supplier", party))

    def due(self, name: str) -> str:
        with self.shop.office.reading() as desk:
            return next(one.due_on for one in suppliers.listing(desk) if one.name == name)

    def papers(self) -> list[str]:
        with self.shop.office.reading() as desk:
            return [f"{one.kind} {one.number}" for one in papers.listing(desk)]

    def supplier(self, name: str, days: int = 0) -> None:
        with self.shop.office.writing() as desk:
            suppliers.add(desk, name, credit_days=days)

    def producer(self, name: str) -> None:
        with self.shop.office.writing() as desk:
            producers.add(desk, name)


class Shelf(Hands):
    """The papers of the store room on their page."""

    def open(self) -> "Shelf":
        self.window.go("papers")
        self.wait()
        return self

    @property
    def page(self) -> PapersPage:
        page = self.window.page_of("papers")
        assert isinstance(page, PapersPage)
        return page

    @property
    def listed(self) -> list[str]:
        return [row.number for row in self.page.table.rows.rows()]

    def choose(self, number: str) -> "Shelf":
        self.page.table.selectRow(self.listed.index(number))
        self.wait()
        return self

    @property
    def facts(self) -> str:
        return f"{self.page.title.said()}\n{self.page.facts.said()}"


class Counting(Hands):
    """Goods that are counted."""

    def open(self) -> "Counting":
        self.window.go("count")
        self.wait()
        return self

    @property
    def page(self) -> CountPage:
        page = self.window.page_of("count")
        assert isinstance(page, CountPage)
        return page

    def begin(self, what: str = "ทุกอย่าง", *, blind: bool = True) -> "Counting":
        self.pick(self.page.start.what, what)
        self.tap("ซ่อนยอดเดิม" if blind else "ให้เห็นยอด")
        self.tap("เริ่มนับ")
        return self

    def find(self, code: str, *much: str) -> "Counting":
        """A scan, and what is there of each heap of it."""
        self.beep(code)
        for one in much:
            self.page.pane.bar.qty.selectAll()
            self.type(one)
            self.press("Enter")
        return self

    def at(self, shelf: str) -> "Counting":
        self.into(self.page.pane.shelf, shelf)
        self.press("Enter")
        return self

    @property
    def found(self) -> list[str]:
        return [f"{row.name} {quantity.text(row.counted)}" for row in self.page.pane.table.rows.rows()]

    @property
    def told(self) -> list[str]:
        """What the file says beside what was counted, where it is told."""
        pane = self.page.pane
        if pane.table.isColumnHidden(2):
            return []
        return [quantity.text(row.recorded or 0) for row in pane.table.rows.rows()]

    @property
    def not_found(self) -> list[str]:
        return [row.name for row in self.page.pane.uncounted.rows.rows()]

    def differences(self) -> list[str]:
        self.press("Ctrl+S")
        rows = self.page.end.table.rows.rows()
        return [f"{row.name} {quantity.text(row.recorded or 0)} → {quantity.text(row.counted)}" for row in rows]


class Store(Hands):
    """The page of the stock."""

    def open(self) -> "Store":
        self.window.go("stock")
        self.wait()
        return self

    @property
    def page(self) -> StockPage:
        page = self.window.page_of("stock")
        assert isinstance(page, StockPage)
        return page

    @property
    def listed(self) -> list[str]:
        table = self.page.stack.currentWidget()
        return [row.name for row in table.rows.rows()] if isinstance(table, FittingTable) else []

    @property
    def heaps(self) -> list[str]:
        """Where the chosen goods lie."""
        return [f"{row.words} {quantity.text(row.qty)}" for row in self.page.side.table.rows.rows()]

    @property
    def card(self) -> list[str]:
        rows = self.page.side.card.rows.rows()
        return [f"{row.reason} {quantity.text(row.qty)} {quantity.text(row.balance)}" for row in rows]

    def search(self, text: str) -> "Store":
        self.into(self.page.search.field, text)
        QTest.qWait(150)
        self.wait()
        return self

    def write(self, much: str) -> "Store":
        """How much, in the sheet that is open."""
        sheet = self.window.sheet
        assert sheet is not None
        self.into(sheet.qty, much)  # type: ignore[attr-defined]
        return self

    def confirm(self) -> "Store":
        """The green button, after the sheet was seen."""
        sheet = self.window.sheet
        assert sheet is not None
        QTest.qWait(10)
        self.ticks.wait(1)
        sheet.enter()  # type: ignore[attr-defined]
        self.wait()
        return self

    @property
    def refused(self) -> str:
        return self.window.sheet.strip.said() if self.window.sheet else self.page.strip.said()

    def place(self, name: str) -> int:
        with self.shop.office.writing() as desk:
            return stockroom.add_place(desk, name)

    def receive(self, goods: Any, qty: int, cost: int, expires: str = "", place: int = 1) -> None:
        with self.shop.office.writing() as desk:
            receiving.receive(
                desk, receiving.Load((receiving.Incoming(goods.item, qty, cost, expires),), location=place)
            )
