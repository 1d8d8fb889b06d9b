"""A column of the board: an item view that draws its cards, so that two hundred orders cost no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.entries import Entry
from shopdesk.ui.pages.till.pictures import picture
from shopdesk.ui.pages.till.tiles import two_lines
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.amounts import BAHT
from shopdesk.ui.widgets.text import elided, one_line

if TYPE_CHECKING:
    from shopdesk.shop.online.board import Picture
    from shopdesk.ui.photos import Photos

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
PAD, GAP, TILE, LINE, BADGE, ANSWER, FOOT, PICTURE = 12, 8, 34, 23, 26, 46, 20, 38
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Badges = list[list[tuple[str, str]]]
# So many rows of badges are as high as a picture; a second picture looks out from behind the first.
BESIDE, OVER = 2, 23


class CardModel(QAbstractListModel):
    """The orders of a column."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show_entries(self, found: Sequence[Entry]) -> None:
        """Show other orders."""
        self.beginResetModel()
        self._entries = list(found)
        self.endResetModel()

    def entries(self) -> list[Entry]:
        """What is shown, in order."""
        return list(self._entries)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many cards."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The order for the delegate, and words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one_line(f"{entry.mark} {entry.number} {entry.who} {entry.goods}")
        return None


class CardDelegate(QStyledItemDelegate):
    """Draws one card."""

    def _view(self) -> "CardList":
        view = self.parent()
        assert isinstance(view, CardList)
        return view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as what it says."""
        view, entry = self._view(), index.data(ENTRY)
        width = view.viewport().width()
        return QSize(width, round(_height(entry, width - theme.px(2 * PAD), view.now())))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark, who, amount, goods, badges, answers, how old the news are."""
        entry: Entry | None = index.data(ENTRY)
        if entry is None:
            return
        view, state = self._view(), option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        half = theme.px(GAP) / 2
        box = QRectF(option.rect).adjusted(half, half, -half, -half)  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_Selected) and view.lit
        _ground(painter, box, current, bool(state & QStyle.StateFlag.State_MouseOver))
        inner = box.adjusted(*[theme.px(PAD - GAP / 2)] * 2, *[-theme.px(PAD - GAP / 2)] * 2)
        _head(painter, inner, entry)
        y = _goods(painter, inner, entry, inner.top() + theme.px(TILE + 6))
        found = laid(entry, inner.width(), view.now())
        for place, one in reversed(list(enumerate(_pictures(entry)))):
            spot = QRectF(inner.left() + place * theme.px(OVER), y, theme.px(PICTURE), theme.px(PICTURE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(spot.adjusted(-2, -2, 2, 2), theme.px(PICTURE) * 0.26, theme.px(PICTURE) * 0.26)
            swatch.paint(painter, spot, view.photos.get(one.photo), picture(one.name, one.icon, one.tint))
        y += found.top
        for place, row in enumerate(found.rows):
            _badges(painter, inner.left() + (found.left if place < BESIDE else 0), y, row)
            y += theme.px(BADGE + 4)
        for (words, tone), spot in zip(answers(entry), answer_boxes(box, entry), strict=False):
            _answer(painter, spot, words, tone)
        _foot(painter, inner, entries.news(entry, view.now()))
        painter.restore()


@dataclass(frozen=True, slots=True)
class Laid:
    """Badges in rows, the first ones `left` of the pictures' width or all `top` of their height below; in dots."""

    rows: Badges
    left: float
    top: float
    height: float


def _pictures(entry: Entry) -> "tuple[Picture, ...]":
    return entry.card.pictures if entry.card is not None else ()


def laid(entry: Entry, width: float, now: datetime) -> Laid:
    """The badges beside the pictures where each finds room there, else below them."""
    badges, count = entries.badges(entry, now), len(_pictures(entry))
    step = theme.px(BADGE + 4)
    if not count:
        rows = _rows(badges, width)
        return Laid(rows, 0, 0, len(rows) * step)
    taken, tall = theme.px(PICTURE + (count - 1) * OVER + 6), theme.px(PICTURE + 6)
    rows = _rows(badges, width, taken)
    if all(_badge_width(words) <= width - taken for row in rows[:BESIDE] for words, _tone in row):
        return Laid(rows, taken, 0, max(len(rows) * step, tall))
    rows = _rows(badges, width)
    return Laid(rows, 0, tall, tall + len(rows) * step)


def answers(entry: Entry) -> list[tuple[str, str]]:
    """The two answers to what a buyer asks: words and colour."""
    if entry.card is None or not entry.card.wants:
        return []
    return [(_("Agree"), "primary_soft_text"), (_("Refuse"), "danger_text")]


def answer_boxes(box: QRectF, entry: Entry) -> list[QRectF]:
    """Where the answers stand on a card."""
    if not answers(entry):
        return []
    inner = box.adjusted(theme.px(PAD - GAP / 2), 0, -theme.px(PAD - GAP / 2), 0)
    foot = theme.px(FOOT) if entry.card is not None and entry.card.seen_at else 0
    top = box.bottom() - theme.px(PAD - GAP / 2 + ANSWER) - foot
    wide = (inner.width() - theme.px(GAP)) / 2
    return [QRectF(inner.left() + n * (wide + theme.px(GAP)), top, wide, theme.px(ANSWER - 2)) for n in range(2)]


def _height(entry: Entry, width: float, now: datetime) -> float:
    lines = len(_goods_lines(entry, width))
    parts = TILE + 6 + lines * LINE + (ANSWER + 4 if answers(entry) else 0)
    foot = FOOT if entries.news(entry, now) else 0
    return theme.px(parts + 2 * PAD + foot) + laid(entry, width, now).height


def _goods_lines(entry: Entry, width: float) -> tuple[str, ...]:
    return two_lines(entry.goods, round(width), theme.scale()) if entry.goods else ()


def _rows(badges: Sequence[tuple[str, str]], width: float, taken: float = 0) -> Badges:
    """The badges in rows of this width, of the first ones something is taken."""
    rows: Badges = []
    room = 0.0
    for badge in badges:
        wide = _badge_width(badge[0]) + theme.px(4)
        if not rows or wide > room:
            room = width - (taken if len(rows) < BESIDE else 0)
            rows.append([])
        rows[-1].append(badge)
        room -= wide
    return rows


def _badge_width(words: str) -> float:
    return QFontMetricsF(theme.font("cap", 600)).horizontalAdvance(words) + theme.px(16)


def _ground(painter: QPainter, box: QRectF, current: bool, hover: bool) -> None:
    painter.setBrush(theme.color("subtle" if hover else "surface"))
    painter.setPen(QPen(theme.color("focus" if current else "border"), 2.5 if current else 1))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(12), theme.px(12))


def mark(painter: QPainter, box: QRectF, entry: Entry) -> None:
    """The mark of a channel: the first letter of the account's name on its colour."""
    ground, ink = theme.tokens().tints[entry.tint]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, theme.px(9), theme.px(9))
    painter.setPen(QColor(ink))
    painter.setFont(theme.font("h", 700))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, entry.letter)


def _head(painter: QPainter, inner: QRectF, entry: Entry) -> None:
    tile = theme.px(TILE)
    mark(painter, QRectF(inner.left(), inner.top(), tile, tile), entry)
    line = QRectF(inner.left() + tile + theme.px(8), inner.top() - theme.px(1), 0, theme.px(20))
    line.setRight(inner.right())
    about = "≈ " if entry.card is not None and entry.card.estimated else ""
    amount = f"{about}{BAHT}{money.short(entry.total)}" if entry.total else ""
    painter.setFont(theme.font("strong", 700))
    painter.setPen(theme.color("text"))
    painter.drawText(line, RIGHT, amount)
    taken = QFontMetricsF(theme.font("strong", 700)).horizontalAdvance(amount) + theme.px(6)
    _elided(painter, line.adjusted(0, 0, -taken, 0), entry.who or entry.number, "strong", "text")
    _elided(painter, line.translated(0, theme.px(19)), f"{entry.mark} · {entry.number}", "cap", "muted")


def _elided(painter: QPainter, box: QRectF, words: str, role: str, color: str) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.color(color))
    painter.drawText(box, LEFT, elided(words, QFontMetricsF(font), box.width()))


def _goods(painter: QPainter, inner: QRectF, entry: Entry, top: float) -> float:
    painter.setFont(theme.font("body", 500))
    painter.setPen(theme.color("text"))
    for line in _goods_lines(entry, inner.width()):
        painter.drawText(QRectF(inner.left(), top, inner.width(), theme.px(LINE)), LEFT, line)
        top += theme.px(LINE)
    return top + theme.px(4)


def _badges(painter: QPainter, left: float, top: float, row: Sequence[tuple[str, str]]) -> None:
    for words, tone in row:
        box = QRectF(left, top, _badge_width(words), theme.px(BADGE - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{tone}_soft" if tone else "sunken"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(theme.font("cap", 600))
        soft = "primary_soft_text" if tone == "primary" else f"{tone}_text"
        painter.setPen(theme.color(soft if tone else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        left = box.right() + theme.px(4)


def _answer(painter: QPainter, box: QRectF, words: str, ink: str) -> None:
    painter.setPen(QPen(theme.color("border_strong"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(10), theme.px(10))
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _foot(painter: QPainter, inner: QRectF, words: str) -> None:
    line = QRectF(inner.left(), inner.bottom() - theme.px(FOOT - 4), inner.width(), theme.px(FOOT))
    _elided(painter, line, words, "cap", "muted")


class CardList(QListView):
    """One column. `opened` gives the order of a tap or Enter, `answered` the order and whether the shop agrees.

    `typed` gives any other key, for the board; `lit` says whether the keyboard is in this column.
    """

    opened = Signal(object)
    answered = Signal(object, bool)
    moved = Signal()

    def __init__(self, name: str, now: Clock, photos: "Photos") -> None:
        super().__init__()
        self.now, self.lit, self._pressed, self.photos = now, False, -1, photos
        photos.came.connect(self.viewport().update)
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("kind", "cards")
        self.setMouseTracking(True)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit())

    def current(self) -> Entry | None:
        """The order the keyboard is on."""
        entry: Entry | None = self.currentIndex().data(ENTRY) if self.currentIndex().isValid() else None
        return entry

    def show_entries(self, found: Sequence[Entry]) -> None:
        """Show other orders; the keyboard stays on the same one, or near it."""
        if list(found) == self.cards.entries():
            self.viewport().update()
            return
        now, row, place = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.cards.show_entries(found)
        keys = [entry.key for entry in found]
        if now is not None and now.key in keys:
            row = keys.index(now.key)
        if found and row >= 0:
            self.mark(min(row, len(found) - 1))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def mark(self, row: int) -> None:
        """The keyboard is on this card."""
        self.setCurrentIndex(self.cards.index(max(0, min(row, self.cards.rowCount() - 1))))

    def light(self, lit: bool) -> None:
        """The keyboard came into this column, or left it."""
        if lit != self.lit:
            self.lit = lit
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other height of the cards."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are for the board."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Where a tap begins."""
        super().mousePressEvent(event)
        self._pressed = self.indexAt(event.position().toPoint()).row()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap opens an order; on an answer, it answers. A finger that slid to another card does neither."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        slid = index.row() != self._pressed
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid() or slid:
            return
        entry: Entry = index.data(ENTRY)
        half = theme.px(GAP) / 2
        box = QRectF(self.visualRect(index)).adjusted(half, half, -half, -half)
        spots = [n for n, spot in enumerate(answer_boxes(box, entry)) if spot.contains(event.position())]
        if spots:
            self.answered.emit(entry, spots[0] == 0)
        else:
            self.opened.emit(entry)
