"""At the till: a tray and an egg, prices from a quantity, containers that come back, money passed on."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.shop import composing, containers, customers, day, goods, prices, receiving, settings, stock, variants
from shopdesk.ui.pages.till.asking import AmountSheet
from shopdesk.ui.pages.till.empties import EmptiesSheet
from shopdesk.ui.widgets.buttons import Button

TRAY, EGG, BEER = "8850000000307", "8850000000314", "8850000000321"


def _press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_tray_and_an_egg_are_scanned_and_leave_one_stock(till: Any, shop: Any) -> None:
    egg = shop.add("ไข่ไก่", 400, unit="egg", codes=(EGG,), stock=90_000)
    with shop.office.writing() as desk:
        variants.add_unit(desk, egg.sale_unit, variants.Way("แผง", 11_000, codes=(TRAY,)))
    till.scan(TRAY).scan(EGG).scan(TRAY)
    cart = till.page.counter.bill.cart
    assert [(line.name, line.qty) for line in cart.lines] == [("ไข่ไก่ แผง", 2_000), ("ไข่ไก่", 1_000)]
    till.page.give(till.page.counter.due().cash)
    with shop.office.reading() as desk:
        assert stock.balance(desk, egg.item) == 29_000


def test_the_price_from_a_quantity_holds_as_soon_as_it_is_reached(till: Any, shop: Any) -> None:
    egg = shop.add("ไข่ไก่", 400, unit="egg", codes=(EGG,))
    with shop.office.writing() as desk:
        prices.add_rule(desk, egg.sale_unit, 350, from_qty=3_000)
    till.window.bus.goods_changed.emit()
    for total in (400, 800, 1_050, 1_400):
        till.scan(EGG)
        assert till.page.counter.due().exact == total


def test_a_crate_is_paid_with_the_beer_and_an_empty_one_takes_it_off(till: Any, shop: Any) -> None:
    beer = shop.add("เบียร์", 60_000, codes=(BEER,))
    with shop.office.writing() as desk:
        crate = containers.add(desk, "ลัง", 12_000)
        containers.go_out_in(desk, beer.sale_unit, crate)
    till.scan(BEER)
    assert till.page.counter.due().exact == 72_000
    assert "120.00" in till.page.money.count.said()
    from shopdesk.ui.pages.till.empties import bring_back

    bring_back(till.page)
    sheet = till.window.sheet
    assert isinstance(sheet, EmptiesSheet)
    sheet.step(crate, 1)
    _press(sheet.ok)
    assert till.page.counter.due().exact == 60_000
    till.page.counter.bill.undo()
    assert till.page.counter.due().exact == 72_000


def test_empties_alone_are_paid_from_the_drawer(till: Any, shop: Any) -> None:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
        crate = containers.add(desk, "ลัง", 12_000)
    from shopdesk.ui.pages.till.empties import bring_back

    bring_back(till.page)
    sheet = till.window.sheet
    assert isinstance(sheet, EmptiesSheet)
    sheet.step(crate, 1)
    sheet.step(crate, 1)
    _press(sheet.drawer)
    assert "240.00" in till.page.strip.said()
    with shop.office.reading() as desk:
        assert [one.qty for one in containers.balances(desk)] == [-2_000]


def test_a_top_up_asks_how_much_is_passed_on(till: Any, shop: Any) -> None:
    phone = shop.add("เติมเงิน", 300, codes=(BEER,))
    with shop.office.writing() as desk:
        containers.pass_on(desk, phone.sale_unit, True)
        phone = goods.by_ids(desk, [phone.sale_unit])[0]
    till.page.take(phone)
    sheet = till.window.sheet
    assert isinstance(sheet, AmountSheet)
    sheet.field.setText("100")
    sheet.enter()
    assert till.page.counter.due().exact == 10_300
    till.page.give(10_300)
    assert till.page.after.sold.total == 10_300


def _late_milk(shop: Any, mode: str) -> goods.Goods:
    milk: goods.Goods = shop.add("นม", 1_200, codes=(EGG,))
    with shop.office.writing() as desk:
        settings.change(desk, "stock.expired", mode)
        receiving.receive(desk, receiving.Load((receiving.Incoming(milk.item, 2_000, 1_600, "2026-11-20"),)))
    return milk


def test_goods_past_their_date_are_asked_about_and_come_off_by_one_tap(till: Any, shop: Any) -> None:
    _late_milk(shop, "warn")
    till.window.bus.goods_changed.emit()
    till.scan(EGG)
    assert till.page.strip.said().startswith("นม หมดอายุ 20 พ.ย.")
    assert len(till.page.counter.bill.cart.lines) == 1
    till.page.strip.press()
    assert till.page.counter.bill.cart.lines == ()


def test_goods_past_their_date_do_not_come_on_the_bill_where_they_are_not_sold(till: Any, shop: Any) -> None:
    milk = _late_milk(shop, "block")
    basket = shop.add("ชุดเช้า", 5_000, codes=(TRAY,))
    with shop.office.writing() as desk:
        composing.add_part(desk, basket.sale_unit, milk.sale_unit, 1_000)
    till.window.bus.goods_changed.emit()
    for code, name in ((EGG, "นม"), (TRAY, "ชุดเช้า")):
        till.scan(code)
        assert till.page.strip.said() == f"{name} หมดอายุ 20 พ.ย. 2569 ขายไม่ได้ เก็บออกจากชั้น"
        assert till.page.counter.bill.cart.lines == ()


def test_empties_come_back_by_touch_into_the_book_of_whose_bill_it_is(till: Any, shop: Any) -> None:
    assert not [one for one in till.page.side.findChildren(Button) if one.said() == "คืนภาชนะ"]
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
        crate = containers.add(desk, "ลัง", 12_000)
        dang = customers.add(desk, customers.Card("ป้าแดง"))
        containers.moved(desk, crate, dang.party, 3_000, 36_000)
    till.page.refresh()
    (button,) = [one for one in till.page.side.findChildren(Button) if one.property("symbol") == "package"]
    assert button.isVisible()
    assert min(button.width(), button.height()) >= 44
    till.page.counter.bill.put(replace(till.page.counter.bill.cart, customer=dang.party))
    _press(button)
    sheet = till.window.sheet
    assert isinstance(sheet, EmptiesSheet)
    sheet.step(crate, 1)
    _press(sheet.drawer)
    with shop.office.reading() as desk:
        assert [(one.party, one.qty) for one in containers.balances(desk)] == [(dang.party, 2_000)]
