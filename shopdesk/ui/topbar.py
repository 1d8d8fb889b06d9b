"""Top right of every screen, always the same three: how the outside is reached, who works, and help."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import keys, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import elided, mnemonic_free, tip

# How much of a name the pill shows where the screen is small.
SHORT, TINY = 76, 56
# How each state of the line looks: picture, ground, ink.
LOOKS = {
    "on": ("cloud-check", "", "text2"),
    "begins": ("cloud", "", "text2"),
    "sending": ("cloud", "", "text2"),
    "off": ("cloud-off", "accent", "accent_text"),
    "unreached": ("cloud-off", "accent", "accent_text"),
    "failed": ("alert-circle", "danger", "danger_text"),
    "login": ("key", "danger", "danger_text"),
    "held": ("alert-circle", "danger", "danger_text"),
}


class TopBar(QWidget):
    """The pills. A page puts `window.top_bar()` at the right of its first row, where the eye finds it on every page."""

    def __init__(
        self, help_: Callable[[], object], lock: Callable[[], object], reach: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        self._row, self._lock, self._reach = row, lock, reach
        self.help = Button("", "round", icon="help", name=_("Help"), key="F1", on=help_)
        row.addWidget(self.help)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._narrow, self._tiny, self._brief = False, False, False
        self._shown: tuple[str, int, int, str] | None = None
        self._who, self.practice = "", False

    @cached_property
    def net(self) -> Button:
        """How the outside is reached."""
        button = Button(" ", "pill", icon="cloud-off", icon_color="accent_text", on=self._reach)
        self._row.insertWidget(0, button)
        button.hide()
        return button

    @cached_property
    def person(self) -> Button:
        """Who works; a press locks."""
        button = Button(" ", "pill", icon="clock", on=self._lock)
        self._row.insertWidget(self._row.count() - 1, button)
        button.hide()
        return button

    def show_net(self, state: str, waiting: int, done: int = 0, since: str = "") -> None:
        """How the outside is reached, and how many messages wait or `done` of them went; "" for a shop without it.

        "on", "off", "sending", "begins" (no round yet), "unreached" (one shop is silent, the line is there); "failed",
        "login" and "held" want a person. Being offline is a normal state: amber, never red. `since`: how old this is.
        """
        self._shown = (state, waiting, done, since)
        if not state:
            if "net" in self.__dict__:
                self.net.hide()
            return
        words = self._net_words(state, waiting, done)
        symbol, tone, ink = LOOKS[state]
        self.net.say(words)
        tip(self.net, f"{words} · {since}" if since else words)
        if self._tiny and self._who:
            self.net.setText("")
        self.net.set_icon(symbol, ink)
        self.net.set_kind("pill", tone)
        self.net.show()

    def _net_words(self, state: str, waiting: int, done: int) -> str:
        brief = self._tiny or (self._narrow and (self._brief or bool(self._who)))
        words = {
            "on": _("Connected"),
            "begins": _("No news yet") if brief else _("Waits for the first news"),
            "sending": _("Sending {done}/{count}").format(done=done, count=waiting),
            "off": _("Offline") if brief else _("Offline, keep selling"),
            "unreached": _("Shop not reached"),
            "failed": _("{count} not sent").format(count=waiting),
            "login": _("Sign in again"),
            "held": _("{count} to look at").format(count=waiting),
        }[state]
        if state in ("on", "off", "begins", "unreached") and waiting:
            words += " · " + _("{count} waiting").format(count=waiting)
        return _("Practice · {words}").format(words=words) if self.practice else words

    def show_person(self, words: str) -> None:
        """The day and the person at the till; nothing where the shop has one person and no PIN."""
        self._who = words.strip()
        self._fit()

    def tiny(self, tiny: bool) -> None:
        """Fewer words still, where large text leaves no room."""
        if tiny != self._tiny:
            self._tiny = tiny
            self._fit()

    def narrow(self, narrow: bool, *, brief: bool = False) -> None:
        """Where the screen is small, the pills are shorter; nobody who works here is left out.

        `brief`: how the outside is reached is said in a word even where nobody is named.
        """
        if (narrow, brief) != (self._narrow, self._brief):
            self._narrow, self._brief = narrow, brief
            self._fit()

    def _fit(self) -> None:
        """The person's name whole, or its beginning; the other pill gives way to it."""
        if self._who or "person" in self.__dict__:
            self._name_person()
        if self._shown:
            self.show_net(*self._shown)

    def _name_person(self) -> None:
        self.person.say(self._who or " ")
        tip(self.person, f"{self._who} ({keys.label('lock')})")
        if self._narrow or self._tiny:
            metrics = QFontMetricsF(self.person.font())
            self.person.setText(mnemonic_free(elided(self._who, metrics, theme.px(TINY if self._tiny else SHORT))))
        self.person.setVisible(bool(self._who))


class Pills:
    """What the pills of every page say; `practice`: no buyer and no money behind the line is real."""

    def __init__(self) -> None:
        self.practice = False
        self._net = ("", 0, 0, "")
        self._person = ""
        self._bars: list[TopBar] = []

    def bar(self, bar: TopBar) -> TopBar:
        """Tell one more bar, from now on."""
        self._bars.append(bar)
        self._tell(bar)
        return bar

    def forget(self) -> None:
        """The pages are made anew."""
        self._bars.clear()

    def show_net(self, state: str, waiting: int, done: int = 0, since: str = "") -> None:
        """As `TopBar.show_net`."""
        self._net = (state, waiting, done, since)
        self._tell_all()

    def show_person(self, words: str) -> None:
        """The day and the person at the till."""
        self._person = words
        self._tell_all()

    def _tell_all(self) -> None:
        for bar in self._bars:
            self._tell(bar)

    def _tell(self, bar: TopBar) -> None:
        if self._net[0] or "net" in bar.__dict__:
            bar.practice = self.practice
            bar.show_net(*self._net)
        bar.show_person(self._person)
