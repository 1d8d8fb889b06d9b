"""Customers and their books, as the shopkeeper keeps them."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import containers, credit, customers, day
from tests.ui.customers_page import Book
from tests.ui.till_page import RICE, Till


@pytest.fixture
def book(till: Till) -> Book:
    return Book(till)


def test_a_part_payment_is_three_keys_and_its_amount(book: Book) -> None:
    """opensourcepos #1428, Loyverse "Customer credit": no way to take a part of what is owed."""
    daeng = book.knows("ป้าแดง", owes=32_000)
    book.open("แดง").press("Enter").type("100").press("Enter")
    assert book.owes(daeng) == "220.00"
    assert "220.00" in book.news
    assert book.written == [
        ("ยกมาจากสมุดเดิม", "320.00", "", "320.00"),
        ("จ่าย", "", "100.00", "220.00"),
    ]


def test_more_than_the_debt_stays_as_money_paid_ahead(book: Book) -> None:
    """POS-Awesome #146, Loyverse "Deposit account": money paid ahead could not be kept for the next bill."""
    daeng = book.knows("ป้าแดง", owes=10_000)
    book.open("แดง").press("Enter").type("150").press("Enter", "Enter")
    assert book.owes(daeng) == "100.00"
    book.press("Enter").click("เก็บ 50.00 เป็นเงินฝากไว้")
    assert book.owes(daeng) == "−50.00"
    assert "50.00" in book.news
    book.till.window.go("till")
    book.till.scan(RICE)
    book.press("F4").type("แดง").press("Enter", "Enter")
    assert book.owes(daeng) == "135.00"


def test_cash_paid_back_is_cash_in_the_drawer_and_a_transfer_is_not(book: Book) -> None:
    book.knows("ป้าแดง", owes=32_000)
    book.till.window.go("till")
    book.till.scan(RICE)
    book.press("F5")
    with book.shop.office.reading() as desk:
        from shopdesk.shop import day

        before = day.expected(desk)
    book.open("แดง").press("Enter").type("100").press("Enter")
    book.press("Enter").click("โอนเงิน").type("50").press("Enter")
    with book.shop.office.reading() as desk:
        assert day.expected(desk) - before == 10_000


def test_the_receipt_of_a_payment_comes_again_as_long_as_the_book_lasts(book: Book) -> None:
    book.knows("ป้าแดง", owes=32_000)
    book.open("แดง").press("Enter").type("100").press("Enter")
    book.click("พิมพ์ใบรับเงิน")
    assert (book.paper.paid, book.paper.before) == (10_000, 32_000)
    book.press("Esc").choose_line(1).click("ใบรับเงินอีกครั้ง")
    assert book.paper.who == "ป้าแดง"


def test_the_statement_says_what_the_book_says(book: Book) -> None:
    book.knows("ป้าแดง", owes=32_000, house="12")
    book.open("แดง").press("Enter").type("100").press("Enter", "Ctrl+P")
    assert [(row.amount, row.balance) for row in book.paper.rows] == [(32_000, 32_000), (-10_000, 22_000)]
    assert book.paper.balance == 22_000


def test_a_wrong_line_is_taken_back_by_its_opposite(book: Book) -> None:
    book.knows("ป้าแดง", owes=32_000)
    book.open("แดง").press("Enter").type("100").press("Enter")
    book.choose_line(1).click("ย้อนกลับรายการ").type("คีย์ผิด").press("Enter")
    assert [row[0] for row in book.written] == ["ยกมาจากสมุดเดิม", "จ่าย", "ย้อนกลับ · คีย์ผิด"]
    assert book.written[-1][-1] == "320.00"
    book.choose_line(1).click("ย้อนกลับรายการ").press("Enter")
    assert "ย้อนกลับไปแล้ว" in book.news


def test_a_debt_of_the_old_book_and_a_write_off_with_its_reason(book: Book) -> None:
    daeng = book.knows("ป้าแดง")
    book.open("แดง").click("เพิ่มเติม").click("ยอดยกมาจากสมุดเดิม").type("500").press("Enter")
    assert book.owes(daeng) == "500.00"
    book.click("เพิ่มเติม").click("ยกหนี้").press("Enter")
    assert "เพราะ" in book.refused or "เหตุผล" in book.refused
    assert book.owes(daeng) == "500.00"


def test_who_is_past_the_day_stands_apart_and_nobody_is_scolded(book: Book) -> None:
    book.knows("ป้าแดง", owes=10_000, pay_day="month_end")
    book.knows("ลุงคำ", owes=20_000, pay_day="harvest")
    book.knows("ยายมา")
    book.go()
    assert [name for name, _open in book.listed] == ["ลุงคำ", "ป้าแดง", "ยายมา"]
    book.click("เกินนัด")
    assert book.listed == []
    book.shop.clock.now += timedelta(days=5)
    book.click("ใกล้นัด")
    assert book.listed == [("ป้าแดง", "100.00")]
    book.shop.clock.now += timedelta(days=30)
    book.click("เกินนัด")
    assert book.listed == [("ป้าแดง", "100.00")]


def test_a_card_is_written_with_a_nickname_alone_and_changed_later(book: Book) -> None:
    """Loyverse #2595: staff and customers in villages have no e-mail address."""
    book.go().press("Ctrl+N").type("ลุงหมาย").press("Enter")
    assert book.page.person.name == "ลุงหมาย"
    book.click("แก้ไขข้อมูล")
    sheet = book.till.window.sheet
    sheet.house.setText("9/9")
    sheet.limit.setText("500")
    book.press("Ctrl+S")
    assert (book.page.person.house, book.page.person.limit) == ("9/9", 50_000)


def test_a_card_being_written_is_not_thrown_away_by_one_esc(book: Book) -> None:
    book.go().press("Ctrl+N").type("ลุงหมาย").press("Esc")
    assert book.till.window.sheet is not None
    assert "ยังไม่ได้เก็บ" in book.till.window.sheet.strip.said()
    book.press("Enter")
    assert [name for name, *_more in book.listed] == ["ลุงหมาย"] or "ลุงหมาย" in book.page.book.who.said()


def test_crates_of_a_customer_come_back_at_the_card_by_touch(book: Book) -> None:
    daeng = book.knows("ป้าแดง")
    with book.shop.office.writing(book.owner) as desk:
        day.open_day(desk, 100_000)
        crate = containers.add(desk, "ลังเบียร์", 12_000)
        containers.moved(desk, crate, daeng.party, 2_000, 24_000)
    book.open("แดง")
    assert "ลังเบียร์ 2" in book.page.book.holds.said()
    book.click("คืนภาชนะ")
    sheet: Any = book.till.window.sheet
    sheet.step(crate, 1)
    book.click("คืนมัดจำ")
    assert "120.00" in book.news
    assert "ลังเบียร์ 1" in book.page.book.holds.said()
    with book.shop.office.reading() as desk:
        assert day.expected(desk) == 88_000
    book.press("Esc").click("ภาชนะ")
    listed: Any = book.till.window.sheet
    assert [(row.name, row.qty) for row in listed.table.rows.rows()] == [("ป้าแดง", 1_000)]


def test_two_cards_of_one_person_become_one_with_both_debts(book: Book) -> None:
    daeng = book.knows("ป้าแดง", owes=10_000)
    book.knows("สมศรี", owes=5_000)
    book.open("แดง").click("เพิ่มเติม").click("รวมรายชื่อซ้ำ").type("สมศรี").press("Enter")
    assert book.owes(daeng) == "150.00"
    book.press("Esc").go()
    assert book.listed == [("ป้าแดง", "150.00")]


def test_a_household_writes_in_one_book(book: Book) -> None:
    father = book.knows("พ่อทอง", owes=10_000)
    book.knows("น้องเอ", tab=father.id)
    book.till.window.go("till")
    book.till.scan(RICE)
    book.press("F4").type("น้องเอ").press("Enter", "Enter")
    assert book.owes(father) == "285.00"


def test_what_a_person_agreed_to_is_kept_and_can_be_taken_back(book: Book) -> None:
    daeng = book.knows("ป้าแดง")
    for word in ("ยินยอม", "ไม่ยินยอม"):
        book.open("แดง").click("เพิ่มเติม").click("ความยินยอมของลูกค้า")
        book.till.window.sheet.choices["credit"].choose("yes" if word == "ยินยอม" else "no")
        book.press("Enter")
        with book.shop.office.reading() as desk:
            assert customers.consents(desk, daeng.id) == {"credit": word == "ยินยอม"}
        book.press("Esc")


def test_a_person_gets_their_data_as_files(book: Book, tmp_path: Path) -> None:
    book.knows("ป้าแดง", owes=10_000)
    book.open("แดง")
    book.page.ask_where = lambda _parent, name: tmp_path / name
    book.click("เพิ่มเติม").click("ให้ข้อมูลทั้งหมดของคนนี้")
    assert json.loads((tmp_path / "person.json").read_text(encoding="utf-8"))["balance"] == "100.00"
    with (tmp_path / "person.csv").open(encoding="utf-8-sig", newline="") as file:
        assert any("ป้าแดง" in cell for row in csv.reader(file) for cell in row)


def test_an_erased_person_is_gone_from_list_and_file(book: Book) -> None:
    daeng = book.knows("ป้าแดงลืมยาก", owes=10_000)
    book.open("แดง").click("เพิ่มเติม").click("ลบข้อมูลคนนี้").click("ลบถาวร")
    assert "ค้าง" in book.refused
    with book.shop.office.writing() as desk:
        credit.repay(desk, daeng.id, 10_000)
    book.click("เพิ่มเติม").click("ลบข้อมูลคนนี้").click("ลบถาวร")
    while book.till.window.jobs.busy():
        book.till.paint()
        from PySide6.QtTest import QTest

        QTest.qWait(5)
    book.go()
    assert book.listed == []
    data = b"".join(path.read_bytes() for path in book.shop.office.data_dir.glob("shop.db*"))
    assert "ป้าแดงลืมยาก".encode() not in data


def test_the_year_of_each_member_comes_as_a_table_no_sheet_runs(book: Book, tmp_path: Path) -> None:
    book.knows("=1+1", member="M1")
    book.till.scan(RICE)
    book.press("F3").type("1+1").press("Enter", "F5")
    book.go()
    book.page.ask_where = lambda _parent, name: tmp_path / name
    book.click("ยอดซื้อสมาชิก")
    with (tmp_path / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][0] == "M1"
    assert rows[1][1] == "'=1+1"
    assert rows[1][-1] == "185.00"
