"""Taking a whole import back: new goods leave the shelf, changed ones are set back, its stock moves are moved back.

    found = undoing.last(desk)
    undoing.take_back(office, found.batch)

Nothing is deleted: each deed of the import is answered by one deed that says the opposite, the last one first, so that
no lock is held long. Killed between two, the next call goes on with the rest.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import quick
from shopdesk.shop.desk import Desk, Office, record
from shopdesk.shop.importing import applying, storing
from shopdesk.shop.rights import Actor, Right, use_case

_LAST = (
    "SELECT e.subject, e.detail, j.at FROM event e JOIN journal j ON j.id = e.journal WHERE e.kind = 'import' "
    "AND NOT EXISTS (SELECT 1 FROM event b WHERE b.kind = 'import.back' AND b.subject = e.subject) "
    "ORDER BY e.id DESC LIMIT 1"
)
_DEEDS = "SELECT journal FROM event WHERE kind IN ('import', 'import.part') AND subject = :batch ORDER BY journal DESC"
_DONE = "SELECT json_extract(detail, '$.deed') FROM event WHERE kind = 'import.part_back' AND subject = :batch"
# A later import that was taken back left everything as this one had made it.
_OURS = (
    "SELECT journal FROM event WHERE kind IN ('import', 'import.part', 'import.part_back') AND (subject = :batch "
    "OR subject IN (SELECT subject FROM event WHERE kind = 'import.back'))"
)
_ROWS = "SELECT row FROM change WHERE journal IN (SELECT value FROM json_each(:deeds))"
_TOUCHED = (
    f"SELECT id FROM item WHERE uid IN ({_ROWS} AND record = 'item') "  # noqa: S608
    f"UNION SELECT item FROM sale_unit WHERE uid IN ({_ROWS} AND record = 'sale_unit') "
    f"UNION SELECT i.id FROM item i JOIN product p ON p.id = i.product WHERE p.uid IN ({_ROWS} AND record = 'product') "
    "UNION SELECT item FROM stock_move WHERE journal IN (SELECT value FROM json_each(:deeds))"
)
_LATER = f"journal > :first AND journal NOT IN ({_OURS})"
# Putting goods away changes nothing that taking them back would lose.
_SINCE = (
    f"SELECT EXISTS (SELECT 1 FROM sale_line WHERE {_LATER} AND item IN ({_TOUCHED})) "  # noqa: S608
    f"OR EXISTS (SELECT 1 FROM stock_move WHERE {_LATER} AND item IN ({_TOUCHED})) "
    f"OR EXISTS (SELECT 1 FROM change WHERE {_LATER} AND field != 'archived_at' AND row IN ({_ROWS}))"
)
_CHANGES = "SELECT record, row, field, old, new FROM change WHERE journal = :deed ORDER BY n DESC"
_MOVES = "SELECT item, location, owner, lot, qty, value FROM stock_move WHERE journal = :deed ORDER BY n DESC"
_IDS = {
    table: f"SELECT uid, id FROM {table} WHERE uid IN (SELECT value FROM json_each(:uids))"  # noqa: S608
    for table in ("product", "item", "sale_unit")
}
_SHOWN = "SELECT uid, id FROM sale_unit WHERE archived_at IS NULL AND uid IN (SELECT value FROM json_each(:uids))"
_PUT_AWAY = "UPDATE sale_unit SET archived_at = ?, version = version + 1 WHERE id = ?"
_DROP_CODE = "DELETE FROM sale_code WHERE sale_unit = ? AND code = ?"
_EMPTY = (
    "SELECT c.uid, c.id FROM category c WHERE c.archived_at IS NULL AND c.uid IN (SELECT row FROM change "
    "WHERE record = 'category' AND field = '' AND journal IN (SELECT value FROM json_each(:deeds))) "
    "AND NOT EXISTS (SELECT 1 FROM product p JOIN item i ON i.product = p.id JOIN sale_unit u ON u.item = i.id "
    "WHERE p.category = c.id AND u.archived_at IS NULL)"
)
_SAID = "SELECT detail FROM event WHERE kind = 'import' AND subject = :batch"
_IS_BACK = "SELECT 1 FROM event WHERE kind = 'import.back' AND subject = :batch"
_CLOSE = "UPDATE category SET archived_at = ?, version = version + 1 WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that can be taken back: when it was, how many goods were new and how many changed."""

    batch: str
    at: datetime
    created: int
    updated: int


@use_case(Right.GOODS)
def last(desk: Desk) -> Imported | None:
    """The last import that was not taken back; None where there is none."""
    row = quick.first(desk.session.connection(), _LAST)
    if row is None:
        return None
    said = json.loads(row[1])
    return Imported(row[0], clock.from_ms(row[2]), said["created"], said["updated"])


def take_back(
    office: Office, batch: str, *, actor: Actor | None = None, progress: Callable[[int, int], None] = applying.nobody
) -> int:
    """Take an import back, all of it, where none of its goods were sold, counted or changed since; answers how many
    goods it was about. `progress` is told (done, total).

    Raises NotFound for no such import, Conflict where something happened since, NotAllowed.
    """
    applying.finish(office)
    with office.reading(actor) as desk:
        deeds = _open_deeds(desk, batch)
    for done, deed in enumerate(deeds):
        progress(done, len(deeds))
        applying.step_aside(office)
        with office.writing(actor) as desk:
            undo_deed(desk, batch, deed)
    with office.writing(actor) as desk:
        goods = close(desk, batch)
    progress(len(deeds), len(deeds))
    return goods


@use_case(Right.GOODS)
def _open_deeds(desk: Desk, batch: str) -> list[int]:
    """The deeds of an import that are still to be answered, the last one first."""
    connection = desk.session.connection()
    deeds = [deed for (deed,) in quick.rows(connection, _DEEDS, {"batch": batch})]
    done = {deed for (deed,) in quick.rows(connection, _DONE, {"batch": batch})}
    if not deeds or quick.first(connection, _IS_BACK, {"batch": batch}):
        raise NotFound(N_("There is no import to take back."))
    _refuse_later(connection, batch, deeds)
    return [deed for deed in deeds if deed not in done]


def _refuse_later(connection: Connection, batch: str, deeds: Sequence[int]) -> None:
    where = {"batch": batch, "deeds": quick.numbers(deeds), "first": min(deeds)}
    if quick.first(connection, _SINCE, where)[0]:
        raise Conflict(
            N_("Goods of this import were sold or changed since."),
            hint=N_("Change or put away single goods in the list."),
        )


@use_case(Right.GOODS)
def undo_deed(desk: Desk, batch: str, deed: int) -> None:
    """Say the opposite of one deed of an import. Raises Conflict where its goods were sold or changed since."""
    connection = desk.session.connection()
    done = quick.rows(connection, _DONE, {"batch": batch})
    if (deed,) in done:
        return
    _refuse_later(connection, batch, [deed])
    changes = quick.rows(connection, _CHANGES, {"deed": deed})
    _put_away(desk, [row for table, row, field, _old, _new in changes if (table, field) == ("sale_unit", "")])
    _set_back(desk, [change for change in changes if change[2] and change[0] in _IDS])
    for item, location, owner, lot, qty, value in quick.rows(connection, _MOVES, {"deed": deed}):
        record(
            desk, "stock_move", item=item, location=location, owner=owner, lot=lot, qty=-qty, value=-value,
            reason="import",
        )  # fmt: skip
    record(desk, "event", kind="import.part_back", subject=batch, detail={"deed": deed})


def _put_away(desk: Desk, uids: Sequence[str]) -> None:
    connection, now = desk.session.connection(), clock.to_ms(desk.now)
    shown = quick.rows(connection, _SHOWN, {"uids": json.dumps(uids)})
    quick.many(connection, _PUT_AWAY, [(now, number) for _uid, number in shown])
    for uid, _number in shown:
        _note(desk, "sale_unit", uid, "archived_at", None, now)


def _note(desk: Desk, table: str, row: str, field: str, old: Any, new: Any) -> None:
    record(desk, "change", record=table, row=row, field=field, old=old, new=new)


def _set_back(desk: Desk, changes: Sequence[tuple[str, str, str, str | None, str | None]]) -> None:
    connection = desk.session.connection()
    numbers = {
        table: dict(quick.rows(connection, statement, {"uids": json.dumps([c[1] for c in changes if c[0] == table])}))
        for table, statement in _IDS.items()
    }
    values: dict[str, list[dict[str, Any]]] = {}
    touched: dict[str, set[int]] = {}
    for table, uid, field, old, new in changes:
        before, after, number = json.loads(old or "null"), json.loads(new or "null"), numbers[table][uid]
        touched.setdefault(table, set()).add(number)
        if field == "codes":
            quick.many(connection, _DROP_CODE, [(number, code) for code in after])
        else:
            values.setdefault(field, []).append({"id": number, "value": before})
        _note(desk, table, uid, field, after, before)
    storing.set_fields(connection, values, touched)
    storing.search_anew(connection, touched)


@use_case(Right.GOODS)
def close(desk: Desk, batch: str) -> int:
    """Put away the categories that only the import had, and say that all of it was taken back."""
    connection, now = desk.session.connection(), clock.to_ms(desk.now)
    deeds = [deed for (deed,) in quick.rows(connection, _DEEDS, {"batch": batch})]
    empty = quick.rows(connection, _EMPTY, {"deeds": quick.numbers(deeds)})
    quick.many(connection, _CLOSE, [(now, number) for _uid, number in empty])
    for uid, _number in empty:
        _note(desk, "category", uid, "archived_at", None, now)
    record(desk, "event", kind="import.back", subject=batch)
    said = json.loads(quick.first(connection, _SAID, {"batch": batch})[0])
    return int(said["created"] + said["updated"])
