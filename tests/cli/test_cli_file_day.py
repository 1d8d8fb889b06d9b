"""A whole day of selling by files, as a person types it: up, sold, filled again, orders, parcels, money."""

from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base import clock
from shopdesk.shop import goods
from tests.cli.conftest import Terminal
from tests.shop import file_day
from tests.shop.test_byfile import FILES

THERE = ("--account", "ร้านป้า")


@pytest.mark.parametrize("platform", file_day.PLATFORMS)
def test_a_day_by_files_ends_with_every_piece_and_every_satang_in_its_place(
    till: Terminal, tmp_path: Path, platform: str
) -> None:
    now = clock.system_clock().astimezone(clock.BANGKOK)
    assert till("channels", "add", "ร้านป้า", "--channel", platform, "--by-file", "--json").code == 0
    till.stock(goods.Draft("แยมมะม่วงบ้านป้าสมศรี", 12_000, codes=("77",), stock=30_000))
    described = till(
        "listing", "new", "77", *THERE, "--price", "120", "--weight", "350", "--size", "10x8x8", "--sku", "JAM-1",
        "--category", "100629", "--json",
    )  # fmt: skip
    assert described.code == 0, described.err
    till("listing", "push", "77")
    till("listing", "template", FILES / f"{platform}-listing.xlsx", *THERE, "--out", tmp_path / "up.xlsx")
    assert till("listing", "uploaded", *THERE, "--json").json["units"] == 1
    till("sell", "77*3", "--pay", "cash")
    path = file_day.stock(tmp_path, platform)
    filled = till("listing", "template", path, *THERE, "--out", tmp_path / "filled.csv", "--json")
    assert (filled.json["kind"], [line["stock"] for line in filled.json["lines"]]) == ("stock", [25])
    till("listing", "uploaded", *THERE)

    number = file_day.NUMBER[platform]
    first = till("orders", "import", file_day.orders(tmp_path, platform, 0, now), *THERE, "--json")
    assert (first.code, first.json["new"], first.json["held"]) == (0, 1, [])
    assert till("channels", "list", "--json").json["accounts"][0]["files"]["changed_since"] == 1
    assert till("orders", "pack", number, "--json").json["state"] == "ready"
    assert till("orders", "ship", number, "--json").json["state"] == "shipped"
    for stage in (0, 1, 2, 2):
        again = till("orders", "import", file_day.orders(tmp_path, platform, stage, now), *THERE, "--json")
        assert (again.code, again.json["new"], again.json["held"]) == (0, 0, [])
    assert till("orders", "show", number, "--json").json["state"] == "completed"
    assert owed(till) == "240.00"

    told = till("settlement", "import", file_day.money(tmp_path, platform, now - timedelta(days=1)), *THERE, "--json")
    assert (told.code, told.json["amount"], told.json["held"]) == (0, "216.00", [])
    twice = till("settlement", "import", file_day.money(tmp_path, platform, now - timedelta(days=1)), *THERE, "--json")
    assert twice.json["lines"] == 0
    settled = till("settlement", "list", "--json").json
    assert (owed(till), settled["tasks"]) == ("0.00", []), settled
    assert till("check", "--json").json["ok"]


def owed(till: Terminal) -> str:
    (account,) = till("channels", "list", "--json").json["accounts"]
    return str(account["owes"])
