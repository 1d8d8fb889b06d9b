"""How long ago something was, as people say it."""

from datetime import datetime, timedelta

from shopdesk.base.i18n import _

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def age(at: datetime | None, now: datetime) -> str:
    """`just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`, `not yet`."""
    if at is None:
        return _("not yet")
    gone = max(now - at, timedelta(0))
    if gone < 2 * MINUTE:
        return _("just now")
    if gone < HOUR:
        return _("{count} minutes ago").format(count=gone // MINUTE)
    if gone < 24 * HOUR:
        return _("{count} hours ago").format(count=gone // HOUR)
    return _("{count} days ago").format(count=gone.days)
