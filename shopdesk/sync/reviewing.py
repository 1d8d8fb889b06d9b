"""Listings a platform looks at before buyers see them: asked after until it says yes, no and why, or has them no more.

A few at a time and ever more seldom while nothing changes: each call is paid for.
"""

from datetime import timedelta
from typing import cast

from shopdesk.base import clock
from shopdesk.shop import listings
from shopdesk.shop.reviews import Reviewing
from shopdesk.sync import standing
from shopdesk.sync.pulling import Visit

REVIEWS = "reviews"
FIRST, LONGEST = timedelta(minutes=10), timedelta(hours=6)
MOST = 20


def look(visit: Visit) -> int:
    """Ask after the listings that wait there, where it is time; answers how many were judged.

    Raises what the channel raises.
    """
    words = visit.channel.rules.reviewing
    with visit.office.reading(visit.actor) as desk:
        now = clock.to_ms(desk.now)
        kept = standing.cursor(desk.session.connection(), visit.account.id, REVIEWS)
        waiting = listings.under_review(desk, visit.account.id, sorted(words)) if words else {}
    newest = max(waiting.values(), default=0)
    # A listing that came since is new to the platform too: it is soon asked after.
    new = newest > int(kept.get("newest") or 0)
    if not waiting or (not new and now < int(kept.get("next") or 0)):
        return 0
    last = int(kept.get("last") or 0)
    after = {remote: row for remote, row in waiting.items() if row > last}
    asked = dict(list((after or waiting).items())[:MOST])
    visit.office.aside()
    told = cast("Reviewing", visit.channel).reviews(list(asked))
    judged = [one for one in told if one.verdict != "waits" and one.listing in asked]
    wait = FIRST if new or judged else min(2 * timedelta(seconds=int(kept.get("wait") or 0)), LONGEST)
    values = {
        "next": now + int(wait.total_seconds()) * 1000, "wait": int(wait.total_seconds()), "newest": newest,
        "last": max(asked.values()),
    }  # fmt: skip
    with visit.writing() as desk:
        for one in judged:
            listings.judged(desk, asked[one.listing], one)
        standing.moved(desk.session.connection(), visit.account.id, REVIEWS, values)
    return len(judged)
