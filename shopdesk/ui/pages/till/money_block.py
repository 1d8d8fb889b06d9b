"""Below the bill: what it comes to, quick cash, the other ways, and the one green button."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import cash, money
from shopdesk.ui import keys, theme
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button, CashButton, PayButton
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.selling import Due

# Under this height, at 100 %, note pictures hide so that the bill keeps its lines.
LOW_WINDOW = 700
LOWEST_FOR_OTHERS, LOWEST_FOR_QUICK = 540, 440
TALL, SHORT = 78, 62


class MoneyBlock(QFrame):
    """`pay` opens the pay sheet on a tab ("cash", "promptpay", "mixed"); `give` finishes with this cash handed over."""

    def __init__(self, pay: Callable[[str], object], give: Callable[[int], object]) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        self._amounts: tuple[int, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), theme.px(14))
        column.setSpacing(theme.px(8))
        self.count, self.why, self.off = Plain("", "sub"), Plain("", "sub"), Figure()
        top = QHBoxLayout()
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.why)
        top.addWidget(self.off)
        column.addLayout(top)
        self.total = Amount(46)
        middle = QHBoxLayout()
        middle.addWidget(Plain(_("Total due"), "strong"))
        middle.addWidget(self.total, 1)
        column.addLayout(middle)
        self._row = QWidget()
        self._quick = QHBoxLayout(self._row)
        self._quick.setContentsMargins(0, 0, 0, 0)
        self._quick.setSpacing(theme.px(8))
        self._row.setFixedHeight(theme.px(TALL))
        self.quick_buttons = [CashButton(keys.label(f"cash-{number}", "till"), give) for number in range(1, 5)]
        for button in self.quick_buttons:
            button.hide()
            self._quick.addWidget(button, 1)
        column.addWidget(self._row)
        others = QHBoxLayout()
        others.setSpacing(theme.px(8))
        self.promptpay = Button(
            _("PromptPay"),
            icon="qrcode",
            icon_color="info",
            key=keys.label("promptpay", "till"),
            on=lambda: pay("promptpay"),
        )
        self.mixed = Button(
            _("Several ways"), icon="arrows-split-2", key=keys.label("mixed", "till"), on=lambda: pay("mixed")
        )
        others.addWidget(self.promptpay, 1)
        others.addWidget(self.mixed, 1)
        column.addLayout(others)
        self.pay = PayButton(_("Pay"), icon="cash", on=lambda: pay("cash"))
        column.addWidget(self.pay)

    def show_due(self, due: "Due", lines: int, discount: int) -> None:
        """Show what a bill comes to; `discount` in satang."""
        self.count.show_text(_("{count} items").format(count=lines) if lines != 1 else _("1 item"))
        self.why.show_text(_("Discount"))
        self.off.set_amount(-discount)
        self.why.setVisible(discount > 0)
        self.off.setVisible(discount > 0)
        self.total.set_amount(due.exact)
        self.pay.set_amount(due.exact)
        self._show_quick(cash.quick_amounts(due.cash) if lines else (), due.cash)
        for button in (self.promptpay, self.mixed, self.pay):
            button.setEnabled(lines > 0)

    def _show_quick(self, amounts: tuple[int, ...], due: int) -> None:
        self._amounts = amounts
        for number, button in enumerate(self.quick_buttons):
            button.setVisible(number < len(amounts))
        for button, amount in zip(self.quick_buttons, amounts, strict=False):
            exact = amount == due
            head = _("Exact") if exact else money.short(amount)
            foot = _("no change") if exact else _("change {amount}").format(amount=money.short(amount - due))
            button.show_amount(amount, head, foot, exact=exact)

    def quick(self, number: int) -> int | None:
        """The amount of quick cash 1 to 4; None where there is none."""
        return self._amounts[number - 1] if number <= len(self._amounts) else None

    def fit(self, height: int) -> None:
        """Note pictures, then the other ways, then quick cash go where the window is low; Pay stays in view."""
        self._row.setVisible(height >= theme.px(LOWEST_FOR_QUICK))
        for button in (self.promptpay, self.mixed):
            button.setVisible(height >= theme.px(LOWEST_FOR_OTHERS))
        tall = height >= theme.px(LOW_WINDOW)
        self._row.setFixedHeight(theme.px(TALL if tall else SHORT))
        for quick in self.quick_buttons:
            quick.set_tall(tall)
