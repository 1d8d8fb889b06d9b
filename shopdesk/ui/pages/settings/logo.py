"""The picture on receipts: chosen from a file, shown in the dots that will be printed, taken away again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from shopdesk.base import files
from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window


class LogoBox(QWidget):
    """`told(stored)` when another picture was chosen, "" for none; `refused(error)` for what is no picture."""

    def __init__(self, window: "Window", told: Callable[[str], object], refused: Callable[[ShopError], object]) -> None:
        super().__init__()
        self._window, self._told, self._refused = window, told, refused
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.picture = Plain()
        column.addWidget(self.picture)
        self.chooser = Button(_("Choose a picture"), icon="photo", on=self.choose)
        self.remover = Button(_("Take it away"), "quiet", icon="trash", on=lambda: told(""))
        column.addWidget(buttons_row(self.chooser, self.remover))

    def show_value(self, stored: str) -> None:
        """Show the picture of the setting."""
        from shopdesk.shop import logo

        shown = QPixmap()
        shown.loadFromData(logo.png(stored))
        self.picture.setPixmap(shown)
        self.picture.setVisible(bool(stored))
        self.remover.setVisible(bool(stored))

    def choose(self) -> None:
        """Ask for a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), folder, pictures)
        if chosen:
            self.put_file(Path(chosen))

    def put_file(self, path: Path) -> None:
        """Turn a picture into dots, in the background."""
        self._window.jobs.run(lambda job: _dots(job, path), self._told, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._refused(error)


def _dots(_job: "Job[str]", path: Path) -> str:
    from shopdesk.shop import logo, photos

    try:
        data = files.read_bounded(path, photos.LARGEST_FILE)
    except OSError:
        hint = N_("Choose the file again.")
        raise NotFound(N_("The file {name} cannot be opened."), hint=hint, name=path.name) from None
    return logo.made(data)
