"""A box to tick that is as large as a finger, with its words on it."""

from PySide6.QtWidgets import QSizePolicy

from shopdesk.ui import icons
from shopdesk.ui.widgets.buttons import Button


class Tick(Button):
    """On it shows a tick and is filled, off an empty ring: never by colour alone."""

    def __init__(self, words: str, *, on: bool = False) -> None:
        super().__init__(words, "choice", icon="circle", icon_color="muted")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._shown)
        self.setChecked(on)

    def _shown(self, on: bool) -> None:
        self.setIcon(icons.icon("check", "primary") if on else icons.icon("circle", "muted"))
