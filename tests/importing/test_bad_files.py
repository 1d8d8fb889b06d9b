"""Files that are broken, hostile or too large are refused in words; bad rows are named, good ones kept as they are."""

import zipfile
from pathlib import Path

import pytest

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.shop import importing
from tests.conftest import Shop
from tests.importing.helpers import FILES, HEADINGS, bring_in, draft, repacked, shelf, workbook, write

HOSTILE = '<img src="//evil/share/x.png"> {0.__class__} %s'


def test_every_bad_row_is_named_with_its_reason_and_nothing_is_stored(shop: Shop) -> None:
    outcome = bring_in(shop.office, FILES / "bad-rows.csv")
    assert not outcome.stored
    assert shelf(shop.office) == {}
    assert {bad.row: bad.column for bad in outcome.rejected} == {
        **dict.fromkeys(range(3, 9), "price"), 9: "codes", 10: "sku", 11: "codes", 12: "name",
    }  # fmt: skip
    reasons = {bad.row: bad.reason for bad in outcome.rejected}
    assert "Excel" in reasons[9]
    assert reasons[12].startswith("แถวนี้ไม่มีชื่อสินค้า")
    assert all("แถว 2" in reasons[row] for row in (10, 11))


def test_a_broken_workbook_is_told_as_one(tmp_path: Path) -> None:
    broken = tmp_path / "goods.xlsx"
    broken.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(Invalid, match="Excel") as refused:
        importing.plan(broken)
    assert "Excel" in refused.value.hint
    assert "CSV" not in refused.value.hint


def test_bad_rows_can_be_skipped(shop: Shop) -> None:
    outcome = bring_in(shop.office, FILES / "bad-rows.csv", skip_bad=True)
    assert (outcome.stored, outcome.created, len(outcome.rejected)) == (True, 4, 10)
    assert outcome.to_data()["rejected"][0]["row"] == 3
    assert {notice.row for notice in outcome.notices} == {13, 14}
    below = draft(shop.office, "ติดลบ")
    assert (below.price, below.stock) == (123450, 0)
    assert len(draft(shop.office, "ศูนย์หาย").codes) == 2
    assert HOSTILE in shelf(shop.office), "letter for letter"


def test_rejected_rows_come_back_as_a_file_that_can_be_mended(shop: Shop, tmp_path: Path) -> None:
    plan = importing.plan(FILES / "bad-rows.csv")
    outcome = importing.run(shop.office, plan, skip_bad=True)
    importing.write_rejected(tmp_path / "left.csv", plan, outcome.rejected)
    again = importing.plan(tmp_path / "left.csv")
    assert again.headings[-1] == "เหตุผลที่นำเข้าไม่ได้"
    assert len(again.rows) == 10
    assert "'=1+1" in (tmp_path / "left.csv").read_text(encoding="utf-8-sig"), "no spreadsheet works it out"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ว่างเปล่า"),
        (b"\xef\xbb\xbf\r\n\r\n", "ว่างเปล่า"),
        ("ชื่อสินค้า,ราคาขาย\n".encode(), "ไม่มีสินค้า"),
        ("ชื่อสินค้า,ราคาขาย,ราคาขาย\nก,1,2\n".encode(), "สองช่อง"),
        ('ชื่อสินค้า,ราคาขาย\nก,1\n"ข,2\nค,3\n'.encode(), "บรรทัด 3"),
        (('ชื่อสินค้า,ราคาขาย\n"ก' + ",1\nข" * 60_000).encode(), "บรรทัด 2"),
        (("ชื่อสินค้า" + ",x" * 600 + "\nก\n").encode(), "500"),
        (("ชื่อสินค้า\n" + "ก\n" * 100_002).encode(), "100,000"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Excel รุ่นเก่า"),
        (b"PK\x03\x04" + b"\0" * 600, "เสีย"),
        (b"\xff\xfe\x00\xd8\x00", "อ่านตัวหนังสือ"),
        (b"name,price\n\x80\x81\xff\xfe,1\n", "อ่านตัวหนังสือ"),
    ],
    ids=["empty", "blank", "header", "twice", "quote", "long quote", "wide", "long", "xls", "zip", "utf16", "odd"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "file.csv").write_bytes(data)
    with pytest.raises(Invalid) as refused:
        importing.plan(tmp_path / "file.csv")
    assert words in str(refused.value)
    assert refused.value.hint


def test_a_file_over_50_megabytes_and_one_that_is_gone(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(Invalid):
        importing.plan(tmp_path / "big.csv")
    with pytest.raises(NotFound):
        importing.plan(tmp_path / "gone.csv")


def test_one_overlong_cell_costs_its_row_only(shop: Shop, tmp_path: Path) -> None:
    file = write(tmp_path / "long.csv", [HEADINGS, ["ก" * 200_000, "", "", "1", ""], ["ปลา", "", "", "10", ""]])
    outcome = bring_in(shop.office, file, skip_bad=True)
    assert [bad.row for bad in outcome.rejected] == [2]
    assert list(shelf(shop.office)) == ["ปลา"]


def test_a_workbook_that_unpacks_a_thousandfold_is_refused_unopened(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bomb.xlsx", [["ชื่อสินค้า", "ราคาขาย"], ["ก", 1]])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/zero.bin", "w") as part:
        for _ in range(40):
            part.write(bytes(1 << 20))
    with pytest.raises(Invalid, match="ใหญ่ผิดปกติ"):
        importing.plan(file)


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bomb.xlsx", [["ชื่อสินค้า", "ราคาขาย"], ["ก", 1]])
    repacked(file, "xl/workbook.xml", "<workbook", '<!DOCTYPE x [<!ENTITY a "b">]><workbook')
    with pytest.raises(Invalid, match="เสีย"):
        importing.plan(file)


def test_formulas_without_results_are_refused_and_results_are_read(shop: Shop, tmp_path: Path) -> None:
    file = workbook(tmp_path / "sums.xlsx", [["ชื่อสินค้า", "ราคาขาย"], ["ก", "=20*1.5"]])
    with pytest.raises(Invalid, match="สูตร"):
        importing.plan(file)
    sheet = "xl/worksheets/sheet1.xml"
    repacked(file, sheet, "<f>20*1.5</f><v></v>", "<f>20*1.5</f><v>30</v>")
    repacked(file, sheet, "<f>20*1.5</f><v />", "<f>20*1.5</f><v>30</v>")
    repacked(file, sheet, "<f>20*1.5</f><v/>", "<f>20*1.5</f><v>30</v>")
    bring_in(shop.office, file)
    assert draft(shop.office, "ก").price == 3000


def test_a_formula_that_came_out_as_empty_text_is_a_result(tmp_path: Path) -> None:
    file = workbook(tmp_path / "sums.xlsx", [["ชื่อสินค้า", "ราคาขาย", "หมวด"], ["ก", 30, '=IF(1,"",2)']])
    sheet = "xl/worksheets/sheet1.xml"
    repacked(file, sheet, '<c r="C2">', '<c r="C2" t="str">')
    assert importing.plan(file).rows[0].cells[:2] == ("ก", "30")


def test_an_address_in_a_picture_column_is_not_kept(shop: Shop, tmp_path: Path) -> None:
    rows = [["ชื่อสินค้า", "ราคาขาย", "รูป"], ["ก", "1", "file:///etc/passwd"], ["ข", "1", "//host/x.png"]]
    bring_in(shop.office, write(tmp_path / "a.csv", rows))
    assert {draft(shop.office, name).photo for name in ("ก", "ข")} == {""}


def test_a_million_empty_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    file = workbook(tmp_path / "styled.xlsx", [["ชื่อสินค้า", "ราคาขาย"], ["ก", 30]])
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 120_000))
    repacked(file, "xl/worksheets/sheet1.xml", "</sheetData>", f"{empty}</sheetData>")
    with pytest.raises(Invalid, match="100,000"):
        importing.plan(file)
