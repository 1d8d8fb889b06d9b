"""Customers and the credit book in the shopkeeper's words. Tests know the widgets only through this."""

from typing import Any

from PySide6.QtTest import QTest

from shopdesk.core import money
from shopdesk.shop import credit, customers
from shopdesk.shop.customers import Card, Customer
from shopdesk.ui.pages.pay.credit import CreditTab
from tests.ui.till_page import Till


class Book:
    """What a shopkeeper does with customers at the till and on their page."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        with self.shop.office.reading() as desk:
            self.owner = desk.actor

    # Before the story begins

    def knows(self, name: str, *, owes: int = 0, **more: Any) -> Customer:
        """A customer who is known already, with a debt in satang from the old paper book."""
        with self.shop.office.writing(self.owner) as desk:
            person = customers.add(desk, Card(name, **more))
            if owes:
                credit.carry_in(desk, person.id, owes)
            return customers.one(desk, person.id)

    # What a shopkeeper does

    def press(self, *keys: str) -> "Book":
        """Press keys; what they show is painted."""
        for key in keys:
            self.till.press(key).paint()
        return self

    def type(self, text: str) -> "Book":
        self.till.type(text)
        QTest.qWait(150)
        return self

    def click(self, words: str) -> "Book":
        self.till.click(words).paint()
        return self

    # What a shopkeeper sees

    @property
    def tab(self) -> CreditTab:
        tab = getattr(self.till.window.sheet, "tab", None)
        assert isinstance(tab, CreditTab)
        return tab

    @property
    def found(self) -> list[str]:
        """The names of the list on the sheet that is open."""
        sheet: Any = self.till.window.sheet
        picker = sheet.picker if hasattr(sheet, "picker") else self.tab.picker
        return [row.name for row in picker.table.rows.rows()]

    @property
    def heading(self) -> str:
        """What stands over the bill: its usual heading, or whose it is."""
        return self.till.page.side._title.said()

    @property
    def before(self) -> str:
        return self.tab.before.accessibleName()

    @property
    def after(self) -> str:
        return self.tab.after.accessibleName()

    @property
    def warning(self) -> str:
        return self.tab.above.said()

    def owes(self, person: Customer) -> str:
        with self.shop.office.reading(self.owner) as desk:
            return money.text(credit.balance(desk, person.book))

    def lines(self, person: Customer) -> list[tuple[str, str, str]]:
        """(kind, amount, open after it) of each line of the book."""
        with self.shop.office.reading(self.owner) as desk:
            rows = credit.lines(desk, person.book)
        return [(row.kind, money.text(row.amount), money.text(row.balance)) for row in rows]
