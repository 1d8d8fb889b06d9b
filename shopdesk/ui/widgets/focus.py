"""The ring around what the keyboard is on: outside the control, with a gap, and only while the keyboard is used."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from shopdesk.ui import theme

MARGIN = 6
GAP, WIDTH = 2, 3


class RingStyle(QProxyStyle):
    """Fusion with room around a control, for the ring alone: asked for every metric, it would slow down the rest."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """The ring's margins; all else as Fusion has it."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return MARGIN
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        """Over the whole page, not only in the box of its control, where it would be cut; all else as Fusion has it."""
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)


class Ring(QFocusFrame):
    """The one ring of a window. `follow` moves it to a control, or hides it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._style = RingStyle()
        self.setStyle(self._style)

    def follow(self, widget: QWidget | None, *, by_keyboard: bool) -> None:
        """Stand around a control reached by keyboard; vanish for anything else."""
        wanted = widget if by_keyboard and isinstance(widget, (QAbstractButton, QAbstractItemView)) else None
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            wanted = None
        if wanted is not self.widget():
            self.setWidget(wanted)  # type: ignore[arg-type]
            QTimer.singleShot(0, self, self._appear)

    def _appear(self) -> None:
        """A control that was scrolled into view after it got the keyboard has its ring too."""
        if self.widget() is not None and self.isHidden():
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring with a gap to the control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), WIDTH))
        half = WIDTH / 2
        radius = theme.px(12) + MARGIN - half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()
