"""The page of online shops: adding, keys that never reach the file, signing in, testing, pausing, putting away."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from sqlmodel import select

from shopdesk.base import paths
from shopdesk.base.errors import Conflict, Unsure
from shopdesk.db import models
from shopdesk.shop import accounts, byfile, desk, settings
from shopdesk.shop.channels import Offline, Rules, Seller
from shopdesk.ui import online
from shopdesk.ui.pages.accounts.page import AccountsPage
from shopdesk.ui.pages.accounts.practising import PracticeSheet
from shopdesk.ui.pages.accounts.sheets import AddSheet, ChooseSheet, KeysSheet, StockSheet
from shopdesk.ui.pages.accounts.signing import SignInSheet
from shopdesk.ui.widgets.question import QuestionSheet
from tests.shop.test_byfile import FILES, Stall
from tests.ui.sync_page import Far, There

SECRET = "s3cret-of-the-app"


class Accounts(There):
    """The page in the owner's words."""

    @property
    def accounts(self) -> AccountsPage:
        page = self.window.page if self.window.here == "accounts" else self.window.go("accounts")
        assert isinstance(page, AccountsPage)
        self.settle()
        return page

    def add(self, platform: str, name: str, ticks: Any) -> AddSheet:
        self.accounts.new()
        self.settle()
        choice = self.window.sheet
        assert isinstance(choice, ChooseSheet)
        choice.buttons_of[platform].click()
        sheet = self.window.sheet
        assert isinstance(sheet, AddSheet)
        sheet.grab()
        ticks.wait(1)
        sheet.name.setText(name)
        return sheet

    def names(self) -> list[str]:
        return [row.name for row in self.accounts.table.rows.rows()]

    def said(self) -> str:
        return self.accounts.strip.said()


@pytest.fixture
def there(window: Any, shop: Any) -> Accounts:
    return Accounts(window, shop)


def test_a_secret_goes_to_the_safe_and_never_to_the_file(there: Accounts, ticks: Any) -> None:
    sheet = there.add("fake", "ร้านที่สอง", ticks)
    sheet.main.click()
    assert sheet.keys.key_row.said() == "ยังไม่ได้ใส่กุญแจแอป"
    sheet.keys.key.setText("100500")
    sheet.keys.secret.setText(SECRET)
    sheet.main.click()
    there.settle()
    assert [kept["secret"] for kept in there.far.kept.values()] == [SECRET]
    assert isinstance(there.window.sheet, SignInSheet)
    there.shop.office.checkpoint()
    with there.shop.office.reading() as desk:
        rows = [str(row.model_dump()) for row in desk.session.exec(select(models.ChannelAccount)).all()]
        changes = [f"{row.old}{row.new}" for row in desk.session.exec(select(models.Change)).all()]
    assert "100500" in "".join(rows)
    assert SECRET not in "".join(rows + changes)
    assert SECRET.encode() not in paths.shop_file(there.shop.office.data_dir).read_bytes()


def test_where_the_safe_is_shut_the_secret_can_be_given_again(there: Accounts, ticks: Any) -> None:
    sheet = there.add("fake", "ร้านที่สอง", ticks)
    sheet.keys.key.setText("100500")
    sheet.keys.secret.setText(SECRET)
    there.far.problem = Offline("The safe for passwords of this computer cannot be used now.")
    sheet.main.click()
    there.settle()
    assert there.window.sheet is sheet
    assert sheet.strip.said()
    there.far.problem = None
    sheet.main.click()
    there.settle()
    assert len(there.far.kept) == 1
    assert len(there.names()) == 2


def test_files_need_no_key_and_no_sign_in(there: Accounts, ticks: Any) -> None:
    sheet = there.add("files", "บ้านสวน", ticks)
    sheet.main.click()
    there.settle()
    assert there.window.sheet is None
    assert there.names() == ["ร้านป้าสมศรี", "บ้านสวน"]
    page = there.accounts
    page.table.selectRow(1)
    assert page.side.state.said() == "แบบไฟล์ ยังไม่เคยอ่าน"
    assert not page.side.sign_in.isVisibleTo(page)
    there.online.look()
    assert there.online.line is not None
    assert there.online.line.accounts == 1


def test_a_web_shop_needs_its_address(there: Accounts, ticks: Any) -> None:
    sheet = there.add("web", "เว็บร้าน", ticks)
    sheet.keys.place.setText("somsri")
    sheet.main.click()
    assert "https://" in sheet.keys.place_row.said()
    sheet.keys.place.setText("https://somsri.example")
    sheet.main.click()
    there.settle()
    with there.shop.office.reading() as desk:
        assert accounts.named(desk, "เว็บร้าน").place == "https://somsri.example"


def test_a_platform_with_a_service_asks_for_its_number_and_keeps_it(there: Accounts, ticks: Any) -> None:
    sheet = AddSheet(there.window, Rules("fake", "TikTok Shop", places=("th",), needs_app=True, needs_service=True))
    there.window.open(sheet)
    sheet.grab()
    ticks.wait(1)
    sheet.name.setText("ร้านในติ๊กต็อก")
    sheet.keys.key.setText("6kc")
    sheet.keys.secret.setText(SECRET)
    sheet.main.click()
    assert sheet.keys.service_row.said() == "ยังไม่มีเลขบริการ (service ID)"
    sheet.keys.service.setText("7172")
    sheet.main.click()
    there.settle()
    with there.shop.office.writing() as desk:
        row = accounts.named(desk, "ร้านในติ๊กต็อก")
        assert row.options["service"] == "7172"
        assert accounts.keyed(desk, row.id or 0, app_key="6kd").options["service"] == "7172"
        assert accounts.keyed(desk, row.id or 0, app_key="6kd", service="8").options["service"] == "8"


def test_a_country_is_offered_once_an_account_of_it_has_answered(there: Accounts, ticks: Any) -> None:
    rules = Rules("fake", "Lazada", places=("th",), elsewhere=(("vn", "VND"),))
    assert AddSheet(there.window, rules).country is None
    with there.shop.office.writing() as desk:
        tried = accounts.add(desk, "fake", "ฮานอย", place="vn", options={"currency": "VND"})
        accounts.signed_in(desk, tried.id, Seller("VN1", "Ha Noi", "vn", currency="VND"))
    sheet = AddSheet(there.window, rules)
    there.window.open(sheet)
    sheet.grab()
    ticks.wait(1)
    sheet.name.setText("ไซ่ง่อน")
    assert sheet.country is not None
    sheet.country.choose("vn")
    sheet.main.click()
    there.settle()
    with there.shop.office.reading() as desk:
        row = accounts.named(desk, "ไซ่ง่อน")
    assert (row.place, row.paused) == ("vn", True), "its money is not the shop's"


def test_the_same_name_twice_is_refused_at_the_name(there: Accounts, ticks: Any) -> None:
    sheet = there.add("fake", "ร้านป้าสมศรี", ticks)
    sheet.keys.key.setText("1")
    sheet.keys.secret.setText(SECRET)
    sheet.main.click()
    there.settle()
    assert "มีร้านออนไลน์ชื่อนี้แล้ว" in sheet.name_row.said()
    assert there.far.kept == {}


def signing(there: Accounts) -> tuple[SignInSheet, list[str]]:
    pages: list[str] = []
    account = there.accounts.marked()
    assert account is not None
    sheet = SignInSheet(there.window, there.far, account, pages.append)
    there.window.open(sheet.answered(there.accounts._signed_in))
    return sheet, pages


def test_signing_in_checks_what_came_back(there: Accounts) -> None:
    there.stands(login="needed", failures=1, why="The platform no longer lets us in.")
    sheet, pages = signing(there)
    sheet.main.click()
    assert sheet.strip.said().startswith("ยังไม่ได้วางอะไร")
    sheet.opener.click()
    there.settle()
    state = pages[0].partition("state=")[2]
    assert len(state) == 32
    sheet.pasted.setText("https://localhost/shopdesk?code=7&state=of-somebody-else")
    sheet.main.click()
    there.settle()
    assert sheet.isVisible()
    assert sheet.strip.property("tone") == "danger"
    sheet.pasted.setText(f"https://localhost/shopdesk?code=7&state={state}")
    sheet.main.click()
    there.settle()
    assert there.window.sheet is None
    assert there.said() == "เข้าสู่ระบบเป็น ป้าสมศรีของดี แล้ว"
    assert "now" in there.far.log
    with there.shop.office.reading() as desk:
        one = accounts.listing(desk)[0]
        assert (one.shop, one.login, one.why) == ("TH1", "ok", "")


def test_each_sign_in_has_a_state_of_its_own(there: Accounts) -> None:
    first, pages = signing(there)
    first.opener.click()
    there.settle()
    first.finish(None)
    second, more = signing(there)
    second.opener.click()
    there.settle()
    assert pages[0] != more[0]


def test_where_keys_are_pasted_the_words_say_so(there: Accounts) -> None:
    there.far.back = ""
    sheet, _pages = signing(there)
    sheet.opener.click()
    there.settle()
    assert "กุญแจ" in sheet.second.said()
    assert sheet.pasted.accessibleName() == "กุญแจ (key)"


def test_a_password_is_asked_for_by_its_name_and_shown_to_nobody(there: Accounts) -> None:
    there.far.back, there.far.asks = "", "Then type your name there, a space, and the password."
    sheet, _pages = signing(there)
    sheet.opener.click()
    there.settle()
    assert "รหัสผ่าน" in sheet.second.said()
    assert sheet.pasted.accessibleName() == "ชื่อกับรหัสผ่าน"
    assert sheet.pasted.echoMode() == QLineEdit.EchoMode.Password


def test_another_shops_account_is_refused(there: Accounts) -> None:
    with there.shop.office.writing() as desk:
        accounts.signed_in(desk, there.account, Seller("TH9", "ร้านอื่น"))
    sheet, pages = signing(there)
    sheet.opener.click()
    there.settle()
    sheet.pasted.setText(f"https://localhost/shopdesk?code=7&state={pages[0].partition('state=')[2]}")
    sheet.main.click()
    there.settle()
    assert "บัญชีนี้เป็นของร้านอื่น" in sheet.strip.said()
    assert there.window.sheet is sheet


def test_a_test_says_who_answers_or_why_not(there: Accounts) -> None:
    there.accounts.test()
    there.settle()
    assert there.said() == "ใช้ได้ ป้าสมศรีของดี ตอบกลับมาแล้ว"
    there.far.problem = Offline("There is no internet.")
    there.accounts.side.test.click()
    there.settle()
    assert there.accounts.strip.property("tone") == "accent"
    assert there.accounts.side.test.isEnabled()


def test_a_pause_and_going_on(there: Accounts) -> None:
    there.stands()
    there.accounts.side.pause.click()
    assert there.accounts.side.state.said() == "พักอยู่"
    assert there.pill == ""
    there.accounts.side.pause.click()
    assert there.pill == "เชื่อมต่อแล้ว"


def test_how_much_of_the_stock_is_offered(there: Accounts, ticks: Any) -> None:
    there.shop_online.list_goods()
    there.accounts.side.stock.click()
    sheet = there.window.sheet
    assert isinstance(sheet, StockSheet)
    sheet.grab()
    ticks.wait(1)
    sheet.share.setText("ครึ่ง")
    sheet.main.click()
    assert sheet.share_row.said() == "พิมพ์จำนวนเต็ม"
    sheet.share.setText("๘๐")
    sheet.cap.setText("20")
    sheet.keep_.setText("3")
    sheet.main.click()
    assert there.window.sheet is None
    with there.shop.office.reading() as desk:
        one = accounts.listing(desk)[0]
    assert (one.share, one.cap, one.keep) == (8_000, 20, 3)
    assert there.accounts.side.offered.said() == "ลงขาย 80% ของที่ว่าง, ไม่เกินอย่างละ 20, เก็บไว้หน้าร้านอย่างละ 3"
    assert [entry.kind for entry in there.shop_online.waiting()] == ["stock"]


def test_the_rule_of_the_counter_is_shown_with_goods_of_the_account(there: Accounts) -> None:
    there.shop_online.list_goods()
    with there.shop.office.reading() as desk:
        found = accounts.examples(desk, there.account)
    assert found[0][0] == "Jam 0"
    assert "เก็บไว้หน้าร้าน" in found[0][1]


def test_a_key_can_be_changed(there: Accounts) -> None:
    there.accounts.ask_keys()
    sheet = there.window.sheet
    assert isinstance(sheet, KeysSheet)
    sheet.keys.key.setText("200600")
    sheet.main.click()
    there.settle()
    assert there.far.kept == {}, "an empty secret leaves the one there"
    account = there.accounts.marked()
    assert account is not None
    assert (account.app_key, account.options["comes_back_to"]) == ("200600", "https://localhost/shopdesk")


def test_putting_away_is_asked_about_and_forgets_the_secrets(there: Accounts) -> None:
    there.accounts.side.away.click()
    sheet = there.window.sheet
    assert isinstance(sheet, QuestionSheet)
    sheet.finish(True)
    there.settle()
    assert there.names() == []
    assert "forget" in there.far.log
    assert there.accounts.none.isVisibleTo(there.accounts)


def test_an_account_with_open_orders_stays(there: Accounts) -> None:
    there.shop_online.list_goods()
    there.shop_online.platform.sells(there.shop_online.order())
    there.shop_online.step()
    there.accounts.side.away.click()
    assert there.window.sheet is not None
    there.window.sheet.finish(True)
    there.settle()
    assert "ร้านนี้ยังมีออเดอร์ค้างอยู่" in there.said()
    assert "forget" not in there.far.log


def test_what_was_done_is_found_by_the_settings(there: Accounts) -> None:
    page: Any = there.window.go("settings")
    section = page.open_at("online")
    assert "line.photos" in settings.SETTINGS
    assert [row.title for row in section.rows][:2] == ["ร้านออนไลน์", "ออเดอร์"]


def test_the_age_of_an_account_is_shown(there: Accounts) -> None:
    there.stands(timedelta(hours=3))
    there.accounts.look()
    assert "3 ชั่วโมงก่อน" in there.accounts.side.times.said()


def test_who_has_no_key_can_add_an_account_sold_at_by_files(there: Accounts, ticks: Any) -> None:
    sheet = there.add("shopee-file", "ป้าสมศรีบ้านสวน", ticks)
    sheet.enter()
    there.settle()
    page = there.accounts
    assert there.names() == ["ร้านป้าสมศรี", "ป้าสมศรีบ้านสวน"]
    page.choose(page.table.rows.row(1).id)
    assert "แบบไฟล์ ยังไม่เคยอ่าน" in page.side.said()
    assert "ไม่ได้เชื่อมต่อ" not in page.side.said()
    assert not page.side.sign_in.isVisibleTo(page.side)


def test_a_learner_practises_at_the_marketplace_of_this_computer(window: Any, shop: Any, ticks: Any) -> None:
    far = Far()
    online.install(window, far)
    there = Accounts.__new__(Accounts)
    there.window, there.shop, there.far = window, shop, far
    page, pages = there.accounts, []
    page.show_page = pages.append
    page.new()
    there.settle()
    window.sheet.practise.click()
    there.settle()
    sheet = window.sheet
    assert isinstance(sheet, PracticeSheet)
    sheet.buttons_of["fake"].click()
    there.settle()
    assert window.sheet is None
    assert pages == ["http://127.0.0.1:9/shop"]
    assert list(far.kept.values()) == [{"secret": "app-secret"}]
    (row,) = page.table.rows.rows()
    assert (row.name, row.practice, bool(row.shop)) == ("Lazada (ฝึก)", True, True)
    assert "Lazada (ฝึก)" in page.side.said()
    page.side.practice.click()
    assert pages[1:] == pages[:1]
    assert there.pill.startswith("ฝึก · ")
    there.add("web", "เว็บร้าน", ticks)
    window.sheet.keys.place.setText("https://shop.example")
    window.sheet.enter()
    assert "ร้านนี้ใช้ฝึกอยู่" in window.sheet.name_row.said()


def test_nobody_practises_in_a_shop_that_sells_for_real(there: Accounts) -> None:
    there.accounts.practise()
    there.settle()
    sheet: Any = there.window.sheet
    sheet.buttons_of["fake"].click()
    there.settle()
    assert "ขายจริง" in sheet.strip.said()
    assert there.names() == ["ร้านป้าสมศรี"]


def test_a_shop_with_sales_is_asked_before_it_is_practised_in(shop: Any) -> None:
    shop.sell((shop.add("เค้ก", 3_500, stock=9_000), 1_000))
    options = {"practice": True}
    with pytest.raises(Unsure), desk.asking(), shop.office.writing() as at:
        accounts.add(at, "fake", "ฝึก", options=options)
    with desk.asking(frozenset({"practise"})), shop.office.writing() as at:
        accounts.add(at, "fake", "ฝึก", options=options)
        with pytest.raises(Conflict):
            accounts.add(at, "fake", "จริง")


def test_what_a_file_holds_is_read_from_its_account(there: Accounts, ticks: Any, monkeypatch: Any) -> None:
    there.add("shopee-file", "ร้านไฟล์", ticks).enter()
    there.settle()
    page = there.accounts
    page.choose(page.table.rows.row(1).id)
    assert [one.isVisibleTo(page) for one in (page.side.orders, page.side.money, page.side.goods)] == [True] * 3
    page.side.orders.click()
    sheet: Any = there.window.sheet
    assert (there.window.here, sheet.account) == ("orders", page.table.rows.row(1).id)
    sheet.finish(None)
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda _at, title, *_rest: (asked.append(title), ("", ""))[1])
    for button, place in ((page.side.money, "settlements"), (page.side.goods, "listing")):
        there.window.go("accounts")
        page.choose(page.table.rows.row(1).id)
        button.click()
        assert there.window.here == place
    assert asked == ["อ่านไฟล์ยอดเงิน", "เลือกไฟล์แม่แบบที่โหลดมา"]
    page.choose(page.table.rows.row(0).id)
    assert not page.side.orders.isVisibleTo(page)


def test_enter_goes_on_and_leads_to_what_is_missing(there: Accounts, ticks: Any) -> None:
    sheet = there.add("web", "เว็บร้าน", ticks)
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    assert "https://" in sheet.keys.place_row.said()
    assert there.window.focusWidget() is sheet.keys.place
    sheet.keys.place.setText("https://shop.example")
    QTest.keyClick(sheet.keys.place, Qt.Key.Key_Return)
    there.settle()
    assert "เว็บร้าน" in there.names()


def test_a_screen_is_found_by_the_word_of_its_tab(there: Accounts) -> None:
    there.window.open_palette()
    palette: Any = there.window.sheet
    palette.field.setText("ลงขาย")
    palette._enter()
    there.settle()
    assert there.window.here == "listing"


def test_without_an_account_the_keyboard_is_on_the_way_to_one(window: Any, shop: Any) -> None:
    online.install(window, Far())
    for name in ("accounts", "sync", "listing"):
        window.go(name)
        # What stands there is read in the background.
        while window.jobs.busy():
            QTest.qWait(5)
        QTest.qWait(5)
        assert window.focusWidget().said() in ("เพิ่มร้านออนไลน์", "ลงขายของ")


def test_after_a_refusal_what_was_pasted_is_typed_over(there: Accounts) -> None:
    there.accounts.ask_sign_in()
    sheet: Any = there.window.sheet
    sheet._open_page = lambda _page: None
    sheet.open_page()
    there.settle()
    sheet.main.setFocus()
    sheet.enter()
    assert there.window.focusWidget() is sheet.pasted
    sheet.pasted.setText("https://elsewhere.example/?state=1")
    sheet.enter()
    there.settle()
    assert (there.window.focusWidget() is sheet.pasted, sheet.pasted.hasSelectedText()) == (True, True)


def test_what_to_do_has_a_line_of_its_own_where_one_is_too_short(there: Accounts) -> None:
    strip = there.accounts.strip
    strip.say("สั้น", "พอ")
    assert strip._second.isHidden()
    strip.say("ร้านบนเว็บไม่รับคีย์นี้ " * 10, "สร้างคีย์แบบอ่านและเขียน")
    assert strip._second.said() == "สร้างคีย์แบบอ่านและเขียน"
    assert strip._second.geometry().bottom() <= strip.height()


def test_a_web_shop_on_this_computer_is_for_practice_and_says_so(window: Any, shop: Any, ticks: Any) -> None:
    online.install(window, Far())
    there = Accounts.__new__(Accounts)
    there.window, there.shop = window, shop
    there.add("web", "เว็บร้าน", ticks)
    window.sheet.keys.place.setText("http://127.0.0.1:8765")
    window.sheet.enter()
    there.settle()
    (row,) = there.accounts.table.rows.rows()
    assert (row.name, row.practice) == ("เว็บร้าน (ฝึก)", True)
    with shop.office.writing() as at:
        accounts.change(at, row.id, name="เว็บใหม่")
        assert accounts.named(at, "เว็บใหม่").name == "เว็บใหม่ (ฝึก)"


def test_before_its_page_is_open_a_web_shop_asks_for_what_the_page_shows(there: Accounts) -> None:
    with there.shop.office.writing() as at:
        there.account = accounts.add(at, "web", "เว็บร้าน", place="https://shop.example").id
    there.accounts.choose(there.account)
    there.far.back = ""
    sheet, _pages = signing(there)
    assert sheet.pasted.accessibleName() == "สิ่งที่หน้านั้นแสดง"
    sheet.opener.click()
    there.settle()
    assert "ทุกกุญแจ" in sheet.row.said()


def test_how_old_the_numbers_of_files_are_stands_on_the_cards_and_a_file_is_said_to_be_there(
    window: Any, shop: Any, tmp_path: Path
) -> None:
    far = Far()
    online.install(window, far)
    there = Accounts.__new__(Accounts)
    there.window, there.shop, there.far = window, shop, far
    stall = Stall(shop, "lazada-file", state="wanted")
    made = byfile.fill(stall.office, stall.account, FILES / "lazada-listing.xlsx")
    byfile.save(stall.office, made, tmp_path / "filled.xlsx")
    page = there.accounts
    there.settle()
    page.choose(stall.account)
    there.settle()
    assert "กรอกไฟล์ไว้ เมื่อกี้ อัปโหลดแล้วกลับมาบอก" in page.side.said()
    focused = page.table
    for _step in range(40):
        if window.focusWidget() is page.side.uploaded:
            break
        QTest.keyClick(window.focusWidget() or focused, Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    there.settle()
    assert "จดแล้ว" in page.strip.said()
    assert "ไม่มีอะไรเปลี่ยนหลังไฟล์ล่าสุด (เมื่อกี้)" in page.side.said()
    assert not page.side.uploaded.isVisibleTo(page)
    shop.clock.now += timedelta(days=2)
    shop.sell((stall.jam, 3000))
    said = "ตัวเลขเปลี่ยน 1 ตัวหลังไฟล์ล่าสุด (2 วันก่อน)"
    page.look()
    there.settle()
    assert said in page.side.said()
    sync = there.window.go("sync")
    there.settle()
    (card,) = sync.cards.cards
    assert (card.first.said(), card.second.said()) == (said, "กรอกไฟล์ใหม่")
    # Nothing there goes by itself, and nothing is said to wait for a line.
    assert sync.table.rows.rows() == []
    assert not sync.now.isVisibleTo(sync)
    assert (sync.empty.isVisibleTo(sync), sync.by_hand.isVisibleTo(sync)) == (False, True)
    assert window.focusWidget() is sync.goods
