"""How it stands with an account, written down: cursors, the last word, the line's use, how long it was out of reach."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import thaitext
from shopdesk.db import quick
from shopdesk.shop import cursors, keeping, mended
from shopdesk.shop.channels import ChannelProblem
from shopdesk.shop.cursors import cursor as cursor
from shopdesk.shop.cursors import moved as moved

WARNED_BEFORE = timedelta(days=7)
LONGEST_BODY, LONGEST_WHY = mended.LONGEST, 600
ASKED = "asked"
_FINE = (
    "UPDATE account_state SET pulled_at = :now, pushed_at = :now, tried_at = :now, not_before = 0, failures = 0, "
    "why = '', fix = '', login = :login, login_until = :until WHERE account = :account"
)
_TROUBLE = (
    "UPDATE account_state SET tried_at = :now, not_before = :not_before, failures = failures + 1, why = :why, "
    "fix = :fix, login = CASE :needed WHEN 1 THEN 'needed' ELSE login END, pulled_at = coalesce(:pulled, pulled_at) "
    "WHERE account = :account"
)
_READ = "UPDATE account_state SET pulled_at = :now WHERE account = :account"
_RETOLD = "UPDATE account_state SET why = :why, fix = :fix WHERE account = :account"
_USED = (
    "INSERT INTO line_use (month, account, sent, received) VALUES (:month, :account, :sent, :received) "
    "ON CONFLICT (month, account) DO UPDATE SET sent = sent + :sent, received = received + :received"
)
_HOLD = (
    "INSERT INTO held_reply (account, kind, key, body, why, fix, at) "
    "VALUES (:account, :kind, :key, :body, :why, :fix, :at) "
    "ON CONFLICT (account, kind, key) DO UPDATE SET body = :body, why = :why, fix = :fix, at = :at"
)
_LET_GO = "DELETE FROM held_reply WHERE account = :account AND kind = :kind AND key = :key"
_HOLDS = "SELECT 1 FROM held_reply WHERE account = :account AND kind = :kind LIMIT 1"
_PUBLISHED = (
    "INSERT INTO published (unit, stock, price, at) VALUES (:unit, :stock, :price, :at) ON CONFLICT (unit) DO UPDATE "
    "SET stock = coalesce(:stock, stock), price = coalesce(:price, price), at = :at"
)


def said(problem: ChannelProblem) -> str:
    """Why, for a person: the catalogue's sentence where it stands alone, else in the language of the moment with what
    belongs to it and the platform's own word, plain."""
    if not problem.values and not problem.detail:
        return problem.why
    why = _(problem.why).format(**problem.values) if problem.values else _(problem.why)
    return thaitext.printable(f"{why} ({problem.detail})" if problem.detail else why)[:LONGEST_WHY]


def wait_asked(connection: Connection, account: int, until: datetime) -> None:
    """The platform itself asked not to be called before then: it holds for every program of the shop."""
    moved(connection, account, ASKED, {"until": clock.to_ms(until)})


def asked(kept: Mapping[str, Any]) -> datetime | None:
    """Until when a platform asked not to be called, as `wait_asked` wrote it; None where it never did."""
    until = (kept.get(ASKED) or {}).get("until")
    return clock.from_ms(int(until)) if until else None


def fine(connection: Connection, account: int, now: datetime, until: datetime | None) -> None:
    """A whole round went well; `until` is when somebody has to sign in again."""
    login = "soon" if until is not None and until - now <= WARNED_BEFORE else "ok"
    values = {
        "account": account,
        "now": clock.to_ms(now),
        "login": login,
        "until": clock.to_ms(until) if until else None,
    }
    quick.rows(connection, cursors.START, {"account": account})
    quick.rows(connection, _FINE, values)


def trouble(
    connection: Connection, account: int, now: datetime, problem: ChannelProblem, wait: timedelta, *, needed: bool,
    pulled: bool,
) -> None:  # fmt: skip
    """A round ended early: nobody calls for so long. `pulled` where the orders had come before."""
    at = clock.to_ms(now)
    values = {
        "account": account, "now": at, "not_before": clock.to_ms(now + wait), "why": said(problem), "fix": problem.fix,
        "needed": int(needed), "pulled": at if pulled else None,
    }  # fmt: skip
    quick.rows(connection, cursors.START, {"account": account})
    quick.rows(connection, _TROUBLE, values)


def retold(connection: Connection, account: int, problem: ChannelProblem) -> None:
    """The last trouble was another one than was thought."""
    quick.rows(connection, _RETOLD, {"account": account, "why": said(problem), "fix": problem.fix})


def used(connection: Connection, account: int, now: datetime, sent: int, received: int) -> None:
    """So many bytes went over the line for an account."""
    month = clock.calendar_date(now).isoformat()[:7]
    values = {"month": month, "account": account, "sent": sent, "received": received}
    quick.rows(connection, _USED, values)


def contact(connection: Connection, account: int, now: datetime, before: datetime | None, *, reached: bool) -> None:
    """It was reached, or not, so long after the last time: what stays for the counter is learnt from it."""
    keeping.heard(connection, account, now, before, reached=reached)


def read(connection: Connection, account: int, now: datetime) -> None:
    """The orders there are known up to now; part of the transaction that stored the last of them."""
    quick.rows(connection, cursors.START, {"account": account})
    quick.rows(connection, _READ, {"account": account, "now": clock.to_ms(now)})


def hold(
    connection: Connection, account: int, kind: str, key: str, body: str, why: str, fix: str, now: datetime
) -> None:
    """Keep what came and could not be taken in, with the reason; what a person dealt with is left as it is."""
    if mended.told_again(connection, account, kind, key, body):
        return
    values = {
        "account": account, "kind": kind, "key": key[:200], "body": body[:LONGEST_BODY], "why": why[:LONGEST_WHY],
        "fix": fix, "at": clock.to_ms(now),
    }  # fmt: skip
    quick.rows(connection, _HOLD, values)


def let_go(connection: Connection, account: int, kind: str, key: str) -> None:
    """It was taken in after all."""
    quick.rows(connection, _LET_GO, {"account": account, "kind": kind, "key": key[:200]})


def holds(connection: Connection, account: int, kind: str) -> bool:
    """Whether something of this kind came that could not be taken in."""
    return quick.first(connection, _HOLDS, {"account": account, "kind": kind}) is not None


def published(
    connection: Connection, unit: int, now: datetime, *, stock: int | None = None, price: int | None = None
) -> None:
    """The channel confirmed this for a listing unit."""
    quick.rows(connection, _PUBLISHED, {"unit": unit, "stock": stock, "price": price, "at": clock.to_ms(now)})
