"""What platforms pay: order against order, payout against its lines, and what does not add up as a task."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from shopdesk.shop import accounts, arrivals, settlements
from shopdesk.shop.channels import Money, MoneyLine, Statement
from shopdesk.shop.online import holding, intake, packing
from shopdesk.ui.pages.orders.headings import HeadingSheet
from shopdesk.ui.pages.settlements import words
from shopdesk.ui.pages.settlements.page import SettlementsPage
from shopdesk.ui.pages.settlements.received import ReceivedSheet, SeenSheet
from tests.conftest import MORNING
from tests.shop.test_byfile import FILES
from tests.ui.sync_page import There


class Bookkeeper:
    """Somebody who compares what was sold with what was paid."""

    def __init__(self, there: There) -> None:
        self.there, self.shop = there, there.shop
        there.shop_online.list_goods()
        page = there.window.go("settlements")
        assert isinstance(page, SettlementsPage)
        self.page = page
        there.settle()

    def sold(self, number: str) -> None:
        """An order packed and handed over."""
        with self.shop.office.writing() as desk:
            order = intake.take_in(desk, self.there.account, self.there.shop_online.order(number)).id
            packing.put_in(desk, holding.lines_of(desk, order)[0].id or 0, 1_000)
            packing.handed_over(desk, packing.packed(desk, order), tracking=f"TH{number}")

    def settled(self, *lines: MoneyLine, paid: int | None = None) -> None:
        given = (Statement("S1", "2026-11-09", "2026-11-15", paid, "2026-11-18"),) if paid is not None else ()
        with self.shop.office.writing() as desk:
            settlements.take_in(desk, self.there.account, Money(lines, given))
        self.enter()

    def enter(self) -> None:
        self.page.enter()
        self.there.settle()

    def orders(self) -> list[tuple[str, int, int, int]]:
        return [(row.number, row.sold, row.credited, row.fees) for row in self.page.orders.rows.rows()]


def line(number: str, kind: str, amount: int) -> MoneyLine:
    return MoneyLine(f"{number}-{kind}", kind, kind, amount, "2026-11-18", number, "S1")


@pytest.fixture
def books(window: Any, shop: Any) -> Bookkeeper:
    return Bookkeeper(There(window, shop))


def test_nothing_settled_says_when_it_comes(books: Bookkeeper) -> None:
    assert books.page.none.isVisibleTo(books.page)
    assert not books.page.panes.isVisibleTo(books.page)


def test_an_order_is_set_against_what_was_credited(books: Bookkeeper) -> None:
    books.sold("500")
    books.settled(line("500", "item", 12_000), line("500", "commission", -1_260), paid=10_740)
    assert books.orders() == [("500", 12_000, 12_000, -1_260)]
    assert "ตรงทุกยอด" in books.page.side.said()
    assert "107.40" in books.page.side.said()


def test_an_order_from_before_is_said_to_be_one_and_is_no_task(books: Bookkeeper) -> None:
    old = books.there.shop_online.order("400", state="completed")
    old = replace(old, placed_at=MORNING - timedelta(days=14), changed_at=MORNING - timedelta(days=13))
    with books.shop.office.writing() as desk:
        intake.take_in(desk, books.there.account, old)
    books.settled(line("400", "item", 12_000), paid=20_000)
    assert "ตรงทุกยอด" in books.page.side.said()
    assert "ไม่นับเป็นยอดขายที่นี่" in books.page.side.said()
    books.page.choose("statements")
    assert "80.00 เป็นของออเดอร์ก่อนหน้านี้" in books.page.side.said()


def test_too_little_is_a_task_that_leads_to_its_order(books: Bookkeeper) -> None:
    books.sold("500")
    books.sold("512")
    books.settled(line("500", "item", 12_000), line("512", "item", 11_500), paid=23_500)
    assert "ออเดอร์ 512: ขาด 5.00" in books.page.side.said()
    books.page.choose("sums")
    task = books.page.side._tasks.itemAt(0).widget()
    task.click()
    assert books.page.which.value() == "orders"
    assert "เขาลงต่างจากที่เราขาย −5.00" in books.page.side.said()


def test_a_payout_its_lines_do_not_explain_is_a_task(books: Bookkeeper) -> None:
    books.sold("500")
    books.settled(line("500", "item", 12_000), paid=11_100)
    assert "ยอดโอน S1: ไม่รู้ที่มา −9.00" in books.page.side.said()
    books.page.choose("statements")
    assert "รวมทุกรายการ: 120.00" in books.page.side.said()


def test_what_was_credited_before_it_was_sold_here_is_said(books: Bookkeeper) -> None:
    with books.shop.office.writing() as desk:
        intake.take_in(desk, books.there.account, books.there.shop_online.order("600"))
    books.settled(line("600", "item", 12_000), paid=12_000)
    assert "ออเดอร์ 600: เขาลง 120.00 เรายังไม่ขาย" in books.page.side.said()


def test_sums_say_what_each_owes_and_the_fees_by_kind(books: Bookkeeper) -> None:
    books.sold("500")
    books.settled(line("500", "commission", -1_260), line("500", "payment_fee", -240))
    books.page.choose("sums")
    assert books.page.sums.rows.rows() == [
        ("ร้านป้าสมศรียังค้างเรา", "105.00"), ("ค่าคอมมิชชัน", "−12.60"), ("ค่าธรรมเนียมรับเงิน", "−2.40"),
    ]  # fmt: skip


def test_one_shop_can_be_looked_at_alone(books: Bookkeeper) -> None:
    books.sold("500")
    other = books.there.shop_online.join("อีกร้าน")
    books.settled(line("500", "item", 12_000))
    books.page.account.setCurrentIndex(books.page.account.findData(str(other)))
    books.there.settle()
    assert books.orders() == []
    books.page.account.setCurrentIndex(books.page.account.findData("0"))
    books.there.settle()
    assert len(books.orders()) == 1


def _wallet(path: Path) -> Path:
    """What a seller of Shopee downloads: one wide row for each order."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ไม่ใช่ไฟล์ยอดเงิน", "อะไรก็ไม่รู้"])
    sheet.append(["1", "2"])
    book.save(path)
    return path


def test_a_file_that_is_no_file_of_money_is_refused_in_words(books: Bookkeeper, tmp_path: Path) -> None:
    with books.shop.office.writing() as desk:
        account = accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True}).id
    books.enter()
    assert books.page.main.isVisibleTo(books.page)
    books.page.read_file(account, _wallet(tmp_path / "x.xlsx"))
    books.there.settle()
    assert "หัวคอลัมน์" in books.page.strip.said() or "หัวตาราง" in books.page.strip.said()


def test_which_shop_a_file_is_of_is_asked_where_several_are_sold_at_by_files(books: Bookkeeper) -> None:
    with books.shop.office.writing() as desk:
        accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True})
        accounts.add(desk, "lazada-file", "ร้านไฟล์สอง", options={"by_file": True})
    books.enter()
    books.page.choose_file()
    assert "ไฟล์ของร้านไหน" in books.page.strip.said()


def test_a_file_of_money_is_read_and_the_second_time_changes_nothing(books: Bookkeeper) -> None:
    with books.shop.office.writing() as desk:
        account = accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True}).id
    for again in (False, True):
        books.page.read_file(account, FILES / "shopee-income-th.xlsx")
        books.there.settle()
        assert "shopee-income-th.xlsx" in books.page.strip.said()
        assert ("รายการใหม่ 0" in books.page.strip.said()) is again


def test_a_heading_of_a_file_of_money_that_nobody_knows_is_asked_for(books: Bookkeeper, tmp_path: Path) -> None:
    with books.shop.office.writing() as desk:
        account = accounts.add(desk, "lazada-file", "ร้านไฟล์", options={"by_file": True}).id
    path = tmp_path / "wallet.csv"
    path.write_text((FILES / "lazada-wallet-en.csv").read_text("utf-8-sig").replace("Sub Type", "Kind"), "utf-8-sig")
    books.page.read_file(account, path)
    books.there.settle()
    asking = books.page.win.sheet
    assert isinstance(asking, HeadingSheet)
    assert ("Kind", "Settlement") in asking.table.rows.rows()
    asking.table.selectRow([one for one, _below in asking.table.rows.rows()].index("Kind"))
    books.page.win.grab()
    books.page.win.monotonic.wait(1)  # type: ignore[attr-defined]
    asking.main.click()
    books.there.settle()
    assert books.page.win.sheet is None
    assert "wallet.csv" in books.page.strip.said()


def test_money_of_an_own_web_shop_is_said_to_have_come(books: Bookkeeper) -> None:
    """Its platform tells no payouts: a part first, then the rest less what the gateway kept."""
    books.sold("500")
    books.enter()
    assert books.page.came.isVisibleTo(books.page)
    books.page.came.click()
    sheet = books.there.window.sheet
    assert isinstance(sheet, ReceivedSheet)
    assert sheet.read() == 12_000
    sheet.field.show_amount(20_000)
    sheet.enter()
    assert "ค้างอยู่แค่ 120.00" in sheet.strip.said()
    sheet.field.show_amount(11_600)
    sheet.fee.show_amount(400)
    sheet.enter()
    books.there.settle()
    assert "เงินเข้าจาก ร้านป้าสมศรี 116.00" in books.page.strip.said()
    assert not books.page.came.isVisibleTo(books.page)
    assert "ตรงทุกยอด" in books.page.side.said()


def test_a_shop_that_was_put_away_still_shows_what_it_owes(books: Bookkeeper) -> None:
    books.sold("500")
    with books.shop.office.writing() as desk:
        accounts.put_away(desk, books.there.account)
    books.enter()
    books.page.choose("sums")
    assert books.page.sums.rows.rows() == [("ร้านป้าสมศรียังค้างเรา", "120.00")]


@pytest.mark.parametrize("refused", [False, True])
def test_a_page_built_anew_while_it_reads_leaves_nothing_behind(
    books: Bookkeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    """The size of the text changed meanwhile: what the old page asked for is for nobody."""
    with books.shop.office.writing() as desk:
        account = accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True}).id
    go_on, tasks = Event(), settlements.tasks

    def waits(*given: Any) -> Any:
        go_on.wait(5)
        return tasks(*given)

    monkeypatch.setattr(settlements, "tasks", waits)
    old = books.page
    old.look()
    old.read_file(account, _wallet(tmp_path / "x.xlsx") if refused else FILES / "shopee-income-th.xlsx")
    books.there.window.set_text_size(115)
    QTest.qWait(20)
    assert not isValid(old)
    go_on.set()
    books.there.settle()
    page = books.there.window.page
    assert isinstance(page, SettlementsPage)
    assert page.which.isVisibleTo(page) is not refused


def paid_out(books: Bookkeeper, *payouts: tuple[str, int]) -> None:
    """The platform told what it paid out, today."""
    lines = [MoneyLine(name, "service", "x", sum_, "2026-11-22", "", name) for name, sum_ in payouts]
    paid = [Statement(name, "2026-11-22", "2026-11-22", sum_, "2026-11-22") for name, sum_ in payouts]
    with books.shop.office.writing() as desk:
        settlements.take_in(desk, books.there.account, Money(tuple(lines), tuple(paid)))
    books.enter()


def test_a_payout_is_seen_in_the_bank_by_the_keyboard_alone_and_taken_back(books: Bookkeeper) -> None:
    paid_out(books, ("S1", 10_000))
    books.page.choose("statements")
    assert "กำลังโอนมา" in [words.bank(row) for row in books.page.statements.rows.rows()]
    books.page.side.came.setFocus()
    QTest.keyClick(books.page.side.came, Qt.Key.Key_Space)
    sheet = books.there.window.sheet
    assert isinstance(sheet, SeenSheet)
    assert (sheet.read(), sheet.day.iso()) == (10_000, "2026-11-22")
    sheet.field.show_amount(9_000)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    books.there.settle()
    assert "เงินเข้าบัญชี 90.00" in books.page.strip.said()
    assert "ยอดโอน S1: เงินขาด 10.00" in books.page.side.said()
    assert "ขาดไป 10.00" in books.page.side.said()
    QTest.keyClick(books.page.side.undo, Qt.Key.Key_Space)
    books.there.settle()
    assert "ยังไม่มีใครเห็นเงินเข้าบัญชี" in books.page.side.said()
    assert not books.page.side.undo.isVisibleTo(books.page)


def test_one_line_of_the_bank_for_several_payouts_is_said_at_once(books: Bookkeeper) -> None:
    paid_out(books, ("S1", 10_000), ("S2", 5_000))
    books.page.choose("sums")
    assert ("ร้านป้าสมศรี กำลังโอนเข้าบัญชี", "150.00") in books.page.sums.rows.rows()
    books.page.came.click()
    sheet = books.there.window.sheet
    assert isinstance(sheet, SeenSheet)
    sheet.field.show_amount(7_000)
    sheet.enter()
    assert "ไม่มียอดโอน 70.00 ที่รอ" in sheet.strip.said()
    sheet.field.show_amount(15_000)
    sheet.enter()
    books.there.settle()
    assert not books.page.came.isVisibleTo(books.page)
    assert "ตรงทุกยอด" in books.page.side.said()


def test_what_came_too_much_of_one_payout_is_no_part_of_what_is_proposed(books: Bookkeeper) -> None:
    """Also of a shop that was put away: what it told comes before what is counted by hand."""
    paid_out(books, ("S1", 5_000), ("S2", 2_000))
    with books.shop.office.writing() as desk:
        more = MoneyLine("more", "service", "x", 4_000, "2026-11-22")
        settlements.take_in(desk, books.there.account, Money((more,), ()))
        arrivals.came(desk, books.there.account, 6_000, "S1")
        accounts.put_away(desk, books.there.account)
    books.enter()
    books.page.choose("sums")
    assert ("ร้านป้าสมศรี กำลังโอนเข้าบัญชี", "10.00") in books.page.sums.rows.rows()
    books.page.came.click()
    sheet = books.there.window.sheet
    assert isinstance(sheet, SeenSheet)
    assert sheet.read() == 2_000
    sheet.enter()
    books.there.settle()
    assert "เงินเข้าบัญชี 20.00" in books.page.strip.said()
