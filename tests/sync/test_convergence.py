"""Whatever goes wrong on the way, once the line is well again both sides say the same and nothing happened twice."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.base.errors import ShopError
from shopdesk.core import quantity
from shopdesk.shop import publishing
from shopdesk.shop.channels import NeedsLogin, Offline, Retry, Unknown
from shopdesk.shop.online import packing
from shopdesk.sync.engine import Engine
from tests.conftest import Shop
from tests.sync.fake import Fake
from tests.sync.online_shop import OnlineShop

CALLS = ("orders", "order", "find", "set_stock", "set_price", "create", "update", "pack", "ship", "label", "cancel")
ONCE = ("create", "pack", "ship", "cancel")


class PowerCut(BaseException):
    """The program ends in the middle of a call."""


class Counting(Fake):
    """Counts what really happened there, apart from how often it was asked."""

    happened: Counter[tuple[str, str]]

    def _end(self, name: str) -> None:
        if name in ONCE:
            self.happened[name, self.subject] += 1
        super()._end(name)

    subject = ""

    def create(self, draft):  # type: ignore[no-untyped-def]
        self.subject = draft.key
        return super().create(draft)

    def pack(self, order, lines):  # type: ignore[no-untyped-def]
        self.subject = order
        return super().pack(order, lines)

    def ship(self, order, package):  # type: ignore[no-untyped-def]
        self.subject = order
        super().ship(order, package)

    def cancel(self, order, lines, reason):  # type: ignore[no-untyped-def]
        self.subject = order
        super().cancel(order, lines, reason)


class Life:
    """Some days of a shop with a bad line, all from one seed."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.random = random.Random(seed)
        self.online = OnlineShop(shop)
        self.platform = Counting()
        self.platform.happened = Counter()
        self.online.fakes[self.online.account] = self.platform
        self.units = self.online.list_goods(3, pieces=60, state="wanted")
        self.number = 500
        self.faults = 0

    def spoil(self) -> None:
        name = self.random.choice(CALLS)
        before = self.random.choice([Retry, Offline, Unknown, NeedsLogin, PowerCut])
        self.platform.faults.setdefault(name, []).append(before("bad line"))
        after = self.random.choice([Unknown, PowerCut])
        self.platform.lost.setdefault(self.random.choice(CALLS), []).append(after("bad line"))
        self.faults += 2

    def sell_here(self) -> None:
        self.online.shop.sell((self.random.choice(self.online.goods), quantity.ONE))

    def sell_there(self) -> None:
        live = [unit for unit in self.platform.units.values() if (unit.stock or 0) > 0]
        if live:
            unit = self.random.choice(live)
            self.number += 1
            changed = self.online.shop.clock.now
            order = self.online.order(str(self.number), sku=unit.seller_sku, changed_at=changed, placed_at=changed)
            self.platform.sells(order)
            self.platform.units[unit.seller_sku] = replace(unit, stock=(unit.stock or 0) - 1)

    def handle(self) -> None:
        """Pack, send or cancel one of the orders that came in."""
        rows = self.online.rows("SELECT number, state FROM online_order WHERE state IN ('new', 'ready') ORDER BY id")
        if not rows:
            return
        number, state = self.random.choice(rows)
        try:
            if state == "new" and self.random.random() < 0.2:
                with self.online.shop.office.writing() as desk:
                    packing.cancel(desk, self.online.taken(str(number)), "out_of_stock")
            elif state == "new":
                self.online.packed(str(number))
            else:
                with self.online.shop.office.writing() as desk:
                    (parcel,) = packing.parcels(desk, self.online.taken(str(number)))
                    packing.handed_over(desk, parcel.id or 0)
        except ShopError:
            return

    def round(self) -> None:
        try:
            self.online.step(timedelta(minutes=self.random.randrange(40)), at_once=self.random.random() < 0.5)
        except PowerCut:
            # A new start of the program: nothing is remembered but what stands in the file.
            self.online.engine = Engine(
                self.online.shop.office, self.online.open, self.online.shop.clock, random.Random(1)
            )

    def settle(self) -> None:
        self.platform.faults.clear()
        self.platform.lost.clear()
        for _ in range(12):
            self.online.later()


SEEDS = [*range(5), *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(5, 100))]


@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_end_both_sides_agree_and_nothing_happened_twice(shop: Shop, seed: int) -> None:
    life = Life(shop, seed)
    deeds = [life.spoil, life.sell_here, life.sell_there, life.sell_there, life.handle, life.handle, life.round]
    for _ in range(70):
        life.random.choice([*deeds, life.round, life.round])()
    life.settle()
    assert life.faults > 3
    assert len(life.online.numbers()) > 3
    assert life.online.waiting() == []
    assert life.online.numbers() == sorted(life.platform.told)
    assert set(life.platform.happened.values()) == {1}
    with shop.office.reading() as desk:
        wanted = publishing.to_publish(desk, life.units)
    assert [life.platform.units[f"JAM-{n}"].stock for n in range(3)] == [wanted[unit] for unit in life.units]
    states = dict(life.online.rows("SELECT number, state FROM online_order"))  # type: ignore[arg-type]
    for number, order in life.platform.told.items():
        there = "packing" if states[number] == "packing" else order.state
        assert states[number] == there
    assert life.online.standing().why == ""
    assert life.online.standing().login == "ok"
