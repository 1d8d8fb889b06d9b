"""The one text of a value that hashes are made of: what JSON says, and nothing a machine may write in two ways."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from shopdesk.db import types
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


_HOSTILE = [
    '\0\x1f\x7f"\\/\u2028\u2029\ufeff',
    "ก็\u200bเก้าอี้ 👩\u200d🌾",
    2**63,
    -(10**40),
    None,
    True,
    "",
    [],
    {},
    {"b": [None, {"ก": [[], {"": -1}]}], "a": {"z": datetime(2026, 1, 1, tzinfo=UTC), "A": "\n"}},
]


def _slowly(value: object) -> str:
    """As a Python without the fast encoder writes it."""
    with mock.patch.object(json.encoder, "c_make_encoder", None):
        return types._encoder(None)(value)


@pytest.mark.parametrize("value", _HOSTILE)
def test_without_the_fast_encoder_the_text_is_the_same_to_the_byte(value: object) -> None:
    assert _slowly(value).encode() == canonical(value).encode()


@given(_VALUES)
def test_any_value_has_the_same_text_without_the_fast_encoder(value: object) -> None:
    assert _slowly(value) == canonical(value)


def test_an_instant_is_its_milliseconds() -> None:
    assert canonical({"at": datetime(2026, 1, 1, tzinfo=UTC)}) == '{"at":1767225600000}'


@pytest.mark.parametrize("text", [canonical, _slowly])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", object(), {(1, 2): 3}])
def test_what_has_no_one_text_is_refused(value: object, text: Callable[[object], str]) -> None:
    with pytest.raises((TypeError, ValueError)):
        text(value)


@example(["\x00", "a\x00b", "\x1f\x7f\x80", '"\\/\b\f\n\r\t', "\u2028\ufeff", "ก็😀", "1e3", -0])
@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"]))))
def test_sqlite_writes_the_same_text(values: list[object]) -> None:
    """The check lets SQLite write the text of facts: every sign, quote and number as canonical does."""
    written = _SQLITE.execute(f"SELECT json_array({','.join('?' * len(values))})", values).fetchone()[0]
    assert written == canonical(values)


@given(_VALUES.filter(lambda value: value is not None))
def test_sqlite_leaves_a_stored_value_as_it_was_written(value: object) -> None:
    assert _SQLITE.execute("SELECT json_array(json(?))", [canonical(value)]).fetchone()[0] == canonical([value])
