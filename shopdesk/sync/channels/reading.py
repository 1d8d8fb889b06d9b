"""What a platform answers, taken apart with suspicion: numbers come as texts, texts as numbers, dates in five shapes.

Every function bounds what it takes and raises `Odd` with the field's name; nobody below ever raises anything else.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopdesk.base import clock
from shopdesk.core import money

MOST = 20_000
LONGEST = 2_000
_AMOUNT = re.compile(r"-?(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,12})?")
_FRACTION = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,30})?")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9:]{8})(?:\.[0-9]{1,9})? ?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_WRITTEN = re.compile(r"([0-9]{1,2}) ([A-Z][a-z]{2})[a-z]* ([0-9]{4})")
_ID = re.compile(r"[0-9A-Za-z_.:-]{1,60}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_YEAR, _LAST_YEAR = 2010, 2100


class Odd(ValueError):
    """A member that is not what it has to be; `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def tree(value: object, field: str) -> Mapping[str, Any]:
    """A JSON object; raises Odd."""
    if not isinstance(value, dict):
        raise Odd(field)
    return value


def trees(value: object) -> list[Mapping[str, Any]]:
    """The objects of a JSON array; anything else in it is left out, an array that is none has no members."""
    found = value[:MOST] if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]


def text(value: object, most: int = LONGEST) -> str:
    """A leaf as text, numbers as their digits; "" for what is no leaf."""
    if isinstance(value, Decimal):
        return format(value, "f")[:most]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()[:most]


def name_of(value: object, field: str) -> str:
    """An id of theirs, which may be a number or a text; raises Odd."""
    found = text(value, 61)
    if not _ID.fullmatch(found):
        raise Odd(field)
    return found


def id_or_none(value: object) -> str:
    """An id where there is one; 0 and all else is ""."""
    found = text(value, 61)
    return found if _ID.fullmatch(found) and found != "0" else ""


def yes(value: object) -> bool:
    """Whether it says so: live answers mix true, "true" and 1."""
    return value is True or text(value).lower() in ("true", "1")


def whole(value: object, field: str, most: int = 2**53) -> int:
    """A whole number from 0; raises Odd."""
    found = text(value, 20)
    if not re.fullmatch(r"[0-9]{1,17}", found) or int(found) > most:
        raise Odd(field)
    return int(found)


def satang(value: object, field: str) -> int:
    """Money such as "250.00", 250, 250.5 or "3,962.41 THB" in satang, signed; parts of a satang are Odd."""
    found = text(value, 40).removesuffix("THB").strip()
    if not _AMOUNT.fullmatch(found):
        raise Odd(field)
    amount = Decimal(found.replace(",", "")) * money.BAHT
    if amount != amount.to_integral_value() or abs(amount) > money.LIMIT:
        raise Odd(field)
    return int(amount)


def nearest(value: object, field: str) -> int:
    """Money of a platform that counts by binary fractions (249.99999999, a third of 250): to the nearest satang."""
    found = text(value, 40)
    if not _FRACTION.fullmatch(found):
        raise Odd(field)
    return satang(Decimal(found).quantize(Decimal("0.01"), ROUND_HALF_UP), field)


def charge(value: object, field: str, read: Callable[[object, str], int] = satang) -> int:
    """Money that cannot be negative; nothing at all is 0. Raises Odd."""
    amount = read(value, field) if text(value) else 0
    if amount < 0:
        raise Odd(field)
    return amount


def moment(value: object, field: str, zone: tzinfo = clock.BANGKOK) -> datetime:
    """An instant: ISO with or without colon in the offset, with none at all (then `zone`), seconds, milliseconds."""
    found = text(value, 40)
    try:
        at = _instant(found, zone)
    except (ValueError, OverflowError):
        raise Odd(field) from None
    if at is None or not _FIRST_YEAR <= at.year < _LAST_YEAR:
        raise Odd(field)
    return at.astimezone(UTC)


def _instant(found: str, zone: tzinfo) -> datetime | None:
    if re.fullmatch(r"[0-9]{10}|[0-9]{13}", found):
        return clock.from_ms(int(found) if len(found) == 13 else int(found) * 1000)
    shape = _MOMENT.fullmatch(found)
    if shape is None:
        return None
    at = datetime.fromisoformat(f"{shape[1]}T{shape[2]}{shape[3] or ''}")
    return at if at.tzinfo else at.replace(tzinfo=zone)


def day(value: object, field: str, zone: tzinfo = clock.BANGKOK) -> str:
    """A day as ISO writes it, of "17 May 2016", "2016-05-17" or any moment; raises Odd."""
    found = text(value, 40)
    try:
        if written := _WRITTEN.fullmatch(found):
            return date(int(written[3]), _MONTHS.index(written[2]) + 1, int(written[1])).isoformat()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
            return date.fromisoformat(found).isoformat()
    except ValueError:
        raise Odd(field) from None
    return moment(value, field, zone).astimezone(zone).date().isoformat()
