"""Cash in and out of the drawer, and a count that answers its sum."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import cash
from shopdesk.shop import closings, day
from shopdesk.shop.closings import Closing
from shopdesk.ui import printing, theme
from shopdesk.ui.pages.day.counting import DigitRow, PieceCount
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.reasons import Reasons
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class CashSheet(Sheet):
    """How much cash goes in (`sign` 1) or out (−1), and what for; answers the amount."""

    def __init__(self, win: "Window", sign: int) -> None:
        super().__init__(_("Put cash in") if sign > 0 else _("Take cash out"), width=760)
        self._win, self._sign = win, sign
        self.amount = MoneyField(big=True, name=_("How much"), on_enter=self.enter)
        self.reasons = Reasons(_ins() if sign > 0 else _outs(), columns=2)
        self.reasons.field.returnPressed.connect(self.enter)
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(Row(_("How much"), self.amount))
        left.addWidget(Plain(_("What for?"), "label"))
        left.addWidget(self.reasons)
        left.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(theme.px(20))
        halves.addLayout(left, 1)
        pad = Numpad(self.amount)
        pad.setFixedWidth(theme.px(240))
        halves.addWidget(pad)
        self.body.addLayout(halves)
        self.main = PayButton(_("Put in") if sign > 0 else _("Take out"), icon="cash", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.amount

    def enter(self) -> None:
        """Note it, and open the drawer."""
        if self.ready():
            self._win.attempt(self._move, self._moved, self.strip.refuse)

    def _move(self, approver: "Actor | None") -> int:
        amount = self._sign * self.amount.satang()
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            day.move_cash(desk, amount, self.reasons.value())
        return amount

    def _moved(self, amount: int) -> None:
        worker = printing.of(self._win)
        if worker is not None:
            worker.kick()
        self.finish(amount)


class AgreeSheet(Sheet):
    """Which sum holds after a closing whose count did not fit; answers it in satang."""

    def __init__(self, win: "Window", closing: Closing) -> None:
        super().__init__(_("Agree on the sum · {number}").format(number=closing.number), width=560)
        self._win, self._closing = win, closing
        for words, satang in ((_("Should be there"), closing.expected), (_("Counted"), closing.counted)):
            line = QHBoxLayout()
            line.addWidget(Plain(words), 1)
            figure = Figure()
            figure.set_amount(satang or 0)
            line.addWidget(figure)
            self.body.addLayout(line)
        if closing.reason:
            self.body.addWidget(Plain(_("Said when counting: {reason}").format(reason=closing.reason), wrap=True))
        self.amount = MoneyField(closing.agreed, big=True, name=_("Agreed"), on_enter=self.enter)
        self.reasons = Reasons([_("Wrong change"), _("Bought for the shop"), _("Not known")], columns=2)
        self.reasons.field.returnPressed.connect(self.enter)
        self.body.addWidget(Row(_("Agreed"), self.amount))
        self.body.addWidget(self.reasons)
        self.main = PayButton(_("This sum holds"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.amount

    def opened(self, window: "Window") -> None:
        """What is typed takes the place of the sum that holds so far."""
        self.amount.selectAll()

    def enter(self) -> None:
        """Keep it beside the closing."""
        if self.ready():
            self._win.attempt(self._agree, self.finish, self.strip.refuse)

    def _agree(self, approver: "Actor | None") -> int:
        amount = self.amount.satang()
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            closings.agree(desk, self._closing.number, amount, self.reasons.value())
        return amount


class CountSheet(Sheet):
    """A count of the drawer; answers the sum in satang."""

    def __init__(self) -> None:
        super().__init__(_("Count the money"), width=620)
        self.notes = PieceCount()
        self.sum = Amount(40)
        self.notes.changed.connect(self._changed)
        self.notes.ended.connect(self.enter)
        for part in (self.notes, DigitRow(), self.sum):
            self.body.addWidget(part)
        self.main = PayButton(_("Use this sum"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = next(iter(self.notes.fields.values()))

    def _changed(self) -> None:
        self.sum.set_amount(cash.counted(self.notes.pieces() or {}))

    def enter(self) -> None:
        """Answer the sum."""
        self.finish(self.sum.amount())


def read(field: MoneyField, row: Row) -> int | None:
    """The amount in a field, 0 where it is empty; None where it is none, and the row says why."""
    try:
        amount = field.or_none() or 0
    except ShopError as error:
        row.refuse(error)
        return None
    row.refuse(None)
    return amount


def _ins() -> list[str]:
    return [_("More change"), _("From the owner"), _("Coins from the bank"), _("Debt paid back")]


def _outs() -> list[str]:
    return [_("Bought for the shop"), _("Delivery"), _("To the owner"), _("To the bank")]
