"""Photos the platforms hold: looked at before they are taken, kept by what they are."""

import base64
import hashlib
import io
import warnings

from shopdesk.practice.records import Photo
from shopdesk.practice.store import Store

PLACE = "/p/"
ENDINGS = {"JPEG": "jpg", "PNG": "png"}


class NoPhoto(Exception):
    """The bytes are no whole photo of a kind that is taken."""


def look(content: bytes) -> tuple[str, int, int]:
    """Kind and size in pixels of a whole JPEG or PNG; raises NoPhoto."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(ENDINGS)) as photo:
                photo.load()
                return str(photo.format), photo.width, photo.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise NoPhoto(str(error)) from error


def keep(store: Store, content: bytes) -> Photo:
    """Keep a photo; the same bytes are kept once. Raises NoPhoto."""
    kind, width, height = look(content)
    name = hashlib.sha256(content).hexdigest()[:32]
    photo = store.get(Photo, name) or Photo(name, kind, width, height, base64.b64encode(content).decode())
    store.put(photo)
    store.count("photos")
    return photo


def address(base: str, photo: Photo) -> str:
    """Where a browser finds the photo."""
    return f"{base}{PLACE}{photo.id}.{ENDINGS[photo.kind]}"


def known(store: Store, url: str) -> Photo | None:
    """The photo an address leads to; None for one from elsewhere."""
    _, found, rest = url.partition(PLACE)
    return store.get(Photo, rest.partition(".")[0]) if found else None
