"""From goods and what was scanned to a line of the bill; or what has to be asked first."""

from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.core import barcode, money, quantity
from shopdesk.core.barcode import Scan
from shopdesk.core.line import Line

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods

NOTHING = Scan("empty")


def needs_weight(goods: "Goods", scan: Scan) -> bool:
    """Whether the scale or the person has to say how much."""
    return goods.by_weight and scan.grams is None and scan.price is None and scan.money is None and scan.qty is None


def needs_price(goods: "Goods", scan: Scan) -> bool:
    """Whether the person has to say the price of one."""
    return goods.price is None and scan.price is None


def needs_face(goods: "Goods", scan: Scan) -> bool:
    """Whether the person has to say how much is passed on for somebody else (a top-up, a bill to be paid)."""
    return goods.agent and scan.money is None


def line(goods: "Goods", uid: str, scan: Scan = NOTHING) -> Line:
    """The line for one scan of goods whose price and weight are known by now; raises Invalid."""
    from shopdesk.shop.goods import line_of

    made = line_of(goods, uid, qty=_qty(goods, scan), price=None if goods.price is not None else scan.price)
    made = replace(made, lot=scan.lot, face=scan.money or 0 if goods.agent else 0)
    if scan.price is not None and goods.price is not None:
        # What the shop's own label says is the price of this piece: nobody changed it.
        made = made.for_money(scan.price) if goods.by_weight else line_of(replace(goods, price=scan.price), uid)
    return made.for_money(scan.money) if scan.money is not None and goods.by_weight else made


def _qty(goods: "Goods", scan: Scan) -> int:
    if scan.grams:
        return money.share(scan.grams, quantity.ONE, goods.ratio)
    return scan.qty or quantity.ONE


def searched(typed: str) -> str:
    """What to look for in what was typed: without a quantity or a sum of money before it."""
    try:
        scan = barcode.parse(typed)
    except ShopError:
        return typed
    return scan.text if scan.kind not in ("quantity", "money", "empty") else ""


def times(typed: str) -> int | None:
    """How often what is scanned next is wanted: the 3 of a typed `3*`, else nothing."""
    try:
        scan = barcode.parse(typed)
    except ShopError:
        return None
    return scan.qty if scan.kind == "quantity" and not scan.last else None


def in_bill(lines: tuple[Line, ...]) -> dict[int, str]:
    """How much of each sale unit is on the bill, as text."""
    sums: dict[int, int] = {}
    for line in lines:
        if line.sale_unit is not None:
            sums[line.sale_unit] = sums.get(line.sale_unit, 0) + line.qty
    return {sale_unit: quantity.text(qty) for sale_unit, qty in sums.items()}
