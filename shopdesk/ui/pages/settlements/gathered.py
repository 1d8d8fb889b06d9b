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
    """Of one account, or of all: `by_hand` are accounts whose money a person counts; by account, in satang, `transit`
    is what is on its way to the bank, and `expected` what a line of the bank may bring (shop/arrivals)."""

    account: int
    orders: "Sequence[OfOrder]"
    statements: "Sequence[OfStatement]"
    fees: Sequence[tuple[str, int]]
    tasks: "Sequence[Task]"
    by_hand: frozenset[int]
    transit: Mapping[int, int]
    expected: Mapping[int, int]


def gather(desk: "Desk", account: int, shops: "Sequence[Standing]") -> Gathered:
    """Read it; raises NotAllowed for whoever sees no totals."""
    from shopdesk.shop import arrivals, settlements

    told = settlements.statements(desk, account, settlements.ALL)
    transit: dict[int, int] = {}
    for one in told:
        if one.waits or one.short:
            transit[one.account] = transit.get(one.account, 0) + one.payout - (one.came or 0)
    return Gathered(
        account,
        settlements.orders(desk, account),
        told[:PAYOUTS],
        settlements.fees(desk, account),
        settlements.tasks(desk, account, told),
        frozenset(one.id for one in shops if one.owes > 0 and not arrivals.are_payouts(desk, one.id)),
        transit,
        arrivals.expected(told),
    )
