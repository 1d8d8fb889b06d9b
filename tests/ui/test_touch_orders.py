"""An order with a finger alone: packed, labelled, handed over, its money taken in; each target is large enough."""

from datetime import timedelta
from typing import Any

import pytest

from shopdesk.shop import accounts, channels, day
from shopdesk.shop.online import board, holding, intake
from tests.ui.touch import Finger

ADDRESS = {"name": "สมหญิง ใจดี", "phone": "089-111-2222", "street": "99 หมู่ 4", "province": "ชัยภูมิ", "postcode": "36110"}


@pytest.fixture(params=[(1366, 768), (1024, 600)], ids=["1366x768", "1024x600"])
def finger(window: Any, shop: Any, ticks: Any, request: pytest.FixtureRequest) -> Finger:
    window.resize(*request.param)
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Finger(window, shop, ticks).lift()


def comes(finger: Finger) -> int:
    """An order of two goods comes from a web shop of one's own."""
    shop, now = finger.shop, finger.shop.clock.now
    wanted = ((finger.rice, 2), (finger.water, 1))
    lines = tuple(
        channels.RemoteLine((f"p{n}",), "", one.name, pieces, 12_000) for n, (one, pieces) in enumerate(wanted)
    )
    with shop.office.writing() as desk:
        account = accounts.add(desk, "woocommerce", "เว็บร้านป้า").id
        told = channels.RemoteOrder(
            "500", "500", "new", "pending", now, now, lines, goods=36_000, shipping=0, discount=0, total=36_000,
            buyer="สมหญิง", deadline=now + timedelta(hours=20), address=ADDRESS,
        )  # fmt: skip
        order = intake.take_in(desk, account, told).id
        for row, (one, _pieces) in zip(list(holding.lines_of(desk, order)), wanted, strict=True):
            intake.match(desk, row.id or 0, one.sale_unit)
    return order


def state(finger: Finger, order: int) -> str:
    with finger.shop.office.reading() as desk:
        return board.one(desk, order).card.state


def card(finger: Finger) -> Finger:
    """Press the only order there is."""
    found = finger.window.page.board
    if found.wide():
        return finger.row(next(one for one in found.columns.lists.values() if one.cards.rowCount()), 0)
    return finger.row(found.rows.table, 0)


def test_an_order_is_packed_labelled_handed_over_and_paid(finger: Finger) -> None:
    order = comes(finger)
    finger.finger("ลูกค้า", "ออเดอร์")
    card(finger).finger("แพ็กของ", "ใส่ 1", "เอาออก 1", "ใส่ครบแถวนี้")
    finger.row(finger.window.sheet.table, 1).finger("ใส่ครบแถวนี้", "ครบแล้ว ปิดกล่อง")
    assert state(finger, order) == "ready"
    finger.finger("พิมพ์ใบปะหน้า", "พิมพ์ออกมาแล้ว", "ใบส่งมอบ", "ไม่พิมพ์")
    card(finger).finger("ส่งให้ขนส่ง", "กดตัวเลขค่าส่ง", "4", "2", "จดไว้", "ส่งให้ขนส่งแล้ว")
    assert state(finger, order) == "shipped"
    with finger.shop.office.reading() as desk:
        (parcel,) = board.one(desk, order).parcels
    assert parcel.postage == 4_200
    finger.finger("ปิดร้าน", "ออนไลน์", "เงินเข้าแล้ว", "เงินเข้าแล้ว")
    with finger.shop.office.reading() as desk:
        assert accounts.listing(desk)[0].owes == 0


def test_an_order_leaves_in_two_boxes_by_finger(finger: Finger) -> None:
    order = comes(finger)
    finger.finger("ลูกค้า", "ออเดอร์")
    card(finger).finger("แพ็กของ", "ใส่ 1", "ปิดกล่องนี้ ที่เหลือตามไป", "ใส่ 1")
    finger.row(finger.window.sheet.table, 1).finger("ใส่ครบแถวนี้", "ครบแล้ว ปิดกล่อง")
    card(finger).finger("แกะกล่อง")
    assert state(finger, order) == "packing"
    finger.finger("ปิด")
    card(finger).finger("แพ็กของ", "ใส่ครบแถวนี้", "ครบแล้ว ปิดกล่อง", "ใบส่งมอบ", "ไม่พิมพ์", "ส่งครบแล้ว")
    assert state(finger, order) == "shipped"
