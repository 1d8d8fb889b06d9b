"""When an order has to leave the shop: working days of the post, the hour until which a day counts, goods that spoil.

The post rests on Sundays and on public holidays of a fixed date; those that move with the moon are not known here.
"""

from datetime import date, datetime, time, timedelta

from shopdesk.base.clock import BANGKOK

_SUNDAY = 6
# Public holidays of Thailand by month and day (Cabinet resolutions on annual public holidays).
_FIXED = frozenset({
    (1, 1), (4, 6), (4, 13), (4, 14), (4, 15), (5, 1), (5, 4), (6, 3), (7, 28), (8, 12), (10, 13), (10, 23), (12, 5),
    (12, 10), (12, 31),
})  # fmt: skip
_SATURDAY = 5


def closed(day: date) -> bool:
    """Whether the post takes no parcels: a Sunday, a holiday, or the Monday that stands for one of a weekend."""
    if day.weekday() == _SUNDAY or (day.month, day.day) in _FIXED:
        return True
    return day.weekday() == 0 and any(_is_fixed(day - timedelta(days=back)) for back in (1, 2))


def _is_fixed(day: date) -> bool:
    return day.weekday() in (_SATURDAY, _SUNDAY) and (day.month, day.day) in _FIXED


def open_from(day: date) -> date:
    """The first day from this one on that takes parcels."""
    while closed(day):
        day += timedelta(days=1)
    return day


def leaves_by(ordered: datetime, days: int, cutoff: str = "") -> datetime:
    """Until when an order has to leave that is promised within so many working days; an hour (HH:MM) later than
    `cutoff` counts as the next day. The end of a day in Thailand, aware. Raises ValueError for no such hour."""
    local = ordered.astimezone(BANGKOK)
    late = bool(cutoff) and local.time() > time.fromisoformat(cutoff)
    day = open_from(local.date() + timedelta(days=1 if late else 0))
    for _again in range(days):
        day = open_from(day + timedelta(days=1))
    return datetime.combine(day, time(23, 59), BANGKOK)


def fresh_on(day: date) -> date:
    """The first day on which goods that spoil may be sent: the day after it the post works too."""
    while closed(day) or closed(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day
