"""The seven questions as bars: how far it is, and a way to each that was answered, by finger, mouse or key."""

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
    """One question: filled up to where the person is, thick where they are, pale where nothing was answered yet."""

    def __init__(self, name: str, on: Callable[[], object], walk: Callable[[int], object]) -> None:
        super().__init__("", "quiet", on=on, name=name)
        self._walk, self._done, self._here = walk, False, False

    def sizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(theme.px(WIDE), theme.px(TALL))

    minimumSizeHint = sizeHint

    def show_state(self, *, done: bool, here: bool) -> None:
        """How far the person is."""
        self._done, self._here = done, here
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
        painter.setBrush(theme.color("primary" if self._done else reached))
        thick = theme.px(HERE if self._here else THICK)
        painter.drawRoundedRect(QRectF(0, (self.height() - thick) / 2, self.width(), thick), thick / 2, thick / 2)
        painter.end()


class Bars(QWidget):
    """`go(page)` is called for a question, counted from 0, that was answered before."""

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

    def show_page(self, at: int, reached: int) -> None:
        """Another page is shown; the keyboard comes to its bar, and from there to the others."""
        for place, bar in enumerate(self.bars):
            bar.setEnabled(place <= reached)
            bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == at else Qt.FocusPolicy.ClickFocus)
            bar.show_state(done=place <= at, here=place == at)

    def _walk(self, place: int) -> None:
        if 0 <= place < len(self.bars) and self.bars[place].isEnabled():
            self.bars[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
