"""What goes to the platforms and comes from them, as a person looks at it: how the line stands, what waits, what was
held, and what a person may decide about it.
"""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shopdesk import __version__
from shopdesk.base import clock, i18n, log
from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import models, outbox, quick
from shopdesk.shop import accounts, mended, reasons
from shopdesk.shop.channel_problems import AWAY
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import packing
from shopdesk.shop.rights import Right, use_case

# A round comes every two minutes; whoever was not reached for five rounds is not called connected.
FRESH = timedelta(minutes=10)
MOST, ALL = 300, -1
LONGEST_WHY = 600
REPORTED, LOG_LINES, LOG_BYTES = 100, 40, 20_000
_LINE = (
    "SELECT count(*), max(CASE WHEN s.failures = 0 THEN s.pulled_at END), max(s.pulled_at), "
    "max(s.tried_at), coalesce(sum(s.login = 'needed' OR (a.shop = '' AND s.pulled_at IS NULL)), 0), "
    "(SELECT count(*) FROM held_reply h JOIN channel_account a ON a.id = h.account WHERE a.archived_at IS NULL), "
    "max(coalesce(json_extract(a.options, '$.practice'), 0)), "
    "(SELECT t.why FROM account_state t JOIN channel_account b ON b.id = t.account WHERE b.archived_at IS NULL "
    "AND NOT b.paused AND t.failures > 0 ORDER BY t.tried_at DESC, t.account LIMIT 1) "
    "FROM channel_account a LEFT JOIN account_state s ON s.account = a.id WHERE a.archived_at IS NULL "
    "AND NOT a.paused AND coalesce(json_extract(a.options, '$.by_file'), 0) = 0"
)
_OUT = (
    "SELECT coalesce(sum(o.state <> 'stuck'), 0), coalesce(sum(o.state = 'stuck'), 0), "
    "coalesce(sum(o.state <> 'stuck' AND o.not_before <= :now), 0) FROM outbox o "
    "JOIN channel_account a ON a.id = o.account WHERE a.archived_at IS NULL AND NOT a.paused "
    "AND coalesce(json_extract(a.options, '$.by_file'), 0) = 0"
)
_WAITING = (
    "SELECT o.id, o.account, a.name, o.kind, o.key, CASE WHEN o.kind IN ('pack', 'cancel', 'answer') THEN "
    "(SELECT number FROM online_order r WHERE r.id = o.key) WHEN o.kind IN ('ship', 'label') THEN "
    "(SELECT r.number FROM parcel p JOIN online_order r ON r.id = p.online_order WHERE p.id = o.key) "
    "WHEN o.kind = 'listing' THEN (SELECT f.title FROM listing l JOIN offer f ON f.id = l.offer WHERE l.id = o.key) "
    "ELSE (SELECT f.title FROM listing_unit u JOIN listing l ON l.id = u.listing JOIN offer f ON f.id = l.offer "
    "WHERE u.id = o.key) END, o.state, o.attempts, o.not_before, o.why, o.fix, a.paused "
    "FROM outbox o JOIN channel_account a ON a.id = o.account WHERE a.archived_at IS NULL "
    "AND coalesce(json_extract(a.options, '$.by_file'), 0) = 0 "
    "ORDER BY o.state = 'stuck' DESC, o.attempts = 0, o.id LIMIT :most"
)
_HELD = (
    "SELECT h.id, h.account, a.name, h.kind, h.key, h.body, h.why, h.fix, "
    "coalesce(json_extract(a.options, '$.by_file'), 0), h.at FROM held_reply h "
    "JOIN channel_account a ON a.id = h.account WHERE a.archived_at IS NULL ORDER BY h.at DESC, h.id LIMIT :most"
)
_ENTRY = "SELECT kind, key FROM outbox WHERE id = :id"
_UNIT = "SELECT listing, sale_unit FROM listing_unit WHERE id = :key"
_PARCEL = "SELECT online_order FROM parcel WHERE id = :key"


@dataclass(frozen=True, slots=True)
class Line:
    """How the line to the platforms stands: `accounts` are spoken with, `reached` is when one last answered.

    Where it is not `fine` it may be `away` itself; else one shop is silent, or has a trouble of its own.

    `waits` things are still to be said, `due` of them now; `stuck` need a person, as do `logins` and `held` replies.
    `practice`: they are at the marketplace of this computer. Before it has `begun` no round was tried, so nothing
    failed either.
    """

    accounts: int
    fine: bool
    away: bool
    reached: datetime | None
    waits: int
    due: int
    stuck: int
    logins: int
    held: int
    practice: bool = False
    begun: bool = True

    @property
    def problems(self) -> int:
        """How many things a person has to look at."""
        return self.stuck + self.logins + self.held


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something still to be said: `about` is its name or number; `again` when it is tried, None for the next round."""

    id: int
    account: int
    account_name: str
    kind: str
    key: int
    about: str
    state: str
    attempts: int
    again: datetime | None
    why: str
    fix: str
    paused: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A reply nobody could take in: `kind` is orders or money, `body` its text, `key` what the platform calls it.

    `by_file`: it stood in a file, and nobody can be asked for it anew.
    """

    id: int
    account: int
    account_name: str
    kind: str
    key: str
    body: str
    why: str
    fix: str
    by_file: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """What something that waits is about, by row; 0 where it is not about such a thing."""

    listing: int = 0
    sale_unit: int = 0
    order: int = 0
    parcel: int = 0


@use_case(Right.LOOK)
def subject(desk: Desk, kind: str, key: int) -> Subject:
    """The thing a person has to put right for what waits under this kind and key."""
    connection = desk.session.connection()
    if kind == "listing":
        return Subject(listing=key)
    if kind in ("stock", "price"):
        listing, sale_unit = quick.first(connection, _UNIT, {"key": key}) or (0, 0)
        return Subject(listing=listing, sale_unit=sale_unit)
    if kind in ("ship", "label"):
        (order,) = quick.first(connection, _PARCEL, {"key": key}) or (0,)
        return Subject(order=order, parcel=key if order else 0)
    return Subject(order=key)


@use_case(Right.LOOK)
def line(desk: Desk) -> Line:
    """How the line stands at this moment."""
    connection = desk.session.connection()
    count, well, last, tried, logins, held, practice, why = quick.first(connection, _LINE)
    waits, stuck, due = quick.first(connection, _OUT, {"now": clock.to_ms(desk.now)})
    fine = well is not None and abs(desk.now - clock.from_ms(well)) <= FRESH
    reached = clock.from_ms(last) if last else None
    begun = last is not None or tried is not None
    away = begun and not fine and (not why or why in AWAY)
    return Line(count, fine, away, reached, waits, due, stuck, logins, held, bool(practice), begun)


@use_case(Right.LOOK)
def waiting(desk: Desk, most: int = MOST) -> Sequence[Waiting]:
    """What is still to be said to the accounts in use, what a person has to mend first."""
    found = []
    for row in quick.rows(desk.session.connection(), _WAITING, {"most": most}):
        values = list(row)
        values[5] = values[5] or ""
        values[8] = clock.from_ms(values[8]) if values[8] > clock.to_ms(desk.now) else None
        values[11] = bool(values[11])
        found.append(Waiting(*values))
    return found


@use_case(Right.LOOK)
def held(desk: Desk, most: int = MOST) -> Sequence[Held]:
    """What came and could not be taken in, the latest first."""
    rows = quick.rows(desk.session.connection(), _HELD, {"most": most})
    found = [[*row[:8], bool(row[8]), clock.from_ms(row[9])] for row in rows]
    return [Held(*values) for values in found]


@use_case(Right.ONLINE)
def again(desk: Desk, entry: int) -> None:
    """Try it with the next round; raises NotFound where it was said meanwhile."""
    _there(desk, entry)
    outbox.again(desk.session.connection(), entry)


@use_case(Right.ONLINE)
def skip(desk: Desk, entry: int) -> None:
    """It is not said, and what the shop decided of an order is taken back. Raises NotFound where it was said."""
    kind, key = _there(desk, entry)
    outbox.drop(desk.session.connection(), entry)
    if kind in ("cancel", "answer"):
        packing.taken_back(desk, key, kind)


def _there(desk: Desk, entry: int) -> tuple[str, int]:
    found = quick.first(desk.session.connection(), _ENTRY, {"id": entry})
    if found is None:
        raise NotFound(N_("This was sent meanwhile."))
    return found[0], found[1]


@use_case(Right.ONLINE)
def mend(desk: Desk, reply: int, body: str, why: str = "", fix: str = "") -> None:
    """Keep what a person wrote in the place of a held reply's text, and why that is not read either.

    The same told once more leaves it as it is. Raises NotFound.
    """
    row = desk.session.get(models.HeldReply, reply)
    if row is None:
        raise NotFound(N_("This was taken in already."))
    mended.remember(desk.session.connection(), row.account, row.kind, row.key, row.body)
    row.body = body[: mended.LONGEST]
    if why:
        row.why, row.fix = why[:LONGEST_WHY], fix
    desk.session.add(row)


@use_case(Right.ONLINE)
def drop(desk: Desk, reply: int) -> None:
    """A held reply is thrown away. It comes again when it changes there; from a file, when the file is read again."""
    row = desk.session.get(models.HeldReply, reply)
    if row is None:
        return
    connection = desk.session.connection()
    if accounts.one(desk, row.account, put_away=True).options.get("by_file"):
        mended.forget(connection, row.account, row.kind, row.key)
    else:
        mended.remember(connection, row.account, row.kind, row.key, row.body)
    desk.session.delete(row)


@use_case(Right.LOOK)
def report(desk: Desk, log_file: Path) -> str:
    """What helps a helper: versions, how each account stands, what waits and why, the end of the log.

    Without secrets, buyers and amounts: of a reason its sentence and the platform's code; long numbers are masked.
    """
    stands = line(desk)
    lines = [
        f"ShopDesk {__version__}, {platform.system()} {platform.release()}, {i18n.language()}",
        f"{desk.now.isoformat(timespec='seconds')} accounts={stands.accounts} fine={stands.fine} "
        f"waits={stands.waits} stuck={stands.stuck} logins={stands.logins} held={stands.held}",
        "",
    ]
    lines += [_told(one) for one in accounts.listing(desk)]
    waits = waiting(desk, REPORTED)
    lines += [
        "",
        *(
            f"{row.kind} {row.key} at {row.account}: {row.state} x{row.attempts} {reasons.plain(row.why)}"
            for row in waits
        ),
    ]
    lines += [f"held {row.kind} {row.key} at {row.account}: {reasons.plain(row.why)}" for row in held(desk, REPORTED)]
    return "\n".join(log.clean(text) for text in [*lines, "", *_end_of(log_file)])


def _told(one: accounts.Standing) -> str:
    return (
        f"account {one.id} {one.channel}: pulled={_at(one.pulled_at)} pushed={_at(one.pushed_at)} "
        f"not_before={_at(one.not_before)} login={one.login} until={_at(one.login_until)} paused={one.paused} "
        f"waits={one.waits} stuck={one.stuck} held={one.held} bytes={one.used} {reasons.plain(one.why)}"
    )


def _at(instant: datetime | None) -> str:
    return instant.isoformat(timespec="seconds") if instant else "-"


def _end_of(log_file: Path) -> list[str]:
    """The last lines of the log."""
    try:
        with log_file.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - LOG_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()[-LOG_LINES:]
    except OSError:
        return []
