"""The file guards itself: facts stay, the shape is the declared one, damage is found, and a newer file is refused."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, exc
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel, select

from shopdesk.base import paths
from shopdesk.base.errors import DatabaseProblem
from shopdesk.db import check, engine, guards, journal, migrations, models
from shopdesk.db.guards.facts import FACTS
from shopdesk.shop import opening
from tests.conftest import Shop, TestClock, examine
from tests.db.busy import busy_day

T = TypeVar("T")


def test_the_file_that_tests_begin_on_is_the_one_a_first_start_makes(tmp_path: Path, empty_file: Path) -> None:
    """Byte for byte, once the shop has begun on it: only then may the other tests start from a copy.

    Closing and opening in between counts as one change more, at bytes 24 and 92 of the file (SQLite's file format).
    """
    path = paths.shop_file(tmp_path)
    made = []
    for laid_out in (False, True):
        if laid_out:
            shutil.copyfile(empty_file, path)
        opening.open_office(tmp_path, now=TestClock(), random=random.Random(7)).close()
        stored = path.read_bytes()
        made.append((stored[:24], stored[28:92], stored[96:]))
        path.unlink()
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_a_fact_is_never_changed(shop: Shop, deed: str) -> None:
    busy_day(shop)
    for table in (*FACTS, "journal"):
        with shop.office.engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() > 0
        with pytest.raises(exc.DatabaseError), engine.writer(shop.office.engine).begin() as connection:
            connection.exec_driver_sql(deed.format(table))


def _damaged(shop: Shop, *statements: str) -> check.Result:
    """The check's word on a copy whose triggers somebody took away before changing it."""
    return _looked_at(shop, check.check, *statements)


def _looked_at(shop: Shop, look: Callable[[Connection], T], *statements: str) -> T:
    shop.office.close()
    source = shop.office.data_dir / "shop.db"
    copy = shop.office.data_dir / "damaged.db"
    copy.write_bytes(source.read_bytes())
    raw = sqlite3.connect(copy)
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _name, sql in triggers:
        raw.execute(sql)
    raw.commit()
    raw.close()
    opened = engine.open_engine(copy)
    try:
        with opened.connect() as connection:
            return look(connection)
    finally:
        opened.dispose()


_BREAKS = {
    "lines make the bill": "UPDATE sale_line SET net = net + 1 WHERE id = 3",
    "a line is gross less discounts": "UPDATE sale_line SET gross = gross + 1 WHERE id = 3",
    "payments make the bill": "UPDATE payment SET amount = amount + 1 WHERE id = 3",
    "a void gives all money back": "UPDATE payment SET amount = amount + 1 WHERE kind = 'void'",
    "only a voided bill has money of a void": "DELETE FROM sale_void",
    "no more goes back than was sold": "UPDATE line_refund SET net = net + 1",
    "takes make the line": "UPDATE sale_take SET qty = qty + 1 WHERE id = 3",
    "takes bring what the line brought": "UPDATE sale_take SET net = net + 1 WHERE id = 3",
    "goods move as they are sold": "UPDATE stock_move SET value = value + 1 WHERE reason = 'refund'",
    "a void brings the goods back": "DELETE FROM stock_move WHERE reason = 'void'",
    "numbers have no gap": "UPDATE series SET next = next + 1 WHERE kind = 'refund'",
    "closings have no gap": "UPDATE series SET next = next + 1 WHERE kind = 'close'",
    "one open day a till": (
        "INSERT INTO shift_open SELECT id + more, journal, 90 + more, uid || more, till, float_amount "
        "FROM shift_open, (SELECT 1 AS more UNION SELECT 2)"
    ),
    "a slip stands on one bill that counts": (
        "INSERT INTO slip SELECT id + 1, journal, 90, payment, bank, reference, tail FROM slip"
    ),
    "extras make the bill": "UPDATE extra SET amount = amount + 1",
    "papers have no gap": "UPDATE series SET next = next + 1 WHERE kind = 'paper'",
    "payouts have no gap": "UPDATE series SET next = next + 1 WHERE kind = 'payout'",
    "moving goods makes and loses none": "UPDATE stock_move SET qty = qty + 1 WHERE reason = 'transfer' AND qty > 0",
    "grading keeps the cost": "UPDATE stock_move SET value = value + 1 WHERE reason = 'grade' AND qty > 0",
    "a count books what was agreed": "UPDATE count_line SET agreed = agreed + 1",
    "a paper taken back leaves nothing": "UPDATE stock_move SET value = value + 1 WHERE reason = 'reversal'",
    "a payout taken back is the same money": "UPDATE payout SET amount = amount - 1 WHERE reverses IS NOT NULL",
    "what the drawer paid left the drawer": (
        "UPDATE cash_move SET amount = amount + 1 WHERE journal IN (SELECT journal FROM expense)"
    ),
    "an order that is over holds nothing": "UPDATE online_order SET state = 'completed' WHERE state = 'ready'",
    "no more is let go than was promised": "UPDATE reservation SET qty = qty - 9000 WHERE qty < 0",
    "an order stands where its last step put it": "UPDATE online_order SET state = 'new' WHERE state = 'ready'",
    "parcels hold no more than was put in": "UPDATE online_line SET packed = 1000 WHERE packed = 2000",
    "a parcel leaves once": (
        "INSERT INTO parcel_event SELECT id + more, journal, 90 + more, parcel, 'handed_over', detail "
        "FROM parcel_event, (SELECT 1 AS more UNION SELECT 2) WHERE kind = 'packed'"
    ),
    "VAT goes the way of its money and is part of it": "UPDATE receiving SET vat = 1 WHERE total = 0",
    "a bill is paid once": "INSERT INTO bill VALUES ('bill-1', 1, 'open', '', '{}', 0)",
}


@pytest.mark.parametrize("rule", check.RULES)
def test_every_rule_finds_what_it_is_there_for(shop: Shop, rule: str) -> None:
    """Each rule alone: the tables kept by triggers, looked at before, would often have told first."""
    busy_day(shop)

    def found(connection: Connection) -> object:
        return connection.exec_driver_sql(check.RULES[rule]).first()

    with shop.office.engine.connect() as connection:
        assert found(connection) is None
    assert _looked_at(shop, found, _BREAKS[rule]) is not None


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE sale SET total = total + 1 WHERE id = 3", "day_total"),
        ("UPDATE sale_line SET net = net + 1 WHERE id = 3", "sold_day"),
        ("UPDATE sale_line SET name = 'อื่น' WHERE id = 3", "journal"),
        ("UPDATE payment SET amount = amount + 1 WHERE id = 3", "tender_day"),
        ("UPDATE stock_move SET qty = qty + 1 WHERE id = 3", "stock"),
        ("UPDATE stock SET qty = qty + 1", "stock"),
        ("UPDATE day_total SET sales = sales + 1", "day_total"),
        ("DELETE FROM payment_event WHERE id = 2", "payment_state"),
        ("DELETE FROM event", "journal"),
        ("DELETE FROM change WHERE id = 2", "journal"),
        ("UPDATE journal SET actor = 1, hash = x'00' WHERE seq = 4", "journal"),
        ("UPDATE journal SET business_date = '2026-01-01' WHERE kind = 'day.move_cash'", "journal"),
        ("UPDATE series SET next = next + 1 WHERE kind = 'sale'", "numbers"),
        ("DELETE FROM cash_move WHERE id = 1", "journal"),
        ("UPDATE sale_state SET voided = 0", "sale_state"),
        ("DELETE FROM line_refund", "line_refund"),
        ("INSERT INTO bill VALUES ('bill-1', 1, 'open', '', '{}', 0)", "paid once"),
        ("UPDATE sale_take SET owner = 99 WHERE id = 1", "foreign_key"),
        ("CREATE VIEW odd AS SELECT 1", "guards"),
    ],
)
def test_any_change_behind_the_programs_back_is_named(shop: Shop, statement: str, rule: str) -> None:
    busy_day(shop)
    result = _damaged(shop, statement)
    assert not result.ok
    assert rule in result.first_error


@pytest.mark.broken_shop
def test_what_a_test_leaves_behind_is_looked_at(shop: Shop) -> None:
    busy_day(shop)
    assert examine(shop.office.data_dir / "shop.db").ok
    with engine.writer(shop.office.engine).begin() as connection:
        connection.exec_driver_sql("UPDATE stock SET qty = qty + 1")
    assert "stock" in examine(shop.office.data_dir / "shop.db").first_error


def test_an_untouched_copy_is_fine(shop: Shop) -> None:
    busy_day(shop)
    assert _damaged(shop).ok


def test_a_lost_trigger_is_named(shop: Shop) -> None:
    with engine.writer(shop.office.engine).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER sale_no_update")
    assert "sale_no_update" in shop.check().first_error
    with engine.writer(shop.office.engine).begin() as connection:
        connection.exec_driver_sql(guards.triggers()["sale_no_update"])


@pytest.mark.parametrize("seed", range(5))
def test_one_changed_cell_of_any_fact_breaks_the_chain(shop: Shop, seed: int) -> None:
    """300 random edits in all; the chain alone finds each of them."""
    busy_day(shop)
    chance = random.Random(seed)
    with shop.office.engine.connect() as connection:
        rows = {
            table: [dict(row) for row in connection.execute(select(SQLModel.metadata.tables[table])).mappings()]
            for table in FACTS
        }
        deeds = {
            row["id"]: dict(row) for row in connection.execute(select(SQLModel.metadata.tables["journal"])).mappings()
        }
    facts = [(table, row) for table, found in rows.items() for row in found]
    from shopdesk.db import formats

    for _ in range(60):
        table, row = chance.choice(facts)
        column = chance.choice(formats.COLUMNS[formats.CURRENT][table])
        deed = deeds[row["journal"]]
        mine = sorted(((t, r) for t, r in facts if r["journal"] == deed["id"]), key=lambda fact: fact[1]["n"])
        assert journal.digest(deed, mine) == deed["hash"]
        changed = {**row, column: f"{row[column]}x"}
        assert journal.digest(deed, [(t, changed if r is row else r) for t, r in mine]) != deed["hash"]


def test_a_new_file_has_the_shape_of_the_models(shop: Shop) -> None:
    def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("goods_search"))

    with shop.office.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_newer_file_is_refused_unchanged(tmp_path: Path) -> None:
    opening.open_office(tmp_path, random=random.Random(1)).close()
    path = tmp_path / "shop.db"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseProblem):
        opening.open_office(tmp_path, random=random.Random(1))
    assert path.read_bytes() == before


@pytest.mark.broken_shop
def test_a_file_that_is_no_shop_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"hello, I am not a database at all" * 100)
    with pytest.raises(DatabaseProblem):
        opening.open_office(tmp_path, random=random.Random(1))


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_connection: object) -> None:
        raise RuntimeError("the lights went out")

    opened = engine.open_engine(tmp_path / "shop.db")
    with pytest.raises(RuntimeError):
        migrations.migrate(opened, before=lambda: None, verify=broken)
    with opened.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
    opened.dispose()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 53, 4), True),
    ],
)
def test_a_sqlite_with_the_wal_reset_race_is_refused(version: tuple[int, ...], safe: bool) -> None:
    assert engine.library_is_safe(version) is safe


def test_the_driver_we_ship_is_safe_and_every_connection_is_durable(shop: Shop) -> None:
    assert engine.library_is_safe(dbapi2.sqlite_version_info)
    with shop.office.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "trusted_schema",
                "mmap_size",
            )
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }


KEY = "ab" * 32


@pytest.mark.keyed_shop(KEY)
def test_a_keyed_shop_cannot_be_read_without_its_key(tmp_path: Path) -> None:
    office = opening.open_office(tmp_path, random=random.Random(1), key=KEY)
    with office.reading() as work:
        assert work.session.exec(select(models.Till.code)).one() == "1"
    office.close()
    assert not (tmp_path / "shop.db").read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(DatabaseProblem):
        opening.open_office(tmp_path, random=random.Random(1))
