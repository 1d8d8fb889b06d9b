"""One account: how it stands, what is wrong and what to do, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import ago
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.pages.sync import cards
from shopdesk.ui.pages.sync.words import account_state, parted
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain, tip

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.ui.pages.accounts.page import AccountsPage


class AccountSide(QWidget):
    """The card at the right of the page."""

    def __init__(self, page: "AccountsPage") -> None:
        super().__init__()
        self._page, self._account = page, 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        whole.addWidget(scrolled(frame))
        self.title, self.state = Plain("", "h", wrap=True), Plain("", "strong", wrap=True)
        self.why, self.fix = Plain("", wrap=True), Plain("", "sub", wrap=True)
        self.times, self.offered = Plain("", "sub", wrap=True), Plain("", "sub", wrap=True)
        self.carried = Plain("", "strong", wrap=True)
        self.labels = (self.title, self.state, self.why, self.fix, self.times, self.carried, self.offered)
        for label in self.labels:
            column.addWidget(label)
        self.sign_in = Button(_("Sign in there"), icon="key", on=lambda: page.ask_sign_in())
        self.test = Button(_("Test it"), icon="plug", name=_("Test the connection"), on=page.test)
        self.keys = Button(_("App keys"), icon="settings", name=_("Keys and address"), on=page.ask_keys)
        self.stock = Button(_("Stock there"), icon="stack-2", name=_("How much it may offer"), on=page.ask_stock)
        self.pause = Button(_("Pause"), icon="player-pause", on=page.pause)
        self.away = Button(_("Put away"), "danger", icon="archive", on=page.ask_put_away)
        self.orders = Button(_("Read a file of orders"), icon="clipboard-list", on=page.files.read_orders)
        self.money = Button(_("Read a file of money"), icon="coins", on=page.files.read_money)
        self.goods = Button(_("Fill its file of goods"), icon="file-export", on=page.files.fill_goods)
        self.uploaded = Button(_("The file was uploaded"), icon="upload", on=page.files.uploaded)
        self.practice = Button(_("Open the practice shop"), icon="school", on=lambda: page.open_practice())
        for button in (self.practice, self.uploaded, self.goods, self.orders, self.money):
            column.addWidget(button)
        column.addWidget(self.sign_in)
        column.addLayout(self._rows())
        column.addWidget(self.away)
        column.addStretch(1)

    def _rows(self) -> QVBoxLayout:
        """Two buttons in a row; one alone has the row."""
        whole = QVBoxLayout()
        for pair in ((self.test, self.keys), (self.stock, self.pause)):
            row = QHBoxLayout()
            for button in pair:
                row.addWidget(button, 1)
            whole.addLayout(row)
        return whole

    def show_account(self, one: "Standing") -> None:
        """Show this account."""
        now, rules = self._page.win.clock(), self._page.rules(one.channel)
        label = _(rules.label) if rules is not None else one.channel
        state, tone = account_state(one, now)
        self.title.show_text(one.name if one.practice else f"{one.name} · {label}")
        self.state.show_text(state)
        self.state.set_tone(tone)
        plain, detail = parted(one.why)
        wait = one.not_before is not None and one.not_before > now and one.login != "needed" and bool(one.why)
        parts = [_(one.fix) if one.fix else "", ago.soon(one.not_before, now) if wait else ""]
        self._put(self.why, plain)
        # The platform's own word is for a helper.
        tip(self.why, detail)
        self._put(self.fix, " · ".join(part for part in parts if part))
        self._put(self.times, "" if one.by_file else self._times(one))
        self._put(self.offered, self._offered(one))
        self._arm(one, keyed=rules is not None and (rules.needs_app or rules.needs_address))
        self._account = one.id
        self.show_files()

    def show_files(self) -> None:
        """How old the numbers there are where a person carries them, and the button for a file that arrived."""
        carried = self._page.files.carried
        self._put(self.carried, " ".join(carried.lines(self._account)))
        self.uploaded.setVisible(carried.filled(self._account))

    def _arm(self, one: "Standing", *, keyed: bool) -> None:
        """The buttons that mean something for this account."""
        needed = one.login != "ok" or not one.shop
        self.sign_in.say(_("Sign in again") if one.shop else _("Sign in there"))
        self.sign_in.set_kind("primary" if needed else "")
        self.sign_in.set_icon("key", "on_primary" if needed else "text")
        for button in (self.sign_in, self.test):
            button.setVisible(not one.by_file)
        self.practice.setVisible(one.practice)
        for button in (self.orders, self.money, self.goods):
            button.setVisible(one.by_file)
        self.keys.setVisible(keyed and not one.by_file)
        self.pause.say(_("Go on") if one.paused else _("Pause"))
        self.pause.set_icon("player-play" if one.paused else "player-pause", "text")

    def _times(self, one: "Standing") -> str:
        now = self._page.win.clock()
        lines = [
            _("Fetched {age}").format(age=ago.age(one.pulled_at, now)),
            _("Sent {age}").format(age=ago.age(one.pushed_at, now)),
        ]
        if one.login_until is not None:
            lines.append(_("Signed in until {time}").format(time=ago.told(one.login_until, now)))
        return " · ".join([*lines, cards.sums(one)])

    def _offered(self, one: "Standing") -> str:
        parts = [_("Offers {percent} % of what is free").format(percent=one.share // 100)]
        if one.cap is not None:
            parts.append(_("at most {count} of each").format(count=one.cap))
        kept = _("keeps {count} of each for the counter").format(count=one.keep) if one.keep is not None else ""
        parts.append(kept or _("how many stay for the counter is learnt"))
        return ", ".join(parts)

    def said(self) -> str:
        """Everything it says."""
        return "\n".join(label.said() for label in self.labels if not label.isHidden())

    def _put(self, label: Plain, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))
