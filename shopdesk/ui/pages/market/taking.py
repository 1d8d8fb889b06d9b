"""What goes along to a market: goods and how much of each, found by scan or name, or as the last time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.fields import Field, QuantityField, Row
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.market import Piece
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far: pieces (thousandths of their unit), the market's name and date as typed."""

    pieces: "tuple[Piece, ...]" = ()
    name: str = ""
    date: str = ""


class Taking(QWidget):
    """`wanted` asks to book what was chosen; `changed` says that it is something else now."""

    wanted = Signal()
    changed = Signal()

    def __init__(self, win: "Window", draft: Draft | None = None) -> None:
        super().__init__()
        self.win = win
        self._at: int | None = None
        self.pieces: list[Piece] = list(draft.pieces) if draft else []
        self.table: Table[Piece] = Table(
            [
                Column(_("Name"), lambda row: row.goods.name, strong=True),
                Column(_("In the shop"), _lying, width=150),
                Column(_("Take along"), _taken, right=True, width=150, tone=_too_many),
            ],
            _("Take along"),
        )
        self.table.picked.connect(self._picked)
        self.table.clicked.connect(lambda _index: self._to_qty())
        self.table.opened.connect(lambda _row: self._to_qty())
        self.finder = Finder(win, self.table)
        self.finder.chosen.connect(self.add)
        self.panes = Panes(self._main(), self._side(draft or self._fresh()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes, 1)
        self.main = PayButton(_("Take it along"), icon="truck-delivery", key="Ctrl+S", on=self.wanted.emit)
        whole.addWidget(self.main)
        self._show()

    def _fresh(self) -> Draft:
        today = clock.calendar_date(self.win.clock()).isoformat()
        return Draft(name=_("Market"), date=today)

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.finder.search, 1)
        self.again = Button(_("Same as last time"), icon="refresh", on=self.as_before)
        row.addWidget(self.again)
        column.addLayout(row)
        column.addWidget(self.finder.stack, 1)
        return main

    def _side(self, draft: Draft) -> QWidget:
        content, column = card()
        self.goods_name = Elided("", "strong")
        self.qty = QuantityField(big=True, name=_("Take along"), on_enter=self._entered)
        self.qty.textEdited.connect(self._typed)
        self.remove = Button(_("Leave it here"), icon="trash", on=self.drop)
        column.addWidget(self.goods_name)
        self.qty_row = Row(_("Take along"), self.qty)
        column.addWidget(self.qty_row)
        column.addWidget(self.remove)
        self.name = Field(draft.name, name=_("Market"), longest=60)
        self.date = DateField(name=_("Day of the market"))
        self.date.setText(draft.date) if draft.pieces else self.date.show_iso(draft.date)
        self.date_row = Row(_("Day of the market"), self.date)
        column.addWidget(Row(_("Name of the market"), self.name))
        column.addWidget(self.date_row)
        column.addStretch(1)
        return scrolled(content)

    # What was chosen

    def draft(self) -> Draft:
        """Everything as it stands, to be shown again."""
        return Draft(tuple(self.pieces), self.name.text(), self.date.text())

    def add(self, goods: "Goods", qty: int | None) -> None:
        """One more of these goods; the keyboard goes to how many."""
        from shopdesk.shop import market

        base = money.share(qty or quantity.ONE, goods.ratio, quantity.ONE)
        for place, piece in enumerate(self.pieces):
            if piece.goods.item == goods.item:
                more = money.share(base, quantity.ONE, piece.goods.ratio)
                self.pieces[place] = replace(piece, went=piece.went + more)
                break
        else:
            assert self.win.office is not None
            with self.win.office.reading(self.win.actor) as desk:
                self.pieces += market.pieces(desk, {goods.item: base})
            place = len(self.pieces) - 1
        self._show(place)
        self._to_qty()

    def as_before(self) -> None:
        """What the last trip took, as far as it lies in the shop."""
        from shopdesk.shop import market

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            before = market.pieces(desk, market.template(desk))
        known = {piece.goods.item for piece in self.pieces}
        fits = [piece if piece.there is None else replace(piece, went=min(piece.went, piece.there)) for piece in before]
        self.pieces += [piece for piece in fits if piece.went > 0 and piece.goods.item not in known]
        self._show(0 if self.pieces else None)

    def _entered(self) -> None:
        """So many go along: the next goods."""
        self.changed.emit()
        self.finder.focus()

    def drop(self) -> None:
        """The marked goods stay in the shop."""
        if self._at is not None:
            del self.pieces[self._at]
            self._show(min(self._at, len(self.pieces) - 1) if self.pieces else None)
            self.panes.show_side(False)
            self.finder.focus()

    def parts(self) -> Mapping[int, int]:
        """What goes along, by item in base-unit thousandths."""
        return {
            piece.goods.item: money.share(piece.went, piece.goods.ratio, quantity.ONE)
            for piece in self.pieces
            if piece.went > 0
        }

    # Showing

    def _show(self, place: int | None = None) -> None:
        self.table.show_rows(self.pieces, keep=False)
        self.main.setEnabled(bool(self.pieces))
        self._at = None
        if place is not None and self.pieces:
            self.table.selectRow(place)
        else:
            self._mark(None)
        self.changed.emit()

    def _picked(self, row: "Piece") -> None:
        self._mark(self.table.currentIndex().row())

    def _mark(self, place: int | None) -> None:
        self._at = place
        for widget in (self.goods_name, self.qty_row, self.remove):
            widget.setVisible(place is not None)
        if place is not None:
            piece = self.pieces[place]
            self.goods_name.show_text(piece.goods.name)
            self.qty.setText(quantity.plain(piece.went))
            self.qty_row.refuse(None)

    def _to_qty(self) -> None:
        self.panes.show_side(True)
        self.qty.setFocus(Qt.FocusReason.OtherFocusReason)
        self.qty.selectAll()

    def _typed(self, _text: str) -> None:
        if self._at is None:
            return
        try:
            went = self.qty.qty()
        except ShopError:
            self.qty.mark(wrong=True)
            return
        self.qty.mark(wrong=False)
        place = self._at
        self.pieces[place] = replace(self.pieces[place], went=went)
        self.table.rows.set_rows(self.pieces)
        self.table.blockSignals(True)
        self.table.selectRow(place)
        self.table.blockSignals(False)
        self._at = place


def _taken(piece: "Piece") -> str:
    return unit.quantity_text(piece.went, piece.goods.unit)


def _lying(piece: "Piece") -> str:
    return "" if piece.there is None else unit.quantity_text(piece.there, piece.goods.unit)


def _too_many(piece: "Piece") -> str:
    return "danger_text" if piece.there is not None and piece.went > piece.there else ""
