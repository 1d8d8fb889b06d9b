"""What every page of the first run is: a title, a sentence, fields; it stores what it asked when the person goes on."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.pages.first_run.page import FirstRunPage


class Card(Button):
    """Something to choose, more than one if wanted: Space chooses it, Enter goes on with the page."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text, "choice", icon=icon)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is left to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Step(QWidget):
    """Subclass it: fill `column` in `build`, show the shop in `fill`, keep answers in `store`."""

    asks = False
    """Whether nobody goes on from here before every question was in view."""

    def __init__(self, run: "FirstRunPage", icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self.run, self.win = run, run.win
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, theme.px(6), 0)
        self.column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        picture, size = Plain(), theme.px(36)
        picture.setPixmap(icons.pixmap(icon, theme.tokens().primary, size, self.devicePixelRatioF()))
        head.addWidget(picture)
        head.addWidget(Plain(title, "display", wrap=True), 1)
        self.column.addLayout(head)
        if sentence:
            self.column.addWidget(Plain(sentence, "sub", wrap=True))
        self.column.addSpacing(theme.px(6))
        self.build()
        self.column.addStretch(1)

    def lacks(self, field: Field) -> bool:
        """Whether this field has to be filled in before the next one; then it is said beside it."""
        return False

    def build(self) -> None:
        """Put the fields into the column."""
        raise NotImplementedError

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show what the shop knows already."""

    def store(self, desk: "Desk") -> None:
        """Keep what was typed; raises ShopError where something is wrong."""

    def go_on(self) -> None:
        """The person wants the next page: store in one deed, then go."""
        self.run.write(self.store, self.run.next)

    def scanned(self, code: str) -> bool:
        """A scanner sent a code; True where this page used it."""
        return False

    def first(self) -> QWidget | None:
        """Who gets the keyboard."""
        return None


def focus(widget: QWidget | None) -> None:
    """Give the keyboard to a widget, if there is one."""
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
