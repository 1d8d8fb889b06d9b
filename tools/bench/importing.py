"""An import of 10,000 goods beside raw executemany of the rows it leaves; again unchanged; and sales meanwhile."""

import csv
import random
import shutil
import threading
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from shopdesk.core.cart import Cart
from shopdesk.shop import goods, importing, selling
from shopdesk.shop.desk import Office
from tools.bench import shops
from tools.bench.timing import milliseconds, summary

ROWS = 10_000
# What an import leaves behind, in the order that foreign keys want.
TABLES = ("category", "product", "item", "sale_unit", "sale_code", "journal", "change", "stock_move")


def _file(folder: Path, name: str, first: int) -> Path:
    chance = random.Random(first)
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ชื่อสินค้า", "บาร์โค้ด", "ราคาขาย", "ต้นทุน", "คงเหลือ", "หน่วย", "หมวด"])
        for n in range(first, first + ROWS):
            name = "".join(chance.sample(shops.WORDS, 3)) + f" {n}"
            price = chance.randint(5, 500)
            row = [name, f"SD{n:08d}", price, price // 2, chance.randint(0, 50), "ชิ้น", chance.choice("กขคง")]
            writer.writerow(row)
    return path


def _import(office: Office, path: Path) -> None:
    outcome = importing.run(office, importing.plan(path))
    assert not outcome.rejected, outcome.rejected[:3]


def _raw(source: Path, target: Path) -> float:
    """The same rows by executemany, in one transaction, with the same triggers."""
    there = driver.connect(source)
    here = driver.connect(target, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        here.execute(f"PRAGMA {pragma}")
    batches = []
    for table in TABLES:
        known = here.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
        rows = there.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (known,)).fetchall()
        if rows:
            batches.append((f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows))

    def deed() -> None:
        here.execute("BEGIN IMMEDIATE")
        for statement, rows in batches:
            here.executemany(statement, rows)
        here.execute("COMMIT")

    took = milliseconds(deed)
    there.close()
    here.close()
    return took


def _meanwhile(office: Office, path: Path) -> list[float]:
    """Sales of five lines on the main thread while another imports."""
    with office.reading() as desk:
        things, actor = goods.find(desk, "", limit=50), desk.actor
    worker = threading.Thread(target=_import, args=(office, path))
    worker.start()
    times: list[float] = []
    while worker.is_alive():
        cart = Cart(f"during-{len(times)}")
        for line, thing in enumerate(random.Random(len(times)).sample(things, 5)):
            cart = cart.add(goods.line_of(thing, f"l{line}"))

        def deed(cart: Cart = cart) -> None:
            with office.writing(actor) as desk:
                selling.checkout(desk, cart, [selling.Paid("cash", cart.gross)])

        times.append(milliseconds(deed))
    worker.join()
    return times


def run(folder: Path) -> dict[str, Any]:
    """Milliseconds and ratios of an import."""
    office = shops.open_shop(folder / "shop")
    office.close()
    shutil.copytree(folder / "shop", folder / "raw")
    office = shops.open_shop(folder / "shop")
    path = _file(folder, "goods.csv", 1)
    first = milliseconds(lambda: _import(office, path))
    again = milliseconds(lambda: _import(office, path))
    office.close()
    raw = _raw(folder / "shop" / "shop.db", folder / "raw" / "shop.db")
    office = shops.open_shop(folder / "shop")
    during = _meanwhile(office, _file(folder, "more.csv", 50_000))
    office.close()
    return {
        "import_10000": {
            "unit": "ms",
            "ours": round(first),
            "raw_executemany": round(raw),
            "unchanged_again": round(again),
        },
        "import_to_raw": {"ratio": round(first / raw, 2), "aim": 2},
        "unchanged_again": {"unit": "ms", "once": round(again), "aim": 500},
        "checkout_during_import": {"unit": "ms", **summary(during), "sales": len(during), "aim_worst": 100},
    }
