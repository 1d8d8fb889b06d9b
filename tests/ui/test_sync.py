"""The pill and the page of what goes and comes: truthful, calm without a line, with a way out of every trouble."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from shopdesk.base import clock
from shopdesk.base.errors import DatabaseProblem
from shopdesk.db import models, outbox
from shopdesk.shop import accounts, backups, exchange, settings, users
from shopdesk.shop.channels import NeedsLogin, Offline, Seller
from shopdesk.shop.online import board, packing
from shopdesk.ui import online
from shopdesk.ui.pages.settings import restoring
from shopdesk.ui.pages.sync.sheets import HeldSheet, HelperSheet
from shopdesk.ui.widgets.question import QuestionSheet
from tests.ui.sync_page import Far, There

SECRET = "s3cret-of-the-app"


@pytest.fixture
def there(window: Any, shop: Any) -> There:
    return There(window, shop)


def test_a_shop_without_an_account_has_no_pill_and_asks_nothing(window: Any, shop: Any) -> None:
    far = Far()
    made = online.install(window, far)
    made.begin()
    made.look()
    assert "net" not in window.page.bar.__dict__
    assert far.log == []
    page = window.go("sync")
    assert page.none.isVisibleTo(page)


def test_the_pill_tells_the_truth_with_its_age(there: There) -> None:
    assert there.pill == ""
    there.stands()
    assert there.pill == "เชื่อมต่อแล้ว"
    there.shop.clock.now += timedelta(minutes=9)
    there.online.look()
    assert there.pill == "เชื่อมต่อแล้ว"
    there.shop.clock.now += timedelta(minutes=2)
    there.online.look()
    assert there.pill == "ไม่มีเน็ต ขายต่อได้"
    assert "11 นาทีก่อน" in there.window.page.bar.net.accessibleDescription()
    there.waits("pack", 1)
    there.waits("ship", 1)
    assert there.pill == "ไม่มีเน็ต ขายต่อได้ · รอส่ง 2"


def test_before_the_first_round_nothing_is_called_offline(there: There) -> None:
    there.online.look()
    assert there.pill == "เข้าสู่ระบบใหม่", "nobody signed in yet"
    with there.shop.office.writing() as desk:
        accounts.signed_in(desk, there.account, Seller("S1", "ร้านเรา", ""))
    there.online.look()
    assert there.pill == "รอรับข้อมูลครั้งแรก"
    assert there.online.line is not None
    assert not there.online.line.away
    assert "ร้านไม่ตอบ" not in there.page.note.said()
    there.stands(pulled_at=None, failures=1, why="There is no internet.", tried_at=there.shop.clock.now)
    assert there.pill == "ไม่มีเน็ต ขายต่อได้"


def test_the_rail_counts_new_orders_before_anybody_opened_their_page(there: There) -> None:
    there.shop_online.list_goods()
    there.shop_online.platform.sells(there.shop_online.order("500"), there.shop_online.order("501"))
    there.shop_online.step()
    button = there.window.rail.buttons["customers"]
    assert button.count == 0
    there.online._load()
    there.settle()
    there.settle()
    assert button.count == 2
    there.shop_online.platform.sells(there.shop_online.order("502"))
    there.shop_online.step()
    there.online.heard("orders", there.account, 1)
    there.settle()
    assert button.count == 3
    assert there.window.here == "till"


def test_a_failure_just_now_is_not_called_connected(there: There) -> None:
    there.stands(failures=1, why="There is no internet.")
    assert there.pill == "ไม่มีเน็ต ขายต่อได้"


def test_a_shops_own_server_that_is_down_is_not_called_offline(there: There) -> None:
    there.stands(failures=1, why="This shop's address does not answer.")
    assert there.pill == "ติดต่อร้านไม่ได้"
    assert there.window.page.bar.net.property("tone") == "accent"
    assert "เน็ตยังใช้ได้" in there.page.note.said()
    there.waits("pack", 1)
    assert there.pill == "ติดต่อร้านไม่ได้ · รอส่ง 1"


def test_the_pill_counts_all_that_the_page_counts(there: There) -> None:
    there.stands()
    there.waits("pack", 1, state="stuck")
    there.held()
    there.online.look()
    assert there.pill == "มีปัญหา 2"
    assert there.page.sentence.said() == "มีปัญหา 2"
    assert len(there.rows()) == 2
    there.stands(login="needed")
    there.online.look()
    assert there.pill == "มีปัญหา 3"
    assert there.page.sentence.said() == "มีปัญหา 3"


def test_what_a_file_brought_wants_a_person_too(window: Any, shop: Any) -> None:
    made = online.install(window, Far())
    with shop.office.writing() as desk:
        account = accounts.add(desk, "shopee-file", "ร้านป้า", options={"by_file": True}).id
        desk.session.add(models.HeldReply(account=account, kind="orders", key="9", body="{}", why="why", at=desk.now))
    made.look()
    assert window.page.bar.net.said() == "มีปัญหา 1"
    assert window.go("sync").sentence.said() == "มีปัญหา 1"


def test_while_a_round_goes_on_the_pill_counts(there: There) -> None:
    there.stands()
    for key in range(1, 6):
        there.waits("pack", key)
    there.online.heard("begins", 0, 0)
    assert there.pill == "กำลังส่ง 0/5"
    with there.shop.office.writing() as desk:
        for entry in outbox.listing(desk.session.connection(), there.account, 2):
            outbox.drop(desk.session.connection(), entry.id)
    there.online.look()
    assert there.pill == "กำลังส่ง 2/5"
    there.online.heard("ends", 0, 0)
    assert there.pill == "เชื่อมต่อแล้ว · รอส่ง 3"


def test_what_failed_is_red_and_opens_the_page(there: There) -> None:
    there.stands()
    there.waits("pack", 1, state="stuck", why="The platform does not know this parcel. (NO_PACKAGE 17)")
    assert there.pill == "ส่งไม่สำเร็จ 1"
    bar = there.window.page.bar
    assert bar.net.property("tone") == "danger"
    bar.net.click()
    assert there.window.here == "sync"
    page = there.page
    assert page.sentence.said() == "มีปัญหา 1"
    page.table.selectRow(0)
    assert "แพลตฟอร์มไม่พบพัสดุนี้" in page.detail.said()
    assert "NO_PACKAGE 17" in page.detail.detail.said()
    page.detail.again.click()
    there.settle()
    assert there.shop_online.waiting()[0].state == "due"
    assert there.far.log[-1] == "open" or "now" in there.far.log


def test_everything_sent_says_when(there: There) -> None:
    there.stands()
    assert there.page.sentence.said().startswith("ทุกอย่างส่งแล้ว เมื่อ ")
    assert there.page.empty.isVisibleTo(there.page)


def test_offline_says_that_nothing_is_wrong(there: There) -> None:
    there.stands(timedelta(hours=3), failures=4, why="There is no internet.")
    assert "ขายต่อได้" in there.page.note.said()
    assert there.page.cards.cards[0].state.said() == "ติดต่อไม่ได้"


def test_a_sign_in_that_is_over_is_asked_for(there: There) -> None:
    there.stands(login="needed", failures=1, why="The platform no longer lets us in.")
    assert there.pill == "เข้าสู่ระบบใหม่"
    assert "เข้าสู่ระบบใหม่" in there.page.note.said()


def test_signing_in_again_is_one_press_away(there: There) -> None:
    from shopdesk.ui.pages.accounts.signing import SignInSheet

    there.stands(login="needed", failures=1, why="The platform no longer lets us in.")
    there.page.cards.cards[0].state.click()
    there.settle()
    assert there.window.here == "accounts"
    assert isinstance(there.window.sheet, SignInSheet)


def test_days_of_warning_before_a_sign_in_is_over(there: There) -> None:
    there.stands(login="soon", login_until=there.shop.clock() + timedelta(days=5, hours=1))
    assert there.page.cards.cards[0].state.said() == "เข้าสู่ระบบใหม่ใน 5 วัน"


def test_when_it_is_tried_again_is_said(there: There) -> None:
    there.stands()
    there.waits("pack", 1, attempts=3, not_before=(there.shop.clock() + timedelta(minutes=4)).timestamp() * 1000 // 1)
    row = there.page.table.rows.row(0)
    assert (row.when, row.state) == ("ลองใหม่ใน 4 นาที", "ลองแล้ว 3 ครั้ง")


def test_mending_opens_the_very_order_and_of_a_parcel_its_number(there: There) -> None:
    from shopdesk.ui.pages.orders.handing import NumberSheet
    from shopdesk.ui.pages.orders.whole import OrderSheet

    there.shop_online.list_goods()
    there.shop_online.platform.sells(there.shop_online.order("500"))
    there.shop_online.step()
    parcel = there.shop_online.packed("500")
    there.waits("pack", there.shop_online.taken("500"), state="stuck")
    page = there.page
    page.mend(next(row for row in page.table.rows.rows() if row.what == "แจ้งแพ็กออเดอร์ 500"))
    there.settle()
    sheet = there.window.sheet
    assert isinstance(sheet, OrderSheet)
    assert sheet.whole.card.number == "500"
    sheet.finish(None)
    with there.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "th-1", "Flash Express")
    there.waits("ship", parcel, state="stuck", why="The platform does not know this parcel.")
    page = there.page
    page.mend(next(row for row in page.table.rows.rows() if row.what == "แจ้งส่งออเดอร์ 500"))
    number = there.window.sheet
    assert isinstance(number, NumberSheet)
    assert (number.first, number.tracking.value(), number.tracking.selectedText()) == (number.tracking, "TH-1", "TH-1")
    # It was not told yet: it hears the new number.
    assert not number.limit.isVisibleTo(number)
    number.tracking.setText("TH 0123")
    there.window.monotonic.wait(1)
    there.window.grab()
    number.main.click()
    assert [entry.state for entry in there.shop_online.waiting() if entry.kind == "ship"] == ["due"]
    with there.shop.office.reading() as desk:
        assert [one.tracking for one in packing.parcels(desk, there.shop_online.taken("500"))] == ["TH0123"]


@pytest.mark.parametrize(("renumbers", "words"), [(False, "จดเลขไว้ที่นี่"), (True, "แจ้งแพลตฟอร์ม")])
def test_where_no_other_number_is_told_it_is_said_before_it_is_typed(
    there: There, *, renumbers: bool, words: str
) -> None:
    from shopdesk.ui.pages.orders.handing import NumberSheet

    there.far.rules = tuple(replace(one, renumbers=renumbers) for one in there.far.rules)
    there.online.known = None
    there.shop_online.list_goods()
    there.shop_online.platform.sells(there.shop_online.order("500"))
    there.shop_online.step()
    parcel = there.shop_online.packed("500")
    there.shop_online.step()
    with there.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "TH1", "Flash Express")
    there.shop_online.step()
    with there.shop.office.reading() as desk:
        whole = board.one(desk, there.shop_online.taken("500"))
    number = NumberSheet(there.window, whole)
    there.window.open(number)
    there.settle()
    assert (number.limit.isVisibleTo(number), number.main.said()) == (not renumbers, words)


def test_mending_opens_the_very_listing_and_of_a_price_its_field(there: There) -> None:
    there.shop_online.photos = lambda _n: []  # type: ignore[method-assign]  # what is no picture is warned about
    second = there.shop_online.list_goods(2)[1]
    there.waits("price", second, state="stuck", why="The price is too low.")
    page = there.page
    page.mend(page.table.rows.row(0))
    there.settle()
    listing = there.window.page
    assert there.window.here == "listing"
    assert listing.wizard.count.said() == "5 จาก 7"
    asked = next(iter(listing.wizard.step.asked.values()))
    assert there.window.focusWidget() is asked.field
    assert "120" in asked.field.text()
    there.waits("stock", second, state="stuck")
    page = there.page
    page.mend(next(row for row in page.table.rows.rows() if row.entry.kind == "stock"))
    there.settle()
    listing = there.window.page
    assert listing.table.current().title == "Jam 1"
    assert listing.side.isVisibleTo(listing)


def test_mending_what_is_gone_says_so(there: There) -> None:
    there.waits("price", 99, state="stuck")
    page = there.page
    page.mend(page.table.rows.row(0))
    assert there.window.here == "sync"
    assert "ไม่อยู่แล้ว" in page.strip.said()


def test_when_the_last_thing_went_out_the_keyboard_stays_on_the_page(there: There) -> None:
    there.stands()
    there.waits("pack", 1)
    page = there.page
    page.enter()
    assert page.table.hasFocus()
    with there.shop.office.writing() as desk:
        outbox.drop(desk.session.connection(), there.shop_online.waiting()[0].id)
    there.online.look()
    assert page.now.hasFocus()


def test_what_is_left_out_is_asked_about_first(there: There) -> None:
    there.stands()
    there.waits("pack", 1, state="stuck")
    page = there.page
    page.table.selectRow(0)
    page.detail.skip.click()
    sheet = there.window.sheet
    assert isinstance(sheet, QuestionSheet)
    assert len(there.shop_online.waiting()) == 1
    sheet.finish(True)
    assert there.shop_online.waiting() == []
    assert there.rows() == []


def test_what_cannot_be_taken_in_without_a_line_stays_with_what_was_typed(there: There) -> None:
    there.stands()
    there.held()
    assert there.pill == "มีปัญหา 1"
    page = there.page
    assert there.rows() == [("ออเดอร์ 505 จากผู้ซื้อ", "อ่านไม่ได้")]
    page.table.selectRow(0)
    page.detail.mend.click()
    sheet = there.window.sheet
    assert isinstance(sheet, HeldSheet)
    assert "2 ขวด" in sheet.text.toPlainText()
    there.far.problem = Offline("There is no internet.")
    sheet.main.click()
    there.settle()
    assert sheet.strip.said()
    assert there.window.sheet is sheet


def test_what_was_mended_can_be_kept_for_later(there: There) -> None:
    there.held()
    page = there.page
    page.mend(page.table.rows.row(0))
    sheet = there.window.sheet
    assert isinstance(sheet, HeldSheet)
    sheet.text.setPlainText('{"qty": 2}')
    sheet.finish(None)
    assert there.window.sheet is sheet, "what was typed is not thrown away by one Esc"
    sheet.keep.click()
    with there.shop.office.reading() as desk:
        assert [row.body for row in exchange.held(desk)] == ['{"qty": 2}']


def test_a_held_reply_is_thrown_away_only_after_a_question(there: There) -> None:
    there.held()
    page = there.page
    page.skip(page.table.rows.row(0))
    sheet = there.window.sheet
    assert isinstance(sheet, QuestionSheet)
    sheet.finish(None)
    assert len(there.rows()) == 1
    page.skip(page.table.rows.row(0))
    assert there.window.sheet is not None
    there.window.sheet.finish(True)
    assert there.rows() == []


def test_the_helper_sees_no_secret_and_no_buyer(there: There) -> None:
    from shopdesk.base import log

    log.hide(SECRET)
    there.stands()
    there.held(body=json.dumps({"buyer": "สมหญิง ใจดี", "phone": "0812345678"}))
    there.waits("pack", 1, state="stuck", why=f"The platform refuses. ({SECRET} 0812345678)")
    there.page.helper.click()
    sheet = there.window.sheet
    assert isinstance(sheet, HelperSheet)
    text = sheet.report.toPlainText()
    assert "pack 1 at 1: stuck" in text
    assert [word for word in (SECRET, "0812345678", "สมหญิง") if word in text] == []


def test_the_helpers_text_can_be_kept_as_a_file(there: There, tmp_path: Any) -> None:
    there.page.helper.click()
    sheet = there.window.sheet
    assert isinstance(sheet, HelperSheet)
    sheet.save(str(tmp_path / "help.txt"))
    assert (tmp_path / "help.txt").read_text(encoding="utf-8").startswith("ShopDesk ")
    sheet.save(str(tmp_path / "help.zip"))
    with zipfile.ZipFile(tmp_path / "help.zip") as packed:
        assert packed.namelist() == ["shopdesk.txt"]
        assert packed.read("shopdesk.txt").decode().strip() == sheet.report.toPlainText().strip()
    sheet.save(str(tmp_path / "no" / "such" / "place.txt"))
    assert "เขียนไฟล์นี้ไม่ได้" in sheet.strip.said()


def test_who_may_not_sell_online_needs_somebody_who_may(there: There) -> None:
    there.waits("pack", 1, state="stuck")
    with there.shop.office.writing() as desk:
        users.set_pin(desk, desk.actor.user, "1234")
        users.add(desk, "น้องแนน", "cashier", "2222")
    there.window.actor = users.sign_in(there.shop.office, "น้องแนน", "2222")
    asked: list[object] = []
    there.window.ask_approval = lambda error, _then: asked.append(error)
    page = there.page
    page.again(page.table.rows.row(0))
    assert len(asked) == 1
    assert there.shop_online.waiting()[0].state == "stuck"


# Beginning and ending


def test_rounds_begin_after_the_first_paint_and_only_once(there: There) -> None:
    there.online.begin()
    there.settle()
    there.online.begin()
    there.settle()
    assert there.far.log == ["open"]


def test_a_sale_wakes_the_rounds(there: There) -> None:
    there.window.bus.sale_done.emit(1)
    assert there.far.log == ["wake"]


def test_the_file_is_let_go_before_it_is_closed(there: There) -> None:
    there.online.begin()
    there.settle()
    there.online.let_go()
    assert there.far.log == ["open", "close"]
    there.online.begin()
    there.settle()
    assert there.far.log[-1] == "open"


def test_a_copied_shop_does_not_speak_in_the_name_of_the_first(there: There) -> None:
    there.shop.office.question = "moved"
    there.online.begin()
    there.settle()
    assert there.far.log == []
    there.shop.office.question = ""


def test_photos_wait_where_the_shop_says_so(there: There) -> None:
    assert not there.online.spare
    with there.shop.office.writing() as desk:
        settings.change(desk, "line.photos", "wait")
    there.window.bus.settings_changed.emit("line.photos")
    assert there.online.spare


@pytest.mark.parametrize("paid", [True, False])
def test_photos_wait_by_themselves_on_a_line_that_is_paid_by_what_is_used(
    there: There, monkeypatch: pytest.MonkeyPatch, paid: bool
) -> None:
    monkeypatch.setattr(online, "metered", lambda: paid)
    there.online.begin()
    assert there.online.spare == paid
    there.shop_online.list_goods()
    there.waits("listing", 1, why="Photos wait for a line that costs nothing.", attempts=1)
    assert [row.why for row in there.page.table.rows.rows()] == ["รูปรอเน็ตที่ไม่เสียเงิน"]


def test_the_page_says_how_much_the_line_carried_this_month(there: There) -> None:
    there.stands()
    there.shop_online.used = (1_500_000, 2_000_000)
    there.shop_online.step()
    there.online.look()
    there.page.look()
    said = " ".join(label.text() for label in there.page.findChildren(QLabel)).replace("\u200b", "")
    assert "3.5 เมกะไบต์" in said


def test_a_problem_far_away_never_reaches_the_till(there: There) -> None:
    there.far.problem = NeedsLogin("The platform no longer lets us in.")
    there.online.wake()
    there.window.go("till")
    assert there.window.here == "till"


def test_a_file_that_cannot_be_read_leaves_the_pill_as_it_was(there: There, monkeypatch: pytest.MonkeyPatch) -> None:
    there.stands()

    def broken(_desk: object) -> None:
        raise DatabaseProblem("The shop's file cannot be read.")

    monkeypatch.setattr(exchange, "line", broken)
    there.online.look()
    assert there.pill == "เชื่อมต่อแล้ว"


def test_a_paused_account_is_not_counted(there: There) -> None:
    there.stands()
    there.waits("pack", 1, state="stuck")
    with there.shop.office.writing() as desk:
        accounts.pause(desk, there.account, paused=True)
    there.online.look()
    assert there.pill == ""
    assert there.rows() == [("แจ้งแพ็กออเดอร์ 1", "ร้านนี้พักอยู่")]


def test_before_a_backup_takes_the_shops_place_the_rounds_end(there: There) -> None:
    there.online.begin()
    there.settle()
    with there.shop.office.reading() as desk:
        there.window.actor = desk.actor
    copy = backups.make_beside(there.shop.office, there.window.actor)
    restoring.restore(there.window, copy.path, there.window.page.strip, lambda error: pytest.fail(str(error)))
    there.settle()
    assert there.far.log[:2] == ["open", "close"]
    opened = there.window.office
    assert opened is not None
    assert opened is not there.shop.office
    there.online.begin()
    there.settle()
    assert there.far.log[-1] == "close"
    with opened.writing() as desk:
        accounts.pause(desk, there.account, paused=False)
    there.online.look()
    there.settle()
    assert there.far.log[-1] == "open"
    opened.close()


def test_the_window_closes_with_its_rounds(there: There) -> None:
    there.online.begin()
    there.settle()
    there.window.office = None
    there.window.close()
    assert there.far.log == ["open", "close"]


def test_a_round_somebody_asked_for_says_how_it_went(there: There) -> None:
    there.stands(timedelta(minutes=2))
    page: Any = there.window.go("sync")
    assert "ทุกอย่างส่งแล้ว" in page.sentence.said()
    page.send_now()
    soon = clock.to_ms(there.shop.clock.now) + 60_000
    there.stands(timedelta(minutes=2), why="There is no internet.", not_before=soon)
    there.online.heard("ends", 0, 0)
    assert "ไม่มีเน็ต" in page.strip.said()
    assert "1 นาที" in page.strip.said()
    assert "ทุกอย่างส่งแล้ว" not in page.sentence.said()
    page.send_now()
    there.stands(why="", not_before=0)
    there.online.heard("ends", 0, 0)
    assert page.strip.said() == "ติดต่อได้ครบทุกร้าน"


def test_many_accounts_are_seen_whole_beside_the_bar_that_draws_them(there: There) -> None:
    with there.shop.office.writing() as desk:
        for name in ("ข", "ค", "ง", "จ", "ฉ"):
            accounts.add(desk, "fake", name)
    there.page.look()
    there.settle()
    there.window.grab()
    cards, bar = there.page.cards, there.page.cards.horizontalScrollBar()
    assert bar.isVisible()
    assert all(card.height() <= cards.viewport().height() for card in cards.cards)
    assert all(card.second.geometry().bottom() < card.height() for card in cards.cards)
