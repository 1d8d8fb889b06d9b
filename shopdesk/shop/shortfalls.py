"""Goods that were sold before anybody wrote them in: they left from the shop's own, without a lot, at no cost.

When goods come to that place, as many of them as are missing are taken from what came, by takes of their own on the
lines that sold them: so lot, owner, cost and what the owner gets follow, and a refund or void brings them back there.
The latest sales come first: what lay there before covered the earlier ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopdesk.core import money
from shopdesk.db import quick
from shopdesk.shop import producers, sold_lines, stock
from shopdesk.shop.desk import Desk

NOWHERE = (stock.SHOP, stock.NO_LOT)

# From the moves of these goods, the latest first, to the lines of their bills; CROSS JOIN keeps that order.
_SOLD = (
    "WITH RECURSIVE same(id) AS (SELECT :item UNION SELECT i.id FROM item i JOIN same ON i.merged_into = same.id), "
    "sold AS (SELECT DISTINCT journal FROM stock_move WHERE item IN (SELECT id FROM same) AND location = :location "
    "AND owner = 1 AND lot = 1 AND reason = 'sale') "
    "SELECT l.id, l.item FROM sold m CROSS JOIN sale s ON s.journal = m.journal JOIN sale_state e ON e.sale = s.id "
    "CROSS JOIN sale_line l ON l.sale = s.id WHERE NOT e.voided ORDER BY m.journal DESC, l.id DESC"
)
_SETTLED = (
    "SELECT t.line, l.item, coalesce(t.item, l.item), t.owner, t.lot, t.qty FROM sale_take t "
    "JOIN sale_line l ON l.id = t.line JOIN sale_state e ON e.sale = l.sale "
    "WHERE t.journal = :deed AND l.journal <> :deed AND t.qty > 0 AND NOT e.voided"
)
_PLACE = "SELECT location FROM stock_move WHERE journal = :deed AND reason = 'sale' LIMIT 1"


def settle(desk: Desk, came: Sequence[stock.Take], location: int) -> None:
    """Take what was sold before at a place from what has just come there."""
    came = [take for take in came if (take.owner, take.lot) != NOWHERE]
    there = stock.lying(desk, {take.item for take in came}, location)
    for take in came:
        heaps = {(row[0], row[1]): row for row in there.rows[take.item]}
        missing, lying = -heaps[NOWHERE][2] if NOWHERE in heaps else 0, heaps[take.owner, take.lot]
        open_qty = min(missing, take.qty, lying[2])
        for line, named in _lines(desk, take.item, location) if open_qty > 0 else ():
            out = _out(desk, line, named, take.item, NOWHERE)
            part = min(open_qty, out.qty) if out is not None else 0
            if out is None or not part:
                continue
            value = money.share(lying[3], part, lying[2])
            gone = replace(_part(out, part), value=0)
            own = stock.Take(take.item, take.owner, take.lot, part, value)
            _exchange(desk, (line, named), gone, producers.with_owed(desk, [(gone.net, [own])])[0][0], location)
            lying[2], lying[3], open_qty = lying[2] - part, lying[3] - value, open_qty - part
            heaps[NOWHERE][2] += part
            if not open_qty:
                break


def unsettle(desk: Desk, deed: int) -> None:
    """Goods that come out of the shop's books again were not there to be sold: what a deed settled is open again."""
    place = quick.first(desk.session.connection(), _PLACE, {"deed": deed})
    for line, named, item, owner, lot, qty in quick.rows(desk.session.connection(), _SETTLED, {"deed": deed}):
        out = _out(desk, line, named, item, (owner, lot))
        if out is not None:
            out = _part(out, min(qty, out.qty))
            _exchange(desk, (line, named), out, stock.Take(out.item, *NOWHERE, out.qty, 0, net=out.net), place[0])


def _lines(desk: Desk, item: int, location: int) -> Iterator[tuple[int, int]]:
    yield from quick.rows(desk.session.connection(), _SOLD, {"item": item, "location": location})


def _out(desk: Desk, line: int, named: int, item: int, heap: tuple[int, int]) -> stock.Take | None:
    """What a line still has out of one heap of an item."""
    found = (take for take in sold_lines.left(desk, line, named) if take.item == item and take.qty > 0)
    return next((take for take in found if (take.owner, take.lot) == heap), None)


def _part(take: stock.Take, qty: int) -> stock.Take:
    value, owed, net = (money.share(amount, qty, take.qty) for amount in (take.value, take.owed, take.net))
    return replace(take, qty=qty, value=value, owed=owed, net=net)


def _exchange(desk: Desk, line: tuple[int, int], back: stock.Take, out: stock.Take, location: int) -> None:
    """A line took one heap's goods instead of another's."""
    number, named = line
    stock.record_take(desk, number, back, -1, of=named)
    stock.record_take(desk, number, out, of=named)
    stock.move(desk, back, 1, "sale", location)
    stock.move(desk, out, -1, "sale", location)
