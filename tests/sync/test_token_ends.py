"""Tokens that end while the shop works, at each marketplace that gives some: in the middle of a long list, for good,
and while two programs renew them at the same moment."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.core import quantity
from shopdesk.practice import server as marketplace
from shopdesk.practice.server import Practice
from shopdesk.shop import exchange, stock
from shopdesk.shop.online import intake
from shopdesk.sync import pulling
from tests.conftest import Shop
from tests.sync import lazada_shop, market, shopee_shop
from tests.sync.market import SKU

DAYS = {"lazada": lazada_shop.Day, "shopee": shopee_shop.Day}
LINES = {"lazada": lazada_shop.Line, "shopee": shopee_shop.Line}
PIECES = 3_000
# A program of its own that opens the account as ours does, waits for the word, and asks the platform once.
PROGRAM = """
import json, sys
from importlib import import_module
from pathlib import Path
from shopdesk.base import clock
from shopdesk.shop.channels import Account
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
told = json.loads(sys.argv[1])
module = import_module(told["module"])
account = Account(**told["account"])
door = Door(base=account.options["base"])
channel = module.open(account, open_vault(Path(told["folder"])), door, clock.system_clock)
print("ready", flush=True)
sys.stdin.readline()
print(channel.seller().shop, flush=True)
"""


@pytest.fixture(params=sorted(DAYS))
def day(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[market.Day]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with marketplace.running(port=0, now=shop.clock) as practice:
        made = DAYS[request.param](shop, practice, tmp_path / "vault")
        with shop.office.writing() as desk:
            stock.set_balance(desk, made.goods.item, PIECES * quantity.ONE)
        made.publish()
        made.step()
        made.step()
        yield made


@pytest.mark.parametrize(
    ("count", "at"), [(120, 60), pytest.param(1_000, 500, marks=pytest.mark.nightly)], ids=["120", "1000"]
)
def test_a_token_that_ends_in_the_middle_of_a_long_list_leaves_each_order_there_once(
    day: market.Day, monkeypatch: pytest.MonkeyPatch, count: int, at: int
) -> None:
    bought = {day.control.buy(SKU, 1) for _ in range(count)}
    taken = [0]
    take_in = intake.take_in

    def counted(*given: Any) -> Any:
        taken[0] += 1
        if taken[0] == at:
            day.control.expire_token(day.seller)
        return take_in(*given)

    monkeypatch.setattr(pulling.intake, "take_in", counted)
    before = day.control.effects().get("tokens refreshed", 0)
    day.step()
    day.step()
    assert taken[0] >= count
    # The test's clock runs a second at each look: a thousand orders take half the life of a token of four hours.
    assert 1 <= day.control.effects()["tokens refreshed"] - before <= 1 + (count >= 1_000)
    found = [number for (number,) in day.rows("SELECT number FROM online_order")]
    assert len(found) == len(set(found)) == count
    assert set(found) == bought
    assert day.rows("SELECT sum(qty) FROM reserved") == [(count * quantity.ONE,)]
    assert day.standing().why == ""


def test_a_sign_in_that_is_over_stops_no_sale_and_says_that_the_stock_there_is_old(day: market.Day) -> None:
    shown = day.control.stock(SKU)["sellable"]
    day.control.revoke(day.seller)
    for _ in range(3):
        day.shop.sell((day.goods, quantity.ONE))
        day.step()
    told = day.standing()
    assert (told.login, told.fix) == ("needed", "Sign in at the platform again.")
    with day.shop.office.reading() as desk:
        line = exchange.line(desk)
    assert not line.fine
    assert (line.logins, line.waits) == (1, 1)
    assert line.problems == 1
    assert line.reached is not None
    assert day.shop.clock.now - line.reached > timedelta(hours=1)
    assert day.control.stock(SKU)["sellable"] == shown
    asked = sum(day.control.calls().values())
    day.shop.clock.now += timedelta(seconds=1)
    day.engine.step()
    assert sum(day.control.calls().values()) == asked, "it is not called again and again"
    day.line.finish_sign_in(day.pasted(), "s")
    day.step()
    day.step()
    assert day.standing().login == "ok"
    assert day.control.stock(SKU)["sellable"] == shown - 3


@pytest.mark.parametrize("platform", ["lazada", pytest.param("shopee", marks=pytest.mark.nightly)])
def test_two_programs_that_renew_at_the_same_moment_renew_once(
    practice: Practice, tmp_path: Path, platform: str
) -> None:
    line = LINES[platform](practice, tmp_path)
    account = {name: getattr(line.account, name) for name in type(line.account).__dataclass_fields__}
    told = {"module": line.module.__name__, "folder": str(tmp_path), "account": account}
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONUTF8": "1"}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(told)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            encoding="utf-8", env=environment,
        )
        for _ in range(3)
    ]  # fmt: skip
    for one in programs:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    before = line.control.effects().get("tokens refreshed", 0)
    line.control.expire_token(line.seller)
    said: list[str] = []

    def go(one: "subprocess.Popen[str]") -> None:
        said.append(one.communicate("now\n", timeout=60)[0])

    threads = [threading.Thread(target=go, args=(one,)) for one in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [f"{line.seller}\n"] * 3
    assert [one.returncode for one in programs] == [0, 0, 0]
    assert line.control.effects()["tokens refreshed"] == before + 1
    assert line.channel.seller().shop == str(line.seller)
