"""Keeping the goods: the list, what is typed over in it, and one goods on its page."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shopdesk.shop import goods as use_cases
from shopdesk.ui.shell import Window
from tests.ui.products_page import Shelf

RICE, WATER = "8850000000017", "8850000000024"


@pytest.fixture
def shelf(window: Window, shop: Any, ticks: Any) -> Shelf:
    shop.add("ข้าวหอมมะลิ 5 กก.", 18500, codes=(RICE,), category="ของแห้ง", stock=50_000)
    shop.add("น้ำดื่ม 600 มล.", 700, codes=(WATER,), category="เครื่องดื่ม", stock=3_000)
    shop.add("กล้วยตาก", None, stock=0)
    return Shelf(window, shop, ticks).open()


def test_the_list_stands_by_name_and_its_chips_count(shelf: Shelf) -> None:
    assert shelf.listed == ["กล้วยตาก", "ข้าวหอมมะลิ 5 กก.", "น้ำดื่ม 600 มล."]
    assert shelf.chips == ["ทั้งหมด 3", "ใกล้หมด 1", "หมด 1", "ไม่มีราคา 1", "เก็บแล้ว 0"]
    assert shelf.chip("low").listed == ["น้ำดื่ม 600 มล."]
    assert shelf.chip("all").search("หอม").listed == ["ข้าวหอมมะลิ 5 กก."]
    shelf.press("Esc")
    assert len(shelf.listed) == 3


def test_letters_typed_on_the_list_begin_a_search(shelf: Shelf) -> None:
    shelf.choose("กล้วยตาก").type("หอม")
    assert shelf.listed == ["ข้าวหอมมะลิ 5 กก."]


def test_a_price_is_typed_over_and_the_keyboard_goes_down(shelf: Shelf) -> None:
    shelf.type_over("price", "ข้าวหอมมะลิ 5 กก.", "190")
    assert shelf.stored("ข้าวหอมมะลิ 5 กก.") == ("190", "50")
    assert shelf.on == "น้ำดื่ม 600 มล."
    shelf.press("Ctrl+Z")
    assert shelf.stored("ข้าวหอมมะลิ 5 กก.") == ("185", "50")


def test_the_arrows_walk_through_the_list_and_enter_opens_it(shelf: Shelf) -> None:
    shelf.choose("กล้วยตาก").press("Down", "Down", "Up")
    assert shelf.on == "ข้าวหอมมะลิ 5 กก."
    shelf.press("Enter")
    assert shelf.page.editor.title.said() == "ข้าวหอมมะลิ 5 กก."
    shelf.press("Esc")
    assert shelf.on == "ข้าวหอมมะลิ 5 กก."


def test_what_is_left_is_typed_over_even_to_nothing(shelf: Shelf) -> None:
    shelf.type_over("left", "น้ำดื่ม 600 มล.", "0", end="Down")
    assert shelf.stored("น้ำดื่ม 600 มล.") == ("7", "0")
    assert shelf.chips[2] == "หมด 2"


def test_what_is_no_price_stays_in_its_field_and_is_said(shelf: Shelf) -> None:
    shelf.type_over("price", "ข้าวหอมมะลิ 5 กก.", "แพง")
    assert "ไม่ใช่จำนวนเงิน" in shelf.news
    assert shelf.stored("ข้าวหอมมะลิ 5 กก.") == ("185", "50")


def test_goods_are_taken_off_and_come_back(shelf: Shelf) -> None:
    shelf.choose("กล้วยตาก").press("Del")
    assert "กล้วยตาก" not in shelf.listed
    shelf.press("Ctrl+Z")
    assert "กล้วยตาก" in shelf.listed


def test_name_and_price_make_new_goods(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").write(name="ไข่ไก่", price="4").press("Ctrl+S")
    assert shelf.stored("ไข่ไก่") == ("4", "0")
    assert shelf.on == "ไข่ไก่"
    assert "บันทึก ไข่ไก่ แล้ว" in shelf.news
    shelf.press("Ctrl+Z")
    assert "ไข่ไก่" not in shelf.listed


def test_what_is_wrong_stands_beside_its_field_and_the_first_gets_the_keyboard(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").write(price="1,2", plu="12a").press("Ctrl+S")
    assert "ต้องมีชื่อ" in shelf.wrong("name")
    assert "ไม่ใช่จำนวนเงิน" in shelf.wrong("price")
    assert shelf.wrong("plu")
    assert shelf.page.editor.form.name.hasFocus()
    assert len(shelf.write(name="ไข่").listed) == 3


def test_a_barcode_of_other_goods_is_said_with_a_way_to_them(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").scan(RICE)
    assert "ข้าวหอมมะลิ" in shelf.page.editor.form.codes.note.said()
    shelf.click("เปิด")
    assert shelf.page.editor.title.said() == "ข้าวหอมมะลิ 5 กก."


def test_a_known_scan_opens_its_goods_and_an_unknown_one_begins_new_goods(shelf: Shelf) -> None:
    shelf.scan(WATER)
    assert shelf.page.editor.form.name.value() == "น้ำดื่ม 600 มล."
    shelf.press("Esc").scan("8850999320014").write(name="ปลากระป๋อง", price="20").press("Ctrl+S")
    with shelf.shop.office.reading() as desk:
        assert use_cases.scan(desk, "8850999320014")[1][0].name == "ปลากระป๋อง"


def test_goods_without_a_barcode_get_one_of_our_own(shelf: Shelf) -> None:
    shelf.choose("กล้วยตาก").press("Enter").click("สร้างให้").press("Ctrl+S")
    with shelf.shop.office.reading() as desk:
        (made,) = use_cases.draft_of(desk, use_cases.find(desk, "กล้วยตาก")[0].sale_unit).codes
        assert use_cases.scan(desk, made)[1][0].name == "กล้วยตาก"


def test_what_was_typed_and_left_can_be_had_again(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").write(name="น้ำแข็ง", price="5").press("Esc")
    assert "ยังไม่ได้บันทึก" in shelf.news
    shelf.press("Ctrl+Z")
    assert shelf.page.editor.form.name.value() == "น้ำแข็ง"


def test_what_was_typed_survives_another_language(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").write(name="น้ำแข็ง", price="5")
    shelf.window.set_language("en")
    shelf.wait()
    assert shelf.page.editor.form.name.value() == "น้ำแข็ง"
    assert shelf.page.editor.save_button.said() == "Save"


def test_a_sale_meanwhile_is_not_undone_by_saving(shelf: Shelf) -> None:
    shelf.choose("ข้าวหอมมะลิ 5 กก.").press("Enter")
    with shelf.shop.office.reading() as desk:
        rice = use_cases.scan(desk, RICE)[1][0]
    shelf.shop.sell((rice, 2000))
    shelf.write(price="188").press("Ctrl+S")
    assert shelf.stored("ข้าวหอมมะลิ 5 กก.") == ("188", "48")


def test_a_photo_is_shown_on_the_tile_and_in_the_list(shelf: Shelf, tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (900, 600), "orange").save(made, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(made.getvalue())
    shelf.choose("กล้วยตาก").press("Enter")
    shelf.page.editor.form.photo.put_file(tmp_path / "photo.jpg")
    shelf.wait().press("Ctrl+S")
    name = shelf.page.list.view.current()
    assert name is not None
    assert name.photo
    shelf.window.grab()
    shelf.wait()
    assert shelf.window.photos.get(name.photo) is not None


def test_a_cashier_needs_the_owner_to_change_a_price(shelf: Shelf) -> None:
    from shopdesk.shop.rights import CASHIER, Actor

    with shelf.shop.office.reading() as desk:
        owner = desk.actor
    shelf.window.actor = Actor(owner.party, owner.user, "แดง", "cashier", CASHIER)
    asked = []
    shelf.window.ask_approval = lambda error, then: asked.append(error) or then(owner)
    shelf.type_over("price", "ข้าวหอมมะลิ 5 กก.", "190")
    assert len(asked) == 1
    assert shelf.stored("ข้าวหอมมะลิ 5 กก.")[0] == "190"


def test_a_long_list_reads_only_what_is_seen(shelf: Shelf) -> None:
    with shelf.shop.office.writing() as desk:
        for n in range(150):
            use_cases.create(desk, use_cases.Draft(f"ของ {n:03}", 100))
    shelf.window.bus.goods_changed.emit()
    shelf.wait()
    shelf.window.grab()
    model = shelf.page.list.lines
    assert model.rowCount() == 153
    assert len(model._pages) == 1


def test_vat_is_asked_only_in_a_shop_registered_for_it(shelf: Shelf) -> None:
    from shopdesk.shop import settings

    rows = shelf.open().choose("ข้าวหอมมะลิ 5 กก.").press("Enter").page.editor.form.rows
    assert rows["vat_class"].isHidden()
    with shelf.shop.office.writing() as desk:
        settings.change(desk, "vat.registered", True)
    shelf.press("Esc").choose("ข้าวหอมมะลิ 5 กก.").press("Enter")
    assert not rows["vat_class"].isHidden()
