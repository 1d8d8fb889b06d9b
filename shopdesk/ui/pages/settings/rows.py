"""Cards and rows of the settings page: a name and a sentence at the left, the control at the right, or below it."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import thaitext
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.controls import Control
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain, shown

NARROW = 640
BESIDE = 300


class Card(QFrame):
    """A white box of rows with hairlines between them."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(12))
        self.column.setSpacing(theme.px(10))
        if title:
            self.column.addWidget(Plain(title, "h"))

    def add(self, widget: QWidget, *, rule: bool = True) -> None:
        """Put a row at the end."""
        if rule and any(isinstance(self.column.itemAt(n).widget(), SettingRow) for n in range(self.column.count())):
            line = QFrame()
            line.setProperty("kind", "rule")
            self.column.addWidget(line)
        self.column.addWidget(widget)


class SettingRow(QWidget):
    """One setting: `title` and `sentence` beside a control; `below` puts the control under them always."""

    def __init__(self, title: str, sentence: str, field: QWidget, *, unit: str = "", below: bool = False) -> None:
        super().__init__()
        self.title, self._sentence, self._below = title, sentence, below
        self.found = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = Plain(title, "strong", wrap=True)
        self._name.setBuddy(field)
        self._note = Plain(sentence, "sub", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._note)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self.field = field
        self._beside = _with_unit(field, unit)
        self._row.addWidget(self._beside)
        if not field.accessibleName():
            field.setAccessibleName(title)
        field.setAccessibleDescription(sentence)
        self._turn(self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the control below where there is no room beside."""
        super().resizeEvent(event)
        self._turn(self._below or self.width() < theme.px(NARROW))

    def _turn(self, down: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(theme.px(6 if down else 16))
        self._beside.setMinimumWidth(0 if down else theme.px(BESIDE))
        self._beside.setMaximumWidth(16_777_215 if down else theme.px(BESIDE))

    def refuse(self, error: ShopError | None) -> None:
        """Say what is wrong in the place of the sentence; None puts the sentence back."""
        self._note.show_text(f"{error} {error.hint}".strip() if error else self._sentence)
        self._note.set_tone("danger" if error else "")
        if isinstance(self.field, Field):
            self.field.mark(wrong=error is not None)

    def mark(self, *, found: bool) -> None:
        """Show that this is what was searched for."""
        self.found = found
        self._name.set_tone("primary" if found else "")

    def said(self) -> str:
        """What stands under the name."""
        return self._note.said()


class EntryRow(SettingRow):
    """The row of a stored setting."""

    def __init__(self, key: str, title: str, sentence: str, control: Control, *, unit: str, below: bool) -> None:
        super().__init__(title, sentence, control.widget(), unit=unit, below=below)
        self.key, self.control, self.stored = key, control, None

    def show_value(self, value: Any) -> None:
        """Show what is stored, without a refusal."""
        self.stored = value
        self.refuse(None)
        self.control.show_value(value)


def _with_unit(field: QWidget, unit: str) -> QWidget:
    if not unit:
        return field
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    field.setMaximumWidth(theme.px(150))
    row.addStretch(1)
    row.addWidget(field)
    row.addWidget(Plain(_(unit), "sub"))
    return whole


def buttons_row(*buttons: QWidget, end: bool = False) -> QWidget:
    """Buttons side by side at the left, or at the right with `end`."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    if end:
        row.addStretch(1)
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(button)
    if not end:
        row.addStretch(1)
    return whole


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout at once, not only when Qt gets round to it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def grid(widgets: Sequence[QWidget], columns: int) -> QWidget:
    """Widgets in equal columns."""
    whole = QWidget()
    cells = QGridLayout(whole)
    cells.setContentsMargins(0, 0, 0, 0)
    cells.setSpacing(theme.px(8))
    for number, widget in enumerate(widgets):
        cells.addWidget(widget, number // columns, number % columns)
    for column in range(columns):
        cells.setColumnStretch(column, 1)
    return whole


def fact(label: str, value: str) -> QWidget:
    """Something to know: a label over its value."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Plain(label, "label"))
    # A folder may break after each of its parts.
    words = Plain("", "strong", wrap=True)
    words.setText(re.sub(r"(?<=[/\\\\])", thaitext.ZWSP, shown(value)))
    column.addWidget(words)
    return whole
