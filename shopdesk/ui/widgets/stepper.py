"""A number between − and +: for fingers, for the keys + and −, and typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, QuantityField


class _Digits(QuantityField):
    """The number itself: + and − step, everything else is typed."""

    def __init__(self, name: str, step: Callable[[int], object]) -> None:
        super().__init__(None, name=name)
        self._step = step
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys + and − (and up and down) step."""
        by = {"+": 1, "-": -1}.get(event.text(), 0)
        by = by or {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self._step(by)
        else:
            super().keyPressEvent(event)


class QuantityStepper(QWidget):
    """A quantity in thousandths between bounds; `changed` gives it whenever it changes to one that can be used."""

    changed = Signal(int)

    def __init__(self, qty: int, *, highest: int, step: int = quantity.ONE, lowest: int = 0, name: str = "") -> None:
        super().__init__()
        self._qty, self._lowest, self._highest, self._step = qty, lowest, highest, step
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.fewer = Button(
            "", "round", icon="minus", name=_("Fewer: {name}").format(name=name), on=lambda: self.go(-1)
        )
        self.more = Button("", "round", icon="plus", name=_("More: {name}").format(name=name), on=lambda: self.go(1))
        self.field: Field = _Digits(name, self.go)
        self.field.setFixedWidth(theme.px(84))
        for button in (self.fewer, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.fewer, self.field, self.more):
            row.addWidget(part)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self._show)
        self._show()

    def qty(self) -> int:
        """The quantity."""
        return self._qty

    def set_qty(self, qty: int) -> None:
        """Another quantity, kept within the bounds."""
        self._set(qty)
        self._show()

    def go(self, by: int) -> None:
        """One step more or fewer."""
        self.set_qty(self._qty + by * self._step)

    def _typed(self, text: str) -> None:
        try:
            wanted = quantity.parse(text) if text.strip(" 0.") else 0
        except ShopError:
            self.field.mark(wrong=True)
            return
        fits = self._lowest <= wanted <= self._highest
        self.field.mark(wrong=not fits)
        if fits:
            self._set(wanted)

    def _set(self, qty: int) -> None:
        kept = max(self._lowest, min(self._highest, qty))
        if kept != self._qty:
            self._qty = kept
            self.changed.emit(kept)
        self.fewer.setEnabled(kept > self._lowest)
        self.more.setEnabled(kept < self._highest)

    def _show(self) -> None:
        self.field.mark(wrong=False)
        self.field.setText(quantity.plain(self._qty))
        self._set(self._qty)


class Stepper(QuantityStepper):
    """A count: whole numbers."""

    def __init__(self, count: int, *, highest: int, lowest: int = 0, name: str = "") -> None:
        one = quantity.ONE
        super().__init__(count * one, highest=highest * one, lowest=lowest * one, name=name)

    def value(self) -> int:
        """The count."""
        return self.qty() // quantity.ONE
