"""The journal: one row for each deed that stored facts, and the two kinds of fact any deed may add."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Table, data, instant, of_journal


class Journal(Table, table=True):
    """One deed. (till, seq) has no gaps; hash covers the previous hash and the deed's facts, never personal data."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("till", "seq"),)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    till: int = Field(foreign_key="till.id")
    seq: int
    kind: str
    at: datetime = instant(index=True)
    business_date: str = Field(index=True)
    actor: int = Field(foreign_key="party.id")
    on_behalf_of: int | None = Field(default=None, foreign_key="party.id")
    approved_by: int | None = Field(default=None, foreign_key="party.id")
    format: int
    previous: bytes
    hash: bytes


class Change(Fact, table=True):
    """One field of one record was changed; for personal records only that it was, not the words."""

    __tablename__ = "change"
    __table_args__ = of_journal()
    record: str
    row: str = Field(index=True)
    field: str
    old: Any = data(default=None, nullable=True)
    new: Any = data(default=None, nullable=True)


class Event(Fact, table=True):
    """Something worth keeping that moved neither money nor goods: drawer opened, restricted goods sold, backup made."""

    __tablename__ = "event"
    __table_args__ = of_journal()
    kind: str = Field(index=True)
    subject: str = ""
    detail: Any = data(default=None, nullable=True)
