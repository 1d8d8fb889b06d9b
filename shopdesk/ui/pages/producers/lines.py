"""Every line of what somebody is owed, before it is paid."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.shop import payouts
from shopdesk.shop.producers import Producer
from shopdesk.shop.shares import Share
from shopdesk.ui import theme
from shopdesk.ui.pages.producers import choices
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class LinesSheet(Sheet):
    """The lines since the last payout, what was carried, and the sum."""

    def __init__(self, win: "Window", person: Producer, who: "Actor | None") -> None:
        super().__init__(person.name, width=820, height=600)
        assert win.office is not None
        with win.office.reading(who) as desk:
            owed = payouts.owed(desk, person.party)
        self.table: Table[Share] = Table(self._columns(), _("Sold since"))
        self.table.show_rows(owed.lines)
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        carried = _("Carried from before: {amount}").format(amount=money.text(owed.carried))
        self.carried = Plain(carried if owed.carried else "", "sub")
        row.addWidget(self.carried, 1)
        row.addWidget(Plain(_("Owes the shop") if owed.balance < 0 else _("Unpaid"), "strong"))
        amount = Amount(34, color="danger_text" if owed.balance < 0 else "text")
        amount.set_amount(abs(owed.balance))
        row.addWidget(amount)
        self.body.addLayout(row)
        self.buttons.addWidget(Button(_("Close"), key="Esc", on=lambda: self.finish(None)), 1)
        self.first = self.table

    @staticmethod
    def _columns() -> list[Column[Share]]:
        return [
            Column(_("Time"), lambda row: thaidate.moment(row.at), width=196),
            Column(_("Bill"), lambda row: row.number, width=130),
            Column(_("Goods"), lambda row: row.name, strong=True),
            Column("", choices.what, width=130, tone=choices.tone),
            Column(_("Gets"), lambda row: money.text(row.owed), right=True, width=110, strong=True, tone=choices.tone),
        ]
