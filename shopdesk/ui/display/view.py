"""Draws a face over a whole widget, in the proportions of a 1366×768 screen whatever its size."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.display.faces import BillFace, ChangeFace, Face, IdleFace, Item, QrFace
from shopdesk.ui.widgets import amounts, qr
from shopdesk.ui.widgets.text import elided, shown

WIDTH, HEIGHT = 1366.0, 768.0
QR_SIDE = 520.0
TOTAL = 64.0
ROW = 58.0
LEFT, CENTER, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
INK, INK_QUIET, PAPER = "#000000", "#454545", "#FFFFFF"


class FaceView(QWidget):
    """`show_face` shows another face at once."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: Face = face
        self._code: qr.Matrix = []
        self.show_face(face)

    def show_face(self, face: Face) -> None:
        """Show this from now on."""
        self.face = face
        self._code = qr.matrix(face.payload) if isinstance(face, QrFace) else []
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        brush = _Brush(painter, QRectF(self.rect()))
        if isinstance(self.face, QrFace):
            _paint_qr(brush, self.face, self._code)
        else:
            painter.fillRect(self.rect(), theme.color("app"))
            if isinstance(self.face, BillFace):
                _paint_bill(brush, self.face)
            elif isinstance(self.face, ChangeFace):
                _paint_change(brush, self.face)
            else:
                _paint_idle(brush, self.face)
        painter.end()


class _Brush:
    """A painter that measures in the units of the reference screen, from the upper left of the whole."""

    def __init__(self, painter: QPainter, whole: QRectF) -> None:
        self.painter, self.whole = painter, whole
        self.unit = min(whole.width() / WIDTH, whole.height() / HEIGHT)
        self.width, self.height = whole.width() / self.unit, whole.height() / self.unit

    def box(self, left: float, top: float, width: float, height: float) -> QRectF:
        """A box in real pixels."""
        return QRectF(left * self.unit, top * self.unit, width * self.unit, height * self.unit)

    def font(self, pixels: float, weight: int) -> QFont:
        """The window's font in units."""
        made = theme.sized(16, weight)
        made.setPixelSize(max(10, round(pixels * self.unit)))
        return made

    def words(
        self,
        box: QRectF,
        text: str,
        pixels: float,
        weight: int = 400,
        *,
        color: str = "",
        flags: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """One line of text, cut where it is too long."""
        font = self.font(pixels, weight)
        self.painter.setFont(font)
        self.painter.setPen(QColor(color or theme.tokens().text))
        self.painter.drawText(box, flags | MIDDLE, elided(text, QFontMetricsF(font), box.width()))

    def paragraph(self, box: QRectF, text: str, pixels: float, weight: int, *, color: str = "") -> None:
        """Text that wraps at Thai words, in the middle of a box; it shrinks until it fits."""
        option = QTextOption(CENTER | MIDDLE)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        text = shown(text)
        while pixels > 20 and not self._fits(box, text, pixels, weight):
            pixels *= 0.9
        self.painter.setFont(self.font(pixels, weight))
        self.painter.setPen(QColor(color or theme.tokens().text))
        self.painter.drawText(box, text, option)

    def _fits(self, box: QRectF, text: str, pixels: float, weight: int) -> bool:
        metrics = QFontMetricsF(self.font(pixels, weight))
        needed = metrics.boundingRect(box, int(CENTER | Qt.TextFlag.TextWordWrap), text)
        return needed.height() <= box.height() and needed.width() <= box.width()

    def amount(self, box: QRectF, satang: int, pixels: float, *, color: str, sign: str, center: bool = False) -> None:
        """An amount of money at the right of a box or in its middle."""
        size = pixels * self.unit * 100 / theme.scale()
        if center:
            width = amounts.fitting(satang, size, box.width()).width()
            box = QRectF(box.center().x() - width / 2 - 1, box.top(), width + 2, box.height())
        amounts.paint(self.painter, box, satang, size, QColor(color), QColor(sign))

    def card(self, box: QRectF) -> None:
        """A card of the window."""
        self.painter.setPen(QPen(theme.color("border"), 1))
        self.painter.setBrush(theme.color("surface"))
        self.painter.drawRoundedRect(box, 18 * self.unit, 18 * self.unit)


def _paint_idle(brush: _Brush, face: IdleFace) -> None:
    middle = brush.height / 2
    name = face.shop_name or _("Welcome")
    brush.paragraph(brush.box(80, middle - 190, brush.width - 160, 240), name, 84, 700)
    welcome = brush.box(80, middle + 70, brush.width - 160, 60)
    brush.words(welcome, _("Welcome") if face.shop_name else "", 34, color=theme.tokens().text2, flags=CENTER)


def _paint_bill(brush: _Brush, face: BillFace) -> None:
    edge, top, foot = 36.0, 92.0, 132.0
    brush.words(brush.box(edge, 20, brush.width - 2 * edge, 56), face.shop_name, 28, 600, color=theme.tokens().text2)
    half = (brush.width - 3 * edge) / 2
    tall = brush.height - top - foot - 2 * 24
    left = brush.box(edge, top, half, tall)
    brush.card(left)
    brush.paragraph(brush.box(edge + 28, top + 24, half - 56, tall - 200), face.last.name, 52, 700)
    counted = brush.box(edge + 28, top + tall - 168, half - 56, 48)
    brush.words(counted, face.last.counted, 32, color=theme.tokens().text2, flags=CENTER)
    price = brush.box(edge + 28, top + tall - 116, half - 56, 90)
    text, quiet = theme.tokens().text, theme.tokens().text2
    brush.amount(price, face.last.amount, 60, color=text, sign=quiet, center=True)
    brush.card(brush.box(2 * edge + half, top, half, tall))
    _paint_items(brush, face, 2 * edge + half + 24, top + 12, half - 48, tall - 24)
    _paint_total(brush, face, edge, brush.height - foot - 24, foot)


def _paint_items(brush: _Brush, face: BillFace, left: float, top: float, width: float, tall: float) -> None:
    """The last lines that fit, the newest at the bottom; above them how many came before."""
    room = max(1, int(tall // ROW))
    items = face.items
    if len(items) > room:
        hidden = len(items) - room + 1
        more = _("{count} more above").format(count=hidden)
        brush.words(brush.box(left, top, width, ROW), more, 22, color=theme.tokens().text2)
        items, top = items[hidden:], top + ROW
    for place, item in enumerate(items):
        _paint_item(brush, item, left, top + place * ROW, width)


def _paint_item(brush: _Brush, item: Item, left: float, top: float, width: float) -> None:
    amount = 150.0
    brush.words(brush.box(left, top, width - amount - 150, ROW), item.name, 24, 500)
    counted = brush.box(left + width - amount - 140, top, 140, ROW)
    brush.words(counted, item.counted, 20, color=theme.tokens().text2, flags=RIGHT)
    brush.words(brush.box(left + width - amount, top, amount, ROW), money.short(item.amount), 26, 600, flags=RIGHT)


def _paint_total(brush: _Brush, face: BillFace, left: float, top: float, tall: float) -> None:
    width = brush.width - 2 * left
    tokens = theme.tokens()
    brush.card(brush.box(left, top, width, tall))
    brush.words(brush.box(left + 28, top, 260, tall), _("Total"), 36, 700)
    if face.discount:
        off = f"{_('Discount')} −{money.short(face.discount)}"
        brush.words(brush.box(left + 280, top, 380, tall), off, 26, color=tokens.text2)
    box = brush.box(left + width - 628, top, 600, tall)
    brush.amount(box, face.total, TOTAL * 1.15, color=tokens.text, sign=tokens.text2)


def _paint_qr(brush: _Brush, face: QrFace, code: qr.Matrix) -> None:
    """The whole screen is white: the code needs it, and it lights the telephone's way."""
    brush.painter.fillRect(brush.whole, QColor(PAPER))
    side = min(QR_SIDE * 1.24, brush.height - 2 * 44)
    left = max(48.0, (brush.width - side - 560) / 2)
    top = (brush.height - side) / 2
    qr.paint_qr(brush.painter, brush.box(left, top, side, side), code)
    right, width = left + side + 40, brush.width - left - side - 40 - 48
    middle = brush.height / 2
    brush.paragraph(brush.box(right, middle - 300, width, 130), face.shop_name, 38, 700, color=INK)
    brush.words(brush.box(right, middle - 150, width, 44), _("Amount to pay"), 28, color=INK_QUIET, flags=CENTER)
    amount = brush.box(right, middle - 110, width, 110)
    brush.amount(amount, face.amount, 84, color=INK, sign=INK_QUIET, center=True)
    brush.paragraph(brush.box(right, middle + 20, width, 76), face.account_name, 30, 600, color=INK)
    brush.words(brush.box(right, middle + 100, width, 40), face.receiver, 24, color=INK_QUIET, flags=CENTER)
    brush.paragraph(brush.box(right, middle + 170, width, 110), _("Scan with any bank's app"), 30, 500, color=INK)


def _paint_change(brush: _Brush, face: ChangeFace) -> None:
    middle, width = brush.height / 2, brush.width - 160
    tokens = theme.tokens()
    brush.words(brush.box(80, 40, width, 56), face.shop_name, 28, 600, color=tokens.text2, flags=CENTER)
    if face.change:
        brush.words(brush.box(80, middle - 180, width, 64), _("Change"), 40, 600, color=tokens.text2, flags=CENTER)
        box = brush.box(80, middle - 110, width, 170)
        brush.amount(box, face.change, 132, color=tokens.primary_soft_text, sign=tokens.text2, center=True)
    else:
        box = brush.box(80, middle - 140, width, 170)
        brush.amount(box, face.total, 112, color=tokens.text, sign=tokens.text2, center=True)
    brush.paragraph(brush.box(80, middle + 90, width, 100), _("Thank you"), 52, 700)
