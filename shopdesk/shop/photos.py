"""Photos of goods: looked at before they are unpacked, made small, kept under the name of their content."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterable
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import media
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Actor, Right, require

LARGEST_FILE = 30_000_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 800
# A signed paper has to stay readable.
PAPER_SIDE = 1_800
QUALITY = 84
# Formats that are dots and nothing else: no SVG, no PDF, nothing that names another file.
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)


def keep(office: Office, data: bytes, actor: Actor | None = None, *, side: int = LONGEST_SIDE) -> str:
    """Keep a picture (PNG, JPEG, WebP, BMP, GIF) of at most 25 million dots as a JPEG of at most `side` × `side`.

    Answers its name, by which goods refer to it. Slow (a photo of a phone takes 0.3 s): for a background thread. Raises Invalid,
    NotAllowed.
    """
    with office.reading(actor) as desk:
        require(desk, Right.GOODS)
    small = shrunk(data, side)
    opened = media.open_media(office.data_dir)
    try:
        return media.put(opened, small)
    finally:
        opened.dispose()


def keep_file(office: Office, path: Path, actor: Actor | None = None, *, side: int = LONGEST_SIDE) -> str:
    """`keep` with a picture from a file; raises NotFound as well."""
    try:
        data = files.read_bounded(path, LARGEST_FILE)
    except OSError:
        raise NotFound(
            N_("The file {name} cannot be opened."), hint=N_("Choose the file again."), name=path.name
        ) from None
    return keep(office, data, actor, side=side)


def read(office: Office, names: Iterable[str]) -> dict[str, bytes]:
    """The pictures of these names; those that are not there are left out."""
    wanted = list(dict.fromkeys(filter(None, names)))
    if not wanted:
        return {}
    opened = media.open_media(office.data_dir)
    try:
        found = {name: media.get(opened, name) for name in wanted}
    finally:
        opened.dispose()
    return {name: data for name, data in found.items() if data is not None}


def shrunk(data: bytes, side: int = LONGEST_SIDE) -> bytes:
    """A picture as a small upright JPEG on white; its size is read before its dots are. Raises Invalid."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large()
            picture.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (*_BROKEN, Warning):
        raise Invalid(N_("This is not a picture that can be read."), hint=N_("Use PNG or JPEG.")) from None
    upright.thumbnail((side, side))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _too_large() -> Invalid:
    return Invalid(N_("The picture is too large."), hint=N_("Choose a smaller picture."))
