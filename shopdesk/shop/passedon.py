"""Money taken for somebody else (รับแทน) at the close of the day: what was taken in, held against what lies there.

It is no sale and no part of a difference in the drawer: a line of its own, kept as a fact beside the closing.
"""

from dataclasses import dataclass
from typing import Any

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.core.documents import ReportRow
from shopdesk.db import quick
from shopdesk.shop import day
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

EVENT = "day.passed_on"
_NOTED = (
    "SELECT json_extract(detail, '$.expected'), json_extract(detail, '$.counted') FROM event "
    "WHERE kind = :kind AND subject = :number"
)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """In satang: what was taken for others since the day began, and what was counted of it; None for not counted.

    `expected` is None too for who counts blind.
    """

    expected: int | None
    counted: int | None = None

    @property
    def difference(self) -> int | None:
        """Counted less taken in; None where one of them is not known."""
        return None if self.expected is None or self.counted is None else self.counted - self.expected


def note(desk: Desk, number: str, expected: int, counted: int | None) -> None:
    """Keep it beside the closing of this number; nothing where nothing was taken. Raises Invalid for a wrong sum."""
    if counted is not None and counted < 0:
        raise Invalid(N_("The count cannot be used."), hint=N_("Count again and type the number."))
    if expected or counted:
        detail: dict[str, Any] = {"expected": expected, "counted": money.within_limit(counted) if counted else counted}
        record(desk, "event", kind=EVENT, subject=number, detail=detail)


@use_case(Right.CLOSE_DAY)
def of_closing(desk: Desk, number: str) -> PassedOn | None:
    """What was kept beside a closing; None where nothing was taken for others."""
    row = quick.first(desk.session.connection(), _NOTED, {"kind": EVENT, "number": number})
    if row is None:
        return None
    return PassedOn(row[0] if day.sees_expected(desk) else None, row[1])


def rows(desk: Desk, number: str) -> list[ReportRow]:
    """The lines of a closing's paper for it; none where nothing was taken for others."""
    found = of_closing(desk, number)
    if found is None:
        return []
    counted = _("not counted") if found.counted is None else money.text(found.counted)
    told = [] if found.expected is None else [ReportRow(_("To be passed on"), money.text(found.expected), True)]
    told.append(ReportRow(_("Counted to be passed on"), counted))
    if found.difference:
        told.append(ReportRow(_("Difference to be passed on"), money.text(found.difference), True))
    return told
