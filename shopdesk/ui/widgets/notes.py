"""Small pictures of banknotes and coins in their real colours; the number always stands beside or inside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.core import cash, money
from shopdesk.ui import theme
from shopdesk.ui.tokens import NOTES

SMALL = (24.0, 14.0)
COIN_COLORS = {10: "#C9A227", 5: "#9AA0A6", 2: "#C9A227", 1: "#9AA0A6"}


def paint_note(painter: QPainter, box: QRectF, baht: int, *, number: bool = False) -> None:
    """Draw one note of 20 to 1000 baht; with `number`, its value in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(NOTES[baht]))
    radius = box.height() * 0.16
    painter.drawRoundedRect(box, radius, radius)
    pale = QColor(255, 255, 255, 150)
    unit = box.height() / 14
    if number:
        _number(painter, box, str(baht), QColor("#FFFFFF"))
    else:
        painter.setBrush(pale)
        painter.drawEllipse(box.center() + (box.bottomRight() - box.center()) * 0.48, 3 * unit, 3 * unit)
        painter.setPen(QPen(pale, 1.4 * unit))
        for row, length in ((5, 5), (8, 3)):
            y = box.top() + row * unit
            painter.drawLine(
                box.topLeft() + QRectF(0, 0, 4 * unit, y - box.top()).bottomRight(),
                box.topLeft() + QRectF(0, 0, (4 + length) * unit, y - box.top()).bottomRight(),
            )
    painter.restore()


def paint_coin(painter: QPainter, box: QRectF, satang: int) -> None:
    """Draw one coin of 25 satang to 10 baht with its value in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = QColor(COIN_COLORS.get(satang // 100, "#B87333"))
    side = min(box.width(), box.height())
    disc = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.setPen(QPen(color.darker(140), 1.5))
    painter.setBrush(color)
    painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
    _number(painter, disc, str(satang // 100) if satang >= 100 else str(satang), QColor("#1C1B17"))
    painter.restore()


def _number(painter: QPainter, box: QRectF, text: str, color: QColor) -> None:
    font = theme.sized(13, 700)
    font.setPixelSize(max(10, round(box.height() * 0.5)))
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_notes(painter: QPainter, box: QRectF, notes: tuple[int, ...]) -> None:
    """Draw several small notes side by side in the middle of a box."""
    width, height = theme.px(SMALL[0]), theme.px(SMALL[1])
    gap = theme.px(3)
    left = box.center().x() - (len(notes) * (width + gap) - gap) / 2
    for place, baht in enumerate(notes):
        paint_note(painter, QRectF(left + place * (width + gap), box.center().y() - height / 2, width, height), baht)


def given_with(satang: int) -> tuple[int, ...]:
    """The notes a customer hands over, largest first; empty where it takes coins or more than three notes."""
    rest, notes = satang, []
    for baht in sorted(NOTES, reverse=True):
        count, rest = divmod(rest, baht * 100)
        notes += [baht] * count
    return tuple(notes) if rest == 0 and len(notes) <= 3 else ()


class Note(QWidget):
    """One banknote (or coin, below 20 baht) with its number, as in a count of the drawer."""

    def __init__(self, satang: int, *, height: float = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._satang = satang
        tall = theme.px(height)
        self.setFixedSize(QSize(round(tall * 1.9), tall))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._satang >= 2000:
            paint_note(painter, box, self._satang // 100, number=True)
        else:
            paint_coin(painter, box, self._satang)
        painter.end()


class ChangeRow(QWidget):
    """Which notes and coins to give back, in pictures, to the right of its place; smaller where there are many."""

    def __init__(self, *, height: float = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[tuple[int, int], ...] = ()
        self._tall = theme.px(height)
        self.setFixedHeight(self._tall + theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_change(self, satang: int) -> None:
        """Show the pieces of an amount, none for 0."""
        self._pieces = cash.change_pieces(satang)
        self.setAccessibleName(" + ".join(f"{count} × {money.short(piece)}" for piece, count in self._pieces))
        self.update()

    def pieces(self) -> tuple[tuple[int, int], ...]:
        """What is shown: (satang, how many)."""
        return self._pieces

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them from the left, the largest first."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        tall = float(self._tall)
        while self._width(tall) > self.width() and tall > 12:
            tall *= 0.94
        left = self.width() - self._width(tall)
        for piece, count in self._pieces:
            left = self._paint_piece(painter, left, tall, piece, count)
        painter.end()

    def _paint_piece(self, painter: QPainter, left: float, tall: float, piece: int, count: int) -> float:
        words = f"{count}×" if count > 1 else ""
        painter.setFont(self._font(tall))
        painter.setPen(theme.color("text"))
        room = self._words_width(words, tall)
        painter.drawText(QRectF(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        box = QRectF(left + room, (self.height() - tall) / 2, self._piece_width(piece, tall), tall)
        if piece >= cash.NOTES[-1]:
            paint_note(painter, box, piece // money.BAHT, number=True)
        else:
            paint_coin(painter, box, piece)
        return box.right() + tall * 0.2

    def _width(self, tall: float) -> float:
        return sum(
            self._words_width(f"{count}×" if count > 1 else "", tall) + self._piece_width(piece, tall) + tall * 0.2
            for piece, count in self._pieces
        )

    @staticmethod
    def _piece_width(piece: int, tall: float) -> float:
        return tall * 1.9 if piece >= cash.NOTES[-1] else tall

    def _words_width(self, words: str, tall: float) -> float:
        return QFontMetricsF(self._font(tall)).horizontalAdvance(words) + tall * 0.12 if words else 0.0

    @staticmethod
    def _font(tall: float) -> QFont:
        made = theme.font("strong")
        made.setPixelSize(max(10, round(tall * 0.5)))
        return made
