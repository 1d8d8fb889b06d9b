"""Shared columns: what makes a row a fact or a record."""

from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from shopdesk.db.types import Json, Utc, Whole


def whole(**options: Any) -> Any:
    """A 64-bit whole number: satang, thousandths or basis points."""
    return Field(sa_type=Whole, **options)


def instant(**options: Any) -> Any:
    """A time as UTC milliseconds."""
    return Field(sa_type=Utc, **options)


def data(**options: Any) -> Any:
    """A small JSON value."""
    return Field(sa_type=Json, **options)


def of_journal(*more: Any) -> tuple[Any, ...]:
    """The table arguments of a fact: its place in the journal is its own."""
    return (UniqueConstraint("journal", "n"), *more)


def one_of(column: str, *values: str) -> CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})")


def index_where(name: str, columns: str, condition: str) -> Index:
    """An index of the few rows that answer to a condition, so that the many others pay nothing for it."""
    return Index(name, *columns.split(), sqlite_where=text(condition))


class Table(SQLModel):
    """A table. Rows are made by our own code and never validated, so nothing is built for that at the start."""

    model_config = SQLModelConfig(defer_build=True)


class Fact(Table):
    """Something that happened: never changed, never deleted; `journal` and `n` say in which deed and place."""

    id: int | None = Field(default=None, primary_key=True)
    journal: int = Field(foreign_key="journal.id")
    n: int


class Record(Table):
    """Something that is kept: changed only through db.records, which writes each change to the journal."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    version: int = 1
    archived_at: Any = instant(default=None, nullable=True)
    merged_into: int | None = None
