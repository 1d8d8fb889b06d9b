"""The snackbar that offers to take back what was just done, for ten seconds."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain

SECONDS = 10


class Toast(QFrame):
    """One dark bar: what was done, and ย้อนกลับ. Hidden when there is nothing to take back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self.setFixedHeight(theme.px(44))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(10), 0)
        row.setSpacing(theme.px(10))
        self._picture, self._words = QLabel(), Elided("", tone="toast")
        self._undo = Button(_("Undo"), "toast", key="Ctrl+Z", on=self.undo)
        self._key = Plain("Ctrl+Z", "cap", tone="toast")
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        row.addWidget(self._key)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._act: Callable[[], object] | None = None
        self.hide()

    def offer(
        self, text: str, undo: Callable[[], object] | None, *, icon: str = "check", seconds: int = SECONDS
    ) -> None:
        """Say what was done; with `undo`, offer to take it back for `seconds`."""
        ink = theme.tokens().on_toast
        self._picture.setPixmap(icons.pixmap(icon, ink, theme.px(20), self.devicePixelRatioF()))
        self._words.show_text(text)
        self._act = undo
        self._undo.setVisible(undo is not None)
        self._key.setVisible(undo is not None)
        self.show()
        self._timer.start(seconds * 1000)

    def said(self) -> str:
        """What it says now; empty when hidden."""
        return "" if self.isHidden() else self._words.said()

    def undo(self) -> None:
        """Take back, where something can be."""
        act = self._act
        self.clear()
        if act is not None:
            act()

    def clear(self) -> None:
        """Go away."""
        self._timer.stop()
        self._act = None
        self.hide()
