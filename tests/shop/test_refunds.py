"""What was sold can go back, never more, the way the money came; the bill itself stays as it was."""

import random
from dataclasses import replace

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.core.cart import Discount
from shopdesk.core.extras import Empty
from shopdesk.db import models
from shopdesk.shop import (
    containers,
    credit,
    customers,
    goods,
    prices,
    refunds,
    reports,
    selling,
    settings,
    stock,
    users,
    variants,
)
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def test_a_whole_refund_brings_money_and_goods_back(shop: Shop) -> None:
    jar = shop.add("น้ำผึ้ง", 28_000, stock=5000, cost=20_000)
    sold = shop.sell((jar, 2000))
    with shop.office.writing() as desk:
        back = refunds.refund(desk, sold.id)
    assert (back.number, back.total, back.back) == ("1A-R000001", 56_000, (("cash", 56_000),))
    with shop.office.reading() as desk:
        assert stock.balance(desk, jar.item) == 5000
        assert desk.session.exec(select(models.Stock.value)).one() == 100_000
        assert refunds.refundable(desk, sold.id)[0].left == 0
    with pytest.raises(Conflict), shop.office.writing() as desk:
        refunds.refund(desk, sold.id)


def test_more_than_was_sold_never_goes_back(shop: Shop) -> None:
    jar = shop.add("น้ำผึ้ง", 28_000)
    sold = shop.sell((jar, 2000))
    with shop.office.reading() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id, {line: 1500})
    for parts, refusal in (({line: 501}, Invalid), ({line: 0}, Invalid), ({999: 1}, NotFound), ({}, Invalid)):
        with pytest.raises(refusal), shop.office.writing() as desk:
            refunds.refund(desk, sold.id, parts)
    with shop.office.writing() as desk:
        assert refunds.refund(desk, sold.id, {line: 500}).total == 14_000


def test_money_goes_back_the_way_it_came(shop: Shop) -> None:
    bag = shop.add("กระเป๋า", 50_000)
    sold = shop.sell((bag, 1000), paid=[Paid("promptpay", 30_000), Paid("cash", 20_000)])
    with shop.office.reading() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
    with shop.office.writing() as desk:
        first = refunds.refund(desk, sold.id, {line: 500})
    with shop.office.writing() as desk:
        second = refunds.refund(desk, sold.id, {line: 500})
    assert first.back == (("promptpay", 25_000),)
    assert second.back == (("promptpay", 5000), ("cash", 20_000))


def test_of_a_part_one_may_choose_the_way_back_up_to_what_came_by_it(shop: Shop) -> None:
    bag = shop.add("กระเป๋า", 50_000)
    sold = shop.sell((bag, 1000), paid=[Paid("promptpay", 30_000), Paid("cash", 20_000)])
    with shop.office.reading() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
        assert refunds.quote(desk, sold.id, {line: 200}).ways == (("promptpay", "พร้อมเพย์"), ("cash", "เงินสด"))
        assert refunds.quote(desk, sold.id, {line: 1000}).ways == ()
        assert refunds.quote(desk, sold.id, {line: 500}, "cash").back == (("เงินสด", 20_000), ("พร้อมเพย์", 5000))
    for strange in ("card", "voucher", "no-such-way"):
        with pytest.raises(Invalid), shop.office.writing() as desk:
            refunds.refund(desk, sold.id, {line: 500}, by=strange)
    with shop.office.writing() as desk:
        first = refunds.refund(desk, sold.id, {line: 400}, by="cash")
    with pytest.raises(Invalid), shop.office.writing() as desk:
        refunds.refund(desk, sold.id, {line: 100}, by="cash")
    with shop.office.writing() as desk:
        second = refunds.refund(desk, sold.id)
    assert (first.back, second.back) == ((("cash", 20_000),), (("promptpay", 30_000),))


def test_a_quote_says_when_nobody_saw_the_money_come(shop: Shop) -> None:
    egg = shop.add("ไข่", 1000)
    for paid, unseen in (
        (Paid("promptpay", 1000), True),
        (Paid("promptpay", 1000, "confirmed_cashier"), False),
        (Paid("cash", 1000), False),
    ):
        bill = shop.sell((egg, 1000), paid=[paid])
        with shop.office.reading() as desk:
            (line,) = refunds.refundable(desk, bill.id)
            assert refunds.quote(desk, bill.id, {line.line: 1000}).unseen == unseen
            assert not refunds.quote(desk, bill.id, {}).unseen


def test_a_rounded_cash_bill_gives_back_what_was_paid(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "down100")
    odd = shop.add("ของเศษ", 1_075)
    sold = shop.sell((odd, 1000))
    with shop.office.writing() as desk:
        back = refunds.refund(desk, sold.id)
    assert (sold.rounding, back.total, back.back) == (-75, 1075, (("cash", 1000),))


def test_a_void_keeps_the_number_and_undoes_the_rest(shop: Shop) -> None:
    beer = shop.add("น้ำอัดลม", 1500, stock=24_000)
    first, second = shop.sell((beer, 6000)), shop.sell((beer, 1000))
    with pytest.raises(Invalid), shop.office.writing() as desk:
        refunds.void(desk, first.id, " ")
    with shop.office.writing() as desk:
        assert refunds.void(desk, first.id, "คิดผิดโต๊ะ") == "1A-000001"
    with shop.office.reading() as desk:
        assert stock.balance(desk, beer.item) == 23_000
        figures = reports.day_figures(desk, "2026-11-22")
        assert (figures.sales, figures.voids, figures.net) == (2, 1, second.total)
    for again in (lambda d: refunds.void(d, first.id, "อีกที"), lambda d: refunds.refund(d, first.id)):
        with pytest.raises(Conflict), shop.office.writing() as desk:
            again(desk)


def test_undo_is_a_right_and_lasts_ten_seconds(shop: Shop) -> None:
    cake = shop.add("เค้ก", 2500)
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    cashier = users.sign_in(shop.office, "สมศรี", "")
    sold = shop.sell((cake, 1000))
    with shop.office.reading(cashier) as desk:
        assert not refunds.can_undo(desk, sold.id)
    with shop.office.writing() as desk:
        assert refunds.undo(desk, sold.id) == sold.number
    late = shop.sell((cake, 1000))
    shop.clock.now = shop.clock.now.replace(hour=shop.clock.now.hour + 1)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        refunds.undo(desk, late.id)
    with shop.office.reading() as desk:
        voided = reports.day_figures(desk, "2026-11-22").voided_by
        assert [(row.name, row.kind, row.count, row.amount) for row in voided] == [("เจ้าของร้าน", "undo", 1, 2500)]


def test_a_refund_is_not_refunded(shop: Shop) -> None:
    sold = shop.sell((shop.add("ของ", 100), 1000))
    with shop.office.writing() as desk:
        back = refunds.refund(desk, sold.id)
    with shop.office.reading() as desk:
        assert refunds.refundable(desk, back.id) == []
        assert not refunds.can_void(desk, back.id)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_sales_refunds_and_voids_adds_up(shop: Shop, seed: int) -> None:
    """The fixture's check proves the sums; here the stock and the money are followed by hand as well."""
    chance = random.Random(seed)
    with shop.office.writing() as desk:
        settings.change(desk, "vat.registered", True)
        settings.change(desk, "cash.rounding", chance.choice(["none", "down25", "nearest25", "down100"]))
    things = [
        shop.add(f"ของ {n}", chance.randint(1, 99_999), stock=chance.randint(0, 50_000), cost=chance.randint(0, 50_000))
        for n in range(4)
    ]
    open_bills: list[int] = []
    for _ in range(40):
        deed = chance.random()
        if deed < 0.5 or not open_bills:
            cart = shop.cart(
                *((thing, chance.randint(1, 5000)) for thing in chance.sample(things, chance.randint(1, 3)))
            )
            if chance.random() < 0.4:
                cart = cart.discount_bill(Discount("percent", chance.randint(1, 9000)))
            with shop.office.writing() as desk:
                due = selling.due(desk, cart)
                part = chance.randint(0, due.exact)
                paid = [Paid("promptpay", part), Paid("cash", due.exact - part + chance.randint(13, 500))]
                open_bills.append(selling.checkout(desk, cart, paid).id)
        elif deed < 0.9:
            bill = chance.choice(open_bills)
            with shop.office.writing() as desk:
                left = [row for row in refunds.refundable(desk, bill) if row.left]
                if left:
                    wanted = {row.line: chance.randint(1, row.left) for row in chance.sample(left, 1)}
                    ways = refunds.quote(desk, bill, wanted).ways
                    refunds.refund(desk, bill, wanted, by=chance.choice(["", *(code for code, _words in ways)]))
        else:
            bill = open_bills.pop(chance.randrange(len(open_bills)))
            with shop.office.writing() as desk:
                if refunds.can_void(desk, bill):
                    refunds.void(desk, bill, "ผิด")
        assert shop.check().ok, shop.check().first_error
    with shop.office.reading() as desk:
        lines = desk.session.exec(select(models.SaleLine)).all()
        voided = set(desk.session.exec(select(models.SaleVoid.sale)).all())
        for thing in things:
            left = goods.by_ids(desk, [thing.sale_unit])[0].stock
            sold = sum(line.base_qty for line in lines if line.item == thing.item and line.sale not in voided)
            assert left == (thing.stock or 0) - sold


@pytest.mark.parametrize(("mode", "price", "paid"), [("nearest25", 1090, 3275), ("down25", 1110, 3325)])
def test_cash_given_back_piece_by_piece_comes_to_what_was_paid(shop: Shop, mode: str, price: int, paid: int) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", mode)
    sold = shop.sell((shop.add("ของเศษ", price), 3000))
    assert sold.paid == paid
    assert sum(amount for back in _piece_by_piece(shop, sold.id, 1000, 1000, 1000) for _way, amount in back) == paid


def test_tax_and_discount_of_parts_come_to_those_of_the_line(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "vat.registered", True)
    rice = shop.add("ข้าว", 100, unit="kg", by_weight=True, stock=5000, cost=77)
    cart = shop.cart((rice, 1000)).discount_line("line-0", Discount("amount", 7))
    with shop.office.writing() as desk:
        sold = selling.checkout(desk, cart, [Paid("cash", 93)])
    _piece_by_piece(shop, sold.id, 333, 333, 334)
    with shop.office.reading() as desk:
        figures = reports.day_figures(desk, "2026-11-22")
        assert (figures.net, figures.vat, figures.vat_base, figures.discount) == (0, 0, 0, 0)
        assert desk.session.exec(select(models.Stock.value)).one() == 385


def _piece_by_piece(shop: Shop, sale: int, *parts: int) -> list[tuple[tuple[str, int], ...]]:
    with shop.office.reading() as desk:
        line = refunds.refundable(desk, sale)[0].line
    made = []
    for part in parts:
        with shop.office.writing() as desk:
            quoted = refunds.quote(desk, sale, {line: part}).paid
            back = refunds.refund(desk, sale, {line: part}).back
        assert sum(amount for _way, amount in back) == quoted
        made.append(back)
    return made


@pytest.mark.parametrize("typed", ["²", "9" * 30, "-1", ""])
def test_what_is_no_number_of_a_bill_is_not_found(shop: Shop, typed: str) -> None:
    with pytest.raises(NotFound), shop.office.reading() as desk:
        refunds.sale_by_number(desk, typed)


def _with_empties(shop: Shop, paid: list[Paid]) -> selling.Sold:
    """Goods of 100.00, 50.00 of them paid with two empty crates."""
    beer = shop.add("น้ำอัดลม", 1_000)
    with shop.office.writing() as desk:
        crate = containers.add(desk, "ลัง", 2_500)
        cart = shop.cart((beer, 10_000)).bring_back(Empty(crate, "ลัง", 2_000, 2_500))
        return selling.checkout(desk, cart, paid)


def _given(shop: Shop, sale: int, qty: int, by: str = "") -> refunds.Refunded:
    with shop.office.writing() as desk:
        (line,) = refunds.refundable(desk, sale)
        quote = refunds.quote(desk, sale, {line.line: qty}, by)
        back = refunds.refund(desk, sale, {line.line: qty}, by=by)
        assert (quote.total, quote.rounding, quote.paid) == (back.total, back.rounding, sum(dict(back.back).values()))
        return back


def test_parts_of_a_bill_paid_with_empties_come_to_the_price_of_the_goods(shop: Shop) -> None:
    sold = _with_empties(shop, [Paid("cash", 5_000)])
    backs = [_given(shop, sold.id, qty) for qty in (6_000, 4_000)]
    assert [(back.total, back.rounding, back.back) for back in backs] == [
        (6_000, 0, (("cash", 6_000),)),
        (4_000, 0, (("cash", 4_000),)),
    ]
    with shop.office.reading() as desk:
        # The shop has bought the empties: they stay where they are.
        assert [(held.qty, held.amount) for held in containers.balances(desk)] == [(-2_000, -5_000)]


def test_empties_go_back_while_no_money_went_out_for_them(shop: Shop) -> None:
    sold = _with_empties(shop, [Paid("cash", 5_000)])
    backs = [_given(shop, sold.id, qty) for qty in (3_000, 7_000)]
    assert [(back.total, back.rounding) for back in backs] == [(3_000, 0), (2_000, 0)]
    with shop.office.reading() as desk:
        assert containers.balances(desk) == []


@pytest.mark.parametrize("by", ["", "cash", "promptpay"])
def test_every_way_gives_back_what_came_by_it_beside_empties(shop: Shop, by: str) -> None:
    sold = _with_empties(shop, [Paid("promptpay", 5_000)])
    backs = [_given(shop, sold.id, 6_000, by), _given(shop, sold.id, 4_000)]
    assert [back.rounding for back in backs] == [0, 0]
    sums = {way: sum(dict(back.back).get(way, 0) for back in backs) for way in ("promptpay", "cash")}
    assert sums == {"promptpay": 5_000, "cash": 5_000}


@pytest.mark.parametrize("parts", [(1_000,), (400, 600)])
def test_change_for_a_transfer_does_not_go_back_twice(shop: Shop, parts: tuple[int, ...]) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.transfer_change", True)
    sold = shop.sell((shop.add("เสื่อ", 8_000), 1_000), paid=[Paid("promptpay", 10_000)])
    assert sold.change == 2_000
    backs = [_given(shop, sold.id, qty) for qty in parts]
    assert [back.rounding for back in backs] == [0] * len(parts)
    assert sum(dict(back.back)["promptpay"] for back in backs) == 8_000


def test_half_a_kilo_is_priced_sold_counted_and_comes_back(shop: Shop) -> None:
    """OSPOS #85, #1324, #2067, #3538; ERPNext PR #13471; wepos #138; Frappe Books: less than 1 could not be sold."""
    rice = shop.add("ข้าวสาร", 3_500, unit="kg", by_weight=True, stock=20_000, cost=2_500)
    with shop.office.writing() as desk:
        khit = variants.add_unit(desk, rice.sale_unit, variants.Way("khit", 350, ratio=100))
    sold = shop.sell((rice, 500), (rice, 1), (khit, 500))
    assert sold.total == 1_750 + 4 + 175
    with shop.office.reading() as desk:
        assert stock.balance(desk, rice.item) == 20_000 - 500 - 1 - 50
    with shop.office.writing() as desk:
        first, *_rest = refunds.refundable(desk, sold.id)
        assert refunds.refund(desk, sold.id, {first.line: first.sold // 2}).total == 875
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id)
    with shop.office.reading() as desk:
        assert stock.balance(desk, rice.item) == 20_000
        assert desk.session.exec(select(models.Stock.value)).one() == 50_000


def test_goods_on_credit_that_come_back_lower_the_debt_by_the_price_they_had(shop: Shop) -> None:
    """OSPOS #1428, #1429, #2103, #3072 (nine years), NexoPOS #459: a tab that follows no return and no price."""
    rice = shop.add("ข้าวสาร", 4_000, unit="kg", by_weight=True, stock=20_000)
    with shop.office.writing() as desk:
        members = prices.add_group(desk, "สมาชิก")
        prices.add_rule(desk, rice.sale_unit, 3_600, group=members)
        daeng = customers.add(desk, customers.Card("ป้าแดง", group=members))
        cart = prices.priced(desk, replace(shop.cart((rice, 2_500)), customer=daeng.party))
        sold = selling.checkout(desk, cart, [Paid("cash", 2_000), Paid("credit", 7_000)])
    with shop.office.writing() as desk:
        goods.set_price(desk, rice.sale_unit, 9_900)
    with shop.office.writing() as desk:
        (line,) = refunds.refundable(desk, sold.id)
        assert refunds.refund(desk, sold.id, {line.line: 500}).back == (("credit", 1_800),)
    with shop.office.reading() as desk:
        assert (credit.balance(desk, daeng.party), stock.balance(desk, rice.item)) == (5_200, 18_000)
    with shop.office.writing() as desk:
        assert refunds.refund(desk, sold.id).back == (("credit", 5_200), ("cash", 2_000))
    with shop.office.reading() as desk:
        assert (credit.balance(desk, daeng.party), stock.balance(desk, rice.item)) == (0, 20_000)
