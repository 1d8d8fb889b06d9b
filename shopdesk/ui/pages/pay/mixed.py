"""Several ways of paying for one bill: a row for each, and what is still to come."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core.tender import Tender
from shopdesk.shop.payments import Request
from shopdesk.shop.settling import Paid, Standing
from shopdesk.ui import icons, theme
from shopdesk.ui.display.faces import QrFace
from shopdesk.ui.pages.pay.named import digits_field, icon_of
from shopdesk.ui.pages.pay.slips import SlipRow
from shopdesk.ui.pages.pay.tab import PAD, Tab
from shopdesk.ui.widgets import notes
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, MoneyField
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet


def _below_name(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addSpacing(theme.px(30))
    row.addWidget(part)
    return row


class WayRow(QWidget):
    """One way of paying: its name, its amount, and a button that fills in what is still to come.

    With an amount, the last digits or the slip can be put in below, as where it pays the whole bill.
    """

    def __init__(self, tab: "MixedTab", way: Tender) -> None:
        super().__init__()
        self.way = way
        self.digits: Field | None = None
        self.slip: SlipRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._amount(tab, way))
        if way.kind == "promptpay":
            self.slip = SlipRow(tab.sheet, tab.sheet.win, small=True)
            column.addLayout(_below_name(self.slip))
        elif way.digits:
            self.digits = digits_field(way.digits)
            column.addLayout(_below_name(self.digits))
        self._more()

    def _amount(self, tab: "MixedTab", way: Tender) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        picture = Plain()
        size = theme.px(22)
        picture.setPixmap(icons.pixmap(icon_of(way), theme.tokens().text2, size, self.devicePixelRatioF()))
        row.addWidget(picture)
        row.addWidget(Elided(way.label()), 1)
        self.turn = Button("", "icon", icon="maximize", icon_color="info", name=_("Show the QR"), on=lambda: tab.turn())
        if way.kind == "promptpay":
            row.addWidget(self.turn)
        self.field = MoneyField(name=way.label(), hint="0")
        self.field.setFixedWidth(theme.px(140))
        self.field.textChanged.connect(self._more)
        self.field.textChanged.connect(lambda _text: tab.sheet.changed())
        row.addWidget(self.field)
        self.rest = Button(_("Left to pay"), "link", on=lambda: tab.fill(self))
        policy = self.rest.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.rest.setSizePolicy(policy)
        row.addWidget(self.rest)
        return row

    def _more(self, _text: str = "") -> None:
        for part in (self.digits, self.slip):
            if part is not None:
                part.setVisible(bool(self.field.text()))

    def payment(self) -> Paid | None:
        """What was typed, with its last digits or slip; None for nothing. Raises Invalid."""
        amount = self.field.or_none()
        if not amount:
            return None
        bank, reference = self.slip.reference() if self.slip is not None else ("", "")
        return Paid(
            self.way.code,
            amount,
            state="" if self.way.kind in ("cash", "credit") else "confirmed_cashier",
            digits=self.digits.value() if self.digits is not None else "",
            slip_bank=bank,
            slip_reference=reference,
        )


class MixedTab(Tab):
    """Enter on an empty row fills in the rest; Enter again finishes."""

    name = "mixed"
    done = N_("All the money is in")
    waits = True

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__(sheet, bill)
        self._request: Request | None = None
        _row, left, right = self.halves()
        left.setSpacing(theme.px(4))
        self.rows = [WayRow(self, way) for way in bill.tenders.values()]
        for row in self.rows:
            for field in filter(None, (row.field, row.digits)):
                field.installEventFilter(self)
            left.addWidget(row)
        left.addStretch(1)
        self.pad = Numpad(self.rows[0].field, point=True)
        self.pad.setMinimumWidth(theme.px(PAD))
        right.addWidget(self._rest_card())
        right.addWidget(self.pad)
        right.addStretch(1)

    def _rest_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(2))
        self.rounded, self._rounding_words = Figure(), Plain(_("Rounding"), "sub")
        row = QHBoxLayout()
        row.addWidget(self._rounding_words)
        row.addWidget(self.rounded, 1)
        column.addLayout(row)
        self.words, self.amount = Plain(_("Left to pay"), "strong"), Amount(34)
        row = QHBoxLayout()
        row.addWidget(self.words)
        row.addWidget(self.amount, 1)
        column.addLayout(row)
        self.pieces = notes.ChangeRow(height=26)
        column.addWidget(self.pieces)
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The digits follow the row the keyboard is in."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Field):
            self.pad.aim(watched)
        return super().eventFilter(watched, event)

    def row(self, code: str) -> WayRow:
        """The row of a way of paying; raises StopIteration."""
        return next(row for row in self.rows if row.way.code == code)

    def here(self) -> WayRow | None:
        """The row the keyboard is in."""
        return next((row for row in self.rows if row.field.hasFocus()), None)

    def enter(self) -> None:
        """To the first row without an amount."""
        row = next((row for row in self.rows if not row.field.text()), self.rows[0])
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The customer sees the bill again."""
        self.sheet.codes.show_customer(None)

    def payments(self) -> list[Paid]:
        """One for each row with an amount; raises Invalid."""
        paid = [payment for row in self.rows if (payment := row.payment()) is not None]
        return [self._with_request(payment) for payment in paid]

    def _with_request(self, paid: Paid) -> Paid:
        made = self._request
        same = made is not None and self.bill.tenders[paid.tender].kind == "promptpay" and made.amount == paid.amount
        return replace(paid, request=made.uid) if made is not None and same else paid

    def fill(self, row: WayRow) -> None:
        """Put what is still to come into a row."""
        try:
            others = [paid for other in self.rows if other is not row and (paid := other.payment()) is not None]
        except ShopError as error:
            self.sheet.strip.refuse(error)
            return
        row.field.show_amount(self.bill.rest(others, row.way.code))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_here(self, missing: int) -> bool:
        """Enter on an empty row while something is missing; False where Enter means something else."""
        row = self.here()
        if row is None or row.field.text() or not missing:
            return False
        self.fill(row)
        return True

    def take_slip(self, text: str) -> bool:
        """The slip of the PromptPay part; without an amount yet it is for the rest."""
        row = next((row for row in self.rows if row.slip is not None), None)
        if row is None or row.slip is None or not any(each.field.text() for each in self.rows):
            return False
        if not row.field.text():
            self.fill(row)
        row.slip.show_slip(text)
        return True

    def turn(self) -> None:
        """Show the QR of the PromptPay row over the whole screen."""
        self.sheet.codes.turn_to_customer()

    def face(self) -> QrFace | None:
        """The QR for the amount in the PromptPay row; raises Invalid, NotFound."""
        row = next((row for row in self.rows if row.way.kind == "promptpay"), None)
        paid = row.payment() if row is not None else None
        if paid is None:
            return None
        made = self._request = self.sheet.codes.make_request(paid.amount)
        return QrFace(self.bill.values["shop.name"], made.payload, made.amount, made.account_name, made.receiver)

    def show_standing(self, stands: Standing | None) -> None:
        """The rest, or the change."""
        change = stands.change if stands is not None else 0
        self.words.show_text(_("Change") if change else _("Left to pay"))
        rest = stands.missing if stands is not None else 0
        self.amount.set_amount(change or rest, "primary_soft_text" if change or not rest else "text")
        self.pieces.show_change(change)
        for row in self.rows:
            row.rest.setVisible(bool(rest) and not row.field.text())
        adjusted = stands.rounding if stands is not None else 0
        self.rounded.set_amount(adjusted)
        for part in (self.rounded, self._rounding_words):
            part.setVisible(adjusted != 0)

    def keep(self) -> dict[str, str]:
        """The amounts and the last digits."""
        digits = {f"{row.way.code} digits": row.digits.text() for row in self.rows if row.digits is not None}
        return {row.way.code: row.field.text() for row in self.rows} | digits

    def restore(self, kept: dict[str, str]) -> None:
        """They stand there again."""
        for row in self.rows:
            row.field.setText(kept.get(row.way.code, ""))
            if row.digits is not None:
                row.digits.setText(kept.get(f"{row.way.code} digits", ""))
