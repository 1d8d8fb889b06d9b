"""Labels of platforms on our paper: what a courier scans is read back from the page that comes out of the printer."""

import re

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from shopdesk.base.errors import Invalid
from shopdesk.core.parcel_papers import AddressLabel, PlatformPage
from shopdesk.paper.render import courier, parcels
from shopdesk.practice import pdf

A6 = (105.0, 148.0)
DOTS = 300


@pytest.fixture(autouse=True)
def app(qapp: QGuiApplication) -> None:
    """Drawing needs Qt."""


def label(
    code: str, size: tuple[float, float] = A6, at: tuple[float, float] = (8, 8), pages: int = 1, *, lying: bool = False
) -> bytes:
    """A label as platforms make them: bars of a third of a millimetre, and the same in a small QR code below."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    writer.setPageSize(QPageSize(QSizeF(*(reversed(size) if lying else size)), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    painter.scale(600 / 25.4, 600 / 25.4)
    if lying:
        painter.translate(size[1], 0)
        painter.rotate(90)
    for page in range(pages):
        if page:
            writer.newPage()
        _drawn(painter, f"{code}{page or ''}", at)
    painter.end()
    return bytes(buffer.data().data())


def _drawn(painter: QPainter, code: str, at: tuple[float, float]) -> None:
    kinds = ((zxingcpp.BarcodeFormat.Code128, 0.0, 0.33, 20.0), (zxingcpp.BarcodeFormat.QRCode, 30.0, 0.5, 0.0))
    for kind, down, dot, tall in kinds:
        bars = zxingcpp.create_barcode(code, kind).to_image(scale=1, add_quiet_zones=False)
        height, width = memoryview(bars).shape
        image = QImage(bytes(memoryview(bars)), width, height, width, QImage.Format.Format_Grayscale8)
        image = image.copy(0, 0, width, 1) if tall else image
        place = QPointF(at[0], at[1] + down)
        painter.drawImage(QRectF(place, QSizeF(width * dot, tall or height * dot)), image)
    painter.drawRect(QRectF(at[0] - 5, at[1] - 5, 93, 138))


def read(made: bytes, dots: int = DOTS) -> list[list[str]]:
    """What a courier's camera reads of every page of a PDF."""
    document = pypdfium2.PdfDocument(made)
    shown = [page.render(scale=dots / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return [sorted(found.text for found in zxingcpp.read_barcodes(image)) for image in shown]


def twice(*codes: str) -> list[str]:
    return sorted(codes * 2)


def test_four_labels_stand_on_one_sheet_and_each_is_scanned() -> None:
    codes = [f"TH01234567890{n}X" for n in range(5)]
    pieces = [page for code in codes for page in courier.pages(label(code))]
    assert read(parcels.pdf(pieces, "a6x4")) == [twice(*codes[:4]), twice(codes[4])]
    assert read(parcels.pdf(pieces[:2], "a6x4", start=3)) == [twice(codes[0]), twice(codes[1])]


@pytest.mark.parametrize("dots", [203, 300, 600])
def test_a_label_printer_gets_one_to_a_page_in_its_own_dots(dots: int) -> None:
    codes = ["SPXTH0123456789", "TH47123456789A"]
    pieces = [page for code in codes for page in courier.pages(label(code))]
    assert read(parcels.pdf(pieces, "100x150"), dots) == [twice(codes[0]), twice(codes[1])]


def test_a_label_in_the_corner_of_a_whole_sheet_keeps_its_size() -> None:
    small, sheet = label("LEXDO0012345678"), label("LEXDO0012345678", (210.0, 297.0), at=(20, 40))
    (one,), (other,) = courier.pages(small), courier.pages(sheet)
    assert all(abs(ours - theirs) <= 10 for ours, theirs in zip(one.ink[2:], other.ink[2:], strict=True))
    assert read(parcels.pdf([one, other], "a6x4")) == [twice("LEXDO0012345678", "LEXDO0012345678")]


def test_a_label_that_lies_on_its_side_is_turned() -> None:
    (page,) = courier.pages(label("JT820012345678", lying=True))
    assert page.ink[2] > page.ink[3]
    assert courier.fits(QRectF(0, 0, 800, 1_150), page) == (1.0, True)
    assert read(parcels.pdf([page] * 3, "a6x4")) == [twice(*["JT820012345678"] * 3)]


def test_every_page_of_a_label_is_printed_and_ours_beside_it() -> None:
    ours = AddressLabel("ORDER7", "ร้าน", (), "สมหญิง", "", ("ชัยภูมิ",))
    made = parcels.pdf([*courier.pages(label("TH1", pages=2)), ours], "a6x4")
    assert read(made) == [sorted([*twice("TH1", "TH11"), "ORDER7"])]


def test_the_labels_of_the_marketplace_for_practice_are_read() -> None:
    (page,) = courier.pages(pdf.label("Practice marketplace", "TRK1234567", ["one"]))
    assert read(parcels.pdf([page] * 4, "a6x4")) == [["TRK1234567"] * 4]


def test_a_label_larger_than_its_place_is_refused_before_anything_is_printed() -> None:
    sheet = label("A1", (210.0, 297.0), at=(8, 8))
    (page,) = courier.pages(sheet)
    whole = PlatformPage(sheet, 0, (50, 50, 2_000, 2_800))
    with pytest.raises(Invalid) as refused:
        parcels.pdf([page, whole], "a6x4")
    assert "larger than this paper" in refused.value.text
    assert isinstance(parcels.taken("100x150", (whole,)), Invalid)


def locked() -> bytes:
    key = "<" + "41" * 32 + ">"
    words = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<41> <41>] >>"
    return re.sub(rb"(/Root 1 0 R) >>", rb"\1 " + words.encode(), pdf.label("x", "TRK1", []))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>label</html>", "no PDF"),
        (b"", "no PDF"),
        (b"%PDF-1.4 and nothing more", "damaged"),
        (pdf.label("x", "TRK1", [])[:400], "damaged"),
        (locked(), "locked"),
        (b"%PDF-" + bytes(courier.LARGEST), "too large"),
        (pdf.label("x", "TRK1", []).replace(b"0 0 298 420", b"0 0 298 98000"), "too large"),
        (re.sub(rb"stream\n.*\nendstream", b"stream\n\nendstream", pdf.label("", "", []), flags=re.DOTALL), "empty"),
    ],
)  # fmt: skip
def test_what_is_no_label_is_refused_in_plain_words(content: bytes, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        courier.pages(content)
    assert why in refused.value.text
    assert refused.value.hint


def test_a_label_of_a_hundred_pages_is_none() -> None:
    with pytest.raises(Invalid) as refused:
        courier.pages(label("T", pages=courier.MOST_PAGES + 1))
    assert "too large" in refused.value.text
