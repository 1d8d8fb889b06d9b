"""The lines of the bill: an item view; the chosen line carries − and ＋ large enough for a thumb."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.core.line import Line
from shopdesk.ui import theme
from shopdesk.ui.widgets.text import elided, one_line

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
HEIGHT, CHOSEN_HEIGHT, BUTTON = 60, 64, 46


def worded(line: Line, *, waits: bool = False) -> str:
    """`1.35 กก. × 45`, with the discount and the note where there are any; first of all whether the owner is asked."""
    parts = [f"{unit.quantity_text(line.qty, line.unit)} × {money.short(line.price)}"]
    if line.discount is not None:
        parts.append(f"{_('discount')} −{money.short(line.gross - line.net)}")
    if line.price != line.list_price:
        parts.append(_("was {price}").format(price=money.short(line.list_price)))
    said = [_("waits for the owner")] if waits else []
    return " · ".join([*said, *parts, line.note] if line.note else [*said, *parts])


class LinesModel(QAbstractListModel):
    """The lines of a cart."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self.waiting: frozenset[str] = frozenset()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines; those that stay are not reset, so that nothing jumps."""
        before = self._lines
        if len(lines) == len(before):
            self._lines = lines
            for row, (old, new) in enumerate(zip(before, lines, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
        elif lines[: len(before)] == before and len(lines) > len(before):
            self.beginInsertRows(QModelIndex(), len(before), len(lines) - 1)
            self._lines = lines
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def line(self, row: int) -> Line:
        """One line."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line for the delegate, and words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one_line(f"{line.name} {worded(line, waits=line.uid in self.waiting)} {money.text(line.net)}")
        return None


def steppers(box: QRectF, amount_width: float) -> tuple[QRectF, QRectF, QRectF]:
    """Where −, the quantity and ＋ stand on the chosen line."""
    side, middle = theme.px(BUTTON), theme.px(40)
    right = box.right() - theme.px(12) - max(amount_width + theme.px(12), theme.px(74))
    more = QRectF(right - side, box.center().y() - side / 2, side, side)
    count = QRectF(more.left() - middle, more.top(), middle, side)
    return QRectF(count.left() - side, more.top(), side, side), count, more


def _amount_width(line: Line) -> float:
    return QFontMetricsF(theme.font("lead", 600)).horizontalAdvance(money.short(line.net))


class LineDelegate(QStyledItemDelegate):
    """Draws one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The chosen line is a little taller."""
        return QSize(100, theme.px(CHOSEN_HEIGHT if self._is_chosen(index) else HEIGHT))

    def _is_chosen(self, index: Index) -> bool:
        view = self.parent()
        assert isinstance(view, LinesView)
        return bool(view.chosen == index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name over quantity, amount at the right; steppers on the chosen one."""
        line = index.data(LINE)
        if line is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        chosen = self._is_chosen(index)
        width = _amount_width(line)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_soft"))
            painter.drawRoundedRect(box, theme.px(12), theme.px(12))
        else:
            painter.setPen(QPen(theme.color("border"), 1))
            edge_line = box.bottom() - 0.5
            painter.drawLine(QPointF(box.left(), edge_line), QPointF(box.right(), edge_line))
        less, count, more = steppers(box, width)
        edge = less.left() if chosen else box.right() - theme.px(18) - width
        model = index.model()
        waits = isinstance(model, LinesModel) and line.uid in model.waiting
        self._words(painter, box, (line.name, worded(line, waits=waits)), edge - box.left() - theme.px(18))
        _put(painter, box.adjusted(0, 0, -theme.px(10), 0), money.short(line.net), theme.font("lead", 600), "text")
        if chosen:
            _steppers(painter, less, count, more, quantity.text(line.qty))
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, box: QRectF, texts: tuple[str, str], width: float) -> None:
        left, top = box.left() + theme.px(10), box.center().y() - theme.px(25)
        for text, role, color, at in ((texts[0], "body", "text", 0), (texts[1], "sub", "text2", 23)):
            font = theme.font(role, 500 if role == "body" else 400)
            painter.setFont(font)
            painter.setPen(theme.color(color))
            spot = QRectF(left, top + theme.px(at), width, theme.px(26))
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, elided(text, QFontMetricsF(font), width))


def _put(painter: QPainter, box: QRectF, text: str, font: Any, color: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _steppers(painter: QPainter, less: QRectF, count: QRectF, more: QRectF, text: str) -> None:
    arm = theme.px(8)
    for box, plus in ((less, False), (more, True)):
        painter.setPen(QPen(theme.color("primary_line"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(10), theme.px(10))
        painter.setPen(QPen(theme.color("text"), theme.px(2), c=Qt.PenCapStyle.RoundCap))
        middle = box.center()
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        if plus:
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
    font = theme.font("lead", 600)
    while QFontMetricsF(font).horizontalAdvance(text) > count.width() - 2 and font.pixelSize() > 11:
        font.setPixelSize(font.pixelSize() - 1)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(count, Qt.AlignmentFlag.AlignCenter, text)


class LinesView(QListView):
    """The lines. `chose` gives a line's id, `stepped` −1 or +1 for the chosen one, `opened` a line to change."""

    chose = Signal(str)
    stepped = Signal(int)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesModel()
        self.chosen = -1
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("The bill"))
        self._pressed_again = False
        self.clicked.connect(self._clicked)

    def show_cart(self, lines: tuple[Line, ...], chosen: str, waiting: frozenset[str] = frozenset()) -> None:
        """Show these lines, with the chosen one in view."""
        if waiting != self.lines.waiting:
            self.lines.waiting = waiting
            self.viewport().update()
        self.lines.show_lines(lines)
        row = next((n for n, line in enumerate(lines) if line.uid == chosen), -1)
        if row != self.chosen:
            self.chosen = row
            self.scheduleDelayedItemsLayout()
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
            self.executeDelayedItemsLayout()
            self.scrollTo(self.lines.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen line stays in view."""
        super().resizeEvent(event)
        if self.chosen >= 0:
            self.scrollTo(self.lines.index(self.chosen))

    def step_boxes(self) -> tuple[QRectF, QRectF] | None:
        """Where − and ＋ stand now."""
        index = self.lines.index(self.chosen) if self.chosen >= 0 else None
        if index is None:
            return None
        box = QRectF(self.visualRect(index))
        less, _count, more = steppers(box, _amount_width(index.data(LINE)))
        return less, more

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on − or ＋ steps, elsewhere it chooses the line."""
        boxes = self.step_boxes()
        for box, step in zip(boxes or (), (-1, 1), strict=False):
            if box.adjusted(-4, -8, 4, 8).contains(event.position()):
                self.stepped.emit(step)
                return
        index = self.indexAt(event.position().toPoint())
        self._pressed_again = index.isValid() and index.row() == self.chosen
        if index.isValid():
            self.chose.emit(index.data(LINE).uid)
        super().mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        """A press on the line that is chosen already asks what to do with it: a finger has no Enter key."""
        if self._pressed_again:
            self._pressed_again = False
            self.opened.emit(index.data(LINE).uid)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A quick second press is a press like the first."""
        self.mousePressEvent(event)
