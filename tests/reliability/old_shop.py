"""The shop files that versions of this program left behind, kept in tests/data/shops; every later version opens them.

python -m tests.reliability.old_shop      writes the one of this version (before its release only)
"""

import gzip
import random
import sqlite3
import tempfile
from pathlib import Path

from shopdesk.db import migrations
from shopdesk.shop import closing, day, goods, opening, refunds, selling
from tests.conftest import Shop, TestClock

SHOPS = Path(__file__).parents[1] / "data" / "shops"


def kept(version: int) -> Path:
    """Where the file of a version lies."""
    return SHOPS / f"v{version}.db.gz"


def lay(version: int, folder: Path) -> Path:
    """Put the file of a version into a folder as its shop."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "shop.db"
    path.write_bytes(gzip.decompress(kept(version).read_bytes()))
    return path


def shape(path: Path) -> list[tuple[str, str]]:
    """The tables and indexes of a file, by name, with the statement that made each."""
    raw = sqlite3.connect(path)
    try:
        return [
            (str(name), " ".join(str(statement).split()))
            for name, statement in raw.execute(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY name"
            )
        ]
    finally:
        raw.close()


def make(folder: Path) -> Path:
    """A shop after two days: sales of every kind, a refund, a void, money in and out, a price change, a closing."""
    shop = Shop(opening.open_office(folder, now=TestClock(), random=random.Random(21)), TestClock())
    rice = shop.add("ข้าวหอม", 3_800, unit="kg", by_weight=True, vat_class="exempt", stock=200_000, cost=2_500)
    things = [shop.add(f"ของ {n}", 500 + 25 * n, codes=(f"2000{n:04d}",), stock=90_000, cost=300) for n in range(40)]
    sold = []
    for n in range(30):
        paid = [selling.Paid("promptpay", 500 + 25 * n)] if n % 3 == 0 else None
        sold.append(shop.sell((things[n], 1000), *([] if n % 3 == 0 else [(rice, 1_350)]), paid=paid))
    with shop.office.writing() as work:
        refunds.refund(work, sold[3].id)
    with shop.office.writing() as work:
        refunds.void(work, sold[4].id, "ผิด")
    with shop.office.writing() as work:
        day.move_cash(work, 1_000, "ทอน")
    with shop.office.writing() as work:
        goods.set_price(work, things[0].sale_unit, 600)
    with shop.office.writing() as work:
        closing.close_day(work)
    shop.sell((things[5], 2000))
    assert shop.check().ok
    shop.office.close()
    return folder / "shop.db"


def main() -> None:
    """Write the file of this version."""
    with tempfile.TemporaryDirectory() as folder:
        data = gzip.compress(make(Path(folder)).read_bytes(), 9, mtime=0)
    SHOPS.mkdir(parents=True, exist_ok=True)
    kept(migrations.VERSION).write_bytes(data)


if __name__ == "__main__":
    main()
