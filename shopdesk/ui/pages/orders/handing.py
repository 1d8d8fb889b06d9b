"""A packed parcel goes to the carrier: its number typed or scanned, or none at all."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.shell import Window

# The carriers of this country, as people call them.
CARRIERS = ("ไปรษณีย์ไทย", "Flash Express", "J&T Express", "KEX Express", "นิ่มเอ็กซ์เพรส", "DHL")


def _asked(sheet: Sheet, tracking: str, carrier: str, enter: "Callable[[], object]") -> tuple[Field, Choice]:
    """The two fields of a parcel."""
    number = Field(tracking, name=_("Parcel number"), longest=60,
                   hint=_("Scan it from the label, or leave it empty"), on_enter=enter)  # fmt: skip
    chosen = Choice(_("Carrier"))
    chosen.offer([(name, name) for name in CARRIERS])
    chosen.show_value(carrier)
    sheet.body.addWidget(Row(_("Parcel number"), number))
    sheet.body.addWidget(Row(_("Carrier"), chosen))
    return number, chosen


class NumberSheet(Sheet):
    """Another number or carrier for a parcel that left already; answers True."""

    def __init__(self, win: "Window", whole: "Whole", parcel: int = 0) -> None:
        super().__init__(_("Parcel number of order {number}").format(number=whole.card.number), width=620)
        self._win = win
        own = next((one for one in whole.parcels if one.id == parcel), whole.parcels[-1])
        self._parcel = own.id or 0
        self.body.addWidget(Plain(whole.card.goods, "h", wrap=True))
        self.tracking, self.carrier = _asked(self, own.tracking, own.carrier, self.keep)
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        self.main = PayButton(_("Tell the platform"), icon="upload", on=self.keep)
        self.buttons.addWidget(self.wait, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.tracking

    def opened(self, window: "Window") -> None:
        """The number is typed over."""
        self.tracking.selectAll()

    def scanned(self, code: str) -> None:
        """The number of the parcel."""
        self.tracking.setText(code.strip())
        self._win.sounds.play("scan")

    def keep(self) -> None:
        """This is its number from now on; the platform is told."""
        from shopdesk.shop.online import packing

        if self.ready():
            tracking, carrier = self.tracking.value(), self.carrier.value()
            write(self._win, lambda desk: packing.renumbered(desk, self._parcel, tracking, carrier), self._kept)

    def _kept(self, _nothing: None) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(True)


class HandoverSheet(Sheet):
    """Answers the number of the sale the order became; nothing while another parcel of it is here."""

    def __init__(self, win: "Window", whole: "Whole") -> None:
        from shopdesk.shop.online import leaving

        super().__init__(_("Hand over order {number}").format(number=whole.card.number), width=620)
        self._win = win
        parcel = next((one for one in whole.parcels if one.id not in whole.left), None)
        self._parcel = parcel.id or 0 if parcel else 0
        self.body.addWidget(Plain(whole.card.goods, "h", wrap=True))
        stations = [f"{'✓' if done else '○'} {words}" for words, done in _stations(whole.card.labelled)]
        self.body.addWidget(Plain("   ".join(stations), "sub", wrap=True))
        advice = read(win, lambda desk: leaving.of_order(desk, whole.card.id)).advice
        if advice:
            self.body.addWidget(Plain(advice, "strong", wrap=True))
        known = (parcel.tracking, parcel.carrier) if parcel else ("", "")
        self.tracking, self.carrier = _asked(self, *known, self.hand_over)
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        self.main = PayButton(_("It is handed over"), icon="truck-delivery", on=self.hand_over)
        self.buttons.addWidget(self.wait, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.tracking

    def scanned(self, code: str) -> None:
        """The number of the parcel."""
        self.tracking.setText(code.strip())
        self._win.sounds.play("scan")

    def hand_over(self) -> None:
        """It left the shop; the sale is made."""
        from shopdesk.shop.online import packing

        if not self.ready():
            return
        tracking, carrier = self.tracking.value(), self.carrier.value()
        write(
            self._win,
            lambda desk: packing.handed_over(desk, self._parcel, tracking, carrier),
            self._left,
        )

    def _left(self, number: str) -> None:
        self._win.bus.goods_changed.emit()
        self._win.sounds.play("sale")
        self.finish(number)


def _stations(labelled: int) -> list[tuple[str, bool]]:
    """Packed, label got, label printed, handed over: each apart from the others."""
    return [
        (_("Pack"), True),
        (_("The platform's label"), labelled in (1, 3)),
        (_("Print the label"), labelled >= 2),
        (_("Hand over to the carrier"), False),
    ]
