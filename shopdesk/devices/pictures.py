"""QR codes in picture files, such as a slip saved from a telephone. Bounded before anything is decoded."""

import io
import struct
import warnings
import zlib
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_

LARGEST_FILE = 20_000_000
MOST_PIXELS = 25_000_000
# Formats that are dots and nothing else: no SVG, no PDF, nothing that names another file.
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)


def read_qr(path: Path) -> list[str]:
    """The texts of the QR codes on a picture, at least one; raises Invalid for no or too large a picture, NotFound."""
    import zxingcpp
    from PIL import Image

    data = files.read_bounded(path, LARGEST_FILE)
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _refuse_large(picture.size)
            grey = picture.convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (*_BROKEN, Warning) as error:
        raise Invalid(
            N_("{name} is not a picture that can be read."), hint=N_("Use PNG or JPEG."), name=path.name
        ) from error
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    texts = list(dict.fromkeys(code.text for code in found if code.text))
    if not texts:
        raise NotFound(
            N_("There is no QR on {name}."), hint=N_("Take the picture closer and straight."), name=path.name
        )
    return texts


def _refuse_large(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_large()


def _too_large() -> Invalid:
    return Invalid(N_("The picture is too large."), hint=N_("Cut out the QR, then read it."))
