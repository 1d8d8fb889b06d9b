"""A file as a table of text: CSV with , ; or tab in the encodings of Thai shops, and XLSX; everything bounded.

Rows keep the number a spreadsheet shows for them, so that a person finds the row that was refused.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_

LARGEST = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 131_072
_DELIMITERS = ",;\t"
_ENCODINGS = ("utf-8", "cp874")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# What lies in such a file where a workbook of today was locked: the name of its one stream.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and its number in the file; the first row is 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be taken apart, and why."""

    number: int
    problem: Invalid


@dataclass(frozen=True, slots=True)
class Table:
    """Every row of a file that holds anything, as text without a change, and the rows that could not be read."""

    rows: tuple[Row, ...]
    broken: tuple[Broken, ...] = field(default=())


def read(path: Path) -> Table:
    """Read a .csv, .tsv or .xlsx file, told apart by what is in it; of a workbook the first sheet that holds anything.

    Raises NotFound for no such file; Invalid for one that is too large, empty, damaged or of another kind.
    """
    table = next((table for _name, table in sheets(content(path), path.suffix)), Table(()))
    if not table.rows and not table.broken:
        raise Invalid(N_("The file is empty."), hint=N_("Choose a file that holds goods."))
    return table


def content(path: Path) -> bytes:
    """The bytes of a file that is to be read as a table; raises NotFound, Invalid for one that is too large."""
    try:
        return files.read_bounded(path, LARGEST)
    except OSError:
        raise NotFound(
            N_("The file {name} cannot be opened."), hint=N_("Choose the file again."), name=path.name
        ) from None


def zipped(data: bytes, suffix: str = "") -> bool:
    """Whether these bytes are, or say they are, a workbook of today."""
    return data.startswith(_ZIP) or (bool(data) and suffix.lower() == ".xlsx")


def sheets(data: bytes, suffix: str = "") -> Iterator[tuple[str, Table]]:
    """Each sheet that holds anything, with its name; of text the one table, without a name. Raises Invalid."""
    if data.startswith(_OLD_EXCEL) and _LOCKED in data:
        raise Invalid(
            N_("This file is locked with a password."),
            hint=N_("Open it in Excel, take the password away, save it, then choose it."),
        )
    if data.startswith(_OLD_EXCEL):
        raise Invalid(
            N_("This is an old Excel file (.xls)."), hint=N_("Save it as .xlsx or .csv, then choose that file.")
        )
    if zipped(data, suffix):
        from shopdesk.shop.importing import workbook

        yield from workbook.sheets(data)
    else:
        yield "", _comma_separated(decoded(data))


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16, else the Thai code page 874. Raises Invalid."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return _as(data, "utf-8-sig")
    if len(data) >= 4 and data[1:4:2] == b"\0\0":
        return _as(data, "utf-16-le")
    if len(data) >= 4 and data[0:4:2] == b"\0\0":
        return _as(data, "utf-16-be")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _unreadable() from None


def _unreadable() -> Invalid:
    return Invalid(
        N_("The letters of this file cannot be read."), hint=N_("In Excel: save as “CSV UTF-8”, then choose it.")
    )


def _comma_separated(text: str) -> Table:
    delimiter, text = delimited(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, broken = [], []
    for number, found in enumerate(_records(reader), 1):
        bounded(number, 0)
        if isinstance(found, Invalid):
            broken.append(Broken(number, found))
        elif "".join(found).strip():
            bounded(number, len(found))
            rows.append(Row(number, tuple(found)))
    return Table(tuple(rows), tuple(broken))


def _records(reader: "Iterator[list[str]]") -> Iterator[list[str] | Invalid]:
    """The records one by one; a record that cannot be taken apart becomes its reason, and the next one is tried."""
    while True:
        before = reader.line_num  # type: ignore[attr-defined]
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines = reader.line_num - before  # type: ignore[attr-defined]
            if "unexpected end" in str(error) or lines > 1:
                raise Invalid(
                    N_("A quotation mark in line {line} is never closed."),
                    hint=N_("Close or remove it in the file, then choose the file again."),
                    line=before + 1,
                ) from None
            yield _reason(str(error))


def _reason(error: str) -> Invalid:
    if "field limit" in error:
        return Invalid(N_("A cell of this row is too long."))
    return Invalid(N_("The quotation marks of this row do not match."))


def delimited(text: str) -> tuple[str, str]:
    """What stands between cells, by the first line; spreadsheets may say it in a line of its own (`sep=;`)."""
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first[4], rest
    line = next((line for line in text[:65_536].splitlines() if line.strip()), "")
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count), text


def bounded(rows: int, columns: int) -> None:
    """Raise Invalid for more than 100,000 rows or 500 columns."""
    if rows > MOST_ROWS + 1:
        raise Invalid(
            N_("The file has more than {most} rows."), hint=N_("Divide it into smaller files."), most=f"{MOST_ROWS:,}"
        )
    if columns > MOST_COLUMNS:
        raise Invalid(
            N_("The file has more than {most} columns."), hint=N_("Remove the columns not needed."), most=MOST_COLUMNS
        )
