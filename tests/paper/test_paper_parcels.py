"""The papers of a parcel: the number is read back by another program, nothing runs over the edge of its label."""

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from shopdesk.base.errors import Invalid
from shopdesk.core.parcel_papers import AddressLabel, AddressLabels, PackingRow, PackingSlip
from shopdesk.paper import render
from shopdesk.paper.render import parcels


@pytest.fixture(autouse=True)
def app(qapp: QGuiApplication) -> None:
    """Drawing needs Qt."""


def label(number: str = "260100012345678", lines: int = 2) -> AddressLabel:
    street = "99/12 หมู่ 4 บ้านโนนสะอาด ตำบลผักปัง อำเภอภูเขียว จังหวัดชัยภูมิ 36110"
    return AddressLabel(
        number, "ร้านค้าชุมชนบ้านโนน", ("12 หมู่ 3 ต.บ้านโนน", "โทร 081-234-5678"), "คุณสมหญิง ใจดีมีสุข", "089-111-2222",
        (street,) * lines, 45_000, ("แยมมะม่วง × 2", "น้ำผึ้งป่า × 1"), "ร้านป้าสมศรี",
    )  # fmt: skip


def grey(image: QImage) -> Image.Image:
    shown = image.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (shown.width(), shown.height())
    return Image.frombytes("L", size, bytes(shown.constBits()), "raw", "L", shown.bytesPerLine())


def read(image: QImage) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(grey(image)))


@pytest.mark.parametrize("paper", parcels.PAPERS)
def test_the_number_of_each_label_is_read_back(paper: str) -> None:
    labels = [label(f"26010001234567{place}") for place in range(parcels.cells(paper))]
    assert read(parcels.picture(labels, paper)) == [one.number for one in labels]


def test_four_labels_are_on_one_page_and_the_fifth_on_the_next() -> None:
    assert parcels.pdf([label()] * 4, "a6x4").count(b"/Type /Page\n") == 1
    assert parcels.pdf([label()] * 5, "a6x4").count(b"/Type /Page\n") == 2
    assert parcels.pdf([label()] * 2, "a6x4", start=3).count(b"/Type /Page\n") == 2
    assert parcels.pdf([label()] * 2, "100x150").count(b"/Type /Page\n") == 2


def test_a_cell_the_sheet_does_not_have_is_refused() -> None:
    with pytest.raises(Invalid):
        parcels.pdf([label()], "a6x4", start=4)


@pytest.mark.parametrize("paper", parcels.PAPERS)
def test_the_longest_address_stays_on_its_label(paper: str) -> None:
    image = grey(parcels.picture([label(lines=5)], paper))
    box = parcels.cell(paper, 0)
    edge = round(box.width()) - 30
    inside = image.crop((edge, 12, edge + 20, round(box.height()) - 12))
    assert inside.getextrema()[0] > 120
    assert read(parcels.picture([label(lines=5)], paper)) == [label().number]


@pytest.mark.parametrize("width", [58, 80])
def test_labels_and_slips_come_out_of_the_roll_printer(width: render.Width) -> None:
    dots = render.raster(AddressLabels((label(), label("ORDER-7"))), width)
    assert read(render.picture(dots)) == sorted([label().number, "ORDER-7"])
    rows = (PackingRow("แยมมะม่วง", "2 กล่อง", "8850000000017"), PackingRow("น้ำผึ้ง", "1 ขวด"))
    slip = PackingSlip("ร้านป้าสมศรี", "260100012345678", "ร้านออนไลน์", "สมหญิง", rows, "ห่อดี ๆ", "ส่งภายใน 22 พ.ย.", 45_000)
    assert read(render.picture(render.raster(slip, width))) == ["260100012345678"]


def test_a_number_that_bars_cannot_say_is_written() -> None:
    assert read(parcels.picture([label("ใบสั่ง-7")], "100x150")) == []
