"""A QR code for telephones: black on pure white, also in the dark, whole dots, four modules of quiet around it."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui import theme

QUIET = 4
# Smaller modules are hard for the cameras of old telephones (a hand's width at 96 dots to the inch).
LEAST_MODULE = 8
MOST_MODULE = 10

Matrix = list[list[bool]]


def matrix(payload: str) -> Matrix:
    """The modules of a payload; an empty one for none."""
    from shopdesk.paper.render.sheet import qr_matrix

    return qr_matrix(payload) if payload else []


def modules(code: Matrix) -> int:
    """Modules along one side, quiet zone included."""
    return len(code) + 2 * QUIET


def paint_qr(painter: QPainter, box: QRectF, code: Matrix) -> None:
    """Draw a code as large as whole device dots allow, in the middle of a box that is made white."""
    ratio = painter.device().devicePixelRatioF()
    count = modules(code)
    dot = math.floor(min(box.width(), box.height()) * ratio / count) / ratio
    left = math.floor(box.center().x() - dot * count / 2) + dot * QUIET
    top = math.floor(box.center().y() - dot * count / 2) + dot * QUIET
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y, row in enumerate(code):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRectF(left + x * dot, top + y * dot, dot, dot), Qt.GlobalColor.black)
    painter.restore()


class QrCode(QWidget):
    """The code on its white card. `fit(height)` makes it as large as a height allows, never below what scans."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._code: Matrix = []
        self.payload = ""
        self.module = LEAST_MODULE

    def show_payload(self, payload: str) -> None:
        """Show another code; none for an empty text."""
        self.payload = payload
        self._code = matrix(payload)
        self.fit(self.height())

    def fit(self, height: int) -> None:
        """Grow into a height."""
        count = modules(self._code)
        self.module = max(LEAST_MODULE, min(MOST_MODULE, height // count))
        self.setFixedSize(count * self.module, count * self.module)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw card and code."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(12), theme.px(12))
        if self._code:
            paint_qr(painter, box, self._code)
        painter.end()
