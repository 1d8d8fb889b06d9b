"""The power goes at any moment: our settings lose no acknowledged sale, and with a weaker one the test sees it."""

import os
import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from shopdesk.db import check, engine, migrations
from shopdesk.shop import opening
from tests.reliability import powercut, seller

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shim is for Linux")


def _verdict(folder: Path, files: dict[str, bytes], shop: Path) -> tuple[str, set[str]]:
    """Open the disk as the cut left it: what the check says, and the numbers that are there."""
    for old in folder.iterdir():
        old.unlink()
    for path, content in files.items():
        name = Path(path).relative_to(shop)
        if str(name) in ("shop.db", "shop.db-wal"):
            (folder / name).write_bytes(content)
    opened = engine.open_engine(folder / "shop.db")
    try:
        with opened.connect() as connection:
            result = check.check(connection)
            numbers = connection.exec_driver_sql("SELECT number FROM sale").scalars()
            return result.first_error, set(numbers)
    finally:
        opened.dispose()


def _states(tmp_path: Path, level: str, states: int, seed: int) -> tuple[int, list[str]]:
    """How many states lost an acknowledged sale, and what the checks complained of."""
    shop = tmp_path / f"shop-{level}-{seed}"
    seller.prepare(shop)
    base = {str(shop / "shop.db"): bytearray((shop / "shop.db").read_bytes())}
    calls = powercut.record(
        powercut.build_shim(tmp_path), shop, tmp_path / f"log-{level}-{seed}", str(seed * 1000), "60", level
    )
    acks = str(shop / "acks.txt")
    chance = Random(seed)
    folder = Path("/dev/shm") / f"shopdesk-cut-{os.getpid()}-{seed}-{level}"
    folder.mkdir(exist_ok=True)
    cuts = sorted(chance.choices(range(len(calls)), k=states))
    disk = powercut.Disk(base, {})
    lost, wrong, position = 0, [], 0
    said = b""
    try:
        for cut in cuts:
            while position < cut:
                call = calls[position]
                if call.path == acks:
                    said += call.data
                else:
                    disk.apply(call)
                position += 1
            problem, numbers = _verdict(folder, disk.after_cut(chance), shop)
            if problem:
                wrong.append(problem)
            elif set(said.decode().split()) - numbers:
                lost += 1
    finally:
        shutil.rmtree(folder)
    return lost, wrong


@pytest.mark.parametrize(
    ("cuts", "seed"), [(300, 1), *(pytest.param(1_000, seed, marks=pytest.mark.nightly) for seed in (1, 2, 3))]
)
def test_hundreds_of_cuts_lose_nothing_and_break_nothing(tmp_path: Path, cuts: int, seed: int) -> None:
    assert _states(tmp_path, "FULL", cuts, seed) == (0, [])


def test_the_weaker_setting_loses_sales_and_this_test_sees_it(tmp_path: Path) -> None:
    lost, _wrong = _states(tmp_path, "NORMAL", 150, 4)
    assert lost > 0


def test_a_new_shop_cut_at_200_moments_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    shop = tmp_path / "new"
    shop.mkdir()
    calls = powercut.record(powercut.build_shim(tmp_path), shop, tmp_path / "log", "1", "0")
    chance = Random(5)
    folder = tmp_path / "after"
    folder.mkdir()
    disk, position, versions = powercut.Disk({}, {}), 0, set()
    for n, cut in enumerate(sorted(chance.choices(range(len(calls) + 1), k=200))):
        while position < cut:
            disk.apply(calls[position])
            position += 1
        versions.add(_version(folder, disk.after_cut(chance), shop))
        if n % 10 == 0:
            opening.open_office(folder, random=Random(6)).close()
    assert versions == {0, migrations.VERSION}


def _version(folder: Path, files: dict[str, bytes], shop: Path) -> int:
    """The stamp of the file after a cut; a stamped one must be whole, an unstamped one empty."""
    for old in folder.iterdir():
        old.unlink()
    for path, content in files.items():
        (folder / Path(path).relative_to(shop)).write_bytes(content)
    opened = engine.open_engine(folder / "shop.db")
    try:
        with opened.connect() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
            assert check.check(connection).ok if version else tables == 0
    finally:
        opened.dispose()
    return version
