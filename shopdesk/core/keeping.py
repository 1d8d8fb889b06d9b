"""How much of something stays for the counter, from what the counter sold and how long nobody can be told.

What is offered elsewhere can be sold twice while the line is down: by us at the counter, by the platform to a buyer. So
as much stays as the counter is likely to sell in such a while: its mean and two spreads. Whole numbers throughout:
quantities are thousandths of the base unit, spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

ONE = 1_000
# The counter sells in twelve hours of the day; a night without a line costs nothing.
OPEN_DAY = 43_200
# The platform knows at the earliest after this long: one round of the engine and the platform's own.
SHORTEST_GAP = 600
ENOUGH_DAYS, ENOUGH_SALES = 60, 5
PLAIN = 2 * ONE
SPREADS = 1
# Less than this much of one is nobody's.
CRUMB = ONE // 4


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays (thousandths), whether that is learnt, and from what: sold a day (thousandths), the gap (seconds)."""

    qty: int
    learnt: bool
    a_day: int = 0
    gap: int = 0


def keep(sold: Sequence[int], gap: int) -> Kept:
    """What stays of one thing; `sold` at the counter on each day that is known, oldest first, `gap` the longest usual
    while without a line. With too few days or sales the plain rule: two stay."""
    days = len(sold)
    if days < ENOUGH_DAYS or sum(1 for qty in sold if qty > 0) < ENOUGH_SALES:
        return Kept(PLAIN, False)
    gap = min(max(gap, SHORTEST_GAP), 7 * OPEN_DAY)
    total = max(sum(sold), 0)
    spread = sum((qty * days - total) ** 2 for qty in sold) // (days**3)
    mean = total * gap // (OPEN_DAY * days)
    variance = max(spread * gap // OPEN_DAY, mean * ONE)
    stays = mean + SPREADS * isqrt(variance)
    return Kept(0 if stays < CRUMB else stays, True, total // days, gap)


def usual_gap(gaps: Sequence[int], most: int = 30) -> int:
    """The gap that nine days of ten stay within, of the last days; the shortest where nothing is known."""
    last = sorted(gaps[-most:])
    return last[(len(last) * 9 - 1) // 10] if last else SHORTEST_GAP
