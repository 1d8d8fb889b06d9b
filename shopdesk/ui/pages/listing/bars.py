"""The questions as seven bars: how far it is, and a way to each that was answered, by finger, mouse or key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import tip

WIDE, TALL, GAP, THICK, HERE = 46, 44, 4, 6, 10
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Bar(Button):
    """One bar of questions: filled up to where the person is, thick where they are, pale where nobody was yet."""

    def __init__(self, name: str, on: Callable[[], object], walk: Callable[[int], object]) -> None:
        super().__init__("", "quiet", on=on, name=name)
        self._walk, self._part, self._here = walk, 0.0, False

    def sizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(theme.px(WIDE), theme.px(TALL))

    minimumSizeHint = sizeHint

    def show_state(self, part: float, *, here: bool) -> None:
        """How far the person is: `part` of its questions is answered or asked now."""
        self._part, self._here = part, here
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk among the questions."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._walk(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar in the middle of the place to touch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        reached = "primary_line" if self.isEnabled() else "border"
        thick = theme.px(HERE if self._here else THICK)
        for share, color in ((1.0, reached), (self._part, "primary")):
            painter.setBrush(theme.color(color))
            whole = QRectF(0, (self.height() - thick) / 2, self.width() * share, thick)
            if share:
                painter.drawRoundedRect(whole, thick / 2, thick / 2)
        painter.end()


class Bars(QWidget):
    """`go(bar)` is called for one, counted from 0, whose questions were asked before."""

    def __init__(self, names: Sequence[str], go: Callable[[int], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP))
        self.bars = [self._bar(place, name, go) for place, name in enumerate(names)]
        for bar in self.bars:
            row.addWidget(bar)

    def _bar(self, place: int, name: str, go: Callable[[int], object]) -> Bar:
        bar = Bar(f"{place + 1} · {name}", lambda: go(place), lambda step: self._walk(place + step))
        tip(bar, f"{place + 1} · {name}")
        return bar

    def show_page(self, at: int, part: float, reached: int) -> None:
        """Another page is shown, `part` of the way through its bar; the keyboard comes to it, and on to the others."""
        for place, bar in enumerate(self.bars):
            bar.setEnabled(place <= reached)
            bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == at else Qt.FocusPolicy.ClickFocus)
            bar.show_state(part if place == at else float(place < at), here=place == at)

    def _walk(self, place: int) -> None:
        if 0 <= place < len(self.bars) and self.bars[place].isEnabled():
            self.bars[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
