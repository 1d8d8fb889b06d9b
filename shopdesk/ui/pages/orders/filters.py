"""The row above the board: whose orders are shown, those that are over, and what can be begun."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.entries import ALL, OURS
from shopdesk.ui.pages.stock.panes import drawn_row
from shopdesk.ui.widgets.buttons import Button, fit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.accounts import Standing
    from shopdesk.ui.pages.orders.page import OrdersPage


class Filters(QWidget):
    """Its buttons do what the page can."""

    def __init__(self, page: "OrdersPage") -> None:
        super().__init__()
        self._page = page
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self.chips: dict[int, Button] = {}
        self._chips: QWidget | None = None
        self.over = Button(_("Finished"), "chip", on=page.turn)
        self.over.setCheckable(True)
        self.labels = _picture(_("Parcel labels"), "tags", page.print_all)
        self.phone = _picture(_("Keep for a phone order"), "device-mobile", page.promise)
        self.file = _picture(_("Read a file of orders"), "file-import", page.read_file)
        words = _("Write a new order")
        self.new = Button(words, icon="plus", key="Ctrl+N", on=page.take, name=words)
        for button in (self.over, self.file, self.labels, self.phone, self.new):
            self._row.addWidget(button)

    def offer(self, accounts: "Sequence[Standing]", account: int, *, past: bool) -> None:
        """A chip for each account, once there is one; what needs an account is there with the first."""
        wanted = {ALL: _("All"), **{one.id: one.name for one in accounts}, OURS: _("Written here")}
        if set(wanted) != set(self.chips):
            self._draw(wanted)
        for whose, chip in self.chips.items():
            chip.setChecked(whose == account)
            chip.setVisible(bool(accounts))
        for button in (self.phone, self.labels):
            button.setVisible(bool(accounts))
        self.file.setVisible(any(one.by_file for one in accounts))
        self.over.setChecked(past)

    def _draw(self, wanted: Mapping[int, str]) -> None:
        self.chips = {account: self._chip(account, words) for account, words in wanted.items()}
        if self._chips is not None:
            self._row.removeWidget(self._chips)
            self._chips.deleteLater()
        self._chips = drawn_row(list(self.chips.values()))
        self._row.insertWidget(0, self._chips, 1)
        self._chips.show()

    def _chip(self, account: int, words: str) -> Button:
        chip = Button(words, "chip", on=lambda: self._page.filter(account))
        chip.setCheckable(True)
        return chip

    def fit(self, width: int) -> None:
        """Buttons lose their words where there is no room for them."""
        buttons = [button for button in (self.labels, self.phone, self.new, self.file) if not button.isHidden()]
        fit_words(buttons, width - self.over.sizeHint().width(), theme.px(8))


def _picture(words: str, icon: str, on: Callable[[], object]) -> Button:
    return Button(words, icon=icon, on=on, name=words)
