"""A whole shop sells at a WooCommerce shop: the engine lists, counts, takes orders in, sends and cancels."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.db import models, quick
from shopdesk.practice import server
from shopdesk.practice.records import Order
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, listings, offers, variants
from shopdesk.shop.channels import Account
from shopdesk.shop.online import board, packing
from shopdesk.sync import channels
from shopdesk.sync.channels.woocommerce import channel
from shopdesk.sync.engine import Engine
from shopdesk.sync.vault import open_vault
from tests.conftest import Shop

SKU = "JAM-1"


class Selling:
    """One product of the shop, offered at the practice marketplace's WooCommerce."""

    def __init__(self, shop: Shop, practice: Practice, folder: Path) -> None:
        self.shop, self.practice, self.control = shop, practice, practice.control
        vault = open_vault(folder)
        with shop.office.writing() as desk:
            account = accounts.add(desk, "woocommerce", "เว็บของเรา", place=practice.address)
        self.opener = channels.opener(vault, shop.clock)
        told = practice.control.seller("woocommerce")
        keys = f"{told['app_key']} {told['secret']}\nadmin {told['application_password']}"
        seller = self.opener(account).channel.finish_sign_in(keys, "")
        with shop.office.writing() as desk:
            accounts.signed_in(desk, account.id, seller)
        self.account = account.id
        self.engine = Engine(shop.office, self.opener, shop.clock, random.Random(3))
        self.jam = shop.add("แยมมะม่วง", 9_000, stock=10_000)
        with shop.office.writing() as desk:
            offer = offers.save(desk, self.jam.product, offers.Words("แยมมะม่วง", description="หวานน้อย", weight=300))
            unit = listings.Unit(self.jam.sale_unit, 12_000, SKU)
            self.listing = listings.draw_up(desk, offer, self.account, [unit], "16")
            listings.publish(desk, self.listing)

    def step(self, wait: timedelta = timedelta(minutes=3)) -> None:
        self.shop.clock.now += wait
        self.engine.whole(at_once=True)

    def there(self) -> int:
        return int(self.control.stock(SKU)["sellable"])

    def states(self) -> list[tuple[object, ...]]:
        with self.shop.office.reading() as desk:
            return quick.rows(desk.session.connection(), "SELECT number, state FROM online_order ORDER BY number")

    def trouble(self) -> list[tuple[object, ...]]:
        with self.shop.office.reading() as desk:
            return quick.rows(desk.session.connection(), "SELECT kind, state, why FROM outbox")

    def account_row(self) -> Account:
        with self.shop.office.reading() as desk:
            return accounts.account_of(desk.session.get_one(models.ChannelAccount, self.account))

    def notes(self) -> list[str]:
        """What the buyers were told, in turn."""
        return [one["note"] for order in self.practice.store.all(Order) for one in order.more.get("notes", [])]

    def sent(self, number: str) -> None:
        with self.shop.office.writing() as desk:
            order = board.by_number(desk, number)
            for line in board.one(desk, order).lines:
                packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
            parcel = packing.packed(desk, order)
        with self.shop.office.writing() as desk:
            packing.handed_over(desk, parcel, "EF582568151TH", "EMS")


@pytest.fixture
def selling(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Selling]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    monkeypatch.setattr(channel, "RULES", replace(channel.RULES, calls_a_second=1_000.0))
    with server.running(port=0, now=shop.clock) as practice:
        made = Selling(shop, practice, tmp_path / "own")
        made.step()
        made.step()
        yield made


def test_goods_are_listed_with_what_may_be_sold(selling: Selling) -> None:
    assert selling.trouble() == []
    with selling.shop.office.reading() as desk:
        row = listings.one(desk, selling.listing)
    assert (row.state, row.remote_state) == ("live", "publish")
    assert 0 < selling.there() <= 10


def test_an_order_is_held_sold_and_told(selling: Selling) -> None:
    number = selling.control.buy(SKU, 2)
    selling.step()
    assert selling.states() == [(number, "new")]
    selling.sent(number)
    selling.step()
    selling.step()
    assert selling.trouble() == []
    (order,) = selling.control.orders(selling.control.seller("woocommerce")["seller"])
    assert "completed" in str(order)
    assert selling.control.effects()["notes"] == 1
    assert selling.there() <= 8


def test_two_boxes_are_told_with_both_numbers_and_a_number_that_is_changed_later_once_more(selling: Selling) -> None:
    number = selling.control.buy(SKU, 2)
    selling.step()
    with selling.shop.office.writing() as desk:
        order = board.by_number(desk, number)
        (line,) = board.one(desk, order).lines
        boxes = []
        for pieces in (1_000, 2_000):
            packing.put_in(desk, line.id or 0, pieces)
            boxes.append(packing.packed(desk, order, part=pieces == 1_000))
    with selling.shop.office.writing() as desk:
        for box, tracking in zip(boxes, ("EF582568151TH", "EF582568165TH"), strict=True):
            packing.handed_over(desk, box, tracking, "EMS")
        assert packing.to_be_told(desk, order)
    selling.step()
    assert selling.notes() == ["EMS EF582568151TH EF582568165TH"]
    with selling.shop.office.writing() as desk:
        assert not packing.to_be_told(desk, order)
        packing.renumbered(desk, boxes[1], "EF582568179TH", "EMS")
        packing.renumbered(desk, boxes[1], "EF582568182TH", "EMS")
    selling.control.fault("drop_after", "/notes", times=1)
    for _round in range(4):
        selling.step(timedelta(hours=1))
    assert selling.trouble() == []
    told = "EF582568151TH EF582568182TH"
    assert selling.notes() == ["EMS EF582568151TH EF582568165TH", f"EMS {told}"]
    opened = selling.opener(selling.account_row()).channel
    assert (opened.order(number).tracking, opened.order(number).state) == (told, "completed")


def test_the_counter_sells_and_the_web_shop_hears_of_it(selling: Selling) -> None:
    before = selling.there()
    selling.shop.sell((selling.jam, 9_000))
    selling.step()
    assert selling.there() < before
    assert selling.there() <= 1


def test_goods_in_a_buyers_hands_are_not_offered_twice(selling: Selling) -> None:
    offered = selling.there()
    number = selling.control.buy(SKU, offered)
    selling.step()
    selling.step()
    assert selling.there() == 0
    selling.control.woo_status(number, "cancelled")
    selling.step()
    selling.step()
    assert selling.states() == [(number, "cancelled")]
    assert selling.there() == offered


@pytest.mark.parametrize("kind", ["drop_after", "drop_before", "cut", "html", "status"])
def test_after_trouble_on_the_line_both_sides_say_the_same(kind: str, selling: Selling) -> None:
    for path in ("/orders", "/products"):
        selling.control.fault(kind, path, times=3)
    number = selling.control.buy(SKU, 1)
    selling.shop.sell((selling.jam, 8_000))
    for _round in range(10):
        selling.step(timedelta(hours=2))
    assert selling.states() == [(number, "new")]
    assert selling.trouble() == []
    assert selling.there() <= 1
    assert selling.control.effects()["creates"] == 1


def test_a_size_that_is_taken_away_is_sold_out_and_the_other_sells_on(selling: Selling) -> None:
    """Two sizes are a product with variations there; with one of them left it stays so."""
    fig = selling.shop.add("แยมมะเดื่อ", 9_000, stock=60_000)
    with selling.shop.office.writing() as desk:
        pack = variants.add_unit(desk, fig.sale_unit, variants.Way("pack", 50_000, ratio=6_000)).sale_unit
        offer = offers.save(desk, fig.product, offers.Words("แยมมะเดื่อ", description="หวานน้อย", weight=300))
        one, six = listings.Unit(fig.sale_unit, 12_000, "FIG-1"), listings.Unit(pack, 50_000, "FIG-6")
        listing = listings.draw_up(desk, offer, selling.account, [one, six], "16")
        listings.publish(desk, listing)
    selling.step()
    selling.step()
    assert selling.control.stock("FIG-6")["sellable"] > 0
    with selling.shop.office.writing() as desk:
        listings.draw_up(desk, offer, selling.account, [replace(six, price=45_000)], "16")
    selling.step()
    selling.step()
    assert selling.trouble() == []
    assert selling.control.stock("FIG-1")["sellable"] == 0
    assert selling.control.stock("FIG-6")["sellable"] > 0
    number = selling.control.buy("FIG-6", 1)
    selling.step()
    assert selling.states() == [(number, "new")]
