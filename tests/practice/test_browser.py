"""A buyer with a phone and a shop with its program meet at the marketplace: all of it in a real browser."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shopdesk.base import i18n
from shopdesk.practice.server import Practice
from shopdesk.shop import goods
from shopdesk.sync.channels.lazada import channel
from tests.cli.conftest import Terminal
from tests.practice.browser import FOUND, WIDTH, Phone, phone
from tests.practice.conftest import Lazada

pytestmark = [pytest.mark.browser, pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")]

HOSTILE = 'ตะกร้า<script>document.title="hacked"</script><img src=x onerror="document.title=\'hacked\'">'
LONG = "ตะกร้าไม้ไผ่สานลายดอกพิกุลใบใหญ่มีหูหิ้วหวายแท้ทำมือทั้งใบ" * 4


@pytest.fixture
def buyer(tmp_path: Path) -> Iterator[Phone]:
    i18n.set_language("th")
    with phone(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def seller(
    tmp_path: Path, practice: Practice, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    empty_file: Path,
) -> Terminal:  # fmt: skip
    """A shop whose basket stands at the marketplace, put there by commands."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(channel, "RULES", replace(channel.RULES, calls_a_second=1_000.0))
    shop = Terminal(tmp_path / "ร้าน", capsys, monkeypatch, empty_file)
    shop.stock(goods.Draft("กระติบข้าว", 20_000, "piece", plu="9", stock=5_000))
    app = practice.control.app()
    did(shop, "channels", "add", "ฝึก", "--channel", "lazada", "--app-key", app["app_key"], "--server",
        practice.address, stdin=app["secret"] + "\n")  # fmt: skip
    page = did(shop, "channels", "login", "1", "--page")
    back = f"https://localhost/?code={practice.control.code()}&state={page['state']}"
    did(shop, "channels", "login", "1", "--state", page["state"], stdin=back)
    out = io.BytesIO()
    Image.new("RGB", (900, 600), (200, 120, 40)).save(out, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(out.getvalue())
    did(shop, "listing", "new", "9", "--account", "1", "--price", "250", "--title", "กระติบข้าวสานมือ", "--text",
        "สานจากไม้ไผ่", "--photo", tmp_path / "photo.jpg", "--weight", "400", "--size", "20x20x25", "--category",
        "10002012", "--sku", "KRATIP-1")  # fmt: skip
    did(shop, "listing", "push", "--all")
    for _ in range(3):
        did(shop, "sync", "--once")
    return shop


def did(shop: Terminal, *words: object, stdin: str = "") -> dict[str, Any]:
    ended = shop(*words, "--json", stdin=stdin)
    assert ended.code == 0, ended.out + ended.err
    return ended.json


def order_of(address: str) -> str:
    return address.rpartition("/")[2]


def test_a_buyer_buys_with_a_phone_and_the_order_comes_home(seller: Terminal, practice: Practice, buyer: Phone) -> None:
    i18n.set_language("th")
    buyer.open(f"{practice.address}/shop")
    assert "กระติบข้าวสานมือ" in buyer.text()
    assert (buyer.width(), buyer.photos()) == (WIDTH, [900])
    buyer.touch_and_go(".shelf a")
    assert (buyer.width(), buyer.photos()) == (WIDTH, [900])
    assert "สานจากไม้ไผ่" in buyer.text()
    assert buyer.ask("document.fonts.check('18px Looped')"), "Thai is shown in the font that came with the page"
    there = practice.control.stock("KRATIP-1")["sellable"]
    buyer.type("input[name=pieces]", "2")
    buyer.type("input[name=name]", "อรทัย ใจดี")
    buyer.type("textarea[name=note]", "ห่อดี ๆ นะคะ")
    buyer.touch_and_go("form button")
    assert "ขอบคุณ" in buyer.text()
    assert buyer.width() == WIDTH
    number = order_of(buyer.ask("location.href"))
    assert number in buyer.text()
    did(seller, "sync", "--once")
    (order,) = did(seller, "orders", "list", "--online")["orders"]
    assert (order["number"], order["state"], order["total"]) == (number, "new", "540.00")
    shown = did(seller, "orders", "show", number)
    assert shown["note"] == "ห่อดี ๆ นะคะ"
    assert practice.control.stock("KRATIP-1")["sellable"] == there - 2


def test_a_trembling_finger_a_reload_and_the_way_back_buy_once(lazada: Lazada, buyer: Phone) -> None:
    made, control = lazada.create("BSK-001", 5), lazada.practice.control
    buyer.open(f"{lazada.practice.address}/shop/{made['item_id']}")
    buyer.touch_and_go("form button", times=2)
    buyer.reload()
    assert "ขอบคุณ" in buyer.text()
    buyer.back()
    buyer.touch_and_go("form button")
    assert "ขอบคุณ" in buyer.text()
    assert (control.effects()["orders"], control.stock("BSK-001")["sellable"]) == (1, 4)
    buyer.open(f"{lazada.practice.address}/shop/{made['item_id']}")
    buyer.touch_and_go("form button")
    assert control.effects()["orders"] == 2, "whoever opens the goods anew may buy again"


def test_what_is_sold_out_cannot_be_bought(lazada: Lazada, buyer: Phone) -> None:
    made, control = lazada.create("BSK-001", 1), lazada.practice.control
    where = f"{lazada.practice.address}/shop/{made['item_id']}"
    buyer.open(where)
    buyer.type("input[name=address]", "1 หมู่ 9")
    control.buy("BSK-001")
    buyer.touch_and_go("form button")
    assert "เหลือไม่พอ" in buyer.text()
    assert "หมด" in buyer.text()
    assert not buyer.ask("document.querySelector('form')")
    buyer.open(f"{lazada.practice.address}/shop")
    assert "หมด" in buyer.text()
    assert control.effects()["orders"] == 1


def test_too_many_keep_what_the_buyer_typed(lazada: Lazada, buyer: Phone) -> None:
    made = lazada.create("BSK-001", 3)
    buyer.open(f"{lazada.practice.address}/shop/{made['item_id']}")
    buyer.type("input[name=address]", "1 หมู่ 9")
    buyer.type("input[name=pieces]", "4")
    buyer.touch_and_go("form button")
    assert "เหลือไม่พอ" in buyer.text()
    assert buyer.ask("document.querySelector('input[name=address]').value") == "1 หมู่ 9"
    assert "orders" not in lazada.practice.control.effects()


def test_hostile_and_endless_names_stay_text_on_the_phone(lazada: Lazada, buyer: Phone) -> None:
    for name, sku in ((HOSTILE, "A"), (LONG[:250], "B")):
        attributes = {"name": name, "description": "<script>1</script>สานด้วยมือ", "brand_id": "30768"}
        made = lazada.create(sku, 3, Attributes=attributes)
        for where in ("/shop", f"/shop/{made['item_id']}"):
            buyer.open(lazada.practice.address + where)
            assert name in buyer.text()
            assert buyer.ask("document.title") != "hacked"
            assert not buyer.ask("document.scripts.length")
            assert (buyer.width(), min(buyer.photos()) > 0) == (WIDTH, True)
        buyer.touch_and_go("form button")
        assert name in buyer.text()
        assert buyer.width() == WIDTH


def test_a_buyer_pays_later_and_is_sent_the_goods(lazada: Lazada, buyer: Phone) -> None:
    made, control = lazada.create("BSK-001", 3), lazada.practice.control
    buyer.open(f"{lazada.practice.address}/shop/{made['item_id']}")
    buyer.choose("select[name=payment]", "จ่ายทีหลัง")
    buyer.touch_and_go("form button")
    order = order_of(buyer.ask("location.href"))
    assert control.orders()[0]["states"] == ["unpaid"]
    buyer.touch_and_go("form[action$='/pay'] button")
    assert control.orders()[0]["states"] == ["pending"]
    ids = [one["order_item_id"] for one in lazada.get("/order/items/get", order_id=order)["data"]]
    wanted = {"pack_order_list": [{"order_id": int(order), "order_item_list": ids}]}
    how = {"delivery_type": "dropship", "shipping_allocate_type": "TFS"}
    done = lazada.post("/order/fulfill/pack", packReq=wanted | how)["result"]["data"]
    package = done["pack_order_list"][0]["order_item_list"][0]["package_id"]
    lazada.post("/order/package/rts", readyToShipReq={"packages": [{"package_id": package}]})
    buyer.reload()
    for state in ("shipped", "delivered"):
        buyer.touch_and_go("form[action$='/travel'] button")
        assert control.orders()[0]["states"] == [state]
    buyer.touch_and_go("form[action$='/pay-out'] button")
    paid = lazada.get("/finance/payout/status/get", created_after="2020-01-01")["data"]
    assert [one["paid"] for one in paid] == ["1"]
    assert not buyer.ask("document.querySelector('form[action$=\"/pay-out\"]')")


def test_a_buyer_asks_to_cancel_once(lazada: Lazada, buyer: Phone) -> None:
    made = lazada.create("BSK-001", 3)
    buyer.open(f"{lazada.practice.address}/shop/{made['item_id']}")
    buyer.touch_and_go("form button")
    buyer.touch_and_go("form[action$='/cancel'] button", times=2)
    assert "รอร้านตอบ" in buyer.text()
    assert not buyer.ask("document.querySelector('form')")
    page = {"page_no": "1", "page_size": "20"}
    assert len(lazada.get("/reverse/getreverseordersforseller", **page)["result"]["items"]) == 1
