"""A paper as a file for a phone or a computer: PDF or picture, where a person says."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from shopdesk.paper.layout import Document

PICTURE_SCALE = 2.0


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask a person for the place of a file; None where they would rather not."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save the paper"), str(Path(folder) / name))
    return Path(chosen) if chosen else None


def ask_printer(parent: QWidget) -> "QPrinter | None":
    """The system's own choice of printers; None where a person would rather not."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(device, parent)
    return device if dialog.exec() else None


def data_of(document: "Document", width: int, ending: str) -> bytes:
    """The document as a file of this ending (pdf or png)."""
    from shopdesk.paper import render

    roll: render.Width = 80 if width == 80 else 58
    if ending == "pdf":
        return render.pdf(document, roll)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    render.preview(document, roll, PICTURE_SCALE).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def save(document: "Document", width: int, place: Path, ending: str) -> Path:
    """Write it whole; answers the place with its ending. Raises ShopError where the place cannot be written."""
    whole = place if place.suffix.lower() == f".{ending}" else place.with_name(f"{place.name}.{ending}")
    try:
        files.write_whole(whole, data_of(document, width, ending))
    except OSError as error:
        raise ShopError(N_("It could not be saved there."), hint=N_("Choose another folder.")) from error
    return whole
