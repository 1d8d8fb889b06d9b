"""Until when an order has to leave, in words: the platform's deadline, the shop's own promise, goods that spoil."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import thaidate

if TYPE_CHECKING:
    from shopdesk.shop.online.leaving import Leaving

Badge = tuple[str, str]


def promised(by: datetime, now: datetime) -> Badge:
    """A badge: what the shop promised is a day, and the post is closed long before it ends."""
    day, today = clock.calendar_date(by), clock.calendar_date(now)
    if day < today:
        return _("Promised for {day}").format(day=thaidate.day(day)), "danger"
    if day == today:
        return _("Promised: send it today"), "accent"
    return _("Promised: send it by {day}").format(day=_named(day, now)), ""


def waiting(leaving: "Leaving") -> Badge:
    """A badge: goods that spoil are not sent today."""
    if leaving.wait is None:
        return "", ""
    return _("Fresh: send it on {weekday}").format(weekday=thaidate.weekday(leaving.wait)), "accent"


def clock_words(leaving: "Leaving", now: datetime) -> str:
    """For who packs: `Can be sent until 14:00 today`; empty where nobody waits for it."""
    if leaving.by is None:
        return ""
    if leaving.promised:
        return promised(leaving.by, now)[0]
    local = leaving.by.astimezone(clock.BANGKOK)
    return _("Can be sent until {time} {day}").format(time=f"{local:%H:%M}", day=_named(local.date(), now))


def _named(day: date, now: datetime) -> str:
    today = clock.calendar_date(now)
    return {today: _("today"), today + timedelta(days=1): _("tomorrow")}.get(day) or thaidate.day(day)
