"""A field that offers words to choose from, and takes others as well."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from shopdesk.core import thaitext
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.text import one_line

LONGEST = 60


class Choice(QComboBox):
    """`offer` puts (value, words) pairs in it; `value()` is the value of the words shown, or what was typed."""

    def __init__(self, name: str, *, free: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(free)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(9)
        self.view().setFont(theme.font())
        field = self.lineEdit()
        if field is not None:
            field.setMaxLength(LONGEST)
            completer = QCompleter(self.model(), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, and keep what is shown."""
        shown = self.value()
        self.blockSignals(True)
        self.clear()
        for value, words in choices:
            self.addItem(one_line(words), value)
        self.show_value(shown)
        self.blockSignals(False)

    def show_value(self, value: str) -> None:
        """Show the words of a value, or the value itself where it is not among those offered."""
        place = self.findData(value)
        self.setCurrentIndex(place)
        if place < 0 and self.isEditable():
            self.setEditText(one_line(value))

    def value(self) -> str:
        """What is chosen or typed; empty for nothing."""
        text = one_line(thaitext.strip(self.currentText())).strip()
        place = next((n for n in range(self.count()) if self.itemText(n) == text), -1)
        return str(self.itemData(place)) if place >= 0 else text

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arrow in the colour of the moment."""
        super().paintEvent(event)
        painter = QPainter(self)
        size = theme.px(20)
        spot = QRectF(self.width() - size - theme.px(12), (self.height() - size) / 2, size, size)
        icons.paint(painter, "chevron-down", spot, theme.color("text2"))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, never changes a value in passing."""
        event.ignore()
