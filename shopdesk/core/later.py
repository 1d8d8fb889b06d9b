"""When a bill that was entered later really happened: the day always, the time where the paper says one."""

from datetime import date, datetime, time

from shopdesk.base import clock
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import thaidate

# Nobody sells at the first second of a day: it stands for a time that the paper does not say.
UNKNOWN = time(0, 0)


def moment(on: date, at: time | None = None) -> datetime:
    """The instant of a day and a time of day in Bangkok."""
    return datetime.combine(on, at or UNKNOWN, clock.BANGKOK)


def told(instant: datetime) -> str:
    """`20 พ.ย. 2569 12:30`, without the time where it is not known."""
    local = instant.astimezone(clock.BANGKOK)
    day = thaidate.day(local.date())
    return day if local.time() == UNKNOWN else f"{day} {local:%H:%M}"


def parse_time(typed: str) -> time | None:
    """`9:05`, `9.05` or `0905`; nothing typed is not known. Raises Invalid."""
    digits = typed.strip().replace(":", "").replace(".", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 4):
        raise Invalid(N_("“{typed}” is no time."), hint=N_("Type it like 9:05."), typed=typed[:20])
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if hour > 23 or minute > 59:
        raise Invalid(N_("“{typed}” is no time."), hint=N_("Type it like 9:05."), typed=typed[:20])
    return time(hour, minute)
