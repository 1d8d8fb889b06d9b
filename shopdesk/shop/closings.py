"""Days that were closed: looked at again, and the sum that holds agreed to later where who closed counted blind.

Closings are facts; agreeing later is a fact of its own, and moves no money: what stayed in the drawer was said then.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.shop.day import LONGEST_REASON
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, use_case

AGREED = "day.agreed"
_LISTED = (
    "SELECT c.number, j.at, c.first_date, c.last_date, c.expected, c.counted, c.agreed, c.reason FROM shift_close c "
    "JOIN shift_open o ON o.id = c.shift JOIN journal j ON j.id = c.journal WHERE {which} "
    "ORDER BY c.id DESC LIMIT :most"
)
_LATEST = text(_LISTED.format(which="o.till = :till AND (:every OR j.actor = :actor)"))
_ONE = text(_LISTED.format(which="c.number = :number"))
_LATER = text(
    "SELECT json_extract(e.detail, '$.amount') AS amount, json_extract(e.detail, '$.reason') AS reason, p.name, j.at "
    "FROM event e JOIN journal j ON j.id = e.journal JOIN party p ON p.id = j.actor "
    "WHERE e.kind = :kind AND e.subject = :number ORDER BY e.id"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing made earlier, in satang; `expected` and `agreed` are None for who may not see the totals.

    `reason`: why the count did not fit, as said at the closing. `settled`: somebody agreed to a sum since or then.
    """

    number: str
    at: datetime
    first_date: str
    last_date: str
    expected: int | None
    counted: int | None
    agreed: int | None
    reason: str = ""
    settled: bool = False

    @property
    def can_agree(self) -> bool:
        """Whether count and system differ, so that there is something to agree on."""
        return self.expected is not None and self.counted is not None and self.counted != self.expected


@dataclass(frozen=True, slots=True)
class Later:
    """A sum (satang) that was agreed to after the closing, by whom, when and why."""

    amount: int
    reason: str
    name: str
    at: datetime


@use_case(Right.CLOSE_DAY)
def listed(desk: Desk, limit: int = 30) -> list[Closing]:
    """The latest closings of this till; the own ones alone for who may not see the totals."""
    sees = allowed(desk, Right.SEE_TOTALS)
    wanted = {"till": desk.till.id, "every": sees, "actor": desk.actor.party, "most": limit}
    rows = desk.session.connection().execute(_LATEST, wanted)
    found = []
    for row in rows:
        # The sum that holds now is the one agreed to last.
        said = [agreed.amount for agreed in later(desk, row.number)] if sees else []
        expected, holds = (row.expected, [row.agreed, *said][-1]) if sees else (None, None)
        settled = bool(said) or row.agreed != row.counted
        made = clock.from_ms(row.at)
        found.append(
            Closing(row.number, made, row.first_date, row.last_date, expected, row.counted, holds, row.reason, settled)
        )
    return found


@use_case(Right.SEE_TOTALS)
def later(desk: Desk, number: str) -> list[Later]:
    """What was agreed to after a closing, the oldest first."""
    rows = desk.session.connection().execute(_LATER, {"kind": AGREED, "number": number})
    return [Later(row.amount, row.reason, row.name, clock.from_ms(row.at)) for row in rows]


@use_case(Right.SEE_TOTALS)
def agree(desk: Desk, number: str, amount: int, reason: str = "") -> None:
    """Say after a closing which sum (satang) holds; the last word counts.

    Raises NotFound, Conflict where count and system are the same or nothing was counted, Invalid.
    """
    row = desk.session.connection().execute(_ONE, {"number": number, "most": 1}).one_or_none()
    if row is None:
        raise NotFound(N_("There is no closing with this number."))
    if row.counted in (None, row.expected):
        raise Conflict(N_("There is nothing to agree on: the count fits, or nothing was counted."))
    said = {"amount": money.within_limit(amount), "reason": reason.strip()[:LONGEST_REASON]}
    record(desk, "event", kind=AGREED, subject=number, detail=said)
