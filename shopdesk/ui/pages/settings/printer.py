"""Which printer, how wide its paper is, and what a page will look like."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPixmap

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.printing import PrinterChoice
from shopdesk.ui.pages.settings.rows import SettingRow
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk

PREVIEW = 0.62


class PrinterSection(Section):
    """Found printers, a place to type one of the network, a test page, and its preview."""

    def build(self) -> None:
        """Printer, paper, preview."""
        card = self.card()
        self.choice = PrinterChoice(self.win, self._told)
        sentence = _("Choose it, then print a test page. No other driver is needed.")
        self.put(card, SettingRow(_("Which printer"), sentence, self.choice, below=True))
        self.typed = Field(hint="tcp:192.168.1.50", longest=200, on_enter=self._typed)
        network = _("For a network printer: tcp: and its number, then Enter.")
        self.put(card, SettingRow(_("Type it"), network, self.typed))
        for entry in entries.PRINTER:
            self.entry(card, entry)
        preview = self.card(_("The test page"))
        self.paper = Plain()
        preview.add(self.paper)
        self._looked = False

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show the printer stored and the page in its width."""
        from shopdesk.paper import render

        self._stored = values["printer.target"]
        self.choice.paper, self.choice.shop = values["receipt.width"], values["shop.name"]
        self.choice.show_chosen(self._stored)
        self.rows[1].refuse(None)
        image = render.preview(self.choice.page(), self.choice.paper, PREVIEW * theme.scale() / 100)
        self.paper.setPixmap(QPixmap.fromImage(image))
        if not self._looked:
            self._looked = True
            self.choice.look()

    def _typed(self) -> None:
        from shopdesk.devices import printer

        if not self.typed.value():
            self.rows[1].refuse(Invalid(N_("Nothing is typed yet."), hint=N_("Type tcp: and the printer's number.")))
            return
        try:
            setting = str(printer.parse(self.typed.value()))
        except ShopError as error:
            self.rows[1].refuse(error)
            return
        self.typed.clear()
        self._told(setting)

    def _told(self, setting: str) -> None:
        self.changes.setting("printer.target", setting, self._stored)
