"""The journal: a deed's facts are gathered while it runs and stored together at its end, under one hashed row.

The hash is SHA-256 over the previous hash, the deed's own columns and the canonical text of its facts, by a versioned
list of columns (db/formats): a column added later does not break an old hash. Personal words are never in it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import Connection

from shopdesk.base import uid
from shopdesk.db import bulk, formats, models, quick
from shopdesk.db.types import canonical

GENESIS = b"\0" * 32
_TABLES = tuple(formats.COLUMNS[formats.CURRENT])
_LAST = (
    "SELECT (SELECT coalesce(max(id), 0) + 1 FROM journal), coalesce(max(seq), 0), "
    "(SELECT hash FROM journal WHERE till = :till ORDER BY seq DESC LIMIT 1) FROM journal WHERE till = :till"
)
# One statement for the last id of every kind of fact: an executemany needs its ids before it runs.
_LAST_IDS = "SELECT " + ", ".join(f"(SELECT coalesce(max(id), 0) FROM {name})" for name in _TABLES)  # noqa: S608


@dataclass(slots=True)
class Entry:
    """The facts of one deed that are not stored yet. `kind` is the name of the deed."""

    kind: str = ""
    facts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who, where and when: what the journal row says besides the facts."""

    till: int
    actor: int
    approved_by: int | None
    now: datetime
    business_date: date
    random: Random


def add(entry: Entry, connection: Connection | None, table: str, values: Mapping[str, Any]) -> int:
    """Put one fact into the deed and answer the id it will have. Stored at the end of the deed, in this order.

    Only the first fact of a deed needs the connection.
    """
    if not entry.ids:
        assert connection is not None, "the first fact of a deed reads the last ids"
        entry.ids.update(zip(_TABLES, quick.first(connection, _LAST_IDS), strict=True))
    entry.ids[table] += 1
    fact = {"id": entry.ids[table], **values}
    entry.facts.append((table, fact))
    return entry.ids[table]


def store(entry: Entry, connection: Connection, deed: Deed) -> int | None:
    """Write the journal row and then the facts, one statement per table; None where the deed left no fact."""
    if not entry.facts:
        return None
    number, seq, last = quick.first(connection, _LAST, {"till": deed.till})
    row: dict[str, Any] = {
        "id": number,
        "uid": uid.uuid7(deed.now, deed.random),
        "till": deed.till,
        "seq": seq + 1,
        "kind": entry.kind,
        "at": deed.now,
        "business_date": deed.business_date.isoformat(),
        "actor": deed.actor,
        "on_behalf_of": None,
        "approved_by": deed.approved_by,
        "format": formats.CURRENT,
        "previous": last or GENESIS,
    }
    rows: dict[str, list[dict[str, Any]]] = {}
    canon = []
    for n, (table, fact) in enumerate(entry.facts, 1):
        complete = {**_defaults(table), **fact, "journal": number, "n": n}
        rows.setdefault(table, []).append(complete)
        canon.append((table, complete))
    row["hash"] = digest(row, canon)
    bulk.insert_many(connection, "journal", [row])
    for table in _in_order(rows):
        bulk.insert_many(connection, table, rows[table])
    entry.facts.clear()
    entry.ids.clear()
    return int(number)


def digest(row: Mapping[str, Any], facts: Iterable[tuple[str, Mapping[str, Any]]]) -> bytes:
    """The hash of a deed: its row's own columns and its facts, in the format the row names."""
    columns = formats.COLUMNS[row["format"]]
    values = {table: itemgetter(*columns[table]) for table in columns}
    body = [[table, *values[table](fact)] for table, fact in facts]
    return hashlib.sha256(row["previous"] + canonical([_head(row), body]).encode()).digest()


def signed(row: Mapping[str, Any], texts: Iterable[str]) -> bytes:
    """`digest` of a deed whose facts are canonical text already, each a list of its table and its values."""
    whole = f"[{canonical(_head(row))},[{','.join(texts)}]]"
    return hashlib.sha256(row["previous"] + whole.encode()).digest()


def _head(row: Mapping[str, Any]) -> list[Any]:
    return [row[column] for column in formats.JOURNAL[row["format"]]]


def _in_order(rows: Mapping[str, Any]) -> list[str]:
    return [name for name in formats.ORDER if name in rows]


_DEFAULTS: dict[str, dict[str, Any]] = {}


def _defaults(table: str) -> dict[str, Any]:
    """What a fact's columns hold where a deed does not say: one executemany needs the same keys in every row."""
    if table not in _DEFAULTS:
        model = next(m for m in models.Fact.__subclasses__() if m.__tablename__ == table)
        _DEFAULTS[table] = {
            name: info.default for name, info in model.model_fields.items() if not info.is_required() and name != "id"
        }
    return _DEFAULTS[table]
