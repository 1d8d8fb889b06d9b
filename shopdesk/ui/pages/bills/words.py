"""How a bill is named in a list: when, what, and what became of it."""

from datetime import datetime

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import later, thaidate
from shopdesk.core.documents import short_number
from shopdesk.shop.history import Bill, Entry


def when(at: datetime, today: datetime) -> str:
    """`14:05` for today's, `21 พ.ย. 14:05` for older ones."""
    local = at.astimezone(clock.BANGKOK)
    time = f"{local:%H:%M}"
    if clock.calendar_date(at) == clock.calendar_date(today):
        return time
    return f"{thaidate.day(local.date()).rpartition(' ')[0]} {time}"


def name(entry: Entry) -> str:
    """`#0142`, `R0007` for a refund, `M0003` for a market day."""
    for sign in "RM":
        if f"-{sign}" in entry.number:
            return short_number(entry.number.replace(f"-{sign}", "-")).replace("#", sign)
    return short_number(entry.number)


def _refund(entry: Entry) -> bool:
    return entry.kind == "refund"


def heading(entry: Entry) -> str:
    """What the bill is called above its lines."""
    words = _("Refund {number}") if _refund(entry) else _("Bill {number}")
    return words.format(number=name(entry))


def goods(entry: Entry) -> str:
    """The first thing sold, and how many more."""
    if entry.lines < 2:
        return entry.goods
    return _("{goods} and {count} more").format(goods=entry.goods, count=entry.lines - 1)


def state(entry: Entry) -> str:
    """What became of it in a word; empty where nothing did."""
    if entry.voided:
        return _("Voided")
    if _refund(entry):
        return _("Refund")
    if entry.unconfirmed:
        return _("To confirm")
    if entry.refunded:
        return _("All back") if entry.refunded >= entry.total else _("Part back")
    return _("Entered later") if entry.later else ""


def tone(entry: Entry) -> str:
    """The colour of that word, as a token of the theme."""
    if entry.voided:
        return "muted"
    return "accent_text" if entry.unconfirmed else "danger_text" if _refund(entry) or entry.refunded else ""


def story(bill: Bill) -> list[str]:
    """What became of a bill, in sentences."""
    told = []
    if bill.entry.later is not None:
        told.append(_("Entered later. It happened {moment}.").format(moment=later.told(bill.entry.later)))
    if bill.void is not None:
        moment = thaidate.moment(bill.void.at)
        told.append(_("Voided by {name}, {moment}").format(name=bill.void.name, moment=moment))
        told += [bill.void.reason] if bill.void.reason else []
    if bill.note:
        told.append(bill.note)
    if bill.prints:
        told.append(_("Printed {count} times").format(count=bill.prints))
    return told
