"""No room on the disk: the sale is refused whole, in words, and the next one works when there is room again."""

import random
from pathlib import Path

import pytest
from sqlmodel import select

from shopdesk.base.errors import DatabaseProblem
from shopdesk.db import engine, models
from shopdesk.shop import desk, goods, stock
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def _limit(shop: Shop, pages: int | None) -> None:
    """Let the file grow by this many pages at most; None takes the limit away. Every connection of the pool is told."""
    shop.office.engine.dispose()
    with shop.office.engine.connect() as connection:
        count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        limit = count + pages if pages is not None else 1_073_741_823
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limit}")


def _sell_until_refused(shop: Shop, thing: goods.Goods) -> int:
    for sold in range(500):
        try:
            shop.sell((thing, 1000), paid=[Paid("cash", 500)])
        except DatabaseProblem as problem:
            if "ดิสก์เต็ม" not in str(problem):
                raise
            return sold
    raise AssertionError("the disk never filled")


def test_a_full_disk_refuses_the_sale_whole_and_says_so(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, stock=10_000_000)
    for _ in range(20):
        shop.sell((egg, 1000))
    _limit(shop, 3)
    sold = 20 + _sell_until_refused(shop, egg)
    assert shop.check().ok
    with shop.office.reading() as work:
        assert len(work.session.exec(select(models.Sale.id)).all()) == sold
        assert stock.balance(work, egg.item) == 10_000_000 - sold * 1000
    _limit(shop, None)
    assert shop.sell((egg, 1000)).number == f"1A-{sold + 1:06d}"


def test_a_folder_nobody_may_write_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises((DatabaseProblem, OSError)):
        desk.open_office(tmp_path / "file" / "shop", random=random.Random(1))


def test_a_busy_file_is_waited_for_and_then_named(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    other = desk.open_office(shop.office.data_dir, now=shop.clock, random=random.Random(9))
    egg = shop.add("ไข่", 500)
    with (
        engine.writer(shop.office.engine).begin(),
        pytest.raises(DatabaseProblem, match="ไม่ว่าง"),
        other.writing() as work,
    ):
        goods.set_price(work, egg.sale_unit, 600)
    with other.writing() as work:
        goods.set_price(work, egg.sale_unit, 600)
    other.close()
