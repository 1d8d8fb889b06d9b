"""How many of its goods the shop offers at a channel: whole listing units of what is there, less what is kept.

    published = min(cap, 99,999, floor((available - kept) x share / listing unit))

Available is what lies in the shop less what is promised to orders. Nobody knows it for goods that were never counted:
then nothing is said, rather than a guess. `kept` stays for the counter: what the owner said, or what the shop's own
days teach of each account (shop/keeping.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.base import clock
from shopdesk.core import money
from shopdesk.db import quick
from shopdesk.shop import keeping, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import holding
from shopdesk.shop.rights import Right, use_case

WHOLE = 10_000
# No platform takes fewer of one, and to a buyer it is all the same.
MOST = 99_999
_UNITS = (
    "SELECT u.id, u.item, s.ratio, u.cap, a.id, a.share, a.cap, a.keep, p.tracked, o.season_from, o.season_until, "
    "o.preorder, o.boxes, p.archived_at IS NOT NULL OR s.archived_at IS NOT NULL OR u.archived_at IS NOT NULL, "
    "CASE WHEN o.boxes IS NULL THEN 0 ELSE (SELECT coalesce(sum(l.qty - l.cancelled), 0) FROM listing k "
    "JOIN listing_unit w ON w.listing = k.id JOIN online_line l ON l.unit = w.id "
    "JOIN online_order q ON q.id = l.online_order WHERE k.offer = o.id "
    "AND q.state NOT IN ('cancelled', 'returned')) / 1000 END, "
    "EXISTS (SELECT 1 FROM stock_move m WHERE m.item = u.item AND m.reason NOT IN ('sale', 'refund', 'void')) "
    "FROM listing_unit u JOIN sale_unit s ON s.id = u.sale_unit JOIN item i ON i.id = u.item "
    "JOIN product p ON p.id = i.product JOIN listing l ON l.id = u.listing JOIN offer o ON o.id = l.offer "
    "JOIN channel_account a ON a.id = u.account WHERE u.id IN (SELECT value FROM json_each(:ids))"
)
_ON_SALE = (
    "SELECT u.id FROM listing_unit u JOIN listing l ON l.id = u.listing WHERE u.account = :account "
    "AND u.remote <> '' AND u.archived_at IS NULL AND l.state <> 'removed' ORDER BY u.id"
)
# What an item became less by since a moment, other than by orders of this account. Of what another till brings only the
# order in which it came here tells that it came later.
_GONE = (
    "SELECT i.value, coalesce((SELECT sum(m.qty) FROM stock_move m JOIN location l ON l.id = m.location "
    "WHERE m.item = i.value AND m.journal >= f.first AND l.kind <> 'market' AND NOT EXISTS (SELECT 1 FROM sale s "
    "JOIN online_order o ON o.uid = s.bill WHERE s.journal = m.journal AND o.account = :account)), 0) "
    "- coalesce((SELECT sum(r.qty) FROM reservation r JOIN online_order o ON o.id = r.online_order "
    "WHERE r.item = i.value AND r.journal >= f.first AND o.account <> :account), 0) FROM json_each(:items) i "
    "JOIN (SELECT min(id) AS first FROM journal WHERE at >= :since) f"
)
_TOLD = "SELECT unit, at FROM published WHERE stock IS NOT NULL AND unit IN (SELECT value FROM json_each(:ids))"
_SAID = "SELECT unit, stock FROM published WHERE unit IN (SELECT value FROM json_each(:ids))"


# Thousandths that stay, by account and item.
_Kept = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    item: int
    ratio: int
    cap: int | None
    account: int
    share: int
    account_cap: int | None
    keep: int | None
    tracked: int
    season_from: str
    season_until: str
    preorder: int
    boxes: int | None
    gone: int
    ordered: int
    counted: int


@use_case(Right.LOOK)
def to_publish(desk: Desk, units: Sequence[int]) -> dict[int, int | None]:
    """For each listing unit how many a buyer may buy there now; None where nobody knows, so that nothing is said."""
    found = [_Unit(*row) for row in quick.rows(desk.session.connection(), _UNITS, {"ids": quick.numbers(units)})]
    sets = stock.parts(desk, sorted({unit.item for unit in found}))
    items = {unit.item for unit in found} | {part for parts in sets.values() for part, _ in parts}
    free = holding.available(desk, sorted(items))
    asked = {(unit.account, unit.item) for unit in found if unit.keep is None}
    asked |= {(account, part) for account, item in asked for part, _ in sets.get(item, ())}
    kept = {pair: one.qty for pair, one in keeping.learnt(desk, asked).items()}
    today = clock.calendar_date(desk.now)
    return {unit.id: _units(unit, free, sets, kept, today) for unit in found}


@use_case(Right.LOOK)
def on_sale(desk: Desk, account: int) -> list[int]:
    """The listing units that the platform of this account has."""
    return [row[0] for row in quick.rows(desk.session.connection(), _ON_SALE, {"account": account})]


@use_case(Right.LOOK)
def out_of_date(desk: Desk, units: Sequence[int]) -> list[int]:
    """Those of these listing units of which the platform was told another number than is right now."""
    said = dict(quick.rows(desk.session.connection(), _SAID, {"ids": quick.numbers(units)}))
    right = to_publish(desk, units)
    return [unit for unit, count in right.items() if count is not None and said.get(unit) != count]


@use_case(Right.LOOK)
def gone_since(desk: Desk, units: Sequence[int]) -> dict[int, int]:
    """For each listing unit how many went since its platform was told last, never too few: sold at the counter,
    spoiled, promised elsewhere. What its own orders took is left out, and so is a unit that was never told."""
    connection, ids = desk.session.connection(), quick.numbers(units)
    told = dict(quick.rows(connection, _TOLD, {"ids": ids}))
    found = [_Unit(*row) for row in quick.rows(connection, _UNITS, {"ids": ids})]
    sets = stock.parts(desk, sorted({unit.item for unit in found}))
    gone = {}
    for unit in found:
        parts = sets.get(unit.item) or [(unit.item, 1_000)]
        asked = {"items": quick.numbers([part for part, _qty in parts]), "account": unit.account}
        if told.get(unit.id):
            less = dict(quick.rows(connection, _GONE, {**asked, "since": told[unit.id]}))
            base = max(-(min(less.get(part, 0), 0) * 1_000 // qty) for part, qty in parts)
            gone[unit.id] = -(-base // unit.ratio)
    return gone


def _units(
    unit: _Unit, free: Mapping[int, int], sets: Mapping[int, stock.Parts], kept: _Kept, today: date
) -> int | None:
    boxes = None if unit.boxes is None else max(unit.boxes - unit.ordered, 0)
    if unit.gone or not _in_season(unit, today):
        return 0
    if unit.preorder or not (unit.tracked or unit.item in sets):
        return _least(boxes, unit.cap, unit.account_cap)
    if not unit.counted and unit.item not in sets:
        return None
    if unit.keep is not None:
        left = max(_available(unit.item, free, sets) - unit.keep * unit.ratio, 0)
    else:
        left = _left(unit, free, sets, kept)
    whole = money.share(left, unit.share, WHOLE) // unit.ratio if left else 0
    return _least(whole, boxes, unit.cap, unit.account_cap)


def _available(item: int, free: Mapping[int, int], sets: Mapping[int, stock.Parts]) -> int:
    """Of a set, as many as its scarcest part makes."""
    parts = sets.get(item)
    if not parts:
        return free[item]
    return min(free[part] * 1000 // qty for part, qty in parts)


def _left(unit: _Unit, free: Mapping[int, int], sets: Mapping[int, stock.Parts], kept: _Kept) -> int:
    """What is learnt to stay of a set, or of its parts: neither is sold away for the other."""
    own = _available(unit.item, free, sets) - kept[unit.account, unit.item]
    parts = sets.get(unit.item, ())
    return max(min([own, *((free[part] - kept[unit.account, part]) * 1000 // qty for part, qty in parts)]), 0)


def _in_season(unit: _Unit, today: date) -> bool:
    day = today.isoformat()
    return (not unit.season_from or unit.season_from <= day) and (not unit.season_until or day <= unit.season_until)


def _least(*limits: int | None) -> int | None:
    known = [limit for limit in limits if limit is not None]
    return min(*known, MOST) if known else None
