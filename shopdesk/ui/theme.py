"""How the window looks at the moment: colours, text size, font. Painting code asks here; `apply` changes it live."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from shopdesk.base import paths
from shopdesk.ui.tokens import DARK, LIGHT, Tokens

FAMILY = "IBM Plex Sans Thai Looped"
CENTER = Qt.AlignmentFlag.AlignCenter
SIZES = (100, 115, 130, 150)
MODES = ("system", "light", "dark")
# Role of a text -> pixels at 100 % and weight (400 to 700).
ROLES = {
    "display": (28, 700),
    "title": (22, 700),
    "h": (18, 600),
    "price": (21, 700),
    "lead": (17, 400),
    "body": (16, 400),
    "strong": (16, 600),
    "sub": (15, 400),
    "label": (14, 500),
    "cap": (13, 400),
}


@dataclass(slots=True)
class _Look:
    tokens: Tokens = LIGHT
    scale: int = 100


_look = _Look()


class _Listener(QObject):
    """Dies with its owner, and the connection with it."""

    def __init__(self, owner: QObject, changed: Callable[[], object]) -> None:
        super().__init__(owner)
        self._changed = changed

    def heard(self, _scheme: Qt.ColorScheme) -> None:
        self._changed()


def tokens() -> Tokens:
    """The colours of the moment."""
    return _look.tokens


def color(name: str) -> QColor:
    """One colour of the moment by its name in Tokens."""
    return QColor(getattr(_look.tokens, name))


def scale() -> int:
    """The text size of the moment in percent."""
    return _look.scale


def px(pixels: float) -> int:
    """A length given at 100 % at the text size of the moment."""
    return round(pixels * _look.scale / 100)


def font(role: str = "body", weight: int | None = None) -> QFont:
    """The font of a role at the text size of the moment."""
    pixels, usual = ROLES[role]
    return sized(pixels, weight or usual)


def sized(pixels: float, weight: int = 400) -> QFont:
    """The font of the window in a size given at 100 %."""
    made = QFont(FAMILY)
    made.setPixelSize(px(pixels))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def application(*arguments: str) -> QApplication:
    """The one QApplication of this process, in our style and with our fonts; `apply` gives it its colours."""
    app = QApplication.instance()
    if app is None:
        # setStyle answers the style, and to show Python that one, Qt would first make every kind of style there is.
        app = QApplication([*(arguments or ("shopdesk",)), "-style", "Fusion"])
    else:
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
    load_fonts()
    return app


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; at the second call nothing happens."""
    if FAMILY in QFontDatabase.families():
        return
    for file in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def next_size(step: int) -> int:
    """The text size `step` places larger (or smaller) than now, within those offered; 0 means the usual size."""
    if step == 0:
        return SIZES[0]
    place = SIZES.index(_look.scale) if _look.scale in SIZES else 0
    return SIZES[max(0, min(len(SIZES) - 1, place + step))]


def palette(look: Tokens) -> QPalette:
    """Qt's own palette in our colours, for whatever the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, look.app),
        (role.WindowText, look.text),
        (role.Base, look.surface),
        (role.AlternateBase, look.subtle),
        (role.Text, look.text),
        (role.Button, look.surface),
        (role.ButtonText, look.text),
        (role.BrightText, look.danger),
        (role.Highlight, look.primary_soft),
        (role.HighlightedText, look.primary_soft_text),
        (role.PlaceholderText, look.muted),
        (role.Link, look.info),
        (role.ToolTipBase, look.toast),
        (role.ToolTipText, look.on_toast),
    ):
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(look.muted))
    return made


def wants_dark(app: QApplication, mode: str) -> bool:
    """Whether a mode ("system", "light", "dark") is dark on this machine now."""
    if mode == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return mode == "dark"


def on_system_change(owner: QObject, changed: Callable[[], object]) -> None:
    """Call `changed` when the machine turns dark or light, as long as `owner` lives."""
    listener = _Listener(owner, changed)
    QGuiApplication.styleHints().colorSchemeChanged.connect(listener.heard)


@contextmanager
def undressed() -> Iterator[None]:
    """Put widgets together without the style sheet: Qt would ask it anew for a whole branch each time one is added."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def apply(app: QApplication, mode: str = "system", percent: int = 100) -> None:
    """Give the whole window these colours ("system", "light" or "dark") and this text size (100 to 150)."""
    from shopdesk.ui import icons, sheet_style

    _look.tokens = DARK if wants_dark(app, mode) else LIGHT
    _look.scale = max(SIZES[0], min(SIZES[-1], percent))
    icons.forget()
    app.setPalette(palette(_look.tokens))
    app.setFont(font())
    app.setStyleSheet(sheet_style.build(_look.tokens, px))
