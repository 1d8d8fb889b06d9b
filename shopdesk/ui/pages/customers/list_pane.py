"""The list of customers: who, how much is open, since when, and until when it was to be paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate
from shopdesk.shop import containers, credit, customers, settings
from shopdesk.shop.credit import Reminder
from shopdesk.shop.customers import Customer
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.pages.customers import crates
from shopdesk.ui.pages.customers.picker import called
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.ui.pages.customers.page import CustomersPage

SPANS = (("all", N_("All")), ("overdue", N_("Overdue")), ("soon", N_("Due soon")))
SOON = timedelta(days=7)
MOST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A customer of the list; `owing` where the book is open."""

    person: Customer
    owing: Reminder | None
    today: date

    def age(self) -> str:
        """How long the oldest debt is open."""
        if self.owing is None:
            return ""
        days = (self.today - self.owing.oldest).days
        return _("{days} days").format(days=days) if days else _("today")

    def due(self) -> str:
        """When it was to be paid."""
        return thaidate.day(date.fromisoformat(self.owing.due_on)) if self.owing and self.owing.due_on else ""

    def fits(self, span: str) -> bool:
        """Whether it belongs to the chosen part of the list."""
        if span == "all":
            return True
        if self.owing is None:
            return False
        if span == "overdue":
            return self.owing.overdue > 0
        return (
            bool(self.owing.due_on) and self.today.isoformat() <= self.owing.due_on <= (self.today + SOON).isoformat()
        )


class ListPane(QFrame):
    """Search, chips, list."""

    def __init__(self, page: "CustomersPage") -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._page, self.win, self.span = page, page.win, "all"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.search = SearchField(_("Name, nickname, house or member number"), lambda _typed: self.look())
        self.search.field.returnPressed.connect(self._entered)
        column.addWidget(Head(self.win, page.name, self.search))
        column.addLayout(self._chips())
        self.table: Table[Row] = Table(self._columns(), _("Customers"))
        self.table.opened.connect(lambda row: page.open_book(row.person))
        self.table.clicked.connect(lambda _index: self._open())
        column.addWidget(self.table, 1)
        new = Button(_("New customer"), icon="user-plus", on=lambda: self.win.perform("new"))
        self.empty = Empty("users", _("Nobody here yet."), _("A nickname and a house number are enough."), (new,))
        column.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        self.total = Elided("", "sub")
        foot.addWidget(self.total, 1)
        self.crates = Button(_("Containers"), "quiet", icon="package", on=lambda: crates.holders(page))
        foot.addWidget(self.crates)
        foot.addWidget(Button(_("What members bought"), "quiet", icon="file-export", on=self.export))
        foot.addWidget(Button(_("Print who owes"), "quiet", icon="printer", key="Ctrl+P", on=self.print_))
        column.addLayout(foot)

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.chips: dict[str, Button] = {}
        group = QButtonGroup(self)
        for span, words in SPANS:
            chip = Button(_(words), "chip", on=lambda span=span: self.choose(span))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[span] = chip
        self.chips["all"].setChecked(True)
        row.addStretch(1)
        row.addWidget(Button(_("New customer"), icon="user-plus", key="Ctrl+N", on=lambda: self.win.perform("new")))
        return row

    @staticmethod
    def _columns() -> list[Column[Row]]:
        return [
            Column(_("Name"), lambda row: called(row.person), strong=True),
            Column(_("House"), lambda row: row.person.house, width=90),
            Column(
                _("Owing"), lambda row: money.text(row.person.balance) if row.person.balance else "", right=True,
                width=120, strong=True,
            ),
            Column(_("Owed for"), Row.age, width=110),
            Column(_("To be paid"), Row.due, width=140),
        ]  # fmt: skip

    def choose(self, span: str) -> None:
        """Show all, those past their day, or those due soon."""
        self.span = span
        self.chips[span].setChecked(True)
        self.look()

    def look(self) -> None:
        """Read the list for what is typed and chosen."""
        if self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                found = customers.find(desk, self.search.field.value(), MOST)
                owing = {one.customer.book: one for one in credit.reminders(desk)}
                today = settings.today(desk)
                self.crates.setVisible(bool(containers.listing(desk)))
        except ShopError as error:
            self._page.refuse(error)
            return
        rows = [Row(person, owing.get(person.book), today) for person in found]
        shown = [row for row in rows if row.fits(self.span)]
        self.table.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        total = sum(one.balance for one in owing.values())
        words = _("{count} people owe {total} in all").format(count=len(owing), total=money.text(total))
        self.total.show_text(words if owing else "")

    def _entered(self) -> None:
        """Enter opens the first."""
        if self.search.waiting():
            self.look()
        if self.table.rows.rowCount():
            if self.table.current() is None:
                self.table.selectRow(0)
            self._open()

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self._page.open_book(row.person)

    def print_(self) -> None:
        """Who owes, on paper."""
        from shopdesk.ui.pages.customers import papers

        self.win.attempt(lambda _approver: papers.open_reminders(self.win))

    def export(self) -> None:
        """What members bought this year, as a file."""
        from shopdesk.ui.pages.customers import exporting

        exporting.bought(self._page)
