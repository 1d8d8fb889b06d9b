"""Orders of channels on their board: packed by scanner and by hand, labelled, handed over, cancelled, brought back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from shopdesk.shop import accounts, channels, day
from shopdesk.shop.online import holding, intake, packing
from shopdesk.shop.orders import Wanted
from shopdesk.ui.online import Online
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.cards import GAP, answer_boxes, laid
from shopdesk.ui.pages.orders.whole import Look
from shopdesk.ui.widgets.text import Plain
from tests.ui.bills_page import rest
from tests.ui.orders_page import JAM, Board
from tests.ui.till_page import RICE, Till


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


@pytest.fixture
def seller(board: Board) -> int:
    return board.account()


ADDRESS = {"name": "สมหญิง ใจดี", "phone": "089-111-2222", "street": "99 หมู่ 4", "province": "ชัยภูมิ", "postcode": "36110"}


def test_orders_of_channels_and_by_hand_stand_on_one_board(board: Board, seller: int) -> None:
    board.write("ครูแดง", "1", "")
    board.comes(seller, "500", (board.jam, 2))
    board.comes(seller, "501", (board.jam, 1), state="shipped")
    board.comes(seller, "502", (board.jam, 1), state="problem")
    assert board.columns() == {"new": ["1-O00001", "500"], "shipped": ["501"], "problem": ["502"]}
    assert board.page.board.columns.heads["new"].said() == "ใหม่ 2"
    assert board.card("500").goods == "แยมมะม่วง × 2"


@pytest.mark.parametrize(
    ("hours", "words", "tone"),
    [(30, "ต้องส่งภายใน 30 ชม.", ""), (6, "ต้องส่งภายใน 5 ชม.", "accent"), (2, "ต้องส่งภายใน 1 ชม.", "danger"),
     (-3, "เลยเวลาส่งแล้ว 3 ชม.", "danger"), (72, "ต้องส่งภายใน 2 วัน", "")],
)  # fmt: skip
def test_a_card_says_until_when_it_has_to_leave(board: Board, seller: int, hours: int, words: str, tone: str) -> None:
    now = board.shop.clock.now
    deadline = now + timedelta(hours=hours, minutes=20 if hours == 30 else 0)
    board.comes(seller, "500", (board.jam, 1), deadline=deadline, cod=True)
    assert words in board.badges("500")
    assert board.tone("500", words) == tone
    assert "เก็บปลายทาง" in board.badges("500")


def test_every_card_says_how_old_its_news_are(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1))
    assert entries.news(board.card("500"), board.shop.clock.now).startswith("ข้อมูลเมื่อ 09:0")
    board.shop.clock.now += timedelta(days=1)
    assert entries.news(board.card("500"), board.shop.clock.now).startswith("ข้อมูลเมื่อ 22/11 09:0")


def test_the_keyboard_walks_packs_and_hands_over_without_a_mouse(board: Board, seller: int) -> None:
    first = board.comes(seller, "500", (board.jam, 2))
    board.comes(seller, "501", (board.cake, 1))
    board.at("500").press("J")
    assert board.page.current().number == "501"  # type: ignore[union-attr]
    board.press("K", "Space")
    board.scan(JAM).scan(JAM).press("Ctrl+S")
    assert board.state(first) == "ready"
    assert board.columns() == {"new": ["501"], "ready": ["500"]}
    assert "แพ็กออเดอร์ 500" in board.news()
    board.at("500").press("Space")
    board.scan("th 0123")
    board.press("Enter")
    assert board.state(first) == "shipped"
    assert board.free(board.jam) == 7_000
    assert "บิลขาย" in board.news()


def test_wrong_goods_are_heard_and_stand_in_red(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    heard: list[str] = []
    board.till.window.sounds.play = heard.append  # type: ignore[method-assign]
    board.at("500").press("Space").scan(RICE)
    assert heard == ["unknown"]
    assert board.rows()[0].startswith("✗ ข้าวหอมมะลิ 5 กก. — ชิ้นนี้ไม่อยู่ในออเดอร์")
    board.scan(JAM)
    assert board.rows() == ["แยมมะม่วง 1 จาก 2"]
    board.scan(JAM)
    assert board.rows() == ["✓ แยมมะม่วง 2 จาก 2"]
    board.scan(JAM)
    assert "ใส่ครบแล้ว" in board.rows()[0]
    assert heard == ["unknown", "scan", "scan", "unknown"]
    assert board.state(order) == "packing"


def test_it_is_packed_by_hand_with_a_finger_alone(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), (board.cake, 1))
    board.open("500").tap("แพ็กของ").tap("ใส่ 1").tap("ใส่ 1").tap("เอาออก 1")
    assert not board.sheet().main.isEnabled()
    board.tap("ใส่ครบแถวนี้")
    board.sheet().table.selectRow(1)
    board.tap("ใส่ครบแถวนี้").tap("ครบแล้ว ปิดกล่อง")
    assert board.state(order) == "ready"
    board.open("500").tap("แกะกล่องแพ็กใหม่")
    assert board.state(order) == "packing"


def test_what_is_missing_is_cancelled_with_words_for_the_buyer(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), (board.cake, 1))
    board.at("500").press("Space").scan(JAM).scan(JAM).tap("ของขาด")
    words = board.sheet().words.said()
    assert "“เค้ก” หมดแล้ว" in words
    assert "500" in words
    board.tap("คัดลอกข้อความ")
    assert QGuiApplication.clipboard().text() == words
    board.tap("ยกเลิกเฉพาะที่ขาด")
    assert board.free(board.cake) == 9_000
    board.press("Ctrl+S")
    assert board.state(order) == "ready"


def test_a_whole_order_that_cannot_be_sent_frees_its_goods(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    board.open("500").tap("ส่งไม่ได้").tap("ราคาผิด")
    assert "ยกเลิกออเดอร์ 500" in board.sheet().words.said()
    board.tap("ยกเลิกทั้งออเดอร์")
    assert board.state(order) == "cancelled"
    assert board.free(board.jam) == 9_000
    board.press("Esc")
    assert board.columns() == {}
    board.tap("จบแล้ว")
    assert [entry.number for entry in board.page.board.entries()] == ["500"]


def test_goods_nobody_knows_are_said_by_a_person(board: Board, seller: int) -> None:
    board.comes(seller, "500", ("Mango jam, large", 2))
    assert "ไม่รู้จักสินค้า 1" in board.badges("500")
    board.open("500").tap("บอกว่าเป็นสินค้าอะไร").scan(JAM)
    assert "บอกว่าเป็นสินค้าอะไร" not in board.buttons()
    assert board.free(board.jam) == 7_000
    board.press("Esc")
    assert "ไม่รู้จักสินค้า 1" not in board.badges("500")


@pytest.mark.parametrize(("agree", "state"), [(True, "cancelled"), (False, "new")])
def test_what_the_buyer_asks_is_answered_on_its_card(board: Board, seller: int, agree: bool, state: str) -> None:
    order = board.comes(seller, "500", (board.jam, 2), wants="cancel")
    assert "ผู้ซื้อขอยกเลิก" in board.badges("500")
    cards = board.page.board.columns.lists["new"]
    box = cards.visualRect(cards.cards.index(0)).toRectF().adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
    spot = answer_boxes(box, board.card("500"))[0 if agree else 1]
    assert min(spot.width(), spot.height()) >= 44
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=spot.center().toPoint())
    board.rest()
    assert board.till.window.sheet is None
    assert board.state(order) == state
    if not agree:
        assert "ผู้ซื้อขอยกเลิก" not in board.badges("500")


def test_a_parcel_its_buyer_wants_to_send_back_is_trouble_until_it_is_answered(board: Board, seller: int) -> None:
    board.comes(seller, "600", (board.jam, 1), state="delivered")
    board.comes(seller, "500", (board.jam, 2), state="delivered", wants="return")
    assert [board.card(number).column for number in ("500", "600")] == ["problem", "shipped"]
    assert board.page.board.entries()[0].number == "500"
    with board.shop.office.reading() as desk:
        assert entries.new(desk) == 1
    board.open("500").tap("ไม่ตกลง").press("Esc")
    assert board.card("500").column == "shipped"
    with board.shop.office.reading() as desk:
        assert entries.new(desk) == 0


def test_one_account_or_what_was_written_here_can_be_seen_alone(board: Board, seller: int) -> None:
    other = board.account("กลุ่มแม่บ้าน")
    board.comes(seller, "500", (board.jam, 1))
    board.comes(other, "600", (board.jam, 1))
    board.write("ครูแดง", "1", "")
    board.tap("กลุ่มแม่บ้าน")
    assert board.columns() == {"new": ["600"]}
    board.tap("จดเอง")
    assert board.columns() == {"new": ["1-O00001"]}
    board.tap("ทั้งหมด")
    assert len(board.columns()["new"]) == 3


def test_in_a_narrow_window_the_board_is_a_list_with_the_same_keys(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 1))
    board.comes(seller, "501", (board.jam, 1), state="shipped")
    board.till.window.resize(1024, 600)
    board.till.paint()
    assert not board.page.board.wide()
    assert board.page.board.rows.chips["new"].said() == "ใหม่ 1"
    board.tap("ส่งแล้ว 1")
    assert board.page.current().number == "501"  # type: ignore[union-attr]
    board.tap("ใหม่ 1").at("500").press("Space").scan(JAM).press("Ctrl+S")
    assert board.state(order) == "ready"


def test_goods_are_kept_for_an_order_the_telephone_shows(board: Board, seller: int) -> None:
    board.comes(seller, "400", (board.cake, 1))
    board.tap("จองจากมือถือ").type("777").scan(JAM).scan(JAM).tap("กันของไว้")
    assert board.free(board.jam) == 7_000
    assert "จองจากมือถือ" in board.badges("777")
    board.shop.clock.now += timedelta(days=2, minutes=1)
    assert "ออเดอร์มาหรือยัง" in board.badges("777")
    board.open("777").tap("กันของไว้ต่อ").press("Esc")
    assert "ออเดอร์มาหรือยัง" not in board.badges("777")
    board.open("777").tap("ปล่อยของ").press("Esc")
    assert board.free(board.jam) == 9_000
    assert "new" in board.columns()
    assert "777" not in board.columns()["new"]
    board.tap("จองจากมือถือ").type("778")
    for _piece in range(10):
        board.scan(JAM)
    board.tap("กันของไว้").small()
    assert board.free(board.jam) == 9_000, "there are only nine"
    board.tap("รับไว้ทั้งที่ไม่พอ")
    assert board.free(board.jam) == -1_000


def test_a_photo_of_the_parcel_is_kept_against_claims(board: Board, seller: int, tmp_path: Path) -> None:
    order = board.comes(seller, "500", (board.jam, 1))
    parcel = board.ready(order)
    picture = tmp_path / "parcel.png"
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0x884422)
    image.save(str(picture))
    board.open("500")
    board.sheet().ask_file = lambda _parent: picture
    board.tap("รูปพัสดุ")
    rest(board.till.window)
    with board.shop.office.reading() as desk:
        assert [one.photo != "" for one in packing.parcels(desk, order) if one.id == parcel] == [True]


@pytest.mark.parametrize(("words", "left"), [("ของดี เอาขึ้นชั้น", 9_000), ("ของเสีย ทิ้ง", 7_000)])
def test_an_order_that_came_back_is_taken_back_whole_or_spoiled(
    board: Board, seller: int, words: str, left: int
) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    board.sent(board.ready(order))
    board.open("500").tap("ของตีกลับ").tap(words)
    assert board.state(order) == "shipped", "its platform says that it is on its way"
    board.small()
    board.tap("ของกลับมาอยู่ที่ร้านแล้ว")
    assert board.state(order) == "returned"
    assert board.free(board.jam) == left


def test_a_scanned_packing_slip_opens_its_order(board: Board, seller: int) -> None:
    board.comes(seller, "260117500", (board.jam, 2))
    board.page.scanned("260117500")
    assert board.sheet().heading.said() == "ออเดอร์ 260117500"
    board.press("Esc")
    assert not board.page.scanned("999999999")


def test_without_an_online_shop_the_board_says_how_to_begin(board: Board) -> None:
    assert board.columns() == {}
    assert board.page.begin.isVisible()
    assert "จองจากมือถือ" not in board.buttons()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_everything_on_board_and_sheets_is_large_enough_for_a_finger(
    board: Board, seller: int, size: tuple[int, int]
) -> None:
    board.till.window.resize(*size)
    board.comes(seller, "500", (board.jam, 2), address=ADDRESS)
    board.small()
    board.open("500").small()
    board.tap("แพ็กของ").small()
    board.tap("ใส่ครบแถวนี้").tap("ครบแล้ว ปิดกล่อง")
    board.open("500").tap("ส่งให้ขนส่ง").small()


def test_many_orders_that_left_do_not_hide_one_that_is_new(board: Board, seller: int) -> None:
    with board.shop.office.writing() as desk:
        for number in range(210):
            left = board.told(str(1000 + number), ((board.jam, 1),), state="delivered")
            intake.take_in(desk, seller, replace(left, lines=(replace(left.lines[0], cancelled=1),)))
    board.comes(seller, "500", (board.jam, 1))
    assert board.columns()["new"] == ["500"]
    assert board.page.current().number == "500"  # type: ignore[union-attr]


def test_what_a_person_filters_and_the_order_they_stand_on_stays_when_news_come(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1))
    board.comes(seller, "501", (board.jam, 1))
    board.at("501")
    with board.shop.office.writing() as desk:
        intake.take_in(desk, seller, board.told("499", ((board.jam, 1),)))
    board.till.window.bus.net_changed.emit("on", 0, 0, "")
    QTest.qWait(1_600)
    assert "499" in board.columns()["new"]
    assert board.page.current().number == "501"  # type: ignore[union-attr]


def test_the_badge_of_the_rail_counts_what_is_new(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1))
    board.comes(seller, "501", (board.jam, 1), state="shipped")
    assert board.till.window.rail.buttons["customers"].count == 1


def test_goods_nobody_knew_are_said_while_packing_and_go_in(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", ("Mango jam, large", 1))
    board.at("500").press("Space").scan(JAM)
    board.tap("บอกว่าเป็นสินค้าอะไร").scan(JAM).scan(JAM)
    assert board.rows() == ["✓ Mango jam, large 1 จาก 1"]
    board.press("Ctrl+S")
    assert board.state(order) == "ready"


def test_a_finger_that_slides_over_the_cards_opens_none(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1))
    board.comes(seller, "501", (board.jam, 1))
    cards = board.page.board.columns.lists["new"]
    first, second = (cards.visualRect(cards.cards.index(row)).center() for row in range(2))
    QTest.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert board.till.window.sheet is None
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert board.sheet().heading.said() == "ออเดอร์ 501"


def test_whose_orders_are_shown_outlives_a_change_of_look(board: Board, seller: int) -> None:
    other = board.account("กลุ่มแม่บ้าน")
    board.comes(seller, "500", (board.jam, 1))
    board.comes(other, "500", (board.jam, 1))
    board.tap("กลุ่มแม่บ้าน")
    board.till.window.set_text_size(115)
    board.rest()
    again: Any = board.till.window.page
    assert [entry.mark for entry in again.board.entries()] == ["กลุ่มแม่บ้าน"]


def test_a_card_shows_its_goods_and_the_sheet_too(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), (board.cake, 1), ("ของแปลก", 1))
    card = board.card("500").card
    assert card is not None
    assert [one.name for one in card.pictures] == ["แยมมะม่วง", "เค้ก"]
    narrow, wide = (laid(board.card("500"), width, board.shop.clock.now) for width in (120, 300))
    assert narrow.top > 0, "too narrow beside the pictures: below them"
    assert wide.left > 0
    board.open("500")
    assert sorted(one._look.name for one in board.sheet().findChildren(Look)) == ["เค้ก", "แยมมะม่วง"]
    board.till.window.sheet.finish(None)  # type: ignore[union-attr]
    with board.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock")


def test_the_list_says_how_old_each_order_is_at_the_smallest_window(board: Board, seller: int) -> None:
    board.till.window.resize(1024, 600)
    board.comes(seller, "500", (board.jam, 1), cod=True, deadline=board.shop.clock.now + timedelta(hours=20, minutes=5))
    board.till.paint()
    rows = board.page.board.rows
    shown = [n for n in range(rows.table.rows.columnCount()) if not rows.table.isColumnHidden(n)]
    said = [rows.table.rows._columns[n].text(board.card("500")) for n in shown]
    assert any(words.startswith("09:0") for words in said)
    assert "ต้องส่งภายใน 20 ชม." in said, "until when comes before how it is paid"


def test_c_opens_the_chat_page_whose_address_is_asked_for_once(board: Board, seller: int) -> None:
    shown: list[str] = []
    board.page.online.show_page = shown.append
    board.comes(seller, "500", (board.jam, 1))
    board.at("500").press("C")
    sheet = board.sheet()
    sheet.address.setText("javascript:alert(1)")
    board.tap("เปิดหน้าแชต")
    assert "https://" in sheet.address_row.said()
    sheet.address.setText("https://chat.example/im")
    board.tap("เปิดหน้าแชต")
    assert board.till.window.sheet is None
    board.at("500").press("C")
    assert shown == ["https://chat.example/im"] * 2
    assert "500" in board.news()
    board.write("ครูแดง", "1", "")
    board.at("ครูแดง").press("C")
    assert board.news() == "ไม่ได้จดเบอร์โทรไว้"
    assert len(shown) == 2


def test_the_carrier_signs_a_list_of_the_parcels_that_are_here(board: Board, seller: int) -> None:
    board.page.carrier.handover()
    assert "ไม่มีพัสดุรอส่ง" in board.news()
    board.ready(board.comes(seller, "500", (board.jam, 1)))
    dict(board.page.offers())["ใบส่งมอบพัสดุ"]()
    paper = board.sheet().paper
    assert [row.number for row in paper.rows] == ["500"]


def test_of_two_parcels_the_one_that_is_here_is_handed_over(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    with board.shop.office.writing() as desk:
        line = holding.lines_of(desk, order)[0].id or 0
        packing.put_in(desk, line, 1_000)
        first = packing.packed(desk, order, part=True)
        packing.put_in(desk, line, 2_000)
        packing.packed(desk, order)
        packing.handed_over(desk, first)
    board.look()
    board.at("500").press("Space")
    board.press("Enter")
    assert board.state(order) == "shipped"
    assert "บิลขาย" in board.news()


def test_a_promise_goes_by_the_shops_words(board: Board, seller: int) -> None:
    with board.shop.office.writing() as desk:
        intake.promise(desk, seller, "900", [Wanted(board.jam.sale_unit, 2_000), Wanted(board.cake.sale_unit, 1_000)])
    board.look()
    assert board.card("900").goods == "แยมมะม่วง × 2, เค้ก"


def test_what_a_platform_does_not_cancel_is_said_before(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 2), (board.cake, 1))
    board.till.window.online = Online(board.till.window)
    board.till.window.online.known = [channels.Rules("practice", "Practice", cancels_part="goods")]
    board.open("500").tap("ส่งไม่ได้")
    sheet = board.sheet()
    (jam, cake) = sheet.steppers.values()
    cake.set_qty(0)
    assert sheet.yes.isEnabled()
    jam.set_qty(1_000)
    assert not sheet.yes.isEnabled()
    assert "ทุกชิ้น" in sheet.limit.said()
    sheet.knows([channels.Rules("practice", "Practice", cancels_part="order")])
    jam.set_qty(2_000)
    assert "ทั้งออเดอร์เท่านั้น" in sheet.limit.said()
    cake.set_qty(1_000)
    assert sheet.yes.isEnabled()


# Not enough goods, and what there is to see about


def test_what_is_missing_is_said_on_card_sheet_and_when_packing(board: Board, seller: int) -> None:
    board.shop.sell((board.jam, 8_000))
    board.comes(seller, "500", (board.jam, 3))
    assert "ของไม่พอ ขาด 2" in board.badges("500")
    assert board.tone("500", "ของไม่พอ ขาด 2") == "danger"
    board.open("500")
    assert {"ยกเลิกที่ขาด", "รับของเข้า"} <= set(board.buttons())
    board.tap("ยกเลิกที่ขาด")
    assert list(board.sheet().missing().values()) == [2_000]
    board.press("Esc").press("Esc")
    board.at("500").press("Space")
    assert "ขาด 2" in board.sheet().lack.said()
    assert board.jam.name in board.sheet().lack.said()


def test_who_asks_to_cancel_is_answered_before_anything_is_packed(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 2), wants="cancel")
    board.at("500")
    assert board.page.main.said() == "ตอบผู้ซื้อ"
    board.press("Space")
    sheet = board.sheet()
    assert (sheet.main.said(), sheet.no.isVisible()) == ("ตกลงตามผู้ซื้อ", True)
    assert sheet.close_.hasFocus()
    # Nobody agrees by an Enter too many, and the button shows none.
    assert sheet.main.key == ""
    sheet.no.click()
    assert (sheet.main.said(), sheet.main.key) == ("แพ็กของ", "Enter")
    board.tap("แพ็กของ")
    assert board.rows()


def test_a_parcel_of_an_order_that_was_cancelled_is_unpacked(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    board.ready(order)
    board.comes(seller, "500", (board.jam, 2), state="cancelled")
    assert "ยกเลิกแล้ว แกะกล่อง" in board.badges("500")
    assert board.columns() == {"problem": ["500"]}
    rows = board.page.board.rows
    assert rows._badge(board.card("500")) == "ยกเลิกแล้ว แกะกล่อง"
    assert board.page.main.isVisible()
    board.at("500").press("Space")
    board.tap("แกะกล่องแล้ว")
    board.press("Esc")
    assert board.columns() == {}


@pytest.mark.parametrize(("there", "was"), [(24_000, "เดิม 240.00"), (12_000, "")])
def test_after_a_part_was_cancelled_the_sum_is_of_what_is_left(board: Board, seller: int, there: int, was: str) -> None:
    """Whether its platform took the cancelled part off the sum itself or not."""
    board.comes(seller, "500", (board.jam, 2))
    told = board.told("500", ((board.jam, 2),), goods=there, total=there)
    with board.shop.office.writing() as desk:
        intake.take_in(desk, seller, replace(told, lines=(replace(told.lines[0], cancelled=1),)))
    board.look()
    assert board.card("500").total == 12_000
    board.open("500")
    said = [one.said() for one in board.sheet().findChildren(Plain) if one.isVisible()]
    assert "รวม 120.00" in said
    assert [words for words in said if words.startswith("เดิม")] == list(filter(None, [was]))


def test_a_parcel_with_more_than_is_wanted_is_opened(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    board.ready(order)
    told = board.told("500", ((board.jam, 2),))
    with board.shop.office.writing() as desk:
        intake.take_in(desk, seller, replace(told, lines=(replace(told.lines[0], cancelled=1),)))
    board.look()
    assert "ลูกค้าลดของ แกะกล่องเอาออก" in board.badges("500")
    board.open("500").tap("แกะกล่องแล้ว").press("Esc")
    assert "ลูกค้าลดของ แกะกล่องเอาออก" not in board.badges("500")


def test_who_bought_is_erased_from_the_order_after_a_question(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), phone="081-234-5678", address={"name": "สมหญิง"})
    board.open("500")
    assert "ลบข้อมูลผู้ซื้อ" not in board.buttons()
    board.press("Esc")
    board.sent(board.ready(order))
    board.open("500").tap("ลบข้อมูลผู้ซื้อ")
    assert "ที่อยู่ของผู้ซื้อ" in " ".join(one.said() for one in board.sheet().findChildren(Plain))
    board.press("Esc")
    assert board.told_of(order) == ("สม***ง", "081-234-5678", {"name": "สมหญิง"})
    board.tap("ลบข้อมูลผู้ซื้อ").tap("ลบถาวร")
    assert board.told_of(order) == ("", "", {})
    assert "ลบข้อมูลผู้ซื้อ" not in board.buttons()


def test_on_a_full_board_the_rest_is_one_press_away(board: Board, seller: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST", 2)
    board.page.most = 2
    for number in ("500", "501", "502"):
        board.comes(seller, number, (board.jam, 1))
    assert len(board.page.board.entries()) == 2
    board.tap("ดูเพิ่ม อีก 1 ใบรีบน้อยกว่า")
    assert len(board.page.board.entries()) == 3
    assert not board.page.further.isVisible()


def test_the_word_of_the_platform_is_no_part_of_what_is_read(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1), raw="READY_TO_SHIP")
    board.open("500")
    said = [one.said() for one in board.sheet().findChildren(Plain)]
    assert any("ใหม่" in words for words in said)
    assert not any("READY_TO_SHIP" in words for words in said)


def test_an_order_to_practise_with_says_so_on_its_card(board: Board) -> None:
    with board.shop.office.writing() as desk:
        account = accounts.add(desk, "practice", "ลาซาด้า", options={"practice": True}).id
    board.comes(account, "500", (board.jam, 1))
    assert "ฝึก" in board.badges("500")
    assert board.card("500").mark == "ลาซาด้า (ฝึก)"


def test_nobody_is_asked_to_answer_for_an_order_that_is_cancelled(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), wants="cancel")
    with board.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock")
    board.tap("จบแล้ว")
    assert "ผู้ซื้อขอยกเลิก" not in board.badges("500")
    assert not board.page.main.isVisible()
