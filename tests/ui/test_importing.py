"""Bringing goods in from files, and taking them out."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from shopdesk.ui.pages.importing import export
from shopdesk.ui.shell import Window
from tests.ui.products_page import Imports, Shelf
from tests.ui.till_page import RICE, Till

LOYVERSE = """Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Cost,Barcode,\
Track stock,Available for sale [ร้าน],Price [ร้าน],In stock [ร้าน],Low stock [ร้าน]
a,10001,น้ำปลา,เครื่องปรุง,,N,,,20,8850123400018,Y,Y,32.00,24,5
b,10002,น้ำตาล,ของแห้ง,,N,,,22,8850123400032,Y,Y,28.00,40,5
"""
OWN = """ชื่อสินค้า,ราคาขาย,คงเหลือ,อะไรก็ไม่รู้
ข้าวสาร,185,10,ขวด
เกลือ,สิบบาท,5,ถุง
กะปิ,45,8,กระปุก
"""


@pytest.fixture
def imports(window: Window, shop: Any, ticks: Any) -> Imports:
    return Imports(Shelf(window, shop, ticks))


def file(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    place = tmp_path / "goods.csv"
    place.write_text(text, encoding=encoding)
    return place


def test_another_program_is_recognised_and_its_goods_come_in(imports: Imports, tmp_path: Path) -> None:
    imports.open(file(tmp_path, LOYVERSE))
    assert imports.found == "พบไฟล์ Loyverse 2 รายการ"
    assert imports.sums == ("2", "0", "0", "0")
    imports.bring_in()
    assert imports.step == "result"
    imports.shelf.click("ดูสินค้า")
    assert imports.shelf.listed == ["น้ำตาล", "น้ำปลา"]
    assert imports.shelf.stored("น้ำปลา") == ("32", "24")


def test_nothing_is_stored_before_the_button(imports: Imports, tmp_path: Path) -> None:
    imports.open(file(tmp_path, LOYVERSE))
    imports.shelf.press("Esc")
    assert imports.step == "start"
    imports.shelf.open()
    assert imports.shelf.listed == []


def test_bad_rows_are_shown_left_out_and_saved_with_their_reasons(imports: Imports, tmp_path: Path) -> None:
    imports.open(file(tmp_path, OWN, "cp874"))
    assert imports.sums == ("2", "0", "0", "1")
    assert imports.page.review.run.said() == "นำเข้า 2 ข้ามแถวเสีย 1"
    imports.bring_in()
    imports.page.write_rejects(tmp_path / "left.csv")
    imports.shelf.wait()
    told = (tmp_path / "left.csv").read_text("utf-8-sig").splitlines()
    assert len(told) == 2
    assert "สิบบาท" in told[1]
    assert imports.shelf.open().listed == ["กะปิ", "ข้าวสาร"]


def test_a_column_is_taken_for_what_a_person_says(imports: Imports, tmp_path: Path) -> None:
    imports.open(file(tmp_path, OWN.replace("ชื่อสินค้า", "คอลัมน์แรก")))
    assert "ชื่อ" in imports.news
    assert imports.page.review.run.isEnabled() is False
    imports.match("คอลัมน์แรก", "ชื่อสินค้า").match("อะไรก็ไม่รู้", "หน่วย")
    assert imports.sums == ("2", "0", "0", "1")
    imports.bring_in()
    assert imports.shelf.stored("กะปิ") == ("45", "8")


def test_the_same_file_again_changes_nothing(imports: Imports, tmp_path: Path) -> None:
    imports.open(file(tmp_path, LOYVERSE)).bring_in()
    imports.shelf.click("ไฟล์อื่น")
    imports.open(file(tmp_path, LOYVERSE))
    assert imports.sums == ("0", "0", "2", "0")
    assert imports.page.review.run.isEnabled() is False


def test_a_stopped_import_leaves_nothing(imports: Imports, tmp_path: Path) -> None:
    rows = [f"x{n},{n},ของ {n},,,N,,,,,Y,Y,5.00,1," for n in range(3000)]
    imports.open(file(tmp_path, LOYVERSE.splitlines()[0] + "\n" + "\n".join(rows)))
    imports.page.run()
    imports.page.stop()
    imports.shelf.wait()
    assert imports.step == "review"
    assert "ไม่ได้นำอะไรเข้า" in imports.news
    assert imports.shelf.open().listed == []


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0old excel", b"PK\x03\x04 broken", b"only one heading\n"])
def test_a_file_that_cannot_be_used_is_said_calmly(imports: Imports, tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "goods.xlsx"
    place.write_bytes(data)
    imports.open(place)
    assert imports.step == "start"
    assert imports.news


def test_the_starter_set_gives_loose_goods_without_prices(imports: Imports) -> None:
    imports.page.take_starter()
    imports.shelf.wait()
    imports.bring_in()
    imports.shelf.click("ดูสินค้า")
    assert "ผักบุ้ง" in imports.shelf.listed
    assert imports.shelf.chips[3].split()[-1] == imports.shelf.chips[0].split()[-1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_unchanged(imports: Imports, tmp_path: Path, kind: str) -> None:
    imports.open(file(tmp_path, LOYVERSE)).bring_in()
    imports.page.write_goods(kind, tmp_path / export.file_name(kind))
    imports.shelf.wait()
    assert "2" in imports.news
    imports.open(tmp_path / export.file_name(kind))
    assert imports.sums == ("0", "0", "2", "0")


def test_a_catalogue_of_another_shop_makes_a_scan_known(imports: Imports, tmp_path: Path) -> None:
    imports.page.load_catalogue(file(tmp_path, "บาร์โค้ด,ชื่อสินค้า,หมวด\n8850999320014,ปลากระป๋อง,ของแห้ง\n"))
    imports.shelf.wait()
    assert "1" in imports.news
    till = imports.shelf.window.go("till")
    imports.shelf.scan("8850999320014")
    assert till.over.unknown.name.value() == "ปลากระป๋อง"  # type: ignore[attr-defined]
    assert till.over.unknown.price.hasFocus()  # type: ignore[attr-defined]
    imports.shelf.open().scan("8850999320014")
    form = imports.shelf.page.editor.form
    assert (form.name.value(), form.category.value()) == ("ปลากระป๋อง", "ของแห้ง")


def test_a_cashier_needs_the_owner_to_bring_goods_in(imports: Imports, tmp_path: Path) -> None:
    from shopdesk.shop.rights import CASHIER, Actor

    window = imports.shelf.window
    with imports.shelf.shop.office.reading() as desk:
        owner = desk.actor
    window.actor = Actor(owner.party, owner.user, "แดง", "cashier", CASHIER)
    imports.open(file(tmp_path, LOYVERSE))
    assert imports.step == "start"
    window.ask_approval = lambda error, then: then(owner)
    imports.open(file(tmp_path, LOYVERSE)).bring_in()
    assert imports.step == "result"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp874"])
def test_a_file_is_read_in_whatever_encoding_a_program_wrote(imports: Imports, tmp_path: Path, encoding: str) -> None:
    imports.open(file(tmp_path, OWN, encoding)).bring_in()
    assert {"ข้าวสาร", "กะปิ"} <= set(imports.shelf.open().listed)


def test_selling_goes_on_while_ten_thousand_rows_come_in_and_stopping_leaves_only_the_sale(
    imports: Imports, till: Till, tmp_path: Path
) -> None:
    window = till.window
    before = set(imports.shelf.open().listed)
    window.go("importing")
    rows = [f"x{n},{n},ของ {n},,,N,,,,,Y,Y,5.00,1," for n in range(10_000)]
    imports.open(file(tmp_path, LOYVERSE.splitlines()[0] + "\n" + "\n".join(rows)))
    assert "10,000" in imports.found
    imports.page.run()
    QTest.qWait(50)
    assert imports.step == "progress"
    window.go("till")
    till.scan(RICE).paint().press("F5")
    assert till.sales == 1
    imports.page.stop()
    imports.shelf.wait()
    assert till.sales == 1
    assert set(imports.shelf.open().listed) == before
