"""A day of selling online by commands alone: accounts, goods, rounds, orders, money."""

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import requests
import zxingcpp
from PIL import Image

from shopdesk.core import thaidate
from shopdesk.practice import server, tree
from shopdesk.practice.lazada import catalogue
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, goods, settlements
from shopdesk.shop import channels as far
from shopdesk.shop.online import intake
from shopdesk.sync.channels.lazada import channel
from tests.cli.conftest import ROOT, Ended, Terminal, started


class Market:
    """The practice marketplace in a process of its own, asked over HTTP as anybody would."""

    def __init__(self, folder: Path) -> None:
        words = [sys.executable, "-m", "shopdesk", "--lang", "en", "practice", "serve", "--port", "0"]
        told = {**os.environ, "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            [*words, "--folder", str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", env=told,
        )  # fmt: skip
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        self.address = re.search(r"http://127\.0\.0\.1:\d+", first)[0]  # type: ignore[index]

    def ask(self, name: str, **given: Any) -> Any:
        reply = requests.post(f"{self.address}/practice/{name}", json=given, timeout=20)
        assert reply.status_code == 200, reply.text
        return reply.json()["result"]

    def close(self) -> None:
        self.process.kill()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    made = Market(tmp_path / "market")
    yield made
    made.close()


def photo(folder: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (600, 500), (200, 120, 40)).save(out, "JPEG")
    path = folder / "กระติบ.jpg"
    path.write_bytes(out.getvalue())
    return path


def did(ended: Ended, code: int = 0) -> dict[str, Any]:
    assert ended.code == code, ended.out + ended.err
    return ended.json


class Seller:
    """Types commands at a shop whose marketplace is another process; a round may be killed in its middle."""

    def __init__(self, till: Terminal, market: Market) -> None:
        self.till, self.market = till, market

    def __call__(self, *words: object, stdin: str = "", code: int = 0) -> dict[str, Any]:
        return did(self.till(*words, "--json", stdin=stdin), code)

    def settled(self) -> dict[str, Any]:
        """Rounds until nothing waits."""
        for _ in range(6):
            told = did(self.till("sync", "--once", "--json"))
            if not any(one["waits"] for one in told["accounts"]):
                return told
        raise AssertionError(self("sync", "status"))

    def killed(self, after: float) -> None:
        """A round that is killed in its middle, as by a power cut."""
        words = [sys.executable, "-m", "shopdesk", "--data", str(self.till.data), "sync", "--once", "--json"]
        told = {**os.environ, "PYTHONUTF8": "1"}
        process = subprocess.Popen(words, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = sum(self.market.ask("calls").values())
        end = time.monotonic() + 30
        while sum(self.market.ask("calls").values()) < before + after and process.poll() is None:
            assert time.monotonic() < end
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def seller(shopdesk: Terminal, market: Market, tmp_path: Path) -> Seller:
    """A shop with an account at Lazada, signed in, and one basket described."""
    shopdesk.stock(goods.Draft("กระติบข้าว", 20_000, "piece", plu="9", stock=10_000))
    made = Seller(shopdesk, market)
    app = market.ask("app")
    made("channels", "add", "ร้านฝึกขาย", "--channel", "lazada", "--place", "th", "--app-key", app["app_key"],
         "--server", market.address, stdin=app["secret"] + "\n")  # fmt: skip
    assert app["secret"] not in json.dumps(made("channels", "list"))
    page = made("channels", "login", "lazada", "--page")
    back = f"{page['comes_back']}?code={market.ask('code')}&state={page['state']}"
    assert made("channels", "login", "lazada", "--state", page["state"], stdin=back)["active"]
    made("listing", "new", "9", "--account", "lazada", "--price", "250", "--title", "กระติบข้าวสานมือ", "--text",
         "สานจากไม้ไผ่", "--photo", photo(tmp_path), "--weight", "400", "--size", "20x20x25", "--category", "10002012",
         "--sku", "KRATIP-1")  # fmt: skip
    return made


def test_a_day_at_lazada_with_the_power_cut_in_the_middle_of_every_step(seller: Seller) -> None:
    market = seller.market
    assert seller("listing", "push", "--all")["listings"][0]["missing"] == []
    seller.killed(after=2)
    seller.settled()
    assert market.ask("stock", sku="KRATIP-1")["sellable"] == 8
    number = market.ask("buy", sku="KRATIP-1", pieces=2)
    seller.killed(after=1)
    seller.settled()
    (order,) = seller("orders", "list", "--online")["orders"]
    assert (order["number"], order["state"], order["total"]) == (number, "new", "540.00")
    seller("sell", "9*1", "--pay", "cash")
    assert seller("orders", "pack", number)["state"] == "ready"
    seller.killed(after=3)
    seller.settled()
    shipped = seller("orders", "ship", number)
    assert (shipped["state"], shipped["parcels"][0]["label"]) == ("shipped", True)
    seller.killed(after=2)
    seller.settled()
    happened = market.ask("effects")
    once = {name: happened[name] for name in ("creates", "packages", "handed over")}
    assert once == {"creates": 1, "packages": 1, "handed over": 1}
    assert market.ask("stock", sku="KRATIP-1")["sellable"] == 5
    assert [one["number"] for one in seller("orders", "list", "--past")["orders"]] == [number]
    assert did(started(seller.till.data, "sync", "status", "--json"))["waiting"] == []
    assert seller("check")["ok"]


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    """The marketplace in this process; its pace is waited out where figures are made, not here."""
    monkeypatch.setattr(channel, "RULES", replace(channel.RULES, calls_a_second=1_000.0))
    with server.running(port=0) as made:
        yield made


@pytest.fixture
def shop(till: Terminal, practice: Practice, tmp_path: Path) -> Terminal:
    """A shop whose eggs are for sale at Lazada."""
    app = practice.control.app()
    added = till("channels", "add", "ฝึก", "--channel", "lazada", "--app-key", app["app_key"], "--server",
                 practice.address, "--json", stdin=app["secret"] + "\n")  # fmt: skip
    assert (did(added)["login"], added.json["practice"]) == ("needed", True), "nobody signed in yet"
    assert did(till("channels", "list", "--json"))["accounts"][0]["login"] == "needed"
    page = did(till("channels", "login", "1", "--page", "--json"))
    back = f"https://localhost/?code={practice.control.code()}&state={page['state']}"
    assert till("channels", "login", "1", "--state", page["state"], stdin=back).code == 0
    assert did(till("channels", "list", "--json"))["accounts"][0]["login"] == "ok"
    described = till("listing", "new", "7", "--account", "ฝึก", "--price", "9", "--photo", photo(tmp_path), "--weight",
                     "500", "--size", "20x20x10", "--category", "10002012", "--sku", "EGG", "--json")  # fmt: skip
    assert did(described)["listings"][0]["missing"] == []
    assert till("listing", "push", "7").code == 0
    for _ in range(3):
        did(till("sync", "--once", "--json"))
    return till


def test_an_order_of_the_phone_is_kept_and_let_go(shop: Terminal, practice: Practice) -> None:
    before = practice.control.stock("EGG")["sellable"]
    kept = did(shop("orders", "reserve", "TH-77", "7*5", "--account", "ฝึก", "--json"))
    assert (kept["state"], kept["goods"]) == ("promised", ["ไข่ไก่ × 5"])
    did(shop("sync", "--once", "--json"))
    assert practice.control.stock("EGG")["sellable"] == before - 5
    assert "kept for a phone order" in shop("orders", "list").out
    assert did(shop("orders", "let-go", "TH-77", "--json"))["state"] == "cancelled"
    did(shop("sync", "--once", "--json"))
    assert practice.control.stock("EGG")["sellable"] == before
    assert shop("orders", "let-go", "TH-77").code == 1
    assert "There are only" in shop("orders", "reserve", "TH-78", "7*999", "--account", "ฝึก").err
    many = ("orders", "reserve", "TH-78", "7*999", "--account", "ฝึก", "--anyway", "--json")
    assert did(shop(*many))["state"] == "promised"


def test_orders_of_both_kinds_stand_on_one_list(shop: Terminal, practice: Practice) -> None:
    number = practice.control.buy("EGG", 3)
    did(shop("sync", "--once", "--json"))
    made = did(shop("orders", "add", "7*10", "--for", "ยายมา", "--on", "2030-12-25", "--json"))
    both = did(shop("orders", "list", "--json"))["orders"]
    assert [one["number"] for one in both] == [number, made["number"]]
    assert [one["number"] for one in did(shop("orders", "list", "--online", "--json"))["orders"]] == [number]
    shown = shop("orders", "show", number, lang="th")
    assert (shown.code, "ใหม่" in shown.out, "ต้องส่งภายใน " in shown.out) == (0, True, True)
    assert not re.search("[A-Za-z]{3,}", shown.out)
    shop("listing", "new", "7", "--account", "ฝึก", "--price", "9", "--ship-days", "0")
    told = did(shop("orders", "show", number, "--json"))
    assert told["leaves_by"] < told["deadline"], "the shop's own promise is earlier than what the platform says"
    assert f"Send by {thaidate.day(datetime.fromisoformat(told['leaves_by']).date())}\n" in shop("orders", "list").out
    assert did(shop("orders", "pack", made["number"], "--json"))["state"] == "ready"
    assert did(shop("orders", "pack", number, "7", "--json"))["state"] == "packing"
    assert shop("orders", "ship", number).code == 1
    assert shop("orders", "pack", number, "8").code == 1
    assert did(shop("orders", "pack", number, "7", "7", "--json"))["state"] == "ready"
    assert shop("orders", "cancel", number).code == 1
    assert did(shop("orders", "cancel", number, "--reason", "out_of_stock", "--json"))["state"] == "cancelled"
    did(shop("sync", "--once", "--json"))
    assert practice.control.effects()["cancels"] == 1


def test_labels_of_all_packed_orders_come_on_one_sheet(shop: Terminal, practice: Practice, tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    assert shop("orders", "label", "--out", out).code == 1, "nothing is packed yet"
    numbers = [practice.control.buy("EGG", 1) for _ in range(3)]
    did(shop("sync", "--once", "--json"))
    for number in numbers[:2]:
        shop("orders", "pack", number)
    for _ in range(3):
        did(shop("sync", "--once", "--json"))
    told = did(shop("orders", "label", "--out", out, "--done", "--json"))
    assert told["labels"] == [{"number": number, "platform": True} for number in numbers[:2]]
    assert (told["file"], told["refused"], told["without"]) == (str(out), [], [])
    tracking = [did(shop("orders", "show", number, "--json"))["tracking"] for number in numbers[:2]]
    document = pypdfium2.PdfDocument(out)
    (page,) = document
    seen = zxingcpp.read_barcodes(page.render(scale=300 / 72, grayscale=True).to_pil())
    document.close()
    assert sorted(found.text for found in seen) == sorted(tracking)
    each = did(shop("orders", "label", *numbers, "--paper", "100x150", "--out", out, "--json"), code=1)
    assert each["without"] == numbers[2:], "its address is hidden, and it is not packed"
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 2
    document.close()
    assert shop("orders", "label", "--out", tmp_path / "labels.png").code != 0
    assert "labels.pdf" in shop("orders", "label", numbers[0], "--out", out, "--start", "4").out
    assert shop("orders", "label", "--out", out, "--start", "5").code == 1


def test_what_a_buyer_sends_back_lies_in_the_shop_again(shop: Terminal, practice: Practice) -> None:
    number = practice.control.buy("EGG", 2)
    did(shop("sync", "--once", "--json"))
    before = practice.control.stock("EGG")["sellable"]
    shop("orders", "pack", number)
    did(shop("sync", "--once", "--json"))
    assert did(shop("orders", "ship", number, "--json"))["state"] == "shipped"
    asked = shop("orders", "came-back", number, "--json")
    assert (asked.code, "on its way" in asked.json["error"], "--anyway" in asked.json["hint"]) == (1, True, True)
    assert did(shop("orders", "came-back", number, "--anyway", "--json"))["state"] == "returned"
    assert shop("orders", "came-back", number).code == 1
    did(shop("sync", "--once", "--json"))
    assert practice.control.stock("EGG")["sellable"] == before + 2
    assert did(shop("check", "--json"))["ok"]


def test_an_order_is_shown_with_all_that_a_packer_has_to_know(shop: Terminal, practice: Practice) -> None:
    number = practice.control.buy("EGG", 4, payment="cod", note="ห่อสองชั้น")
    did(shop("sync", "--once", "--json"))
    shop("orders", "pack", number, "7")
    shown = shop("orders", "show", number).out
    for words in ("Note: ห่อสองชั้น", "Collect 76.00 baht", "Postage", "In the parcel: 1 of 4"):
        assert words in shown
    thai = shop("orders", "show", number, lang="th").out
    assert ("ค่าส่ง" in thai, "ใส่กล่องแล้ว 1/4" in thai) == (True, True)
    shop("orders", "pack", number)
    did(shop("sync", "--once", "--json"))
    shop("orders", "ship", number)
    back = shop("orders", "came-back", number, "--only", "1=3", "--anyway")
    assert "Came back to the shop: 3" in back.out, back.out + back.err
    told = did(shop("orders", "show", number, "--json"))
    assert (told["came_back"], told["shipping"]) == ("3", "40.00")
    assert "In the parcel" not in back.out


def test_what_the_platform_paid_is_told_to_the_baht(shop: Terminal, practice: Practice) -> None:
    assert did(shop("settlement", "list", "--json"))["orders"] == []
    number = practice.control.buy("EGG", 2)
    did(shop("sync", "--once", "--json"))
    shop("orders", "pack", number)
    did(shop("sync", "--once", "--json"))
    shop("orders", "ship", number)
    did(shop("sync", "--once", "--json"))
    practice.control.advance(number)
    practice.control.advance(number)
    shop("channels", "pause", "1")
    assert did(shop("sync", "--once", "--json"))["accounts"][0]["paused"]
    assert did(shop("channels", "resume", "1", "--json"))["paused"] is False
    told = shop("settlement", "list", "--account", "ฝึก", "--json")
    assert did(told)["statements"] == []


def test_trouble_is_said_with_what_to_do_and_nothing_is_lost(shop: Terminal, practice: Practice) -> None:
    practice.control.revoke()
    shop("sell", "7*40", "--pay", "cash")
    told = did(shop("sync", "--once", "--json"), 1)["accounts"][0]
    assert (told["login"], bool(told["why"]), told["waits"]) == ("needed", True, 1)
    thai = shop("sync", "status", lang="th")
    assert thai.code == 1
    # The platform's own word stands in brackets.
    assert not re.search("[A-Za-z]{3,}", re.sub(r"\(Illegal.*\)", "", thai.out))
    page = did(shop("channels", "login", "1", "--page", "--json"))
    back = f"https://localhost/?code={practice.control.code()}&state={page['state']}"
    assert shop("channels", "login", "1", "--state", page["state"], stdin=back).code == 0
    assert did(shop("sync", "retry", "--all", "--json"))["again"] == 1
    assert did(shop("sync", "--once", "--json"))["accounts"][0]["waits"] == 0


def test_an_account_is_put_away_once_what_it_leaves_there_is_answered(shop: Terminal) -> None:
    asked = shop("channels", "put-away", "1")
    assert (asked.code, "1 goods are on sale" in asked.err, "--anyway" in asked.err) == (1, True, True)
    assert did(shop("channels", "put-away", "1", "--anyway", "--json"))["forgotten"]
    assert did(shop("channels", "list", "--json"))["accounts"] == []


def test_what_needs_no_platform_is_refused_before_it_is_asked(shop: Terminal, practice: Practice) -> None:
    asked = sum(practice.control.calls().values())
    refusals = [
        ("channels", "add", "อีก", "--channel", "ebay"),
        ("channels", "add", "อีก", "--channel", "lazada"),
        ("channels", "add", "อีก", "--channel", "lazada", "--app-key", "k", "--place", "xx"),
        ("channels", "add", "อีก", "--channel", "lazada", "--app-key", "k"),
        ("channels", "add", "อีก", "--channel", "woocommerce", "--place", "shop"),
        ("channels", "add", "อีก", "--channel", "woocommerce", "--place", "https://"),
        ("channels", "add", "อีก", "--channel", "lazada", "--app-key", "k", "--server", "http://[half"),
        ("channels", "add", "จริง", "--channel", "lazada", "--by-file"),
        ("channels", "share", "1", "--most", "many"),
        ("listing", "new", "8850999320014", "--account", "1", "--price", "50"),
        ("listing", "new", "8", "--account", "1", "--price", "50", "--size", "20"),
        ("listing", "push", "8"),
        ("listing", "push"),
        ("orders", "ship", "nothing"),
        ("orders", "match", "nothing", "1", "7"),
        ("sync", "retry"),
        ("sync", "retry", "99"),
        ("sync", "held", "drop", "99"),
        ("sync", "--once", "--watch"),
    ]
    for words in refusals:
        ended = shop(*words, "--json")
        assert (ended.code, bool(ended.json["error"])) == (1, True), words
    assert shop("sync").code == 2
    assert shop("sync", "held").code == 2
    assert shop("channels", "share").code == 2
    assert sum(practice.control.calls().values()) == asked


def test_goods_are_paused_priced_and_taken_away_there(shop: Terminal, practice: Practice) -> None:
    found = did(shop("listing", "categories", "กระติบ", "--account", "1", "--json"))["categories"]
    assert {"id", "path", "used"} == set(found[0])
    shop("channels", "share", "1", "--most", "5")
    shop("listing", "price", "7", "12.50", "--account", "1")
    did(shop("sync", "--once", "--json"))
    there = practice.control.stock("EGG")
    assert (there["price"], there["sellable"]) == (1_250, 5)
    (told,) = did(shop("listing", "list", "--json"))["listings"]
    assert (told["units"][0]["shown"], told["units"][0]["may_show"]) == (5, 5)
    assert did(shop("listing", "pause", "7", "--account", "1", "--json"))["listings"][0]["state"] == "paused"
    did(shop("sync", "--once", "--json"))
    did(shop("listing", "remove", "7", "--account", "1", "--json"))
    did(shop("sync", "--once", "--json"))
    assert {one["status"] for one in practice.control.products()} == {"Deleted"}
    assert "Nothing is for sale online yet." in shop("listing", "list").out
    only = shop("listing", "remove", "7", "--account", "1", "--size", "--json")
    assert (only.code, only.json["error"]) == (1, "There is no such listing.")
    did(shop("listing", "push", "7", "--account", "1", "--json"))
    only = shop("listing", "remove", "7", "--account", "1", "--size", "--json")
    assert (only.code, only.json["error"]) == (1, "Say what a buyer can put in the basket.")
    did(shop("sync", "--once", "--json"))
    assert sorted(one["status"] for one in practice.control.products()) == ["Active", "Deleted"]


def test_categories_are_found_in_either_language_and_by_the_shops_own_word(
    shop: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "WORDS", ())

    def found(word: str, language: str) -> list[tuple[str, bool]]:
        told = did(shop("listing", "categories", word, "--account", "1", "--lang", language, "--json"))
        return [(one["id"], one["used"]) for one in told["categories"]]

    thai = found("กระติบ", "th")
    assert thai
    assert found("กระติบ", "en") == thai
    shop.stock(goods.Draft("แอบข้าวใหญ่", 5_000, "piece", plu="41"))
    new = ("listing", "new", "41", "--account", "1", "--price", "50", "--word", "แอบข้าว", "--category", "10002012")
    did(shop(*new, "--json"))
    assert found("แอบข้าว", "en") == [("10002012", True)]


def test_a_word_that_came_to_a_category_comes_to_it_again(
    shop: Terminal, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(code: str, *more: str) -> tuple[str, bool]:
        new = shop("listing", "new", code, "--account", "1", "--price", "50", *more, "--json")
        (one,) = did(new)["listings"]
        return one["category"], "Choose the category there." in one["missing"]

    shop.stock(*(goods.Draft(f"ของ {number}", 5_000, "piece", plu=str(number)) for number in range(31, 37)))
    assert told("31", "--word", "แอบข้าว") == ("", True)
    assert told("31", "--word", "แอบข้าว", "--category", "10002012") == ("10002012", False)
    assert told("32", "--word", " แอบข้าว") == ("10002012", False)
    gone = shop("listing", "new", "33", "--account", "1", "--price", "50", "--category", "99", "--json")
    assert gone.json["error"] == "The platform has no category 99."
    assert "ของ 33" not in shop("listing", "list").out
    with monkeypatch.context() as now:
        now.setattr(tree, "TREE", re.sub(r"\n *10002012 .*", "", tree.TREE))
        now.setattr(tree, "nodes", tree.nodes.__wrapped__)
        now.setattr(catalogue, "WORDS", ())
        practice.control.fault("drop_before", times=20)
        assert told("34", "--word", "แอบข้าว") == ("10002012", False), "without a line nobody can say that it is gone"
        practice.control.no_faults()
        assert told("35", "--word", "แอบข้าว") == ("", True)
    assert told("36", "--word", "แอบข้าว") == ("", True), "only a person brings it back"


def test_what_a_listing_is_told_is_taken_or_refused_never_passed_over(shop: Terminal, tmp_path: Path) -> None:
    def told(code: str, *more: object) -> dict[str, Any]:
        return shop("listing", "new", code, "--account", "1", "--price", "50", *more, "--json").json

    small = tmp_path / "small.jpg"
    Image.new("RGB", (90, 400), (200, 120, 40)).save(small)
    (new,) = told("8", "--photo", small, "--weight", "100", "--size", "9x9x9", "--category", "10002012")["listings"]
    assert new["missing"] == ["Photo 1 is too small: take it again."]
    assert shop("listing", "push", "8").code == 1
    assert told("8", "--sku", "ไข่ 10")["listings"][0]["units"][0]["sku"] == "ไข่10"
    assert told("8", "--sku", "x" * 51)["error"] == "The code may have 50 letters."
    assert told("8", "--sku", "EGG")["error"] == "This seller code is on other goods."
    assert told("7", "--sku", "EGG-2")["error"] == "It is known there by the code EGG already."
    assert shop("listing", "new", "8", "--account", "1", "--price", "50", "--most", "-1").code == 2
    assert told("8", "--most", "1000001")["error"] == "The number must be from 0 to 1000000."


def test_practice_is_known_by_its_address_and_stays_apart_from_real_shops(till: Terminal) -> None:
    web = ("--channel", "woocommerce", "--json", "--place")
    assert did(till("channels", "add", "เว็บ", *web, "https://shop.example"))["practice"] is False
    real = did(till("channels", "add", "ฝึก", *web, "http://localhost:8765"), 1)
    assert real["error"] == "This shop sells at real platforms already."
    vendure = ("channels", "add", "สหกรณ์", "--channel", "vendure", "--json", "--place", "http://127.0.0.1:3000")
    assert did(till(*vendure))["practice"] is False


def test_a_shop_with_sales_is_practised_in_only_when_it_is_said(till: Terminal) -> None:
    till("sell", "7", "--pay", "cash")
    web = ("channels", "add", "ฝึก", "--channel", "woocommerce", "--place", "http://[::1]:8765", "--json")
    assert "--anyway" in did(till(*web), 1)["hint"]
    assert did(till("channels", "list", "--json"))["accounts"] == []
    assert did(till(*web, "--anyway"))["practice"] is True


def test_a_country_is_tried_knowingly_and_its_money_never_mixed_with_baht(till: Terminal) -> None:
    till.stock(goods.Draft("กระติบข้าว", 20_000, "piece", plu="9"))

    def add(name: str, place: str, *more: str) -> Ended:
        words = ("channels", "add", name, "--channel", "lazada", "--place", place, "--app-key", "1", *more)
        return till(*words, "--json", stdin="s\n")

    assert add("ลาว", "la").json["hint"] == "th, sg, my, ph, id, vn"
    assert add("ฮานอย", "vn").json["error"] == "No account of Lazada answered in Vietnam yet."
    made = did(add("ฮานอย", "vn", "--unproven"))
    assert (made["proven"], made["paused"]) == (False, True)
    assert "not proven yet" in till("channels", "list").out
    mixed = till("listing", "new", "9", "--account", "ฮานอย", "--price", "50", "--json").json
    assert mixed["error"] == "ฮานอย counts in VND; this shop counts in baht."
    assert till("channels", "resume", "ฮานอย", "--json").json["error"] == mixed["error"]
    with contextlib.closing(till.office()) as office, office.writing() as desk:
        accounts.signed_in(desk, made["id"], far.Seller("VN1", "Ha Noi", "vn", currency="VND"))
    (told,) = did(till("channels", "list", "--json"))["accounts"]
    assert (told["proven"], told["paused"]) == (True, True)
    assert did(add("ไซ่ง่อน", "vn"))["place"] == "vn", "an account of it answered"


def test_who_signs_in_to_another_country_than_thought_counts_in_its_money(till: Terminal) -> None:
    words = ("channels", "add", "บ้าน", "--channel", "lazada", "--app-key", "1", "--json")
    made = did(till(*words, stdin="s\n"))
    with contextlib.closing(till.office()) as office, office.writing() as desk:
        accounts.signed_in(desk, made["id"], far.Seller("MY1", "KL", "my", currency="MYR"))
    (told,) = did(till("channels", "list", "--json"))["accounts"]
    assert (told["place"], told["paused"]) == ("my", True)


def test_an_account_by_file_needs_no_key_and_no_secret(till: Terminal) -> None:
    added = did(till("channels", "add", "ตลาด", "--channel", "lazada", "--by-file", "--json"))
    assert (added["app_key"], added["channel"]) == ("", "lazada-file")
    assert did(till("sync", "--once", "--json"))["accounts"][0]["reached"] is None
    listed = till("channels", "list", lang="th").out
    assert ("ตลาด" in listed, "แบบไฟล์" in listed, "เชื่อมต่อ" in listed) == (True, True, False)
    nobody = till("channels", "add", "เว็บ", "--channel", "woocommerce", "--by-file", "--json")
    assert (nobody.code, "shopee" in nobody.json["hint"]) == (1, True)


def test_what_only_a_word_points_to_is_asked_and_what_the_law_keeps_back_is_not(shop: Terminal) -> None:
    def listed(name: str, *more: str) -> Any:
        return shop("listing", "new", name, "--account", "1", "--price", "50", *more, "--json")

    names = ("ลูกหมูปั้นเอง", "เหล้าขาวชุมชน", "หมอนยางพารา")
    shop.stock(*(goods.Draft(name, 5_000, "piece") for name in names))
    asked = listed("ลูกหมูปั้นเอง")
    assert (asked.code, asked.json["error"]) == (1, "No platform sells living animals.")
    assert "--anyway" in asked.json["hint"]
    assert did(listed("ลูกหมูปั้นเอง", "--anyway"))["listings"]
    assert did(listed("ลูกหมูปั้นเอง"))["listings"], "once it was answered nobody asks again"
    refused = listed("เหล้าขาวชุมชน", "--anyway")
    assert (refused.code, refused.json["error"]) == (1, "No platform sells alcohol.")
    assert listed("หมอนยางพารา", "--text", "วางข้างแก้วไวน์").json["listings"]


def test_what_goods_really_brought_stands_in_the_listing(shop: Terminal) -> None:
    (before,) = did(shop("listing", "show", "7", "--json"))["listings"]
    assert before["units"][0]["settled"] is None
    with contextlib.closing(shop.office()) as office, office.writing() as desk:
        sku, now = before["units"][0]["sku"], office.clock()
        line = far.RemoteLine(("L1",), sku, "ไข่", 2, 900)
        order = far.RemoteOrder("900", "900", "new", "", now, now, (line,), 1_800, 0, 0, 1_800)
        intake.take_in(desk, 1, order)
        lines = (
            far.MoneyLine("a", "item", "", 1_800, "2026-11-20", "900", "S1"),
            far.MoneyLine("b", "commission", "", -200, "2026-11-20", "900", "S1"),
        )
        settlements.take_in(desk, 1, far.Money(lines))
    (told,) = did(shop("listing", "list", "--json"))["listings"]
    money = {"pieces": 2, "brought": "9.00", "fee": "1.00", "postage": "0.00", "left": "8.00"}
    assert told["units"][0]["settled"] == money
    assert "brought 9.00, fees 1.00" in shop("listing", "show", "7").out
