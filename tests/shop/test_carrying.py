"""Everything out as ordinary files and in again, to the last number: a round trip that is proven, not believed."""

import csv
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from shopdesk.base import paths
from shopdesk.base.errors import Conflict, NotAllowed, ShopError
from shopdesk.db import carried, models
from shopdesk.shop import bills, carrying, customers, erasing, goods, photos, settings, stock, users
from shopdesk.shop.desk import Office
from shopdesk.shop.opening import open_office
from tests.conftest import Shop, TestClock, examine
from tests.db.busy import busy_day
from tests.reliability import deaths

NASTY = ("=1+1", "+66", "-x", "@SUM(A1)", "'", "''", "'=x", "\t=1", 'ก"ข,ค', "บรรทัด\nสอง", "a\rb", "|calc", "ป๊า\u200bๆ")


def _opened(folder: Path) -> Office:
    return open_office(folder, now=TestClock(), random=random.Random(9))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def full(shop: Shop) -> Shop:
    """A shop with every kind of fact, words that spreadsheets misread, an open bill and a PIN."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0xFF8800)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    name = photos.keep(shop.office, bytes(buffer.data().data()))
    busy_day(shop)
    for number, word in enumerate(NASTY):
        shop.add(f"{word} {number}", 100, note=word, photo=name if not number else "")
    with shop.office.writing() as desk:
        customers.add(desk, customers.Card("=cmd|' /C calc'!A0", note="@x"))
        settings.change(desk, "receipt.footer", "=ขอบคุณ\n-มาใหม่")
        bills.keep_open(desk, shop.cart((goods.find(desk, "ไข่", limit=1)[0], 2_000)))
    return shop


def test_a_shop_goes_out_and_in_and_out_again_byte_for_byte(full: Shop, tmp_path: Path) -> None:
    out = carrying.export_all(full.office, tmp_path / "ออก")
    assert out.photos == 1
    assert all(out.rows[table] for table in carried.tables() if table in ("sale", "payout", "ledger_entry", "extra"))
    carrying.import_all(tmp_path / "new", tmp_path / "ออก")
    assert examine(paths.shop_file(tmp_path / "new")).ok
    office = _opened(tmp_path / "new")
    assert office.question == "moved"
    again = carrying.export_all(office, tmp_path / "again")
    with full.office.reading() as old, office.reading() as new:
        shown = [(one.name, one.note, one.stock) for one in goods.find(old, "", limit=60)]
        assert [(one.name, one.note, one.stock) for one in goods.find(new, "", limit=60)] == shown
        assert photos.read(office, [goods.find(new, "=1+1", limit=1)[0].photo])
    office.close()
    assert again.rows == out.rows
    assert _bytes(tmp_path / "again") == _bytes(tmp_path / "ออก")


def test_the_new_shop_sells_on_once_it_is_said_whose_till_it_is(full: Shop, tmp_path: Path) -> None:
    from shopdesk.shop import starting

    carrying.export_all(full.office, tmp_path / "out")
    carrying.import_all(tmp_path / "new", tmp_path / "out")
    office = _opened(tmp_path / "new")
    starting.claim(office, "moved")
    new = Shop(office, TestClock(full.clock.now), bills=900)
    with office.reading() as desk:
        egg = goods.find(desk, "ไข่", limit=1)[0]
        before = stock.balance(desk, egg.item)
    assert new.sell((egg, 1_000)).number.startswith("1B-")
    with office.reading() as desk:
        assert stock.balance(desk, egg.item) == before - 1_000
    office.close()


def test_no_cell_is_a_formula_and_no_pin_goes_along(full: Shop, tmp_path: Path) -> None:
    with full.office.writing() as desk:
        users.set_pin(desk, desk.actor.user, "4711")
    owner = users.sign_in(full.office, "เจ้าของร้าน", "4711")
    with pytest.raises(NotAllowed):
        carrying.export_all(full.office, tmp_path / "nobody")
    assert not (tmp_path / "nobody").exists()
    carrying.export_all(full.office, tmp_path / "out", owner)
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "|")), (path.name, cell)
                    assert "argon2" not in cell, path.name
    assert "ลูกค้า" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8-sig")


def test_a_shop_that_sold_is_never_replaced_and_one_that_did_not_is_kept_aside(full: Shop, tmp_path: Path) -> None:
    carrying.export_all(full.office, tmp_path / "out")
    sold, unsold = tmp_path / "sold", tmp_path / "unsold"
    for folder in (sold, unsold):
        office = _opened(folder)
        other = Shop(office, TestClock())
        thing = other.add("ของเดิม", 100)
        if folder == sold:
            other.sell((thing, 1_000))
        office.close()
    before = paths.shop_file(sold).read_bytes()
    with pytest.raises(Conflict):
        carrying.import_all(sold, tmp_path / "out")
    assert paths.shop_file(sold).read_bytes() == before
    done = carrying.import_all(unsold, tmp_path / "out")
    assert done.aside is not None
    assert done.aside.is_file()


def test_a_folder_that_holds_something_is_not_written_into(full: Shop, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("ของฉัน", encoding="utf-8")
    with pytest.raises(Conflict):
        carrying.export_all(full.office, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_somebody_who_was_erased_since_does_not_come_back(full: Shop, tmp_path: Path) -> None:
    carrying.export_all(full.office, tmp_path / "out")
    with full.office.reading() as desk:
        uid = desk.session.exec(select(models.Party.uid).where(models.Party.name == "ลุงสมศักดิ์")).one()
    (tmp_path / "new").mkdir()
    erasing.remember(tmp_path / "new", [uid])
    carrying.import_all(tmp_path / "new", tmp_path / "out")
    office = _opened(tmp_path / "new")
    with office.reading() as desk:
        names = desk.session.exec(select(models.Party.name)).all()
    office.close()
    assert "ลุงสมศักดิ์" not in names
    assert "ลุงสมศักดิ์".encode() not in paths.shop_file(tmp_path / "new").read_bytes()


def _cell(folder: Path, name: str, row: int, column: str, value: str) -> None:
    path = folder / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    found[row][found[0].index(column)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(found)


def _shortened(folder: Path) -> None:
    path = folder / "sale_lines.csv"
    path.write_bytes(path.read_bytes().rsplit(b"\r\n", 2)[0] + b"\r\n")


SPOILED: dict[str, Any] = {
    "an amount": lambda folder: _cell(folder, "sales.csv", 1, "total", "999.00"),
    "no number": lambda folder: _cell(folder, "sales.csv", 1, "total", "=1+1"),
    "a rounded amount": lambda folder: _cell(folder, "payments.csv", 1, "amount", "5"),
    "a hash": lambda folder: _cell(folder, "journal.csv", 2, "hash", "00" * 32),
    "stock": lambda folder: _cell(folder, "stock_moves.csv", 1, "qty", "5.000"),
    "a name twice": lambda folder: _cell(folder, "sales.csv", 2, "number", "1A-000001"),
    "nobody's line": lambda folder: _cell(folder, "sale_lines.csv", 1, "sale", "999999"),
    "a lost line": _shortened,
    "a lost file": lambda folder: (folder / "customers.csv").unlink(),
    "no text": lambda folder: (folder / "party.csv").write_bytes(b"\xff\xfe\x00"),
    "another version": lambda folder: (folder / "shopdesk.json").write_text('{"format": 99}', encoding="utf-8"),
    "no list": lambda folder: (folder / "shopdesk.json").unlink(),
}


@pytest.mark.parametrize("what", list(SPOILED))
def test_files_that_were_changed_are_refused_and_leave_nothing(full: Shop, tmp_path: Path, what: str) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    carrying.export_all(full.office, out)
    SPOILED[what](out)
    with pytest.raises(ShopError):
        carrying.import_all(new, out)
    assert not paths.shop_file(new).exists()
    assert not list(new.glob(".carried*"))


def test_a_photo_that_is_not_itself_is_left_behind(full: Shop, tmp_path: Path) -> None:
    carrying.export_all(full.office, tmp_path / "out")
    (photo,) = (tmp_path / "out" / "photos").iterdir()
    photo.write_bytes(b"\x89PNG not the same")
    assert carrying.import_all(tmp_path / "new", tmp_path / "out").photos == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("way", ["out", "in"])
def test_a_kill_in_the_middle_leaves_nothing_half(full: Shop, tmp_path: Path, way: str) -> None:
    carrying.export_all(full.office, tmp_path / "whole")
    whole = _bytes(tmp_path / "whole")
    data = full.office.data_dir
    full.office.close()
    out, new = tmp_path / "out", tmp_path / "new"

    def deed() -> None:
        if way == "in":
            carrying.import_all(new, tmp_path / "whole")
        else:
            carrying.export_all(_opened(data), out)

    span = deaths.lasts(deed)
    for part in range(8):
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(new, ignore_errors=True)
        deaths.killed(deed, span * part / 8)
        assert not out.exists() or _bytes(out) == whole
        assert not paths.shop_file(new).exists() or examine(paths.shop_file(new)).ok
        if not out.exists() and not paths.shop_file(new).exists():
            deed()
    assert way == "in" or _bytes(out) == whole
