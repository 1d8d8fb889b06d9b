"""The photo of goods in the editor: from a file or the clipboard, made small in the background."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

SIDE = 132


class Frame(QWidget):
    """The photo, or the place for one."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self._photos = window.photos
        self.name = ""
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))
        self._photos.came.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo with round corners, or a dashed place with a picture of a picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        photo = self._photos.get(self.name)
        if photo is not None:
            swatch.paint(painter, box, photo, ("package", "n"))
        else:
            painter.setPen(QPen(theme.color("border_strong"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("subtle"))
            painter.drawRoundedRect(box, theme.px(14), theme.px(14))
            size = theme.px(44)
            spot = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
            icons.paint(painter, "photo-plus", spot, theme.color("muted"), 1.5)
        painter.end()


class PhotoBox(QWidget):
    """`changed()` after another photo was put in or taken away; `refused(error)` for what is no photo."""

    def __init__(self, window: "Window", changed: Callable[[], object], refused: Callable[[ShopError], object]) -> None:
        super().__init__()
        self._window, self._changed, self._refused = window, changed, refused
        self.setFixedWidth(theme.px(184))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self.frame = Frame(window)
        column.addWidget(self.frame, 0, icons.CENTER)
        self.chooser = Button(_("Choose a photo"), "link", icon="photo", on=self.choose)
        self.paster = Button(_("Paste"), "link", icon="clipboard-list", on=self.paste)
        self.remover = Button(_("Remove the photo"), "link", icon="trash", on=lambda: self._put(""))
        for button in (self.chooser, self.paster, self.remover):
            column.addWidget(button)
        column.addStretch(1)
        self.remover.hide()

    def name(self) -> str:
        """The name the photo is kept under; empty without one."""
        return self.frame.name

    def show_photo(self, name: str) -> None:
        """Show the photo of this name."""
        self.frame.name = name
        self.frame.update()
        self.remover.setVisible(bool(name))
        self.paster.setVisible(not name)

    def choose(self) -> None:
        """Ask for a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a photo"), folder, pictures)
        if chosen:
            self.put_file(Path(chosen))

    def put_file(self, path: Path) -> None:
        """Keep a picture from a file."""
        from shopdesk.shop import photos

        office, actor = self._window.office, self._window.actor
        if office is not None:
            self._keep(lambda _job: photos.keep_file(office, path, actor))

    def paste(self) -> None:
        """Keep the picture of the clipboard."""
        from shopdesk.shop import photos

        image = QGuiApplication.clipboard().image()
        office, actor = self._window.office, self._window.actor
        if image.isNull() or office is None:
            self._refused(ShopError(_("There is no picture to paste."), hint=_("Copy a picture first.")))
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        data = bytes(buffer.data().data())
        self._keep(lambda _job: photos.keep(office, data, actor))

    def _keep(self, fn: "Callable[[Job[str]], str]") -> None:
        self._window.jobs.run(fn, self._put, self._failed)

    def _put(self, name: str) -> None:
        self.show_photo(name)
        self._changed()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._refused(error)
