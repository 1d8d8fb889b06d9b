"""The left edge: the shop's sign, and a picture with a word for each screen."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from shopdesk.ui import icons, places, theme
from shopdesk.ui.places import PLACES, Place
from shopdesk.ui.widgets.buttons import NAV_HEIGHT, NavButton
from shopdesk.ui.widgets.text import Plain


def on_rail() -> list[Place]:
    """The screens of the rail, from the top; Ctrl+1 is the first."""
    return [place for side in ("top", "bottom") for place in PLACES if place.rail == side]


class Rail(QFrame):
    """The buttons of the screens; `go` is called with a name, `several` says that people take turns at the till."""

    def __init__(self, go: Callable[[str], object], *, several: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(theme.px(92))
        self.buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(12), theme.px(7), theme.px(12))
        column.setSpacing(theme.px(4))
        sign = Plain()
        size = theme.px(44)
        sign.setPixmap(icons.app_icon().pixmap(size, size))
        column.addWidget(sign, 0, icons.CENTER)
        column.addSpacing(theme.px(10))
        shown = on_rail()
        for number, place in enumerate(shown, 1):
            if place.rail == "bottom" and (number == 1 or shown[number - 2].rail == "top"):
                column.addStretch(1)
            words = place.title(several=several)
            button = NavButton(words, place.icon, key=f"Ctrl+{number}", on=lambda name=place.name: go(name))  # type: ignore[misc]
            self.buttons[place.name] = button
            column.addWidget(button, 0, icons.CENTER)
        if all(place.rail == "top" for place in shown):
            column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window every screen still has its place."""
        super().resizeEvent(event)
        room = self.height() - theme.px(12 + 44 + 10 + 12) - theme.px(4) * (len(self.buttons) + 2)
        height = max(44, min(theme.px(NAV_HEIGHT), room // max(len(self.buttons), 1)))
        for button in self.buttons.values():
            button.setFixedHeight(height)

    def show_place(self, name: str) -> None:
        """Mark the screen that is shown, or the one to whose area it belongs."""
        marked = places.area(name)
        for place, button in self.buttons.items():
            button.setChecked(place == marked)

    def show_several(self, several: bool) -> None:
        """People take turns at the till from now on, or no longer do."""
        for place in on_rail():
            self.buttons[place.name].say(place.title(several=several))

    def set_count(self, name: str, count: int) -> None:
        """Show how many things wait behind a screen; 0 shows nothing."""
        if name in self.buttons:
            self.buttons[name].count = count
            self.buttons[name].update()
