"""Dates as people here read them: Bangkok time, in Thai with the Buddhist year (CE + 543)."""

from datetime import date, datetime

from shopdesk.base.clock import BANGKOK
from shopdesk.base.i18n import language

BUDDHIST_OFFSET = 543
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: date) -> str:
    """`22 พ.ย. 2569` in Thai, `22 Nov 2026` otherwise."""
    if language() == "th":
        return f"{when.day} {_THAI_MONTHS[when.month - 1]} {when.year + BUDDHIST_OFFSET}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(instant: datetime) -> str:
    """`22 พ.ย. 2569 14:05`: an aware instant as the clock on a Bangkok wall shows it."""
    local = instant.astimezone(BANGKOK)
    return f"{day(local.date())} {local:%H:%M}"
