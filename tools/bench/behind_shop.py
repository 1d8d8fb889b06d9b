"""A shop behind the counter of many years: 100,000 goods, half of them left to sell by 600 producers, 2,000,000 moves.

Deeds are made by SQLite itself, with their true hashes; triggers rest meanwhile and derived tables are filled after.
"""

from pathlib import Path

from sqlalchemy import Connection

from shopdesk.db import check, engine, guards, journal
from shopdesk.db.guards.derived import DERIVED
from shopdesk.shop import producers
from shopdesk.shop.desk import Office
from tools.bench import shops

GOODS, PRODUCERS = 100_000, 600
PAPERS, PAPER_LINES = 20_000, 50
BILLS, BILL_LINES = 200_000, 5
_N = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
# Every other thing is a producer's, in one lot of its own; a spread of sales as shops have it.
_THING = f"1 + abs((n * 2654435761) % 4294967296) * abs((n * 40503) % 65536) / 65536 * {GOODS} / 4294967296"
_OWNER = f"CASE WHEN item % 2 THEN 2 + item / 2 % {PRODUCERS} ELSE 1 END"
_LOT = "CASE WHEN item % 2 THEN 2 + item / 2 ELSE 1 END"


def make(folder: Path, part: int = 1) -> Office:
    """The shop, or one of `part` times fewer papers and bills."""
    office = shops.open_shop(folder)
    shops.add_goods(office, GOODS)
    with office.writing() as desk:
        for n in range(PRODUCERS):
            one = producers.add(desk, f"คนฝาก {n}")
            producers.agree(desk, one.id, producers.Agreement("percent", 2_000, "2026-01-01"))
    with engine.writer(office.engine).begin() as connection:
        for name in guards.installed(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        deeds, seq = connection.exec_driver_sql("SELECT max(id), max(seq) FROM journal").one()
        for statement in _years(deeds, seq, PAPERS // part, BILLS // part):
            connection.exec_driver_sql(statement)
        for table in DERIVED:
            connection.exec_driver_sql(f"DELETE FROM {table.table}")
            connection.exec_driver_sql(f"INSERT INTO {table.table} ({table.columns}) {table.rebuild}")
        _sign(connection, deeds)
        guards.install(connection)
    engine.checkpoint(office.engine, truncate=True)
    return office


def _years(deeds: int, seq: int, papers: int, bills: int) -> tuple[str, ...]:
    first = deeds + 1 + papers
    count, lines, moved = _N.format(last=bills - 1), _N.format(last=bills * BILL_LINES - 1), papers * PAPER_LINES
    return (
        "INSERT INTO lot (uid, version, item, code, expires, harvested, received, owner) "
        f"SELECT 'l' || id, 1, id, '', '', '', '', 2 + id / 2 % {PRODUCERS} FROM item WHERE id % 2 ORDER BY id",
        f"{_N.format(last=papers + bills - 1)} INSERT INTO journal (id, uid, till, seq, kind, at, business_date, "
        f"actor, format, previous, hash) SELECT {deeds} + 1 + n, 'j' || n, 1, {seq} + 1 + n, 'deed', "
        "1735700000000 + n * 157680, date('2025-01-01', '+' || (n / 548) || ' days'), 1, 2, x'00', x'00' FROM n",
        f"{_N.format(last=papers - 1)} INSERT INTO stock_document (id, journal, n, uid, kind, series, seq, number, "
        f"reason, note) SELECT 1 + n, {deeds} + 1 + n, 1, 'd' || n, 'receive', (SELECT id FROM series "
        "WHERE kind = 'paper' AND active), 1 + n, printf('1A-D%06d', 1 + n), '', '' FROM n",
        "INSERT INTO receiving (id, journal, n, document, paid_by, total, vat, due_on, paper_number, paper_date, "
        "tax_number, photo) SELECT id, journal, 2, id, 'owner', 0, 0, '', '', '', '', '' FROM stock_document",
        f"{_N.format(last=moved - 1)}, m AS (SELECT n, 1 + n % {GOODS} AS item FROM n) INSERT INTO stock_move (id, "
        "journal, n, item, location, owner, lot, qty, value, reason, document) "
        f"SELECT 1 + n, {deeds} + 1 + n / {PAPER_LINES}, 3 + n % {PAPER_LINES}, item, 1, {_OWNER}, {_LOT}, 50000, 0, "
        f"'receive', 1 + n / {PAPER_LINES} FROM m",
        f"{count} INSERT INTO sale (id, journal, n, uid, kind, series, seq, number, bill, currency, gross, discount, "
        "total, rounding, vat_base, vat, heading, note, extra) "
        f"SELECT 1 + n, {first} + n, 1, 's' || n, 'sale', (SELECT id FROM series WHERE kind = 'sale' AND active), "
        "1 + n, printf('1A-%06d', 1 + n), 'b' || n, 'THB', 10000, 0, 10000, 0, 0, 0, '', '', 0 FROM n",
        f"{lines}, m AS (SELECT n, {_THING} AS item FROM n) INSERT INTO sale_line (id, journal, n, sale, position, "
        "item, sale_unit, name, unit, code, qty, base_qty, list_price, price, gross, line_discount, bill_discount, "
        "net, vat_class, vat_rate, vat, tare, note) "
        f"SELECT 1 + n, {first} + n / 5, 2 + n % 5, 1 + n / 5, 1 + n % 5, item, item, 'ของ', "
        "'piece', '', 1000, 1000, 2000, 2000, 2000, 0, 0, 2000, 'none', 0, 0, 0, '' FROM m",
        "INSERT INTO sale_take (id, journal, n, line, owner, lot, qty, value, terms, owed, net) SELECT id, journal, "
        f"6 + position, id, {_OWNER}, {_LOT}, 1000, 0, '', item % 2 * 1600, 2000 FROM sale_line",
        "INSERT INTO stock_move (id, journal, n, item, location, owner, lot, qty, value, reason) "
        f"SELECT {moved} + id, journal, 11 + position, item, 1, {_OWNER}, {_LOT}, -1000, 0, 'sale' FROM sale_line",
        f"{count} INSERT INTO payment (id, journal, n, uid, sale, tender, kind, amount, currency, digits, request, "
        f"due_on) SELECT 1 + n, {first} + n, 17, 'p' || n, 1 + n, 1, 'pay', 10000, 'THB', '', '', '' FROM n",
        f"{count} INSERT INTO payment_event (id, journal, n, payment, state) SELECT 1 + n, {first} + n, 18, 1 + n, "
        "'settled' FROM n",
        f"UPDATE series SET next = {bills} + 1 WHERE kind = 'sale' AND active",
        f"UPDATE series SET next = {papers} + 1 WHERE kind = 'paper' AND active",
    )


def _sign(connection: Connection, after: int) -> None:
    """Hash every deed after one, as selling them would have."""
    raw = connection.connection.driver_connection
    assert raw is not None
    previous = connection.exec_driver_sql("SELECT hash FROM journal WHERE id = ?", (after,)).scalar_one()
    signed = []
    for row, facts in check.deeds(connection):
        if row["id"] > after:
            row["previous"] = previous
            previous = journal.signed(row, [text for _n, text in facts])
            signed.append((row["previous"], previous, row["id"]))
    raw.executemany("UPDATE journal SET previous = ?, hash = ? WHERE id = ?", signed)
