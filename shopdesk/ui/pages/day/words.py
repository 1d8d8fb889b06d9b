"""Words of the day: a shop with one person opens and closes the shop, one with cashiers starts and ends a shift."""

from dataclasses import dataclass
from datetime import date, datetime

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.shop.closing import Closed
from shopdesk.shop.day import Shift
from shopdesk.shop.reports import Figures


@dataclass(frozen=True, slots=True)
class DayWords:
    """What the deeds of the day are called in this shop."""

    open: str
    close: str
    close_print: str
    closed: str
    overdue: str


def words(*, several: bool) -> DayWords:
    """The words for a shop with several people at the till, or with one."""
    if several:
        return DayWords(
            _("Start the shift"),
            _("End the shift, count the money"),
            _("End the shift and print"),
            _("The shift is ended."),
            _("The shift of {day} was not ended. Ending it now covers all days since."),
        )
    return DayWords(
        _("Open the shop"),
        _("Close the day"),
        _("Close the shop and print"),
        _("The shop is closed."),
        _("The shop was not closed on {day}. Closing now covers all days since."),
    )


def overdue(said: DayWords, first_date: str) -> str:
    """That an earlier day was left open."""
    return said.overdue.format(day=thaidate.day(date.fromisoformat(first_date)))


def difference(satang: int | None) -> tuple[str, str]:
    """`ขาด 15.50` with its tone; for who counts blind, that the owner looks at it."""
    if satang is None:
        return _("The owner compares it later."), "muted"
    if satang == 0:
        return _("It fits exactly."), "primary"
    if satang < 0:
        return _("{amount} is missing").format(amount=money.text(-satang)), "accent"
    return _("{amount} too much").format(amount=money.text(satang)), "accent"


def closed(said: DayWords, made: Closed) -> str:
    """What the strip says after closing; the difference only to who may see it."""
    if made.kept is None:
        return said.closed
    keeps = _("{amount} stays in the drawer.").format(amount=money.text(made.kept))
    told = f"{difference(made.difference)[0]} · {keeps}" if made.difference is not None else keeps
    return f"{said.closed} {told}"


def since(shift: Shift | None, now: datetime) -> str:
    """Since when the day is open; with its date where that was another day."""
    if shift is None:
        return _("Not open yet")
    opened = clock.from_ms(shift.opened_at)
    today = clock.calendar_date(opened) == clock.calendar_date(now)
    moment = f"{opened.astimezone(clock.BANGKOK):%H:%M}" if today else thaidate.moment(opened)
    return _("Open since {moment}").format(moment=moment)


def to_check(figures: Figures | None) -> str:
    """What to look for in the bank's own app."""
    ways = [way for way in figures.tenders if way.code != "cash" and way.amount] if figures is not None else []
    if not ways:
        return ""
    sums = " · ".join(f"{way.label} {money.text(way.amount)}" for way in ways)
    return _("Check with the bank: {sums}").format(sums=sums)
