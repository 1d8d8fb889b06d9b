"""The three lists of the page of platforms' money."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui.pages.settlements import words
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.widgets.table import Column

if TYPE_CHECKING:
    from shopdesk.shop.settlements import OfOrder, OfStatement


def orders() -> "FittingTable[OfOrder]":
    """Orders: sold here, credited there."""
    return FittingTable(
        [
            Column(_("Order"), lambda row: row.number, strong=True),
            Column(_("Online shop"), lambda row: row.account, width=150),
            Column(_("Sold"), words.sold, right=True, width=105),
            Column(_("Credited"), lambda row: money.text(row.credited), right=True, width=105,
                   tone=lambda row: "danger_text" if row.differs else ""),
            Column(_("Fees"), lambda row: words.signed(row.fees), right=True, width=105),
            Column(_("Left"), lambda row: words.signed(row.gets), right=True, width=105),
        ],
        _("Orders"),
        {1: 760, 2: 460, 4: 560},
    )  # fmt: skip


def statements() -> "FittingTable[OfStatement]":
    """Payouts: what their lines explain, what came of them."""
    return FittingTable(
        [
            Column(_("Payouts"), lambda row: row.number, strong=True),
            Column(_("Online shop"), lambda row: row.account_name, width=150),
            Column(_("Days"), words.days, width=190),
            Column(_("Paid out"), lambda row: money.text(row.payout), right=True, width=115),
            Column(_("Not explained"), lambda row: words.signed(row.differs) if row.differs else "✓", right=True,
                   width=120, tone=lambda row: "danger_text" if row.differs else "primary"),
            Column(_("In the bank"), words.bank, right=True, width=115,
                   tone=lambda row: "danger_text" if row.short else "muted" if row.waits else ""),
        ],
        _("Payouts"),
        {1: 900, 2: 720, 4: 520},
    )  # fmt: skip


def sums() -> FittingTable[tuple[str, str]]:
    """What is owed, what is on its way, what was kept."""
    return FittingTable(
        [
            Column(_("What"), lambda row: row[0], strong=True),
            Column(_("Baht"), lambda row: row[1], right=True, width=150),
        ],
        _("Sums"),
        {},
    )  # fmt: skip
