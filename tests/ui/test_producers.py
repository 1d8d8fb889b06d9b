"""Producers on the screen: written down, goods in and home, terms, many paid at once, a payout taken back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from shopdesk.core import promptpay
from shopdesk.shop import payouts, producers, settings
from shopdesk.ui import printing
from shopdesk.ui.pages.producers.bringing import BringSheet, HomeSheet
from shopdesk.ui.pages.producers.codes import CodeSheet
from shopdesk.ui.pages.producers.edit import EditSheet
from shopdesk.ui.pages.producers.lines import LinesSheet
from shopdesk.ui.pages.producers.terms import TermsSheet
from shopdesk.ui.pages.producers.yearly import YearSheet
from tests.ui.bills_page import rest
from tests.ui.producers_page import Paymaster
from tests.ui.test_bills import cashier_works

SLIP = "0041000600000101030040220014242082547BPP01935102TH91049B41"


@pytest.fixture
def shop_of(window: Any, shop: Any, ticks: Any) -> Paymaster:
    return Paymaster(window, shop, ticks)


@pytest.fixture
def village(shop_of: Paymaster) -> tuple[Paymaster, list[producers.Producer]]:
    """Three women whose goods were sold for 100, 200 and 300 baht."""
    women = [shop_of.woman(f"แม่ {n}", promptpay_id="0812345678" if n < 3 else "") for n in range(1, 4)]
    things = [shop_of.leaves(who, f"ของแม่ {n}", 10_000 * n) for n, who in enumerate(women, 1)]
    shop_of.sold(*[(thing, 1_000) for thing in things])
    shop_of.open()
    return shop_of, women


def test_somebody_new_is_written_down_and_a_number_that_cannot_receive_is_said_beside_it(shop_of: Paymaster) -> None:
    shop_of.open().press("Ctrl+N")
    sheet = shop_of.sheet
    assert isinstance(sheet, EditSheet)
    shop_of.fill(sheet.fields[0], "ยายคำ").fill(sheet.fields[2], "12345")
    shop_of.press("Ctrl+S")
    assert "12345" in sheet.promptpay.said()
    shop_of.fill(sheet.fields[2], "081-234-5678").press("Ctrl+S")
    assert shop_of.window.sheet is None
    assert shop_of.page.person.name.said() == "ยายคำ"
    assert "08x-xxx-5678" in shop_of.page.person.about.said()
    shop_of.press("Esc")
    assert shop_of.people == ["ยายคำ"]


def test_cards_are_found_by_name_and_by_what_is_open(village: Any) -> None:
    shop_of, women = village
    with shop_of.shop.office.writing() as desk:
        payouts.pay(desk, "producer", women[0].party)
    shop_of.open()
    shop_of.page.enter()
    shop_of.page.list.choose("owed")
    assert shop_of.people == ["แม่ 2", "แม่ 3"]
    shop_of.page.list.search.field.setText("แม่ 3")
    shop_of.page.list.show_found()
    assert shop_of.people == ["แม่ 3"]


def test_space_ticks_people_and_all_of_them_are_paid_in_cash_at_once(village: Any) -> None:
    shop_of, women = village
    cards = shop_of.page.list.cards
    cards.setFocus()
    shop_of.press_(Qt.Key.Key_Space, cards).press_(Qt.Key.Key_Right, cards).press_(Qt.Key.Key_Space, cards)
    shop_of.press("Ctrl+S")
    assert [card.person.name for card in shop_of.page.round.cards()] == ["แม่ 1", "แม่ 2"]
    shop_of.press_(Qt.Key.Key_Down, shop_of.page.round.table)
    shop_of.press_(Qt.Key.Key_Space, shop_of.page.round.table)
    shop_of.press("Ctrl+S")
    assert [shop_of.owed(who) for who in women] == [0, 16_000, 24_000]
    assert shop_of.page_news == "จ่ายแล้ว 1 คน รวม 80.00"
    shop_of.page.round.tick_all()
    shop_of.press("Ctrl+S")
    assert [shop_of.owed(who) for who in women] == [0, 0, 0]
    assert len(shop_of.page.round.made) == 3


def test_every_line_can_be_seen_before_it_is_paid(village: Any) -> None:
    shop_of, _women = village
    shop_of.press("Ctrl+S")
    shop_of.press_(Qt.Key.Key_Return, shop_of.page.round.table)
    sheet = shop_of.sheet
    assert isinstance(sheet, LinesSheet)
    assert [(line.name, line.owed) for line in sheet.table.rows.rows()] == [("ของแม่ 1", 8_000)]


def test_each_gets_a_code_to_her_own_number_and_the_slip_is_kept(village: Any) -> None:
    shop_of, women = village
    shop_of.press("Ctrl+S")
    shop_of.page.round.means.choose("transfer")
    shop_of.page.round.look()
    shop_of.press("Ctrl+S")
    sheet = shop_of.sheet
    assert isinstance(sheet, CodeSheet)
    asked = promptpay.parse(sheet.qr.payload)
    assert (asked.to.wire, asked.amount) == ("0066812345678", 8_000)
    shop_of.fill(sheet.typed, "AB12CD")
    shop_of.ticks.wait(1)
    sheet.enter()
    shop_of.fill(sheet.typed, "ab12cd")
    sheet.enter()
    assert "1A-P000001" in sheet.slip.said()
    sheet.next()
    assert shop_of.window.sheet is None
    assert [shop_of.owed(who) for who in women] == [0, 16_000, 24_000]
    with shop_of.shop.office.reading() as desk:
        (paid,) = payouts.listing(desk)
    assert (paid.paid_by, paid.reference) == ("transfer", "AB12CD")
    assert shop_of.page.round.made == ["1A-P000001"]


def test_all_slips_go_to_the_print_queue_in_one_go(village: Any) -> None:
    from shopdesk.shop import printing as queue

    shop_of, _women = village
    with shop_of.shop.office.writing() as desk:
        settings.change(desk, "printer.target", "tcp:127.0.0.1:1")
    worker = printing.of(shop_of.window) or printing.Printing(shop_of.window)
    shop_of.press("Ctrl+S").press("Ctrl+S")
    shop_of.press("Ctrl+P")
    rest(shop_of.window)
    with shop_of.shop.office.reading() as desk:
        waiting = queue.waiting(desk)
    assert [job.title for job in waiting] == ["1A-P000001", "1A-P000002", "1A-P000003"]
    worker.drop([job.id for job in waiting])


def test_without_a_printer_the_slips_are_shown_as_one_paper(village: Any) -> None:
    shop_of, _women = village
    shop_of.press("Ctrl+S").press("Ctrl+S")
    shop_of.press("Ctrl+P")
    assert [slip.payee for slip in shop_of.paper.paper.slips] == ["แม่ 1", "แม่ 2", "แม่ 3"]


def test_a_payout_is_taken_back_from_her_own_page(village: Any) -> None:
    shop_of, women = village
    with shop_of.shop.office.writing() as desk:
        payouts.pay(desk, "producer", women[0].party)
    shop_of.page.open_person(women[0])
    shop_of.page.person.parts.choose("paid")
    shop_of.page.person.read_again()
    shop_of.page.person.table.selectRow(0)
    shop_of.click("ยกเลิกการจ่าย").click("ยกเลิกการจ่าย")
    assert shop_of.owed(women[0]) == 8_000
    assert [row.number for row in shop_of.page.person.table.rows.rows()] == ["1A-P000002", "1A-P000001"]


def test_goods_come_in_by_scan_and_go_home_again(village: Any) -> None:
    shop_of, women = village
    shop_of.page.open_person(women[0])
    shop_of.click("รับของ")
    sheet = shop_of.sheet
    assert isinstance(sheet, BringSheet)
    (known,) = sheet.steppers.values()
    known.set_qty(5_000)
    sheet.scanned("8850000000024")
    assert [stepper.qty() for stepper in sheet.steppers.values()] == [5_000, 1_000]
    shop_of.ticks.wait(1)
    sheet.enter()
    heaps = {heap.name: heap.qty for heap in shop_of.page.person.tables["goods"].rows.rows()}
    assert heaps == {"ของแม่ 1": 14_000, "น้ำดื่ม 600 มล.": 1_000}
    shop_of.click("คืนของ")
    home = shop_of.sheet
    assert isinstance(home, HomeSheet)
    home.take_all()
    shop_of.ticks.wait(1)
    home.enter()
    assert shop_of.page.person.tables["goods"].rows.rowCount() == 0
    assert shop_of.owed(women[0]) == 8_000


def test_terms_are_kept_and_an_agent_needs_the_photo_of_the_signed_paper(village: Any, tmp_path: Path) -> None:
    shop_of, women = village
    shop_of.page.open_person(women[0])
    shop_of.click("ข้อตกลงใหม่")
    sheet = shop_of.sheet
    assert isinstance(sheet, TermsSheet)
    shop_of.fill(sheet.typed, "120").press("Ctrl+S")
    assert sheet.value.said()
    shop_of.fill(sheet.typed, "12.5")
    sheet.agent.setChecked(True)
    shop_of.press("Ctrl+S")
    assert "สัญญา" in shop_of.sheet_news
    paper = tmp_path / "paper.pdf"
    sheet.ask_where = lambda _sheet, _name: paper
    shop_of.press("Ctrl+P")
    assert paper.read_bytes().startswith(b"%PDF")
    image = QImage(300, 420, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.save(str(tmp_path / "signed.png"))
    sheet.put_file(tmp_path / "signed.png")
    rest(shop_of.window)
    shop_of.press("Ctrl+S")
    assert shop_of.window.sheet is None
    with shop_of.shop.office.reading() as desk:
        newest = producers.agreements(desk, women[0].id)[0]
    assert (newest.value, newest.agent, len(newest.agreement)) == (1_250, True, 64)


def test_the_year_is_kept_as_a4_and_as_rows(village: Any, tmp_path: Path) -> None:
    shop_of, women = village
    shop_of.page.open_person(women[1])
    shop_of.page.person.statement()
    sheet = shop_of.sheet
    assert isinstance(sheet, YearSheet)
    assert (sheet.statement.sold, sheet.statement.open) == (20_000, 16_000)
    sheet.ask_where = lambda _sheet, name: tmp_path / name
    sheet.keep_a4()
    sheet.keep_csv()
    kept = sorted(file.suffix for file in tmp_path.glob("แม่ 2-2026.*"))
    assert kept == [".csv", ".pdf"]
    sheet.go(-1)
    assert sheet.statement.sold == 0


def test_who_owes_is_shown_plainly_and_cannot_be_ticked(village: Any) -> None:
    from shopdesk.shop import refunds

    shop_of, women = village
    with shop_of.shop.office.writing() as desk:
        payouts.pay(desk, "producer", women[0].party)
    with shop_of.shop.office.writing() as desk:
        line = refunds.refundable(desk, 1)[0].line
        refunds.refund(desk, 1, {line: 1_000})
    shop_of.open()
    shop_of.page.enter()
    shop_of.press("Ctrl+S")
    debtor = shop_of.page.round.table.rows.rows()[-1]
    assert (debtor.person.name, debtor.person.balance) == ("แม่ 1", -8_000)
    shop_of.page.round._tick(debtor)
    assert "แม่ 1" not in [card.person.name for card in shop_of.page.round.cards()]
    assert "ติดลบ" in shop_of.page_news


def test_what_was_typed_survives_another_language(village: Any) -> None:
    shop_of, women = village
    shop_of.page.open_person(women[1])
    shop_of.window.set_language("en")
    assert shop_of.page.person.name.said() == "แม่ 2"
    assert shop_of.page.person.said.said() == "Unpaid"


def test_a_cashier_sees_what_is_owed_only_with_the_owner_beside(village: Any) -> None:
    shop_of, women = village
    cashier_works(shop_of)
    stands_in, shop_of.window.ask_approval = shop_of.window.ask_approval, None
    shop_of.open()
    shop_of.page.open_person(women[0])
    assert shop_of.page.pane is shop_of.page.list
    assert shop_of.page_news
    shop_of.window.ask_approval = stands_in
    shop_of.page.open_person(women[0])
    assert shop_of.page.person.name.said() == "แม่ 1"
    shop_of.press("Ctrl+S").press("Ctrl+S")
    assert shop_of.owed(women[0]) == 0
    shop_of.go_to("till").go_to("producers")
    assert shop_of.page.pane is shop_of.page.list


def test_what_is_left_over_is_bought_or_shared_as_agreed_on_the_page(village: Any) -> None:
    shop_of, women = village
    with shop_of.shop.office.writing() as desk:
        producers.agree(desk, women[0].id, producers.Agreement("percent", 2_000, "2026-11-01", unsold="buy"))
    shop_of.page.open_person(women[0])
    shop_of.click("คืนของ")
    home = shop_of.sheet
    assert isinstance(home, HomeSheet)
    shop_of.ticks.wait(1)
    home.enter()
    assert "ใส่จำนวน" in shop_of.sheet_news
    home.take_all()
    shop_of.ticks.wait(1)
    home.enter()
    assert shop_of.page.person.tables["goods"].rows.rowCount() == 0
    assert shop_of.owed(women[0]) == 80_000


def test_somebody_without_terms_is_said_to_be_owed_everything_until_terms_are_agreed(shop_of: Paymaster) -> None:
    """OFN #1554, #12844: what was kept of a producer's money was found out at the payout."""
    with shop_of.shop.office.writing() as desk:
        who = producers.add(desk, "ยายคำ")
    thing = shop_of.leaves(who, "ปลาร้า", 10_000)
    shop_of.sold((thing, 1_000))
    shop_of.open()
    assert "ยังไม่มีข้อตกลง" in shop_of.page.list.cards.rows.data(shop_of.page.list.cards.rows.index(0))
    shop_of.page.open_person(who)
    assert shop_of.page.person.bare.isVisible()
    assert shop_of.owed(who) == 10_000
    with shop_of.shop.office.writing() as desk:
        producers.agree(desk, who.id, producers.Agreement("percent", 2_000, "2026-11-01"))
    shop_of.page.read_again()
    assert not shop_of.page.person.bare.isVisible()


def test_a_producer_is_erased_from_the_card(shop_of: Paymaster) -> None:
    who = shop_of.woman("ยายคำ", promptpay_id="0812345678")
    shop_of.open()
    shop_of.page.open_person(who)
    shop_of.page.person.erase()
    shop_of.click("ลบถาวร")
    assert shop_of.people == []
    with shop_of.shop.office.reading() as desk:
        assert producers.listing(desk) == []
