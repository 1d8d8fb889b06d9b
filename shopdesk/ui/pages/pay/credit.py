"""On credit (เซ็นไว้): who, what was open before, what is paid now, and when the rest is to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate
from shopdesk.shop import credit, customers, settings
from shopdesk.shop.customers import Customer
from shopdesk.shop.settling import Paid, Standing
from shopdesk.ui import theme
from shopdesk.ui.pages.customers.choosing import of_card
from shopdesk.ui.pages.customers.picker import Picker, called
from shopdesk.ui.pages.pay.tab import Tab
from shopdesk.ui.widgets.amounts import Figure
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet

FINDING, FOUND = 0, 1
SOON = 7


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer, and the head of the household in whose book it is written; `due_on` is the day agreed with them."""

    person: Customer
    head: Customer
    due_on: str
    today: date


class CreditTab(Tab):
    """Enter with nothing typed writes the whole bill in the book."""

    name = "credit"

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__(sheet, bill)
        self.debtor: Debtor | None = None
        row, left, right = self.halves()
        self._stack = QStackedWidget()
        self.picker = Picker(sheet.win, sheet.strip.refuse)
        self.picker.chosen.connect(self._chosen)
        self._stack.addWidget(self.picker)
        self._stack.addWidget(self._card())
        left.addWidget(self._stack, 1)
        self.now = MoneyField(name=_("Paid now"), hint="0")
        self.now.textChanged.connect(lambda _text: sheet.changed())
        right.addWidget(Row(_("Paid now in cash"), self.now, _("Leave it empty where nothing is paid.")))
        self.due = Choice(_("To be paid"), free=False)
        right.addWidget(Row(_("To be paid"), self.due))
        right.addStretch(1)
        row.setStretch(0, 3)
        row.setStretch(1, 2)
        self._read()

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(16)] * 4)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self.who = Elided("", "title")
        head.addWidget(self.who, 1)
        head.addWidget(Button(_("Change person"), icon="users", on=self.ask))
        column.addLayout(head)
        self.where = Plain("", "sub", wrap=True)
        column.addWidget(self.where)
        self.before, self.after, self.limit = Figure(), Figure(), Figure()
        names = (_("Owed before"), _("Owed with this bill"), _("Limit"))
        self._lines = [
            self._line(column, words, figure)
            for words, figure in zip(names, (self.before, self.after, self.limit), strict=True)
        ]
        self.above = Plain("", "strong", tone="accent", wrap=True)
        column.addWidget(self.above)
        column.addStretch(1)
        return card

    @staticmethod
    def _line(column: QVBoxLayout, words: str, figure: Figure) -> Plain:
        row = QHBoxLayout()
        name = Plain(words)
        row.addWidget(name)
        row.addWidget(figure, 1)
        column.addLayout(row)
        return name

    def _read(self) -> None:
        """Who the bill names, and their book."""
        self.debtor = self._debtor()
        self._stack.setCurrentIndex(FOUND if self.debtor else FINDING)
        if self.debtor is None:
            self.due.offer([("", _("Choose the customer first"))])
        else:
            self._show(self.debtor)
        self.due.setCurrentIndex(0)

    def _debtor(self) -> Debtor | None:
        office, party = self.sheet.win.office, self.bill.cart.customer
        assert office is not None
        if party is None:
            return None
        with office.reading(self.sheet.win.actor) as desk:
            try:
                person = customers.of_party(desk, party)
            except ShopError:
                return None
            head = person if person.tab is None else customers.one(desk, person.tab)
            today = settings.today(desk)
            return Debtor(person, head, credit.due_day(head.pay_day, today), today)

    def _show(self, debtor: Debtor) -> None:
        person, head = debtor.person, debtor.head
        self.who.show_text(called(person))
        book = _("Written in the book of {name}").format(name=called(head)) if person.tab is not None else ""
        house = _("House {number}").format(number=person.house) if person.house else ""
        self.where.show_text(" · ".join(filter(None, (house, book, person.note))))
        self.where.setVisible(bool(self.where.text()))
        self.before.set_amount(head.balance)
        self.limit.set_amount(head.limit or 0)
        for part in (self.limit, self._lines[2]):
            part.setVisible(head.limit is not None)
        self.due.offer(due_days(debtor))

    # What the sheet asks

    def show_bill(self, bill: "PayBill") -> None:
        """Another bill, or another customer."""
        super().show_bill(bill)
        self._read()

    def enter(self) -> None:
        """To the search; where the customer is known, to the button."""
        if self.debtor is None:
            self.picker.begin()
        else:
            self.sheet.focus_button()

    def ask(self) -> None:
        """Another customer."""
        self._stack.setCurrentIndex(FINDING)
        self.picker.begin()

    def _chosen(self, person: Customer) -> None:
        self.sheet.strip.clear()
        self.sheet.name_customer(person)

    def take_card(self, code: str) -> bool:
        """A member's card was shown to the scanner; False where it is nobody's."""
        person = of_card(self.sheet.win, code)
        if person is not None:
            self._chosen(person)
        return person is not None

    def done_words(self) -> str:
        """What the green button does."""
        return N_("Write in the book") if self.debtor else N_("Choose the customer")

    def payments(self) -> list[Paid]:
        """What is paid now, and the rest in the book; raises Invalid where nobody is chosen or nothing is left."""
        if self.debtor is None:
            raise Invalid(N_("Say who will pay later."), hint=N_("Choose the customer first."))
        now = self.now.or_none() or 0
        left = self.bill.due.exact - now
        if left <= 0:
            raise Invalid(N_("Then nothing is left for the book."), hint=N_("Take it under Cash."))
        cash = [Paid("cash", now)] if now else []
        return [*cash, Paid("credit", left, due_on=self.due.value())]

    def show_standing(self, stands: Standing | None) -> None:
        """What will be open, and whether it is above the limit."""
        if self.debtor is None:
            return
        head = self.debtor.head
        debt = self._left() if stands is not None else 0
        self.after.set_amount(head.balance + debt)
        above = head.balance + debt - head.limit if head.limit is not None else 0
        self.above.show_text(
            _("{amount} above the limit: owner's PIN").format(amount=money.text(above)) if above > 0 else ""
        )

    def _left(self) -> int:
        return sum(paid.amount for paid in self.payments() if paid.tender == "credit")

    def keep(self) -> dict[str, str]:
        """What is paid now."""
        return {"now": self.now.text()}

    def restore(self, kept: dict[str, str]) -> None:
        """It again."""
        self.now.setText(kept.get("now", ""))


def due_days(debtor: Debtor) -> Sequence[tuple[str, str]]:
    """The days that are offered: (2026-11-30 or nothing, in words), the one agreed with the customer first."""
    today = debtor.today
    days = {
        (today + timedelta(days=SOON)).isoformat(): _("In a week"),
        credit.due_day("month_end", today): _("Month end"),
        credit.due_day("welfare", today): _("Welfare day"),
    }
    offered = [(day, f"{words} · {thaidate.day(date.fromisoformat(day))}") for day, words in days.items()]
    agreed = [(day, words) for day, words in offered if day == debtor.due_on]
    return [*(agreed or [("", _("No day agreed"))]), *(each for each in offered if each not in agreed)]
