"""Money out: what is owed to suppliers, paid in parts, given back; expenses in plain kinds, every month, undone."""

from typing import Any

import pytest
from sqlmodel import select

from shopdesk.db import models
from shopdesk.shop import containers, day, users
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.question import QuestionSheet
from tests.ui.spending_page import Money

RICE = "8850000000017"


@pytest.fixture
def money(window: Window, shop: Any, ticks: Any) -> Money:
    shop.rice = shop.add("ข้าวหอมมะลิ", 18500, codes=(RICE,), stock=0, cost=13000)
    with shop.office.writing() as desk:
        day.open_day(desk, 500_000)
    return Money(window, shop, ticks)


def test_what_is_owed_stands_with_its_day(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "2026-12-22")
    assert money.open().listed == ["โรงสี 1,300 2026-12-22"]
    assert money.choose("โรงสี").book == ["receive 1,300 1,300"]


def test_a_part_is_paid_from_the_drawer_and_the_rest_stays(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "2026-12-22")
    money.open().choose("โรงสี").pay("500")
    assert money.owed("โรงสี") == "800"
    assert money.drawer() == "4,500"
    assert money.choose("โรงสี").book == ["payout −500 800", "receive 1,300 1,300"]


def test_a_payment_is_taken_back_with_ctrl_z(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "")
    money.open().choose("โรงสี").pay()
    assert money.owed("โรงสี") == "0"
    money.press("Ctrl+Z")
    assert (money.owed("โรงสี"), money.drawer()) == ("1,300", "5,000")


def test_nobody_is_paid_more_than_is_owed(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "")
    money.open().choose("โรงสี").pay("1301")
    assert "1,300.00" in money.said
    assert money.owed("โรงสี") == "1,300"


def test_goods_given_back_lower_what_is_owed(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "")
    money.open().choose("โรงสี").give_back(RICE, "2")
    assert money.owed("โรงสี") == "1,040"
    money.press("Ctrl+Z")
    assert money.owed("โรงสี") == "1,300"


def test_goods_given_back_for_cash_fill_the_drawer_and_leave_the_book_alone(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 130_000, "")
    before = money.drawer()
    money.open().choose("โรงสี").give_back(RICE, "2", "เงินสดเข้าลิ้นชัก")
    assert (money.owed("โรงสี"), before, money.drawer()) == ("1,300", "5,000", "5,260")
    money.press("Ctrl+Z")
    assert money.drawer() == "5,000"


def test_a_new_supplier_is_written_with_the_days_they_give(money: Money) -> None:
    money.open()
    money.press("Ctrl+N")
    money.type("ตัวแทนน้ำอัดลม")
    money.press("Enter")
    assert money.listed == ["ตัวแทนน้ำอัดลม 0 "]
    assert money.page.suppliers.name.said() == "ตัวแทนน้ำอัดลม"


def test_an_expense_from_the_drawer_leaves_it_and_can_be_undone(money: Money) -> None:
    money.open().spend("ค่าน้ำมัน-ค่ารถ", "300")
    assert money.expenses == ["transport 300"]
    assert money.drawer() == "4,700"
    money.press("Ctrl+Z")
    assert money.expenses == ["transport −300", "transport 300"]
    assert money.sums == []
    assert money.drawer() == "5,000"


def test_the_owners_own_money_leaves_the_drawer_alone(money: Money) -> None:
    money.open().spend("ค่าไฟ", "842.50", how="เงินเจ้าของ")
    assert (money.sums, money.drawer()) == (["power 842.50"], "5,000")


def test_an_expense_without_a_kind_is_asked_for_it(money: Money) -> None:
    money.open().spend("", "100")
    assert "จ่ายค่าอะไร" in money.said
    assert money.expenses == []


def test_what_comes_every_month_is_offered_next_month_and_never_books_itself(money: Money) -> None:
    money.open().spend("ค่าเช่า", "2000", monthly=True, how="โอนเงิน")
    assert money.page.expenses.coming == []
    money.shop.clock.now = money.shop.clock.now.replace(month=12)
    money.page.expenses.go(1)
    money.wait()
    assert money.expenses == []
    (one,) = money.page.expenses.coming
    assert one.on_date == "2026-12-22"
    money.tap("ค่าเช่า 2,000 · 22 ธ.ค. 2569")
    assert money.expenses == ["rent 2,000"]
    assert money.page.expenses.coming == []


def test_sums_are_of_the_month_that_is_shown(money: Money) -> None:
    money.open().spend("ค่าแรง", "300", how="เงินเจ้าของ").spend("ค่าแรง", "350", how="เงินเจ้าของ")
    assert money.sums == ["wages 650"]
    money.page.expenses.go(-1)
    assert (money.expenses, money.sums) == ([], [])
    assert "ตุลาคม" in money.page.expenses.title.said()


def test_who_may_not_see_expenses_is_told_so(money: Money) -> None:
    with money.shop.office.writing() as desk:
        users.add(desk, "น้องแดง", "cashier", "1234")
    money.window.actor = users.sign_in(money.shop.office, "น้องแดง", "1234")
    money.open().page.choose("expenses")
    assert "น้องแดง" in money.said


def test_crates_are_exchanged_one_for_one_and_the_rest_is_paid(money: Money) -> None:
    money.owing("เอเย่นต์เบียร์", money.shop.rice, 130_000, "")
    with money.shop.office.writing() as desk:
        crate = containers.add(desk, "ลังเบียร์", 12_000)
    money.open().choose("เอเย่นต์เบียร์").tap("แลกภาชนะ")
    sheet: Any = money.window.sheet
    money.into(sheet.came[crate].field, "10")
    money.into(sheet.went[crate].field, "7")
    money.confirm()
    assert money.drawer() == "4,640"
    assert "ลังเบียร์ 3" in money.page.suppliers.holds.said()
    assert "360.00" in money.page.suppliers.holds.said()


def test_more_than_the_drawer_holds_is_asked_about_before_it_leaves(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 700_000, "2026-12-22")
    money.open().choose("โรงสี").pay("6000")
    assert "5,000.00" in money.question
    money.answer("กลับไปแก้")
    assert (money.owed("โรงสี"), money.drawer()) == ("7,000", "5,000")
    assert money.window.sheet is not None
    money.confirm()
    money.answer("จ่ายจากลิ้นชักต่อไป")
    assert (money.owed("โรงสี"), money.drawer()) == ("1,000", "−1,000")
    with money.shop.office.reading() as desk:
        (said,) = desk.session.exec(select(models.Event).where(models.Event.kind == "said.yes")).all()
    assert (said.subject, said.detail["amount"], said.detail["there"]) == ("drawer", 600_000, 500_000)


def test_a_supplier_who_is_there_already_is_asked_about(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 1_000, "")
    money.open()
    money.press("Ctrl+N")
    money.type("โรงสี ")
    for answer, known in (("กลับไปแก้", 1), ("คนละคนกัน เพิ่มต่อไป", 2)):
        money.press("Enter")
        assert "โรงสี" in money.question
        money.answer(answer)
        assert len(money.listed) == known


def test_one_esc_does_not_throw_an_expense_or_a_name_away(money: Money) -> None:
    money.open().page.choose("expenses")
    money.tap("จดรายจ่าย")
    sheet: Any = money.window.sheet
    money.press("Esc")
    assert money.window.sheet is None
    money.tap("จดรายจ่าย")
    sheet = money.window.sheet
    money.into(sheet.amount, "842.50")
    money.press("Esc")
    assert money.window.sheet is sheet
    assert "ยังไม่ได้เก็บ" in money.said
    money.press("Esc")
    assert money.window.sheet is None
    money.page.choose("suppliers")
    money.press("Ctrl+N")
    sheet = money.window.sheet
    money.type("โรงน้ำแข็ง")
    money.press("Esc")
    assert money.window.sheet is sheet


def test_the_green_answer_of_a_question_is_the_way_back(money: Money) -> None:
    money.owing("โรงสี", money.shop.rice, 700_000, "")
    money.open().choose("โรงสี").pay("6000")
    asked = money.window.sheet
    assert isinstance(asked, QuestionSheet)
    assert [one.property("kind") for one in (asked.no, asked.yes)] == ["primary", ""]
