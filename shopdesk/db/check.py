"""Proof on any shop file that stock, money and numbers add up: `shopdesk check`, every backup, every test.

Each rule is a SELECT that finds wrong rows; the first one found is named. Reads only.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Connection, select
from sqlmodel import SQLModel

from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import N_
from shopdesk.db import formats, guards, journal, quick
from shopdesk.db.guards.derived import DERIVED
from shopdesk.db.types import Json

RULES: dict[str, str] = {
    "lines make the bill": (
        "SELECT s.number FROM sale s LEFT JOIN (SELECT sale, sum(net) AS net, sum(gross) AS gross, sum(vat) AS vat, "
        "sum(line_discount + bill_discount) AS discount FROM sale_line GROUP BY sale) l ON l.sale = s.id "
        "WHERE coalesce(l.net, 0) <> s.total OR coalesce(l.gross, 0) <> s.gross OR coalesce(l.vat, 0) <> s.vat "
        "OR coalesce(l.discount, 0) <> s.discount"
    ),
    "a line is gross less discounts": (
        "SELECT id FROM sale_line WHERE gross - line_discount - bill_discount <> net OR (refund_of IS NULL AND "
        "(net < 0 OR line_discount < 0 OR bill_discount < 0))"
    ),
    "payments make the bill": (
        "SELECT s.number FROM sale s LEFT JOIN (SELECT sale, sum(amount) AS paid FROM payment WHERE kind <> 'void' "
        "GROUP BY sale) p ON p.sale = s.id WHERE coalesce(p.paid, 0) <> s.total + s.rounding + s.extra"
    ),
    "a void gives all money back": (
        "SELECT v.id FROM sale_void v WHERE (SELECT coalesce(sum(amount), 0) FROM payment WHERE sale = v.sale) <> 0"
    ),
    "only a voided bill has money of a void": (
        "SELECT id FROM payment p WHERE kind = 'void' AND p.sale NOT IN (SELECT sale FROM sale_void)"
    ),
    "no more goes back than was sold": (
        "SELECT r.line FROM line_refund r JOIN sale_line l ON l.id = r.line WHERE r.qty > l.qty OR r.net > l.net"
    ),
    "extras make the bill": (
        "SELECT s.number FROM sale s WHERE s.extra <> (SELECT coalesce(sum(e.amount), 0) FROM extra e "
        "WHERE e.sale = s.id) AND (s.extra <> 0 OR s.id IN (SELECT sale FROM extra))"
    ),
    "takes make the line": (
        "SELECT l.id FROM sale_line l JOIN (SELECT line, sum(qty) AS qty FROM sale_take WHERE item IS NULL "
        "GROUP BY line) t "
        "ON t.line = l.id WHERE t.qty <> l.base_qty"
    ),
    # What was sold before the shop kept this with every take says nothing of it.
    "takes bring what the line brought": (
        "SELECT l.id FROM sale_line l JOIN journal j ON j.id = l.journal JOIN sale_take t ON t.line = l.id "
        "WHERE j.format > 1 GROUP BY l.id HAVING sum(t.net) <> l.net"
    ),
    "goods move as they are sold": (
        "WITH took AS (SELECT t.journal, coalesce(t.item, l.item) AS item, sum(t.qty) AS qty, sum(t.value) AS value "
        "FROM sale_take t JOIN sale_line l ON l.id = t.line GROUP BY 1, 2), moved AS (SELECT journal, item, "
        "-sum(qty) AS qty, -sum(value) AS value FROM stock_move WHERE reason IN ('sale', 'refund') "
        "GROUP BY journal, item) SELECT journal, item FROM (SELECT * FROM took EXCEPT SELECT * FROM moved) "
        "UNION ALL SELECT journal, item FROM (SELECT * FROM moved EXCEPT SELECT * FROM took)"
    ),
    "a void brings the goods back": (
        "WITH took AS (SELECT v.journal, coalesce(t.item, l.item) AS item, sum(t.qty) AS qty FROM sale_void v "
        "JOIN sale_line l ON l.sale = v.sale JOIN sale_take t ON t.line = l.id GROUP BY 1, 2), "
        "moved AS (SELECT journal, item, sum(qty) AS qty "
        "FROM stock_move WHERE reason = 'void' GROUP BY journal, item) SELECT journal, item FROM "
        "(SELECT * FROM took EXCEPT SELECT * FROM moved) "
        "UNION ALL SELECT journal, item FROM (SELECT * FROM moved EXCEPT SELECT * FROM took)"
    ),
    "numbers have no gap": (
        "SELECT e.letter, e.next FROM series e LEFT JOIN (SELECT series, count(*) AS count, max(seq) AS last FROM sale "
        "GROUP BY series) s ON s.series = e.id WHERE e.kind IN ('sale', 'refund', 'market', 'online') AND "
        "(coalesce(s.count, 0) <> e.next - 1 OR coalesce(s.last, 0) <> e.next - 1)"
    ),
    "papers have no gap": (
        "SELECT e.letter, e.next FROM series e LEFT JOIN (SELECT series, count(*) AS count, max(seq) AS last FROM "
        "stock_document GROUP BY series) d ON d.series = e.id WHERE e.kind = 'paper' AND "
        "(coalesce(d.count, 0) <> e.next - 1 OR coalesce(d.last, 0) <> e.next - 1)"
    ),
    "payouts have no gap": (
        "SELECT e.letter, e.next FROM series e LEFT JOIN (SELECT series, count(*) AS count, max(seq) AS last FROM "
        "payout GROUP BY series) d ON d.series = e.id WHERE e.kind = 'payout' AND "
        "(coalesce(d.count, 0) <> e.next - 1 OR coalesce(d.last, 0) <> e.next - 1)"
    ),
    # Of what no stock is kept, any quantity goes to a market, at no cost.
    "moving goods makes and loses none": (
        "SELECT d.number FROM stock_document d JOIN stock_move m ON m.document = d.id "
        "WHERE d.kind IN ('transfer', 'market_out') GROUP BY d.id, m.item HAVING sum(m.value) <> 0 "
        "OR sum(m.qty) <> 0 AND (d.kind = 'transfer' OR min(m.qty) < 0)"
    ),
    "grading keeps the cost": (
        "SELECT d.number FROM stock_document d JOIN stock_move m ON m.document = d.id WHERE d.kind = 'grade' "
        "GROUP BY d.id HAVING sum(m.value) <> 0"
    ),
    "a count books what was agreed": (
        "SELECT c.document, c.item FROM count_line c WHERE c.agreed - c.recorded <> (SELECT coalesce(sum(m.qty), 0) "
        "FROM stock_move m WHERE m.document = c.document AND m.item = c.item AND m.location = c.location "
        "AND m.owner = c.owner AND m.lot = c.lot)"
    ),
    "a paper taken back leaves nothing": (
        "SELECT r.number FROM stock_document r JOIN stock_move m ON m.document IN (r.id, r.reverses) "
        "WHERE r.reverses IS NOT NULL GROUP BY r.id, m.item, m.location, m.owner, m.lot "
        "HAVING sum(m.qty) <> 0 OR sum(m.value) <> 0"
    ),
    "a payout taken back is the same money": (
        "SELECT r.number FROM payout r JOIN payout p ON p.id = r.reverses WHERE r.amount <> -p.amount "
        "OR r.party <> p.party OR r.book <> p.book"
    ),
    "what the drawer paid left the drawer": (
        "SELECT p.journal FROM (SELECT journal, sum(amount) AS amount FROM (SELECT journal, total AS amount "
        "FROM receiving WHERE paid_by = 'drawer' UNION ALL SELECT journal, amount FROM expense "
        "WHERE paid_by = 'drawer' UNION ALL SELECT journal, amount FROM payout WHERE paid_by = 'drawer' "
        "UNION ALL SELECT journal, amount FROM ledger_entry WHERE paid_by = 'drawer' AND book = 'customer') "
        "GROUP BY journal) p WHERE p.amount + (SELECT coalesce(sum(c.amount), 0) FROM cash_move c "
        "WHERE c.journal = p.journal) <> 0"
    ),
    "an order that is over holds nothing": (
        "SELECT o.number FROM online_order o JOIN reservation r ON r.online_order = o.id "
        "WHERE o.state IN ('shipped', 'delivered', 'completed', 'cancelled', 'returned') "
        "GROUP BY o.id HAVING sum(r.qty) <> 0"
    ),
    "no more is let go than was promised": "SELECT line FROM reservation GROUP BY line, item HAVING sum(qty) < 0",
    "an order stands where its last step put it": (
        "SELECT o.number FROM online_order o WHERE o.state IS NOT (SELECT e.state FROM order_event e "
        "WHERE e.online_order = o.id ORDER BY e.id DESC LIMIT 1)"
    ),
    "parcels hold no more than was put in": (
        "SELECT o.number FROM parcel p, json_each(p.contents) c JOIN online_order o ON o.id = p.online_order "
        "LEFT JOIN online_line l ON l.online_order = o.id AND l.position = CAST(c.key AS INTEGER) "
        "WHERE p.archived_at IS NULL GROUP BY o.id, c.key HAVING sum(c.value) > coalesce(max(l.packed), 0)"
    ),
    "a parcel leaves once": (
        "SELECT parcel FROM parcel_event WHERE kind = 'handed_over' GROUP BY parcel HAVING count(*) > 1"
    ),
    "VAT goes the way of its money and is part of it": (
        "SELECT d.number FROM receiving r JOIN stock_document d ON d.id = r.document "
        "WHERE r.vat * r.total < 0 OR abs(r.vat) > abs(r.total)"
    ),
    "closings have no gap": (
        "SELECT e.letter, e.next FROM series e JOIN till t ON t.id = e.till WHERE e.kind = 'close' AND e.next - 1 <> "
        "(SELECT count(*) FROM shift_close WHERE number LIKE t.code || e.letter || '-Z%')"
    ),
    "one open day a till": (
        "SELECT till FROM shift_open o WHERE NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift = o.id) "
        "GROUP BY till HAVING count(*) > 1"
    ),
    "a slip stands on one bill that counts": (
        "SELECT z.reference FROM slip z JOIN payment p ON p.id = z.payment JOIN sale_state s ON s.sale = p.sale "
        "WHERE NOT s.voided GROUP BY z.bank, z.reference HAVING count(*) > 1"
    ),
    "a bill is paid once": ("SELECT b.uid FROM bill b JOIN sale s ON s.bill = b.uid"),
}

DEEDS_AT_ONCE = 2_000
_LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Result:
    """What the check found: how many things were looked at, and the first wrong one."""

    ok: bool
    checked: int
    first_error: str = ""


def check(connection: Connection) -> Result:
    """Look at everything; stops at the first thing that is wrong."""
    count = 0
    for name, problem in _findings(connection):
        count += 1
        if problem:
            return Result(False, count, f"{name}: {problem}")
    return Result(True, count)


def verify(connection: Connection) -> None:
    """Raise DatabaseProblem where the file does not add up."""
    result = check(connection)
    if not result.ok:
        raise DatabaseProblem(
            N_("The shop file does not add up: {what}"),
            hint=N_("Stop selling on it and restore the last backup."),
            what=result.first_error,
        )


def _findings(connection: Connection) -> Iterator[tuple[str, str]]:
    for pragma in ("quick_check(1)", "foreign_key_check"):
        row = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchone()
        yield pragma, "" if row is None or row[0] == "ok" else str(tuple(row))
    yield "guards", _guards(connection)
    for table in DERIVED:
        yield table.table, _difference(connection, table.table, table.columns, table.rebuild)
    for name, statement in RULES.items():
        row = connection.exec_driver_sql(f"{statement} LIMIT 1").fetchone()
        yield name, "" if row is None else str(tuple(row))
    yield from _chain(connection)


def _guards(connection: Connection) -> str:
    declared, there = guards.triggers(), guards.installed(connection)
    for name in sorted(declared.keys() | there.keys()):
        if declared.get(name) != there.get(name):
            return f"trigger {name} is not as declared"
    row = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'view' LIMIT 1").fetchone()
    return "" if row is None else f"view {row[0]} does not belong here"


def _difference(connection: Connection, table: str, columns: str, rebuild: str) -> str:
    # The rebuild is made once for both ways: on a file of years it is what takes long.
    row = connection.exec_driver_sql(
        f"WITH here AS (SELECT {columns} FROM {table}), made AS MATERIALIZED ({rebuild}) "  # noqa: S608 - our own names
        "SELECT 'too much', * FROM (SELECT * FROM here EXCEPT SELECT * FROM made) "
        "UNION ALL SELECT 'missing', * FROM (SELECT * FROM made EXCEPT SELECT * FROM here) LIMIT 1"
    ).fetchone()
    return "" if row is None else f"{row[0]} {tuple(row[1:])}"


# A fact as its deed signs it: its place in the deed, and its text.
Signed = tuple[int, str]


def deeds(connection: Connection) -> Iterator[tuple[dict[str, Any], list[Signed]]]:
    """Every deed with its facts in their order, some thousand read at a time; facts of no deed come under id None."""
    table = SQLModel.metadata.tables["journal"]
    last = -1
    while True:
        found = connection.execute(select(table).where(table.c.id > last).order_by(table.c.id).limit(DEEDS_AT_ONCE))
        rows = [dict(row) for row in found.mappings()]
        until = rows[-1]["id"] if len(rows) == DEEDS_AT_ONCE else _LAST_ID
        formats_here = {row["format"] for row in rows} or {formats.CURRENT}
        facts = {number: _facts(connection, number, last, until) for number in formats_here}
        for row in rows:
            yield row, sorted(facts[row["format"]].get(row["id"], ()))
        known = {row["id"] for row in rows}
        for number in next(iter(facts.values())).keys() - known:
            yield {"id": None, "journal": number}, []
        if until == _LAST_ID:
            return
        last = until


def _facts(connection: Connection, number: int, after: int, until: int) -> dict[int, list[Signed]]:
    facts: dict[int, list[Signed]] = {}
    asked = {"after": after, "until": until}
    for table in formats.COLUMNS[number]:
        for deed, place, text in quick.rows(connection, _texts(number, table), asked):
            facts.setdefault(deed, []).append((place, text))
    return facts


@functools.cache
def _texts(number: int, table: str) -> str:
    """The statement by which SQLite itself writes the text of facts: as db.types.canonical, in half the time."""
    own = SQLModel.metadata.tables[table]
    values = ", ".join(_text(name, own.c[name].type) for name in formats.COLUMNS[number][table])
    return (
        f"SELECT journal, n, json_array('{table}', {values}) FROM {table} "  # noqa: S608 - our own names
        "WHERE journal > :after AND journal <= :until"
    )


def _text(name: str, kind: Any) -> str:
    if isinstance(kind, Boolean):
        return f"json(CASE WHEN {name} IS NULL THEN 'null' WHEN {name} THEN 'true' ELSE 'false' END)"
    # What is no JSON any more was changed: as plain text it makes another hash.
    return f"CASE WHEN json_valid({name}) THEN json({name}) ELSE {name} END" if isinstance(kind, Json) else f'"{name}"'


def _chain(connection: Connection) -> Iterator[tuple[str, str]]:
    before: dict[int, tuple[int, bytes]] = {}
    for row, facts in deeds(connection):
        if row["id"] is None:
            yield "facts without a deed", f"journal {row['journal']}"
            continue
        wrong = _wrong(row, facts, before.get(row["till"], (0, journal.GENESIS)))
        yield f"journal {row['till']}/{row['seq']}", wrong
        before[row["till"]] = (row["seq"], row["hash"])


def _wrong(row: dict[str, Any], facts: list[Signed], before: tuple[int, bytes]) -> str:
    seq, previous = before
    if row["seq"] != seq + 1:
        return "a deed is missing before it"
    if row["previous"] != previous:
        return "it does not follow the deed before"
    if [fact[0] for fact in facts] != list(range(1, len(facts) + 1)):
        return "a fact is missing"
    texts = [text for _n, text in facts]
    return "" if journal.signed(row, texts) == row["hash"] else "a fact was changed"
