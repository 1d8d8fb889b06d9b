"""What is out of date at a channel is said: the truth is read at the moment of sending, outcomes are taken one by one.

Nothing is sent while a transaction is open. What is absolute (stock, price) may be said twice; what may happen only
once (a listing made, packed, sent, cancelled) is looked at on the platform before it is done.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_
from shopdesk.db import models, outbox
from shopdesk.shop import listings, publishing
from shopdesk.shop.channels import (
    ChannelProblem,
    NeedsLogin,
    Offline,
    Outcome,
    Rejected,
    RemoteUnit,
    Retry,
    Unknown,
    Write,
)
from shopdesk.shop.desk import Desk
from shopdesk.sync import acting, faults, pacing, standing
from shopdesk.sync.pulling import ORDERS, Visit

MOST, MOST_TURNS = 200, 2_000
# So many listings are said before somebody looks again whether a promise waits, or goods were sold.
WORDS = 10
BATCHED = ("stock", "price")
# A platform needs a moment until a look shows what was done; a thing in doubt is looked at no sooner.
SETTLES = timedelta(minutes=2)
# So many answers nobody understands for one thing, and a person looks at it; so many in one round, and it ends.
MOST_DOUBTS, MOST_FAULTS = 8, 3
MOST_LOOKS = 3
_THERE = N_("Look at it on the platform, then try it again.")

_log = logging.getLogger(__name__)


class Spared(acting.NotYet):
    """It waits for a line that costs less, however long that takes: no reason to call a person."""


@dataclass(slots=True)
class Tally:
    """What one round said: how many things went well, how many are for a person, how many calls failed in a row.

    `silent` needed no word: gone, or not there yet. `more` where the time was over before all was said.
    """

    done: int = 0
    silent: int = 0
    stuck: int = 0
    faults: int = 0
    more: bool = False


def push(visit: Visit, random: Random, is_over: Callable[[], bool]) -> Tally:
    """Say what is due, as far as the time goes, promises before words.

    Raises Offline, NeedsLogin, Retry where the whole account has to wait.
    """
    with visit.office.reading(visit.actor) as desk:
        held = standing.holds(desk.session.connection(), visit.account.id, ORDERS)
    pusher = _Pusher(visit, random, Tally(), is_over, held)
    for _turn in range(MOST_TURNS):
        with visit.office.reading(visit.actor) as desk:
            entries = outbox.due(desk.session.connection(), visit.account.id, clock.to_ms(desk.now), MOST)
        if not entries or visit.stopping():
            break
        if _turn and pusher.is_over():
            pusher.tally.more = True
            break
        pusher.say(entries)
    return pusher.tally


@dataclass(frozen=True, slots=True)
class _Due:
    """A listing unit whose stock or price is to be said, the listing it stands in, and when that was read here."""

    entry: outbox.Entry
    unit: int
    write: Write
    at: datetime


@dataclass(frozen=True, slots=True)
class _Pusher:
    visit: Visit
    random: Random
    tally: Tally
    is_over: Callable[[], bool]
    held: bool

    def say(self, entries: Sequence[outbox.Entry]) -> None:
        """Acts on orders first, then stock and prices; a few listings where nothing else waits."""
        words = [entry for entry in entries if entry.kind == "listing"]
        if len(words) == len(entries):
            self._each(words[:WORDS])
            return
        self._each([entry for entry in entries if entry.kind not in (*BATCHED, "listing")])
        size = max(1, self.visit.channel.rules.writes_at_once)
        for kind in BATCHED:
            of_kind = [entry for entry in entries if entry.kind == kind]
            for start in range(0, len(of_kind), size):
                if not self._ends(start):
                    self.batch(kind, of_kind[start : start + size])

    def _each(self, entries: Sequence[outbox.Entry]) -> None:
        for at, entry in enumerate(entries):
            if not self._ends(at):
                self.one(entry)

    def _ends(self, at: int) -> bool:
        """Whether no more is begun; the first thing is always said, so that every round brings something."""
        return self.visit.stopping() or (at > 0 and self.is_over())

    def one(self, entry: outbox.Entry) -> None:
        """Say one thing that stands alone."""
        try:
            self._said([entry], acting.act(self.visit, entry))
        except ChannelProblem as problem:
            self._not_said([entry], problem)
        except DatabaseProblem:
            raise
        except ShopError as refused:
            # The shop itself says that it cannot be: gone, or changed since.
            told = Rejected(refused.text, fix=refused.hint_text)
            told.values = refused.values
            self._not_said([entry], told)
        except faults.FAULTS as error:
            self._not_said([entry], faults.told(self.visit.account.id, entry.kind, error))

    def batch(self, kind: str, entries: Sequence[outbox.Entry]) -> None:
        """Say the stock or the price of some units in one call, and take the outcomes one by one."""
        try:
            self._batch(kind, entries)
        except faults.FAULTS as error:
            told = faults.told(self.visit.account.id, kind, error)
            if len(entries) == 1:
                self._not_said(entries, told)
            else:
                # One of them makes it: each by itself, so that the others are said.
                for entry in entries:
                    self.batch(kind, [entry])

    def _batch(self, kind: str, entries: Sequence[outbox.Entry]) -> None:
        due = self._wanted(kind, entries)
        if not due:
            return
        try:
            due = self._lowered(kind, due)
            doubtful = [one for one in due if one.entry.state == "unknown"]
            known = self._look(kind, doubtful) if doubtful else {}
            due = [one for one in due if not self._as_wanted(kind, one, known)]
            outcomes = self._write(kind, due)
        except ChannelProblem as problem:
            if isinstance(problem, Rejected) and len(due) > 1:
                # One of them spoils the call: each by itself, so that the others are said.
                for one in due:
                    self.batch(kind, [one.entry])
            elif not isinstance(problem, Rejected) or not self._gone(due):
                self._not_said([one.entry for one in due], problem)
            return
        shown = self._shown(kind, [one for one in due if outcomes[one.write.seller_sku] is None])
        gone = self._gone([one for one in due if isinstance(outcomes[one.write.seller_sku], Rejected)])
        due = [one for one in due if one not in gone]
        wrong = {one: outcomes[one.write.seller_sku] or self._too_many(kind, one, shown) for one in due}
        taken = [one for one in due if wrong[one] is None]
        self._confirm(kind, taken)
        for one, told in wrong.items():
            if told is not None:
                self._not_said([one.entry], told)
                # A call that brought something went well: the line is not at fault.
                self.tally.faults *= not taken

    def _wanted(self, kind: str, entries: Sequence[outbox.Entry]) -> list[_Due]:
        """What is to be said now; units that are gone, or whose stock nobody knows, are said nothing of."""
        with self.visit.office.reading(self.visit.actor) as desk:
            due = _truth(desk, kind, entries)
        spoken = {one.entry.id for one in due}
        silent = [entry for entry in entries if entry.id not in spoken]
        if silent:
            with self.visit.writing() as desk:
                for entry in silent:
                    outbox.done(desk.session.connection(), entry)
            self.tally.silent += len(silent)
        return due

    def _lowered(self, kind: str, due: list[_Due]) -> list[_Due]:
        """What an order that nobody could read took is gone there and still counted here: while one is held no stock is
        said that is more than the platform shows, less what went elsewhere since it was told last."""
        if kind != "stock" or not self.held:
            return due
        shown = self._look(kind, due)
        with self.visit.office.reading(self.visit.actor) as desk:
            gone = publishing.gone_since(desk, [one.unit for one in due])
        return [_at_most(one, shown.get(one.write.seller_sku), gone.get(one.unit, 0)) for one in due]

    def _look(self, kind: str, due: Sequence[_Due]) -> dict[str, int | None]:
        """What the platform shows of these units, by SKU."""
        return {unit.seller_sku: unit.stock if kind == "stock" else unit.price for unit in self._found(due)}

    def _found(self, due: Sequence[_Due]) -> Sequence[RemoteUnit]:
        if not due:
            return ()
        self.visit.office.aside()
        return self.visit.channel.find([one.write.seller_sku for one in due])

    def _shown(self, kind: str, due: Sequence[_Due]) -> dict[str, int | None]:
        """What the platform shows of stock it has just taken; what cannot be read now is believed."""
        try:
            return self._look(kind, due) if kind == "stock" else {}
        except (ChannelProblem, *faults.FAULTS):
            return {}

    def _gone(self, refused: Sequence[_Due]) -> list[_Due]:
        """Of what was refused, what somebody took away there by hand: nothing more is said of it."""
        try:
            there = {unit.seller_sku for unit in self._found(refused)}
        except (ChannelProblem, *faults.FAULTS):
            return []
        gone = [one for one in refused if one.write.seller_sku not in there]
        if gone:
            with self.visit.writing() as desk:
                listings.lost(desk, [one.unit for one in gone])
                for one in gone:
                    outbox.done(desk.session.connection(), one.entry)
            self.tally.silent += len(gone)
        return gone

    def _as_wanted(self, kind: str, one: _Due, known: dict[str, int | None]) -> bool:
        """Whether a write that was in doubt had been done; it is said no second time."""
        same = one.entry.state == "unknown" and known.get(one.write.seller_sku) == one.write.value
        if same:
            self._confirm(kind, [one])
        return same

    def _write(self, kind: str, due: Sequence[_Due]) -> dict[str, ChannelProblem | None]:
        if not due:
            return {}
        self.visit.office.aside()
        say = self.visit.channel.set_stock if kind == "stock" else self.visit.channel.set_price
        told: Sequence[Outcome] = say([one.write for one in due])
        problems = {one.seller_sku: one.problem for one in told}
        silent = Unknown(N_("The answer leaves this one out."), fix=_THERE)
        return {one.write.seller_sku: problems.get(one.write.seller_sku, silent) for one in due}

    def _too_many(self, kind: str, one: _Due, shown: dict[str, int | None]) -> ChannelProblem | None:
        """Where the platform shows more than we said it did not take: the next round says it again."""
        there = shown.get(one.write.seller_sku)
        if kind != "stock" or there is None or there <= one.write.value:
            return None
        why = N_("The platform shows {shown} where {said} are left.")
        problem = Rejected if one.entry.attempts >= MOST_LOOKS else acting.NotYet
        return problem(why, fix=_THERE, shown=there, said=one.write.value)

    def _confirm(self, kind: str, taken: Sequence[_Due]) -> None:
        """These were taken: written down in one deed, for each deed makes the counter wait."""

        def store(desk: Desk) -> None:
            for one in taken:
                standing.published(desk.session.connection(), one.unit, one.at, **{kind: one.write.value})

        if taken:
            self._said([one.entry for one in taken], store)

    def _said(self, entries: Sequence[outbox.Entry], store: Callable[[Desk], None]) -> None:
        with self.visit.writing() as desk:
            store(desk)
            for entry in entries:
                outbox.done(desk.session.connection(), entry)
        self.tally.done += len(entries)
        self.tally.faults = 0

    def _not_said(self, entries: Sequence[outbox.Entry], problem: ChannelProblem) -> None:
        """Write down why; raise on where it concerns the whole account."""
        if isinstance(problem, NeedsLogin | Offline) or (isinstance(problem, Retry) and problem.after is not None):
            if isinstance(problem, Unknown):
                self._write_down(entries, problem)
            raise problem
        self._write_down(entries, problem)
        if isinstance(problem, Retry) and not isinstance(problem, acting.NotYet | faults.Fault):
            self.tally.faults += 1
            if self.tally.faults >= MOST_FAULTS:
                raise problem

    def _write_down(self, entries: Sequence[outbox.Entry], problem: ChannelProblem) -> None:
        with self.visit.writing() as desk:
            for entry in entries:
                state = _state(entry, problem)
                wait = pacing.pause(entry.attempts + 1, self.random)
                if isinstance(problem, acting.NotYet) or (state == "unknown" and entry.kind not in BATCHED):
                    wait = max(wait, SETTLES)
                if isinstance(problem, Rejected) and entry.kind == "listing":
                    acting.refused(desk, entry, standing.said(problem))
                at = clock.to_ms(desk.now + wait)
                outbox.failed(desk.session.connection(), entry, state, at, standing.said(problem), problem.fix)
                self.tally.stuck += state == "stuck"
        _log.info("account %s: %s not said: %s", self.visit.account.id, entries[0].kind, problem.why)


def _at_most(due: _Due, shown: int | None, gone: int) -> _Due:
    if shown is None:
        return due
    return replace(due, write=replace(due.write, value=min(due.write.value, max(shown - gone, 0))))


def _state(entry: outbox.Entry, problem: ChannelProblem) -> str:
    if not isinstance(problem, Retry):
        return "stuck"
    if isinstance(problem, Spared):
        return entry.state
    ours = isinstance(problem, faults.Fault)
    if (ours or entry.kind not in BATCHED) and entry.attempts + 1 >= MOST_DOUBTS:
        return "stuck"
    # Once in doubt, it stays in doubt until a look or an answer ends it.
    return "unknown" if isinstance(problem, Unknown) or entry.state == "unknown" else "due"


def _truth(desk: Desk, kind: str, entries: Sequence[outbox.Entry]) -> list[_Due]:
    units = [entry.key for entry in entries]
    stock = publishing.to_publish(desk, units) if kind == "stock" else {}
    rows = desk.session.exec(
        select(models.ListingUnit, models.Listing)
        .join(models.Listing, col(models.Listing.id) == models.ListingUnit.listing)
        .where(col(models.ListingUnit.id).in_(units))
    ).all()
    # Of a unit that was taken away only one thing is said: that none is left.
    spoken = [(unit, listing) for unit, listing in rows if kind == "stock" or unit.archived_at is None]
    known = {unit.id: (unit, listing) for unit, listing in spoken if unit.remote and listing.state != "removed"}
    due = []
    for entry in entries:
        unit, listing = known.get(entry.key, (None, None))
        value = stock.get(entry.key) if kind == "stock" or unit is None else unit.price
        if unit is not None and listing is not None and value is not None:
            write = Write(listing.remote, unit.remote, unit.seller_sku, value)
            due.append(_Due(entry, entry.key, write, desk.now))
    return due
