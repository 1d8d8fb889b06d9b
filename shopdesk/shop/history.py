"""Bills found again: by day, number, amount or goods, the latest first, and one bill with all that became of it.

Every look is bounded. A number, a day and its goods are found by index at any age; an amount or goods without a day are
looked for in the newest bills only, and the answer says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import gtin, money, tender, thaidate
from shopdesk.core.digits import arabic
from shopdesk.core.documents import quantity_line
from shopdesk.db import models, search
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.refunds import Refundable, refundable
from shopdesk.shop.rights import Right, allowed, use_case

MOST = 100
NEWEST_BILLS = 20_000
NEWEST_LINES = 60_000
_MOST_GOODS = 200
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A bill or refund in a list. `total` in satang, negative for a refund; `goods` names the first thing sold.

    `total` and `refunded` are with deposits and money passed on: what was really paid.
    `later` is when a bill that was entered later really happened.
    """

    id: int
    number: str
    kind: str
    at: datetime
    cashier: str
    total: int
    goods: str
    lines: int
    voided: bool
    refunded: int
    unconfirmed: bool
    later: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Bills that fit. `more`: there are further ones; `whole` is False where only the newest bills were looked at."""

    entries: tuple[Entry, ...]
    more: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PaidBy:
    """One payment of a bill: `state` as in core.tender, "" for cash and for what went back.

    `can_confirm` while nobody has seen the money, `can_bank` while this person may say that it is on the account.
    """

    id: int
    label: str
    kind: str
    amount: int
    state: str
    can_bank: bool = False

    @property
    def can_confirm(self) -> bool:
        """Whether somebody still has to look into the bank's app."""
        return bool(self.state) and not tender.received(self.state)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bill as it was sold, and how much of it went back (thousandths)."""

    name: str
    quantity: str
    net: int
    refunded: int


@dataclass(frozen=True, slots=True)
class Void:
    """Who took a bill back, when and why."""

    name: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill with all that became of it; what may still be done with it is in `refundable` and `voidable`."""

    entry: Entry
    lines: tuple[Line, ...]
    payments: tuple[PaidBy, ...]
    rounding: int
    refund_of: Entry | None
    refunds: tuple[Entry, ...]
    void: Void | None
    note: str
    prints: int
    refundable: tuple[Refundable, ...]
    voidable: bool
    customer: str = ""


_ENTRY = (
    "SELECT s.id, s.number, s.kind, j.at, p.name AS cashier, s.total + s.extra AS total, "
    "coalesce((SELECT l.name FROM sale_line l WHERE l.sale = s.id ORDER BY l.position LIMIT 1), '') AS goods, "
    "(SELECT count(*) FROM sale_line l WHERE l.sale = s.id) AS lines, x.voided, "
    "x.refunded - coalesce((SELECT sum(r.extra) FROM sale r WHERE r.refund_of = s.id), 0) AS refunded, "
    "EXISTS (SELECT 1 FROM payment y JOIN payment_state z ON z.payment = y.id WHERE y.sale = s.id "
    "AND y.kind = 'pay' AND z.state IN ('promised', 'slip_seen')) AND NOT x.voided AND x.refunded < s.total "
    "AS unconfirmed, s.happened_at "
    "FROM sale s JOIN journal j ON j.id = s.journal JOIN party p ON p.id = j.actor JOIN sale_state x ON x.sale = s.id "
    "WHERE s.id IN :ids ORDER BY s.id DESC"
)
_ENTRIES = text(_ENTRY).bindparams(bindparam("ids", expanding=True))
# CROSS JOIN keeps SQLite to the order written: the few rows of a day or a series first, never all bills by their id.
_LATEST = text("SELECT id FROM sale WHERE id < :before ORDER BY id DESC LIMIT :most")
_OF_DAYS = text(
    "SELECT s.id FROM journal j CROSS JOIN sale s ON s.journal = j.id WHERE j.business_date BETWEEN :first AND :last "
    "AND s.id < :before ORDER BY j.business_date DESC, j.id DESC LIMIT :most"
)
_NUMBER = text("SELECT id FROM sale WHERE number = :number")
_SHORT = text(
    "SELECT s.id FROM series r CROSS JOIN sale s ON s.series = r.id AND s.seq = :seq "
    "WHERE r.kind = 'sale' AND r.letter = :letter ORDER BY s.id DESC LIMIT :most"
)
_CALLED_OUT = re.compile("([A-Z]{1,6})([0-9]{1,9})")
_SEQ = text(
    "SELECT s.id FROM series r CROSS JOIN sale s ON s.series = r.id AND s.seq = :seq "
    "WHERE r.kind IN ('sale', 'refund', 'market', 'online') ORDER BY s.id DESC LIMIT :most"
)
_AMOUNT_NEWEST = text(
    "SELECT id FROM (SELECT id, total + extra AS total, rounding FROM sale ORDER BY id DESC LIMIT :newest) "
    "WHERE abs(total) = :amount OR abs(total + rounding) = :amount LIMIT :most"
)
_AMOUNT_OF_DAYS = text(
    "SELECT s.id FROM journal j CROSS JOIN sale s ON s.journal = j.id WHERE j.business_date BETWEEN :first AND :last "
    "AND (abs(s.total + s.extra) = :amount OR abs(s.total + s.extra + s.rounding) = :amount) "
    "ORDER BY s.id DESC LIMIT :most"
)
_GOODS_NEWEST = text(
    "SELECT DISTINCT sale FROM (SELECT sale, sale_unit FROM sale_line ORDER BY id DESC LIMIT :newest) "
    "WHERE sale_unit IN :units LIMIT :most"
).bindparams(bindparam("units", expanding=True))
_GOODS_OF_DAYS = text(
    "SELECT DISTINCT s.id FROM journal j CROSS JOIN sale s ON s.journal = j.id JOIN sale_line l ON l.sale = s.id "
    "WHERE j.business_date BETWEEN :first AND :last AND l.sale_unit IN :units ORDER BY s.id DESC LIMIT :most"
).bindparams(bindparam("units", expanding=True))
_UNITS_OF_CODE = text("SELECT sale_unit FROM sale_code WHERE code = :code LIMIT :most")
_UNCONFIRMED = text(
    "SELECT DISTINCT y.sale FROM (SELECT payment, state FROM payment_state ORDER BY payment DESC LIMIT :newest) z "
    "CROSS JOIN payment y ON y.id = z.payment JOIN sale_state x ON x.sale = y.sale JOIN sale s ON s.id = y.sale "
    "WHERE z.state IN ('promised', 'slip_seen') AND NOT x.voided AND x.refunded < s.total "
    "ORDER BY y.sale DESC LIMIT :most"
)
_PAYMENTS = text(
    "SELECT y.id, t.name, t.english, t.kind AS tender_kind, t.code, y.digits, y.kind, y.amount, "
    "coalesce(z.state, '') AS state FROM payment y JOIN tender t ON t.id = y.tender "
    "LEFT JOIN payment_state z ON z.payment = y.id WHERE y.sale = :sale ORDER BY y.id"
)
_VOID = text(
    "SELECT p.name, j.at, v.reason FROM sale_void v JOIN journal j ON j.id = v.journal JOIN party p ON p.id = j.actor "
    "WHERE v.sale = :sale"
)
_LINES = text(
    "SELECT l.name, l.unit, l.qty, l.price, l.net + l.bill_discount AS net, coalesce(b.qty, 0) AS back "
    "FROM sale_line l LEFT JOIN line_refund b ON b.line = l.id WHERE l.sale = :sale ORDER BY l.position"
)
_REFUNDS = text("SELECT id FROM sale WHERE refund_of = :sale")
_CASH = text(
    "SELECT EXISTS (SELECT 1 FROM payment y JOIN tender t ON t.id = y.tender WHERE y.sale = :sale AND t.kind = 'cash')"
)
_ANY_AGE = 9_223_372_036_854_775_807


@use_case(Right.LOOK)
def latest(desk: Desk, *, before: int | None = None, limit: int = MOST) -> Found:
    """The latest bills; `before` a bill's id answers the ones older than it."""
    return _found(desk, _ids(desk, _LATEST, limit, before=before or _ANY_AGE), limit)


@use_case(Right.LOOK)
def of_days(desk: Desk, first: str, last: str, *, before: int | None = None, limit: int = MOST) -> Found:
    """The bills of business dates (2026-11-22), the latest first."""
    ids = _ids(desk, _OF_DAYS, limit, first=first, last=last, before=before or _ANY_AGE)
    return _found(desk, ids, limit)


@use_case(Right.LOOK)
def days(desk: Desk, name: str) -> tuple[str, str] | None:
    """First and last business date of "today", "yesterday", the last 7 days ("week") or 30 ("month"); else None."""
    today = clock.business_date(desk.now, desk.change_hour)
    spans = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (29, 0)}
    if name not in spans:
        return None
    first, last = (today - timedelta(days=back) for back in spans[name])
    return first.isoformat(), last.isoformat()


@use_case(Right.LOOK)
def find(
    desk: Desk, typed: str, days: tuple[str, str] | None = None, *, before: int | None = None, limit: int = MOST
) -> Found:
    """Bills by what a person remembers: number (whole, or its end as called out), amount, goods in it, or a date.

    A number is found at any age. Amounts and goods are looked for within `days` (first, last) where given, else in the
    newest bills. `before` a bill's id answers older ones, where nothing is typed.
    """
    wanted = arabic(typed.strip())[:_LONGEST]
    if not wanted:
        return of_days(desk, *days, before=before, limit=limit) if days else latest(desk, before=before, limit=limit)
    dated = _date(wanted)
    if dated:
        return of_days(desk, dated, dated, limit=limit)
    numbered = _numbered(desk, wanted, limit)
    if wanted.startswith("#") or (numbered and not wanted.isdigit()):
        return _found(desk, numbered, limit)
    paid = _of_amount(desk, wanted, days, limit)
    sold = [] if paid is not None else with_goods(desk, _units(desk, wanted), days, limit=limit).entries
    ids = dict.fromkeys((*numbered, *(paid or ()), *(entry.id for entry in sold)))
    return _found(desk, list(ids), limit, whole=days is not None)


@use_case(Right.LOOK)
def with_code(desk: Desk, code: str, days: tuple[str, str] | None = None, *, limit: int = MOST) -> Found:
    """Bills with the goods of a barcode in them: somebody brings it back."""
    return with_goods(desk, _units_of_code(desk, code), days, limit=limit)


@use_case(Right.LOOK)
def with_goods(desk: Desk, units: Sequence[int], days: tuple[str, str] | None = None, *, limit: int = MOST) -> Found:
    """Bills with one of these sale units in them."""
    if not units:
        return Found(())
    if days is None:
        ids = _ids(desk, _GOODS_NEWEST, limit, units=list(units), newest=NEWEST_LINES)
    else:
        ids = _ids(desk, _GOODS_OF_DAYS, limit, units=list(units), first=days[0], last=days[1])
    return _found(desk, ids, limit, whole=days is not None)


@use_case(Right.LOOK)
def unconfirmed(desk: Desk, *, limit: int = MOST) -> Found:
    """Bills with a payment nobody has seen on the shop's account yet, the latest first; not where all went back."""
    return _found(desk, _ids(desk, _UNCONFIRMED, limit, newest=NEWEST_BILLS), limit)


@use_case(Right.LOOK)
def bill(desk: Desk, sale: int) -> Bill:
    """One bill or refund with all that became of it; raises NotFound."""
    connection, one = desk.session.connection(), {"sale": sale}
    row = desk.session.get(models.Sale, sale)
    state = desk.session.get(models.SaleState, sale)
    if row is None or state is None:
        raise NotFound(N_("That bill is not there."))
    around = {entry.id: entry for entry in _entries(desk, _around(desk, row))}
    void = connection.execute(_VOID, one).one_or_none()
    bank = void is None and allowed(desk, Right.SEE_TOTALS)
    back = tuple(line for line in refundable(desk, sale) if line.left > 0)
    return Bill(
        entry=around[sale],
        lines=tuple(_line(found) for found in connection.execute(_LINES, one)),
        payments=tuple(_paid_by(found, bank=bank) for found in connection.execute(_PAYMENTS, one)),
        rounding=row.rounding,
        refund_of=around.get(row.refund_of or 0),
        refunds=tuple(entry for entry in around.values() if entry.id != sale and entry.id != row.refund_of),
        void=None if void is None else Void(void.name, clock.from_ms(void.at), void.reason),
        note=row.note,
        prints=state.prints,
        refundable=back,
        voidable=row.kind == "sale" and not state.voided and not state.refunded,
        customer=_name(desk, row.customer),
    )


def _name(desk: Desk, party: int | None) -> str:
    row = desk.session.get(models.Party, party) if party is not None else None
    return row.name if row is not None else ""


@use_case(Right.LOOK)
def by_number(desk: Desk, number: str) -> Entry:
    """The bill or refund of a whole number; raises NotFound."""
    ids = desk.session.connection().execute(_NUMBER, {"number": number}).scalars().all()
    if not ids:
        raise NotFound(N_("There is no bill {number}."), number=number[:40])
    return _entries(desk, ids)[0]


@use_case(Right.LOOK)
def moved_cash(desk: Desk, sale: int) -> bool:
    """Whether cash went into or out of the drawer for this bill or refund."""
    return bool(desk.session.connection().execute(_CASH, {"sale": sale}).scalar_one())


def _ids(desk: Desk, statement: Any, limit: int, **values: Any) -> list[int]:
    """One more than wanted, so that the answer knows whether there are more."""
    most = min(limit, MOST) + 1
    return list(desk.session.connection().execute(statement, {**values, "most": most}).scalars())


def _found(desk: Desk, ids: Sequence[int], limit: int, *, whole: bool = True) -> Found:
    most = min(limit, MOST)
    return Found(tuple(_entries(desk, ids[:most])), len(ids) > most, whole)


def _entries(desk: Desk, ids: Iterable[int]) -> list[Entry]:
    rows = desk.session.connection().execute(_ENTRIES, {"ids": list(ids)})
    return [
        Entry(
            row.id, row.number, row.kind, clock.from_ms(row.at), row.cashier, row.total, row.goods, row.lines,
            bool(row.voided), row.refunded, bool(row.unconfirmed),
            None if row.happened_at is None else clock.from_ms(row.happened_at),
        )
        for row in rows
    ]  # fmt: skip


def _around(desk: Desk, row: models.Sale) -> list[int]:
    refunds = desk.session.connection().execute(_REFUNDS, {"sale": row.id}).scalars()
    return [row.id or 0, *([row.refund_of] if row.refund_of else []), *refunds]


def _numbered(desk: Desk, wanted: str, limit: int) -> list[int]:
    bare = wanted.lstrip("#").upper()
    if bare.isascii() and bare.isdigit() and len(bare) <= 9:
        return _ids(desk, _SEQ, limit, seq=int(bare))
    called = _CALLED_OUT.fullmatch(bare)
    if called and wanted.startswith("#"):
        return _ids(desk, _SHORT, limit, letter=called[1], seq=int(called[2]))
    return list(desk.session.connection().execute(_NUMBER, {"number": bare}).scalars())


def _date(wanted: str) -> str:
    """The business date typed (22/11/2569), "" where it is none."""
    try:
        return thaidate.parse(wanted).isoformat()
    except Invalid:
        return ""


def _of_amount(desk: Desk, wanted: str, days: tuple[str, str] | None, limit: int) -> list[int] | None:
    """The bills of an amount; None where what was typed is no amount."""
    try:
        amount = money.parse(wanted.removeprefix("฿"))
    except Invalid:
        return None
    if days is None:
        return _ids(desk, _AMOUNT_NEWEST, limit, amount=amount, newest=NEWEST_BILLS)
    return _ids(desk, _AMOUNT_OF_DAYS, limit, amount=amount, first=days[0], last=days[1])


def _units(desk: Desk, wanted: str) -> list[int]:
    return _units_of_code(desk, wanted) or search.find(
        desk.session, wanted, None, _MOST_GOODS, settings.business_day(desk)
    )


def _units_of_code(desk: Desk, code: str) -> list[int]:
    known = {"code": gtin.canonical(code), "most": _MOST_GOODS}
    return list(desk.session.connection().execute(_UNITS_OF_CODE, known).scalars())


def _line(row: Any) -> Line:
    sign = -1 if row.qty < 0 else 1
    return Line(row.name, quantity_line(sign * row.qty, row.unit, row.price), row.net, row.back)


def _paid_by(row: Any, *, bank: bool) -> PaidBy:
    words = tender.Tender(row.code, row.tender_kind, row.name, row.english).label(row.digits)
    state = row.state if row.kind == "pay" and row.tender_kind != "cash" else ""
    can_bank = bank and bool(state) and tender.can_go(state, "confirmed_bank")
    return PaidBy(row.id, words, row.kind, row.amount, state, can_bank)
