"""The ways of paying the owner named: the amount is typed into another app, the cashier then says that it is in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.i18n import N_, _
from shopdesk.core.tender import Tender
from shopdesk.shop.settling import Paid
from shopdesk.ui import theme
from shopdesk.ui.pages.pay.tab import Tab
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet

ICONS = {"qr": "qrcode", "bank": "building-bank", "card": "credit-card", "phone": "device-mobile", "cash": "cash"}


def icon_of(way: Tender) -> str:
    """The picture of a way of paying."""
    return ICONS.get(way.icon, "wallet")


def digits_field(count: int) -> Field:
    """The field for the last digits of another app's reference, of which so many are asked for."""
    field = Field(name=_("Last digits"))
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    ask_for(field, count)
    return field


def ask_for(field: Field, count: int) -> None:
    """So many last digits from now on."""
    field.setMaxLength(max(count, 1))
    field.setPlaceholderText(_("last {count} digits").format(count=count))


class NamedTab(Tab):
    """The list at the left, the amount to type over there at the right."""

    name = "named"
    done = N_("The money is in")
    waits = True

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__(sheet, bill)
        self.ways = bill.named()
        row, left, right = self.halves()
        if not self.ways:
            left.addWidget(Empty("wallet", _("No other ways of paying."), _("The owner adds them under Settings.")))
            return
        left.addWidget(self._list())
        left.addStretch(1)
        right.addWidget(self._amount_card(), 1)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        self.choose(self.ways[0].code)

    def _list(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "segments")
        column = QVBoxLayout(frame)
        column.setContentsMargins(*[theme.px(4)] * 4)
        column.setSpacing(theme.px(4))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for way in self.ways:
            button = Button(way.label(), "segment", icon=icon_of(way), on=lambda code=way.code: self.pick(code))  # type: ignore[misc]
            button.setCheckable(True)
            button.setMinimumHeight(theme.px(52))
            self._group.addButton(button)
            self.buttons[way.code] = button
            column.addWidget(button)
        return frame

    def _amount_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMinimumWidth(theme.px(300))
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(8))
        self.where = Plain("", "h", wrap=True)
        column.addWidget(self.where)
        self.amount = Amount(64)
        self.amount.set_amount(self.bill.due.exact)
        column.addWidget(self.amount)
        self.digits = digits_field(0)
        self.digits_row = Row(_("Last digits"), self.digits, _("May be left out. It is printed on the receipt."))
        self.digits_row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self.digits_row)
        column.addStretch(1)
        words = _("Press the button only after the other app or terminal says it is paid.")
        column.addWidget(Plain(words, "sub", wrap=True))
        return card

    @property
    def chosen(self) -> Tender:
        """The way of paying that is on."""
        return next(way for way in self.ways if self.buttons[way.code].isChecked())

    def pick(self, code: str) -> None:
        """A person chose a way of paying."""
        self.choose(code)
        self.sheet.changed()
        self.sheet.focus_button()

    def choose(self, code: str) -> None:
        """Show what to do for this way of paying."""
        self.buttons[code].setChecked(True)
        way = self.chosen
        self.where.show_text(_("Type this amount there: {tender}").format(tender=way.label()))
        ask_for(self.digits, way.digits)
        self.digits_row.setVisible(way.digits > 0)

    def step(self, direction: int) -> None:
        """The way of paying above or below."""
        codes = [way.code for way in self.ways]
        self.pick(codes[(codes.index(self.chosen.code) + direction) % len(codes)])

    def show_bill(self, bill: "PayBill") -> None:
        """Another amount."""
        super().show_bill(bill)
        if self.ways:
            self.amount.set_amount(bill.due.exact)

    def enter(self) -> None:
        """The button is next: there is nothing that must be typed."""
        self.sheet.focus_button()

    def can_pay(self) -> bool:
        """Only where the owner named something."""
        return bool(self.ways)

    def payments(self) -> list[Paid]:
        """The whole bill by the chosen way."""
        digits = self.digits.value() if self.chosen.digits else ""
        return [Paid(self.chosen.code, self.bill.due.exact, state="confirmed_cashier", digits=digits)]

    def keep(self) -> dict[str, str]:
        """The chosen way and the digits."""
        return {"way": self.chosen.code, "digits": self.digits.text()} if self.ways else {}

    def restore(self, kept: dict[str, str]) -> None:
        """Choose it again."""
        if kept.get("way") in getattr(self, "buttons", {}):
            self.choose(kept["way"])
            self.digits.setText(kept.get("digits", ""))
