"""A shop with three tills that sells at two platforms, and plain sums of its own beside: what its file must say.

`pick(n)` answers a number from 0 to n - 1; every deed draws all it needs from it.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from shopdesk.base import paths
from shopdesk.base.errors import ShopError
from shopdesk.core import quantity
from shopdesk.core.cart import Cart
from shopdesk.db import engine, models, outbox, records
from shopdesk.practice.records import CANCELED, Order, Product, Sku, Unit
from shopdesk.practice.trade import Refused
from shopdesk.shop import accounts, channels, exchange, goods, listings, receiving, refunds, selling, stock
from shopdesk.shop.desk import Office, TillInfo
from shopdesk.shop.online import holding, intake, packing
from shopdesk.shop.orders import Wanted
from shopdesk.sync.channels.lazada import channel as lazada
from shopdesk.sync.channels.woocommerce import channel as woocommerce
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.conftest import MORNING, TestClock
from tests.sync.model_line import ADDRESS, STRUCK, Line, Market, PowerCut, Safe, Strike

Pick = Callable[[int], int]
MODULES = {"lazada": lazada, "woocommerce": woocommerce}
CATEGORIES = {"lazada": "10002012", "woocommerce": "16"}
TILLS, GOODS, LISTED = 3, 4, 3
PRICE, THERE, AT_FIRST = 9_000, 12_000, 40
LATER, DAY = timedelta(hours=2), timedelta(days=1)
MOST_ROUNDS = 30
# What fits every call would strike most often: it lets more of them go by.
SKIPS = {"crash before": 20, "token over": 8, "partial batch": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """An account of the shop and the seller it is there."""

    account: int
    channel: str
    seller: int


@dataclass(frozen=True, slots=True)
class Made:
    """A shop and a marketplace as every life begins with them, kept as they lie on disk and in memory."""

    folder: Path
    kept: Path
    market: bytes
    safe: Safe
    tills: tuple[TillInfo, ...]
    goods: tuple[goods.Goods, ...]
    places: tuple[Place, ...]


def sign_in(life: "Life", place: Place) -> None:
    told = life.market.control.seller(place.channel)
    pasted = f"{told['app_key']} {told['secret']}"
    if place.channel == "lazada":
        pasted = f"https://x.example/?state=s&code={life.market.control.code(place.seller)}"
    seller = life.opened(life.account(place)).channel.finish_sign_in(pasted, "s")
    with life.office.writing() as desk:
        accounts.signed_in(desk, place.account, seller)


class Life:
    """Some days of the shop. What cannot be done at the moment is left."""

    def __init__(self, made: Made, office: Office, market: Market, clock: TestClock) -> None:
        self.made, self.office, self.market, self.clock = made, office, market, clock
        self.offices = [replace(office, till=till) for till in made.tills]
        self.lines = {place.account: Line(market, place.seller) for place in made.places}
        self.vault = open_vault(office.data_dir, made.safe)
        self.skew, self.fuse, self.bills, self.crashes = timedelta(0), -1, 0, 0
        self.stock = Counter({thing.item: AT_FIRST * 1000 for thing in made.goods})
        self.sold: dict[int, Counter[int]] = {}
        self.numbers: Counter[str] = Counter()
        self.money = 0
        self.asked_off = 0
        self.engine = self._engine()
        self.eye = office.engine.raw_connection()

    @classmethod
    def begun(cls, made: Made) -> "Life":
        """A life from its beginning."""
        shutil.rmtree(made.folder, ignore_errors=True)
        shutil.copytree(made.kept, made.folder)
        clock = TestClock(MORNING + DAY)
        office = Office(
            made.folder, engine.open_engine(paths.shop_file(made.folder)), clock, random.Random(7), made.tills[0]
        )
        life = cls.__new__(cls)
        market = Market.again(made.market, lambda: clock.now - life.skew)
        cls.__init__(life, made, office, market, clock)
        return life

    def close(self) -> None:
        self.eye.close()
        self.office.engine.dispose()

    # The program

    def _engine(self) -> Engine:
        office = replace(self.office, clock=self._look)
        return Engine(office, self.opened, self.clock, random.Random(3))

    def _look(self) -> datetime:
        """The clock of a round; at a look of one's choice the program ends."""
        self.fuse -= 1
        if self.fuse == 0:
            STRUCK["crash between deeds"] += 1
            raise PowerCut
        return self.clock()

    def opened(self, account: channels.Account) -> Opened:
        door = Door(base=ADDRESS, session=self.lines[account.id], now=self.clock)  # type: ignore[arg-type]
        return Opened(MODULES[account.channel].open(account, self.vault, door, self.clock))

    def account(self, place: Place) -> channels.Account:
        with self.office.reading() as desk:
            return accounts.account_of(accounts.one(desk, place.account))

    def round(self, wait: timedelta, *, at_once: bool = False) -> None:
        """A round of the engine; one that ends in the middle is followed by a new start of the program."""
        self.clock.now += wait
        try:
            self.engine.step(at_once=at_once)
        except PowerCut:
            self.crashes += 1
            self.engine = self._engine()
        self.fuse = -1

    # At the counter

    def sell(self, pick: Pick) -> None:
        office, thing, pieces = self.offices[pick(TILLS)], self.made.goods[pick(GOODS)], 1 + pick(5)
        self.bills += 1
        cart = Cart(f"bill-{self.bills}").add(goods.line_of(thing, "line", pieces * quantity.ONE, PRICE))
        with office.writing() as desk:
            due = selling.due(desk, cart).cash
            sold = selling.checkout(desk, cart, [selling.Paid("cash", due)])
        assert due == pieces * PRICE
        self.sold[sold.id] = Counter({thing.item: pieces * quantity.ONE})
        self._moved({thing.item: -pieces * quantity.ONE}, due, sold.number)

    def _moved(self, goods: dict[int, int], money: int, number: str = "") -> None:
        for item, qty in goods.items():
            self.stock[item] += qty
        self.money += money
        if number:
            self.numbers[number] += 1

    def refund(self, pick: Pick) -> None:
        if not self.sold:
            return
        sale = list(self.sold)[pick(len(self.sold))]
        ((item, _qty),) = self.sold[sale].items()
        with self.offices[pick(TILLS)].writing() as desk:
            (row,) = refunds.refundable(desk, sale)
            qty = (1 + pick(row.left // quantity.ONE)) * quantity.ONE
            done = refunds.refund(desk, sale, {row.line: qty})
        self.sold[sale][item] -= qty
        if not self.sold[sale][item]:
            del self.sold[sale]
        self._moved({item: qty}, -(qty // quantity.ONE) * PRICE, done.number)

    def void(self, pick: Pick) -> None:
        if not self.sold:
            return
        sale = list(self.sold)[pick(len(self.sold))]
        ((item, qty),) = self.sold[sale].items()
        try:
            with self.office.writing() as desk:
                refunds.void(desk, sale, "ผิด")
        except ShopError:
            return
        del self.sold[sale]
        self._moved({item: qty}, -(qty // quantity.ONE) * PRICE)

    def receive(self, pick: Pick) -> None:
        thing, qty = self.made.goods[pick(GOODS)], (1 + pick(20)) * quantity.ONE
        load = receiving.Load((receiving.Incoming(thing.item, qty, 5_000),), paid_by="owner")
        with self.office.writing() as desk:
            receiving.receive(desk, load)
        self._moved({thing.item: qty}, 0)

    def count(self, pick: Pick) -> None:
        thing, qty = self.made.goods[pick(GOODS)], pick(60) * quantity.ONE
        with self.office.writing() as desk:
            stock.set_balance(desk, thing.item, qty)
        self.stock[thing.item] = qty

    # What is offered

    def price(self, pick: Pick) -> None:
        units = self.rows("SELECT id FROM listing_unit ORDER BY id")
        with self.office.writing() as desk:
            listings.set_price(desk, units[pick(len(units))][0], THERE + 100 * pick(50))

    def shelf(self, pick: Pick) -> None:
        """Publish, take off the shelf, put back, or say it in other words."""
        row, state = self.rows("SELECT id, state FROM listing ORDER BY id")[pick(len(self.made.places) * GOODS)]
        with self.office.writing() as desk:
            if state in ("draft", "refused"):
                listings.publish(desk, row)
            elif state in ("live", "paused") and pick(2):
                listings.set_state(desk, row, "paused" if state == "live" else "live")
            else:
                offer = desk.session.get_one(models.Offer, listings.one(desk, row).offer)
                records.change(desk.session, desk.entry, offer, title=f"แยมมะม่วง {pick(1000)}")
                if state in ("live", "paused"):
                    listings.tell(desk, row)

    # Buyers, and what the shop does for them

    def buy(self, pick: Pick) -> None:
        place = self.made.places[pick(2)]
        skus = sorted({f"JAM-{pick(GOODS)}" for _ in range(1 + pick(2))})
        payment = "unpaid" if place.channel == "lazada" and not pick(3) else "paid"
        try:
            self.market.control.buy(lines=[(sku, 1 + pick(3)) for sku in skus], seller=place.seller, payment=payment)
        except Refused:
            return

    def _order(self, pick: Pick) -> Order | None:
        found = list(self.market.store.all(Order))
        return found[pick(len(found))] if found else None

    def buyer(self, pick: Pick) -> None:
        """A buyer pays, or takes back an order or one piece of it; the courier goes on."""
        order = self._order(pick)
        if order is None:
            return
        deed, control, name = pick(3), self.market.control, str(order.id)
        try:
            if deed == 0:
                control.pay(name)
            elif deed == 1 and not order.status:
                control.advance(name)
            elif order.status in ("", "processing"):
                pieces = [unit.seller_sku for unit in self.pieces(order) if unit.state != CANCELED]
                control.cancel(name, pieces[:1] if not order.status and pick(2) else ())
                self.asked_off += 1
        except Refused:
            return

    def pieces(self, order: Order) -> list[Unit]:
        return self.market.store.under(Unit, order.id)

    def _taken(self, pick: Pick, *states: str) -> int:
        marks = ", ".join(f"'{state}'" for state in states)
        rows = self.rows(f"SELECT id FROM online_order WHERE state IN ({marks}) ORDER BY id")
        return int(rows[pick(len(rows))][0]) if rows else 0

    def pack(self, pick: Pick) -> None:
        order = self._taken(pick, "new", "packing", "attention")
        if order:
            with self.office.writing() as desk:
                for line in holding.lines_of(desk, order):
                    packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
                packing.packed(desk, order)

    def ship(self, pick: Pick) -> None:
        order = self._taken(pick, "ready")
        if not order:
            return
        with self.office.writing() as desk:
            (parcel,) = packing.parcels(desk, order)
            number = packing.handed_over(desk, parcel.id or 0, f"TRK{order}", "Kerry")
            lines = holding.lines_of(desk, order)
        gone = {line.item: 0 for line in lines}
        for line in lines:
            gone[line.item] -= line.qty - line.cancelled
        price = sum(line.price * (line.qty - line.cancelled) // quantity.ONE for line in lines)
        self._moved(gone, price, number)

    def cancel(self, pick: Pick) -> None:
        """The shop cannot send an order, or one piece of it."""
        order = self._taken(pick, "new", "packing", "ready", "attention")
        if not order:
            return
        with self.office.writing() as desk:
            lines = [one for one in holding.lines_of(desk, order) if one.qty > one.cancelled]
            if not lines:
                return
            # A parcel that is packed there is cancelled whole or not at all.
            part = (
                {lines[0].id: quantity.ONE}
                if pick(2) and desk.session.get_one(models.OnlineOrder, order).state != "ready"
                else None
            )
            packing.cancel(desk, order, "out_of_stock", part)
        self.asked_off += 1

    def promise(self, pick: Pick) -> None:
        """Keep goods for an order that the phone shows and the file does not know; some never come."""
        known = {row[0] for row in self.rows("SELECT number FROM online_order")}
        fresh = [one for one in self.market.store.all(Order) if one.number not in known]
        order = fresh[pick(len(fresh))] if fresh else None
        place, number = self.made.places[pick(2)], f"9{pick(1000)}"
        wanted = {f"JAM-{pick(GOODS)}": 1}
        if order is not None and pick(4):
            place = next(one for one in self.made.places if one.seller == order.seller)
            number, wanted = order.number, Counter(unit.seller_sku for unit in self.pieces(order))
        by_sku = {f"JAM-{n}": thing.sale_unit for n, thing in enumerate(self.made.goods)}
        told = [Wanted(by_sku[sku], pieces * quantity.ONE) for sku, pieces in wanted.items()]
        try:
            with self.office.writing() as desk:
                intake.promise(desk, place.account, number, told)
        except ShopError:
            return

    def let_go(self, pick: Pick) -> None:
        order = self._taken(pick, "promised")
        if order:
            with self.office.writing() as desk:
                intake.let_go(desk, order)

    # What goes wrong

    def strike(self, pick: Pick, kind: str) -> None:
        self.lines[self.made.places[pick(2)].account].strikes.append(Strike(kind, pick(SKIPS.get(kind, 3))))

    def refuse(self, pick: Pick) -> None:
        """The platform refuses the stock of one unit, or no longer does."""
        held = next((sku for sku in self._skus() if sku.more.get("frozen")), None)
        sku = held or self._skus()[pick(len(self._skus()))]
        sku.more["frozen"] = "" if held else "campaign"
        STRUCK["item refused"] += not held

    def _skus(self) -> list[Sku]:
        seller = next(one.seller for one in self.made.places if one.channel == "lazada")
        own = {one.id for one in self.market.store.all(Product) if one.seller == seller}
        return [one for one in self.market.store.all(Sku) if one.product in own]

    def set_clock(self, days: int) -> None:
        """The shop's clock is so many days ahead of the platforms'."""
        now = timedelta(days=days)
        self.clock.now += now - self.skew
        self.skew = now
        STRUCK["wrong clock"] += bool(days)

    def week_away(self) -> None:
        """No line for a week; the program goes on trying."""
        for line in self.lines.values():
            line.away = True
        self.round(DAY * 7)
        for line in self.lines.values():
            line.away = False

    def try_again(self) -> None:
        with self.office.writing() as desk:
            for one in exchange.waiting(desk):
                exchange.again(desk, one.id)

    # What must be so

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        cursor = self.eye.cursor()
        found = cursor.execute(statement, values).fetchall()
        cursor.close()
        return found  # type: ignore[no-any-return]

    def waiting(self) -> list[outbox.Entry]:
        with self.office.reading() as desk:
            connection = desk.session.connection()
            return [one for place in self.made.places for one in outbox.listing(connection, place.account, 99)]

    def settle(self) -> None:
        """The line is well, the clock right, a person signs in and tries again what was refused."""
        self.set_clock(0)
        for line in self.lines.values():
            line.heal()
        for sku in self._skus():
            sku.more["frozen"] = ""
        self.try_again()
        quiet = 0
        for _ in range(MOST_ROUNDS):
            self.round(LATER)
            self._signed_in()
            quiet = quiet + 1 if not self.waiting() else 0
            if quiet == 2:
                return
        raise AssertionError(f"never level: {self.waiting()}")

    def _signed_in(self) -> None:
        for place in self.made.places:
            if self.rows("SELECT login FROM account_state WHERE account = ?", place.account) == [("needed",)]:
                sign_in(self, place)
