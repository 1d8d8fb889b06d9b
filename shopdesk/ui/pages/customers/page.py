"""Customers: the list with what is open and since when, and the book of one of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.shop import customers
from shopdesk.shop.customers import Customer
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.customers import deeds, exporting
from shopdesk.ui.pages.customers.book import BookPane
from shopdesk.ui.pages.customers.choosing import of_card
from shopdesk.ui.pages.customers.list_pane import ListPane

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.shell import Window


class CustomersPage(Page):
    """Enter opens a book, Esc goes back to the list."""

    name = "customers"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.ask_where = exporting.ask_where
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(10))
        self.list = ListPane(self)
        self.book = BookPane(self)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        whole.addWidget(self.strip)
        for pane in (self.list, self.book):
            self._stack.addWidget(pane)
        window.bus.data_ready.connect(self.enter)
        window.bus.sale_done.connect(lambda _sale: self._changed())
        window.bus.sale_changed.connect(lambda _sale: self._changed())

    # Where it stands

    @property
    def person(self) -> Customer | None:
        """Whose book is open."""
        return self.book.person if self._stack.currentWidget() is self.book else None

    def open_book(self, person: Customer) -> None:
        """Show the book of a customer."""
        self.strip.clear()
        self._stack.setCurrentWidget(self.book)
        self.book.show_person(person)
        self.book.repay.setFocus()

    def close_book(self) -> None:
        """Back to the list."""
        self.strip.clear()
        self._stack.setCurrentWidget(self.list)
        self.enter()

    def read_again(self) -> None:
        """Something changed: read what is shown anew; a customer who is gone leaves to the list."""
        person = self.person
        if person is None or self.win.office is None:
            self.enter()
            return
        with self.win.office.reading(self.win.actor) as desk:
            found = {one.id: one for one in [*_there(desk, person)]}
        if person.id in found:
            self.book.show_person(found[person.id])
        else:
            self.close_book()

    def _changed(self) -> None:
        if self.isVisible():
            self.read_again()

    # The window's hooks

    def enter(self) -> None:
        """Read the list; the keyboard goes to the search."""
        if self.win.office is None:
            return
        if self.person is not None:
            self.read_again()
            self.book.repay.setFocus()
            return
        self.list.look()
        self.list.search.field.setFocus()
        self.list.search.field.selectAll()

    def back(self) -> bool:
        """Esc: out of the book, then what was typed."""
        if self.person is not None:
            self.close_book()
        elif self.list.search.field.value():
            self.list.search.clear()
        else:
            return False
        return True

    def scanned(self, code: str) -> bool:
        """A member's card opens the book."""
        person = of_card(self.win, code)
        if person is not None:
            self.open_book(person)
        return person is not None

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        found: dict[str, Callable[[], object]] = {"find": self._find, "new": lambda: deeds.new(self)}
        person = self.person
        found["print"] = self.list.print_ if person is None else lambda: deeds.statement(self, person)
        return found

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        if self.person is None:
            return [(_("Print who owes"), self.list.print_), (_("Export what members bought"), self.list.export)]
        return [(words, act) for words, _icon, act in deeds.more(self)]

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Type a few letters, then Enter opens the book."),
            _("Take the payment: press Enter, type the amount, press Enter."),
            _("A wrong line? Choose it and take it back. Nothing is rubbed out."),
            _("A debt is written at the till: press F4 there."),
        ]

    def regions(self) -> list[QWidget]:
        """F6."""
        if self.person is None:
            return [self.list.search.field, self.list.table]
        return [self.book.repay, self.book.table]

    def keep(self) -> object:
        """What was typed, and whose book was open."""
        return self.list.search.field.text(), self.list.span, self.person

    def restore(self, kept: object) -> None:
        """Put it back."""
        assert isinstance(kept, tuple)
        typed, span, person = kept
        self.list.search.field.setText(typed)
        self.list.choose(span)
        if person is not None:
            self.open_book(person)

    def _find(self) -> None:
        if self.person is not None:
            self.close_book()
        self.list.search.field.setFocus()


def _there(desk: "Desk", person: Customer) -> list[Customer]:
    from shopdesk.base.errors import NotFound

    try:
        return [customers.one(desk, person.id)]
    except NotFound:
        return []
