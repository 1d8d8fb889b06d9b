"""What lies over the tiles: the strip for a code nobody knows, and the one for refusals and news."""

from functools import cached_property
from typing import TYPE_CHECKING

from shopdesk.base import machine
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core.barcode import Scan
from shopdesk.ui import theme
from shopdesk.ui.pages.till.counter import code_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.ui.pages.till.guide import Guide
    from shopdesk.ui.pages.till.page import TillPage
    from shopdesk.ui.pages.till.unknown import UnknownStrip
    from shopdesk.ui.widgets.strip import Strip


class Floating:
    """Two strips over a till, each made when it is first needed, and the bubbles that show somebody around.

    `show_around` asks for the bubbles when the till is shown the next time, if nobody saw them on this machine.
    """

    def __init__(self, page: "TillPage") -> None:
        self._page = page
        self.guide: Guide | None = None
        self.guide_next = False

    def show_around(self) -> None:
        """Show the bubbles when the till is shown the next time, but once only on a machine."""
        self.guide_next = not machine.read(self._page.win.data_dir).get("guided")

    def entered(self) -> None:
        """The till is shown."""
        if self.guide_next and self._page.win.office is not None:
            self.show_guide()

    def show_guide(self) -> None:
        """Show around, from the first bubble."""
        from shopdesk.ui.pages.till.guide import Guide

        self.guide_next = False
        if self.guide is None:
            self.guide = Guide(self._page, self._guided)

    def _guided(self) -> None:
        self.guide = None

    @cached_property
    def unknown(self) -> "UnknownStrip":
        """What is asked about a code nobody knows."""
        from shopdesk.ui.pages.till.unknown import UnknownStrip

        strip = UnknownStrip(self._sell, self._sell_later, self._page.focus_field)
        strip.setParent(self._page)
        self._lay(strip, max(strip.sizeHint().height(), theme.px(112)), top=theme.px(74))
        return strip

    @cached_property
    def strip(self) -> "Strip":
        """Refusals and news."""
        from shopdesk.ui.widgets.strip import Strip

        strip = Strip(reserve=False)
        strip.setParent(self._page)
        self._lay(strip, strip.height())
        return strip

    def asks(self) -> bool:
        """Whether it is being asked what a code is."""
        return "unknown" in self.__dict__ and not self.unknown.isHidden()

    def says(self) -> bool:
        """Whether there is a refusal or news to be read."""
        return "strip" in self.__dict__ and bool(self.strip.said())

    def stands(self) -> bool:
        """Whether Esc has something to close here."""
        return self.guide is not None or self.asks()

    def step_back(self) -> None:
        """Esc: the bubbles, then the question about a code."""
        if self.guide is not None:
            self.guide.end()
        else:
            self.forget()

    def forget(self) -> None:
        """Ask no more about a code."""
        if self.asks():
            self.unknown.clear()

    def place(self) -> None:
        """The room has changed."""
        if "unknown" in self.__dict__:
            self._lay(self.unknown, max(self.unknown.sizeHint().height(), theme.px(112)), top=theme.px(74))
        if "strip" in self.__dict__:
            self._lay(self.strip, self.strip.height())

    def _lay(self, strip: "QWidget", tall: int, top: int | None = None) -> None:
        """Over the tiles: at `top`, else at their end."""
        edge, low = theme.px(20), theme.px(144) if self._page.single else self._page.height()
        width = self._page.width() - 2 * edge - (0 if self._page.single else self._page.side.width())
        strip.setGeometry(edge, low - tall - theme.px(12) if top is None else top, width, tall)
        strip.raise_()

    def not_known(self, typed: str, scan: Scan, by_scanner: bool) -> None:
        """Ask what a code is; say so where it was a word."""
        page = self._page
        page.win.sounds.play("unknown")
        if by_scanner or (scan.codes and not scan.plu and scan.kind != "text"):
            code = code_of(scan, typed)
            self.unknown.ask(code, page.counter.known_name(code))
            page.field.clear()
        else:
            self.strip.say(_("“{text}” was not found.").format(text=typed), tone="accent", seconds=6)
            page.field.input.selectAll()

    def _sell(self, code: str, name: str, price: int) -> None:
        """Make goods of a code nobody knew, and sell them."""
        try:
            goods = self._page.counter.create(code, name, price)
        except ShopError as error:
            self.unknown.refuse(error)
            return
        self.unknown.clear()
        self._page.take(goods)
        self._page.refresh()

    def _sell_later(self, code: str, price: int) -> None:
        self._sell(code, _("Other goods {code}").format(code=code), price)
