"""Papers as they come out of a print head, on the screen and in a PDF."""

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter

from shopdesk.base.errors import ShopError
from shopdesk.core.documents import ReceiptLine
from shopdesk.paper import layout, render
from tests.paper import samples

ROOT = Path(__file__).parents[2]
WIDTHS: tuple[render.Width, ...] = (58, 80)
HARD = "ผู้ปั่นจี๊ดฤๅฏุ๋"


@pytest.fixture(autouse=True)
def app(qapp: QGuiApplication) -> None:
    """Drawing needs Qt."""


def image(dots: render.Raster) -> Image.Image:
    """The raster as a greyscale picture, black on white."""
    return Image.frombytes("1", (dots.width, dots.height), bytes(byte ^ 0xFF for byte in dots.bits)).convert("L")


def ink(picture: Image.Image) -> int:
    return picture.histogram()[0]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("document", samples.ALL, ids=lambda document: type(document).__name__)
def test_every_paper_fits_the_head_and_has_clear_edges_above_and_below(
    document: layout.Document, width: render.Width
) -> None:
    dots = render.raster(document, width)
    assert dots.width == {58: 384, 80: 576}[width]
    assert len(dots.bits) == dots.width // 8 * dots.height
    picture = image(dots)
    assert ink(picture.crop((0, 0, dots.width, 2))) == 0
    assert ink(picture.crop((0, dots.height - 2, dots.width, dots.height))) == 0
    assert ink(picture) > 1000


@pytest.mark.parametrize("width", WIDTHS)
def test_a_phone_reads_the_payment_qr_from_the_dots(width: render.Width) -> None:
    for document in (samples.PAYMENT, samples.TAX_RECEIPT):
        found = zxingcpp.read_barcodes(image(render.raster(document, width)))
        assert [code.text for code in found] == [samples.PAYLOAD]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_payload_still_has_whole_modules_a_phone_can_read(width: render.Width) -> None:
    longest = "0" * 178
    document = dataclasses.replace(samples.PAYMENT, payload=longest)
    found = zxingcpp.read_barcodes(image(render.raster(document, width)))
    assert [code.text for code in found] == [longest]


@pytest.mark.parametrize("width", WIDTHS)
def test_stacked_thai_marks_keep_every_dot_at_the_top_of_a_page_and_between_lines(width: render.Width) -> None:
    """The same words far from everything and squeezed between lines leave the same ink."""

    def printed(*names: str) -> int:
        lines = tuple(ReceiptLine(name, "", 0) for name in names)
        return ink(image(render.raster(dataclasses.replace(samples.HOLD, lines=lines), width)))

    empty, alone = printed(), printed(HARD)
    assert alone > empty
    each = printed(HARD, HARD) - alone
    assert printed(HARD, HARD, HARD) == empty + (alone - empty) + 2 * each
    top = dataclasses.replace(samples.PAYMENT, shop_name=HARD)
    assert ink(image(render.raster(top, width)).crop((0, 0, 384, 4))) == 0


def test_long_names_wrap_and_the_money_keeps_its_place() -> None:
    long = ReceiptLine("กล้วยน้ำว้าตากแห้งอบน้ำผึ้งดอกลำไยแท้จากสวนบ้านโนนสวรรค์ตำบลหนองแวง" * 2, "1 × 60", 6000)
    short = dataclasses.replace(samples.RECEIPT, lines=(ReceiptLine("ก", "1 × 60", 6000),))
    tall = dataclasses.replace(samples.RECEIPT, lines=(long,))
    small, large = render.raster(short, 58), render.raster(tall, 58)
    assert large.height > small.height + 3 * 30
    assert _right_edge(image(large)) == _right_edge(image(small))


def _right_edge(picture: Image.Image) -> list[bool]:
    """Whether each of the last columns holds any ink but that of rules."""
    column = picture.crop((picture.width - 12, 0, picture.width, picture.height))
    return [ink(column.crop((x, 0, x + 1, column.height))) > 0 for x in range(12)]


@pytest.mark.parametrize(
    "name",
    [
        "👨‍👩‍👧‍👦 ครอบครัว",
        "\x00\x1b@\x1dV\x00\x07\x7f\r\n\t",
        "\u202e12.00\u202c",
        "\ud83d lone half",
        "ก" + "\u0e49" * 200,
        "x" * 5000,
        "",
        " ",
        "<b>bold</b>&amp;<img src=x>",
        "{number} %s \\",
        "မြန်မာ ລາວ ខ្មែរ 中文 العربية",
    ],
)
@pytest.mark.parametrize("width", WIDTHS)
def test_hostile_names_do_no_harm(name: str, width: render.Width) -> None:
    document = dataclasses.replace(
        samples.RECEIPT,
        shop_name=name,
        cashier=name,
        footer=(name,),
        lines=(ReceiptLine(name, name, 100, (name,)),),
    )
    dots = render.raster(document, width)
    assert 200 < dots.height < 60_000
    assert render.preview(document, width).width() > dots.width
    assert render.pdf(document, width).startswith(b"%PDF")


def test_markup_in_a_name_is_shown_letter_for_letter() -> None:
    def drawn(name: str) -> bytes:
        return render.raster(dataclasses.replace(samples.HOLD, name=name), 58).bits

    assert drawn("<b>ป้าแดง</b>") != drawn("ป้าแดง")


def test_the_preview_shows_what_is_printed_on_white_paper() -> None:
    one, two = render.preview(samples.RECEIPT, 58), render.preview(samples.RECEIPT, 58, 2.0)
    dots = render.raster(samples.RECEIPT, 58)
    assert abs(one.height() - dots.height) < 60
    assert (two.width(), two.height()) == (2 * one.width(), 2 * one.height())
    assert one.pixelColor(3, 3) == QColor("white")
    assert render.picture(dots).pixelColor(3, 3) == QColor("white")


def test_the_picture_of_a_raster_is_the_raster() -> None:
    dots = render.raster(samples.RECEIPT, 80)
    shown = render.picture(dots)
    expected = image(dots)
    for x, y in ((0, 0), (30, 40), (288, 45), (570, 200), (100, dots.height - 40)):
        assert (shown.pixelColor(x, y).red() < 128) == (expected.getpixel((x, y)) == 0)


def test_a_logo_is_printed_and_a_broken_one_left_away() -> None:
    logo = QImage(300, 100, QImage.Format.Format_ARGB32)
    logo.fill(QColor(0, 0, 0, 255))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    logo.save(buffer, "PNG")  # type: ignore[call-overload]
    plain = render.raster(samples.RECEIPT, 58)
    adorned = render.raster(dataclasses.replace(samples.RECEIPT, logo=bytes(data.data())), 58)
    assert ink(image(adorned)) > ink(image(plain)) + 192 * 60
    assert render.raster(dataclasses.replace(samples.RECEIPT, logo=b"no picture"), 58) == plain


def _boxes(pdf: bytes) -> list[tuple[float, float]]:
    found = re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)
    return [(float(box.split()[2]), float(box.split()[3])) for box in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_pdf_is_one_page_as_wide_as_the_roll_and_as_long_as_the_receipt(width: render.Width) -> None:
    boxes = _boxes(render.pdf(samples.RECEIPT, width))
    assert len(boxes) == 1
    across, down = (points * 25.4 / 72 for points in boxes[0])
    assert across == pytest.approx(width, abs=0.4)
    dots = render.raster(samples.RECEIPT, width)
    assert down == pytest.approx(dots.height * 25.4 / 203 + (width - dots.width * 25.4 / 203), abs=5)


def test_a_pdf_holds_its_fonts_and_can_be_searched() -> None:
    pdf = render.pdf(samples.RECEIPT, 80)
    names = set(re.findall(rb"/FontName /[A-Z]{6}\+([A-Za-z-]+)", pdf))
    assert any(name.startswith(b"IBMPlexSansThaiLooped") for name in names), names
    assert pdf.count(b"/FontFile2") >= 2
    assert pdf.count(b"/ToUnicode") >= 2


def test_an_office_page_takes_a_long_report_over_several_pages_without_cutting_a_line(tmp_path: Path) -> None:
    rows = samples.REPORT.sections[0].rows * 60
    report = dataclasses.replace(
        samples.REPORT, sections=(dataclasses.replace(samples.REPORT.sections[0], rows=rows),) * 2
    )
    assert len(_boxes(_printed(samples.RECEIPT, tmp_path))) == 1
    assert len(_boxes(_printed(report, tmp_path))) >= 3


def _printed(document: layout.Document, folder: Path) -> bytes:
    path = folder / "page.pdf"
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFileName(str(path))
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    render.print_on(document, 80, device)
    return path.read_bytes()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_page_is_told_as_such(tmp_path: Path) -> None:
    device = QPrinter()
    device.setOutputFileName(str(tmp_path / "missing" / "page.pdf"))
    with pytest.raises(ShopError):
        render.print_on(samples.RECEIPT, 58, device)


def test_a_command_draws_without_any_display(tmp_path: Path) -> None:
    """As `shopdesk receipt --out` does: no window system, no application made before."""
    script = (
        "from shopdesk.paper import render; from tests.paper import samples; render.ensure_app();"
        "d = render.raster(samples.RECEIPT, 58); assert any(d.bits); render.pdf(samples.RECEIPT, 58)"
    )
    plain = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=plain, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
