"""ผู้ขาย-รายจ่าย: what is owed to whom until when, and what the shop spends."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.spending.expenses import ExpensesPane
from shopdesk.ui.pages.spending.suppliers import SuppliersPane
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk
    from shopdesk.shop.expenses import Coming, Spent
    from shopdesk.shop.payouts import PaidOut
    from shopdesk.shop.receiving import Received
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class SpendingPage(Page):
    """Two sides of money out; whatever is written down can be taken back."""

    name = "spending"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        both = [("suppliers", _("Suppliers")), ("expenses", _("Expenses"))]
        self.which = Segments(both, "suppliers", self.choose)
        self.main = Button(
            "", "primary", icon="plus", icon_color="on_primary", key="Ctrl+N", name=_("New"), on=lambda: self.new()
        )
        whole.addWidget(Head(window, self.name))
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.main)
        whole.addLayout(row)
        whole.addWidget(self.strip)
        self.suppliers = SuppliersPane(window, self._paid, self._gave, self._exchanged)
        self.expenses = ExpensesPane(window, self._book, self._undo_expense)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.suppliers)
        self.stack.addWidget(self.expenses)
        whole.addWidget(self.stack, 1)
        self.toast = Toast()
        whole.addWidget(self.toast)
        self.choose("suppliers")
        window.bus.data_ready.connect(self.enter)

    # What the window calls

    def enter(self) -> None:
        """Read it anew; the keyboard goes to the list."""
        self.look()
        pane = self.suppliers if self.which.value() == "suppliers" else self.expenses
        (self.main if pane.table.isHidden() else pane.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: from one of them to the list."""
        panes = self.suppliers.panes if self.which.value() == "suppliers" else self.expenses.panes
        return panes.back()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {"new": self.new, "undo": self.toast.undo}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [
            (_("Write an expense down"), self.new_expense),
            (_("New supplier"), self.new_supplier),
            (_("Pay the supplier"), self.suppliers.pay),
            (_("Send goods back"), self.suppliers.give_back),
            (_("Exchange containers"), self.suppliers.exchange),
        ]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("What is owed comes from loads that are paid later."),
            _("Pay all of it, or a part; the rest stays in the book."),
            _("Goods given back lower what is owed."),
            _("An expense from the drawer leaves the day's cash."),
            _("What comes every month is offered, never written down by itself."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the choice, the list, the side."""
        pane = self.suppliers if self.which.value() == "suppliers" else self.expenses
        return [self.which, pane.table, self.main]

    def keep(self) -> object:
        """Which side, and who."""
        return self.which.value(), self.expenses.month, self.suppliers.supplier

    def restore(self, kept: Any) -> None:
        """Put it back."""
        which, self.expenses.month, self.suppliers.supplier = kept
        self.which.choose(which)
        self.choose(which)

    # Looking

    def choose(self, which: str) -> None:
        """Suppliers or expenses."""
        self.which.choose(which)
        expenses = which == "expenses"
        self.stack.setCurrentWidget(self.expenses if expenses else self.suppliers)
        self.main.say(_("Write an expense down") if expenses else _("New supplier"))
        self.look()

    def look(self) -> None:
        """Read what is shown; who may not see it is told so."""
        if self.win.office is None:
            return
        try:
            if self.which.value() == "suppliers":
                self.suppliers.look()
            else:
                self.expenses.look()
        except ShopError as error:
            self.refuse(error)

    # Deeds

    def new(self) -> None:
        """A new supplier or expense, by what is shown."""
        if self.which.value() == "suppliers":
            self.new_supplier()
        else:
            self.new_expense()

    def new_supplier(self) -> None:
        """Somebody the shop buys from."""
        self.choose("suppliers")
        self.suppliers.new()

    def new_expense(self) -> None:
        """Money that was spent."""
        from shopdesk.ui.pages.spending.sheets import ExpenseSheet

        self.choose("expenses")
        self.win.open(ExpenseSheet(self.win).answered(self._spent))

    def _spent(self, expense: str) -> None:
        self._say(_("The expense is written down."), lambda: self._take_back_expense(expense))

    def _book(self, coming: "Coming") -> None:
        from shopdesk.shop import expenses

        def book(desk: "Desk") -> str:
            return expenses.spend(
                desk, coming.kind, coming.amount, coming.paid_by, note=coming.note, on_date=coming.on_date
            )

        self._do(book, self._spent)

    def _undo_expense(self, spent: "Spent") -> None:
        self._take_back_expense(spent.uid)

    def _take_back_expense(self, expense: str) -> None:
        from shopdesk.shop import expenses

        self._do(lambda desk: expenses.take_back(desk, expense), lambda _uid: self._say(_("It is taken back."), None))

    def _paid(self, paid: "PaidOut") -> None:
        words = _("Paid {name} {amount} · {number}").format(
            name=paid.name, amount=money.text(paid.amount), number=paid.number
        )
        self._say(words, lambda: self._take_back_payout(paid.number))

    def _take_back_payout(self, number: str) -> None:
        from shopdesk.shop import payouts

        self._do(lambda desk: payouts.take_back(desk, number), lambda _made: self._say(_("It is taken back."), None))

    def _gave(self, paper: "Received") -> None:
        words = _("Given back: {number} · {amount}").format(number=paper.number, amount=money.text(paper.total))
        self._say(words, lambda: self._take_back_paper(paper.number))
        self.win.bus.goods_changed.emit()

    def _exchanged(self, amount: int) -> None:
        told = (
            _("Containers are exchanged. Paid {amount}.") if amount >= 0 else _("Containers went. {amount} came back.")
        )
        self._say(told.format(amount=money.text(abs(amount))), None)

    def _take_back_paper(self, number: str) -> None:
        from shopdesk.shop import reversing

        self._do(lambda desk: reversing.reverse(desk, number), lambda _made: self._say(_("It is taken back."), None))
        self.win.bus.goods_changed.emit()

    def _say(self, words: str, undo: "Callable[[], object] | None") -> None:
        self.toast.offer(words, undo)
        self.look()
        self.win.bus.day_changed.emit()

    def _do(self, deed: "Callable[[Desk], Any]", then: "Callable[[Any], object]") -> None:
        def attempt(approver: "Actor | None") -> Any:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return deed(desk)

        self.win.attempt(attempt, then)
