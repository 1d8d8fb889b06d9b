"""Parcels one by one: one order in two boxes, what the post cost, until when it leaves, pictures and photos."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from shopdesk.base.clock import BANGKOK
from shopdesk.base.errors import Invalid
from shopdesk.practice import pdf
from shopdesk.shop import channels, day, offers
from shopdesk.shop.online import labelling, leaving, packing, papers
from shopdesk.ui.online import Online
from shopdesk.ui.pages.orders.labels import LabelSheet
from shopdesk.ui.pages.orders.leaving import clock_words
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from tests.ui.bills_page import rest
from tests.ui.orders_page import CAKE, JAM, Board
from tests.ui.test_board import ADDRESS
from tests.ui.till_page import Till


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


@pytest.fixture
def seller(board: Board) -> int:
    return board.account()


def parcels(board: Board, order: int) -> list[Any]:
    with board.shop.office.reading() as desk:
        return [(one.contents, one.postage, one.tracking) for one in packing.parcels(desk, order)]


def two_boxes(board: Board, seller: int) -> int:
    order = board.comes(seller, "500", (board.jam, 2), (board.cake, 1), address=ADDRESS)
    board.at("500").press("Space").scan(JAM).tap("ปิดกล่องนี้ ที่เหลือตามไป")
    board.scan(JAM).scan(CAKE).press("Ctrl+S")
    return order


def test_an_order_leaves_in_two_boxes(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), (board.cake, 1))
    board.at("500").press("Space")
    assert not board.sheet().part.isEnabled(), "an empty box is none"
    board.scan(JAM)
    board.tap("ปิดกล่องนี้ ที่เหลือตามไป")
    assert "ปิด กล่อง 1 แล้ว" in board.sheet().strip.said()
    assert board.sheet().box.said().startswith("กล่อง 2 · ปิดแล้ว 1 กล่อง")
    assert not board.sheet().part.isEnabled()
    board.scan(JAM).scan(CAKE)
    assert not board.sheet().part.isEnabled(), "all is in: the box is closed as the last one"
    board.press("Ctrl+S")
    assert [one[0] for one in parcels(board, order)] == [{"1": 1000}, {"1": 1000, "2": 1000}]
    assert "กล่อง 1 จาก 2" in board.badges("500")
    board.at("500").press("Space")
    board.press("Enter")
    assert board.state(order) == "ready"
    assert "กล่อง 2 จาก 2" in board.badges("500")
    board.page.strip.press()
    assert any("กล่อง 2 จาก 2 · แยมมะม่วง × 1, เค้ก × 1" in one.said() for one in plains(board))
    board.till.paint().ticks.wait(1)
    board.press("Enter")
    assert board.state(order) == "shipped"


def plains(board: Board) -> list[Any]:
    from shopdesk.ui.widgets.text import Plain

    return board.sheet().findChildren(Plain)


def test_while_the_second_box_is_packed_the_first_can_go(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    board.at("500").press("Space").scan(JAM).tap("ปิดกล่องนี้ ที่เหลือตามไป").press("Esc")
    assert "ปิดแล้ว 1 กล่อง" in board.badges("500")
    board.open("500").tap("ส่งกล่องนี้")
    board.press("Enter")
    assert board.state(order) == "packing"
    assert "ยังมีอีกกล่อง" in board.sheet().strip.said()
    assert "แกะกล่อง" not in board.buttons(), "a box that left is not taken apart here"


def test_one_box_of_two_is_taken_apart_and_the_other_stays_closed(board: Board, seller: int) -> None:
    order = two_boxes(board, seller)
    board.open("500")
    assert board.buttons().count("แกะกล่อง") == 2
    root = board.till.window.sheet
    first = next(one for one in root.findChildren(type(board.sheet().close_)) if one.said() == "แกะกล่อง")
    first.click()
    rest(board.till.window)
    assert board.state(order) == "packing"
    assert [one[0] for one in parcels(board, order)] == [{"1": 1000, "2": 1000}]
    board.press("Esc").at("500").press("Space")
    assert board.rows()[0] == "แยมมะม่วง 1 จาก 2"


def test_each_box_has_its_label_that_says_which_it_is(board: Board, seller: int) -> None:
    order = two_boxes(board, seller)
    with board.shop.office.reading() as desk:
        both = papers.labels(desk, [order]).labels
    assert [(one.box, one.goods) for one in both] == [
        ("กล่อง 1 จาก 2", ("แยมมะม่วง × 1",)), ("กล่อง 2 จาก 2", ("แยมมะม่วง × 1", "เค้ก × 1")),
    ]  # fmt: skip
    board.open("500")
    button = [one for one in board.sheet().findChildren(type(board.sheet().close_)) if one.said() == "ใบปะหน้า"][1]
    button.click()
    sheet = board.sheet()
    assert isinstance(sheet, LabelSheet)
    assert [one.box for one in sheet.labels().labels] == ["กล่อง 2 จาก 2"]
    board.tap("พิมพ์ออกมาแล้ว").press("Esc")
    assert "ยังไม่มีใบปะหน้า" in board.badges("500"), "the other box has none yet"


def test_what_the_driver_collects_stands_on_the_first_box_alone(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 2), address=ADDRESS, cod=True)
    board.at("500").press("Space").scan(JAM).tap("ปิดกล่องนี้ ที่เหลือตามไป").scan(JAM).press("Ctrl+S")
    with board.shop.office.reading() as desk:
        assert [one.cod for one in papers.labels(desk, [order]).labels] == [24_000, None]


class Outside:
    """A platform that makes the parcels itself."""

    def channels(self) -> list[channels.Rules]:
        return [channels.Rules("practice", "Practice", packs=True)]

    def wake(self, *, at_once: bool = False) -> None:
        """Nobody listens."""

    def close(self, _seconds: float = 5.0) -> bool:
        return True


def test_where_the_platform_makes_the_parcels_there_is_one(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 2))
    board.till.window.online = Online(board.till.window)
    board.till.window.online.outside = Outside()  # type: ignore[assignment]
    board.at("500").press("Space").scan(JAM)
    rest(board.till.window)
    assert "ปิดกล่องนี้ ที่เหลือตามไป" not in board.buttons()
    board.till.window.online.outside = None


def test_postage_is_written_down_and_proposed_the_next_time(board: Board, seller: int) -> None:
    first, second = (board.comes(seller, number, (board.jam, 1)) for number in ("500", "501"))
    for order in (first, second):
        board.ready(order)
    board.at("500").press("Space")
    sheet = board.sheet()
    sheet.carrier.show_value("ไปรษณีย์ไทย")
    assert not sheet.last.isVisible()
    sheet.postage.setText("4x")
    board.press("Enter")
    assert sheet.postage_row.said(), "what is no amount is said at its field"
    sheet.postage.setText("42")
    board.press("Enter")
    assert [one[1] for one in parcels(board, first)] == [4_200]
    board.at("501").press("Space")
    sheet = board.sheet()
    assert not sheet.last.isVisible(), "of no carrier nothing is known"
    sheet.carrier.show_value("ไปรษณีย์ไทย")
    assert sheet.postage.placeholderText() == "42.00"
    assert sheet.postage.or_none() is None, "what is proposed is not paid"
    board.tap("เท่าครั้งก่อน").press("Enter")
    assert [one[1] for one in parcels(board, second)] == [4_200]


def test_postage_can_be_left_out_and_touched_in(board: Board, seller: int) -> None:
    first, second = (board.comes(seller, number, (board.jam, 1)) for number in ("500", "501"))
    for order in (first, second):
        board.ready(order)
    board.at("500").press("Space", "Enter")
    assert [one[1] for one in parcels(board, first)] == [0]
    board.at("501").press("Space")
    board.sheet().ask_postage()
    board.tap("5").tap("5").tap("จดไว้").tap("ส่งให้ขนส่งแล้ว")
    assert [one[1] for one in parcels(board, second)] == [5_500]


def promise(board: Board, thing: Any, **more: Any) -> None:
    with board.shop.office.writing() as desk:
        offers.save(desk, thing.product, offers.Words("ของ", **more))


def test_what_the_shop_promised_comes_first_where_it_is_earlier(board: Board, seller: int) -> None:
    promise(board, board.cake, ship_days=0)
    board.shop.clock.now += timedelta(days=1 if board.shop.clock.now.astimezone(BANGKOK).weekday() == 6 else 0)
    far = board.shop.clock.now + timedelta(hours=40)
    board.comes(seller, "500", (board.jam, 1), deadline=board.shop.clock.now + timedelta(hours=30))
    board.comes(seller, "501", (board.cake, 1), deadline=far)
    assert board.columns()["new"] == ["501", "500"]
    assert board.tone("501", "สัญญาไว้ ส่งวันนี้") == "accent"
    board.shop.clock.now += timedelta(days=1)
    assert any(words.startswith("สัญญาไว้ว่าส่ง") for words in board.badges("501"))


def test_who_packs_reads_until_when_it_can_be_sent(board: Board, seller: int) -> None:
    local = board.shop.clock.now.astimezone(BANGKOK)
    two = datetime(local.year, local.month, local.day, 14, 0, tzinfo=BANGKOK)
    board.comes(seller, "500", (board.jam, 1), deadline=two)
    board.at("500").press("Space")
    assert board.sheet().box.said() == "ส่งได้ถึง 14:00 วันนี้"
    now = board.shop.clock.now
    assert clock_words(leaving.Leaving(two + timedelta(days=1)), now) == "ส่งได้ถึง 14:00 พรุ่งนี้"
    assert clock_words(leaving.NEVER, now) == ""


def test_what_spoils_says_on_which_day_to_send_it(board: Board, seller: int) -> None:
    promise(board, board.cake, ship_days=7, perishable=True)
    board.shop.clock.now += timedelta(days=(5 - board.shop.clock.now.astimezone(BANGKOK).weekday()) % 7)
    board.comes(seller, "500", (board.cake, 1))
    assert board.tone("500", "ของสด ส่งวันจันทร์") == "accent"
    board.at("500").press("Space")
    assert "ของสด ส่งวันจันทร์" in board.sheet().box.said()


def test_the_packing_table_shows_what_the_goods_look_like(board: Board, seller: int) -> None:
    board.comes(seller, "500", (board.jam, 1), ("ของแปลก", 1))
    board.at("500").press("Space")
    sheet = board.sheet()
    shown = [one.name for one in sheet._looks.values()]
    assert shown == ["แยมมะม่วง"], "of goods nobody knows there is no picture"
    box = sheet.table.visualRect(sheet.table.model().index(0, 1))
    assert min(box.width(), box.height()) >= 44
    cell = sheet.table.viewport().grab(box)
    colours = {cell.toImage().pixelColor(x, cell.height() // 2).rgb() for x in range(cell.width())}
    assert len(colours) > 2, "a picture, not one ground"


def test_a_photo_taken_while_packing_stays_with_its_box(board: Board, seller: int, tmp_path: Path) -> None:
    order = board.comes(seller, "500", (board.jam, 2))
    photo = tmp_path / "box.png"
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0x224488)
    image.save(str(photo))
    board.at("500").press("Space").scan(JAM)
    board.sheet().ask_file = lambda _parent: photo
    board.tap("รูป")
    assert "เก็บรูปไว้กับกล่องนี้แล้ว" in board.sheet().strip.said()
    board.tap("ปิดกล่องนี้ ที่เหลือตามไป").scan(JAM).press("Ctrl+S")
    with board.shop.office.reading() as desk:
        assert [bool(one.photo) for one in packing.parcels(desk, order)] == [True, False]


def test_each_box_the_platform_made_has_its_own_label(board: Board, seller: int) -> None:
    order = two_boxes(board, seller)
    with board.shop.office.writing() as desk:
        for number, parcel in enumerate(packing.parcels(desk, order)):
            name = labelling.keep(board.shop.office, pdf.label("x", f"TRK{number}", []))
            packing.label_got(desk, parcel.id or 0, name)
    board.look()
    board.at("500").press("P")
    sheet = board.sheet()
    assert len(sheet.pieces()) == 2
    board.tap("500 · กล่อง 2").tap("พิมพ์ออกมาแล้ว")
    board.look()
    assert "ใบปะหน้ามาแล้ว" in board.badges("500"), "one of them is not printed yet"
    board.at("500").press("P").tap("พิมพ์ออกมาแล้ว")
    assert "พิมพ์ใบปะหน้าแล้ว" in board.badges("500")


def test_the_handover_list_is_in_reach_where_parcels_are_and_hands_all_over(board: Board, seller: int) -> None:
    first = board.comes(seller, "500", (board.jam, 1))
    second = board.comes(seller, "501", ("ของแปลก", 1))
    assert "ใบส่งมอบ" not in board.buttons()
    for order in (first, second):
        board.ready(order)
    board.tap("ใบส่งมอบ")
    assert [row.number for row in board.sheet().paper.rows] == ["500", "501"]
    board.press("Esc")
    assert "พัสดุ 2 กล่อง" in board.news()
    board.page.strip.press()
    assert (board.state(first), board.state(second)) == ("shipped", "ready")
    assert "อีก 1 กล่องยังไม่รู้" in board.news()
    assert "ใบส่งมอบ" in board.buttons()


def test_of_two_boxes_one_left_the_list_shows_the_other(board: Board, seller: int) -> None:
    two_boxes(board, seller)
    board.at("500").press("Space", "Enter")
    board.tap("ใบส่งมอบ")
    assert len(board.sheet().paper.rows) == 1


def test_in_a_low_window_nothing_to_press_is_cut_off_while_packing(board: Board, seller: int) -> None:
    board.till.window.resize(1024, 600)
    board.comes(seller, "500", (board.jam, 1), (board.cake, 1))
    board.at("500").press("Space").scan("8850000000017")
    sheet = board.sheet()
    assert sheet.strip.said(), "it speaks, and takes room"
    board.till.paint()
    for button in (sheet.one, sheet.missing, sheet.camera, sheet.part):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_what_is_wrong_with_a_field_is_in_view_in_a_low_window(board: Board, seller: int) -> None:
    sheet = Sheet("ฟอร์มยาว")
    rows = [Row(f"ช่อง {one}", Field()) for one in range(9)]
    for row in rows:
        sheet.body.addWidget(row)
    board.till.window.resize(1024, 600)
    board.till.window.open(sheet)
    board.till.paint()
    rows[6].refuse(Invalid("The app secret is missing."))
    board.till.paint()
    assert not rows[6]._note.visibleRegion().isEmpty()
