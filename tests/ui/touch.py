"""A finger on the window: it presses what is in view, never a key. Each target must be wide enough for it."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from tests.ui.bills_page import Counter, rest

SMALLEST = 44


class Finger(Counter):
    """What somebody does with a finger alone, anywhere in the window."""

    def lift(self) -> "Finger":
        """Everything that follows a press comes to rest and is painted."""
        rest(self.window)
        QApplication.processEvents()
        self.window.grab()
        self.ticks.wait(1)
        # The F2 on the field is a hint; the whole field around it is the target.
        buttons = [button for button in self.buttons() if button.property("kind") != "keycap"]
        small = [button for button in buttons if min(button.width(), button.height()) < SMALLEST]
        assert not small, [(b.said() or b.accessibleName(), b.width(), b.height()) for b in small]
        return self

    def _press(self, widget: QWidget, spot: QPoint, size: tuple[int, int], what: str) -> "Finger":
        """Press a place of a widget, as long as nothing lies over it and it is large enough."""
        at = widget.mapTo(self.window, spot)
        hit = self.window.childAt(at)
        assert hit is widget or (hit is not None and widget.isAncestorOf(hit)), f"{what} is covered by {hit}"
        assert min(size) >= SMALLEST, f"{what} is {size[0]} × {size[1]}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot)
        return self.lift()

    def buttons(self) -> list[Button]:
        """The buttons in view: of the sheet on top, else of rail and page."""
        root = self.window.sheet or self.window.centralWidget()
        frame = QRect(QPoint(0, 0), self.window.size())
        found = [button for button in root.findChildren(Button) if button.isVisible() and button.isEnabled()]
        return [button for button in found if frame.contains(button.mapTo(self.window, button.rect().center()))]

    def finger(self, *words: str) -> "Finger":
        """Press the buttons that say these words (or are named so), one after the other."""
        for each in words:
            found = [button for button in self.buttons() if each in (button.said(), button.accessibleName())]
            assert found, f"no button {each} among {[b.said() or b.accessibleName() for b in self.buttons()]}"
            button = found[0]
            self._press(button, button.rect().center(), (button.width(), button.height()), each)
        return self

    def row(self, view: QAbstractItemView, row: int) -> "Finger":
        """Press a row, a line or a tile."""
        model = view.model()
        box = view.visualRect(model.index(row, 0))
        spot = QPoint(box.left() + min(box.width(), view.viewport().width()) // 4, box.center().y())
        return self._press(view.viewport(), spot, (box.width(), box.height()), f"row {row}")

    def tile(self, name: str) -> "Finger":
        """Press the picture of goods."""
        return self.row(self.page.grid, [goods.name for goods in self.page.grid.goods()].index(name))

    def stepper(self, place: int) -> "Finger":
        """Press − (0) or ＋ (1) on the chosen line."""
        boxes = self.page.lines.step_boxes()
        assert boxes is not None
        box = boxes[place].toRect()
        return self._press(self.page.lines.viewport(), box.center(), (box.width(), box.height()), "stepper")

    def line(self, place: int) -> "Finger":
        """Press a line of the bill; the one that is chosen opens."""
        return self.row(self.page.lines, place)

    def field(self, name: str) -> "Finger":
        """Press the field of this name on the sheet."""
        assert self.window.sheet is not None
        field: Any = next(f for f in self.window.sheet.findChildren(Field) if f.accessibleName() == name)
        return self._press(field, field.rect().center(), (field.width(), field.height()), name)
