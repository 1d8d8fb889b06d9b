"""The book of one customer, as on paper: date, what, written, paid, open."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.shop import bookpapers, containers, credit, customers
from shopdesk.shop.credit import Line
from shopdesk.shop.customers import Customer
from shopdesk.ui import theme
from shopdesk.ui.pages.customers import crates, deeds
from shopdesk.ui.pages.customers.picker import called
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, fit_words
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.customers.page import CustomersPage


class BookPane(QFrame):
    """One green button: take a payment."""

    def __init__(self, page: "CustomersPage") -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._page, self.win = page, page.win
        self.person: Customer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(Button("", "icon", icon="arrow-left", name=_("Back to the list"), key="Esc", on=page.close_book))
        self.who = Elided("", "title")
        top.addWidget(self.who, 1)
        top.addWidget(self.win.top_bar())
        column.addLayout(top)
        column.addWidget(self._sums())
        self.table: Table[Line] = Table(self._columns(), _("Credit book"))
        self.table.picked.connect(lambda _line: self._show_deeds())
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())

    def _sums(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(*[theme.px(14)] * 4)
        row.setSpacing(theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        self.about = Elided("", "sub")
        self.due = Elided("", "sub")
        self.note = Elided("", "sub")
        self.holds = Elided("", "sub")
        for line in (self.about, self.due, self.holds, self.note):
            words.addWidget(line)
        row.addLayout(words, 1)
        self.state = Plain("", "label")
        row.addWidget(self.state)
        self.open = Amount(34)
        row.addWidget(self.open)
        self.repay = Button(
            _("Take a payment"), "primary", icon="cash", key="Enter", on=lambda: deeds.repay(self._page)
        )
        self.repay.setMinimumHeight(theme.px(52))
        row.addWidget(self.repay)
        return card

    @staticmethod
    def _columns() -> list[Column[Line]]:
        def written(line: Line) -> str:
            return money.text(line.amount) if line.amount > 0 else ""

        def paid(line: Line) -> str:
            return money.text(-line.amount) if line.amount < 0 else ""

        return [
            Column(_("Date"), lambda line: thaidate.day(clock.calendar_date(line.at)), width=128),
            Column(_("What"), bookpapers.words),
            Column(_("Credit"), written, right=True, width=110),
            Column(_("Paid"), paid, right=True, width=110),
            Column(_("Balance"), lambda line: money.text(line.balance), right=True, width=120, strong=True),
        ]

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.edit = Button(_("Card"), icon="pencil", on=lambda: deeds.edit(self._page))
        self.back_ = Button(_("Take back the line"), icon="arrow-back-up", on=lambda: deeds.take_back(self._page))
        self.paper = Button(_("Receipt again"), icon="receipt", on=lambda: deeds.receipt(self._page))
        self.crates = Button(
            _("Containers come back"), icon="package", on=lambda: crates.take_back(self._page, self.person)
        )
        row.addWidget(self.back_)
        row.addWidget(self.paper)
        row.addWidget(self.crates)
        row.addStretch(1)
        paper = Button(_("Statement"), icon="printer", key="Ctrl+P", on=lambda: self.win.perform("print"))
        more = Button(_("More"), icon="dots", on=lambda: deeds.choose_more(self._page))
        self._low = [self.paper, self.crates, self.back_, paper, self.edit, more]
        for button in self._low:
            button.setMinimumWidth(theme.px(48))
        for button in self._low[3:]:
            row.addWidget(button)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the lines keep date, what and what is open; the sign tells written from paid."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(760)
        self.table.setColumnHidden(4, self.width() < theme.px(560))
        self.state.setVisible(not narrow)
        self._fit()

    def _fit(self) -> None:
        fit_words([one for one in self._low if not one.isHidden()], self.width() - theme.px(24), theme.px(8))

    def show_person(self, person: Customer) -> None:
        """Read the book; the last line is in view."""
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            lines = credit.lines(desk, person.book)
            left = credit.debts(desk, person.book)
            head = customers.of_party(desk, person.book)
            held = containers.balances(desk, "customer", person.party)
            any_crates = bool(containers.listing(desk))
        self.person = person
        self.who.show_text(called(person))
        self.open.set_amount(abs(person.balance))
        self.state.show_text(_("Money paid ahead") if person.balance < 0 else _("Owing"))
        house = _("House {number}").format(number=person.house) if person.house else ""
        member = _("Member {number}").format(number=person.member) if person.member else ""
        book = _("Written in the book of {name}").format(name=called(head)) if head.id != person.id else ""
        self.about.show_text(" · ".join(filter(None, (house, member, person.phone, book))))
        self.due.show_text(" · ".join(_terms(head, [debt.due_on for debt in left if debt.due_on])))
        self.note.show_text(person.note)
        self.holds.show_text(crates.words(held))
        self.crates.setVisible(any_crates or bool(held))
        self._fit()
        for words in (self.about, self.due, self.holds, self.note):
            words.setVisible(bool(words.said()))
        self.table.show_rows(lines, keep=False)
        self.table.scrollToBottom()
        self._show_deeds()

    def _show_deeds(self) -> None:
        line = self.table.current()
        self.back_.setEnabled(line is not None and line.entry is not None and line.kind not in ("merge", "reversal"))
        self.paper.setEnabled(line is not None and line.kind in ("payment", "prepaid"))


def _terms(head: Customer, due: list[str]) -> list[str]:
    """Limit, agreed day, and when the next is due."""
    from datetime import date

    found = []
    if head.limit is not None:
        found.append(_("Limit {amount}").format(amount=money.text(head.limit)))
    if head.pay_day:
        found.append(_("Pays: {day}").format(day=deeds.pay_days()[head.pay_day]))
    if due:
        found.append(_("to pay by {day}").format(day=thaidate.day(date.fromisoformat(min(due)))))
    return found
