"""Customers and the credit book in the shopkeeper's words. Tests know the widgets only through this."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.core import money
from shopdesk.shop import credit, customers
from shopdesk.shop.customers import Card, Customer
from shopdesk.ui.pages.pay.credit import CreditTab
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain
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
        root = self.till.window.sheet or self.till.window.page
        buttons = [button for button in root.findChildren(Button) if button.said() == words and button.isVisible()]
        assert buttons, f"no button {words}"
        self.till.ticks.wait(1)
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        QTest.qWait(5)
        self.till.paint()
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
    def after_sale(self) -> str:
        """The words of the card after a sale."""
        return " ".join(label.said() for label in self.till.page.after.findChildren(Plain))

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

    # The page of customers

    @property
    def page(self) -> Any:
        return self.till.window.page_of("customers")

    def go(self) -> "Book":
        """To the page, by the rail."""
        self.till.window.go("customers")
        self.till.paint()
        return self

    def open(self, letters: str) -> "Book":
        """Find a customer by a few letters and open the book."""
        return self.go().type(letters).press("Enter")

    def choose_line(self, number: int) -> "Book":
        self.page.book.table.selectRow(number)
        return self

    @property
    def listed(self) -> list[tuple[str, str]]:
        """(name, open) of the list."""
        table = self.page.list.table
        return (
            [(row.person.name, money.text(row.person.balance)) for row in table.rows.rows()]
            if table.isVisible()
            else []
        )

    @property
    def written(self) -> list[tuple[str, ...]]:
        """What, credit, paid, balance of each line of the open book."""
        model = self.page.book.table.model()
        rows = range(model.rowCount())
        return [tuple(str(model.data(model.index(row, column))) for column in range(1, 5)) for row in rows]

    @property
    def news(self) -> str:
        return str(self.page.strip.said())

    @property
    def paper(self) -> Any:
        """What the paper on the sheet says, as values."""
        return getattr(self.till.window.sheet, "paper", None)

    @property
    def refused(self) -> str:
        sheet = self.till.window.sheet
        return sheet.strip.said() if sheet is not None else self.news
