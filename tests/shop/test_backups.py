"""A backup counts only after it was opened and checked; a restored shop never uses a number twice."""

import os
import random
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base.errors import Conflict, DatabaseProblem, Invalid, NotFound
from shopdesk.db import backup, check
from shopdesk.shop import backups, goods, opening, photos, selling, settings
from shopdesk.shop.selling import Paid
from tests.conftest import Shop, TestClock


def _restored(folder: Path, clock: TestClock) -> Shop:
    return Shop(opening.open_office(folder, now=clock, random=random.Random(3)), clock, bills=1000)


def test_sell_back_up_lose_the_folder_restore_and_go_on(shop: Shop, tmp_path: Path) -> None:
    egg = shop.add("ไข่", 500, stock=50_000)
    stick = tmp_path / "stick"
    stick.mkdir()
    with shop.office.writing() as work:
        settings.change(work, "backup.folder", str(stick / "shopdesk"))
    saved = [shop.sell((egg, 1000)).number for _ in range(3)]
    copy = backups.make(shop.office)
    lost = [shop.sell((egg, 1000)).number for _ in range(2)]
    shop.office.close()
    lost_folder = tmp_path / "lost"
    shutil.move(shop.office.data_dir, lost_folder)
    found = tmp_path / "found"
    assert backups.restore(found, copy.path, now=shop.clock) is None
    again = _restored(found, shop.clock)
    assert again.check().ok
    next_number = again.sell((egg, 1000)).number
    assert next_number == "1B-000001"
    assert next_number not in saved + lost
    assert again.check().ok
    with again.office.reading() as work:
        assert selling.due(work, again.cart((egg, 1000))).exact == 500
    again.office.close()
    shutil.move(lost_folder, shop.office.data_dir)


def test_fourteen_are_kept_and_a_bad_copy_removes_no_good_one(shop: Shop, tmp_path: Path) -> None:
    shop.add("ไข่", 500)
    folder = tmp_path / "second"
    for _ in range(16):
        shop.clock.now += timedelta(hours=1)
        backups.make(shop.office, folder=folder)
    kept = backup.existing(folder)
    assert len(kept) == 14
    with shop.office.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("DROP TRIGGER sale_no_update")
    shop.clock.now += timedelta(hours=1)
    with pytest.raises(DatabaseProblem):
        backups.make(shop.office, folder=folder)
    assert backup.existing(folder) == kept
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []
    with shop.office.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        from shopdesk.db import guards

        raw.execute(guards.triggers()["sale_no_update"])


def test_a_stick_that_was_pulled_out_is_named(shop: Shop, tmp_path: Path) -> None:
    with shop.office.writing() as work:
        settings.change(work, "backup.folder", str(tmp_path / "gone" / "shopdesk"))
    with pytest.raises(NotFound, match="gone"):
        backups.make(shop.office)


def test_three_days_without_a_second_copy_are_mentioned(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with shop.office.writing() as work:
        settings.change(work, "backup.folder", str(tmp_path / "stick" / "b"))
    shop.clock.now += timedelta(days=2)
    with shop.office.reading() as work:
        assert not backups.standing(work).remind
        assert backups.standing(work).due
    shop.clock.now += timedelta(days=2)
    with shop.office.reading() as work:
        assert backups.standing(work).remind
    backups.make(shop.office)
    with shop.office.reading() as work:
        standing = backups.standing(work)
    assert (standing.remind, standing.due, standing.hours_ago) == (False, False, 0)


def test_selling_goes_on_while_a_copy_is_made(shop: Shop, tmp_path: Path) -> None:
    import threading

    egg = shop.add("ไข่", 500)
    for _ in range(30):
        shop.sell((egg, 1000))
    done = threading.Event()

    def copying() -> None:
        backup.make(shop.office.engine, tmp_path / "b", shop.clock())
        done.set()

    thread = threading.Thread(target=copying)
    thread.start()
    sold = 0
    while not done.is_set():
        shop.sell((egg, 1000), paid=[Paid("cash", 500)])
        sold += 1
    thread.join()
    assert sold > 0
    backup.examine(backup.existing(tmp_path / "b")[0])


def _good_backup(shop: Shop, tmp_path: Path) -> Path:
    shop.sell((shop.add("ไข่", 500), 1000))
    return backups.make(shop.office, folder=tmp_path / "b").path


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"PK\x03\x04 not a database" * 500),
        lambda path: path.write_bytes(path.read_bytes()[:8192]),
        lambda path: path.write_bytes(path.read_bytes()[:20_000] + b"\xff" * 4096 + path.read_bytes()[24_096:]),
        lambda path: _sql(path, "CREATE VIEW sale_view AS SELECT 1"),
        lambda path: _sql(path, "CREATE TRIGGER odd AFTER INSERT ON sale BEGIN DELETE FROM bill; END"),
        lambda path: _sql(path, "DROP TRIGGER sale_no_update", "UPDATE sale SET total = total + 1"),
        lambda path: _sql(path, "PRAGMA application_id = 42"),
        lambda path: _sql(path, "PRAGMA user_version = 999"),
    ],
)
def test_a_strange_backup_is_refused_and_the_shop_stays(shop: Shop, tmp_path: Path, spoil: object) -> None:
    path = _good_backup(shop, tmp_path)
    spoil(path)  # type: ignore[operator]
    spoiled = path.read_bytes()
    target = tmp_path / "target"
    here = opening.open_office(target, now=shop.clock, random=random.Random(5))
    here.close()
    before = (target / "shop.db").read_bytes()
    with pytest.raises((Invalid, DatabaseProblem)):
        backups.restore(target, path, now=shop.clock)
    assert (target / "shop.db").read_bytes() == before
    assert path.read_bytes() == spoiled
    assert sorted(p.name for p in target.iterdir() if ".restored" in p.name) == []


def _sql(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def test_an_open_shop_is_not_restored_over(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    with pytest.raises(Conflict):
        backups.restore(shop.office.data_dir, path, now=shop.clock)


def test_the_shop_that_was_there_is_kept_aside_whole(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    target = tmp_path / "target"
    old = Shop(opening.open_office(target, now=shop.clock, random=random.Random(5)), shop.clock, bills=2000)
    old.sell((old.add("ของเก่า", 100), 1000))
    old.office.close()
    aside = backups.restore(target, path, now=shop.clock)
    assert aside is not None
    raw = sqlite3.connect(aside)
    assert raw.execute("SELECT count(*) FROM sale").fetchone() == (1,)
    assert raw.execute("SELECT name FROM sale_line").fetchone() == ("ของเก่า",)
    raw.close()


def test_a_moved_folder_asks_and_goes_on_in_a_new_letter(shop: Shop, tmp_path: Path) -> None:
    egg = shop.add("ไข่", 500)
    shop.sell((egg, 1000))
    shop.office.close()
    moved = tmp_path / "elsewhere"
    shutil.copytree(shop.office.data_dir, moved)
    here = _restored(moved, shop.clock)
    assert here.office.question == "moved"
    from shopdesk.shop import starting

    starting.claim(here.office, "copy")
    assert here.office.question == ""
    assert here.sell((egg, 1000)).number == "2A-000001"
    with here.office.engine.connect() as connection:
        assert check.check(connection).ok
    here.office.close()
    again = _restored(moved, shop.clock)
    assert (again.office.question, again.office.till.code) == ("", "2")
    again.office.close()


def _picture() -> bytes:
    import io

    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (20, 20), "#0b6b4a").save(made, "PNG")
    return made.getvalue()


def test_photos_come_back_with_the_shop(shop: Shop, tmp_path: Path) -> None:
    name = photos.keep(shop.office, _picture())
    mango = shop.add("มะม่วง", 4500, photo=name)
    copy = backups.make(shop.office, folder=tmp_path / "b")
    backups.restore(tmp_path / "found", copy.path, now=shop.clock)
    again = _restored(tmp_path / "found", shop.clock)
    with again.office.reading() as work:
        assert goods.by_ids(work, [mango.sale_unit])[0].photo == name
    assert photos.read(again.office, [name]) == photos.read(shop.office, [name]) != {}
    again.office.close()


def test_what_a_cut_restore_left_does_not_come_into_the_next(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    for _ in range(40):
        shop.sell((shop.add("ทีหลัง", 900), 1000))
    target = tmp_path / "target"
    target.mkdir()
    log = (shop.office.data_dir / "shop.db-wal").read_bytes()
    (target / "shop.db-wal").write_bytes(log)
    (target / ".restored.db-wal").write_bytes(log)
    (target / "..restored.db.part-wal").write_bytes(log)
    backups.restore(target, path, now=shop.clock)
    again = _restored(target, shop.clock)
    with again.office.reading() as work:
        assert [thing.name for thing in goods.find(work, "")] == ["ไข่"]
    again.office.close()
    assert [file.name for file in target.iterdir() if "restored" in file.name] == []
    assert [file.read_bytes() for file in target.glob("shop-before-restore-*.db-wal")] == [log]


def test_a_shop_in_use_may_be_examined(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    shop.sell((egg, 1000))
    path = shop.office.data_dir / "shop.db"
    before = path.read_bytes(), path.with_name("shop.db-wal").read_bytes()
    backups.examine(path)
    assert (path.read_bytes(), path.with_name("shop.db-wal").read_bytes()) == before
    shop.sell((egg, 1000))


def test_a_damaged_shop_is_replaced_whole(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    (target / "shop.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    (target / "shop.db-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\xff" * 5000)
    backups.restore(target, path, now=shop.clock)
    again = _restored(target, shop.clock)
    assert again.check().ok
    again.office.close()


@pytest.mark.broken_shop
def test_the_same_backup_restored_again_takes_another_letter(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    found, numbers = tmp_path / "found", []
    for _ in range(3):
        backups.restore(found, path, now=shop.clock)
        again = _restored(found, shop.clock)
        numbers.append(again.sell((again.add("น้ำ", 700), 1000)).number)
        assert again.check().ok
        again.office.close()
        (found / "shop.db").write_bytes(b"\xff" * 5000)
    assert numbers == ["1B-000001", "1C-000001", "1D-000001"]


@pytest.mark.parametrize("noted", [True, False])
def test_the_same_backup_restored_on_two_machines_takes_two_letters(shop: Shop, tmp_path: Path, noted: bool) -> None:
    """On a stick that cannot be written to (here: something lies in the way of the note) the letter is drawn by lot."""
    path = _good_backup(shop, tmp_path)
    if not noted:
        (path.parent / "machine.json").mkdir()
    numbers = []
    for n in range(3):
        machine = tmp_path / f"machine {n}"
        backups.restore(machine, path, now=shop.clock, random=random.Random(n))
        again = _restored(machine, shop.clock)
        again.bills += n * 10
        numbers.append(again.sell((again.add("น้ำ", 700), 1000)).number)
        assert again.check().ok
        again.office.close()
    assert len(set(numbers)) == 3
    assert "1A-000001" not in numbers
    assert (numbers == ["1B-000001", "1C-000001", "1D-000001"]) is noted


def test_a_copy_is_the_same_till_after_a_restore_and_writes_nothing_in_the_first_tills_name(
    shop: Shop, tmp_path: Path
) -> None:
    from shopdesk.shop import starting

    shop.sell((shop.add("ไข่", 500), 1000))
    shop.office.close()
    folder = tmp_path / "elsewhere"
    shutil.copytree(shop.office.data_dir, folder)
    here = _restored(folder, shop.clock)
    deeds = _deeds_of_the_first_till(here)
    starting.claim(here.office, "copy")
    here.sell((here.add("น้ำ", 700), 1000))
    assert _deeds_of_the_first_till(here) == deeds
    path = backups.make(here.office).path
    here.office.close()
    backups.restore(folder, path, now=shop.clock)
    again = _restored(folder, shop.clock)
    again.bills += 10
    assert again.sell((again.add("นม", 1200), 1000)).number == "2B-000001"
    assert _deeds_of_the_first_till(again) == deeds
    assert again.check().ok
    again.office.close()


def _deeds_of_the_first_till(here: Shop) -> int:
    with here.office.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM journal WHERE till = 1").scalar_one())


def test_a_clock_that_went_back_costs_no_new_backup(shop: Shop, tmp_path: Path) -> None:
    folder = tmp_path / "second"
    for _ in range(14):
        shop.clock.now += timedelta(hours=1)
        backups.make(shop.office, folder=folder)
    shop.clock.now -= timedelta(days=3000)
    made = backups.make(shop.office, folder=folder)
    assert made.path in backup.existing(folder)
    assert len(backup.existing(folder)) == 14


def test_damaged_photos_beside_a_backup_do_not_keep_the_sales_away(shop: Shop, tmp_path: Path) -> None:
    path = _good_backup(shop, tmp_path)
    (path.parent / "media.db").write_bytes(b"\xff" * 9000)
    backups.restore(tmp_path / "found", path, now=shop.clock)
    again = _restored(tmp_path / "found", shop.clock)
    assert again.check().ok
    again.office.close()


@pytest.mark.parametrize("gone", [False, True])
def test_a_restore_that_cannot_take_its_place_leaves_the_shop_where_it_was(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    path = _good_backup(shop, tmp_path)
    target = tmp_path / "target"
    opening.open_office(target, now=shop.clock, random=random.Random(5)).close()
    if gone:
        (target / "shop.db").rename(target / "shop.db-wal")
    before = {file.name: file.read_bytes() for file in target.glob("shop.db*")}
    replace = os.replace

    def held(source: str, into: str) -> None:
        if str(into) == str(target / "shop.db"):
            raise PermissionError("another program holds it")
        replace(source, into)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        backups.restore(target, path, now=shop.clock)
    assert {file.name: file.read_bytes() for file in target.glob("shop.db*")} == before
    assert [file.name for file in target.iterdir() if "restore" in file.name] == []
