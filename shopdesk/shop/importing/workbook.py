"""XLSX as text: read-only, the results of formulas, and measured before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.shop.importing.reading import Row, Table, bounded

MOST_UNPACKED = 400_000_000
MOST_WORDS = 60_000_000
MOST_RATIO = 200
_SMALL = 5_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A formula cell whose result was never worked out: some programs write formulas without values. A text that came out
# empty (t="str") is a result.
_NO_RESULT = re.compile(rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)')
_PIECE = 1 << 20


def sheets(data: bytes) -> Iterator[tuple[str, Table]]:
    """Each sheet that holds anything, with its name; raises Invalid for a damaged, oversized or unfinished workbook."""
    from xml.etree.ElementTree import ParseError

    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measured(archive)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = tuple(_rows(sheet))
            if rows:
                yield sheet.title, Table(rows)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, ParseError, EOFError):
        raise Invalid(
            N_("This Excel file is damaged or of another kind."),
            hint=N_("Open it in Excel, save it anew, choose that one."),
        ) from None


def _measured(archive: zipfile.ZipFile) -> None:
    """Raise Invalid where the parts would unpack to more than a shop's list can be, or hide what runs or includes."""
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    words = sum(part.file_size for part in archive.infolist() if part.filename.endswith("sharedStrings.xml"))
    if unpacked > MOST_UNPACKED or words > MOST_WORDS or (unpacked > _SMALL and unpacked > packed * MOST_RATIO):
        raise Invalid(
            N_("This Excel file unpacks to far more than it should."),
            hint=N_("Save it as .csv, then choose that file."),
        )
    for name in archive.namelist():
        if name.endswith(".xml"):
            _looked_at(archive, name)


def _looked_at(archive: zipfile.ZipFile, name: str) -> None:
    sheet = _SHEET.fullmatch(name) is not None
    with archive.open(name) as part:
        before, rows = b"", 0
        while piece := part.read(_PIECE):
            if b"<!DOCTYPE" in before[-16:] + piece or b"<!ENTITY" in before[-16:] + piece:
                raise ValueError("a workbook declares no entities")
            if sheet and _NO_RESULT.search(before[-512:] + piece):
                raise Invalid(
                    N_("This file has formulas without results."),
                    hint=N_("Open it in Excel, save it, choose it again."),
                )
            rows += piece.count(b"<row ") if sheet else 0
            bounded(rows, 0)
            before = piece
            if not sheet:
                return


def _rows(sheet: Any) -> Iterator[Row]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        bounded(number, 0)
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if any(cell and not cell.isspace() for cell in cells):
            bounded(number, len(cells))
            yield Row(number, tuple(cells))


def _text(value: Any) -> str:
    """A cell as a person reads it; numbers with the 15 digits a spreadsheet keeps, longer ones as it shows them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    exact = Decimal(format(value, ".15g"))
    return format(exact, "f") if -20 < exact.adjusted() < 15 else str(value)
