"""The shortcuts of the window: one for each key of ui.keys, on only where it means something."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from shopdesk.ui import keys


class Shortcuts:
    """`perform` is called with the deed that the pressed key does where it was pressed."""

    def __init__(self, window: QWidget, perform: Callable[[str], object]) -> None:
        self._perform, self._where = perform, ""
        self._made: dict[str, QShortcut] = {}
        for key in keys.KEYS:
            if not key.typed and key.sequence not in self._made:
                shortcut = QShortcut(QKeySequence(key.sequence), window)
                shortcut.setAutoRepeat(key.repeats)
                shortcut.activated.connect(lambda sequence=key.sequence: self._press(sequence))
                self._made[key.sequence] = shortcut

    def arm(self, where: str) -> None:
        """Whose keys hold now. What means nothing there is left to the widget: the arrows to a list, Del to a field."""
        self._where = where
        known = {key.sequence for key in keys.of(where)}
        for sequence, shortcut in self._made.items():
            shortcut.setEnabled(sequence in known)

    def _press(self, sequence: str) -> None:
        for key in keys.of(self._where):
            if key.sequence == sequence:
                self._perform(key.deed)
