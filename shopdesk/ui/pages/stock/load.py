"""A load while it is typed in: goods, how much by their sale unit, what it cost, its dates."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopdesk.core import money, quantity

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.incoming import Usual
    from shopdesk.shop.receiving import Incoming


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One line: thousandths of the sale unit, satang for one of it and for all; dates as 2026-12-01."""

    goods: "Goods"
    qty: int
    each: int | None
    total: int
    expires: str = ""
    harvested: str = ""
    lot_code: str = ""

    def with_qty(self, qty: int) -> "LoadLine":
        """Another quantity at the same cost for one."""
        total = money.times(self.each, qty) if self.each is not None else self.total
        return replace(self, qty=qty, total=total)

    def with_each(self, each: int | None) -> "LoadLine":
        """Another cost for one."""
        return replace(self, each=each, total=money.times(each or 0, self.qty))

    def with_total(self, total: int) -> "LoadLine":
        """Another cost for all of it."""
        return replace(self, each=money.share(total, quantity.ONE, self.qty), total=total)

    @property
    def lot(self) -> tuple[str, str, str]:
        """What makes it a lot of its own."""
        return self.expires, self.harvested, self.lot_code


def joined(lines: "list[LoadLine]") -> "list[LoadLine]":
    """One line for the goods of one lot at one cost, where the last of them stands."""
    found: dict[tuple[object, ...], LoadLine] = {}
    for line in lines:
        key = (line.goods.sale_unit, *line.lot, line.each)
        before = found.pop(key, None)
        found[key] = line.with_qty(before.qty + line.qty) if before else line
    return list(found.values())


def begin(goods: "Goods", usual: "Usual", qty: int) -> LoadLine:
    """A new line, with the cost of the last load."""
    each = money.share(usual.cost, goods.ratio, quantity.ONE) if usual.cost is not None else None
    return LoadLine(goods, qty, None, 0, usual.expires).with_each(each)


def incoming(line: LoadLine) -> "Incoming":
    """The line in base units, as the shop stores it."""
    from shopdesk.shop.receiving import Incoming

    qty = money.share(line.qty, line.goods.ratio, quantity.ONE)
    return Incoming(line.goods.item, qty, line.total, line.expires, line.harvested, line.lot_code)
