"""The lines of the list: numbers of all goods, the goods themselves read a page at a time when they come into view."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.ui.widgets.text import one_line

if TYPE_CHECKING:
    from shopdesk.shop.shelf import Row

Index = QModelIndex | QPersistentModelIndex
PICTURE, NAME, PRICE, COST, LEFT, CATEGORY = range(6)
COLUMNS = 6
RIGHT = (PRICE, COST, LEFT)
LINE = Qt.ItemDataRole.UserRole
PAGE = 60
MOST_PAGES = 12


class ShelfModel(QAbstractTableModel):
    """`read` answers the lines of some numbers; at most 12 pages of 60 are kept."""

    def __init__(self, read: "Callable[[Sequence[int]], list[Row]]") -> None:
        super().__init__()
        self._read = read
        self._numbers: Sequence[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def show_numbers(self, numbers: Sequence[int]) -> None:
        """Show these goods, by their sale units."""
        self.beginResetModel()
        self._numbers = numbers
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """The same goods, read anew."""
        self._pages.clear()
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, COLUMNS - 1))

    @property
    def numbers(self) -> Sequence[int]:
        """What is shown, by sale units."""
        return self._numbers

    def line(self, place: int) -> "Row | None":
        """One line; None where the goods are no longer there."""
        if not 0 <= place < len(self._numbers):
            return None
        page = place // PAGE
        if page not in self._pages:
            found = self._read(self._numbers[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = {row.sale_unit: row for row in found}
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return self._pages[page].get(self._numbers[place])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many goods."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Picture, name, price, cost, what is left, category."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", _("Name"), _("Price"), _("Cost"), _("Left"), _("Category"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line for the delegate, and words for a screen reader."""
        if role == LINE:
            return self.line(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            line = self.line(index.row())
            return one_line(words(line, index.column())) if line is not None else ""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Price, and stock where it is kept, can be changed in the list."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line(index.row())
        if line is not None and (index.column() == PRICE or (index.column() == LEFT and line.left is not None)):
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual


def words(line: "Row", column: int) -> str:
    """What a cell says."""
    if column == NAME:
        return line.name
    if column == PRICE:
        return money.text(line.price) if line.price is not None else _("ask")
    if column == COST:
        return money.text(line.cost) if line.cost is not None else ""
    if column == LEFT:
        return left_words(line)
    return line.category if column == CATEGORY else ""


def left_words(line: "Row") -> str:
    """How much is left: a number, or that it is gone or not counted."""
    if line.left is None:
        return "–"
    if line.left <= 0:
        return _("Sold out")
    return unit.quantity_text(line.left, line.unit)


def typed(line: "Row", column: int) -> str:
    """What an edited cell begins with."""
    if column == PRICE:
        return "" if line.price is None else money.short(line.price).replace(",", "")
    return quantity.plain(line.left or 0)
