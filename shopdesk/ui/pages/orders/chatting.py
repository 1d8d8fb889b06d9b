"""The buyer is spoken with on the platform's own chat page: its address is kept once, then one key opens it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from shopdesk.base.i18n import _
from shopdesk.shop import accounts
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.shop.online.board import Card
    from shopdesk.ui.shell import Window

LONGEST = 300


def open_page(address: str) -> None:
    """Show a page in the browser."""
    QDesktopServices.openUrl(QUrl(address))


class ChatSheet(Sheet):
    """The number to look for there, and the address of the page; answers the address that was opened."""

    def __init__(self, win: "Window", card: "Card", *, show: Callable[[str], object] = open_page) -> None:
        super().__init__(_("Chat with {name}").format(name=card.buyer or card.number), width=640)
        self._win, self._card, self._show = win, card, show
        known = read(win, lambda desk: accounts.chat_page(desk, card.account))
        words = _("Look for order {number} there.").format(number=card.number)
        self.body.addWidget(Plain(words, "h", wrap=True))
        self.body.addWidget(Button(_("Copy the number"), icon="copy", on=self.copied))
        self.address = Field(known, name=_("Address of the chat page"), longest=LONGEST, on_enter=self.enter)
        note = _("Open the chat of {shop} in the browser once, and paste its address here.")
        self.address_row = Row(_("Address of the chat page"), self.address, note.format(shop=card.account_name))
        self.body.addWidget(self.address_row)
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        self.main = Button(_("Open the chat"), "primary", icon="external-link", icon_color="on_primary", on=self.enter)
        self.buttons.addWidget(self.wait, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.main if known else self.address

    def copied(self) -> None:
        """To the clipboard, for the search there."""
        copy(self._card.number)
        self.strip.say(_("Copied."), tone="primary", seconds=6)

    def enter(self) -> None:
        """Keep the address and show its page."""
        address, card = self.address.value(), self._card
        self.address_row.refuse(None)
        write(
            self._win,
            lambda desk: accounts.chat_at(desk, card.account, address),
            self._opened,
            self.address_row.refuse,
        )

    def _opened(self, address: str) -> None:
        self._show(address)
        self.finish(address)
