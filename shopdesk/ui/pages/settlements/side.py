"""One order or payout in full, and above it what a person has to look at."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui.pages.listing.step import emptied
from shopdesk.ui.pages.settlements.words import Task, days, seen, signed
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.widgets.buttons import Button, LongButton
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.settlements import OfOrder, OfStatement

MOST = 6


class MoneySide(QWidget):
    """The card at the right of the page."""

    def __init__(
        self, open_task: Callable[[Task], object], came: Callable[[], object], back: Callable[[], object]
    ) -> None:  # fmt: skip
        super().__init__()
        self._open = open_task
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        whole.addWidget(scrolled(frame))
        self.head = Plain("", "strong", wrap=True)
        column.addWidget(self.head)
        self._tasks = QVBoxLayout()
        column.addLayout(self._tasks)
        self.title, self.body = Plain("", "h", wrap=True), Plain("", wrap=True)
        self.note = Plain("", "sub", wrap=True)
        for label in (self.title, self.body, self.note):
            column.addWidget(label)
        self.came = Button(_("The money came"), icon="coins", on=came)
        self.undo = Button(_("It did not come"), icon="arrow-back-up", on=back)
        for button in (self.came, self.undo):
            button.hide()
            column.addWidget(button)
        column.addStretch(1)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """What does not add up, the first few as buttons."""
        emptied(self._tasks)
        for task in tasks[:MOST]:
            button = LongButton(task.text, "link", icon="alert-triangle", on=lambda task=task: self._open(task))  # type: ignore[misc]
            button.setProperty("begins", "left")
            self._tasks.addWidget(button)
        many = _("{count} do not add up").format(count=len(tasks))
        self.head.show_text(many if tasks else _("Everything adds up."))
        self.head.set_tone("danger" if tasks else "primary")

    def clear(self) -> None:
        """Nothing is marked."""
        for label in (self.title, self.body, self.note):
            label.show_text("")
        self.came.hide()
        self.undo.hide()

    def show_order(self, one: "OfOrder") -> None:
        """An order, line by line."""
        self.clear()
        self.title.show_text(_("Order {number}").format(number=one.number))
        lines = [
            f"{_('Sold')}: {money.text(one.sold)}",
            f"{_('Credited')}: {money.text(one.credited)}",
            f"{_('Fees')}: {signed(one.fees)}",
            f"{_('Left')}: {signed(one.gets)}",
        ]
        self.body.show_text("\n".join(lines))
        differs = _("The platform credited {amount} other than we sold. Ask it with this number.")
        if not one.sold:
            differs = _("Nothing was sold here for this order yet: pack and hand it over first.")
        before = _("It left before this online shop was in ShopDesk: no sale of ours.") if one.before else ""
        self.note.show_text(differs.format(amount=signed(one.differs)) if one.differs else before)
        self.note.set_tone("danger" if one.differs else "muted")

    def show_statement(self, one: "OfStatement") -> None:
        """A payout, and what its lines explain."""
        self.title.show_text(_("Payout {number}").format(number=one.number))
        lines = [
            f"{one.account_name} · {days(one)}",
            f"{_('Paid out')}: {money.text(one.payout)}",
            f"{_('Its lines come to')}: {signed(one.lines)}",
            *seen(one),
        ]
        self.body.show_text("\n".join(lines))
        differs = _("{amount} is not explained by its lines. Ask the platform for this payout.")
        before = _("{amount} of it is for orders from before.").format(amount=money.text(one.before))
        said = differs.format(amount=signed(one.differs)) if one.differs else before if one.before else ""
        if one.short:
            said = _("{amount} of it did not come into the bank.").format(amount=signed(-one.short))
        self.note.show_text(said)
        self.note.set_tone("danger" if one.differs or one.short else "muted")
        self.came.setVisible(one.waits or bool(one.short))
        self.undo.setVisible(one.came is not None)

    def said(self) -> str:
        """Everything it says."""
        tasks = [self._tasks.itemAt(n).widget() for n in range(self._tasks.count())]
        buttons = [one.said() for one in tasks if isinstance(one, LongButton)]
        return "\n".join([self.head.said(), *buttons, self.title.said(), self.body.said(), self.note.said()])
