"""Containers between the shop and a supplier: full ones came, empty ones go, one for one without money."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity
from shopdesk.shop.containers import Container
from shopdesk.ui import theme
from shopdesk.ui.pages.spending.purses import Purses
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import QuantityStepper
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.suppliers import Supplier
    from shopdesk.ui.shell import Window

MOST = 9_999 * quantity.ONE


class ExchangeSheet(Sheet):
    """A row for each container. Answers what was paid in satang (negative: what came back)."""

    def __init__(self, win: "Window", supplier: "Supplier", known: Sequence[Container]) -> None:
        super().__init__(_("Containers · {name}").format(name=supplier.name), width=700)
        self._win, self._supplier, self._known = win, supplier, known
        self.came: dict[int, QuantityStepper] = {}
        self.went: dict[int, QuantityStepper] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 1)
        grid.addWidget(Plain(_("Full ones came"), "label"), 0, 1)
        grid.addWidget(Plain(_("Empties went"), "label"), 0, 2)
        for number, one in enumerate(known, 1):
            self._put(grid, number, one)
        self.body.addLayout(grid)
        if not known:
            self.body.addWidget(Empty("package", _("No containers yet."), _("Add one in the details of goods.")))
        self.words = Plain("", "strong", wrap=True)
        self.purses = Purses()
        self.body.addWidget(self.words)
        self.body.addWidget(self.purses)
        self.main = PayButton(_("Exchange"), icon="package", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.came[known[0].id].field if known else None
        self._show()

    def _put(self, grid: QGridLayout, row: int, one: Container) -> None:
        grid.addWidget(Elided(f"{one.name} · {money.short(one.deposit)}", "strong"), row, 0)
        for column, steppers in ((1, self.came), (2, self.went)):
            stepper = QuantityStepper(0, highest=MOST, name=one.name)
            stepper.changed.connect(lambda _qty: self._show())
            stepper.field.returnPressed.connect(self.enter)
            steppers[one.id] = stepper
            grid.addWidget(stepper, row, column)

    def _sum(self) -> int:
        net = {one.id: self.came[one.id].qty() - self.went[one.id].qty() for one in self._known}
        sums = (money.times(one.deposit, abs(net[one.id])) * (1 if net[one.id] >= 0 else -1) for one in self._known)
        return sum(sums)

    def _show(self) -> None:
        total = self._sum()
        paid, back = _("Deposit to pay: {amount}"), _("Deposit that comes back: {amount}")
        said = (paid if total > 0 else back).format(amount=money.text(abs(total)))
        self.words.show_text(said if total else _("One for one costs nothing."))
        if self.purses.isHidden() != (total == 0):
            self.purses.setVisible(total != 0)
            self.refit()
        self.main.set_amount(abs(total))

    def enter(self) -> None:
        """Write it down."""
        if self.ready():
            self._win.attempt(self._exchange, self.finish, self.strip.refuse)

    def _exchange(self, approver: "Actor | None") -> int:
        from shopdesk.shop import containers

        moved = [one for one in self._known if self.came[one.id].qty() or self.went[one.id].qty()]
        if not moved:
            raise Invalid(N_("Nothing was exchanged yet."), hint=N_("Say how many came and how many went."))
        party, purse = self._supplier.party, self.purses.value()
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return sum(
                containers.exchange(desk, one.id, party, self.came[one.id].qty(), self.went[one.id].qty(), purse)
                for one in moved
            )
