"""Selling, as a cashier does it."""

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtTest import QTest

from shopdesk.base.errors import Invalid
from shopdesk.ui.widgets.buttons import Button
from tests.ui.bills_page import rest
from tests.ui.till_page import MANGO, RICE, WATER, Till


def test_a_scan_puts_the_goods_on_the_bill(till: Till) -> None:
    till.scan(RICE).scan(WATER).scan(WATER)
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก.", "2 น้ำดื่ม 600 มล."]
    assert till.total == "199.00"


def test_a_scan_through_the_thai_keyboard_is_the_same_scan(till: Till) -> None:
    thai = dict(zip("1234567890", "ๅ/-ภถุึคตจ", strict=True))
    till.scan("".join(thai[digit] for digit in RICE))
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_exact_cash_is_two_enters(till: Till) -> None:
    till.scan(RICE).press("Enter").paint().press("Enter")
    assert till.sales == 1
    assert till.change == "0.00"
    assert till.lines == []


def test_a_second_enter_of_a_double_press_takes_no_money(till: Till) -> None:
    till.scan(RICE).press("Enter").paint().press("Enter", wait=0.1)
    assert till.sales == 0
    till.press("Enter")
    assert till.sales == 1


def test_enter_does_nothing_on_a_pay_sheet_nobody_has_seen(till: Till) -> None:
    till.scan(RICE).press("Enter").press("Enter")
    assert till.sales == 0


def test_cash_is_typed_and_the_change_is_shown(till: Till) -> None:
    till.scan(RICE).pay_cash("200")
    assert till.change == "15.00"


def test_one_key_takes_exact_cash(till: Till) -> None:
    till.scan(RICE).press("F5")
    assert (till.sales, till.change) == (1, "0.00")


def test_the_third_quick_amount_is_the_next_hundred(till: Till) -> None:
    till.scan(RICE).press("F6")
    assert till.change == "15.00"


def test_money_keys_are_dead_on_an_empty_bill_and_right_after_a_scan(till: Till) -> None:
    till.press("F5", "F6", "F7", "F8", "Enter")
    till.scan(RICE)
    till.ticks.wait(-1)
    till.press("F5", wait=0.1)
    assert till.sales == 0


def test_the_enter_of_an_unknown_scan_never_opens_the_pay_sheet(till: Till) -> None:
    till.scan(RICE).scan("8859999999992")
    assert till.asks == ""
    assert "8859999999992" in till.unknown


def test_unknown_goods_are_named_priced_and_sold(till: Till) -> None:
    till.scan("8859999999992").type("ขนมเทียน").press("Tab").type("15").press("Enter")
    assert till.lines == ["1 ขนมเทียน"]
    till.scan("8859999999992")
    assert till.lines == ["2 ขนมเทียน"]


def test_unknown_goods_can_be_sold_without_a_name(till: Till) -> None:
    till.scan("8859999999992").press("Tab").type("9").click("ทำทีหลัง")
    assert till.lines == ["1 ของอื่น ๆ 8859999999992"]
    assert till.total == "9.00"


def test_a_name_finds_and_enter_takes_the_first(till: Till) -> None:
    till.type("น้ำดื่ม")
    assert till.tiles == ["น้ำดื่ม 600 มล."]
    till.press("Enter")
    assert till.lines == ["1 น้ำดื่ม 600 มล."]
    assert len(till.tiles) == 3


def test_a_short_number_and_enter_is_the_goods_of_that_number(till: Till) -> None:
    till.type("12").press("Enter")
    assert till.lines == ["1 น้ำดื่ม 600 มล."]


def test_three_times_before_the_scan(till: Till) -> None:
    till.type("3*").press("Enter").scan(WATER)
    assert till.lines == ["3 น้ำดื่ม 600 มล."]
    till.scan(WATER)
    assert till.lines == ["4 น้ำดื่ม 600 มล."]


def test_three_times_before_the_scan_needs_no_enter(till: Till) -> None:
    till.type("3*").scan(WATER)
    assert till.lines == ["3 น้ำดื่ม 600 มล."]
    till.type("๒*").scan(RICE)
    assert till.lines == ["3 น้ำดื่ม 600 มล.", "2 ข้าวหอมมะลิ 5 กก."]
    till.type("น้ำ").scan(RICE)
    assert till.lines == ["3 น้ำดื่ม 600 มล.", "3 ข้าวหอมมะลิ 5 กก."]


def test_three_times_in_one_go_and_after(till: Till) -> None:
    till.type(f"3*{WATER}").press("Enter")
    assert till.lines == ["3 น้ำดื่ม 600 มล."]
    till.type("*6").press("Enter")
    assert till.lines == ["6 น้ำดื่ม 600 มล."]


def test_plus_and_minus_change_the_chosen_line(till: Till) -> None:
    till.scan(RICE).scan(WATER).press("+", "+").press("Up").press("+")
    assert till.lines == ["2 ข้าวหอมมะลิ 5 กก.", "3 น้ำดื่ม 600 มล."]
    till.press("-", "-")
    assert till.lines == ["3 น้ำดื่ม 600 มล."]


def test_a_removed_line_comes_back(till: Till) -> None:
    till.scan(RICE).scan(WATER).press("Del")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]
    till.press("Ctrl+Z")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก.", "1 น้ำดื่ม 600 มล."]
    till.press("Ctrl+Z", "Ctrl+Y")
    assert len(till.lines) == 2


def test_weighed_goods_ask_for_the_weight(till: Till) -> None:
    till.scan(MANGO)
    assert "มะม่วง" in till.asks
    till.type("1.35").press("Enter")
    assert till.lines == ["1.35 มะม่วงน้ำดอกไม้"]
    assert till.total == "60.75"


def test_weighed_goods_are_sold_by_money(till: Till) -> None:
    till.scan(MANGO).type("50บ").press("Enter")
    assert till.total == "50.00"


def test_the_container_is_taken_off(till: Till) -> None:
    till.tap("มะม่วงน้ำดอกไม้").type("1.5").press("Tab").type("0.5").press("Enter")
    assert till.lines == ["1 มะม่วงน้ำดอกไม้"]


def test_a_wrong_weight_says_why_and_stays_open(till: Till) -> None:
    till.scan(MANGO).type("abc").press("Enter")
    assert till.window.sheet is not None
    assert till.window.sheet.strip.said() != ""
    till.press("Esc")
    assert (till.asks, till.lines) == ("", [])


def test_a_tap_sells(till: Till) -> None:
    till.tap("น้ำดื่ม 600 มล.").tap("น้ำดื่ม 600 มล.")
    assert till.lines == ["2 น้ำดื่ม 600 มล."]


def test_goods_without_a_price_ask_for_it(till: Till) -> None:
    till.shop.add("ผักกาด", None, codes=("8850000000055",))
    till.scan("8850000000055").type("25").press("Enter")
    assert till.total == "25.00"


def test_goods_that_are_out_are_sold_all_the_same(till: Till) -> None:
    till.shop.add("ของหมด", 1000, codes=("8850000000055",), stock=0)
    till.scan("8850000000055").press("F5")
    assert till.sales == 1


def test_a_bill_is_held_and_recalled(till: Till) -> None:
    till.scan(RICE).press("Ctrl+H").type("ป้าแดง").press("Enter")
    assert till.lines == []
    till.scan(WATER).press("Ctrl+R").press("Enter")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]
    till.press("Ctrl+R", "Enter")
    assert till.lines == ["1 น้ำดื่ม 600 มล."]


def test_a_discount_on_the_bill(till: Till) -> None:
    till.scan(RICE).press("Ctrl+D").type("10").press("Enter")
    assert till.total == "175.00"
    till.press("Ctrl+Z")
    assert till.total == "185.00"


def test_a_percent_sign_makes_the_discount_one_of_percent(till: Till) -> None:
    till.scan(RICE).press("Ctrl+D").type("10%").press("Enter")
    assert till.total == "166.50"


def test_after_a_choice_on_a_sheet_the_digits_go_into_its_field(till: Till) -> None:
    till.scan(RICE).press("Ctrl+D").click("%").type("10").press("Enter")
    assert till.total == "166.50"
    till.scan(MANGO).click("ตามเงิน").type("50").press("Enter")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก.", "1.111 มะม่วงน้ำดอกไม้"]


def test_a_held_bill_shows_what_it_comes_to(till: Till) -> None:
    till.scan(RICE).press("Ctrl+D").type("10").press("Enter").press("Ctrl+H").type("ป้าแดง").press("Enter")
    till.press("Ctrl+R")
    assert till.window.sheet is not None
    assert "ป้าแดง · 1 รายการ · เมื่อกี้ · 175.00" in [each.said() for each in till.window.sheet.findChildren(Button)]


def test_a_paid_bill_is_taken_back_within_ten_seconds(till: Till) -> None:
    till.scan(RICE).press("F5").press("Ctrl+Z")
    assert till.change == ""
    assert "#0001" in till.news


def test_a_scan_while_paying_adds_nothing_silently(till: Till) -> None:
    till.scan(RICE).press("Enter").paint().scan(WATER)
    assert till.sales == 0
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_what_is_scanned_before_the_file_is_open_waits(closed_window, shop, ticks) -> None:  # type: ignore[no-untyped-def]
    till = Till(closed_window, shop, ticks)
    till.scan(RICE).scan(WATER)
    assert till.lines == []
    closed_window.data_ready(shop.office, None)
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก.", "1 น้ำดื่ม 600 มล."]


def test_typing_slowly_is_never_taken_for_a_scan(till: Till) -> None:
    till.scan(RICE).press("Enter").paint().type("200").press("Enter")
    assert till.change == "15.00"


def test_the_open_bill_is_on_disk_and_comes_back(till: Till, shop, ticks) -> None:  # type: ignore[no-untyped-def]
    from shopdesk.shop import bills

    till.scan(RICE).scan(WATER)
    till.page.leave()
    with shop.office.reading() as desk:
        cart = bills.open_bill(desk)
    assert cart is not None
    assert [line.name for line in cart.lines] == ["ข้าวหอมมะลิ 5 กก.", "น้ำดื่ม 600 มล."]


def test_a_bill_whose_payment_is_refused_at_once_is_on_disk_all_the_same(till: Till) -> None:
    from shopdesk.shop import bills

    till.scan(RICE)
    with pytest.raises(Invalid):
        till.page.counter.checkout(till.page.counter.bill.cart, 1, None)
    QTest.qWait(600)
    rest(till.window)
    with till.shop.office.reading() as desk:
        cart = bills.open_bill(desk)
    assert cart is not None
    assert [line.name for line in cart.lines] == ["ข้าวหอมมะลิ 5 กก."]


def test_going_to_and_fro_all_day_leaves_nothing_behind(till: Till) -> None:
    field, grid = till.page.field.input, till.page.grid
    counts = []
    for _turn in range(20):
        grid.setFocus()
        field.setFocus()
        counts.append(field.receivers(SIGNAL("destroyed(QObject*)")))
    assert counts == counts[:1] * 20


def test_an_open_bill_that_cannot_be_read_is_told_and_kept(closed_window, shop, ticks) -> None:  # type: ignore[no-untyped-def]
    from shopdesk.db import models

    with shop.office.writing() as desk:
        desk.session.add(models.Bill(uid="torn", till=1, state="open", cart={"lines": 3}, changed=desk.now))
    closed_window.data_ready(shop.office, None)
    till = Till(closed_window, shop, ticks)
    assert "อ่านบิลที่ค้างไว้ไม่ได้" in till.page.strip.said()
    till.scan(RICE)
    till.page.leave()
    with shop.office.reading() as desk:
        assert desk.session.get_one(models.Bill, "torn").state == "torn"


def test_language_text_size_and_colours_change_under_an_open_bill(till: Till) -> None:
    till.scan(RICE).scan(WATER)
    till.window.set_language("en")
    till.window.set_theme("dark")
    till.press("Ctrl+=")
    assert till.page.money.pay.said() == "Pay"
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก.", "1 น้ำดื่ม 600 มล."]
    till.press("Ctrl+Z")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]
    till.press("F5")
    assert till.sales == 1


def test_hostile_names_are_shown_letter_for_letter(till: Till) -> None:
    name = "<b>ใหญ่</b> & <img src=x> %s {0}"
    till.shop.add(name, 500, codes=("8850000000055",))
    till.scan("8850000000055").press("Del")
    assert name in till.page.toast.said()
    till.paint()


def test_restricted_goods_are_sold_with_one_calm_sentence(till: Till) -> None:
    till.shop.add("เบียร์", 6500, codes=("8850000000048",), restricted="alcohol")
    till.scan("8850000000048")
    assert till.news != ""
    assert till.asks == ""
    till.press("F5")
    assert till.sales == 1


def test_a_price_changed_on_the_bill_shows_the_one_before(till: Till) -> None:
    till.scan(RICE)
    till.page.lines.opened.emit(till.page.counter.bill.chosen)
    till.click("แก้ราคา").type("150").press("Enter")
    assert till.total == "150.00"
    assert "185" in till.page.lines.lines.data(till.page.lines.lines.index(0))


def test_a_scale_label_brings_its_weight(till: Till) -> None:
    from shopdesk.core.gtin import check_digit

    till.shop.add("หมูสามชั้น", 18000, unit="kg", by_weight=True, plu="123")
    digits = "210012300750"
    till.scan(f"{digits}{check_digit(digits)}")
    assert till.lines == ["0.75 หมูสามชั้น"]
    assert till.total == "135.00"


def test_the_open_bill_shows_the_number_it_will_have(till: Till) -> None:
    assert till.number == "#0001"
    till.scan(RICE)
    assert till.number == "#0001"
    till.press("F5").paint()
    assert till.number == "#0002"


def test_the_coming_number_costs_a_scan_no_query(till: Till) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    event.listen(till.shop.office.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    till.scan(RICE)
    assert asked
    assert [sql for sql in asked if "series" in sql] == []
