"""A table of few rows inside a card: as tall as its rows, one touch opens a row."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from shopdesk.ui import theme
from shopdesk.ui.widgets.table import ROW_HEIGHT, Column, Table

R = TypeVar("R")
MOST = 9


class ShortTable(Table[R]):
    """`on(row)` at a touch or Enter."""

    def __init__(self, columns: Sequence[Column[R]], name: str, on: Callable[[R], object]) -> None:
        super().__init__(columns, name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.opened.connect(on)
        self.clicked.connect(lambda index: on(self.rows.row(index.row())))
        self._fit()

    def show_rows(self, rows: Sequence[R], keep: bool = True) -> None:
        """Show other rows, and take the height they need."""
        super().show_rows(rows, keep)
        self._fit()

    def count(self) -> int:
        """How many rows it shows."""
        return self.rows.rowCount()

    def _fit(self) -> None:
        rows = min(max(self.count(), 1), MOST)
        self.setFixedHeight(rows * theme.px(ROW_HEIGHT) + self.horizontalHeader().sizeHint().height() + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard finds a row to stand on."""
        super().focusInEvent(event)
        if self.current() is None and self.count() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectRow(0)
