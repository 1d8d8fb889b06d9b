"""Amounts of money, painted: the whole baht large, the satang small, both on one baseline."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.core import money
from shopdesk.ui import theme

BAHT = "฿"
MINUS = "−"


class Pieces:
    """How an amount is drawn at one size: ฿ in a quiet colour, baht large, satang small."""

    def __init__(self, satang: int, pixels: float, weight: int = 700, small: float = 0.587) -> None:
        baht, rest = divmod(abs(satang), 100)
        self.big: QFont = theme.sized(pixels, weight)
        self.little: QFont = theme.sized(pixels * small, weight)
        self.sign_font: QFont = theme.sized(pixels * (0.74 if pixels > 24 else 0.8), 500)
        self.whole = f"{MINUS if satang < 0 else ''}{baht:,}"
        self.rest = f".{rest:02d}" if rest else ""
        self.gap = theme.px(2 if pixels < 30 else 4)

    def width(self) -> float:
        """What the whole drawing needs."""
        return (
            QFontMetricsF(self.sign_font).horizontalAdvance(BAHT)
            + self.gap
            + QFontMetricsF(self.big).horizontalAdvance(self.whole)
            + QFontMetricsF(self.little).horizontalAdvance(self.rest)
        )

    def paint(self, painter: QPainter, left: float, baseline: float, color: QColor, sign: QColor) -> None:
        """Draw with the left edge and the baseline given."""
        for font, piece, tint in (
            (self.sign_font, BAHT, sign),
            (self.big, self.whole, color),
            (self.little, self.rest, color),
        ):
            painter.setFont(font)
            painter.setPen(tint)
            painter.drawText(round(left), round(baseline), piece)
            left += QFontMetricsF(font).horizontalAdvance(piece) + (self.gap if piece == BAHT else 0)


def paint(painter: QPainter, box: QRectF, satang: int, pixels: float, color: QColor, sign: QColor) -> None:
    """Draw an amount to the right edge of a box; it shrinks where the box is too narrow."""
    pieces = fitting(satang, pixels, box.width())
    metrics = QFontMetricsF(pieces.big)
    baseline = box.center().y() + metrics.capHeight() / 2
    pieces.paint(painter, box.right() - pieces.width(), baseline, color, sign)


def fitting(satang: int, pixels: float, width: float) -> Pieces:
    """The pieces of an amount at the largest size up to `pixels` that fits the width."""
    pieces = Pieces(satang, pixels)
    while pieces.width() > width and pixels > 14:
        pixels *= 0.92
        pieces = Pieces(satang, pixels)
    return pieces


class Amount(QWidget):
    """A large amount at the right of its place. `pixels` is the height of the baht at 100 % (46 for a total)."""

    def __init__(self, pixels: float = 46, *, color: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._satang, self._pixels, self._color = 0, pixels, color
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(pixels * 1.18))

    def set_amount(self, satang: int, color: str = "") -> None:
        """Show another amount, in another colour of the theme where one is named."""
        self._satang, self._color = satang, color or self._color
        self.setAccessibleName(f"{BAHT}{money.text(satang)}")
        self.updateGeometry()
        self.update()

    def amount(self) -> int:
        """The amount shown, in satang."""
        return self._satang

    def sizeHint(self) -> QSize:
        """As wide as the drawing."""
        return QSize(round(Pieces(self._satang, self._pixels).width()) + 2, theme.px(self._pixels * 1.18))

    def minimumSizeHint(self) -> QSize:
        """It can shrink to a third."""
        return QSize(self.sizeHint().width() // 3, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        box = QRectF(self.rect())
        paint(painter, box, self._satang, self._pixels, theme.color(self._color), theme.color("text2"))
        painter.end()


class Figure(QWidget):
    """A small amount as text at the right, as in a row of a total; negative ones in the colour of danger."""

    def __init__(self, satang: int = 0, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._satang = satang
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_amount(self, satang: int) -> None:
        """Show another amount."""
        self._satang = satang
        self.setAccessibleName(money.text(satang))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its digits."""
        metrics = QFontMetricsF(theme.font("strong"))
        return QSize(round(metrics.horizontalAdvance(money.text(self._satang))) + 2, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("danger" if self._satang < 0 else "text"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flags, money.text(self._satang))
        painter.end()
