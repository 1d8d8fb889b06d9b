"""Practising: an account at the marketplace of this computer, ready signed in, and its shop in the browser."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from shopdesk.base.errors import Conflict, ShopError
from shopdesk.base.i18n import _
from shopdesk.shop.channels import ChannelProblem
from shopdesk.ui import theme
from shopdesk.ui.pages.accounts.sheets import COMES_BACK
from shopdesk.ui.pages.accounts.signing import STATE_BITS, browse, keeper
from shopdesk.ui.pages.sync.words import problem_words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account, Rules, Seller
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.online import Outside, Practised
    from shopdesk.ui.shell import Window


class PracticeSheet(Sheet):
    """Answers the account; `show` opens an address in the browser."""

    def __init__(
        self, win: "Window", outside: "Outside", known: "Sequence[Rules]", show: Callable[[str], object] = browse
    ) -> None:
        super().__init__(_("Practise selling"), width=640)
        self._win, self._outside, self._show = win, outside, show
        self._approver: Actor | None = None
        self._state = f"{win.random.getrandbits(STATE_BITS):032x}"
        self.body.addWidget(Plain(_("A marketplace on this computer: no real money, no real buyers."), wrap=True))
        self.body.addWidget(Plain(_("You sell here, and buy in the browser as a buyer would."), "sub", wrap=True))
        self.body.addWidget(Plain(_("Practise which one?"), "strong"))
        self.buttons_of: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for place, rules in enumerate(known):
            button = Button(_(rules.label), "choice", icon="school", on=partial(self.begin, rules))
            grid.addWidget(button, place // 2, place % 2)
            self.buttons_of[rules.name] = button
        self.body.addLayout(grid)

    def begin(self, rules: "Rules") -> None:
        """The marketplace begins in the background; then its account is added."""
        outside, state = self._outside, self._state
        self._busy(busy=True)
        self.strip.say(_("The marketplace is being opened…"), tone="info")
        self._win.jobs.run(
            lambda _job: outside.practise(rules.name, COMES_BACK, state), partial(self._ready, rules), self._failed
        )

    def _ready(self, rules: "Rules", found: "Practised") -> None:
        from shopdesk.shop import accounts

        def add(approver: "Actor | None") -> "Account":
            assert self._win.office is not None
            self._approver = approver
            with self._win.office.writing(self._win.actor, approver) as desk:
                return accounts.add(
                    desk, rules.name, _(rules.label), place=found.place,
                    app_key=found.app_key, options={**found.options, "practice": True},
                )  # fmt: skip

        self._busy(busy=False)
        self._win.attempt(add, partial(self._sign_in, found), partial(self._not_added, found))

    def _not_added(self, found: "Practised", error: ShopError) -> None:
        self.strip.refuse(error)
        if isinstance(error, Conflict):
            self.strip.say(str(error), error.hint, tone="accent", button=_("Open the practice shop"),
                           on=lambda: self._show(found.window))  # fmt: skip

    def _sign_in(self, found: "Practised", account: "Account") -> None:
        outside, state, keep = self._outside, self._state, keeper(self._win, account, self._approver)
        self._busy(busy=True)

        def signed(_job: object) -> "Seller":
            if found.secret:
                outside.keep(account.uid, {"secret": found.secret})
            return outside.finish(account, found.pasted, state, keep)

        self._win.jobs.run(signed, partial(self._in, found, account), self._failed)

    def _in(self, found: "Practised", account: "Account", _seller: "Seller") -> None:
        self._busy(busy=False)
        self.finish(account)
        self._show(found.window)

    def _busy(self, *, busy: bool) -> None:
        for button in self.buttons_of.values():
            button.setEnabled(not busy)

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if isinstance(error, ChannelProblem):
            self.strip.say(*problem_words(error), tone="danger")
        elif isinstance(error, ShopError):
            self.strip.refuse(error)
        else:
            raise error


def window_of(account: "Account") -> str:
    """Where buyers of a practice account buy."""
    return f"{account.options.get('base') or account.place}/shop"
