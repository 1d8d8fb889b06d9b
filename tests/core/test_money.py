"""Money: what is read, what is refused, and that nothing is lost when it is divided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base.errors import Invalid
from shopdesk.core import money, quantity

AMOUNTS = st.integers(0, money.LIMIT)


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("45", 4500),
        ("45.5", 4550),
        ("1,234.50", 123450),
        ("1234.50", 123450),
        ("1,000.50", 100050),
        ("๔๕.๒๕", 4525),
        (" 7 ", 700),
        ("0", 0),
        ("0.01", 1),
        ("007", 700),
        ("999,999,999.99", 99_999_999_999),
    ],
)
def test_amounts_people_write_are_read(typed: str, satang: int) -> None:
    assert money.parse(typed) == satang


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "NaN",
        "nan",
        "Infinity",
        "inf",
        "1e400",
        "1e3",
        "1_000",
        "1.000,50",
        "1,00",
        "1,0000",
        ",100",
        "0.1+0.2",
        "=1+1",
        "-5",
        "+5",
        "−5",
        "0.005",
        "12.345",
        "5.",
        ".5",
        "5 0",
        "0x10",
        "٤٥",
        "４５",
        "½",
        "99,999,999,999.99",
        "1000000000",
        "9" * 400,
        "5\n6",
        "๑/๒",
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        money.parse(typed)
    assert str(refusal.value)
    assert refusal.value.hint


def test_a_name_with_braces_is_shown_letter_for_letter() -> None:
    with pytest.raises(Invalid) as refusal:
        money.parse("{0.__class__}%s")
    assert "{0.__class__}%s" in str(refusal.value)


@given(AMOUNTS)
def test_text_reads_back_as_the_same_amount(satang: int) -> None:
    for written in (money.text, money.short, money.plain):
        assert money.parse(written(satang)) == satang


def test_text_has_two_decimals_and_thousands_commas() -> None:
    assert money.text(123456789) == "1,234,567.89"
    assert money.text(-1000) == "−10.00"
    assert money.short(18500) == "185"
    assert money.short(6075) == "60.75"
    assert money.plain(-123450) == "-1234.50"
    assert money.plain(5) == "0.05"


@pytest.mark.parametrize(
    ("price", "qty", "amount"),
    [(4500, 1350, 6075), (2999, 333, 999), (1, 500, 1), (1, 499, 0), (3, 500, 2), (2999, 1000, 2999), (50, 30, 2)],
)
def test_a_quantity_is_priced_half_up_to_the_satang(price: int, qty: int, amount: int) -> None:
    assert money.times(price, qty) == amount


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_the_nearest_satang_and_the_same_with_either_sign(amount: int, part: int, whole: int) -> None:
    shared = money.share(amount, part, whole)
    assert abs(2 * shared * whole - 2 * amount * part) <= whole
    assert money.share(-amount, part, whole) == -shared


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any), st.data())
def test_split_parts_sum_to_the_total_and_none_exceeds_its_weight(weights: list[int], data: st.DataObject) -> None:
    total = data.draw(st.integers(0, sum(weights)))
    parts = money.split(total, weights)
    assert sum(parts) == total
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1.0001 for part, share in zip(parts, exact, strict=True))


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_split_of_any_total_sums_back(total: int, weights: list[int]) -> None:
    assert sum(money.split(total, weights)) == total


def test_split_favours_the_largest_remainder_then_the_earlier_part() -> None:
    assert money.split(100, [1, 1, 1]) == (34, 33, 33)
    assert money.split(10, [3, 3, 4]) == (3, 3, 4)
    assert money.split(7, [10, 3]) == (5, 2)
    assert money.split(0, [0, 0]) == (0, 0)


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [0, 0]), (5, [3, -1])])
def test_split_refuses_weights_that_cannot_carry_the_total(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(total, weights)


@pytest.mark.parametrize(
    ("typed", "thousandths"), [("3", 3000), ("1.35", 1350), ("๑.๕", 1500), ("0.001", 1), ("1,200", 1_200_000)]
)
def test_quantities_people_write_are_read(typed: str, thousandths: int) -> None:
    assert quantity.parse(typed) == thousandths


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "0.3333", "1e12", "1000000000000", "1/2", "NaN", "1_0", "1.000,5", "สาม"]
)
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        quantity.parse(typed)


@given(st.integers(1, quantity.LIMIT))
def test_a_quantity_reads_back_as_written(qty: int) -> None:
    assert quantity.parse(quantity.text(qty)) == qty
    assert quantity.parse(quantity.plain(qty)) == qty


def test_a_quantity_is_written_without_needless_zeros() -> None:
    assert [quantity.text(qty) for qty in (1000, 1350, 10_000, 1_200_500)] == ["1", "1.35", "10", "1,200.5"]
