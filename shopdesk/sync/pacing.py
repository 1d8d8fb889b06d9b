"""When to call again: no faster than a platform allows, and ever more seldom while it does not answer."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

FIRST, LONGEST = timedelta(seconds=5), timedelta(minutes=15)
HOUR = timedelta(hours=1)
_STEPS = 12


def pause(failures: int, random: Random) -> timedelta:
    """How long to wait after so many failures in a row: 5 seconds to 15 minutes, anywhere below the doubling limit.

    Full jitter: shops that lost the same line do not come back in the same second.
    """
    limit = min(FIRST * 2 ** min(max(failures, 1), _STEPS), LONGEST)
    span = (limit - FIRST) // timedelta(milliseconds=1)
    return FIRST + timedelta(milliseconds=random.randrange(span + 1))


def named(after: timedelta | None, failures: int, random: Random) -> timedelta:
    """The time a platform asked for, at most an hour; the usual pause where it named none."""
    return min(after, HOUR) if after is not None and after > timedelta(0) else pause(failures, random)


def waits(until: datetime | None, now: datetime) -> bool:
    """Whether a time to wait for is still to come; what lies farther off than anybody waits is a wrong clock's."""
    return until is not None and timedelta(0) < until - now <= HOUR


class Pace:
    """Lets calls of one account through no faster than so many a second."""

    def __init__(
        self, a_second: float, tick: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.a_second, self._tick, self._sleep = a_second, tick, sleep
        self._next = 0.0

    def __call__(self) -> None:
        """Wait until the next call may go out."""
        now = self._tick()
        if self._next > now:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self.a_second
