"""Money of an account that tells no payouts: the shop there holds it, and a person says what reached bank or drawer.

What was counted so is stored as a statement would be, with lines of its own, so that one book says what is still owed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate
from shopdesk.db import quick
from shopdesk.shop import accounts, purse, settlements_own
from shopdesk.shop.byfile import formats
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

WAYS = ("transfer", "drawer")
_TOLD = (
    "SELECT EXISTS (SELECT 1 FROM settlement_line WHERE account = :account AND remote NOT LIKE 'hand:%') "
    "OR EXISTS (SELECT 1 FROM account_state WHERE account = :account AND json_extract(cursors, '$.money') IS NOT NULL)"
)
_OWED = (
    "SELECT coalesce((SELECT balance FROM ledger_balance WHERE book = 'channel' AND party = a.party), 0) "
    "FROM channel_account a WHERE a.id = :account"
)
_NUMBERS = "SELECT count(*) FROM settlement WHERE account = :account AND statement LIKE :like"
_ONE = "SELECT payout FROM settlement WHERE account = :account AND statement = :statement"
_POSTAGE = (
    "SELECT o.id, o.number, o.shipping FROM online_order o WHERE o.account = :account AND o.shipping > 0 "
    "AND o.state IN (SELECT value FROM json_each(:left)) AND EXISTS (SELECT 1 FROM sale s WHERE s.bill = o.uid) "
    "AND NOT EXISTS (SELECT 1 FROM settlement_line l WHERE l.account = o.account "
    "AND l.remote = 'hand:postage:' || o.id) ORDER BY o.id"
)
# Cash at the door that was never taken: what the goods brought went back with their sale, the postage goes back here.
_REFUSED = (
    "SELECT o.id || ':back', o.number, -(l.amount + min((SELECT coalesce(sum(b.amount), 0) FROM settlement_line b "
    "WHERE b.account = o.account AND b.remote >= 'hand:back:' || o.id || ':' "
    "AND b.remote < 'hand:back:' || o.id || ';'), 0)) AS less FROM online_order o JOIN settlement_line l "
    "ON l.account = o.account AND l.remote = 'hand:postage:' || o.id "
    "WHERE o.account = :account AND o.state = 'returned' AND o.cod AND NOT EXISTS (SELECT 1 FROM order_event e "
    "WHERE e.online_order = o.id AND e.state = 'delivered') AND NOT EXISTS (SELECT 1 FROM settlement_line d "
    "WHERE d.account = o.account AND d.remote = 'hand:postage:' || o.id || ':back') AND less < 0 ORDER BY o.id"
)


@dataclass(frozen=True, slots=True)
class Received:
    """Money that reached the shop, in satang: `fee` was kept by whoever carried it, `left` is still owed."""

    number: str
    amount: int
    fee: int
    left: int


@use_case(Right.LOOK)
def by_hand(desk: Desk, account: int) -> bool:
    """Whether a person says what came of this account: its platform tells nothing, or it was put away."""
    row = accounts.one(desk, account, put_away=True)
    if row.archived_at is not None:
        return True
    own = formats.FORMATS.get(row.channel)
    if own is not None:
        return not any(kind.code in formats.MONEY for kind in own.kinds)
    return not _told(desk, account)


@use_case(Right.ONLINE)
def postage(desk: Desk, account: int) -> int:
    """Put into the platform's book what buyers paid for sending orders that left; answers of how many orders.

    Where the platform ever told its money, postage is part of that.
    """
    due = _postage(desk, account)
    for name, number, amount in due:
        settlements_own.write(desk, account, f"postage:{name}", "shipping", number, amount)
    return len(due)


@use_case(Right.LOOK)
def postage_waits(desk: Desk, account: int) -> bool:
    """Whether `postage` has anything to do."""
    return bool(_postage(desk, account))


def _postage(desk: Desk, account: int) -> Sequence[tuple[object, str, int]]:
    """What is to be written for which order: its name, its number, satang."""
    if _told(desk, account) or not by_hand(desk, account):
        return ()
    asked = {"account": account, "left": json.dumps(sorted({*orderstate.LEFT, "problem"}))}
    connection = desk.session.connection()
    return [*quick.rows(connection, _POSTAGE, asked), *quick.rows(connection, _REFUSED, {"account": account})]


def _told(desk: Desk, account: int) -> bool:
    return bool(quick.first(desk.session.connection(), _TOLD, {"account": account})[0])


@use_case(Right.ONLINE)
def received(
    desk: Desk, account: int, amount: int, fee: int = 0, way: str = "transfer", *, on: str = ""
) -> Received:  # fmt: skip
    """So much of what the account owes reached the shop, on a day (ISO; today), and `fee` was kept on the way (satang).

    Raises NotFound, Conflict where the platform tells its payouts itself, Invalid for more than is owed.
    """
    if not by_hand(desk, account):
        hint = N_("Wait for it, or read its file of money.")
        raise Conflict(N_("This platform tells its payouts itself."), hint=hint)
    if way not in WAYS or amount < 0 or fee < 0 or not amount + fee:
        raise Invalid(N_("This amount cannot be."))
    on = settlements_own.day_of(desk, on)
    owed = _owed(desk, account) + sum(amount for _name, _number, amount in _postage(desk, account))
    postage(desk, account)
    if amount + fee > owed:
        raise Invalid(
            N_("Only {owed} is still owed."), hint=N_("Look into the account of your shop there."),
            owed=money.text(max(owed, 0)),
        )  # fmt: skip
    number = _next(desk, account)
    _statement(desk, account, number, amount, on)
    settlements_own.write(desk, account, f"{number}:item", "item", way, amount + fee, number, on)
    if fee:
        settlements_own.write(desk, account, f"{number}:fee", "payment_fee", way, -fee, number, on)
    settlements_own.seen(desk, account, number, 1, way, amount, on)
    purse.move(desk, way, amount, number)
    return Received(number, amount, fee, owed - amount - fee)


@use_case(Right.ONLINE)
def take_back(desk: Desk, account: int, number: str) -> Received:
    """What was counted as received was not: it is owed again, by its opposite. Raises NotFound, Conflict."""
    number = number.strip().upper()
    lines = settlements_own.counted(desk, account, number)
    back = f"{number}-BACK"
    if not lines:
        raise NotFound(N_("There is no payout {number}."), number=number[:40])
    if settlements_own.counted(desk, account, back) or number.endswith("-BACK"):
        raise Conflict(N_("It was taken back already."))
    amount = int(quick.first(desk.session.connection(), _ONE, {"account": account, "statement": number})[0])
    owed = _owed(desk, account)
    _statement(desk, account, back, -amount)
    for kind, way, sum_ in lines:
        name = f"{back}:{'item' if kind == 'item' else 'fee'}"
        settlements_own.write(desk, account, name, kind, way, -sum_, back)
    settlements_own.seen(desk, account, back, 1, lines[0][1], -amount)
    purse.move(desk, lines[0][1], -amount, back)
    fee = -sum(sum_ for kind, _way, sum_ in lines if kind != "item")
    return Received(back, -amount, -fee, owed + amount + fee)


@use_case(Right.LOOK)
def owed(desk: Desk, account: int) -> int:
    """What the platform still owes, by the book (satang); 0 for whoever does not see totals."""
    return _owed(desk, account) if Right.SEE_TOTALS in desk.actor.rights else 0


def _owed(desk: Desk, account: int) -> int:
    return int(quick.first(desk.session.connection(), _OWED, {"account": account})[0])


def _next(desk: Desk, account: int) -> str:
    day = f"R{clock.calendar_date(desk.now).isoformat()}"
    count = quick.first(desk.session.connection(), _NUMBERS, {"account": account, "like": f"{day}%"})[0]
    return f"{day}-{count + 1}"


def _statement(desk: Desk, account: int, number: str, payout: int, on: str = "") -> None:
    record(
        desk, "settlement", uid=uid.uuid7(desk.now, desk.random), account=account, statement=number, starts="", ends="",
        payout=payout, paid_on=settlements_own.day_of(desk, on),
    )  # fmt: skip
