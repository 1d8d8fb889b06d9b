"""A new order: what they want, who it is for, which day, and what they pay ahead."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.panes import Panes, card, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField, Row
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.orders import Draft
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Line:
    """Goods and how many thousandths of their sale unit."""

    goods: "Goods"
    qty: int

    @property
    def amount(self) -> int:
        """What it costs now."""
        return money.times(self.goods.price or 0, self.qty)


class Taking(QWidget):
    """`wanted` asks to write the order down."""

    wanted = Signal()

    def __init__(self, win: "Window") -> None:
        super().__init__()
        self.win = win
        self.lines: list[Line] = []
        self.person: Customer | None = None
        self.came_by, self.paid_by = "phone", "drawer"
        self.table: Table[Line] = Table(
            [
                Column(_("Name"), lambda row: row.goods.name, strong=True),
                Column(_("How much"), lambda row: unit.quantity_text(row.qty, row.goods.unit), right=True, width=130),
                Column(_("Total"), lambda row: money.text(row.amount), right=True, width=110),
            ],
            _("What they want"),
        )
        self.table.picked.connect(lambda row: self._mark(row))
        self.table.clicked.connect(lambda _index: self._to_qty())
        self.table.opened.connect(lambda _row: self._to_qty())
        self.finder = Finder(win, self.table)
        self.finder.chosen.connect(self.add)
        self.panes = Panes(self._main(), self._side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes, 1)
        self.main = PayButton(_("Write the order down"), icon="check", key="Ctrl+S", on=self.wanted.emit)
        whole.addWidget(self.main)
        self._show()

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.finder.search)
        column.addWidget(self.finder.stack, 1)
        return main

    def _side(self) -> QWidget:
        content, column = card()
        column.setSpacing(theme.px(2))
        self.goods_name = Elided("", "strong")
        self.qty = QuantityField(name=_("How much"), on_enter=self.finder.focus)
        self.qty.textEdited.connect(lambda _text: self._typed())
        self.remove = Button("", "icon", icon="trash", name=_("Remove the line"), on=self.drop)
        self.line_box = QWidget()
        line = QHBoxLayout(self.line_box)
        line.setContentsMargins(0, 0, 0, theme.px(6))
        self.qty_row = Row(_("How much"), self.qty)
        for widget, stretch in ((self.goods_name, 2), (self.qty_row, 2), (self.remove, 0)):
            line.addWidget(widget, stretch)
        column.addWidget(self.line_box)
        tomorrow = (clock.calendar_date(self.win.clock()) + timedelta(days=1)).isoformat()
        self.name = Field(name=_("Who it is for"), longest=60)
        self.phone = Field(name=_("Telephone"), longest=40)
        self.date = DateField(tomorrow, name=_("Pick-up day"))
        self.deposit = MoneyField(name=_("Deposit paid ahead"))
        self.note = Field(name=_("Note"), longest=200)
        self.known = Button(_("Known customer"), icon="users", on=self.choose_customer)
        self.name_row, self.date_row = Row(_("Who it is for"), self.name), Row(_("Pick-up day"), self.date)
        self.deposit_row = Row(_("Deposit paid ahead"), self.deposit)
        self.deposit.textEdited.connect(lambda _text: self._paid_ahead())
        ways = [("phone", _("Telephone")), ("line", _("LINE")), ("counter", _("Here"))]
        purses = [("drawer", _("Cash")), ("transfer", _("Transfer"))]
        column.addWidget(self.name_row)
        column.addWidget(self.known)
        column.addWidget(Row(_("Telephone"), self.phone))
        column.addWidget(Segments(ways, self.came_by, self._came))
        column.addWidget(self.date_row)
        column.addWidget(self.deposit_row)
        column.addWidget(Segments(purses, self.paid_by, self._paid))
        column.addWidget(Row(_("Note"), self.note))
        column.addStretch(1)
        return scrolled(content)

    def _came(self, way: str) -> None:
        self.came_by = way

    def _paid(self, purse: str) -> None:
        self.paid_by = purse

    def add(self, goods: "Goods", qty: int | None) -> None:
        """One more line; the keyboard goes to how many."""
        self.lines.append(Line(goods, qty or quantity.ONE))
        self._show(len(self.lines) - 1)
        self._to_qty()

    def drop(self) -> None:
        """The marked line goes."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.lines):
            del self.lines[place]
            self._show()
            self.panes.show_side(False)
            self.finder.focus()

    def choose_customer(self) -> None:
        """Somebody whose book the shop keeps: what they pay ahead stands there."""
        from shopdesk.ui.pages.customers.choosing import ChooseSheet

        self.win.open(ChooseSheet(self.win).answered(self.for_customer))

    def for_customer(self, person: "Customer") -> None:
        """The order is theirs."""
        self.person = person
        self.name.setText(person.nickname or person.name)
        self.phone.setText(person.phone)

    def draft(self) -> "Draft | None":
        """The order as typed; None where a field cannot be understood, and says so."""
        from shopdesk.shop.orders import Draft, Wanted

        try:
            day = self.date.iso()
            self.date_row.refuse(None)
        except ShopError as error:
            self.date_row.refuse(error)
            return None
        if self._wrong_qty():
            return None
        deposit = self._paid_ahead()
        if deposit is None:
            self._point_at(self.deposit)
            return None
        lines = [Wanted(line.goods.sale_unit, line.qty) for line in self.lines]
        customer = self.person.id if self.person is not None else None
        return Draft(
            lines, day, self.name.value(), self.phone.value(), customer, deposit, self.paid_by, self.came_by,
            self.note.value(),
        )  # fmt: skip

    def _paid_ahead(self) -> int | None:
        """The deposit; None where it is no amount, which is said at its field."""
        try:
            deposit = self.deposit.or_none() or 0
        except ShopError as error:
            self.deposit_row.refuse(error)
            return None
        self.deposit_row.refuse(None)
        return deposit

    def _wrong_qty(self) -> bool:
        """Whether the marked line has no quantity; the keyboard goes there."""
        if self.line_box.isHidden() or not self.qty_row.said():
            return False
        self._point_at(self.qty)
        return True

    def _point_at(self, field: Field) -> None:
        self.panes.show_side(True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def typed(self) -> bool:
        """Whether something is written here that is no order yet."""
        return bool(self.lines or self.name.value() or self.phone.value() or self.note.value())

    def _show(self, place: int | None = None) -> None:
        self.table.show_rows(self.lines, keep=False)
        self.main.setEnabled(bool(self.lines))
        self.main.set_amount(sum(line.amount for line in self.lines))
        self.line_box.setVisible(place is not None)
        if place is not None:
            self.table.selectRow(place)

    def _mark(self, row: Line) -> None:
        self.line_box.show()
        self.qty_row.refuse(None)
        self.goods_name.show_text(row.goods.name)
        self.qty.setText(quantity.plain(row.qty))

    def _to_qty(self) -> None:
        self._point_at(self.qty)

    def _typed(self) -> None:
        place = self.table.currentIndex().row()
        try:
            qty = self.qty.qty()
        except ShopError as error:
            self.qty_row.refuse(error)
            return
        self.qty_row.refuse(None)
        if 0 <= place < len(self.lines):
            self.lines[place] = replace(self.lines[place], qty=qty)
            self.table.blockSignals(True)
            self.table.show_rows(self.lines)
            self.table.blockSignals(False)
            self.main.set_amount(sum(line.amount for line in self.lines))
