"""When an order has to leave by what its offers promise, and whether goods that spoil may be sent today."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import leaving, orderstate, thaidate
from shopdesk.db import models, quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import elsewhere
from shopdesk.shop.rights import Right, use_case

_PROMISED = (
    "SELECT l.online_order, f.ship_days, f.cutoff, f.perishable FROM online_line l JOIN item i ON i.id = l.item "
    "JOIN offer f ON f.product = i.product "
    "WHERE l.online_order IN (SELECT value FROM json_each(:orders)) AND l.qty > l.cancelled"
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """`by` as the platform says it, or earlier as the shop `promised`, which is the end of a day; `wait` the day goods
    that spoil should wait for."""

    by: datetime | None
    wait: date | None = None
    promised: bool = False

    @property
    def advice(self) -> str:
        """Why to wait, in words; "" where it may leave today."""
        if self.wait is None:
            return ""
        return _("It spoils and the post rests: send it on {day}.").format(day=thaidate.day(self.wait))


# Of an order that is not here, or that nobody waits for.
NEVER = Leaving(None)


@use_case(Right.LOOK)
def of_order(desk: Desk, order: int) -> Leaving:
    """For an order that is here; nothing for one that left or lies at its platform."""
    row = desk.session.get_one(models.OnlineOrder, order)
    if row.state not in orderstate.HOLDING or elsewhere.wholly(row):
        return NEVER
    return waiting(desk, {order: (row.placed_at, row.deadline)})[order]


def waiting(desk: Desk, orders: Mapping[int, tuple[datetime, datetime | None]]) -> dict[int, Leaving]:
    """For orders that are here, by when they were placed and the platform's deadline."""
    promised: dict[int, set[tuple[int, str, bool]]] = {order: set() for order in orders}
    for order, days, cutoff, spoils in quick.rows(
        desk.session.connection(), _PROMISED, {"orders": quick.numbers([*orders])}
    ):
        promised[order].add((days, cutoff, bool(spoils)))
    today = clock.calendar_date(desk.now)
    return {order: _leaving(*when, promised[order], today) for order, when in orders.items()}


def _leaving(placed: datetime, deadline: datetime | None, promised: Set[tuple[int, str, bool]], today: date) -> Leaving:
    own = min((_by(placed, days, cutoff) for days, cutoff, _spoils in promised), default=None)
    fresh = leaving.fresh_on(today) if any(spoils for *_rest, spoils in promised) else today
    wait = fresh if fresh > today else None
    if own is not None and (deadline is None or own < deadline):
        return Leaving(own, wait, promised=True)
    return Leaving(deadline, wait)


def _by(placed: datetime, days: int, cutoff: str) -> datetime:
    try:
        return leaving.leaves_by(placed, days, cutoff)
    except ValueError:
        # What somebody typed before hours were looked at.
        return leaving.leaves_by(placed, days)
