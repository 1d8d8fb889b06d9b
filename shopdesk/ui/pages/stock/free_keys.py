"""A search field that leaves the page's own keys alone while nothing is typed in it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from shopdesk.ui.widgets.fields import Field

PAGES_OWN = (Qt.Key.Key_Z, Qt.Key.Key_K)


class FreeKeys(QObject):
    """Ctrl+Z and Ctrl+K are the page's while `field` is empty; a line of Qt keeps them for itself."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the key to the window's shortcuts."""
        asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() in PAGES_OWN and not self._field.text():  # type: ignore[attr-defined]
            event.ignore()
            return True
        return super().eventFilter(watched, event)
