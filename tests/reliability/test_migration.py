"""An old shop comes to the next version whole, or stays as it was, wherever the update is cut."""

import os
import random
import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from shopdesk.db import backup, check, engine, migrations
from shopdesk.shop import opening
from tests.conftest import Shop, TestClock
from tests.reliability import deaths, next_version, old_shop, powercut

NOW = migrations.VERSION
UNFILLED = (
    "SELECT (SELECT count(*) FROM product WHERE keeps_days IS NULL AND name <> 'ใหม่') + count(*) FROM sale_unit u "
    "JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product WHERE u.colour = '' AND p.name <> 'ใหม่'"
)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the shim is for Linux")


def _version(path: Path) -> int:
    """The stamp of a file that is whole for it: the check is content, and new columns are filled."""
    reader = engine.open_reader(path)
    try:
        with reader.connect() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            assert check.check(connection).first_error == ""
            columns = set(connection.exec_driver_sql("SELECT name FROM pragma_table_info('sale_unit')").scalars())
            assert ("colour" in columns) is (version == next_version.VERSION)
            if version == next_version.VERSION:
                assert connection.exec_driver_sql(UNFILLED).scalar_one() == 0
    finally:
        reader.dispose()
    return version


def _backup_is_whole(folder: Path) -> bool:
    """Whether a copy of before the update lies there; one that has its name is whole and old."""
    copies = backup.existing(folder / "before-update")
    for copy in copies:
        backup.examine(copy)
        assert _version(copy) == NOW
    return bool(copies)


def _goes_on(folder: Path) -> None:
    """The next start of the new program finishes the update, and the shop sells."""
    with next_version.installed():
        shop = Shop(opening.open_office(folder, now=TestClock(), random=random.Random(5)), TestClock(), bills=5_000)
        shop.sell((shop.add("ใหม่", 700), 1000))
        shop.office.close()
    assert _version(folder / "shop.db") == next_version.VERSION


def _examined(folder: Path, *, finish: bool) -> int:
    version = _version(folder / "shop.db")
    copied = _backup_is_whole(folder)
    assert copied or version == NOW, "the update began without a checked copy"
    if finish:
        _goes_on(folder)
    return version


def test_the_kept_file_of_this_version_has_the_shape_this_version_makes(tmp_path: Path) -> None:
    """Fails where the first step was changed after its release; before it, `python -m tests.reliability.old_shop`."""
    opening.open_office(tmp_path / "new", random=random.Random(1)).close()
    assert old_shop.shape(old_shop.lay(NOW, tmp_path / "old")) == old_shop.shape(tmp_path / "new" / "shop.db")


@pytest.mark.parametrize("version", range(1, NOW + 1))
def test_every_kept_file_opens_adds_up_and_sells(tmp_path: Path, version: int) -> None:
    path = old_shop.lay(version, tmp_path / "old")
    shop = Shop(
        opening.open_office(tmp_path / "old", now=TestClock(), random=random.Random(2)), TestClock(), bills=9_000
    )
    assert shop.check().ok
    shop.sell((shop.add("ใหม่", 700), 1000))
    shop.office.close()
    opening.open_office(tmp_path / "new", random=random.Random(1)).close()
    assert old_shop.shape(path) == old_shop.shape(tmp_path / "new" / "shop.db")


def test_an_update_keeps_every_row_and_a_copy_of_before(tmp_path: Path) -> None:
    path = old_shop.lay(NOW, tmp_path)
    with next_version.installed():
        opening.open_office(tmp_path, now=TestClock(), random=random.Random(3)).close()
    assert _version(path) == next_version.VERSION
    assert _backup_is_whole(tmp_path)
    _goes_on(tmp_path)


def test_no_update_without_room_for_the_copy(tmp_path: Path) -> None:
    path = old_shop.lay(NOW, tmp_path)
    (tmp_path / "before-update").write_text("in the way", encoding="utf-8")
    with next_version.installed(), pytest.raises(OSError, match="before-update"):
        opening.open_office(tmp_path, random=random.Random(3))
    assert _version(path) == NOW


@linux
@pytest.mark.parametrize("cuts", [25, pytest.param(200, marks=pytest.mark.nightly)])
def test_the_power_goes_during_an_update(tmp_path: Path, cuts: int) -> None:
    shop, folder = tmp_path / "shop", tmp_path / "after"
    base = old_shop.lay(NOW, shop)
    disk = powercut.Disk({str(base): bytearray(base.read_bytes())}, {})
    shim = powercut.build_shim(tmp_path)
    calls = powercut.record(shim, shop, tmp_path / "log", program="next_version")
    chance = Random(cuts)
    position, versions = 0, []
    for n, cut in enumerate(sorted(chance.sample(range(len(calls) + 1), k=min(cuts, len(calls))))):
        while position < cut:
            disk.apply(calls[position])
            position += 1
        _lay(folder, disk.after_cut(chance), shop)
        versions.append(_examined(folder, finish=n % 10 == 0))
    assert set(versions) == {NOW, next_version.VERSION}


def _lay(folder: Path, files: dict[str, bytes], shop: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        target = folder / Path(path).relative_to(shop)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.nightly)])
def test_an_update_is_killed(tmp_path: Path, kills: int) -> None:
    def update() -> None:
        with next_version.installed():
            opening.open_office(folder, random=random.Random(4))

    folder = tmp_path / "whole"
    old_shop.lay(NOW, folder)
    whole = deaths.lasts(update)
    folder = tmp_path / "shop"
    versions = []
    for kill in range(kills):
        shutil.rmtree(folder, ignore_errors=True)
        old_shop.lay(NOW, folder)
        deaths.killed(update, whole * kill / kills)
        versions.append(_examined(folder, finish=kill % 10 == 9))
    assert NOW in versions
