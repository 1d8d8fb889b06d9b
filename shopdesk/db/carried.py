"""Every table as rows of words, exact both ways: what an export of everything writes and an import reads.

Derived tables are left out (their triggers make them again), and so is what belongs to this machine alone.
"""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary
from sqlmodel import SQLModel

from shopdesk.base import clock
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import formats, models, quick
from shopdesk.db.guards.derived import DERIVED
from shopdesk.db.types import Utc, Whole

AT_ONCE = 5_000
_LEFT_OUT = frozenset({"print_job", "pin_try", "import_row"}) | {table.table for table in DERIVED}
# Nobody signs in with a carried PIN, and no other machine takes itself for the one that sold.
SECRET = {"shop_user": "pin_hash", "till": "installation"}
_MONEY = frozenset(
    {"price", "amount", "total", "gross", "discount", "rounding", "vat_base", "vat", "extra", "list_price", "net",
     "line_discount", "bill_discount", "owed", "float_amount", "expected", "counted", "agreed", "kept", "deposit",
     "credit_limit", "cost"}
)  # fmt: skip
_VALUED = frozenset({"stock_move", "sale_take"})
_QUANTITY = frozenset({"qty", "base_qty", "tare", "from_qty", "reorder_at", "reorder_to", "ratio"})
_COUNTED = frozenset({"recorded", "counted", "agreed"})
# What a spreadsheet takes for a formula. An empty word is marked as well where nothing at all is another value.
_ACTIVE = re.compile(r"'*([=+\-@\t\r\n|]|$)")
_DECIMAL = re.compile(r"(-?)(\d{1,17})\.(\d+)")
_WHOLE = re.compile(r"-?\d{1,19}")


@dataclass(frozen=True, slots=True)
class Word:
    """How one column becomes a word and a value again; `parse` raises ValueError."""

    name: str
    text: Callable[[object], str]
    parse: Callable[[str], object]


def tables() -> list[str]:
    """The tables that are carried, records before the facts that name them, facts in the order of a deed."""
    facts = [str(models.Journal.__tablename__), *formats.ORDER]
    known = [table.name for table in SQLModel.metadata.sorted_tables if table.name not in _LEFT_OUT]
    return [name for name in known if name not in facts] + facts


@functools.cache
def words(table: str) -> tuple[Word, ...]:
    """The columns of a table."""
    own = SQLModel.metadata.tables[table]
    return tuple(_word(table, column) for column in own.columns)


def rows(connection: Connection, table: str) -> Iterator[list[str]]:
    """All rows of a table as words, in the order of their key, some thousand read at a time."""
    columns = words(table)
    for found in _read(connection, table):
        for row in found:
            yield [word.text(value) for word, value in zip(columns, row, strict=True)]


def _read(connection: Connection, table: str) -> Iterator[list[tuple[object, ...]]]:
    own = SQLModel.metadata.tables[table]
    names = ", ".join(f'"{column.name}"' for column in own.columns)
    keys = list(own.primary_key.columns)
    order = ", ".join(f'"{key.name}"' for key in keys)
    if len(keys) > 1:
        yield quick.rows(connection, f'SELECT {names} FROM "{table}" ORDER BY {order}')  # noqa: S608 - our own names
        return
    place = list(own.columns).index(keys[0])
    last: object = -1 if isinstance(keys[0].type, Integer) else ""
    part = f'SELECT {names} FROM "{table}" WHERE {order} > :last ORDER BY {order} LIMIT {AT_ONCE}'  # noqa: S608
    while found := quick.rows(connection, part, {"last": last}):
        yield found
        last = found[-1][place]


def put(connection: Connection, table: str, found: Sequence[Sequence[str]], first: int = 2) -> None:
    """Store rows of words as they were; `first` is the line of the first one. Raises Invalid for one that is none."""
    columns = words(table)
    values = [_values(table, columns, row, line) for line, row in enumerate(found, first)]
    names = ", ".join(f'"{word.name}"' for word in columns)
    marks = ", ".join("?" * len(columns))
    quick.many(connection, f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608 - our own names


def _values(table: str, columns: Sequence[Word], row: Sequence[str], line: int) -> list[object]:
    try:
        return [word.parse(cell) for word, cell in zip(columns, row, strict=True)]
    except ValueError as error:
        raise Invalid(
            N_("Line {line} of “{table}” cannot be read."),
            hint=N_("Export everything again, and change nothing in the files."),
            line=line,
            table=table,
        ) from error


def _word(table: str, column: "Column[object]") -> Word:
    name, empty = column.name, bool(column.nullable)
    if SECRET.get(table) == name:
        return Word(name, lambda _value: "", lambda _cell: "")
    if isinstance(column.type, LargeBinary):
        return Word(name, lambda value: bytes(value).hex() if isinstance(value, bytes) else "", bytes.fromhex)
    if isinstance(column.type, Utc):
        return _or_none(Word(name, _instant, _ms))
    if isinstance(column.type, Boolean | Integer | Whole):
        places = _places(table, name) if isinstance(column.type, Whole) else 0
        return _or_none(Word(name, lambda value: _decimal(value, places), lambda cell: _number(cell, places)))
    return Word(name, lambda value: _safe(value, empty), lambda cell: _unsafe(cell, empty))


def _places(table: str, name: str) -> int:
    """How many digits stand behind the point: two for money, three for quantities, none for anything else."""
    if table == "count_line" and name in _COUNTED:
        return 3
    if name in _MONEY or (name == "value" and table in _VALUED):
        return 2
    return 3 if name in _QUANTITY else 0


def _or_none(word: Word) -> Word:
    def text(value: object) -> str:
        return "" if value is None else word.text(value)

    def parse(cell: str) -> object:
        return word.parse(cell) if cell else None

    return Word(word.name, text, parse)


def _decimal(value: object, places: int) -> str:
    assert isinstance(value, int)
    if not places:
        return str(value)
    size: int = 10**places
    return f"{'-' if value < 0 else ''}{abs(value) // size}.{abs(value) % size:0{places}d}"


def _number(cell: str, places: int) -> int:
    if not places:
        if not _WHOLE.fullmatch(cell):
            raise ValueError(cell)
        return int(cell)
    found = _DECIMAL.fullmatch(cell)
    if found is None or len(found[3]) != places:
        raise ValueError(cell)
    value = int(found[2] + found[3])
    return -value if found[1] else value


def _instant(value: object) -> str:
    assert isinstance(value, int)
    return clock.from_ms(value).astimezone(clock.BANGKOK).isoformat(timespec="milliseconds")


def _ms(cell: str) -> int:
    return clock.to_ms(datetime.fromisoformat(cell))


def _safe(value: object, empty: bool) -> str:
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if (text or empty) and _ACTIVE.match(text) else text


def _unsafe(cell: str, empty: bool) -> str | None:
    if not cell:
        return None if empty else ""
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell) else cell
