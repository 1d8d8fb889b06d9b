"""Lines of a platform's account with the shop that the shop itself writes, beside those the platform tells.

What went back to a buyer without goods; and orders from before the account was here: nothing of theirs was sold by this
program, so what the platform credits and pays for them is neither owed nor lost.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from shopdesk.base import clock
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate
from shopdesk.db import quick
from shopdesk.shop import channels, day
from shopdesk.shop.desk import Desk, record

OWN = "hand:"
BACK, BEFORE = "back:", "before:"
# From the wallet at the platform to the bank: beside the payout of it, so that it is not paid out twice.
MOVED = "hand:balance:"
# Seen in the bank or the drawer; of kind item, so that it settles nothing.
SEEN = "bank:"
OF_SEEN = "{row}.remote >= 'hand:bank:' AND {row}.remote < 'hand:bank;'"
# Of all such lines of an account: a range of its index, for LIKE looks at every line.
OF_BEFORE = "remote >= 'hand:before:' AND remote < 'hand:before;'"
GOODS = ("item", "refund")
_BEGAN = (
    "SELECT j.at, j.id FROM channel_account a JOIN change c ON c.record = 'channel_account' AND c.row = a.uid "
    "AND c.field = '' JOIN journal j ON j.id = c.journal WHERE a.id = :account ORDER BY j.at LIMIT 1"
)
_SINCE = "SELECT min(at) FROM journal WHERE id >= :journal"
_EARLIER = (
    "SELECT number, coalesce(json_extract(more, '$.earlier'), '') = 'yes' FROM online_order "
    "WHERE account = :account AND number IN (SELECT value FROM json_each(:numbers))"
)
_ANY = f"SELECT EXISTS (SELECT 1 FROM settlement_line WHERE account = :account AND {OF_BEFORE})"  # noqa: S608
_TOLD_EARLY = (
    "SELECT l.remote, l.amount + coalesce((SELECT -sum(b.amount) FROM settlement_line b WHERE b.account = l.account "
    "AND b.remote IN ('hand:before:' || l.remote, 'hand:before:' || l.remote || ':not')), 0), l.amount "
    "FROM settlement_line l WHERE l.online_order IS NULL AND l.account = :account AND l.kind IN ('item', 'refund') "
    "AND l.order_number IN (SELECT value FROM json_each(:numbers))"
)
_LINES = (
    "SELECT coalesce(sum(CASE WHEN remote LIKE 'hand:before:%' THEN 0 ELSE amount END), 0), "
    "coalesce(sum(CASE WHEN remote LIKE 'hand:before:%' THEN amount END), 0), count(*) FROM settlement_line "
    "WHERE account = :account AND statement = :statement AND remote NOT LIKE 'hand:bank:%'"
)
_STATEMENTS = (
    "SELECT statement, starts, payout FROM settlement WHERE account = :account "
    "AND statement IN (SELECT value FROM json_each(:statements))"
)
_COUNTED = (
    "SELECT kind, name, amount FROM settlement_line WHERE account = :account AND statement = :statement "
    "AND remote IN ('hand:' || :statement || ':item', 'hand:' || :statement || ':fee')"
)
_BACK = (
    "SELECT coalesce(sum(amount), 0), count(*) FROM settlement_line WHERE account = :account "
    "AND remote >= :first AND remote < :end"
)


def write(
    desk: Desk, account: int, remote: str, kind: str, name: str, amount: int, statement: str = "", on: str = ""
) -> None:  # fmt: skip
    """A line of the shop's own, signed satang; `remote` is its name, once for each account; `on` a day, else today."""
    record(
        desk, "settlement_line", account=account, statement=statement, remote=OWN + remote, online_order=None,
        order_number="", kind=kind, name=name, amount=amount,
        on_date=on or clock.calendar_date(desk.now).isoformat(),
    )  # fmt: skip


def counted(desk: Desk, account: int, statement: str) -> list[tuple[str, str, int]]:
    """The kind, place and amount of each line of a payout that a person counted (shop/collecting)."""
    return quick.rows(desk.session.connection(), _COUNTED, {"account": account, "statement": statement})


def day_of(desk: Desk, on: str) -> str:
    """The day (ISO) money came, as it is stored; today where none is said. Raises Invalid for one still to come."""
    today = clock.calendar_date(desk.now).isoformat()
    if on:
        day.parse_date(on)
    if on > today:
        raise Invalid(N_("This day is still to come."), hint=N_("Type the day of the bank's own line."))
    return on or today


def seen(desk: Desk, account: int, statement: str, number: int, way: str, amount: int, on: str = "") -> None:
    """So much of a payout is in the bank or the drawer (`way`), the `number`th time that is said of it."""
    write(desk, account, f"{SEEN}{statement}:{number}:{way}", "item", way, amount, statement, on)


def given_back(desk: Desk, account: int, order: int) -> int:
    """What went back to the buyer of an order without goods (satang, as it stands in the account: negative)."""
    return _given_back(desk, account, order)[0]


def give_back(desk: Desk, account: int, order: int, number: str, amount: int) -> None:
    """So much went back to the buyer of an order without goods (negative), or (positive) goods without money."""
    _sum, count = _given_back(desk, account, order)
    write(desk, account, f"{BACK}{order}:{count + 1}", "adjustment", number, amount)


def _given_back(desk: Desk, account: int, order: int) -> tuple[int, int]:
    first = f"{OWN}{BACK}{order}:"
    asked = {"account": account, "first": first, "end": first[:-1] + ";"}
    amount, count = quick.first(desk.session.connection(), _BACK, asked)
    return amount, count


def began(desk: Desk, account: int) -> datetime | None:
    """The day since which the account is here: what left before is not in the stock that was counted since."""
    found = quick.first(desk.session.connection(), _BEGAN, {"account": account})
    if not found:
        return None
    at = clock.from_ms(found[0])
    if at > desk.now:
        # The clock was ahead when it was added: what was done after that says when it was, at the latest.
        at = clock.from_ms(quick.first(desk.session.connection(), _SINCE, {"journal": found[1]})[0])
    return datetime.combine(clock.calendar_date(at), time(), clock.BANGKOK)


def set_aside(desk: Desk, account: int, lines: Sequence[channels.MoneyLine]) -> None:
    """Of lines that are new: what was credited and taken back of orders from before is counted as such."""
    goods = [line for line in lines if line.kind in GOODS and line.order_number]
    asked = {"account": account, "numbers": json.dumps(sorted({line.order_number for line in goods}))}
    known = dict(quick.rows(desk.session.connection(), _EARLIER, asked)) if goods else {}
    strange = [line for line in goods if line.order_number not in known]
    since = began(desk, account) if strange else None
    first = clock.calendar_date(since).isoformat() if since else ""
    for line in goods:
        # The platform settled it before anybody here could have sold it.
        if known.get(line.order_number, bool(line.on) and line.on < first):
            write(desk, account, f"{BEFORE}{line.remote}", "other", "before", line.amount)


def came_home(desk: Desk, account: int, orders: Mapping[str, Mapping[str, str]]) -> None:
    """Orders (number -> notes) are here now: money that was told before them is counted as what they are."""
    connection = desk.session.connection()
    earlier = {number for number, noted in orders.items() if orderstate.EARLIER in noted}
    if not earlier and not quick.first(connection, _ANY, {"account": account})[0]:
        return
    for before, numbers in ((True, earlier), (False, set(orders) - earlier)):
        asked = {"account": account, "numbers": json.dumps(sorted(numbers))}
        for remote, open_, amount in quick.rows(connection, _TOLD_EARLY, asked) if numbers else ():
            if before and open_:
                write(desk, account, f"{BEFORE}{remote}", "other", "before", amount)
            elif not before and not open_ and amount:
                write(desk, account, f"{BEFORE}{remote}:not", "other", "before", -amount)


def explain(
    desk: Desk, account: int, lines: Sequence[channels.MoneyLine], paid: Mapping[str, channels.Statement]
) -> None:  # fmt: skip
    """Of payouts for days before the account was here not every line is told: the rest is for orders from before."""
    named = sorted({line.statement for line in lines if line.statement} - paid.keys())
    known = _stored(desk, account, named) + [(name, one.starts, one.payout) for name, one in paid.items()]
    since = began(desk, account) if known else None
    first = clock.calendar_date(since).isoformat() if since else ""
    for number, starts, payout in known:
        if starts and starts < first:
            own = [line.amount for line in lines if line.statement == number]
            told, before, count = _told(desk, account, number)
            # Paid less than its lines say is a task, whenever it was.
            more = max(payout - told - sum(own), 0) - before
            if more:
                write(desk, account, f"{BEFORE}payout:{number}:{count + len(own) + 1}", "other", "before", more, number)


def _stored(desk: Desk, account: int, numbers: Sequence[str]) -> list[tuple[str, str, int]]:
    asked = {"account": account, "statements": json.dumps(numbers)}
    return quick.rows(desk.session.connection(), _STATEMENTS, asked) if numbers else []


def _told(desk: Desk, account: int, statement: str) -> tuple[int, int, int]:
    asked = {"account": account, "statement": statement}
    told, before, count = quick.first(desk.session.connection(), _LINES, asked)
    return told, before, count
