"""Looks at a photo before buyers do: too small, too dark, blurred, not square. Safe in any thread."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage

from shopdesk.base.i18n import N_, _
from shopdesk.shop.photos import SHORTEST_SIDE

SMALL = 160
# Mean brightness of 255 below which a picture is dark, and the spread of its edges below which it is blurred:
# between sharp and blurred photos of goods on a sheet taken by phones lie hundreds.
DARK, BLURRED = 70, 40


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of one photo; `side` is its shorter side in dots."""

    side: int
    dark: bool
    blurred: bool
    square: bool

    def words(self) -> list[str]:
        """What is to be done better, a sentence each; none where it is good."""
        found = []
        if self.side < SHORTEST_SIDE:
            found.append(_(N_("Too small: take it with the phone's usual size.")))
        if self.dark:
            found.append(_(N_("Too dark: take it near a window by day.")))
        if self.blurred:
            found.append(_(N_("Not sharp: hold still and tap on the goods first.")))
        return found


def look(data: bytes) -> Look | None:
    """What is to be said of a picture; None where it cannot be read."""
    image = QImage.fromData(data)
    if image.isNull():
        return None
    side = min(image.width(), image.height())
    keep = Qt.AspectRatioMode.KeepAspectRatio
    small = image.scaled(SMALL, SMALL, keep, Qt.TransformationMode.SmoothTransformation)
    lines = _lines(small.convertToFormat(QImage.Format.Format_Grayscale8))
    dots = sum(map(len, lines))
    dark = sum(map(sum, lines)) < DARK * dots
    return Look(side, dark, not dark and _edges(lines) < BLURRED, image.width() == image.height())


def _lines(gray: QImage) -> list[bytes]:
    data, step = bytes(gray.constBits()), gray.bytesPerLine()
    return [data[row * step : row * step + gray.width()] for row in range(gray.height())]


def _edges(lines: list[bytes]) -> int:
    """The variance of the Laplacian: what is sharp changes quickly from dot to dot."""
    found = [
        4 * here[x] - here[x - 1] - here[x + 1] - above[x] - below[x]
        for above, here, below in zip(lines, lines[1:], lines[2:], strict=False)
        for x in range(1, len(here) - 1)
    ]
    if not found:
        return 0
    mean = sum(found) // len(found)
    return sum((value - mean) ** 2 for value in found) // len(found)


def square(data: bytes) -> bytes:
    """The middle of a picture as a square PNG; empty where it cannot be read."""
    image = QImage.fromData(data)
    if image.isNull():
        return b""
    side = min(image.width(), image.height())
    middle = image.copy(QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side))
    return as_png(middle)


def as_png(image: QImage) -> bytes:
    """The bytes of a picture."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
