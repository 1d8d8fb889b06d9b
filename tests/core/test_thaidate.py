"""Dates as Thai people read them."""

from datetime import UTC, date, datetime

import pytest

from shopdesk.base import i18n
from shopdesk.core import thaidate


@pytest.mark.parametrize(
    ("when", "thai", "english"),
    [
        (date(2026, 11, 22), "22 พ.ย. 2569", "22 Nov 2026"),
        (date(2024, 2, 29), "29 ก.พ. 2567", "29 Feb 2024"),
        (date(2027, 1, 1), "1 ม.ค. 2570", "1 Jan 2027"),
    ],
)
def test_the_year_is_buddhist_in_thai_and_common_elsewhere(
    when: date, thai: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "th")
    assert thaidate.day(when) == thai
    monkeypatch.setattr(i18n, "_language", "en")
    assert thaidate.day(when) == english


def test_a_moment_is_bangkok_time_past_midnight_of_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")
    assert thaidate.moment(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == "1 ม.ค. 2570 00:00"
