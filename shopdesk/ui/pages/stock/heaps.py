"""Where goods lie: by place, by whose they are, by their last day."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.core import unit
from shopdesk.db import models
from shopdesk.shop import producers, stock, stockroom
from shopdesk.ui.pages.stock.dates import short

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk


@dataclass(frozen=True, slots=True)
class Heap:
    """Goods of one owner and lot at a place, in base-unit thousandths."""

    place: int
    place_name: str
    owner: int
    owner_name: str
    lot: int
    expires: str
    qty: int

    @property
    def words(self) -> str:
        """`หน้าร้าน · ป้าสมศรี · 1 ธ.ค. 2569`."""
        return " · ".join(part for part in (self.place_name, self.owner_name, short(self.expires)) if part)


@dataclass(frozen=True, slots=True)
class Lying:
    """An item and all its heaps."""

    item: int
    name: str
    unit: str
    heaps: tuple[Heap, ...]

    @property
    def left(self) -> str:
        """What lies everywhere, in words."""
        return unit.quantity_text(sum(heap.qty for heap in self.heaps), self.unit)


def of(desk: "Desk", item: int) -> Lying:
    """Where an item lies now; what leaves first stands first."""
    row = desk.session.get_one(models.Item, item)
    name = f"{desk.session.get_one(models.Product, row.product).name} {row.variant}".strip()
    owners = {one.owner: one.name for one in producers.listing(desk)}
    found = []
    for place in stockroom.places(desk):
        number = place.id or 0
        there = stock.lying(desk, [item], number)
        found += [
            Heap(number, place.name, owner, owners.get(owner, ""), lot, there.expires.get(lot, ""), qty)
            for owner, lot, qty, _value in there.rows[item]
            if qty
        ]
    return Lying(item, name, row.base_unit, tuple(found))
