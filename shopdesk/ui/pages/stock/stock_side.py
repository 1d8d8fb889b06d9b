"""One of the goods: where it lies, what can be done with it, and its card at any day."""

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import moves, quantity, thaidate
from shopdesk.core.documents import short_number
from shopdesk.shop import papers, stockroom
from shopdesk.ui import theme
from shopdesk.ui.pages.stock import heaps
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.papers import Paper, Step
    from shopdesk.ui.pages.stock.heaps import Heap, Lying
    from shopdesk.ui.shell import Window

LOW = 480


class StockSide(QWidget):
    """`changed(paper)` after a deed."""

    def __init__(self, win: "Window", changed: "Callable[[Paper], object]") -> None:
        super().__init__()
        self._win, self._changed = win, changed
        self.lying: Lying | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        column.setSpacing(theme.px(8))
        whole.addWidget(scrolled(frame))
        column.addLayout(self._head())
        self._put_heaps(column)
        column.addLayout(self._deeds())
        column.addLayout(self._card_head())
        self._put_card(column)
        self.show_item(None)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.name = Elided("", "h")
        self.left = Plain("", "h", tone="primary")
        head.addWidget(self.name, 1)
        head.addWidget(self.left)
        return head

    def _put_heaps(self, column: QVBoxLayout) -> None:
        self.table: Table[Heap] = Table(
            [
                Column(_("Where it is"), lambda row: row.words),
                Column(_("Left"), lambda row: quantity.text(row.qty), right=True, width=90, strong=True),
            ],
            _("Where it is"),
        )
        self.table.setMinimumHeight(theme.px(88))
        self.table.setMaximumHeight(theme.px(150))
        column.addWidget(self.table, 1)
        self.places = Elided("", "sub")
        column.addWidget(self.places)

    def _put_card(self, column: QVBoxLayout) -> None:
        self.card: Table[Step] = Table(
            [
                Column(_("Date"), lambda row: _when(row.at), width=136),
                Column(_("What"), lambda row: f"{moves.label(row.reason)} {short_number(row.number)}".strip()),
                Column(_("In and out"), lambda row: _signed(row.qty), right=True, width=104),
                Column(_("Left"), lambda row: quantity.text(row.balance), right=True, width=80, strong=True),
            ],
            _("Stock card"),
        )
        self.card.setMinimumHeight(theme.px(96))
        column.addWidget(self.card, 2)

    def _deeds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.buttons = {
            "out": Button(_("Waste, own use"), icon="trash", on=self.take_out),
            "carry": Button(_("Move"), icon="arrow-right", on=self.carry),
            "grade": Button(_("Grade, pack"), icon="arrows-split-2", on=self.grade),
            "again": Button(_("Buy again at"), icon="basket", on=self.buy_again),
        }
        for number, button in enumerate(self.buttons.values()):
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _card_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Plain(_("Stock card"), "label"))
        row.addStretch(1)
        row.addWidget(Plain(_("up to"), "sub"))
        self.until = DateField(name=_("Up to this day"), hint=_("today"), on_enter=self.show_card)
        self.until.setMaximumWidth(theme.px(140))
        self.until.textEdited.connect(lambda _text: self.show_card())
        row.addWidget(self.until)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window one line says where it lies, so that the card has room without scrolling twice."""
        super().resizeEvent(event)
        low = self.height() < theme.px(LOW)
        self.table.setVisible(not low)
        self.places.setVisible(low)

    # Showing

    def show_item(self, item: int | None) -> None:
        """Show these goods; None for nothing chosen."""
        self.lying = None
        if item is not None and self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                self.lying = heaps.of(desk, item)
        self.name.show_text(self.lying.name if self.lying else _("Choose goods."))
        self.left.show_text(self.lying.left if self.lying else "")
        there = self.lying.heaps if self.lying else ()
        self.table.show_rows(there, keep=False)
        self.places.show_text(" · ".join(f"{heap.words} {quantity.text(heap.qty)}" for heap in there))
        for name, button in self.buttons.items():
            button.setEnabled(self.lying is not None and (name == "again" or bool(self.lying.heaps)))
        self.show_card()

    def show_card(self) -> None:
        """The card up to the day that is typed."""
        if self.lying is None or self._win.office is None:
            self.card.show_rows((), keep=False)
            return
        try:
            until = _end_of(self.until.iso())
        except ShopError:
            self.until.mark(wrong=True)
            return
        self.until.mark(wrong=False)
        with self._win.office.reading(self._win.actor) as desk:
            self.card.show_rows(papers.card(desk, self.lying.item, until), keep=False)

    # Deeds

    def take_out(self) -> None:
        """Thrown away, or used."""
        from shopdesk.ui.pages.stock.sheets import TakeOutSheet

        if self.lying is not None and self.lying.heaps:
            self._open(TakeOutSheet(self._win, self.lying))

    def carry(self) -> None:
        """To another place."""
        from shopdesk.ui.pages.stock.sheets import CarrySheet

        if self.lying is not None and self.lying.heaps and self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                places = stockroom.places(desk)
            self._open(CarrySheet(self._win, self.lying, places))

    def grade(self) -> None:
        """Into grades, boxes and waste."""
        from shopdesk.ui.pages.stock.grade import GradeSheet

        if self.lying is not None and self.lying.heaps:
            self._open(GradeSheet(self._win, self.lying))

    def _open(self, sheet: Sheet) -> None:
        self._win.open(sheet.answered(self._changed))

    def buy_again(self) -> None:
        """When they come onto the shopping list."""
        from shopdesk.db import models
        from shopdesk.ui.pages.stock.sheets import BuyAgainSheet

        if self.lying is not None and self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                row = desk.session.get_one(models.Item, self.lying.item)
            self._win.open(BuyAgainSheet(self._win, self.lying, row.reorder_at, row.reorder_to))


def _end_of(day: str) -> datetime | None:
    """The last moment of a day; None for now."""
    if not day:
        return None
    return datetime.combine(datetime.fromisoformat(day), time(23, 59, 59, 999_000), clock.BANGKOK)


def _when(at: datetime) -> str:
    day = thaidate.day(at.astimezone(clock.BANGKOK).date())
    return day.rsplit(" ", 1)[0] + f" {at.astimezone(clock.BANGKOK):%H:%M}"


def _signed(qty: int) -> str:
    return f"+{quantity.text(qty)}" if qty > 0 else quantity.text(qty)
