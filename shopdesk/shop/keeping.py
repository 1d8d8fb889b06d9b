"""How much the shop keeps for the counter before it offers the rest elsewhere, learnt from its own days.

keeping.learnt(desk, [(account, item)])        what stays there, and what taught it
keeping.heard(connection, account, now, ...)   an account was told, or could not be: what the gaps are learnt from
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import keeping, unit
from shopdesk.db import quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LOOKED_BACK, HOURS_LOOKED_AT = 90, timedelta(days=14)
# An account that just began has sold nothing on the days before.
NEWEST = 7
_SOLD = (
    "SELECT item, business_date, sum(qty) FROM (SELECT item, business_date, qty FROM sold_day "
    "WHERE item IN (SELECT value FROM json_each(:items)) AND business_date >= :since UNION ALL "
    "SELECT l.item, j.business_date, -l.base_qty FROM series e JOIN sale s ON s.series = e.id "
    "JOIN journal j ON j.id = s.journal JOIN sale_line l ON l.sale = s.id "
    "WHERE e.kind = 'online' AND j.business_date >= :since AND l.item IN (SELECT value FROM json_each(:items))) "
    "GROUP BY item, business_date"
)
_FIRST_DAY = "SELECT min(business_date) FROM day_total"
_GAPS = "SELECT account, longest_gap FROM contact_day WHERE day >= :since ORDER BY day"
_READ = (
    "SELECT a.id, s.pulled_at FROM channel_account a LEFT JOIN account_state s ON s.account = a.id "
    "WHERE a.archived_at IS NULL"
)
_ONLINE = (
    "SELECT q.account, l.item, (q.placed_at + 25200000) / 86400000, sum((l.qty - l.cancelled) * u.ratio / 1000) "
    "FROM online_order q JOIN online_line l ON l.online_order = q.id JOIN sale_unit u ON u.id = l.sale_unit "
    "WHERE q.placed_at >= :since AND q.state NOT IN ('cancelled', 'returned') "
    "AND l.item IN (SELECT value FROM json_each(:items)) GROUP BY 1, 2, 3"
)
_OPEN = (
    "SELECT j.business_date, min(j.at), max(j.at) FROM journal j JOIN sale s ON s.journal = j.id "
    "JOIN series e ON e.id = s.series WHERE j.business_date >= :since AND e.kind <> 'online' GROUP BY j.business_date"
)
_HEARD = (
    "INSERT INTO contact_day (day, account, longest_gap, last_at) VALUES (:day, :account, :gap, :last) "
    "ON CONFLICT (day, account) DO UPDATE SET longest_gap = max(longest_gap, :gap), "
    "last_at = coalesce(:last, last_at)"
)
_BY_FILE = "SELECT coalesce(json_extract(options, '$.by_file'), 0) FROM channel_account WHERE id = :account"


@use_case(Right.LOOK)
def learnt(desk: Desk, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], keeping.Kept]:
    """For each account and item what stays for the counter there, and what taught it."""
    today = clock.calendar_date(desk.now)
    since = _since(desk, today)
    days = [since + timedelta(days=n) for n in range((today - since).days)]
    if len(days) < keeping.ENOUGH_DAYS:
        return {pair: keeping.keep((), ()) for pair in wanted}
    items = json.dumps(sorted({item for _account, item in wanted}))
    asked = {"items": items, "since": since.isoformat()}
    sold: dict[int, dict[date, int]] = {}
    for item, day, qty in quick.rows(desk.session.connection(), _SOLD, asked):
        sold.setdefault(item, {})[date.fromisoformat(day)] = qty
    gaps = _gaps(desk, since)
    online = _online(desk, items, days) if wanted else {}
    counter = {item: [kept.get(day, 0) for day in days] for item, kept in sold.items()}
    return {
        (account, item): keeping.keep(
            counter.get(item, [0] * len(days)), gaps.get(account, ()),
            [keeping.Account(sold, age, at == account) for at, sold, age in online.get(item, ())],
        )
        for account, item in wanted
    }  # fmt: skip


def _since(desk: Desk, today: date) -> date:
    first = quick.first(desk.session.connection(), _FIRST_DAY)[0]
    earliest = today - timedelta(days=LOOKED_BACK)
    return max(date.fromisoformat(first), earliest) if first else today


def _gaps(desk: Desk, since: date) -> Mapping[int, Sequence[int]]:
    """The longest gap of each day of each account, oldest first."""
    found: dict[int, list[int]] = {}
    for account, gap in quick.rows(desk.session.connection(), _GAPS, {"since": since.isoformat()}):
        found.setdefault(account, []).append(gap)
    return found


def _online(desk: Desk, items: str, days: Sequence[date]) -> Mapping[int, list[tuple[int, list[int], int]]]:
    """By item: the accounts that sold it, what they sold on each day, and how long ago their orders were read."""
    connection = desk.session.connection()
    ages = {account: _age(read, desk.now) for account, read in quick.rows(connection, _READ)}
    if len(ages) < 2 and not any(ages.values()):
        return {}
    start = datetime.combine(days[0], datetime.min.time(), clock.BANGKOK)
    bought: dict[tuple[int, int], dict[date, int]] = {}
    for account, item, day, qty in quick.rows(connection, _ONLINE, {"items": items, "since": clock.to_ms(start)}):
        if account in ages:
            bought.setdefault((account, item), {})[clock.EPOCH.date() + timedelta(days=day)] = qty
    found: dict[int, list[tuple[int, list[int], int]]] = {}
    for (account, item), by_day in bought.items():
        known = [day for day in days if day >= min(*by_day, days[-NEWEST])]
        found.setdefault(item, []).append((account, [by_day.get(day, 0) for day in known], ages[account]))
    return found


def _age(read: int | None, now: datetime) -> int:
    """How long ago orders were read, in seconds of the shop's day: buyers buy at night too. What the engine read within
    a round or two is new."""
    age = max(clock.to_ms(now) - read, 0) // 1_000 if read else 0
    return age * keeping.OPEN_DAY // 86_400 if age > keeping.SHORTEST_GAP else 0


def heard(connection: Connection, account: int, now: datetime, before: datetime | None, *, reached: bool) -> None:
    """An account was told of us, or could not be, so long after the last time; the longest gap of each day is kept, in
    seconds of the shop's own day. The first time of all teaches nothing."""
    if before is None:
        return
    gap = max(0, (now - before) // timedelta(seconds=1))
    if gap > keeping.SHORTEST_GAP:
        gap = keeping.open_time(_seconds(before), _seconds(now), _hours(connection, now))
    values = {
        "day": clock.calendar_date(now).isoformat(), "account": account, "gap": gap,
        "last": clock.to_ms(now) if reached else None,
    }  # fmt: skip
    quick.rows(connection, _HEARD, values)


def _hours(connection: Connection, now: datetime) -> tuple[int, int]:
    """When the shop opens and closes; today is not over."""
    asked = {"since": clock.calendar_date(now - HOURS_LOOKED_AT).isoformat()}
    found = [(date.fromisoformat(day), first, last) for day, first, last in quick.rows(connection, _OPEN, asked)]
    days = [(_into(day, first), _into(day, last)) for day, first, last in found if day < clock.calendar_date(now)]
    return keeping.open_hours(days)


def _into(day: date, moment: int) -> int:
    """Seconds since a day began; a shop may be open beyond its end."""
    return _seconds(clock.from_ms(moment)) - (day - clock.EPOCH.date()) // timedelta(seconds=1)


def _seconds(moment: datetime) -> int:
    """Seconds in which every day in Bangkok begins at a multiple of its length."""
    return (moment.astimezone(clock.BANGKOK).replace(tzinfo=UTC) - clock.EPOCH) // timedelta(seconds=1)


@use_case(Right.LOOK)
def sentence(desk: Desk, account: int, item: int, base_unit: str) -> str:
    """The rule for one item at an account as the owner reads it."""
    found = learnt(desk, [(account, item)])[account, item]
    kept = _told(found.qty, base_unit)
    if not found.learnt:
        return _("Keeps {kept} for the counter: there is too little to learn from yet.").format(kept=kept)
    words = _meanwhile(desk, account, seldom=found.meanwhile < keeping.CRUMB).format(
        kept=kept, sold=_told(found.a_day, base_unit), meanwhile=_told(found.meanwhile, base_unit)
    )
    if found.unread < keeping.CRUMB:
        return words
    unread = _told(found.unread, base_unit)
    return " ".join((words, _("Of these {unread} are for orders nobody read yet.").format(unread=unread)))


def _told(qty: int, base_unit: str) -> str:
    """To a tenth, of many to one: nobody counts on more of what is likely."""
    step = keeping.ONE if qty >= 10 * keeping.ONE else keeping.ONE // 10
    return unit.quantity_text((qty + step // 2) // step * step, base_unit)


def _meanwhile(desk: Desk, account: int, *, seldom: bool) -> str:
    if quick.first(desk.session.connection(), _BY_FILE, {"account": account})[0]:
        return _("Keeps {kept} for the counter: it sells {sold} a day, about {meanwhile} from one file to the next.")
    if seldom:
        return _("Keeps {kept} for the counter: it sells {sold} a day, and the line is seldom away.")
    return _("Keeps {kept} for the counter: it sells {sold} a day, about {meanwhile} while the line is away.")
