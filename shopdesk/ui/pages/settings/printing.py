"""Looking for printers and the test page, in the background; the settings page and the first run have it in common."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.core.slips import PrinterTest
from shopdesk.ui.pages.settings.devices import DeviceChoice

if TYPE_CHECKING:
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

Width = Literal[58, 80]


class PrinterChoice(DeviceChoice):
    """The printers that were found, one of them chosen; `told(setting)` when the person chooses another."""

    symbol = "printer"
    looking = N_("Looking for printers…")
    nothing = N_("No printer found. Plug it in, switch it on, then look again.")

    def __init__(self, window: "Window", told: Callable[[str], object]) -> None:
        super().__init__(window, told, _("Print a test page"))
        self.paper: Width = 58
        self.shop = ""

    def discover(self) -> Sequence[tuple[str, str]]:
        """The printers of this computer."""
        from shopdesk.devices import printer

        return [(found.setting, found.name) for found in printer.discover()]

    def page(self) -> PrinterTest:
        """The test page as it would be printed now."""
        return PrinterTest(self.shop or "ShopDesk", self.chosen or "-", self.win.clock())

    def attempt(self) -> None:
        """Send the test page, in the background, and say what the printer answered."""
        from shopdesk.devices import escpos, printer
        from shopdesk.paper import render

        page, width, setting = self.page(), self.paper, self.chosen

        def send(_job: "Job[None]") -> None:
            dots = render.raster(page, width)
            printer.hand_over(escpos.job(dots.bits, dots.width), printer.parse(setting))

        self.news.show_text(_("Sending to the printer…"))
        sent = _("Sent. Both black bars whole, no letter cut, a phone reads the QR: it is ready.")
        self.win.jobs.run(send, lambda _nothing: self.works(sent), self.refused)
