"""One cell of a platform's file becomes a number of an order, a time, an amount; each raises Invalid with the words."""

import re
from datetime import datetime, time

from shopdesk.base.clock import BANGKOK
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money, thaidate
from shopdesk.core.digits import arabic
from shopdesk.shop.importing import cells

LONGEST_ID = 60
MOST_PIECES = 100_000
_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_MOMENT = re.compile(
    r"(.+?)(?:(?:T|\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*(AM|PM)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_STARS = re.compile(r"[*＊•]{2,}")
_NEGATIVE = re.compile(r"[(]\s*(.+?)\s*[)]")


def name_of(cell: str) -> str:
    """The number of an order, line or parcel; raises Invalid where a spreadsheet cut its digits, or it is none."""
    bare = arabic(cells.unescaped(cell)).strip().strip('"').lstrip("'").strip()
    if _SHORTENED.fullmatch(bare):
        raise Invalid(
            N_("The number {typed} was cut short by Excel."),
            hint=N_("Download the file again and do not save it in Excel."), typed=bare[:40],
        )  # fmt: skip
    if bare.endswith(".0") and bare[:-2].isdecimal():
        bare = bare[:-2]
    return "" if bare in ("-", "--", "N/A") else bare[:LONGEST_ID]


def words(cell: str) -> str:
    """A text as it was meant, without what a spreadsheet put in front."""
    return cells.unescaped(cell).strip()


def hidden(cell: str) -> str:
    """A buyer's words; what the platform hides of them is shown the same for every platform (***)."""
    return _STARS.sub("***", words(cell))


def moment(cell: str) -> datetime | None:
    """An aware instant; a time without an offset is Bangkok's. None for an empty cell, Invalid for no time.

    Days as thaidate reads them, Buddhist years too; where AM or PM stands behind it the month comes first.
    """
    text = arabic(words(cell))
    if text in ("", "-", "--"):
        return None
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise _no_time(cell)
    day, hours, minutes, seconds, half, zone = found.groups()
    day = _YEAR_FIRST.sub(r"\1-\2-\3", day.strip().rstrip(","))
    if half:
        day = _MONTH_FIRST.sub(r"\2/\1/\3", day)
        hours = str(int(hours) % 12 + (12 if half.upper() == "PM" else 0))
    try:
        at = time(int(hours or 0), int(minutes or 0), int(seconds or 0))
        whole = f"{thaidate.parse(day).isoformat()}T{at.isoformat()}{(zone or '').upper().replace('Z', '+00:00')}"
        made = datetime.fromisoformat(whole)
    except ValueError:
        raise _no_time(cell) from None
    return made if made.tzinfo else made.replace(tzinfo=BANGKOK)


def _no_time(cell: str) -> Invalid:
    return Invalid(N_("“{typed}” is not a time."), hint=N_("Download the file again."), typed=cell[:40])


def satang(cell: str) -> int:
    """Signed satang; an empty cell is nothing. Raises Invalid."""
    text = arabic(words(cell)).replace("−", "-").strip()
    if text in ("", "-", "--", "N/A"):
        return 0
    negative = _NEGATIVE.fullmatch(text)
    bare = negative.group(1) if negative else text
    sign = -1 if negative or bare.startswith("-") else 1
    found = cells.price(bare.lstrip("+-").strip())
    if found is None:
        raise Invalid(
            N_("“{typed}” is not an amount of money."), hint=N_("Write it like 45 or 1,234.50"), typed=cell[:40]
        )
    return sign * money.within_limit(found)


def pieces(cell: str) -> int:
    """How many whole pieces; raises Invalid for none, a part of one, or more than any order has."""
    text = arabic(words(cell)).replace(",", "").removesuffix(".0").removesuffix(".00")
    if not text.isdecimal() or not 0 < int(text[:12]) <= MOST_PIECES:
        raise Invalid(N_("“{typed}” is not a number of pieces."), hint=N_("Download the file again."), typed=cell[:40])
    return int(text)
