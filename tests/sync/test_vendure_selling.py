"""Whole shops sell at a Vendure server: the engine lists, counts, takes orders in, sends; whatever goes wrong.

Each test sells at the stand-in with every change, and at the real server where that is set up.
"""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from keyring.backends import fail

from shopdesk.db import quick
from shopdesk.shop import accounts, listings, offers, opening, stock
from shopdesk.shop.goods import Goods
from shopdesk.shop.online import board, intake, packing
from shopdesk.sync import channels, transport
from shopdesk.sync.channels.vendure import channel
from shopdesk.sync.engine import Engine
from shopdesk.sync.vault import Vault, open_vault
from tests.conftest import Shop, TestClock, begin
from tests.sync.vendure_shop import Keys, Server
from tests.sync.vendure_stand import StandIn

PRICE = 12_000
NUMBER = "EF582568151TH"


class PowerCut(BaseException):
    """The program ends in the middle of a call."""


class Line(requests.Session):
    """The way to the server. Of its next calls the program lives through `lives`, then the power goes: before the
    server hears, or after it did."""

    def __init__(self) -> None:
        super().__init__()
        self.lives: int | None = None
        self.heard = False

    def send(self, request: requests.PreparedRequest, **more: Any) -> requests.Response:  # type: ignore[override]
        if self.lives is None:
            return super().send(request, **more)
        self.lives -= 1
        if self.lives >= 0:
            return super().send(request, **more)
        self.lives = None
        if self.heard:
            super().send(request, **more).close()
        raise PowerCut


class Selling:
    """One shop with an account at the server, and the engine that drives it."""

    def __init__(self, shop: Shop, server: Server | StandIn, keys: Keys, vault: Vault) -> None:
        self.shop, self.server, self.keys = shop, server, keys
        self.opener = channels.opener(vault, shop.clock)
        with shop.office.writing() as work:
            account = accounts.add(work, "vendure", "สหกรณ์", place=server.address)
            accounts.change(work, account.id, keep=0)
        seller = self.opener(account).channel.finish_sign_in(keys.pasted, "")
        with shop.office.writing() as work:
            accounts.signed_in(work, account.id, seller)
        self.account = account.id
        self.begin()

    def begin(self) -> None:
        """The program starts, with nothing but what it stored."""
        self.engine = Engine(self.shop.office, self.opener, self.shop.clock, random.Random(3))

    def restart(self) -> None:
        """The program ended somewhere and starts again."""
        folder = self.shop.office.data_dir
        self.shop.office.close()
        self.shop.office = opening.open_office(folder, now=self.shop.clock, random=random.Random(11))
        self.begin()

    def offer(self, sku: str, pieces: int = 10) -> Goods:
        goods = self.shop.add(f"ของ {sku}", 9_000, stock=pieces * 1000)
        with self.shop.office.writing() as work:
            offer = offers.save(work, goods.product, offers.Words(f"ของ {sku}", description="ทำเอง"))
            listing = listings.draw_up(work, offer, self.account, [listings.Unit(goods.sale_unit, PRICE, sku)], "-")
            listings.publish(work, listing)
        return goods

    def step(self, wait: timedelta = timedelta(minutes=3)) -> None:
        self.shop.clock.now += wait
        self.engine.whole(at_once=True)

    def settle(self, most: int = 12) -> None:
        """Rounds until nothing is left to be said."""
        self.step()
        for _ in range(most):
            if not self.waiting():
                return
            self.step()
        raise AssertionError(self.waiting())

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.shop.office.reading() as work:
            return quick.rows(work.session.connection(), statement)

    def waiting(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT kind, state, why FROM outbox")

    def states(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self.rows("SELECT number, state FROM online_order")}

    def lies(self, goods: Goods) -> int:
        with self.shop.office.reading() as work:
            return stock.balance(work, goods.item) // 1000

    def pack(self, code: str) -> None:
        with self.shop.office.writing() as work:
            order = board.by_number(work, code)
            for line in board.one(work, order).lines:
                packing.put_in(work, line.id or 0, line.qty - line.cancelled)
            parcel = packing.packed(work, order)
        with self.shop.office.writing() as work:
            packing.handed_over(work, parcel, NUMBER, "EMS")

    def sellable(self, sku: str) -> int:
        return int(self.server.variant(self.keys, sku)["sellable"])


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    monkeypatch.setattr(channel, "RULES", replace(channel.RULES, calls_a_second=1_000.0))
    made = Line()
    monkeypatch.setattr("shopdesk.sync.http._session", lambda: made)
    for scheme, adapter in transport.session().adapters.items():
        made.mount(scheme, adapter)
    yield made
    made.close()


@pytest.fixture(params=["stand-in", pytest.param("real", marks=pytest.mark.vendure)])
def there(request: pytest.FixtureRequest) -> Iterator[Server | StandIn]:
    if request.param == "real":
        yield request.getfixturevalue("server")
    else:
        with contextlib.closing(StandIn()) as stand:
            yield stand


@pytest.fixture
def selling(shop: Shop, there: Server | StandIn, tmp_path: Path, line: Line) -> Iterator[Selling]:
    shop.clock.now = datetime.now(UTC)
    made = Selling(shop, there, there.open_shop(), open_vault(tmp_path / "own"))
    yield made
    # Whatever was opened in between is closed here; the shop's own fixture closes what it made.
    made.shop.office.close()


def test_goods_are_listed_sold_and_sent_with_their_number(selling: Selling) -> None:
    goods = selling.offer("JAM-1")
    selling.settle()
    assert selling.sellable("JAM-1") == 10
    code = selling.server.buy(selling.keys, JAM_1=2)
    selling.settle()
    assert selling.states() == {code: "new"}
    assert selling.sellable("JAM-1") == 8
    selling.shop.sell((goods, 3_000))
    selling.settle()
    assert selling.sellable("JAM-1") == 5
    selling.pack(code)
    selling.settle()
    seen = selling.server.order(selling.keys, code)
    assert seen["state"] == "Shipped"
    assert [one["trackingCode"] for one in seen["fulfillments"]] == [NUMBER]
    assert (selling.lies(goods), selling.sellable("JAM-1")) == (5, 5)
    assert selling.rows("SELECT total FROM sale WHERE bill IN (SELECT uid FROM online_order)") == [(2 * PRICE,)]
    assert selling.states() == {code: "shipped"}


def test_an_order_told_again_or_late_changes_nothing(selling: Selling) -> None:
    goods = selling.offer("DUP-1")
    selling.settle()
    code = selling.server.buy(selling.keys, DUP_1=1)
    there = selling.opener(accounts_row(selling)).channel
    (early,) = there.orders(datetime(2020, 1, 1, tzinfo=UTC), "").orders
    selling.settle()
    selling.pack(code)
    selling.settle()
    with selling.shop.office.writing() as work:
        intake.take_in(work, selling.account, early)
        intake.take_in(work, selling.account, there.order(early.remote))
    for _ in range(3):
        selling.step()
    assert selling.states() == {code: "shipped"}
    assert (selling.lies(goods), selling.sellable("DUP-1")) == (9, 9)
    assert len(selling.rows("SELECT id FROM sale WHERE bill IN (SELECT uid FROM online_order)")) == 1


def accounts_row(selling: Selling) -> Any:
    with selling.shop.office.reading() as work:
        return accounts.account_of(accounts.one(work, selling.account))


def test_the_last_piece_is_not_sold_twice(selling: Selling) -> None:
    goods = selling.offer("LAST-1", pieces=2)
    selling.settle()
    selling.shop.sell((goods, 1_000))
    selling.settle()
    greedy = selling.server.basket(selling.keys)
    assert greedy.add("LAST-1", 2)["errorCode"] == "INSUFFICIENT_STOCK_ERROR"
    code = greedy.pay()
    assert selling.server.basket(selling.keys).add("LAST-1", 1)["errorCode"] == "INSUFFICIENT_STOCK_ERROR"
    selling.settle()
    assert selling.states() == {code: "new"}
    assert selling.sellable("LAST-1") == 0
    selling.pack(code)
    selling.settle()
    assert (selling.lies(goods), selling.sellable("LAST-1")) == (0, 0)


def test_a_cancellation_for_want_of_goods_leaves_the_true_stock(selling: Selling) -> None:
    selling.offer("WANT-1")
    selling.settle()
    code = selling.server.buy(selling.keys, WANT_1=3)
    selling.settle()
    with selling.shop.office.writing() as work:
        order = board.by_number(work, code)
        packing.cancel(work, order, "out_of_stock")
    selling.settle()
    assert selling.server.order(selling.keys, code)["state"] == "Cancelled"
    assert selling.states() == {code: "cancelled"}
    assert selling.sellable("WANT-1") == 10


def test_both_sides_end_in_the_middle_and_go_on(selling: Selling) -> None:
    goods = selling.offer("CUT-1")
    selling.server.kill()
    selling.step()
    assert "listing" in [row[0] for row in selling.waiting()]
    selling.restart()
    selling.server.start()
    selling.settle()
    code = selling.server.buy(selling.keys, CUT_1=2)
    selling.server.kill()
    selling.shop.sell((goods, 1_000))
    selling.step()
    selling.restart()
    selling.server.start()
    selling.settle()
    assert selling.sellable("CUT-1") == 7
    selling.pack(code)
    selling.server.kill()
    selling.step()
    selling.restart()
    selling.server.start()
    selling.settle()
    seen = selling.server.order(selling.keys, code)
    assert (seen["state"], len(seen["fulfillments"])) == ("Shipped", 1)
    assert (selling.lies(goods), selling.sellable("CUT-1")) == (7, 7)


def until_well(selling: Selling, line: Line, chance: random.Random, longest: int) -> int:
    """Rounds in which the power goes after some calls, until everything is said; answers how often it went."""
    cuts = 0
    for _ in range(40):
        line.lives, line.heard = chance.randrange(longest), chance.random() < 0.7
        try:
            selling.step()
            selling.step()
        except PowerCut:
            cuts += 1
            selling.restart()
            continue
        finally:
            line.lives = None
        if not selling.waiting():
            return cuts
    selling.settle()
    return cuts


@pytest.mark.parametrize(
    ("there", "seed"),
    [
        ("stand-in", 1),
        *(pytest.param("stand-in", seed, marks=pytest.mark.nightly) for seed in range(2, 22)),
        *(pytest.param("real", seed, marks=[pytest.mark.nightly, pytest.mark.vendure]) for seed in range(1, 22)),
    ],
    indirect=["there"],
)
def test_power_cuts_at_any_call_do_nothing_twice(selling: Selling, line: Line, seed: int) -> None:
    chance = random.Random(seed)
    goods = {sku: selling.offer(sku) for sku in ("PC-1", "PC-2")}
    cuts = until_well(selling, line, chance, 12)
    codes = [selling.server.buy(selling.keys, PC_1=1, PC_2=2), selling.server.buy(selling.keys, PC_1=2)]
    cuts += until_well(selling, line, chance, 8)
    for code in codes:
        selling.pack(code)
    cuts += until_well(selling, line, chance, 10)
    selling.settle()
    assert cuts > 0
    for code in codes:
        seen = selling.server.order(selling.keys, code)
        assert (seen["state"], len(seen["fulfillments"])) == ("Shipped", 1)
    assert {sku: selling.lies(one) for sku, one in goods.items()} == {"PC-1": 7, "PC-2": 8}
    assert {sku: selling.sellable(sku) for sku in goods} == {"PC-1": 7, "PC-2": 8}
    assert len(selling.rows("SELECT id FROM sale WHERE bill IN (SELECT uid FROM online_order)")) == 2
    assert selling.server.products(selling.keys) == 2


@pytest.mark.parametrize("count", [3, pytest.param(20, marks=pytest.mark.nightly)])
def test_many_shops_each_see_only_their_own_orders(
    there: Server | StandIn, line: Line, tmp_path: Path, empty_file: Path, count: int
) -> None:
    vault = open_vault(tmp_path / "own")
    shops: list[tuple[Selling, str]] = []
    for n in range(count):
        clock = TestClock(datetime.now(UTC))
        begin(tmp_path / f"shop-{n}", empty_file)
        office = opening.open_office(tmp_path / f"shop-{n}", now=clock, random=random.Random(n))
        made = Selling(Shop(office, clock), there, there.open_shop(), vault)
        # The same code in every shop: what is ours is told by the shop, never by the code.
        made.offer("SAME-1")
        made.settle()
        shops.append((made, there.buy(made.keys, SAME_1=n % 3 + 1)))
    for made, code in shops:
        made.settle()
        assert made.states() == {code: "new"}
    for n, (made, code) in enumerate(shops):
        assert made.sellable("SAME-1") == 10 - (n % 3 + 1)
        made.pack(code)
        made.settle()
        assert there.order(made.keys, code)["state"] == "Shipped"
        assert made.states() == {code: "shipped"}
        made.shop.office.close()


@pytest.mark.parametrize("count", [30, pytest.param(1_000, marks=pytest.mark.nightly)])
def test_a_whole_shelf_is_listed_and_its_stock_follows(selling: Selling, count: int) -> None:
    goods = [selling.offer(f"ALL-{n}") for n in range(count)]
    selling.settle(most=count // 5 + 12)
    for one in goods:
        selling.shop.sell((one, 1_000))
    selling.settle()
    assert selling.server.listed(selling.keys) == {f"ALL-{n}": 9 for n in range(count)}
