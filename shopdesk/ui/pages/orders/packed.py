"""The closed boxes of an order, each by itself: handed over, labelled, photographed, taken apart again."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import write
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.sheet import Sheet

HERE = ("packing", "ready")


def apart(whole: "Whole") -> bool:
    """Whether an order leaves, or left, in several boxes."""
    return len(whole.parcels) > 1 or (bool(whole.parcels) and whole.card.state == "packing")


class Boxes(QFrame):
    """The boxes of one order, on the sheet of the order; `changed` reads it anew."""

    def __init__(self, win: "Window", sheet: "Sheet", whole: "Whole", changed: Callable[[], object]) -> None:
        super().__init__()
        self._win, self._sheet, self._whole, self._changed = win, sheet, whole, changed
        self.setProperty("kind", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(10)] * 4)
        column.setSpacing(theme.px(8))
        for parcel in whole.parcels:
            column.addLayout(self._box(parcel))

    def _box(self, parcel: "models.Parcel") -> QVBoxLayout:
        from shopdesk.shop.online import papers

        column, gone = QVBoxLayout(), parcel.id in self._whole.left
        column.setSpacing(theme.px(6))
        told = (papers.box(self._whole, parcel.id or 0), _("Handed over") if gone else "", parcel.tracking)
        column.addWidget(Plain(" · ".join(filter(None, told)), "strong", tone="primary" if gone else "", wrap=True))
        column.addWidget(Plain(", ".join(papers.inside(self._whole, parcel)), "sub", wrap=True))
        if not gone and self._whole.card.state in HERE:
            column.addLayout(self._deeds(parcel.id or 0))
        return column

    def _deeds(self, parcel: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for words, icon, act in (
            (_("Hand over"), "truck-delivery", self.hand_over),
            (_("Label"), "tag", self.label),
            (_("Take apart"), "package", self.open_again),
        ):
            row.addWidget(Button(words, icon=icon, on=partial(act, parcel)))
        return row

    def hand_over(self, parcel: int) -> None:
        """This box goes to the carrier."""
        from shopdesk.ui.pages.orders.handing import HandoverSheet, told

        sheet = HandoverSheet(self._win, self._whole, parcel)
        self._win.open(sheet.answered(lambda number: self._sheet.strip.say(told(number), tone="primary")))

    def label(self, parcel: int) -> None:
        """The label of this box."""
        from shopdesk.ui.pages.orders.labels import open_label

        try:
            open_label(self._win, self._whole, parcel)
        except ShopError as error:
            self._sheet.strip.refuse(error)

    def open_again(self, parcel: int) -> None:
        """What is in this box is packed anew; the others stay closed."""
        from shopdesk.shop.online import packing

        order = self._whole.card.id
        write(self._win, lambda desk: packing.unpack(desk, order, parcel), lambda _done: self._changed())
