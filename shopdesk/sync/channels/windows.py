"""A list of what changed, read in parts of the time, because a list that is turned can jump over what moves meanwhile.

An order that changes while pages are turned leaves its place, and the one after it slips to the page before. So a part
of the time is halved until all that changed in it is on one page; only then the platform's own pages are turned.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from shopdesk.base import clock

# Below this a list that goes on is turned by its own pages.
SMALLEST = 600

# (from, until, the platform's own place) -> (rows, where its next page begins, "" at the end). Seconds.
Ask = Callable[[int, int, str], tuple[Sequence[object], str]]


class Part(NamedTuple):
    """What a page held, the time it is of, and where the next one begins, "" at the end."""

    rows: Sequence[object]
    start: int
    end: int
    next: str


def part(ask: Ask, cursor: str, first: int, last: int, longest: int) -> Part:
    """The page at `cursor`, "" for the first, of all that changed from `first` until `last`; in seconds."""
    start, end, place = _place(cursor, first)
    end = end or min(start + longest, max(last, start))
    rows, following = ask(start, end, place)
    while not place and following and end - start > SMALLEST:
        end = start + (end - start) // 2
        rows, following = ask(start, end, "")
    if following:
        return Part(rows, start, end, f"{start}:{end}:{following}")
    return Part(rows, start, end, f"{end}::" if end < last else "")


def _place(cursor: str, first: int) -> tuple[int, int, str]:
    if not cursor:
        return first, 0, ""
    start, end, place = cursor.split(":", 2)
    return int(start), int(end or 0), place


def seconds(at: datetime) -> int:
    """An instant as these lists are asked."""
    return clock.to_ms(at) // 1000


def midnight(day: str) -> int:
    """When a day begins in Bangkok."""
    return seconds(datetime.combine(date.fromisoformat(day), time(), clock.BANGKOK))
