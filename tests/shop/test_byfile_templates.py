"""The seller's own templates filled: only our cells change, whatever else the platform put into the file stays."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import event

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import models, outbox, records
from shopdesk.shop import accounts, byfile, listings
from shopdesk.shop.byfile import owning, patching
from shopdesk.shop.byfile.uploads import Offered
from tests.conftest import Shop
from tests.shop.test_byfile import FILES, Stall, table

PLATFORMS = ("lazada", "shopee", "tiktok")
STOCK = [(f"{name}-file", f"{name}-stock.xlsx") for name in PLATFORMS]
LISTING = [(f"{name}-file", f"{name}-listing.xlsx") for name in PLATFORMS]


def fill(stall: Stall, path: Path | str) -> byfile.Filled:
    made = byfile.fill(stall.office, stall.account, FILES / path)
    byfile.save(stall.office, made, stall.office.data_dir / "filled")
    return made


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def grid(content: bytes) -> list[tuple[Any, ...]]:
    return list(sheet_of(content).iter_rows(values_only=True))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(content: bytes, word: str, heading: int) -> dict[str, Any]:
    """The row that names something, by the words of the row that holds the platform's headings (the first is 1)."""
    rows = grid(content)
    row = next(row for row in rows if word in row)
    return dict(zip(rows[heading - 1], row, strict=True))


def changed(before: bytes, after: bytes) -> dict[str, tuple[Any, Any]]:
    old, new = sheet_of(before), sheet_of(after)
    return {
        cell.coordinate: (old[cell.coordinate].value, cell.value)
        for row in new.iter_rows()
        for cell in row
        if old[cell.coordinate].value != cell.value
    }


@pytest.mark.parametrize(("channel", "name"), STOCK)
def test_todays_price_and_stock_stand_in_our_row_and_nowhere_else(shop: Shop, channel: str, name: str) -> None:
    stall = Stall(shop, channel)
    filled = fill(stall, name)
    before = (FILES / name).read_bytes()
    assert {str(new) for _old, new in changed(before, filled.content).values()} == {"120", str(stall.published())}
    assert [(line.sku, line.price, line.stock) for line in filled.lines] == [("JAM-1", 12_000, stall.published())]
    assert [left.what for left in filled.unknown] == ([] if channel == "tiktok-file" else ["OTHER-1"])


@pytest.mark.parametrize(("channel", "name"), STOCK + LISTING)
def test_everything_else_of_the_workbook_stays_byte_for_byte(shop: Shop, channel: str, name: str) -> None:
    before = (FILES / name).read_bytes()
    after = fill(Stall(shop, channel, state="wanted"), name).content
    old, new = parts(before), parts(after)
    assert old.keys() == new.keys()
    touched = {part for part in old if old[part] != new[part]}
    assert len([part for part in touched if part.startswith("xl/worksheets/")]) == 1
    assert touched <= {"xl/sharedStrings.xml", *(part for part in old if part.startswith("xl/worksheets/"))}
    ours, theirs = sheet_of(before), sheet_of(after)
    assert theirs.row_dimensions[1].hidden == ours.row_dimensions[1].hidden is True
    assert str(theirs.data_validations.dataValidation[0].sqref) == "C7:C500"


def test_a_number_stays_a_number_and_a_text_stays_a_text(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    row = found(fill(stall, "lazada-stock.xlsx").content, "JAM-1", 2)
    assert (row["*Price"], row["*Quantity"]) == (120, stall.published())
    row = found(fill(Stall(shop, "shopee-file"), "shopee-stock.xlsx").content, "2600144043", 1)
    assert row["et_title_variation_price"] == "120"


@pytest.mark.parametrize(("channel", "name"), LISTING)
def test_a_ready_listing_is_a_row_below_everything_that_is_there(shop: Shop, channel: str, name: str) -> None:
    stall = Stall(shop, channel, state="wanted")
    filled = fill(stall, name)
    (line,) = filled.lines
    used = len(grid((FILES / name).read_bytes()))
    assert line.row == used + 1
    values = list(grid(filled.content)[-1])
    assert {"แยมมะม่วงบ้านป้าสมศรี", "JAM-1", "120", str(stall.published()), "=หวาน", "100629"} <= set(values)
    assert ("350" if channel == "tiktok-file" else "0.35") in values


def test_words_that_begin_like_a_formula_are_text(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file", state="wanted")
    sheet = sheet_of(fill(stall, "shopee-listing.xlsx").content)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=หวาน"]
    assert [cell.data_type for cell in cells] != ["f"]
    stall = Stall(shop, "alibaba-file", state="wanted")
    assert b",'=" in fill(stall, "alibaba-listing.csv").content


def test_a_text_template_keeps_its_columns_letters_and_rows(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "alibaba-file", state="wanted")
    path = tmp_path / "mine.csv"
    path.write_bytes("หมายเหตุ,Product Name,Price,MOQ\r\n\r\nเก่า,ของเดิม,1,5\r\n".encode("cp874"))
    content = byfile.fill(stall.office, stall.account, path).content
    assert content.decode("cp874").splitlines() == [
        "หมายเหตุ,Product Name,Price,MOQ", "", "เก่า,ของเดิม,1,5", ",แยมมะม่วงบ้านป้าสมศรี,120",
    ]  # fmt: skip


def test_what_is_not_ready_is_named_with_the_reason(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file", state="wanted")
    with stall.office.writing() as desk:
        listings.set_price(desk, stall.unit, 50)
    filled = fill(stall, "shopee-listing.xlsx")
    assert (filled.lines, [left.what for left in filled.left]) == ((), ["แยมมะม่วงบ้านป้าสมศรี"])
    assert "1" in filled.left[0].reason


def test_goods_nobody_counted_keep_the_stock_of_the_file(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file", pieces=0)
    filled = fill(stall, "lazada-stock.xlsx")
    assert filled.lines[0].stock is None
    assert found(filled.content, "JAM-1", 2)["*Quantity"] == 3
    assert filled.left[0].what == "แยมมะม่วงบ้านป้าสมศรี"


def test_filling_the_filled_file_again_writes_into_the_same_row(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "shopee-file", state="wanted")
    first = fill(stall, "shopee-listing.xlsx")
    byfile.save(stall.office, first, tmp_path / "again.xlsx")
    second = byfile.fill(stall.office, stall.account, tmp_path / "again.xlsx")
    assert [line.row for line in second.lines] == [line.row for line in first.lines]


def test_the_platforms_names_are_learnt_from_its_file_and_orders_find_goods_by_them(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file", state="wanted")
    fill(stall, "lazada-stock.xlsx")
    with stall.office.reading() as desk:
        row, unit = listings.one(desk, stall.listing), listings.units(desk, stall.listing)[0]
    assert (row.state, row.remote, unit.remote) == ("live", "3069252927", "15298395971")


def test_looking_at_a_template_remembers_nothing(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    before = stall.deeds()
    seen = byfile.fill(stall.office, stall.account, FILES / "lazada-stock.xlsx")
    with stall.office.reading() as desk:
        stale = byfile.stale(desk, stall.account)
    assert (len(seen.lines), stall.deeds(), stale.filled_at) == (1, before, None)


def test_a_file_that_cannot_be_saved_was_not_filled(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file")
    made = byfile.fill(stall.office, stall.account, FILES / "lazada-stock.xlsx")
    before = stall.deeds()
    with pytest.raises(OSError, match="nowhere"):
        byfile.save(stall.office, made, tmp_path / "nowhere" / "filled.xlsx")
    assert stall.deeds() == before
    with pytest.raises(Conflict), stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)


def test_how_old_the_platforms_numbers_are_and_what_changed_since(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    fill(stall, "lazada-stock.xlsx")
    told = stall.published()
    with stall.office.reading() as desk:
        stale = byfile.stale(desk, stall.account)
    assert (stale.filled_at is not None, stale.filled_kind, stale.uploaded_at) == (True, "stock", None)
    with stall.office.writing() as desk:
        assert byfile.uploaded(desk, stall.account) == 1
    assert _waiting(stall) == []
    shop.sell((stall.jam, 3000))
    with stall.office.reading() as desk:
        stale = byfile.stale(desk, stall.account)
    (change,) = stale.changes
    assert (stale.filled_at, change.stock_then, change.stock) == (None, told, stall.published())
    assert _waiting(stall) == ["stock"]


def test_of_what_platforms_were_told_only_what_is_the_accounts_own_is_read(shop: Shop) -> None:
    stall, read = Stall(shop, "lazada-file"), list[int]()
    fill(stall, "lazada-stock.xlsx")
    with shop.office.writing() as desk:
        other = accounts.add(desk, "shopee-file", "อีกร้าน", options={"by_file": True}).id
        listing = models.Listing(uid="", account=other, offer=1, state="live")
        records.create(desk.session, desk.entry, listing, desk.now, desk.random)
        unit = models.ListingUnit(
            uid="", listing=listing.id or 0, account=other, sale_unit=stall.jam.sale_unit, item=stall.jam.item,
            seller_sku="JAM-1", price=12_000,
        )  # fmt: skip
        records.create(desk.session, desk.entry, unit, desk.now, desk.random)
        desk.session.add(models.Published(unit=unit.id or 0, stock=3, price=12_000, at=desk.now))
        byfile.uploaded(desk, stall.account)

    def loaded(row: models.Published, _context: object) -> None:
        read.append(row.unit)

    event.listen(models.Published, "load", loaded)
    try:
        with shop.office.reading() as desk:
            assert byfile.every(desk)[stall.account].uploaded_at is not None
        assert sorted(read) == sorted([stall.unit, unit.id or 0]), "each once"
    finally:
        event.remove(models.Published, "load", loaded)


class Word(str):
    """A name that counts how often it is compared."""

    compared = 0
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Word.compared += 1
        return str.__eq__(self, other)


def test_whose_a_row_is_is_found_in_one_look_however_many_goods_there_are() -> None:
    units = [Offered(n, n, Word(f"S{n}"), Word(f"R{n}"), Word(f"P{n // 2}"), "", "live", 1, 1) for n in range(401)]
    known, Word.compared = owning.Known(units), 0
    for n in range(401):
        assert known.whose(f"S{n}", "", "", "") is units[n]
        assert known.whose("", f"R{n}", "", "") is units[n]
        assert known.whose("", "no", "no", f"S{n}") is units[n]
    assert Word.compared <= 3 * 401
    assert known.whose("no", "R1", "P200", "S1") is None, "a code of ours that is not there is nobody's"
    assert known.whose("", "0", "P200", "") is units[400]
    assert known.whose("", "", "P1", "") is None, "of two sizes nobody knows which"
    assert known.whose("", "", "", "") is None


def test_what_changed_between_filling_and_uploading_stays_to_be_said(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    fill(stall, "lazada-stock.xlsx")
    shop.sell((stall.jam, 3000))
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    with stall.office.reading() as desk:
        assert len(byfile.stale(desk, stall.account).changes) == 1
    assert _waiting(stall) == ["stock"]


def _waiting(stall: Stall) -> list[str]:
    with stall.office.reading() as desk:
        return [entry.kind for entry in outbox.listing(desk.session.connection(), stall.account, 50)]


def test_a_listing_that_was_uploaded_is_not_offered_for_a_new_row_again(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file", state="wanted")
    fill(stall, "shopee-listing.xlsx")
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    assert fill(stall, "shopee-listing.xlsx").lines == ()


def test_nothing_is_uploaded_that_was_not_filled(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file")
    with pytest.raises(Conflict), stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)


def test_goods_taken_off_are_none_there(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    with stall.office.writing() as desk:
        listings.set_state(desk, stall.listing, "paused")
    assert found(fill(stall, "lazada-stock.xlsx").content, "JAM-1", 2)["*Quantity"] == 0


@pytest.mark.parametrize("name", ["lazada-orders-en.xlsx", "shopee-stock.xlsx", "README.md"])
def test_what_is_no_template_of_this_platform_is_refused(shop: Shop, name: str) -> None:
    with pytest.raises(Invalid):
        fill(Stall(shop, "lazada-file"), name)


SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="main"><x:dimension ref="A1:B2"/><x:sheetData>'
    '<x:row r="1"><x:c r="A1" s="3" t="s"><x:v>0</x:v></x:c></x:row><x:row r="2"/>'
    '<x:row r="4"><x:c r="B4" s=\'7\'/></x:row></x:sheetData><x:extLst><x:ext uri="{keep}"/></x:extLst></x:worksheet>'
)
WORDS = '<sst xmlns="main" count="2" uniqueCount="2"><si><t>หัว</t></si><si><r><t>ซ้อน</t></r></si></sst>'
BOOK = '<workbook xmlns:r="x"><sheets><sheet name="T" sheetId="1" r:id="rId9"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="rId9" Target="/xl/worksheets/s.xml"/></Relationships>'


def _by_hand(sheet: str, words: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/s.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", words)
    return made.getvalue()


def test_shared_words_are_added_behind_those_that_are_there() -> None:
    cells = {(1, 2): "ใหม่ <&>", (2, 0): "ใหม่ <&>", (3, 1): "9", (4, 1): "ทับ", (6, 27): "ไกล"}
    made = parts(patching.written(_by_hand(SHEET, WORDS), "T", cells))
    sheet, words = made["xl/worksheets/s.xml"].decode(), made["xl/sharedStrings.xml"].decode()
    assert words.count("<si>") == 6
    assert "ใหม่ &lt;&amp;&gt;" in words
    assert "niqueCount" not in words
    assert '<x:c r="A1" s="3" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>2</x:v></x:c>' in sheet
    assert '<x:row r="2"><x:c r="A2" t="s"><x:v>2</x:v></x:c></x:row><x:row r="3">' in sheet
    assert '<x:c r="B4" s="7" t="s">' in sheet
    assert '<x:row r="6"><x:c r="AB6" t="s">' in sheet
    assert '<x:dimension ref="A1:AB6"/>' in sheet
    assert '<x:ext uri="{keep}"/>' in sheet


def test_an_empty_sheet_takes_rows_and_one_with_words_of_its_own_is_refused() -> None:
    empty = '<worksheet xmlns="x"><sheetData/></worksheet>'
    made = parts(patching.written(_by_hand(empty, WORDS), "T", {(2, 0): "ก"}))
    assert made["xl/worksheets/s.xml"].endswith(
        b'<sheetData><row r="2"><c r="A2" t="s"><v>2</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(Invalid):
        patching.written(_by_hand('<!DOCTYPE a [<!ENTITY b "c">]>' + empty, WORDS), "T", {(2, 0): "ก"})
    with pytest.raises(Invalid):
        patching.written(_by_hand(empty, WORDS), "another", {(2, 0): "ก"})


def test_a_column_of_text_is_found_by_its_thai_heading(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file")
    rows: Sequence[Sequence[str]] = [["รหัสสินค้า", "SKU ร้านค้า", "ราคา", "จำนวน"], ["3069252927", "JAM-1", "1", "1"]]
    content = byfile.fill(stall.office, stall.account, table(tmp_path / "thai.csv", rows)).content
    assert content.decode("utf-8-sig").splitlines()[1] == f"3069252927,JAM-1,120,{stall.published()}"
