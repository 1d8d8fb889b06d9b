"""What costs more than before: its selling price is asked in place, one after another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity
from shopdesk.shop import goods
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import MoneyField
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.receiving import Dearer
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class DearerStrip(QFrame):
    """`over` once every price was set or left as it is; `changed` are the sale units with a new one."""

    over = Signal()

    def __init__(self, win: "Window") -> None:
        super().__init__()
        self._win, self._waiting = win, list["Dearer"]()
        self.changed: list[int] = []
        self.setProperty("kind", "strip")
        self.setProperty("tone", "accent")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(4))
        self.words = Elided("", "strong", tone="accent")
        self.costs = Elided("", "sub", tone="accent")
        column.addWidget(self.words)
        column.addWidget(self.costs)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.price = MoneyField(name=_("New price"), on_enter=self.set_price)
        self.price.setMaximumWidth(theme.px(150))
        row.addWidget(self.price)
        row.addWidget(Button(_("Set the price"), icon="tag", key="Enter", on=self.set_price))
        row.addWidget(Button(_("Leave it"), "quiet", on=self.skip))
        row.addStretch(1)
        column.addLayout(row)
        self.trouble = Elided("", "cap", tone="danger")
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.hide()

    def ask(self, dearer: "tuple[Dearer, ...]") -> None:
        """Ask for the price of each."""
        self._waiting, self.changed = list(dearer), []
        self._next()

    def skip(self) -> None:
        """The price stays."""
        self._waiting.pop(0)
        self._next()

    def set_price(self) -> None:
        """What was typed is the price from now on."""
        self._win.attempt(self._store, self._stored, self._refuse)

    def _store(self, approver: "Actor | None") -> int:
        price, unit = self.price.satang(), self._waiting[0].sale_unit
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            goods.set_price(desk, unit, price)
        return unit

    def _stored(self, unit: int) -> None:
        self.changed.append(unit)
        self._win.bus.goods_changed.emit()
        self.skip()

    def _next(self) -> None:
        self.trouble.hide()
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            self.over.emit()
            return
        one = self._waiting[0]
        before, now = (money.share(cost, one.ratio, quantity.ONE) for cost in (one.before, one.now))
        self.words.show_text(_("{name} costs more now. Set a new price?").format(name=one.name))
        self.costs.show_text(
            _("Cost {before} → {now} · sold for {price}").format(
                before=money.short(before), now=money.short(now), price=money.short(one.price)
            )
        )
        # The same share of profit as before is offered.
        offered = money.share(one.price, one.now, one.before) if one.before else one.price
        self.price.show_amount(-(-offered // 100) * 100)
        self.price.selectAll()
        self.price.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: Exception) -> None:
        self.trouble.show_text(f"{error} {getattr(error, 'hint', '')}".strip())
        self.trouble.show()
