"""What the page of platforms' money shows, read in the background: of shops that sell much it takes a while."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.settlements import OfOrder, OfStatement, Task

PAYOUTS = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """Of one account, or of all: `by_hand` are accounts whose money a person counts, `transit` what is on its way to
    the bank by account, in satang."""

    account: int
    orders: "Sequence[OfOrder]"
    statements: "Sequence[OfStatement]"
    fees: Sequence[tuple[str, int]]
    tasks: "Sequence[Task]"
    by_hand: frozenset[int]
    transit: Mapping[int, int]


def gather(desk: "Desk", account: int, shops: "Sequence[Standing]") -> Gathered:
    """Read it; raises NotAllowed for whoever sees no totals."""
    from shopdesk.shop import arrivals, collecting, settlements

    transit: dict[int, int] = {}
    for one in arrivals.waiting(desk):
        transit[one.account] = transit.get(one.account, 0) + one.payout - (one.came or 0)
    return Gathered(
        account,
        settlements.orders(desk, account),
        settlements.statements(desk, account, PAYOUTS),
        settlements.fees(desk, account),
        settlements.tasks(desk, account),
        frozenset(one.id for one in shops if one.owes > 0 and collecting.by_hand(desk, one.id)),
        transit,
    )
