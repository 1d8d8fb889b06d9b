"""Mistakes that sync could be written with: each is planted in the real code, and the test made for it says no.

A check that nothing fails proves nothing. Each mistake is planted in one place, by the name that stands there today;
where the name goes, the planting fails.
"""

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase

from shopdesk.base import log
from shopdesk.base.errors import ShopError
from shopdesk.core import orderstate
from shopdesk.db import outbox
from shopdesk.shop import publishing
from shopdesk.shop.channels import ChannelProblem
from shopdesk.shop.online import posting
from shopdesk.sync import acting, engine, http, pacing, pulling, pushing, tokens, transport
from tests.sync import (
    model_truth,
    test_engine,
    test_engine_acting,
    test_engine_pulling,
    test_engine_pushing,
    test_http,
    test_model,
    test_tokens,
    test_vault,
)
from tests.sync.model_line import Strike
from tests.sync.model_shop import LATER, Life, Made

# Fixtures of the files whose tests are called here.
from tests.sync.test_engine_acting import ordered  # noqa: F401
from tests.sync.test_http import logged  # noqa: F401
from tests.sync.test_tokens import books  # noqa: F401

Plant = Callable[[pytest.MonkeyPatch], None]
SOON = timedelta(minutes=1)


def _set(place: Any, name: str, value: Any) -> Plant:
    return lambda patch: patch.setattr(place, name, value)


def _careless_session(**always: bool) -> Plant:
    """Every call of the line is made so, whatever the door says."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        make = transport.session

        def made() -> Any:
            session = make()
            send = session.send
            session.send = lambda wish, **how: send(wish, **{**how, **always})
            return session

        patch.setattr(transport, "session", made)

    return plant


def _made_blindly(visit: Any, row: Any, draft: Any, digests: Any) -> Any:
    told = visit.channel.create(replace(draft, photos=acting._uploaded(visit, digests)))
    return lambda desk: acting.listings.confirmed(desk, row.id or 0, told)


def _place_first(reading: Any, page: Any) -> int:
    reading.newest = max([reading.newest, *(pulling.clock.to_ms(order.changed_at) for order in page.orders)])
    with reading.visit.office.writing(reading.visit.actor) as desk:
        reading._turn(desk, page.next)
    return sum(pulling._stored(reading.visit, "orders", pulling._order(reading.visit, one)) for one in page.orders)


def _whole_batch(patch: pytest.MonkeyPatch) -> None:
    write = pushing._Pusher._write
    patch.setattr(pushing._Pusher, "_write", lambda *given: dict.fromkeys(write(*given)))


def _not_held(visit: Any, kind: str, item: Any, then: Any = lambda _desk: None) -> int:
    with visit.office.writing(visit.actor) as desk:
        new = item.deed(desk)
        then(desk)
    return int(new)


def _all_stop(patch: pytest.MonkeyPatch) -> None:
    def stop(_pusher: Any, _entries: Any, problem: Exception) -> None:
        raise problem

    patch.setattr(pushing._Pusher, "_not_said", stop)


def _gone_when_read(patch: pytest.MonkeyPatch) -> None:
    due = outbox.due

    def read(connection: Any, account: int, now: int, most: int) -> Any:
        found = due(connection, account, now, most)
        if found:
            connection.exec_driver_sql("DELETE FROM outbox")
            connection.commit()
        return found

    patch.setattr(outbox, "due", read)


def _new_bill_each_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(posting, "_SOLD", posting._SOLD.replace("bill IN", "bill NOT IN").replace("WHERE", "WHERE 0 AND"))
    cart = posting._cart
    count = iter(range(10_000))
    patch.setattr(posting, "_cart", lambda *given: replace(cart(*given), uid=f"again-{next(count)}"))


def _read_once(patch: pytest.MonkeyPatch) -> None:
    """What there was when it was looked at first is what is reckoned with ever after."""
    read, kept = publishing.to_publish, dict[int, Any]()

    def first(desk: Any, units: Any) -> Any:
        kept.update({unit: value for unit, value in read(desk, units).items() if unit not in kept})
        return {unit: kept[unit] for unit in units}

    patch.setattr(publishing, "to_publish", first)


def _nothing_kept_back(patch: pytest.MonkeyPatch) -> None:
    """What is promised and what stays for the counter is taken off without looking whether there is that much."""
    patch.setattr(
        publishing, "_units", lambda unit, free, sets, kept, _day: (free[unit.item] - kept.get(unit.item, 0)) // 1000
    )


def _nobody_waits(self: Any, _used: str) -> str:
    """Each renews for itself, on a line that is not the fastest."""
    refresh = tokens.required(self._vault.get(self._uid), "refresh")[0]
    time.sleep(0.05)
    return str(self._finish(self._ask(refresh)).access)


def _told_at_once(self: Any, text: str) -> Any:
    return self._understood(text)


# Stories: a few days that end as they should, unless the mistake is there.


def _days(made: Made, *deeds: Callable[[Life], None]) -> None:
    life = Life.begun(made)
    try:
        for deed in deeds:
            deed(life)
            model_truth.holds(life)
        life.settle()
        model_truth.agrees(life)
    finally:
        life.close()


def _pick(*given: int) -> Callable[[int], int]:
    left = iter(given)
    return lambda below: min(next(left, 0), below - 1)


def _buy(life: Life) -> None:
    life.buy(_pick(0, 0, 0, 1, 1))


def _ordered(life: Life) -> None:
    _buy(life)
    life.round(SOON)


def _packed(life: Life) -> None:
    _ordered(life)
    life.pack(_pick())
    life.round(LATER)


def _strike(kind: str, skip: int = 0) -> Callable[[Life], None]:
    def strike(life: Life) -> None:
        for line in life.lines.values():
            line.strikes.append(Strike(kind, skip))

    return strike


def _round(life: Life) -> None:
    life.round(LATER)


def a_parcel_whose_handing_over_was_not_heard_stays_sent(made: Made) -> None:
    _days(made, _packed, lambda life: life.ship(_pick()), _strike("request lost"), _round, _round)


def what_was_to_be_said_outlives_the_end_of_the_program(made: Made) -> None:
    _days(made, lambda life: life.sell(_pick(0, 0, 4)), _strike("crash before", 2), _round)


def an_order_is_sold_once_however_often_it_is_told(made: Made) -> None:
    _days(
        made, _packed, lambda life: life.ship(_pick()), _round, lambda life: life.buyer(_pick(0, 1)), _round,
        lambda life: life.buyer(_pick(0, 1)), _round,
    )  # fmt: skip


def what_is_offered_follows_what_is_sold(made: Made) -> None:
    _days(made, lambda life: life.sell(_pick(0, 0, 4)), _round, lambda life: life.sell(_pick(1, 0, 4)), _round)


def nothing_less_than_nothing_is_offered(made: Made) -> None:
    _days(made, lambda life: life.count(_pick(0, 1)), _round)


@dataclass(frozen=True, slots=True)
class Defect:
    """A mistake, how it is planted, the test that says no; `needs` is what a parametrized test is given."""

    plant: Plant
    caught_by: Callable[..., None]
    needs: tuple[tuple[str, Any], ...] = ()


DEFECTS = {
    "no look before the act": Defect(
        _set(acting, "_created", _made_blindly),
        test_engine_pushing.test_a_program_that_ended_after_the_listing_was_made_finds_it,
    ),
    "no look where it is in doubt": Defect(
        _set(pushing._Pusher, "_as_wanted", lambda *_given: False),
        test_engine_pushing.test_a_write_in_doubt_is_looked_at_before_it_is_said_again,
    ),
    "a parcel sent again though it left": Defect(
        _set(acting, "GONE", ()),
        test_engine_acting.test_what_may_happen_once_happens_once_though_its_answer_was_lost,
        (("call", "ship"),),
    ),
    "read-modify-write stock": Defect(_read_once, what_is_offered_follows_what_is_sold),
    "cursor before data": Defect(
        _set(pulling._Reading, "take_in", _place_first),
        test_engine_pulling.test_wherever_the_program_ends_no_order_is_jumped_over,
    ),
    "ack whole batch": Defect(
        _whole_batch, test_engine_pushing.test_stock_is_said_in_batches_and_each_outcome_counts_by_itself
    ),
    "new id on retry": Defect(_new_bill_each_time, an_order_is_sold_once_however_often_it_is_told),
    "wall-clock ordering": Defect(
        _set(orderstate, "follows", lambda _before, after, **_more: after),
        a_parcel_whose_handing_over_was_not_heard_stays_sent,
    ),
    "one bad item stops the queue": Defect(
        _set(pulling, "_stored", _not_held), test_engine_pulling.test_one_bad_order_is_held_and_the_others_go_on
    ),
    "one refusal stops what is to be said": Defect(
        _all_stop, test_engine_pushing.test_one_unit_that_spoils_the_whole_call_stops_no_other
    ),
    "swallow exception in worker": Defect(
        _set(engine.Engine, "_badly", lambda *_given, **_more: None),
        test_engine.test_an_account_that_has_to_sign_in_again_troubles_nobody_else,
    ),
    "token refresh race": Defect(
        _set(tokens.Tokens, "_renewed", _nobody_waits), test_tokens.test_two_threads_renew_once
    ),
    "rotation not persisted before use": Defect(
        _set(tokens.Tokens, "_finish", _told_at_once), test_tokens.test_a_crash_after_the_answer_came_loses_no_token
    ),
    "redirect followed": Defect(_careless_session(allow_redirects=True), test_http.test_a_redirect_is_not_followed),
    "verify=False": Defect(
        _careless_session(verify=False),
        test_http.test_a_certificate_nobody_vouches_for_is_refused,
        (("year", 2026), ("word", "line")),
    ),
    "secret in log": Defect(
        _set(log, "clean", lambda text: text), test_vault.test_no_file_and_no_word_holds_it, (("safe", None),)
    ),
    "secret in a problem": Defect(
        _set(http.Door, "_masked", lambda _door, text: text), test_http.test_no_secret_is_told_by_log_or_problem
    ),
    "done() without version check": Defect(
        _set(outbox, "_DONE", "DELETE FROM outbox WHERE id = :id AND :version = :version"),
        test_engine_pushing.test_stock_marked_again_while_it_is_said_is_said_again,
    ),
    "marks dropped on crash": Defect(_gone_when_read, what_was_to_be_said_outlives_the_end_of_the_program),
    "published stock not re-read": Defect(
        _set(pushing._Pusher, "_shown", lambda *_given: {}),
        test_engine_pushing.test_a_platform_that_shows_more_than_was_said_is_told_again_and_then_a_person,
    ),
    "published stock negative": Defect(_nothing_kept_back, nothing_less_than_nothing_is_offered),
    "overlap window removed": Defect(
        _set(pulling, "OVERLAP", timedelta(0)),
        test_engine_pulling.test_an_order_that_the_list_tells_late_is_read_all_the_same,
    ),
    "a wrong clock's wait is kept": Defect(
        _set(pacing, "waits", lambda until, now: until is not None and until > now),
        test_engine.test_what_was_put_off_by_a_clock_that_was_wrong_does_not_wait_for_that_day,
        (("call", "orders"), ("after", None)),
    ),
}


# What the model comes upon in some hundred lives; the rest is too rare there, or no part of it.
HUNTED = (
    "read-modify-write stock", "ack whole batch", "new id on retry", "wall-clock ordering", "marks dropped on crash",
)  # fmt: skip
SAYS_NO = (AssertionError, pytest.fail.Exception, ShopError, ChannelProblem)
STORIES = tuple(one.caught_by for one in DEFECTS.values() if one.caught_by.__module__ == __name__)


@pytest.mark.broken_shop
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_mistake_is_caught_by_the_test_made_for_it(name: str, request: pytest.FixtureRequest) -> None:
    defect = DEFECTS[name]
    given = dict(defect.needs)
    wanted = [one for one in inspect.signature(defect.caught_by).parameters if one not in given]
    given |= {one: request.getfixturevalue(one) for one in wanted}
    with pytest.MonkeyPatch.context() as patch:
        defect.plant(patch)
        with pytest.raises(SAYS_NO):
            defect.caught_by(**given)


@pytest.mark.parametrize("story", STORIES)
def test_without_a_mistake_the_story_ends_well(story: Callable[[Made], None], made: Made) -> None:
    story(made)


@pytest.mark.nightly
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", HUNTED)
def test_the_model_finds_the_mistake_by_itself(name: str, made: Made) -> None:
    with pytest.MonkeyPatch.context() as patch:
        DEFECTS[name].plant(patch)
        with pytest.raises(SAYS_NO):
            test_model.live(made, seed=0, lives=500, deeds=50, phases=[Phase.generate])
