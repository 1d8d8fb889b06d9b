"""How goods should fill a photo, in three small pictures: as it should be, too far away, cut off."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.text import Plain

SIDE = 84
# Of the picture's side: how large the goods are, and where their middle is.
GOOD, FAR, CUT = (0.78, 0.5), (0.3, 0.6), (0.95, 0.82)


class _Picture(QWidget):
    """A jar on a sheet, in the frame a phone shows."""

    def __init__(self, large: float, middle: float, *, good: bool) -> None:
        super().__init__()
        self._large, self._middle, self._good = large, middle, good
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, the jar, the lines of the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setClipRect(box)
        painter.fillRect(box, QColor("#f4f0e6"))
        self._jar(painter, box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#8a8577"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(box.adjusted(*(sign * box.width() * 0.1 for sign in (1, 1, -1, -1))))
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("primary" if self._good else "border_strong"), 3 if self._good else 1.5))
        painter.drawRect(box)
        painter.end()

    def _jar(self, painter: QPainter, box: QRectF) -> None:
        tall = box.height() * self._large
        jar = QRectF(0, 0, tall * 0.66, tall)
        jar.moveCenter(QPointF(box.center().x(), box.top() + box.height() * self._middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#c7851b"))
        painter.drawRoundedRect(jar, tall / 8, tall / 8)
        painter.setBrush(QColor("#7a4a12"))
        painter.drawRoundedRect(QRectF(jar.left(), jar.top(), jar.width(), tall * 0.16), 3, 3)
        painter.setBrush(QColor("#fffaf0"))
        painter.drawRect(QRectF(jar.left() + tall * 0.09, jar.top() + tall * 0.4, tall * 0.48, tall * 0.3))


class FrameGuide(QWidget):
    """The three, each with its words."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        self.setAccessibleName(_("How the goods should fill the picture"))
        for (large, middle), words, good in (
            (GOOD, _("✓ fills the dashed frame"), True),
            (FAR, _("✗ too far away"), False),
            (CUT, _("✗ cut off"), False),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            column.addWidget(_Picture(large, middle, good=good), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(Plain(words, "cap", tone="primary" if good else "muted"))
            row.addLayout(column)
        row.addStretch(1)
