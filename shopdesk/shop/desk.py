"""The desk: the one context of every use case; and the office, the edge that opens and commits.

    with office.writing(actor) as desk:
        selling.checkout(desk, cart, tenders)

One `writing` block is one deed: one transaction, one row in the journal.
"""

import contextlib
import contextvars
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.errors import DatabaseProblem, Unsure
from shopdesk.db import engine, journal, models, quick
from shopdesk.shop.rights import Actor, of_role

# Seconds that a file is kept from closing for the sake of work that is under way on it.
LONGEST_WORK = 30.0
# Seconds that long work waits for the deeds of the counter at most, and how often it looks.
LONGEST_ASIDE, LOOK_AGAIN = 0.25, 0.001
# Questions a deed may ask before it is done; answered in advance by `--anyway`.
QUESTIONS = frozenset({"drawer", "ahead", "namesake", "paper", "practise", "refused", "short", "underway", "unsaid"})
_log = logging.getLogger(__name__)
_answers: contextvars.ContextVar[frozenset[str] | None] = contextvars.ContextVar("answers", default=None)
_behind: contextvars.ContextVar[bool] = contextvars.ContextVar("behind", default=False)
_USERS = (
    "SELECT u.party, u.id, p.name, u.role, coalesce(u.rights, '{}'), u.pin_hash <> '' FROM shop_user u "
    "JOIN party p ON p.id = u.party WHERE u.archived_at IS NULL ORDER BY u.id"
)
_CHANGE_HOUR = "SELECT value FROM setting WHERE scope = 'shop' AND key = 'day.change_hour'"


@dataclass(frozen=True, slots=True)
class TillInfo:
    """The till this program sells at."""

    id: int
    code: str
    name: str


@dataclass(slots=True)
class Desk:
    """Everything a use case may know. It has no methods; `entry` holds the facts of the deed until its end.

    `business_date` is set by a deed that is entered for an earlier day. `answers` are the questions somebody said yes
    to; None where nobody is there to be asked.
    """

    session: Session
    actor: Actor
    approver: Actor | None
    till: TillInfo
    now: datetime
    random: Random
    practice: bool = False
    change_hour: int = 0
    entry: journal.Entry = field(default_factory=journal.Entry)
    business_date: date | None = None
    answers: frozenset[str] | None = None


@contextlib.contextmanager
def asking(answered: frozenset[str] = frozenset()) -> Iterator[None]:
    """Deeds begun within it may ask (Unsure) what somebody has not said yes to yet; others go on unasked."""
    token = _answers.set(answered)
    try:
        yield
    finally:
        _answers.reset(token)


@contextlib.contextmanager
def behind() -> Iterator[None]:
    """Long work within it goes behind the counter: its deeds, and each of its looks into a shop, wait for what the
    counter does. Two that store at a time wait for each other's disk, and two that reckon at a time for each other's
    turn: a sale gives its turn away some hundred times."""
    token = _behind.set(True)
    try:
        yield
    finally:
        _behind.reset(token)


def ask(desk: Desk, question: Unsure, **detail: Any) -> None:
    """Raise the question where somebody is there who did not answer it; a yes stays on record with `detail`."""
    if desk.answers is None:
        return
    if question.question not in desk.answers:
        raise question
    record(desk, "event", kind="said.yes", subject=question.question, detail=detail)


def record(desk: Desk, table: str, **values: Any) -> int:
    """Put one fact into the deed and answer the id it will have."""
    # Only the deed's first fact looks into the file; asking the session each time would take longer than all the rest.
    connection = None if desk.entry.ids else desk.session.connection()
    return journal.add(desk.entry, connection, table, values)


@dataclass(slots=True)
class Office:
    """One open shop file. `question` is "moved" where the folder came from another machine and nobody said so yet.

    `deeds` holds a mark for each deed of the counter being done or waiting for the lock, for `aside`.
    """

    data_dir: Path
    engine: Engine
    clock: Clock
    random: Random
    till: TillInfo
    question: str = ""
    practice: bool = False
    deeds: set[object] = field(default_factory=set)
    _patient: Engine | None = field(default=None, init=False, repr=False)

    def aside(self) -> None:
        """Wait for the deeds of this moment, not for those begun later, and not for long."""
        deeds, end = frozenset(self.deeds), time.monotonic() + LONGEST_ASIDE
        while not deeds.isdisjoint(self.deeds) and time.monotonic() < end:
            time.sleep(LOOK_AGAIN)

    @contextlib.contextmanager
    def writing(self, actor: Actor | None = None, approver: Actor | None = None) -> Iterator[Desk]:
        """A desk for one deed; commits at the end, or leaves nothing behind when anything is raised."""
        mark = object()
        if _behind.get():
            self.aside()
        else:
            self.deeds.add(mark)
        try:
            writer = engine.writer(self._file())
            with engine.keepable(), Session(writer, expire_on_commit=False) as session, session.begin():
                desk = self._desk(session, actor, approver)
                yield desk
                _store(desk)
        finally:
            self.deeds.discard(mark)

    @contextlib.contextmanager
    def reading(self, actor: Actor | None = None) -> Iterator[Desk]:
        """A desk that sees one unchanging moment of the file; facts recorded on it are an error of ours."""
        with engine.keepable(), Session(self._file(), expire_on_commit=False, autoflush=False) as session:
            desk = self._desk(session, actor, None)
            yield desk
            assert not desk.entry.facts, "a reading desk stores nothing"

    def _file(self) -> Engine:
        if not _behind.get():
            return self.engine
        if self._patient is None:
            self._patient = engine.stepping_aside(self.engine, self.aside)
        return self._patient

    def _desk(self, session: Session, actor: Actor | None, approver: Actor | None) -> Desk:
        hour = quick.first(session.connection(), _CHANGE_HOUR)
        who = actor or sole_actor(session)
        now = self.clock()
        desk = Desk(session, who, approver, self.till, now, self.random, self.practice, int(hour[0]) if hour else 0)
        desk.answers = _answers.get()
        return desk

    def checkpoint(self) -> None:
        """Move the log into the file as far as nobody reads it; from a background thread, when the counter is quiet."""
        engine.checkpoint(self.engine)

    def close(self) -> None:
        """Empty the log into the file and let it go; a log that cannot be emptied is read at the next start.

        Work that is under way on the file in other threads is waited for: what it holds open would stay open.
        """
        _wait_for_others(self.engine)
        try:
            engine.checkpoint(self.engine, truncate=True)
        except DatabaseProblem as problem:
            _log.warning("the log was not emptied: %s", problem)
        finally:
            self.engine.dispose()


def _wait_for_others(opened: Engine) -> None:
    end = time.monotonic() + LONGEST_WORK
    while opened.pool.checkedout() and time.monotonic() < end:  # type: ignore[attr-defined]  # a file has a queue of them
        time.sleep(0.01)


def _store(desk: Desk) -> None:
    deed = journal.Deed(
        desk.till.id,
        desk.actor.party,
        desk.approver.party if desk.approver else None,
        desk.now,
        desk.business_date or clock.business_date(desk.now, desk.change_hour),
        desk.random,
    )
    journal.store(desk.entry, desk.session.connection(), deed)


def end_deed(desk: Desk) -> None:
    """Store what was done so far as a deed of its own; the next one begins, in the same transaction."""
    _store(desk)
    desk.business_date = None


def actor_of(session: Session, user: models.User, *, sole: bool = False) -> Actor:
    """The acting person of a user row, with the rights of the moment."""
    name = session.exec(select(models.Party.name).where(models.Party.id == user.party)).one()
    assert user.id is not None
    return Actor(user.party, user.id, name, user.role, of_role(user.role, user.rights or {}), sole)


def sole_actor(session: Session) -> Actor:
    """Who acts where nobody signed in: the owner, and only where no PIN is set; else somebody without any right."""
    # Every look into the file begins with this.
    users = quick.rows(session.connection(), _USERS)
    party, user, name, role, rights, _pin = next(row for row in users if row[3] == "owner")
    if any(pin for *_known, pin in users):
        return Actor(party, user, name, role, frozenset())
    return Actor(party, user, name, role, of_role(role, json.loads(rights)), len(users) == 1)
