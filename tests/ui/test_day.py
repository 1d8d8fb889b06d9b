"""The day is opened, looked at, counted and closed; a difference never stops anybody."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import bills, closing, day, refunds, rights, settings, users
from shopdesk.shop.selling import Paid
from shopdesk.ui.pages.people import persons
from shopdesk.ui.printing import Printing
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain
from tests.ui.bills_page import Counter, rest


@pytest.fixture
def counter(window: Any, shop: Any, ticks: Any) -> Counter:
    Printing(window)
    return Counter(window, shop, ticks)


def closings(counter: Counter) -> list[Any]:
    with counter.shop.office.reading() as desk:
        rows = desk.session.connection().exec_driver_sql(
            "SELECT number, expected, counted, kept, reason FROM shift_close ORDER BY id"
        )
        return [tuple(row) for row in rows]


def cashier(counter: Counter) -> rights.Actor:
    with counter.shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    return users.sign_in(counter.shop.office, "สมศรี", "")


def test_the_day_opens_with_what_was_left_and_enter(counter: Counter) -> None:
    with counter.shop.office.writing() as desk:
        day.open_day(desk, 100_000)
    with counter.shop.office.writing() as desk:
        closing.close_day(desk, 100_000, kept=50_000)
    counter.go_to("day")
    assert counter.next_step == "เปิดร้าน"
    counter.press("Enter")
    assert counter.next_step == "ปิดร้าน นับเงิน"
    assert "เงินในลิ้นชักตอนเปิด" in counter.card("ลิ้นชัก")
    with counter.shop.office.reading() as desk:
        shift = day.current(desk)
    assert shift is not None
    assert shift.float_amount == 50_000


def test_a_float_that_is_no_amount_is_refused_next_to_the_field(counter: Counter) -> None:
    counter.go_to("day")
    counter.type("สิบบาท").press("Enter")
    assert counter.next_step == "เปิดร้าน"
    assert any("จำนวนเงิน" in sentence for sentence in counter.card("เปิดร้าน"))


def test_notes_are_counted_compared_and_closed(counter: Counter, tmp_path: Path) -> None:
    with counter.shop.office.writing() as desk:
        settings.change(desk, "printer.target", f"file:{tmp_path / 'out'}")
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1, b20=4)
    assert counter.counted == "180.00"
    assert counter.closing.verdict.said() == "ขาด 5.00"
    counter.click("ทอนผิด").click("ปิดร้านและพิมพ์สรุป")
    rest(counter.window)
    assert closings(counter) == [("1A-Z000001", 18500, 18000, 18000, "ทอนผิด")]
    assert "ขาด 5.00" in counter.page_news
    assert counter.next_step == "เปิดร้าน"
    assert (tmp_path / "out").stat().st_size > 1000


def test_closing_says_that_a_bill_at_the_till_is_not_paid_and_offers_to_sell_on(counter: Counter) -> None:
    counter.sold()
    counter.scan("8850000000024")
    counter.go_to("day").press("Ctrl+S").paint_()
    assert counter.closing.strip.said() == "บิลที่หน้าขายยังไม่เก็บเงิน 7.00"
    counter.closing.strip.press()
    assert counter.window.page is counter.page
    assert counter.lines == ["1 น้ำดื่ม 600 มล."]
    assert closings(counter) == []


def test_the_big_button_names_the_key_that_closes_from_here(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1)
    assert counter.closing.main.key == "Ctrl+S"
    counter.closing.keep.setFocus()
    assert counter.closing.main.key == "Enter"
    counter.closing.first.setFocus()
    counter.press("Ctrl+S")
    assert len(closings(counter)) == 1


def test_fingers_count_with_the_row_of_digits(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.click("2").click("0")
    assert counter.closing.pieces() == {100_000: 20}


def test_pieces_are_counted_with_thai_digits_too(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.type("๑๒ก")
    assert counter.closing.pieces() == {100_000: 12}


def test_one_sum_and_what_stays_may_be_typed(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.click("ใส่ยอดเดียว").type("185").press("Enter")
    counter.type("100")
    assert counter.closing.take.said() == "เอาออก 85.00"
    counter.press("Enter")
    assert closings(counter) == [("1A-Z000001", 18500, 18500, 10000, "")]


def test_more_cannot_stay_than_was_counted(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.click("ใส่ยอดเดียว").type("185").press("Enter")
    counter.type("200").press("Enter")
    assert counter.sheet_news
    assert closings(counter) == []


def test_nothing_counted_asks_and_closing_without_counting_is_allowed(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.click("ปิดร้านและพิมพ์สรุป")
    assert "นับเงินก่อน" in counter.sheet_news
    counter.click("ปิดโดยไม่นับ")
    assert closings(counter) == [("1A-Z000001", 18500, None, 18500, "")]
    assert counter.paper.paper.number == "1A-Z000001"


def test_a_customer_in_between_costs_no_counting(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1).press("Esc", "Esc")
    counter.scan("8850000000017").press("F5")
    counter.go_to("day").press("Ctrl+S")
    assert counter.counted == "100.00"


def test_a_cashier_counts_blind_and_sees_no_totals(counter: Counter) -> None:
    counter.sold()
    counter.window.actor = cashier(counter)
    counter.go_to("day")
    assert counter.next_step == "ปิดกะ นับเงิน"
    assert counter.card("ขายวันนี้") == ["ขายวันนี้", "เจ้าของร้านดูยอดขายได้"]
    assert counter.card("ขายดีวันนี้") == []
    counter.press("Ctrl+S").paint_()
    counter.count(b100=1)
    assert not counter.closing.expected_row.isVisible()
    assert counter.closing.verdict.said() == "เจ้าของร้านจะเทียบยอดเอง"
    counter.click("ปิดกะและพิมพ์สรุป")
    assert "ขาด" not in counter.page_news
    assert len(closings(counter)) == 1


def test_who_counts_blind_may_leave_a_note_and_gets_a_slip_without_totals(counter: Counter) -> None:
    counter.sold()
    counter.window.actor = cashier(counter)
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1)
    assert not counter.closing.agreed_row.isVisible()
    counter.click("ไม่ทราบ").click("ปิดกะและพิมพ์สรุป")
    assert closings(counter)[0][4] == "ไม่ทราบ"
    assert counter.paper.paper.title == "ใบนับเงิน"
    assert "185" not in str(counter.paper.paper)


def test_the_report_so_far_asks_for_the_owner_and_is_printed_as_theirs(counter: Counter, tmp_path: Path) -> None:
    with counter.shop.office.writing() as desk:
        settings.change(desk, "printer.target", f"file:{tmp_path / 'out'}")
        owner = desk.actor
    counter.sold()
    counter.window.actor = cashier(counter)
    asked: list[str] = []
    counter.window.ask_approval = lambda error, then: (asked.append(error.right), then(owner))
    counter.go_to("day").press("Ctrl+P")
    assert asked == ["see_totals"]
    assert counter.paper.paper.kind == "X"
    counter.click("พิมพ์")
    rest(counter.window)
    assert (tmp_path / "out").stat().st_size > 1000


def test_the_owner_agrees_to_another_sum_than_the_counted_one(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1, b20=4)
    assert counter.closing.agreed.text() == "180"
    counter.closing.agreed.setFocus()
    counter.closing.agreed.selectAll()
    counter.type("185")
    assert counter.closing.verdict.said() == "ตรงกันพอดี"
    counter.click("ทอนผิด").click("ปิดร้านและพิมพ์สรุป")
    assert closings(counter) == [("1A-Z000001", 18500, 18000, 18500, "ทอนผิด")]
    told = {row.label: row.value for section in counter.paper.paper.sections for row in section.rows}
    assert (told["นับได้"], told["ยอดที่ตกลง"]) == ("180.00", "185.00")


def test_counting_again_forgets_what_was_agreed(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day").press("Ctrl+S").paint_()
    counter.count(b100=1)
    counter.closing.agreed.setFocus()
    counter.closing.agreed.selectAll()
    counter.type("120")
    counter.count(b20=4)
    assert counter.closing.agreed.text() == "180"


def test_the_owner_agrees_later_on_a_count_that_did_not_fit(counter: Counter) -> None:
    counter.sold()
    with counter.shop.office.writing(cashier(counter)) as desk:
        closing.close_day(desk, 18000, reason="ทอนผิด")
    counter.go_to("day").click("ขาด 5.00").paint_()
    assert "ตอนนับบอกว่า: ทอนผิด" in [label.said() for label in counter.window.sheet.findChildren(Plain)]
    counter.type("185").press("Enter")
    assert counter.window.sheet is None
    assert counter.page_news == "1A-Z000001 ถือยอด 185.00 แล้ว"
    assert "ตรงกันพอดี" in [button.said() for button in counter.day.findChildren(Button)]
    assert "ยอดที่ตกลง" in counter.card("ใบสรุปครั้งก่อน")


def shown(counter: Counter) -> list[tuple[str, str]]:
    return [(row.number, row.state) for row in counter.transfers.table.rows.rows()]


def test_transfers_are_ticked_against_the_bank_s_list_and_paid_out_later(counter: Counter) -> None:
    for tender in ("promptpay", "scheme"):
        counter.sold(paid=[Paid(tender, 18500, "confirmed_cashier")])
    counter.sold()
    counter.go_to("day")
    assert "370.00" not in counter.card("เงินโอนวันนี้")
    assert "แคชเชียร์เห็นเงินเข้าแล้ว" in counter.card("เงินโอนวันนี้")
    counter.click("เทียบกับธนาคาร").click("เลือกทั้งหมด")
    assert counter.transfers.told.said() == "เลือก 2 รายการ · 370.00"
    counter.click("เข้าบัญชีแล้ว")
    assert [state for _number, state in shown(counter)] == ["confirmed_bank", "confirmed_bank"]
    counter.transfers.table.selectRow(0)
    counter.transfers.table.setFocus()
    counter.press("Space").click("จ่ายครบแล้ว")
    assert shown(counter) == [("1A-000002", "settled"), ("1A-000001", "confirmed_bank")]
    counter.press("Esc")
    assert "เงินเข้าครบแล้ว" in counter.card("เงินโอนวันนี้")


def test_a_transfer_whose_goods_went_back_unseen_is_marked_and_not_ticked_with_the_others(counter: Counter) -> None:
    bills = [counter.sold(paid=[Paid("promptpay", 18500)]) for _bill in range(2)]
    with counter.shop.office.writing() as desk:
        refunds.refund(desk, bills[0].id)
    counter.go_to("day")
    assert "คืนของแล้ว" in counter.card("เงินโอนวันนี้")
    counter.click("เทียบกับธนาคาร").click("เลือกทั้งหมด")
    assert [row.words for row in counter.transfers.table.rows.rows()] == ["รอเงินเข้า", "คืนของแล้ว"]
    assert counter.transfers.told.said() == "เลือก 1 รายการ · 185.00"


def test_enter_with_nothing_ticked_notes_nothing_and_the_button_says_what_to_do(counter: Counter) -> None:
    counter.sold(paid=[Paid("promptpay", 18500, "confirmed_cashier")])
    counter.go_to("day").click("เทียบกับธนาคาร")
    assert counter.transfers.main.said() == "เลือกรายการที่เข้าบัญชีแล้ว"
    with counter.shop.office.reading() as desk:
        before = desk.session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
    counter.transfers.enter()
    assert "รายการ" not in counter.transfers.strip.said()
    with counter.shop.office.reading() as desk:
        assert desk.session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == before
    counter.click("เลือกทั้งหมด")
    assert counter.transfers.main.said() == "เข้าบัญชีแล้ว"


def test_older_days_show_what_is_not_settled_yet(counter: Counter) -> None:
    counter.sold(paid=[Paid("scheme", 18500, "confirmed_cashier")])
    counter.shop.clock.now += timedelta(days=3)
    counter.go_to("day").click("เทียบกับธนาคาร")
    assert shown(counter) == []
    counter.click("7 วัน")
    counter.click("เลือกทั้งหมด").click("จ่ายครบแล้ว")
    assert shown(counter) == []


def test_a_cashier_sees_no_transfers(counter: Counter) -> None:
    counter.sold(paid=[Paid("promptpay", 18500)])
    counter.window.actor = cashier(counter)
    counter.go_to("day")
    assert counter.card("เงินโอนวันนี้") == []


def test_with_one_person_every_word_is_of_the_day_and_with_a_second_one_of_the_shift(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day")
    rail = counter.window.rail.buttons["day"]
    assert (rail.said(), counter.next_step) == ("ปิดร้าน", "ปิดร้าน นับเงิน")
    cashier(counter)
    persons.show_name(counter.window)
    assert rail.said() == "ปิดกะ"
    counter.go_to("till").go_to("day").press("Ctrl+S").paint_()
    assert counter.closing.heading.said() == "ปิดกะ นับเงิน"
    counter.click("ปิดโดยไม่นับ")
    assert counter.paper.paper.title == "ปิดกะ"
    counter.press("Esc")
    counter.window.set_language("en")
    assert counter.window.rail.buttons["day"].said() == "Shift end"


def test_yesterday_left_open_says_that_closing_covers_both_days(counter: Counter) -> None:
    counter.sold()
    counter.shop.clock.now += timedelta(days=1)
    counter.go_to("day")
    assert "22 พ.ย. 2569" in counter.page_news
    assert "รวมทุกวัน" in counter.page_news


def test_cash_goes_in_and_out_with_a_reason(counter: Counter) -> None:
    counter.sold()
    counter.go_to("day")
    counter.click("หยิบเงินออก").paint_().type("85").press("Enter")
    assert counter.sheet_news
    counter.click("ซื้อของเข้าร้าน").click("หยิบเงิน")
    assert "ซื้อของเข้าร้าน" in counter.card("ลิ้นชัก")
    counter.click("ใส่เงินเข้า").paint_().type("200")
    counter.click("เติมเงินทอน").click("ใส่เงิน")
    with counter.shop.office.reading() as desk:
        assert day.expected(desk) == 18500 - 8500 + 20000


def test_held_bills_are_sold_on_or_thrown_away_and_brought_back(counter: Counter) -> None:
    with counter.shop.office.writing() as desk:
        bills.hold(desk, counter.shop.cart((counter.rice, 1000)), "ป้าแดง")
    counter.go_to("day")
    assert "ป้าแดง" in counter.card("บิลที่พักไว้")
    counter.click("ทิ้ง")
    assert counter.card("บิลที่พักไว้") == []
    counter.day.toast.undo()
    counter.click("ขายต่อ")
    assert counter.window.page.name == "till"
    assert counter.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_the_owner_sees_totals_best_sellers_and_the_report_so_far(counter: Counter) -> None:
    counter.sold((counter.water, 3000))
    counter.go_to("day")
    assert "1 บิล" in counter.card("ขายวันนี้")
    assert "น้ำดื่ม 600 มล." in counter.card("ขายดีวันนี้")
    counter.press("Ctrl+P")
    assert counter.paper.paper.kind == "X"
