"""Watches the keyboard of whatever has the focus: scanner bursts, whether Tab was used, whether Alt is held.

The filter sits on the focus widget alone. A filter on the whole program would see a key twice wherever a widget lets it
bubble, and would cost a Python call for every event there is.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from shopdesk.ui import theme
from shopdesk.ui.scanner import Burst
from shopdesk.ui.widgets import buttons

if TYPE_CHECKING:
    from shopdesk.ui.widgets.focus import Ring

_MOVERS = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_F6,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}
_SILENT = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_Mode_switch}
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


class Watch(QObject):
    """One per window. `scanned` carries the text as the scanner sent it; `seconds` is a clock that only goes on.

    `touched` is when the keyboard was last used or went elsewhere.
    """

    scanned = Signal(str)

    def __init__(self, window: QWidget, seconds: Callable[[], float]) -> None:
        super().__init__(window)
        self._window, self._seconds = window, seconds
        self._burst, self._kept = Burst(), ("", 0)
        self._by_keyboard = False
        self._deaf_for, self._deaf_until = 0.0, float("-inf")
        self.touched = seconds()
        self._on: QWidget | None = None
        self._ring: Ring | None = None
        self.caps = Keycaps(window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    @property
    def ring(self) -> "Ring":
        """The ring of the window; Qt deletes it with the scrolled sheet it last stood on, then there is another."""
        from shopdesk.ui.widgets.focus import Ring

        if self._ring is None or not isValid(self._ring):
            self._ring = Ring(self._window)
        return self._ring

    def deafen(self, seconds: float) -> None:
        """Let no digit and no Enter through until the person stops typing them for this long.

        A field that shows dots gets them all the same: somebody else's PIN may be asked for at once.
        """
        self._deaf_for, self._deaf_until = seconds, self._seconds() + seconds

    def _deaf(self, event: QKeyEvent, at: float) -> bool:
        hidden = isinstance(self._on, QLineEdit) and self._on.echoMode() is not QLineEdit.EchoMode.Normal
        if hidden or at >= self._deaf_until or not (event.text().isdecimal() or event.key() in _ENDS):
            return False
        self._deaf_until = at + self._deaf_for
        return True

    def follow(self, widget: QWidget | None) -> None:
        """Put the ring around a control, where the keyboard is used; hide it for None. There is none before Tab."""
        if self._ring is not None or (self._by_keyboard and widget is not None):
            self.ring.follow(widget, by_keyboard=self._by_keyboard)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.touched = self._seconds()
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
            self._on.destroyed.disconnect(self._forget)
        inside = now is not None and (now is self._window or self._window.isAncestorOf(now))
        self._on = now if inside else None
        if self._on is not None:
            self._on.installEventFilter(self)
            self._on.destroyed.connect(self._forget)
        self.follow(self._on)

    def _forget(self) -> None:
        self._on = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key before the widget does."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is QApplication.focusWidget():
            return self._pressed(event)
        if kind is QEvent.Type.MouseButtonPress:
            self._by_keyboard = False
            self.follow(None)
        elif kind in (QEvent.Type.KeyRelease, QEvent.Type.FocusOut):
            self.caps.hide()
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key, at = Qt.Key(event.key()), self._seconds()
        self.touched = at
        if self._deaf(event, at):
            self._burst.broken()
            return True
        if key is Qt.Key.Key_Alt:
            self.caps.uncover()
        if key in _SILENT or key is Qt.Key.Key_Alt:
            return False
        self.caps.hide()
        if key in _ENDS and not event.isAutoRepeat():
            code = self._burst.ended(at)
            if code:
                self._take(code)
                return True
        self._by_keyboard = key in _MOVERS
        self._collect(event, at)
        return False

    def _collect(self, event: QKeyEvent, at: float) -> None:
        text = event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not text or not text.isprintable() or not plain or event.isAutoRepeat():
            self._burst.broken()
        elif self._burst.typed(text, at):
            self._kept = _state(self._on)

    def _take(self, code: str) -> None:
        if isinstance(self._on, QLineEdit):
            text, cursor = self._kept
            self._on.setText(text)
            self._on.setCursorPosition(cursor)
        self.scanned.emit(code)


def _state(widget: QWidget | None) -> tuple[str, int]:
    return (widget.text(), widget.cursorPosition()) if isinstance(widget, QLineEdit) else ("", 0)


class Keycaps(QWidget):
    """While Alt is held: a keycap on every control that has a key."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._spots: list[tuple[QRect, str]] = []
        self.hide()

    def uncover(self) -> None:
        """Show them."""
        window = self.window()
        found = cast("list[buttons.Button]", window.findChildren(buttons.Button))
        self._spots = [
            (QRect(button.mapTo(window, QPoint(0, 0)), button.size()), button.key)
            for button in found
            if button.key and button.isVisible()
        ]
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def shown(self) -> list[str]:
        """The keys to be read now."""
        return [] if self.isHidden() else [key for _spot, key in self._spots]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each at the upper right of its control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot, key in self._spots:
            corner = spot.topRight() + QPoint(theme.px(2), theme.px(4))
            buttons.keycap(
                painter, corner.toPointF(), key, theme.color("toast"), theme.color("on_toast"), theme.color("surface")
            )
        painter.end()
