"""One bill at the right: its lines, how it was paid, what became of it, and what can still be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money, tender, thaidate
from shopdesk.core.quantity import text as quantity_text
from shopdesk.shop.history import Bill, Line, PaidBy
from shopdesk.ui import theme
from shopdesk.ui.pages.bills import words
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided, Plain

ONE_ROW = 520


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the buttons do: `confirm` and `bank` get a payment's id, `show` a bill's."""

    print_: Callable[[], object]
    refund: Callable[[], object]
    void: Callable[[], object]
    confirm: Callable[[int], object]
    bank: Callable[[int], object]
    show: Callable[[int], object]
    close: Callable[[], object]


class Detail(QFrame):
    """A bill with its buttons; empty until one is chosen."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._deeds = deeds
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget = QWidget()
        self._column.addWidget(self._content)
        self.print_button = self.refund_button = self.void_button = Button()
        self.close_button = Button("", "icon", icon="x", name=_("Back to the list"), key="Esc", on=deeds.close)
        self.confirm_buttons: list[Button] = []
        self._row: QBoxLayout | None = None
        self.bill: Bill | None = None
        self.show_bill(None)

    def show_bill(self, bill: Bill | None) -> None:
        """Show another bill, or the words for none."""
        self.bill, self._row = bill, None
        self.close_button.setParent(None)
        content = self._empty() if bill is None else self._made(bill)
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All buttons in one row where there is room: a wide bill is a low one."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        if self._row is not None:
            wide = self.width() >= theme.px(ONE_ROW)
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._row.setDirection(way)

    def said(self) -> list[str]:
        """Every sentence shown, from the top."""
        labels = cast("list[Plain]", self._content.findChildren(Plain))
        return [label.said() for label in labels if label.said()]

    def _empty(self) -> QWidget:
        return Empty("receipt", _("Choose a bill."), _("Then print it again, give money back or take it back."))

    def _made(self, bill: Bill) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(bill))
        column.addWidget(self._middle(bill), 1)
        column.addWidget(self._foot(bill))
        return whole

    def _head(self, bill: Bill) -> QFrame:
        head, row = QFrame(), QHBoxLayout()
        head.setProperty("kind", "head")
        head.setLayout(row)
        row.setContentsMargins(theme.px(20), theme.px(12), theme.px(12), theme.px(12))
        titles = QVBoxLayout()
        titles.setSpacing(0)
        first = QHBoxLayout()
        first.addWidget(Plain(words.heading(bill.entry), "title"))
        first.addSpacing(theme.px(10))
        tone = {"accent_text": "accent", "danger_text": "danger"}.get(words.tone(bill.entry), "muted")
        first.addWidget(Elided(words.state(bill.entry), "strong", tone=tone), 1)
        titles.addLayout(first)
        titles.addWidget(Elided(f"{thaidate.moment(bill.entry.at)} · {bill.entry.cashier}", "sub"))
        if bill.customer:
            titles.addWidget(Elided(_("Customer {name}").format(name=bill.customer), "strong"))
        row.addLayout(titles, 1)
        row.addWidget(self.close_button)
        return head

    def _middle(self, bill: Bill) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Lines of the bill"))
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(8))
        for line in bill.lines:
            column.addLayout(_line(line))
            column.addWidget(_rule())
        self._became(bill, column)
        self.confirm_buttons = []
        if len(bill.payments) > 1:
            self._put_payments(bill, column)
        column.addStretch(1)
        area.setWidget(inner)
        return area

    def _became(self, bill: Bill, column: QVBoxLayout) -> None:
        for sentence in words.story(bill):
            column.addWidget(Plain(sentence, "sub", wrap=True))
        for other in (*([bill.refund_of] if bill.refund_of else []), *bill.refunds):
            link = f"{words.heading(other)} · {money.text(other.total)}"
            column.addWidget(Button(link, "link", on=lambda sale=other.id: self._deeds.show(sale)))  # type: ignore[misc]

    def _foot(self, bill: Bill) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "well")
        column = QVBoxLayout(foot)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(8))
        total = QHBoxLayout()
        total.addWidget(Plain(_("Total"), "strong"))
        amount = Amount(34)
        amount.set_amount(bill.entry.total)
        total.addWidget(amount, 1)
        column.addLayout(total)
        if len(bill.payments) <= 1:
            self._put_payments(bill, column)
        column.addLayout(self._buttons(bill))
        return foot

    def _put_payments(self, bill: Bill, column: QVBoxLayout) -> None:
        """One stands below the total; several are among what can be moved, so that a low window holds the rest."""
        for paid in bill.payments:
            column.addLayout(self._payment(paid, bill))

    def _payment(self, paid: PaidBy, bill: Bill) -> QVBoxLayout:
        column, row = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(theme.px(4))
        row.addWidget(Elided(_payment_words(paid), "sub"), 1)
        figure = Figure()
        figure.set_amount(paid.amount)
        row.addWidget(figure)
        column.addLayout(row)
        if paid.state and not bill.entry.voided:
            column.addLayout(self._standing(paid))
        return column

    def _standing(self, paid: PaidBy) -> QHBoxLayout:
        """How sure the money of this payment is, and the next step for who may take it."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        tone = "accent" if paid.can_confirm else "muted"
        row.addWidget(Elided(tender.state_label(paid.state), "sub", tone=tone), 1)
        if paid.can_confirm:
            button = Button(_("Money is in"), "strip", icon="check", on=lambda: self._deeds.confirm(paid.id))
        elif paid.can_bank:
            button = Button(_("On the account"), "strip", icon="check", on=lambda: self._deeds.bank(paid.id))
        else:
            return row
        self.confirm_buttons.append(button)
        row.addWidget(button)
        return row

    def _buttons(self, bill: Bill) -> QBoxLayout:
        self._row = column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.refund_button = Button(_("Give money back"), icon="receipt-refund", on=self._deeds.refund)
        self.void_button = Button(_("Void the bill"), "danger", icon="ban", on=self._deeds.void)
        for button, offered in ((self.refund_button, bool(bill.refundable)), (self.void_button, bill.voidable)):
            row.addWidget(button, 1)
            if not offered:
                button.hide()
        column.addLayout(row, 2)
        print_words = _("Print again") if bill.prints else _("Print")
        self.print_button = Button(print_words, "primary", icon="printer", key="Ctrl+P", on=self._deeds.print_)
        column.addWidget(self.print_button, 1)
        return column


def _payment_words(paid: PaidBy) -> str:
    if paid.kind == "change":
        return _("Change")
    return _("Back: {tender}").format(tender=paid.label) if paid.kind in ("refund", "void") else paid.label


def _line(line: Line) -> QVBoxLayout:
    column, first = QVBoxLayout(), QHBoxLayout()
    column.setSpacing(0)
    first.addWidget(Elided(line.name, "strong"), 1)
    figure = Figure()
    figure.set_amount(line.net)
    first.addWidget(figure)
    column.addLayout(first)
    second = QHBoxLayout()
    second.addWidget(Elided(line.quantity, "sub"), 1)
    if line.refunded:
        back = _("{quantity} went back").format(quantity=quantity_text(line.refunded))
        second.addWidget(Plain(back, "cap", tone="danger"))
    column.addLayout(second)
    return column


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", "rule")
    return rule
