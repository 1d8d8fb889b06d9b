"""What comes home from a channel: orders in an overlapping window, and what the platform settled.

Each order is a deed of its own; where reading stands is stored together with the last one of its page, so that a crash
reads a page again and never jumps over one. What cannot be taken in is held, and the next goes on.
"""

import contextlib
import dataclasses
import functools
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from shopdesk.base import clock, log
from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.shop import settlements
from shopdesk.shop.channels import Account, Channel, Money, Offline, OrderPage, Rejected, RemoteOrder, Retry, Unread
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.online import intake
from shopdesk.shop.rights import Actor
from shopdesk.sync import faults, standing

ORDERS, MONEY = "orders", "money"
# Clocks differ and a platform's list lags behind itself; the same order twice changes nothing.
OVERLAP = timedelta(minutes=10)
FIRST_LOOK = timedelta(days=15)
# At a hundred orders a page, more than a village sends in years: minutes of a line that another account waits for.
MOST_PAGES = 1_000
# A line may appear days after its day; before the first look nothing older than this is asked for.
MONEY_DAYS, MONEY_BEFORE = timedelta(days=14), timedelta(days=30)
# Lines of money in one deed: each by itself would take the file's lock for every one.
MONEY_AT_ONCE = 50

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visit:
    """One round at one account: who acts, whether the program is about to end, the photos that are there already."""

    office: Office
    account: Account
    actor: Actor
    channel: Channel
    stopping: Callable[[], bool] = lambda: False
    uploaded: dict[str, str] = field(default_factory=dict)

    def writing(self) -> AbstractContextManager[Desk]:
        """A desk for one deed of the round."""
        return self.office.writing(self.actor)


def timed(visit: Visit, within: timedelta) -> Callable[[], bool]:
    """Answers from now on whether the time is over."""
    start = visit.office.clock()
    # A clock that was set back is no reason to go on for hours.
    return lambda: not start <= visit.office.clock() < start + within


@dataclass(frozen=True, slots=True)
class Pulled:
    """How many orders are new; `more` where the list was not read to its end, the next look goes on from there."""

    new: int
    more: bool


def orders(visit: Visit, is_over: Callable[[], bool] = lambda: False) -> Pulled:
    """Take in what changed since the last time, as far as the time goes.

    Raises what the channel raises, Retry where it never comes to an end, DatabaseProblem.
    """
    with visit.office.reading(visit.actor) as desk:
        kept = standing.cursor(desk.session.connection(), visit.account.id, ORDERS)
        first, newest = desk.now - FIRST_LOOK, int(kept.get("newest") or 0)
        since = clock.from_ms(int(kept["since"])) if kept.get("since") else first
        # Until the platform told of an order only our clock says where the window began: the earlier time counts.
        since = since if newest else min(since, first)
        place = str(kept.get("cursor") or "")
        # Of what was read before a cut, changes since are only in the next window where it begins before all of it.
        begun = min(clock.from_ms(int(kept.get("begun") or 0)), desk.now) if place else desk.now
        before = int(kept.get("pages") or 0) if place else 0
    reading = _Reading(visit, since, begun, newest, is_over, before)
    try:
        new = sum(reading.take_in(page) for page in reading.pages(place))
    except Rejected:
        if not place or reading.turned:
            raise
        # A place in a list that the platform no longer knows: again from the beginning of the window.
        new = sum(reading.take_in(page) for page in reading.pages(""))
    return Pulled(new, reading.more)


@dataclass(slots=True)
class _Reading:
    """One way through the list of orders, begun at `start`, of which `before` pages were turned in earlier looks.

    `newest` is the latest change any order told of, by the platform's clock.
    """

    visit: Visit
    since: datetime
    start: datetime
    newest: int
    is_over: Callable[[], bool]
    before: int
    turned: int = 0
    more: bool = False

    def pages(self, cursor: str) -> Iterator[OrderPage]:
        seen: set[str] = set()
        while self.before + self.turned < MOST_PAGES and cursor not in seen:
            seen.add(cursor)
            self.visit.office.aside()
            page = self.visit.channel.orders(self.since, cursor)
            self.turned += 1
            yield page
            self.more = bool(page.next) and (self.visit.stopping() or self.is_over())
            if not page.next or self.more:
                return
            cursor = page.next
        with self.visit.writing() as desk:
            self._stand(desk, self.since, "")
        raise Retry(N_("The list of orders there never ends."), fix=N_("Wait: it is tried again by itself."))

    def take_in(self, page: OrderPage) -> int:
        """Store a page, and with its last order where the next begins; answers how many orders are new."""
        for order in page.orders:
            # One without a moment is held for that.
            with contextlib.suppress(*faults.FAULTS):
                self.newest = max(self.newest, clock.to_ms(min(order.changed_at, self.start)))
        items = [_order(self.visit, order) for order in page.orders]
        items += [_unread(self.visit, one, ORDERS) for one in page.unread]
        if not items:
            items = [_Item("", lambda _desk: False, lambda: "")]
        new = sum(_stored(self.visit, ORDERS, item) for item in items[:-1])
        return new + _stored(self.visit, ORDERS, items[-1], then=lambda desk: self._turn(desk, page.next))

    def _turn(self, desk: Desk, cursor: str) -> None:
        """The window moves on by what the platform told, never by our clock alone: it may be wrong."""
        if cursor:
            self._stand(desk, self.since, cursor)
        else:
            told = min(clock.from_ms(self.newest), self.start) - OVERLAP if self.newest else self.since
            self._stand(desk, max(self.since, told), "")
            standing.read(desk.session.connection(), self.visit.account.id, desk.now)

    def _stand(self, desk: Desk, since: datetime, cursor: str) -> None:
        values = {"since": clock.to_ms(since), "cursor": cursor, "newest": self.newest}
        if cursor:
            values |= {"begun": clock.to_ms(self.start), "pages": self.before + self.turned}
        standing.moved(desk.session.connection(), self.visit.account.id, ORDERS, values)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing of a page: the deed that stores it (answers whether it is new), and its text where that fails."""

    key: str
    deed: Callable[[Desk], bool]
    body: Callable[[], str]


def _order(visit: Visit, order: RemoteOrder) -> _Item:
    def deed(desk: Desk) -> bool:
        taken = intake.take_in(desk, visit.account.id, order)
        standing.let_go(desk.session.connection(), visit.account.id, ORDERS, order.remote)
        return taken.new

    return _Item(order.remote, deed, lambda: _text(order))


def _unread(visit: Visit, one: Unread, kind: str) -> _Item:
    def deed(desk: Desk) -> bool:
        _hold(desk, visit, kind, one)
        return False

    return _Item(one.key, deed, lambda: one.body)


def _stored(visit: Visit, kind: str, item: _Item, then: Callable[[Desk], None] = lambda _desk: None) -> int:
    """Do one deed and what belongs to it; what is refused is held in its place. Raises DatabaseProblem."""
    try:
        with visit.writing() as desk:
            new = item.deed(desk)
            then(desk)
        return int(new)
    except DatabaseProblem:
        raise
    except ShopError as problem:
        held = Unread(item.key, item.body(), problem.text, problem.hint_text, problem.values)
    except faults.FAULTS as error:
        _log.error("account %s: %s %s could not be stored: %s", visit.account.id, kind, item.key, log.place(error))
        held = Unread(
            item.key, item.body(), N_("ShopDesk could not store this."), values={"kind": type(error).__name__}
        )
    with visit.writing() as desk:
        _hold(desk, visit, kind, held)
        then(desk)
    return 0


def _hold(desk: Desk, visit: Visit, kind: str, one: Unread) -> None:
    why = _(one.why).format(**one.values) if one.values else one.why
    standing.hold(desk.session.connection(), visit.account.id, kind, one.key, one.body, why, one.fix, desk.now)


def _text(value: Any) -> str:
    try:
        return json.dumps(dataclasses.asdict(value), ensure_ascii=False, default=str)
    except faults.FAULTS:
        return ""


def money(visit: Visit, *, again: bool = False) -> int:
    """Take in what the platform settled, once a day or `again` where a person asks; answers how many lines are new.

    A platform that does not tell is asked again tomorrow, for the days it refused too. Raises NeedsLogin, Offline,
    DatabaseProblem.
    """
    with visit.office.reading(visit.actor) as desk:
        today = clock.calendar_date(desk.now)
        kept = standing.cursor(desk.session.connection(), visit.account.id, MONEY)
    if kept.get("day") == today.isoformat() and not again:
        return 0
    told = kept.get("told") or kept.get("day")
    last = date.fromisoformat(told) if told else today - MONEY_BEFORE
    starts, until = min(last, today) - MONEY_DAYS, today
    new = 0
    try:
        for page in _pages(visit, starts, today):
            new += _settled(visit, page)
    except (Rejected, Retry) as problem:
        if isinstance(problem, Offline):
            raise
        until = last
        with visit.writing() as desk:
            _hold(desk, visit, MONEY, Unread(MONEY, "", standing.said(problem), problem.fix))
    with visit.writing() as desk:
        connection = desk.session.connection()
        if until == today:
            standing.let_go(connection, visit.account.id, MONEY, MONEY)
        values = {"day": today.isoformat(), "told": until.isoformat()}
        standing.moved(connection, visit.account.id, MONEY, values)
    return new


def money_again(connection: Connection, account: int) -> None:
    """The next round reads the platform's account with the shop once more, from the last day it told."""
    kept = standing.cursor(connection, account, MONEY)
    told = kept.get("told") or kept.get("day")
    standing.moved(connection, account, MONEY, {"told": told} if told else {})


def _pages(visit: Visit, starts: date, ends: date) -> Iterator[Money]:
    cursor, seen = "", set[str]()
    while cursor not in seen and len(seen) < MOST_PAGES:
        seen.add(cursor)
        page = _told(visit, starts, ends, cursor)
        yield page
        if not page.next:
            return
        cursor = page.next


def _told(visit: Visit, starts: date, ends: date, cursor: str) -> Money:
    try:
        return visit.channel.money(starts.isoformat(), ends.isoformat(), cursor)
    except faults.FAULTS as error:
        raise faults.told(visit.account.id, MONEY, error) from None


def _settled(visit: Visit, page: Money) -> int:
    """Some lines and statements in one deed; where one contradicts what was told before each by itself, so that it
    stops no other. Answers how many lines are new."""
    parts = [(line.remote, Money((line,))) for line in page.lines]
    parts += [(one.number, Money((), (one,))) for one in page.statements]
    new = 0
    for at in range(0, len(parts), MONEY_AT_ONCE):
        some = parts[at : at + MONEY_AT_ONCE]
        together = _together(visit, [part for _key, part in some])
        new += sum(_stored(visit, MONEY, _settle(visit, *part)) for part in some) if together is None else together
    return new + sum(_stored(visit, MONEY, _unread(visit, one, MONEY)) for one in page.unread)


def _together(visit: Visit, parts: Sequence[Money]) -> int | None:
    """How many lines were new; None where something is refused and nothing stored. Raises DatabaseProblem."""
    lines = tuple(line for part in parts for line in part.lines)
    whole = Money(lines, tuple(one for part in parts for one in part.statements))
    try:
        with visit.writing() as desk:
            return settlements.take_in(desk, visit.account.id, whole).lines
    except DatabaseProblem:
        raise
    except (ShopError, *faults.FAULTS):
        return None


def _settle(visit: Visit, key: str, part: Money) -> _Item:
    return _Item(
        key, lambda desk: settlements.take_in(desk, visit.account.id, part).lines > 0, functools.partial(_text, part)
    )
