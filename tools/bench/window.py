"""The window at 100,000 goods: from the end of a scan, and from a key in the search field, to the painted screen."""

import gc
import os
import random
from pathlib import Path
from typing import Any

from tools.bench import shops
from tools.bench.timing import milliseconds, summary

SCANS, KEYS = 120, 40


def run(folder: Path) -> dict[str, Any]:
    """Scans into a growing bill, and searches letter by letter, each until everything asked for is painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest

    from shopdesk import app as root
    from shopdesk.shop import goods, settings

    office = shops.open_shop(folder)
    shops.add_goods(office, 100_000)
    with office.writing() as desk:
        settings.change(desk, "shop.started", True)
    with office.reading() as desk:
        goods.warm(desk)
    app = root.make_application(folder)
    window = root.build(folder)
    window.sounds.on = False
    window.resize(1366, 768)
    window.show()
    # As the program does once its file is open: what was loaded is never walked again for rubbish.
    gc.collect()
    gc.freeze()
    window.data_ready(office, None)
    window.go("till")
    QTest.qWait(300)
    page: Any = window.page_of("till")
    chance = random.Random(4)

    def painted() -> None:
        app.processEvents()

    def scan() -> None:
        page.scanned(f"885{chance.randint(1, 100_000):010d}")
        painted()

    scans = [milliseconds(scan) for _ in range(SCANS)]

    def search() -> None:
        typed = "".join(chance.sample(shops.WORDS, 2))[: chance.randint(1, 6)]
        page.shelf.show_goods(page.counter.look(typed, None), narrowed=True)
        painted()

    keys = [milliseconds(search) for _ in range(KEYS)]
    window.jobs.close()
    window.office = None
    window.close()
    office.close()
    return {
        "scan_to_painted_100k": {"unit": "ms", **summary(scans), "aim_p95": 16, "aim_p99": 25},
        "key_to_repaint_100k": {"unit": "ms", **summary(keys), "aim": 25},
    }
