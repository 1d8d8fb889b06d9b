"""The line that is being typed: how much came and what it cost; Enter goes on with the next scan."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity, unit
from shopdesk.shop import receiving
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.stock.load import LoadLine


class LineBar(QFrame):
    """`changed(line)` at every letter that makes sense; `done` when Enter says the line is right; `removed`."""

    changed = Signal(object)
    done = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._line: LoadLine | None = None
        self._error: ShopError | None = None
        self.name = Elided("", "strong")
        self.qty = QuantityField(name=_("How much came"))
        self.unit = Plain("", "sub")
        self.each = MoneyField(name=_("Cost for one"))
        self.total = MoneyField(name=_("Cost for all"))
        self.expires = DateField(name=_("Last day"))
        self.harvested = DateField(name=_("Harvested"))
        self.lot_code = Field(name=_("Lot number"), longest=receiving.LONGEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addLayout(self._head())
        column.addLayout(self._amounts())
        column.addWidget(self._lot())
        self.trouble = Plain("", "cap", tone="danger", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._waiting = 0
        self._fields: tuple[Field, ...] = (
            self.qty, self.each, self.total, self.expires, self.harvested, self.lot_code,
        )  # fmt: skip
        for field in self._fields:
            field.textEdited.connect(lambda _text, field=field: self._typed(field))
            field.returnPressed.connect(self._entered)
        self.hide()

    def _amounts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self._costs = [_titled(_("Each"), self.each), _titled(_("All of it"), self.total)]
        for part in (_titled(_("How much"), self.qty), *self._costs):
            row.addWidget(part, 1)
        return row

    def _lot(self) -> QWidget:
        self._dates = QWidget()
        row = QHBoxLayout(self._dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        for words, field in (
            (_("Last day"), self.expires),
            (_("Harvested"), self.harvested),
            (_("Lot number"), self.lot_code),
        ):
            row.addWidget(_titled(words, field), 1)
        return self._dates

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.unit)
        self.folder = Button(_("Dates, lot"), "chip", on=self._fold)
        self.folder.setCheckable(True)
        row.addWidget(self.folder)
        row.addWidget(Button("", "icon", icon="trash", name=_("Remove the line"), on=self.removed.emit))
        return row

    def show_line(self, line: "LoadLine | None", *, costs: bool = True) -> None:
        """Type this line; without costs where they are paid when the goods are sold."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self.name.show_text(line.goods.name)
        self.unit.show_text(unit.name(line.goods.unit))
        self.qty.setText(quantity.plain(line.qty))
        self._show_costs(line)
        self.expires.show_iso(line.expires)
        self.harvested.show_iso(line.harvested)
        self.lot_code.setText(line.lot_code)
        for part in self._costs:
            part.setVisible(costs)
        if line.expires or line.harvested or line.lot_code:
            self.folder.setChecked(True)
        self._fold()
        for field in self._fields:
            field.mark(wrong=False)
        self._say(None)

    def wait_for(self, scans: int) -> None:
        """So many scans wait until what is wrong here was put right."""
        self._waiting = scans
        self._say(self._error)

    def _say(self, error: ShopError | None) -> None:
        self._error = error
        waiting = _("{count} scans wait.").format(count=self._waiting) if self._waiting else ""
        self.trouble.show_text(f"{error} {error.hint} {waiting}".strip() if error else "")
        self.trouble.setVisible(error is not None)

    def to_qty(self) -> None:
        """The keyboard to the quantity, ready to be typed over."""
        self.qty.setFocus(Qt.FocusReason.OtherFocusReason)
        self.qty.selectAll()

    def wrong(self) -> bool:
        """Whether something in it cannot be understood; the keyboard goes there."""
        for field in self._fields:
            if not self.isHidden() and field.property("wrong") == "true":
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _show_costs(self, line: "LoadLine", but: Field | None = None) -> None:
        for field, amount in ((self.each, line.each), (self.total, line.total if line.each is not None else None)):
            if field is not but:
                field.show_amount(amount) if amount is not None else field.clear()

    def _fold(self) -> None:
        self._dates.setVisible(self.folder.isChecked())

    def _typed(self, field: Field) -> None:
        if self._line is None:
            return
        try:
            line = self._read(self._line, field)
        except ShopError as error:
            field.mark(wrong=True)
            self._say(error)
            return
        field.mark(wrong=False)
        self._say(None)
        self._line = line
        if field in (self.qty, self.each, self.total):
            self._show_costs(line, field)
        self.changed.emit(line)

    def _read(self, line: "LoadLine", field: Field) -> "LoadLine":
        if field is self.qty:
            return line.with_qty(self.qty.qty())
        if field is self.each:
            return line.with_each(self.each.or_none())
        if field is self.total:
            return line.with_total(self.total.or_none() or 0)
        if field is self.expires:
            return replace(line, expires=self.expires.iso())
        if field is self.harvested:
            return replace(line, harvested=self.harvested.iso())
        return replace(line, lot_code=self.lot_code.value())

    def _entered(self) -> None:
        """Enter: on to the next scan; where the cost is not known yet, there first."""
        if self.wrong():
            return
        if self._line is not None and self._line.each is None and self.each.isVisible() and not self.each.hasFocus():
            self.each.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.done.emit()


def _titled(words: str, field: Field) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    label = Plain(words, "cap")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return whole
