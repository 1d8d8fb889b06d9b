"""จองจากมือถือ: the telephone shows an order the laptop has not heard of; its goods are kept until it comes."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import write
from shopdesk.ui.pages.orders.taking import Line
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.shell import Window


class PhoneSheet(Sheet):
    """Account, number, goods. Answers the order's row."""

    def __init__(self, win: "Window", accounts: "list[Standing]") -> None:
        super().__init__(_("Keep goods for a phone order"), width=820, height=600)
        self._win = win
        self.lines: list[Line] = []
        self.account = Choice(_("Account"), free=False)
        self.account.offer([(str(one.id), one.name) for one in accounts])
        self.account.setCurrentIndex(0)
        self.number = Field(name=_("Number of the order"), hint=_("As the phone shows it"), longest=60)
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        self.number_row = Row(_("Number of the order"), self.number)
        top.addWidget(Row(_("Account"), self.account), 1)
        top.addWidget(self.number_row, 1)
        self.body.addLayout(top)
        self.table: Table[Line] = Table(
            [
                Column(_("Name"), lambda row: row.goods.name, strong=True),
                Column(_("How much"), lambda row: unit.quantity_text(row.qty, row.goods.unit), right=True, width=150),
            ],
            _("Goods to keep"),
        )
        self.finder = Finder(win, self.table)
        self.finder.chosen.connect(self.add)
        self.finder.unknown.connect(lambda _code: self.strip.say(_("Nothing found."), tone="accent", seconds=6))
        self.finder.stack.setMinimumHeight(theme.px(140))
        self.body.addWidget(self.finder.search)
        self.body.addWidget(self.finder.stack, 1)
        self.body.addLayout(self._steps())
        self.main = PayButton(_("Keep the goods"), icon="device-mobile", key="Ctrl+S", on=self.keep_goods)
        self.buttons.addWidget(self.main, 1)
        self.first = self.number
        self._show(-1)

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.more = Button(_("One more"), icon="plus", on=lambda: self.step(1))
        self.fewer = Button(_("One fewer"), icon="minus", on=lambda: self.step(-1))
        for button in (self.more, self.fewer):
            row.addWidget(button)
        return row

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+S keeps the goods."""
        return {"save": self.keep_goods, "search": self.finder.focus}

    def unkept(self) -> bool:
        """Whether goods were written down."""
        return bool(self.lines)

    def scanned(self, code: str) -> None:
        """Goods to keep; the number is typed."""
        self.finder.scanned(code)

    def add(self, goods: "Goods", qty: int | None) -> None:
        """One more of these goods."""
        same = [place for place, line in enumerate(self.lines) if line.goods.sale_unit == goods.sale_unit]
        more = qty or quantity.ONE
        if same:
            place = same[0]
            self.lines[place] = replace(self.lines[place], qty=self.lines[place].qty + more)
        else:
            self.lines.append(Line(goods, more))
            place = len(self.lines) - 1
        self._show(place)

    def step(self, by: int) -> None:
        """One more or fewer of the marked line; at nothing it goes."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.lines):
            left = self.lines[place].qty + by * quantity.ONE
            self.lines[place : place + 1] = [replace(self.lines[place], qty=left)] if left > 0 else []
            self._show(min(place, len(self.lines) - 1))

    def _show(self, place: int) -> None:
        self.table.show_rows(self.lines, keep=False)
        if place >= 0:
            self.table.selectRow(place)
        for button in (self.main, self.more, self.fewer):
            button.setEnabled(bool(self.lines))

    def keep_goods(self) -> None:
        """They are kept from now on, from the counter and from every other account."""
        from shopdesk.shop.online import intake
        from shopdesk.shop.orders import Wanted

        if not self.lines:
            return
        account, number = int(self.account.value()), self.number.value()
        wanted = [Wanted(line.goods.sale_unit, line.qty) for line in self.lines]
        write(self._win, lambda desk: intake.promise(desk, account, number, wanted), self._kept)

    def _kept(self, order: int) -> None:
        self.lines = []
        self._win.bus.goods_changed.emit()
        self.finish(order)
