"""A bill is found again, printed again, paid back by lines, voided, confirmed."""

from typing import Any

import pytest

from shopdesk.shop import history, rights, selling, users
from shopdesk.ui.widgets.text import Plain
from tests.ui.bills_page import Counter


@pytest.fixture
def counter(window: Any, shop: Any, ticks: Any) -> Counter:
    return Counter(window, shop, ticks)


def cashier_works(counter: Counter) -> rights.Actor:
    """A second person is at the till, without the right to give money back; the owner stands by with the PIN."""
    with counter.shop.office.writing() as desk:
        owner = desk.actor
        users.set_pin(desk, owner.user, "4711")
    owner = users.sign_in(counter.shop.office, owner.name, "4711")
    with counter.shop.office.writing(owner) as desk:
        users.add(desk, "สมศรี", "cashier")
    counter.window.ask_approval = lambda _error, then: then(owner)
    counter.window.actor = users.sign_in(counter.shop.office, "สมศรี", "")
    assert counter.window.actor is not None
    return counter.window.actor


def test_the_latest_bills_are_listed_and_one_is_found_by_typing(counter: Counter) -> None:
    counter.sold()
    counter.sold((counter.water, 3000))
    counter.go_to("bills")
    assert counter.listed == ["1A-000002", "1A-000001"]
    counter.find("21")
    assert counter.listed == ["1A-000002"]
    assert "น้ำดื่ม 600 มล." in counter.bill
    counter.find("หอมมะลิ")
    assert counter.listed == ["1A-000001"]
    counter.find("รองเท้า")
    assert counter.listed == []


def test_goods_that_come_back_are_scanned_and_their_bills_appear(counter: Counter) -> None:
    counter.sold()
    counter.sold((counter.water, 1000))
    counter.go_to("bills")
    counter.scan("8850000000024")
    assert counter.listed == ["1A-000002"]


def test_esc_goes_back_step_by_step_and_then_to_the_till(counter: Counter) -> None:
    counter.sold()
    counter.go_to("bills")
    counter.find("185")
    assert counter.bill
    counter.press("Esc")
    assert counter.bills.detail.bill is None
    counter.press("Esc")
    assert counter.bills.search.field.value() == ""
    counter.press("Esc")
    assert counter.window.page.name == "till"


def test_one_of_three_bottles_goes_back_with_plus_and_enter(counter: Counter) -> None:
    sale = counter.sold((counter.water, 3000), (counter.rice, 1000)).id
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").paint_()
    counter.press("+", "+", "-", "Enter")
    assert counter.window.sheet is None
    assert counter.back(sale) == [("น้ำดื่ม 600 มล.", 2000), ("ข้าวหอมมะลิ 5 กก.", 1000)]
    assert counter.page_news == "คืนเงินลูกค้า เงินสด 7.00"
    assert counter.listed == ["1A-R000001", "1A-000001"]
    assert "คืนบางส่วน" in counter.bill


@pytest.mark.parametrize("letter", ["r", "พ"])
def test_the_latest_bill_goes_back_with_four_keys(counter: Counter, letter: str) -> None:
    sale = counter.sold((counter.water, 3000), (counter.rice, 1000)).id
    counter.go_to("till")
    counter.press("Ctrl+B").paint_()
    counter.press("Enter").type(letter).press("Enter")
    assert [left for _name, left in counter.back(sale)] == [0, 0]
    assert counter.window.sheet is None


def test_help_names_the_keys_that_do_something_here_and_no_others(counter: Counter) -> None:
    counter.go_to("bills").press("F1").paint_()
    told = [label.said() for label in counter.window.help_panel.findChildren(Plain)]
    assert {"R", "Ctrl+P", "F1"} <= set(told)
    assert not {"Ctrl+N", "Ctrl+S"} & set(told)


def test_everything_goes_back_at_once_and_then_nothing_more(counter: Counter) -> None:
    sale = counter.sold((counter.water, 3000), (counter.mango, 1350)).id
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").click("คืนทั้งหมด").click("ของเสีย").click("คืนเงิน")
    assert [left for _name, left in counter.back(sale)] == [0, 0]
    assert not counter.bills.detail.refund_button.isVisible()
    assert not counter.bills.detail.void_button.isVisible()


def test_a_tapped_reason_is_marked_and_enter_still_gives_the_money_back(counter: Counter) -> None:
    sale = counter.sold((counter.water, 3000)).id
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").paint_()
    reasons = counter.refunding.reasons
    counter.press("+").click("หยิบผิด").click("ของเสีย")
    assert [chip.said() for chip in reasons.chips if chip.isChecked()] == ["ของเสีย"]
    counter.click("ของเสีย")
    assert (reasons.value(), [chip.isChecked() for chip in reasons.chips]) == ("", [False] * 3)
    reasons.chips[1].setFocus()
    counter.press("Space")
    assert reasons.value() == "หยิบผิด"
    counter.press("Enter")
    assert counter.back(sale) == [("น้ำดื่ม 600 มล.", 2000)]


def test_in_a_small_window_the_reasons_are_seen_without_moving_anything(counter: Counter) -> None:
    counter.window.resize(1024, 600)
    counter.sold(*((counter.shop.add(f"ของ {n}", 1000), 1000) for n in range(12)))
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").paint_()
    field = counter.refunding.reasons.field
    bottom = field.mapTo(counter.window, field.rect().bottomLeft()).y()
    top = counter.refunding.main.mapTo(counter.window, counter.refunding.main.rect().topLeft()).y()
    assert field.visibleRegion().boundingRect() == field.rect()
    assert bottom < top


def test_more_than_was_sold_cannot_be_typed_and_nothing_chosen_does_nothing(counter: Counter) -> None:
    sale = counter.sold((counter.water, 3000)).id
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").paint_()
    counter.press("Enter")
    assert counter.window.sheet is counter.refunding
    (stepper,) = counter.refunding.steppers.values()
    stepper.field.selectAll()
    counter.type("4")
    assert counter.refunding.parts() == {}
    counter.press("Esc")
    assert counter.back(sale) == [("น้ำดื่ม 600 มล.", 3000)]


def test_money_nobody_saw_come_is_named_before_it_is_given_back(counter: Counter) -> None:
    counter.sold((counter.water, 1000), paid=[selling.Paid("promptpay", 700)])
    counter.go_to("bills").choose().click("คืนเงิน").paint_()
    assert "ยังไม่มีใครเห็นเงินก้อนนี้เข้า" not in counter.refunding.back.said()
    counter.click("คืนทั้งหมด").paint_()
    assert "ยังไม่มีใครเห็นเงินก้อนนี้เข้า" in counter.refunding.back.said()


def test_of_a_bill_paid_two_ways_one_chooses_how_a_part_goes_back(counter: Counter) -> None:
    paid = [selling.Paid("promptpay", 20_000), selling.Paid("cash", 17_000)]
    counter.sold((counter.rice, 2000), paid=paid)
    counter.go_to("bills").choose().click("คืนเงิน").paint_()
    assert not counter.refunding.ways.isVisible()
    counter.press("+").paint_()
    assert counter.refunding.back.said().startswith("พร้อมเพย์ 185.00 · ยังไม่มีใครเห็น")
    counter.click("เงินสด")
    assert counter.refunding.back.said().startswith("เงินสด 170.00 · พร้อมเพย์ 15.00 · ยังไม่มีใครเห็น")
    counter.press("+").paint_()
    assert not counter.refunding.ways.isVisible()
    counter.press("-", "Enter")
    assert counter.page_news == "คืนเงินลูกค้า เงินสด 170.00 · พร้อมเพย์ 15.00"


def test_a_cashier_gives_money_back_with_the_owners_pin(counter: Counter) -> None:
    sale = counter.sold().id
    cashier = cashier_works(counter)
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").click("คืนทั้งหมด").click("คืนเงิน")
    assert [left for _name, left in counter.back(sale)] == [0]
    with counter.shop.office.reading() as desk:
        row = (
            desk.session.connection().exec_driver_sql("SELECT actor, approved_by FROM journal ORDER BY id DESC").first()
        )
    assert row is not None
    assert row.actor == cashier.party
    assert row.approved_by not in (None, cashier.party)


def test_without_anybodys_pin_nothing_goes_back(counter: Counter) -> None:
    sale = counter.sold().id
    cashier_works(counter)
    counter.window.ask_approval = lambda _error, _then: None
    counter.go_to("bills").choose()
    counter.click("คืนเงิน").click("คืนทั้งหมด").click("คืนเงิน")
    assert [left for _name, left in counter.back(sale)] == [1000]


def test_a_bill_is_voided_with_a_reason_only(counter: Counter) -> None:
    sale = counter.sold().id
    counter.go_to("bills").choose()
    counter.click("ยกเลิกบิล").paint_().click("ยกเลิกบิล")
    assert "เพราะอะไร" in counter.sheet_news
    counter.click("กดผิด").click("ยกเลิกบิล")
    assert counter.window.sheet is None
    assert {"ยกเลิกแล้ว", "กดผิด"} <= set(counter.bill)
    assert counter.back(sale) == []


def test_a_promptpay_payment_waits_until_somebody_saw_the_money(counter: Counter) -> None:
    counter.sold(paid=[selling.Paid("promptpay", 18500)])
    counter.sold()
    counter.go_to("bills")
    counter.click("รอยืนยัน")
    assert counter.listed == ["1A-000001"]
    counter.choose().click("เงินเข้าแล้ว")
    assert counter.listed == []
    with counter.shop.office.reading() as desk:
        assert history.unconfirmed(desk).entries == ()


def test_the_owner_says_that_the_bank_shows_the_money_and_the_bill_tells_it(counter: Counter) -> None:
    counter.sold(paid=[selling.Paid("promptpay", 18500, "confirmed_cashier")])
    counter.go_to("bills").choose()
    assert "แคชเชียร์เห็นเงินเข้าแล้ว" in counter.bill
    counter.click("เข้าบัญชีแล้ว")
    assert "ธนาคารยืนยันแล้ว" in counter.bill
    assert not counter.bills.detail.confirm_buttons


def test_a_cashier_is_not_asked_for_the_bank_s_word(counter: Counter) -> None:
    counter.sold(paid=[selling.Paid("promptpay", 18500)])
    with counter.shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    counter.window.actor = users.sign_in(counter.shop.office, "สมศรี", "")
    counter.go_to("bills").choose().click("เงินเข้าแล้ว")
    assert "แคชเชียร์เห็นเงินเข้าแล้ว" in counter.bill
    assert not counter.bills.detail.confirm_buttons


def test_what_was_typed_and_chosen_survives_another_language(counter: Counter) -> None:
    counter.sold()
    counter.go_to("bills").find("185")
    counter.window.set_language("en")
    assert counter.bills.search.field.value() == "185"
    assert "Bill #0001" in counter.bill
