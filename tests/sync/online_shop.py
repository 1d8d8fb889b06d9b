"""A shop that sells at a fake platform: what the tests of the engine share."""

import io
import random
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image

from shopdesk.db import media, models, outbox, quick, records
from shopdesk.shop import accounts, channels, listings
from shopdesk.shop.goods import Goods
from shopdesk.shop.online import board, packing
from shopdesk.sync.engine import Engine, Event, Opened
from tests.conftest import MORNING, Shop
from tests.sync.fake import Fake


def picture(n: int = 0, size: tuple[int, int] = (400, 400)) -> bytes:
    """A photo of one colour, each `n` its own."""
    made = io.BytesIO()
    Image.new("RGB", size, (n * 37 % 256, n * 91 % 256, 90)).save(made, "JPEG", quality=50)
    return made.getvalue()


class OnlineShop:
    """One shop, one account (or more) and the engine that drives it."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.events = shop, list[Event]()
        self.fakes: dict[int, Fake] = {}
        self.until: datetime | None = None
        self.used = (100, 200)
        self.opened = 0
        self.goods: list[Goods] = []
        self.account = self.join("ร้านป้าสมศรี")
        self.platform = self.fakes[self.account]
        self.engine = Engine(shop.office, self.open, shop.clock, random.Random(3), self.events.append)

    def join(self, name: str, **options: object) -> int:
        with self.shop.office.writing() as desk:
            account = accounts.add(desk, "fake", name, options=options).id
        self.fakes[account] = Fake()
        return account

    def open(self, account: channels.Account) -> Opened:
        self.opened += 1
        return Opened(self.fakes[account.id], lambda: self.until, lambda: self.used)

    def list_goods(
        self, count: int = 1, pieces: int = 10, account: int = 0, state: str = "live", first: int = 0
    ) -> list[int]:
        """Goods with a listing each; answers their listing units."""
        return [self._listed(n, pieces, account or self.account, state) for n in range(first, first + count)]

    def _listed(self, n: int, pieces: int, account: int, state: str) -> int:
        thing = self.shop.add(f"แยม {n} ที่ {account}", 9_000, stock=pieces * 1000)
        self.goods.append(thing)
        live = state == "live"
        with self.shop.office.writing() as desk:
            offer = models.Offer(uid="", product=thing.product, title=f"Jam {n}", photos=self.photos(n))
            records.create(desk.session, desk.entry, offer, desk.now, desk.random)
            row = models.Listing(
                uid="", account=account, offer=offer.id or 0, category="7", state=state, remote=f"L{n}" if live else ""
            )
            records.create(desk.session, desk.entry, row, desk.now, desk.random)
            unit = models.ListingUnit(
                uid="", listing=row.id or 0, account=account, sale_unit=thing.sale_unit, item=thing.item,
                seller_sku=f"JAM-{n}", remote=f"U{n}" if live else "", price=12_000,
            )  # fmt: skip
            records.create(desk.session, desk.entry, unit, desk.now, desk.random)
            if not live:
                listings.tell(desk, row.id or 0)
        return unit.id or 0

    def photos(self, n: int) -> list[str]:
        opened = media.open_media(self.shop.office.data_dir)
        try:
            return [media.put(opened, picture(n))]
        finally:
            opened.dispose()

    def order(self, number: str = "500", pieces: int = 1, sku: str = "JAM-0", **more: object) -> channels.RemoteOrder:
        line = channels.RemoteLine(tuple(f"{number}-{n}" for n in range(pieces)), sku, "Jam", pieces, 12_000)
        whole = channels.RemoteOrder(
            number, number, "new", "pending", MORNING, MORNING, (line,), goods=12_000 * pieces, shipping=0, discount=0,
            total=12_000 * pieces, buyer="สมหญิง",
        )  # fmt: skip
        return replace(whole, **more)  # type: ignore[arg-type]

    def step(self, wait: timedelta = timedelta(0), **more: bool) -> None:
        self.shop.clock.now += wait
        self.engine.whole(**more)

    def later(self) -> None:
        """A round after every pause is over."""
        self.step(timedelta(hours=2))

    def mark(self, kind: str, *keys: int) -> None:
        with self.shop.office.writing() as desk:
            for key in keys:
                outbox.marked(desk.session.connection(), self.account, kind, key)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with self.shop.office.reading() as desk:
            return quick.rows(desk.session.connection(), statement)

    def waiting(self, account: int = 0) -> list[outbox.Entry]:
        with self.shop.office.reading() as desk:
            return list(outbox.listing(desk.session.connection(), account or self.account, 1_000))

    def numbers(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT number FROM online_order ORDER BY number")]

    def standing(self, account: int = 0) -> accounts.Standing:
        with self.shop.office.reading() as desk:
            return next(one for one in accounts.listing(desk) if one.id == (account or self.account))

    def taken(self, number: str = "500") -> int:
        with self.shop.office.reading() as desk:
            return board.by_number(desk, number)

    def packed(self, number: str = "500") -> int:
        """Pack an order that came in; answers its parcel."""
        order = self.taken(number)
        with self.shop.office.writing() as desk:
            for line in board.one(desk, order).lines:
                packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
            return packing.packed(desk, order)
