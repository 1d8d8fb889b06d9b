"""practice serve and practice buyers: what whoever wants in is told at once, and buyers on order."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from shopdesk.cli import practice as cli
from shopdesk.practice import host, people, server
from shopdesk.practice.records import DELIVERED, Reverse, Unit
from tests.cli.conftest import ROOT, Terminal
from tests.practice.conftest import Lazada


def served(*more: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a marketplace says when it begins, and when it is ended."""
    words = [sys.executable, "-m", "shopdesk", "practice", "serve", "--port", "0", "--json", *more]
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
        return first, json.loads(serving.stdout.read())


def test_who_serves_is_told_the_address_and_the_keys_at_once_as_json(tmp_path: Path) -> None:
    first, last = served("--folder", str(tmp_path))
    assert {one["platform"] for one in first["shops"]} == {"lazada", "shopee", "tiktok", "woocommerce"}
    assert all(one["app_key"] and one["secret"] and first["address"] in one["add"] for one in first["shops"])
    assert (first["window"], last) == (f"{first['address']}/shop", {"ended": True})
    assert [one["login"] for one in first["shops"]] == [
        f"shopdesk channels login {one['platform']}" for one in first["shops"]
    ]
    assert not any("--data" in one["add"] for one in first["shops"])


def test_a_marketplace_begun_again_beside_its_shop_has_the_same_keys(data: Path) -> None:
    first, _ended = served("--data", str(data))
    again, _ended = served("--data", str(data))
    keys = [[(one["app_key"], one["secret"]) for one in told["shops"]] for told in (first, again)]
    assert keys[0] == keys[1]
    assert (data / host.FOLDER / "practice.db").is_file()


def test_the_lines_to_copy_name_the_shop_they_are_for(tmp_path: Path) -> None:
    data = tmp_path / "ร้าน ฝึก"
    first, _ended = served("--data", str(data))
    for one in first["shops"]:
        for line in (one["add"], one["login"]):
            words = shlex.split(line)
            assert words[words.index("--data") + 1] == str(data)


def test_the_lines_to_copy_do_what_they_say(till: Terminal) -> None:
    with server.running() as practice:
        for one in cli.shops(practice, None):
            added = till(*shlex.split(one["add"])[1:], "--json", stdin=f"{one['secret']}\n")
            assert added.code == 0, added
            asked = till(*shlex.split(one["login"])[1:], "--page", "--json")
            assert asked.code == 0 or one["platform"] in people.BY_KEY, asked


def test_a_folder_that_another_marketplace_uses_is_refused(shopdesk: Terminal) -> None:
    with server.running(folder=shopdesk.data / host.FOLDER):
        ended = shopdesk("practice", "serve", "--port", "0")
    assert (ended.code, str(shopdesk.data / host.FOLDER) in ended.err) == (1, True)


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
