"""Document numbers: taken inside the transaction of their fact, without gaps, never twice."""

from dataclasses import dataclass

from sqlalchemy import text

from shopdesk.db import quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.starting import SERIES

_TAKE = (
    "UPDATE series SET next = next + 1 WHERE till = :till AND kind = :kind AND active "
    "RETURNING id, next - 1 AS seq, letter"
)
_PEEK = text("SELECT next, letter FROM series WHERE till = :till AND kind = :kind AND active")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number of a till: `1A-000142`, `1A-R000007` for refunds, `1A-Z000031` for closings."""

    series: int
    seq: int
    text: str


def take(desk: Desk, kind: str) -> Number:
    """The next number of this kind at this till."""
    series, seq, letter = quick.first(desk.session.connection(), _TAKE, {"till": desk.till.id, "kind": kind})
    return Number(series, seq, written(desk.till.code, letter, kind, seq))


def coming(desk: Desk, kind: str = "sale") -> str:
    """What the next number would be, for the heading of an open bill; takes nothing."""
    row = desk.session.connection().execute(_PEEK, {"till": desk.till.id, "kind": kind}).one()
    return written(desk.till.code, row.letter, kind, row.next)


def written(till: str, letter: str, kind: str, seq: int) -> str:
    """The number as people read it."""
    return f"{till}{letter}-{SERIES[kind]}{seq:06d}"
