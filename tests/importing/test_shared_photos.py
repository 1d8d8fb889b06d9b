"""A catalogue that shops share carries small photos; what comes from others is looked at before it is kept."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.base.errors import Invalid, NotAllowed
from shopdesk.shop import catalogue, exporting, opening, photos
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import CASHIER, Actor
from tests.conftest import Shop, TestClock
from tests.importing.helpers import write

CODE = "8850999320014"


def _drawn(size: tuple[int, int], kind: str = "JPEG") -> bytes:
    noisy = Image.effect_noise(size, 80).convert("RGB")
    made = io.BytesIO()
    noisy.save(made, kind)
    return made.getvalue()


def _cell(data: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _shared(shop: Shop, path: Path) -> Path:
    with shop.office.reading() as work:
        table = exporting.as_catalogue(work)
        now = work.now
    table = exporting.with_photos(shop.office, table)
    if path.suffix == ".csv":
        exporting.write_csv(path, table)
    else:
        exporting.write_xlsx(path, table, now)
    return path


def _known_photo(office: Office) -> str:
    with office.reading() as work:
        found = catalogue.known(work, CODE)
    assert found is not None
    return found.photo


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_neighbour_sees_the_photo(shop: Shop, tmp_path: Path, clock: TestClock, kind: str) -> None:
    name = photos.keep(shop.office, _drawn((1200, 900)))
    shop.add("ปลากระป๋อง", 2500, codes=(CODE,), photo=name)
    shop.add("ไม่มีรูป", 500, codes=("8850999320021",))
    path = _shared(shop, tmp_path / f"share.{kind}")
    other = opening.open_office(tmp_path / "other", now=clock)
    assert catalogue.load(other, path) == 2
    (data,) = photos.read(other, [_known_photo(other)]).values()
    with Image.open(io.BytesIO(data)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (240, 180))
    assert len(data) <= 2 * photos.LARGEST_SHARED
    other.close()


def test_any_photo_of_ours_fits_a_cell_of_excel() -> None:
    for size in ((800, 800), (800, 30), (5, 5)):
        assert len(photos.as_text(_drawn(size))) < 32_767
    assert photos.as_text(b"no picture") == ""


def test_a_catalogue_without_a_picture_leaves_the_one_that_is_known(shop: Shop, tmp_path: Path) -> None:
    heading = ["บาร์โค้ด", "ชื่อสินค้า", "รูป"]
    catalogue.load(shop.office, write(tmp_path / "a.csv", [heading, [CODE, "ปลา", _cell(_drawn((60, 60)))]]))
    before = _known_photo(shop.office)
    catalogue.load(shop.office, write(tmp_path / "b.csv", [heading, [CODE, "ปลากระป๋อง", ""]]))
    assert _known_photo(shop.office) == before != ""


@pytest.mark.parametrize(
    "cell",
    [
        "data:image/jpeg;base64,",
        "data:image/jpeg;base64,%%%%",
        "data:image/jpeg;base64,AAAA",
        "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
        "data:text/html,<script>",
        "https://example.com/a.jpg",
        "/etc/passwd",
        _cell(b"GIF89a" + bytes(100)),
        _cell(_drawn((40, 40), "GIF"), "png"),
        _cell(_drawn((120, 120), "PNG"), "png"),
        _cell(b"\x89PNG\r\n\x1a\n" + bytes(50), "png"),
    ],
)
def test_what_is_no_small_picture_is_refused_and_the_goods_are_known(shop: Shop, tmp_path: Path, cell: str) -> None:
    with pytest.raises(Invalid):
        photos.from_text(cell)
    path = write(tmp_path / "a.csv", [["บาร์โค้ด", "ชื่อสินค้า", "รูป"], [CODE, "ปลา", cell]])
    assert catalogue.load(shop.office, path) == 1
    assert _known_photo(shop.office) == ""
    assert shop.check().ok


def test_a_small_file_of_many_dots_is_refused() -> None:
    made = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(made, "PNG")
    assert len(made.getvalue()) < photos.LARGEST_SHARED
    with pytest.raises(Invalid):
        photos.from_text(_cell(made.getvalue(), "png"))


def test_a_cashier_brings_none_in(shop: Shop, tmp_path: Path) -> None:
    with shop.office.reading() as work:
        owner = work.actor
    cashier = Actor(owner.party, owner.user, "แดง", "cashier", CASHIER)
    path = write(tmp_path / "a.csv", [["บาร์โค้ด", "ชื่อสินค้า", "รูป"], [CODE, "ปลา", _cell(_drawn((60, 60)))]])
    with pytest.raises(NotAllowed):
        catalogue.load(shop.office, path, actor=cashier)
    assert not (shop.office.data_dir / "media.db").exists()
