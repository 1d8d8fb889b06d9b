"""What stands at Shopee under which SKU. Nobody can be asked by SKU: goods are read once, then what changed since."""

from collections.abc import Iterable, Sequence

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.shop.channels import Rejected, RemoteUnit
from shopdesk.sync.channels import reading
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.shopee import goods, refusals
from shopdesk.sync.channels.shopee.client import Client
from shopdesk.sync.channels.shopee.goods import Tree

PAGE, TOGETHER, MOST_PAGES = 100, 50, 500
OVERLAP = 600


class Shelf:
    """The goods of one shop by SKU. What it remembers is only where to look: each answer is read anew."""

    def __init__(self, client: Client, now: Clock) -> None:
        self._client, self._now = client, now
        self._places: dict[str, set[str]] = {}
        self._read_at = 0

    def find(self, skus: Sequence[str]) -> list[RemoteUnit]:
        """One unit for each SKU that stands there; of two goods with the same one, what is on the shelf."""
        wanted = set(skus)
        found = self._standing({item for sku in wanted for item in self._places.get(sku, ())}, wanted)
        if wanted - set(found):
            self._look_round()
            lacking = wanted - set(found)
            found |= self._standing({item for sku in lacking for item in self._places.get(sku, ())}, lacking)
        return list(found.values())

    def item(self, listing: str) -> tuple[list[RemoteUnit], Tree]:
        """The units of a listing and its tiers; nothing where it is gone."""
        rows = self._items([listing])
        if not rows:
            return [], {}
        models = self._models(rows[0])
        return _units(rows[0], models), models

    def states(self, listings: Sequence[str]) -> dict[str, str]:
        """The platform's word for how these stand; what is gone is left out."""
        rows = self._items(listings)
        return {reading.text(one.get("item_id"), 60): reading.text(one.get("item_status"), 40) for one in rows}

    def _standing(self, items: Iterable[str], wanted: set[str]) -> dict[str, RemoteUnit]:
        found: dict[str, RemoteUnit] = {}
        for row in self._items(sorted(items)):
            for unit in _units(row, self._models(row)):
                known = found.get(unit.seller_sku)
                if unit.seller_sku in wanted and (known is None or known.state != goods.LIVE):
                    found[unit.seller_sku] = unit
        return found

    def _look_round(self) -> None:
        """Remember what stands there, or what of it changed since the last look."""
        start = clock.to_ms(self._now()) // 1000
        asked = [("page_size", str(PAGE)), *(("item_status", state) for state in goods.STANDING)]
        if self._read_at:
            asked.append(("update_time_from", str(self._read_at - OVERLAP)))
        offset = 0
        for _page in range(MOST_PAGES):
            told = self._client.response("GET", "/product/get_item_list", [*asked, ("offset", str(offset))])
            rows = reading.trees(told.get("item"))
            for row in self._items([name for one in rows if (name := reading.id_or_none(one.get("item_id")))]):
                for unit in _units(row, self._models(row)):
                    self._places.setdefault(unit.seller_sku, set()).add(unit.listing)
            offset += len(rows)
            if not rows or not reading.yes(told.get("has_next_page")):
                break
        self._read_at = start

    def _items(self, names: Sequence[str]) -> list[Tree]:
        found: list[Tree] = []
        for at in range(0, len(names), TOGETHER):
            asked = {"item_id_list": ",".join(names[at : at + TOGETHER])}
            try:
                told = self._client.response("GET", "/product/get_item_base_info", asked)
            except Rejected as problem:
                if problem.code != refusals.NOT_THERE:
                    raise
                continue
            rows = reading.trees(told.get("item_list"))
            found += [one for one in rows if reading.text(one.get("item_status")) in goods.STANDING]
        return found

    def _models(self, item: Tree) -> Tree:
        if not reading.yes(item.get("has_model")):
            return {}
        asked = {"item_id": reading.text(item.get("item_id"), 60)}
        return self._client.response("GET", "/product/get_model_list", asked)


def _units(item: Tree, models: Tree) -> list[RemoteUnit]:
    """Goods that cannot be read are as if they were not there."""
    try:
        return goods.units(item, reading.trees(models.get("model")))
    except Odd:
        return []
