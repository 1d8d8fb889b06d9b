"""Pages drawn by Qt: dots for a roll printer, a picture for the screen, a PDF, a sheet of an office printer.

Every function needs a QGuiApplication (`ensure_app` makes one that opens no window) and takes a width of 58 or 80 mm.
"""

import sys
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_
from shopdesk.paper import layout
from shopdesk.paper.render import fonts, sheet

Width = Literal[58, 80]
_MILLIMETRES_PER_INCH = 25.4
_PREVIEW_EDGE = 20
_A4_WIDTH, _A4_EDGE = 210, 18
# Some millimetres above the first line, so that a tear bar does not take its marks.
_MARGIN_DOTS = 8
_BLACK_AND_WHITE = [0xFFFFFFFF, 0xFF000000]


@dataclass(frozen=True, slots=True)
class Raster:
    """Dots for a print head: rows of `width` // 8 bytes, most significant bit left, 1 is black."""

    width: int
    height: int
    bits: bytes


def ensure_app() -> QCoreApplication:
    """The running Qt application, or a new one without a display, for commands that draw."""
    return QCoreApplication.instance() or QGuiApplication([sys.argv[0], "-platform", "offscreen"])


def raster(document: layout.Document, width: Width) -> Raster:
    """The document in black dots and white, at 203 dpi: 384 dots across for 58 mm, 576 for 80 mm."""
    made = _sheet(document, width, sharp=True)
    image = QImage(made.width, made.height + 2 * _MARGIN_DOTS, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(0, _MARGIN_DOTS)
    made.paint(painter)
    painter.end()
    dots = image.convertToFormat(QImage.Format.Format_Mono, _BLACK_AND_WHITE, Qt.ImageConversionFlag.ThresholdDither)
    row, padded, data = dots.width() // 8, dots.bytesPerLine(), bytes(dots.constBits())
    rows = (data[y * padded : y * padded + row] for y in range(dots.height()))
    return Raster(dots.width(), dots.height(), b"".join(rows))


def picture(dots: Raster) -> QImage:
    """A raster as an image, for looking at exactly what the head prints."""
    image = QImage(dots.bits, dots.width, dots.height, dots.width // 8, QImage.Format.Format_Mono)
    image.setColorTable(_BLACK_AND_WHITE)
    return image.copy()


def preview(document: layout.Document, width: Width, scale: float = 1.0) -> QImage:
    """The strip of paper as it will look, smooth, with its white edges; `scale` 1 shows a dot as a pixel."""
    made = _sheet(document, width, sharp=False)
    image = QImage(
        round((made.width + 2 * _PREVIEW_EDGE) * scale),
        round((made.height + 2 * _PREVIEW_EDGE) * scale),
        QImage.Format.Format_RGB32,
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.translate(_PREVIEW_EDGE, _PREVIEW_EDGE)
    made.paint(painter)
    painter.end()
    return image


def pdf(document: layout.Document, width: Width) -> bytes:
    """The document as one PDF page as long as itself and as wide as the roll, with the fonts inside."""
    made = _sheet(document, width, sharp=False)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(fonts.DOTS_PER_INCH)
    writer.setCreator("ShopDesk")
    writer.setTitle(layout.title(document))
    side = (width - _millimetres(made.width)) / 2
    size = QSizeF(width, _millimetres(made.height) + 2 * side)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(side, side, side, side), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    made.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def print_on(document: layout.Document, width: Width, device: QPagedPaintDevice) -> None:
    """The document in its true size on an office printer (QPrinter), in the middle, over as many pages as it needs.

    Raises ShopError where the printer takes no page.
    """
    _on_pages(_sheet(document, width, sharp=False), device, device.logicalDpiX() / fonts.DOTS_PER_INCH)


def a4(document: layout.Document) -> bytes:
    """The document as a PDF of A4 pages, in letters for reading at a table, with the fonts inside."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(fonts.DOTS_PER_INCH)
    writer.setCreator("ShopDesk")
    writer.setTitle(layout.title(document))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*[_A4_EDGE] * 4), QPageLayout.Unit.Millimeter)
    fonts.load()
    made = sheet.build(layout.page(document), fonts.TABLE, sharp=False)
    _on_pages(made, writer, (_A4_WIDTH - 2 * _A4_EDGE) / _millimetres(made.width))
    return bytes(buffer.data().data())


def _on_pages(made: sheet.Sheet, device: QPagedPaintDevice, scale: float) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise ShopError(N_("The printer did not start."), hint=N_("Look whether it is switched on, then print again."))
    page = device.pageLayout().paintRectPixels(device.logicalDpiX())
    left, room = (page.width() / scale - made.width) / 2, page.height() / scale
    painter.scale(scale, scale)
    start = 0.0
    for item in made.placed:
        if item.top + item.height - start > room and item.top > start:
            device.newPage()
            start = item.top
        painter.save()
        painter.translate(max(0.0, left), 0)
        item.draw(painter, item.top - start)
        painter.restore()
    painter.end()


def _sheet(document: layout.Document, width: Width, sharp: bool) -> sheet.Sheet:
    fonts.load()
    return sheet.build(layout.page(document), fonts.ROLLS[width], sharp)


def _millimetres(dots: int) -> float:
    return dots * _MILLIMETRES_PER_INCH / fonts.DOTS_PER_INCH
