"""The picture on receipts, as the dots that are printed, short enough to be kept as a setting."""

import base64
import binascii
import io

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_

# Half of a narrow roll: every dot is printed as one dot, on a wide roll too.
LARGEST = (192, 160)
LONGEST = 12_000
_PNG = b"\x89PNG\r\n"


def made(data: bytes) -> str:
    """A picture in black and white dots, at most 192 × 160, as text for the setting; raises Invalid."""
    from PIL import Image

    from shopdesk.shop import photos

    with Image.open(io.BytesIO(photos.shrunk(data))) as picture:
        grey = picture.convert("L")
    grey.thumbnail(LARGEST)
    dots = io.BytesIO()
    grey.convert("1").save(dots, "PNG", optimize=True)
    return base64.b64encode(dots.getvalue()).decode("ascii")


def png(stored: str) -> bytes:
    """The picture of the setting, empty where there is none; raises Invalid for what `made` did not make."""
    try:
        data = base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError):
        data = b"?"
    if data and not data.startswith(_PNG):
        raise Invalid(N_("This is not a picture that can be read."), hint=N_("Use PNG or JPEG."))
    return data
