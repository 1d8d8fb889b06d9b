"""Putting a villager's goods on sale: seven questions, nothing lost, nothing said that was not meant."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlmodel import select

from shopdesk.base import i18n
from shopdesk.core import thaitext
from shopdesk.db import models
from shopdesk.shop import answers, categories, goods, listed, listings, offers, photos, producers
from shopdesk.shop.channels import Category, Money, MoneyLine, Offline, Rejected, RemoteListing, Rules
from shopdesk.ui.pages.listing import looking, words
from shopdesk.ui.pages.listing.checking import CheckStep
from shopdesk.ui.pages.listing.goods import GoodsStep
from shopdesk.ui.pages.listing.matching import MatchingStep
from shopdesk.ui.pages.listing.naming import NamingStep
from shopdesk.ui.pages.listing.pictures import PicturesStep
from shopdesk.ui.pages.listing.placing import PlacingStep
from shopdesk.ui.pages.listing.pricing import PricingStep
from shopdesk.ui.pages.listing.sizing import SizingStep, WeightStep
from shopdesk.ui.pages.listing.step import PAGES
from shopdesk.ui.pages.listing.story import PapersStep, StoryStep
from shopdesk.ui.pages.listing.telling import BoxesStep, HarvestStep, MakingStep, SeasonStep, SendingStep
from shopdesk.ui.pages.listing.whose import WhoseStep
from tests.shop.test_byfile import FILES, table
from tests.ui.listing_page import Seller, picture
from tests.ui.sync_page import There

JAM = "แยมมะม่วง"


@pytest.fixture
def seller(window: Any, shop: Any, tmp_path: Path) -> Seller:
    shop.add(JAM, 9_000, stock=12_000, cost=6_000)
    return Seller(There(window, shop), tmp_path)


def test_seven_pages_lead_to_a_listing_that_waits_to_be_sent(seller: Seller) -> None:
    seller.whole(JAM)
    assert seller.count == "7 จาก 7"
    assert seller.lacks == ["where"]
    seller.tap("แก้ไข").category("แยม")
    assert seller.lacks == ["where"], "the category asks for a brand"
    seller.tap("แก้ไข")
    seller.window.sheet.rows[0][2].setText("ไม่มียี่ห้อ")
    seller.window.sheet.enter()
    assert seller.lacks == []
    seller.sell()
    assert seller.shown() == [("แยมมะม่วงบ้านโนน 200 ก.", "ร้านป้าสมศรี", "รอส่ง")]
    row = seller.rows()[0]
    assert (row.state, row.price) == ("wanted", 12_000)
    with seller.shop.office.reading() as desk:
        draft, photos = listings.draft_of(desk, row.listing)
    assert (draft.category, draft.attributes, len(photos)) == ("c1", {"brand": "ไม่มียี่ห้อ"}, 3)
    assert draft.units[0].weight == 350
    assert draft.units[0].size == (80, 80, 100)
    assert draft.description == "กวนเองทุกเช้า"
    assert seller.there.shop_online.waiting()
    assert "now" in seller.there.far.log


def test_nothing_is_said_before_it_is_put_on_sale(seller: Seller) -> None:
    seller.whole(JAM)
    assert seller.rows() == []
    assert seller.there.shop_online.waiting() == []
    seller.tap("เก็บร่าง")
    assert seller.shown() == [("แยมมะม่วงบ้านโนน 200 ก.", "ร้านป้าสมศรี", "ร่าง")]
    assert seller.there.shop_online.waiting() == []


def test_every_page_keeps_its_answers_on_the_way_back(seller: Seller) -> None:
    seller.whole(JAM)
    for kind in (StoryStep, PricingStep, SizingStep, NamingStep, PicturesStep, GoodsStep):
        while not isinstance(seller.wizard.step, kind):
            seller.esc()
    assert seller.count == "1 จาก 7"
    seller.to(CheckStep)
    said = seller.wizard.said
    assert said.words.title == "แยมมะม่วงบ้านโนน 200 ก."
    assert said.words.words == "แยมม่วง"
    assert len(said.words.photos) == 3
    assert said.words.size == (80, 80, 100)
    assert list(said.prices.values()) == [12_000]


def test_esc_and_a_cut_lose_nothing(seller: Seller) -> None:
    seller.start(JAM).photos(1).called("แยมหวานน้อย")
    seller.wizard.keep_now()
    with_power = answers.kept(seller.shop.office)
    assert with_power is not None
    here = PAGES.index("words")
    assert (with_power.words.title, with_power.page, len(with_power.words.photos)) == ("แยมหวานน้อย", here, 1)
    for _page in range(here + 1):
        seller.esc()
    assert seller.page.left.isVisibleTo(seller.page)
    assert JAM in seller.page.left.said()
    seller.page.left.click()
    assert seller.wizard.said.words.title == "แยมหวานน้อย"


def test_what_was_typed_is_on_disk_without_leaving_the_page(seller: Seller) -> None:
    field = seller.start(JAM).to(NamingStep).step(NamingStep).title
    field.setText("แยมสด")
    field.textEdited.emit("แยมสด")
    seller.wizard._timer.timeout.emit()
    kept = answers.kept(seller.shop.office)
    assert kept is not None
    assert kept.words.title == "แยมสด"


def test_what_lies_half_answered_is_kept_when_something_else_is_begun(seller: Seller) -> None:
    seller.start(JAM).next().photos(3).next().called("แยมมะม่วงบ้านโนน")
    seller.wizard.close_for_now()
    other = seller.shop.add("ปลาส้ม", 6_000)
    seller.page.new()
    seller.step(GoodsStep).choose("ปลาส้ม")
    seller.next()
    assert seller.wizard.said.product == other.product
    assert [row.title for row in seller.rows()] == ["แยมมะม่วงบ้านโนน"], "the first is a draft of the shop"
    seller.wizard.close_for_now()
    seller.page.new()
    seller.esc()
    assert [row.title for row in seller.rows()] == ["ปลาส้ม", "แยมมะม่วงบ้านโนน"]


def test_a_file_of_answers_nobody_can_read_is_no_hindrance(seller: Seller) -> None:
    (seller.shop.office.data_dir / answers.FILE).write_bytes(b'{"page": 3, "words"')
    seller.look()
    assert not seller.page.left.isVisibleTo(seller.page)
    seller.start(JAM).to(PicturesStep)


def test_a_change_of_language_keeps_the_page_and_its_words(seller: Seller) -> None:
    seller.start(JAM).called("แยมหวานน้อย").esc()
    seller.window.set_language("en")
    page = seller.window.page
    assert page.wizard.count.said() == "3 of 7"
    assert page.wizard.step.title.value() == "แยมหวานน้อย"


@pytest.mark.parametrize(
    ("name", "sure"),
    [("ลูกไก่พื้นเมือง", False), ("สาโทข้าวเหนียวดำ", True), ("ของเย็นเบอร์ 1", True), ("เบียร์สด", True)],
)
def test_what_no_platform_takes_is_said_before_the_photos(seller: Seller, name: str, sure: bool) -> None:
    seller.shop.add("ของเย็นเบอร์ 1", 5_000, restricted="alcohol")
    seller.shop.add("เบียร์สด", 5_000, restricted="alcohol")
    seller.start(name).next()
    step = seller.step(GoodsStep)
    assert "ไม่มีร้านออนไลน์ไหนให้ขาย" in step.stop.said()
    assert step.anyway.isVisibleTo(step) is not sure
    if not sure:
        step.anyway.click()
        seller.to(PicturesStep)
        assert said_yes(seller) == [{"product": seller.wizard.said.product, "kind": "animal"}]


def said_yes(seller: Seller) -> list[object]:
    """What stands on record of questions about goods no platform takes."""
    with seller.shop.office.reading() as desk:
        kept = select(models.Event).where(models.Event.kind == "said.yes", models.Event.subject == "refused")
        return [one.detail for one in desk.session.exec(kept).all()]


def test_a_makers_goods_wait_for_the_makers_word(seller: Seller) -> None:
    seller.maker("ลุงคำ")
    seller.start(JAM, "ลุงคำ").next()
    assert "ยังไม่ได้อนุญาตให้ใช้รูป" in seller.page.strip.said()
    seller.step(WhoseStep)
    seller.agree().next()
    seller.step(PicturesStep)
    assert seller.wizard.said.words.consent
    said = seller.word("ลุงคำ")
    assert said is not None
    assert (said.given, said.how) == (True, "screen")
    assert "รูปสินค้า" in said.text
    assert said.paper in photos.read(seller.shop.office, [said.paper])


def test_a_word_given_once_holds_and_can_be_seen_and_taken_back(seller: Seller) -> None:
    seller.maker("ลุงคำ")
    seller.start(JAM, "ลุงคำ").agree()
    assert "ลุงคำ: ยินยอมแล้ว" in seller.step(WhoseStep).agreed.said()
    seller.wizard.close_for_now()
    other = seller.shop.add("ปลาส้ม", 6_000)
    seller.start(other.name, "ลุงคำ").next().photos(3)
    seller.wizard.back()
    seller.tap("ดูใบยินยอม")
    sheet: Any = seller.window.sheet
    assert not sheet.picture.isHidden()
    sheet.back.click()
    seller.window.sheet.finish(True)
    seller.there.settle()
    assert seller.window.sheet is None
    assert seller.word("ลุงคำ").given is False
    seller.next()
    assert "ยังไม่ได้อนุญาตให้ใช้รูป" in seller.page.strip.said()


def test_a_slip_of_the_hand_is_no_signature_and_delete_begins_anew(seller: Seller) -> None:
    seller.maker("ลุงคำ")
    seller.start(JAM, "ลุงคำ").step(WhoseStep).consent.click()
    sheet: Any = seller.window.sheet
    seller.window.grab()
    QTest.mouseClick(sheet.pad, Qt.MouseButton.LeftButton)
    assert not sheet.main.isEnabled()
    seller.sign(sheet.pad)
    assert sheet.main.isEnabled()
    QTest.keyClick(sheet.pad, Qt.Key.Key_Delete)
    assert (sheet.pad.strokes, sheet.main.isEnabled()) == ([], False)


def test_consent_on_paper_is_printed_signed_and_its_photo_kept(seller: Seller, tmp_path: Path) -> None:
    seller.maker("ลุงคำ")
    seller.start(JAM, "ลุงคำ").step(WhoseStep).consent.click()
    sheet: Any = seller.window.sheet
    sheet.ask_where = lambda _parent, name: tmp_path / name
    sheet.to_print.click()
    assert [one.read_bytes()[:4] for one in tmp_path.glob("ลุงคำ-*.pdf")] == [b"%PDF"]
    sheet.ask_photo = lambda _parent: picture(tmp_path / "signed.png")
    sheet.photo.click()
    seller.there.settle()
    said = seller.word("ลุงคำ")
    assert said is not None
    assert (said.given, said.how, bool(said.paper)) == (True, "paper", True)


def test_who_cannot_sign_says_yes_by_keyboard_alone(seller: Seller) -> None:
    seller.maker("ลุงคำ")
    seller.start(JAM, "ลุงคำ").step(WhoseStep).consent.click()
    sheet: Any = seller.window.sheet
    sheet.spoken.setFocus()
    QTest.keyClick(sheet.spoken, Qt.Key.Key_Space)
    said = seller.word("ลุงคำ")
    assert said is not None
    assert (said.given, said.how, said.paper) == (True, "spoken", "")


def test_a_name_nobody_knows_becomes_goods_of_the_shop(seller: Seller) -> None:
    seller.start("ข้าวแต๋นน้ำแตงโม").next()
    said = seller.wizard.said
    with seller.shop.office.reading() as desk:
        assert offers.refused(desk, said.product) == ""
    seller.esc()
    seller.next()
    assert seller.wizard.said.product == said.product, "made once"


def test_goods_offered_before_bring_their_answers(seller: Seller) -> None:
    seller.whole(JAM)
    seller.tap("เก็บร่าง").start(JAM).next()
    assert len(seller.wizard.said.words.photos) == 3
    assert seller.wizard.said.words.words == "แยมม่วง"
    seller.to(MatchingStep).tap("เลือก").category("แยม")
    seller.wizard.mend("check")
    seller.tap("เก็บร่าง").start(JAM).next()
    assert seller.wizard.said.where[seller.there.account].path == "ของกิน > แยม"


def test_a_scan_names_the_goods_on_the_first_page_alone(seller: Seller) -> None:
    seller.shop.add("ปลาส้ม", 6_000, codes=("8850000000019",))
    seller.page.new()
    assert seller.page.scanned("8850000000019")
    assert seller.wizard.step.goods.value() == "ปลาส้ม"  # type: ignore[attr-defined]
    seller.next()
    assert seller.page.scanned("8850000000019")
    assert "ทำอันนี้ให้เสร็จก่อน" in seller.page.strip.said()


# Photos


def test_a_photo_that_is_dark_small_or_blurred_is_told_so_and_allowed(seller: Seller) -> None:
    seller.start(JAM).next().photos(1, ground="#101010").photos(1, wide=300, tall=300).photos(1, sharp=False)
    step = seller.step(PicturesStep)
    dark, small, blurred = (step.looks[name] for name in step.names)
    assert (dark.dark, small.dark, blurred.dark) == (True, False, False)
    assert (dark.side >= 500, small.side) == (True, 300)
    assert (small.blurred, blurred.blurred) == (False, True)
    seller.next()
    seller.step(NamingStep)


def test_a_good_photo_is_left_in_peace(tmp_path: Path, qapp: QApplication) -> None:
    seen = looking.look(picture(tmp_path / "good.png").read_bytes())
    assert seen is not None
    assert seen.words() == []
    assert seen.square
    assert looking.look(b"no picture") is None
    assert looking.square(b"no picture") == b""


def test_the_order_of_photos_is_the_buyers_order(seller: Seller) -> None:
    seller.start(JAM).next().photos(3)
    step = seller.step(PicturesStep)
    first, second, third = step.names
    step.put(third, -2)
    step.remove(second)
    assert step.names == [third, first]
    assert "เพิ่มอีก 1" in step.told.said()


def test_a_wide_photo_is_offered_as_a_square(seller: Seller) -> None:
    seller.start(JAM).next().photos(1, wide=1200, tall=900)
    step = seller.step(PicturesStep)
    assert not step.looks[step.names[0]].square
    seller.tap("ตัดเป็นจัตุรัส")
    assert len(step.names) == 1
    assert step.looks[step.names[0]].square


def test_more_than_eight_photos_are_not_taken_and_a_paste_is(seller: Seller, tmp_path: Path) -> None:
    seller.start(JAM).next().photos(7)
    image = QImage(str(picture(tmp_path / "pasted.png", ground="#e0d0b0")))
    QApplication.clipboard().setImage(image)
    seller.tap("วาง")
    assert seller.page.strip.said() == ""
    step = seller.step(PicturesStep)
    assert len(step.names) == 8
    step.put_files([picture(tmp_path / "ninth.png", ground="#ccbbaa")])
    seller.there.settle()
    assert len(step.names) == 8
    assert "8" in seller.page.strip.said()


# Names and categories


def test_a_word_that_came_to_a_category_comes_to_it_again(seller: Seller) -> None:
    seller.start(JAM).next().next().called("แยมมะม่วงบ้านโนน", "แยมม่วง").to(MatchingStep).tap("เลือก").category("แยม")
    seller.wizard.close_for_now()
    seller.shop.add("แยมอีกแบบ", 9_000)
    seller.there.far.problem = Offline("There is no internet.")
    seller.start("แยมอีกแบบ").next().next().called("แยมอีกแบบ", "แยมม่วง").to(MatchingStep)
    assert seller.wizard.said.where[seller.there.account].path == "ของกิน > แยม"


@pytest.mark.parametrize("says_so", [True, False])
def test_a_category_that_its_platform_took_away_is_asked_for_again(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, *, says_so: bool
) -> None:
    seller.whole(JAM).tap("แก้ไข").category("แยม")
    seller.wizard.close_for_now()

    def asked(_account: object, _category: str, _language: str) -> tuple[()]:
        if says_so:
            raise Rejected("Gone.", fix="")
        return ()

    far = seller.there.far
    monkeypatch.setattr(far, "attributes", asked)
    monkeypatch.setattr(far, "categories", lambda _account, _language: (Category("c9", "ของกิน > แยม ใหม่"),))
    seller.page.tree._categories.clear()
    seller.page.tree._attributes.clear()
    seller.shop.add("แยมอีกแบบ", 9_000, stock=5_000)
    seller.whole("แยมอีกแบบ")
    assert (seller.lacks, seller.wizard.said.where[seller.there.account].category) == (["where"], "")
    with seller.shop.office.reading() as desk:
        assert categories.used(desk, "fake") == []
    seller.tap("แก้ไข")
    assert [row[0].id for row in seller.window.sheet.table.rows.rows()] == ["c1", "c9"]
    seller.window.sheet.finish(None)


def test_without_a_line_the_categories_of_before_are_there(seller: Seller) -> None:
    seller.start(JAM).to(MatchingStep).tap("เลือก").category("ผลไม้")
    seller.page.tree._categories.clear()
    seller.there.far.problem = Offline("There is no internet.")
    seller.tap("เลือก")
    sheet = seller.window.sheet
    assert [row[0].id for row in sheet.table.rows.rows()] == ["c2"]
    assert "ไม่มีเน็ต" in sheet.strip.said() or "อินเทอร์เน็ต" in sheet.strip.said()
    sheet.finish(None)


def test_a_name_is_proposed_from_goods_maker_and_weight(seller: Seller) -> None:
    step = seller.start(JAM).to(NamingStep).step(NamingStep)
    step.title.setText("x")
    seller.next().measured("350")
    while seller.wizard.step is not step:
        seller.esc()
    assert "350" in step.proposal.said()
    step.proposal.click()
    assert step.title.value() == f"{JAM} 350 ก."


# Size and price


@pytest.mark.parametrize(("weight", "side"), [("หนัก", "8"), ("999999", "8"), ("350", "9999"), ("350", "x")])
def test_a_size_that_cannot_be_is_said_beside_it(seller: Seller, weight: str, side: str) -> None:
    step = seller.start(JAM).to(WeightStep).step(WeightStep)
    step.weight.setText(weight)
    seller.next()
    if seller.wizard.step is step:
        assert step.weight_row.said() != "ชั่งทั้งกล่องที่แพ็กแล้วหนึ่งครั้ง"
        return
    sides = seller.step(SizingStep)
    sides.sides[0].setText(side)
    seller.next()
    assert seller.step(SizingStep).side_rows[0].said()


def test_the_price_says_who_gets_what(seller: Seller) -> None:
    seller.maker("ป้าสมศรี")
    seller.start(JAM, "ป้าสมศรี").agree().next().next().next().next().price("100", "5")
    # 100 - 12 % - 5 - 80 for the maker
    assert "ป้าสมศรีได้ 80 บาท/ชิ้น ร้านเหลือ 3" in seller.price_words
    assert "ของร้านยังไม่รู้" in seller.price_words


def test_below_cost_is_warned_of_and_not_forbidden(seller: Seller) -> None:
    seller.start(JAM).price("60")
    assert "ต่ำกว่าทุน" in seller.price_words
    seller.to(StoryStep)


def test_what_was_settled_stands_beside_the_forecast(seller: Seller) -> None:
    from shopdesk.shop import settlements

    seller.whole(JAM).tap("แก้ไข").category("แยม").tap("แก้ไข")
    seller.window.sheet.rows[0][2].setText("ไม่มี")
    seller.window.sheet.enter()
    seller.sell()
    with seller.shop.office.reading() as desk:
        sku = listings.units(desk, seller.rows()[0].listing)[0].seller_sku
    from shopdesk.shop.online import intake

    with seller.shop.office.writing() as desk:
        intake.take_in(desk, seller.there.account, seller.there.shop_online.order("900", 2, sku))
        lines = (
            MoneyLine("a", "item", "", 24_000, "2026-11-20", "900", "S1"),
            MoneyLine("b", "commission", "", -2_000, "2026-11-20", "900", "S1"),
        )
        settlements.take_in(desk, seller.there.account, Money(lines))
    seller.look()
    seller.page.table.selectRow(0)
    seller.page._picked(seller.page.table.rows.row(0))
    seller.there.settle()
    assert "ตัดยอดจริงแล้ว (2 ชิ้น)" in seller.page.side.said()
    seller.page.edit()
    seller.wizard.mend("price")
    assert "ร้านป้าสมศรี: ตัดยอดจริงแล้ว (2 ชิ้น)" in seller.price_words
    assert "120.00" in seller.price_words
    assert "10.00" in seller.price_words


def test_a_price_that_is_no_amount_is_said_beside_it(seller: Seller) -> None:
    seller.start(JAM).next().next().next().next().price("สองร้อย").next()
    seller.step(PricingStep)


# Story and where


def test_season_boxes_and_days_are_kept(seller: Seller) -> None:
    seller.start(JAM).price("100")
    seller.to(SeasonStep).step(SeasonStep).dates[1].setText("30/4/2570")
    seller.to(BoxesStep).step(BoxesStep).boxes.setText("๔๐")
    step = seller.to(SendingStep).step(SendingStep)
    step.days.setText("3")
    step.cutoff.setText("14:00")
    seller.to(MakingStep).step(MakingStep).perishable.click()
    seller.next()
    words = seller.wizard.said.words
    assert (words.season_until, words.boxes, words.ship_days, words.cutoff) == ("2027-04-30", 40, 3, "14:00")
    assert words.perishable


def test_a_day_that_is_none_is_said_beside_it(seller: Seller) -> None:
    step = seller.start(JAM).price("100").to(HarvestStep).step(HarvestStep)
    step.dates[0].setText("วันไหน")
    seller.next()
    assert seller.step(HarvestStep).rows[0].said()


def test_each_lack_leads_to_the_page_that_mends_it(seller: Seller) -> None:
    seller.start(JAM).price("100").to(CheckStep)
    assert set(seller.lacks) == {"photos", "where", "weight", "size"}
    step = seller.step(CheckStep)
    lacks = next(iter(step.outlooks.values())).lacks
    for page, kind in (("weight", WeightStep), ("size", SizingStep)):
        step.mend(seller.there.account, next(one for one in lacks if one.page == page))
        seller.step(kind)
    seller.wizard.mend("check")
    seller.sell()
    assert "ยังลงไม่ได้" in seller.page.strip.said()
    assert seller.rows() == []


def test_how_many_are_offered_and_why_is_said(seller: Seller) -> None:
    seller.whole(JAM)
    outlook = next(iter(seller.step(CheckStep).outlooks.values()))
    assert outlook.rule.count == 10
    assert "เก็บไว้หน้าร้าน 2" in outlook.rule.sentence


def test_without_a_price_the_last_page_says_so(seller: Seller) -> None:
    seller.shop.add("ของไม่มีราคา", None)
    seller.start("ของไม่มีราคา").to(CheckStep)
    assert seller.lacks == ["price"]
    seller.tap("เก็บร่าง")
    assert seller.shown() == [("ของไม่มีราคา", "–", "ร่าง")] or seller.shown()[0][2] == "ร่าง"


def test_the_checklist_never_blocks_and_is_ticked_in_the_settings(seller: Seller) -> None:
    from shopdesk.shop import settings

    with seller.shop.office.writing() as desk:
        settings.change(desk, "online.registered", True)
    with seller.shop.office.reading() as desk:
        done = dict(offers.ready(desk, settings.get_all(desk)))
    assert list(done.values()) == [True, False, False]
    assert [i18n._(point) for point in done][1:] == ["ยังไม่ได้ใส่เลขผู้เสียภาษี", "บัญชีธนาคารยังไม่เป็นชื่อเดียวกับร้าน"]


def test_without_a_shop_the_grey_button_says_what_comes_first(seller: Seller) -> None:
    seller.whole(JAM)
    for said, on in (("เลือกร้านก่อน", False), ("ลงขาย", True)):
        seller.esc().step(PlacingStep).ticks[seller.there.account].click()
        seller.to(CheckStep)
        assert (seller.wizard.go_on.said(), seller.wizard.go_on.isEnabled()) == (said, on)


# The list


def test_a_refusal_stands_beside_the_button_that_mends_it(seller: Seller) -> None:
    seller.whole(JAM).tap("เก็บร่าง")
    with seller.shop.office.writing() as desk:
        listings.publish(desk, seller.rows()[0].listing)
    seller.refused("Choose a narrower category. (LEAF_ONLY 201)")
    assert seller.shown()[0][2] == "ถูกปฏิเสธ"
    assert "เลือกหมวดที่แคบกว่านี้ (LEAF_ONLY 201)" in seller.page.side.said()
    assert seller.page.side.edit.property("kind") == "primary"
    seller.page.side.edit.click()
    seller.step(CheckStep)
    assert "เลือกหมวดที่แคบกว่านี้" in seller.page.strip.said()
    assert seller.wizard.said.words.title == "แยมมะม่วงบ้านโนน 200 ก."


def test_a_photo_that_is_too_small_is_held_back_before_it_is_sent(seller: Seller) -> None:
    seller.start(JAM).photos(2).photos(1, wide=300, tall=400).price("100").to(CheckStep)
    step = seller.step(CheckStep)
    small = [one for out in step.outlooks.values() for one in out.lacks if one.values.get("number")]
    assert [(one.page, one.values["number"]) for one in small] == [("photos", 3)]
    step.mend(seller.there.account, small[0])
    seller.step(PicturesStep)


def test_a_draft_says_what_is_missing(seller: Seller) -> None:
    seller.start(JAM).price("100").to(CheckStep).tap("เก็บร่าง")
    said = seller.page.side.said()
    assert "ต้องมีรูปอย่างน้อย 1 รูป" in said
    assert "เลือกหมวดสินค้าของที่นั่น" in said


def test_a_draft_without_a_price_says_so(seller: Seller) -> None:
    seller.shop.add("ของไม่มีราคา", None)
    seller.start("ของไม่มีราคา").to(CheckStep).tap("เก็บร่าง")
    assert "ยังไม่ได้ตั้งราคาหรือเลือกร้าน" in seller.page.side.said()


def test_a_refused_photo_is_mended_where_the_photos_are(seller: Seller) -> None:
    seller.whole(JAM).tap("เก็บร่าง")
    with seller.shop.office.writing() as desk:
        listings.publish(desk, seller.rows()[0].listing)
    seller.refused("The platform does not take a photo. (IMAGE 4140)")
    seller.page.side.edit.click()
    seller.step(PicturesStep)


def test_a_listing_is_paused_sold_again_and_taken_down(seller: Seller) -> None:
    seller.whole(JAM).tap("เก็บร่าง")
    listing = seller.rows()[0].listing
    with seller.shop.office.writing() as desk:
        listings.publish(desk, listing)
        listings.confirmed(desk, listing, RemoteListing("L1", {}, "active", link="https://there.example/L1"))
    seller.look()
    assert seller.page.side.see.isVisibleTo(seller.page)
    seller.page.marked.pause()
    seller.there.settle()
    assert seller.rows()[0].state == "paused"
    seller.page.marked.pause()
    seller.there.settle()
    assert seller.rows()[0].state == "live"
    seller.page.marked.ask_remove()
    seller.tap("เอาออกจากร้าน")
    assert [row.state for row in seller.rows() if row.listing] == []
    assert seller.there.shop_online.waiting()


def test_an_account_sold_at_by_files_gets_its_template_filled(seller: Seller, tmp_path: Path) -> None:
    from shopdesk.shop import accounts

    with seller.shop.office.writing() as desk:
        accounts.put_away(desk, seller.there.account)
        account = accounts.add(desk, "lazada-file", "ร้านไฟล์", options={"by_file": True}).id
    seller.look()
    seller.whole(JAM)
    seller.wizard.categorised(account, _category())
    assert (seller.page.strip.said(), seller.wizard.said.ticked(), seller.lacks) == ("", [account], [])
    asked: list[int] = []
    seller.page.files.fill_template = asked.append  # type: ignore[method-assign]  # the dialog of files
    seller.tap("กรอกไฟล์แม่แบบ")
    assert asked == [account]
    assert seller.shown()[0][2] == "รอลงไฟล์"
    made: list[Any] = []
    seller.page.files._filled = lambda _path, filled: made.append(filled)  # type: ignore[method-assign]  # the dialog
    assert not seller.page.side.uploaded.isVisibleTo(seller.page)
    carry(seller, account, made, "lazada-listing.xlsx", tmp_path / "filled.xlsx")
    assert (tmp_path / "filled.xlsx").stat().st_size > 1_000
    assert len(list((tmp_path / "filled-รูป").glob("*.jpg"))) == 3
    assert "เอารูปที่อยู่ข้างไฟล์ไปลง" in thaitext.strip(seller.window.sheet.text.toPlainText())
    QTest.keyClick(seller.window.focusWidget(), Qt.Key.Key_Space)
    assert seller.window.sheet is None
    assert "กรอกแล้ว 1 แถว" in seller.page.strip.said()
    assert "กรอกไฟล์ไว้ เมื่อกี้" in seller.page.side.said()
    press(seller, seller.page.side.uploaded)
    assert seller.shown()[0][2] == "ขายอยู่"
    assert (seller.page.side.uploaded.isVisibleTo(seller.page), "(เมื่อกี้)" in seller.page.side.said()) == (False, True)
    # What was sold since stands in the next file of prices and stock, and that one can be said to be uploaded as well.
    before = words.counts(seller.rows()[0])
    with seller.shop.office.reading() as desk:
        (jam,) = goods.find(desk, JAM)
    seller.shop.sell((jam, 3000))
    seller.look()
    assert words.counts(seller.rows()[0]) == f"{before} → {int(before) - 3}"
    assert "ที่นั่นเป็นตัวเลขของไฟล์ล่าสุด (เมื่อกี้) กรอกไฟล์ใหม่" in seller.page.side.said()
    with seller.shop.office.reading() as desk:
        sku = listings.units(desk, seller.rows()[0].listing)[0].seller_sku
    path = table(tmp_path / "stock.csv", [["Product ID", "SellerSKU", "Price", "Quantity"], ["3069", sku, "1", "1"]])
    carry(seller, account, made, path, tmp_path / "stock-filled.csv")
    assert seller.page.side.uploaded.isVisibleTo(seller.page)
    press(seller, seller.page.side.uploaded)
    assert words.counts(seller.rows()[0]) == str(int(before) - 3)
    assert "กรอกไฟล์ใหม่" not in seller.page.side.said()


def carry(seller: Seller, account: int, made: list[Any], file: Path | str, out: Path) -> None:
    """Fill a file and save it, past the two dialogs of the system."""
    seller.page.files.fill_file(account, FILES / file)
    seller.there.settle()
    seller.page.files.save_filled(made[-1], out)
    seller.there.settle()


def press(seller: Seller, button: Any) -> None:
    """To the button by Tab, then Space."""
    for _step in range(40):
        focused = seller.window.focusWidget()
        if focused is button:
            break
        QTest.keyClick(focused or seller.window, Qt.Key.Key_Tab)
    assert seller.window.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    seller.there.settle()


def test_what_goes_in_a_file_is_never_said_to_be_sent_by_itself(seller: Seller) -> None:
    from shopdesk.shop import accounts

    with seller.shop.office.writing() as desk:
        accounts.put_away(desk, seller.there.account)
        account = accounts.add(desk, "lazada-file", "ร้านไฟล์", options={"by_file": True}).id
    seller.look()
    seller.whole(JAM)
    seller.wizard.categorised(account, _category())
    seller.sell()
    assert "กรอกไฟล์ของ ร้านไฟล์" in seller.page.strip.said()
    with seller.shop.office.writing() as desk:
        listings.confirmed(desk, seller.rows()[0].listing, RemoteListing("L1", {}))
    seller.look()
    for deed in (seller.page.marked.pause, lambda: seller.page.marked._remove(seller.page.table.current())):
        deed()
        seller.there.settle()
        assert "ไฟล์" in seller.page.strip.said()
        assert "เน็ต" not in seller.page.strip.said()


def test_a_file_without_goods_of_ours_says_why(seller: Seller) -> None:
    from shopdesk.shop import accounts

    with seller.shop.office.writing() as desk:
        accounts.put_away(desk, seller.there.account)
        account = accounts.add(desk, "lazada-file", "ร้านไฟล์", options={"by_file": True}).id
    seller.look()
    seller.whole(JAM)
    seller.wizard.categorised(account, _category())
    seller.tap("เก็บร่าง")
    seller.page.files.fill_file(account, FILES / "lazada-listing.xlsx")
    seller.there.settle()
    assert "ไฟล์นี้ยังไม่มีของเรา" in seller.page.strip.said()
    assert "ยังเป็นร่าง กดลงขายก่อน" in thaitext.strip(seller.window.sheet.text.toPlainText())


def _category() -> Any:
    from shopdesk.shop.channels import Category

    return Category("10100388", "ของกิน > แยม")


def test_rules_of_platforms_cut_the_title_of_the_preview_alone(seller: Seller) -> None:
    seller.there.far.rules = (Rules("fake", "Lazada", longest_title=5),)
    seller.there.online.known = None
    seller.page.enter()
    seller.there.settle()
    seller.whole(JAM)
    assert "name" in seller.lacks
    assert seller.wizard.said.words.title == "แยมมะม่วงบ้านโนน 200 ก."


# What the keyboard meets


def test_the_keyboard_is_on_the_way_to_mend_what_is_missing(seller: Seller) -> None:
    seller.whole(JAM).sell()
    button = seller.window.focusWidget()
    assert "เลือกหมวด" in button.accessibleName()
    QTest.keyClick(button, Qt.Key.Key_Space)
    seller.there.settle()
    sheet: Any = seller.window.sheet
    assert [row[0].path for row in sheet.table.rows.rows()] == ["ของกิน > แยม", "ของกิน > ผลไม้ตากแห้ง", "ผ้า > ผ้าขาวม้า"]
    sheet.search.field.setText("ไม่มีใครเรียก")
    sheet.enter()
    assert "ไม่มีหมวดที่ใช้คำนี้" in sheet.strip.said()
    sheet.search.field.setText("ผ้า")
    sheet._show()
    assert sheet.strip.said() == ""


def test_a_price_that_stands_there_is_typed_over(seller: Seller) -> None:
    seller.start(JAM).next().photos(3).next().called("แยม").next().measured("350", "8", "8", "10").next()
    field = seller.window.focusWidget()
    QTest.keyClicks(field, "120")
    assert field.text() == "120"


# Shops of one's own, and platforms that propose nothing


def asking(seller: Seller, rules: Rules, tree: list[Category]) -> None:
    far = seller.there.far
    far.rules = (rules,)
    far.categories = lambda _account, _language: tree
    far.suggest = lambda _account, _title: []
    seller.there.online.known = None
    seller.page.enter()
    seller.there.settle()
    seller.whole(JAM)


def test_a_shop_of_ones_own_needs_no_category_and_may_have_one(seller: Seller) -> None:
    asking(seller, Rules("fake", "WooCommerce", own_tree=True), [])
    assert "where" not in seller.lacks
    step: Any = seller.wizard.step
    step.choose_category(seller.there.account)
    seller.there.settle()
    sheet: Any = seller.window.sheet
    assert "ไปต่อได้โดยไม่ต้องเลือก" in sheet.strip.said()
    sheet.finish(None)
    seller.sell()
    assert [row.account_name for row in seller.rows() if row.listing]
    # Nobody can buy what was not sent yet.
    assert {words.counts(row) for row in seller.rows()} == {"–"}


def test_a_shop_of_ones_own_takes_no_commission(seller: Seller) -> None:
    rules = (Rules("fake", "WooCommerce", own_tree=True),)
    seller.there.far.rules, seller.there.online.known = rules, None
    seller.page.enter()
    seller.there.settle()
    seller.start(JAM).next().photos(3).next().called("แยม").next().measured("350", "8", "8", "10").next().price("250")
    assert "250.00 − ทุน 60.00 = 190.00" in seller.price_words
    assert "ค่าธรรมเนียม" not in seller.price_words


def test_where_nothing_is_proposed_what_the_title_names_stands_first(seller: Seller) -> None:
    tree = [Category("1", "ผ้า > ผ้าขาวม้า"), Category("2", "ของกิน > แยม", leaf=True), Category("3", "ของกิน", leaf=False)]
    asking(seller, Rules("fake", "Shopee"), tree)
    step: Any = seller.wizard.step
    step.choose_category(seller.there.account)
    seller.there.settle()
    sheet: Any = seller.window.sheet
    assert [row[0].id for row in sheet.table.rows.rows()] == ["2", "1"]
    assert sheet.main.isEnabled()
    sheet.enter()
    assert seller.wizard.said.where[seller.there.account].category == "2"


def test_photos_chosen_together_stand_in_the_order_they_were_chosen(seller: Seller, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    large = picture(tmp_path / "large.png", wide=2_400, tall=2_400)
    small = picture(tmp_path / "small.png", ground="#102030", wide=300, tall=300)
    step: PicturesStep = seller.start(JAM).to(PicturesStep).step(PicturesStep)
    step.put_files([large, broken, small])
    seller.there.settle()
    assert len(step.names) == 2
    first, second = (step.looks[name] for name in step.names)
    assert first is not None
    assert second is not None
    assert first.side > second.side
    assert "broken.jpg" in seller.page.strip.said()


def test_a_question_that_was_answered_is_one_touch_away_and_no_other(seller: Seller) -> None:
    seller.start(JAM).photos(3).called("แยมมะม่วงบ้านโนน 200 ก.").to(WeightStep)
    bars = seller.wizard.bars.bars
    assert [bar.isEnabled() for bar in bars] == [True] * 4 + [False] * 3
    assert all(min(bar.width(), bar.height()) >= 44 for bar in bars)
    seller.measured("350", "8", "8", "10")
    QTest.mouseClick(bars[0], Qt.MouseButton.LeftButton)
    seller.step(GoodsStep)
    QTest.mouseClick(bars[6], Qt.MouseButton.LeftButton)
    seller.step(GoodsStep)
    bars[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        focused = seller.window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    assert seller.step(WeightStep).weight.text() == "350"
    assert bars[1].accessibleName() == "2 · ถ่ายรูป"


def test_onward_over_the_bars_asks_what_the_green_button_asks(seller: Seller) -> None:
    seller.start(JAM).photos(3).called("แยมมะม่วงบ้านโนน 200 ก.").measured("350", "8", "8", "10").to(PricingStep)
    seller.wizard.bars.bars[3].click()
    seller.step(WeightStep).weight.setText("หนัก")
    seller.wizard.bars.bars[4].click()
    assert seller.step(WeightStep).weight.hasFocus()
    other = seller.shop.add("ปลาส้ม", 6_000)
    seller.wizard.bars.bars[0].click()
    seller.step(GoodsStep).choose("ปลาส้ม")
    seller.wizard.bars.bars[4].click()
    assert (seller.count, seller.wizard.said.product) == ("1 จาก 7", other.product)
    seller.step(WhoseStep)


def test_one_of_very_many_is_found_by_its_name(seller: Seller) -> None:
    for name in ("ปลาส้ม", "น้ำพริก"):
        thing = seller.shop.add(name, 6_000)
        with seller.shop.office.writing() as desk:
            offers.save(desk, thing.product, offers.Words(name, name))
    seller.look()
    assert len(seller.shown()) == 2
    seller.page.deeds()["find"]()
    assert seller.page.search.field.hasFocus()
    seller.page.search.field.setText("พริก")
    QTest.qWait(150)
    assert [title for title, _account, _state in seller.shown()] == ["น้ำพริก"]


# One question a page


def test_what_may_be_left_empty_is_passed_with_one_press_and_told_at_the_end(seller: Seller) -> None:
    seller.whole(JAM)
    while not isinstance(seller.wizard.step, PricingStep):
        seller.esc()
    seller.to(SeasonStep)
    for kind in (HarvestStep, BoxesStep, SendingStep):
        focused = seller.window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return)
        seller.step(kind)
    later = seller.to(CheckStep).step(CheckStep).later
    assert list(later.buttons) == ["english", "postage", "papers", "season", "harvest", "boxes", "sending"]
    later.buttons["harvest"].click()
    seller.step(HarvestStep).dates[0].setText("1/4/2570")
    assert "harvest" not in seller.to(CheckStep).step(CheckStep).later.buttons


def test_goods_sold_in_one_way_are_not_asked_which(seller: Seller) -> None:
    seller.start(JAM).measured("350", "8", "8", "10").next()
    seller.step(PricingStep)
    seller.esc()
    seller.step(SizingStep)


def test_a_maker_the_shop_does_not_know_is_added_on_the_way(seller: Seller) -> None:
    step = seller.start(JAM).to(WhoseStep).step(WhoseStep)
    step.add.click()
    sheet: Any = seller.window.sheet
    sheet.name.setText("ยายบุญมี")
    sheet.phone.setText("081-234-5678")
    sheet.enter()
    seller.there.settle()
    QTest.qWait(20)
    consent: Any = seller.window.sheet
    consent.spoken.click()
    seller.there.settle()
    assert step.whose.currentText() == "ยายบุญมี"
    seller.to(PicturesStep)
    assert seller.wizard.said.words.consent
    with seller.shop.office.reading() as desk:
        (maker,) = [one for one in producers.listing(desk) if one.name == "ยายบุญมี"]
    assert maker.phone.replace("-", "") == "0812345678"


def test_who_refuses_food_without_a_number_is_said_by_name(seller: Seller) -> None:
    seller.there.far.rules = (Rules("fake", "Lazada", licensed=True),)
    seller.there.online.known = None
    seller.page.enter()
    seller.there.settle()
    step = seller.start(JAM).to(PapersStep).step(PapersStep)
    assert "ร้านป้าสมศรี (Lazada)" in step.refusing.said()


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1024, 600)])
def test_no_question_scrolls(seller: Seller, wide: int, high: int) -> None:
    seller.window.resize(wide, high)
    seller.start(JAM).photos(8)
    seller.wizard.said = replace(seller.wizard.said, page=0)
    seller.wizard.show_page()
    for _page in PAGES:
        seller.window.grab()
        QApplication.processEvents()
        bar = seller.wizard.view.verticalScrollBar()
        assert bar.maximum() == 0, type(seller.wizard.step).__name__
        if isinstance(seller.wizard.step, CheckStep):
            return
        seller.next()
    raise AssertionError("the last page was not reached")


def test_thousands_of_listings_are_shown_without_a_look_at_each(
    seller: Seller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ("แยม", "", 0, 0, "ร้านป้า", "fake", "live", "", "", "", "", 1_000, 3, 3, "")
    many = [(listed.Listed(number, number, *one), "แยม") for number in range(2_000)]
    folded: list[str] = []
    monkeypatch.setattr(thaitext, "fold", lambda text: folded.append(text) or text)
    shown: list[int] = []
    monkeypatch.setattr(seller.page.side, "show_listing", lambda one, *_told, **_more: shown.append(one.offer))
    seller.page._read(many)
    assert len(seller.page.table.rows.rows()) == 2_000
    assert (len(folded), shown) == (1, [0]), "the word that is looked for, and the marked one"
