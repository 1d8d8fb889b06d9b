"""The PromptPay codes of the pay sheet: made, shown to the customer, printed."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.shop import payments, printing
from shopdesk.shop.payments import Request
from shopdesk.ui.display.faces import QrFace
from shopdesk.ui.display.turned import Turned
from shopdesk.ui.pages.pay.mixed import MixedTab
from shopdesk.ui.pages.pay.promptpay import PromptPayTab

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.sheet import PaySheet


class Codes:
    """One per sheet; `turned` is the code over the whole screen while it is there."""

    def __init__(self, sheet: "PaySheet") -> None:
        self._sheet = sheet
        self.turned: Turned | None = None

    def make_request(self, amount: int) -> Request:
        """The QR for an amount; raises Invalid, NotFound where the shop has no number."""
        assert self._sheet.win.office is not None
        with self._sheet.win.office.writing(self._sheet.win.actor) as desk:
            return payments.request(desk, self._sheet.whole.uid, amount)

    def face(self) -> QrFace | None:
        """What the customer may pay now; raises NotFound where the shop has no number."""
        if isinstance(self._sheet.tab, MixedTab | PromptPayTab):
            return self._sheet.tab.face()
        return None

    def show_customer(self, face: QrFace | None) -> None:
        """Tell the customer's screen."""
        self._sheet.win.bus.payment_shown.emit(face)

    def turn(self) -> None:
        """F9: to PromptPay; there, turn the screen; turned, back again."""
        if self.turned is not None:
            self.turned.turn_back()
        elif isinstance(self._sheet.tab, MixedTab | PromptPayTab):
            self.turn_to_customer()
        else:
            self._sheet.choose("promptpay")

    def turn_to_customer(self) -> None:
        """The QR over the whole screen."""
        face = self._readable()
        if face is not None:
            self.show_customer(face)
            self.turned = Turned(self._sheet.win, face, self._came_back)
        elif isinstance(self._sheet.tab, MixedTab):
            self._sheet.strip.say(_("Type the PromptPay amount first."), tone="info", seconds=6)

    def _readable(self) -> QrFace | None:
        try:
            return self.face()
        except ShopError as error:
            self._sheet.refuse(error)
            return None

    def _came_back(self) -> None:
        self.turned = None
        self._sheet.rearm()
        if self._sheet.is_open():
            self._sheet.tab.enter()

    def print_(self) -> None:
        """The QR on paper."""
        face = self._readable()
        if face is None or not self._sheet.bill.values["printer.target"]:
            return
        assert self._sheet.win.office is not None
        with self._sheet.win.office.writing(self._sheet.win.actor) as desk:
            printing.queue_payment_code(desk, face.payload)
        self._sheet.win.bus.paper_changed.emit()
        self._sheet.strip.say(_("The QR goes to the printer."), tone="primary", seconds=6)
        self._sheet.focus_button()
