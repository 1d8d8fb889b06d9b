"""The picture of goods: their photo, else a symbol on the colour of their category."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from shopdesk.ui import icons, theme


def paint(
    painter: QPainter, box: QRectF, photo: QPixmap | None, symbol: tuple[str, str], *, faded: bool = False
) -> None:
    """Draw it into a box; `symbol` is an icon and a tint."""
    painter.save()
    painter.setOpacity(0.55 if faded else 1.0)
    radius = box.width() * 0.23
    if photo is not None:
        _photo(painter, box, photo, radius)
    else:
        _symbol(painter, box, symbol, radius)
    painter.restore()


def _photo(painter: QPainter, box: QRectF, photo: QPixmap, radius: float) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    painter.drawPixmap(box, photo, QRectF(photo.rect()))


def _symbol(painter: QPainter, box: QRectF, symbol: tuple[str, str], radius: float) -> None:
    icon, tint = symbol
    ground, ink = theme.tokens().tints.get(tint, theme.tokens().tints["n"])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, radius, radius)
    size = round(box.width() * 28 / 52)
    spot = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
    icons.paint(painter, icons.known(icon), spot, ink, 1.6)
