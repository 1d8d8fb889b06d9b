"""Everything more there is of goods, on sheets of the editor: units, sizes, prices, parts, papers, containers."""

from typing import Any

import pytest

from shopdesk.shop import certificates, composing, containers, goods, markdowns, prices, variants
from shopdesk.ui.pages.products.made import MarkdownsSheet
from shopdesk.ui.shell import Window
from tests.ui.products_page import Shelf


@pytest.fixture
def shelf(window: Window, shop: Any, ticks: Any) -> Shelf:
    shop.add("ไข่ไก่", 400, unit="egg", stock=90_000)
    shop.add("ชุดเช้า", 3_000)
    return Shelf(window, shop, ticks).open()


def _more(shelf: Shelf, name: str) -> Any:
    shelf.choose(name).press("Enter")
    shelf.click("เพิ่มเติม")
    return shelf.page.editor.form.facets


def _own(shelf: Shelf, name: str) -> goods.Goods:
    with shelf.shop.office.reading() as desk:
        return next(one for one in goods.find(desk, name) if one.name == name)


def test_a_tray_is_added_and_taken_off_again(shelf: Shelf) -> None:
    facets = _more(shelf, "ไข่ไก่")
    sheet = facets.open("units")
    sheet.unit.show_value("tray")
    sheet.price.setText("110")
    sheet.enter()
    assert sheet.said() == ["ฟอง", "แผง = 30 ฟอง"]
    sheet.unit.show_value("sack")
    sheet.enter()
    assert "เท่าไร" in sheet.strip.said()
    with shelf.shop.office.reading() as desk:
        tray = variants.ways(desk, _own(shelf, "ไข่ไก่").sale_unit)[1].sale_unit
    sheet.drop(tray)
    assert sheet.said() == ["ฟอง"]
    sheet.finish(None)
    assert facets.said["units"].said() == "ฟอง"


def test_a_size_is_added(shelf: Shelf) -> None:
    sheet = _more(shelf, "ชุดเช้า").open("variants")
    sheet.name.setText("ใหญ่")
    sheet.price.setText("45")
    sheet.code.setText("8850000000307")
    sheet.enter()
    assert sheet.said() == ["ไม่มีชื่อ", "ใหญ่"]
    assert _own(shelf, "ชุดเช้า ใหญ่").price == 4_500


def test_a_price_for_members_makes_their_group(shelf: Shelf) -> None:
    sheet = _more(shelf, "ไข่ไก่").open("prices")
    sheet.group.setEditText("สมาชิก")
    sheet.from_qty.setText("10")
    sheet.price.setText("3.75")
    sheet.enter()
    assert sheet.said() == ["ตั้งแต่ 10 · สมาชิก"]
    with shelf.shop.office.reading() as desk:
        (rule,) = prices.rules(desk, [_own(shelf, "ไข่ไก่").sale_unit])
    assert (rule.group_name, rule.from_qty, rule.price) == ("สมาชิก", 10_000, 375)
    sheet.drop(rule.id)
    assert sheet.said() == []


def test_a_set_is_put_together_by_name(shelf: Shelf) -> None:
    sheet = _more(shelf, "ชุดเช้า").open("parts")
    sheet.part.setText("ไม่มีอะไร")
    sheet.enter()
    assert "ไม่มีของชื่อนี้" in sheet.strip.said()
    sheet.part.setText("ไข่ไก่")
    sheet.qty.setText("2")
    sheet.enter()
    assert sheet.said() == ["ไข่ไก่"]
    with shelf.shop.office.reading() as desk:
        assert composing.makeable(desk, _own(shelf, "ชุดเช้า").sale_unit) == 45_000


def test_a_certificate_with_its_last_day(shelf: Shelf) -> None:
    sheet = _more(shelf, "ไข่ไก่").open("certificates")
    sheet.kind.show_value("gap")
    sheet.number.setText("กษ 03-9001")
    sheet.valid_to.setText("1/12/2569")
    sheet.enter()
    assert sheet.said() == ["GAP กษ 03-9001"]
    with shelf.shop.office.reading() as desk:
        assert [(one.left, one.of) for one in certificates.ending(desk)] == [(9, "ไข่ไก่")]


def test_goods_go_out_in_a_container_with_a_deposit(shelf: Shelf) -> None:
    sheet = _more(shelf, "ไข่ไก่").open("container")
    sheet.container.setEditText("ลังไข่")
    sheet.deposit.setText("20")
    sheet.enter()
    own = _own(shelf, "ไข่ไก่")
    assert (own.container_name, own.deposit, own.holds) == ("ลังไข่", 2_000, 1_000)
    sheet.drop(own.container)
    with shelf.shop.office.reading() as desk:
        assert containers.of_unit(desk, own.sale_unit) is None


def test_money_for_somebody_else(shelf: Shelf) -> None:
    facets = _more(shelf, "ชุดเช้า")
    facets.passing.click()
    assert _own(shelf, "ชุดเช้า").agent
    facets.passing.click()
    assert not _own(shelf, "ชุดเช้า").agent


def test_less_before_the_last_day(shelf: Shelf) -> None:
    sheet = MarkdownsSheet(shelf.window)
    shelf.window.open(sheet)
    sheet.days.setText("3")
    sheet.percent.setText("30")
    sheet.enter()
    assert sheet.said() == ["ก่อน 3 วัน"]
    with shelf.shop.office.reading() as desk:
        assert [(rule.days, rule.percent) for rule in markdowns.rules(desk)] == [(3, 3_000)]


def test_new_goods_have_nothing_more_before_they_are_stored(shelf: Shelf) -> None:
    shelf.press("Ctrl+N").click("เพิ่มเติม")
    assert not shelf.page.editor.form.facets.isVisible()


def test_several_goods_are_changed_and_put_back(shelf: Shelf) -> None:
    shelf.choose("ไข่ไก่").press("Space").choose("ชุดเช้า").press("Space")
    shelf.click("เปลี่ยน 2 อย่าง")
    sheet: Any = shelf.window.sheet
    sheet.enter()
    assert sheet.strip.said()
    sheet.percent.setText("-10")
    sheet.category.setEditText("อาหาร")
    sheet.enter()
    assert (shelf.stored("ไข่ไก่")[0], shelf.stored("ชุดเช้า")[0]) == ("3.50", "27")
    shelf.wait().press("Ctrl+Z")
    assert (shelf.stored("ไข่ไก่")[0], shelf.stored("ชุดเช้า")[0]) == ("4", "30")


def test_two_goods_become_one(shelf: Shelf) -> None:
    shelf.shop.add("ไข่ไก่เบอร์ 1", 450, unit="egg", stock=10_000)
    shelf.window.bus.goods_changed.emit()
    shelf.wait().choose("ไข่ไก่").press("Space").choose("ไข่ไก่เบอร์ 1").press("Space")
    shelf.click("เปลี่ยน 2 อย่าง").click("เป็นของเดียวกัน").click("ไข่ไก่")
    assert shelf.stored("ไข่ไก่") == ("4", "100")
    assert "ไข่ไก่เบอร์ 1" not in shelf.wait().listed


def test_marks_go_with_esc_and_to_the_labels(shelf: Shelf) -> None:
    shelf.choose("ไข่ไก่").press("Space").press("Esc")
    assert shelf.page.list.view.marked() == []
    shelf.choose("ไข่ไก่").press("Space")
    shelf.page.list.feet["labels"].click()
    shelf.wait()
    page: Any = shelf.window.page
    assert [row.name for row in page.chosen] == ["ไข่ไก่"]


def test_an_ending_certificate_is_said_on_the_list(window: Window, shop: Any, ticks: Any) -> None:
    chili = shop.add("น้ำพริก", 5_000)
    with shop.office.writing() as desk:
        certificates.add(desk, certificates.Paper("gap", "1", valid_to="2026-12-01"), product=chili.product)
    assert "ใบรับรอง 1" in Shelf(window, shop, ticks).open().page.strip.said()


def test_goods_off_the_list_are_found_and_sold_again(shelf: Shelf) -> None:
    shelf.choose("ไข่ไก่").press("Delete").wait()
    assert shelf.listed == ["ชุดเช้า"]
    shelf.chip("away")
    assert (shelf.listed, shelf.chips[-1]) == (["ไข่ไก่"], "เก็บแล้ว 1")
    shelf.choose("ไข่ไก่").press("Delete").wait()
    shelf.click("เอากลับมาขาย")
    shelf.wait()
    assert shelf.listed == []
    shelf.press("Esc").wait()
    assert shelf.listed == ["ไข่ไก่", "ชุดเช้า"]


def test_two_goods_with_one_barcode_are_made_one_and_two_again(shelf: Shelf) -> None:
    code = "8850000000307"
    shelf.shop.add("ไข่เบอร์ 0", 450, unit="egg", codes=(code,), stock=30_000)
    shelf.window.bus.goods_changed.emit()
    shelf.wait().choose("ไข่ไก่").press("Enter")
    codes = shelf.page.editor.form.codes
    assert codes.merger.isHidden()
    codes.add(code)
    assert not codes.merger.isHidden()
    codes.merger.click()
    sheet = shelf.window.sheet
    assert sheet is not None
    sheet.finish((_own(shelf, "ไข่ไก่").sale_unit, _own(shelf, "ไข่เบอร์ 0").sale_unit))
    shelf.wait()
    assert not shelf.page.editing
    assert (shelf.listed, _own(shelf, "ไข่ไก่").stock) == (["ไข่ไก่", "ชุดเช้า"], 120_000)
    shelf.press("Ctrl+Z").wait()
    assert shelf.listed == ["ไข่ไก่", "ไข่เบอร์ 0", "ชุดเช้า"]
    assert (_own(shelf, "ไข่ไก่").stock, _own(shelf, "ไข่เบอร์ 0").stock) == (90_000, 30_000)
