"""What a bill comes to: sums that always meet, discounts shared to the satang, tax once per bill."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.core import money, vat
from shopdesk.core.cart import Cart, Discount, Line
from shopdesk.core.pricing import totals
from shopdesk.core.vat import VatPolicy, VatRate
from tests.core.test_cart import carts
from tests.core.vectors import load, satang

REGISTERED, NOT_REGISTERED = VatPolicy(True, 700), VatPolicy(False, 700)
VAT = load("vat")


def bill(*lines: Line, discount: Discount | None = None) -> Cart:
    return Cart("bill", lines, discount)


@given(carts(), st.booleans())
def test_every_sum_meets_and_nothing_is_negative(cart: Cart, registered: bool) -> None:
    result = totals(cart, VatPolicy(registered, 700))
    assert result.total == sum(line.net for line in result.lines)
    assert result.gross == sum(line.gross for line in result.lines)
    assert result.discount == result.gross - result.total
    assert result.vat == sum(line.vat for line in result.lines)
    assert sum(rate.net for rate in result.rates) == result.total
    assert all(rate.base + rate.vat == rate.net for rate in result.rates)
    for line in result.lines:
        assert line.net == line.gross - line.line_discount - line.bill_discount
        assert min(line.gross, line.line_discount, line.bill_discount, line.net, line.vat) >= 0
        assert line.vat <= line.net


@given(carts())
def test_an_unregistered_shop_charges_no_tax_of_any_class(cart: Cart) -> None:
    result = totals(cart, NOT_REGISTERED)
    assert (result.vat, result.vat_base) == (0, 0)
    assert {line.vat_class for line in result.lines} <= {"none"}


@given(carts(), st.integers(0, 10_000))
def test_a_bill_discount_takes_off_exactly_its_percentage(cart: Cart, basis_points: int) -> None:
    before = totals(cart.discount_bill(None), REGISTERED)
    after = totals(cart.discount_bill(Discount("percent", basis_points)), REGISTERED)
    assert before.total - after.total == money.percent(before.total, basis_points)


def test_tax_is_computed_once_on_the_bill_and_then_shared() -> None:
    case = VAT["per_bill_vs_per_line"]
    cart = bill(*(Line(str(n), "x", satang(price)) for n, price in enumerate(case["lines"])))
    result = totals(cart, REGISTERED)
    assert result.vat == satang(case["per_bill"])
    assert sorted({line.vat for line in result.lines}) == [65, 66]


def test_each_class_keeps_its_own_sum() -> None:
    cart = bill(
        Line("a", "น้ำปลา", 10700),
        Line("b", "ผักบุ้ง", 1500, vat_class="exempt"),
        Line("c", "ส่งออก", 2000, vat_class="zero"),
        Line("d", "ฝากขาย", 900, vat_class="none"),
    )
    result = totals(cart, REGISTERED)
    assert (result.total, result.vat_base, result.vat) == (15100, 10000, 700)
    assert [(rate.vat_class, rate.rate, rate.net) for rate in result.rates] == [
        ("standard", 700, 10700),
        ("exempt", 0, 1500),
        ("zero", 0, 2000),
        ("none", 0, 900),
    ]


def test_two_discounts_that_would_take_more_than_the_line_leave_nothing() -> None:
    cart = bill(Line("a", "x", 5000, discount=Discount("percent", 10_000)), discount=Discount("amount", 5000))
    result = totals(cart, REGISTERED)
    assert (result.total, result.discount, result.vat) == (0, 5000, 0)


def test_the_bill_of_the_picture() -> None:
    cart = bill(
        Line("1", "ข้าวหอมมะลิ 5 กก.", 18500),
        Line("2", "ไข่ไก่เบอร์ 2 แผง 30 ฟอง", 12500),
        Line("3", "มะม่วงน้ำดอกไม้", 4500, 1350, unit="kg", by_weight=True),
        Line("4", "กล้วยตากน้ำผึ้ง 250 ก.", 6000, 2000),
        Line("5", "น้ำดื่ม 600 มล.", 700, 3000),
        discount=Discount("amount", 1000),
    )
    result = totals(cart, NOT_REGISTERED)
    assert (result.gross, result.discount, result.total) == (51175, 1000, 50175)
    assert result.line("3").gross == 6075
    with pytest.raises(KeyError):
        result.line("6")


def test_an_empty_bill_is_nothing() -> None:
    result = totals(bill(discount=Discount("percent", 500)), REGISTERED)
    assert (result.total, result.lines, result.rates) == (0, (), ())


@pytest.mark.parametrize("case", VAT["inclusive"], ids=lambda case: case["gross"])
def test_tax_inside_a_price(case: dict[str, str]) -> None:
    gross = satang(case["gross"])
    assert vat.included(gross, 700) == satang(case["vat"])
    assert gross - vat.included(gross, 700) == satang(case["base"])


@given(st.integers(0, money.LIMIT))
def test_another_integer_form_of_the_tax_agrees(amount: int) -> None:
    assert vat.included(amount, 700) == (14 * amount + 107) // 214


def test_after_its_verified_date_the_last_rate_holds_and_the_owner_is_asked() -> None:
    assert (vat.rate_row(date(2026, 9, 30)).rate, vat.needs_check(date(2026, 9, 30))) == (700, False)
    assert (vat.rate_row(date(2026, 10, 1)).rate, vat.needs_check(date(2026, 10, 1))) == (700, True)
    assert vat.rate_row(date(2040, 1, 1)).rate == 700


def test_a_later_row_rules_from_its_first_day_on_in_any_order() -> None:
    later = VatRate(date(2027, 10, 1), 1000, "a decree", date(2028, 9, 30))
    table = (later, *vat.RATES)
    assert [vat.rate_row(day, table).rate for day in (date(2027, 9, 30), date(2027, 10, 1))] == [700, 1000]
    assert vat.rate_row(date(1990, 1, 1), table).rate == 700
    assert not vat.needs_check(date(2028, 1, 1), table)
