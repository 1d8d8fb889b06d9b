"""kill -9 in the middle of deeds longer than a sale: done whole or not at all, and the next start works."""

import itertools
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from shopdesk.base import machine
from shopdesk.db import backup, models
from shopdesk.shop import backups, closing, day, goods, importing, opening
from tests.conftest import Shop, TestClock
from tests.importing.helpers import many, shelf
from tests.reliability import deaths

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
GOODS, IMPORTED = 300, 400
# A bill is paid once whoever comes with it, so every start has bills of its own.
_starts = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """The folders a deed has: the shop, a stick with one good backup of it, a file of goods."""

    root: Path

    @property
    def shop(self) -> Path:
        return self.root / "shop"

    @property
    def stick(self) -> Path:
        return self.root / "stick"

    @property
    def list(self) -> Path:
        return self.root / "goods.csv"

    def open(self) -> Shop:
        clock = TestClock()
        office = opening.open_office(self.shop, now=clock, random=random.Random(6))
        return Shop(office, clock, bills=1_000 * next(_starts))


def _prepared(place: Place) -> None:
    """A shop of a morning, its backup, two sales after it."""
    shop = place.open()
    with shop.office.writing() as work:
        for n in range(GOODS):
            goods.create(work, goods.Draft(f"ของ {n}", 500, stock=5_000))
    with shop.office.reading() as work:
        thing = goods.by_ids(work, [1])[0]
    shop.sell((thing, 1000))
    backups.make(shop.office, folder=place.stick)
    for _ in range(2):
        shop.sell((thing, 1000))
    shop.office.close()
    many(place.list, IMPORTED)


def _sells(place: Place) -> str:
    """The next start: the shop opens, adds up and sells; the number it gave."""
    shop = place.open()
    try:
        assert shop.check().ok
        number = shop.sell((shop.add("ใหม่", 700), 1000)).number
        assert shop.check().ok
        return number
    finally:
        shop.office.close()


def _first_start(place: Place) -> None:
    opening.open_office(place.shop, now=TestClock(), random=random.Random(1))


def _first_started(place: Place) -> None:
    assert _sells(place) == "1A-000001"


def _back_up(place: Place) -> None:
    backups.make(opening.open_office(place.shop, random=random.Random(1)), folder=place.stick)


def _backed_up(place: Place) -> None:
    copies = backup.existing(place.stick)
    assert 1 <= len(copies) <= 2
    for copy in copies:
        backups.examine(copy)
    shop = place.open()
    shop.office.clock = TestClock(TestClock().now.replace(year=2030))
    backups.make(shop.office, folder=place.stick)
    shop.office.close()
    assert [path.name for path in place.stick.iterdir() if ".part" in path.name] == []
    assert _sells(place) == "1A-000004"


def _restore(place: Place) -> None:
    backups.restore(place.shop, backup.existing(place.stick)[0], random=random.Random(1))


def _restored(place: Place) -> None:
    assert _sells(place) in ("1A-000004", "1B-000001")
    backups.restore(place.shop, backup.existing(place.stick)[0], now=TestClock(), random=random.Random(2))
    assert _sells(place) in ("1B-000001", "1C-000001")
    assert [path.name for path in place.shop.iterdir() if path.name.startswith((".restored", "..restored"))] == []


def _close_day(place: Place) -> None:
    office = opening.open_office(place.shop, now=TestClock(), random=random.Random(1))
    with office.writing() as work:
        closing.close_day(work)


def _day_closed(place: Place) -> None:
    shop = place.open()
    with shop.office.reading() as work:
        closings, still = work.session.exec(select(models.ShiftClose.id)).all(), day.current(work)
    assert len(closings) == (0 if still else 1)
    if still:
        with shop.office.writing() as work:
            assert closing.close_day(work).number == "1A-Z000001"
    shop.office.close()
    assert _sells(place) == "1A-000004"


def _import(place: Place) -> None:
    importing.run(opening.open_office(place.shop, random=random.Random(1)), importing.plan(place.list))


def _imported(place: Place) -> None:
    shop = place.open()
    assert len(shelf(shop.office)) in (GOODS, GOODS + IMPORTED)
    importing.run(shop.office, importing.plan(place.list))
    assert len(shelf(shop.office)) == GOODS + IMPORTED
    shop.office.close()
    assert _sells(place) == "1A-000004"


def _set_machine(place: Place) -> None:
    for _ in range(40):
        machine.write(place.shop, language="en", theme="dark")
        machine.write(place.shop, language="th", theme="light")


def _machine_set(place: Place) -> None:
    told = machine.read(place.shop)
    assert (told.get("language"), told.get("theme")) in ((None, None), ("en", "dark"), ("th", "light"))
    assert "installation" in told
    assert _sells(place) == "1A-000004"


DEEDS: dict[str, tuple[Callable[[Place], None], Callable[[Place], None]]] = {
    "first start": (_first_start, _first_started),
    "backup": (_back_up, _backed_up),
    "restore": (_restore, _restored),
    "close of day": (_close_day, _day_closed),
    "import": (_import, _imported),
    "machine settings": (_set_machine, _machine_set),
}


@pytest.mark.parametrize("kills", [6, pytest.param(80, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("name", DEEDS)
def test_a_killed_deed_is_done_whole_or_not_at_all(tmp_path: Path, name: str, kills: int) -> None:
    deed, after = DEEDS[name]
    kept, place = tmp_path / "kept", Place(tmp_path / "place")
    _prepared(place)
    if name == "first start":
        shutil.rmtree(place.shop)
        place.shop.mkdir()
    shutil.copytree(place.root, kept)
    whole = deaths.lasts(lambda: deed(place))
    died = 0
    for kill in range(kills):
        shutil.rmtree(place.root)
        shutil.copytree(kept, place.root)
        died += deaths.killed(lambda: deed(place), whole * (kill + 0.5) / kills)
        after(place)
    assert died
