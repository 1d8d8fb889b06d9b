"""Digits for fingers. The keys type into a field as a keyboard would, and never move."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button

ROWS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("0", ".", "⌫"))


class Numpad(QWidget):
    """Three by four keys that type into `field`. `point` is False for whole numbers; then the key reads 00."""

    def __init__(self, field: QLineEdit, *, point: bool = True, double_zero: bool = True) -> None:
        super().__init__()
        self._field = field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for line, keys in enumerate(ROWS):
            for column, key in enumerate(keys):
                words = key if key != "." or point else ("00" if double_zero else "")
                if words:
                    grid.addWidget(self._key(words), line, column)

    def _key(self, words: str) -> Button:
        button = Button("" if words == "⌫" else words, "digit", on=lambda: self.press(words))
        if words == "⌫":
            from shopdesk.ui import icons

            button.setIcon(icons.icon("backspace", size=26))
            button.setIconSize(QSize(theme.px(26), theme.px(26)))
            button.setAccessibleName(_("Delete the last digit"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def aim(self, field: QLineEdit) -> None:
        """Type into another field from now on."""
        self._field = field

    def press(self, key: str) -> None:
        """Type a key (a digit, 00, the point or ⌫) into the field."""
        if key == "⌫":
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    self._field, QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
                )
        else:
            self._field.insert(key)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
