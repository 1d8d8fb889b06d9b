"""A shop on a disk that is truly full, told as JSON: what was refused, in which words, and what was there afterwards.

full_disk.py FOLDER      a folder on a small file system that holds nothing else
"""

import io
import json
import logging
import random
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from sqlmodel import select

from shopdesk.base import log, machine
from shopdesk.base.errors import DatabaseProblem
from shopdesk.db import backup, models
from shopdesk.shop import backups, goods, opening, photos
from shopdesk.shop.selling import Paid
from tests.conftest import Shop, TestClock

BALLAST = "ballast"


def fill(folder: Path) -> None:
    """Take every free byte of the file system, the last ones one by one."""
    with (folder / BALLAST).open("ab", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def refusal(deed: Callable[[], object]) -> str:
    """The class and the words of what the deed raises; "" where it went well."""
    try:
        deed()
    except (DatabaseProblem, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def picture() -> bytes:
    """A photo that does not shrink to nothing."""
    made = io.BytesIO()
    Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270_000)).save(made, "PNG")
    return made.getvalue()


def sold(shop: Shop) -> int:
    """How many sales the file has."""
    with shop.office.reading() as work:
        return len(work.session.exec(select(models.Sale.id)).all())


def sell_until_refused(shop: Shop, thing: goods.Goods) -> tuple[int, str]:
    """How many more sales went in, and the words of the refusal."""
    for count in range(5_000):
        told = refusal(lambda: shop.sell((thing, 1000), paid=[Paid("cash", 500)]))
        if told:
            return count, told
    raise AssertionError("the disk never filled")


def story(folder: Path) -> dict[str, object]:
    """Sell, fill the disk, try everything that writes, make room, go on."""
    clock = TestClock()
    shop = Shop(opening.open_office(folder / "shop", now=clock, random=random.Random(1)), clock)
    log.start(shop.office.data_dir)
    egg = shop.add("ไข่", 500, stock=10_000_000)
    for _ in range(20):
        shop.sell((egg, 1000))
    good = backups.make(shop.office, folder=folder / "stick").path
    machine.write(shop.office.data_dir, language="en")
    fill(folder)
    more, words = sell_until_refused(shop, egg)
    told: dict[str, object] = {"sale": words, "sold as counted": sold(shop) == 20 + more, "check": shop.check().ok}
    for n in range(300):
        logging.getLogger("shopdesk.test").info("line %s %s", n, "x" * 200)
    told["photo"] = refusal(lambda: photos.keep(shop.office, picture()))
    told["backup"] = refusal(lambda: backups.make(shop.office, folder=folder / "stick"))
    told["backups"] = [path.name for path in (folder / "stick").iterdir()] == [good.name]
    told["good backup"] = refusal(lambda: backup.examine(good))
    told["first start"] = refusal(lambda: opening.open_office(folder / "new", now=clock, random=random.Random(2)))
    told["settings"] = refusal(lambda: machine.write(shop.office.data_dir, text_size=150, note="x" * 50_000))
    told["settings kept"] = machine.read(shop.office.data_dir).get("language") == "en"
    told["restore"] = refusal(lambda: backups.restore(folder / "other", good, now=clock))
    told["closing"] = refusal(shop.office.close)
    (folder / BALLAST).unlink()
    return told | _afterwards(folder, clock, egg, 20 + more)


def _afterwards(folder: Path, clock: TestClock, egg: goods.Goods, count: int) -> dict[str, object]:
    shop = Shop(opening.open_office(folder / "shop", now=clock, random=random.Random(3)), clock, bills=90_000)
    number = shop.sell((egg, 1000)).number
    again: dict[str, object] = {"goes on": number == f"1A-{count + 1:06d}", "check afterwards": shop.check().ok}
    again["backup afterwards"] = refusal(lambda: backups.make(shop.office, folder=folder / "stick"))
    shop.office.close()
    again["first start afterwards"] = refusal(lambda: opening.open_office(folder / "new", now=clock).close())
    return again


if __name__ == "__main__":
    print(json.dumps(story(Path(sys.argv[1])), ensure_ascii=False))
