"""The day at the drawer: it opens with the first sale, cash goes in and out with a reason; `closing` ends it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import col, select

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.db import models, quick
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, use_case

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
