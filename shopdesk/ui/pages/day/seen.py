"""What the page of the day shows, read in one look."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.shop import bills, closings, day, reports, transfers, users
from shopdesk.shop.bills import Held
from shopdesk.shop.closings import Closing
from shopdesk.shop.day import Move, Shift
from shopdesk.shop.reports import Figures, Top
from shopdesk.shop.rights import Right, allowed
from shopdesk.shop.transfers import Transfer
from shopdesk.ui.pages.day.words import to_check

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor

BEST = 8
LATEST_CLOSINGS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """The day as this person may see it."""

    shift: Shift | None
    overdue: str
    offered: int | None
    float_amount: int | None
    figures: Figures | None
    best: list[Top]
    transfers: list[Transfer]
    moves: list[Move]
    held: list[Held]
    closings: list[Closing]
    may_see: bool
    may_close: bool
    several: bool
    bank: str


def read(office: "Office", actor: "Actor | None") -> Seen:
    """Read all of it at one moment of the file."""
    with office.reading(actor) as desk:
        sees, closes = allowed(desk, Right.SEE_TOTALS), allowed(desk, Right.CLOSE_DAY)
        today = clock.business_date(desk.now, desk.change_hour).isoformat()
        shift = day.current(desk)
        return Seen(
            shift=shift,
            overdue=day.overdue(desk),
            offered=day.float_offered(desk),
            float_amount=None if shift is None else day.float_shown(desk, shift),
            figures=reports.day_figures(desk, today) if sees else None,
            best=reports.best_sellers(desk, today, BEST) if sees else [],
            transfers=transfers.listed(desk, today, today) if sees else [],
            moves=day.moves(desk),
            held=bills.held(desk),
            closings=closings.listed(desk, LATEST_CLOSINGS) if closes else [],
            may_see=sees,
            may_close=closes,
            several=len(users.listed(office)) > 1,
            bank=to_check(reports.so_far(desk)) if sees else "",
        )
