"""Shops of the size to be measured: many goods with Thai names, a year of sales."""

import random
from pathlib import Path

from sqlalchemy import Connection

from shopdesk.base import uid
from shopdesk.core import thaitext
from shopdesk.db import engine, guards
from shopdesk.db.guards.derived import DERIVED
from shopdesk.shop import opening
from shopdesk.shop.desk import Office

WORDS = (
    "ข้าว หอม มะลิ น้ำ ปลา พริก แกง กล้วย ตาก ผัก บุ้ง กาแฟ คั่ว บด สบู่ สมุนไพร ขมิ้น ผ้า "
    "ขาวม้า ไข่ ไก่ นม สด น้ำตาล ทราย "
    "เกลือ กะปิ ถั่ว ลิสง งา ดำ มะม่วง มะพร้าว ส้ม โอ ชา เขียว ขนม ปัง กรอบ ปุ๋ย อินทรีย์ "
    "เมล็ด พันธุ์ ตะกร้า หวาย หมวก สาน ยา หม่อง"
).split()
SALES, LINES = 200_000, 5
# Deeds of a year, 548 bills a day, made by SQLite itself; triggers rest meanwhile and derived tables are filled after.
_NUMBERS = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})"


def open_shop(folder: Path) -> Office:
    """A new shop with its checkpoints taken off the sales, as the window has it."""
    return opening.open_office(folder, random=random.Random(1), checkpoints=False)


def add_goods(office: Office, count: int) -> None:
    """Put goods with Thai names on the shelf, straight into their tables."""
    chance = random.Random(2)
    now = office.clock()
    products, items, units, codes = [], [], [], []
    for n in range(1, count + 1):
        name = "".join(chance.sample(WORDS, 3)) + f" {chance.randint(1, 999)} ก."
        names = [uid.uuid7(now, chance) for _ in range(3)]
        products.append((n, names[0], name))
        items.append((n, names[1], n))
        units.append((n, names[2], n, chance.randint(5, 500) * 100, thaitext.fold(name)))
        codes.append((f"885{n:010d}", n))
    with engine.writer(office.engine).begin() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.executemany(
            "INSERT INTO product (id, uid, version, name, vat_class, vat_note, restricted, tracked, photo, note) "
            "VALUES (?, ?, 1, ?, 'standard', '', '', 1, '', '')",
            products,
        )
        raw.executemany(
            "INSERT INTO item (id, uid, version, product, variant, base_unit, sku) VALUES (?, ?, 1, ?, "
            "'', 'piece', '')",
            items,
        )
        raw.executemany(
            "INSERT INTO sale_unit (id, uid, version, item, unit, ratio, price, currency, by_weight, "
            "plu, label, search_key, "
            "position) VALUES (?, ?, 1, ?, 'piece', 1000, ?, 'THB', 0, '', '', ?, 0)",
            units,
        )
        raw.executemany("INSERT INTO sale_code (code, sale_unit) VALUES (?, ?)", codes)


def add_year(office: Office, goods: int) -> None:
    """A million sold lines: 200,000 bills of five lines over a year."""
    with engine.writer(office.engine).begin() as connection:
        for name in guards.installed(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in _year(goods):
            connection.exec_driver_sql(statement)
        for table in DERIVED:
            connection.exec_driver_sql(f"DELETE FROM {table.table}")
            connection.exec_driver_sql(f"INSERT INTO {table.table} ({table.columns}) {table.rebuild}")
        guards.install(connection)
        _analyse(connection)
    engine.checkpoint(office.engine, truncate=True)


def _analyse(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE series SET next = 200001 WHERE kind = 'sale'")


def _year(goods: int) -> tuple[str, ...]:
    bills = _NUMBERS.format(last=SALES - 1)
    lines = _NUMBERS.format(last=SALES * LINES - 1)
    # A spread of sales as shops have it: some goods sell all day, most now and then.
    thing = f"1 + abs((n * 2654435761) % 4294967296) * abs((n * 40503) % 65536) / 65536 * {goods} / 4294967296"
    return (
        f"{bills} INSERT INTO journal (id, uid, till, seq, kind, at, business_date, actor, format, previous, hash) "
        "SELECT 10 + n, 'j' || n, 1, 10 + n, 'selling.checkout', 1735700000000 + n * 157680, "
        "date('2026-01-01', '+' || (n / 548) || ' days'), 1, 1, x'00', x'00' FROM n",
        f"{bills} INSERT INTO sale (id, journal, n, uid, kind, series, seq, number, bill, currency, "
        f"gross, discount, total, "
        "rounding, vat_base, vat, heading, note) SELECT 1 + n, 10 + n, 1, 's' || n, 'sale', 1, 1 + n, "
        "printf('1A-%06d', 1 + n), 'b' || n, 'THB', 10000, 0, 10000, 0, 0, 0, '', '' FROM n",
        f"{lines} INSERT INTO sale_line (id, journal, n, sale, position, item, sale_unit, name, "
        f"unit, code, qty, base_qty, "
        "list_price, price, gross, line_discount, bill_discount, net, vat_class, vat_rate, vat, tare, note) "
        f"SELECT 1 + n, 10 + n / 5, 2 + n % 5, 1 + n / 5, 1 + n % 5, {thing}, {thing}, 'ของ', 'piece', '', 1000, 1000, "
        "2000, 2000, 2000, 0, 0, 2000, 'none', 0, 0, 0, '' FROM n",
        "INSERT INTO sale_take (id, journal, n, line, owner, lot, qty, value, terms) "
        "SELECT id, journal, 6 + position, id, 1, 1, 1000, 0, '' FROM sale_line",
        "INSERT INTO stock_move (id, journal, n, item, location, owner, lot, qty, value, reason) "
        "SELECT id, journal, 11 + position, item, 1, 1, 1, -1000, 0, 'sale' FROM sale_line",
        f"{bills} INSERT INTO payment (id, journal, n, uid, sale, tender, kind, amount, currency, digits, request) "
        "SELECT 1 + n, 10 + n, 17, 'p' || n, 1 + n, 1, 'pay', 10000, 'THB', '', '' FROM n",
        f"{bills} INSERT INTO payment_event (id, journal, n, payment, state) SELECT 1 + n, 10 + n, "
        f"18, 1 + n, 'settled' FROM n",
    )
