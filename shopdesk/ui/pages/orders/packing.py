"""The packing sheet: items are scanned into the parcel or put in by hand; a wrong one is heard and stands in red."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.errors import Conflict, ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Whole
    from shopdesk.shop.online.packing import Put
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the order, or (without a line) something wrong that was scanned."""

    line: int
    name: str
    packed: int
    wanted: int

    @property
    def full(self) -> bool:
        """Whether all of it is in the parcel."""
        return bool(self.line) and self.packed >= self.wanted


class PackingSheet(Sheet):
    """Answers the parcel once everything is in it."""

    def __init__(self, win: "Window", order: int) -> None:
        self._win, self.order = win, order
        self.whole: Whole = read(win, self._looked)
        self.wrong = ""
        super().__init__(_("Pack order {number}").format(number=self.whole.card.number), width=860, height=640)
        if self.whole.order.note:
            self.body.addWidget(Plain(_("Note: {note}").format(note=self.whole.order.note), "strong", wrap=True))
        self.field = Field(hint=_("Scan each item into the parcel"), name=_("Barcode"), on_enter=self._typed)
        self.body.addWidget(self.field)
        self.table: Table[Item] = Table(
            [
                Column("", _sign, width=48, strong=True, tone=_tone, ground=_ground),
                Column(_("Goods"), lambda row: row.name, strong=True, tone=_tone, ground=_ground),
                Column(_("In the parcel"), _count, right=True, width=190, strong=True, tone=_tone, ground=_ground),
            ],
            _("Goods of the order"),
        )
        self.table.setMinimumHeight(theme.px(150))
        self.table.opened.connect(lambda _row: self.put(1))
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._by_hand())
        self.main = PayButton(_("All is in, close the parcel"), icon="package", key="Ctrl+S", on=self.pack)
        self.buttons.addWidget(self.main, 1)
        self.first = self.field
        self._show()

    def _by_hand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.one = Button(_("One in"), icon="plus", on=lambda: self.put(1))
        self.out = Button(_("One out"), icon="minus", on=lambda: self.put(-1))
        self.all = Button(_("All in"), icon="check", on=lambda: self.put(0))
        self.missing = Button(_("Not there"), icon="ban", on=self.cannot)
        for button in (self.one, self.out, self.all, self.missing):
            row.addWidget(button)
        return row

    def _looked(self, desk: "Desk") -> "Whole":
        from shopdesk.shop.online import board

        return board.one(desk, self.order)

    def opened(self, window: "Window") -> None:
        """Read it anew, also after something was cancelled."""
        self.whole = read(self._win, self._looked)
        if self.whole.card.state == "cancelled":
            window.later(0, lambda: self.finish(None))
            return
        self._show()

    def items(self) -> list[Item]:
        """The lines that are wanted, a wrong scan above them."""
        lines = [line for line in self.whole.lines if line.qty > line.cancelled]
        found = [Item(line.id or 0, line.name, line.packed, line.qty - line.cancelled) for line in lines]
        return [*([Item(0, self.wrong, 0, 0)] if self.wrong else []), *found]

    def _show(self, line: int = 0) -> None:
        items = self.items()
        self.table.show_rows(items)
        places = [place for place, item in enumerate(items) if item.line == line and line]
        open_ = [place for place, item in enumerate(items) if item.line and not item.full]
        self.table.selectRow((places or open_ or [len(items) - 1])[0])
        self.main.setEnabled(all(item.full for item in items if item.line))

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+S closes the parcel."""
        return {"save": self.pack}

    def _typed(self) -> None:
        typed = self.field.value()
        self.field.clear()
        if typed:
            self.scanned(typed)

    def scanned(self, code: str) -> None:
        """An item goes into the parcel."""
        from shopdesk.shop.online import packing

        self.field.clear()
        write(
            self._win,
            lambda desk: packing.scan_in(desk, self.order, code),
            self._put,
            lambda error: self._refused(error, code),
        )

    def _put(self, put: "Put") -> None:
        self.wrong = ""
        self.strip.clear()
        self._win.sounds.play("scan")
        self.whole = read(self._win, self._looked)
        self._show(0 if put.full else put.line)
        if self.main.isEnabled():
            self.strip.say(_("All is in the parcel."), tone="primary")

    def _refused(self, error: ShopError, code: str) -> None:
        self._win.sounds.play("unknown")
        if isinstance(error, Conflict):
            self.wrong = f"{self._named(code)} — {error}"
            self._show()
        unknown = [line for line in self.whole.lines if line.sale_unit is None and line.qty > line.cancelled]
        if unknown and isinstance(error, Conflict):
            words = _("Say which goods these are")
            self.strip.say(str(error), tone="accent", button=words, on=partial(self.match, unknown[0]))
        else:
            self.strip.refuse(error)

    def match(self, line: "models.OnlineLine") -> None:
        """Goods nobody knew are in the hand: say which they are."""
        from shopdesk.ui.pages.orders.matching import MatchSheet

        self._win.open(MatchSheet(self._win, line.id or 0, line.name))

    def _named(self, code: str) -> str:
        """The goods of a code in the shop's words, else the code."""
        from shopdesk.shop import goods

        _scan, found = read(self._win, lambda desk: goods.scan(desk, code))
        return found[0].name if found else code

    def put(self, by: int) -> None:
        """By hand: one more, one fewer, or (0) all of the marked line."""
        from shopdesk.shop.online import packing

        row = self.table.current()
        if row is None or not row.line:
            return
        qty = row.wanted if by == 0 else max(0, min(row.wanted, row.packed + by * quantity.ONE))
        write(self._win, lambda desk: packing.put_in(desk, row.line, qty), self._put)

    def cannot(self) -> None:
        """What is not there is cancelled, with words for the buyer."""
        from shopdesk.ui.pages.orders.cancelling import CancelSheet

        missing = {item.line: item.wanted - item.packed for item in self.items() if item.line and not item.full}
        self._win.open(CancelSheet(self._win, self.whole, missing or None))

    def pack(self) -> None:
        """All is in: the parcel is closed."""
        from shopdesk.shop.online import packing

        if self.main.isEnabled() and self.ready():
            write(self._win, lambda desk: packing.packed(desk, self.order), self._closed)

    def _closed(self, parcel: int) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(parcel)


def _sign(row: Item) -> str:
    if not row.line:
        return "✗"
    return "✓" if row.full else ""


def _ground(row: Item) -> str:
    return "" if row.line else "danger_soft"


def _tone(row: Item) -> str:
    if not row.line:
        return "danger_text"
    return "primary_soft_text" if row.full else ""


def _count(row: Item) -> str:
    if not row.line:
        return ""
    return _("{packed} of {wanted}").format(packed=quantity.text(row.packed), wanted=quantity.text(row.wanted))
