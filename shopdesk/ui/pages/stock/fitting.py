"""A table that leaves out what matters least where it is narrow."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtGui import QResizeEvent

from shopdesk.ui import theme
from shopdesk.ui.widgets.table import Column, Table

R = TypeVar("R")


class FittingTable(Table[R]):
    """`from_width`: column -> the width at 100 % from which it is shown."""

    def __init__(self, columns: Sequence[Column[R]], name: str, from_width: Mapping[int, int]) -> None:
        super().__init__(columns, name)
        self._from, self._never = dict(from_width), frozenset[int]()

    def leave_out(self, columns: frozenset[int]) -> None:
        """These columns mean nothing now."""
        self._never = columns
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what has room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for column in {*self._from, *self._never}:
            self.setColumnHidden(column, column in self._never or self.width() < theme.px(self._from.get(column, 0)))
        for column in set(range(self.rows.columnCount())) - self._never - set(self._from):
            self.setColumnHidden(column, False)
