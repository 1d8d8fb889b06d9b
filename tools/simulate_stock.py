"""Ninety days of a village shop that sells at its counter and online, by four rules of what to publish.

    python -m tools.simulate_stock            tables, and JSON with --json

Each village has goods, counter sales by the hour, buyers online, and accounts it is reached by: over a line that comes
and goes, or by files that a person carries every so many days. A sale is an oversell where a buyer online bought what
was not there any more. The same seed gives the same days to every rule, and with or without a phone that shows orders.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from random import Random

from shopdesk.core import keeping

DAYS, OPEN_HOURS = 90, 12
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Side:
    """An account: pieces bought there a day, the share of hours without a line and how long an outage lasts in hours;
    by files (`upload` days from one file of stock to the next) every how many days orders are read."""

    online: float
    outage: float = 0.0
    outage_hours: int = 1
    upload: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Village:
    """A kind of shop: counter pieces a day of one kind of goods, stock it is filled up to, every how many days, the
    accounts it sells at; pieces come in bursts or not."""

    name: str
    counter: float
    fill: int
    every: int
    sides: tuple[Side, ...]
    burst: int = 1


VILLAGES = (
    Village("market town, good line", 8, 40, 3, (Side(2, 0.02),)),
    Village("hill village, line at noon", 5, 30, 4, (Side(2, 0.55, 9),)),
    Village("farm, two boxes a day", 0.4, 5, 5, (Side(0.6, 0.10, 3),)),
    Village("craft, slow counter", 0.15, 6, 10, (Side(0.5, 0.10, 3),)),
    Village("fruit season, buyers come in crowds", 12, 60, 2, (Side(6, 0.2, 5),), burst=4),
    Village("files every evening", 4, 30, 5, (Side(2, upload=1, read=1),)),
    Village("files every evening, orders read every third", 4, 30, 5, (Side(2, upload=1, read=3),)),
    Village("craft by files, orders read every third day", 0.4, 6, 7, (Side(0.6, upload=1, read=3),)),
    Village("two accounts, good lines", 4, 30, 4, (Side(2, 0.02), Side(2, 0.02))),
    Village("two accounts, one is out for days", 4, 30, 4, (Side(2, 0.02), Side(2, 0.5, 36))),
    Village("two accounts, one by files every third day", 4, 30, 4, (Side(2, 0.02), Side(2, upload=3, read=3))),
)
# Where an order is long on its way to the shop.
FAR = tuple(one for one in VILLAGES if any(side.upload or side.outage >= 0.5 for side in one.sides))
SEEN = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """What a rule sees: counter sales by day, the gaps of the account it tells, what each account sold."""

    sold: Sequence[int]
    gaps: Sequence[int]
    accounts: Sequence[keeping.Account]


Rule = Callable[[View], int]


@dataclass(slots=True)
class Result:
    """What a rule did: pieces sold twice, sold online, sold at the counter, and the mean of what was published (in
    tenths of a piece)."""

    village: str
    rule: str
    oversold: int = 0
    sold_online: int = 0
    sold_counter: int = 0
    published_tenths: int = 0

    @property
    def sold(self) -> int:
        """Pieces that really went to somebody."""
        return self.sold_online - self.oversold + self.sold_counter


def plain(_view: View) -> int:
    """The fixed buffer: two stay."""
    return 2


def nothing(_view: View) -> int:
    """Everything is published."""
    return 0


def counter_alone(view: View) -> int:
    """What is learnt of the counter and the gaps, without the age of the data and what other accounts sell."""
    return _whole(keeping.keep([qty * keeping.ONE for qty in view.sold], view.gaps))


def learnt(view: View) -> int:
    """The shop's own rule, as the program has it."""
    return _whole(keeping.keep([qty * keeping.ONE for qty in view.sold], view.gaps, view.accounts))


RULES: dict[str, Rule] = {
    "nothing kept": nothing, "two kept": plain, "counter alone": counter_alone, "learnt": learnt,
}  # fmt: skip


def _whole(kept: keeping.Kept) -> int:
    return -(-kept.qty // keeping.ONE)


def pieces(chance: Random, mean: float, burst: int) -> int:
    """How many are wanted in an hour."""
    count = 0
    left = mean / burst
    while left > 0 and chance.random() < min(left, 0.9):
        count += burst
        left -= 0.9
    return count


@dataclass(slots=True, eq=False)
class _Account:
    """How it stands with an account while the days go by; `waiting` pieces were bought and the shop has not read of."""

    side: Side
    published: int
    waiting: int = 0
    down: int = 0
    gap: int = 0
    age: int = 0
    longest: int = 0
    today: int = 0
    heard: bool = False
    gaps: list[int] = field(default_factory=list)
    sold: list[int] = field(default_factory=list)

    def hour(self, outage: bool, day: int, last: bool) -> tuple[bool, bool]:
        """An hour passes: whether orders are read, and whether stock is told."""
        side = self.side
        self.age, self.gap = self.age + HOUR, self.gap + HOUR
        self.longest = max(self.longest, self.gap)
        if side.upload:
            told = last and day % side.upload == 0
            self.heard = told
            return last and day % side.read == 0, told
        self.down = side.outage_hours if outage and not self.down else max(self.down - 1, 0)
        self.heard = True
        self.gap = self.gap if self.down else 0
        return not self.down, not self.down

    def evening(self) -> None:
        """The day is over: what it taught is written down."""
        self.sold.append(self.today)
        if self.heard:
            self.gaps.append(self.longest)
        self.gap = 0 if self.side.upload and self.heard else self.gap
        self.today = self.longest = 0
        self.heard = False


@dataclass(slots=True)
class _Days:
    """A shop as its days go by. Orders that `seen` of its phone shows are promised at once."""

    village: Village
    rule: Rule
    seen: float
    result: Result
    chance: Random
    phone: Random
    stock: int = 0
    hours: int = 0
    accounts: list[_Account] = field(default_factory=list)
    sold: list[int] = field(default_factory=list)
    kept: dict[tuple[int, ...], int] = field(default_factory=dict)

    def day(self, number: int) -> None:
        """From opening to closing."""
        if number % self.village.every == 0:
            self.stock = max(self.stock, self.village.fill)
        counts, sold = number >= keeping.ENOUGH_DAYS, 0
        self.kept.clear()
        for hour in range(OPEN_HOURS):
            wanted = pieces(self.chance, self.village.counter / OPEN_HOURS, self.village.burst)
            drawn = [self._drawn(one.side) for one in self.accounts]
            at_counter = min(wanted, max(self.stock, 0))
            self.stock -= at_counter
            sold += at_counter
            for one, (bought, outage) in zip(self.accounts, drawn, strict=True):
                self._buy(one, bought, counts)
                read, told = one.hour(outage, number, hour == OPEN_HOURS - 1)
                if read:
                    self._gone(one.waiting, counts)
                    one.waiting = one.age = 0
                if told:
                    one.published = max(self.stock - self._stays(one), 0)
        self.result.sold_counter += sold if counts else 0
        self.sold.append(sold)
        for one in self.accounts:
            one.evening()

    def _drawn(self, side: Side) -> tuple[int, bool]:
        bought = pieces(self.chance, side.online / OPEN_HOURS, self.village.burst)
        return bought, self.chance.random() < side.outage / side.outage_hours

    def _buy(self, one: _Account, bought: int, counts: bool) -> None:
        there = min(bought, one.published)
        one.published -= there
        one.today += there
        shown = sum(self.phone.random() < self.seen for _ in range(there))
        self._gone(shown, counts)
        one.waiting += there - shown
        if counts:
            self.hours += 1
            self.result.sold_online += there
            self.result.published_tenths += one.published * 10

    def _gone(self, ordered: int, counts: bool) -> None:
        """The shop hears that so many were bought."""
        if counts:
            self.result.oversold += max(ordered - self.stock, 0)
        self.stock = max(self.stock - ordered, 0)

    def _stays(self, told: _Account) -> int:
        """What the rule says; in a day only ages change what it sees."""
        seen = (self.accounts.index(told), *(one.age for one in self.accounts))
        if seen not in self.kept:
            self.kept[seen] = self.rule(self._view(told))
        return self.kept[seen]

    def _view(self, told: _Account) -> View:
        accounts = [
            keeping.Account([qty * keeping.ONE for qty in one.sold[-90:]], one.age, own=one is told)
            for one in self.accounts
        ]
        return View(self.sold[-90:], told.gaps, accounts)


def run(village: Village, name: str, rule: Rule, seed: int, seen: float = 0.0, days: int = DAYS) -> Result:
    """Sixty days to learn from, then `days` that count."""
    result = Result(village.name, name)
    chance, phone = Random(f"{village.name} {seed}"), Random(f"phone {village.name} {seed}")
    shop = _Days(village, rule, seen, result, chance, phone, stock=village.fill)
    shop.accounts = [_Account(side, village.fill) for side in village.sides]
    for day in range(keeping.ENOUGH_DAYS + days):
        shop.day(day)
    result.published_tenths //= max(shop.hours, 1)
    return result


def summed(village: Village, name: str, rule: Rule, seeds: Sequence[int], seen: float = 0.0) -> Result:
    """A village by one rule, over the seeds."""
    runs = [run(village, name, rule, seed, seen) for seed in seeds]
    return Result(
        village.name, name, sum(one.oversold for one in runs), sum(one.sold_online for one in runs),
        sum(one.sold_counter for one in runs), sum(one.published_tenths for one in runs) // len(runs),
    )  # fmt: skip


def all_results(seeds: Sequence[int] = range(20)) -> list[Result]:
    """Every village by every rule, summed over the seeds."""
    return [summed(village, name, rule, seeds) for village in VILLAGES for name, rule in RULES.items()]


def by_phone(seeds: Sequence[int] = range(20)) -> list[Result]:
    """Where orders come late: without a phone that shows them, and with one on which half of them are promised."""
    return [
        summed(village, f"{name}, {told}", RULES[name], seeds, seen)
        for village in FAR
        for name in ("two kept", "learnt")
        for told, seen in (("no phone", 0.0), ("half promised", SEEN))
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    results = [*all_results(), *by_phone()]
    if parser.parse_args().json:
        print(json.dumps([asdict(one) for one in results], ensure_ascii=False))
        return
    for one in results:
        print(
            f"{one.village:45} {one.rule:24} oversold {one.oversold:5} of {one.sold_online:6} online, "
            f"sold in all {one.sold:6}, published {one.published_tenths / 10:5.1f}"
        )


if __name__ == "__main__":
    main()
