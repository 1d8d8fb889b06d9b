"""Dates as people here read them: Bangkok time, in Thai with the Buddhist year (CE + 543)."""

import re
from datetime import date, datetime

from shopdesk.base.clock import BANGKOK, LAST_YEAR
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, language
from shopdesk.core.digits import arabic

BUDDHIST_OFFSET = 543
_FIRST_BUDDHIST = 2400
_FIRST_YEAR = 1900
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_LONG_THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_THAI_DAYS = ("วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: date) -> str:
    """`22 พ.ย. 2569` in Thai, `22 Nov 2026` otherwise."""
    if language() == "th":
        return f"{when.day} {_THAI_MONTHS[when.month - 1]} {when.year + BUDDHIST_OFFSET}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def weekday(when: date) -> str:
    """`วันจันทร์` in Thai, `Monday` otherwise."""
    return (_THAI_DAYS if language() == "th" else _DAYS)[when.weekday()]


def typed(when: date) -> str:
    """A day as one types it here: `22/11/2569` in Thai, `22/11/2026` otherwise."""
    return f"{when.day}/{when.month}/{year(when.year)}"


def year(common: int) -> int:
    """A year as people here count it: Buddhist in Thai, the common one otherwise."""
    return common + BUDDHIST_OFFSET if language() == "th" else common


def common(typed: int) -> int:
    """A year as people here type it, Buddhist from 2400 on, as the common one; raises Invalid."""
    wanted = typed - BUDDHIST_OFFSET if typed >= _FIRST_BUDDHIST else typed
    if not _FIRST_YEAR <= wanted < LAST_YEAR:
        raise Invalid(N_("The year must be from {low} to {high}."), low=year(_FIRST_YEAR), high=year(LAST_YEAR - 1))
    return wanted


def long(when: date) -> str:
    """`22 พฤศจิกายน 2569` in Thai, as letters and certificates write it; `22 Nov 2026` otherwise."""
    if language() == "th":
        return f"{when.day} {_LONG_THAI_MONTHS[when.month - 1]} {when.year + BUDDHIST_OFFSET}"
    return day(when)


def parse(text: str) -> date:
    """A date as people here write it: `22/11/2569`, `22 พ.ย. 2569`, `22 Nov 2026`, `2026-11-22`, Thai digits too.

    A year from 2400 on is Buddhist. A year of two digits could be either, so it raises Invalid, as anything else does.
    """
    plain = arabic(text.strip())
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", plain):
        return _date(text, int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"([0-9]{1,2})(?:[/.-]([0-9]{1,2})[/.-]|\s*([^0-9]+?)\s*)([0-9]{4})", plain)
    month = 0 if found is None else int(found[2]) if found[2] else _month(found[3])
    if found is None or month == 0:
        raise _no_date(text)
    return _date(text, int(found[4]), month, int(found[1]))


def _month(word: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    bare = word.replace(".", "").replace(" ", "").casefold()
    for names in (_THAI_MONTHS, _LONG_THAI_MONTHS, _MONTHS):
        for number, name in enumerate(names, 1):
            if bare == name.replace(".", "").casefold():
                return number
    return 0


def _date(text: str, year: int, month: int, number: int) -> date:
    common = year - BUDDHIST_OFFSET if year >= _FIRST_BUDDHIST else year
    if not _FIRST_YEAR <= common < LAST_YEAR:
        raise _no_date(text)
    try:
        return date(common, month, number)
    except ValueError:
        raise _no_date(text) from None


def _no_date(text: str) -> Invalid:
    return Invalid(N_("“{typed}” is not a date."), hint=N_("Write it like 22/11/2026"), typed=text[:40])


def moment(instant: datetime) -> str:
    """`22 พ.ย. 2569 14:05`: an aware instant as the clock on a Bangkok wall shows it."""
    local = instant.astimezone(BANGKOK)
    return f"{day(local.date())} {local:%H:%M}"
