"""The labels that platforms make, as their PDFs came: in their true size, drawn anew in the dots of each printer.

    pages(content)             -> what is on a label; raises Invalid for what is no label
    draw(painter, box, page)   -> one page in the middle of its place

PDFium draws one page at a time: a lock holds it together, so that labels may be drawn in any thread.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core.parcel_papers import PlatformPage
from shopdesk.paper.render import fonts

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

LARGEST, MOST_PAGES = 10_000_000, 6
# From a sticker to A3, in points: a page may call itself kilometres wide.
NARROWEST, WIDEST = 50, 1_200
# So much of its size a label keeps at least: its bars and small codes are read by the cameras of couriers.
LEAST = 0.8
# The grey edge of a bar is smooth on paper with more dots an inch than this, and ragged below.
SOFT_FROM = 305
# More dots an inch say nothing more of a bar, and take a printer minutes.
MOST_DOTS = 700
_POINT = 72 / 254
_DOT = fonts.DOTS_PER_INCH / 254
# A page is looked over at so many dots a point; so light is paper, and so many points of it stay around the ink.
_LOOK, _PAPER, _AROUND = 2, 250, 3
_PASSWORD = 4
_lock = threading.Lock()


def pages(content: bytes) -> tuple[PlatformPage, ...]:
    """The pages of a label on which something stands. Raises Invalid."""
    if len(content) > LARGEST:
        raise _too_large()
    with _opened(content) as document:
        if len(document) > MOST_PAGES:
            raise _too_large()
        seen = [(number, _ink(document[number])) for number in range(len(document))]
    found = tuple(PlatformPage(content, number, ink) for number, ink in seen if ink)
    if not found:
        raise Invalid(N_("The platform's label is empty."), hint=N_("Fetch it on the platform's page."))
    return found


def looked(content: bytes | None) -> tuple[PlatformPage, ...] | Invalid:
    """The pages of a label, or why there are none; None is one that is not here."""
    if content is None:
        return Invalid(N_("The platform's label is not here yet."), hint=N_("It comes with the next sending."))
    try:
        return pages(content)
    except Invalid as refused:
        return refused


def fits(box: QRectF, page: PlatformPage) -> tuple[float, bool]:
    """How much of its size a page keeps in a box of dots at 203 dpi, and whether it is turned for that.

    Raises Invalid for one that would become too small to be scanned.
    """
    _left, _top, wide, tall = page.ink
    upright = min(1.0, box.width() / (wide * _DOT), box.height() / (tall * _DOT))
    turned = min(1.0, box.width() / (tall * _DOT), box.height() / (wide * _DOT))
    if max(upright, turned) < LEAST:
        raise Invalid(N_("The platform's label is larger than this paper."), hint=N_("Open it and print it by itself."))
    return (turned, True) if turned > upright else (upright, False)


def draw(painter: QPainter, box: QRectF, page: PlatformPage) -> None:
    """One page in the middle of its box, in the very dots of the paper. Raises Invalid for one that is too large."""
    size, turned = fits(box, page)
    device = painter.combinedTransform()
    # Of dots so fine several show the same.
    step = max(round(device.m11() * fonts.DOTS_PER_INCH / MOST_DOTS), 1)
    image = _image(page, device.m11() * _DOT / _POINT * size / step, turned=turned)
    room = device.mapRect(box)
    wide, tall = image.width() * step, image.height() * step
    left, top = round(room.x() + (room.width() - wide) / 2), round(room.y() + (room.height() - tall) / 2)
    painter.save()
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(QRect(left, top, wide, tall), image)
    painter.restore()


@contextmanager
def _opened(content: bytes) -> "Iterator[PdfDocument]":
    from pypdfium2 import PdfDocument, PdfiumError

    if not content.startswith(b"%PDF-"):
        raise Invalid(N_("The platform's label is no PDF."), hint=N_("Fetch it on the platform's page."))
    with _lock:
        document = None
        try:
            document = PdfDocument(content)
            yield document
        except PdfiumError as error:
            if error.err_code == _PASSWORD:
                raise Invalid(
                    N_("The platform's label is locked with a password."), hint=N_("Fetch it on the platform's page.")
                ) from None
            raise Invalid(N_("The platform's label is damaged."), hint=N_("Fetch it on the platform's page.")) from None
        finally:
            if document is not None:
                document.close()


def _ink(page: "PdfPage") -> tuple[int, int, int, int] | None:
    """Where something stands, with a little paper around it; None on an empty page. Raises Invalid."""
    from PIL import Image

    wide, tall = page.get_size()
    if not (NARROWEST <= wide <= WIDEST and NARROWEST <= tall <= WIDEST):
        raise _too_large()
    seen = page.render(scale=_LOOK, grayscale=True)
    grey = Image.frombuffer("L", (seen.width, seen.height), bytes(seen.buffer), "raw", "L", seen.stride, 1)
    found = grey.point([255 * (value < _PAPER) for value in range(256)]).getbbox()
    seen.close()
    if found is None:
        return None
    left, top = (max(value / _LOOK - _AROUND, 0) for value in found[:2])
    right, bottom = min(found[2] / _LOOK + _AROUND, wide), min(found[3] / _LOOK + _AROUND, tall)
    return round(left / _POINT), round(top / _POINT), round((right - left) / _POINT), round((bottom - top) / _POINT)


def _image(page: PlatformPage, dots: float, *, turned: bool) -> QImage:
    """The ink of a page, so many dots a point."""
    left, top, ink_wide, ink_tall = (value * _POINT for value in page.ink)
    sharp = dots * 72 < SOFT_FROM
    with _opened(page.content) as document:
        own = document[page.page]
        wide, tall = own.get_size()
        right, bottom = max(wide - left - ink_wide, 0), max(tall - top - ink_tall, 0)
        crop = (bottom, right, top, left) if turned else (left, bottom, right, top)
        seen = own.render(
            scale=dots, rotation=90 if turned else 0, crop=crop, grayscale=True, optimize_mode="print",
            no_smoothtext=sharp, no_smoothimage=sharp, no_smoothpath=sharp,
        )  # fmt: skip
        image = QImage(bytes(seen.buffer), seen.width, seen.height, seen.stride, QImage.Format.Format_Grayscale8).copy()
        seen.close()
    return image


def _too_large() -> Invalid:
    return Invalid(N_("The platform's label is too large."), hint=N_("Open it and print it by itself."))
