"""Photos of goods: looked at before they are unpacked, made small, kept under the name of their content."""

import base64
import binascii
import contextlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
# Below it a buyer far away sees too little.
SHORTEST_SIDE = 500
QUALITY = 84
# Formats that are dots and nothing else: no SVG, no PDF, nothing that names another file.
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
# A photo that travels in a cell of a catalogue: 20 KB are 26,700 letters, and a cell of Excel holds 32,767.
LARGEST_SHARED = 20_000
SHARED = ("data:image/jpeg;base64,", "data:image/png;base64,")
_SHARED_SIDES = (240, 160, 96)
_SHARED_PIXELS = 1_000_000
_SHARED_TEXT = LARGEST_SHARED * 4 // 3 + 40
# What a plain JPEG says of itself; whatever else stands in one (where it was taken, by whom) stays in the shop.
_PLAIN = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression"})
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Seen:
    """The longer and the shorter side of a picture in dots, and whether it is a JPEG of dots and nothing else."""

    long: int
    short: int
    plain: bool


def keep(
    office: Office,
    data: bytes,
    actor: Actor | None = None,
    *,
    side: int = LONGEST_SIDE,
    right: Right = Right.GOODS,
) -> str:
    """Keep a picture (PNG, JPEG, WebP, BMP, GIF) of at most 25 million dots as a JPEG of at most `side` × `side`.

    Answers its name, by which goods refer to it; `right` is who may keep such a picture. Slow (a photo of a phone
    takes 0.3 s): for a background thread.
    Raises Invalid, NotAllowed.
    """
    with office.reading(actor) as desk:
        require(desk, right)
    small = shrunk(data, side)
    opened = media.open_media(office.data_dir)
    try:
        return media.put(opened, small)
    finally:
        opened.dispose()


def keep_file(
    office: Office,
    path: Path,
    actor: Actor | None = None,
    *,
    side: int = LONGEST_SIDE,
    right: Right = Right.GOODS,
) -> str:
    """`keep` with a picture from a file; raises NotFound as well."""
    try:
        data = files.read_bounded(path, LARGEST_FILE)
    except OSError:
        raise NotFound(
            N_("The file {name} cannot be opened."), hint=N_("Choose the file again."), name=path.name
        ) from None
    return keep(office, data, actor, side=side, right=right)


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


def sides(office: Office, names: Iterable[str]) -> dict[str, int]:
    """The shorter side of each of these pictures, in dots; those that are not there or not readable are left out."""
    found = {}
    for name, data in read(office, names).items():
        with contextlib.suppress(Invalid):
            found[name] = looked(data).short
    return found


def looked(data: bytes) -> Seen:
    """How large a picture is, from its first bytes alone. Raises Invalid."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            plain = picture.format == "JPEG" and picture.mode in ("RGB", "L") and picture.info.keys() <= _PLAIN
            return Seen(max(picture.size), min(picture.size), plain)
    except (*_BROKEN, Image.DecompressionBombError, Warning):
        raise _unreadable() from None


def as_text(data: bytes) -> str:
    """A picture as the text of a cell: a JPEG of at most 240 × 240 and 20 KB; empty where it cannot be read."""
    for side in _SHARED_SIDES:
        try:
            small = shrunk(data, side)
        except Invalid:
            return ""
        if len(small) <= LARGEST_SHARED:
            return SHARED[0] + base64.b64encode(small).decode("ascii")
    return ""


def from_text(cell: str) -> bytes:
    """The picture of a cell, from anybody's file: a JPEG or PNG of at most 20 KB and a million dots, drawn anew.

    Raises Invalid.
    """
    mark = next((mark for mark in SHARED if cell.startswith(mark)), None)
    if mark is None or len(cell) > _SHARED_TEXT:
        raise _too_large() if mark else _unreadable()
    try:
        data = base64.b64decode(cell[len(mark) :], validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable() from None
    if len(data) > LARGEST_SHARED:
        raise _too_large()
    return shrunk(data, _SHARED_SIDES[0], most=_SHARED_PIXELS, formats=FORMATS[:2])


def keep_shared(office: Office, cells: Mapping[int, str]) -> dict[int, str]:
    """Keep the pictures of cells, by row; the names of those that are pictures, the others are passed over."""
    opened = media.open_media(office.data_dir)
    names = {}
    try:
        for row, cell in cells.items():
            try:
                names[row] = media.put(opened, from_text(cell))
            except Invalid:
                continue
    finally:
        opened.dispose()
    return names


def shrunk(
    data: bytes, side: int = LONGEST_SIDE, *, most: int = MOST_PIXELS, formats: tuple[str, ...] = FORMATS,
    quality: int = QUALITY,
) -> bytes:  # fmt: skip
    """A picture as a small upright JPEG on white; its size is read before its dots are. Raises Invalid."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=formats) as picture:
            if picture.width * picture.height > most:
                raise _too_large()
            picture.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (*_BROKEN, Warning):
        raise _unreadable() from None
    upright.thumbnail((side, side))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=quality)
    return made.getvalue()


def _unreadable() -> Invalid:
    return Invalid(N_("This is not a picture that can be read."), hint=N_("Use PNG or JPEG."))


def _too_large() -> Invalid:
    return Invalid(N_("The picture is too large."), hint=N_("Choose a smaller picture."))
