"""Goods a way of paying may not pay for: they go on a bill of their own with one key, held for the next sale."""

from typing import TYPE_CHECKING

from shopdesk.base import uid
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, tender
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.ui.pages.pay import bill

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.sheet import PaySheet


def _barred(ways: list[tender.Tender], line: Line) -> bool:
    return any(tender.bars(way, line) for way in ways)


class Barred:
    """One per sheet; `apart` are the goods that were split off, stored only together with the sale."""

    def __init__(self, sheet: "PaySheet") -> None:
        self._sheet = sheet
        self.apart: Cart | None = None

    def _used(self) -> list[str]:
        try:
            return [paid.tender for paid in self._sheet.tab.payments() if paid.amount]
        except ShopError:
            return []

    def any(self) -> bool:
        """Whether anything on the bill may not be paid for in the way chosen."""
        return self._sheet.bill.barred(self._used())

    def tell(self) -> None:
        """Offer to split the goods off, or say that only cash pays for them."""
        ways = [self._sheet.bill.tenders[code] for code in self._used()]
        way = next((each for each in ways if tender.barred(each, self._sheet.bill.cart.lines)), None)
        if way is None:
            return
        lines = tender.barred(way, self._sheet.bill.cart.lines)
        words = _("{tender} may not pay for: {goods}").format(tender=way.label(), goods=tender.names(lines))
        if all(_barred(ways, line) for line in self._sheet.bill.cart.lines):
            self._sheet.strip.say(words, _("Take cash for this bill."), tone="accent")
        else:
            self._sheet.strip.say(words, tone="accent", button=_("Split them off (F8)"), on=lambda: self.split(ways))

    def split(self, ways: list[tender.Tender]) -> None:
        """Take the goods any of these ways may not pay for off into a bill of their own.

        From the whole bill, so that a second split keeps what the first one took off.
        """
        new = uid.uuid7(self._sheet.win.clock(), self._sheet.win.random)
        kept, self.apart = self._sheet.whole.split(lambda line: _barred(ways, line), new)
        self._sheet.show_bill(kept)
        words = _("{amount} goes on a bill of its own, for cash.").format(amount=self.due_apart())
        self._sheet.strip.say(words, tone="info", button=_("Put back (F8)"), on=self.put_back)

    def due_apart(self) -> str:
        """What the goods split off come to."""
        assert self.apart is not None
        return money.text(bill.read(self._sheet.win, self.apart).due.exact)

    def put_back(self) -> None:
        """The whole bill again."""
        self.apart = None
        self._sheet.show_bill(self._sheet.whole)
