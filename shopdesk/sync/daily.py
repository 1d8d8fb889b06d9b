"""What a new day changes by itself, said of once a day: a season is over, what stays for the counter was learnt anew.

Whatever somebody does marks itself (db/guards/marking); nobody does anything when a day passes. And what no platform
tells: postage that buyers paid to a shop which holds its own money.
"""

from shopdesk.base import clock
from shopdesk.db import outbox
from shopdesk.shop import collecting, publishing
from shopdesk.sync import standing
from shopdesk.sync.pulling import ORDERS, Visit

DAY = "day"
# So many units are looked at between two looks at the counter.
MOST = 200


def look(visit: Visit) -> int:
    """Mark the stock that is another than what was said, once a calendar day, and when an order nobody could read is
    held no more: what it kept down may rise again. Answers of how many units."""
    with visit.office.reading(visit.actor) as desk:
        connection = desk.session.connection()
        looked = {
            "day": clock.calendar_date(desk.now).isoformat(),
            "held": standing.holds(connection, visit.account.id, ORDERS),
        }
        if standing.cursor(connection, visit.account.id, DAY) == looked:
            return 0
        units = publishing.on_sale(desk, visit.account.id)
    stale: list[int] = []
    for start in range(0, len(units), MOST):
        with visit.office.reading(visit.actor) as desk:
            stale += publishing.out_of_date(desk, units[start : start + MOST])
    with visit.writing() as desk:
        connection = desk.session.connection()
        for unit in stale:
            outbox.marked(connection, visit.account.id, "stock", unit)
        standing.moved(connection, visit.account.id, DAY, looked)
    return len(stale)


def postage(visit: Visit) -> None:
    """Put what buyers paid for sending into the book of an account that tells no money itself."""
    with visit.office.reading(visit.actor) as desk:
        waits = collecting.postage_waits(desk, visit.account.id)
    if waits:
        with visit.writing() as desk:
            collecting.postage(desk, visit.account.id)
