"""Choosing the second place for backups: a stick that is plugged in, or any folder."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings import second_place
from shopdesk.ui.pages.settings.rows import buttons_row, emptied
from shopdesk.ui.widgets.buttons import Button, LongButton
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

FILES = "*.shopdesk-backup"


class PlaceChoice(QWidget):
    """The drives that are there, and a folder of one's own; `told(folder)` when one is chosen."""

    def __init__(self, window: "Window", told: Callable[[str], object]) -> None:
        super().__init__()
        self._window, self._told, self._folder = window, told, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        column.addLayout(self._list)
        self.news = Plain("", "sub", wrap=True)
        column.addWidget(self.news)
        again = Button(_("Look again"), icon="refresh", on=self.look)
        column.addWidget(buttons_row(again, Button(_("Choose a folder…"), icon="archive", on=self.choose)))

    def look(self) -> None:
        """Show what is plugged in now."""
        emptied(self._list)
        places = second_place.offered(self._window.data_dir)
        if self._folder and self._folder not in {place.folder for place in places}:
            places.append(second_place.Place(self._folder, self._folder))
        for place in places:
            tell = functools.partial(self._try, place.folder)
            button = LongButton(place.name, "choice", icon="device-usb", on=tell)
            button.setCheckable(True)
            button.setChecked(place.folder == self._folder)
            self._list.addWidget(button)
        self._say(bool(places))

    def _say(self, any_place: bool) -> None:
        cloud = bool(self._folder) and second_place.is_cloud(self._folder)
        words = "" if any_place else _("Plug in a USB stick and look again, or choose a folder.")
        if cloud:
            words = _("This folder is copied to the internet. A USB stick is safer: it is whole, and it stays yours.")
        self.news.show_text(words)
        self.news.setVisible(bool(words))
        self.news.set_tone("accent" if cloud else "")

    def show_chosen(self, folder: str) -> None:
        """Mark the place the shop uses."""
        self._folder = folder
        self.look()

    def choose(self) -> None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self, _("Where should backups go?"))
        if chosen:
            self._try(second_place.within(chosen))

    def _try(self, folder: str) -> None:
        """A place counts once something was written to it."""
        from shopdesk.shop import backups

        try:
            backups.try_place(Path(folder))
        except DatabaseProblem as error:
            self.look()
            self.news.show_text(f"{error} {error.hint}")
            self.news.set_tone("danger")
            self.news.show()
        else:
            self._told(folder)


def ask_backup(parent: QWidget) -> Path | None:
    """Ask for a backup file; None where the person chose none."""
    words = _("Choose a backup")
    chosen, _filter = QFileDialog.getOpenFileName(parent, words, "", f"{_('Backups of ShopDesk')} ({FILES})")
    return Path(chosen) if chosen else None
