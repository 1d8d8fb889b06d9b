"""Money that came without cash, until it is on the shop's account: transfers at once, a state's scheme days later.

What the cashier saw is one thing, what the bank's own list says another; the owner goes through that list here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import tender
from shopdesk.shop import payments
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

MOST = 500
_LISTED = text(
    "SELECT p.id, s.id AS sale, s.number, j.at, t.code, t.kind, t.name, t.english, p.digits, p.amount, z.state, "
    "x.refunded >= s.total AS went_back "
    "FROM journal j CROSS JOIN sale s ON s.journal = j.id CROSS JOIN payment p ON p.sale = s.id "
    "JOIN tender t ON t.id = p.tender JOIN payment_state z ON z.payment = p.id JOIN sale_state x ON x.sale = s.id "
    "WHERE j.business_date BETWEEN :first AND :last AND p.kind = 'pay' AND t.kind NOT IN ('cash', 'credit') "
    "AND NOT x.voided AND (:every OR z.state != 'settled') ORDER BY p.id DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A payment without cash in satang, its bill, and its state as in core.tender.

    `went_back`: all goods of the bill came back.
    """

    payment: int
    sale: int
    number: str
    at: datetime
    tender: str
    label: str
    amount: int
    state: str
    went_back: bool = False

    @property
    def on_account(self) -> bool:
        """Whether the bank's own list showed it."""
        return not tender.can_go(self.state, "confirmed_bank")

    @property
    def given_up(self) -> bool:
        """Whether nobody owes it any more: the goods went back before somebody saw the money."""
        return self.went_back and not tender.received(self.state)

    @property
    def words(self) -> str:
        """How sure the money is, in the language of the moment."""
        return _("goods went back") if self.given_up else tender.state_label(self.state)


@use_case(Right.SEE_TOTALS)
def listed(desk: Desk, first: str, last: str, *, unsettled: bool = False, most: int = MOST) -> list[Transfer]:
    """What came without cash on business dates (2026-11-22), the latest first; neither debts nor voided bills."""
    wanted = {"first": first, "last": last, "every": not unsettled, "most": most}
    return [
        Transfer(
            row.id,
            row.sale,
            row.number,
            clock.from_ms(row.at),
            row.code,
            tender.Tender(row.code, row.kind, row.name, row.english).label(row.digits),
            row.amount,
            row.state,
            bool(row.went_back),
        )
        for row in desk.session.connection().execute(_LISTED, wanted)
    ]


@use_case(Right.SEE_TOTALS)
def mark_seen_by_bank(desk: Desk, chosen: Sequence[int]) -> None:
    """The owner found these payments in the bank's own list. Raises as `payments.confirm`; all of them or none."""
    for payment in chosen:
        payments.confirm(desk, payment, "confirmed_bank")


@use_case(Right.SEE_TOTALS)
def settle(desk: Desk, chosen: Sequence[int]) -> None:
    """These payments were paid out in full, as a scheme does days later. Raises as `payments.confirm`."""
    for payment in chosen:
        payments.confirm(desk, payment, "settled")
