"""What stands between a shop and a platform: a line of so many bits a second, and a platform in memory with a pace."""

import contextlib
import itertools
import random
import socket
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from shopdesk.shop.channels import Draft, OrderPage, Outcome, RemoteListing, RemoteUnit, Rules, Write
from shopdesk.sync.pacing import Pace


class SlowLine:
    """Hands bytes on to a server no faster than `bits` a second, each way, and each answer `delay` seconds later.

    Of the segments a part of `loss` is lost, each way: as TCP does it, the connection stands still until the segment is
    sent again (RFC 6298: here after two of these delays, twice as long with each further loss), the others go on.
    """

    def __init__(self, address: str, bits: int, delay: float, loss: float = 0.0) -> None:
        parts = urlsplit(address)
        self._to, self._bytes, self._delay = (parts.hostname or "", parts.port or 0), bits // 8, delay
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.carried, self.lost = 0, 0
        self._loss, self._chance = loss, random.Random(9)
        # Up and down are two roads: one each, shared by all connections.
        self._roads = threading.Lock(), threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more calls."""
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._door.accept()
            except OSError:
                return
            there = socket.create_connection(self._to)
            threading.Thread(target=self._carry, args=(here, there, self._roads[0], 0.0), daemon=True).start()
            threading.Thread(target=self._carry, args=(there, here, self._roads[1], self._delay), daemon=True).start()

    def _carry(self, source: socket.socket, to: socket.socket, road: threading.Lock, delay: float) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(1_400):
                time.sleep(delay + self._lost())
                with road:
                    time.sleep(len(part) / self._bytes)
                    self.carried += len(part)
                to.sendall(part)
                # Only the first part of an answer comes late; the rest follows as fast as the line is.
                delay = 0.0 if len(part) == 1_400 else delay
        with contextlib.suppress(OSError):
            to.shutdown(socket.SHUT_WR)

    def _lost(self) -> float:
        """How long a segment is waited for because it, and what was sent in its place, was lost."""
        waited, again = 0.0, 2 * self._delay
        while self._chance.random() < self._loss:
            self.lost += 1
            waited, again = waited + again, 2 * again
        return waited


class Waits:
    """A clock for a `Pace` that is not waited for: what would be slept is added to what was worked."""

    def __init__(self) -> None:
        self.slept = 0.0

    def tick(self) -> float:
        """Seconds of work and waiting."""
        return time.perf_counter() + self.slept

    def sleep(self, seconds: float) -> None:
        """As if it had been waited."""
        self.slept += seconds


class InMemory:
    """A platform that takes listings and stock, each call at its pace. `calls` counts them."""

    def __init__(self, a_second: float) -> None:
        self.rules = Rules("memory", "Memory", calls_a_second=a_second)
        self.waits = Waits()
        self._pace = Pace(a_second, self.waits.tick, self.waits.sleep)
        self.calls, self.listings, self.stock = 0, 0, dict[str, int]()
        self._looks: list[float] = []

    def _call(self) -> None:
        self._pace()
        self.calls += 1

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """None."""
        self._call()
        self._looks.append(self.waits.tick())
        return OrderPage(())

    def longest(self) -> float:
        """The longest time between two looks at the orders, in seconds."""
        return max(after - before for before, after in itertools.pairwise([*self._looks, self.waits.tick()]))

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """What it holds."""
        self._call()
        held = [sku for sku in seller_skus if sku in self.stock]
        return [RemoteUnit(f"L{sku}", f"U{sku}", sku, None, self.stock[sku]) for sku in held]

    def upload_photo(self, content: bytes) -> str:
        """Its name of the photo."""
        self._call()
        return "photo"

    def create(self, draft: Draft) -> RemoteListing:
        """Make it."""
        self._call()
        self.listings += 1
        skus = [unit.seller_sku for unit in draft.units]
        self.stock.update(dict.fromkeys(skus, 0))
        return RemoteListing(f"L{skus[0]}", {sku: f"U{sku}" for sku in skus})

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Take it."""
        self._call()
        self.stock.update({one.seller_sku: one.value for one in writes})
        return [Outcome(one.seller_sku) for one in writes]
