"""Every fault of a line, at every channel, before the server acted, after it, and in the middle: nothing happens
twice, nothing is lost, the other accounts go on, and the screen says why."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.core import quantity
from shopdesk.db import media, outbox, quick
from shopdesk.practice import server
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, channels, exchange, listings, offers, publishing
from shopdesk.shop.goods import Goods
from shopdesk.shop.online import board, packing
from shopdesk.sync.channels import OPENERS
from shopdesk.sync.channels.lazada import channel as lazada
from shopdesk.sync.channels.shopee import channel as shopee
from shopdesk.sync.channels.woocommerce import channel as woocommerce
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.conftest import Shop
from tests.sync.faultproxy import FAULTS, POSITIONS, Proxy
from tests.sync.market import photo

DEADLINE = 0.5
HALF_AN_HOUR, HOURS = timedelta(minutes=30), timedelta(hours=2)
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """How a shop joins a platform of the practice marketplace, and what may happen there only once."""

    module: ModuleType
    category: str
    secrets: Callable[[Told], dict[str, str]]
    pasted: Callable[[Practice, Told], str]
    photos: bool
    once: Mapping[str, int]


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
    "woocommerce": Place(
        woocommerce, "16", lambda _told: {}, lambda _practice, told: f"{told['app_key']} {told['secret']}",
        photos=False, once={"creates": 4, "notes": 1},
    ),
}  # fmt: skip
# A line that is not there at all: the address leads nowhere, or nobody speaks TLS behind it.
NOWHERE = {"no name": "https://nowhere.invalid", "TLS": "https://127.0.0.1:{port}"}
# It does no harm: whatever happens, the shop need not say that anything was wrong.
HARMLESS = ("slow", "said twice", "old answer")
# These a person has to look at: the platform refused, or went on showing what had long changed.
REFUSALS = ("400", "409", "422", "old answer")
# Where the line itself says it twice, a platform without a key for the deed makes two; no program can prevent that.
MADE_TWICE = {("lazada", "said twice"): "creates", ("shopee", "said twice"): "creates"}
SHORT = (
    ("no answer", "after"), ("closed in the body", "middle"), ("portal", "before"), ("429 for years", "middle"),
    ("503", "after"), ("refused", "before"), ("said twice", "before"), ("422", "before"),
)  # fmt: skip


class Trade:
    """A shop with two accounts at one platform: one behind a line that breaks, one beside it."""

    def __init__(self, shop: Shop, practice: Practice, folder: Path, name: str) -> None:
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
            place = address if self.name == "woocommerce" else "th"
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
        door = Door(base=base, deadline=DEADLINE, largest=300_000, now=self.shop.clock)
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
            words = offers.Words(f"แยมมะม่วง {sku}", "หวานน้อย", photos=kept, weight=300, size=(100, 100, 100))
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


@pytest.fixture
def trade(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Trade]:
    """Goods stand for sale at both accounts, one order waits to be packed."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with server.running(port=0, now=shop.clock) as practice:
        made = Trade(shop, practice, tmp_path / "own", request.param)
        for sku, account in (("A", made.struck), ("B", made.struck), ("C", made.beside)):
            made.offer(sku, account)
        made.step()
        made.step()
        yield made
        made.proxy.close()


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


def strike(trade: Trade, fault: str, position: str) -> None:
    if fault in NOWHERE:
        trade.elsewhere = NOWHERE[fault].format(port=trade.proxy.port)
        trade.engine = Engine(trade.shop.office, trade.open, trade.shop.clock, random.Random(5))
    else:
        trade.proxy.strike(fault, position)


def heal(trade: Trade) -> None:
    trade.proxy.heal()
    if trade.elsewhere:
        trade.elsewhere = ""
        trade.engine = Engine(trade.shop.office, trade.open, trade.shop.clock, random.Random(6))


def cases() -> Iterator[Any]:
    for name in PLACES:
        for fault in (*FAULTS, "refused", *NOWHERE):
            for position in POSITIONS:
                if fault in NOWHERE and position != "before":
                    # There is no server that could act.
                    continue
                marks = [] if (fault, position) in SHORT else [pytest.mark.nightly]
                yield pytest.param(name, fault, position, marks=marks, id=f"{name}-{fault}-{position}")


@pytest.mark.parametrize(("trade", "fault", "position"), list(cases()), indirect=["trade"])
def test_after_any_fault_both_sides_agree_and_nothing_happened_twice(trade: Trade, fault: str, position: str) -> None:
    first, second, other = busy(trade)
    strike(trade, fault, position)
    for _ in range(2):
        trade.step()
    # The account beside it never noticed.
    beside = trade.standing(trade.beside)
    assert (beside.why, beside.waits, beside.stuck) == ("", 0, 0)
    assert trade.states()[other] == "new"
    assert trade.shown("C") == trade.wanted()["C"]
    assert fault in NOWHERE or fault == "refused" or trade.proxy.struck
    if position != "middle" and fault not in HARMLESS:
        told = trade.standing(trade.struck)
        assert told.why
        assert told.fix or fault in REFUSALS
    heal(trade)
    for _ in range(8):
        if fault in REFUSALS:
            trade.again()
        trade.step(HOURS)
    agree(trade, first, second, other, MADE_TWICE.get((trade.name, fault), ""))


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


@pytest.mark.parametrize("trade", ["lazada", "shopee"], indirect=True)
@pytest.mark.parametrize("after", [0, 4])
def test_a_token_that_ends_in_the_middle_is_renewed_once(trade: Trade, after: int) -> None:
    numbers = busy(trade)
    left = [after]

    def ends() -> None:
        left[0] -= 1
        if left[0] == -1:
            trade.control.expire_token(trade.sellers[trade.struck]["seller"])

    trade.proxy.before = ends
    trade.proxy.strike("slow", "after")
    before = trade.control.effects().get("tokens refreshed", 0)
    trade.step()
    trade.proxy.before = None
    assert trade.control.effects()["tokens refreshed"] == before + 1
    heal(trade)
    for _ in range(4):
        trade.step(HOURS)
    agree(trade, *numbers)


@pytest.mark.parametrize("trade", ["lazada", "shopee"], indirect=True)
def test_a_sign_in_that_is_over_is_said_and_the_rest_goes_on(trade: Trade) -> None:
    numbers = busy(trade)
    trade.control.revoke(trade.sellers[trade.struck]["seller"])
    for _ in range(2):
        trade.step()
    told = trade.standing(trade.struck)
    assert (told.login, told.fix) == ("needed", "Sign in at the platform again.")
    assert trade.states()[numbers[2]] == "new"
    with trade.shop.office.reading() as desk:
        account = accounts.account_of(accounts.one(desk, trade.struck))
    trade.sign_in(account)
    for _ in range(4):
        trade.step(HOURS)
    agree(trade, *numbers)


def test_every_channel_that_the_marketplace_speaks_is_struck() -> None:
    speaks = {"lazada", "woocommerce", "shopee", "tiktok"}
    assert set(PLACES) == speaks & set(OPENERS)
