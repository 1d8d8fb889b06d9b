"""Ninety days of a village shop that sells at its counter and online, by three rules of what to publish.

    python -m tools.simulate_stock            a table, and JSON with --json

Each village has goods, counter sales by the hour, buyers online, and a line that comes and goes. A sale is an oversell
where a buyer online bought what was not there any more. The same seed gives the same days to every rule.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from random import Random

from shopdesk.core import keeping

DAYS, OPEN_HOURS = 90, 12
HOUR = 3_600
Rule = Callable[[Sequence[int], Sequence[int], int], int]


@dataclass(frozen=True, slots=True)
class Village:
    """A kind of shop: counter and online pieces a day of one kind of goods, stock it is filled up to, every how many
    days; the share of hours without a line and how long an outage lasts in hours; pieces come in bursts or not."""

    name: str
    counter: float
    online: float
    fill: int
    every: int
    outage: float
    outage_hours: int
    burst: int = 1


VILLAGES = (
    Village("market town, good line", counter=8, online=2, fill=40, every=3, outage=0.02, outage_hours=1),
    Village("hill village, line at noon", counter=5, online=2, fill=30, every=4, outage=0.55, outage_hours=9),
    Village("farm, two boxes a day", counter=0.4, online=0.6, fill=5, every=5, outage=0.10, outage_hours=3),
    Village("craft, slow counter", counter=0.15, online=0.5, fill=6, every=10, outage=0.10, outage_hours=3),
    Village(
        "fruit season, buyers come in crowds",
        counter=12,
        online=6,
        fill=60,
        every=2,
        outage=0.2,
        outage_hours=5,
        burst=4,
    ),
)


@dataclass(slots=True)
class Result:
    """What a rule did: pieces sold twice, sold online, and the mean of what was published (in tenths of a piece)."""

    village: str
    rule: str
    oversold: int = 0
    sold_online: int = 0
    published_tenths: int = 0


def plain(_sold: Sequence[int], _gaps: Sequence[int], _age: int) -> int:
    """The fixed buffer: two stay."""
    return 2


def nothing(_sold: Sequence[int], _gaps: Sequence[int], _age: int) -> int:
    """Everything is published."""
    return 0


def learnt(sold: Sequence[int], gaps: Sequence[int], age: int) -> int:
    """The shop's own rule, as the program has it."""
    gap = max(keeping.usual_gap(gaps), age)
    return -(-keeping.keep([qty * keeping.ONE for qty in sold], gap).qty // keeping.ONE)


RULES: dict[str, Rule] = {"nothing kept": nothing, "two kept": plain, "learnt": learnt}


def pieces(chance: Random, mean: float, burst: int) -> int:
    """How many are wanted in an hour."""
    count = 0
    left = mean / burst
    while left > 0 and chance.random() < min(left, 0.9):
        count += burst
        left -= 0.9
    return count


def run(village: Village, name: str, rule: Rule, seed: int, days: int = DAYS) -> Result:
    """Sixty days to learn from, then `days` that count."""
    chance = Random(f"{village.name} {seed}")
    result = Result(village.name, name)
    stock = published = village.fill
    sold_days: list[int] = []
    gaps: list[int] = []
    waiting, down, age, seen = 0, 0, 0, 0
    for day in range(keeping.ENOUGH_DAYS + days):
        counts = day >= keeping.ENOUGH_DAYS
        if day % village.every == 0:
            stock = max(stock, village.fill)
        sold_today = longest = 0
        for _hour in range(OPEN_HOURS):
            wanted = pieces(chance, village.counter / OPEN_HOURS, village.burst)
            bought = pieces(chance, village.online / OPEN_HOURS, village.burst)
            outage = chance.random() < village.outage / village.outage_hours
            at_counter = min(wanted, max(stock, 0))
            stock -= at_counter
            sold_today += at_counter
            there = min(bought, published)
            published -= there
            waiting += there
            if counts:
                result.sold_online += there
                result.published_tenths += published * 10
                seen += 1
            down = village.outage_hours if outage and not down else max(down - 1, 0)
            age = age + HOUR if down else 0
            longest = max(longest, age)
            if not down:
                if counts:
                    result.oversold += max(waiting - stock, 0)
                stock = max(stock - waiting, 0)
                waiting = 0
                published = max(stock - rule(sold_days[-90:], gaps, age), 0)
        sold_days.append(sold_today)
        gaps.append(longest)
    result.published_tenths //= max(seen, 1)
    return result


def all_results(seeds: Sequence[int] = range(20)) -> list[Result]:
    """Every village by every rule, summed over the seeds."""
    found = []
    for village in VILLAGES:
        for name, rule in RULES.items():
            runs = [run(village, name, rule, seed) for seed in seeds]
            found.append(
                Result(
                    village.name,
                    name,
                    sum(one.oversold for one in runs),
                    sum(one.sold_online for one in runs),
                    sum(one.published_tenths for one in runs) // len(runs),
                )
            )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    results = all_results()
    if parser.parse_args().json:
        print(json.dumps([asdict(one) for one in results], ensure_ascii=False))
        return
    for one in results:
        print(
            f"{one.village:38} {one.rule:14} oversold {one.oversold:5} of {one.sold_online:6}   "
            f"published {one.published_tenths / 10:5.1f}"
        )


if __name__ == "__main__":
    main()
