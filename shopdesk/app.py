"""The window's composition root: one window per shop folder; it paints first, the shop's file opens behind it."""

import contextlib
import functools
import gc
import shutil
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QSize, QTimer
from PySide6.QtWidgets import QApplication

from shopdesk.base import display, i18n, machine, paths
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.shell import Window

if TYPE_CHECKING:
    from types import TracebackType

    from shopdesk.practice.host import Entry
    from shopdesk.practice.server import Practice
    from shopdesk.shop.desk import Office
    from shopdesk.sync.line import Line
    from shopdesk.ui.jobs import Job

LOCK_FILE = "window.lock"
REFERENCE = (1366, 768)
# The reader sees the window before the data layer is asked for; what is scanned meanwhile waits.
LOAD_AFTER_MS, TURN_MS = 30, 1
# The window's thread gets its turn this soon while others work; Python's own 5 ms would make every key wait.
TURN_SECONDS = 0.001


def make_application(data_dir: Path) -> QApplication:
    """Qt with our style, fonts, language and the looks this machine was set to."""
    app = theme.application(*sys.argv[:1])
    sys.setswitchinterval(TURN_SECONDS)
    app.setApplicationName("ShopDesk")
    app.setDesktopFileName("org.shopdesk.ShopDesk")
    app.setWindowIcon(icons.app_icon())
    stored = machine.read(data_dir)
    language = stored.get("language", "th")
    i18n.set_language(language if language in i18n.NAMES else "th")
    theme.apply(app, str(stored.get("theme", "system")), machine_size(stored))
    return app


def machine_size(stored: dict[str, object]) -> int:
    """The text size this machine was set to, in percent."""
    size = stored.get("text_size", theme.SIZES[0])
    return size if isinstance(size, int) else theme.SIZES[0]


def server_name(data_dir: Path) -> str:
    """Under which name the window of a folder listens for a second start."""
    import hashlib

    return f"shopdesk-{hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:24]}"


def only_window(data_dir: Path) -> QLockFile | None:
    """The lock that makes this the one window of the folder; None where another holds it and comes forward."""
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(data_dir / LOCK_FILE))
    lock.setStaleLockTime(0)
    if lock.tryLock(100):
        return lock
    call_first(data_dir)
    return None


def call_first(data_dir: Path) -> None:
    """Ask the window that is open already to come forward."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(server_name(data_dir))
    if socket.waitForConnected(1000):
        socket.write(b"show")
        socket.waitForBytesWritten(1000)
        socket.disconnectFromServer()


def listen(window: Window, data_dir: Path) -> None:
    """Come forward when the program is started a second time."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(window)
    name = server_name(data_dir)
    QLocalServer.removeServer(name)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def asked() -> None:
        connection = server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        window.come_forward()

    server.newConnection.connect(asked)
    server.listen(name)


def load_data(window: Window) -> None:
    """Open the shop's file in the background; the till takes up what was scanned meanwhile."""

    from shopdesk.ui.pages import people

    def opened(_job: "Job[Office]") -> "Office":
        from shopdesk.shop import ahead, opening

        office = opening.open_office(window.data_dir, now=window.clock, checkpoints=False)
        ahead.ask(office)
        return office

    def unwatched(job: "Job[Office]") -> "Office":
        # The collector would walk all loaded code again and again, and the window would stand still meanwhile.
        gc.disable()
        try:
            return opened(job)
        finally:
            gc.freeze()
            gc.enable()

    window.jobs.run(unwatched, lambda office: people.arrive(window, office), window.cannot_open)


class OnDemand:
    """What asks the platforms, loaded when it is first wanted: a shop that sells over the counter alone never does."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._loading = threading.Lock()
        self._line: Line | None = None
        self._market: Practice | None = None

    def wake(self, *, at_once: bool = False) -> None:
        """Something is to be said; to nobody, where no round ever began."""
        if self._line is not None:
            self._line.wake(at_once=at_once)

    def close(self, seconds: float = 5.0) -> bool:
        """End the rounds, if any."""
        return self._line is None or self._line.close(seconds)

    def open(self, office: "Office") -> bool:
        """Begin the rounds; where the shop is practised in, its marketplace begins before them."""
        for at in _practised(office):
            with contextlib.suppress(ShopError):
                self._begin(at)
        return self._loaded().open(office)

    def practice_places(self) -> Sequence[str]:
        """Where one can practise."""
        from shopdesk.practice import people

        return people.PLATFORMS

    def practise(self, channel: str, comes_back_to: str, state: str) -> "Entry":
        """Begin the marketplace of this computer, or go to the one that runs, and be let in. Raises Conflict."""
        from shopdesk.practice import host

        at = host.address(host.PORT)
        self._begin(at)
        return host.entry(at, channel, comes_back_to, state)

    def _begin(self, at: str) -> None:
        from shopdesk.practice import host

        with self._loading:
            if self._market is None:
                self._market = host.begin(host.port_of(at), self._window.data_dir / host.FOLDER)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded(), name)

    def _loaded(self) -> "Line":
        with self._loading:
            if self._line is None:
                self._line = self._made()
            return self._line

    def _made(self) -> "Line":
        from shopdesk.sync.line import Line

        window = self._window

        def tell(kind: str, account: int, count: int) -> None:
            online = window.online
            if online is not None:
                window.jobs.post(lambda: online.heard(kind, account, count))

        return Line(window.data_dir, window.clock, tell, lambda: window.online is not None and window.online.spare)


def _practised(office: "Office") -> set[str]:
    """The addresses of the marketplaces of this computer that the shop has accounts at."""
    from shopdesk.shop import accounts

    with office.reading() as desk:
        found = accounts.in_use(desk)
    return {str(one.options.get("base") or one.place) for one in found if one.options.get("practice")}


def build(data_dir: Path) -> Window:
    """The window of a shop folder, on the till, with its crash box."""
    with theme.undressed():
        window = Window(data_dir)
        sys.excepthook = fault_hook(window)
        window.go("till")
    return window


def start_size(window: Window) -> None:
    """As large as the screen allows on a small one, else the reference size in the middle.

    The size is set in both cases: where no window manager answers, nobody makes the window larger.
    """
    free = window.screen().availableGeometry()
    window.resize(QSize(*REFERENCE).boundedTo(free.size()))
    if free.width() <= 1400 or free.height() <= 800:
        window.showMaximized()


def fault_hook(window: Window) -> "Callable[[type[BaseException], BaseException, TracebackType | None], object]":
    """The crash box, whose code is loaded with the first fault."""

    @functools.cache
    def box() -> "Callable[[type[BaseException], BaseException, TracebackType | None], object]":
        from shopdesk.ui import crash

        return crash.hook(window.open)

    return lambda kind, error, trace: box()(kind, error, trace)


def after_first_paint(window: Window) -> None:
    """What nobody waits for: the log, what was not painted yet, the shop's file, the ear for a second start.

    The file comes after the window's own work: beside the loading thread each turn of the window takes twice as long.
    """

    def watchers() -> None:
        from shopdesk.base import log
        from shopdesk.ui import care, online, printing
        from shopdesk.ui.pages import people

        log.start(window.data_dir)
        # A file that another program still shows cannot be deleted everywhere; the next start does it.
        shutil.rmtree(paths.shown_dir(window.data_dir), ignore_errors=True)
        people.install(window)
        care.install(window)
        printing.install(window)
        online.install(window, OnDemand(window))

    def second_screen() -> None:
        from shopdesk.ui.display import second

        second.install(window)

    in_turns(
        window,
        deque(
            [
                watchers,
                second_screen,
                *window.page.unseen(),
                lambda: load_data(window),
                lambda: listen(window, window.data_dir),
            ]
        ),
    )


def in_turns(window: Window, deeds: "deque[Callable[[], object]]") -> None:
    """Do one after the other, each in a turn of its own: what somebody types meanwhile is heard in between."""
    deed = deeds.popleft()
    if deeds:
        window.later(TURN_MS, lambda: in_turns(window, deeds))
    deed()


def options(arguments: list[str]) -> dict[str, str]:
    """`--data DIR --lang th`, with = or a blank between, as a mapping."""
    words = [word for one in arguments for word in (one.split("=", 1) if one.startswith("--") else [one])]
    return dict(zip(words[::2], words[1::2], strict=False))


def no_screen(language: object) -> int:
    """Say what to do where no window can be shown."""
    i18n.set_language(language if isinstance(language, str) and language in i18n.NAMES else "th")
    words = (_("There is no screen for a window here."), _("Start ShopDesk on the desktop, or type: shopdesk --help"))
    sys.stderr.write("\n".join(words) + "\n")
    return 1


def main(arguments: list[str]) -> int:
    """Open the window; answers the exit code: 0, or 1 where no screen is there or the folder has its window open."""
    chosen = options(arguments)
    data_dir = Path(chosen["--data"]) if "--data" in chosen else paths.default_data_dir()
    if not display.there():
        return no_screen(chosen.get("--lang") or machine.read(data_dir).get("language"))
    app = make_application(data_dir)
    if chosen.get("--lang") in i18n.NAMES:
        i18n.set_language(chosen["--lang"])
    lock = only_window(data_dir)
    if lock is None:
        sys.stderr.write(_("ShopDesk is already open for this shop.") + "\n")
        return 1
    window = build(data_dir)
    start_size(window)
    window.show()
    QTimer.singleShot(LOAD_AFTER_MS, window, lambda: after_first_paint(window))
    try:
        return app.exec()
    finally:
        lock.unlock()
