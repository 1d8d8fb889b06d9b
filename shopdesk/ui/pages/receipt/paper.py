"""A strip of paper on the screen: the paper as it will come out, at reading size or in its true width."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from shopdesk.ui import theme

if TYPE_CHECKING:
    from shopdesk.paper.layout import Document

DOTS_PER_INCH = 203
# Pixels for a dot at 100 %: as large as the window's own text.
READING = 0.86


class Strip(QWidget):
    """The paper with a soft shadow on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._ratio = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage, ratio: float) -> None:
        """Show a picture of paper drawn at `ratio` device pixels per pixel."""
        self._image, self._ratio = image, ratio
        self.setFixedHeight(round(image.height() / ratio) + 2 * theme.px(16))
        self.setMinimumWidth(round(image.width() / ratio) + 2 * theme.px(12))
        self.update()

    def sizeHint(self) -> QSize:
        """The paper and the ground around it."""
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter = QPainter(self)
        width, height = self._image.width() / self._ratio, self._image.height() / self._ratio
        box = QRectF((self.width() - width) / 2, theme.px(16), width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, strength in ((5, 10), (3, 16), (1, 26)):
            painter.setBrush(QColor(0, 0, 0, strength))
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 2, spread, spread + 2), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        painter.end()


class Preview(QScrollArea):
    """The strip of a document, scrolled by wheel, finger and arrow keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._strip = Strip()
        self.setWidget(self._strip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """No more than it needs: the sheet decides how tall it gets."""
        return self.minimumSize()

    def show_paper(self, document: "Document", width: int, *, true_width: bool = False) -> None:
        """Draw a document for paper of `width` mm (58 or 80), large enough to read or as wide as it will be."""
        from shopdesk.paper import render

        ratio = self.devicePixelRatioF()
        scale = self.screen().physicalDotsPerInchX() / DOTS_PER_INCH if true_width else READING * theme.scale() / 100
        self._strip.show_image(render.preview(document, 80 if width == 80 else 58, scale * ratio), ratio)
        self._strip.setAccessibleName(document.number if hasattr(document, "number") else "")
