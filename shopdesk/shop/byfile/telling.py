"""How old a platform's numbers are in words, the same on every screen and for every command.

telling.sentences(stale, desk.now)     # the most pressing first
"""

from datetime import datetime

from shopdesk.base.i18n import _
from shopdesk.core import ages
from shopdesk.shop.byfile.uploads import Stale


def sentences(stale: Stale, now: datetime) -> tuple[str, ...]:
    """What is to be done with files, and how old what was uploaded last is."""
    unlisted = _("{count} goods wait for the platform's file.").format(count=stale.unlisted)
    waits = _("A file was filled {age}: upload it, then say so here.").format(age=ages.age(stale.filled_at, now))
    first = [waits] if stale.filled_at else []
    told = [_numbers(stale, now)] if stale.uploaded_at or not first else []
    return (*first, *told, *([unlisted] if stale.unlisted else []))


def _numbers(stale: Stale, now: datetime) -> str:
    age = ages.age(stale.uploaded_at, now)
    if stale.uploaded_at is None:
        return _("No file was uploaded yet.")
    if stale.numbers == 1 and not stale.refill:
        return _("1 number changed since the last file ({age}).").format(age=age)
    if stale.numbers and not stale.refill:
        return _("{count} numbers changed since the last file ({age}).").format(count=stale.numbers, age=age)
    if stale.numbers == 1:
        return _("1 number changed since the last file ({age}): fill it again.").format(age=age)
    if stale.numbers:
        told = _("{count} numbers changed since the last file ({age}): fill it again.")
        return told.format(count=stale.numbers, age=age)
    return _("Nothing changed since the last file ({age}).").format(age=age)


def of_listing(stale: Stale, listing: int, now: datetime) -> str:
    """How old the numbers of one listing are; empty where the platform was never told of it."""
    if listing not in stale.told:
        return ""
    age = ages.age(stale.told[listing], now)
    if stale.refill and any(change.listing == listing for change in stale.changes):
        return _("The platform shows the numbers of the last file ({age}): fill it again.").format(age=age)
    return _("The platform shows the numbers of the last file ({age}).").format(age=age)
