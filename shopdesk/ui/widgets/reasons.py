"""Why: a few reasons to tap, and a line to write another one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field


class Reasons(QWidget):
    """`choices` are words to tap; what is tapped stands in the line and can be changed there."""

    def __init__(self, choices: Sequence[str], *, title: str = "", columns: int = 3) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.chips = [self._chip(words) for words in choices]
        for number, chip in enumerate(self.chips):
            grid.addWidget(chip, number // columns, number % columns)
        column.addLayout(grid)
        self.field = Field(hint=_("Or write another reason"), name=title or _("Reason"))
        self.field.textChanged.connect(self._mark)
        column.addWidget(self.field)

    def value(self) -> str:
        """The reason tapped or written; empty where there is none."""
        return self.field.value()

    def _chip(self, words: str) -> Button:
        chip = Button(words, "chip", on=lambda: self.field.setText(words))
        chip.setCheckable(True)
        return chip

    def _mark(self, _text: str) -> None:
        for chip in self.chips:
            chip.setChecked(chip.said() == self.value())
