"""The goods that are being counted: each heap of them in turn, typed, Enter."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import QuantityField
from shopdesk.ui.widgets.text import Elided, Plain


@dataclass(frozen=True, slots=True)
class Spot:
    """One heap to be counted: whose and which lot, in words; what this person counted of it before."""

    item: int
    owner: int
    lot: int
    name: str
    unit: str
    words: str
    before: int | None


class CountBar(QFrame):
    """`counted(spot, qty)` at Enter; `left` where it is not counted now."""

    counted = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.spot: Spot | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self.name = Elided("", "h")
        head.addWidget(self.name, 1)
        head.addWidget(Button("", "icon", icon="x", name=_("Do not count this now"), on=self.left.emit))
        column.addLayout(head)
        self.words = Elided("", "sub")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.qty = QuantityField(name=_("How much is there"), big=True, on_enter=self.enter)
        self.unit = Plain("", "h")
        row.addWidget(self.qty, 1)
        row.addWidget(self.unit)
        row.addWidget(Button(_("Next"), icon="check", key="Enter", on=self.enter))
        column.addLayout(row)
        self.trouble = Plain("", "cap", tone="danger", wrap=True)
        column.addWidget(self.trouble)
        self.hide()

    def ask(self, spot: Spot | None) -> None:
        """Count this heap; None hides it."""
        self.spot = spot
        self.trouble.hide()
        self.setVisible(spot is not None)
        if spot is None:
            return
        self.name.show_text(spot.name)
        self.words.show_text(spot.words)
        self.words.setVisible(bool(spot.words))
        self.unit.show_text(unit.name(spot.unit))
        self.qty.setText("" if spot.before is None else quantity.plain(spot.before))
        self.qty.mark(wrong=False)
        self.qty.selectAll()
        self.qty.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """What was typed was found; 0 where nothing is left."""
        if self.spot is None:
            return
        try:
            found = quantity.counted(self.qty.text())
        except ShopError as error:
            self.qty.mark(wrong=True)
            self.trouble.show_text(f"{error} {error.hint}".strip())
            self.trouble.show()
            return
        self.counted.emit(self.spot, found)
