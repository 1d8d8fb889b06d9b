"""Devices that were found, one of them chosen, and a way to try it; all in the background."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.rows import buttons_row, emptied
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


class DeviceChoice(QWidget):
    """Subclass it with what is looked for and how it is tried; `told(setting)` when the person chooses another."""

    symbol, looking, nothing = "", "", ""

    def __init__(self, window: "Window", told: Callable[[str], object], trial: str) -> None:
        super().__init__()
        self.win, self._told = window, told
        self.chosen = ""
        self._buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        column.addLayout(self._list)
        self.news = Plain("", "sub", wrap=True)
        column.addWidget(self.news)
        self.finder = Button(_("Look again"), icon="refresh", on=self.look)
        self.test = Button(trial, icon=self.symbol, on=self.attempt)
        column.addWidget(buttons_row(self.finder, self.test))

    def discover(self) -> Sequence[tuple[str, str]]:
        """What is there: (setting, name) pairs; runs in the background."""
        raise NotImplementedError

    def attempt(self) -> None:
        """Try the chosen one, and say what it answered."""
        raise NotImplementedError

    def look(self) -> None:
        """Look for devices, in the background."""
        self.finder.setEnabled(False)
        self.news.show_text(_(self.looking))
        self.news.set_tone("")
        self.win.jobs.run(lambda _job: self.discover(), self._found, self._none)

    def _none(self, error: Exception) -> None:
        if not isinstance(error, ShopError | OSError):
            raise error
        self._found([])

    def _found(self, devices: Sequence[tuple[str, str]]) -> None:
        self.finder.setEnabled(True)
        emptied(self._list)
        self._buttons = {}
        for setting, name in devices:
            self._add(setting, name)
        self.news.show_text("" if devices else _(self.nothing))
        self.show_chosen(self.chosen)

    def _add(self, setting: str, name: str) -> None:
        button = Button(name, "choice", icon=self.symbol, on=lambda: self._told(setting))
        button.setCheckable(True)
        self._buttons[setting] = button
        self._list.addWidget(button)

    def show_chosen(self, setting: str) -> None:
        """Mark the one the shop uses; one that is not plugged in now is shown all the same."""
        self.chosen = setting
        if setting and setting not in self._buttons:
            self._add(setting, setting)
        for value, button in self._buttons.items():
            button.setChecked(value == setting)
        self.test.setEnabled(bool(setting))
        # One of the network is never found by looking, so nothing is missing there.
        if setting.startswith("tcp:") and self.news.said() == _(self.nothing):
            self.news.show_text("")

    def works(self, words: str) -> None:
        """The trial went well."""
        self.news.show_text(words)
        self.news.set_tone("primary")

    def refused(self, error: Exception) -> None:
        """The trial did not: why, and what to do."""
        if not isinstance(error, ShopError):
            raise error
        self.news.show_text(f"{error} {error.hint}")
        self.news.set_tone("danger")
