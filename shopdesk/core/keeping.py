"""How much of something stays for the counter, from what is sold elsewhere while nobody can be told.

A number that is told to a platform holds until the platform hears of us again: for a line that is a round, for files
the time from one file to the next. Meanwhile our counter sells, and so do the other platforms; and what was sold since
the orders of a platform were last read is gone although it is still counted here: its age. A piece of these is sold
twice unless it stays. So as much stays as these sales are likely to be:

    mean   = counter x gap + other accounts x (gap + age) + this account x age
    spread = of the sales in such a while, and of the gap itself, which is short on most days and long on some
    kept   = mean + one spread and a quarter

Whole numbers throughout: quantities are thousandths of the base unit, spans are seconds of the shop's own day, which
has `OPEN_DAY` of them however long it is open: a night costs nothing at the counter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

ONE = 1_000
OPEN_DAY = 43_200
# The platform knows at the earliest after this long: one round of the engine and the platform's own.
SHORTEST_GAP = 600
LONGEST_GAP = 7 * OPEN_DAY
ENOUGH_DAYS, ENOUGH_SALES, ENOUGH_GAPS = 60, 5, 3
PLAIN = 2 * ONE
# Less than this much of one is nobody's.
CRUMB = ONE // 4
# How the line is changes with the season: what it was before so many days says nothing.
GAPS_LOOKED_AT = 30
# Tried over the villages of tools/simulate_stock: with less more is sold twice than where two stay, with more less is
# sold.
QUARTER_SPREADS = 5
_HOUR, _DAY = 3_600, 86_400
_LONGEST_WALL = 8 * _DAY
_SEVEN_TO_SEVEN = (7 * _HOUR, 19 * _HOUR)


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays (thousandths), whether that is learnt, and from what: sold a day at the counter, sold there while
    nobody can be told (`meanwhile`), and what of it stays for orders that nobody read yet (`unread`)."""

    qty: int
    learnt: bool
    a_day: int = 0
    meanwhile: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What an account sold on each day, oldest first, and how long ago its orders were read; `own` is the one that is
    told: what it sells after it was told it takes off itself."""

    sold: Sequence[int]
    age: int
    own: bool


def keep(sold: Sequence[int], gaps: Sequence[int], accounts: Sequence[Account] = ()) -> Kept:
    """What stays of one thing for an account; `sold` at the counter on each day that is known, oldest first, `gaps` the
    longest while of each day on which the account could not be told, oldest first. With too little known of any of
    these the plain rule: two stay."""
    days = len(sold)
    if days < ENOUGH_DAYS or sum(1 for qty in sold if qty > 0) < ENOUGH_SALES or len(gaps) < ENOUGH_GAPS:
        return Kept(PLAIN, False)
    gap, wide = _usual(gaps)
    mean, variance = _drawn(sold, gap, wide)
    stays = _likely(mean, variance)
    meanwhile = mean
    for one in accounts:
        more = _drawn(one.sold, one.age + (0 if one.own else gap), 0 if one.own else wide)
        mean, variance = mean + more[0], variance + more[1]
    whole = _likely(mean, variance)
    return Kept(0 if whole < CRUMB else whole, True, max(sum(sold), 0) // days, meanwhile, whole - stays)


def open_hours(days: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """When the shop opens and closes, in seconds of the day, from the first and the last bill of each day lately: of
    five days the earliest and the latest say nothing. From seven to seven where there are too few bills."""
    some = len(days) // 5
    opens = sorted(first for first, _last in days)[some] if days else 0
    closes = sorted(last for _first, last in days)[len(days) - 1 - some] if days else 0
    return (opens, closes) if closes - opens >= _HOUR else _SEVEN_TO_SEVEN


def open_time(before: int, now: int, hours: tuple[int, int]) -> int:
    """How much of the shop's own day lies between two moments, both in seconds where a day of the shop begins at 0; the
    shop is open from and to `hours` on every day."""
    opens, closes = hours
    away = 0
    for day in range(max(before, now - _LONGEST_WALL) // _DAY * _DAY - _DAY, now, _DAY):
        away += max(min(now, day + closes) - max(before, day + opens), 0)
    return min(away * OPEN_DAY // (closes - opens), LONGEST_GAP)


def _likely(mean: int, variance: int) -> int:
    return mean + QUARTER_SPREADS * isqrt(variance) // 4


def _usual(gaps: Sequence[int]) -> tuple[int, int]:
    """The mean of the last gaps, and their variance."""
    last = [min(max(gap, SHORTEST_GAP), LONGEST_GAP) for gap in gaps[-GAPS_LOOKED_AT:]]
    mean = sum(last) // len(last)
    return mean, sum((gap - mean) ** 2 for gap in last) // len(last)


def _drawn(sold: Sequence[int], span: int, wide: int) -> tuple[int, int]:
    """Mean and variance of what is sold in a span that has a variance itself. Nothing sells more evenly than by chance:
    the variance of a span is never below its mean, piece by piece."""
    days = len(sold)
    total = max(sum(sold), 0)
    if not total:
        return 0, 0
    span = min(span, LONGEST_GAP)
    spread = sum((qty * days - total) ** 2 for qty in sold) // days**3
    mean = total * span // (OPEN_DAY * days)
    variance = max(spread * span // OPEN_DAY, mean * ONE)
    return mean, variance + total * total * wide // (OPEN_DAY * days) ** 2
