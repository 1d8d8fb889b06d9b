"""A list and what belongs to it, side by side; on a narrow window one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.ui import theme

SIDE = 400
# Narrower than this at 100 %, only one of both is shown.
BOTH = 860


class Panes(QWidget):
    """`main` at the left, `side` at the right; where it is narrow, `show_side` says which."""

    def __init__(self, main: QWidget, side: QWidget, *, width: int = SIDE) -> None:
        super().__init__()
        self._main, self._side, self._width = main, side, width
        self._asked, self._alone = False, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addWidget(main, 1)
        row.addWidget(side)
        self._arrange()

    def wide(self) -> bool:
        """Whether both have room."""
        return self.width() >= theme.px(BOTH)

    def show_side(self, asked: bool) -> None:
        """Where there is room for one: the side, or the list."""
        self._asked = asked
        self._arrange()

    def leave_alone(self, alone: bool) -> None:
        """Nothing is in the list yet: it has the whole place."""
        self._alone = alone
        self._arrange()

    def back(self) -> bool:
        """From the side to the list; False where there is nothing to go back from."""
        if self._asked and not self.wide():
            self.show_side(False)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or both, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.wide()
        self._side.setMinimumWidth(theme.px(self._width) if wide else 0)
        self._side.setMaximumWidth(theme.px(self._width) if wide else 16_777_215)
        self._side.setVisible((wide or self._asked) and not self._alone)
        self._main.setVisible(wide or not self._asked or self._alone)


def plain(spacing: int = 10) -> tuple[QFrame, QVBoxLayout]:
    """A column without a look of its own."""
    frame = QFrame()
    frame.setProperty("kind", "plain")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(spacing))
    return frame, column


def card() -> tuple[QFrame, QVBoxLayout]:
    """A column on a card."""
    frame, column = plain()
    frame.setProperty("kind", "card")
    column.setContentsMargins(*[theme.px(14)] * 4)
    return frame, column


def scrolled(content: QWidget) -> QScrollArea:
    """What may be higher than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def drawn_row(widgets: Sequence[QWidget]) -> QScrollArea:
    """Chips or buttons in a row that a finger draws sideways where they do not fit."""
    content = QWidget()
    line = QHBoxLayout(content)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    area = scrolled(content)
    area.setFixedHeight(theme.px(52))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
