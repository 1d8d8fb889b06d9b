"""What platforms settle: order, each fee, payout. What does not add up stays as a task (`tasks`), never as a guess.

A line or statement that was told before is left alone, so that the same file or page twice changes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from shopdesk.base import clock, uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaitext
from shopdesk.db import models, quick
from shopdesk.shop import channels, day, settlements_own
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

KINDS = (
    "item", "shipping", "commission", "payment_fee", "service", "tax", "refund", "adjustment", "other",
)  # fmt: skip
LONGEST_ID, LONGEST_NAME = 80, 120
ALL = -1
# A bank takes no longer for it than this.
LATE = timedelta(days=7)
_LINES_KNOWN = (
    "SELECT remote, amount FROM settlement_line WHERE account = :account AND remote IN "
    "(SELECT value FROM json_each(:remotes))"
)
_STATEMENT = "SELECT payout FROM settlement WHERE account = :account AND statement = :statement"
_ORDERS = (
    "SELECT number, id FROM online_order WHERE account = :account AND number IN (SELECT value FROM json_each(:numbers))"
)
# The lines of each order by its row. A platform may tell the money before the shop knows the order: such a line is the
# order's by its number. What came early is set aside first, and orders are gone through once.
BY_ORDER = (
    "WITH early AS MATERIALIZED (SELECT account, order_number, kind, amount FROM settlement_line "
    "WHERE online_order IS NULL AND order_number <> '') "
    "SELECT m.online_order AS online_order, m.kind AS kind, m.amount AS amount FROM settlement_line m "
    "WHERE m.online_order IS NOT NULL UNION ALL SELECT q.id, m.kind, m.amount FROM online_order q "
    "CROSS JOIN early m ON m.order_number = q.number AND m.account = q.account"
)
_OF_ORDERS = (
    "SELECT o.id, o.number, a.name, o.state AS state, coalesce((SELECT sum(p.amount) FROM sale s "  # noqa: S608
    "JOIN payment p ON p.sale = s.id JOIN tender t ON t.id = p.tender WHERE t.kind = 'channel' "
    "AND (s.bill = o.uid OR s.refund_of IN (SELECT id FROM sale WHERE bill = o.uid))), 0) "
    "+ coalesce((SELECT sum(b.amount) FROM settlement_line b WHERE b.account = o.account "
    "AND b.remote >= 'hand:back:' || o.id || ':' AND b.remote < 'hand:back:' || o.id || ';'), 0) AS sold, "
    "coalesce(sum(CASE WHEN l.kind IN ('item', 'refund') THEN l.amount END), 0) AS credited, "
    "coalesce(sum(CASE WHEN l.kind NOT IN ('item', 'refund') THEN l.amount END), 0), "
    "coalesce(json_extract(o.more, '$.earlier'), '') = 'yes' AS before "
    "FROM online_order o JOIN channel_account a ON a.id = o.account "
    f"JOIN ({BY_ORDER}) l ON l.online_order = o.id "
    "WHERE (:account = 0 OR o.account = :account) GROUP BY o.id HAVING :all OR (NOT before AND credited <> sold) "
    "ORDER BY o.placed_at DESC LIMIT :most"
)
# What stands of a payout in lines of its own kind is summed once for all: an account has payouts and such lines by the
# thousand. `+` keeps a payout's own lines to the index of its number.
_OF_STATEMENTS = (
    "WITH own AS MATERIALIZED (SELECT id FROM channel_account WHERE :account = 0 OR id = :account), "  # noqa: S608
    "came AS MATERIALIZED (SELECT b.account, b.statement, sum(b.amount) AS came, max(b.on_date) AS came_on "
    f"FROM own a CROSS JOIN settlement_line b ON b.account = a.id AND {settlements_own.OF_SEEN.format(row='b')} "
    "GROUP BY b.account, b.statement HAVING sum(b.amount) <> 0), "
    "moved AS MATERIALIZED (SELECT DISTINCT b.account, b.statement FROM own a CROSS JOIN settlement_line b "
    "ON b.account = a.id AND b.remote >= 'hand:balance:' AND b.remote < 'hand:balance;'), "
    "wallet AS MATERIALIZED (SELECT DISTINCT account FROM moved), "
    "before AS MATERIALIZED (SELECT b.account, b.statement, sum(b.amount) AS amount FROM own a "
    "CROSS JOIN settlement_line b ON b.account = a.id AND b.remote >= 'hand:before:' AND b.remote < 'hand:before;' "
    "WHERE b.statement <> '' GROUP BY b.account, b.statement), "
    "told AS MATERIALIZED (SELECT s.*, c.came, coalesce(c.came_on, '') AS came_on, "
    "w.account IS NOT NULL AND m.statement IS NULL AS wallet FROM settlement s "
    "LEFT JOIN came c ON c.account = s.account AND c.statement = s.statement "
    "LEFT JOIN moved m ON m.account = s.account AND m.statement = s.statement "
    "LEFT JOIN wallet w ON w.account = s.account WHERE (:account = 0 OR s.account = :account) AND (NOT :waiting "
    "OR c.came <> s.payout OR (c.came IS NULL AND s.payout <> 0 AND (w.account IS NULL OR m.statement IS NOT NULL))) "
    "ORDER BY s.ends DESC, s.id DESC LIMIT :most) "
    "SELECT s.account, a.name, s.statement, s.starts, s.ends, s.payout, s.paid_on, coalesce((SELECT sum(l.amount) "
    "FROM settlement_line l WHERE +l.account = s.account AND l.statement = s.statement "
    "AND l.remote NOT LIKE 'hand:bank:%'), 0), coalesce(b.amount, 0), s.came, s.came_on, s.wallet "
    "FROM told s JOIN channel_account a ON a.id = s.account "
    "LEFT JOIN before b ON b.account = s.account AND b.statement = s.statement ORDER BY s.ends DESC, s.id DESC"
)
_FEES = (
    "SELECT CASE WHEN remote LIKE 'hand:back:%' THEN 'refund' WHEN remote LIKE 'hand:bank:%' THEN 'payment_fee' "
    "ELSE kind END AS what, sum(CASE WHEN remote LIKE 'hand:bank:%' THEN -amount ELSE amount END) AS took "
    "FROM settlement_line WHERE (:account = 0 OR account = :account) AND (kind NOT IN ('item', 'refund') "
    "AND (remote NOT LIKE 'hand:b%' OR remote LIKE 'hand:back:%') OR remote LIKE 'hand:bank:%' AND name = 'fee') "
    "GROUP BY what ORDER BY took"
)
_SHARE = (
    "SELECT coalesce(-sum(CASE WHEN kind NOT IN ('item', 'refund', 'shipping') THEN amount END), 0), "
    "coalesce(sum(CASE WHEN kind = 'item' THEN amount END), 0) FROM (SELECT kind, amount FROM settlement_line "
    "WHERE +account = :account AND remote NOT LIKE 'hand:b%' ORDER BY id DESC LIMIT :latest)"
)
# Below this much settled there is too little to learn a fee from.
LEAST_SETTLED = 100_000
# So many of the latest lines teach it: fees change, and it is asked at every key of a price.
LATEST_LINES = 3_000
# What the platforms of this country take of a sale at the most, all fees together: said until the shop's own are known.
USUAL_FEE = 1_200


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many lines and statements were new."""

    lines: int
    statements: int


@dataclass(frozen=True, slots=True)
class OfOrder:
    """An order in the platform's account, in satang: sold by us, credited by them, fees, and what does not agree.

    `before`: it left before the account was here, so that nothing of it was sold by this program.
    """

    order: int
    number: str
    account: str
    state: str
    sold: int
    credited: int
    fees: int
    before: int = 0

    @property
    def differs(self) -> int:
        """What was credited less what we sold: 0 where both say the same."""
        return 0 if self.before else self.credited - self.sold

    @property
    def gets(self) -> int:
        """What is left of it after fees."""
        return self.credited + self.fees


@dataclass(frozen=True, slots=True)
class OfStatement:
    """A statement: the sum of its lines against what was paid out, in satang.

    Of `lines` so much is `before`: for orders from before the account was here, of which no line was told. `came` of
    it was seen in the bank, the last of it on `came_on`; None while nobody saw it. `wallet`: it stayed at the platform,
    and what goes from there to the bank is a payout of its own.
    """

    account: int
    account_name: str
    number: str
    starts: str
    ends: str
    payout: int
    paid_on: str
    lines: int
    before: int = 0
    came: int | None = None
    came_on: str = ""
    wallet: bool = False

    @property
    def differs(self) -> int:
        """What its lines do not explain."""
        return self.payout - self.lines

    @property
    def waits(self) -> bool:
        """It was paid out, and nobody has seen it in the bank."""
        return self.came is None and not self.wallet and self.payout != 0

    @property
    def short(self) -> int:
        """What came of it less what was paid out: 0 where nobody looked yet."""
        return 0 if self.came is None else self.came - self.payout


@dataclass(frozen=True, slots=True)
class Task:
    """What does not add up and is to be asked of the platform. It stays until both say the same; `amount` is what is
    too much, in satang.

    "payout": its lines; "bank": what came of it; "late": nobody saw it in the bank for long (the oldest, and the sum of
    all); "order": its credit; "unsold": it was credited and never sold here.
    """

    kind: Literal["payout", "bank", "late", "order", "unsold"]
    number: str
    account: str
    amount: int


@use_case(Right.ONLINE)
def take_in(desk: Desk, account: int, told: channels.Money) -> TakenIn:
    """Store what is new of the platform's account with the shop.

    Raises Invalid for an amount out of range or a payout without a number, Conflict where a line or a payout told
    before has another amount now.
    """
    _owner(desk, account)
    paid = _new_statements(desk, account, told.statements)
    lines = _new_lines(desk, account, told.lines)
    orders = _orders(desk, account, [line.order_number for line in lines])
    for line in lines:
        record(
            desk, "settlement_line", account=account, statement=line.statement, remote=line.remote,
            online_order=orders.get(line.order_number), order_number=line.order_number[:LONGEST_ID],
            kind=line.kind if line.kind in KINDS else "other",
            name=thaitext.printable(line.name)[:LONGEST_NAME], amount=_bounded(line.amount), on_date=_day(line.on),
        )  # fmt: skip
    for number, one in paid.items():
        record(
            desk, "settlement", uid=uid.uuid7(desk.now, desk.random), account=account, statement=number,
            starts=_day(one.starts), ends=_day(one.ends), payout=_bounded(one.payout), paid_on=_day(one.paid_on),
        )  # fmt: skip
    settlements_own.set_aside(desk, account, lines)
    settlements_own.explain(desk, account, lines, paid)
    return TakenIn(len(lines), len(paid))


def _owner(desk: Desk, account: int) -> None:
    if desk.session.get(models.ChannelAccount, account) is None:
        raise NotFound(N_("There is no such account."))


def _bounded(amount: int) -> int:
    if abs(amount) > money.LIMIT:
        raise Invalid(N_("This amount cannot be."))
    return amount


def _day(text: str) -> str:
    if text:
        day.parse_date(text)
    return text


def _new_lines(desk: Desk, account: int, told: Sequence[channels.MoneyLine]) -> list[channels.MoneyLine]:
    unique: dict[str, channels.MoneyLine] = {}
    for line in told:
        same = unique.setdefault(line.remote[:LONGEST_ID], line)
        if (same.kind, same.amount) != (line.kind, line.amount):
            raise Conflict(
                N_("Line {remote} stands there twice, and not the same."), hint=N_("Ask the platform which is right."),
                remote=line.remote[:LONGEST_ID],
            )  # fmt: skip
        unique[line.remote[:LONGEST_ID]] = line
    asked = {"account": account, "remotes": json.dumps(list(unique))}
    known = dict(quick.rows(desk.session.connection(), _LINES_KNOWN, asked))
    for remote, amount in known.items():
        if unique[remote].amount != amount:
            raise Conflict(
                N_("Line {remote} had another amount before."), hint=N_("Ask the platform which is right."),
                remote=remote,
            )  # fmt: skip
    return [
        replace(line, remote=remote, statement=number_of(line.statement))
        for remote, line in unique.items() if remote not in known
    ]  # fmt: skip


def _orders(desk: Desk, account: int, numbers: Sequence[str]) -> dict[str, int]:
    asked = {"account": account, "numbers": json.dumps(sorted(set(numbers)))}
    return dict(quick.rows(desk.session.connection(), _ORDERS, asked))


def number_of(text: str) -> str:
    """The number of a payout as it is stored."""
    return thaitext.printable(text).strip()[:LONGEST_ID]


def _new_statements(desk: Desk, account: int, told: Sequence[channels.Statement]) -> dict[str, channels.Statement]:
    """By their number; until the money went a statement is nothing that happened."""
    found: dict[str, channels.Statement] = {}
    for one in told:
        number = number_of(one.number)
        if not number:
            raise Invalid(N_("A payout has no number."), hint=N_("Look at it on the platform."))
        if not one.paid_on:
            continue
        known = quick.first(desk.session.connection(), _STATEMENT, {"account": account, "statement": number})
        before = known[0] if known else found.setdefault(number, one).payout
        if before != one.payout:
            raise Conflict(
                N_("Payout {number} had another amount before."), hint=N_("Ask the platform which is right."),
                number=number,
            )  # fmt: skip
    return found


@use_case(Right.SEE_TOTALS)
def orders(desk: Desk, account: int = 0, most: int = 200) -> list[OfOrder]:
    """Orders the platform has settled anything of, the newest first."""
    return _orders_of(desk, account, most)


def _orders_of(desk: Desk, account: int, most: int, *, every: bool = True) -> list[OfOrder]:
    """Of every order, or of those alone that do not add up."""
    asked = {"account": account, "most": most, "all": every}
    return [OfOrder(*row) for row in quick.rows(desk.session.connection(), _OF_ORDERS, asked)]


@use_case(Right.SEE_TOTALS)
def statements(desk: Desk, account: int = 0, most: int = 50) -> list[OfStatement]:
    """What was paid out, the newest first."""
    return _statements(desk, account, most)


def waiting(desk: Desk, account: int) -> list[OfStatement]:
    """Payouts nobody saw in the bank yet, or not all of them (or more), the newest first."""
    return _statements(desk, account, ALL, waiting=True)


def _statements(desk: Desk, account: int, most: int, *, waiting: bool = False) -> list[OfStatement]:
    asked = {"account": account, "most": most, "waiting": waiting}
    rows = quick.rows(desk.session.connection(), _OF_STATEMENTS, asked)
    return [replace(OfStatement(*row), wallet=bool(row[-1])) for row in rows]


@use_case(Right.SEE_TOTALS)
def tasks(desk: Desk, account: int = 0, told: Sequence[OfStatement] | None = None) -> list[Task]:
    """Everything that does not add up, however old, payouts first; `told` are all statements where they are read."""
    told = _statements(desk, account, ALL) if told is None else told
    late = (clock.calendar_date(desk.now) - LATE).isoformat()
    payouts = [Task("payout", one.number, one.account_name, one.differs) for one in told if one.differs]
    payouts += [Task("bank", one.number, one.account_name, one.short) for one in told if one.short]
    waits = [one for one in told if one.waits and one.paid_on < late]
    for name in dict.fromkeys(one.account_name for one in waits):
        own = [one for one in waits if one.account_name == name]
        payouts.append(Task("late", own[-1].number, name, -sum(one.payout for one in own)))
    return payouts + [
        Task("order" if one.sold else "unsold", one.number, one.account, one.differs)
        for one in _orders_of(desk, account, ALL, every=False)
    ]  # fmt: skip


@use_case(Right.SEE_TOTALS)
def fees(desk: Desk, account: int = 0) -> list[tuple[str, int]]:
    """What platforms took, by kind (signed satang), the largest first."""
    return [(str(kind), int(amount)) for kind, amount in quick.rows(
        desk.session.connection(), _FEES, {"account": account}
    )]  # fmt: skip


@use_case(Right.LOOK)
def fee_share(desk: Desk, account: int) -> tuple[int, bool]:
    """What the platform takes of a sale in basis points, and whether the shop's own settlements taught it.

    Postage is no part of it: a forecast and what was settled both count it apart.
    """
    asked = {"account": account, "latest": LATEST_LINES}
    taken, items = quick.first(desk.session.connection(), _SHARE, asked)
    if items < LEAST_SETTLED:
        return USUAL_FEE, False
    return max(money.share(taken, 10_000, items), 0), True


def kind_label(kind: str) -> str:
    """The kind of a line in words."""
    words = {
        "item": N_("goods"),
        "shipping": N_("postage"),
        "commission": N_("commission"),
        "payment_fee": N_("payment fee"),
        "service": N_("service fee"),
        "tax": N_("tax"),
        "refund": N_("paid back"),
        "adjustment": N_("correction"),
        "other": N_("other"),
    }
    return _(words[kind])
