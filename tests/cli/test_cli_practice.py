"""practice serve and practice buyers: what whoever wants in is told at once, and buyers on order."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from shopdesk.practice import server
from shopdesk.practice.records import DELIVERED, Reverse, Unit
from tests.cli.conftest import ROOT, Terminal
from tests.practice.conftest import Lazada


def test_who_serves_is_told_the_address_and_the_keys_at_once_as_json(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "shopdesk", "practice", "serve", "--port", "0", "--folder", str(tmp_path), "--json"]
    told = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", env=told) as serving:
        assert serving.stdout is not None
        text = ""
        while not text.endswith("\n}\n"):
            line = serving.stdout.readline()
            assert line, text
            text += line
        first = json.loads(text)
        serving.send_signal(signal.SIGINT)
        last = json.loads(serving.stdout.read())
    assert {one["platform"] for one in first["shops"]} == {"lazada", "shopee", "tiktok", "woocommerce"}
    assert all(one["app_key"] and one["secret"] and first["address"] in one["add"] for one in first["shops"])
    assert (first["window"], last) == (f"{first['address']}/shop", {"ended": True})


def test_buyers_come_to_the_marketplace_that_runs_and_some_send_back(till: Terminal) -> None:
    with server.running(port=0) as practice:
        app = practice.control.app()
        shop = Lazada(practice, app["app_key"], app["secret"], practice.control.sign_in()["access_token"])
        shop.create("A", 400)
        shop.session.close()
        asked = ("practice", "buyers", "--count", "40", "--seed", "7", "--server", practice.address, "--json")
        placed = till(*asked).json["orders"]
        assert len(placed) == 40
        store = practice.control.store
        for unit in [one for one in store.all(Unit) if one.state == "pending" and not one.reverse]:
            unit.state = DELIVERED
            store.put(unit)
        till("practice", "buyers", "--count", "1", "--seed", "8", "--server", practice.address)
        back = [wish for wish in store.all(Reverse) if wish.kind == "RETURN"]
        assert 1 <= len(back) <= 15
    gone = till("practice", "buyers", "--server", practice.address)
    assert gone.code == 1
    elsewhere = till("practice", "buyers", "--server", "http://192.0.2.1:8765")
    assert (elsewhere.code, "127.0.0.1" in elsewhere.err) == (1, True)
