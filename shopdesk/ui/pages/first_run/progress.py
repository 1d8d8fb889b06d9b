"""How far the first run is: a bar for each page, the done ones filled."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shopdesk.ui import theme

BAR, GAP, THICK = 44, 6, 6


class Progress(QWidget):
    """`show_page(at)` fills the bars up to a page, counted from 0."""

    def __init__(self, pages: int) -> None:
        super().__init__()
        self._pages, self._at = pages, 0
        self.setFixedSize(theme.px(pages * (BAR + GAP)), theme.px(24))

    def show_page(self, at: int) -> None:
        """Another page is shown."""
        self._at = at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, round_ = (self.height() - theme.px(THICK)) / 2, theme.px(THICK) / 2
        for page in range(self._pages):
            painter.setBrush(theme.color("primary" if page <= self._at else "border"))
            box = QRectF(page * theme.px(BAR + GAP), top, theme.px(BAR), theme.px(THICK))
            painter.drawRoundedRect(box, round_, round_)
        painter.end()
