"""Why: a few reasons to tap, and a line to write another one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field


class Reasons(QWidget):
    """`choices` are words to tap; what is tapped stands in the line and can be changed there, or tapped away again.

    The keyboard is never left on a reason that was chosen: Enter is for the sheet's next step.
    """

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
        chip = Button(words, "chip", on=lambda: self._tapped(words))
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _tapped(self, words: str) -> None:
        if self.value() == words:
            self.field.clear()
        else:
            self.field.setText(words)
        if any(chip.hasFocus() for chip in self.chips):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, _text: str) -> None:
        for chip in self.chips:
            chip.setChecked(chip.said() == self.value())
