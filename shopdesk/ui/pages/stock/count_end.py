"""The end of a count: what differs, why, what both agree on; one paper mends the stock."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, unit
from shopdesk.shop import stocktaking
from shopdesk.shop.rights import Right, require
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, plain, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.fields import QuantityField, Row
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.db.models import Stocktake
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.stocktaking import Heap
    from shopdesk.ui.shell import Window

Key = tuple[int, int, int]
REASONS = {
    "spoiled": N_("Spoiled"),
    "expired": N_("Expired"),
    "own_use": N_("Own use"),
    "lost": N_("Lost"),
    "miscounted": N_("Miscounted before"),
}


class CountEnd(QWidget):
    """`over(paper)` after the stock was mended; `again()` goes back to counting."""

    def __init__(self, win: "Window", over: "Callable[[Paper], object]", again: Callable[[], object]) -> None:
        super().__init__()
        self._win, self._over = win, over
        self.count: Stocktake | None = None
        self.reasons: dict[Key, str] = {}
        self.agreed: dict[Key, int] = {}
        self.panes = Panes(self._main(again), self._side(), width=360)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)

    def _main(self, again: Callable[[], object]) -> QWidget:
        main, column = plain()
        self.table: FittingTable[Heap] = FittingTable(
            [
                Column(_("Goods"), _named, strong=True),
                Column(_("In the file"), lambda row: unit.quantity_text(row.recorded or 0, row.unit), right=True,
                       width=104),
                Column(_("Counted"), lambda row: unit.quantity_text(row.counted, row.unit), right=True, width=104),
                Column(_("Agreed"), lambda row: unit.quantity_text(self._agreed(row), row.unit), right=True, width=104,
                       strong=True, tone=self._tone),
                Column(_("Why"), self._why, width=130),
            ],
            _("Differences"),
            {1: 420, 4: 520},
        )  # fmt: skip
        self.table.picked.connect(self._picked)
        self.table.clicked.connect(lambda _index: self.panes.show_side(True))
        self.table.opened.connect(lambda _row: self.panes.show_side(True))
        self.empty = Empty("circle-check", _("Everything is as the file says."), "")
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Button(_("Continue counting"), icon="arrow-left", key="Esc", on=again))
        self.sum = Elided("", "sub")
        column.addWidget(self.sum)
        self.main = PayButton(_("Correct the stock"), icon="check", key="Ctrl+S", on=self.agree)
        row.addWidget(self.main, 1)
        column.addLayout(row)
        return main

    def _side(self) -> QWidget:
        side, column = card()
        self.name = Plain("", "h", wrap=True)
        column.addWidget(self.name)
        self.unsure = Plain("", "sub", tone="accent", wrap=True)
        self.unsure.hide()
        column.addWidget(self.unsure)
        self.qty = QuantityField(name=_("Agreed"), on_enter=self._down)
        self.qty.textEdited.connect(self._typed)
        self.row = Row(_("How much is there, agreed"), self.qty)
        column.addWidget(self.row)
        column.addWidget(Plain(_("Why is it different?"), "label"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.chips: dict[str, Button] = {}
        for number, (reason, words) in enumerate(REASONS.items()):
            chip = Button(_(words), "chip", on=lambda reason=reason: self.because(reason))  # type: ignore[misc]
            chip.setCheckable(True)
            grid.addWidget(chip, number // 2, number % 2)
            self.chips[reason] = chip
        column.addLayout(grid)
        column.addStretch(1)
        return scrolled(side)

    # Showing

    def show_count(self, count: "Stocktake", found: "list[Heap]") -> None:
        """The differences of this count, and what moved while two of its shelves were counted."""
        self.count, self.reasons, self.agreed = count, {}, {}
        different = sorted(
            (heap for heap in found if heap.difference or heap.between),
            key=lambda heap: (not heap.difference, heap.difference > 0, heap.name),
        )
        self.table.show_rows(different, keep=False)
        self.table.setVisible(bool(different))
        self.empty.setVisible(not different)
        self._show_sum()
        if different:
            self.table.selectRow(0)
            self.table.setFocus()
        self.panes.show_side(False)

    def _show_sum(self) -> None:
        rows = self.table.rows.rows()
        worth = sum(money.times(row.cost, self._agreed(row) - (row.recorded or 0)) for row in rows)
        count = sum(self._agreed(row) != (row.recorded or 0) for row in rows)
        words = _("{count} differ · {amount} at cost").format(count=count, amount=money.text(worth))
        self.sum.show_text(words if rows else "")

    def _picked(self, heap: "Heap") -> None:
        self.name.show_text(_named(heap))
        moved = _("{quantity} moved between the counts of two shelves. To be sure, count the first one again.")
        self.unsure.show_text(moved.format(quantity=unit.quantity_text(heap.between, heap.unit)))
        self.unsure.setVisible(heap.between > 0)
        self.qty.setText(quantity.plain(self._agreed(heap)))
        self.row.refuse(None)
        for reason, chip in self.chips.items():
            chip.setChecked(self.reasons.get(key(heap)) == reason)

    def _agreed(self, heap: "Heap") -> int:
        return self.agreed.get(key(heap), heap.counted)

    def _tone(self, heap: "Heap") -> str:
        return "danger_text" if self._agreed(heap) < (heap.recorded or 0) else ""

    def _why(self, heap: "Heap") -> str:
        reason = self.reasons.get(key(heap))
        if reason:
            return _(REASONS[reason])
        return _("Moved meanwhile") if heap.between else ""

    # Deciding

    def because(self, reason: str) -> None:
        """This is why the marked heap differs; the keyboard goes to the next one."""
        heap = self.table.current()
        if heap is None:
            return
        self.reasons[key(heap)] = "" if self.reasons.get(key(heap)) == reason else reason
        self._picked(heap)
        self._down()

    def _typed(self, text: str) -> None:
        heap = self.table.current()
        if heap is None:
            return
        try:
            self.agreed[key(heap)] = quantity.counted(text)
        except ShopError as error:
            self.row.refuse(error)
            return
        self.row.refuse(None)
        self.table.viewport().update()
        self._show_sum()

    def _down(self) -> None:
        place = self.table.currentIndex().row()
        if place + 1 < self.table.rows.rowCount():
            self.table.selectRow(place + 1)
        self.table.viewport().update()
        self.panes.show_side(False)

    def agree(self) -> None:
        """The stock becomes what was agreed."""
        if self.qty.property("wrong") == "true":
            self.qty.setFocus()
            return
        self._win.attempt(self._agree, self._over)

    def _agree(self, approver: "Actor | None") -> "Paper":
        assert self._win.office is not None
        assert self.count is not None
        assert self.count.id is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return stocktaking.agree(desk, self.count.id, self.agreed, self.reasons)


def differences(win: "Window", count: "Stocktake", approver: "Actor | None") -> "list[Heap]":
    """What was counted, with what the file says, for those who may mend the stock; raises NotAllowed."""
    assert win.office is not None
    assert count.id is not None
    with win.office.reading(approver or win.actor) as desk:
        require(desk, Right.STOCK)
        require(desk, Right.SEE_TOTALS)
        return stocktaking.heaps(desk, count.id)


def key(heap: "Heap") -> Key:
    """What names a heap."""
    return heap.item, heap.owner, heap.lot


def _named(row: "Heap") -> str:
    return f"{row.name} · {short(row.expires)}" if row.expires else row.name
