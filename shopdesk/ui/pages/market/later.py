"""ลงยอดย้อนหลัง: the bills of a paper day, typed one after the other: goods, how many, Enter; empty Enter: next bill."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import later, money, quantity, unit
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, plain, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField, Row
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.shell import Window

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LaterPage(Page):
    """One bill at a time; the day stays until another is typed."""

    name = "later"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.cart = Cart(self._new_uid())
        self.entered, self.sum = 0, 0
        self._at: str | None = None
        self.tender = "cash"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        whole.addWidget(self.strip)
        self.panes = Panes(self._bill(), self._side())
        whole.addWidget(self.panes, 1)
        self.main = PayButton(_("Next bill"), icon="check", key="Ctrl+S", on=self.save)
        whole.addWidget(self.main)
        self._show()

    def _bill(self) -> QWidget:
        self.table: FittingTable[Line] = FittingTable(
            [
                Column(_("Name"), lambda row: row.name, strong=True),
                Column(_("How much"), lambda row: unit.quantity_text(row.qty, row.unit), right=True, width=110),
                Column(_("Price"), lambda row: money.text(row.price), right=True, width=100),
                Column(_("Total"), lambda row: money.text(row.net), right=True, width=110, strong=True),
            ],
            _("This bill"),
            {2: 540},
        )
        self.table.picked.connect(lambda row: self._mark(row.uid))
        self.table.clicked.connect(lambda _index: self._to_qty())
        self.table.opened.connect(lambda _row: self._to_qty())
        self.finder = Finder(self.win, self.table)
        self.finder.chosen.connect(self.add)
        self.finder.search.field.installEventFilter(self)
        main, column = plain()
        column.addWidget(self.finder.search)
        column.addWidget(self.finder.stack, 1)
        return main

    def _side(self) -> QWidget:
        content, column = card()
        column.setSpacing(theme.px(4))
        column.addLayout(self._when())
        column.addWidget(self._line())
        self.ways = Choice(_("How it was paid"), free=False)
        label = Plain(_("How it was paid"), "label")
        label.setBuddy(self.ways)
        column.addWidget(label)
        column.addWidget(self.ways)
        self.ways.activated.connect(lambda _index: self.choose(self.ways.value()))
        column.addStretch(1)
        self.count = Plain("", "sub", wrap=True)
        column.addWidget(self.count)
        return scrolled(content)

    def _when(self) -> QHBoxLayout:
        self.date = DateField(self._yesterday(), name=_("Day on the paper"), on_enter=self.finder.focus)
        self.time = Field(name=_("Time on the paper"), hint="9:05", longest=8, on_enter=self.finder.focus)
        self.date_row, self.time_row = Row(_("Day on the paper"), self.date), Row(_("Time, if known"), self.time)
        when = QHBoxLayout()
        when.setSpacing(theme.px(8))
        when.addWidget(self.date_row, 3)
        when.addWidget(self.time_row, 2)
        return when

    def _line(self) -> QWidget:
        self.line_box = QWidget()
        box = QVBoxLayout(self.line_box)
        box.setContentsMargins(0, 0, 0, 0)
        self.goods_name = Elided("", "strong")
        self.qty = QuantityField(name=_("How much"), on_enter=self.finder.focus)
        self.price = MoneyField(name=_("Price"), on_enter=self.finder.focus)
        self.qty.textEdited.connect(lambda _text: self._typed(self.qty))
        self.price.textEdited.connect(lambda _text: self._typed(self.price))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.qty, 1)
        row.addWidget(self.price, 1)
        row.addWidget(Button("", "icon", icon="trash", name=_("Remove the line"), on=self.remove))
        box.addWidget(self.goods_name)
        box.addLayout(row)
        return self.line_box

    def _yesterday(self) -> str:
        from datetime import timedelta

        return (clock.calendar_date(self.win.clock()) - timedelta(days=1)).isoformat()

    def _new_uid(self) -> str:
        return uid.uuid7(self.win.clock(), self.win.random)

    # What the window calls

    def enter(self) -> None:
        """The ways of paying; the keyboard to the search."""
        from shopdesk.shop import selling

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            ways = [way for way in selling.tenders(desk) if way.kind != "credit"]
        self.ways.offer([(way.code, way.label()) for way in ways])
        self.ways.show_value(self.tender)
        self.finder.focus()

    def back(self) -> bool:
        """What was searched for goes first."""
        return self.finder.back() or self.panes.back()

    def scanned(self, code: str) -> bool:
        """A scan is a line of this bill."""
        self.finder.scanned(code)
        return True

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"save": self.save, "find": self.finder.focus}

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Type the day on the paper once."),
            _("Goods, Enter, how many, Enter. An empty Enter keeps the bill."),
            _("These bills are marked everywhere as entered later."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the search, the day, the next step."""
        return [self.finder.search.field, self.date, self.main]

    def keep(self) -> object:
        """The bill being typed, its day and time."""
        return self.cart, self.date.text(), self.time.text(), self.entered, self.sum, self.tender

    def restore(self, kept: object) -> None:
        """Put it back."""
        assert isinstance(kept, tuple)
        self.cart, day, at, self.entered, self.sum, self.tender = kept
        self.date.setText(day)
        self.time.setText(at)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in an empty search keeps the bill."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            empty = not self.finder.search.field.text().strip()
            if Qt.Key(event.key()) in _ENTERS and empty and self.cart.lines and not event.isAutoRepeat():
                self.save()
                return True
        return super().eventFilter(watched, event)

    # The bill

    def add(self, goods: "Goods", qty: int | None) -> None:
        """One more line; the keyboard goes to how many."""
        from shopdesk.shop import goods as shelf

        line = self._new_uid()
        asked = goods.price is None
        made = shelf.line_of(replace(goods, price=goods.price or 0), line, qty or quantity.ONE)
        self.cart = self.cart.add(made, merge=False)
        self._show(line)
        if asked:
            self.panes.show_side(True)
            self.price.setFocus(Qt.FocusReason.OtherFocusReason)
            self.price.selectAll()
        else:
            self._to_qty()

    def remove(self) -> None:
        """The marked line goes."""
        if self._at is not None:
            self.cart = self.cart.remove(self._at)
            self._show()
            self.panes.show_side(False)
            self.finder.focus()

    def choose(self, code: str) -> None:
        """How it was paid."""
        self.tender = code
        self.ways.show_value(code)

    def _show(self, line: str | None = None) -> None:
        self.table.show_rows(list(self.cart.lines), keep=False)
        places = [number for number, row in enumerate(self.cart.lines) if row.uid == line]
        self._mark(line if places else None)
        if places:
            self.table.selectRow(places[0])
        self.main.set_amount(self._sum())
        self.main.setEnabled(bool(self.cart.lines))
        words = _("{count} bills entered for this day, {amount}")
        self.count.show_text(words.format(count=self.entered, amount=money.text(self.sum)) if self.entered else "")

    def _sum(self) -> int:
        return sum(line.net for line in self.cart.lines)

    def _mark(self, line: str | None) -> None:
        self._at = line
        self.line_box.setVisible(line is not None)
        for row in self.cart.lines:
            if row.uid == line:
                self.goods_name.show_text(row.name)
                self.qty.setText(quantity.plain(row.qty))
                self.price.show_amount(row.price)

    def _to_qty(self) -> None:
        self.panes.show_side(True)
        self.qty.setFocus(Qt.FocusReason.OtherFocusReason)
        self.qty.selectAll()

    def _typed(self, field: Field) -> None:
        if self._at is None:
            return
        try:
            if field is self.qty:
                self.cart = self.cart.set_qty(self._at, self.qty.qty())
            else:
                self.cart = self._priced(self._at, self.price.satang())
        except ShopError:
            field.mark(wrong=True)
            return
        field.mark(wrong=False)
        at = self._at
        self.table.rows.set_rows(list(self.cart.lines))
        self._at = at
        self.main.set_amount(self._sum())

    def _priced(self, line: str, price: int) -> Cart:
        """Another price; goods that ask for theirs have it as their own."""
        for row in self.cart.lines:
            if row.uid == line and not row.list_price:
                fixed = replace(row, price=price, list_price=price)
                return replace(self.cart, lines=tuple(fixed if own.uid == line else own for own in self.cart.lines))
        return self.cart.set_price(line, price)

    # Keeping it

    def save(self) -> None:
        """Keep the bill, and begin the next."""
        try:
            typed = self.date.iso()
            self.date_row.refuse(None if typed else Invalid(N_("Type the date on the paper.")))
        except ShopError as error:
            self.date_row.refuse(error)
            return
        try:
            at = later.parse_time(self.time.value())
            self.time_row.refuse(None)
        except ShopError as error:
            self.time_row.refuse(error)
            return
        if typed and self.cart.lines:
            self.win.attempt(lambda approver: self._enter(approver, typed, at), self._entered, self._not_yet)

    def _enter(self, approver: "Actor | None", on: str, at: object) -> "Sold":
        from datetime import date, time

        from shopdesk.shop import later as paper
        from shopdesk.shop import selling
        from shopdesk.shop.settling import Paid

        assert self.win.office is not None
        assert at is None or isinstance(at, time)
        with self.win.office.writing(self.win.actor, approver) as desk:
            due = selling.due(desk, self.cart)
            amount = due.cash if self.tender == "cash" else due.exact
            return paper.enter(desk, self.cart, [Paid(self.tender, amount)], date.fromisoformat(on), at)

    def _entered(self, sold: "Sold") -> None:
        self.entered, self.sum = self.entered + 1, self.sum + sold.total
        self.cart = Cart(self._new_uid())
        self.time.clear()
        self.choose("cash")
        self.win.bus.sale_done.emit(sold.id)
        self.win.sounds.play("sale")
        self._show()
        self.panes.show_side(False)
        self.finder.focus()
        words = _("Bill {number} is kept.").format(number=sold.number)
        self.strip.say(words, tone="primary", seconds=6)

    def _not_yet(self, error: ShopError) -> None:
        """The day is not open: one press opens it and keeps the bill."""
        if isinstance(error, Conflict):
            self.strip.say(str(error), tone="accent", button=_("Open the day, keep the bill"), on=self.open_and_save)
        else:
            self.strip.refuse(error)

    def open_and_save(self) -> None:
        """Open the day with what was left in the drawer, then keep the bill."""
        from shopdesk.shop import day

        def opened(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                if day.current(desk) is None:
                    day.open_day(desk, day.float_offered(desk))

        self.win.attempt(opened, lambda _none: self.save())
