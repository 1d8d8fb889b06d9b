"""A packed parcel goes to the carrier: its number typed or scanned, or none at all."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import leaving
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopdesk.db import models
    from shopdesk.shop.channels import Rules
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
    beside = QHBoxLayout()
    beside.setSpacing(theme.px(12))
    beside.addWidget(Row(_("Parcel number"), number), 3)
    beside.addWidget(Row(_("Carrier"), chosen), 2)
    sheet.body.addLayout(beside)
    return number, chosen


class NumberSheet(Sheet):
    """Another number or carrier for a parcel that left already; answers True."""

    def __init__(self, win: "Window", whole: "Whole", parcel: int = 0) -> None:
        super().__init__(_("Parcel number of order {number}").format(number=whole.card.number), width=760)
        self._win = win
        own = next((one for one in whole.parcels if one.id == parcel), whole.parcels[-1])
        self._parcel = own.id or 0
        self.body.addWidget(Plain(whole.card.goods, "h", wrap=True))
        self.tracking, self.carrier = _asked(self, own.tracking, own.carrier, self.keep)
        self.limit = Plain("", tone="danger", wrap=True)
        self.limit.setVisible(False)
        self.body.addWidget(self.limit)
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        self.main = PayButton(_("Tell the platform"), icon="upload", on=self.keep)
        self.buttons.addWidget(self.wait, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.tracking
        self._whole = whole
        if win.online is not None:
            win.online.ask_rules(self.knows)

    def knows(self, known: "Sequence[Rules]") -> None:
        """Whether its platform still takes another number is known; where not, it is said before anybody presses."""
        from shopdesk.shop.online import packing

        card = self._whole.card
        takes = any(one.renumbers for one in known if one.name == card.channel)
        if not takes and not read(self._win, lambda desk: packing.to_be_told(desk, card.id)):
            self.limit.show_text(_("This platform is told no other number. Change it there too."))
            self.limit.setVisible(True)
            self.main.say(_("Keep the number here"))
            self.refit()

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
    """Hands over one box of an order, the given one or the next that is here.

    Answers the number of the sale the order became; nothing while another box of it is here.
    """

    def __init__(self, win: "Window", whole: "Whole", parcel: int = 0) -> None:
        super().__init__(_("Hand over order {number}").format(number=whole.card.number), width=760)
        self._win = win
        here = [one for one in whole.parcels if one.id not in whole.left]
        own = next((one for one in here if parcel in (0, one.id)), None)
        self._parcel = own.id or 0 if own else 0
        self._put_goods(whole, own)
        known = (own.tracking, own.carrier) if own else ("", "")
        self.tracking, self.carrier = _asked(self, *known, self.hand_over)
        self._put_postage()
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        self.main = PayButton(_("It is handed over"), icon="truck-delivery", on=self.hand_over)
        self.buttons.addWidget(self.wait, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.tracking

    def _put_goods(self, whole: "Whole", own: "models.Parcel | None") -> None:
        """What is in the box, how far it is, and until when it can leave."""
        from shopdesk.shop.online import papers

        box = papers.box(whole, own.id or 0) if own else ""
        goods = ", ".join(papers.inside(whole, own)) if own and box else whole.card.goods
        self.body.addWidget(Plain(" · ".join(filter(None, (box, goods))), "h", wrap=True))
        stations = [f"{'✓' if done else '○'} {words}" for words, done in _stations(whole.card.labelled)]
        self.body.addWidget(Plain("   ".join(stations), "sub", wrap=True))
        leaves = whole.card.leaving
        for words in (leaving.clock_words(leaves, self._win.clock()), leaves.advice):
            if words:
                self.body.addWidget(Plain(words, "strong", wrap=True))

    def _put_postage(self) -> None:
        """What the shop pays the post, where it does: typed, touched, or as last time with this carrier."""
        from shopdesk.shop.online import packing

        self._paid = read(self._win, packing.postages)
        self.postage = MoneyField(name=_("Postage the shop paid"), on_enter=self.hand_over)
        self.digits = Button("", "icon", icon="calculator", name=_("Type the postage"), on=self.ask_postage)
        self.last = Button("", icon="history", on=self._as_last)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.postage, 1)
        row.addWidget(self.digits)
        row.addWidget(self.last)
        self.postage_row = Row(_("Postage the shop paid"), beside)
        self.body.addWidget(self.postage_row)
        self.carrier.currentTextChanged.connect(lambda _name: self._propose())
        self._propose()

    def _propose(self) -> None:
        """What it cost last time stands there in grey, and one press takes it."""
        paid = self._paid.get(self.carrier.value())
        self.postage.setPlaceholderText(_("None") if paid is None else money.text(paid))
        self.last.setVisible(paid is not None)
        self.last.say(_("As last time"))

    def _as_last(self) -> None:
        self.postage.show_amount(self._paid[self.carrier.value()])

    def ask_postage(self) -> None:
        """The amount by finger."""
        from shopdesk.ui.pages.till.asking import AmountSheet

        title = _("Postage the shop paid")
        self._win.open(AmountSheet(title, title, _("Put it down")).answered(self.postage.show_amount))

    def scanned(self, code: str) -> None:
        """The number of the parcel."""
        self.tracking.setText(code.strip())
        self._win.sounds.play("scan")

    def hand_over(self) -> None:
        """It left the shop; the sale is made."""
        from shopdesk.shop.online import packing

        if not self.ready():
            return
        try:
            paid = self.postage.or_none()
        except ShopError as error:
            self.postage_row.refuse(error)
            self.postage.setFocus()
            return
        tracking, carrier = self.tracking.value(), self.carrier.value()
        write(
            self._win, lambda desk: packing.handed_over(desk, self._parcel, tracking, carrier, paid), self._left
        )  # fmt: skip

    def _left(self, number: str) -> None:
        self._win.bus.goods_changed.emit()
        self._win.sounds.play("sale")
        self.finish(number)


def told(number: str) -> str:
    """What was done, by the number of the sale it made."""
    if number:
        return _("Handed over. The sale is {number}.").format(number=number)
    return _("Handed over. Another parcel of this order is here.")


def _stations(labelled: int) -> list[tuple[str, bool]]:
    """Packed, label got, label printed, handed over: each apart from the others."""
    return [
        (_("Pack"), True),
        (_("The platform's label"), labelled in (1, 3)),
        (_("Print the label"), labelled >= 2),
        (_("Hand over to the carrier"), False),
    ]
