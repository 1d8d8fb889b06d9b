"""Cash: what was handed over, the change, and in which notes and coins."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import cash, money
from shopdesk.shop.settling import Paid, Standing
from shopdesk.ui import theme
from shopdesk.ui.pages.pay.tab import PAD, Tab
from shopdesk.ui.widgets import notes
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button, Painted
from shopdesk.ui.widgets.fields import MoneyField
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet


class NoteButton(Painted):
    """One banknote to tap for each that was handed over."""

    def __init__(self, satang: int) -> None:
        words = _("{amount} baht note").format(amount=money.short(satang))
        super().__init__("", "note", name=words)
        self.satang = satang
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(56))
        self.setMinimumWidth(theme.px(52))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """The note."""
        width, height = min(theme.px(74), box.width() - 12), theme.px(36)
        spot = QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
        notes.paint_note(painter, spot, self.satang // money.BAHT, number=True)


class CashTab(Tab):
    """Enter on the empty field is exact cash."""

    name = "cash"

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__(sheet, bill)
        _row, left, right = self.halves()
        left.addWidget(Plain(_("Received"), "label"))
        self.field = MoneyField(name=_("Received"), big=True)
        self.field.textChanged.connect(lambda _text: sheet.changed())
        left.addWidget(self.field)
        left.addLayout(self._notes())
        left.addStretch(1)
        left.addWidget(self._change_card())
        pad = Numpad(self.field, point=False)
        pad.setMinimumWidth(theme.px(PAD))
        right.addWidget(pad)
        right.addStretch(1)
        self.show_bill(bill)

    def _notes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.notes = [NoteButton(satang) for satang in reversed(cash.NOTES)]
        for button in self.notes:
            button.clicked.connect(lambda _on=False, satang=button.satang: self.add(satang))
            row.addWidget(button, 1)
        self.clear = Button("", "icon", icon="x", name=_("Clear the amount"), on=self.forget)
        row.addWidget(self.clear)
        return row

    def _change_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(4))
        self.rounded = Figure()
        self._rounding_words = Plain(_("Rounding"), "sub")
        self._line(column, self._rounding_words, self.rounded)
        self.change = Amount(46, color="primary_soft_text")
        self._line(column, Plain(_("Change"), "h"), self.change)
        self.pieces = notes.ChangeRow()
        column.addWidget(self.pieces)
        return card

    @staticmethod
    def _line(column: QVBoxLayout, words: Plain, figure: Amount | Figure) -> None:
        row = QHBoxLayout()
        row.addWidget(words)
        row.addWidget(figure, 1)
        column.addLayout(row)

    def add(self, satang: int) -> None:
        """One more note was handed over."""
        try:
            self.field.show_amount((self.field.or_none() or 0) + satang)
        except ShopError as error:
            self.sheet.strip.refuse(error)
        self.enter()

    def forget(self) -> None:
        """Nothing was handed over yet."""
        self.field.clear()
        self.enter()

    def show_bill(self, bill: "PayBill") -> None:
        """What an empty field means, and the rounding."""
        super().show_bill(bill)
        self.field.setPlaceholderText(_("exact {amount}").format(amount=money.short(bill.due.cash)))
        adjusted = bill.due.cash - bill.due.exact
        self.rounded.set_amount(adjusted)
        for part in (self.rounded, self._rounding_words):
            part.setVisible(adjusted != 0)

    def enter(self) -> None:
        """To the amount."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def done_words(self) -> str:
        """An empty field is exact cash."""
        return self.done if self.field.text() else N_("Exact cash")

    def payments(self) -> list[Paid]:
        """The cash handed over."""
        given = self.field.or_none()
        return [Paid("cash", self.bill.due.cash if given is None else given)]

    def show_standing(self, stands: Standing | None) -> None:
        """The change and its notes."""
        change = stands.change if stands is not None else 0
        self.change.set_amount(change, "primary_soft_text" if change else "muted")
        self.pieces.show_change(change)

    def keep(self) -> dict[str, str]:
        """The amount."""
        return {"given": self.field.text()}

    def restore(self, kept: dict[str, str]) -> None:
        """The amount again, ready to be typed over."""
        self.field.setText(kept.get("given", ""))
        self.field.selectAll()
