"""The controls of the settings page. Each shows a value, and hands over another as soon as it was chosen."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPlainTextEdit, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import digits, money, thaidate, thaitext
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.entries import Entry
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field

Told = Callable[[Any], object]
MANY = 4
_UNDO_KEYS = {Qt.Key.Key_Z, Qt.Key.Key_Y}


class Control(Protocol):
    """What a row of the page asks of its control."""

    def show_value(self, value: Any) -> None:
        """Show this value, without telling anybody."""

    def widget(self) -> QWidget:
        """The widget to place."""


class Chooser:
    """A few values side by side; a switch is one of two."""

    def __init__(self, choices: tuple[tuple[Any, str], ...], told: Told) -> None:
        self._values = {str(value): value for value, _words in choices}
        words = [(str(value), _(words)) for value, words in choices]
        self._segments = Segments(words, words[0][0], lambda value: told(self._values[value]))

    def show_value(self, value: Any) -> None:
        """Mark this one."""
        if str(value) in self._values:
            self._segments.choose(str(value))

    def value(self) -> Any:
        """Which one is marked."""
        return self._values[self._segments.value()]

    def widget(self) -> Segments:
        """The buttons."""
        return self._segments


class TileChooser:
    """A few values with long names, two in a row."""

    def __init__(self, choices: tuple[tuple[Any, str], ...], told: Told) -> None:
        self._group = QButtonGroup()
        self._buttons: dict[Any, Button] = {}
        for value, words in choices:
            button = Button(_(words), "choice", on=lambda value=value: told(value))  # type: ignore[misc]
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[value] = button
        self._whole = QWidget()
        cells = QGridLayout(self._whole)
        cells.setContentsMargins(0, 0, 0, 0)
        for number, button in enumerate(self._buttons.values()):
            cells.addWidget(button, number // 2, number % 2)

    def show_value(self, value: Any) -> None:
        """Mark this one."""
        self._buttons[value].setChecked(True)

    def widget(self) -> QWidget:
        """The buttons."""
        return self._whole


def switch(told: Told) -> Chooser:
    """On or off."""
    return Chooser(((True, N_("On")), (False, N_("Off"))), told)


class Typed(Field):
    """A field that hands over what was typed at Enter or when the keyboard leaves it, where it is something else.

    Until something is typed, Ctrl+Z and Ctrl+Y belong to the page.
    """

    def __init__(self, kind: str, told: Told, refused: Callable[[ShopError], object], name: str) -> None:
        super().__init__(name=name, longest=500)
        self._kind, self._told, self._refused = kind, told, refused
        self._shown: Any = None
        self._asked: str | None = None
        self.editingFinished.connect(self._finished)
        if kind in ("number", "money", "percent"):
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def widget(self) -> "Typed":
        """Itself."""
        return self

    def show_value(self, value: Any) -> None:
        """Show what is stored."""
        self._shown, self._asked = value, None
        self.setText(written(self._kind, value))
        self.mark(wrong=False)

    def read(self) -> Any:
        """What was typed, as the setting keeps it; raises Invalid."""
        return understood(self._kind, self.value())

    def _finished(self) -> None:
        # Leaving the field for the owner's PIN is not a second wish.
        if self.value() in (written(self._kind, self._shown), self._asked):
            return
        self._asked = self.value()
        try:
            value = self.read()
        except ShopError as error:
            self._refused(error)
            return
        self._told(value)

    def event(self, event: QEvent) -> bool:
        """Let the page have Ctrl+Z while nothing is typed."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            untouched = self.value() == written(self._kind, self._shown)
            if Qt.Key(event.key()) in _UNDO_KEYS and untouched:
                event.ignore()
                return False
        return super().event(event)


class Lines(QPlainTextEdit):
    """A few lines of text, handed over when the keyboard leaves them."""

    def __init__(self, told: Told, name: str) -> None:
        super().__init__()
        self._told, self._shown = told, ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(104))

    def widget(self) -> "Lines":
        """Itself."""
        return self

    def show_value(self, value: Any) -> None:
        """Show what is stored."""
        self._shown = str(value)
        self.setPlainText(self._shown)

    def value(self) -> str:
        """What was typed, without blanks at the ends of lines."""
        text = thaitext.strip(self.toPlainText())
        return "\n".join(line.strip() for line in text.split("\n")).strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand it over."""
        super().focusOutEvent(event)
        if self.value() != self._shown:
            self._shown = self.value()
            self._told(self._shown)


def written(kind: str, value: Any) -> str:
    """A stored value as a person reads it in a field."""
    if value is None or value == "":
        return ""
    if kind in ("money", "percent"):
        return money.short(value).replace(",", "")
    return thaidate.day(date.fromisoformat(value)) if kind == "date" else str(value)


def understood(kind: str, typed: str) -> Any:
    """What a person typed as it is stored; raises Invalid. A percentage is kept in basis points."""
    if kind in ("money", "percent"):
        return money.parse(typed)
    if kind == "date":
        return thaidate.parse(typed).isoformat() if typed else ""
    if kind == "number":
        return number(typed)
    return typed


def number(typed: str) -> int:
    """A whole number; raises Invalid."""
    plain = digits.arabic(typed)
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise Invalid(N_("Type a whole number."))
    return int(plain)


def control(entry: Entry, title: str, told: Told, refused: Callable[[ShopError], object]) -> Control:
    """The control that an entry asks for."""
    if entry.kind == "switch":
        return switch(told)
    if entry.kind == "choice":
        return Chooser(entry.choices, told) if len(entry.choices) < MANY else TileChooser(entry.choices, told)
    if entry.kind == "lines":
        return Lines(told, title)
    return Typed(entry.kind, told, refused, title)
