"""When an order has to leave by what its offers promise, and whether goods that spoil may be sent today."""

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
    "SELECT f.ship_days, f.cutoff, f.perishable FROM online_line l JOIN item i ON i.id = l.item "
    "JOIN offer f ON f.product = i.product WHERE l.online_order = :order AND l.qty > l.cancelled"
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """`by` as the platform says it, else as the shop promised; `wait` the day goods that spoil should wait for."""

    by: datetime | None
    wait: date | None = None

    @property
    def advice(self) -> str:
        """Why to wait, in words; "" where it may leave today."""
        if self.wait is None:
            return ""
        return _("It spoils and the post rests: send it on {day}.").format(day=thaidate.day(self.wait))


@use_case(Right.LOOK)
def of_order(desk: Desk, order: int) -> Leaving:
    """For an order that is here; nothing for one that left or lies at its platform."""
    row = desk.session.get_one(models.OnlineOrder, order)
    if row.state not in orderstate.HOLDING or elsewhere.wholly(row):
        return Leaving(None)
    promised = quick.rows(desk.session.connection(), _PROMISED, {"order": order})
    by = row.deadline or min((_by(row.placed_at, days, cutoff) for days, cutoff, _spoils in promised), default=None)
    today = clock.calendar_date(desk.now)
    fresh = leaving.fresh_on(today) if any(spoils for *_rest, spoils in promised) else today
    return Leaving(by, fresh if fresh > today else None)


def _by(placed: datetime, days: int, cutoff: str) -> datetime:
    try:
        return leaving.leaves_by(placed, days, cutoff)
    except ValueError:
        # What somebody typed before hours were looked at.
        return leaving.leaves_by(placed, days)
