"""The engine: round after round, for each account what comes home first, then what is to be said there.

engine.step()    one round, without a thread; True where more is to be said than one round takes

A fault at one account touches no other and never the till: nothing here holds the shop file while the line is slow.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal, cast

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.errors import Conflict, DatabaseProblem, ShopError
from shopdesk.base.i18n import N_
from shopdesk.db import models
from shopdesk.shop import accounts
from shopdesk.shop.channel_problems import Unreached, of_practice
from shopdesk.shop.channels import Account, Channel, ChannelProblem, NeedsLogin, Rejected, Retry
from shopdesk.shop.desk import Office, behind
from shopdesk.shop.rights import Actor
from shopdesk.sync import daily, faults, http, locking, pacing, pulling, pushing, reach, reviewing, standing

Happening = Literal["orders", "said", "stuck", "trouble", "login", "fine"]
# Two programs that look and then do at the same time would both do.
LOCK_FILE = "round.lock"
# Saying much takes hours: so often, over all accounts, orders are looked at again and everybody has a turn.
SLICE = timedelta(minutes=2)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a screen may want to know: what, at which account, and how many."""

    kind: Happening
    account: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A channel with its line: `until` when somebody has to sign in again, `used` bytes since it was asked last."""

    channel: Channel
    until: Callable[[], datetime | None] = lambda: None
    used: Callable[[], tuple[int, int]] = lambda: (0, 0)


@dataclass(slots=True)
class _Known:
    """An account of the shop with what the engine keeps of it between rounds."""

    version: int
    opened: Opened
    uploaded: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Turn:
    """An account whose turn it is."""

    account: Account
    version: int
    actor: Actor
    failures: int
    reached: datetime | None
    login: str


class Engine:
    """Drives every account of the shop. `tell` hears events, in the engine's own thread."""

    def __init__(
        self, office: Office, open_channel: Callable[[Account], Opened], now: Clock, random: Random,
        tell: Callable[[Event], None] = lambda _event: None,
    ) -> None:  # fmt: skip
        self._office, self._open, self._now, self._random, self._tell = office, open_channel, now, random, tell
        self._known: dict[int, _Known] = {}
        self._stopping = threading.Event()
        self._silent: list[tuple[_Turn, Unreached]] = []

    def stop(self) -> None:
        """End the round at its next step."""
        self._stopping.set()

    def step(self, *, at_once: bool = False) -> bool:
        """One round over all accounts that are not paused and may be called now; answers whether more is to be said
        at once, because its time was over.

        `at_once` calls those too that wait by themselves, but never before a time a platform asked for. Raises
        DatabaseProblem where the shop file cannot be used, Conflict where another program has a round.
        """
        more = False
        with behind(), contextlib.ExitStack() as alone:
            try:
                alone.enter_context(_alone(self._office.data_dir / LOCK_FILE))
            except OSError as error:
                for turn in self._turns(at_once=at_once):
                    self._badly(turn, faults.told(turn.account.id, "lock", error), pulled=False)
                return False
            turns, start = self._turns(at_once=at_once), time.monotonic()
            self._silent.clear()
            for turn in turns:
                if self._stopping.is_set():
                    return False
                more = self._visit(turn, SLICE / len(turns), at_once=at_once) or more
            self._set_right(start)
        return more

    def _set_right(self, start: float) -> None:
        """An account that was silent before another one answered in the same round: it was not the line."""
        for turn, problem in self._silent:
            if reach.has_line(besides=problem.host, since=start):
                told = http.silent(problem.host, own=problem.own)
                with self._office.writing(turn.actor) as desk:
                    standing.retold(desk.session.connection(), turn.account.id, told)

    def whole(self, *, at_once: bool = False) -> None:
        """Round after round until all is said that may be said now; raises what `step` does."""
        while self.step(at_once=at_once):
            at_once = False

    def _turns(self, *, at_once: bool) -> list[_Turn]:
        with self._office.reading() as desk:
            rows = desk.session.exec(
                select(models.ChannelAccount, models.AccountState)
                .join(models.AccountState, col(models.AccountState.account) == models.ChannelAccount.id, isouter=True)
                .where(col(models.ChannelAccount.archived_at).is_(None), col(models.ChannelAccount.paused).is_(False))
                .order_by(col(models.ChannelAccount.id))
            ).all()
            turns = []
            for row, kept in rows:
                # An account brought from another till has none until something was written there.
                state = cast("models.AccountState | None", kept) or models.AccountState(account=0, cursors={})
                waits = not at_once and pacing.waits(clock.from_ms(state.not_before), desk.now)
                if waits or pacing.waits(standing.asked(state.cursors), desk.now) or row.options.get("by_file"):
                    continue
                actor = accounts.engine_actor(desk, row)
                stands = state.failures, state.pulled_at, state.login
                turns.append(_Turn(accounts.account_of(row), row.version, actor, *stands))
        return turns

    def _visit(self, turn: _Turn, share: timedelta, *, at_once: bool) -> bool:
        """Answers whether the time was too short for all that is to be said; money too is asked for `at_once`."""
        pulled = False
        try:
            known = self._opened(turn)
            visit = self._begun(turn, known)
            is_over = pulling.timed(visit, share)
            read = pulling.orders(visit, is_over)
            self._say("orders", turn, read.new)
            if read.more:
                self._in_the_middle(turn, known.opened)
                return True
            pulled = True
            daily.look(visit)
            tally = pushing.push(visit, self._random, is_over)
            self._say("said", turn, tally.done)
            self._say("stuck", turn, tally.stuck)
            reviewing.look(visit)
            if visit.channel.rules.settles:
                pulling.money(visit, again=at_once)
            else:
                daily.postage(visit)
            self._well(turn, known.opened)
            return tally.more
        except ChannelProblem as problem:
            told = of_practice(problem) if turn.account.options.get("practice") else problem
            self._badly(turn, told, pulled=pulled)
        except DatabaseProblem:
            raise
        except (ShopError, *faults.FAULTS) as error:
            self._badly(turn, faults.told(turn.account.id, "round", error), pulled=pulled)
        return False

    def _opened(self, turn: _Turn) -> _Known:
        known = self._known.get(turn.account.id)
        if known is None or known.version != turn.version:
            known = _Known(turn.version, self._open(turn.account), {})
            self._known[turn.account.id] = known
        return known

    def _begun(self, turn: _Turn, known: _Known) -> pulling.Visit:
        return pulling.Visit(
            self._office, turn.account, turn.actor, known.opened.channel, self._stopping.is_set, known.uploaded
        )

    def _well(self, turn: _Turn, opened: Opened) -> None:
        until = opened.until()
        with self._office.writing(turn.actor) as desk:
            connection = desk.session.connection()
            standing.fine(connection, turn.account.id, desk.now, until)
            standing.contact(connection, turn.account.id, desk.now, turn.reached, reached=True)
            standing.used(connection, turn.account.id, desk.now, *opened.used())
        self._say("fine", turn, 1 if turn.failures or turn.login == "needed" else 0)

    def _in_the_middle(self, turn: _Turn, opened: Opened) -> None:
        """The orders are not all read: nothing is said, and the news here are as old as before."""
        with self._office.writing(turn.actor) as desk:
            standing.used(desk.session.connection(), turn.account.id, desk.now, *opened.used())

    def _badly(self, turn: _Turn, problem: ChannelProblem, *, pulled: bool) -> None:
        needed = isinstance(problem, NeedsLogin)
        wait = self._wait(turn, problem)
        known = self._known.get(turn.account.id)
        sent, received = known.opened.used() if known else (0, 0)
        with self._office.writing(turn.actor) as desk:
            connection = desk.session.connection()
            standing.trouble(connection, turn.account.id, desk.now, problem, wait, needed=needed, pulled=pulled)
            standing.contact(connection, turn.account.id, desk.now, turn.reached, reached=pulled)
            standing.used(connection, turn.account.id, desk.now, sent, received)
            if isinstance(problem, Retry) and problem.after is not None:
                standing.wait_asked(connection, turn.account.id, desk.now + wait)
        if isinstance(problem, Unreached) and not problem.proven:
            self._silent.append((turn, problem))
        _log.info("account %s: %s, again in %s s", turn.account.id, problem.why, int(wait.total_seconds()))
        if needed:
            # Whoever signs in again does so with a channel of his own.
            self._known.pop(turn.account.id, None)
        self._say("login" if needed else "trouble", turn, 1)

    def _wait(self, turn: _Turn, problem: ChannelProblem) -> timedelta:
        if isinstance(problem, NeedsLogin | Rejected):
            return pacing.LONGEST
        after = problem.after if isinstance(problem, Retry) else None
        return pacing.named(after, turn.failures + 1, self._random)

    def _say(self, kind: Happening, turn: _Turn, count: int) -> None:
        if count:
            self._tell(Event(kind, turn.account.id, count))


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locking.held(path, seconds=0))
        except TimeoutError:
            raise Conflict(
                N_("Another program of this shop speaks with the platforms now."), hint=N_("Wait until it is done.")
            ) from None
        yield
