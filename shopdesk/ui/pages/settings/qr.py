"""Codes on the screen: black on pure white in every colour scheme, as phones and scanners want them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.paper.render import sheet, tickets
from shopdesk.ui import theme

QUIET = 4
QUIET_BARS = 11
MODULE_BARS = 3


class QrPicture(QWidget):
    """A QR code of whole pixels in a white square; empty while there is none."""

    def __init__(self, side: int = 264) -> None:
        super().__init__()
        self._matrix: list[list[bool]] = []
        self.setFixedSize(theme.px(side), theme.px(side))

    def show_code(self, payload: str, name: str) -> None:
        """Show the code of a text; `name` is what a screen reader says. An empty text shows none."""
        self._matrix = sheet.qr_matrix(payload) if payload else []
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white if self._matrix else theme.color("sunken"))
        if self._matrix:
            module = max(self.width() // (len(self._matrix) + 2 * QUIET), 1)
            edge = (self.width() - module * len(self._matrix)) // 2
            for y, row in enumerate(self._matrix):
                for x, dark in enumerate(row):
                    if dark:
                        box = QRect(edge + x * module, edge + y * module, module, module)
                        painter.fillRect(box, Qt.GlobalColor.black)
        painter.end()


class BarcodePicture(QWidget):
    """An EAN-13 to hold a scanner at, with its digits below."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code, self._bars = code, tickets.bars(code)
        self.setAccessibleName(code)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for the quiet zones."""
        return QSize((len(self._bars) + 2 * QUIET_BARS) * MODULE_BARS, theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars and digits."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        tall = self.height() - theme.px(38)
        for number, dark in enumerate(self._bars):
            if dark:
                painter.fillRect(
                    (QUIET_BARS + number) * MODULE_BARS, theme.px(10), MODULE_BARS, tall, Qt.GlobalColor.black
                )
        painter.setPen(QColor(Qt.GlobalColor.black))
        painter.setFont(theme.font("sub"))
        foot = QRect(0, theme.px(10) + tall, self.width(), theme.px(26))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._code)
        painter.end()
