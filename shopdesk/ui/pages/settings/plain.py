"""The groups that are plain settings and little else."""

from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.logo import LogoBox
from shopdesk.ui.pages.settings.rows import SettingRow, buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk


class ShopSection(Section):
    """Name, address and what stands on a receipt."""

    def build(self) -> None:
        """The shop, its receipt, and the way back to the first run."""
        self.entries(entries.SHOP, _("The shop"))
        paper = self.entries(entries.RECEIPT, _("The receipt"))
        self.logo = LogoBox(self.win, self._put_logo, self._no_logo)
        sentence = _("Black and white, above the shop's name. Plain drawings print best.")
        self.logo_row = SettingRow(_("Picture on receipts"), sentence, self.logo, below=True)
        self.put(paper, self.logo_row)
        again = Button(_("Go through the first run again"), icon="refresh", on=lambda: self.win.go("first-run"))
        self.column.addWidget(buttons_row(again))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """The picture as it will be printed."""
        self._logo = values["receipt.logo"]
        self.logo.show_value(self._logo)
        self.logo_row.refuse(None)

    def _put_logo(self, stored: str) -> None:
        self.changes.setting("receipt.logo", stored, self._logo, self._no_logo)

    def _no_logo(self, error: ShopError) -> None:
        self.logo_row.refuse(error)


class SellingSection(Section):
    """Discounts, rounding, the drawer, the day."""

    def build(self) -> None:
        """At the till, and in the evening."""
        self.entries(entries.SELLING, _("At the till"))
        drawer = self.entries(entries.DRAWER, _("The drawer"))
        self.try_drawer = Button(_("Open it now"), icon="cash", on=self._open_drawer)
        self.put(
            drawer, SettingRow(_("Try the drawer"), _("Needs a receipt printer. It goes on record."), self.try_drawer)
        )
        self.entries(entries.DAY, _("The day"))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Without a printer there is nothing to open the drawer with."""
        self.try_drawer.setEnabled(bool(values["printer.target"]))

    def _open_drawer(self) -> None:
        if self.win.open_drawer is not None:
            self.win.open_drawer(_("Try the drawer"))


class DisplaySection(Section):
    """The second screen."""

    def build(self) -> None:
        """One setting."""
        self.entries(entries.DISPLAY)
