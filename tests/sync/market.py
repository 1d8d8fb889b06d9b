"""A shop at the practice marketplace, over real HTTP: what the tests of its channels share.

`Line` is one account, opened as the program opens it; `Day` is a whole shop with an engine that drives its account.
"""

import io
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import requests
from PIL import Image

from shopdesk.db import media, outbox, quick
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, channels, listings, offers
from shopdesk.shop.channels import Account, Channel, Draft, DraftUnit, RemoteListing, RemoteOrder, Write
from shopdesk.shop.online import board, packing
from shopdesk.sync import tokens
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault
from tests.conftest import Shop

BACK = "https://shop.example.com/back"
SKU = "KRATIP-1"


def photo(colour: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 120, colour)).save(out, "JPEG")
    return out.getvalue()


def draft(*skus: str, price: int = 25_000, stock: int = 9, **more: Any) -> Draft:
    several = len(skus) > 1
    units = [
        DraftUnit(sku, price, stock, 505, (300, 200, 205), {"choice": f"แบบ {n}"} if several else {})
        for n, sku in enumerate(skus)
    ]
    return replace(Draft("ตะกร้าไม้ไผ่สาน", "สานด้วยมือ\nสีธรรมชาติ & ทน", "10002019", {}, (), units, "key-1"), **more)


class Line:
    """One account at the marketplace, opened as the program opens it."""

    platform: str
    module: ModuleType
    uid: str
    days = 2

    def __init__(self, practice: Practice, folder: Path, *, signed_in: bool = True, place: str = "th") -> None:
        self.practice, self.control = practice, practice.control
        self.app = self.control.app(self.platform)
        self.seller = int(self.control.seller(self.platform)["seller"])
        self.vault: Vault = open_vault(folder)
        self.vault.put(self.uid, {"secret": self.app["secret"]})
        options: Mapping[str, object] = {"base": practice.address}
        self.account = Account(1, self.uid, self.platform, "ร้าน", place, "", self.app["app_key"], options)
        self.ahead = timedelta(0)
        self.door = Door(base=practice.address)
        self.open()
        if signed_in:
            self.sign_in()

    def open(self) -> None:
        self.channel: Any = self.module.open(self.account, self.vault, self.door, self.now)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def agreed(self, state: str) -> str:
        """The address a browser comes back with once the seller has agreed."""
        page = self.channel.sign_in(BACK, state).page
        with requests.Session() as browser:
            shown = browser.get(page).text
            assert "<form" in shown
            fields = {}
            for name in ("mark", "client_id", "redirect_uri", "state"):
                fields[name] = shown.split(f'name="{name}" value="')[1].split('"')[0].replace("&amp;", "&")
            fields["seller"] = shown.split('<option value="')[1].split('"')[0]
            reply = browser.post(f"{self.practice.address}/oauth/agree", data=fields, allow_redirects=False)
        return str(reply.headers["Location"])

    def sign_in(self) -> None:
        self.channel.finish_sign_in(self.agreed("s1"), "s1")

    def offer(self, *skus: str, **more: Any) -> RemoteListing:
        names = [self.channel.upload_photo(photo())]
        made: RemoteListing = self.channel.create(draft(*(skus or ("BSK-001",)), photos=names, **more))
        return made

    def write(self, listing: RemoteListing, sku: str, value: int) -> Write:
        return Write(listing.remote, listing.units[sku], sku, value)

    def orders(self, days: int = 0) -> list[RemoteOrder]:
        found: list[RemoteOrder] = []
        cursor = ""
        while True:
            page = self.channel.orders(self.now() - timedelta(days=days or self.days), cursor)
            assert not page.unread
            found += page.orders
            if not page.next:
                return found
            cursor = page.next


class Day:
    """One shop with one account at the marketplace, and the engine that drives it."""

    platform: str
    module: ModuleType
    title = "กระติบข้าวสานมือ"

    def __init__(self, shop: Shop, practice: Practice, folder: Path) -> None:
        self.shop, self.practice, self.control = shop, practice, practice.control
        app = self.control.app(self.platform)
        self.seller = int(self.control.seller(self.platform)["seller"])
        self.vault = open_vault(folder)
        self.goods = shop.add("กระติบข้าว", 20_000, stock=10_000)
        with shop.office.writing() as desk:
            self.account = accounts.add(
                desk, self.platform, "ร้านฝึกขาย", place="th", app_key=app["app_key"],
                options={"base": practice.address},
            )  # fmt: skip
        self.vault.put(self.account.uid, {"secret": app["secret"]})
        told = self.sign_in()
        with shop.office.writing() as desk:
            accounts.signed_in(desk, self.account.id, told)
        assert told.shop == str(self.seller)
        self.engine = Engine(shop.office, self.open, shop.clock, random.Random(3))

    def pasted(self) -> str:
        """The address a browser comes back with."""
        return f"https://x.example/?state=s&code={self.control.code(self.seller)}"

    def sign_in(self) -> channels.Seller:
        return self.line.finish_sign_in(self.pasted(), "s")

    @property
    def line(self) -> Channel:
        """A channel of one's own, as the screens open it."""
        return self._channel(self.account)

    def _channel(self, account: Account) -> Channel:
        made: Channel = self.module.open(account, self.vault, Door(base=self.practice.address), self.shop.clock)
        return made

    def open(self, account: Account) -> Opened:
        return Opened(self._channel(account), lambda: tokens.login_until(self.vault, account.uid))

    def publish(self) -> int:
        """The goods are put up for sale; answers the listing."""
        opened = media.open_media(self.shop.office.data_dir)
        try:
            digest = media.put(opened, photo())
        finally:
            opened.dispose()
        with self.shop.office.writing() as desk:
            words = offers.Words(self.title, "สานจากไม้ไผ่", photos=(digest,), weight=400, size=(200, 200, 250))
            offer = offers.save(desk, self.goods.product, words)
            unit = listings.Unit(self.goods.sale_unit, 25_000, SKU)
            listing = listings.draw_up(desk, offer, self.account.id, [unit], "10002012")
            listings.publish(desk, listing)
        return listing

    def step(self) -> None:
        self.shop.clock.now += timedelta(minutes=30)
        self.engine.whole(at_once=True)

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

    def pieces(self, number: str) -> list[str]:
        """How the pieces of an order stand at the marketplace."""
        return [state for one in self.control.orders() if one["order"] == number for state in one["states"]]
