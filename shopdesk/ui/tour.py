"""Every screen, sheet and state as a picture: `run_tour` draws them offscreen with a sample shop, one file each.

A page registers its states in `pages/<page>/states.py`:

    @state("till-weight")
    def weight(window: Window) -> None: ...
"""

import importlib
import importlib.util
import random
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, Qt, QThread
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.base import i18n, machine
from shopdesk.ui import theme

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.ui.shell import Window

State = Callable[["Window"], object]
STATES: dict[str, State] = {}
PAGES = (
    "till",
    "pay",
    "receipt",
    "bills",
    "products",
    "labels",
    "producers",
    "stock",
    "spending",
    "importing",
    "day",
    "market",
    "orders",
    "customers",
    "people",
    "accounts",
    "sync",
    "listing",
    "settlements",
    "settings",
    "first_run",
)
# A Sunday morning in Bangkok; the pictures say the same at each run.
MOMENT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
BACKGROUND_SECONDS = 20


def state(name: str) -> Callable[[State], State]:
    """Register a function that brings a window on a sample shop into a state, under the name of its picture."""

    def register(bring: State) -> State:
        STATES[name] = bring
        return bring

    return register


def states() -> dict[str, State]:
    """All registered states, those of the pages included."""
    for page in PAGES:
        module = f"shopdesk.ui.pages.{page}.states"
        if importlib.util.find_spec(f"shopdesk.ui.pages.{page}") and importlib.util.find_spec(module):
            importlib.import_module(module)
    return dict(STATES)


class Ticks:
    """A clock of seconds that goes on a little at each look, so that a picture never depends on the machine's speed."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@contextmanager
def sample_window(folder: Path, size: tuple[int, int], settings: dict[str, object]) -> "Iterator[Window]":
    """A window over the sample shop of a folder; `settings` are the machine's: theme, language, text_size."""
    from shopdesk.ui.shell import Window

    machine.write(folder, **settings)
    office = _office(folder, seed=3)
    window = Window(folder, now=lambda: MOMENT, monotonic=Ticks(), random=random.Random(2))  # noqa: S311
    window.sounds.on = False
    window.resize(*size)
    window.go("till")
    window.show()
    window.data_ready(office, None)
    window.pills.show_net("off", 0)
    try:
        yield window
    finally:
        settle(window)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _office(folder: Path, seed: int) -> "Office":
    from shopdesk.shop.opening import open_office

    return open_office(folder, now=lambda: MOMENT, random=random.Random(seed))  # noqa: S311 - a picture's ids


def prepare(folder: Path) -> None:
    """Make the sample shop in a folder."""
    from shopdesk.ui import sample

    office = _office(folder, seed=1)
    sample.fill(office)
    office.close()


def strike(widget: QWidget, text: str) -> None:
    """The keys that type this, one after the other, as from a keyboard; a line end is Enter."""
    for sign in text:
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))


def settle(window: "Window") -> None:
    """Let the background finish and everything be laid out."""
    app = QApplication.instance()
    assert app is not None
    for _n in range(BACKGROUND_SECONDS * 50):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if not window.jobs.busy():
            break
        QThread.msleep(20)
    app.processEvents()


def run_tour(
    out: Path,
    size: tuple[int, int] = (1366, 768),
    mode: str = "light",
    language: str = "th",
    percent: int = 100,
    names: Collection[str] = (),
) -> list[Path]:
    """Draw every state (or those of `names`) to `out`/NAME.png; answers the files. Needs app.make_application first."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    out.mkdir(parents=True, exist_ok=True)
    before = i18n.language()
    i18n.set_language(language)
    theme.apply(app, mode, percent)
    settings: dict[str, object] = {"theme": mode, "language": language, "text_size": percent}
    wanted = {name: bring for name, bring in states().items() if not names or name in names}
    folder = Path(tempfile.mkdtemp(prefix="shopdesk-tour-"))
    try:
        prepare(folder / "sample")
        return [_picture(out / f"{name}.png", bring, size, settings, folder) for name, bring in wanted.items()]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        i18n.set_language(before)


def _picture(file: Path, bring: State, size: tuple[int, int], settings: dict[str, object], folder: Path) -> Path:
    shop = folder / file.stem
    shutil.copytree(folder / "sample", shop)
    with sample_window(shop, size, settings) as window:
        bring(window)
        settle(window)
        window.grab().save(str(file))
    shutil.rmtree(shop, ignore_errors=True)
    return file
