"""Goods the law restricts: when they may be sold, on which days not, and to whom. Dated rows an owner may edit.

The till only reminds. The cashier decides, and what was decided is written down.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shopdesk.base.clock import BANGKOK
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaidate
from shopdesk.core.digits import arabic

Class = Literal["alcohol", "tobacco"]
CLASSES: tuple[Class, ...] = ("alcohol", "tobacco")
WHOLE_DAY = 24 * 60
# Rules of this kind change by notice in the Royal Gazette, several times in some years.
CHECK_AFTER = timedelta(days=180)

_WORDS = {
    "alcohol": re.compile(
        r"เบียร์|เหล้า|สุรา|ไวน์|วิสกี้|บรั่นดี|วอดก้า|สาโท|\b(?:beer|wine|whisk(?:e)?y|vodka|brandy|rum|gin|liquor)\b"
    ),
    "tobacco": re.compile(r"บุหรี่|ยาสูบ|ยาเส้น|ซิการ์|\b(?:cigarettes?|tobacco|cigars?)\b"),
}
_NOT_RESTRICTED = ("ไร้แอลกอฮอล์", "0.0%", "น้ำส้มสายชู", "vinegar", "ginger", "ไฟแช็ก", "แก้ว")
_SPAN = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9]))?\s*[-–]\s*([0-9]{1,2})(?:[:.]([0-5][0-9]))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule for one class from a day on. `hours` are (from, to) in minutes of the Bangkok day, `closed` whole days.

    `verified_on` is the day somebody last held the row against its source. Raises Invalid for hours that are none.
    """

    restricted: str
    starts: date
    hours: tuple[tuple[int, int], ...] = ((0, WHOLE_DAY),)
    closed: tuple[date, ...] = ()
    age: int = 20
    source: str = ""
    verified_on: date = date(2026, 1, 1)

    def __post_init__(self) -> None:
        ordered = all(0 <= start < end <= WHOLE_DAY for start, end in self.hours)
        if self.restricted not in CLASSES or not ordered or not 0 <= self.age <= 99:
            raise _no_hours()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Why a class may not be sold now, and from what age it may be at all."""

    restricted: str
    reason: Literal["hours", "day", "age"]
    age: int
    hours: tuple[tuple[int, int], ...]
    day: date
    check: bool

    @property
    def forbidden(self) -> bool:
        """Whether the hour or the day forbids it to anybody; False where only the buyer's age matters."""
        return self.reason != "age"

    def text(self) -> str:
        """One calm sentence in the language of the moment."""
        if self.reason == "day":
            return _("No {goods} today ({day}).").format(goods=goods(self.restricted), day=thaidate.day(self.day))
        if self.reason == "hours":
            named, hours = goods(self.restricted), hours_text(self.hours)
            return _("No {goods} now, only {hours}.").format(goods=named, hours=hours)
        return _("Only for people of {age} and over. Ask for the ID card.").format(age=self.age)


# Days of Makha, Visakha and Asalha Bucha, the first day of Lent and its last. 2027 is reckoned from the full moons.
_BUDDHIST_DAYS = (
    *(date(2025, *day) for day in ((2, 12), (5, 11), (7, 10), (7, 11), (10, 7))),
    *(date(2026, *day) for day in ((3, 3), (5, 31), (7, 29), (7, 30), (10, 26))),
    *(date(2027, *day) for day in ((2, 21), (5, 20), (7, 18), (7, 19), (10, 15))),
)
_NOON, _EVENING = (11 * 60, 14 * 60), (17 * 60, WHOLE_DAY)

RULES = (
    Rule(
        "alcohol",
        date(2025, 6, 27),
        (_NOON, _EVENING),
        _BUDDHIST_DAYS,
        20,
        "Prime Minister's Office notice of 23 June 2025; Alcoholic Beverage Control Act 2008, sections 28 and 29",
        date(2025, 6, 27),
    ),
    Rule(
        "alcohol",
        date(2025, 12, 3),
        ((11 * 60, WHOLE_DAY),),
        _BUDDHIST_DAYS,
        20,
        "Alcoholic Beverage Control Committee notice, Royal Gazette of 2 December 2025: 14 to 17 allowed for 180 days",
        date(2025, 12, 3),
    ),
    # The trial of the afternoon ended with its 180 days. Whether a later notice prolonged it is for the owner to say.
    Rule(
        "alcohol",
        date(2026, 6, 1),
        (_NOON, _EVENING),
        _BUDDHIST_DAYS,
        20,
        "The same notice after its 180 days; a later notice may allow 14 to 17 again",
        date(2025, 12, 3),
    ),
    Rule(
        "tobacco",
        date(2017, 7, 4),
        source="Tobacco Products Control Act 2017, section 26: nobody under 20; section 39: no single cigarettes",
        verified_on=date(2026, 6, 1),
    ),
)


def rule_on(rules: Iterable[Rule], restricted: str, day: date) -> Rule | None:
    """The row of a class in force on a Bangkok calendar date, or None before the first."""
    rows = [row for row in rules if row.restricted == restricted and row.starts <= day]
    return max(rows, key=lambda row: row.starts, default=None)


def warning(rules: Sequence[Rule], restricted: str, at: datetime) -> Reminder | None:
    """What to remind the cashier of when goods of this class are sold at an aware instant; None for other goods."""
    local = at.astimezone(BANGKOK)
    day, minute = local.date(), local.hour * 60 + local.minute
    rule = rule_on(rules, restricted, day)
    if rule is None:
        return None
    reason: Literal["hours", "day", "age"] = "age"
    if day in rule.closed:
        reason = "day"
    elif not any(start <= minute < end for start, end in rule.hours):
        reason = "hours"
    return Reminder(restricted, reason, rule.age, rule.hours, day, needs_check(rule, day))


def needs_check(rule: Rule, day: date) -> bool:
    """Whether the owner should be asked if the row still holds: nobody has looked at it for half a year."""
    return day > rule.verified_on + CHECK_AFTER


def hours_text(hours: Iterable[tuple[int, int]]) -> str:
    """`11:00–14:00, 17:00–24:00`."""
    return ", ".join(f"{a // 60:02d}:{a % 60:02d}–{b // 60:02d}:{b % 60:02d}" for a, b in hours)


def hours_from_text(text: str) -> tuple[tuple[int, int], ...]:
    """Minutes from `11:00-14:00, 17.00-24.00`; raises Invalid."""
    return tuple(_span(part) for part in arabic(text).split(","))


def guess(*words: str) -> str:
    """The class that a name or category speaks of ("" for none), so that beer is not sold unmarked by oversight.

    Only whole product words are known; the owner can always say otherwise.
    """
    said = " ".join(words).casefold()
    for name, known in _WORDS.items():
        if known.search(said):
            return "" if any(word in said for word in _NOT_RESTRICTED) else name
    return ""


def goods(restricted: str) -> str:
    """A class in the language of the moment."""
    return _({"alcohol": N_("alcohol"), "tobacco": N_("tobacco")}[restricted])


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text.strip())
    first, last = (
        (int(found[1]) * 60 + int(found[2] or 0), int(found[3]) * 60 + int(found[4] or 0)) if found else (0, 0)
    )
    if not first < last <= WHOLE_DAY:
        raise _no_hours()
    return first, last


def _no_hours() -> Invalid:
    return Invalid(N_("The selling hours are not right."), hint=N_("Write them like 11:00-14:00, 17:00-24:00"))
