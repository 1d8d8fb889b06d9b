"""The days of the post: counted by hand from the calendar of Thailand."""

from datetime import date, datetime

import pytest

from shopdesk.base.clock import BANGKOK
from shopdesk.core import leaving


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        (date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2026, 12, 5), True), (date(2026, 12, 7), True),
        (date(2026, 12, 8), False), (date(2027, 4, 14), True), (date(2027, 1, 1), True), (date(2026, 11, 21), False),
    ],
)  # fmt: skip
def test_the_post_rests_on_sundays_and_holidays_and_the_monday_that_stands_for_one(day: date, *, rests: bool) -> None:
    assert leaving.closed(day) is rests


@pytest.mark.parametrize(
    ("ordered", "days", "cutoff", "by"),
    [
        # A Monday before the hour, and after it.
        (datetime(2026, 11, 23, 9, 0), 1, "12:00", date(2026, 11, 24)),
        (datetime(2026, 11, 23, 12, 1), 1, "12:00", date(2026, 11, 25)),
        # A Saturday: Sunday does not count.
        (datetime(2026, 11, 21, 9, 0), 1, "", date(2026, 11, 23)),
        (datetime(2026, 11, 21, 15, 0), 0, "12:00", date(2026, 11, 23)),
        # Over Songkran (13-15 April 2027, Tuesday to Thursday).
        (datetime(2027, 4, 12, 9, 0), 2, "", date(2027, 4, 17)),
    ],
)
def test_an_order_leaves_within_working_days(ordered: datetime, days: int, cutoff: str, by: date) -> None:
    told = leaving.leaves_by(ordered.replace(tzinfo=BANGKOK), days, cutoff)
    assert (told.date(), told.hour) == (by, 23)


def test_goods_that_spoil_do_not_lie_over_a_day_of_rest() -> None:
    assert leaving.fresh_on(date(2026, 11, 20)) == date(2026, 11, 20)
    assert leaving.fresh_on(date(2026, 11, 21)) == date(2026, 11, 23)
    assert leaving.fresh_on(date(2027, 4, 12)) == date(2027, 4, 16)
