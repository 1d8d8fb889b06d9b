"""The groups that are plain settings and nothing else."""

from shopdesk.base.i18n import _
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.buttons import Button


class ShopSection(Section):
    """Name, address and what stands on a receipt."""

    def build(self) -> None:
        """The shop, its receipt, and the way back to the first run."""
        self.entries(entries.SHOP, _("The shop"))
        self.entries(entries.RECEIPT, _("The receipt"))
        again = Button(_("Go through the first run again"), icon="refresh", on=lambda: self.win.go("first-run"))
        self.column.addWidget(buttons_row(again))


class SellingSection(Section):
    """Discounts, rounding, the drawer, the day."""

    def build(self) -> None:
        """At the till, and in the evening."""
        self.entries(entries.SELLING, _("At the till"))
        self.entries(entries.DAY, _("The day"))


class DisplaySection(Section):
    """The second screen."""

    def build(self) -> None:
        """One setting."""
        self.entries(entries.DISPLAY)
