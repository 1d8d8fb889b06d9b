"""Counting a drawer: a picture and a number for each note and coin, for keys and for fingers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import cash, money
from shopdesk.core.digits import arabic
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.amounts import Figure
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.notes import Note
from shopdesk.ui.widgets.text import Plain

DIGITS = (*"1234567890", "⌫")


class CountField(Field):
    """How many of one piece; Enter and the arrows go to the next and the last one."""

    def __init__(self, satang: int, go: Callable[["CountField", int], object]) -> None:
        name = _("How many of {piece}").format(piece=money.short(satang))
        super().__init__("", hint="0", name=name, longest=5)
        self._go = go
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.px(76))
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9๐-๙]*"), self))

    def count(self) -> int:
        """The number typed; 0 where nothing is."""
        text = arabic(self.value())
        return int(text) if text.isdigit() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and down: the next; up: the one before."""
        step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = step.get(Qt.Key(event.key()), 0)
        if by:
            self._go(self, by)
        else:
            super().keyPressEvent(event)


class PieceCount(QWidget):
    """The notes and coins with their numbers; `changed` whenever one changes, `ended` after the last one."""

    changed = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        self.fields: dict[int, CountField] = {}
        self._sums: dict[int, Figure] = {}
        for side, pieces in enumerate((cash.NOTES, cash.COINS)):
            for row, piece in enumerate(pieces):
                self._add(grid, piece, row, side * 5)
            grid.setColumnStretch(side * 5 + 3, 1)
        grid.setColumnMinimumWidth(4, theme.px(12))

    def _add(self, grid: QGridLayout, piece: int, row: int, column: int) -> None:
        field, amount = CountField(piece, self._go), Figure()
        amount.setMinimumWidth(theme.px(72))
        room = amount.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        amount.setSizePolicy(room)
        amount.hide()
        words = money.short(piece) if piece >= money.BAHT else f".{piece:02d}"
        grid.addWidget(Note(piece, height=32), row, column)
        grid.addWidget(Plain(words, "strong"), row, column + 1)
        grid.addWidget(field, row, column + 2)
        grid.addWidget(amount, row, column + 3)
        self.fields[piece], self._sums[piece] = field, amount
        field.textChanged.connect(lambda _text: self._changed(piece))

    def _changed(self, piece: int) -> None:
        count = self.fields[piece].count()
        self._sums[piece].set_amount(cash.counted({piece: count}))
        self._sums[piece].setVisible(count > 0)
        self.changed.emit()

    def _go(self, field: CountField, by: int) -> None:
        order = list(self.fields.values())
        place = order.index(field) + by
        if place == len(order):
            self.ended.emit()
        elif place >= 0:
            order[place].setFocus(Qt.FocusReason.TabFocusReason)
            order[place].selectAll()

    def pieces(self) -> dict[int, int] | None:
        """Satang → count of what was typed; None where nothing was."""
        if not any(field.value() for field in self.fields.values()):
            return None
        return {piece: field.count() for piece, field in self.fields.items() if field.count()}

    def put(self, pieces: dict[int, int]) -> None:
        """Put numbers back that were typed before."""
        for piece, count in pieces.items():
            self.fields[piece].setText(str(count))


class DigitRow(QWidget):
    """One row of digits for fingers; they type into whatever field the keyboard is in."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name or _("Digits"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for sign in DIGITS:
            row.addWidget(self._key(sign), 1)

    def _key(self, sign: str) -> Button:
        button = Button("" if sign == "⌫" else sign, "digit", on=lambda: self.press(sign))
        if sign == "⌫":
            button.setIcon(icons.icon("backspace"))
            button.setAccessibleName(_("Delete the last digit"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumWidth(theme.px(36))
        return button

    def press(self, sign: str) -> None:
        """Type a digit, or take the last one away."""
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit):
            return
        if sign == "⌫":
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
                QApplication.sendEvent(field, key)
        else:
            field.insert(sign)


def titled(number: str, words: str, *parts: QWidget) -> QVBoxLayout:
    """A step of the closing: its number and name above what belongs to it."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(8))
    column.addWidget(Plain(f"{number} {words}", "h"))
    for part in parts:
        column.addWidget(part)
    return column
