"""The day at the drawer: it opens with the first sale, cash goes in and out with a reason, closing never blocks.

A close that was skipped is covered by the next one, which says from which day to which.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import col, select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import cash, money
from shopdesk.db import models, quick
from shopdesk.shop import numbers, settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, require, use_case

LONGEST_REASON = 200
# How far back a session with a wrong clock is looked behind.
DEEDS_OF_A_WRONG_CLOCK = 1000

_OPEN = (
    "SELECT o.id, o.journal, o.float_amount, j.at, j.business_date FROM shift_open o "
    "JOIN journal j ON j.id = o.journal "
    "WHERE o.till = :till AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift = o.id) ORDER BY o.id DESC LIMIT 1"
)
_LAST_KEPT = text(
    "SELECT c.kept, c.counted FROM shift_close c JOIN shift_open o ON o.id = c.shift "
    "WHERE o.till = :till AND c.journal < :before ORDER BY c.id DESC LIMIT 1"
)
_EVER = 9_223_372_036_854_775_807
_CASH_PAID = text(
    "SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN journal j ON j.id = p.journal "
    "JOIN tender t ON t.id = p.tender WHERE t.kind = 'cash' AND j.till = :till AND p.journal >= :since"
)
_CASH_MOVED = text("SELECT coalesce(sum(amount), 0) FROM cash_move WHERE till = :till AND journal >= :since")
_MOVES = text(
    "SELECT j.at, p.name, c.amount, c.reason FROM cash_move c JOIN journal j ON j.id = c.journal "
    "JOIN party p ON p.id = j.actor WHERE c.till = :till AND c.journal >= :since AND c.kind != 'take' "
    "ORDER BY c.id DESC"
)


@dataclass(frozen=True, slots=True)
class Shift:
    """An open day: when it began, with how much in the drawer (satang)."""

    id: int
    journal: int
    float_amount: int
    opened_at: int
    first_date: str


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


@use_case(Right.LOOK)
def current(desk: Desk) -> Shift | None:
    """The open day of this till; None before the first sale."""
    row = quick.first(desk.session.connection(), _OPEN, {"till": desk.till.id})
    return None if row is None else Shift(*row)


@use_case(Right.LOOK)
def float_offered(desk: Desk) -> int | None:
    """What was left in the drawer at the last close: the opening sum to offer.

    None for who counts blind where nobody counted then: it tells what the system expected.
    """
    kept, counted = _left(desk)
    return kept if counted or sees_expected(desk) else None


@use_case(Right.LOOK)
def float_shown(desk: Desk, shift: Shift) -> int | None:
    """What was in the drawer when an open day began; None where that is `float_offered` to nobody who counts blind."""
    kept, counted = _left(desk, shift.journal)
    return shift.float_amount if counted or kept != shift.float_amount or sees_expected(desk) else None


def _left(desk: Desk, before: int = _EVER) -> tuple[int, bool]:
    """What the last close before a deed left in the drawer, and whether that was counted."""
    span = {"till": desk.till.id, "before": before}
    row = desk.session.connection().execute(_LAST_KEPT, span).one_or_none()
    return (0, True) if row is None else (row.kept, row.counted is not None)


def ensure_open(desk: Desk) -> bool:
    """Open the day within another deed, with what was left in the drawer; answers whether it had to."""
    if current(desk) is not None:
        return False
    _open(desk, _left(desk)[0])
    return True


@use_case(Right.SELL)
def open_day(desk: Desk, float_amount: int | None = None) -> None:
    """Open the day with this much in the drawer (satang), else what was left there; raises Conflict, Invalid."""
    if current(desk) is not None:
        raise Conflict(N_("The day is open already."))
    _open(desk, _left(desk)[0] if float_amount is None else money.within_limit(float_amount))


def _open(desk: Desk, float_amount: int) -> None:
    record(desk, "shift_open", uid=uid.uuid7(desk.now, desk.random), till=desk.till.id, float_amount=float_amount)


def expected_cash(desk: Desk, shift: Shift) -> int:
    """What should be in the drawer: opening sum, cash taken and given back, cash put in and taken out."""
    span = {"till": desk.till.id, "since": shift.journal}
    connection = desk.session.connection()
    paid = connection.execute(_CASH_PAID, span).scalar_one()
    moved = connection.execute(_CASH_MOVED, span).scalar_one()
    return int(shift.float_amount + paid + moved)


def in_drawer(desk: Desk) -> int:
    """What should be in the drawer now in satang, the day open or not."""
    shift = current(desk)
    return _left(desk)[0] if shift is None else expected_cash(desk, shift)


def sees_expected(desk: Desk) -> bool:
    """Whether this person may know what the drawer should hold: the totals, or a shop that does not count blind."""
    return allowed(desk, Right.SEE_TOTALS) or not settings.get(desk, "cash.blind")


@use_case(Right.CLOSE_DAY)
def expected(desk: Desk) -> int | None:
    """What the drawer should hold; None where this person counts blind or no day is open."""
    shift = current(desk)
    return None if shift is None or not sees_expected(desk) else expected_cash(desk, shift)


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
    should = expected(desk)
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


@dataclass(frozen=True, slots=True)
class Move:
    """Cash put in (+) or taken out (−) without a sale, with who and why."""

    at: datetime
    name: str
    amount: int
    reason: str


@use_case(Right.LOOK)
def moves(desk: Desk) -> list[Move]:
    """The cash put in and taken out since the day began, the latest first."""
    shift = current(desk)
    if shift is None:
        return []
    rows = desk.session.connection().execute(_MOVES, {"till": desk.till.id, "since": shift.journal})
    return [Move(clock.from_ms(row.at), row.name, row.amount, row.reason) for row in rows]


@use_case(Right.LOOK)
def overdue(desk: Desk) -> str:
    """The business date (2026-11-22) on which a day began that should have been closed before today; else ""."""
    shift = current(desk)
    today = clock.business_date(desk.now, desk.change_hour).isoformat()
    return shift.first_date if shift is not None and shift.first_date < today else ""


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
    shift = current(desk)
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
    shift: Shift,
    counted: int | None,
    pieces: Mapping[int, int] | None,
    agreed: int | None,
    kept: int | None,
) -> _Sums:
    counted = cash.counted(_proper(pieces)) if pieces else counted
    if counted is None and kept is not None and not sees_expected(desk):
        # Whether it is refused or not would tell what the system expects.
        raise Invalid(N_("Nothing counted yet."), hint=N_("Count the money, or close without counting."))
    system = expected_cash(desk, shift)
    # No drawer holds less than nothing: what is missing then is a difference of this day, not lost with it.
    holds = agreed if agreed is not None else counted if counted is not None else max(system, 0)
    for amount in (counted or 0, holds, kept or 0):
        money.within_limit(amount)
    stored = {str(piece): count for piece, count in pieces.items()} if pieces else None
    return _Sums(system, counted, holds, _stays(desk, holds, kept), stored)


def _close(desk: Desk, shift: Shift, sums: _Sums, reason: str, passed_on: int | None) -> Closed:
    from shopdesk.shop import passedon, reports

    number = numbers.take(desk, "close").text
    last = clock.business_date(desk.now, desk.change_hour).isoformat()
    figures = reports.shift_figures(desk, shift)
    if sums.agreed > sums.kept:
        record(desk, "cash_move", till=desk.till.id, kind="take", amount=sums.kept - sums.agreed, reason=number)
    days = {"first_date": shift.first_date, "last_date": last}
    said = reason.strip()[:LONGEST_REASON]
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
    seen = sees_expected(desk)
    agreed, kept = (sums.agreed, sums.kept) if seen or sums.counted is not None else (None, None)
    return Closed(number, shift.first_date, last, sums.expected if seen else None, sums.counted, agreed, kept, shift.id)


@use_case(Right.CASH_MOVE)
def move_cash(desk: Desk, amount: int, reason: str) -> None:
    """Put cash in (+) or take it out (−), in satang, with a reason; opens the day. Raises Invalid."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Invalid(N_("Say what the money is for."))
    if not amount:
        raise Invalid(N_("Type an amount."))
    money.within_limit(abs(amount))
    ensure_open(desk)
    record(desk, "cash_move", till=desk.till.id, kind="in" if amount > 0 else "out", amount=amount, reason=reason)


@use_case(Right.DRAWER)
def note_drawer_opened(desk: Desk, reason: str) -> None:
    """The drawer is opened without a sale: who, when and why stay on record. Raises Invalid without a reason."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Invalid(N_("Say why the drawer is opened."))
    record(desk, "event", kind="drawer.opened", subject=reason)


@use_case(Right.LOOK)
def clock_question(desk: Desk) -> str:
    """ "" where the clock looks right; "earlier" than the last deed, or "ahead" of it by more than a day.

    "mended": ahead of it too, but deeds before it are later: the clock was behind then. Where one of these is of the
    last day, the clock was put right and nothing is asked.

    Asked once before the first sale; numbers and order never depend on the clock.
    """
    deeds = desk.session.exec(
        select(models.Journal.at)
        .where(models.Journal.till == desk.till.id)
        .order_by(col(models.Journal.seq).desc())
        .limit(DEEDS_OF_A_WRONG_CLOCK)
    ).all()
    if not deeds:
        return ""
    gap = (desk.now - deeds[0]).total_seconds()
    if gap <= 86_400:
        return "earlier" if gap < -120 else ""
    latest = max(at for at in deeds if at <= desk.now)
    if (desk.now - latest).total_seconds() <= 86_400:
        return ""
    return "mended" if latest > deeds[0] else "ahead"


@use_case(Right.SELL)
def note_clock_confirmed(desk: Desk) -> None:
    """The person says that the clock is right although it looked wrong."""
    record(desk, "event", kind="clock.confirmed", subject=desk.now.isoformat())


def parse_date(typed: str) -> date:
    """A date as 2026-11-22; raises Invalid."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Invalid(N_("This is not a date."), hint=N_("Write it as 2026-11-22.")) from error
