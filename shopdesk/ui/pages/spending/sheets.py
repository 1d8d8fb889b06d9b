"""Paying a supplier, giving goods back to one, and writing an expense down."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout

from shopdesk.base import clock
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop import expenses, payouts, receiving
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.ui import theme
from shopdesk.ui.pages.products.photo_box import PhotoBox
from shopdesk.ui.pages.spending.purses import Purses
from shopdesk.ui.pages.stock import load
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.line_bar import LineBar
from shopdesk.ui.pages.stock.load import LoadLine
from shopdesk.ui.pages.stock.panes import plain
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.goods import Goods
    from shopdesk.shop.payouts import PaidOut
    from shopdesk.shop.receiving import Received
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.suppliers import Supplier
    from shopdesk.ui.shell import Window

NARROW = 820


class PaySupplierSheet(Sheet):
    """All that is owed, or a part; answers the payout."""

    def __init__(self, win: "Window", supplier: "Supplier") -> None:
        super().__init__(_("Pay {name}").format(name=supplier.name), width=560)
        self._win, self._supplier = win, supplier
        self.amount = MoneyField(supplier.balance, big=True, name=_("How much"), on_enter=self.enter)
        self.purses = Purses()
        self.reference = Field(name=_("Slip or receipt number"), longest=payouts.LONGEST_REFERENCE, on_enter=self.enter)
        owed = _("Owed: {amount}").format(amount=money.text(supplier.balance))
        self.body.addWidget(Row(_("How much"), self.amount, owed))
        self.body.addWidget(Plain(_("Where the money comes from"), "label"))
        self.body.addWidget(self.purses)
        self.body.addWidget(Row(_("Slip or receipt number"), self.reference, _("May stay empty")))
        self.main = PayButton(_("Pay out"), icon="cash", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.amount

    def opened(self, window: "Window") -> None:
        """The sum can be typed over."""
        self.amount.selectAll()

    def enter(self) -> None:
        """Hand it over."""
        if self.ready():
            self._win.attempt(self._pay, self.finish, self.strip.refuse)

    def _pay(self, approver: "Actor | None") -> "PaidOut":
        assert self._win.office is not None
        amount, party = self.amount.satang(), self._supplier.party
        with self._win.office.writing(self._win.actor, approver) as desk:
            return payouts.pay(desk, "supplier", party, amount, self.purses.value(), self.reference.value())


class GiveBackSheet(Sheet):
    """Goods that go back to a supplier, for money or off what is owed; answers the paper."""

    keeps_typing = True

    def __init__(self, win: "Window", supplier: "Supplier") -> None:
        super().__init__(_("Send back to {name}").format(name=supplier.name), width=760, height=620)
        self._win, self._supplier = win, supplier
        self.lines: list[LoadLine] = []
        self.at = -1
        self.table: Table[LoadLine] = Table(
            [
                Column(_("Goods"), lambda row: row.goods.name, strong=True),
                Column(_("Sum"), lambda row: money.text(row.total), right=True, width=110),
            ],
            _("Goods that go back"),
        )
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        usual, column = plain()
        column.addWidget(self.table)
        self.finder = Finder(win, usual)
        self.finder.chosen.connect(self.add)
        self.finder.stack.setMinimumHeight(theme.px(130))
        self.bar = LineBar()
        self.bar.folder.hide()
        self.bar.changed.connect(self._typed)
        self.bar.done.connect(self.finder.focus)
        self.bar.removed.connect(self._remove)
        self.body.addWidget(self.finder.search)
        self.body.addWidget(self.finder.stack, 1)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._foot())
        self.main = PayButton(_("Send back"), icon="arrow-back-up", key="Ctrl+S", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.finder.search.field

    def _foot(self) -> QHBoxLayout:
        self.reason = Field(name=_("Why?"), hint=_("Broken, too old, too many"))
        self.by = Choice(_("What comes for it"), free=False)
        self.by.offer(
            [
                (receiving.CREDIT, _("Off what is owed")),
                ("drawer", _("Cash into the drawer")),
                ("transfer", _("Bank transfer")),
                ("owner", _("Money to the owner")),
            ]
        )
        self.by.show_value(receiving.CREDIT)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Row(_("Why?"), self.reason), 1)
        row.addWidget(Row(_("What comes for it"), self.by), 1)
        return row

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S gives it back."""
        return {"save": self.enter}

    def scanned(self, code: str) -> None:
        """One more of it goes back."""
        self._win.attempt(lambda _approver: self.finder.scanned(code), None, self.strip.refuse)

    def add(self, goods: "Goods", qty: int | None) -> None:
        """These go back, at what they cost."""
        from shopdesk.shop import incoming

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            line = load.begin(goods, incoming.usual(desk, goods.item), qty or 1000)
        self.lines.append(LoadLine(goods, line.qty, line.each, line.total))
        self._choose(len(self.lines) - 1)
        self.bar.to_qty()

    def _choose(self, at: int) -> None:
        self.at = at
        self.bar.show_line(self.lines[at] if 0 <= at < len(self.lines) else None)
        self._show()

    def _typed(self, line: LoadLine) -> None:
        if 0 <= self.at < len(self.lines):
            self.lines[self.at] = line
            self._show()

    def _remove(self) -> None:
        if 0 <= self.at < len(self.lines):
            del self.lines[self.at]
        self._choose(-1)
        self.finder.focus()

    def _show(self) -> None:
        self.table.show_rows(self.lines)
        self.main.set_amount(sum(line.total for line in self.lines))

    def enter(self) -> None:
        """Write the paper; it lowers what is owed, or the money comes now."""
        if self.lines and not self.bar.wrong():
            self._win.attempt(self._give, self.finish, self.strip.refuse)

    def _give(self, approver: "Actor | None") -> "Received":
        assert self._win.office is not None
        lines: tuple[Incoming, ...] = tuple(load.incoming(line) for line in self.lines)
        wanted = Load(lines, supplier=self._supplier.party, paid_by=self.by.value())
        with self._win.office.writing(self._win.actor, approver) as desk:
            return receiving.send_back(desk, wanted, self.reason.value())


class ExpenseSheet(Sheet):
    """Money that was spent: what for, how much, from where; answers the expense's uid."""

    keeps_typing = True

    def __init__(self, win: "Window") -> None:
        super().__init__(_("Write an expense down"), width=820)
        self._win = win
        self.kinds: dict[str, Button] = {}
        # With large text, what for stands above how much.
        narrow = win.width() < theme.px(NARROW)
        halves = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        halves.setSpacing(theme.px(20))
        halves.addLayout(self._left(), 1)
        halves.addLayout(self._right(), 1)
        self.body.addLayout(halves)
        self.main = PayButton(_("Keep"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.kinds["rent"]

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        column.addWidget(Plain(_("What for?"), "label"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        group = QButtonGroup(self)
        for number, kind in enumerate(expenses.KINDS):
            chip = Button(expenses.label(kind), "chip", on=self._kind_chosen)
            chip.setCheckable(True)
            group.addButton(chip)
            grid.addWidget(chip, number // 2, number % 2)
            self.kinds[kind] = chip
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        self.amount = MoneyField(big=True, name=_("How much"), on_enter=self.enter)
        self.note = Field(name=_("Note"), longest=expenses.LONGEST_NOTE, on_enter=self.enter)
        today = self._win.clock().astimezone(clock.BANGKOK).date().isoformat()
        self.date = DateField(today, name=_("Date"), on_enter=self.enter)
        self.purses = Purses()
        self.monthly = Segments([("once", _("This once")), ("month", _("Every month"))], "once", lambda _value: None)
        self.photo = PhotoBox(self._win, lambda: None, self.strip.refuse)
        column.addWidget(Row(_("How much"), self.amount))
        column.addWidget(self.purses)
        column.addWidget(Row(_("Note"), self.note))
        column.addWidget(Row(_("Date"), self.date))
        column.addWidget(self.monthly)
        column.addWidget(self.photo)
        return column

    def _kind_chosen(self) -> None:
        self.amount.setFocus()
        self.amount.selectAll()

    def kind(self) -> str:
        """What it was for; raises Invalid where nothing is chosen."""
        for kind, chip in self.kinds.items():
            if chip.isChecked():
                return kind
        raise Invalid(N_("Say what the money was for."), hint=N_("Choose one at the left."))

    def enter(self) -> None:
        """Write it down."""
        if self.ready():
            self._win.attempt(self._spend, self.finish, self.strip.refuse)

    def _spend(self, approver: "Actor | None") -> str:
        kind, amount, on_date, paid_by = self.kind(), self.amount.satang(), self.date.iso(), self.purses.value()
        note = self.note.value()
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            made = expenses.spend(desk, kind, amount, paid_by, note=note, on_date=on_date, photo=self.photo.name())
            if self.monthly.value() == "month":
                expenses.repeat(desk, kind, amount, paid_by, int(on_date[8:10] or 1), note)
        return made
