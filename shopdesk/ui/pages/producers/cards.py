"""Producers as cards: photo, name, what was sold since they were paid, what is unpaid. Space ticks, Enter opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop.producers import Producer
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.text import elided

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
LEAST_WIDE, TALL = 330, 118


@dataclass(frozen=True, slots=True)
class Card:
    """A producer, what their goods brought since the last payout in satang, and whether terms are agreed."""

    person: Producer
    sold: int
    agreed: bool = True


class Cards(QAbstractListModel):
    """The cards shown, and whose are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self.ticked: set[int] = set()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show others."""
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many cards."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card; its words for a screen reader."""
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = (card.person.name, no_terms(card), sold_words(card), unpaid_words(card.person))
            return " · ".join(filter(None, words))
        return None


def sold_words(card: Card) -> str:
    """What was sold since the last payout."""
    return _("Sold {amount}").format(amount=money.short(card.sold))


def no_terms(card: Card) -> str:
    """That nothing is agreed yet; empty where something is."""
    return "" if card.agreed else _("no terms yet")


def unpaid_words(person: Producer) -> str:
    """What is open, and whose debt it is."""
    if person.balance < 0:
        return _("Owes the shop {amount}").format(amount=money.short(-person.balance))
    return _("Unpaid {amount}").format(amount=money.short(person.balance)) if person.balance else _("Nothing owed")


class CardsView(QListView):
    """As many columns as fit; `opened` gives the producer of Enter or a tap, `ticked` says that ticks changed."""

    opened = Signal(object)
    ticked = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.rows = Cards()
        self.setModel(self.rows)
        self.setItemDelegate(_CardDelegate(window, self))
        self.setAccessibleName(_("Producers"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.clicked.connect(lambda index: self.opened.emit(index.data(CARD).person))
        window.photos.came.connect(self.viewport().update)

    def current(self) -> Producer | None:
        """Whose card the keyboard is on."""
        card = self.currentIndex().data(CARD)
        return card.person if card is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards fill the width."""
        super().resizeEvent(event)
        room = self.viewport().width() - theme.px(28)
        columns = max(1, room // theme.px(LEAST_WIDE))
        self.setGridSize(QSize(room // columns, theme.px(TALL)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks for a payout."""
        person = self.current()
        if person is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(person)
        elif person is not None and event.key() == Qt.Key.Key_Space:
            self.rows.ticked ^= {person.party}
            self.viewport().update()
            self.ticked.emit()
        else:
            super().keyPressEvent(event)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, window: "Window", view: CardsView) -> None:
        super().__init__(view)
        self._photos, self._view = window.photos, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The grid's cell."""
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One card."""
        card: Card = index.data(CARD)
        box = QRectF(option.rect).adjusted(theme.px(5), theme.px(5), -theme.px(5), -theme.px(5))  # type: ignore[attr-defined]
        marked = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QPen(theme.color("primary" if marked else "border"), 2 if marked else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, theme.px(14), theme.px(14))
        side = theme.px(64)
        spot = QRectF(box.left() + theme.px(14), box.center().y() - side / 2, side, side)
        swatch.paint(painter, spot, self._photos.get(card.person.photo), ("user", "n"))
        words = box.adjusted(side + theme.px(28), theme.px(8), -theme.px(14), -theme.px(8))
        self._words(painter, words, card)
        if card.person.party in self._view.rows.ticked:
            _tick(painter, box)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, box: QRectF, card: Card) -> None:
        third = box.height() / 3
        person = card.person
        tone = "danger_text" if person.balance < 0 else "text" if person.balance else "muted"
        lines = (
            (person.name, "h", "text"),
            (_about(card), "sub", "text2" if card.agreed else "accent_text"),
            (unpaid_words(person), "strong", tone),
        )
        for number, (said, role, color) in enumerate(lines):
            font = theme.font(role)
            line = QRectF(box.left(), box.top() + third * number, box.width(), third)
            painter.setFont(font)
            painter.setPen(theme.color(color))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided(said, QFontMetricsF(font), line.width()))


def _about(card: Card) -> str:
    return " · ".join(filter(None, (no_terms(card), card.person.village, sold_words(card) if card.sold else "")))


def _tick(painter: QPainter, box: QRectF) -> None:
    size = theme.px(26)
    spot = QRectF(box.right() - size - theme.px(10), box.top() + theme.px(10), size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("primary"))
    painter.drawEllipse(spot)
    icons.paint(painter, "check", spot.adjusted(4, 4, -4, -4), theme.color("on_primary"), 2.4)
