"""Time comes through a passed clock; nothing else asks the machine what time it is.

Bangkok has kept UTC+7 without summer time since 1920, so no zone database is needed.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7), "ICT")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_YEAR = 2200

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time in UTC. A clock set to the Buddhist year (2569) is taken for 1970: Python cannot hold it."""
    try:
        now = datetime.now(UTC)
    except (OverflowError, OSError, ValueError):
        return EPOCH
    return now if now.year < LAST_YEAR else EPOCH


def to_ms(instant: datetime) -> int:
    """Milliseconds since 1970 in UTC; raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant - EPOCH) // timedelta(milliseconds=1)


def from_ms(milliseconds: int) -> datetime:
    """The instant, in UTC."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def business_date(instant: datetime, change_hour: int = 0) -> date:
    """The shop's day in Bangkok; before `change_hour` (0 to 12) it is still yesterday's."""
    return (instant.astimezone(BANGKOK) - timedelta(hours=change_hour)).date()


def calendar_date(instant: datetime) -> date:
    """The Bangkok calendar date, as documents and tax use it."""
    return instant.astimezone(BANGKOK).date()
