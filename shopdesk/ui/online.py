"""How the window stands with the world outside: the rounds begin and end with the shop's file, the pill says how it is.

Nothing here asks the network: what does is handed over as `Outside`, and is called in the background alone.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import _
from shopdesk.ui import ago

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account, Attribute, Category, Rules, Seller, SignIn
    from shopdesk.shop.desk import Office
    from shopdesk.shop.exchange import Line
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

# The first look comes when the till has long been painted; later ones are for the age of what is known.
BEGIN_AFTER_MS, LOOK_EVERY_MS, COUNT_EVERY_MS = 1_500, 30_000, 700


class Practised(Protocol):
    """What an account at the marketplace of this computer is made of, and what its sign-in comes back with."""

    @property
    def place(self) -> str:
        """Its country, or the address of the web shop."""

    @property
    def app_key(self) -> str:
        """Of its app, if any."""

    @property
    def secret(self) -> str:
        """Of its app, if any."""

    @property
    def pasted(self) -> str:
        """What a person would paste."""

    @property
    def window(self) -> str:
        """Where buyers buy."""

    @property
    def options(self) -> Mapping[str, object]:
        """Of the account."""


class Outside(Protocol):
    """What the program's root hands over. All but `wake` may take long; what asks a platform raises ChannelProblem."""

    def open(self, office: "Office") -> bool:
        """Begin the rounds over a shop; False where it has no account that is spoken with."""

    def close(self, seconds: float = 5.0) -> bool:
        """End the rounds; afterwards nothing touches the shop's file."""

    def wake(self, *, at_once: bool = False) -> None:
        """Something is to be said."""

    def channels(self) -> "Sequence[Rules]":
        """What accounts can be added."""

    def practice_places(self) -> Sequence[str]:
        """The platforms of the marketplace to practise with."""

    def practise(self, channel: str, comes_back_to: str, state: str) -> Practised:
        """Begin that marketplace on this computer and be let in. Raises ShopError."""

    def sign_in(self, account: "Account", comes_back_to: str, state: str) -> "SignIn":
        """The page to open in a browser."""

    def finish(self, account: "Account", address: str, state: str, keep: "Callable[[Seller], object]") -> "Seller":
        """Take what came back from it; `keep` stores whose it is."""

    def test(self, account: "Account") -> "Seller":
        """Ask the platform who we are."""

    def categories(self, account: "Account", language: str) -> "Sequence[Category]":
        """The living tree of a platform, flat."""

    def suggest(self, account: "Account", title: str) -> "Sequence[Category]":
        """Categories the platform proposes for a title."""

    def attributes(self, account: "Account", category: str, language: str) -> "Sequence[Attribute]":
        """What a category asks for."""

    def keep(self, uid: str, secrets: Mapping[str, str]) -> None:
        """Put secrets of an account in the safe."""

    def forget(self, uid: str) -> None:
        """Take them out of it."""

    def replay(self, office: "Office", actor: "Actor | None", held: int, text: str) -> None:
        """Take in a held reply, as a person mended its text."""


class Online(QObject):
    """One per window. `changed` is for pages: a round brought something, or the line stands otherwise; `ended`
    after each round."""

    changed = Signal()
    ended = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.outside: Outside | None = None
        self.known: Sequence[Rules] | None = None
        self.line: Line | None = None
        self.spare = False
        self._opened: Office | None = None
        self._round, self._of = False, 0
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.bus.data_ready.connect(self._ready)
        window.bus.sale_done.connect(self._sold)
        window.bus.sale_changed.connect(self._sold)
        window.bus.goods_changed.connect(self.wake)
        window.bus.settings_changed.connect(self._set)

    # Beginning and ending

    def _ready(self) -> None:
        self._window.later(BEGIN_AFTER_MS, self._load)

    def _load(self) -> None:
        """What the first look needs is loaded in the background; till then nobody waits for it."""
        self._window.jobs.run(lambda _job: import_module("shopdesk.shop.exchange"), lambda _module: self._loaded())

    def _loaded(self) -> None:
        self._tell_orders()
        self.begin()

    def _tell_orders(self) -> None:
        """How many orders are new, at the rail: read in the background, known before anybody opened their page."""
        from shopdesk.ui.pages.orders import entries

        office, actor = self._window.office, self._window.actor
        if office is None:
            return

        def count(_job: object) -> int:
            try:
                with office.reading(actor) as desk:
                    return entries.new(desk) if desk.actor.rights else 0
            except DatabaseProblem:
                return 0

        self._window.jobs.run(count, lambda found: self._window.rail.set_count("customers", found))

    def begin(self) -> None:
        """Begin the rounds in the background, where the shop has an account and they do not go on already."""
        office = self._window.office
        if office is None or office.question or office.practice or not self._looked():
            return
        self._set("line.photos")
        self._timer.start()
        outside = self.outside
        if office is not self._opened and outside is not None:
            self._opened = office
            self._window.jobs.run(lambda _job: outside.open(office), self._begun)

    def _begun(self, going: bool) -> None:
        if not going:
            self._opened = None
        elif self._opened is not self._window.office:
            self.let_go()

    def let_go(self, seconds: float = 1.0) -> None:
        """From any thread: the shop's file is about to be closed or replaced."""
        self._opened = None
        if self.outside is not None:
            self.outside.close(seconds)

    # Hearing

    def heard(self, kind: str, _account: int, count: int) -> None:
        """In the window's thread: a round begins or ends, orders came, something was said or was refused."""
        if kind == "begins":
            self._round, self._of = True, 0
            # The line may be another one since the last round: a telephone's, in the place of the house's.
            self._set("line.photos")
            self._count()
            return
        if kind == "ends":
            self._round = False
        elif kind == "orders" and count:
            self._window.sounds.play("order")
            self._tell_orders()
        self.look()
        if kind == "ends":
            self.ended.emit()

    def _count(self) -> None:
        """While a round goes on, how much of it is said."""
        if self._round and self._window.office is not None:
            self.look()
            self._window.later(COUNT_EVERY_MS, self._count)

    def _sold(self, _sale: int) -> None:
        self.wake()

    def wake(self) -> None:
        """Something may be to be said: soon."""
        if self.outside is not None:
            self.outside.wake()

    def now(self) -> None:
        """A person waits for a round."""
        if self.outside is not None:
            self.outside.wake(at_once=True)
        self.begin()

    def _set(self, key: str) -> None:
        if key == "line.photos" and self._window.office is not None:
            from shopdesk.shop import settings

            with self._window.office.reading(self._window.actor) as desk:
                self.spare = bool(desk.actor.rights) and settings.photos_wait(desk, metered)

    # Showing

    def look(self) -> None:
        """Read how the line stands and say so in the pill and to the pages; rounds begin with the first account."""
        if self._looked():
            self.changed.emit()
            if self._opened is None:
                self.begin()

    def _looked(self) -> bool:
        """Whether the shop has an account at all; tells the pill."""
        from shopdesk.shop import exchange

        office = self._window.office
        if office is None:
            return False
        try:
            with office.reading(self._window.actor) as desk:
                if not desk.actor.rights:
                    return self._opened is not None
                self.line = exchange.line(desk)
        except DatabaseProblem:
            return False
        self._tell(self.line)
        return self.line.accounts > 0

    def _tell(self, line: "Line") -> None:
        self._of = max(self._of, line.due) if self._round else 0
        state = self._stands(line)
        since = ago.spoken(line.reached, self._window.clock()) if line.accounts else ""
        count = {"sending": self._of}.get(state, line.problems or line.waits)
        self._window.pills.practice = line.practice
        self._window.bus.net_changed.emit(state, count, self._of - line.due, since)

    def _stands(self, line: "Line") -> str:
        """What wants a person comes first, and all of it is counted, as on the page."""
        if line.problems:
            return {line.stuck: "failed", line.logins: "login"}.get(line.problems, "held")
        if not line.accounts:
            return ""
        if self._round and self._of and line.fine:
            return "sending"
        if line.fine or not line.begun:
            return "on" if line.fine else "begins"
        return "off" if line.away else "unreached"

    # What is known of platforms

    def ask_rules(self, then: "Callable[[Sequence[Rules]], object]") -> None:
        """What accounts can be added, loaded once in the background; `then` is called in the window's thread."""
        outside = self.outside
        if self.known is not None:
            then(self.known)
        elif outside is not None:

            def told(known: "Sequence[Rules]") -> None:
                self.known = with_files(known)
                then(self.known)

            self._window.jobs.run(lambda _job: outside.channels(), told)

    def label(self, channel: str) -> str:
        """The platform's own name, once it is known."""
        return next((_(one.label) for one in self.known or () if one.name == channel), channel)


def with_files(known: "Sequence[Rules]") -> "Sequence[Rules]":
    """What the outside speaks with, and the ways to sell by files, which need no outside."""
    from shopdesk.shop.byfile import formats

    names = {one.name for one in known}
    return (*known, *(rules for name, rules in formats.RULES.items() if name not in names))


def metered() -> bool:
    """Whether the computer says that its line is paid by what is used; False where it does not know."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtNetwork import QNetworkInformation

    # A command has none of its own, and what asks the computer needs one.
    _asks = QCoreApplication.instance() or QCoreApplication([])
    wanted = QNetworkInformation.Feature.Metered
    if not QNetworkInformation.loadBackendByFeatures(wanted):
        return False
    told = QNetworkInformation.instance()
    return told.supports(wanted) and told.isMetered()


def install(window: "Window", outside: Outside | None = None) -> Online:
    """Let the window know how it stands with the outside."""
    online = Online(window)
    online.outside = outside
    window.online = online
    return online


def no_line_words() -> tuple[str, str]:
    """What a person reads while there is no line: nothing is wrong."""
    return (
        _("No internet. Keep selling: nothing is lost."),
        _("Bills, stock and orders are kept here and go out by themselves once the line is back."),
    )
