"""Home from the market: what came back, spoiled, was given or used, and the money; what was sold follows from it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.panes import Panes, card, scrolled
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.fields import Field, MoneyField
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.market import Away, Home, Piece
    from shopdesk.ui.shell import Window

PILES = (
    ("back", N_("Came back")),
    ("waste", N_("Spoiled")),
    ("given", N_("Given away")),
    ("own_use", N_("Used ourselves")),
)


@dataclass(slots=True)
class Told:
    """What was typed so far: by item and pile in thousandths of the sale unit, and the money by tender, as typed."""

    piles: dict[int, dict[str, int]] = field(default_factory=dict)
    money: dict[str, str] = field(default_factory=dict)


class Coming(QWidget):
    """`wanted` asks to book it."""

    wanted = Signal()

    def __init__(self, win: "Window", away: "Away", told: Told | None = None) -> None:
        super().__init__()
        self.win, self.away, self.told = win, away, told or Told()
        self._at: Piece | None = None
        self.pieces, ways = self._read()
        self.table: Table[Piece] = Table(self._columns(), _("What was taken along"))
        self.table.picked.connect(self._picked)
        self.table.clicked.connect(lambda _index: self._to_first())
        self.table.opened.connect(lambda _row: self._to_first())
        self.fields = {pile: Field(name=_(words), longest=14, on_enter=self._next) for pile, words in PILES}
        self.money = {code: MoneyField(name=words, on_enter=self._next_money) for code, words in ways}
        self.panes = Panes(self.table, self._side(ways))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(self.panes, 1)
        self.sums = Plain("", "h", wrap=True)
        whole.addWidget(self.sums)
        self.main = PayButton(_("Book it"), icon="check", key="Ctrl+S", on=self.wanted.emit)
        whole.addWidget(self.main)
        self.table.show_rows(self.pieces, keep=False)
        self.table.selectRow(0)
        for code, typed in self.told.money.items():
            self.money[code].setText(typed)
        self.reckon()

    def _read(self) -> "tuple[list[Piece], list[tuple[str, str]]]":
        from shopdesk.shop import market, selling

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            pieces = market.pieces(desk, self.away.went)
            ways = [(way.code, way.label()) for way in selling.tenders(desk) if way.kind != "credit"]
        return pieces, ways

    def _columns(self) -> "list[Column[Piece]]":
        found: list[Column[Piece]] = [
            Column(_("Name"), lambda row: row.goods.name, strong=True),
            Column(_("Took"), lambda row: quantity.text(row.went), right=True, width=72),
            Column(_("Not sold"), self._unsold, right=True, width=88),
            Column(_("Sold"), self._sold, right=True, width=100, strong=True, tone=self._wrong),
        ]
        return found

    def _side(self, ways: "list[tuple[str, str]]") -> QWidget:
        content, column = card()
        self.goods_name = Elided("", "strong")
        column.addWidget(self.goods_name)
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        for place, (pile, words) in enumerate(PILES):
            _put(grid, place, _(words), self.fields[pile])
            self.fields[pile].textEdited.connect(lambda _text, pile=pile: self._typed(pile))
        column.addLayout(grid)
        column.addWidget(Plain(_("Money counted"), "h"))
        coins = QGridLayout()
        coins.setSpacing(theme.px(6))
        for place, (code, words) in enumerate(ways):
            _put(coins, place, words, self.money[code])
            self.money[code].textEdited.connect(lambda _text: self.reckon())
        column.addLayout(coins)
        column.addStretch(1)
        return scrolled(content)

    # Typing

    def focus(self) -> None:
        """To the first goods' field."""
        self._to_first()

    def _picked(self, piece: "Piece") -> None:
        self._at = piece
        self.goods_name.show_text(piece.goods.name)
        for pile, line in self.fields.items():
            line.setText(self._typed_for(piece, pile))
            line.mark(wrong=False)

    def _to_first(self) -> None:
        self.panes.show_side(True)
        self.fields["back"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields["back"].selectAll()

    def _next(self) -> None:
        """Enter: the next goods; after the last one the money."""
        place = self.table.currentIndex().row() + 1
        if place < len(self.pieces):
            self.table.selectRow(place)
            self._to_first()
        else:
            next(iter(self.money.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_money(self) -> None:
        ways = list(self.money.values())
        at = next((number for number, line in enumerate(ways) if line.hasFocus()), -1)
        (ways[at + 1] if at + 1 < len(ways) else self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, pile: str) -> None:
        if self._at is None:
            return
        line = self.fields[pile]
        try:
            qty = quantity.counted(line.value()) if line.value() else 0
        except ShopError:
            line.mark(wrong=True)
            return
        line.mark(wrong=False)
        self.told.piles.setdefault(self._at.goods.item, {})[pile] = qty
        self.table.viewport().update()
        self.reckon()

    # Reckoning

    def home(self) -> "Home":
        """What came home in base units, and the money; raises Invalid for an amount that is none."""
        from shopdesk.shop.market import Home

        piles: dict[str, dict[int, int]] = {pile: {} for pile, _words in PILES}
        for piece in self.pieces:
            for pile, qty in self.told.piles.get(piece.goods.item, {}).items():
                piles[pile][piece.goods.item] = money.share(qty, piece.goods.ratio, quantity.ONE)
        self.home_as_typed()
        paid = {code: line.or_none() or 0 for code, line in self.money.items() if line.text().strip("0 ")}
        return Home(money=paid, **piles)

    def home_as_typed(self) -> None:
        """Keep the money as it is typed, whatever it is."""
        self.told.money = {code: line.text() for code, line in self.money.items()}

    def reckon(self) -> None:
        """Say what was sold and whether the money is right."""
        from shopdesk.shop import market

        assert self.win.office is not None
        try:
            home = self.home()
            with self.win.office.reading(self.win.actor) as desk:
                sums = market.reckon(desk, self.away.id, home)
        except ShopError as error:
            self.sums.show_text(str(error))
            self.sums.set_tone("danger")
            self.main.setEnabled(False)
            return
        self.sums.show_text(market.said(sums.total, sums.difference))
        self.sums.set_tone("accent" if sums.difference else "primary")
        self.main.setEnabled(True)

    def _typed_for(self, piece: "Piece", pile: str) -> str:
        qty = self.told.piles.get(piece.goods.item, {}).get(pile, 0)
        return quantity.plain(qty) if qty else ""

    def _unsold(self, piece: "Piece") -> str:
        gone = piece.went - self._left(piece)
        return quantity.plain(gone) if gone else ""

    def _left(self, piece: "Piece") -> int:
        return piece.went - sum(self.told.piles.get(piece.goods.item, {}).values())

    def _sold(self, piece: "Piece") -> str:
        return unit.quantity_text(self._left(piece), piece.goods.unit)

    def _wrong(self, piece: "Piece") -> str:
        return "danger_text" if self._left(piece) < 0 else ""


def _put(grid: QGridLayout, place: int, words: str, line: Field) -> None:
    label = Plain(words, "label")
    label.setBuddy(line)
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    row, side = 2 * (place // 2), place % 2
    grid.addWidget(label, row, side)
    grid.addWidget(line, row + 1, side)
