"""Cash: rounding, the amounts hands give, the pieces given back, the drawer counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.core import cash, rounding
from tests.core.vectors import load, satang

ROUNDED = load("vat")["cash_rounding_25_satang"]["vectors"]


@pytest.mark.parametrize("case", ROUNDED, ids=lambda case: case["total"])
def test_rounding_to_a_quarter_baht(case: dict[str, str]) -> None:
    total = satang(case["total"])
    assert rounding.rounded(total, "nearest25") == satang(case["nearest"])
    assert rounding.rounded(total, "down25") == satang(case["down"])


@given(st.integers(0, 10**11), st.sampled_from(rounding.MODES))
def test_rounding_changes_less_than_a_baht_and_only_once(total: int, mode: rounding.RoundingMode) -> None:
    rounded = rounding.rounded(total, mode)
    assert rounded == total + rounding.adjustment(total, mode)
    assert abs(rounded - total) < 100
    assert rounding.rounded(rounded, mode) == rounded
    assert rounded >= 0


def test_rounding_down_to_a_baht_and_not_at_all() -> None:
    assert rounding.rounded(50199, "down100") == 50100
    assert rounding.rounded(50199, "none") == 50199


@pytest.mark.parametrize(
    ("total", "amounts"),
    [
        (50175, (50175, 52000, 60000, 100000)),
        (4500, (4500, 6000, 10000, 50000)),
        (48000, (48000, 50000, 100000)),
        (100000, (100000,)),
        (125000, (125000, 126000, 130000, 150000)),
        (2000, (2000, 10000, 50000, 100000)),
    ],
)
def test_quick_amounts_are_what_hands_give(total: int, amounts: tuple[int, ...]) -> None:
    assert cash.quick_amounts(total) == amounts


@given(st.integers(1, 10**9))
def test_quick_amounts_begin_exact_and_rise(total: int) -> None:
    amounts = cash.quick_amounts(total)
    assert amounts[0] == total
    assert list(amounts) == sorted(set(amounts))
    assert len(amounts) <= 4


def test_change_is_given_in_the_largest_notes_and_coins() -> None:
    assert cash.change_pieces(1825) == ((1000, 1), (500, 1), (200, 1), (100, 1), (25, 1))
    assert cash.change_pieces(0) == ()


@given(st.integers(0, 10**8))
def test_change_pieces_sum_to_the_change_down_to_a_quarter(change: int) -> None:
    assert cash.counted(dict(cash.change_pieces(change))) == change // 25 * 25


def test_a_drawer_is_counted_by_its_pieces() -> None:
    assert cash.counted({100_000: 2, 2_000: 0, 25: 3}) == 200_075


def test_a_negative_count_is_no_count() -> None:
    with pytest.raises(ValueError, match="count"):
        cash.counted({1000: -1})


def test_more_cash_than_a_hand_would_give_is_asked_about() -> None:
    assert not cash.surprising(50175, 100_000)
    assert not cash.surprising(50175, 150_174)
    assert cash.surprising(50175, 150_175)
    assert cash.surprising(50175, 2**53)
