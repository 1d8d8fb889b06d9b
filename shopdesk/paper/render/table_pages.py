"""A4 pages drawn by Qt from the HTML of shopdesk.paper.tables: a PDF, or straight on an office printer."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from shopdesk.paper import tables
from shopdesk.paper.render import fonts

_MARGIN = 14
_POINTS = 11
_RESOLUTION = 300


def pdf(document: tables.Document, title: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document on A4 pages as a PDF with its fonts inside; `pictures` by the names its page uses."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setCreator("ShopDesk")
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    print_on(document, writer, pictures)
    return bytes(buffer.data().data())


def print_on(document: tables.Document, device: QPagedPaintDevice, pictures: Mapping[str, bytes] | None = None) -> None:
    """The document on the pages of a printer or a PDF."""
    fonts.load()
    text = QTextDocument()
    font = QFont(fonts.FAMILY)
    font.setPointSize(_POINTS)
    text.setDefaultFont(font)
    for name, data in (pictures or {}).items():
        text.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), QImage.fromData(data))
    text.setHtml(tables.html(document))
    text.setDocumentMargin(0)
    area = device.pageLayout().paintRectPoints()
    text.setPageSize(QSizeF(area.width(), area.height()))
    text.print_(device)
