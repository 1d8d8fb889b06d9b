"""An account that is sold at by files: to where each file is read or filled, and how old what was uploaded is."""

from typing import TYPE_CHECKING, cast

from shopdesk.base.i18n import _
from shopdesk.ui.carried import Carried

if TYPE_CHECKING:
    from shopdesk.ui.pages.accounts.page import AccountsPage
    from shopdesk.ui.pages.listing.page import ListingPage
    from shopdesk.ui.pages.orders.page import OrdersPage
    from shopdesk.ui.pages.settlements.page import SettlementsPage


class AccountFiles:
    """What the page does with files of the marked account."""

    def __init__(self, page: "AccountsPage") -> None:
        self._page = page
        self.carried = Carried(page, lambda: page.side.show_files())

    def read_orders(self) -> None:
        """To the orders, and choose a file there."""
        one = self._page.table.current()
        if one is not None:
            cast("OrdersPage", self._page.win.go("orders")).read_file(one.id)

    def read_money(self) -> None:
        """To the money from online shops, and choose a file there."""
        one = self._page.table.current()
        if one is not None:
            cast("SettlementsPage", self._page.win.go("settlements")).ask_file(one.id)

    def fill_goods(self) -> None:
        """To what is on sale, and choose the file of goods, prices or stock there."""
        one = self._page.table.current()
        if one is not None:
            cast("ListingPage", self._page.win.go("listing")).files.fill_template(one.id)

    def uploaded(self) -> None:
        """The platform took the file that was filled last."""
        one = self._page.table.current()
        if one is not None:
            self.carried.uploaded(one.id, self._said)

    def _said(self) -> None:
        self._page.look()
        self._page.table.setFocus()
        self._page.strip.say(_("Kept: buyers see what stands in the file."), tone="primary", seconds=8)
