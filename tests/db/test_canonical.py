"""The one text of a value that hashes are made of: what JSON says, and nothing a machine may write in two ways."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from shopdesk.db.types import canonical

_SQLITE = dbapi2.connect(":memory:")
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


@example(["\x00", "a\x00b", "\x1f\x7f\x80", '"\\/\b\f\n\r\t', "\u2028\ufeff", "ก็😀", "1e3", -0])
@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"]))))
def test_sqlite_writes_the_same_text(values: list[object]) -> None:
    """The check lets SQLite write the text of facts: every sign, quote and number as canonical does."""
    written = _SQLITE.execute(f"SELECT json_array({','.join('?' * len(values))})", values).fetchone()[0]
    assert written == canonical(values)


@given(_VALUES.filter(lambda value: value is not None))
def test_sqlite_leaves_a_stored_value_as_it_was_written(value: object) -> None:
    assert _SQLITE.execute("SELECT json_array(json(?))", [canonical(value)]).fetchone()[0] == canonical([value])
