"""Files of other programs come in unchanged, told by their headings."""

from pathlib import Path

import pytest

from shopdesk.base.errors import Invalid
from shopdesk.shop import importing
from tests.conftest import Shop
from tests.importing.helpers import FILES, HEADINGS, bring_in, draft, shelf, workbook, write


def test_loyverse_goods_with_variants_weights_and_open_prices(shop: Shop) -> None:
    plan = importing.plan(FILES / "loyverse.csv")
    assert plan.title == "Loyverse"
    outcome = importing.run(shop.office, plan)
    assert (outcome.created, outcome.rejected) == (7, ())
    pork = draft(shop.office, "หมูเนื้อแดง")
    assert (pork.price, pork.unit, pork.by_weight, pork.stock) == (16500, "kg", True, 12350)
    fish = draft(shop.office, "น้ำปลาทิพรส 700 มล.")
    assert (fish.codes, fish.cost, fish.category, fish.sku) == (("8850123456787",), 2800, "เครื่องปรุง", "10001")
    black = draft(shop.office, "เสื้อยืด M / ดำ")
    assert (black.price, black.stock, black.category) == (13000, 0, "เสื้อผ้า")
    assert [notice.row for notice in outcome.notices] == [6]
    meal = draft(shop.office, "ข้าวกล่อง")
    assert (meal.price, meal.tracked) == (None, False)
    products = {thing.product for name, thing in shelf(shop.office).items() if name.startswith("เสื้อยืด")}
    assert len(products) == 1


def test_shopify_old_export_passes_over_pictures_and_joins_options(shop: Shop) -> None:
    outcome = bring_in(shop.office, FILES / "shopify-old.csv")
    assert (outcome.created, outcome.rejected) == (3, ())
    basket = draft(shop.office, "ตะกร้าสาน")
    assert (basket.codes, basket.category, basket.cost, basket.stock) == (("8859999000013",), "งานสาน", 12000, 7000)
    assert draft(shop.office, "เสื่อกก ใหญ่").category == "Rugs"


def test_shopify_new_template(shop: Shop) -> None:
    plan = importing.plan(FILES / "shopify-new.csv")
    assert (plan.title, plan.source) == ("Shopify", "shopify")
    importing.run(shop.office, plan)
    assert {name: thing.price for name, thing in shelf(shop.office).items()} == {
        "น้ำผึ้งป่า 250 มล.": 12000,
        "น้ำผึ้งป่า 750 มล.": 32000,
    }


def test_woocommerce_variations_take_name_and_category_of_their_parent(shop: Shop) -> None:
    outcome = bring_in(shop.office, FILES / "woocommerce.csv")
    assert (outcome.created, outcome.rejected) == (3, ())
    green = draft(shop.office, "Hoodie Green / No")
    assert (green.price, green.category, green.sku) == (4200, "Hoodies", "woo-hoodie-green")
    album = draft(shop.office, "Album")
    assert (album.price, album.codes, album.stock) == (1500, ("9780201379624",), 3000)


def test_woocommerce_of_a_thai_administrator(shop: Shop) -> None:
    plan = importing.plan(FILES / "woocommerce-thai.csv")
    assert plan.title == "WooCommerce"
    importing.run(shop.office, plan)
    sweet = draft(shop.office, "ขนมกล้วยกวน")
    assert (sweet.price, sweet.stock, sweet.category, sweet.sku) == (3500, 18000, "ขนมไทย", "KN-01")


def test_square_workbook_with_numbers_for_cells(shop: Shop, tmp_path: Path) -> None:
    head = [
        "Token",
        "Item Name",
        "Variation Name",
        "SKU",
        "Description",
        "Category",
        "GTIN",
        "Square Online Item Visibility",
        "Weight (lb)",
        "Price",
        "Sellable",
        "Stockable",
        "Option Name 1",
        "Option Value 1",
        "Default Unit Cost",
        "Current Quantity ร้านป้าแดง",
        "New Quantity ร้านป้าแดง",
        "Stock Alert Enabled ร้านป้าแดง",
    ]
    coffee = ["T1", "กาแฟเย็น", "Regular", "CF1", None, "เครื่องดื่ม", 8850999320014, "visible", None, 45.5, "Y", "Y"]
    large = ["T2", "กาแฟเย็น", "แก้วใหญ่", "CF2", None, "เครื่องดื่ม", None, "visible", None, "฿1,055.00", "Y", "Y"]
    file = workbook(
        tmp_path / "catalog.xlsx", [head, [*coffee, None, None, 20, 12.0, None, "N"], [*large, None, None, None, 3]]
    )
    plan = importing.plan(file)
    assert plan.title == "Square"
    assert importing.run(shop.office, plan).created == 2
    small = draft(shop.office, "กาแฟเย็น")
    assert (small.price, small.codes, small.stock, small.cost) == (4550, ("8850999320014",), 12000, 2000)
    assert draft(shop.office, "กาแฟเย็น แก้วใหญ่").price == 105500


@pytest.mark.parametrize("name", ["general-cp874.csv", "general-utf16.txt", "general-semicolon.csv"])
def test_any_thai_list_in_any_encoding(shop: Shop, name: str) -> None:
    outcome = bring_in(shop.office, FILES / name)
    assert (outcome.created, outcome.rejected) == (4, ())
    assert draft(shop.office, "มาม่าหมูสับ").unit == "sachet"
    assert draft(shop.office, "ไข่ไก่เบอร์ 2").stock == 30_000
    pork = draft(shop.office, "หมูสามชั้น")
    assert (pork.unit, pork.by_weight, pork.price) == ("kheed", True, 1800)
    assert (pork.stock, pork.cost) == (4000, 15000), "40 ขีด are 4 kg, and cost is kept by the kg"
    assert draft(shop.office, "ข้าวหอมมะลิ 5 กก.").price == 123450


def test_columns_can_be_matched_by_hand(shop: Shop, tmp_path: Path) -> None:
    file = write(tmp_path / "odd.csv", [["คอลัมน์ 1", "คอลัมน์ 2", "คอลัมน์ 3"], ["ปลาทู", "50", "หก"]])
    plan = importing.plan(file)
    assert plan.columns == ("", "", "")
    with pytest.raises(Invalid, match="ชื่อ"):
        importing.run(shop.office, plan)
    plan = plan.with_column(0, "price").with_column(0, "name").with_column(1, "price")
    assert [row.cells for row in plan.sample] == [("ปลาทู", "50", "หก")]
    assert importing.run(shop.office, plan).created == 1
    assert draft(shop.office, "ปลาทู").price == 5000


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    rows = [["ร้านป้าแดง"], ["รายการวันที่ 1"], HEADINGS, ["ปลา", "P1", "", "10", ""]]
    plan = importing.plan(write(tmp_path / "titled.csv", rows))
    assert plan.columns[0] == "name"
    assert [row.number for row in plan.rows] == [4]


def test_of_two_headings_for_one_thing_the_plainer_counts(tmp_path: Path) -> None:
    plan = importing.plan(write(tmp_path / "two.csv", [["ID", "SKU", "Description", "Name"], ["1", "S1", "x", "y"]]))
    assert plan.columns == ("", "sku", "", "name")
