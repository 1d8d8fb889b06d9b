"""What came into the bank of what platforms paid out: seen by a person, on a day; what is missing stays open.

Each payout waits (book "transit") until somebody saw it. What was said wrongly is taken back by its opposite.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.db import quick
from shopdesk.shop import accounts, collecting, purse, settlements, settlements_own
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case
from shopdesk.shop.settlements import OfStatement

WAYS = ("transfer", "drawer")
_PAYOUT = "SELECT payout FROM settlement WHERE account = :account AND statement = :statement"
_LINES = (
    "SELECT name, sum(amount), count(*) FROM settlement_line b WHERE account = :account "  # noqa: S608
    f"AND statement = :statement AND {settlements_own.OF_SEEN.format(row='b')} GROUP BY name"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A payout, and what came of it now, in satang: `fee` was kept by a bank, `open` is still missing."""

    number: str
    amount: int
    fee: int
    open: int


@use_case(Right.SEE_TOTALS)
def waiting(desk: Desk, account: int = 0) -> list[OfStatement]:
    """Payouts nobody saw in the bank yet, or not all of them (or more), the oldest first."""
    return settlements.waiting(desk, account)[::-1]


def expected(told: Sequence[OfStatement]) -> dict[int, int]:
    """By account what one line of the bank may bring now, in satang, below nothing where it takes: `came` accepts it.

    `told` stands as `settlements.statements` answers it. One that came too much is no part of it; where payouts even
    out it is the oldest alone.
    """
    open_: dict[int, list[OfStatement]] = {}
    for one in filter(_is_open, reversed(told)):
        open_.setdefault(one.account, []).append(one)
    return {account: sum(map(_left, of)) or _left(of[0]) for account, of in open_.items()}


@use_case(Right.LOOK)
def are_payouts(desk: Desk, account: int) -> bool:
    """Whether money of this account is said of payouts the platform told (`came`), not counted by hand
    (shop/collecting): what it told before it was put away comes first."""
    return not collecting.by_hand(desk, account) or any(map(_is_open, settlements.waiting(desk, account)))


@use_case(Right.ONLINE)
def came(
    desk: Desk, account: int, amount: int, payout: str = "", *, on: str = "", fee: int = 0, way: str = "transfer"
) -> list[Seen]:  # fmt: skip
    """So much (satang) came into the bank or the drawer, on a day (ISO; today), and `fee` was kept on the way.

    Without a payout it is the oldest that waits for so much, all that wait where they come to so much, or a part of the
    only one. A payout below nothing is taken from the bank: the bank's line and the fee are told without their sign.
    Raises NotFound, Conflict where none fits or it went into the wallet there, Invalid.
    """
    accounts.one(desk, account, put_away=True)
    on = settlements_own.day_of(desk, on)
    if way not in WAYS or amount < 0 or fee < 0 or not amount + fee:
        raise Invalid(N_("This amount cannot be."))
    money.within_limit(amount + fee)
    found, sign = _meant(desk, account, amount, fee, payout.strip())
    # Of several together every one came whole; what was kept is told of the last.
    parts = [(one, _left(one), 0) for one in found[:-1]]
    rest = sign * amount - sum(left for _one, left, _fee in parts)
    return [_came(desk, *part, on, way) for part in (*parts, (found[-1], rest, fee))]


@use_case(Right.ONLINE)
def take_back(desk: Desk, account: int, payout: str) -> Seen:
    """What was said to have come of a payout did not: it waits again. Raises NotFound, Conflict."""
    number = payout.strip()
    paid = _payout(desk, account, number)
    lines, times = _lines(desk, account, number)
    if not any(lines.values()):
        raise Conflict(N_("Nobody said that it came."))
    for way, sum_ in lines.items():
        if sum_:
            settlements_own.seen(desk, account, number, times + 1, way, -sum_)
            if way == "drawer":
                purse.move(desk, way, -sum_, number)
    fee = lines.get("fee", 0)
    return Seen(number, -(sum(lines.values()) - fee), -fee, paid)


@use_case(Right.LOOK)
def is_told(desk: Desk, account: int, number: str) -> bool:
    """Whether the platform told a payout of this number; what a person counted by hand is none."""
    found = settlements_own.counted(desk, account, number.strip().upper())
    asked = {"account": account, "statement": number.strip()}
    return not found and quick.first(desk.session.connection(), _PAYOUT, asked) is not None


def _meant(desk: Desk, account: int, amount: int, fee: int, number: str) -> tuple[list[OfStatement], int]:
    """The payouts a person means, and whether the bank's line gave (1) or took (-1)."""
    waits = waiting(desk, account)
    if number:
        payout = _payout(desk, account, number)
        named = [one for one in waits if one.number == number]
        if not named:
            raise Conflict(N_("Payout {number} waits for nothing."), number=number[:40])
        return named, -1 if payout < 0 else 1
    # One that came too much is no part of a line of the bank that is still to come.
    open_ = [one for one in waits if _is_open(one)]
    for sign in (1, -1):
        total = sign * amount + fee
        same = [one for one in open_ if _left(one) == total][:1]
        whole = sum(map(_left, open_)) == total
        part = len(open_) == 1 and 0 < total * sign < _left(open_[0]) * sign
        if total * sign >= 0 and (same or (open_ and (whole or part))):
            return same or open_, sign
    if not waits:
        raise NotFound(N_("No payout of this account waits to be seen in the bank."))
    sum_ = money.text(amount + fee)
    raise Conflict(N_("No payout of {amount} waits."), hint=N_("Say which payout it is."), amount=sum_)


def _came(desk: Desk, one: OfStatement, amount: int, fee: int, on: str, way: str) -> Seen:
    """`amount` is signed, below nothing where it was kept from another; a fee never is."""
    _sums, times = _lines(desk, one.account, one.number)
    for what, sum_ in ((way, amount), ("fee", fee)):
        if sum_:
            settlements_own.seen(desk, one.account, one.number, times + 1, what, sum_, on)
    if way == "drawer":
        purse.move(desk, way, amount, one.number)
    return Seen(one.number, amount, fee, _left(one) - amount - fee)


def _is_open(one: OfStatement) -> bool:
    """It is still to come, or a part of it."""
    return (one.waits or one.came is not None) and _left(one) * one.payout > 0


def _left(one: OfStatement) -> int:
    return one.payout - (one.came or 0)


def _payout(desk: Desk, account: int, number: str) -> int:
    found = quick.first(desk.session.connection(), _PAYOUT, {"account": account, "statement": number})
    if found is None:
        raise NotFound(N_("There is no payout {number}."), number=number[:40])
    return int(found[0])


def _lines(desk: Desk, account: int, number: str) -> tuple[dict[str, int], int]:
    """What was said of a payout, by where it came, and how many times."""
    asked = {"account": account, "statement": number}
    rows: Sequence[tuple[str, int, int]] = quick.rows(desk.session.connection(), _LINES, asked)
    return {way: sum_ for way, sum_, _count in rows}, sum(count for _way, _sum, count in rows)
