"""A bill becomes a sale whole or not at all, with every satang and gram accounted for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotAllowed, NotFound
from shopdesk.core.barcode import Scan
from shopdesk.core.cart import Cart, Discount
from shopdesk.db import models
from shopdesk.shop import goods, payments, refunds, ringing, selling, settings, settling, stock, users
from shopdesk.shop.rights import Actor
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def test_a_cash_sale_gives_change_and_takes_stock(shop: Shop) -> None:
    fish_sauce = shop.add("น้ำปลาแท้ 700 มล.", 3200, stock=10_000, cost=2500)
    sold = shop.sell((fish_sauce, 2000), paid=[Paid("cash", 10_000)])
    assert (sold.number, sold.total, sold.paid, sold.change) == ("1A-000001", 6400, 10_000, 3600)
    with shop.office.reading() as desk:
        assert stock.balance(desk, fish_sauce.item) == 8000
        take = desk.session.exec(select(models.SaleTake)).one()
        assert (take.qty, take.value) == (2000, 5000)
        amounts = [(row.kind, row.amount) for row in desk.session.exec(select(models.Payment)).all()]
        assert amounts == [("pay", 10_000), ("change", -3600)]


def test_a_bill_is_paid_once_however_often_it_is_tried(shop: Shop) -> None:
    egg = shop.add("ไข่ไก่", 500, stock=30_000)
    cart = shop.cart((egg, 3000))
    numbers = []
    for _ in range(3):
        with shop.office.writing() as desk:
            numbers.append(selling.checkout(desk, cart, [Paid("cash", 1500)]))
    assert [sold.number for sold in numbers] == ["1A-000001"] * 3
    assert [sold.again for sold in numbers] == [False, True, True]
    with shop.office.reading() as desk:
        assert stock.balance(desk, egg.item) == 27_000


def test_a_bill_that_was_taken_back_is_not_called_paid(shop: Shop) -> None:
    cart = shop.cart((shop.add("ไข่ไก่", 500, stock=30_000), 3000))
    with shop.office.writing() as desk:
        sold = selling.checkout(desk, cart, [Paid("cash", 1500)])
    with shop.office.writing() as desk:
        refunds.undo(desk, sold.id)
    with pytest.raises(Conflict, match="ยกเลิกไปแล้ว"), shop.office.writing() as desk:
        selling.checkout(desk, cart, [Paid("cash", 1500)])
    assert shop.sell((shop.add("น้ำ", 700), 1000)).number == "1A-000002"


def test_a_refused_sale_leaves_nothing_behind(shop: Shop) -> None:
    rice = shop.add("ข้าวหอมมะลิ 5 กก.", 18_500)
    with pytest.raises(Invalid, match=r"85\.00"):
        shop.sell((rice, 1000), paid=[Paid("cash", 10_000)])
    with shop.office.reading() as desk:
        assert desk.session.exec(select(models.Sale)).all() == []
        assert desk.session.exec(select(models.ShiftOpen)).all() == []
    assert shop.sell((rice, 1000)).number == "1A-000001"


def test_weighed_goods_leave_stock_by_the_gram_whatever_the_unit(shop: Shop) -> None:
    chili = shop.add("พริกแห้ง", 1200, unit="kheed", by_weight=True, stock=5000)
    shop.sell((chili, 3500))
    with shop.office.reading() as desk:
        assert stock.balance(desk, chili.item) == 5000 - 350


def test_goods_asked_for_by_money_cost_exactly_that(shop: Shop) -> None:
    mango = shop.add("มะม่วงน้ำดอกไม้", 4500, unit="kg", by_weight=True)
    cart = shop.cart((mango, 1000))
    cart = cart.set_amount("line-0", 5000)
    with shop.office.writing() as desk:
        assert selling.checkout(desk, cart, [Paid("cash", 5000)]).total == 5000


def test_cash_is_rounded_and_a_transfer_is_not(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "down25")
    sugar = shop.add("น้ำตาล", 2_837)
    by_cash = shop.sell((sugar, 1000), paid=[Paid("cash", 3000)])
    assert (by_cash.total, by_cash.rounding, by_cash.change) == (2837, -12, 175)
    by_transfer = shop.sell((sugar, 1000), paid=[Paid("promptpay", 2837)])
    assert (by_transfer.rounding, by_transfer.change) == (0, 0)


def test_two_ways_of_paying_share_a_bill_and_only_the_cash_part_is_rounded(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "down100")
    oil = shop.add("น้ำมัน", 5_175)
    sold = shop.sell((oil, 1000), paid=[Paid("promptpay", 3000), Paid("cash", 2100)])
    assert (sold.total, sold.rounding, sold.change) == (5175, -75, 0)


def test_a_transfer_above_the_bill_gives_cash_only_where_the_owner_allows(shop: Shop) -> None:
    soap = shop.add("สบู่", 3500)
    with pytest.raises(Invalid, match=r"15\.00"):
        shop.sell((soap, 1000), paid=[Paid("promptpay", 5000)])
    with shop.office.writing() as desk:
        settings.change(desk, "cash.transfer_change", True)
    assert shop.sell((soap, 1000), paid=[Paid("promptpay", 5000)]).change == 1500


def test_a_state_scheme_does_not_pay_for_beer(shop: Shop) -> None:
    beer, rice = shop.add("เบียร์", 6000, restricted="alcohol"), shop.add("ข้าวสาร", 4000)
    with pytest.raises(Invalid):
        shop.sell((beer, 1000), (rice, 1000), paid=[Paid("scheme", 10_000)])
    cart = shop.cart((beer, 1000), (rice, 1000))
    kept, barred = cart.split(lambda line: bool(line.restricted), "bill-barred")
    with shop.office.writing() as desk:
        selling.checkout(desk, kept, [Paid("scheme", 4000)])
    with shop.office.writing() as desk:
        selling.checkout(desk, barred, [Paid("cash", 6000)])
    with shop.office.reading() as desk:
        logged = desk.session.exec(select(models.Event).where(models.Event.kind == "restricted.sold")).all()
        assert [event.detail for event in logged] == [{"classes": ["alcohol"]}]


def test_a_way_of_paying_does_not_pay_for_a_category_the_owner_picked(shop: Shop) -> None:
    candle, rice = shop.add("เทียนหอม", 6000, category="ของฝาก"), shop.add("ข้าวสาร", 4000, category="ของแห้ง")
    with shop.office.writing() as desk:
        ways = {way.code: way for way in selling.tenders(desk)}
        chosen = next(info.id for info in goods.categories(desk) if info.name == "ของฝาก")
        payments.put_tender(desk, replace(ways["scheme"], bars=(), categories=(chosen,)), 6)
    with pytest.raises(Invalid, match="เทียนหอม"):
        shop.sell((candle, 1000), (rice, 1000), paid=[Paid("scheme", 10_000)])
    assert shop.sell((rice, 1000), paid=[Paid("scheme", 4000)]).total == 4000
    assert shop.sell((candle, 1000)).total == 6000
    # What a bill that waited says of its goods counts for nothing.
    cart = shop.cart((candle, 1000))
    disguised = replace(cart, lines=(replace(cart.lines[0], category=None),))
    with pytest.raises(Invalid), shop.office.writing() as desk:
        selling.checkout(desk, disguised, [Paid("scheme", 6000)])


def test_vat_is_taken_from_the_bill_not_from_its_lines(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "vat.registered", True)
    sweet = shop.add("ขนม", 1000)
    cart = shop.cart()
    for n in range(10):
        cart = cart.add(goods.line_of(sweet, f"l{n}"), merge=False)
    with shop.office.writing() as desk:
        selling.checkout(desk, cart, [Paid("cash", 10_000)])
    with shop.office.reading() as desk:
        bill = desk.session.exec(select(models.Sale)).one()
        assert (bill.vat, bill.vat_base) == (654, 9346)
        assert sum(row.vat for row in desk.session.exec(select(models.SaleLine)).all()) == 654


def test_an_unregistered_shop_stores_no_vat(shop: Shop) -> None:
    shop.sell((shop.add("ขนม", 10_700), 1000))
    with shop.office.reading() as desk:
        bill = desk.session.exec(select(models.Sale)).one()
        assert (bill.vat, bill.vat_base, bill.heading) == (0, 0, "ใบเสร็จรับเงิน/บิลเงินสด")


def _cashier(shop: Shop) -> Actor:
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier", "5678")
        users.set_pin(desk, desk.actor.user, "1234")
    return users.sign_in(shop.office, "สมศรี", "5678")


def test_a_cashier_needs_the_owner_for_a_large_discount_or_another_price(shop: Shop) -> None:
    tea = shop.add("ชา", 10_000)
    cashier = _cashier(shop)
    owner = users.sign_in(shop.office, "เจ้าของร้าน", "1234")
    cart = shop.cart((tea, 1000))
    small = cart.discount_bill(Discount("percent", 1000))
    with shop.office.writing(cashier) as desk:
        assert selling.checkout(desk, small, [Paid("cash", 9000)]).total == 9000
    large = shop.cart((tea, 1000)).discount_line("line-0", Discount("amount", 1001))
    cheap = shop.cart((tea, 1000)).set_price("line-0", 9900)
    for refused in (large, cheap):
        with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
            selling.checkout(desk, refused, [Paid("cash", 10_000)])
        with shop.office.writing(cashier, owner) as desk:
            sold = selling.checkout(desk, refused, [Paid("cash", 10_000)])
        with shop.office.reading(owner) as desk:
            deed = desk.session.exec(select(models.Journal).join(models.Sale).where(models.Sale.id == sold.id)).one()
            assert (deed.actor, deed.approved_by) == (cashier.party, owner.party)


def test_a_list_price_the_shop_never_asked_needs_the_right_over_prices(shop: Shop) -> None:
    tea = shop.add("ชา", 10_000)
    cashier = _cashier(shop)
    cart = shop.cart((tea, 1000))
    made_up = replace(cart, lines=(replace(cart.lines[0], price=100, list_price=100),))
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, made_up, [Paid("cash", 100)])
    with shop.office.writing(users.sign_in(shop.office, "เจ้าของร้าน", "1234")) as desk:
        assert selling.checkout(desk, made_up, [Paid("cash", 100)]).total == 100


def test_a_bill_that_waited_keeps_its_price_for_a_week(shop: Shop) -> None:
    tea = shop.add("ชา", 10_000)
    cashier = _cashier(shop)
    owner = users.sign_in(shop.office, "เจ้าของร้าน", "1234")
    early, late = shop.cart((tea, 1000)), shop.cart((tea, 1000))
    with shop.office.writing(owner) as desk:
        goods.set_price(desk, tea.sale_unit, 12_000)
    with shop.office.writing(cashier) as desk:
        assert selling.checkout(desk, early, [Paid("cash", 10_000)]).total == 10_000
    shop.clock.now += timedelta(days=8)
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, late, [Paid("cash", 10_000)])


def test_two_discounts_that_hide_behind_each_other_are_added_up(shop: Shop) -> None:
    tea = shop.add("ชา", 10_000)
    cashier = _cashier(shop)
    cart = shop.cart((tea, 1000)).discount_line("line-0", Discount("percent", 900))
    cart = cart.discount_bill(Discount("percent", 900))
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, cart, [Paid("cash", 10_000)])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cart: replace(cart, lines=()),
        lambda cart: replace(cart, lines=(replace(cart.lines[0], item=999),)),
        lambda cart: replace(cart, lines=(replace(cart.lines[0], sale_unit=None),)),
    ],
)
def test_what_is_not_in_the_shop_is_not_sold(shop: Shop, spoil: object) -> None:
    cart = shop.cart((shop.add("ของ", 100), 1000))
    with pytest.raises(Invalid), shop.office.writing() as desk:
        selling.checkout(desk, spoil(cart), [Paid("cash", 100)])  # type: ignore[operator]


def test_an_unknown_tender_is_refused(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.sell((shop.add("ของ", 100), 1000), paid=[Paid("bitcoin", 100)])


def test_goods_without_stock_keeping_move_nothing(shop: Shop) -> None:
    noodles = shop.add("ก๋วยเตี๋ยว", 4000, tracked=False)
    shop.sell((noodles, 2000))
    with shop.office.reading() as desk:
        assert desk.session.exec(select(models.StockMove)).all() == []
        assert goods.by_ids(desk, [noodles.sale_unit])[0].stock is None


def test_selling_below_zero_is_sold_and_noted(shop: Shop) -> None:
    water = shop.add("น้ำดื่ม", 700, stock=2000, cost=400)
    shop.sell((water, 5000))
    with shop.office.reading() as desk:
        assert stock.balance(desk, water.item) == -3000
        take = desk.session.exec(select(models.SaleTake)).one()
        assert (take.qty, take.value) == (5000, 800)


def test_only_cash_pays_a_rounded_rest(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "down100")
    with shop.office.reading() as desk:
        ways, values = {way.code: way for way in selling.tenders(desk)}, settings.get_all(desk)
    for first, code, left in (("cash", "promptpay", 1390), ("promptpay", "cash", 1300), ("promptpay", "card", 1390)):
        assert settling.rest(3390, [Paid(first, 2000)], code, ways, values) == left
    assert settling.rest(3390, [Paid("promptpay", 5000)], "card", ways, values) == 0


def test_what_a_transfer_is_too_much_is_told_without_the_cash_beside_it(shop: Shop) -> None:
    oil = shop.add("น้ำมัน", 8000)
    with pytest.raises(Invalid, match=r"10\.00"):
        shop.sell((oil, 1000), paid=[Paid("promptpay", 9000), Paid("cash", 2000)])


def test_a_price_on_the_shops_own_label_needs_no_owner(shop: Shop) -> None:
    bread = shop.add("ขนมปัง", 2000, plu="12")
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    cashier = users.sign_in(shop.office, "สมศรี", "")
    line = ringing.line(bread, "line-0", Scan("embedded_price", price=1250))
    with shop.office.writing(cashier) as desk:
        assert selling.checkout(desk, Cart("bill-1").add(line), [Paid("cash", 1250)]).total == 1250


def test_a_slip_stands_once_on_a_bill_and_a_state_is_one_of_the_till(shop: Shop) -> None:
    soap = shop.add("สบู่", 3500)
    slip = Paid("promptpay", 1750, "slip_seen", slip_bank="014", slip_reference="00111222233344AB-CD12")
    typed = replace(slip, slip_bank="", slip_reference="ABCD12")
    for two in ([slip, slip], [slip, typed], [typed, slip], [typed, replace(typed, slip_reference="abcd12")]):
        with pytest.raises(Conflict):
            shop.sell((soap, 1000), paid=two)
    for state in ("banana", "confirmed_bank", "settled"):
        with pytest.raises(NotFound):
            shop.sell((soap, 1000), paid=[Paid("promptpay", 3500, state)])
    other = replace(slip, slip_bank="004")
    assert shop.sell((soap, 1000), paid=[slip, other]).paid == 3500


def test_a_slip_of_a_bill_taken_back_may_stand_on_another_and_both_are_on_record(shop: Shop) -> None:
    soap = shop.add("สบู่", 3500)
    slip = Paid("promptpay", 3500, slip_bank="014", slip_reference="00111222233344ABCD12")
    first = shop.sell((soap, 1000), paid=[slip])
    with pytest.raises(Conflict, match=first.number):
        shop.sell((soap, 1000), paid=[slip])
    with shop.office.writing() as desk:
        assert payments.voided_with(desk, slip.slip_bank, slip.slip_reference) is None
        refunds.undo(desk, first.id)
    with shop.office.reading() as desk:
        assert payments.voided_with(desk, slip.slip_bank, slip.slip_reference) == first.number
    second = shop.sell((soap, 1000), paid=[slip])
    with pytest.raises(Conflict, match=second.number):
        shop.sell((soap, 1000), paid=[slip])
    with pytest.raises(Conflict, match=second.number):
        shop.sell((soap, 1000), paid=[replace(slip, slip_bank="", slip_reference="abcd12")])
    with shop.office.reading() as desk:
        rows = desk.session.exec(select(models.Payment.sale).join(models.Slip)).all()
        assert sorted(rows) == [first.id, second.id]


def test_an_amount_that_its_weight_never_comes_to_needs_the_right_over_prices(shop: Shop) -> None:
    mango = shop.add("มะม่วง", 4500, unit="kg", by_weight=True)
    cashier = _cashier(shop)
    fair = shop.cart((mango, 1000)).set_amount("line-0", 5000)
    with shop.office.writing(cashier) as desk:
        assert selling.checkout(desk, fair, [Paid("cash", 5000)]).total == 5000
    cart = shop.cart((mango, 5000))
    cheap = replace(cart, lines=(replace(cart.lines[0], amount=100),))
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, cheap, [Paid("cash", 100)])


@pytest.mark.parametrize(
    ("name", "restricted"),
    [("เบียร์ช้าง 620 มล.", "alcohol"), ("บุหรี่สายฝน", "tobacco"), ("Leo beer", "alcohol"), ("น้ำขิง ginger", "")],
)
def test_beer_and_cigarettes_nobody_knew_are_marked_by_their_name(shop: Shop, name: str, restricted: str) -> None:
    with shop.office.writing() as desk:
        assert goods.create_at_till(desk, name, 6500, "8850000000999").restricted == restricted


def test_counting_up_from_below_zero_values_only_what_lies_there(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, cost=300)
    shop.sell((egg, 5000))
    with shop.office.writing() as desk:
        assert stock.set_balance(desk, egg.item, 10_000) == 15_000
    with shop.office.reading() as desk:
        assert desk.session.exec(select(models.Stock.value)).one() == 3000
