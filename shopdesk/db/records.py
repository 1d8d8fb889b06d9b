"""The only way a record comes to be or changes: each changed field becomes a change fact of the deed.

For personal records the journal keeps that a field changed, never the words, so that erasing leaves none.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_
from shopdesk.db import journal, models, quick
from shopdesk.db.types import Utc

PERSONAL = frozenset({"party", "customer", "producer"})
_UNTOLD = frozenset({"pin_hash", "login", "search_key"})
# Of these records only some words are a person's.
_NAMED = {
    "manual_order": frozenset({"name", "phone", "note"}),
    "online_order": frozenset({"buyer", "phone", "address", "note", "more"}),
}
_BOOKKEEPING = frozenset({"id", "uid", "version"})
_CHANGES = "SELECT record, row, field, old, new FROM change WHERE journal = :deed AND field <> '' ORDER BY n DESC"

Row = TypeVar("Row", bound=models.Record)


def create(session: Session, entry: journal.Entry, row: Row, now: datetime, random: Random) -> Row:
    """Store a new record with an identifier of its own, and one change fact that says what it began as."""
    create_all(session, entry, [row], now, random)
    return row


def create_all(
    session: Session, entry: journal.Entry, rows: Sequence[models.Record], now: datetime, random: Random
) -> None:
    """As `create` for some records, stored together."""
    for row in rows:
        row.uid = uid.uuid7(now, random)
        session.add(row)
    session.flush()
    for row in rows:
        values = {name: getattr(row, name) for name in type(row).model_fields}
        untold = _BOOKKEEPING | _untold(row)
        started = {k: v for k, v in values.items() if k not in untold and v not in (None, "")}
        _changed(session, entry, row, "", None, started)


def change(session: Session, entry: journal.Entry, row: Row, **fields: Any) -> bool:
    """Set some fields; those that are the same already leave no trace. Answers whether anything changed."""
    differing = {name: value for name, value in fields.items() if getattr(row, name) != value}
    for name, value in differing.items():
        old = getattr(row, name)
        setattr(row, name, value)
        _changed(session, entry, row, name, old, value)
    if differing:
        row.version += 1
        session.add(row)
        session.flush()
    return bool(differing)


def archive(session: Session, entry: journal.Entry, row: models.Record, now: datetime) -> None:
    """Put a record away instead of deleting it; raises Conflict where it was put away already."""
    if row.archived_at is not None:
        raise Conflict(N_("It was removed already."))
    change(session, entry, row, archived_at=now)


def restore(session: Session, entry: journal.Entry, row: models.Record) -> None:
    """Take an archived record back into use."""
    change(session, entry, row, archived_at=None)


def take_back(session: Session, entry: journal.Entry, deed: int) -> None:
    """Set each field that a deed changed back to what it was, the last one first; what it made stays.

    Raises Conflict where one of them was changed again since.
    """
    rows = quick.rows(session.connection(), _CHANGES, {"deed": deed})
    kinds = {str(kind.__tablename__): kind for kind in models.Record.__subclasses__()}
    for table, number, field, old, new in rows:
        row = session.exec(select(kinds[table]).where(col(kinds[table].uid) == number)).one()
        if table in PERSONAL or field in _untold(row):
            continue
        if _storable(getattr(row, field)) != json.loads(new or "null"):
            raise Conflict(N_("It was changed again since."), hint=N_("Change it by hand instead."))
        change(session, entry, row, **{field: _value(row, field, json.loads(old or "null"))})


def _value(row: models.Record, field: str, stored: Any) -> Any:
    instant = isinstance(type(row).__table__.c[field].type, Utc)  # type: ignore[attr-defined]  # every table has it
    return clock.from_ms(stored) if instant and stored is not None else stored


def _changed(session: Session, entry: journal.Entry, row: models.Record, field: str, old: Any, new: Any) -> None:
    table = str(row.__tablename__)
    hidden = table in PERSONAL or field in _untold(row)
    journal.add(
        entry,
        session.connection(),
        "change",
        {
            "record": table,
            "row": row.uid,
            "field": field,
            "old": None if hidden else _storable(old),
            "new": None if hidden else _storable(new),
        },
    )


def _untold(row: models.Record) -> frozenset[str]:
    """The fields whose words never stand in the journal."""
    return _UNTOLD | _NAMED.get(str(row.__tablename__), frozenset())


def _storable(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_ms(value)
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    return value
