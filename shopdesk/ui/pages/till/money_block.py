"""Below the bill: what it comes to, quick cash, the other ways, and the one green button."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

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
LOWEST_FOR_TALL_ROWS, LOWEST_FOR_QUICK = 540, 440
TALL, SHORT = 78, 62


class MoneyBlock(QFrame):
    """`pay` opens the pay sheet on a tab ("cash", "promptpay", "credit", "mixed"); `give` finishes with this cash."""

    def __init__(self, pay: Callable[[str], object], give: Callable[[int], object]) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        self._amounts: tuple[int, ...] = ()
        self._low = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), theme.px(14))
        self._column.setSpacing(theme.px(8))
        self._put_count()
        self._put_total()
        self._put_quick(give)
        self._put_ways(pay)

    def _put_count(self) -> None:
        self.count, self.why, self.off = Plain("", "sub"), Plain("", "sub"), Figure()
        self.off.hide()
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.why)
        top.addWidget(self.off)
        self._column.addWidget(self._top)

    def _put_total(self) -> None:
        self.total = Amount(46)
        middle = QHBoxLayout()
        self._heading = QVBoxLayout()
        self._heading.setSpacing(0)
        self._heading.addWidget(Plain(_("Total due"), "strong"))
        middle.addLayout(self._heading)
        middle.addWidget(self.total, 1)
        self._column.addLayout(middle)

    def _put_quick(self, give: Callable[[int], object]) -> None:
        self._row = QWidget()
        quick = QHBoxLayout(self._row)
        quick.setContentsMargins(0, 0, 0, 0)
        quick.setSpacing(theme.px(8))
        self._row.setFixedHeight(theme.px(TALL))
        self.quick_buttons = [CashButton(keys.label(f"cash-{number}", "till"), give) for number in range(1, 5)]
        for button in self.quick_buttons:
            button.hide()
            quick.addWidget(button, 1)
        self._column.addWidget(self._row)

    def _put_ways(self, pay: Callable[[str], object]) -> None:
        self._ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._ways.setSpacing(theme.px(8))
        others = QHBoxLayout()
        others.setSpacing(theme.px(8))
        self.promptpay = Button(
            _("PromptPay"),
            icon="qrcode",
            icon_color="info",
            key=keys.label("promptpay", "till"),
            on=lambda: pay("promptpay"),
        )
        self.credit = Button(
            _("On credit"), icon="notebook", key=keys.label("credit", "till"), on=lambda: pay("credit")
        )
        several = keys.label("mixed", "till")
        self.mixed = Button(icon="arrows-split-2", key=several, name=_("Several ways"), on=lambda: pay("mixed"))
        self.mixed.setFixedWidth(theme.px(48))
        for button in (self.promptpay, self.credit):
            button.setProperty("tight", "true")
        # Its word is the longer one, in both languages.
        others.addWidget(self.promptpay, 7)
        others.addWidget(self.credit, 6)
        others.addWidget(self.mixed)
        self._ways.addLayout(others, 1)
        self.pay = PayButton(_("Pay"), icon="cash", on=lambda: pay("cash"))
        self._ways.addWidget(self.pay, 1)
        self._column.addLayout(self._ways)

    def show_due(self, due: "Due", lines: int, discount: int) -> None:
        """Show what a bill comes to; `discount` in satang."""
        said = _("{count} items").format(count=lines) if lines != 1 else _("1 item")
        beside = due.exact - due.totals.total
        more = _("deposits and others {amount}").format(amount=money.text(beside)) if beside else ""
        self.count.show_text(" · ".join(filter(None, (said, more))))
        self.why.show_text(_("Discount"))
        self.off.set_amount(-discount)
        self.why.setVisible(discount > 0 and not self._low)
        self.off.setVisible(discount > 0)
        self.total.set_amount(due.exact)
        self.pay.set_amount(due.exact)
        self._show_quick(cash.quick_amounts(due.cash) if lines else (), due.cash)
        for button in (self.promptpay, self.credit, self.mixed, self.pay):
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

    def fit(self, height: int, *, beside: bool) -> None:
        """Note pictures, then the row of the count, then quick cash go where the window is low; every way of paying
        stays in view. `beside` puts the other ways and Pay side by side.
        """
        self._row.setVisible(height >= theme.px(LOWEST_FOR_QUICK))
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._ways.setDirection(way)
        self._lower(height < theme.px(LOWEST_FOR_TALL_ROWS))
        tall = height >= theme.px(LOW_WINDOW)
        self._row.setFixedHeight(theme.px(TALL if tall else SHORT))
        for quick in self.quick_buttons:
            quick.set_tall(tall)

    def _lower(self, low: bool) -> None:
        """The count stands under the words of the total, or in a row of its own."""
        if low != self._low:
            self._low = low
            if low:
                self._heading.addWidget(self._top)
            else:
                self._column.insertWidget(0, self._top)
            self.why.setVisible(self.off.isVisibleTo(self) and not low)
