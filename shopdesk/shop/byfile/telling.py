"""How old a platform's numbers are in words, the same on every screen and for every command.

telling.sentences(stale, desk.now)     # the most pressing first, what to do behind it
"""

from datetime import datetime

from shopdesk.base.i18n import _
from shopdesk.core import ages
from shopdesk.shop.byfile.uploads import Stale


def sentences(stale: Stale, now: datetime) -> tuple[str, ...]:
    """What is to be done with files, and how old what was uploaded last is."""
    found: list[str] = []
    if stale.filled_at:
        found = [_("A file was filled {age}.").format(age=ages.age(stale.filled_at, now)), _("Upload it, then say so.")]
    if stale.uploaded_at or not found:
        found.append(_numbers(stale, now))
    if stale.refill:
        found.append(_("Fill the file again."))
    if stale.unlisted:
        found.append(_("{count} goods wait for the platform's file.").format(count=stale.unlisted))
    return tuple(found)


def _numbers(stale: Stale, now: datetime) -> str:
    age = ages.age(stale.uploaded_at, now)
    if stale.uploaded_at is None:
        return _("No file was uploaded yet.")
    if stale.numbers == 1:
        return _("1 number changed since the last file ({age}).").format(age=age)
    if stale.numbers:
        return _("{count} numbers changed since the last file ({age}).").format(count=stale.numbers, age=age)
    return _("Nothing changed since the last file ({age}).").format(age=age)


def of_listing(stale: Stale, listing: int, now: datetime) -> str:
    """How old the numbers of one listing are; empty where the platform was never told of it."""
    if listing not in stale.told:
        return ""
    said = _("The platform shows the numbers of the last file ({age}).").format(age=ages.age(stale.told[listing], now))
    late = stale.refill and any(change.listing == listing for change in stale.changes)
    return f"{said} {_('Fill the file again.')}" if late else said
