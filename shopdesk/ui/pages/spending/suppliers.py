"""Suppliers: who they are, what is owed and until when; one of them with the whole book."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate
from shopdesk.shop import containers, suppliers
from shopdesk.ui import theme
from shopdesk.ui.pages.customers.crates import words
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, plain, scrolled
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.payouts import PaidOut
    from shopdesk.shop.receiving import Received
    from shopdesk.shop.suppliers import Line, Supplier
    from shopdesk.ui.pages.stock.sides import Bringer
    from shopdesk.ui.shell import Window

LINES = {
    "receive": N_("Bought on credit"),
    "return": N_("Sent back"),
    "reversal": N_("Taken back"),
    "payout": N_("Paid"),
}


class SuppliersPane(QWidget):
    """`paid(payout)`, `gave(paper)` and `exchanged(satang)` after a deed."""

    def __init__(
        self,
        win: "Window",
        paid: "Callable[[PaidOut], object]",
        gave: "Callable[[Received], object]",
        exchanged: Callable[[int], object],
    ) -> None:
        super().__init__()
        self._win, self._paid, self._gave, self._exchanged = win, paid, gave, exchanged
        self.supplier: Supplier | None = None
        self.panes = Panes(self._list(), self._side(), width=530)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)

    def _list(self) -> QWidget:
        main, column = plain()
        self.table: FittingTable[Supplier] = FittingTable(
            [
                Column(_("Supplier"), lambda row: row.name, strong=True),
                Column(_("Telephone"), lambda row: row.phone, width=130),
                Column(_("Owed"), lambda row: money.text(row.balance) if row.balance else "", right=True, width=110),
                Column(_("Pay before"), lambda row: short(row.due_on), width=132, tone=self._late),
            ],
            _("Suppliers"),
            {1: 600, 3: 420},
        )
        self.table.picked.connect(lambda row: self.choose(row.id))
        self.table.opened.connect(lambda _row: self.panes.show_side(True))
        self.table.clicked.connect(lambda _index: self.panes.show_side(True))
        self.empty = Empty("truck-delivery", _("No suppliers yet."), _("Add the first one you buy from."))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.sum = Elided("", "sub")
        column.addWidget(self.sum)
        return main

    def _side(self) -> QWidget:
        side, column = card()
        self.name = Elided("", "h")
        self.facts = Plain("", "sub", wrap=True)
        self.owed = Amount(34)
        self.holds = Plain("", "sub", wrap=True)
        for part in (self.name, self.facts, self.owed, self.holds):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.pay_button = Button(_("Pay out"), icon="cash", on=self.pay)
        self.back_button = Button(_("Send goods back"), icon="arrow-back-up", on=self.give_back)
        row.addWidget(self.pay_button, 1)
        row.addWidget(self.back_button, 1)
        column.addLayout(row)
        self.crates = Button(_("Exchange containers"), icon="package", on=self.exchange)
        column.addWidget(self.crates)
        self.book: FittingTable[Line] = FittingTable(
            [
                Column(_("Date"), lambda row: thaidate.day(row.at.astimezone(clock.BANGKOK).date()), width=126),
                Column(_("What"), lambda row: " ".join(filter(None, (_(LINES.get(row.kind, row.kind)), row.paper)))),
                Column(_("Amount"), lambda row: money.short(row.amount), right=True, width=90),
                Column(_("Owed"), lambda row: money.short(row.balance), right=True, width=90, strong=True),
            ],
            _("The book"),
            {0: 380},
        )
        self.book.setMinimumHeight(theme.px(140))
        column.addWidget(self.book, 1)
        self.choose(None)
        return scrolled(side)

    def _late(self, row: "Supplier") -> str:
        today = self._win.clock().astimezone(clock.BANGKOK).date().isoformat()
        return "danger_text" if row.due_on and row.due_on < today else ""

    def look(self) -> None:
        """Read them anew."""
        if self._win.office is None:
            return
        with self._win.office.reading(self._win.actor) as desk:
            found = suppliers.listing(desk)
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.panes.leave_alone(not found)
        owed = sum(max(one.balance, 0) for one in found)
        self.sum.show_text(_("Owed in all: {amount}").format(amount=money.text(owed)) if found else "")
        self.choose(self.supplier.id if self.supplier else None)

    def choose(self, supplier: int | None) -> None:
        """Show one of them with the book."""
        found = next((row for row in self.table.rows.rows() if row.id == supplier), None)
        self.supplier = found
        self.name.show_text(found.name if found else _("Choose a supplier."))
        facts = [found.phone, found.tax_number] if found else []
        if found and found.credit_days:
            facts.append(_("{days} days of credit").format(days=found.credit_days))
        self.facts.show_text(" · ".join(filter(None, facts)))
        self.owed.set_amount(found.balance if found else 0)
        self.pay_button.setEnabled(found is not None and found.balance > 0)
        self.back_button.setEnabled(found is not None)
        lines: list[Line] = []
        held, known = "", False
        if found is not None and self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                lines = suppliers.lines(desk, found.party)[::-1]
                held = words(containers.balances(desk, "supplier", found.party))
                known = bool(containers.listing(desk))
        self.holds.show_text(held)
        self.holds.setVisible(bool(held))
        self.crates.setVisible(known)
        self.book.show_rows(lines, keep=False)

    def pay(self) -> None:
        """All or a part."""
        from shopdesk.ui.pages.spending.sheets import PaySupplierSheet

        if self.supplier is not None and self.supplier.balance > 0:
            self._win.open(PaySupplierSheet(self._win, self.supplier).answered(self._paid))

    def exchange(self) -> None:
        """Full containers came, empty ones go."""
        from shopdesk.ui.pages.spending.exchange import ExchangeSheet

        if self.supplier is not None and self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                known = containers.listing(desk)
            self._win.open(ExchangeSheet(self._win, self.supplier, known).answered(self._exchanged))

    def give_back(self) -> None:
        """Goods go back, taken off what is owed."""
        from shopdesk.ui.pages.spending.sheets import GiveBackSheet

        if self.supplier is not None:
            self._win.open(GiveBackSheet(self._win, self.supplier).answered(self._gave))

    def new(self) -> None:
        """A new supplier."""
        from shopdesk.ui.pages.stock.sides import BringerSheet

        self._win.open(BringerSheet(self._win, kinds=False).answered(self._made))

    def _made(self, made: "Bringer") -> None:
        self.look()
        rows = self.table.rows.rows()
        place = next((n for n, row in enumerate(rows) if row.party == made.supplier), -1)
        if place >= 0:
            self.table.selectRow(place)
