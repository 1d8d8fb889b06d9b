"""A day at TikTok Shop by commands alone, from the account to the parcel, with the marketplace in another process."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from shopdesk.shop import goods
from tests.cli.conftest import Terminal
from tests.cli.test_cli_online import Market, Seller, photo


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    made = Market(tmp_path / "market")
    yield made
    made.close()


def bought(market: Market, pieces: int) -> str:
    """What a buyer orders in the shop window."""
    with requests.Session() as browser:
        window = browser.get(f"{market.address}/shop", timeout=20).text
        page = browser.get(f"{market.address}{re.search(r'/shop/[0-9]+', window)[0]}", timeout=20).text  # type: ignore[index]
        form = dict(re.findall(r'name="(mark|basket)" value="([^"]+)"', page))
        form |= {"sku": re.search(r'<option value="([0-9]+)"', page)[1], "pieces": str(pieces), "payment": "paid"}  # type: ignore[index]
        form |= {"name": "สมหญิง", "phone": "0812345678", "address": "99", "tambon": "สุเทพ", "amphoe": "เมือง",
                 "province": "เชียงใหม่", "postcode": "50200"}  # fmt: skip
        action = re.search(r'action="(/shop/[^"]+/buy)"', page)[1]  # type: ignore[index]
        sent = browser.post(f"{market.address}{action}", data=form, timeout=20)
    return re.search(r"[0-9]{10,}", sent.url)[0]  # type: ignore[index]


@pytest.mark.nightly
def test_a_day_at_tiktok_shop(shopdesk: Terminal, market: Market, tmp_path: Path) -> None:
    shopdesk.stock(goods.Draft("กระติบข้าว", 20_000, "piece", plu="9", stock=10_000))
    seller = Seller(shopdesk, market)
    app, shop = market.ask("app", platform="tiktok"), market.ask("seller", platform="tiktok")
    add = ("channels", "add", "ร้านในติ๊กต็อก", "--channel", "tiktok", "--app-key", app["app_key"])
    assert "service" in seller(*add, stdin=app["secret"] + "\n", code=1)["error"]
    seller(*add, "--server", market.address, stdin=app["secret"] + "\n")
    assert app["secret"] not in json.dumps(seller("channels", "list"))
    page = seller("channels", "login", "tiktok", "--page")
    back = f"{page['comes_back']}?code={market.ask('code', seller=shop['seller'])}&state={page['state']}"
    assert seller("channels", "login", "tiktok", "--state", page["state"], stdin=back)["active"]
    assert seller("channels", "test", "tiktok")["shop"] == str(shop["seller"])
    leaves = seller("listing", "categories", "sticky", "--account", "tiktok")["categories"]
    assert leaves[0]["path"].endswith("Sticky Rice Boxes")
    new = ("listing", "new", "9", "--account", "tiktok", "--price", "250", "--text", "สานจากไม้ไผ่", "--weight", "400",
           "--photo", photo(tmp_path), "--category", leaves[0]["id"], "--sku", "KRATIP-1")  # fmt: skip
    assert seller(*new, "--title", "กระติบข้าวสานมือ")["listings"][0]["missing"] != []
    assert seller(*new, "--title", "กระติบข้าวไม้ไผ่สานมือ งานหัตถกรรมเชียงใหม่")["listings"][0]["missing"] == []
    seller("listing", "push", "--all")
    seller.settled()
    assert market.ask("stock", sku="KRATIP-1") == {
        "real": 8, "withheld": 0, "occupied": 0, "sellable": 8, "price": 25_000,
    }  # fmt: skip
    number = bought(market, 2)
    seller.settled()
    (order,) = seller("orders", "list", "--online")["orders"]
    assert (order["number"], order["state"], order["total"]) == (number, "new", "540.00")
    assert seller("orders", "pack", number)["state"] == "ready"
    seller.settled()
    seller.settled()
    shipped = seller("orders", "ship", number)
    assert (shipped["state"], shipped["parcels"][0]["label"]) == ("shipped", True)
    for _step in range(2):
        market.ask("advance", order=number)
    seller.settled()
    assert market.ask("effects")["handed over"] == 1
    assert [one["number"] for one in seller("orders", "list", "--past")["orders"]] == [number]
    assert seller("sync", "status")["waiting"] == []
    assert seller("check")["ok"]
