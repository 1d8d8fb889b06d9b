"""The one text of a value that hashes are made of: what JSON says, and nothing a machine may write in two ways."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.db import formats
from shopdesk.db.types import canonical

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_VALUES)
def test_the_text_is_plain_json_with_sorted_keys(value: object) -> None:
    assert canonical(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_an_instant_is_its_milliseconds() -> None:
    assert canonical({"at": datetime(2026, 1, 1, tzinfo=UTC)}) == '{"at":1767225600000}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", object(), {(1, 2): 3}])
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_a_later_format_only_adds_columns_at_the_end() -> None:
    """The check reads the columns of today's format and signs the first of them for a deed of an older one."""
    for number in range(1, formats.CURRENT):
        for table, columns in formats.COLUMNS[number].items():
            assert formats.COLUMNS[number + 1][table][: len(columns)] == columns
            assert columns[:3] == ("id", "journal", "n")
