"""A card for each account: when it was last spoken with, what is wrong and what to do, what it used of the line."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import ago, theme
from shopdesk.ui.pages.sync import words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain, tip

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing

WIDEST, NARROWEST, HEIGHT = 372, 268, 112


class AccountCard(QFrame):
    """One account; `open_` shows it on the page of online shops, `sign_in` begins there to sign in."""

    def __init__(
        self,
        one: "Standing",
        label: str,
        now: datetime,
        open_: Callable[[int], object],
        sign_in: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.one, self._now = one, now
        self.setProperty("kind", "card")
        self.setMinimumWidth(theme.px(NARROWEST))
        self.setMaximumWidth(theme.px(WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(0)
        column.addLayout(self._head(one, label, open_, sign_in))
        self.first, self.second = Elided("", "sub"), Elided("", "cap")
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.show_lines(())

    def _head(
        self, one: "Standing", label: str, open_: Callable[[int], object], sign_in: Callable[[int], object]
    ) -> QHBoxLayout:
        """Its name, how it stands, the way to its page."""
        state, tone = words.account_state(one, self._now)
        head = QHBoxLayout()
        name = Elided(f"{one.name} · {label}", "strong")
        head.addWidget(name, 1)
        self.state: Plain | Button
        if one.login == "needed" and not one.paused:
            self.state = Button(state, "danger", icon="key", icon_color="danger_text", on=lambda: sign_in(one.id))
            head.addWidget(self.state)
        else:
            self.state = Plain(state, "strong", tone=tone)
            head.addWidget(self.state)
            head.addWidget(Button("", "icon", icon="chevron-right", name=_("Open"), on=lambda: open_(one.id)))
        return head

    def show_lines(self, files: Sequence[str]) -> None:
        """How it went; `files` is what is to be said of those a person carries, the most pressing first."""
        first, second = lines(self.one, self._now)
        if files and not self.one.paused:
            first, second = files[0], " · ".join(files[1:])
        more = " · ".join(part for part in (second, sums(self.one)) if part) if files else second or sums(self.one)
        self.first.show_text(first)
        self.second.show_text(more)
        tip(self, " · ".join(part for part in (first, second, sums(self.one)) if part))


def lines(one: "Standing", now: datetime) -> tuple[str, str]:
    """How it went, and what to do; nothing to do is the usual."""
    if one.paused:
        return _("Nothing is sent or fetched while it is paused."), ""
    if one.why:
        plain, _detail = words.parted(one.why)
        waits = one.not_before is not None and one.not_before > now and one.login != "needed"
        to_do = _(one.fix) if one.fix else ""
        return plain, " · ".join(part for part in (to_do, ago.soon(one.not_before, now) if waits else "") if part)
    if one.by_file:
        return _("You carry the files."), ""
    fetched = _("Fetched {age}").format(age=ago.age(one.pulled_at, now))
    sent = _("Sent {age}").format(age=ago.age(one.pushed_at, now))
    return f"{fetched} · {sent}", ""


def sums(one: "Standing") -> str:
    """What waits, and what it used of the line."""
    parts = [_("{count} waiting").format(count=one.waits)] if one.waits else []
    parts += [_("{count} to look at").format(count=one.stuck + one.held)] if one.stuck + one.held else []
    if one.by_file:
        return " · ".join(parts)
    parts.append(_("Internet used this month: {size}").format(size=words.data_used(one.used)))
    return " · ".join(parts)


class Cards(QScrollArea):
    """The cards in a row that a finger draws sideways."""

    def __init__(self, open_: Callable[[int], object], sign_in: Callable[[int], object]) -> None:
        super().__init__()
        self._open, self._sign_in = open_, sign_in
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(theme.px(HEIGHT + 10))
        self.cards: list[AccountCard] = []

    def show_accounts(self, found: "Sequence[Standing]", label: Callable[[str], str], now: datetime) -> None:
        """Show these in the place of those before."""
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        self.cards = [AccountCard(one, label(one.channel), now, self._open, self._sign_in) for one in found]
        for card in self.cards:
            row.addWidget(card, 100)
        row.addStretch(1)
        self.setWidget(content)
        self._fit()

    def show_files(self, lines_of: Callable[[int], Sequence[str]]) -> None:
        """How old the numbers are that a person carries, once that is known."""
        for card in self.cards:
            card.show_lines(lines_of(card.one.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards as have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where they are drawn sideways the bar that says so lies below the cards, not over them."""
        beyond = bool(self.cards) and self.widget().minimumSizeHint().width() > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if beyond else 0
        self.setFixedHeight(theme.px(HEIGHT + 10) + bar)
