"""Selling by files as a person types it."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.db import quick
from shopdesk.shop import accounts, goods
from tests.cli.conftest import ROOT, Terminal

FILES = Path(__file__).parents[1] / "data" / "byfile"


def _account(shopdesk: Terminal, channel: str) -> None:
    office = shopdesk.office()
    with office.writing() as desk:
        accounts.add(desk, channel, "ร้านป้า", options={"by_file": True})
    office.engine.dispose()


def test_orders_and_money_come_from_files_and_the_same_again_changes_nothing(till: Terminal) -> None:
    _account(till, "shopee-file")
    path = FILES / "shopee-orders-th.xlsx"
    seen = till("orders", "import", path, "--account", "ร้านป้า", "--dry-run", "--json")
    assert (seen.code, seen.json["stored"], seen.json["new"]) == (0, False, 4)
    first = till("orders", "import", path, "--account", "ร้านป้า", "--json")
    again = till("orders", "import", path, "--account", "ร้านป้า", "--json")
    assert (first.json["new"], again.json["new"], again.json["unchanged"]) == (4, 0, 4)
    money = till("settlement", "import", FILES / "shopee-income-th.xlsx", "--account", "ร้านป้า", "--json")
    assert (money.code, money.json["amount"], [one["row"] for one in money.json["held"]]) == (3, "385.62", [6])
    assert "แถว 6" in till("settlement", "import", FILES / "shopee-income-th.xlsx", "--account", "ร้านป้า", lang="th").out


def test_a_template_without_goods_of_ours_is_told_and_a_wrong_file_refused(till: Terminal, tmp_path: Path) -> None:
    _account(till, "lazada-file")
    out = tmp_path / "filled.xlsx"
    made = till("listing", "template", FILES / "lazada-stock.xlsx", "--account", "ร้านป้า", "--out", out, "--json")
    assert (made.code, made.json["kind"], len(made.json["unknown"])) == (1, "stock", 2)
    assert (out.exists(), made.json["stored"], made.json["out"]) == (False, False, "")
    said = till("listing", "uploaded", "--account", "ร้านป้า", "--json")
    assert (said.code, said.json["error"]) == (1, "No file was filled since the last one.")
    there = till("listing", "categories", "ข้าว", "--account", "ร้านป้า", "--json")
    assert there.json["hint"] == "Its own file says which there are."
    wrong = till("orders", "import", FILES / "tiktok-orders-en.csv", "--account", "ร้านป้า", "--json")
    assert (wrong.code, wrong.json["error"]) == (1, "This is a file of TikTok Shop.")


def test_an_order_goes_in_two_parcels_and_the_carrier_signs_for_them(till: Terminal, tmp_path: Path) -> None:
    _account(till, "shopee-file")
    till.stock(goods.Draft("แยม", 9_000, codes=("77",), stock=20_000))
    till("orders", "import", FILES / "shopee-orders-th.xlsx", "--account", "ร้านป้า", "--json")
    number = "261120AAAA0001"
    order = (number, "--json")
    for line in till("orders", "show", *order).json["lines"]:
        till("orders", "match", number, line["line"], "77", "--json")
    assert [line["quantity"] for line in till("orders", "show", *order).json["lines"]] == ["2"]
    part = till("orders", "pack", number, "77", "--part", "--json")
    assert (part.code, part.json["state"], len(part.json["parcels"])) == (0, "packing", 1)
    whole = till("orders", "pack", *order)
    assert (whole.json["state"], len(whole.json["parcels"])) == ("ready", 2)
    paper = till("orders", "handover", "--carrier", "ไปรษณีย์ไทย", "--out", tmp_path / "list.pdf", "--json")
    assert (len(paper.json["parcels"]), paper.json["handed_over"]) == (2, False)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    first = till("orders", "ship", number, "--tracking", "EF1TH", "--postage", "42", "--json")
    assert (first.json["state"], [one["left"] for one in first.json["parcels"]]) == ("ready", [True, False])
    done = till("orders", "handover", "--done", "--json")
    assert (done.code, len(done.json["parcels"])) == (0, 1)
    assert till("orders", "show", *order).json["state"] == "shipped"
    assert till("orders", "handover", "--json").code == 1
    assert till("check", "--json").json["ok"]


def test_a_platform_that_is_sold_at_by_files_alone_is_added_by_its_name(till: Terminal) -> None:
    till.stock()
    made = till("channels", "add", "อาลี", "--channel", "alibaba", "--json")
    assert (made.code, made.json["channel"]) == (0, "alibaba-file")
    asked = till("channels", "test", "อาลี", lang="th")
    assert (asked.code, "ขายด้วยไฟล์" in asked.out + asked.err) == (1, True)
    nobody = till("channels", "add", "ใคร", "--channel", "ebay", "--json")
    assert (nobody.code, "alibaba" in nobody.json["hint"]) == (1, True)


def test_a_heading_is_named_once_and_the_file_is_read(till: Terminal, tmp_path: Path) -> None:
    _account(till, "shopee-file")
    path = tmp_path / "o.csv"
    text = (FILES / "shopee-orders-en.csv").read_text("utf-8-sig").replace("Deal Price", "Paid")
    path.write_text(text, "utf-8-sig")
    missed = till("orders", "import", path, "--account", "ร้านป้า", lang="th")
    assert (missed.code, "ราคาขาย" in missed.out + missed.err) == (1, True)
    assert till("channels", "heading", "ร้านป้า", "ราคาขาย", "Paid").code == 0
    assert till("orders", "import", path, "--account", "ร้านป้า", "--json").json["new"] == 1


@pytest.mark.nightly
def test_a_file_that_is_cut_in_its_middle_is_read_on_and_nothing_comes_twice(till: Terminal, tmp_path: Path) -> None:
    _account(till, "shopee-file")
    head, row, *_rest = (FILES / "shopee-orders-en.csv").read_text("utf-8-sig").splitlines()
    path, count = tmp_path / "o.csv", 2_000
    path.write_text(
        "\n".join([head, *(row.replace("261120AAAA0001", f"26{n:06d}") for n in range(count))]), "utf-8-sig"
    )
    words = [
        sys.executable,
        "-m",
        "shopdesk",
        "--data",
        str(till.data),
        "orders",
        "import",
        str(path),
        "--account",
        "1",
    ]
    reading = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    wait_for(lambda: _rows(till.data) > 0)
    reading.kill()
    reading.wait(20)
    cut = _rows(till.data)
    assert 0 < cut < count
    assert till("check", "--json").json["ok"]
    again = till("orders", "import", path, "--account", "1", "--json")
    assert (again.json["new"], again.json["unchanged"]) == (count - cut, cut)
    assert till("check", "--json").json["ok"]


def _rows(data: Path) -> int:
    shop = sqlite3.connect(data / "shop.db", timeout=10)
    try:
        return int(shop.execute("SELECT count(*) FROM online_order").fetchone()[0])
    finally:
        shop.close()


def wait_for(seen: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "it never began"
        time.sleep(0.02)


def test_money_by_hand_is_for_accounts_that_tell_none(till: Terminal) -> None:
    _account(till, "shopee-file")
    office = till.office()
    with office.writing() as desk:
        accounts.add(desk, "woocommerce", "เว็บป้า")
    office.engine.dispose()
    told = till("settlement", "received", "ร้านป้า", "100", "--json")
    assert (told.code, told.json["error"]) == (1, "No payout of this account waits to be seen in the bank.")
    early = till("settlement", "received", "เว็บป้า", "100", "--fee", "3.65", "--into", "drawer", "--json")
    assert (early.code, early.json["error"]) == (1, "Only 0.00 is still owed.")
    dated = till("settlement", "received", "เว็บป้า", "100", "--on", "2026-11-19", "--json")
    assert dated.json["error"] == "Only 0.00 is still owed."
    assert till("settlement", "undo", "เว็บป้า", "R1", "--json").json["error"] == "There is no payout R1."
    assert till("settlement", "list", "--json").json["tasks"] == []


def test_a_payout_told_before_its_account_was_put_away_is_the_one_that_came(till: Terminal) -> None:
    _account(till, "lazada-file")
    till("settlement", "import", FILES / "lazada-wallet-en.csv", "--account", "ร้านป้า")
    office = till.office()
    with office.writing() as desk:
        accounts.put_away(desk, accounts.named(desk, "ร้านป้า").id or 0)
    office.engine.dispose()
    over = till("settlement", "received", "ร้านป้า", "990", "--json")
    assert (over.code, over.json["hint"]) == (1, "Say which payout it is.")
    assert till("settlement", "received", "ร้านป้า", "100", "--json").json["number"] == "w-W2"
    assert till("settlement", "list", "--json").json["waiting"] == []


def test_a_payout_of_a_platform_is_seen_in_the_bank_and_what_is_missing_stays(till: Terminal) -> None:
    _account(till, "lazada-file")
    till("settlement", "import", FILES / "lazada-wallet-en.csv", "--account", "ร้านป้า")
    waits = till("settlement", "list", "--json").json["waiting"]
    assert [(one["number"], one["payout"], one["came"]) for one in waits] == [("w-W2", "100.00", None)]
    came = ["settlement", "received", "ร้านป้า", "90", "--payout", "w-W2", "--on", "2026-11-19", "--json"]
    assert till(*came).json["payouts"] == [{"number": "w-W2", "amount": "90.00", "fee": "0.00", "open": "10.00"}]
    told = till("settlement", "list", "--json").json
    assert [(one["kind"], one["number"], one["amount"]) for one in told["tasks"]] == [("bank", "w-W2", "-10.00")]
    assert till("settlement", "undo", "ร้านป้า", "w-W2", "--json").json["amount"] == "-90.00"
    assert "w-W2" in till("settlement", "received", "ร้านป้า", "100", lang="th").out
    assert till("settlement", "list", "--json").json["waiting"] == []
    assert till("check", "--json").code == 0


@pytest.mark.parametrize("platform", ["shopee", "lazada", "tiktok"])
def test_goods_go_up_change_and_go_up_again_in_files(till: Terminal, tmp_path: Path, platform: str) -> None:
    """What is told at each step is true: what waits, what was uploaded, how old it is, what changed since."""
    _account(till, f"{platform}-file")
    till.stock(goods.Draft("แยมมะม่วงบ้านป้าสมศรี", 12_000, codes=("77",), stock=30_000))
    photo = tmp_path / "jam.png"
    Image.new("RGB", (900, 900), (200, 120, 60)).save(photo)
    template, there = FILES / f"{platform}-listing.xlsx", ("--account", "ร้านป้า")
    till(
        "listing", "new", "77", *there, "--price", "120", "--weight", "350", "--size", "10x8x8", "--photo", photo,
        "--sku", "JAM-1", "--category", "100629", "--json",
    )  # fmt: skip
    early = till("listing", "template", template, *there, "--json")
    assert (early.code, early.json["lines"], "draft" in early.json["left"][0]["reason"]) == (1, [], True)
    pushed = till("listing", "push", "77")
    assert ("sync --once" in pushed.out, "listing template FILE --account 1" in pushed.out) == (False, True)
    assert "Waits for its file" in pushed.out
    filled = till("listing", "template", template, *there, "--out", tmp_path / "up.xlsx", "--json")
    assert (filled.code, filled.json["photos"]) == (0, 1)
    assert [one.name for one in Path(filled.json["folder"]).glob("*.jpg")] == ["JAM-1-1.jpg"]
    assert any("put the photos beside the file up" in one["reason"] for one in filled.json["left"])
    assert "A file was filled just now." in till("sync", "status").out
    assert till("listing", "uploaded", *there, "--json").json["changed_since"] == 0
    assert "Nothing changed since the last file (just now)." in till("channels", "list").out
    assert till("listing", "template", template, *there, "--json").json["there"] == 1

    assert till("sell", "77*3", "--pay", "cash").code == 0
    for command in (("channels", "list"), ("sync", "status")):
        for said in ("1 number changed since the last file (just now).", "Fill the file again."):
            assert said in till(*command).out
        (told,) = till(*command, "--json").json["accounts"]
        assert (told["files"]["changed_since"], told["waits"]) == (1, 0)
    assert till("sync", "status", "--json").json["waiting"] == []
    shown = till("listing", "list").out
    assert "shows 28 → 25" in shown
    assert "The platform shows the numbers of the last file (just now). Fill the file again." in shown
    stock = till(
        "listing", "template", FILES / f"{platform}-stock.xlsx", *there, "--out", tmp_path / "s.xlsx", "--json"
    )
    assert [line["stock"] for line in stock.json["lines"]] == [25]
    assert till("listing", "uploaded", *there, "--json").json["changed_since"] == 0
    assert till("check", "--json").json["ok"]


def test_what_waits_is_tried_again_and_what_was_held_let_go_however_much_there_is(till: Terminal) -> None:
    office = till.office()
    with office.writing() as desk:
        account = accounts.add(desk, "lazada", "ร้านป้า").id
    with office.writing() as desk:
        many = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 301) INSERT INTO "
        connection = desk.session.connection()
        quick.rows(
            connection, many + "outbox (account, kind, key, version, attempts, not_before, state, why, fix) "
            "SELECT :account, 'price', 1000 + k, 1, 9, 0, 'stuck', '', '' FROM n", {"account": account},
        )  # fmt: skip
        quick.rows(
            connection, many + "held_reply (account, kind, key, body, why, fix, at) "
            "SELECT :account, 'orders', 'K' || k, '{}', 'x', '', k FROM n", {"account": account},
        )  # fmt: skip
        oldest = quick.first(connection, "SELECT id FROM held_reply ORDER BY at")[0]
    office.engine.dispose()
    assert till("sync", "retry", "--all", "--json").json["again"] == 301
    assert till("sync", "held", "drop", oldest, "--json").json["dropped"] == 1
