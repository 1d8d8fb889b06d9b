"""Bringing a checked file into the shop whole, while selling goes on.

A file is all or nothing, yet no transaction but the till's may hold the write lock for long. So it goes like a cheque:
1. Checked and compared outside any transaction.
2. Written in slices to import_row, which nobody reads. Cancelled or killed here, nothing has happened.
3. Signed: one row (number 0 of the batch) says that the batch is complete and counts. This is the moment of the import.
4. Cashed in slices: each takes some rows out of import_row and stores their goods, facts and opening stock in the same
   short transaction. Killed here, `finish` cashes the rest when the shop is opened next, before anybody sees it.

Every slice is a deed of its own in the journal, so the file is sound (`check`) after each. A slice is prepared without
the lock, and is given up and planned anew when goods were changed by somebody else since the shelf was read; two
processes that cash the same batch therefore do not disturb each other. Staged rows of an import that was never signed
are removed by the next import.
"""

import contextlib
import gc
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from shopdesk.base import uid
from shopdesk.db import engine, models
from shopdesk.shop import desk as edge
from shopdesk.shop.desk import Desk, Office, record
from shopdesk.shop.importing import matching, staging, storing
from shopdesk.shop.importing.checking import Checked, Good, Notice, Rejected, check
from shopdesk.shop.importing.matching import Shelf, Step, Steps
from shopdesk.shop.importing.sources import Plan
from shopdesk.shop.importing.staging import Signature
from shopdesk.shop.rights import Actor, Right, require, use_case

_LOCK_SECONDS = 0.03
# Bundles a slice: below the fewest, waiting for the disk would cost more than the work saves.
_FIRST, _FEWEST, _MOST = 6, 3, 30
_BREATH_SECONDS = 0.001
# How long a slice steps aside for deeds of the same window before it asks for the lock like everybody else.
_ASIDE_SECONDS = 0.02
# A sale gives its turn away some thirty times: at Python's own 5 ms each it would wait 150 ms for the import.
_TURN_SECONDS = 0.0005
_STAGED_AT_ONCE = 50

Progress = Callable[[int, int], None]


def nobody(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or (`stored` False) would do. `stock_left` goods kept the shop's own stock.

    `batch` names what `undoing.take_back` can take back; empty where nothing changed.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[Notice, ...] = ()
    stock_left: int = 0
    stored: bool = False
    cancelled: bool = False
    batch: str = ""

    def to_data(self) -> dict[str, Any]:
        """The answer of the command line: counts, and each rejected row with its reason."""
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [{"row": bad.row, "reason": bad.reason} for bad in self.rejected],
        }


class _BesideTheTill(contextlib.ContextDecorator):
    """Long work with short turns, and without the collector: rows, drafts and facts hold no cycles, yet it would walk
    them again and again, a fifth of the time. Both are of the whole process, so the last of several puts them back."""

    def __init__(self) -> None:
        self._lock, self._users = threading.Lock(), 0
        self._on, self._turn = True, _TURN_SECONDS

    def __enter__(self) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._on, self._turn = gc.isenabled(), sys.getswitchinterval()
                gc.disable()
                sys.setswitchinterval(min(self._turn, _TURN_SECONDS))

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setswitchinterval(self._turn)
                if self._on:
                    gc.enable()


_beside_the_till = _BesideTheTill()


class _Cancelled(Exception):
    """The person stopped the import before it was signed."""


class _Overtaken(Exception):
    """Goods were changed by somebody else since the shelf was read."""


@_beside_the_till
def preview(office: Office, plan: Plan, *, actor: Actor | None = None, counted: bool = False) -> Outcome:
    """What `run` would do, storing nothing; raises Invalid, NotAllowed."""
    with office.reading(actor) as desk:
        require(desk, Right.GOODS)
        shelf = matching.shelf(desk.session.connection())
    checked = check(plan)
    return _outcome(checked, matching.steps(shelf, checked.goods, counted=counted))


@_beside_the_till
def run(
    office: Office,
    plan: Plan,
    *,
    actor: Actor | None = None,
    skip_bad: bool = False,
    counted: bool = False,
    progress: Progress = nobody,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Bring a file into the shop: all of it, or nothing where a row is rejected and `skip_bad` is not set.

    `counted` says that the file's stock is a count, to be set for goods known already too; else it is only the opening
    stock of goods that have none. `progress` is told (done, total); `cancelled` is asked until the import is signed.
    Raises Invalid, NotAllowed, DatabaseProblem.
    """
    total = 2 * len(plan.rows)

    def look(done: int) -> None:
        if cancelled():
            raise _Cancelled
        progress(done, total)

    try:
        actor = _allowed(office, actor)
        finish(office)
        checked = check(plan, look)
        shelf = _shelf(office, actor)
        steps = matching.steps(shelf, checked.goods, counted=counted)
        outcome = _outcome(checked, steps)
        if outcome.rejected and not skip_bad:
            return outcome
        todo = _todo(steps)
        signature = Signature(uid.uuid7(office.clock(), office.random), actor.party, counted, _summary(outcome))
        bundles = _staged(office, actor, signature, todo, look)
    except _Cancelled:
        return Outcome(cancelled=True)
    half = total // 2
    cashier = _Cashier(office, actor, signature, bundles, shelf, steps)
    cashier.store(lambda done: progress(half + min(done, half), total))
    progress(total, total)
    return replace(outcome, stored=True, batch=signature.batch if todo else "")


def _allowed(office: Office, actor: Actor | None) -> Actor:
    """Who acts; raises NotAllowed."""
    with office.reading(actor) as desk:
        require(desk, Right.GOODS)
        return desk.actor


def _shelf(office: Office, actor: Actor) -> Shelf:
    with office.reading(actor) as desk:
        return matching.shelf(desk.session.connection())


def _todo(steps: Steps) -> list[Good]:
    """What is new or changed, in the order of the file."""
    return [step.good for step in sorted([*steps.new, *steps.changed], key=lambda step: step.good.row)]


def _summary(outcome: Outcome) -> dict[str, Any]:
    return {**outcome.to_data(), "rejected": len(outcome.rejected)}


def _outcome(checked: Checked, steps: Steps) -> Outcome:
    rejected = sorted([*checked.rejected, *steps.rejected], key=lambda bad: bad.row)
    return Outcome(
        len(steps.new), len(steps.changed), steps.unchanged, tuple(rejected), tuple(checked.notices), steps.stock_left
    )


def tidy(office: Office) -> None:
    """End what a killed program began: for moments when nobody writes; one question where there is nothing.

    An import that was signed is stored to its end; what nobody signed for goes after hours.
    """
    with office.engine.connect() as connection:
        if not staging.anything(connection):
            return
    finish(office)
    with engine.writer(office.engine).begin() as connection:
        staging.drop_unsigned(connection, office.clock())


def finish(office: Office) -> int:
    """Store what is left of imports that were cut after they were signed; answers how many imports there were."""
    with office.reading() as desk:
        signatures = staging.signed(desk.session)
    for signature in signatures:
        with office.reading() as desk:
            bundles = staging.waiting(desk.session, signature.batch)
            shelf = matching.shelf(desk.session.connection())
            actor = _signer(desk, signature.party)
        _Cashier(office, actor, signature, bundles, shelf).store(lambda done: None)
    return len(signatures)


def _signer(desk: Desk, party: int) -> Actor:
    """Who signed the import, with the right they had then."""
    user = desk.session.exec(select(models.User).where(models.User.party == party)).first()
    actor = edge.actor_of(desk.session, user) if user else desk.actor
    return replace(actor, rights=actor.rights | {Right.GOODS})


def _staged(
    office: Office, actor: Actor | None, signature: Signature, goods: list[Good], look: Callable[[int], None]
) -> dict[int, list[Good]]:
    """Write the goods beside the shop's own and sign for them; stopped before the signature, nothing is left."""
    bundles = staging.bundles(goods)
    numbers = list(bundles)
    try:
        for at in range(0, len(numbers), _STAGED_AT_ONCE):
            look(len(goods))
            rows = staging.rows(signature.batch, {n: bundles[n] for n in numbers[at : at + _STAGED_AT_ONCE]})
            step_aside(office)
            with office.writing(actor) as desk:
                staging.put(desk, rows)
        look(len(goods))
    except BaseException:
        with office.writing(actor) as desk:
            staging.forget(desk, signature.batch)
        raise
    if bundles:
        with office.writing(actor) as desk:
            # A machine whose clock runs ahead may have taken them for an import given up long ago.
            there = staging.numbers(desk.session, signature.batch)
            gone = {number: bundle for number, bundle in bundles.items() if number not in there}
            staging.put(desk, staging.rows(signature.batch, gone))
            staging.sign(desk, signature)
    return bundles


def step_aside(office: Office) -> None:
    """Leave the lock, and the turn, to deeds that wait or are being done."""
    end = time.perf_counter() + _ASIDE_SECONDS
    time.sleep(_BREATH_SECONDS)
    while office.deeds and time.perf_counter() < end:
        time.sleep(_BREATH_SECONDS)


class _Cashier:
    """Stores the bundles of a signed import, some at a time."""

    def __init__(
        self,
        office: Office,
        actor: Actor | None,
        signature: Signature,
        bundles: dict[int, list[Good]],
        shelf: Shelf,
        steps: Steps | None = None,
    ) -> None:
        self.office, self.actor, self.signature = office, actor, signature
        self.bundles, self.shelf = bundles, shelf
        self.at_once = _FIRST
        self.steps: dict[int, Step] = {}
        self._plan(steps)

    def store(self, told: Callable[[int], None]) -> None:
        """Store everything that waits; `told` hears how many goods are done."""
        done = 0
        while numbers := list(self.bundles)[: self.at_once]:
            try:
                self._cash(numbers)
            except _Overtaken:
                self._look_again()
                continue
            done += sum(len(self.bundles.pop(number)) for number in numbers)
            told(done)

    def _plan(self, steps: Steps | None = None) -> None:
        if steps is None:
            goods = [good for bundle in self.bundles.values() for good in bundle]
            steps = matching.steps(self.shelf, goods, counted=self.signature.counted)
        self.steps = {step.good.row: step for step in (*steps.new, *steps.changed)}

    def _look_again(self) -> None:
        with self.office.reading(self.actor) as desk:
            self.shelf = matching.shelf(desk.session.connection())
            there = staging.numbers(desk.session, self.signature.batch)
        self.bundles = {number: bundle for number, bundle in self.bundles.items() if number in there}
        self._plan()

    def _cash(self, numbers: Sequence[int]) -> None:
        """Store some bundles; how many the next time follows from how long the lock was held."""
        rows = (good.row for number in numbers for good in self.bundles[number])
        steps = [self.steps[row] for row in rows if row in self.steps]
        new = storing.prepared(steps, self.office.clock(), self.office.random)
        changed = [step for step in steps if step.known is not None]
        step_aside(self.office)
        with self.office.writing(self.actor) as desk:
            began = time.perf_counter()
            cash(desk, self.signature, numbers, self.shelf, new, changed)
        held = max(time.perf_counter() - began, 0.001)
        self.at_once = max(_FEWEST, min(_MOST, int(len(numbers) * _LOCK_SECONDS / held), 2 * len(numbers)))


@use_case(Right.GOODS)
def cash(
    desk: Desk,
    signature: Signature,
    numbers: Sequence[int],
    shelf: Shelf,
    new: Sequence[storing.New],
    changed: Sequence[Step],
) -> None:
    """Store the goods of some bundles and take these out of the staging table, in one deed."""
    connection = desk.session.connection()
    stamp = int(connection.execute(matching.STAMP).scalar_one())
    if stamp != shelf.stamp or staging.take(connection, signature.batch, numbers[0], numbers[-1]) != len(numbers):
        raise _Overtaken
    storing.create(desk, shelf, new)
    storing.update(desk, shelf, changed)
    if staging.left(connection, signature.batch):
        record(desk, "event", kind="import.part", subject=signature.batch)
    else:
        staging.forget(desk, signature.batch)
        record(desk, "event", kind="import", subject=signature.batch, detail=signature.summary)
    shelf.stamp = stamp + sum(table == "change" for table, _fact in desk.entry.facts)
