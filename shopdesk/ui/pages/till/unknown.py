"""A code nobody knows: its name and price are asked where the eye is, and Enter sells it. Nothing stops the queue."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, MoneyField
from shopdesk.ui.widgets.text import Elided, Plain


class UnknownStrip(QFrame):
    """`sell(code, name, price)` makes and sells it; `later(code, price)` sells it as other goods, keeping the code."""

    def __init__(
        self, sell: Callable[[str, str, int], object], later: Callable[[str, int], object], gone: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self.setProperty("tone", "accent")
        self._sell, self._later, self._gone = sell, later, gone
        self.code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(4))
        self.words = Elided("", "strong", tone="accent")
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(Button("", "icon", icon="x", name=_("Close"), key="Esc", on=self.clear))
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.name = Field(hint=_("Name"), name=_("Name"), on_enter=self._name_done)
        self.price = MoneyField(hint=_("Price"), name=_("Price"), on_enter=self._done)
        self.price.setFixedWidth(theme.px(110))
        self.sell_button = Button(_("Sell it"), "", icon="check", key="Enter", on=self._done)
        self.later_button = Button(_("Do it later"), "quiet", on=self._put_off)
        for widget, stretch in ((self.name, 1), (self.price, 0), (self.sell_button, 0), (self.later_button, 0)):
            row.addWidget(widget, stretch)
        column.addLayout(row)
        self.trouble = Plain("", "cap", tone="danger")
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.hide()

    def ask(self, code: str, name: str = "") -> None:
        """Ask what this code is; only for its price where its name is known."""
        self.code = code
        self.words.show_text(_("Not known yet: {code}").format(code=code))
        self.name.setText(name)
        self.price.clear()
        self.refuse(None)
        self.show()
        (self.price if name else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_done(self) -> None:
        if self.name.value() and not self.price.text():
            self.price.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._done()

    def _done(self) -> None:
        price = self._asked()
        if price is not None:
            self._sell(self.code, self.name.value(), price)

    def _put_off(self) -> None:
        price = self._asked()
        if price is not None:
            self._later(self.code, price)

    def _asked(self) -> int | None:
        """The price typed; None where it is none, which is said."""
        try:
            return self.price.satang()
        except ShopError as error:
            self.refuse(error)
            self.price.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def refuse(self, error: ShopError | None) -> None:
        """Show what is wrong; None clears it."""
        self.trouble.setVisible(error is not None)
        self.trouble.show_text(f"{error} {error.hint}" if error else "")

    def comes_first(self) -> None:
        """The money was asked for while this stands open."""
        self.trouble.show()
        self.trouble.show_text(_("Finish this first, or press Esc; then take the money."))

    def clear(self) -> None:
        """Forget it."""
        if not self.isHidden():
            self.hide()
            self.code = ""
            self._gone()
