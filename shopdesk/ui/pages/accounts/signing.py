"""Signing in with the browser: the page is opened, and what comes back is pasted here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.shop.channels import ChannelProblem
from shopdesk.ui.pages.accounts.sheets import COMES_BACK
from shopdesk.ui.pages.sync.words import problem_words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account, Seller, SignIn
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.online import Outside
    from shopdesk.ui.shell import Window

LONGEST_PASTED = 8_000
STATE_BITS = 128


def keeper(win: "Window", account: "Account", approver: "Actor | None") -> "Callable[[Seller], None]":
    """Stores whose the account is, from the background."""
    office, actor = win.office, win.actor

    def keep(seller: "Seller") -> None:
        from shopdesk.shop import accounts

        assert office is not None
        with office.writing(actor, approver) as desk:
            accounts.signed_in(desk, account.id, seller)

    return keep


class SignInSheet(Sheet):
    """Answers who the platform says we are."""

    def __init__(
        self, win: "Window", outside: "Outside", account: "Account", open_page: Callable[[str], object] | None = None,
        approver: "Actor | None" = None,
    ) -> None:  # fmt: skip
        super().__init__(_("Sign in: {name}").format(name=account.name), width=680)
        self._win, self._outside, self._account, self._approver = win, outside, account, approver
        self._open_page = open_page or browse
        self._state = f"{win.random.getrandbits(STATE_BITS):032x}"
        self._page: SignIn | None = None
        self.body.addWidget(Plain(_("1 · Open the page and sign in as the owner of the shop."), "strong", wrap=True))
        self.opener = Button(_("Open the sign-in page"), icon="external-link", on=self.open_page)
        self.body.addWidget(self.opener)
        self.copier = Button(_("Copy the address of the page"), "link", icon="copy", on=self.copy_page)
        self.copier.hide()
        self.body.addWidget(self.copier)
        self.second = Plain("", "strong", wrap=True)
        self.body.addWidget(self.second)
        self.pasted = Field(longest=LONGEST_PASTED, on_enter=self.enter)
        self.row = Row("", self.pasted)
        self._ask_first()
        self.body.addWidget(self.row)
        self.main = Button(_("Finish"), "primary", icon="check", icon_color="on_primary", on=self.enter)
        self.buttons.addWidget(self.main, 1)
        self.first = self.opener

    def _ask_first(self) -> None:
        """What is pasted, before the page is known: of a web shop of one's own, whatever its page shows."""
        if self._account.place.startswith(("https://", "http://")):
            self.second.show_text(_("2 · Then paste here what it shows."))
            self.row.rename(_("What the page shows"))
            return
        self.second.show_text(_("2 · Then paste here what came back."))
        usual = _("The whole address from the top of the browser, even if the page shows an error")
        self.row.rename(_("The address that came back"), usual)

    def open_page(self) -> None:
        """Ask for the page in the background, then open it in the browser."""
        if self._page is not None:
            self._open_page(self._page.page)
            return
        back = str(self._account.options.get("comes_back_to") or COMES_BACK)
        account, state, outside = self._account, self._state, self._outside
        self.opener.setEnabled(False)
        self._win.jobs.run(lambda _job: outside.sign_in(account, back, state), self._known, self._refused)

    def _known(self, page: "SignIn") -> None:
        self._page, self._state = page, page.state or self._state
        self.opener.setEnabled(True)
        self.copier.show()
        if page.asks:
            self.second.show_text(f"2 · {_(page.asks)}")
            self.row.rename(_("Name and password"))
            self.pasted.setEchoMode(QLineEdit.EchoMode.Password)
        elif not page.comes_back_to:
            self.second.show_text(_("2 · Then paste the keys it shows."))
            self.row.rename(_("The keys"), _("Every key it shows, with a space between"))
        self.refit()
        self._open_page(page.page)
        self.pasted.setFocus()

    def copy_page(self) -> None:
        """For a browser on another computer."""
        if self._page is not None:
            copy(self._page.page)
            self.strip.say(_("Copied. Paste it into a browser."), tone="primary", seconds=6)

    def enter(self) -> None:
        """Take what came back, in the background."""
        pasted = self.pasted.value()
        if not pasted:
            self.strip.say(_("Nothing is pasted yet."), _("Sign in first, then copy the address."), tone="accent")
            self.pasted.setFocus()
            return
        account, state, outside = self._account, self._state, self._outside
        keep = keeper(self._win, account, self._approver)
        self.main.setEnabled(False)
        self.strip.say(_("Asking the platform…"), tone="info")
        self._win.jobs.run(lambda _job: outside.finish(account, pasted, state, keep), self._in, self._refused)

    def _in(self, seller: "Seller") -> None:
        self.main.setEnabled(True)
        self.finish(seller)

    def _refused(self, error: Exception) -> None:
        self.main.setEnabled(True)
        self.opener.setEnabled(True)
        if isinstance(error, ChannelProblem):
            self.strip.say(*problem_words(error), tone="danger")
        elif isinstance(error, ShopError):
            self.strip.refuse(error)
        else:
            raise error
        # What was pasted is put right, or typed over; Enter tries again.
        self.pasted.setFocus()
        self.pasted.selectAll()


def browse(page: str) -> None:
    """Open an address in the person's browser."""
    QDesktopServices.openUrl(QUrl(page))
