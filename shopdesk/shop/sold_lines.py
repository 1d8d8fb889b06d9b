"""The lines of a bill as facts: what was sold at what price, whose goods of which lot it took, and their moves."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from shopdesk.core import money
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.pricing import LineTotal, Totals
from shopdesk.db import quick
from shopdesk.shop import producers, stock
from shopdesk.shop.desk import Desk, record

# What a line took, less what came back of it, with what was settled since.
_TAKES = (
    "WITH parts AS (SELECT id, item FROM sale_line WHERE id = :line UNION ALL SELECT k.id, k.item FROM sale_line o "
    "CROSS JOIN sale r ON r.refund_of = o.sale CROSS JOIN sale_line k ON k.sale = r.id AND k.refund_of = o.id "
    "WHERE o.id = :line) SELECT coalesce(t.item, p.item), t.owner, t.lot, t.terms, t.qty, t.value, t.owed, t.net "
    "FROM parts p CROSS JOIN sale_take t ON t.line = p.id ORDER BY t.id"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The items of a bill whose stock is kept, those that take their parts' stock; lines `elsewhere` take none."""

    tracked: Set[int]
    composed: Sequence[int]
    elsewhere: Set[str] = frozenset()


def record_lines(desk: Desk, sale: int, cart: Cart, totals: Totals, kept: Kept, location: int) -> None:
    """Record the lines of a bill, what they took, and the moves of it."""
    parts = stock.parts(desk, kept.composed)
    there = stock.for_sale(desk, kept.tracked | {part for made in parts.values() for part, _ in made}, location)
    moves: dict[tuple[int, int, int], list[int]] = {}
    took = [
        (total.net, [] if line.uid in kept.elsewhere else _takes(line, there, kept.tracked, parts))
        for line, total in zip(cart.lines, totals.lines, strict=True)
    ]
    takes = producers.with_owed(desk, took)
    for position, (line, total, own) in enumerate(zip(cart.lines, totals.lines, takes, strict=True), 1):
        base = base_qty(line)
        number = record(desk, "sale_line", sale=sale, position=position, **_line_values(line, total, base))
        for take in own:
            stock.record_take(desk, number, take, of=line.item)
            sums = moves.setdefault((take.item, take.owner, take.lot), [0, 0])
            sums[0] += take.qty
            sums[1] += take.value
    for (item, owner, lot), (qty, value) in moves.items():
        stock.move(desk, stock.Take(item, owner, lot, qty, value), -1, "sale", location)


def _takes(line: Line, there: stock.Lying, tracked: Set[int], parts: Mapping[int, stock.Parts]) -> list[stock.Take]:
    item, base = line.item or 0, base_qty(line)
    if item in tracked:
        return there.take(item, base, line.lot)
    return [take for part, qty in parts.get(item, ()) for take in there.take(part, money.times(qty, base))]


def base_qty(line: Line) -> int:
    """What a line is of in thousandths of the base unit."""
    return money.share(line.qty, line.ratio, 1000)


def _line_values(line: Line, total: LineTotal, base: int) -> dict[str, Any]:
    return {
        "item": line.item,
        "sale_unit": line.sale_unit,
        "name": line.name,
        "unit": line.unit,
        "code": line.code,
        "qty": line.qty,
        "base_qty": base,
        "list_price": line.list_price,
        "price": line.price,
        "gross": total.gross,
        "line_discount": total.line_discount,
        "bill_discount": total.bill_discount,
        "net": total.net,
        "vat_class": total.vat_class,
        "vat_rate": total.rate,
        "vat": total.vat,
        "tare": line.tare,
        "note": line.note,
    }


def left(desk: Desk, line: int, item: int) -> list[stock.Take]:
    """What is still out of what a line (of this item) took, with what this deed itself settled."""
    rows = quick.rows(desk.session.connection(), _TAKES, {"line": line})
    for table, fact in desk.entry.facts:
        if table == "sale_take" and fact["line"] == line:
            names = ("owner", "lot", "terms", "qty", "value", "owed", "net")
            rows.append((fact["item"] or item, *(fact[name] for name in names)))
    now = stock.living(desk, (row[0] for row in rows))
    sums: dict[tuple[int, int, int, str], list[int]] = {}
    for taken, owner, lot, terms, *amounts in rows:
        before = sums.setdefault((now.get(taken, taken), owner, lot, terms), [0, 0, 0, 0])
        before[:] = map(sum, zip(before, amounts, strict=True))
    return [
        stock.Take(taken, owner, lot, qty, value, owed, terms, net)
        for (taken, owner, lot, terms), (qty, value, owed, net) in sums.items()
        if qty or value or owed or net
    ]
