"""The open bill: lines, quantities, weights, money asked for, discounts, splitting, and its form on disk."""

import itertools
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.core import money
from shopdesk.core.cart import MOST_LINES, Cart, Discount, Line
from shopdesk.core.pricing import totals
from shopdesk.core.vat import VatPolicy

WATER = Line("w", "น้ำดื่ม 600 มล.", 700, sale_unit=1, item=1, product=1, list_price=700, code="8850999320014")
MANGO = Line("m", "มะม่วง", 4500, unit="kg", sale_unit=2, item=2, product=2, list_price=4500, by_weight=True)
BEER = Line("b", "เบียร์", 6500, sale_unit=3, item=3, product=3, list_price=6500, restricted="alcohol")


def _again(**changes: object) -> Line:
    return replace(WATER, uid="w2", **changes)  # type: ignore[arg-type]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
IDS = st.none() | st.integers(1, 2**40)
DISCOUNTS = st.none() | st.builds(
    Discount, st.just("percent"), st.integers(0, 10_000)
) | st.builds(Discount, st.just("amount"), st.integers(0, 10**7))  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, uid: str) -> Line:
    price = draw(st.integers(0, 10**6))
    return Line(
        uid,
        draw(TEXT.filter(bool)),
        price,
        draw(st.integers(1, 10**5)),
        draw(IDS),
        draw(IDS),
        draw(IDS),
        draw(st.sampled_from(["piece", "kg", "kheed", "กระบุง"])),
        draw(st.integers(0, 10**6)),
        draw(st.booleans()),
        draw(st.integers(0, 500)),
        draw(st.none() | st.integers(0, 10**6)),
        draw(DISCOUNTS),
        draw(st.sampled_from(["standard", "zero", "exempt", "none"])),
        draw(IDS),
        draw(st.sampled_from(["", "alcohol", "tobacco"])),
        draw(st.integers(1, 30_000)),
        draw(TEXT),
        draw(TEXT),
    )


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    count = draw(st.integers(0, 8))
    own = tuple(draw(lines(str(n))) for n in range(count))
    return Cart("bill", own, draw(DISCOUNTS), draw(TEXT), draw(IDS))


def bill(*own: Line) -> Cart:
    return Cart("bill", own)


def test_the_same_thing_again_makes_its_line_larger() -> None:
    cart = bill().add(WATER).add(BEER).add(_again())
    assert [(line.uid, line.qty) for line in cart.lines] == [("w", 2000), ("b", 1000)]


@pytest.mark.parametrize(
    "other",
    [
        _again(price=600),
        _again(note="เย็น ๆ"),
        _again(discount=Discount("amount", 100)),
        _again(sale_unit=9),
        _again(sale_unit=None),
        _again(by_weight=True),
        _again(amount=700),
    ],
)
def test_what_differs_in_price_note_discount_or_weight_stays_a_line_of_its_own(other: Line) -> None:
    assert len(bill(WATER).add(other).lines) == 2


def test_merging_can_be_refused() -> None:
    assert len(bill(WATER).add(_again(), merge=False).lines) == 2


def test_goods_unknown_to_the_shop_never_merge() -> None:
    unknown = Line("x", "ของอื่น ๆ", 500)
    assert len(bill(unknown).add(Line("y", "ของอื่น ๆ", 500)).lines) == 2


def test_quantity_zero_removes_the_line_and_a_negative_one_is_refused() -> None:
    assert bill(WATER, BEER).set_qty("w", 0) == bill(BEER)
    with pytest.raises(Invalid):
        bill(WATER).set_qty("w", -1000)


def test_every_operation_on_a_line_that_is_gone_says_so() -> None:
    for attempt in (
        lambda cart: cart.remove("?"),
        lambda cart: cart.set_qty("?", 1000),
        lambda cart: cart.set_price("?", 1),
        lambda cart: cart.note_line("?", "a"),
        lambda cart: cart.set_weight("?", 1000),
    ):
        with pytest.raises(NotFound):
            attempt(bill(WATER))


def test_an_operation_leaves_the_cart_it_came_from_as_it_was() -> None:
    before = bill(WATER, MANGO)
    kept = before.to_data()
    before.add(BEER).set_qty("w", 5000).discount_bill(Discount("percent", 1000)).remove("m")
    assert before.to_data() == kept


def test_weight_is_what_the_scale_shows_less_the_container() -> None:
    line = bill(MANGO).set_weight("m", 1500, 150).line("m")
    assert (line.qty, line.tare, line.gross) == (1350, 150, 6075)
    assert bill(line).set_qty("m", 2000).line("m").tare == 0


@pytest.mark.parametrize(("gross", "tare"), [(100, 100), (100, 200), (0, 0), (100, -1)])
def test_a_weight_that_leaves_no_goods_is_refused(gross: int, tare: int) -> None:
    with pytest.raises(Invalid):
        bill(MANGO).set_weight("m", gross, tare)


@pytest.mark.parametrize(
    ("price", "asked", "qty", "amount"),
    [
        (4500, 5000, 1111, None),  # 1.111 kg × 45.00 = 49.995, half up 50.00
        (4000, 5000, 1250, None),
        (18000, 5000, 278, 5000),  # 277 g make 49.86, 278 g make 50.04: no gram makes 50.00
        (28000, 2000, 71, 2000),
    ],
)
def test_goods_sold_by_money_total_exactly_what_was_asked(price: int, asked: int, qty: int, amount: int | None) -> None:
    cart = bill(MANGO).set_price("m", price).set_amount("m", asked)
    line = cart.line("m")
    assert (line.qty, line.amount, line.gross) == (qty, amount, asked)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([("kg", 1000), ("kheed", 100), ("gram", 1)]))
def test_by_money_is_exact_and_in_whole_grams_and_uses_a_gram_that_fits_when_there_is_one(
    price: int, asked: int, unit: tuple[str, int]
) -> None:
    code, ratio = unit
    line = Line("m", "มะม่วง", price, unit=code, by_weight=True, ratio=ratio)
    try:
        sold = line.for_money(asked)
    except Invalid:
        assert 2 * asked * ratio < price
        return
    assert sold.gross == asked
    assert sold.qty * ratio % 1000 == 0
    step = 1000 // ratio
    grams = sold.qty // step
    fits = [g for g in range(max(1, grams - 3), grams + 4) if money.times(price, g * step) == asked]
    assert (sold.amount is None) == bool(fits)


def test_by_money_is_for_weighed_goods_and_for_at_least_a_gram() -> None:
    with pytest.raises(Invalid):
        bill(WATER).set_amount("w", 5000)
    with pytest.raises(Invalid):
        bill(MANGO).set_amount("m", 1)
    assert bill(MANGO).set_amount("m", 5).line("m").qty == 1
    with pytest.raises(Invalid):
        bill(MANGO).set_price("m", 0).set_amount("m", 5000)


def test_a_new_quantity_or_price_forgets_the_sum_asked_for() -> None:
    cart = bill(MANGO).set_price("m", 18000).set_amount("m", 5000)
    assert cart.set_qty("m", 2000).line("m").gross == 36000
    assert cart.set_price("m", 20000).line("m").gross == 5560


@pytest.mark.parametrize(("kind", "value"), [("percent", 10_100), ("percent", -1), ("amount", -1), ("amount", 10**12)])
def test_a_discount_out_of_range_is_refused(kind: Any, value: int) -> None:
    with pytest.raises(Invalid):
        Discount(kind, value)


def test_a_discount_above_the_price_is_refused_and_one_left_too_large_stops_at_nothing() -> None:
    with pytest.raises(Invalid):
        bill(WATER).discount_line("w", Discount("amount", 701))
    with pytest.raises(Invalid):
        bill(WATER).discount_bill(Discount("amount", 701))
    assert bill(WATER).discount_line("w", Discount("amount", 700)).line("w").net == 0
    assert bill(WATER).discount_bill(Discount("amount", 0)).discount == Discount("amount", 0)
    cart = bill(WATER).set_qty("w", 3000).discount_line("w", Discount("amount", 2000)).set_qty("w", 1000)
    assert cart.line("w").net == 0


def test_notes_are_kept_and_cleared() -> None:
    cart = bill(WATER).note_line("w", " แช่เย็น ").note_bill("ไปส่งบ้าน")
    assert (cart.line("w").note, cart.note) == ("แช่เย็น", "ไปส่งบ้าน")
    assert cart.note_line("w", "").note_bill("") == bill(WATER)


def test_limits_hold_where_a_line_or_a_bill_grows_too_large() -> None:
    dear = Line("d", "ทอง", money.LIMIT, sale_unit=5)
    with pytest.raises(Invalid):
        bill(dear).set_qty("d", 2000)
    with pytest.raises(Invalid):
        bill(dear).add(Line("e", "ทอง", 1))
    full = Cart("bill", tuple(Line(str(n), "x", 1) for n in range(MOST_LINES)))
    with pytest.raises(Invalid):
        full.add(Line("more", "x", 1))


def test_barred_goods_split_off_and_a_bill_discount_goes_with_them_in_proportion() -> None:
    cart = bill(WATER, BEER).discount_bill(Discount("amount", 720))
    kept, taken = cart.split(lambda line: line.restricted == "alcohol", "second")
    assert [line.uid for line in kept.lines] == ["w"]
    assert [line.uid for line in taken.lines] == ["b"]
    assert (kept.uid, taken.uid) == ("bill", "second")
    assert kept.discount == Discount("amount", 70)
    assert taken.discount == Discount("amount", 650)


@given(carts(), st.integers(0, 255))
def test_a_split_bill_comes_to_the_same_money(cart: Cart, mask: int) -> None:
    if cart.discount is not None and cart.discount.kind == "percent":
        cart = cart.discount_bill(None)
    kept, taken = cart.split(lambda line: bool(mask >> int(line.uid) & 1), "other")
    policy = VatPolicy(False, 700)
    assert totals(kept, policy).total + totals(taken, policy).total == totals(cart, policy).total


@given(carts())
def test_a_bill_comes_back_from_disk_as_it_was(cart: Cart) -> None:
    stored = json.loads(json.dumps(cart.to_data(), ensure_ascii=False))
    assert Cart.from_data(stored) == cart


WRONG = [2.0, "1", True, -(2**70), 2**70, [], {}, "x" * 10_000]


@pytest.mark.parametrize("place", ["bill", "line", "discount"])
def test_a_damaged_bill_is_refused_and_never_guessed(place: str) -> None:
    good = replace(bill(Line("w", "น้ำ", 700, discount=Discount("percent", 500))), customer=3).to_data()
    keys = {"bill": list(good), "line": list(good["lines"][0]), "discount": [0, 1]}[place]  # type: ignore[index]
    refused = 0
    for key, wrong in itertools.product(keys, WRONG):
        data = json.loads(json.dumps(good))
        box = {"bill": data, "line": data["lines"][0], "discount": data["lines"][0]["discount"]}[place]
        before = box[key]
        box[key] = wrong
        try:
            loaded = Cart.from_data(data)
        except Invalid:
            refused += 1
            continue
        # What is still accepted is of the same type as before and inside the bounds.
        assert json.loads(json.dumps(loaded.to_data())) == data
        assert type(wrong) is type(before) or before is None
    assert refused > len(keys) * 4


@pytest.mark.parametrize(
    "data",
    [None, [], "cart", 7, {}, {"format": 2}, {"uid": "a", "lines": []}],
)
def test_what_is_no_bill_is_refused(data: object) -> None:
    with pytest.raises(Invalid):
        Cart.from_data(data)


def test_two_lines_with_one_id_and_unknown_keys_are_refused() -> None:
    data = bill(WATER).to_data()
    twice = {**data, "lines": [*data["lines"], *data["lines"]]}  # type: ignore[misc]
    for bad in (twice, {**data, "extra": 1}):
        with pytest.raises(Invalid):
            Cart.from_data(bad)
