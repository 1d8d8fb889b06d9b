"""Labels on paper: A4 sheets of stickers, or one under another on a roll of 58 or 80 mm.

One unit is one dot at 203 dpi, about an eighth of a millimetre. Bars are whole dots wide, so that any scanner reads
them (GS1 General Specifications, section 5.2: at least 0.264 mm; quiet zones of 11 and 7 modules).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import gtin, money
from shopdesk.core.tickets import Ticket
from shopdesk.paper.blocks import Role
from shopdesk.paper.render import fonts, sheet

QUIET, QUIET_AFTER = 11, 7
EDGE, GAP = 14, 16
# Lower labels have room for one line over the bars.
TINY = 200
_DOTS = fonts.DOTS_PER_INCH / 25.4
# A label on a roll is 38 mm high.
TALL = 304


@dataclass(frozen=True, slots=True)
class Grid:
    """How stickers lie on an A4 sheet, in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float = 0.0

    @property
    def cells(self) -> int:
        """How many stickers are on a sheet."""
        return self.columns * self.rows


GRIDS = {
    "3x8": Grid(3, 8, 70.0, 37.0, 0.0, 0.5),
    "3x7": Grid(3, 7, 63.5, 38.1, 7.2, 15.1, 2.5),
    "2x7": Grid(2, 7, 99.1, 38.1, 4.7, 15.1, 2.5),
    "4x10": Grid(4, 10, 52.5, 29.7, 0.0, 0.0),
    "5x13": Grid(5, 13, 38.1, 21.2, 4.7, 10.7, 2.5),
}


def pdf(tickets: Sequence[Ticket], grid: Grid, start: int = 0) -> bytes:
    """A4 pages of stickers; the first `start` cells are left empty, for they were used before. Raises Invalid."""
    if not 0 <= start < grid.cells:
        raise Invalid(N_("The sheet has cells 1 to {most}."), most=grid.cells)
    fonts.load()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(fonts.DOTS_PER_INCH)
    writer.setCreator("ShopDesk")
    writer.setTitle(_("Labels"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    for place, ticket in enumerate(tickets, start):
        if place > start and place % grid.cells == 0:
            writer.newPage()
        draw(painter, cell(grid, place % grid.cells), ticket, sharp=False)
    painter.end()
    return bytes(buffer.data().data())


def page_picture(tickets: Sequence[Ticket], grid: Grid, start: int = 0) -> QImage:
    """The first sheet as it will look, with the edges of the stickers drawn."""
    fonts.load()
    image = QImage(round(210 * _DOTS), round(297 * _DOTS), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for place in range(grid.cells):
        painter.setPen(QPen(Qt.GlobalColor.lightGray, 2))
        painter.drawRoundedRect(cell(grid, place), 8, 8)
        if 0 <= place - start < len(tickets):
            draw(painter, cell(grid, place), tickets[place - start], sharp=False)
    painter.end()
    return image


def cell(grid: Grid, place: int) -> QRectF:
    """Where a sticker of a sheet lies, in dots."""
    row, column = divmod(place, grid.columns)
    left = grid.left + column * (grid.width + grid.across)
    top = grid.top + row * grid.height
    return QRectF(left * _DOTS, top * _DOTS, grid.width * _DOTS, grid.height * _DOTS)


def draw(painter: QPainter, box: QRectF, ticket: Ticket, *, sharp: bool) -> None:
    """One label in its box: name and notes above; below them bars left and price right, or the price over the bars."""
    painter.save()
    painter.setClipRect(box)
    painter.setPen(Qt.GlobalColor.black)
    painter.translate(round(box.left()), round(box.top()))
    wide, tall = box.width() - 2 * EDGE, box.height()
    measure = sheet.Measure(fonts.ROLLS[80 if wide > 400 else 58], sharp)
    drawn, price = bars(ticket.code), _price(measure, ticket, small=tall < TINY)
    module = _module(len(drawn), wide, price.width)
    across = module * (len(drawn) + QUIET + QUIET_AFTER) if drawn else 0.0
    beside = across + GAP + price.width <= wide
    foot = _bars_height(tall, beside) if drawn else 0.0
    if beside and ticket.kind in ("shelf", "tag"):
        price = price.larger(wide - across - GAP, tall * 0.55)
    top = tall - (max(foot, price.height + 6) if beside else foot + price.height)
    _words(painter, measure, ticket, wide, top)
    if drawn:
        _draw_bars(painter, measure, ticket.code, drawn, module, QPointF(EDGE, tall - foot), foot, across)
    painter.translate(EDGE + wide - price.width, tall - price.height - 6 if beside else top)
    painter.scale(price.scale, price.scale)
    price.draw(painter)
    painter.restore()


@dataclass(frozen=True, slots=True)
class _Price:
    """The price as it is drawn: large, the unit beside it, the price of one base unit below."""

    width: float
    height: float
    draw: "Callable[[QPainter], None]"
    scale: float = 1.0

    def larger(self, wide: float, tall: float) -> "_Price":
        """As large as there is room, at most twice."""
        scale = max(1.0, min(2.0, wide / max(self.width, 1), tall / max(self.height, 1)))
        return _Price(self.width * scale, self.height * scale, self.draw, scale)


def _price(measure: sheet.Measure, ticket: Ticket, *, small: bool) -> _Price:
    if ticket.price is None:
        return _Price(0, 0, lambda _painter: None)
    number, unit = money.short(ticket.price), _("baht")
    role: Role = "total" if small or ticket.kind == "code" else "huge"
    large, beside = measure.advance(number, role), measure.advance(unit, "small") + 8
    first, word = measure.flow(number, role, large), measure.flow(unit, "small", beside, "right")
    words = ticket.per or (f"/ {ticket.unit}" if ticket.unit and ticket.kind == "shelf" else "")
    width = max(large + beside, measure.advance(words, "small"))
    under = measure.flow(words, "small", width, "right") if words and not small else None
    width = width if under is not None else large + beside

    def paint(painter: QPainter) -> None:
        first.draw(painter, width - large - beside, 0)
        word.draw(painter, width - beside, first.baseline - word.baseline)
        if under is not None:
            under.draw(painter, 0, first.height - 6)

    return _Price(width, first.height + (under.height - 6 if under is not None else 0), paint)


def _words(painter: QPainter, measure: sheet.Measure, ticket: Ticket, wide: float, room: float) -> None:
    """The name as large as it fits beside the notes, which stand below it; a line without room is left away."""
    notes = [measure.flow(note, "small", wide) for note in ticket.notes]
    y, free = EDGE / 2, room - EDGE / 2 - sum(note.height for note in notes)
    name = _fitting(measure, ticket.name, wide, free)
    for line in (name, *notes):
        if y + line.height <= room + 2:
            line.draw(painter, EDGE, y)
            y += line.height


def _fitting(measure: sheet.Measure, text: str, wide: float, room: float) -> sheet.Flow:
    """A text in the largest letters that fit; in the smallest ones its end may be missing."""
    roles: tuple[Role, ...] = ("title", "strong", "small")
    for role in roles:
        flow = measure.flow(text, role, wide)
        if flow.height <= room:
            return flow
    one = measure.flow("ผู้ปั้", "small", wide).height
    while flow.height > max(room, one) and len(text) > 1:
        text = text[:-1]
        flow = measure.flow(text + "…", "small", wide)
    return flow


def _bars_height(tall: float, beside: bool) -> float:
    return min(max(tall * (0.46 if beside else 0.38), 66), 150)


def bars(code: str) -> list[bool]:
    """The modules of a code, dark ones True: EAN-13, EAN-8, else Code 128; empty where none can be drawn."""
    import zxingcpp

    if not code or not code.isascii():
        return []
    kinds = {13: zxingcpp.BarcodeFormat.EAN13, 8: zxingcpp.BarcodeFormat.EAN8}
    kind = kinds.get(len(code)) if gtin.checked(code) else None
    drawn = zxingcpp.create_barcode(code, kind or zxingcpp.BarcodeFormat.Code128)
    picture: Any = drawn.to_image(scale=1, add_quiet_zones=False)
    levels = memoryview(picture)
    assert levels.shape is not None
    return [levels[0, place] == 0 for place in range(levels.shape[1])]


def _module(count: int, wide: float, price: float) -> int:
    """How many dots a module gets: three where the price fits beside, else what fits alone."""
    whole = count + QUIET + QUIET_AFTER
    beside = [dots for dots in (3, 2) if dots * whole + GAP + price <= wide]
    alone = [dots for dots in (3, 2) if dots * whole <= wide]
    return (beside or alone or [1])[0]


def _draw_bars(
    painter: QPainter,
    measure: sheet.Measure,
    code: str,
    modules: Sequence[bool],
    module: int,
    corner: QPointF,
    tall: float,
    across: float,
) -> None:
    digits = measure.flow(code, "small", across, "center")
    high = round(tall - digits.height)
    left, top = round(corner.x()) + QUIET * module, round(corner.y())
    for place, dark in enumerate(modules):
        if dark:
            painter.fillRect(left + place * module, top, module, high, Qt.GlobalColor.black)
    digits.draw(painter, corner.x(), top + high - 4)
