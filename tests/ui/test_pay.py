"""Taking the money, as a cashier does it."""

from datetime import timedelta
from pathlib import Path

import pytest
import qrcode
from PySide6.QtTest import QTest

from shopdesk.core import promptpay
from shopdesk.ui import keys
from shopdesk.ui.widgets.qr import LEAST_MODULE
from tests.ui.pay_page import BEER, Pay, slip_text
from tests.ui.till_page import RICE, WATER, Till

SLIP = slip_text("014242082547BPM04988")


@pytest.fixture
def pay(till: Till) -> Pay:
    """Rice for 185.00 on the bill of a shop with a PromptPay number."""
    made = Pay(till).set("promptpay.id", "0812345678").set("promptpay.name", "ร้านบ้านโนน")
    till.scan(RICE)
    return made


def test_too_little_is_said_on_the_button_and_takes_no_money(pay: Pay) -> None:
    pay.open()
    assert pay.button == "รับพอดี"
    pay.type("100")
    assert pay.button == "ยังขาด 85.00"
    pay.finish()
    assert "85.00" in pay.strip
    assert pay.till.sales == 0


def test_notes_add_up_and_the_change_is_shown_in_notes_and_coins(pay: Pay) -> None:
    pay.open().tap_notes(100, 100)
    assert pay.amount == "200"
    assert pay.pieces == {1000: 1, 500: 1}
    pay.finish()
    assert pay.till.change == "15.00"


def test_in_a_low_window_the_button_tells_the_change_and_the_code_can_be_turned_to_the_customer(pay: Pay) -> None:
    pay.till.window.resize(1024, 600)
    pay.till.window.set_text_size(150)
    QTest.qWait(20)
    pay.open().type("200")
    assert pay.button == "เสร็จ ทอน 15.00"
    pay.sheet.choose("promptpay")
    pay.till.window.grab()
    assert pay.tab.turn.visibleRegion().boundingRect() == pay.tab.turn.rect()


def test_cash_is_rounded_as_the_owner_set_it(pay: Pay) -> None:
    pay.set("cash.rounding", "down100")
    pay.till.page.counter.bill.put(pay.till.page.counter.bill.cart.set_price(pay.till.page.counter.bill.chosen, 18560))
    pay.open().finish()
    assert pay.payments() == [("cash", "185.00", "settled", "")]


def test_far_too_much_cash_is_asked_about_first(pay: Pay) -> None:
    pay.open().type("20000").finish()
    assert pay.till.sales == 0
    assert "20,000.00" in pay.strip
    pay.press("F8")
    assert pay.till.change == "19,815.00"


def test_esc_keeps_what_was_typed_for_this_bill(pay: Pay) -> None:
    pay.open().type("500").press("Esc")
    assert not pay.is_open
    pay.open()
    assert pay.amount == "500"
    pay.press("Esc")
    pay.till.scan(WATER)
    pay.open()
    assert pay.amount == ""


def test_a_scan_while_paying_adds_nothing_until_somebody_says_so(pay: Pay) -> None:
    pay.open().type("50")
    pay.till.scan(WATER)
    assert pay.amount == "50"
    assert "ยังเก็บเงินไม่เสร็จ" in pay.strip
    assert pay.to_pay == "185.00"
    pay.press("F8")
    assert not pay.is_open
    assert pay.till.total == "192.00"


def test_a_digit_alone_chooses_the_way_of_paying_and_a_scanners_digits_do_not(pay: Pay) -> None:
    pay.open("F9")
    pay.press("4").wait_for_digit()
    assert pay.tab.name == "named"
    pay.press("Ctrl+Tab")
    assert pay.tab.name == "mixed"
    pay.press("Ctrl+2")
    pay.till.scan("8850000000024")
    pay.wait_for_digit()
    assert pay.tab.name == "promptpay"


def test_every_key_of_the_sheet_is_understood_by_it(pay: Pay) -> None:
    pay.open("F9")
    assert {key.deed for key in keys.KEYS if key.where == "pay"} <= set(pay.sheet.deeds())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_telephone_reads_the_qr_for_this_bill_off_the_screen(pay: Pay, mode: str) -> None:
    pay.till.window.set_theme(mode)
    QTest.qWait(30)
    pay.open("F9")
    (text,) = pay.scanned_off(pay.till.window)
    asked = promptpay.parse(text)
    assert (asked.amount, asked.to, asked.static) == (18500, promptpay.target("0812345678"), False)
    assert pay.tab.qr.module >= LEAST_MODULE


def test_the_cashier_says_when_the_money_is_in(pay: Pay) -> None:
    pay.open("F9")
    assert pay.button == "เงินเข้าแล้ว"
    pay.press("Enter", wait=0.1)
    assert pay.till.sales == 0
    pay.press("Enter")
    assert pay.payments() == [("promptpay", "185.00", "confirmed_cashier", "")]


def test_a_slip_is_no_payment_and_pays_no_second_bill(pay: Pay) -> None:
    pay.open("F9")
    pay.till.scan(SLIP)
    assert "M04988" in pay.tab.slip.words.said()
    assert pay.till.sales == 0
    pay.press("Enter")
    pay.till.scan(RICE)
    pay.open("F9")
    pay.till.scan(SLIP)
    assert "1A-000001" in pay.strip
    assert pay.tab.slip.slip is None
    pay.tab.slip.field.setFocus()
    pay.type("m04988").finish()
    assert pay.till.sales == 1
    assert "1A-000001" in pay.strip


def test_a_slip_is_read_from_a_picture(pay: Pay, tmp_path: Path) -> None:
    qrcode.make(SLIP).save(tmp_path / "slip.png")
    (tmp_path / "no.png").write_bytes(b"nothing")
    pay.open("F9").read_picture(tmp_path / "no.png")
    assert "no.png" in pay.strip
    pay.read_picture(tmp_path / "slip.png")
    assert "M04988" in pay.tab.slip.words.said()


def test_without_a_number_the_tab_explains_and_sells_nothing(till: Till) -> None:
    pay = Pay(till)
    till.scan(RICE)
    pay.open("F9")
    assert pay.tab.to_settings.isVisibleTo(pay.tab) == till.window.has("settings")
    assert pay.button == ""
    pay.finish()
    assert till.sales == 0


def test_a_changed_number_stands_on_the_sheet_with_the_old_one(pay: Pay) -> None:
    pay.set("promptpay.id", "0898765432").open("F9")
    assert "0812345678 → 0898765432" in pay.tab.changes.said()
    pay.press("Esc").set("shop.phone", "1").set("shop.phone", "2").set("shop.phone", "3").open("F9")
    assert "0812345678 → 0898765432" in pay.tab.changes.said()
    pay.press("Esc")
    pay.till.shop.clock.now += timedelta(hours=25)
    pay.open("F9")
    assert pay.tab.changes.said() == ""


def test_the_bill_waits_while_the_money_is_not_in(pay: Pay) -> None:
    pay.open("F9").press("Ctrl+H")
    if pay.till.window.sheet is not None:
        pay.press("Enter")
    assert [gross for _label, gross in pay.held()] == [18500]
    assert pay.till.sales == 0


def test_the_screen_turned_to_the_customer_shows_the_code_and_nothing_else(pay: Pay) -> None:
    pay.open("F9").press("F9")
    assert pay.turned is not None
    assert pay.turned.geometry() == pay.till.window.rect()
    (text,) = pay.scanned_off(pay.till.window)
    assert promptpay.parse(text).amount == 18500
    pay.press("Enter")
    assert pay.turned is None
    pay.press("Enter", wait=0.1)
    assert pay.till.sales == 0
    pay.press("F9", "Esc")
    assert pay.is_open


def test_a_terminal_takes_the_amount_and_its_last_digits(pay: Pay) -> None:
    pay.open("F9").press("4").wait_for_digit()
    pay.tab.pick("card")
    pay.tab.digits.setFocus()
    pay.type("4821").finish()
    assert pay.payments() == [("card", "185.00", "confirmed_cashier", "4821")]


def test_beer_is_split_off_a_welfare_card_bill_with_one_key(pay: Pay) -> None:
    pay.till.shop.add("เบียร์", 6500, codes=(BEER,), restricted="alcohol")
    pay.till.scan(BEER)
    pay.open("F9").press("4").wait_for_digit()
    pay.tab.pick("welfare")
    pay.finish()
    assert pay.till.sales == 0
    pay.press("F8")
    assert pay.to_pay == "185.00"
    pay.press("F8")
    assert pay.to_pay == "250.00"
    pay.finish()
    pay.press("F8").finish()
    assert pay.payments() == [("welfare", "185.00", "confirmed_cashier", "")]
    assert [gross for _label, gross in pay.held()] == [6500]
    assert "65.00" in pay.till.news


def test_two_ways_that_bar_different_goods_split_off_both(pay: Pay) -> None:
    pay.till.shop.add("เบียร์", 6500, codes=(BEER,), restricted="alcohol")
    pay.till.shop.add("เทียนหอม", 9000, codes=("8850000000055",), category="ของฝาก")
    pay.till.scan(BEER).scan("8850000000055")
    pay.bar("scheme", "ของฝาก")
    pay.open("F12")
    for way, amount in (("welfare", "100"), ("scheme", "85")):
        pay.tab.row(way).field.setFocus()
        pay.type(amount)
    pay.press("F8")
    assert pay.to_pay == "185.00"
    pay.finish()
    assert [amount for _tender, amount, _state, _digits in pay.payments()] == ["100.00", "85.00"]
    assert [gross for _label, gross in pay.held()] == [15_500]


def test_goods_marked_while_the_bill_waited_are_split_off_as_well(pay: Pay) -> None:
    pay.till.shop.add("โซดาพิเศษ", 6500, codes=(BEER,))
    pay.till.scan(BEER)
    pay.mark("โซดาพิเศษ", "alcohol")
    pay.open("F9").press("4").wait_for_digit()
    pay.tab.pick("welfare")
    pay.press("F8").finish()
    assert pay.payments() == [("welfare", "185.00", "confirmed_cashier", "")]


def test_esc_after_a_split_leaves_the_bill_whole(pay: Pay) -> None:
    pay.till.shop.add("เบียร์", 6500, codes=(BEER,), restricted="alcohol")
    pay.till.scan(BEER)
    pay.open("F9").press("4").wait_for_digit()
    pay.tab.pick("welfare")
    pay.press("F8", "Esc")
    assert pay.till.total == "250.00"
    assert pay.held() == []


def test_several_ways_pay_one_bill(pay: Pay) -> None:
    pay.open("F12").type("100")
    assert pay.button == "ยังขาด 85.00"
    pay.tab.row("promptpay").field.setFocus()
    pay.press("Enter")
    assert pay.tab.row("promptpay").field.text() == "85"
    pay.press("Enter")
    assert pay.payments() == [("cash", "100.00", "settled", ""), ("promptpay", "85.00", "confirmed_cashier", "")]


def test_each_of_several_ways_takes_its_last_digits_and_its_slip(pay: Pay) -> None:
    pay.open("F12").type("100")
    card, promptpay = pay.tab.row("card"), pay.tab.row("promptpay")
    assert not card.digits.isVisible()
    card.field.setFocus()
    pay.type("50")
    card.digits.setFocus()
    pay.type("4821").press("Esc").open("F12")
    assert pay.tab.row("card").digits.text() == "4821"
    pay.till.scan(SLIP)
    promptpay = pay.tab.row("promptpay")
    assert promptpay.field.text() == "35"
    assert "M04988" in promptpay.slip.words.said()
    assert pay.till.sales == 0
    pay.finish()
    assert pay.payments() == [
        ("cash", "100.00", "settled", ""),
        ("promptpay", "35.00", "confirmed_cashier", ""),
        ("card", "50.00", "confirmed_cashier", "4821"),
    ]
    pay.till.scan(RICE)
    pay.open("F9")
    pay.till.scan(SLIP)
    assert "1A-000001" in pay.strip


def test_a_slip_of_a_bill_taken_back_says_so_and_may_be_used(pay: Pay) -> None:
    pay.open("F9")
    pay.till.scan(SLIP)
    pay.press("Enter")
    pay.undo_sale()
    pay.till.scan(RICE)
    pay.open("F9")
    pay.till.scan(SLIP)
    assert "1A-000001" in pay.tab.slip.words.said()
    pay.press("Enter")
    assert [amount for _tender, amount, _state, _digits in pay.payments()][-1] == "185.00"
    assert pay.till.sales == 2


def test_a_number_stands_on_a_tab_only_while_its_key_chooses_it(pay: Pay) -> None:
    pay.open()
    assert pay.tabs == ["เงินสด", "พร้อมเพย์", "เซ็นไว้", "อื่น ๆ", "จ่ายหลายแบบ"]
    widths = pay.tab_widths
    pay.press("1")
    assert pay.amount == "1"
    pay.press("Ctrl+2")
    assert pay.tabs == ["1  เงินสด", "2  พร้อมเพย์", "3  เซ็นไว้", "4  อื่น ๆ", "5  จ่ายหลายแบบ"]
    # The chosen one is bold, which takes two pixels.
    assert all(abs(now - before) <= 2 for now, before in zip(pay.tab_widths, widths, strict=True))
    pay.tab.slip.field.setFocus()
    assert pay.tabs[0] == "เงินสด"


def test_goods_of_a_barred_category_are_split_off_even_where_a_hundred_bills_wait(pay: Pay) -> None:
    pay.bar("scheme", "ของฝาก")
    pay.till.shop.add("เทียนหอม", 6500, codes=(BEER,), category="ของฝาก")
    pay.hold_many(100)
    pay.till.scan(BEER)
    pay.open("F9").press("4").wait_for_digit()
    pay.tab.pick("scheme")
    assert "เทียนหอม" in pay.strip
    pay.press("F8").finish()
    assert pay.payments() == [("scheme", "185.00", "confirmed_cashier", "")]
    assert len(pay.held()) == 101


def test_a_transfer_above_the_bill_gives_change_only_where_the_owner_allows_it(pay: Pay) -> None:
    pay.open("F12")
    pay.tab.row("promptpay").field.setFocus()
    pay.type("200")
    assert pay.button == "เกินมา 15.00"
    pay.finish()
    assert pay.till.sales == 0
    pay.press("Esc").set("cash.transfer_change", True).open("F12").finish()
    assert pay.till.change == "15.00"


def test_the_customer_is_told_what_to_pay_and_no_longer(pay: Pay) -> None:
    seen: list[object] = []
    pay.till.window.bus.payment_shown.connect(seen.append)
    pay.open("F9")
    assert getattr(seen[-1], "amount", None) == 18500
    pay.press("Ctrl+1")
    assert seen[-1] is None
