"""Checkout beside raw SQLite that writes the same rows with the same triggers; and at a million sold lines."""

import random
import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from shopdesk.core.cart import Cart
from shopdesk.db import engine, formats
from shopdesk.shop import goods, selling
from shopdesk.shop.desk import Office
from tools.bench import shops
from tools.bench.timing import milliseconds, summary

BILLS, LINES = 400, 5
# Ours and the raw file take turns, so that what else the machine does falls on both.
ROUNDS = 8
Deeds = list[tuple[tuple[Any, ...], dict[str, list[tuple[Any, ...]]]]]


def _sell(office: Office, prefix: str, count: int = BILLS) -> list[float]:
    chance = random.Random(3)
    with office.reading() as desk:
        things = goods.by_ids(desk, chance.sample(range(1, 5001), 500))
    # The window knows who acts; only a command asks the file.
    with office.reading() as desk:
        actor = desk.actor
    times = []
    for n in range(count):
        cart = Cart(f"{prefix}-{n}")
        for line, thing in enumerate(chance.sample(things, LINES)):
            cart = cart.add(goods.line_of(thing, f"l{line}", 1000))
        paid = [selling.Paid("cash", cart.gross)]

        def deed(cart: Cart = cart, paid: list[selling.Paid] = paid) -> None:
            with office.writing(actor) as desk:
                selling.checkout(desk, cart, paid)

        times.append(milliseconds(deed))
        if n % 40 == 39:
            engine.checkpoint(office.engine)
    return times


def _deeds(office: Office, after: int) -> Deeds:
    """What was done after a journal row: each later one with its rows by table."""
    connection = driver.connect(office.data_dir / "shop.db")
    rows: dict[int, dict[str, list[tuple[Any, ...]]]] = {}
    for table in formats.ORDER:
        names = [info[1] for info in connection.execute(f"PRAGMA table_info({table})")]
        at = names.index("journal")
        for row in connection.execute(f"SELECT * FROM {table} WHERE journal > {after} ORDER BY journal, n"):
            rows.setdefault(row[at], {}).setdefault(table, []).append(row)
    deeds = [(row, rows[row[0]]) for row in connection.execute(f"SELECT * FROM journal WHERE id > {after} ORDER BY id")]
    connection.close()
    return deeds


def _open_raw(path: Path) -> Any:
    connection = driver.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def _raw(connection: Any, deeds: Deeds) -> list[float]:
    times = []
    for n, (journal, tables) in enumerate(deeds):

        def deed(journal: tuple[Any, ...] = journal, tables: dict[str, list[tuple[Any, ...]]] = tables) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"INSERT INTO journal VALUES ({','.join('?' * len(journal))})", journal)
            for table, rows in tables.items():
                connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
            connection.execute("UPDATE series SET next = next + 1 WHERE till = 1 AND kind = 'sale' AND active")
            connection.execute("COMMIT")

        times.append(milliseconds(deed))
        if n % 40 == 39:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return times


def _in_turns(office: Office, raw: Any) -> tuple[list[float], list[float]]:
    """Times of our sales, and of raw SQLite writing the rows of the same sales."""
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(ROUNDS):
        there = raw.execute("SELECT max(id) FROM journal").fetchone()[0]
        ours += _sell(office, f"bill{turn}", BILLS // ROUNDS)
        theirs += _raw(raw, _deeds(office, there))
    return ours, theirs


def run(folder: Path) -> dict[str, Any]:
    """Median and tail of a five-line sale, empty and at a million lines, and the ratio to raw SQLite."""
    office = shops.open_shop(folder / "empty")
    shops.add_goods(office, 5000)
    engine.checkpoint(office.engine, truncate=True)
    _sell(office, "warm", 40)
    engine.checkpoint(office.engine, truncate=True)
    (folder / "raw").mkdir()
    shutil.copy(folder / "empty" / "shop.db", folder / "raw" / "shop.db")
    raw_file = _open_raw(folder / "raw" / "shop.db")
    empty, raw = map(summary, _in_turns(office, raw_file))
    raw_file.close()
    office.close()
    full_office = shops.open_shop(folder / "full")
    shops.add_goods(full_office, 100_000)
    shops.add_year(full_office, 100_000)
    _sell(full_office, "warm", 20)
    full = summary(_sell(full_office, "bill"))
    full_office.close()
    return {
        "checkout_5_lines": {"unit": "ms", "ours": empty, "raw_sqlite": raw},
        "checkout_to_raw": {"ratio": round(empty["median"] / raw["median"], 2), "aim": 3},
        "checkout_at_1m_lines": {"unit": "ms", "ours": full},
        "checkout_1m_to_empty": {"ratio": round(full["median"] / empty["median"], 2), "aim": 1.2},
    }
