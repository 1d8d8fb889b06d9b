"""How much of its goods the shop keeps for the counter before it offers the rest elsewhere.

With little to learn from, the plain rule: two pieces stay. The owner can always say another number for an account.
"""

from collections.abc import Sequence

from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

PLAIN = 2_000


@use_case(Right.LOOK)
def kept(desk: Desk, wanted: Sequence[tuple[int, int | None]]) -> dict[int, int]:
    """For each item what stays for the counter, in base-unit thousandths."""
    return dict.fromkeys((item for item, _keep in wanted), PLAIN)
