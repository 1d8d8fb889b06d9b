"""Taking a payout back, asked once."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.shop import payouts
from shopdesk.shop.payouts import PaidOut
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class UndoSheet(Sheet):
    """Answers the payout that takes it back."""

    def __init__(self, win: "Window", paid: PaidOut) -> None:
        super().__init__(_("Take back {number}?").format(number=paid.number), width=560)
        self._win, self._paid = win, paid
        amount = Amount(34, color="danger_text")
        amount.set_amount(paid.amount)
        self.body.addWidget(amount)
        words = _("{name} gives the money back and it is owed again. Both papers stay.").format(name=paid.name)
        self.body.addWidget(Plain(words, "sub", wrap=True))
        keep = Button(_("Leave it"), key="Esc", on=lambda: self.finish(None))
        self.main = Button(_("Take it back"), "danger", icon="arrow-back-up", on=self.enter)
        self.buttons.addWidget(keep, 1)
        self.buttons.addWidget(self.main, 1)
        self.first = keep

    def enter(self) -> None:
        """Take it back."""
        if self.ready():
            self._win.attempt(self._take_back, self.finish, self.strip.refuse)

    def _take_back(self, approver: "Actor | None") -> PaidOut:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return payouts.take_back(desk, self._paid.number)
