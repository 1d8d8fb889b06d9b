"""Outline icons in the colour asked for: SVG files recoloured and drawn at the screen's pixel ratio, then kept."""

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from shopdesk.base import paths
from shopdesk.ui import theme

STROKE = 1.75
STROKE_ACTIVE = 2.0
CENTER = Qt.AlignmentFlag.AlignHCenter


@functools.lru_cache(512)
def _renderer(name: str, color: str, stroke: float) -> QSvgRenderer:
    svg = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(svg.encode()))


@functools.lru_cache(512)
def pixmap(name: str, color: str, size: int, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """An icon of `size` logical pixels; `color` is `#RRGGBB`. Raises FileNotFoundError for an unknown name."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, color, stroke).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def paint(painter: QPainter, name: str, box: QRectF, color: str | QColor, stroke: float = STROKE) -> None:
    """Draw an icon into a box of a running painter."""
    text = color if isinstance(color, str) else color.name()
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(name, text, round(box.width()), ratio, stroke)
    painter.drawPixmap(box.topLeft(), picture)


def icon(name: str, color: str = "text", size: int = 22, room: int = 0) -> QIcon:
    """An icon for a button in a colour of the theme. `room` stays free at its right."""
    pixels = theme.px(size)
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return QIcon(_with_room(pixmap(name, getattr(theme.tokens(), color), pixels, ratio), room, ratio))


def _with_room(drawn: QPixmap, room: int, ratio: float) -> QPixmap:
    if not room:
        return drawn
    wide = QPixmap(drawn.width() + round(room * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


@functools.cache
def known(name: str) -> str:
    """The icon itself where we ship it, a parcel for a name we do not."""
    return name if name.isascii() and paths.resource("icons", f"{name}.svg").is_file() else "package"


def app_icon() -> QIcon:
    """ShopDesk's own icon."""
    return QIcon(str(paths.resource("icons", "shopdesk.svg")))


def forget() -> None:
    """Drop the drawn pictures, as after a change of colours."""
    pixmap.cache_clear()
    _renderer.cache_clear()
