"""Deposits and money passed on: paid with a bill, never sold, never taxed, and back to the satang."""

from dataclasses import replace

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.core.cart import Cart
from shopdesk.core.extras import Empty
from shopdesk.db import models
from shopdesk.shop import (
    closing,
    containers,
    customers,
    day,
    documents,
    goods,
    history,
    passedon,
    refunds,
    reports,
    ringing,
    selling,
    settings,
    suppliers,
)
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def _beer(shop: Shop) -> tuple[goods.Goods, Empty]:
    """A crate of beer at 600, the crate at 120."""
    beer = shop.add("เบียร์ลัง", 60_000, unit="carton", stock=20_000)
    with shop.office.writing() as desk:
        crate = containers.add(desk, "ลังเบียร์", 12_000)
        containers.go_out_in(desk, beer.sale_unit, crate)
        beer = goods.by_ids(desk, [beer.sale_unit])[0]
    return beer, Empty(crate, "ลังเบียร์", 1_000, 12_000)


def _held(shop: Shop) -> list[tuple[str, str, int, int]]:
    with shop.office.reading() as desk:
        return [(one.book, one.name, one.qty, one.amount) for one in containers.balances(desk)]


def _drawer(shop: Shop) -> int:
    with shop.office.reading() as desk:
        shift = day.current(desk)
        assert shift is not None
        return day.expected_cash(desk, shift)


def test_a_deposit_is_paid_with_the_bill_and_is_no_sale(shop: Shop) -> None:
    beer, _crate = _beer(shop)
    with shop.office.writing() as desk:
        settings.change(desk, "vat.registered", True)
    sold = shop.sell((beer, 2_000))
    assert sold.total == 144_000
    assert _held(shop) == [("customer", "", 2_000, 24_000)]
    with shop.office.reading() as desk:
        sale = desk.session.get_one(models.Sale, sold.id)
        assert (sale.total, sale.extra, sale.vat) == (120_000, 24_000, 7_850)
        figures = reports.so_far(desk)
        assert figures is not None
        assert (figures.total, figures.deposits) == (120_000, 24_000)
        paper = documents.receipt(desk, sold.id)
        assert (paper.total, [(row.label, row.amount) for row in paper.extras]) == (
            144_000,
            [("มัดจำ ลังเบียร์ × 2", 24_000)],
        )


def test_an_empty_is_exchanged_at_par(shop: Shop) -> None:
    beer, crate = _beer(shop)
    with shop.office.writing() as desk:
        somchai = customers.add(desk, customers.Card("สมชาย"))
        cart = replace(shop.cart((beer, 3_000)).bring_back(replace(crate, qty=2_000)), customer=somchai.party)
        assert selling.due(desk, cart).exact == 192_000
        sold = selling.checkout(desk, cart, [Paid("cash", 192_000)])
    with shop.office.reading() as desk:
        words = [row.label for row in documents.receipt(desk, sold.id).extras]
        assert (sold.total, words) == (192_000, ["มัดจำ ลังเบียร์ × 3", "คืนมัดจำ ลังเบียร์ × 2"])
    assert _held(shop) == [("customer", "สมชาย", 1_000, 12_000)]
    assert Cart.from_data(cart.to_data()) == cart


def test_the_last_refund_and_a_void_give_the_deposit_back(shop: Shop) -> None:
    beer, _crate = _beer(shop)
    sold = shop.sell((beer, 2_000))
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
        assert refunds.refund(desk, sold.id, {line: 1_000}).total == 60_000
    assert _held(shop) == [("customer", "", 2_000, 24_000)]
    with shop.office.writing() as desk:
        assert refunds.quote(desk, sold.id, {line: 1_000}).paid == 84_000
        assert refunds.refund(desk, sold.id).total == 84_000
    with shop.office.reading() as desk:
        entry = history.by_number(desk, sold.number)
        assert (entry.total, entry.refunded) == (144_000, 144_000)
        assert [one.number for one in history.find(desk, "1440").entries] == [sold.number]
    assert (_held(shop), _drawer(shop)) == ([], 0)
    other = shop.sell((beer, 1_000))
    with shop.office.writing() as desk:
        refunds.void(desk, other.id, "ผิด")
    assert (_held(shop), _drawer(shop)) == ([], 0)
    with shop.office.reading() as desk:
        figures = reports.so_far(desk)
        assert figures is not None
        assert figures.deposits == 0


def test_empties_come_back_without_a_bill(shop: Shop) -> None:
    beer, crate = _beer(shop)
    shop.sell((beer, 2_000))
    with shop.office.writing() as desk:
        assert containers.give_back(desk, crate.container, 1_000) == 12_000
    assert (_held(shop), _drawer(shop)) == ([("customer", "", 1_000, 12_000)], 132_000)
    empty = Cart("b").bring_back(crate)
    with shop.office.writing() as desk, pytest.raises(Invalid):
        selling.checkout(desk, empty, [])
    cheap = shop.add("ลูกอม", 100)
    cart = shop.cart((cheap, 1_000)).bring_back(crate)
    with pytest.raises(Invalid), shop.office.writing() as desk:
        selling.checkout(desk, cart, [])


def test_a_supplier_brings_full_ones_for_empty_ones(shop: Shop) -> None:
    _sold, crate = _beer(shop)
    with shop.office.writing() as desk:
        agent = suppliers.add(desk, "เอเย่นต์")
        assert containers.exchange(desk, crate.container, agent.party, 10_000, 7_000, "owner") == 36_000
    assert _held(shop) == [("supplier", "เอเย่นต์", 3_000, 36_000)]
    with shop.office.writing() as desk:
        assert containers.exchange(desk, crate.container, agent.party, 0, 3_000, "owner") == -36_000
    assert _held(shop) == []


def test_another_deposit_since_is_said_and_goods_may_go_out_bare_again(shop: Shop) -> None:
    beer, crate = _beer(shop)
    with shop.office.writing() as desk:
        containers.set_deposit(desk, crate.container, 15_000)
    with pytest.raises(Invalid), shop.office.writing() as desk:
        selling.checkout(desk, shop.cart((beer, 1_000)), [Paid("cash", 72_000)])
    with shop.office.writing() as desk:
        containers.go_out_in(desk, beer.sale_unit, None)
        bare = goods.by_ids(desk, [beer.sale_unit])[0]
        assert containers.of_unit(desk, beer.sale_unit) is None
    assert shop.sell((bare, 1_000)).total == 60_000
    with shop.office.writing() as desk:
        containers.go_out_in(desk, beer.sale_unit, crate.container, 500)
        own = containers.Container(crate.container, "ลังเบียร์", 15_000)
        assert containers.of_unit(desk, beer.sale_unit) == (own, 500)


def test_a_top_up_passes_through_and_only_the_fee_is_sold(shop: Shop) -> None:
    phone = shop.add("เติมเงินมือถือ", 300)
    with shop.office.writing() as desk:
        containers.pass_on(desk, phone.sale_unit, True)
        phone = goods.by_ids(desk, [phone.sale_unit])[0]
        scan, _found = goods.scan(desk, "100บ*เติมเงินมือถือ")
    assert ringing.needs_face(phone, ringing.NOTHING)
    line = ringing.line(phone, "l1", scan)
    assert (line.face, line.gross, phone.stock) == (10_000, 300, None)
    with shop.office.writing() as desk:
        cart = shop.cart().add(line).add(replace(line, uid="l2", face=5_000))
        sold = selling.checkout(desk, cart, [Paid("cash", 20_000)])
    assert (sold.total, sold.change, _drawer(shop)) == (15_600, 4_400, 15_600)
    with shop.office.reading() as desk:
        assert desk.session.exec(select(models.Sale.total)).all() == [600]
        figures = reports.so_far(desk)
        assert figures is not None
        assert (figures.total, figures.passed_on) == (600, 15_000)
        assert any(row.value == "150.00" for part in (reports.x_report(desk) or ...).sections for row in part.rows)  # type: ignore[union-attr]
    with pytest.raises(Invalid):
        shop.sell((phone, 1_000))


def test_money_passed_on_is_counted_by_itself_at_the_close(shop: Shop) -> None:
    phone = shop.add("เติมเงินมือถือ", 300)
    with shop.office.writing() as desk:
        containers.pass_on(desk, phone.sale_unit, True)
        phone = goods.by_ids(desk, [phone.sale_unit])[0]
        scan, _found = goods.scan(desk, "100บ*เติมเงินมือถือ")
    with shop.office.writing() as desk:
        selling.checkout(desk, shop.cart().add(ringing.line(phone, "l1", scan)), [Paid("cash", 10_300)])
    with shop.office.reading() as desk:
        assert closing.to_pass_on(desk) == passedon.PassedOn(10_000)
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, 10_300, passed_on=9_500)
    with shop.office.reading() as desk:
        found = passedon.of_closing(desk, closed.number)
        assert found is not None
        assert (closed.difference, found.expected, found.counted, found.difference) == (0, 10_000, 9_500, -500)
        rows = {row.label: row.value for part in reports.z_report(desk, closed.number).sections for row in part.rows}
        assert (rows["รับแทนไว้ ต้องส่งต่อ"], rows["นับเงินรับแทนได้"], rows["เงินรับแทนต่าง"]) == ("100.00", "95.00", "−5.00")


def test_money_passed_on_without_a_fee_goes_back_once(shop: Shop) -> None:
    phone = shop.add("เติมเงินไม่คิดค่าบริการ", 0)
    with shop.office.writing() as desk:
        containers.pass_on(desk, phone.sale_unit, True)
        phone = goods.by_ids(desk, [phone.sale_unit])[0]
        scan, _found = goods.scan(desk, "100บ*เติมเงินไม่คิดค่าบริการ")
    with shop.office.writing() as desk:
        cart = shop.cart().add(ringing.line(phone, "l1", scan))
        sold = selling.checkout(desk, cart, [Paid("cash", 10_000)])
    with shop.office.writing() as desk:
        assert refunds.refund(desk, sold.id).total == 10_000
    with shop.office.reading() as desk:
        assert not refunds.can_void(desk, sold.id)
        assert not refunds.can_undo(desk, sold.id)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        refunds.void(desk, sold.id, "ผิดคน")
    assert _drawer(shop) == 0


def test_the_crates_of_two_cards_of_one_person_come_together_and_come_back(shop: Shop) -> None:
    beer, crate = _beer(shop)
    with shop.office.writing() as desk:
        twice = [customers.add(desk, customers.Card(name)) for name in ("สมชาย", "ชาย")]
    sold = []
    for one, count in zip(twice, (2_000, 1_000), strict=True):
        with shop.office.writing() as desk:
            cart = replace(shop.cart((beer, count)), customer=one.party)
            sold.append(selling.checkout(desk, cart, [Paid("cash", 300_000)]))
    with shop.office.writing() as desk:
        customers.merge(desk, twice[0].id, twice[1].id)
    assert _held(shop) == [("customer", "ชาย", 3_000, 36_000)]
    with pytest.raises(Conflict), shop.office.writing() as desk:
        customers.put_away(desk, twice[1].id)
    with shop.office.writing() as desk:
        refunds.void(desk, sold[0].id, "ผิด")
    assert _held(shop) == [("customer", "ชาย", 1_000, 12_000)]
    with shop.office.writing() as desk:
        containers.give_back(desk, crate.container, 1_000, twice[0].party)
    assert _held(shop) == []
    with shop.office.writing() as desk:
        customers.put_away(desk, twice[1].id)
    assert shop.check().ok
