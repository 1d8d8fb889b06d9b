"""How long ago, and how soon, as people say it."""

from datetime import datetime

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.core.ages import HOUR, MINUTE, age

__all__ = ["age", "days", "soon", "spoken", "told"]


def told(at: datetime | None, now: datetime) -> str:
    """`14:02`, `yesterday`-like moments with their day, `not yet`."""
    if at is None:
        return _("not yet")
    if clock.calendar_date(at) == clock.calendar_date(now):
        return at.astimezone(clock.BANGKOK).strftime("%H:%M")
    return thaidate.moment(at)


def soon(at: datetime | None, now: datetime) -> str:
    """`again in 4 minutes`; for the next round where no time is named."""
    if at is None or at <= now:
        return _("with the next round")
    wait = at - now
    if wait < HOUR:
        return _("again in {count} min").format(count=max(1, -(-wait // MINUTE)))
    return _("again at {time}").format(time=told(at, now))


def spoken(at: datetime | None, now: datetime) -> str:
    """When a platform was last spoken with."""
    if at is None:
        return _("Never reached yet")
    return _("Last reached {time}, {age}").format(time=told(at, now), age=age(at, now))


def days(until: datetime, now: datetime) -> int:
    """Whole days that are left."""
    return max(0, (until - now).days)
