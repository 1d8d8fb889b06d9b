"""A packed parcel goes to the carrier: its number typed or scanned, or none at all."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.pages.orders.doing import write
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.shell import Window

# The carriers of this country, as people call them.
CARRIERS = ("ไปรษณีย์ไทย", "Flash Express", "J&T Express", "KEX Express", "นิ่มเอ็กซ์เพรส", "DHL")


class HandoverSheet(Sheet):
    """Answers the number of the sale the order became."""

    def __init__(self, win: "Window", whole: "Whole") -> None:
        super().__init__(_("Hand over order {number}").format(number=whole.card.number), width=620)
        self._win = win
        self._parcel = whole.parcels[-1].id or 0 if whole.parcels else 0
        parcel = whole.parcels[-1] if whole.parcels else None
        self.body.addWidget(Plain(whole.card.goods, "h", wrap=True))
        stations = [f"{'✓' if done else '○'} {words}" for words, done in _stations(whole.card.labelled)]
        self.body.addWidget(Plain("   ".join(stations), "sub", wrap=True))
        self.tracking = Field(parcel.tracking if parcel else "", name=_("Parcel number"), longest=60,
                              hint=_("Scan it from the label, or leave it empty"), on_enter=self.hand_over)  # fmt: skip
        self.carrier = Choice(_("Carrier"))
        self.carrier.offer([(name, name) for name in CARRIERS])
        self.carrier.show_value(parcel.carrier if parcel else "")
        self.body.addWidget(Row(_("Parcel number"), self.tracking))
        self.body.addWidget(Row(_("Carrier"), self.carrier))
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
