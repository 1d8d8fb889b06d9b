"""ESC/POS bytes for a picture, a cut and a drawer: the part of the language every receipt printer speaks.

Thai goes as dots, never as letters: code pages differ from model to model and cheap ones misplace tone marks.
"""

INIT = b"\x1b@"
# Eight millimetres: small enough for the smallest buffers, and little is lost where a print is cut off within one.
BAND_ROWS = 64
_HEADER = 8
_FEED_TO_CUTTER = b"\x1bd\x04"
_PARTIAL_CUT = b"\x1dV\x01"
_KICK = {2: b"\x1bp\x00\x32\x32", 5: b"\x1bp\x01\x32\x32"}


def job(bits: bytes, width: int, *, cut: bool = True, drawer: int | None = None, recover: bool = False) -> bytes:
    """One print: dots in rows of `width` // 8 bytes (1 is black), fed past the cutter, cut where wanted.

    `drawer` opens the drawer on that pin (2 or 5) before printing. `recover` first fills up a band that an earlier,
    cut-off print may have left open; a printer with none open ignores zeros.
    """
    row = width // 8
    if width % 8 or len(bits) % row:
        raise ValueError("rows must be whole bytes")
    filling = bytes(_HEADER + BAND_ROWS * row) if recover else b""
    kick = open_drawer(drawer) if drawer is not None else b""
    step = BAND_ROWS * row
    bands = (_band(bits[start : start + step], row) for start in range(0, len(bits), step))
    return b"".join((filling, INIT, kick, *bands, _FEED_TO_CUTTER, _PARTIAL_CUT if cut else b""))


def open_drawer(pin: int = 2) -> bytes:
    """A pulse of 100 ms on pin 2 or 5 of the printer's drawer socket."""
    return _KICK[pin]


def _band(bits: bytes, row: int) -> bytes:
    """GS v 0: raster bit image, normal size."""
    return b"\x1dv0\x00" + row.to_bytes(2, "little") + (len(bits) // row).to_bytes(2, "little") + bits
