"""Expenses of a month: what was written down, what still comes, what each kind came to."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.shop import expenses, purse
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, drawn_row, plain
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.expenses import Coming, Spent
    from shopdesk.ui.shell import Window


class ExpensesPane(QWidget):
    """`book(coming)` writes a monthly one down; `undo(spent)` takes one back."""

    def __init__(self, win: "Window", book: "Callable[[Coming], object]", undo: "Callable[[Spent], object]") -> None:
        super().__init__()
        self._win, self._book, self._undo = win, book, undo
        self.month = win.clock().astimezone(clock.BANGKOK).date().replace(day=1)
        self.panes = Panes(self._list(), self._side(), width=320)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)

    def _list(self) -> QWidget:
        main, column = plain()
        column.addLayout(self._months())
        self.coming: list[Coming] = []
        self._coming, self._coming_column = plain(4)
        column.addWidget(self._coming)
        self.table: FittingTable[Spent] = FittingTable(
            [
                Column(_("Date"), lambda row: short(row.on_date), width=132, tone=_tone),
                Column(_("What for"), _what, strong=True, tone=_tone),
                Column(_("From where"), lambda row: purse.label(row.paid_by), width=170, tone=_tone),
                Column(_("Written by"), lambda row: row.by, width=120, tone=_tone),
                Column(_("Amount"), lambda row: money.text(row.amount), right=True, width=110, tone=_tone),
            ],
            _("Expenses"),
            {2: 560, 3: 760},
        )
        self.table.picked.connect(lambda _row: self._show_undo())
        self.empty = Empty("report-money", _("No expenses this month."), _("Write rent, power, petrol down here."))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.undo_button = Button(_("Take this one back"), icon="arrow-back-up", on=self.undo)
        column.addWidget(self.undo_button)
        return main

    def _months(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.title = Elided("", "h")
        self.sums_button = Button(_("Sums"), "quiet", icon="chart-bar", on=lambda: self.panes.show_side(True))
        before = Button("", "round", icon="chevron-left", name=_("Month before"), on=lambda: self.go(-1))
        after = Button("", "round", icon="chevron-right", name=_("Month after"), on=lambda: self.go(1))
        row.addWidget(before)
        row.addWidget(after)
        row.addWidget(self.title, 1)
        row.addWidget(self.sums_button)
        return row

    def _side(self) -> QWidget:
        side, column = card()
        column.addWidget(Plain(_("The sum of each kind"), "h"))
        self.sums: Table[tuple[str, int]] = Table(
            [
                Column(_("What for"), lambda row: expenses.label(row[0])),
                Column(_("Amount"), lambda row: money.text(row[1]), right=True, width=110, strong=True),
            ],
            _("Sums"),
        )
        column.addWidget(self.sums, 1)
        self.total = Plain("", "h")
        column.addWidget(self.total)
        return side

    def resizeEvent(self, event: object) -> None:
        """Where it is narrow, the sums are a step of their own."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.sums_button.setVisible(not self.panes.wide())

    def go(self, by: int) -> None:
        """A month earlier or later."""
        number = self.month.year * 12 + self.month.month - 1 + by
        self.month = date(number // 12, number % 12 + 1, 1)
        self.look()

    def look(self) -> None:
        """Read the month; raises NotAllowed for who may not see expenses."""
        if self._win.office is None:
            return
        first = self.month.isoformat()
        last = self.month.replace(day=monthrange(self.month.year, self.month.month)[1]).isoformat()
        with self._win.office.reading(self._win.actor) as desk:
            rows, sums = expenses.listing(desk, first, last), expenses.sums(desk, first, last)
            self.coming = expenses.coming(desk)
        self.title.show_text(thaidate.long(self.month).partition(" ")[2])
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.sums.show_rows([row for row in sums if row[1]], keep=False)
        total = sum(amount for _kind, amount in sums)
        self.total.show_text(_("In all {amount}").format(amount=money.text(total)))
        self._show_coming()
        self._show_undo()

    def _show_coming(self) -> None:
        while self._coming_column.count():
            old = self._coming_column.takeAt(0).widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._coming.setVisible(bool(self.coming))
        if self.coming:
            self._coming_column.addWidget(Plain(_("Every month, not written down yet: tap to write it down"), "sub"))
            buttons = [
                Button(
                    f"{expenses.label(one.kind)} {money.short(one.amount)} · {short(one.on_date)}",
                    icon="check",
                    on=lambda one=one: self._book(one),  # type: ignore[misc]
                )
                for one in self.coming
            ]
            self._coming_column.addWidget(drawn_row(buttons))

    def _show_undo(self) -> None:
        row = self.table.current()
        self.undo_button.setVisible(row is not None and not row.taken_back and not row.takes_back)

    def undo(self) -> None:
        """Take the marked one back."""
        row = self.table.current()
        if row is not None:
            self._undo(row)


def _tone(row: "Spent") -> str:
    return "muted" if row.taken_back or row.takes_back else ""


def _what(row: "Spent") -> str:
    back = _("taken back") if row.taken_back or row.takes_back else ""
    return " · ".join(part for part in (expenses.label(row.kind), row.note, back) if part)
