"""Counting: scan and type, shelf by shelf; what was found stands at the left, what nobody found yet at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import _
from shopdesk.core import unit
from shopdesk.db import models
from shopdesk.shop import producers, stock, stocktaking
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.count_bar import CountBar, Spot
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.stocktaking import Heap
    from shopdesk.ui.shell import Window

RECORDED, DIFFERENCE = 2, 3


class CountPane(QWidget):
    """`end()` shows the differences."""

    def __init__(self, win: "Window", end: Callable[[], object]) -> None:
        super().__init__()
        self._win = win
        self.count: models.Stocktake | None = None
        self._waiting: list[Spot] = []
        self.panes = Panes(self._main(end), self._side(), width=340)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)

    def _main(self, end: Callable[[], object]) -> QWidget:
        main, column = plain()
        usual, inner = plain(0)
        self.table: Table[Heap] = Table(
            [
                Column(_("Goods"), _named, strong=True),
                Column(_("Counted"), lambda row: unit.quantity_text(row.counted, row.unit), right=True, width=120),
                Column(_("In the file"), _recorded, right=True, width=110),
                Column(_("Difference"), _difference, right=True, width=110, tone=_tone),
            ],
            _("Counted so far"),
        )
        self.table.opened.connect(self.again)
        self.table.clicked.connect(lambda index: self.again(self.table.rows.row(index.row())))
        self.empty = Empty("scan", _("Scan the first thing on the shelf."), _("Type how much is there, then Enter."))
        inner.addWidget(self.table)
        inner.addWidget(self.empty)
        self.finder = Finder(self._win, usual)
        self.finder.chosen.connect(lambda goods, _qty: self.take(goods))
        self.finder.unknown.connect(self.quick_add)
        self.bar = CountBar()
        self.bar.counted.connect(self._put)
        self.bar.left.connect(self.next_scan)
        column.addWidget(self.finder.stack, 1)
        column.addWidget(self.bar)
        column.addLayout(self._foot(end))
        return main

    def _foot(self, end: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.state = Elided("", "sub")
        self.missing = Button(_("Not counted"), "quiet", on=lambda: self.panes.show_side(True))
        self.main = Button(
            _("See the differences"), "primary", icon="check", icon_color="on_primary", key="Ctrl+S", on=end
        )
        row.addWidget(self.state, 1)
        row.addWidget(self.missing)
        row.addWidget(self.main)
        return row

    def _side(self) -> QWidget:
        side, column = plain()
        self.shelf = Field(name=_("Shelf"), hint=_("For example: left, 2nd row"), longest=stocktaking.LONGEST)
        self.shelf.returnPressed.connect(self.next_scan)
        column.addWidget(Row(_("Shelf"), self.shelf, _("Each shelf counts for itself and adds up.")))
        self.left_words = Plain(_("Not counted yet"), "label")
        column.addWidget(self.left_words)
        self.uncounted: Table[Heap] = Table([Column(_("Goods"), _named)], _("Not counted yet"))
        self.uncounted.opened.connect(self.again)
        self.uncounted.clicked.connect(lambda index: self.again(self.uncounted.rows.row(index.row())))
        column.addWidget(self.uncounted, 1)
        self.filler = QWidget()
        column.addWidget(self.filler)
        return side

    # Counting

    def show_count(self, count: models.Stocktake) -> None:
        """Go on with this count."""
        self.count = count
        self.shelf.clear()
        self.look()
        self.next_scan()

    def look(self) -> None:
        """What was found so far, and what was not."""
        if self._win.office is None or self.count is None or self.count.id is None:
            return
        with self._win.office.reading(self._win.actor) as desk:
            found = stocktaking.heaps(desk, self.count.id)
            left = self._left(desk, self.count.id)
        self.table.show_rows(found)
        seen = any(heap.recorded is not None for heap in found)
        for column in (RECORDED, DIFFERENCE):
            self.table.setColumnHidden(column, not seen)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.main.setEnabled(bool(found))
        self.uncounted.setVisible(bool(left))
        self.filler.setVisible(not left)
        self.left_words.setVisible(bool(left))
        self.uncounted.show_rows(left)
        self.state.show_text(_("{name} · {count} counted").format(name=self.count.name, count=len(found)))
        self.missing.setVisible(not self.panes.wide())

    def _left(self, desk: "Desk", count: int) -> "list[Heap]":
        """What nobody found yet, for those who may see what the file says."""
        try:
            return stocktaking.uncounted(desk, count)
        except NotAllowed:
            return []

    def take(self, goods: "Goods") -> None:
        """Count these goods, heap by heap."""
        self._begin(goods.item)

    def again(self, heap: "Heap") -> None:
        """Count a heap once more."""
        self._begin(heap.item, (heap.owner, heap.lot))

    def _begin(self, item: int, only: tuple[int, int] | None = None) -> None:
        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            spots = self._spots(desk, item)
        self._waiting = [spot for spot in spots if only in (None, (spot.owner, spot.lot))] or spots[:1]
        self.panes.show_side(False)
        self._next()

    def _spots(self, desk: "Desk", item: int) -> list[Spot]:
        assert self.count is not None
        assert self.count.id is not None
        row = desk.session.get_one(models.Item, item)
        name = f"{desk.session.get_one(models.Product, row.product).name} {row.variant}".strip()
        there = stock.lying(desk, [item], self.count.location)
        mine = stocktaking.mine(desk, self.count.id, self.shelf.value())
        owners = {one.owner: one.name for one in producers.listing(desk)}
        heaps = [(heap[0], heap[1]) for heap in there.rows[item] if heap[2]] or [(stock.SHOP, stock.NO_LOT)]
        return [
            Spot(
                item,
                owner,
                lot,
                name,
                row.base_unit,
                _which(owners.get(owner, ""), there.expires.get(lot, "")),
                mine.get((item, owner, lot)),
            )
            for owner, lot in heaps
        ]

    def _next(self) -> None:
        if self._waiting:
            self.bar.ask(self._waiting.pop(0))
        else:
            self.next_scan()

    def next_scan(self) -> None:
        """To the field, for the next goods."""
        self._waiting = []
        self.bar.ask(None)
        self.finder.focus()

    def _put(self, spot: Spot, qty: int) -> None:
        def put(approver: "Actor | None") -> None:
            assert self._win.office is not None
            assert self.count is not None
            assert self.count.id is not None
            with self._win.office.writing(self._win.actor, approver) as desk:
                stocktaking.put(
                    desk, self.count.id, spot.item, qty, owner=spot.owner, lot=spot.lot, shelf=self.shelf.value()
                )

        self._win.attempt(put, lambda _none: self._stored())

    def _stored(self) -> None:
        self.look()
        self._next()

    def quick_add(self, code: str) -> None:
        """A code nobody knows: its name and price, then it is counted."""
        from shopdesk.ui.pages.stock.quick_add import QuickAdd

        self._win.open(QuickAdd(self._win, code).answered(self._added))

    def _added(self, goods: "Goods") -> None:
        self._win.bus.goods_changed.emit()
        self.take(goods)

    def back(self) -> bool:
        """Esc: the search, the side, the goods being counted."""
        if self.finder.back() or self.panes.back():
            return True
        if self.bar.spot is not None:
            self.next_scan()
            return True
        return False

    def resizeEvent(self, event: object) -> None:
        """Where it is narrow, the side is a step of its own."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.missing.setVisible(not self.panes.wide())


def _which(owner: str, expires: str) -> str:
    day = _("last day {date}").format(date=short(expires)) if expires else ""
    return " · ".join(part for part in (owner, day) if part)


def _named(row: "Heap") -> str:
    return f"{row.name} · {short(row.expires)}" if row.expires else row.name


def _recorded(row: "Heap") -> str:
    return "" if row.recorded is None else unit.quantity_text(row.recorded, row.unit)


def _difference(row: "Heap") -> str:
    from shopdesk.core import quantity

    if row.recorded is None or not row.difference:
        return ""
    return f"+{quantity.text(row.difference)}" if row.difference > 0 else quantity.text(row.difference)


def _tone(row: "Heap") -> str:
    return "danger_text" if row.recorded is not None and row.difference < 0 else ""
