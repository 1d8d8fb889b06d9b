"""Suppliers and expenses in a villager's words: `money.choose("โรงสี").pay("500")`."""

from typing import Any

from PySide6.QtTest import QTest

from shopdesk.core import money
from shopdesk.shop import day, payouts, suppliers
from shopdesk.shop.receiving import Incoming, Load, receive
from shopdesk.ui.pages.spending.page import SpendingPage
from shopdesk.ui.pages.spending.sheets import ExpenseSheet, GiveBackSheet, PaySupplierSheet
from shopdesk.ui.widgets.question import QuestionSheet
from tests.ui.stock_page import Hands


class Money(Hands):
    """Money out."""

    def open(self) -> "Money":
        self.window.go("spending")
        self.wait()
        return self

    @property
    def page(self) -> SpendingPage:
        page = self.window.page_of("spending")
        assert isinstance(page, SpendingPage)
        return page

    def owing(self, name: str, goods: Any, cost: int, due: str) -> None:
        """A load of ten that is paid later."""
        with self.shop.office.writing() as desk:
            party = suppliers.add(desk, name).party
            line = Incoming(goods.item, 10_000, cost)
            receive(desk, Load((line,), supplier=party, paid_by="credit", due_on=due))

    def choose(self, name: str) -> "Money":
        names = [row.name for row in self.page.suppliers.table.rows.rows()]
        self.page.suppliers.table.selectRow(names.index(name))
        return self

    @property
    def listed(self) -> list[str]:
        return [f"{row.name} {money.short(row.balance)} {row.due_on}" for row in self.page.suppliers.table.rows.rows()]

    @property
    def book(self) -> list[str]:
        rows = self.page.suppliers.book.rows.rows()
        return [f"{row.kind} {money.short(row.amount)} {money.short(row.balance)}" for row in rows]

    def pay(self, amount: str = "", how: str = "จากลิ้นชัก") -> "Money":
        self.tap("จ่ายเงิน")
        sheet = self.window.sheet
        assert isinstance(sheet, PaySupplierSheet)
        if amount:
            self.into(sheet.amount, amount)
        self.tap(how)
        self.confirm()
        return self

    def confirm(self) -> None:
        """The green button, after the sheet was seen."""
        sheet = self.window.sheet
        assert sheet is not None
        QTest.qWait(10)
        self.ticks.wait(1)
        sheet.enter()  # type: ignore[attr-defined]
        self.wait()

    @property
    def question(self) -> str:
        """What the shop asks before it goes on."""
        assert isinstance(self.window.sheet, QuestionSheet)
        return self.window.sheet.said()

    def answer(self, words: str) -> None:
        """Tap one of the answers, after the question was seen."""
        QTest.qWait(10)
        self.ticks.wait(1)
        self.tap(words)
        self.wait()

    def give_back(self, code: str, much: str, how: str = "หักจากที่ค้าง") -> "Money":
        self.tap("ส่งของคืน")
        sheet = self.window.sheet
        assert isinstance(sheet, GiveBackSheet)
        sheet.scanned(code)
        sheet.bar.qty.selectAll()
        self.type(much)
        self.pick(sheet.by, how)
        self.confirm()
        return self

    def spend(self, kind: str, amount: str, *, monthly: bool = False, how: str = "จากลิ้นชัก") -> "Money":
        self.page.choose("expenses")
        self.tap("จดรายจ่าย")
        sheet = self.window.sheet
        assert isinstance(sheet, ExpenseSheet)
        if kind:
            self.tap(kind)
        self.into(sheet.amount, amount)
        self.tap(how)
        if monthly:
            self.tap("ทุกเดือน")
        self.confirm()
        return self

    @property
    def expenses(self) -> list[str]:
        return [f"{row.kind} {money.short(row.amount)}" for row in self.page.expenses.table.rows.rows()]

    @property
    def sums(self) -> list[str]:
        return [f"{kind} {money.short(amount)}" for kind, amount in self.page.expenses.sums.rows.rows()]

    @property
    def said(self) -> str:
        sheet = self.window.sheet
        return (sheet.strip.said() if sheet else "") or self.page.toast.said() or self.page.strip.said()

    def drawer(self) -> str:
        with self.shop.office.reading() as desk:
            return money.short(day.expected(desk) or 0)

    def owed(self, name: str) -> str:
        with self.shop.office.reading() as desk:
            party = next(one.party for one in suppliers.listing(desk) if one.name == name)
            return money.short(payouts.balance(desk, "supplier", party))
