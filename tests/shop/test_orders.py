"""Orders by telephone: a deposit is paid ahead, the bill takes it off, and every book adds up whatever comes after."""

from dataclasses import replace

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.core.cart import Cart
from shopdesk.shop import containers, credit, customers, day, goods, orders, refunds, reports, selling
from shopdesk.shop.orders import Draft, Wanted
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


@pytest.fixture
def cake(shop: Shop) -> Wanted:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Wanted(shop.add("เค้ก", 35_000, stock=9_000).sale_unit, 2_000)


def _take(shop: Shop, draft: Draft) -> orders.Order:
    with shop.office.writing() as desk:
        return orders.take(desk, draft)


def _sell(shop: Shop, order: orders.Order, *paid: Paid) -> selling.Sold:
    with shop.office.writing() as desk:
        return selling.checkout(desk, orders.bill(desk, order.id), paid)


def _drawer(shop: Shop) -> int:
    with shop.office.reading() as desk:
        shift = day.current(desk)
        assert shift is not None
        return day.expected_cash(desk, shift)


def _states(shop: Shop) -> list[tuple[str, str]]:
    with shop.office.reading() as desk:
        return [(one.number, one.state) for one in (*orders.listing(desk), *orders.listing(desk, past=True))]


def test_a_deposit_in_cash_comes_off_the_bill(shop: Shop, cake: Wanted) -> None:
    order = _take(shop, Draft([cake], "2026-11-25", "ครูแดง", "0812345678", deposit=20_000))
    assert (order.number, order.total, order.lines) == ("1-O00001", 70_000, ("เค้ก × 2",))
    assert _drawer(shop) == 70_000
    with shop.office.reading() as desk:
        cart = orders.bill(desk, order.id)
        assert (cart.prepaid, selling.due(desk, cart).exact) == (20_000, 50_000)
        assert Cart.from_data(cart.to_data()) == cart
    sold = _sell(shop, order, Paid("cash", 50_000))
    assert (sold.total, _drawer(shop)) == (50_000, 120_000)
    assert _states(shop) == [("1-O00001", "fetched")]
    with pytest.raises(Conflict):
        _sell(shop, order, Paid("cash", 50_000))


def test_a_customers_deposit_stands_in_the_book_until_the_order_is_fetched(shop: Shop, cake: Wanted) -> None:
    with shop.office.writing() as desk:
        person = customers.add(desk, customers.Card("ลุงสมศักดิ์"))
        credit.carry_in(desk, person.id, 10_000)
    order = _take(shop, Draft([cake], "2026-11-25", customer=person.id, deposit=30_000, paid_by="transfer"))
    assert order.name == "ลุงสมศักดิ์"
    with shop.office.reading() as desk:
        assert credit.balance(desk, person.party) == -20_000
    sold = _sell(shop, order, Paid("promptpay", 40_000))
    with shop.office.reading() as desk:
        assert credit.balance(desk, person.party) == 10_000
    assert _drawer(shop) == 50_000
    with shop.office.reading() as desk:
        used = next(line.entry for line in credit.lines(desk, person.party) if line.amount == 30_000)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        credit.take_back(desk, used or 0)
    with shop.office.writing() as desk:
        refunds.void(desk, sold.id, "ผิด")
    with shop.office.reading() as desk:
        assert credit.balance(desk, person.party) == -20_000
    assert _states(shop) == [("1-O00001", "ready")]
    _sell(shop, order, Paid("cash", 40_000))
    with shop.office.reading() as desk:
        assert credit.balance(desk, person.party) == 10_000


def test_an_order_paid_ahead_whole_is_fetched_for_nothing(shop: Shop, cake: Wanted) -> None:
    order = _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=70_000))
    assert _sell(shop, order).total == 0
    assert _drawer(shop) == 120_000


def test_a_deposit_above_the_order_is_refused_and_no_money_moves(shop: Shop, cake: Wanted) -> None:
    with pytest.raises(Invalid):
        _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=70_001))
    assert _states(shop) == []


def test_a_deposit_that_is_not_in_the_drawer_needs_a_book_to_stand_in(shop: Shop, cake: Wanted) -> None:
    with pytest.raises(Invalid):
        _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=20_000, paid_by="transfer"))
    assert _states(shop) == []


def test_goods_of_an_order_go_back_for_their_whole_price(shop: Shop, cake: Wanted) -> None:
    order = _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=20_000))
    sold = _sell(shop, order, Paid("cash", 50_000))
    with shop.office.writing() as desk:
        done = refunds.refund(desk, sold.id)
    assert (done.total, done.rounding) == (70_000, 0)
    assert _drawer(shop) == 50_000


def test_an_order_given_up_pays_its_cash_back(shop: Shop, cake: Wanted) -> None:
    order = _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=20_000))
    with shop.office.writing() as desk:
        orders.ready(desk, order.id)
        orders.cancel(desk, order.id)
    assert _drawer(shop) == 50_000
    for deed in (orders.cancel, orders.ready, orders.bill):
        with pytest.raises(Conflict), shop.office.writing() as desk:
            deed(desk, order.id)


def test_nobody_pays_with_a_deposit_that_is_not_there(shop: Shop, cake: Wanted) -> None:
    order = _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=20_000))
    with shop.office.reading() as desk:
        cart = orders.bill(desk, order.id)
    for wrong in (replace(cart, prepaid=30_000), replace(cart, uid="another"), replace(cart, lines=cart.lines[:0])):
        with pytest.raises((Conflict, Invalid)), shop.office.writing() as desk:
            selling.checkout(desk, wrong, [Paid("cash", 50_000)])


def test_an_order_without_goods_a_name_or_a_day_is_refused(shop: Shop, cake: Wanted) -> None:
    for draft in (
        Draft([], "2026-11-25", "ก"),
        Draft([cake], "2026-11-25"),
        Draft([cake], "25/11", "ก"),
        Draft([cake], "2026-11-21", "ก"),
    ):
        with pytest.raises(Invalid):
            _take(shop, draft)
    assert _states(shop) == []


def test_a_voided_order_waits_in_the_book_its_customer_has_now(shop: Shop, cake: Wanted) -> None:
    """Two cards were one person meanwhile: the old book stays empty."""
    with shop.office.writing() as desk:
        old, new = (customers.add(desk, customers.Card(name)) for name in ("ครูแดง", "แดง (ซ้ำ)"))
    order = _take(shop, Draft([cake], "2026-11-25", customer=old.id, deposit=20_000))
    sold = _sell(shop, order, Paid("cash", 50_000))
    with shop.office.writing() as desk:
        customers.merge(desk, old.id, new.id)
    with shop.office.writing() as desk:
        refunds.void(desk, sold.id, "ผิด")
    with shop.office.reading() as desk:
        assert (credit.balance(desk, old.party), credit.balance(desk, new.party)) == (0, -20_000)


def test_net_sales_and_what_was_paid_beside_them_are_the_money_of_the_day(shop: Shop, cake: Wanted) -> None:
    beer = shop.add("เบียร์", 6_500, stock=9_000)
    with shop.office.writing() as desk:
        containers.go_out_in(desk, beer.sale_unit, containers.add(desk, "ลัง", 12_000))
        beer = goods.by_ids(desk, [beer.sale_unit])[0]
    shop.sell((beer, 1_000))
    _sell(shop, _take(shop, Draft([cake], "2026-11-25", "ครูแดง", deposit=20_000)), Paid("cash", 50_000))
    with shop.office.reading() as desk:
        figures = reports.so_far(desk)
        assert figures is not None
        assert (figures.net, figures.deposits, figures.ahead) == (76_500, 12_000, -20_000)
        assert figures == reports.day_figures(desk, figures.first_date)
        assert figures.net + sum(amount for _said, amount in reports.beside(figures)) == sum(
            way.amount for way in figures.tenders
        )
