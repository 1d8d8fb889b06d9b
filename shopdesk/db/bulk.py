"""Inserting many rows at once: the statement and the types of SQLAlchemy, without its work for each row.

An import of 10,000 goods stores 80,000 rows; through Connection.execute that work alone would take longer than SQLite.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import NoneType
from typing import Any

from sqlalchemy import Connection, Dialect, insert
from sqlmodel import SQLModel

from shopdesk.db import quick
from shopdesk.db.types import Json, Whole, canonical

_WHOLE = frozenset({int, NoneType})


@dataclass(frozen=True, slots=True)
class _Shape:
    """An INSERT, how to take its values out of a row, and by position which are checked and which are turned."""

    statement: str
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    whole: tuple[int, ...]
    turned: tuple[tuple[int, Callable[[Any], Any]], ...]


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value)


@functools.lru_cache(maxsize=64)
def _shape(dialect: Dialect, table: str, keys: tuple[str, ...]) -> _Shape:
    own = SQLModel.metadata.tables[table]
    compiled = insert(own).compile(dialect=dialect, column_keys=list(keys))
    columns = [name for name in compiled.positiontup or () if name in own.c]
    whole, turned = [], []
    for at, name in enumerate(columns):
        kind = own.c[name].type
        if isinstance(kind, Whole):
            whole.append(at)
        elif isinstance(kind, Json):
            turned.append((at, _json))
        elif (processor := kind.dialect_impl(dialect).bind_processor(dialect)) is not None:
            turned.append((at, processor))
    return _Shape(str(compiled), itemgetter(*columns), tuple(whole), tuple(turned))


def insert_many(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of at least two columns that all have the same keys; the columns' types still refuse what does not
    belong there (TypeError)."""
    if not rows:
        return
    shape = _shape(connection.dialect, table, tuple(rows[0]))
    values = list(map(shape.values, rows))
    by_column: list[Sequence[Any]] = list(zip(*values, strict=True))
    for at in shape.whole:
        if not _WHOLE.issuperset(map(type, by_column[at])):
            raise TypeError(f"whole numbers are needed in {table}")
    for at, processor in shape.turned:
        by_column[at] = list(map(processor, by_column[at]))
    quick.many(connection, shape.statement, list(zip(*by_column, strict=True)) if shape.turned else values)
