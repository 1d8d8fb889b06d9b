"""What no program should send: the marketplace answers it as its platform would, and goes on."""

import random
from typing import Any

import pytest
import requests

from shopdesk.practice.server import Practice
from tests.practice.conftest import Lazada
from tests.practice.test_shopee import Partner
from tests.practice.test_tiktok import Program as TikTok
from tests.practice.test_woocommerce import Program as Woo

JUNK: tuple[Any, ...] = (None, 0, -1, "x", "", [], {}, [1], {"a": 1}, 1.5, True, 10**30, "9" * 5_000)


def mangled(whole: Any, chance: random.Random) -> Any:
    """The same with a part replaced by something that does not belong there."""
    if chance.random() < 0.15:
        return chance.choice(JUNK)
    if isinstance(whole, dict):
        return {name: mangled(value, chance) for name, value in whole.items()}
    return [mangled(one, chance) for one in whole] if isinstance(whole, list) else whole


@pytest.mark.parametrize("seed", range(3))
def test_mangled_bodies_are_answered(practice: Practice, seed: int) -> None:
    control, chance = practice.control, random.Random(seed)
    app = control.app()
    lazada = Lazada(practice, app["app_key"], app["secret"], control.sign_in()["access_token"])
    basket = lazada.basket()
    shops = {name: control.seller(name) for name in ("woocommerce", "shopee", "tiktok")}
    tokens = {
        name: control.sign_in(shop["seller"])["access_token"] for name, shop in shops.items() if name != "woocommerce"
    }
    woo = Woo(practice, shops["woocommerce"]["app_key"], shops["woocommerce"]["secret"])
    one = shops["shopee"]
    shopee = Partner(practice, one["app_key"], one["secret"], one["seller"], tokens["shopee"])
    one = shops["tiktok"]
    tiktok = TikTok(practice, one["app_key"], one["secret"], tokens["tiktok"], one["cipher"])
    unit = {"seller_sku": "A", "price": {"amount": "9", "currency": "THB"}, "inventory": [{"warehouse_id": "1"}]}
    variant = {"regular_price": "5", "attributes": [{"name": "Size", "option": "S"}], "meta_data": [{"key": "a"}]}
    for _ in range(15):
        assert "code" in lazada.post("/product/create", payload=mangled(basket, chance))
        assert "error" in shopee.post(
            "/product/add_item", mangled({"item_name": "x", "image": {"image_id_list": ["a"]}}, chance)
        )
        assert "code" in tiktok.post("/product/202309/products", mangled({"title": "x" * 30, "skus": [unit]}, chance))
        body = {"name": "x", "images": [{"id": 1}], "create": [variant], **variant}
        assert woo.call("POST", "/products", mangled(body, chance) or {}).status_code in (201, 400)
    for program in (lazada, woo, shopee, tiktok):
        program.session.close()


@pytest.mark.parametrize(
    ("path", "heads", "body"),
    [
        ("/rest/image/upload", {"Content-Type": "multipart/form-data"}, b"--x"),
        ("/rest/image/upload", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\n\r\nabc"),
        ("/rest/product/create", {"Content-Type": "application/x-www-form-urlencoded"}, b"\xff\xfe=\xff"),
        ("/practice/buy", {"Content-Type": "application/json"}, b"[" * 50_000),
        ("/practice/buy", {"Content-Type": "application/json"}, b"[]"),
    ],
)
def test_bytes_that_are_no_request_are_refused(
    practice: Practice, path: str, heads: dict[str, str], body: bytes
) -> None:
    assert requests.post(practice.address + path, data=body, headers=heads, timeout=10).status_code == 400
    assert requests.get(f"{practice.address}/shop", timeout=10).status_code == 200


def test_a_body_that_is_too_large_is_not_read(practice: Practice) -> None:
    heads = {"Content-Length": "99999999"}
    reply = requests.post(f"{practice.address}/rest/product/create", data=b"", headers=heads, timeout=10)
    assert reply.status_code == 413
