"""The carrier stands at the counter: the list of all parcels to sign, and all of them handed over with one press."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.orders.entries import Entry
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.page import Page
    from shopdesk.ui.widgets.buttons import PayButton


class CarrierDeeds:
    """`then` reads the board anew."""

    def __init__(self, page: "Page", then: Callable[[], object]) -> None:
        self._page, self._then = page, then
        self.list = Button(_("Handover list"), icon="clipboard-list", name=_("Handover of parcels"), on=self.handover)
        self.list.setMinimumHeight(theme.px(64))

    def foot(self, main: "PayButton") -> QHBoxLayout:
        """The list beside the green button."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.list)
        row.addWidget(main, 1)
        return row

    def tell(self, found: Sequence[Entry]) -> None:
        """It is there where parcels are."""
        cards = [entry.card for entry in found if entry.waits]
        self.list.setVisible(any(card is not None and card.boxes > card.gone for card in cards))

    def handover(self) -> None:
        """The list of parcels that are here, for the carrier to sign."""
        from shopdesk.shop.online import papers
        from shopdesk.ui.pages.orders.labels import open_handover

        parcels = read(self._page.win, papers.waiting)
        try:
            sheet = open_handover(self._page.win, parcels)
        except ShopError as error:
            self._page.strip.refuse(error)
            return
        sheet.done.connect(lambda _printed: self._listed(parcels))

    def _listed(self, parcels: list[int]) -> None:
        words = _("Did the carrier take them? Parcels: {count}").format(count=len(parcels))
        on = partial(self.all_left, parcels)
        self._page.strip.say(words, tone="info", button=_("All are handed over"), on=on)

    def all_left(self, parcels: list[int]) -> None:
        """They left the shop; a parcel of goods nobody knows stays, for somebody to say which they are."""

        def left(desk: "Desk") -> int:
            from shopdesk.shop.online import packing

            known = packing.sellable(desk, parcels)
            for parcel in known:
                packing.handed_over(desk, parcel)
            return len(parcels) - len(known)

        write(self._page.win, left, partial(self._left, len(parcels)))

    def _left(self, count: int, stayed: int) -> None:
        self._page.win.bus.goods_changed.emit()
        self._page.win.sounds.play("sale")
        self._then()
        words = _("Handed over: {count} parcels.").format(count=count - stayed)
        why = _("Of {count} the goods are not known.").format(count=stayed) if stayed else ""
        self._page.strip.say(words, why, tone="accent" if stayed else "primary", seconds=0 if stayed else 10)
