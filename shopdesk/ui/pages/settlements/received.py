"""Money of an online shop came: how much, where, on what day, and what was kept of it on the way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import credit
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.till.asking import AmountSheet
from shopdesk.ui.widgets.buttons import Segments
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.arrivals import Seen
    from shopdesk.shop.collecting import Received


class _CameSheet(AmountSheet):
    """What came, the fee that was kept of it, and what else is `said`; `take` does it and answers what was done."""

    _take: "Callable[[int, int, str], object]"
    fee: MoneyField

    def said(self) -> str:
        """The third thing there is to say."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The digits go into the field that has the keyboard."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, Field):
            self.pad.aim(watched)
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Take it, or say what is wrong; the sheet stays until it is done."""
        try:
            done = self._take(self.read(), self.fee.or_none() or 0, self.said())
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.finish(done)


class ReceivedSheet(_CameSheet):
    """`take(satang, fee, where)` does it; what the shop refuses is said here. Finished with what was received."""

    def __init__(self, one: "Standing", take: "Callable[[int, int, str], Received]") -> None:
        super().__init__(_("Money from {name}").format(name=one.name), _("Amount"), _("The money came"), one.owes)
        self._take = take
        self.left.insertWidget(0, Plain(_("Open: {amount}").format(amount=money.text(one.owes)), "strong"))
        ways = [(way, credit.means(way)) for way in ("transfer", "drawer")]
        self.way = Segments(ways, "transfer", lambda _way: self.field.setFocus())
        self.left.insertWidget(2, self.way)
        self.fee = MoneyField(hint="0", name=_("Fee that was kept"), on_enter=self.enter)
        self.left.insertWidget(3, Row(_("Fee that was kept"), self.fee))
        for field in (self.field, self.fee):
            field.installEventFilter(self)

    def said(self) -> str:
        """Where it came to."""
        return self.way.value()


class SeenSheet(_CameSheet):
    """What the bank says of what a platform paid out. `take(satang, fee, day)` does it; what the shop refuses is
    said here. Finished with the payouts that were seen."""

    def __init__(
        self, title: str, open_: int, today: str, take: "Callable[[int, int, str], list[Seen]]"
    ) -> None:  # fmt: skip
        super().__init__(title, _("Came into the bank"), _("The money came"), abs(open_))
        self._take = take
        said = _("On its way: {amount}").format(amount=money.text(abs(open_)))
        self.left.insertWidget(0, Plain(said, "strong"))
        self.day = DateField(today, name=_("Day"), on_enter=self.enter)
        self.left.insertWidget(2, Row(_("Day"), self.day))
        self.fee = MoneyField(hint="0", name=_("Fee that was kept"), on_enter=self.enter)
        self.left.insertWidget(3, Row(_("Fee that was kept"), self.fee))
        for field in (self.field, self.day, self.fee):
            field.installEventFilter(self)

    def said(self) -> str:
        """The day it came."""
        return self.day.iso()
