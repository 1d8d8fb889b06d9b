"""Labels: the bars are read back by another program, wherever they are drawn."""

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from shopdesk.base.errors import Invalid
from shopdesk.core.tickets import KINDS, Kind, Ticket, TicketRoll
from shopdesk.paper import render
from shopdesk.paper.render import tickets

CODES = ("8850999320014", "2000000000015", "96385074", "SHOP-17 A")
LONG = "น้ำพริกเผากุ้งเสียบสูตรโบราณป้าสมศรี ขวดใหญ่พิเศษ 500 กรัม ผู้ปั่นจี๊ด"


@pytest.fixture(autouse=True)
def app(qapp: QGuiApplication) -> None:
    """Drawing needs Qt."""


def grey(image: QImage) -> Image.Image:
    shown = image.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (shown.width(), shown.height())
    return Image.frombytes("L", size, bytes(shown.constBits()), "raw", "L", shown.bytesPerLine())


def read(image: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


def label(code: str, kind: Kind = "shelf", name: str = LONG) -> Ticket:
    return Ticket(kind, name, 12_345, "แผง", "3.67 บาท/ฟอง", code, ("ควรบริโภคก่อน 31 ธ.ค. 2569",))


@pytest.mark.parametrize("width", [58, 80])
@pytest.mark.parametrize("kind", KINDS)
def test_a_roll_of_labels_is_read_back(width: render.Width, kind: Kind) -> None:
    dots = render.raster(TicketRoll(tuple(label(code, kind) for code in CODES)), width)
    picture = Image.frombytes("1", (dots.width, dots.height), bytes(byte ^ 0xFF for byte in dots.bits)).convert("L")
    assert read(picture) == sorted(CODES)


@pytest.mark.parametrize("name", sorted(tickets.GRIDS))
def test_a_sheet_of_stickers_is_read_back_cell_by_cell(name: str) -> None:
    grid = tickets.GRIDS[name]
    sheet = grey(tickets.page_picture([label(CODES[0]), label(CODES[1])], grid, grid.cells - 2))
    for place, code in ((grid.cells - 2, CODES[0]), (grid.cells - 1, CODES[1])):
        box = tickets.cell(grid, place)
        inside = sheet.crop((round(box.left()), round(box.top()), round(box.right()), round(box.bottom())))
        found = zxingcpp.read_barcodes(inside.resize((inside.width * 2, inside.height * 2)))
        assert [one.text for one in found] == [code]


@pytest.mark.parametrize("name", sorted(tickets.GRIDS))
def test_a_sheet_lies_whole_on_a4(name: str) -> None:
    grid = tickets.GRIDS[name]
    last = tickets.cell(grid, grid.cells - 1)
    assert last.right() <= 210 * render.fonts.DOTS_PER_INCH / 25.4 + 1
    assert last.bottom() <= 297 * render.fonts.DOTS_PER_INCH / 25.4 + 1


def test_pages_follow_where_a_sheet_is_full() -> None:
    grid = tickets.GRIDS["2x7"]
    made = tickets.pdf([label(CODES[0])] * 20, grid, 4)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == 2
    with pytest.raises(Invalid):
        tickets.pdf([label(CODES[0])], grid, 14)


def test_a_label_without_code_or_price_draws_its_words() -> None:
    image = grey(render.picture(render.raster(TicketRoll((Ticket("shelf", "ผักบุ้ง", None),)), 58)))
    assert 0 < sum(image.histogram()[:100]) < 20_000
