"""The day is closed: counted or not, a difference is kept on record and never blocks.

A close that was skipped is covered by the next one, which says from which day to which.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import cash, money
from shopdesk.shop import day, numbers, passedon, reports, settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, require, use_case


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed day in satang: what the system expects, what was counted, what was agreed; `kept` stays in the drawer.

    For who counts blind `expected` is None; where nothing was counted `agreed` and `kept` too, which come of it.
    """

    number: str
    first_date: str
    last_date: str
    expected: int | None
    counted: int | None
    agreed: int | None
    kept: int | None
    shift: int

    @property
    def difference(self) -> int | None:
        """Agreed less expected: negative where money is missing; None for who counts blind."""
        return None if self.expected is None or self.agreed is None else self.agreed - self.expected


@dataclass(frozen=True, slots=True)
class Compared:
    """A count held against the system (satang). `expected` and `difference` are None for who counts blind.

    `difference` is agreed less expected, `kept` stays in the drawer, `taken` goes out of it. `may_agree`: the count and
    the system differ, and this person may say which sum holds.
    """

    counted: int
    expected: int | None
    agreed: int
    difference: int | None
    kept: int
    taken: int
    may_agree: bool


@use_case(Right.CLOSE_DAY)
def compare(
    desk: Desk,
    pieces: Mapping[int, int] | None = None,
    total: int = 0,
    kept: int | None = None,
    agreed: int | None = None,
) -> Compared:
    """Hold a count, as notes and coins (satang → count) or as one sum, against what should be there; stores nothing.

    Without `agreed` the counted sum holds. Raises Invalid where more would stay in the drawer than is there.
    """
    counted = cash.counted(pieces) if pieces is not None else total
    should = day.expected(desk)
    holds = counted if agreed is None else agreed
    stays = _stays(desk, holds, kept)
    off = None if should is None else holds - should
    may_agree = should not in (None, counted) and allowed(desk, Right.SEE_TOTALS)
    return Compared(counted, should, holds, off, stays, holds - stays, may_agree)


def _stays(desk: Desk, agreed: int, kept: int | None) -> int:
    """What stays in the drawer of what is there, the shop's usual sum without `kept`; raises Invalid."""
    there = max(agreed, 0)
    stays = min(settings.get(desk, "cash.keep"), there) if kept is None else kept
    if stays > there:
        raise Invalid(N_("More cannot stay in the drawer than is there."))
    return stays


@use_case(Right.CLOSE_DAY)
def to_pass_on(desk: Desk) -> passedon.PassedOn | None:
    """What there is to count at the close; None where nothing was taken for others."""
    shift = day.current(desk)
    taken = reports.shift_figures(desk, shift).passed_on if shift is not None else 0
    if not taken:
        return None
    return passedon.PassedOn(taken if day.sees_expected(desk) else None)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What a closing stores of the drawer (satang), and what was counted as notes and coins."""

    expected: int
    counted: int | None
    agreed: int
    kept: int
    pieces: dict[str, int] | None


@use_case(Right.CLOSE_DAY)
def close_day(
    desk: Desk,
    counted: int | None = None,
    *,
    pieces: Mapping[int, int] | None = None,
    agreed: int | None = None,
    kept: int | None = None,
    reason: str = "",
    passed_on: int | None = None,
) -> Closed:
    """Close the open day. Counting may be one sum, notes and coins (satang → count), or nothing; a difference is kept
    on record and never blocks. Without `agreed` the counted sum holds, else the expected one, or 0 where that is below.
    `passed_on` is what was counted of the money taken for others.

    Raises Conflict where no day is open, Invalid for a sum out of range, NotAllowed where somebody who may not see the
    totals agrees to another sum than the counted one.
    """
    shift = day.current(desk)
    if shift is None:
        raise Conflict(N_("The day is not open."), hint=N_("It opens with the first sale."))
    if agreed is not None and agreed != (cash.counted(_proper(pieces)) if pieces else counted):
        require(desk, Right.SEE_TOTALS)
    return _close(desk, shift, _sums(desk, shift, counted, pieces, agreed, kept), reason, passed_on)


def _proper(pieces: Mapping[int, int]) -> Mapping[int, int]:
    """The pieces as they were counted; raises Invalid for what is no note or coin, or less than none."""
    if any(piece not in cash.PIECES or count < 0 for piece, count in pieces.items()):
        raise Invalid(N_("The count cannot be used."), hint=N_("Count again and type the number."))
    return pieces


def _sums(
    desk: Desk,
    shift: day.Shift,
    counted: int | None,
    pieces: Mapping[int, int] | None,
    agreed: int | None,
    kept: int | None,
) -> _Sums:
    counted = cash.counted(_proper(pieces)) if pieces else counted
    if counted is None and kept is not None and not day.sees_expected(desk):
        # Whether it is refused or not would tell what the system expects.
        raise Invalid(N_("Nothing counted yet."), hint=N_("Count the money, or close without counting."))
    system = day.expected_cash(desk, shift)
    # No drawer holds less than nothing: what is missing then is a difference of this day, not lost with it.
    holds = agreed if agreed is not None else counted if counted is not None else max(system, 0)
    for amount in (counted or 0, holds, kept or 0):
        money.within_limit(amount)
    stored = {str(piece): count for piece, count in pieces.items()} if pieces else None
    return _Sums(system, counted, holds, _stays(desk, holds, kept), stored)


def _close(desk: Desk, shift: day.Shift, sums: _Sums, reason: str, passed_on: int | None) -> Closed:
    number = numbers.take(desk, "close").text
    last = clock.business_date(desk.now, desk.change_hour).isoformat()
    figures = reports.shift_figures(desk, shift)
    if sums.agreed > sums.kept:
        record(desk, "cash_move", till=desk.till.id, kind="take", amount=sums.kept - sums.agreed, reason=number)
    days = {"first_date": shift.first_date, "last_date": last}
    said = reason.strip()[: day.LONGEST_REASON]
    record(
        desk,
        "shift_close",
        shift=shift.id,
        number=number,
        reason=said,
        totals=reports.to_data(figures),
        **days,
        **asdict(sums),
    )
    passedon.note(desk, number, figures.passed_on, passed_on)
    seen = day.sees_expected(desk)
    agreed, kept = (sums.agreed, sums.kept) if seen or sums.counted is not None else (None, None)
    return Closed(number, shift.first_date, last, sums.expected if seen else None, sums.counted, agreed, kept, shift.id)
