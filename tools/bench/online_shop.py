"""A shop with an account at the practice marketplace, which runs in a process of its own as a platform would."""

import io
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from shopdesk.base import clock
from shopdesk.core import quantity
from shopdesk.core.cart import Cart
from shopdesk.db import media, quick
from shopdesk.shop import accounts, goods, listings, offers, selling, stock
from shopdesk.shop.channels import Account
from shopdesk.shop.desk import Office
from shopdesk.sync.channels.lazada import channel as lazada
from shopdesk.sync.engine import Engine, Opened
from shopdesk.sync.http import Door
from shopdesk.sync.pacing import Pace
from shopdesk.sync.vault import Vault
from tools.bench import shops

CATEGORY = "10002012"
DEEP = 1_000_000


class Market:
    """The practice marketplace, and the hand behind it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "shopdesk", "--lang", "en", "practice", "serve", "--port", "0"]
        told = {**os.environ, "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=told)
        assert self._process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", self._process.stdout.readline())
        assert found
        self.address = found[0]

    def ask(self, name: str, **given: Any) -> Any:
        """What the control of the marketplace answers."""
        reply = requests.post(f"{self.address}/practice/{name}", json=given, timeout=60)
        reply.raise_for_status()
        return reply.json()["result"]

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@dataclass(slots=True)
class Bytes:
    """What went over the line."""

    sent: int = 0
    received: int = 0

    def add(self, sent: int, received: int) -> None:
        """Count a call."""
        self.sent, self.received = self.sent + sent, self.received + received


class OnlineShop:
    """The shop, its account, and rounds over it. `used` counts bytes of the account's line."""

    def __init__(self, folder: Path, count: int, market: Market | None = None) -> None:
        self.market, self.used = market, Bytes()
        self.office: Office = shops.open_shop(folder)
        shops.add_goods(self.office, count)
        with self.office.writing() as desk:
            self.things = goods.by_ids(desk, list(range(1, count + 1)))
            for one in self.things:
                stock.set_balance(desk, one.item, DEEP)
        self.vault = Vault(folder / "vault", "bench", None)
        self.address = market.address if market else ""
        self.pace: Pace | None = None
        self.account = self._join()

    def _join(self) -> Account:
        app = self.market.ask("app") if self.market else {"app_key": "none", "secret": "none"}
        with self.office.writing() as desk:
            made = accounts.add(desk, "lazada", "ร้าน", place="th", app_key=app["app_key"])
        self.vault.put(made.uid, {"secret": app["secret"]})
        if self.market:
            back = f"https://localhost/?state=s&code={self.market.ask('code')}"
            seller = self.open(made).channel.finish_sign_in(back, "s")
            with self.office.writing() as desk:
                accounts.signed_in(desk, made.id, seller)
        return made

    def open(self, account: Account) -> Opened:
        """The account's channel at the marketplace: as fast as it answers, where no `pace` is set."""
        own = replace(account, options={"base": self.address})
        door = Door(base=self.address, meter=self.used.add, deadline=20.0, pace=self.pace)
        return Opened(lazada.open(own, self.vault, door, clock.system_clock))

    def engine(self, opened: Callable[[Account], Opened] | None = None) -> Engine:
        """Rounds over the account."""
        return Engine(self.office, opened or self.open, clock.system_clock, random.Random(4))

    def offer(self, listed: Sequence[goods.Goods]) -> None:
        """Put goods up for sale; what is to be said waits."""
        opened = media.open_media(self.office.data_dir)
        digest = media.put(opened, _photo())
        opened.dispose()
        for start in range(0, len(listed), 500):
            with self.office.writing() as desk:
                for one in listed[start : start + 500]:
                    words = offers.Words(one.name, one.name, photos=(digest,), weight=300, size=(100, 100, 100))
                    offer = offers.save(desk, one.product, words)
                    unit = listings.Unit(one.sale_unit, (one.price or 0) + 2_000, f"SKU-{one.sale_unit}")
                    listings.publish(desk, listings.draw_up(desk, offer, self.account.id, [unit], CATEGORY))

    def waiting(self) -> int:
        """How many things are still to be said."""
        with self.office.reading() as desk:
            return int(quick.first(desk.session.connection(), "SELECT count(*) FROM outbox")[0])

    def level(self, rounds: Engine, most: int = 12) -> int:
        """Rounds until nothing waits; answers how many it took."""
        for count in range(1, most + 1):
            rounds.whole(at_once=True)
            if not self.waiting():
                return count
            # The platform may have asked for a second.
            time.sleep(1.0)
        with self.office.reading() as desk:
            why = [one.why for one in accounts.listing(desk)]
        raise AssertionError(f"{self.waiting()} things still wait: {why}")

    def sell(self, things: Sequence[goods.Goods], prefix: str, at: int) -> None:
        """One bill at the counter, a piece of each."""
        cart = Cart(f"{prefix}-{at}")
        for line, thing in enumerate(things):
            cart = cart.add(goods.line_of(thing, f"l{line}", quantity.ONE))
        with self.office.writing() as desk:
            selling.checkout(desk, cart, [selling.Paid("cash", selling.due(desk, cart).cash)])

    def close(self) -> None:
        """Let the file go."""
        self.office.close()


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 120, 40)).save(out, "JPEG")
    return out.getvalue()
