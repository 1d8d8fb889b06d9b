"""Goods as a file: CSV for any spreadsheet, XLSX, and a catalogue to share (no price or stock). All come back whole.

Text that a spreadsheet would take for a formula gets a ' in front; importing takes it off again.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from shopdesk.base import files, i18n
from shopdesk.core import money, quantity, unit
from shopdesk.shop import photos
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.importing import columns
from shopdesk.shop.importing.cells import escaped
from shopdesk.shop.rights import Right, use_case

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

CATALOGUE = ("codes", "name", "unit", "category", "photo")
# With more pictures a catalogue would grow beyond what an import reads.
_MOST_PHOTO_TEXT = 30_000_000
_PHOTOS_AT_ONCE = 100
_PHOTO = CATALOGUE.index("photo")
_EVERYTHING = tuple(field.code for field in columns.FIELDS)
_NUMBERS = frozenset({"price", "cost", "stock"})
_YES_NO = {True: "Y", False: "N"}

_GOODS = text(
    "SELECT u.id, p.name, i.variant, i.sku, u.plu, u.price, i.cost, u.unit, u.ratio, u.by_weight, c.name AS category, "
    "p.vat_class, p.restricted, p.tracked, p.note, p.photo, "
    "(SELECT sum(s.qty) FROM stock s WHERE s.item = i.id) AS stock FROM sale_unit u JOIN item i ON i.id = u.item "
    "JOIN product p ON p.id = i.product LEFT JOIN category c ON c.id = p.category "
    "WHERE u.archived_at IS NULL ORDER BY c.position, p.name, p.id, i.id, u.id"
)
_CODES = text("SELECT sale_unit, code FROM sale_code ORDER BY sale_unit, code")


@use_case(Right.GOODS)
def products(desk: Desk, language: str | None = None) -> list[list[str]]:
    """Every goods on the shelf as rows of text under our own headings (those of the language of the moment)."""
    return _table(desk, _EVERYTHING, language)


@use_case(Right.GOODS)
def as_catalogue(desk: Desk, language: str | None = None) -> list[list[str]]:
    """What a neighbour's shop may know of goods with a barcode: name, unit, category, photo; never price or stock."""
    heading, *rows = _table(desk, CATALOGUE, language)
    return [heading, *(row for row in rows if row[0])]


def with_photos(office: Office, catalogue: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of `as_catalogue` with small pictures in place of their names; slow where there are many.

    A picture that is not there is left out, as are those above 30 MB in all.
    """
    heading, *rows = catalogue
    whole, room = [list(heading)], _MOST_PHOTO_TEXT
    for at in range(0, len(rows), _PHOTOS_AT_ONCE):
        some = rows[at : at + _PHOTOS_AT_ONCE]
        found = photos.read(office, (row[_PHOTO] for row in some))
        for *words, name in some:
            text = photos.as_text(found[name]) if name in found else ""
            text = text if len(text) <= room else ""
            room -= len(text)
            whole.append([*words, text])
    return whole


def _table(desk: Desk, fields: Sequence[str], language: str | None) -> list[list[str]]:
    language = language or i18n.language()
    headings = columns.headings(language)
    connection = desk.session.connection()
    codes: dict[int, list[str]] = {}
    for number, code in connection.execute(_CODES):
        codes.setdefault(number, []).append(code)
    found = connection.execute(_GOODS).mappings()
    rows = [_cells({**row, "codes": codes.get(row["id"], [])}, fields, language) for row in found]
    return [[headings[field] for field in fields], *rows]


def _cells(row: dict[str, Any], fields: Sequence[str], language: str) -> list[str]:
    words = i18n.catalogue(language)
    known = unit.UNITS.get(row["unit"])
    written = {
        **{field: str(row[field] or "") for field in fields},
        "codes": ";".join(row["codes"]),
        "price": "" if row["price"] is None else money.plain(row["price"]),
        "cost": "" if row["cost"] is None else money.plain(money.share(row["cost"], row["ratio"], quantity.ONE)),
        "stock": "" if row["stock"] is None else _stock(row["stock"], row["ratio"]),
        "unit": words.get(known.name, known.name) if known else row["unit"],
        "by_weight": _YES_NO[bool(row["by_weight"])],
        "tracked": _YES_NO[bool(row["tracked"])],
    }
    return [written[field] for field in fields]


def _stock(base_qty: int, ratio: int) -> str:
    """What lies there in sale units; a part that three decimals cannot tell is left out."""
    qty = abs(base_qty) * quantity.ONE // ratio
    return quantity.plain(-qty if base_qty < 0 else qty)


def write_csv(path: Path, table: Sequence[Sequence[str]]) -> None:
    """Write rows as CSV in UTF-8 with its mark, so that spreadsheets show Thai; whole or not at all."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(table[0])
    writer.writerows([_safe(cell) for cell in row] for row in table[1:])
    files.write_whole(path, made.getvalue().encode("utf-8-sig"))


def _safe(cell: str) -> str:
    return cell if cell.removeprefix("-").replace(".", "", 1).isdecimal() else escaped(cell)


def write_xlsx(path: Path, table: Sequence[Sequence[str]], now: datetime) -> None:
    """Write rows as a workbook: money and stock as numbers, everything else (barcodes too) as text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = now.replace(tzinfo=None)
    sheet = book.create_sheet("ShopDesk")
    sheet.freeze_panes = "A2"
    numbers = [columns.own_headings().get(columns.folded(heading)) in _NUMBERS for heading in table[0]]
    sheet.append([_text_cell(sheet, heading) for heading in table[0]])
    for row in table[1:]:
        sheet.append(
            [
                Decimal(cell) if number and cell else _text_cell(sheet, cell)
                for number, cell in zip(numbers, row, strict=True)
            ]
        )
    made = io.BytesIO()
    book.save(made)
    files.write_whole(path, made.getvalue())


def _text_cell(sheet: Any, cell: str) -> "WriteOnlyCell | None":
    """A cell that is text even where it begins with =; nothing for an empty one."""
    from openpyxl.cell import WriteOnlyCell

    if not cell:
        return None
    made = WriteOnlyCell(sheet, value="")
    made.value, made.data_type = escaped(cell), "s"
    return made
