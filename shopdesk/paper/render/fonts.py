"""The letters of paper: IBM Plex Sans Thai Looped, whose line is tall enough for every stack of Thai marks."""

import functools
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase

from shopdesk.base import paths
from shopdesk.paper.blocks import Role

FAMILY = "IBM Plex Sans Thai Looped"
DOTS_PER_INCH = 203

# Pixels at 203 dpi on 58 mm and on 80 mm, and weight. Thermal paper swallows thin strokes: Medium is the lightest.
_ROLES: dict[Role, tuple[int, int, int]] = {
    "title": (30, 32, 700),
    "heading": (23, 25, 600),
    "body": (22, 24, 500),
    "strong": (22, 24, 700),
    "small": (20, 22, 500),
    "total": (30, 32, 700),
    "huge": (46, 56, 700),
}


@dataclass(frozen=True, slots=True)
class Roll:
    """A width of paper: millimetres across, dots the head prints, and the largest side of a QR in dots."""

    millimetres: int
    dots: int
    qr: int


# The usual heads print 48 mm of a 58 mm roll and 72 mm of an 80 mm one. Phones read a QR of 42 and 48 mm at once.
ROLLS = {58: Roll(58, 384, 336), 80: Roll(80, 576, 384)}

# What is drawn on an A4 page is laid out this wide, then made as wide as the page.
TABLE = Roll(174, 960, 384)


def load() -> None:
    """Make the shipped fonts known to Qt; at the second call nothing happens. Needs a QGuiApplication."""
    if FAMILY in QFontDatabase.families():
        return
    for file in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@functools.cache
def font(role: Role, wide: bool, sharp: bool) -> QFont:
    """The font of a role; `sharp` for a print head that knows only black and white, else for screen and PDF."""
    narrow_size, wide_size, weight = _ROLES[role]
    made = QFont(FAMILY)
    made.setPixelSize(wide_size if wide else narrow_size)
    made.setWeight(QFont.Weight(weight))
    if sharp:
        made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        made.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    else:
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
