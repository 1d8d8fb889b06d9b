"""PromptPay: the shop's own QR for exactly this amount. The cashier says when the money is there; a slip never does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.shop.payments import Request
from shopdesk.shop.settings import GuardedChange
from shopdesk.shop.settling import Paid, Standing
from shopdesk.ui import icons, theme
from shopdesk.ui.display.faces import QrFace
from shopdesk.ui.pages.pay.slips import SlipRow
from shopdesk.ui.pages.pay.tab import Tab
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.qr import QrCode
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet

MOST_CHANGES = 2
# Below this height, at 100 %, the code is not seen whole; the places of its button in the column then, and else.
LOW = 220
AFTER_RECEIVER, AFTER_WARNING = 4, 6


class PromptPayTab(Tab):
    """The QR at the left; what it pays and to whom at the right."""

    name = "promptpay"
    done = N_("The money is in")
    waits = True

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__(sheet, bill)
        self.request: Request | None = None
        self._stack = QStackedLayout(self)
        self._code = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._code)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.px(20))
        self.qr = QrCode(_("PromptPay QR"))
        self._halves.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        right = QVBoxLayout()
        right.setSpacing(theme.px(4))
        self._halves.addLayout(right, 1)
        self._fill(right)
        self._stack.addWidget(self._code)
        self._stack.addWidget(self._nothing())

    def _fill(self, column: QVBoxLayout) -> None:
        self.amount = Amount(46)
        column.addWidget(self.amount)
        self.account, self.receiver = Elided("", "strong"), Elided("", "sub")
        for label in (self.account, self.receiver):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        self.changes = Plain("", "sub", tone="danger", wrap=True)
        column.addWidget(self.changes)
        column.addWidget(self._warning())
        column.addSpacing(theme.px(6))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.turn = Button(
            _("Turn to the customer"),
            icon="maximize",
            icon_color="info",
            key="F9",
            on=self.sheet.codes.turn_to_customer,
        )
        self.print_ = Button(_("Print QR"), icon="printer", key="Ctrl+P", on=self.sheet.codes.print_)
        row.addWidget(self.turn, 1)
        row.addWidget(self.print_)
        self._column, self._turning = column, row
        column.addLayout(row)
        column.addStretch(1)
        self.slip = SlipRow(self.sheet, self.sheet.win)
        column.addWidget(self.slip)

    @staticmethod
    def _warning() -> QFrame:
        """What every shop that lost money to a forged slip would say."""
        card = QFrame()
        card.setProperty("kind", "strip")
        card.setProperty("tone", "accent")
        row = QHBoxLayout(card)
        row.setContentsMargins(*[theme.px(12)] * 4)
        row.setSpacing(theme.px(10))
        picture = Plain()
        size = theme.px(22)
        picture.setPixmap(icons.pixmap("bell", theme.tokens().accent_text, size, card.devicePixelRatioF()))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = _("Wait for the sound, or look into the shop's own bank app. A slip alone is not enough.")
        row.addWidget(Plain(words, "sub", tone="accent", wrap=True), 1)
        return card

    def _nothing(self) -> QWidget:
        """The shop cannot receive yet."""
        self.to_settings = Button(_("Put the number in"), icon="settings", on=self.sheet.to_settings)
        if not self.sheet.win.has("settings"):
            self.to_settings.hide()
        text = _("This shop has no PromptPay number yet.")
        hint = _("With the number of the shop's account, the QR is made here, without the internet.")
        return Empty("qrcode", text, hint, (self.to_settings,))

    def show_bill(self, bill: "PayBill") -> None:
        """Another amount needs another code."""
        super().show_bill(bill)
        self.request = None

    def enter(self) -> None:
        """Make the code, show it here and to the customer."""
        if self.request is None:
            self._make()
        self._stack.setCurrentIndex(1 if self.request is None else 0)
        self.sheet.codes.show_customer(self.face())
        self.sheet.focus_button()

    def leave(self) -> None:
        """The customer sees the bill again."""
        self.sheet.codes.show_customer(None)

    def _make(self) -> None:
        try:
            self.request = self.sheet.codes.make_request(self.bill.due.exact)
        except ShopError:
            return
        self.qr.show_payload(self.request.payload)
        self._fit_code()
        self.amount.set_amount(self.request.amount)
        self.account.show_text(self.request.account_name)
        self.receiver.show_text(f"{_('PromptPay')} {self.request.receiver}")
        self.changes.show_text("\n".join(changed(each) for each in self.bill.guarded[:MOST_CHANGES]))
        self.changes.setVisible(bool(self.bill.guarded))
        self.print_.setVisible(bool(self.bill.values["printer.target"]))
        self._halves.activate()

    def face(self) -> QrFace | None:
        """What the customer is shown."""
        if self.request is None:
            return None
        made = self.request
        return QrFace(self.bill.values["shop.name"], made.payload, made.amount, made.account_name, made.receiver)

    def can_pay(self) -> bool:
        """Only with a code."""
        return self.request is not None

    def payments(self) -> list[Paid]:
        """The whole bill, as the cashier says it came in, with the slip if one was shown."""
        bank, reference = self.slip.reference()
        request = self.request.uid if self.request is not None else ""
        return [
            Paid(
                "promptpay",
                self.bill.due.exact,
                state="confirmed_cashier",
                request=request,
                slip_bank=bank,
                slip_reference=reference,
            )
        ]

    def show_standing(self, stands: Standing | None) -> None:
        """It is always the whole bill."""

    def take_slip(self, text: str) -> bool:
        """The customer's slip."""
        if self.request is not None:
            self.slip.show_slip(text)
        return self.request is not None

    def fit(self, width: int) -> None:
        """One below the other where two do not fit."""
        side = self.qr.width() + theme.px(20) + theme.px(300)
        way = QBoxLayout.Direction.TopToBottom if width < side else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code grows into the height there is."""
        super().resizeEvent(event)
        self._fit_code()

    def _fit_code(self) -> None:
        room = self.sheet.room()
        self.qr.fit(room)
        self._show_turn(first=room < theme.px(LOW))
        self._halves.activate()

    def _show_turn(self, *, first: bool) -> None:
        """In a low window the whole code is the customer's: its button comes first, the amount stands above anyway."""
        self.amount.setVisible(not first)
        self._column.removeItem(self._turning)
        self._column.insertLayout(AFTER_RECEIVER if first else AFTER_WARNING, self._turning)


def changed(change: GuardedChange) -> str:
    """One guarded change in words."""
    return _("{what} changed {ago}: {old} → {new}").format(
        what=change.label, ago=_ago(change.minutes_ago), old=change.old, new=change.new
    )


def _ago(minutes: int) -> str:
    if not minutes:
        return _("just now")
    if minutes < 60:
        return _("{minutes} min ago").format(minutes=minutes)
    return _("{hours} h ago").format(hours=minutes // 60)
