"""A shop that sells at one platform by two accounts, one of them behind a line that breaks: what tests of faults share.

`PLACES` says of each platform how a shop joins it and what may happen there only once. A platform is the practice
marketplace, or has the same few deeds: `address`, and `control` with seller, new_seller, buy, stock, effects.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from shopdesk.core import quantity
from shopdesk.db import media, outbox, quick
from shopdesk.shop import accounts, channels, exchange, listings, offers, publishing
from shopdesk.shop.goods import Goods
from shopdesk.shop.online import board, packing
from shopdesk.sync.channels.lazada import channel as lazada
from shopdesk.sync.channels.shopee import channel as shopee
from shopdesk.sync.channels.tiktok import channel as tiktok
from shopdesk.sync.channels.vendure import channel as vendure
from shopdesk.sync.channels.woocommerce import channel as woocommerce
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.conftest import Shop
from tests.sync.faultproxy import Proxy
from tests.sync.market import photo
from tests.sync.vendure_shop import Keys, Server
from tests.sync.vendure_stand import StandIn

DEADLINE = 0.5
HALF_AN_HOUR, HOURS = timedelta(minutes=30), timedelta(hours=2)
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """How a shop joins a platform of the practice marketplace, and what may happen there only once."""

    module: ModuleType
    category: str
    secrets: Callable[[Told], dict[str, str]]
    pasted: Callable[[Any, Told], str]
    photos: bool
    once: Mapping[str, int]
    by_address: bool = False


PLACES = {
    "lazada": Place(
        lazada, "10002012", lambda told: {"secret": told["secret"]},
        lambda practice, told: f"https://x.example/?state=s&code={practice.control.code(told['seller'])}",
        photos=True, once={"creates": 4, "packages": 1, "handed over": 1},
    ),
    "shopee": Place(
        shopee, "", lambda told: {"secret": told["secret"]},
        lambda practice, told: "https://x.example/?state=s&shop_id={}&code={}".format(
            told["seller"], practice.control.code(told["seller"], told["app_key"])
        ),
        photos=True, once={"creates": 4, "packages": 1, "handed over": 1},
    ),
    "tiktok": Place(
        tiktok, "10002012", lambda told: {"secret": told["secret"]},
        lambda practice, told: f"https://x.example/?state=s&code={practice.control.code(told['seller'])}",
        photos=True, once={"creates": 4, "packages": 1, "handed over": 1},
    ),
    "woocommerce": Place(
        woocommerce, "16", lambda _told: {}, lambda _practice, told: f"{told['app_key']} {told['secret']}",
        photos=False, once={"creates": 4, "notes": 1}, by_address=True,
    ),
    "vendure": Place(
        vendure, "-", lambda _told: {}, lambda _practice, told: str(told["pasted"]),
        photos=False, once={"listings": 4, "parcels": 1}, by_address=True,
    ),
}  # fmt: skip


class Trade:
    """A shop with two accounts at one platform: one behind a line that breaks, one beside it."""

    def __init__(self, shop: Shop, practice: Any, folder: Path, name: str) -> None:
        self.shop, self.practice, self.control, self.name = shop, practice, practice.control, name
        self.place, self.vault, self.proxy = PLACES[name], open_vault(folder), Proxy(practice.address)
        self.elsewhere = ""
        self.sellers: dict[int, Told] = {}
        self.struck = self._join("ปลายสายเสีย", self.proxy.address, self.control.seller(name))
        self.beside = self._join("ปลายสายดี", practice.address, self.control.new_seller(name))
        self.engine = Engine(shop.office, self.open, shop.clock, random.Random(5))
        self.goods: dict[str, Goods] = {}
        self.listing: dict[str, int] = {}

    def _join(self, name: str, address: str, told: Told) -> int:
        base = {"base": address}
        with self.shop.office.writing() as desk:
            place = address if self.place.by_address else "th"
            account = accounts.add(desk, self.name, name, place=place, app_key=str(told["app_key"]), options=base)
        self.vault.put(account.uid, self.place.secrets(told))
        self.sellers[account.id] = told
        self.sign_in(account)
        return account.id

    def sign_in(self, account: channels.Account) -> None:
        pasted = self.place.pasted(self.practice, self.sellers[account.id])
        seller = self.open(account).channel.finish_sign_in(pasted, "s")
        with self.shop.office.writing() as desk:
            accounts.signed_in(desk, account.id, seller)

    def open(self, account: channels.Account) -> Opened:
        base = str(account.options["base"])
        if self.elsewhere and base == self.proxy.address:
            base = self.elsewhere
            account = replace(account, options={**account.options, "base": base})
        deadline = getattr(self.practice, "deadline", DEADLINE)
        door = Door(base=base, deadline=deadline, largest=300_000, now=self.shop.clock)
        return Opened(self.place.module.open(account, self.vault, door, self.shop.clock))

    def offer(self, sku: str, account: int) -> None:
        """Goods of which 30 lie in the shop are put up for sale."""
        self.goods[sku] = thing = self.shop.add(f"แยม {sku}", 9_000, stock=30_000)
        category = self.place.category or self.leaf(account)
        kept = ()
        if self.place.photos:
            opened = media.open_media(self.shop.office.data_dir)
            kept = (media.put(opened, photo(len(self.goods) * 20)),)
            opened.dispose()
        with self.shop.office.writing() as desk:
            words = offers.Words(
                f"แยมมะม่วงกวนทำเองจากสวนหลังบ้าน {sku}", "หวานน้อย", photos=kept, weight=300, size=(100, 100, 100)
            )
            offer = offers.save(desk, thing.product, words)
            unit = listings.Unit(thing.sale_unit, 12_000, sku)
            self.listing[sku] = listings.draw_up(desk, offer, account, [unit], category)
            listings.publish(desk, self.listing[sku])

    def leaf(self, account: int) -> str:
        """Some category there that takes goods and asks for nothing."""
        with self.shop.office.reading() as desk:
            own = accounts.account_of(accounts.one(desk, account))
        there = self.open(own).channel
        leaves = (one.id for one in there.categories("th") if one.leaf)
        return next(one for one in leaves if not any(asked.required for asked in there.attributes(one, "th")))

    def step(self, wait: timedelta = HALF_AN_HOUR) -> None:
        self.shop.clock.now += wait
        self.engine.whole(at_once=True)

    def again(self) -> None:
        """A person tries again what was refused."""
        with self.shop.office.writing() as desk:
            for one in exchange.waiting(desk):
                exchange.again(desk, one.id)

    def waiting(self) -> list[outbox.Entry]:
        with self.shop.office.reading() as desk:
            connection = desk.session.connection()
            return [one for account in self.sellers for one in outbox.listing(connection, account, 99)]

    def standing(self, account: int) -> accounts.Standing:
        with self.shop.office.reading() as desk:
            return next(one for one in accounts.listing(desk) if one.id == account)

    def states(self) -> dict[str, str]:
        with self.shop.office.reading() as desk:
            return dict(quick.rows(desk.session.connection(), "SELECT number, state FROM online_order"))  # type: ignore[arg-type]

    def sent(self, number: str) -> None:
        """Pack an order and hand it over; the platform is to hear of both."""
        with self.shop.office.writing() as desk:
            order = board.by_number(desk, number)
            for line in board.one(desk, order).lines:
                packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
            parcel = packing.packed(desk, order)
        with self.shop.office.writing() as desk:
            packing.handed_over(desk, parcel, "EF582568151TH", "EMS")

    def wanted(self) -> dict[str, int]:
        """What each unit should show at its platform."""
        with self.shop.office.reading() as desk:
            units = {sku: listings.units(desk, row)[0].id or 0 for sku, row in self.listing.items()}
            told = publishing.to_publish(desk, list(units.values()))
        return {sku: told[unit] or 0 for sku, unit in units.items()}

    def shown(self, sku: str) -> int:
        return int(self.control.stock(sku)["sellable"])


class AtVendure:
    """A Vendure server as a platform to trade at: the stand-in, or the real one."""

    def __init__(self, server: StandIn | Server) -> None:
        self.server, self.address, self.control = server, server.address, self
        self.shops: list[Keys] = []
        # The real one takes its time to look at a password.
        self.deadline = DEADLINE if isinstance(server, StandIn) else 3.0
        self.seller = self.new_seller

    def new_seller(self, _platform: str) -> Told:
        keys = self.server.open_shop()
        self.shops.append(keys)
        return {"app_key": "", "pasted": keys.pasted}

    def _of(self, sku: str) -> Keys:
        # The goods called C are those of the account beside it.
        return self.shops[sku == "C"]

    def buy(self, sku: str, pieces: int) -> str:
        return self.server.buy(self._of(sku), **{sku: pieces})

    def stock(self, sku: str) -> Mapping[str, int]:
        return {"sellable": int(self.server.variant(self._of(sku), sku)["sellable"])}

    def effects(self) -> Mapping[str, int]:
        if isinstance(self.server, StandIn):
            return self.server.happened
        parcels = "{ orders { items { fulfillments { id } } } }"
        orders = [one for keys in self.shops for one in self.server.operate(parcels, keys.token)["orders"]["items"]]
        made = sum(len(one["fulfillments"]) for one in orders)
        return {"listings": sum(map(self.server.products, self.shops)), "parcels": made}


def busy(trade: Trade) -> tuple[str, str, str]:
    """There is something to be said and something to come home at both accounts; answers the orders' numbers."""
    first = trade.control.buy("A", 2)
    trade.step()
    trade.step()
    assert trade.waiting() == []
    trade.sent(first)
    trade.offer("D", trade.struck)
    for sku in ("A", "B", "C"):
        trade.shop.sell((trade.goods[sku], 4 * quantity.ONE))
    return first, trade.control.buy("B", 3), trade.control.buy("C", 1)


def agree(trade: Trade, first: str, second: str, other: str, twice: str = "") -> None:
    assert trade.waiting() == []
    # A web shop knows no way between sent and finished.
    assert trade.states() in [{first: sent, second: "new", other: "new"} for sent in ("shipped", "completed")]
    assert {sku: trade.shown(sku) for sku in trade.listing} == trade.wanted()
    happened = trade.control.effects()
    once = {name: count for name, count in trade.place.once.items() if name != twice}
    assert {name: happened.get(name, 0) for name in once} == once
    for account in trade.sellers:
        stands = trade.standing(account)
        assert (stands.why, stands.held, stands.login) == ("", 0, "ok")
