"""The tiles: an item view over goods, drawn by a delegate, so that a hundred thousand goods cost no widgets."""

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, thaitext, unit
from shopdesk.ui import theme
from shopdesk.ui.pages.till.pictures import picture
from shopdesk.ui.photos import Photos
from shopdesk.ui.widgets import swatch as swatches
from shopdesk.ui.widgets.amounts import BAHT
from shopdesk.ui.widgets.text import elided, one_line

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods

Index = QModelIndex | QPersistentModelIndex
GAP = 12
SMALLEST, TALLEST = (184, 136), 158
GOODS = Qt.ItemDataRole.UserRole
IN_BILL = Qt.ItemDataRole.UserRole + 1


@functools.lru_cache(2048)
def two_lines(name: str, width: int, percent: int) -> tuple[str, ...]:
    """A name in at most two lines of a width at a text size, broken at Thai words, the second cut with …"""
    font = theme.font("body", 500)
    text = thaitext.wrap(one_line(name))
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    taken = line.textLength()
    layout.endLayout()
    rest = text[taken:].strip(f" {thaitext.ZWSP}")
    first = text[:taken].rstrip(f" {thaitext.ZWSP}")
    return (first, elided(rest, QFontMetricsF(font), width)) if rest else (first,)


class TileModel(QAbstractListModel):
    """Goods, and how much of each is on the bill."""

    def __init__(self) -> None:
        super().__init__()
        self._goods: list[Goods] = []
        self._in_bill: dict[int, str] = {}

    def show_goods(self, goods: "list[Goods]") -> None:
        """Show other goods."""
        if goods != self._goods:
            self.beginResetModel()
            self._goods = goods
            self.endResetModel()

    def draw_anew(self) -> None:
        """A picture has come."""
        if self._goods:
            self.dataChanged.emit(self.index(0), self.index(len(self._goods) - 1))

    def show_bill(self, in_bill: dict[int, str]) -> None:
        """Show how much of each is on the bill: sale unit -> quantity as text."""
        before, self._in_bill = self._in_bill, in_bill
        if before != in_bill:
            for row, goods in enumerate(self._goods):
                if before.get(goods.sale_unit) != in_bill.get(goods.sale_unit):
                    self.dataChanged.emit(self.index(row), self.index(row))

    def goods(self, row: int) -> "Goods":
        """The goods of a tile."""
        return self._goods[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many tiles."""
        return 0 if parent.isValid() else len(self._goods)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The goods for the delegate, and words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._goods):
            return None
        goods = self._goods[index.row()]
        if role == GOODS:
            return goods
        if role == IN_BILL:
            return self._in_bill.get(goods.sale_unit, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(goods.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(f"{goods.name} {money.text(goods.price)}" if goods.price is not None else goods.name)
        return None


def badge_of(goods: "Goods") -> tuple[str, str]:
    """The words and the tone of a tile's badge: sold out, few left, or none."""
    if goods.stock is None or goods.stock >= quantity.FEW:
        return "", ""
    if goods.stock <= 0:
        return _("Sold out"), "danger"
    left = money.share(goods.stock, quantity.ONE, goods.ratio) if goods.ratio else goods.stock
    return _("{count} left").format(count=quantity.text(left)), "accent"


class TileDelegate(QStyledItemDelegate):
    """Draws one tile."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The grid decides."""
        view = self.parent()
        assert isinstance(view, TileGrid)
        return view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Card, swatch, price, badge, name, producer, count."""
        goods, in_bill = index.data(GOODS), index.data(IN_BILL)
        if goods is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        half = theme.px(GAP) / 2
        box = QRectF(option.rect).adjusted(half, half, -half, -half)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        out = goods.stock is not None and goods.stock <= 0
        _card(painter, box, bool(in_bill), bool(state & QStyle.StateFlag.State_MouseOver))
        inner = box.adjusted(theme.px(13), theme.px(13), -theme.px(12), -theme.px(8))
        swatch = QRectF(inner.left(), inner.top(), theme.px(52), theme.px(52))
        view = self.parent()
        assert isinstance(view, TileGrid)
        symbol = picture(goods.name, goods.icon, goods.tint)
        swatches.paint(painter, swatch, view.photos.get(goods.photo), symbol, faded=out)
        _price(painter, inner, goods, out)
        badge, tone = badge_of(goods)
        if badge:
            _badge(painter, inner, badge, tone)
        _name(painter, inner, goods, out)
        if in_bill:
            _count(painter, swatch, in_bill)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), theme.px(17), theme.px(17))
        painter.restore()


def _card(painter: QPainter, box: QRectF, in_bill: bool, hover: bool) -> None:
    painter.setBrush(theme.color("subtle" if hover else "surface"))
    width = 2 if in_bill else 1
    painter.setPen(QPen(theme.color("primary_line" if in_bill or hover else "border"), width))
    edge = width / 2
    painter.drawRoundedRect(box.adjusted(edge, edge, -edge, -edge), theme.px(14), theme.px(14))


def _price(painter: QPainter, inner: QRectF, goods: "Goods", out: bool) -> None:
    ink, quiet = theme.color("muted" if out else "text"), theme.color("muted")
    right, line = inner.right(), QRectF(inner.left(), inner.top() - theme.px(1), inner.width(), theme.px(30))
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if goods.price is None:
        _words(painter, line, _("ask"), 15, 600, ink, flags)
        return
    if goods.by_weight:
        right -= _words(painter, line, f"/{unit.name(goods.unit)}", 14, 400, quiet, flags)
    line.setRight(right)
    right -= _words(painter, line, money.short(goods.price), 21, 700, ink, flags)
    line.setRight(right - 1)
    _words(painter, line, BAHT, 17, 400, quiet, flags)


def _words(
    painter: QPainter, box: QRectF, text: str, pixels: float, weight: int, color: QColor, flags: Qt.AlignmentFlag
) -> float:
    font = theme.sized(pixels, weight)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, flags, text)
    return QFontMetricsF(font).horizontalAdvance(text)


def _badge(painter: QPainter, inner: QRectF, text: str, tone: str) -> None:
    font = theme.font("cap", 600)
    width = QFontMetricsF(font).horizontalAdvance(text) + theme.px(16)
    height = theme.px(24)
    box = QRectF(inner.right() - width, inner.top() + theme.px(31), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{tone}_soft"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(theme.color(f"{tone}_text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _name(painter: QPainter, inner: QRectF, goods: "Goods", out: bool) -> None:
    top, step = inner.top() + theme.px(57), theme.px(25)
    painter.setFont(theme.font("body", 500))
    painter.setPen(theme.color("muted" if out else "text"))
    for line in two_lines(goods.name, round(inner.width()), theme.scale()):
        painter.drawText(QRectF(inner.left(), top, inner.width(), step), Qt.AlignmentFlag.AlignVCenter, line)
        top += step
    if goods.note and top + theme.px(20) <= inner.bottom() + theme.px(4):
        font = theme.font("cap")
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        line = elided(goods.note, QFontMetricsF(font), inner.width())
        painter.drawText(
            QRectF(inner.left(), top - theme.px(2), inner.width(), theme.px(22)), Qt.AlignmentFlag.AlignVCenter, line
        )


def _count(painter: QPainter, swatch: QRectF, text: str) -> None:
    font = theme.font("cap", 700)
    font.setPixelSize(theme.px(14))
    width = max(theme.px(25), QFontMetricsF(font).horizontalAdvance(text) + theme.px(15))
    height = theme.px(25)
    box = QRectF(swatch.right() + theme.px(12) - width, swatch.top() - theme.px(4), width, height)
    painter.setPen(QPen(theme.color("surface"), 2))
    painter.setBrush(theme.color("primary"))
    painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), height / 2 + 1, height / 2 + 1)
    painter.setFont(font)
    painter.setPen(theme.color("on_primary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class TileGrid(QListView):
    """The tiles in columns. `taken` gives the goods of a click, Enter or Space; `asked` those of a right click."""

    taken = Signal(object)
    asked = Signal(object)

    def __init__(self, photos: Photos) -> None:
        super().__init__()
        self.photos = photos
        self.tiles = TileModel()
        photos.came.connect(self.tiles.draw_anew)
        self.setModel(self.tiles)
        self.setItemDelegate(TileDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Goods"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(lambda index: self.taken.emit(index.data(GOODS)))

    def _menu(self, at: Any) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.asked.emit(index.data(GOODS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit, all the same width."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        # Asked in this way, Qt need not find out what kind of widget its own viewport is.
        room = self.maximumViewportSize()
        width = room.width() - theme.px(4)
        columns = max(1, width // theme.px(SMALLEST[0]))
        gap = theme.px(GAP)
        rows = max(1, round(room.height() / (theme.px(TALLEST - 12) + gap)))
        height = room.height() // rows
        height = max(theme.px(SMALLEST[1]) + gap, min(height, theme.px(TALLEST + 16)))
        self.setGridSize(QSize(width // columns, height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space take the tile the keyboard is on."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex().data(GOODS))
            return
        super().keyPressEvent(event)

    def goods(self) -> "list[Goods]":
        """What is shown, in order."""
        return [self.tiles.goods(row) for row in range(self.tiles.rowCount())]

    def first(self) -> "Goods | None":
        """The first tile: what Enter on a search takes."""
        return self.tiles.goods(0) if self.tiles.rowCount() else None
