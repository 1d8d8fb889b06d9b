"""Labels from the command line."""

from pathlib import Path

import zxingcpp
from PIL import Image

from tests.cli.conftest import Terminal

WATER = "8850999320014"


def _shop(shopdesk: Terminal, folder: Path) -> None:
    goods = folder / "goods.csv"
    goods.write_text(f"ชื่อ,ราคา,บาร์โค้ด\nน้ำดื่ม,7,{WATER}\nตะกร้า,150,\n", "utf-8")
    assert shopdesk("import", "products", str(goods)).code == 0


def test_labels_come_as_sheet_picture_and_printers_bytes(shopdesk: Terminal, tmp_path: Path) -> None:
    _shop(shopdesk, tmp_path)
    sheet, roll, dots = (tmp_path / f"labels.{ending}" for ending in ("pdf", "png", "escpos"))
    made = shopdesk(
        "labels", f"{WATER}*3", "--kind", "tag", "--grid", "2x7", "--start", "4", "--out", str(sheet), "--json"
    )
    assert made.json["count"] == 3
    assert sheet.read_bytes().startswith(b"%PDF")
    shopdesk("labels", WATER, "ตะกร้า*2", "--make", "--out", str(roll))
    with Image.open(roll) as picture:
        read = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    assert len(read) == 3
    assert WATER in read
    assert shopdesk("labels", WATER, "--width", "80", "--out", str(dots)).code == 0
    assert dots.read_bytes().startswith(b"\x1b@")


def test_labels_of_changed_prices_and_what_is_refused(shopdesk: Terminal, tmp_path: Path) -> None:
    _shop(shopdesk, tmp_path)
    out = str(tmp_path / "labels.pdf")
    assert shopdesk("labels", "--changed", "--out", out).code == 1
    assert shopdesk("labels", WATER, "--kind", "weighed", "--out", out).code == 1
    assert shopdesk("labels", WATER, "--kind", "lot", "--out", out).code == 1
    assert shopdesk("labels", WATER, "--out", str(tmp_path / "labels.txt")).code == 1
    assert shopdesk("labels", "4711", "--out", out).code == 1
    assert shopdesk("labels", WATER).code == 2
