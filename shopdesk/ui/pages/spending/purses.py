"""From where money comes: a few chips."""

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.shop import purse
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button


class Purses(QWidget):
    """`value()` is drawer, owner or transfer."""

    def __init__(self, chosen: str = "drawer") -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        self._group = QButtonGroup(self)
        words = {"drawer": _("From the drawer"), "owner": _("Owner's money"), "transfer": _("Transfer")}
        self.chips: dict[str, Button] = {}
        for number, one in enumerate(purse.PURSES):
            chip = Button(words[one], "chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            grid.addWidget(chip, number // 2, number % 2)
            self.chips[one] = chip
        self.choose(chosen)

    def value(self) -> str:
        """The one that is on."""
        return next(one for one, chip in self.chips.items() if chip.isChecked())

    def choose(self, value: str) -> None:
        """Put one on."""
        self.chips[value].setChecked(True)
