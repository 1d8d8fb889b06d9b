"""Looking for printers and the test page, in the background; the settings page and the first run have it in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core.slips import PrinterTest
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.devices.printer import Found
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

Width = Literal[58, 80]


class PrinterChoice(QWidget):
    """The printers that were found, one of them chosen; `told(setting)` when the person chooses another."""

    def __init__(self, window: "Window", told: Callable[[str], object]) -> None:
        super().__init__()
        self._window, self._told = window, told
        self._chosen = ""
        self._buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        column.addLayout(self._list)
        self.news = Plain("", "sub", wrap=True)
        column.addWidget(self.news)
        self.finder = Button(_("Look again"), icon="refresh", on=self.look)
        self.test = Button(_("Print a test page"), icon="printer", on=self.print_test)
        column.addWidget(buttons_row(self.finder, self.test))
        self.paper: Width = 58
        self.shop = ""

    def look(self) -> None:
        """Look for printers, in the background."""
        from shopdesk.devices import printer

        self.finder.setEnabled(False)
        self.news.show_text(_("Looking for printers…"))
        self._window.jobs.run(lambda _job: printer.discover(), self._found, self._nothing)

    def _nothing(self, error: Exception) -> None:
        if not isinstance(error, ShopError | OSError):
            raise error
        self._found([])

    def _found(self, printers: "list[Found]") -> None:
        self.finder.setEnabled(True)
        while self._list.count():
            self._list.takeAt(0).widget().deleteLater()
        self._buttons = {}
        for found in printers:
            self._add(found.setting, found.name)
        self.news.show_text("" if printers else _("No printer found. Plug it in, switch it on, then look again."))
        self.show_chosen(self._chosen)

    def _add(self, setting: str, name: str) -> None:
        button = Button(name, "choice", icon="printer", on=lambda: self._told(setting))
        button.setCheckable(True)
        self._buttons[setting] = button
        self._list.addWidget(button)

    def show_chosen(self, setting: str) -> None:
        """Mark the printer of the shop; one that is not plugged in now is shown all the same."""
        self._chosen = setting
        if setting and setting not in self._buttons:
            self._add(setting, setting)
        for value, button in self._buttons.items():
            button.setChecked(value == setting)
        self.test.setEnabled(bool(setting))

    def page(self) -> PrinterTest:
        """The test page as it would be printed now."""
        return PrinterTest(self.shop or "ShopDesk", self._chosen or "-", self._window.clock())

    def print_test(self) -> None:
        """Send the test page, in the background, and say what the printer answered."""
        from shopdesk.devices import escpos, printer
        from shopdesk.paper import render

        page, width, setting = self.page(), self.paper, self._chosen

        def send(_job: "Job[None]") -> None:
            dots = render.raster(page, width)
            printer.hand_over(escpos.job(dots.bits, dots.width), printer.parse(setting))

        self.news.show_text(_("Sending to the printer…"))
        self._window.jobs.run(send, self._sent, self._refused)

    def _sent(self, _nothing: None) -> None:
        self.news.show_text(_("Sent. Both black bars whole, no letter cut, a phone reads the QR: it is ready."))
        self.news.set_tone("primary")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.news.show_text(f"{error} {error.hint}")
        self.news.set_tone("danger")
