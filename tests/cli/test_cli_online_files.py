"""Selling by files as a person types it."""

from pathlib import Path

from shopdesk.shop import accounts
from tests.cli.conftest import Terminal

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
    assert out.read_bytes() == (FILES / "lazada-stock.xlsx").read_bytes()
    assert till("listing", "uploaded", "--account", "ร้านป้า", "--json").json["units"] == 0
    wrong = till("orders", "import", FILES / "tiktok-orders-en.csv", "--account", "ร้านป้า", "--json")
    assert (wrong.code, wrong.json["error"]) == (1, "This is a file of TikTok Shop.")
