"""Pages 5 and 6: where PromptPay money goes; where backups go; whether printer and scanner work."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import barcode, promptpay
from shopdesk.ui.pages.first_run.step import Step
from shopdesk.ui.pages.settings.place_choice import PlaceChoice
from shopdesk.ui.pages.settings.printing import PrinterChoice
from shopdesk.ui.pages.settings.promptpay import TestCode
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk


class PromptPayStep(Step):
    """The number is checked while it is typed, and a code over 1 baht is there as soon as it holds together."""

    def build(self) -> None:
        """Number, then the code."""
        self.number = Field(longest=40, hint="08x-xxx-xxxx")
        note = _("Mobile number or 13-digit ID that is tied to PromptPay.")
        self.row = Row(_("PromptPay number"), self.number, note)
        self.column.addWidget(self.row)
        self.code = TestCode()
        self.code.hide()
        self.column.addWidget(self.code)
        self.number.textChanged.connect(lambda _text: self.show_code())

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """The number stored, until another one is typed."""
        self.number.setText(self.number.value() or values["promptpay.id"])

    def first(self) -> QWidget:
        """The number."""
        return self.number

    def show_code(self) -> None:
        """A code over 1 baht where the number can receive; nothing for half a number."""
        from shopdesk.shop import payments

        self.row.refuse(None)
        try:
            to = promptpay.target(self.number.value())
        except ShopError:
            self.code.show_request(None)
            return
        self.code.show_request(payments.offered(to))

    def store(self, desk: "Desk") -> None:
        """Keep the number; none is fine."""
        from shopdesk.shop import settings

        settings.change(desk, "promptpay.id", self.number.value())

    def go_on(self) -> None:
        """Store it, or say next to the field why it cannot receive."""
        self.run.write(self.store, self.run.next, self.row.refuse)


class DevicesStep(Step):
    """A second place, a printer, a scanner. Everything here can wait."""

    def build(self) -> None:
        """Three small parts."""
        self.column.addWidget(Plain(_("Backups"), "h"))
        why = _("If this computer breaks, the USB stick brings the shop back.")
        self.column.addWidget(Plain(why, "sub", wrap=True))
        self.place = PlaceChoice(self.win, self._place_chosen)
        self.column.addWidget(self.place)
        self.column.addWidget(Plain(_("Printer"), "h"))
        self.printer = PrinterChoice(self.win, self._printer_chosen)
        self.column.addWidget(self.printer)
        self.column.addWidget(Plain(_("Scanner"), "h"))
        self.scan = Plain(_("Scan anything now to try it."), "sub", wrap=True)
        self.column.addWidget(self.scan)
        self._looked = False

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """What is chosen so far; look for printers once."""
        self.place.show_chosen(values["backup.folder"])
        self.printer.paper, self.printer.shop = values["receipt.width"], values["shop.name"]
        self.printer.show_chosen(values["printer.target"])
        if not self._looked:
            self._looked = True
            self.printer.look()

    def scanned(self, code: str) -> bool:
        """The scanner works."""
        read = barcode.parse(code)
        words = _("The scanner works: {code}").format(code=read.codes[0] if read.codes else read.text)
        self.scan.show_text(words)
        self.scan.set_tone("primary")
        return True

    def _place_chosen(self, folder: str) -> None:
        self._keep("backup.folder", folder)

    def _printer_chosen(self, setting: str) -> None:
        self._keep("printer.target", setting)

    def _keep(self, key: str, value: str) -> None:
        from shopdesk.shop import settings

        self.run.write(lambda desk: settings.change(desk, key, value), self.run.show_step)
