"""A shop's whole day at Lazada: engine, channel and practice marketplace together, over real HTTP."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.core import quantity
from shopdesk.db import media, outbox, quick
from shopdesk.practice import server
from shopdesk.practice.records import Order, Unit
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, channels, listings, offers, stock
from shopdesk.shop.online import board, packing
from shopdesk.sync import tokens
from shopdesk.sync.channels.lazada import channel
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.conftest import Shop, TestClock
from tests.sync.lazada_shop import photo

SKU = "KRATIP-1"


class Day:
    """One shop with one account at the marketplace, and the engine that drives it."""

    def __init__(self, shop: Shop, practice: Practice, folder: Path) -> None:
        self.shop, self.practice, self.control = shop, practice, practice.control
        app, seller = self.control.app(), self.control.seller()
        self.vault = open_vault(folder)
        self.goods = shop.add("กระติบข้าว", 20_000, stock=10_000)
        with shop.office.writing() as desk:
            self.account = accounts.add(
                desk, "lazada", "ร้านฝึกขาย", place="th", app_key=app["app_key"], options={"base": practice.address}
            )
        self.vault.put(self.account.uid, {"secret": app["secret"]})
        told = self._channel(self.account).finish_sign_in(f"https://x.example/?code={self.control.code()}", "s")
        with shop.office.writing() as desk:
            accounts.signed_in(desk, self.account.id, told)
        assert told.shop == str(seller["seller"])
        self.engine = Engine(shop.office, self.open, shop.clock, random.Random(3))

    def _channel(self, account: channels.Account) -> channel.Lazada:
        return channel.open(account, self.vault, Door(base=self.practice.address), self.shop.clock)

    def open(self, account: channels.Account) -> Opened:
        return Opened(self._channel(account), lambda: tokens.login_until(self.vault, account.uid))

    def publish(self) -> int:
        """The goods are put up for sale; answers the listing."""
        opened = media.open_media(self.shop.office.data_dir)
        try:
            digest = media.put(opened, photo())
        finally:
            opened.dispose()
        with self.shop.office.writing() as desk:
            words = offers.Words("กระติบข้าวสานมือ", "สานจากไม้ไผ่", photos=(digest,), weight=400, size=(200, 200, 250))
            offer = offers.save(desk, self.goods.product, words)
            unit = listings.Unit(self.goods.sale_unit, 25_000, SKU)
            listing = listings.draw_up(desk, offer, self.account.id, [unit], "10002012")
            listings.publish(desk, listing)
        return listing

    def step(self) -> None:
        self.shop.clock.now += timedelta(minutes=30)
        self.engine.step(at_once=True)

    def due(self) -> list[outbox.Entry]:
        with self.shop.office.reading() as desk:
            return list(outbox.listing(desk.session.connection(), self.account.id, 100))

    def order(self, number: str) -> board.Whole:
        with self.shop.office.reading() as desk:
            return board.one(desk, board.by_number(desk, number))

    def pack(self, number: str) -> int:
        whole = self.order(number)
        with self.shop.office.writing() as desk:
            for one in whole.lines:
                packing.put_in(desk, one.id or 0, one.qty - one.cancelled)
            return packing.packed(desk, whole.card.id)

    def standing(self) -> accounts.Standing:
        with self.shop.office.reading() as desk:
            return accounts.listing(desk)[0]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.shop.office.reading() as desk:
            return quick.rows(desk.session.connection(), statement)


@pytest.fixture
def day(shop: Shop, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with server.running(port=0, now=clock) as practice:
        yield Day(shop, practice, tmp_path / "vault")


def test_from_the_listing_to_the_money(day: Day) -> None:
    day.publish()
    day.step()
    day.step()
    assert day.due() == []
    shown = day.control.stock(SKU)
    assert (shown["sellable"], shown["price"]) == (8, 25_000)
    number = day.control.buy(SKU, 2)
    day.step()
    assert day.order(number).card.state == "new"
    assert day.control.stock(SKU)["sellable"] == 6
    parcel = day.pack(number)
    day.step()
    whole = day.order(number)
    assert whole.parcels[0].package.startswith("FP")
    assert whole.parcels[0].label
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.step()
    assert {one["status"] for one in _pieces(day, number)} == {"ready_to_ship"}
    day.control.advance(number)
    day.control.advance(number)
    day.step()
    assert day.order(number).card.state == "delivered"
    closed = day.control.statement(paid=True)
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.rows("SELECT payout FROM settlement") == [(closed["payout"],)]
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(closed["payout"],)]
    assert day.standing().owes == 0
    assert day.due() == []
    with day.shop.office.reading() as desk:
        assert stock.balance(desk, day.goods.item) == 8 * quantity.ONE
    happened = day.practice.store.effects
    assert (happened["creates"], happened["packages"], happened["handed over"]) == (1, 1, 1)


def _pieces(day: Day, number: str) -> list[dict[str, Any]]:
    units = day.practice.store.under(Unit, int(number))
    return [{"status": unit.state} for unit in units]


def test_the_counter_and_the_platform_never_sell_the_same_piece(day: Day) -> None:
    day.publish()
    day.step()
    day.shop.sell((day.goods, 7_000))
    day.step()
    assert day.control.stock(SKU)["sellable"] == 1
    day.control.buy(SKU, 1)
    day.step()
    day.step()
    assert day.control.stock(SKU)["sellable"] == 0


def test_the_lost_answer_to_a_new_listing_makes_no_second_one(day: Day) -> None:
    day.publish()
    day.control.fault("drop_after", "/product/create")
    for _ in range(3):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.due() == []
    assert day.control.stock(SKU)["sellable"] == 8


@pytest.mark.parametrize("kind", ["throttle", "cut", "drop_after", "html"])
def test_trouble_anywhere_on_the_way_heals_by_itself(day: Day, kind: str) -> None:
    day.publish()
    for path in ("/orders/get", "/image/upload", "/product/create", "/stock/sellable", "/products/get"):
        day.control.fault(kind, path)
    for _ in range(8):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.control.stock(SKU)["sellable"] == 8
    number = day.control.buy(SKU, 1)
    day.step()
    parcel = day.pack(number)
    for path in ("/orders/items/get", "/order/get", "/fulfill/pack", "/document/get"):
        day.control.fault(kind, path)
    for _ in range(8):
        day.step()
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.control.fault(kind, "/package/rts")
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert day.order(number).parcels[0].label
    happened = day.practice.store.effects
    assert (happened["packages"], happened["handed over"]) == (1, 1)


def test_a_cancellation_for_want_of_goods_leaves_the_true_stock_there(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 3)
    day.step()
    whole = day.order(number)
    with day.shop.office.writing() as desk:
        packing.cancel(desk, whole.card.id, "out_of_stock", {whole.lines[0].id or 0: quantity.ONE})
    day.control.fault("throttle", "/cancel/validate", times=1)
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert sorted(one["status"] for one in _pieces(day, number)) == ["canceled", "pending", "pending"]
    assert day.control.stock(SKU)["sellable"] == 6


@pytest.mark.parametrize(("agree", "state"), [(True, "canceled"), (False, "pending")])
def test_the_answer_to_a_buyer_survives_that_his_wish_is_read_again(day: Day, agree: bool, state: str) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    day.control.ask_cancel(number)
    day.step()
    whole = day.order(number)
    with day.shop.office.writing() as desk:
        packing.answer(desk, whole.card.id, agree=agree)
    day.shop.clock.now -= timedelta(minutes=29)
    day.step()
    day.step()
    assert {one["status"] for one in _pieces(day, number)} == {state}
    assert day.due() == []


def test_a_sign_in_that_ends_stops_this_account_and_goes_on_after_a_new_one(day: Day) -> None:
    day.publish()
    day.step()
    day.control.expire_token()
    day.step()
    assert day.standing().login == "ok"
    day.control.revoke()
    day.step()
    assert day.standing().login == "needed"
    number = day.control.buy(SKU, 1)
    day._channel(day.account).finish_sign_in(f"https://x.example/?code={day.control.code()}", "s")
    day.step()
    assert day.standing().login == "ok"
    assert day.order(number).card.state == "new"


def test_a_strange_word_is_shown_and_the_goods_stay_kept(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    with day.practice.store.lock:
        for unit in day.practice.store.under(Unit, int(number)):
            unit.state = "on_the_moon"
            day.practice.store.put(unit)
    day.step()
    whole = day.order(number)
    assert whole.card.state == "attention"
    assert day.rows("SELECT raw FROM online_order") == [("on_the_moon",)]
    assert day.control.stock(SKU)["sellable"] == 7


def test_many_orders_of_one_second_come_home_over_broken_lines(day: Day) -> None:
    day.publish()
    day.step()
    numbers = [day.control.buy(SKU, 1) for _ in range(8)]
    at = int(datetime(2026, 11, 22, 3, tzinfo=UTC).timestamp()) * 1000
    with day.practice.store.lock:
        for one in day.practice.store.all(Order):
            one.created = one.updated = at
            day.practice.store.put(one)
    day.control.fault("cut", "/orders/items/get")
    day.step()
    day.step()
    assert sorted(row[0] for row in day.rows("SELECT remote FROM online_order")) == sorted(numbers)
