"""Giving money back by lines, and taking a bill back whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.shop.history import Bill
from shopdesk.ui import theme
from shopdesk.ui.pages.bills import words
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.reasons import Reasons
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import QuantityStepper
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.refunds import Quote, Refundable, Refunded
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


# In a window at least as high as this at 100 %, the reasons stand outside what can be moved.
ROOMY = 560


class RefundSheet(Sheet):
    """Which lines go back and how much of each; answers the refund that was made."""

    def __init__(self, win: "Window", bill: Bill) -> None:
        super().__init__(_("Give money back · {bill}").format(bill=words.heading(bill.entry)), width=760)
        self._win, self._bill = win, bill
        self.steppers: dict[int, QuantityStepper] = {}
        for row in bill.refundable:
            self.body.addWidget(self._row(row))
        self._foot = QVBoxLayout()
        self._foot.setSpacing(theme.px(8))
        self.buttons.addLayout(self._foot)
        self._put_reasons(self._foot if win.height() >= theme.px(ROOMY) else self.body)
        self._put_buttons()
        self.first = next(iter(self.steppers.values())).field
        for stepper in self.steppers.values():
            stepper.changed.connect(self._changed)
            stepper.field.returnPressed.connect(self.enter)
        self.reasons.field.returnPressed.connect(self.enter)
        self._changed()

    def _put_reasons(self, column: QVBoxLayout) -> None:
        """Below the lines that can be moved, so that nobody has to look for them; within these in a low window."""
        column.addWidget(Plain(_("Why? (may stay empty)"), "label"))
        self.reasons = Reasons([_("Goods are bad"), _("Wrong goods"), _("Customer changed their mind")])
        column.addWidget(self.reasons)

    def _put_buttons(self) -> None:
        self.back = Plain("", "sub", wrap=True)
        self.back.setMinimumHeight(theme.px(26))
        self.ways = QFrame()
        self.ways.setProperty("kind", "plain")
        self._ways = QHBoxLayout(self.ways)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(theme.px(8))
        self._ways.addWidget(Plain(_("Give back by"), "label"))
        self._by = QButtonGroup(self)
        self._ways.addStretch(1)
        self._foot.addWidget(self.ways)
        self._foot.addWidget(self.back)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.whole = Button(_("Everything goes back"), icon="check", on=self.take_all)
        self.main = PayButton(_("Give back"), icon="receipt-refund", on=self.enter)
        row.addWidget(self.whole)
        row.addWidget(self.main, 1)
        self._foot.addLayout(row)

    def _row(self, row: "Refundable") -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "plain")
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Elided(row.name, "strong"))
        left = unit.quantity_text(row.left, row.unit)
        texts.addWidget(
            Elided(_("{left} can go back · {amount}").format(left=left, amount=money.text(row.net_left)), "sub")
        )
        line.addLayout(texts, 1)
        # Weighed goods go back as one: nobody steps through grams.
        step = row.left if unit.measured(row.unit) else quantity.ONE
        stepper = QuantityStepper(0, highest=row.left, step=step, name=row.name)
        self.steppers[row.line] = stepper
        line.addWidget(stepper)
        return frame

    def parts(self) -> dict[int, int]:
        """Line → thousandths that go back, the chosen ones only."""
        return {line: stepper.qty() for line, stepper in self.steppers.items() if stepper.qty()}

    def take_all(self) -> None:
        """Everything that is left goes back."""
        for row in self._bill.refundable:
            self.steppers[row.line].set_qty(row.left)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def quote(self) -> "Quote":
        """What would go back."""
        from shopdesk.shop import refunds

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            return refunds.quote(desk, self._bill.entry.id, self.parts(), self.by())

    def by(self) -> str:
        """The code of the way the money goes back by first; empty where nobody chose."""
        return str(self._by.checkedButton().property("code")) if self._by.checkedId() >= 0 else ""

    def _offer_ways(self, ways: Sequence[tuple[str, str]]) -> None:
        """The ways the bill was paid by, to choose one; the first holds until somebody does."""
        self.ways.setVisible(len(ways) > 1)
        if ways and self._by.checkedId() < 0:
            for place, (code, label) in enumerate(ways):
                chip = Button(label, "chip", on=self._chosen)
                chip.setCheckable(True)
                chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                chip.setProperty("code", code)
                self._by.addButton(chip, place)
                self._ways.insertWidget(place + 1, chip)
            self._by.button(0).setChecked(True)

    def _chosen(self) -> None:
        self._changed()
        if self._by.checkedButton().hasFocus():
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, _qty: int = 0) -> None:
        quote = self.quote()
        self._offer_ways(quote.ways)
        told = [ways_back(quote.back) or _("Choose what goes back with − and +.")]
        told += [_("Nobody saw this money come. Look into the bank first.")] if quote.unseen else []
        self.back.show_text(" · ".join(told))
        self.main.set_amount(quote.paid)
        self.main.setEnabled(bool(self.parts()))

    def enter(self) -> None:
        """Give the money back; the owner's PIN stands in for a missing right."""
        if not self.parts() or not self.ready():
            return
        self._win.attempt(self._refund, self.finish, self.strip.refuse)

    def _refund(self, approver: "Actor | None") -> "Refunded":
        from shopdesk.shop import refunds

        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return refunds.refund(desk, self._bill.entry.id, self.parts(), self.reasons.value(), self.by())


class VoidSheet(Sheet):
    """Why a bill is taken back whole; answers its number."""

    def __init__(self, win: "Window", bill: Bill) -> None:
        super().__init__(_("Void {bill}?").format(bill=words.heading(bill.entry)), width=640)
        self._win, self._bill = win, bill
        row = QHBoxLayout()
        row.addWidget(Plain(_("Money goes back the way it came"), "sub"))
        amount = Amount(34, color="danger_text")
        amount.set_amount(bill.entry.total)
        row.addWidget(amount, 1)
        self.body.addLayout(row)
        self.body.addWidget(
            Plain(_("The bill keeps its number and counts as void. This cannot be undone."), "sub", wrap=True)
        )
        self.body.addWidget(Plain(_("Why?"), "label"))
        self.reasons = Reasons([_("Rung up wrongly"), _("Customer changed their mind"), _("Paid twice")])
        self.body.addWidget(self.reasons)
        self.keep = Button(_("Keep the bill"), key="Esc", on=lambda: self.finish(None))
        self.main = Button(_("Void the bill"), "danger", icon="ban", on=self.enter)
        self.buttons.addWidget(self.keep, 1)
        self.buttons.addWidget(self.main, 1)
        self.first = self.reasons.chips[0]
        self.reasons.field.returnPressed.connect(self.enter)

    def enter(self) -> None:
        """Take the bill back; the owner's PIN stands in for a missing right."""
        if self.ready():
            self._win.attempt(self._void, self.finish, self.strip.refuse)

    def _void(self, approver: "Actor | None") -> str:
        from shopdesk.shop import refunds

        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return refunds.void(desk, self._bill.entry.id, self.reasons.value())


def ways_back(back: tuple[tuple[str, int], ...]) -> str:
    """`เงินสด 60.00 · พร้อมเพย์ 20.00`."""
    return " · ".join(f"{label} {money.text(amount)}" for label, amount in back)
