"""The list of goods on the screen: an item view that draws its cells, and in which price and stock are typed over."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import _
from shopdesk.core import money, quantity
from shopdesk.ui import icons, theme
from shopdesk.ui.pages.products.shelf_model import (
    CATEGORY,
    COST,
    LEFT,
    LINE,
    NAME,
    PICTURE,
    PRICE,
    RIGHT,
    Index,
    ShelfModel,
    left_words,
    typed,
    words,
)
from shopdesk.ui.pages.till.pictures import picture
from shopdesk.ui.photos import Photos
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import elided

if TYPE_CHECKING:
    from shopdesk.shop.shelf import Row

TALL = 56
WIDTHS = {PICTURE: 68, PRICE: 128, COST: 116, LEFT: 136, CATEGORY: 168}
EDITED = (PRICE, LEFT)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up)


class ShelfDelegate(QStyledItemDelegate):
    """Draws the cells; while one is typed over, Enter and ↓ keep it and go to the line below."""

    def __init__(self, view: "ShelfView") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        line = index.data(LINE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        _ground(painter, box, chosen)
        if line is not None:
            self._content(painter, box, line, index.column())
            if chosen and index == self._view.currentIndex() and index.column() in EDITED and self._view.hasFocus():
                painter.setPen(QPen(theme.color("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(4, 6, -4, -7), theme.px(8), theme.px(8))
        painter.restore()

    def _content(self, painter: QPainter, box: QRectF, line: "Row", column: int) -> None:
        gone = line.left is not None and line.left <= 0
        if column == PICTURE:
            side = theme.px(40)
            spot = QRectF(box.left() + theme.px(14), box.center().y() - side / 2, side, side)
            symbol = picture(line.name, line.icon, line.tint)
            swatch.paint(painter, spot, self._view.photos.get(line.photo), symbol, faded=gone)
            if line.sale_unit in self._view.marks:
                _tick(painter, spot)
        elif column == NAME:
            _name(painter, box, line)
        elif column == LEFT and line.left is not None and (gone or line.few):
            _pill(painter, box, left_words(line), "danger" if gone else "accent")
        else:
            _plain(painter, box, words(line, column), column, line)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field over the cell."""
        field = Field(name=_("Price") if index.column() == PRICE else _("Left"), longest=18)
        field.setParent(parent)
        field.setProperty("kind", "cell")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is there now, marked, so that typing replaces it."""
        line = index.data(LINE)
        if line is not None and isinstance(editor, Field) and not editor.isModified():
            editor.setText(typed(line, index.column()))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        line = index.data(LINE)
        if line is None or not isinstance(editor, Field) or editor.value() == typed(line, index.column()):
            return
        try:
            value = understood(editor.value(), index.column())
        except Invalid as error:
            self._view.refused(error)
            return
        self._view.changed.emit(line, index.column(), value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, ↓ and ↑ end the typing where it can be understood; else the field says so and stays."""
        if isinstance(event, QKeyEvent) and isinstance(watched, Field):
            pressed = event.type() is QEvent.Type.KeyPress and Qt.Key(event.key()) in _ENDS
            if pressed:
                self._ended(watched, -1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _ended(self, field: Field, step: int) -> None:
        index = self._view.currentIndex()
        try:
            understood(field.value(), index.column())
        except Invalid as error:
            field.mark(wrong=True)
            self._view.refused(error)
            return
        self.commitData.emit(field)
        self.closeEditor.emit(field, QAbstractItemDelegate.EndEditHint.NoHint)
        below = min(max(index.row() + step, 0), self._view.lines.rowCount() - 1)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.setCurrentIndex(self._view.lines.index(below, index.column()))


def understood(text: str, column: int) -> int | None:
    """A price in satang (None: ask at the till) or a counted quantity in thousandths; raises Invalid."""
    if column == PRICE:
        return money.parse(text) if text else None
    return quantity.counted(text)


def _tick(painter: QPainter, spot: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("primary"))
    painter.drawRoundedRect(spot, theme.px(10), theme.px(10))
    icons.paint(painter, "check", spot.adjusted(8, 8, -8, -8), theme.color("on_primary"), 2.4)


def _ground(painter: QPainter, box: QRectF, chosen: bool) -> None:
    if chosen:
        painter.fillRect(box, theme.color("primary_soft"))
    painter.setPen(QPen(theme.color("border"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


def _name(painter: QPainter, box: QRectF, line: "Row") -> None:
    inner = box.adjusted(theme.px(12), 0, -theme.px(8), 0)
    font, small = theme.font("body", 500), theme.font("cap")
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    top = inner.adjusted(0, theme.px(3), 0, -theme.px(20)) if line.note else inner
    painter.drawText(top, flags, elided(line.name, QFontMetricsF(font), inner.width()))
    if line.note:
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        bottom = inner.adjusted(0, theme.px(28), 0, -theme.px(3))
        painter.drawText(bottom, flags, elided(line.note, QFontMetricsF(small), inner.width()))


def _plain(painter: QPainter, box: QRectF, text: str, column: int, line: "Row") -> None:
    inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
    quiet = column in (COST, CATEGORY) or (column == PRICE and line.price is None) or text == "–"
    font = theme.font("strong") if column == PRICE and line.price is not None else theme.font("body")
    painter.setFont(font)
    painter.setPen(theme.color("text2" if quiet else "text"))
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, elided(text, QFontMetricsF(font), inner.width()))


def _pill(painter: QPainter, box: QRectF, text: str, tone: str) -> None:
    font = theme.font("cap", 600)
    width = QFontMetricsF(font).horizontalAdvance(text) + theme.px(18)
    height = theme.px(26)
    pill = QRectF(box.right() - theme.px(10) - width, box.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{tone}_soft"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(theme.color(f"{tone}_text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class ShelfView(QTableView):
    """`opened` gives the line of Enter or a double click, `changed` a line, a column and what was typed there.

    `searched` gives letters typed while no cell is open.
    """

    opened = Signal(object)
    changed = Signal(object, int, object)
    moved = Signal()
    searched = Signal(str)

    def __init__(self, lines: ShelfModel, photos: Photos, refused: Callable[[Invalid], object]) -> None:
        super().__init__()
        self.lines, self.photos, self.refused = lines, photos, refused
        # Marked goods in the order they were marked.
        self.marks: dict[int, None] = {}
        self.setModel(lines)
        self.setItemDelegate(ShelfDelegate(self))
        self.setAccessibleName(_("Goods"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(TALL))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for column, width in WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.px(width))
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        photos.came.connect(self.viewport().update)
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(lambda index: self.mark() if index.column() == PICTURE else None)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window cost and category give way."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnHidden(CATEGORY, width < theme.px(860))
        self.setColumnHidden(COST, width < theme.px(700))

    def current(self) -> "Row | None":
        """The line the keyboard is on."""
        return self.lines.line(self.currentIndex().row())

    def mark(self) -> None:
        """Mark the line the keyboard is on, or take its mark away: several goods are then changed at once."""
        line = self.current()
        if line is None:
            return
        if line.sale_unit in self.marks:
            del self.marks[line.sale_unit]
        else:
            self.marks[line.sale_unit] = None
        self.viewport().update()
        self.moved.emit()

    def marked(self) -> list[int]:
        """The sale units of what is marked."""
        return list(self.marks)

    def unmark(self) -> None:
        """Take all marks away."""
        self.marks.clear()
        self.viewport().update()
        self.moved.emit()

    def go_to(self, place: int, column: int = PRICE) -> None:
        """Put the keyboard on a line."""
        self.setCurrentIndex(self.lines.index(place, column))

    def edit_current(self) -> None:
        """Type over the price or the stock of the line the keyboard is on."""
        index = self.currentIndex()
        if not index.isValid() and self.lines.rowCount():
            index = self.lines.index(0, PRICE)
        column = index.column() if index.column() in EDITED else PRICE
        self.setCurrentIndex(self.lines.index(index.row(), column))
        if index.isValid() and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def _double_clicked(self, index: Index) -> None:
        if index.column() in EDITED:
            self.edit_current()
        elif index.column() != PICTURE and (line := self.lines.line(index.row())) is not None:
            self.opened.emit(line)

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the search; Qt would read every line of the shop to find one that begins so."""
        self.searched.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the goods."""
        line = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
            return
        if event.key() == Qt.Key.Key_Space:
            self.mark()
            return
        super().keyPressEvent(event)
