"""Checked goods put aside in import_row until they are stored: bundles of rows, and the signature (row 0)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import Session, col, select

from shopdesk.base import clock
from shopdesk.db import bulk
from shopdesk.db.models import ImportRow
from shopdesk.shop.desk import Desk
from shopdesk.shop.goods import Draft
from shopdesk.shop.importing.checking import Good
from shopdesk.shop.rights import Right, use_case

TOGETHER = 20
SIGNED = 0
_FORGOTTEN = timedelta(hours=6)

_UNSIGNED = text(
    'DELETE FROM import_row WHERE batch < :before AND batch NOT IN (SELECT batch FROM import_row WHERE "row" = 0)'
)
_FORGET = text("DELETE FROM import_row WHERE batch = :batch")
_TAKE = text('DELETE FROM import_row WHERE batch = :batch AND "row" BETWEEN :first AND :last')
_LEFT = text('SELECT EXISTS (SELECT 1 FROM import_row WHERE batch = :batch AND "row" > 0)')
_ANY = text("SELECT EXISTS (SELECT 1 FROM import_row)")
_NAMES = tuple(Draft.__slots__)
_VALUES = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose import it is, whether its stock is a count, and what it comes to."""

    batch: str
    party: int
    counted: bool
    summary: dict[str, Any]


def bundles(goods: Sequence[Good]) -> dict[int, list[Good]]:
    """Goods in bundles, numbered from 1."""
    starts = range(0, len(goods), TOGETHER)
    return {number: list(goods[at : at + TOGETHER]) for number, at in enumerate(starts, 1)}


def rows(batch: str, some: dict[int, list[Good]]) -> list[dict[str, Any]]:
    """Bundles as they are put aside; made before the lock."""
    return [{"batch": batch, "row": number, "goods": _to_data(goods)} for number, goods in some.items()]


@use_case(Right.GOODS)
def put(desk: Desk, some: Sequence[dict[str, Any]]) -> None:
    """Put bundles aside; those of imports given up long ago go."""
    connection = desk.session.connection()
    drop_unsigned(connection, desk.now)
    bulk.insert_many(connection, "import_row", some)


def drop_unsigned(connection: Connection, now: datetime) -> None:
    """Remove what imports put aside that were given up long ago."""
    # Batches bear identifiers that sort by time.
    moment = f"{clock.to_ms(now - _FORGOTTEN):012x}"
    connection.execute(_UNSIGNED, {"before": f"{moment[:8]}-{moment[8:]}"})


def anything(connection: Connection) -> bool:
    """Whether any import put something aside that is still there."""
    return bool(connection.execute(_ANY).scalar_one())


@use_case(Right.GOODS)
def sign(desk: Desk, signature: Signature) -> None:
    """From here on the import counts: it is stored to its end whatever happens."""
    said = {"party": signature.party, "counted": signature.counted, "summary": signature.summary}
    desk.session.add(ImportRow(batch=signature.batch, row=SIGNED, goods=said))
    desk.session.flush()


@use_case(Right.GOODS)
def forget(desk: Desk, batch: str) -> None:
    """Remove everything put aside for an import."""
    desk.session.connection().execute(_FORGET, {"batch": batch})


def take(connection: Connection, batch: str, first: int, last: int) -> int:
    """Take bundles out, from first to last number; answers how many were still there."""
    return connection.execute(_TAKE, {"batch": batch, "first": first, "last": last}).rowcount


def left(connection: Connection, batch: str) -> bool:
    """Whether bundles of an import still wait."""
    return bool(connection.execute(_LEFT, {"batch": batch}).scalar_one())


def signed(session: Session) -> list[Signature]:
    """The imports that count and are not stored to their end."""
    rows = session.exec(select(ImportRow).where(ImportRow.row == SIGNED).order_by(col(ImportRow.batch))).all()
    return [Signature(row.batch, row.goods["party"], row.goods["counted"], row.goods["summary"]) for row in rows]


def numbers(session: Session, batch: str) -> set[int]:
    """Which bundles of an import still wait."""
    return set(session.exec(select(ImportRow.row).where(ImportRow.batch == batch)).all())


def waiting(session: Session, batch: str) -> dict[int, list[Good]]:
    """The bundles of an import that still wait, by number."""
    ours = select(ImportRow).where(ImportRow.batch == batch, ImportRow.row > SIGNED).order_by(col(ImportRow.row))
    return {row.row: list(_from_data(row.goods)) for row in session.exec(ours).all()}


def _to_data(goods: Sequence[Good]) -> dict[str, Any]:
    return {"names": _NAMES, "goods": [[good.row, sorted(good.given), _VALUES(good.draft)] for good in goods]}


def _from_data(said: dict[str, Any]) -> Iterator[Good]:
    for row, given, values in said["goods"]:
        draft = dict(zip(said["names"], values, strict=True))
        yield Good(row, Draft(**{**draft, "codes": tuple(draft["codes"])}), frozenset(given))
