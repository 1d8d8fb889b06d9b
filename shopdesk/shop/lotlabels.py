"""The label of one lot: a number of its own that says which lot leaves when it is scanned.

An EAN-13 for use inside the shop (GS1 General Specifications, section 1.4): 29, then the lot's number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shopdesk.core import gtin
from shopdesk.core.barcode import Scan
from shopdesk.db import quick
from shopdesk.shop import goods, markdowns
from shopdesk.shop.desk import Desk
from shopdesk.shop.goods import Goods
from shopdesk.shop.rights import Right, use_case

PREFIX = "29"
_UNITS = (
    "SELECT u.id FROM sale_unit u JOIN lot l ON l.item = u.item WHERE l.id = :lot AND l.archived_at IS NULL "
    "AND u.archived_at IS NULL ORDER BY u.id"
)
_LYING = (
    "SELECT l.id, l.code, l.expires, l.harvested, coalesce(q.name, ''), sum(s.qty) FROM lot l "
    "JOIN stock s ON s.lot = l.id AND s.item = l.item LEFT JOIN owner o ON o.id = l.owner "
    "LEFT JOIN party q ON q.id = o.party WHERE l.item = (SELECT item FROM sale_unit WHERE id = :unit) "
    "GROUP BY l.id HAVING sum(s.qty) > 0 ORDER BY l.expires = '', l.expires, l.id"
)


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that lies somewhere: its dates, who made it, how much is left (base-unit thousandths)."""

    id: int
    code: str
    expires: str
    harvested: str
    producer: str
    left: int


def code_of(lot: int) -> str:
    """The barcode of a lot."""
    body = f"{PREFIX}{lot:010d}"
    return body + gtin.check_digit(body)


def lot_of(desk: Desk, codes: Iterable[str]) -> tuple[int, list[int]] | None:
    """The lot one of these codes stands for, and the sale units of its goods; None for any other code."""
    for code in codes:
        if len(code) == 13 and code.startswith(PREFIX) and gtin.checked(code):
            lot = int(code[2:12])
            units = [unit for (unit,) in quick.rows(desk.session.connection(), _UNITS, {"lot": lot})]
            if units:
                return lot, units
    return None


def scanned(desk: Desk, read: Scan) -> tuple[Scan, list[Goods]]:
    """The goods of a lot whose own label was scanned, at the price that holds for it today; nothing for other codes."""
    known = lot_of(desk, read.codes)
    if known is None:
        return read, []
    lot, units = known
    found = goods.by_ids(desk, units)
    return replace(read, lot=lot), [
        replace(one, price=markdowns.price_of(desk, lot, one.category, one.price)) for one in found
    ]


@use_case(Right.LOOK)
def lots(desk: Desk, sale_unit: int) -> list[Lot]:
    """The lots of goods that still lie somewhere, the first to expire first."""
    return [Lot(*row) for row in quick.rows(desk.session.connection(), _LYING, {"unit": sale_unit})]
