"""Selling online: the way to the accounts and to what waits, and what the line may be used for."""

from shopdesk.base.i18n import _
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.rows import SettingRow
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.buttons import Button


class OnlineSection(Section):
    """Four screens behind buttons, the checklist, and the setting of photos."""

    def build(self) -> None:
        """The screens, then the line."""
        card = self.card()
        accounts = Button(_("Open"), icon="chevron-right", name=_("Online shops"), on=lambda: self.win.go("accounts"))
        sync = Button(_("Open"), icon="chevron-right", name=_("Send and receive"), on=lambda: self.win.go("sync"))
        self.put(card, SettingRow(_("Online shops"), _("Add one, sign in, pause it."), accounts))
        orders = Button(_("Open"), icon="chevron-right", name=_("Orders"), on=lambda: self.win.go("orders"))
        listing = Button(_("Open"), icon="chevron-right", name=_("Sell online"), on=lambda: self.win.go("listing"))
        self.put(card, SettingRow(_("Orders"), _("Pack and send what was bought."), orders))
        self.put(card, SettingRow(_("Sell online"), _("What is on sale where, and put more there."), listing))
        self.put(card, SettingRow(_("Send and receive"), _("What is sent, what waits, what went wrong."), sync))
        self.entries(entries.ONLINE, _("Ready to sell online"))
        self.entries(entries.LINE, _("Internet that is paid by use"))
