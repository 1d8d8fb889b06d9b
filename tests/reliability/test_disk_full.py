"""No room on the disk: the sale is refused whole, in words, and the next one works when there is room again."""

import functools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from shopdesk.base.errors import DatabaseProblem
from shopdesk.db import engine, models
from shopdesk.shop import goods, opening, stock
from shopdesk.shop.selling import Paid
from tests.conftest import Shop
from tests.reliability import deaths, seller

ROOT = Path(__file__).parents[2]
FULL = "DatabaseProblem: ดิสก์เต็ม ยังไม่ได้บันทึก"


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


@functools.cache
def _full_disk() -> dict[str, Any] | None:
    """The story of a disk of 12 MB, in a name space of its own; None where this machine makes none."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
        mounted = f'mount -t tmpfs -o size=12m tmpfs "{folder}" || exit 77; exec "$0" -m tests.reliability.full_disk'
        ended = subprocess.run(
            [*alone, "sh", "-c", f'{mounted} "{folder}"', sys.executable],
            cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
    if ended.returncode == 77 or ended.stderr.startswith("unshare:"):
        return None
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


@pytest.fixture
def full_disk() -> dict[str, Any]:
    told = _full_disk()
    if told is None:
        pytest.skip("no small file system can be mounted here")
    return told


@pytest.mark.parametrize("deed", ["sale", "photo", "backup", "first start", "restore"])
def test_on_a_truly_full_disk_it_is_refused_in_plain_words(full_disk: dict[str, Any], deed: str) -> None:
    assert full_disk[deed] == FULL


def test_on_a_truly_full_disk_what_was_there_stays(full_disk: dict[str, Any]) -> None:
    assert full_disk["sold as counted"]
    assert full_disk["check"]
    assert full_disk["settings"]
    assert full_disk["settings kept"]
    assert full_disk["backups"], "the refused copy left something, or took a good one away"
    assert full_disk["good backup"] == ""


def test_a_full_disk_keeps_no_till_from_closing_and_none_from_opening_again(full_disk: dict[str, Any]) -> None:
    """The log of 60 kB that was written meanwhile said nothing on standard error, or the story would not be read."""
    for deed in ("closing", "backup afterwards", "first start afterwards"):
        assert full_disk[deed] == ""
    assert full_disk["goes on"]
    assert full_disk["check afterwards"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and a limit on the size of files")
def test_a_file_that_may_not_grow_refuses_the_sale_whole(tmp_path: Path) -> None:
    """The limit of the system on the size of a file: an error of the disk other than a full one."""
    seller.prepare(tmp_path)

    def sell_below_the_limit() -> None:
        import resource

        office = opening.open_office(tmp_path, random=random.Random(5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        with pytest.raises(DatabaseProblem, match="ดิสก์"):
            seller.sell(office, 1, 100_000, os.open(tmp_path / "acks", os.O_WRONLY | os.O_CREAT))

    deaths.lasts(sell_below_the_limit)
    told = (tmp_path / "acks").read_text().split()
    office = opening.open_office(tmp_path, random=random.Random(6))
    with office.reading() as work:
        numbers = work.session.exec(select(models.Sale.number)).all()
    assert len(told) > 5
    assert sorted(numbers) == sorted(told)
    seller.sell(office, 200_000, 3, os.open(tmp_path / "acks", os.O_WRONLY))
    office.close()


def test_a_folder_nobody_may_write_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises((DatabaseProblem, OSError)):
        opening.open_office(tmp_path / "file" / "shop", random=random.Random(1))


def test_a_busy_file_is_waited_for_and_then_named(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    other = opening.open_office(shop.office.data_dir, now=shop.clock, random=random.Random(9))
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
