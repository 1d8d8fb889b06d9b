"""Where somebody signs with a finger, a pen or the mouse; the strokes become a picture of black on white."""

import itertools

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme

# What is shorter than this together, in parts of the width, is a slip of the hand.
LEAST, WIDE, INK = 0.15, 900, 5
INSET = 20


class SignaturePad(QWidget):
    """`changed` after every stroke. Points are kept in parts of the frame, so that a resize keeps the signature."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[QPointF]] = []
        self._drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(160))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Sign here with a finger or the mouse"))

    @property
    def signed(self) -> bool:
        """Whether it is more than a slip of the hand."""
        length = 0.0
        for stroke in self.strokes:
            for one, other in itertools.pairwise(stroke):
                length += abs(one.x() - other.x()) + abs(one.y() - other.y())
        return length >= LEAST

    def clear(self) -> None:
        """Begin anew."""
        self.strokes = []
        self.update()
        self.changed.emit()

    def picture(self) -> bytes:
        """The signature as a PNG."""
        tall = min(max(WIDE * self.height() // max(self.width(), 1), WIDE // 6), WIDE)
        image = QImage(WIDE, tall, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._draw(painter, QRectF(0, 0, WIDE, tall), QPen(Qt.GlobalColor.black, INK))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows no buffer
        return bytes(buffer.data().data())

    def _draw(self, painter: QPainter, box: QRectF, pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for stroke in self.strokes:
            points = [QPointF(box.left() + at.x() * box.width(), box.top() + at.y() * box.height()) for at in stroke]
            path = QPainterPath(points[0])
            for point in points[1:] or points:
                path.lineTo(point)
            painter.drawPath(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the line to sign on, what was signed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color("border_strong"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, theme.px(12), theme.px(12))
        line = box.bottom() - theme.px(36)
        painter.setPen(QPen(theme.color("border_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left() + theme.px(INSET), line), QPointF(box.right() - theme.px(INSET), line))
        if not self.strokes:
            painter.setFont(theme.font("sub"))
            painter.setPen(theme.color("muted"))
            below = QRectF(box.left(), line, box.width(), box.bottom() - line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _("Sign here with a finger or the mouse"))
        self._draw(painter, box, QPen(theme.color("text"), theme.px(3)))
        painter.end()

    def _at(self, event: QMouseEvent) -> QPointF:
        spot = event.position()
        return QPointF(
            min(max(spot.x() / max(self.width(), 1), 0.0), 1.0), min(max(spot.y() / max(self.height(), 1), 0.0), 1.0)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._drawing = event.button() is Qt.MouseButton.LeftButton
        if self._drawing:
            self.strokes.append([self._at(event)])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on."""
        if self._drawing:
            self.strokes[-1].append(self._at(event))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends."""
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace begin anew."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)


class Signature(QWidget):
    """The picture of a signature that is kept, on white paper in every theme."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setMinimumHeight(theme.px(130))
        self.setAccessibleName(_("Signature"))

    def show_picture(self, data: bytes) -> None:
        """Show this picture; nothing where it is none."""
        self._picture = QImage.fromData(data)
        self.setVisible(not self._picture.isNull())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As large as fits, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._picture)
        painter.end()
