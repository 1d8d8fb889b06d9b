"""A day at the till with a finger alone: every step has something to press, and it is large enough."""

from typing import Any

import pytest

from shopdesk.shop import day, refunds, settings
from shopdesk.ui.printing import Printing
from tests.ui.touch import Finger


@pytest.fixture(params=[(1366, 768), (1024, 600)], ids=["1366x768", "1024x600"])
def finger(window: Any, shop: Any, ticks: Any, request: pytest.FixtureRequest) -> Finger:
    window.resize(*request.param)
    Printing(window)
    with shop.office.writing() as desk:
        settings.change(desk, "promptpay.id", "0812345678")
        settings.change(desk, "shop.started", True)
    return Finger(window, shop, ticks).lift()


def test_a_sale_from_the_picture_to_the_change(finger: Finger) -> None:
    finger.tile("น้ำดื่ม 600 มล.").tile("น้ำดื่ม 600 มล.").stepper(1).stepper(0)
    assert finger.lines == ["2 น้ำดื่ม 600 มล."]
    finger.finger("เก็บเงิน", "แบงก์ 20 บาท", "เสร็จ")
    assert (finger.sales, finger.change) == (1, "6.00")


def test_weighed_goods_less_their_container(finger: Finger) -> None:
    finger.tile("มะม่วงน้ำดอกไม้").finger("1", ".", "5")
    finger.field("ภาชนะหนัก").finger("0", ".", "1", "5", "ใส่ในบิล")
    assert finger.lines == ["1.35 มะม่วงน้ำดอกไม้"]
    finger.line(0).finger("ชั่งใหม่", "ตามเงิน", "5", "0", "ใส่ในบิล")
    assert finger.total == "50.00"
    finger.finger("เก็บเงิน", "รับพอดี")
    assert finger.sales == 1


def test_a_line_is_changed_and_taken_off_and_brought_back(finger: Finger) -> None:
    finger.tile("น้ำดื่ม 600 มล.").tile("ข้าวหอมมะลิ 5 กก.").line(0).line(0).finger("แก้จำนวน", "ลบตัวท้าย", "6", "แก้ตามนี้")
    assert finger.lines[0] == "6 น้ำดื่ม 600 มล."
    finger.line(0).finger("ลบออกจากบิล")
    assert len(finger.lines) == 1
    finger.finger("ย้อนกลับ")
    assert len(finger.lines) == 2


def test_a_promptpay_sale(finger: Finger) -> None:
    finger.tile("ข้าวหอมมะลิ 5 กก.").finger("พร้อมเพย์", "เงินเข้าแล้ว")
    assert finger.sales == 1


def test_a_bill_is_held_and_called_back(finger: Finger) -> None:
    finger.tile("ข้าวหอมมะลิ 5 กก.").finger("พักบิล", "พักบิล")
    assert finger.lines == []
    finger.finger("เรียกบิล", "1 รายการ · เมื่อกี้ · 185.00")
    assert finger.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_a_discount(finger: Finger) -> None:
    finger.tile("ข้าวหอมมะลิ 5 กก.").finger("ส่วนลด", "%", "1", "0", "ลดราคา")
    assert finger.total == "166.50"


def test_money_goes_back(finger: Finger) -> None:
    finger.sold()
    finger.finger("บิล").row(finger.bills.table, 0).finger("คืนเงิน", "คืนทั้งหมด", "ลูกค้าเปลี่ยนใจ", "คืนเงิน")
    with finger.shop.office.reading() as desk:
        assert refunds.refundable(desk, 1)[0].left == 0


def test_the_day_is_counted_and_closed(finger: Finger) -> None:
    finger.sold()
    finger.finger("ปิดร้าน", "ปิดร้าน นับเงิน", "ใส่ยอดเดียว", "1", "8", "5", "ปิดร้านและพิมพ์สรุป")
    with finger.shop.office.reading() as desk:
        assert day.current(desk) is None


def test_the_person_help_and_settings_are_in_reach(finger: Finger) -> None:
    finger.finger("วิธีใช้", "ปิด", "ตั้งค่า", "ขาย")
