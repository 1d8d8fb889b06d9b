"""A shop's whole day at Shopee: engine, channel and practice marketplace together, over real HTTP."""

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
from shopdesk.practice.records import Order
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, channels, listings, offers, stock
from shopdesk.shop.online import board, packing
from shopdesk.sync import tokens
from shopdesk.sync.channels.shopee import channel
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
        app, seller = self.control.app("shopee"), self.control.seller("shopee")
        self.seller = int(seller["seller"])
        self.vault = open_vault(folder)
        self.goods = shop.add("กระติบข้าว", 20_000, stock=10_000)
        with shop.office.writing() as desk:
            self.account = accounts.add(
                desk, "shopee", "ร้านฝึกขาย", place="th", app_key=app["app_key"], options={"base": practice.address}
            )
        self.vault.put(self.account.uid, {"secret": app["secret"]})
        told = self._channel(self.account).finish_sign_in(self.pasted(), "s")
        with shop.office.writing() as desk:
            accounts.signed_in(desk, self.account.id, told)
        assert told.shop == str(seller["seller"])
        self.engine = Engine(shop.office, self.open, shop.clock, random.Random(3))

    def _channel(self, account: channels.Account) -> channel.Shopee:
        return channel.open(account, self.vault, Door(base=self.practice.address), self.shop.clock)

    def open(self, account: channels.Account) -> Opened:
        return Opened(self._channel(account), lambda: tokens.login_until(self.vault, account.uid))

    def pasted(self) -> str:
        """The address a browser comes back with."""
        return f"https://x.example/?code={self.control.code(self.seller)}&shop_id={self.seller}"

    @property
    def line(self) -> channel.Shopee:
        """A channel of one's own, as the screens open it."""
        return self._channel(self.account)

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
    assert whole.parcels[0].package.startswith(f"{number}:OFG")
    assert whole.parcels[0].tracking
    assert whole.parcels[0].label
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.step()
    day.control.advance(number)
    day.control.advance(number)
    day.step()
    assert day.order(number).card.state == "delivered"
    day.control.advance(number, "completed")
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.order(number).card.state == "completed"
    income = 54_000 - 2_676 - 1_070
    assert day.rows("SELECT statement, payout FROM settlement") == [(number, income)]
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(income,)]
    assert day.rows("SELECT count(*) FROM held_reply") == [(0,)]
    assert day.standing().owes == 0
    day.shop.clock.now += timedelta(days=1)
    day.step()
    assert day.rows("SELECT sum(amount) FROM settlement_line") == [(income,)]
    assert day.due() == []
    with day.shop.office.reading() as desk:
        assert stock.balance(desk, day.goods.item) == 8 * quantity.ONE
    happened = day.practice.store.effects
    assert (happened["creates"], happened["packages"], happened["handed over"]) == (1, 1, 1)


def _pieces(day: Day, number: str) -> list[str]:
    return [state for one in day.control.orders() if one["order"] == number for state in one["states"]]


def test_an_order_for_the_post_is_told_when_it_leaves(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1, buyer={"carrier": "thailand post"})
    day.step()
    parcel = day.pack(number)
    day.step()
    assert day.order(number).parcels[0].package
    assert _pieces(day, number) == ["pending"]
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "EF582568151TH")
    day.step()
    day.step()
    assert _pieces(day, number) == ["ready_to_ship"]
    assert day.due() == []
    assert day.order(number).card.state == "shipped"


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
    day.control.fault("drop_after", "/product/add_item")
    for _ in range(3):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.due() == []
    assert day.control.stock(SKU)["sellable"] == 8


@pytest.mark.parametrize("kind", ["throttle", "cut", "drop_after", "html"])
def test_trouble_anywhere_on_the_way_heals_by_itself(day: Day, kind: str) -> None:
    day.publish()
    for path in ("/get_order_list", "/upload_image", "/add_item", "/update_stock", "/get_item_list", "/get_channel"):
        day.control.fault(kind, path)
    for _ in range(8):
        day.step()
    assert day.practice.store.effects["creates"] == 1
    assert day.control.stock(SKU)["sellable"] == 8
    number = day.control.buy(SKU, 1)
    day.step()
    parcel = day.pack(number)
    for path in (
        "/get_order_detail", "/get_shipping_parameter", "/ship_order", "/get_tracking_number",
        "/create_shipping_document", "/get_shipping_document_result", "/download_shipping_document",
    ):  # fmt: skip
        day.control.fault(kind, path)
    for _ in range(12):
        day.step()
    with day.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    day.control.fault(kind, "/get_order_detail")
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert day.order(number).parcels[0].label
    happened = day.practice.store.effects
    assert (happened["packages"], happened["handed over"]) == (1, 1)


def test_a_lost_answer_to_a_renewed_token_needs_a_person_and_no_order_is_lost(day: Day) -> None:
    day.publish()
    day.step()
    day.control.expire_token(day.seller)
    day.control.fault("drop_after", "/auth/access_token/get")
    number = day.control.buy(SKU, 1)
    for _ in range(3):
        day.step()
    assert day.standing().login == "needed"
    day.line.finish_sign_in(day.pasted(), "s")
    day.step()
    assert day.standing().login == "ok"
    assert day.order(number).card.state == "new"


def test_an_order_is_cancelled_whole_for_want_of_goods_and_the_stock_there_is_true(day: Day) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 3)
    day.step()
    with day.shop.office.writing() as desk:
        packing.cancel(desk, day.order(number).card.id, "out_of_stock")
    day.control.fault("throttle", "/cancel_order")
    for _ in range(4):
        day.step()
    assert day.due() == []
    assert set(_pieces(day, number)) == {"canceled"}
    assert day.control.stock(SKU)["sellable"] == 8


@pytest.mark.parametrize(("agree", "state"), [(True, "canceled"), (False, "pending")])
def test_the_answer_to_a_buyer_is_told(day: Day, agree: bool, state: str) -> None:
    day.publish()
    day.step()
    number = day.control.buy(SKU, 1)
    day.control.ask_cancel(number)
    day.step()
    with day.shop.office.writing() as desk:
        packing.answer(desk, day.order(number).card.id, agree=agree)
    day.step()
    day.step()
    assert _pieces(day, number) == [state]
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
    day.line.finish_sign_in(day.pasted(), "s")
    day.step()
    assert day.standing().login == "ok"
    assert day.order(number).card.state == "new"


def test_a_line_that_shopee_does_not_let_in_is_named_on_the_screen(day: Day) -> None:
    day.control.fault("code", "/get_order_list", times=3, code="source_ip_undeclared", message="undeclared")
    day.step()
    assert day.rows("SELECT why FROM account_state")[0][0].startswith("Shopee ไม่รับเลขที่อยู่เน็ต (IP) ของสายนี้")


def test_many_orders_of_one_second_come_home_over_broken_lines(day: Day) -> None:
    day.publish()
    day.step()
    numbers = [day.control.buy(SKU, 1) for _ in range(8)]
    at = int(datetime(2026, 11, 22, 3, tzinfo=UTC).timestamp()) * 1000
    with day.practice.store.lock:
        for one in day.practice.store.all(Order):
            one.created = one.updated = at
            day.practice.store.put(one)
    day.control.fault("cut", "/get_order_detail")
    day.step()
    day.step()
    assert sorted(row[0] for row in day.rows("SELECT remote FROM online_order")) == sorted(numbers)
