"""The goods' pages in the shopkeeper's words: `goods.type_over("price", "ข้าว", "20")`."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.core import money, quantity
from shopdesk.shop import goods as use_cases
from shopdesk.ui.pages.importing.page import ImportPage
from shopdesk.ui.pages.products.page import ProductsPage
from shopdesk.ui.pages.products.shelf_model import LEFT, NAME, PRICE
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from tests.ui.till_page import strike

COLUMNS = {"name": NAME, "price": PRICE, "left": LEFT}


class Shelf:
    """What a shopkeeper does and sees in the list and in the editor."""

    def __init__(self, window: Window, shop: Any, ticks: Any) -> None:
        self.window, self.shop, self.ticks = window, shop, ticks

    def open(self) -> "Shelf":
        self.window.go("products")
        return self.wait()

    def wait(self) -> "Shelf":
        """Until the background is done and the screen is laid out."""
        for _n in range(500):
            QApplication.processEvents()
            if not self.window.jobs.busy():
                break
            QTest.qWait(5)
        QApplication.processEvents()
        return self

    @property
    def page(self) -> ProductsPage:
        page = self.window.page_of("products")
        assert isinstance(page, ProductsPage)
        return page

    # In the list

    def search(self, text: str) -> "Shelf":
        self.page.list.search.field.setText(text)
        QTest.qWait(150)
        return self.wait()

    def type(self, text: str) -> "Shelf":
        """Letters, wherever the keyboard is."""
        for sign in text:
            self.ticks.wait(0.2)
            widget = QApplication.focusWidget()
            assert widget is not None
            strike(widget, sign)
        QTest.qWait(150)
        return self.wait()

    def chip(self, only: str) -> "Shelf":
        QTest.mouseClick(self.page.list.chips[only], Qt.MouseButton.LeftButton)
        return self.wait()

    def choose(self, name: str, column: str = "price") -> "Shelf":
        self.page.list.view.go_to(self.listed.index(name), COLUMNS[column])
        self.page.list.view.setFocus()
        return self

    def type_over(self, column: str, name: str, text: str, end: str = "Enter") -> "Shelf":
        """F2 on a cell, the new value, Enter (or ↓)."""
        self.choose(name, column).press("F2")
        field = self.page.list.view.findChild(Field)
        assert field is not None
        field.selectAll()
        for sign in text:
            strike(field, sign)
        QTest.keyClick(field, QKeySequence(end)[0].key())
        return self.wait()

    def press(self, *keys: str) -> "Shelf":
        for key in keys:
            self.ticks.wait(1)
            widget = QApplication.focusWidget()
            assert widget is not None
            combined = QKeySequence(key)[0]
            QTest.keyClick(widget, combined.key(), combined.keyboardModifiers())
            self.wait()
        return self

    def click(self, words: str) -> "Shelf":
        root: QWidget = self.window.sheet or self.window.page
        buttons = [button for button in root.findChildren(Button) if button.said() == words and button.isVisible()]
        assert buttons, f"no button {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        return self.wait()

    def scan(self, code: str) -> "Shelf":
        self.window._scanned(code)
        return self.wait()

    @property
    def listed(self) -> list[str]:
        lines = self.page.list.lines
        return [line.name for n in range(lines.rowCount()) if (line := lines.line(n)) is not None]

    @property
    def chips(self) -> list[str]:
        return [chip.said() for chip in self.page.list.chips.values()]

    @property
    def on(self) -> str:
        """The line the keyboard is on."""
        line = self.page.list.view.current()
        return line.name if line else ""

    @property
    def news(self) -> str:
        return self.page.strip.said() or self.page.list.toast.said()

    def stored(self, name: str) -> tuple[str, str]:
        """Price and stock in the shop's file."""
        with self.shop.office.reading() as desk:
            found = next(goods for goods in use_cases.find(desk, name) if goods.name == name)
        return money.short(found.price or 0), quantity.text(found.stock or 0)

    # In the editor

    def write(self, **fields: str) -> "Shelf":
        for name, text in fields.items():
            getattr(self.page.editor.form, name).setText(text)
        return self

    def wrong(self, name: str) -> str:
        return self.page.editor.form.rows[name].said()


class Imports:
    """What a shopkeeper does and sees when goods are brought in."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        page = shelf.window.go("importing")
        assert isinstance(page, ImportPage)
        self.page = page

    def open(self, path: Path) -> "Imports":
        self.page.open_file(path)
        self.shelf.wait()
        return self

    def match(self, heading: str, words: str) -> "Imports":
        """Take a column of the file for something else."""
        assert self.page.plan is not None
        choice = self.page.review.matching.choices[self.page.plan.headings.index(heading)]
        choice.setCurrentIndex(choice.findText(words))
        choice.activated.emit(choice.currentIndex())
        self.shelf.wait()
        return self

    def bring_in(self) -> "Imports":
        QTest.mouseClick(self.page.review.run, Qt.MouseButton.LeftButton)
        self.shelf.wait()
        return self

    @property
    def found(self) -> str:
        return self.page.review.found.said()

    @property
    def sums(self) -> tuple[str, ...]:
        """New, changed, as they were, cannot be taken."""
        return tuple(plain.said() for plain in self.page.review.sums.values())

    @property
    def step(self) -> str:
        pane = self.page._stack.currentWidget()
        names = {self.page.start: "start", self.page.review: "review", self.page.progress: "progress"}
        return names.get(pane, "result")  # type: ignore[call-overload]

    @property
    def news(self) -> str:
        return self.page.strip.said()
