"""Labels of parcels, ours and those of platforms, without a label printer: four of A6 on a sheet of A4, or pages of
100 × 150 mm. One unit is one dot at 203 dpi, so that our bars are whole dots on a label printer too.
"""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core.parcel_papers import AddressLabel, PlatformPage
from shopdesk.paper import parcels
from shopdesk.paper.render import courier, fonts, sheet

_DOTS = fonts.DOTS_PER_INCH / 25.4
_EDGE = 5
# What printers leave white at the edge of a sheet, in millimetres; a label printer prints to the edge of its label.
_WHITE = {"a6x4": 4, "100x150": 1}
# A PDF has whole dots of a label printer, and dots enough for the bars of platforms.
_FINE = 3
# Width and height of the page in millimetres, labels across and down.
PAPERS = {"a6x4": (210.0, 297.0, 2, 2), "100x150": (100.0, 150.0, 1, 1)}
Piece = AddressLabel | PlatformPage
# Of a parcel: ours, or the pages of its platform's, or why these cannot be read.
Label = AddressLabel | tuple[PlatformPage, ...] | Invalid


def cells(paper: str) -> int:
    """How many labels are on a page."""
    return PAPERS[paper][2] * PAPERS[paper][3]


def page_size(paper: str) -> QPageSize:
    """The page as a printer knows it."""
    if paper == "a6x4":
        return QPageSize(QPageSize.PageSizeId.A4)
    width, height, _across, _down = PAPERS[paper]
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, paper, QPageSize.SizeMatchPolicy.ExactMatch)


def pdf(labels: Sequence[Piece], paper: str, start: int = 0) -> bytes:
    """The labels as a PDF with its fonts inside; the first `start` cells were used before. Raises Invalid."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(fonts.DOTS_PER_INCH * _FINE)
    writer.setCreator("ShopDesk")
    writer.setTitle(_("Address labels"))
    print_on(labels, paper, writer, start)
    return bytes(buffer.data().data())


def print_on(labels: Sequence[Piece], paper: str, device: QPagedPaintDevice, start: int = 0) -> None:
    """The labels on a printer or a PDF, each in its true size.

    Raises Invalid for a cell the page does not have or a label larger than it, ShopError where nothing can be printed.
    """
    if not 0 <= start < cells(paper):
        raise Invalid(N_("The sheet has cells 1 to {most}."), most=cells(paper))
    for piece in labels:
        fit(paper, piece)
    fonts.load()
    device.setPageSize(page_size(paper))
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        raise ShopError(N_("The printer did not start."), hint=N_("Look whether it is switched on, then print again."))
    scale = device.logicalDpiX() / fonts.DOTS_PER_INCH
    painter.scale(scale, scale)
    for place, label in enumerate(labels, start):
        if place > start and place % cells(paper) == 0:
            device.newPage()
        draw(painter, paper, place % cells(paper), label)
    painter.end()


def picture(labels: Sequence[Piece], paper: str, start: int = 0) -> QImage:
    """The first page as it will look, with the lines to cut along."""
    fonts.load()
    width, height, _across, _down = PAPERS[paper]
    image = QImage(round(width * _DOTS), round(height * _DOTS), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for place in range(cells(paper)):
        painter.setPen(QPen(Qt.GlobalColor.lightGray, 2, Qt.PenStyle.DashLine))
        painter.drawRect(cell(paper, place))
        if 0 <= place - start < len(labels):
            draw(painter, paper, place, labels[place - start])
    painter.end()
    return image


def cell(paper: str, place: int) -> QRectF:
    """Where a label lies on its page, in dots."""
    width, height, across, down = PAPERS[paper]
    row, column = divmod(place, across)
    wide, tall = width / across, height / down
    return QRectF(column * wide * _DOTS, row * tall * _DOTS, wide * _DOTS, tall * _DOTS)


def taken(paper: str, label: Label) -> tuple[Piece, ...] | Invalid:
    """What a label becomes on this paper, or why it cannot be printed there."""
    if isinstance(label, AddressLabel):
        return (label,)
    if isinstance(label, Invalid):
        return label
    try:
        for page in label:
            fit(paper, page)
    except Invalid as refused:
        return refused
    return label


def fit(paper: str, piece: Piece) -> None:
    """Look whether a label has room in a cell of this paper. Raises Invalid for a platform's label larger than that."""
    if isinstance(piece, PlatformPage):
        courier.fits(_room(paper, 0), piece)


def _room(paper: str, place: int) -> QRectF:
    """Where a platform's label lies on its page, in dots: clear of what a printer leaves white."""
    edge = _WHITE[paper] * _DOTS
    return cell(paper, place).adjusted(edge, edge, -edge, -edge)


def draw(painter: QPainter, paper: str, place: int, piece: Piece) -> None:
    """One label in its cell. Raises Invalid for a platform's label that is larger than that."""
    if isinstance(piece, PlatformPage):
        courier.draw(painter, _room(paper, place), piece)
    else:
        _draw_ours(painter, cell(paper, place), piece)


def _draw_ours(painter: QPainter, box: QRectF, label: AddressLabel) -> None:
    """One that would be higher is made smaller as a whole."""
    edge = _EDGE * _DOTS
    inner = box.adjusted(edge, edge, -edge, -edge)
    wide = int(inner.width())
    made = sheet.build(parcels.address_label(label), fonts.Roll(round(wide / _DOTS), wide, wide // 3), sharp=False)
    scale = min(1.0, inner.height() / made.height)
    painter.save()
    painter.setClipRect(box)
    painter.translate(inner.topLeft() + QPointF((inner.width() - wide * scale) / 2, 0))
    painter.scale(scale, scale)
    painter.setPen(Qt.GlobalColor.black)
    made.paint(painter)
    painter.restore()
