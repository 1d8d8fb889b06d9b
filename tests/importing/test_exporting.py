"""What goes out comes back whole, and no spreadsheet takes a name for a formula."""

import random
from pathlib import Path

import pytest

from shopdesk.base import i18n
from shopdesk.shop import catalogue, exporting, goods, importing, opening
from shopdesk.shop.desk import Office
from shopdesk.shop.importing.checking import check
from tests.conftest import MORNING, Shop
from tests.importing.helpers import FILES, bring_in, draft, shelf

ODD_NAMES = (
    '=HYPERLINK("http://x","กด")',
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "'=ก",
    'สบู่ "นก", ก้อน',
    "A<br>B",
    "น้ำ;ปลา",
)


def stocked(shop: Shop) -> None:
    for name in ODD_NAMES:
        shop.add(name, 1050, stock=3000)
    shop.add("ไข่ไก่", 450, unit="egg", codes=("8850000000013", "8850000000020"), cost=380, stock=30_000, category="ไข่")
    shop.add("หมูบด", 1600, unit="kheed", by_weight=True, cost=13_000, stock=4500, vat_class="exempt", plu="12")
    shop.add("ไข่ทั้งแผง", 12_000, unit="tray", cost=333, stock=60_000)
    shop.add("เบียร์", 6500, restricted="alcohol", sku="B-1", variant="ขวดใหญ่", unit="ขวดโหล")
    shop.add("ตามสั่ง", None, tracked=False, note="ป้าทำเอง")


def written(shop: Shop, path: Path, language: str) -> Path:
    with shop.office.reading() as work:
        table = exporting.products(work, language)
    if path.suffix == ".xlsx":
        exporting.write_xlsx(path, table, MORNING)
    else:
        exporting.write_csv(path, table)
    return path


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", ["goods.csv", "goods.xlsx"])
def test_our_own_file_changes_nothing_here_and_makes_the_same_elsewhere(
    shop: Shop, tmp_path: Path, language: str, name: str
) -> None:
    stocked(shop)
    file = written(shop, tmp_path / name, language)
    plan = importing.plan(file)
    assert plan.title == "ShopDesk"
    again = importing.run(shop.office, plan)
    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 13, ())
    other = opening.open_office(tmp_path / "other", random=random.Random(1))
    assert importing.run(other, plan).created == 13
    mine, theirs = _drafts(shop.office), _drafts(other)
    other.close()
    assert mine == theirs


def _drafts(office: Office) -> dict[str, goods.Draft]:
    return {name: draft(office, name) for name in shelf(office)}


def test_a_name_like_a_formula_is_text_in_the_file(shop: Shop, tmp_path: Path) -> None:
    stocked(shop)
    lines = written(shop, tmp_path / "goods.csv", "th").read_bytes().decode("utf-8-sig").splitlines()
    starts = [line.lstrip('"')[:1] for line in lines]
    assert not {"=", "+", "-", "@"} & set(starts)
    import openpyxl

    sheet = openpyxl.load_workbook(written(shop, tmp_path / "goods.xlsx", "th")).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_headings_follow_the_language_of_the_moment(shop: Shop) -> None:
    with shop.office.reading() as work:
        assert exporting.products(work)[0][0] == "ชื่อสินค้า"
        i18n.set_language("en")
        try:
            assert exporting.products(work)[0][0] == "Product name"
        finally:
            i18n.set_language("th")


def test_a_catalogue_to_share_tells_no_price_and_no_stock(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop.office, FILES / "loyverse.csv")
    with shop.office.reading() as work:
        exporting.write_csv(tmp_path / "share.csv", exporting.as_catalogue(work))
    text = (tmp_path / "share.csv").read_text(encoding="utf-8-sig")
    assert "8850123456787" in text
    assert "35" not in text.replace("8850123456787", "")
    other = opening.open_office(tmp_path / "other", random=random.Random(1))
    assert catalogue.load(other, tmp_path / "share.csv") == 1
    assert catalogue.load(other, tmp_path / "share.csv") == 1
    with other.writing() as work:
        assert catalogue.size(work) == 1
        told = catalogue.known(work, "8850123456787")
        assert told is not None
        assert (told.name, told.price, told.category) == ("น้ำปลาทิพรส 700 มล.", None, "เครื่องปรุง")
        made = goods.create_at_till(work, told.name, 3900, "8850123456787", told)
        assert catalogue.known(work, "8850000000013") is None
    assert (made.price, made.code) == (3900, "8850123456787")
    other.close()


def test_the_starter_set_is_loose_goods_without_prices(shop: Shop) -> None:
    plan = importing.plan(catalogue.starter_file())
    loose = [good.draft for good in check(plan).goods]
    assert len(loose) >= 120
    assert len({one.name for one in loose}) == len(loose)
    assert all(one.price is None and one.category and not one.codes for one in loose)
    outcome = importing.run(shop.office, plan)
    assert (outcome.created, outcome.rejected) == (len(loose), ())
    rice = draft(shop.office, "ข้าวหอมมะลิ")
    assert (rice.unit, rice.by_weight, rice.vat_class) == ("kg", True, "exempt")
