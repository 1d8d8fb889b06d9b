"""ร้านออนไลน์: the shop's accounts at platforms: add, sign in, test, pause, what they may offer, put away."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop.channels import ChannelProblem
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.accounts.filing import AccountFiles
from shopdesk.ui.pages.accounts.side import AccountSide
from shopdesk.ui.pages.accounts.signing import browse
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.pages.sync.words import account_state, problem_words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.question import QuestionSheet
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import Account, Rules, Seller
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.online import Outside
    from shopdesk.ui.shell import Window

TONES = {"danger": "danger_text", "accent": "accent_text", "primary": "primary", "muted": "muted"}


class AccountsPage(Page):
    """Whatever asks a platform is done in the background; the shop's file alone is read here."""

    name = "accounts"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._wanted = 0
        self.show_page: Callable[[str], object] = browse
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        row = QHBoxLayout()
        row.addWidget(Elided(_("Online shops"), "title"), 1)
        self.main = Button(_("Add an online shop"), icon="plus", key="Ctrl+N", on=self.new)
        row.addWidget(self.main)
        whole.addLayout(row)
        whole.addWidget(self.strip)
        self.files = AccountFiles(self)
        self.side = AccountSide(self)
        self.panes = Panes(self._list(), self.side, width=420)
        whole.addWidget(self.panes, 1)
        self.begin = Button(_("Add an online shop"), icon="plus", on=self.new)
        self.none = Empty(
            "cloud",
            _("No online shop yet."),
            _("Sell the same goods on a platform: stock and orders come together here."),
            (self.begin,),
        )
        whole.addWidget(self.none, 1)
        window.bus.data_ready.connect(self.enter)
        if window.online is not None:
            window.online.changed.connect(self.look)

    def _list(self) -> QWidget:
        main, column = plain()
        self.table: FittingTable[Standing] = FittingTable(
            [
                Column(_("Shop"), lambda row: row.name, strong=True),
                Column(_("Platform"), self._label, width=150),
                Column(_("State"), lambda row: self._state(row)[0], width=250, tone=lambda row: self._state(row)[1]),
                Column(_("Owes us"), lambda row: money.text(row.owes), right=True, width=120),
            ],
            _("Online shops"),
            {1: 560, 3: 700},
        )
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        column.addWidget(self.table, 1)
        return main

    def _label(self, row: "Standing") -> str:
        label = self.win.online.label(row.channel) if self.win.online is not None else row.channel
        return _("Practice · {platform}").format(platform=label) if row.practice else label

    def _state(self, row: "Standing") -> tuple[str, str]:
        words, tone = account_state(row, self.win.clock())
        return words, TONES[tone]

    def rules(self, channel: str) -> "Rules | None":
        """What a platform asks for, once that is known."""
        known = (self.win.online.known if self.win.online is not None else None) or ()
        return next((one for one in known if one.name == channel), None)

    # What the window calls

    def enter(self) -> None:
        """Read it anew; the keyboard goes to the list."""
        self.look()
        if self.win.online is not None:
            self.win.online.ask_rules(lambda _known: self.look())
        (self.table if self.table.isVisibleTo(self) else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: from one of them to the list."""
        return self.panes.back()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {"new": self.new}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [
            (_("Add an online shop"), self.new),
            (_("Test the connection"), self.test),
            (_("Practise selling"), self.practise),
        ]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("No app key yet? Begin with files, add the key later."),
            _("Pause an account and nothing is sent there; what changed waits."),
            _("Some of each stay for the counter, so that nothing is sold twice."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list, the side, the button."""
        return [self.table, self.side.sign_in, self.main]

    def keep(self) -> object:
        """Which account."""
        return self._wanted

    def restore(self, kept: Any) -> None:
        """Show it again."""
        self.choose(kept)

    # Looking

    def look(self) -> None:
        """Read the accounts."""
        from shopdesk.shop import accounts

        if self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                found = accounts.listing(desk)
        except ShopError as error:
            self.refuse(error)
            return
        self.files.carried.look(found)
        # New rows mark one by themselves; the wanted one is marked after them.
        wanted = self._wanted
        self.table.show_rows(found)
        self.panes.setVisible(bool(found))
        self.main.setVisible(bool(found))
        self.none.setVisible(not found)
        place = next((n for n, one in enumerate(found) if one.id == wanted), 0)
        if found:
            self.table.selectRow(place)
            self.side.show_account(found[place])

    def choose(self, account: int) -> None:
        """Show this account."""
        self._wanted = account
        self.look()
        self.panes.show_side(True)

    def _picked(self, one: "Standing") -> None:
        self._wanted = one.id
        self.side.show_account(one)

    def _opened(self, one: "Standing") -> None:
        self._picked(one)
        self.panes.show_side(True)

    # Adding and signing in

    def new(self) -> None:
        """Which platform, then name and keys, then signing in."""
        if self.win.online is not None:
            self.win.online.ask_rules(self._choose)

    def _choose(self, known: "Sequence[Rules]") -> None:
        from shopdesk.ui.pages.accounts.sheets import AddSheet, ChooseSheet

        def chosen(rules: "Rules") -> None:
            self.win.open(AddSheet(self.win, rules).answered(lambda account: self._added(account, rules)))

        if self.win.sheet is None:
            self.win.open(ChooseSheet(known, self.practise if self._outside() else None).answered(chosen))

    def practise(self) -> None:
        """An account at the marketplace of this computer."""
        if self.win.online is not None:
            self.win.online.ask_rules(self._practise)

    def _practise(self, known: "Sequence[Rules]") -> None:
        from shopdesk.ui.pages.accounts.practising import PracticeSheet

        outside = self._outside()
        if outside is None or self.win.sheet is not None:
            return

        def ask(places: "Sequence[str]") -> None:
            found = [rules for rules in known if rules.name in places]
            self.win.open(PracticeSheet(self.win, outside, found, self.show_page).answered(self._practised))

        self.win.jobs.run(lambda _job: outside.practice_places(), ask)

    def _practised(self, account: "Account") -> None:
        self.choose(account.id)
        self._say(_("Signed in. The practice shop is open in the browser."))
        if self.win.online is not None:
            self.win.online.now()

    def open_practice(self) -> None:
        """The shop of the marketplace on this computer, where one buys as a buyer does."""
        from shopdesk.ui.pages.accounts.practising import window_of

        account = self.marked()
        if account is not None:
            self.show_page(window_of(account))

    def _added(self, account: "Account", rules: "Rules") -> None:
        self.choose(account.id)
        if self.win.online is not None:
            self.win.online.look()
        if rules.by_file:
            self._say(_("{name} is added.").format(name=account.name))
        else:
            self.ask_sign_in(account)

    def ask_sign_in(self, account: "Account | None" = None) -> None:
        """Sign in with the browser."""
        from shopdesk.ui.pages.accounts.signing import SignInSheet

        account, outside = account or self.marked(), self._outside()
        if account is None or outside is None:
            return

        def may(approver: "Actor | None") -> "Actor | None":
            from shopdesk.shop import accounts

            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                accounts.to_sign_in(desk, account.id)
            return approver

        def opened(approver: "Actor | None") -> None:
            sheet = SignInSheet(self.win, outside, account, approver=approver)
            self.win.open(sheet.answered(self._signed_in))

        self.win.attempt(may, opened)

    def _signed_in(self, seller: "Seller") -> None:
        self._say(_("Signed in as {name}.").format(name=seller.name or seller.shop))
        if self.win.online is not None:
            self.win.online.now()

    def test(self) -> None:
        """Ask the platform who we are, in the background."""
        account, outside = self.marked(), self._outside()
        if account is None or outside is None:
            return
        self.side.test.setEnabled(False)
        self.strip.say(_("Asking the platform…"), tone="info")
        self.win.jobs.run(lambda _job: outside.test(account), self._tested, self._not_tested)

    def _tested(self, seller: "Seller") -> None:
        self.side.test.setEnabled(True)
        name = seller.name or seller.shop
        if seller.active:
            self._say(_("It works: {name} answers.").format(name=name))
        else:
            self.strip.say(_("{name} answers, but is closed there.").format(name=name), tone="accent")

    def _not_tested(self, error: Exception) -> None:
        self.side.test.setEnabled(True)
        if not isinstance(error, ChannelProblem):
            raise error
        self.strip.say(*problem_words(error), tone="accent")

    def ask_keys(self) -> None:
        """Another key or address."""
        from shopdesk.ui.pages.accounts.sheets import KeysSheet

        one, account = self.table.current(), self.marked()
        rules = self.rules(one.channel) if one is not None else None
        if one is not None and account is not None and rules is not None:
            back = str(account.options.get("comes_back_to") or "")
            self.win.open(KeysSheet(self.win, rules, one, back).answered(lambda _done: self._say(_("Saved."))))

    # Other deeds

    def ask_stock(self) -> None:
        """How much of the stock it may offer."""
        from shopdesk.shop import accounts
        from shopdesk.ui.pages.accounts.sheets import StockSheet

        one = self.table.current()
        if one is None or self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            examples = accounts.examples(desk, one.id)
        self.win.open(StockSheet(self.win, one, examples).answered(lambda _done: self._say(_("Saved."))))

    def pause(self) -> None:
        """Stop speaking with the platform, or begin again."""
        from shopdesk.shop import accounts

        one = self.table.current()
        if one is None:
            return
        words = _("{name} goes on.") if one.paused else _("{name} is paused. What changes waits.")
        told = words.format(name=one.name)
        self._do(lambda desk: accounts.pause(desk, one.id, paused=not one.paused), lambda _none: self._say(told))

    def ask_put_away(self) -> None:
        """Ask, then use it no more."""
        one = self.table.current()
        if one is not None:
            question = Unsure(
                N_("Put {name} away? Nothing more is sent there."), question="away", yes=N_("Put it away"),
                hint=N_("Old orders and bills stay. Goods there are not taken down."), name=one.name,
            )  # fmt: skip
            self.win.open(QuestionSheet(question).answered(lambda _yes: self._put_away(one)))

    def _put_away(self, one: "Standing") -> None:
        from shopdesk.shop import accounts

        def done(_nothing: object) -> None:
            outside = self._outside()
            if outside is not None:
                self.win.jobs.run(lambda _job: outside.forget(one.uid), None, self._not_tested)
            self._say(_("{name} is put away.").format(name=one.name))

        self._do(lambda desk: accounts.put_away(desk, one.id), done)

    # Helpers

    def _outside(self) -> "Outside | None":
        return self.win.online.outside if self.win.online is not None else None

    def marked(self) -> "Account | None":
        """The marked account as a channel is opened with it."""
        from shopdesk.shop import accounts

        one = self.table.current()
        if one is None or self.win.office is None:
            return None
        with self.win.office.reading(self.win.actor) as desk:
            return accounts.account_of(accounts.one(desk, one.id))

    def _say(self, words: str) -> None:
        self.look()
        if self.win.online is not None:
            self.win.online.look()
        self.strip.say(words, tone="primary", seconds=8)

    def _do(self, deed: "Callable[[Desk], object]", then: "Callable[[object], object]") -> None:
        def attempt(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                deed(desk)

        self.win.attempt(attempt, then)
