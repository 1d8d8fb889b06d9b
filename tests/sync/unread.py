"""An order of each channel that nobody can read, held as the program holds it: one word that came is no number.

At the practice marketplace and at the stand-in of a Vendure server, through the program's own doors; what spoils the
word stands on the line, so that the platform itself goes on telling the order in the same way.
"""

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.db import quick
from shopdesk.practice import server as marketplace
from shopdesk.shop import exchange
from shopdesk.shop.online import board, packing
from shopdesk.sync import channels, strictjson
from shopdesk.sync.engine import Engine
from shopdesk.sync.http import Door, Reply
from shopdesk.sync.vault import open_vault
from tests.conftest import Shop
from tests.shop.test_byfile import FILES, Stall
from tests.sync import lazada_shop, market, shopee_shop, tiktok_shop
from tests.sync.market import SKU
from tests.sync.test_vendure_selling import Selling as AtVendure
from tests.sync.test_woocommerce_shop import Selling as AtWoo
from tests.sync.vendure_stand import StandIn

WRONG, STILL_WRONG = "สอง ขวด", "3 ขวด"
# The member of an order's goods that is spoiled at each.
FIELDS = {
    "lazada": "item_price", "shopee": "model_quantity_purchased", "tiktok": "original_price",
    "woocommerce": "quantity", "vendure": "orderPlacedQuantity",
}  # fmt: skip
MARKETS: Mapping[str, type[market.Day]] = {
    "lazada": lazada_shop.Day, "shopee": shopee_shop.Day, "tiktok": tiktok_shop.Day,
}  # fmt: skip


@dataclass
class Unread:
    """A shop with one order that is held; `step` is a round, in which the platform tells it so once more."""

    shop: Shop
    account: int
    number: str
    pieces: int
    right: str
    step: Callable[[], None]
    missing: int = 0
    credited: int = 0
    wrong: str = WRONG

    def money(self) -> int:
        """What the lines taken in come to, in satang."""
        with self.shop.office.reading() as desk:
            told = "SELECT coalesce(sum(amount), 0) FROM settlement_line WHERE remote NOT LIKE 'hand:%'"
            return int(quick.first(desk.session.connection(), told)[0])

    def held(self) -> list[exchange.Held]:
        with self.shop.office.reading() as desk:
            return list(exchange.held(desk))

    def text(self, word: str) -> str:
        """What is held, with another word in the place of the wrong one."""
        body = self.held()[0].body
        wrong = next(one for one in (self.wrong, STILL_WRONG) if f'"{one}"' in body)
        return body.replace(f'"{wrong}"', word)

    def taken(self) -> tuple[str, int]:
        """Where the order stands now and how many pieces it is of."""
        with self.shop.office.reading() as desk:
            whole = board.one(desk, board.by_number(desk, self.number))
        return whole.order.source, sum(line.qty for line in whole.lines) // 1000

    def orders(self) -> int:
        with self.shop.office.reading() as desk:
            return int(quick.first(desk.session.connection(), "SELECT count(*) FROM online_order")[0])


def spoiling(field: str, seen: list[Any], *, one: bool = False) -> type[Door]:
    """A door behind which every member of this name is a word, or that of the first thing alone that has it."""
    first: list[Mapping[str, Any]] = []

    def is_meant(value: Mapping[str, Any]) -> bool:
        rest = {name: told for name, told in value.items() if name != field}
        first.extend([rest] if not first else [])
        return not one or rest == first[0]

    def spoiled(value: Any) -> Any:
        if isinstance(value, list):
            return [spoiled(member) for member in value]
        if not isinstance(value, dict):
            return value
        found = {name: spoiled(member) for name, member in value.items()}
        if field in found and is_meant(value):
            seen.append(found[field])
            found[field] = WRONG
        return found

    class Spoiling(Door):
        def send(self, *args: Any, **more: Any) -> Reply:
            reply = super().send(*args, **more)
            is_json = reply.body[:1] in (b"{", b"[")
            return replace(reply, body=strictjson.dumps(spoiled(reply.json()))) if is_json else reply

    return Spoiling


@contextlib.contextmanager
def at(name: str, shop: Shop, patch: pytest.MonkeyPatch) -> Iterator[Unread]:
    """A shop at this channel, or with the files of this platform, that holds such an order."""
    patch.setattr("keyring.get_keyring", fail.Keyring)
    if name.endswith("-file"):
        yield _by_file(name, shop)
        return
    patch.setattr("shopdesk.sync.channels.Pace", lambda _calls: lambda: None)
    with _selling(name, shop, shop.office.data_dir) as (account, number, pieces):
        seen: list[Any] = []
        patch.setattr(channels, "Door", spoiling(FIELDS[name], seen))
        step = rounds(shop, timedelta(minutes=3))
        step()
        yield Unread(shop, account, number, pieces, strictjson.dumps(seen[0]).decode(), step)


def rounds(shop: Shop, wait: timedelta) -> Callable[[], None]:
    """What makes a round of a program that starts now, so long after the last one."""
    opener = channels.opener(open_vault(shop.office.data_dir), shop.clock)
    engine = Engine(shop.office, opener, shop.clock, random.Random(3))

    def step() -> None:
        shop.clock.now += wait
        engine.whole(at_once=True)

    return step


@contextlib.contextmanager
def _selling(name: str, shop: Shop, folder: Path) -> Iterator[tuple[int, str, int]]:
    """The account, and an order of two pieces there that no round has seen."""
    if name == "vendure":
        with contextlib.closing(StandIn(shop.clock)) as stand:
            own = AtVendure(shop, stand, stand.open_shop(), open_vault(folder))
            own.offer("VEN-1")
            own.settle()
            yield own.account, stand.buy(own.keys, **{"VEN-1": 2}), 2
        return
    with marketplace.running(port=0, now=shop.clock) as practice:
        if name == "woocommerce":
            web = AtWoo(shop, practice, folder)
            web.step()
            web.step()
            yield web.account, practice.control.buy("JAM-1", 2), 2
            return
        day = MARKETS[name](shop, practice, folder)
        day.publish()
        day.step()
        day.step()
        yield day.account.id, practice.control.buy(SKU, 2), 2


# Of a file of each platform: its name, how it is written, the order, its pieces, the cell as it stands, how many of it
_FILES = {
    "lazada-file": ("lazada-orders-th.csv", "cp874", "900000000000001", 2, "120.00", 1),
    "shopee-file": ("shopee-orders-en.csv", "utf-8-sig", "261120AAAA0001", 2, "2", 1),
    "tiktok-file": ("tiktok-orders-th.csv", "utf-8-sig", "576486316948490001", 2, "1", 1),
}


def _by_file(name: str, shop: Shop) -> Unread:
    told, coding, number, pieces, right, times = _FILES[name]
    stall = Stall(shop, name)
    before = (FILES / told).read_text(encoding=coding)
    assert f",{right}," in before
    spoiled = shop.office.data_dir / told
    spoiled.write_text(before.replace(f",{right},", f",{WRONG},", times), encoding=coding)

    def step() -> None:
        stall.read(spoiled)

    step()
    return Unread(shop, stall.account, number, pieces, f'"{right}"', step)


NAMES = [*FIELDS, *_FILES]


# The member of what a platform settled that is spoiled in its first line, statement or order.
SETTLED = {
    "lazada": ("lazada", "amount"), "shopee": ("shopee", "escrow_amount"),
    "tiktok": ("tiktok", "settlement_amount"), "tiktok-line": ("tiktok", "revenue_amount"),
}  # fmt: skip


@contextlib.contextmanager
def money_at(name: str, shop: Shop, patch: pytest.MonkeyPatch) -> Iterator[Unread]:
    """A shop that sold and was paid there, which holds a part of what was settled."""
    patch.setattr("keyring.get_keyring", fail.Keyring)
    patch.setattr("shopdesk.sync.channels.Pace", lambda _calls: lambda: None)
    shop.clock.now = datetime.now(UTC) - timedelta(days=2)
    platform, field = SETTLED[name]
    with marketplace.running(port=0, now=shop.clock) as practice:
        day = MARKETS[platform](shop, practice, shop.office.data_dir)
        day.publish()
        day.step()
        day.step()
        number = practice.control.buy(SKU, 2)
        day.step()
        parcel = day.pack(number)
        day.step()
        day.step()
        with shop.office.writing() as desk:
            packing.handed_over(desk, parcel)
        day.step()
        practice.control.advance(number)
        practice.control.advance(number)
        day.step()
        if platform != "lazada":
            practice.control.advance(number, "completed")
        if platform != "shopee":
            practice.control.statement(platform=platform, paid=True)
        seen: list[Any] = []
        patch.setattr(channels, "Door", spoiling(field, seen, one=True))
        step = rounds(shop, timedelta(days=1))
        step()
        income = 54_000 - 2_676 - 1_070
        # A command has the clock of this computer, by which it signs what it asks there.
        shop.clock.now = datetime.now(UTC)
        yield Unread(shop, day.account.id, number, 2, strictjson.dumps(seen[0]).decode(), step, credited=income)


# Of a file of money of each kind: whose, how it is written, the cells as they stand and spoiled, the missing satang.
MONEY_FILES = {
    "journal": ("lazada-file", "lazada-statement-en.csv", "utf-8-sig", "-6.42", -642),
    "wallet": ("lazada-file", "lazada-wallet-en.csv", "utf-8-sig", "-30.00", -3_000),
    "income": ("shopee-file", "shopee-income-th.xlsx", "", "ไม่ใช่วัน", 19_281),
}


def money_by_file(name: str, shop: Shop) -> Unread:
    """A shop that read a file of money, one row of which is held."""
    platform, told, coding, right, missing = MONEY_FILES[name]
    stall, spoiled = Stall(shop, platform), FILES / told
    if coding:
        before = spoiled.read_text(encoding=coding)
        spoiled = shop.office.data_dir / told
        spoiled.write_text(before.replace(right, WRONG, 1), encoding=coding)

    def step() -> None:
        stall.money(spoiled)

    step()
    made = Unread(shop, stall.account, "", 0, f'"{right}"', step, missing=missing)
    return made if coding else replace(made, right='"2026-11-16"', wrong=right)
