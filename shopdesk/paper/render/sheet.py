"""Blocks placed on a sheet: each knows its top, its height and how to draw itself. One unit is one dot at 203 dpi."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

from shopdesk.core import thaitext
from shopdesk.paper import blocks
from shopdesk.paper.render.fonts import Roll, font

Draw = Callable[[QPainter, float], None]

_GAPS: dict[blocks.Gap, int] = {"item": 6, "half": 10, "line": 26}
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_COLUMN_GAP = 14
_LINE_END = "\u2028"
_QUIET_ZONE = 4
_LARGEST_PICTURE = 4000


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on the sheet: drawn at `top`, and never cut in two by the end of a page."""

    top: float
    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document of a width; `height` in dots."""

    width: int
    height: int
    placed: tuple[Placed, ...]

    def paint(self, painter: QPainter) -> None:
        """Draw everything with the sheet's corner at the painter's origin."""
        for item in self.placed:
            item.draw(painter, item.top)


@dataclass(frozen=True, slots=True)
class Flow:
    """A text broken into lines, and how much paper it takes."""

    layout: QTextLayout
    height: float

    @property
    def baseline(self) -> float:
        """From the top to the foot of the first line's letters."""
        first = self.layout.lineAt(0)
        return first.y() + first.ascent() if self.layout.lineCount() else 0.0

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw with the corner there."""
        self.layout.draw(painter, QPointF(left, top))


@dataclass(frozen=True, slots=True)
class Measure:
    """What every block needs to know about the paper it lands on."""

    roll: Roll
    sharp: bool

    @property
    def width(self) -> int:
        return self.roll.dots

    def flow(self, text: str, role: blocks.Role, width: float, align: blocks.Align = "left") -> Flow:
        """The text in lines of at most `width`."""
        plain = thaitext.printable(text)
        if self.advance(plain, role) > width:
            plain = _LINE_END.join(self._lines(plain, role, width))
        option = QTextOption(_ALIGN[align])
        option.setWrapMode(QTextOption.WrapMode.ManualWrap)
        layout = self._layout(plain, role, width, option)
        return Flow(layout, _space_lines(layout))

    def _lines(self, text: str, role: blocks.Role, width: float) -> Iterator[str]:
        """Where the text breaks; what tells Qt the places is not drawn, so that a PDF can be searched and copied."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        marked = thaitext.wrap(text)
        layout = self._layout(marked, role, width, option)
        units = marked.encode("utf-16-le")
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = 2 * line.textStart()
            yield thaitext.strip(units[start : start + 2 * line.textLength()].decode("utf-16-le", "replace")).rstrip()

    def _layout(self, text: str, role: blocks.Role, width: float, option: QTextOption) -> QTextLayout:
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout = QTextLayout(text, font(role, self.width > 400, self.sharp))
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout

    def advance(self, text: str, role: blocks.Role) -> float:
        """How wide the text is on one line."""
        return QFontMetricsF(font(role, self.width > 400, self.sharp)).horizontalAdvance(text) + 1


def build(page: Iterable[blocks.Block], roll: Roll, sharp: bool) -> Sheet:
    """Place the blocks under one another on a roll; the height follows from them."""
    measure = Measure(roll, sharp)
    placed: list[Placed] = []
    y = 0.0
    for block in page:
        height, draw = _PLACING[type(block)](measure, block)
        placed.append(Placed(y, height, draw))
        y += height
    return Sheet(roll.dots, max(1, -int(-y // 1)), tuple(placed))


def _space_lines(layout: QTextLayout) -> float:
    """Put the lines under one another and answer the height; stacked marks beyond a line's box make the line taller."""
    y = 0.0
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        ink = [run.boundingRect() for run in line.glyphRuns()]
        line.setPosition(QPointF(0, y - min([0.0, *(box.top() for box in ink)])))
        y = line.y() + max([line.height(), *(box.bottom() for box in ink)])
    return y


def _text(measure: Measure, block: blocks.Text) -> tuple[float, Draw]:
    flow = measure.flow(block.text, block.role, measure.width, block.align)
    return flow.height, lambda painter, top: flow.draw(painter, 0, top)


def _facts(measure: Measure, block: blocks.Facts) -> tuple[float, Draw]:
    lines: list[str] = []
    for part in filter(None, map(thaitext.printable, block.parts)):
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and measure.advance(joined, "small") <= measure.width:
            lines[-1] = joined
        else:
            lines.append(part)
    made = [_text(measure, blocks.Text(line, "small", "center")) for line in lines]

    def draw(painter: QPainter, top: float) -> None:
        for height, draw_line in made:
            draw_line(painter, top)
            top += height

    return sum(height for height, _draw in made), draw


def _row(measure: Measure, block: blocks.Row) -> tuple[float, Draw]:
    role = block.right_role or block.role
    wanted = measure.advance(thaitext.printable(block.right), role)
    if wanted > measure.width * 0.7:
        return _stacked(measure, block, role)
    right = measure.flow(block.right, role, wanted, "right")
    left = measure.flow(block.left, block.role, measure.width - wanted - _COLUMN_GAP)
    base = max(left.baseline, right.baseline)
    left_top, right_top = base - left.baseline, base - right.baseline

    def draw(painter: QPainter, top: float) -> None:
        left.draw(painter, 0, top + left_top)
        right.draw(painter, measure.width - wanted, top + right_top)

    return max(left_top + left.height, right_top + right.height), draw


def _stacked(measure: Measure, block: blocks.Row, role: blocks.Role) -> tuple[float, Draw]:
    """A value too wide for its column goes under its label."""
    left_height, draw_left = _text(measure, blocks.Text(block.left, block.role))
    right_height, draw_right = _text(measure, blocks.Text(block.right, role, "right"))

    def draw(painter: QPainter, top: float) -> None:
        draw_left(painter, top)
        draw_right(painter, top + left_height)

    return left_height + right_height, draw


def _banner(measure: Measure, block: blocks.Banner) -> tuple[float, Draw]:
    flow = measure.flow(block.text, "strong", measure.width - 24, "center")
    box = flow.height + 8

    def draw(painter: QPainter, top: float) -> None:
        painter.save()
        if block.quiet:
            painter.setPen(QPen(Qt.GlobalColor.black, 2))
            painter.drawRect(QRectF(1, top + 7, measure.width - 2, box - 2))
        else:
            painter.fillRect(QRectF(0, top + 6, measure.width, box), Qt.GlobalColor.black)
            painter.setPen(Qt.GlobalColor.white)
        flow.draw(painter, 12, top + 10)
        painter.restore()

    return box + 14, draw


def _rule(measure: Measure, block: blocks.Rule) -> tuple[float, Draw]:
    def draw(painter: QPainter, top: float) -> None:
        y = round(top) + 14
        if not block.dashed:
            painter.fillRect(0, y, measure.width, 2, Qt.GlobalColor.black)
            return
        for x in range(0, measure.width, 16):
            painter.fillRect(x, y, 9, 2, Qt.GlobalColor.black)

    return 30, draw


def _space(_measure: Measure, block: blocks.Space) -> tuple[float, Draw]:
    return _GAPS[block.gap], lambda _painter, _top: None


def _qr(measure: Measure, block: blocks.Qr) -> tuple[float, Draw]:
    matrix = qr_matrix(block.payload)
    modules = len(matrix) + 2 * _QUIET_ZONE
    dots = max(2, measure.roll.qr // modules)
    left = (measure.width - dots * modules) // 2

    def draw(painter: QPainter, top: float) -> None:
        corner = round(top)
        for y, row in enumerate(matrix, _QUIET_ZONE):
            for x, dark in enumerate(row, _QUIET_ZONE):
                if dark:
                    painter.fillRect(left + x * dots, corner + y * dots, dots, dots, Qt.GlobalColor.black)

    return float(dots * modules), draw


def qr_matrix(payload: str) -> list[list[bool]]:
    """The modules of a QR code of error level M, without its quiet zone."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(payload)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _picture(measure: Measure, block: blocks.Picture) -> tuple[float, Draw]:
    image = _on_white(QImage.fromData(block.data))
    if image.isNull():
        return 0.0, lambda _painter, _top: None
    width = min(image.width(), measure.width * block.percent // 100)
    size = image.size().scaled(width, measure.width, Qt.AspectRatioMode.KeepAspectRatio)
    shown = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    if measure.sharp:
        shown = shown.convertToFormat(QImage.Format.Format_Mono)
    left = (measure.width - shown.width()) // 2
    return shown.height() + 8.0, lambda painter, top: painter.drawImage(QPointF(left, round(top)), shown)


def _on_white(image: QImage) -> QImage:
    """The picture without transparency: paper is white. An unreadable or huge one is left away."""
    if image.isNull() or max(image.width(), image.height()) > _LARGEST_PICTURE:
        return QImage()
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _edges(measure: Measure, _block: blocks.Edges) -> tuple[float, Draw]:
    def draw(painter: QPainter, top: float) -> None:
        y = round(top)
        painter.fillRect(0, y, 8, 40, Qt.GlobalColor.black)
        painter.fillRect(measure.width - 8, y, 8, 40, Qt.GlobalColor.black)
        painter.fillRect(0, y + 19, measure.width, 2, Qt.GlobalColor.black)
        for x in range(0, measure.width, 80):
            painter.fillRect(x, y + 12, 2, 16, Qt.GlobalColor.black)

    return 46.0, draw


def _label(measure: Measure, block: blocks.Label) -> tuple[float, Draw]:
    from shopdesk.paper.render import tickets

    tall = tickets.TALL

    def draw(painter: QPainter, top: float) -> None:
        tickets.draw(painter, QRectF(0, top, measure.width, tall), block.ticket, sharp=measure.sharp)

    return float(tall), draw


_PLACING: dict[type, Callable[..., tuple[float, Draw]]] = {
    blocks.Text: _text,
    blocks.Facts: _facts,
    blocks.Row: _row,
    blocks.Banner: _banner,
    blocks.Rule: _rule,
    blocks.Space: _space,
    blocks.Qr: _qr,
    blocks.Picture: _picture,
    blocks.Edges: _edges,
    blocks.Label: _label,
}
