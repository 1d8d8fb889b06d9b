"""Search at 100,000 Thai names and reports at 1,000,000 sold lines."""

import functools
import random
from pathlib import Path
from typing import Any

from shopdesk.shop import goods, reports
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Actor
from tools.bench import shops
from tools.bench.timing import milliseconds, summary


def _find(office: Office, actor: Actor, typed: str) -> None:
    with office.reading(actor) as desk:
        goods.find(desk, typed, limit=60)


def _searches(office: Office, actor: Actor) -> dict[str, Any]:
    chance = random.Random(5)
    found: dict[str, Any] = {}
    for length in (1, 2, 3, 5, 8):
        typed = ["".join(chance.sample(shops.WORDS, 4))[:length] for _ in range(100)]
        found[str(length)] = summary([milliseconds(functools.partial(_find, office, actor, text)) for text in typed])
    return found


def run(folder: Path) -> dict[str, Any]:
    """Queries by the length of what was typed; a day's report; the year's best sellers."""
    office = shops.open_shop(folder)
    shops.add_goods(office, 100_000)
    shops.add_year(office, 100_000)
    with office.reading() as desk:
        # The window knows who acts; only a command asks the file.
        actor = desk.actor
        warming = milliseconds(lambda: goods.warm(desk))
    searches = _searches(office, actor)

    def day() -> None:
        with office.reading(actor) as desk:
            reports.day_figures(desk, "2026-05-05")
            reports.best_sellers(desk, "2026-05-05")

    def year() -> None:
        with office.reading(actor) as desk:
            reports.best_sellers(desk, "2026")

    day_report = summary([milliseconds(day) for _ in range(50)])
    top = summary([milliseconds(year) for _ in range(20)])
    office.close()
    return {
        "search_100k": {"unit": "ms", "by_length": searches, "aim_p95": 5, "warming_once": round(warming, 1)},
        "day_report_1m": {"unit": "ms", **day_report, "aim": 5},
        "year_top_20_1m": {"unit": "ms", **top, "aim": 50},
    }
