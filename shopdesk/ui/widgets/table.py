"""Lists of rows. The model is dumb: rows in, text out. The query behind it has a limit; nothing is filtered here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.text import one_line

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 48


# Without slots: Python 3.11 cannot make a subscripted generic dataclass that is frozen and slotted.
@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its heading, how a row becomes text, and how it stands.

    `width` in pixels at 100 %, 0 stretches. `tone` and `ground` name a colour of the theme for the words and behind
    them, "" for the usual one.
    """

    title: str
    text: Callable[[R], str]
    right: bool = False
    width: int = 0
    strong: bool = False
    tone: Callable[[R], str] | None = None
    icon: Callable[[R], str] | None = None
    ground: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind shown through columns."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._columns, self._rows = tuple(columns), list[R]()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> R:
        """One row; raises IndexError."""
        return self._rows[number]

    def rows(self) -> list[R]:
        """All rows shown."""
        return list(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(self._columns[section].right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, side, colour and picture of one cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one_line(column.text(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column.right)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone and column.tone(row):
            return QColor(theme.color(column.tone(row)))
        if role == Qt.ItemDataRole.BackgroundRole and column.ground and column.ground(row):
            return QColor(theme.color(column.ground(row)))
        if role == Qt.ItemDataRole.FontRole and column.strong:
            return theme.font("strong")
        if role == Qt.ItemDataRole.DecorationRole and column.icon and column.icon(row):
            return icons.icon(column.icon(row))
        return None


def _aligned(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _Grounded(QStyledItemDelegate):
    """Draws the ground of a cell, which a style sheet leaves out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class Table(QTableView, Generic[R]):
    """A table of rows by columns. `opened` gives the row of Enter or a double click, `picked` the marked row.

    `typed` gives what was typed on a row.
    """

    opened = Signal(object)
    picked = Signal(object)
    typed = Signal(str)

    def __init__(self, columns: Sequence[Column[R]], name: str = "") -> None:
        super().__init__()
        self.rows = RowsModel(columns)
        self.setModel(self.rows)
        self.setItemDelegate(_Grounded(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self._place(columns)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row(index.row())))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._moved(now.row()))

    def _place(self, columns: Sequence[Column[R]]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for number, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(number, theme.px(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _moved(self, row: int) -> None:
        if 0 <= row < self.rows.rowCount():
            self.picked.emit(self.rows.row(row))

    def show_rows(self, rows: Sequence[R], keep: bool = True) -> None:
        """Show other rows; with `keep` the keyboard stays on the same line."""
        place = self.currentIndex().row()
        self.rows.set_rows(rows)
        if rows and keep and place >= 0:
            self.selectRow(min(place, len(rows) - 1))

    def current(self) -> R | None:
        """The row the keyboard is on."""
        place = self.currentIndex().row()
        return self.rows.row(place) if 0 <= place < self.rows.rowCount() else None

    def keyboardSearch(self, search: str) -> None:
        """A row is no word to be found by its first letter: the page hears what was typed."""
        self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a row."""
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
            return
        super().keyPressEvent(event)
