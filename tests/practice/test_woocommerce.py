"""WooCommerce over plain http: OAuth 1.0a, goods one by one and a hundred at once, orders, notes, refunds, pages."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import requests

from shopdesk.practice.server import Practice
from shopdesk.practice.woocommerce import oauth
from tests.practice.conftest import picture, vectors

RECORDED = Path(__file__).resolve().parents[1] / "data" / "woocommerce"


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Program:
    """One who signs as the standard says, without the marketplace's code."""

    practice: Practice
    key: str
    secret: str
    session: requests.Session = field(default_factory=requests.Session)

    def signed(self, method: str, url: str, pairs: list[tuple[str, str]], **changed: str) -> str:
        own = {
            "oauth_consumer_key": self.key, "oauth_timestamp": str(int(time.time())),
            "oauth_nonce": secrets.token_hex(20), "oauth_signature_method": "HMAC-SHA256", **changed,
        }  # fmt: skip
        told = [*pairs, *own.items()]
        twice = [(quote(quote(k, "~"), ""), quote(quote(v, "~"), "")) for k, v in told]
        joined = "%26".join(f"{k}%3D{v}" for k, v in sorted(twice, key=lambda pair: pair[0]))
        made = hmac.new(f"{self.secret}&".encode(), f"{method}&{quote(url, '')}&{joined}".encode(), hashlib.sha256)
        signature = base64.b64encode(made.digest()).decode()
        query = [*told, ("oauth_signature", signature)]
        return url + "?" + "&".join(f"{quote(k, '~')}={quote(v, '~')}" for k, v in query)

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        url = f"{self.practice.address}/wp-json/wc/v3{path}"
        pairs = [(name, str(value)) for name, value in query.items()]
        return self.session.request(method, self.signed(method, url, pairs), json=body, timeout=10)

    def make(self, sku: str = "BSK-001", stock: int = 12, **more: Any) -> dict[str, Any]:
        body = {
            "name": "ตะกร้าไม้ไผ่สาน", "type": "simple", "status": "publish", "regular_price": "250.00", "sku": sku,
            "manage_stock": True, "stock_quantity": stock, "description": "<p>สานด้วยมือ</p>", "weight": "0.5",
            "dimensions": {"length": "30", "width": "20", "height": "20"}, **more,
        }  # fmt: skip
        reply = self.call("POST", "/products", body)
        assert reply.status_code == 201, reply.text
        return reply.json()


@pytest.fixture
def woo(practice: Practice) -> Iterator[Program]:
    shop = practice.control.seller("woocommerce")
    program = Program(practice, shop["app_key"], shop["secret"])
    yield program
    program.session.close()


@pytest.mark.parametrize("vector", vectors("woo_oauth1"), ids=lambda vector: vector["url"][-20:])
def test_golden_signatures_are_the_servers_own(vector: dict[str, Any]) -> None:
    parts = urlsplit(vector["signed_url"])
    pairs = parse_qsl(parts.query)
    url = f"{parts.scheme}://{parts.netloc}{parts.path}"
    assert oauth.signature(vector["method"], url, pairs, vector["cs"]) == vector["signature"]
    altered = [(name, value + "x" if name == "oauth_nonce" else value) for name, value in pairs]
    assert oauth.signature(vector["method"], url, altered, vector["cs"]) != vector["signature"]


PLACE = "http://shop.example.co.th/wp-json/wc/v3/products"
CK, CS = "ck_" + "a1b2c3d4" * 5, "cs_" + "e5f6a7b8" * 5


@pytest.mark.parametrize(
    ("method", "url", "query", "signature"),
    [
        ("PUT", f"{PLACE}/10", [], "/Lu4QceGSTCRV8TJlZkR24VVs1Z+QgCnEk+t7ugo7Mc="),
        ("POST", f"{PLACE}/batch", [], "JXxIQHVlcP2AhAAvdU9gltVAn1ftZsIr7SeQteZsaxo="),
        (
            "GET", PLACE.replace(".th/", ".th:8088/"), [("include[0]", "10"), ("include[1]", "12")],
            "dgUqFZ7PmBsiFUMVuM9YfGM+RDANJl5m9mSqsc/hLbM=",
        ),
    ],
)  # fmt: skip
def test_more_golden_signatures(method: str, url: str, query: list[tuple[str, str]], signature: str) -> None:
    own = [
        ("oauth_consumer_key", CK), ("oauth_timestamp", "1760600000"),
        ("oauth_nonce", "0b8a5f1c9e7d4a63b2c1d0e9f8a7b6c5d4e3f2a1"), ("oauth_signature_method", "HMAC-SHA256"),
    ]  # fmt: skip
    assert oauth.signature(method, url, query + own, CS) == signature


def code(reply: requests.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["code"]


def test_who_is_not_let_in_is_told_as_the_live_shop_tells_it(woo: Program) -> None:
    url = f"{woo.practice.address}/wp-json/wc/v3/products"
    assert requests.get(url, timeout=10).json() == recorded("err_no_auth")["json"]
    basic = requests.get(url, auth=(woo.key, woo.secret), timeout=10)
    assert code(basic) == (401, "woocommerce_rest_cannot_view"), "over http nobody looks at it"
    stranger = Program(woo.practice, woo.key, "cs_wrong")
    reply = stranger.call("GET", "/products")
    assert (reply.status_code, reply.json()) == (401, recorded("err_bad_secret")["json"])
    stranger.session.close()

    def sent(**changed: str) -> tuple[int, str]:
        return code(requests.get(woo.signed("GET", url, [], **changed), timeout=10))

    refused = (401, "woocommerce_rest_authentication_error")
    assert sent(oauth_timestamp=str(int(time.time()) - 1_000)) == refused
    assert sent(oauth_consumer_key="ck_nobody") == refused
    assert sent(oauth_signature_method="PLAINTEXT") == refused
    assert sent(oauth_nonce="")[1] == "woocommerce_rest_authentication_missing_parameter"
    once = woo.signed("GET", url, [])
    assert requests.get(once, timeout=10).status_code == 200
    assert code(requests.get(once, timeout=10)) == refused


def test_a_key_that_may_only_read_writes_nothing(woo: Program) -> None:
    reader = woo.practice.control.new_app("woocommerce", may="read")
    program = Program(woo.practice, reader["app_key"], reader["secret"])
    assert program.call("GET", "/products").status_code == 200
    assert code(program.call("POST", "/products", {"name": "x"})) == (401, "woocommerce_rest_authentication_error")
    program.session.close()


def test_the_shop_says_what_it_speaks(woo: Program) -> None:
    reply = requests.get(f"{woo.practice.address}/wp-json/", timeout=10)
    assert "wc/v3" in reply.json()["namespaces"]
    assert 'rel="https://api.w.org/"' in reply.headers["Link"]
    assert woo.call("GET", "/nothing").json() == recorded("err_no_route")["json"]


def test_goods_have_every_key_of_the_live_shop_in_its_kind(woo: Program) -> None:
    made = woo.make(meta_data=[{"key": "_coop_uid", "value": "p-0001"}])
    live = recorded("product_create")["json"]
    assert set(live) - set(made) <= {"permalink_template", "generated_slug"}
    for name, value in live.items():
        if name in made and value is not None and made[name] is not None:
            assert type(made[name]) is type(value), name
    assert (made["price"], made["stock_quantity"], made["meta_data"][0]["value"]) == ("250.00", 12, "p-0001")


def test_reading_and_writing_an_unknown_id_differ(woo: Program) -> None:
    assert code(woo.call("GET", "/products/999999")) == (404, "woocommerce_rest_product_invalid_id")
    assert woo.call("PUT", "/products/999999", {"stock_quantity": 1}).json() == recorded("err_invalid_id_put")["json"]


def test_a_sku_stands_once_in_the_shop(woo: Program) -> None:
    first = woo.make("BSK-001")
    again = woo.call("POST", "/products", {"name": "dup", "sku": "BSK-001"})
    assert code(again) == (400, "product_invalid_sku")
    assert again.json()["data"] == {"status": 400, "resource_id": first["id"], "unique_sku": "BSK-001-1"}
    assert woo.practice.control.effects()["creates"] == 1


def test_wrong_fields_are_refused_in_wordpress_words(woo: Program) -> None:
    assert (
        woo.call("POST", "/products", {"name": "x", "stock_quantity": "abc"}).json()
        == recorded("err_bad_param")["json"]
    )
    assert code(woo.call("POST", "/products", {"name": "x", "regular_price": 5})) == (400, "rest_invalid_param")
    assert woo.call("GET", "/products", per_page=101).json() == recorded("err_per_page")["json"]
    url = f"{woo.practice.address}/wp-json/wc/v3/products"
    cut = requests.post(woo.signed("POST", url, []), data="{", headers={"Content-Type": "application/json"}, timeout=10)
    assert code(cut) == (400, "rest_invalid_json")


def test_a_batch_answers_200_and_tells_each_failure_in_its_place(woo: Program) -> None:
    first = woo.make("BSK-001")
    wanted = {
        "create": [{"name": "dup", "sku": "BSK-001"}],
        "update": [{"id": first["id"], "stock_quantity": 8}, {"id": 999999, "stock_quantity": 1}],
    }
    reply = woo.call("POST", "/products/batch", wanted)
    assert reply.status_code == 200
    told = reply.json()
    assert told["create"][0]["error"]["code"] == "product_invalid_sku"
    assert told["update"][0]["stock_quantity"] == 8
    assert told["update"][1] == {
        "id": 999999,
        "error": {"code": "woocommerce_rest_product_invalid_id", "message": "Invalid ID.", "data": {"status": 400}},
    }
    many = {"update": [{"id": first["id"], "stock_quantity": 8}] * 101}
    big = woo.call("POST", "/products/batch", many)
    assert (big.status_code, big.json()) == (413, recorded("err_batch_too_big")["json"])


def test_variants_stand_under_their_product_and_are_found_by_sku(woo: Program) -> None:
    attributes = [{"name": "Size", "visible": True, "variation": True, "options": ["S", "M"]}]
    parent = woo.call("POST", "/products", {"name": "ผ้าซิ่น", "type": "variable", "attributes": attributes}).json()
    body = {"regular_price": "300", "sku": "SIN-S", "manage_stock": True, "stock_quantity": 4,
            "attributes": [{"name": "Size", "option": "S"}]}  # fmt: skip
    made = woo.call("POST", f"/products/{parent['id']}/variations", body)
    assert made.status_code == 201
    assert set(recorded("variation_create")["json"]) <= set(made.json())
    number = made.json()["id"]
    changed = woo.call(
        "POST", f"/products/{parent['id']}/variations/batch", {"update": [{"id": number, "stock_quantity": 3}]}
    )
    assert changed.json()["update"][0]["stock_quantity"] == 3
    assert woo.call("GET", "/products", sku="SIN-S").json()[0]["id"] == number
    assert woo.call("GET", f"/products/{parent['id']}").json()["variations"] == [number]
    order = woo.practice.control.buy("SIN-S", 2)
    line = woo.call("GET", f"/orders/{order}").json()["line_items"][0]
    assert (line["product_id"], line["variation_id"], line["quantity"], line["name"]) == (
        parent["id"],
        number,
        2,
        "ผ้าซิ่น - S",
    )


def test_photos_come_from_the_library_or_not_at_all(woo: Program) -> None:
    shop = woo.practice.control.seller("woocommerce")
    where = f"{woo.practice.address}/wp-json/wp/v2/media"
    heads = {"Content-Disposition": 'attachment; filename="a.jpg"', "Content-Type": "image/jpeg"}
    assert requests.post(where, data=picture(), headers=heads, timeout=10).status_code == 401
    owner = ("admin", shop["application_password"])
    held = requests.post(where, data=picture(), headers=heads, auth=owner, timeout=10)
    assert held.status_code == 201
    made = woo.make(images=[{"id": held.json()["id"]}])
    assert made["images"][0]["id"] == held.json()["id"]
    outside = woo.call("POST", "/products", {"name": "x", "images": [{"src": "https://else.example/a.jpg"}]})
    assert code(outside) == (400, "woocommerce_product_image_upload_error")


def stock(woo: Program, number: int) -> int:
    found: int = woo.call("GET", f"/products/{number}").json()["stock_quantity"]
    return found


def test_stock_falls_when_an_order_is_processed_and_comes_back_when_it_is_cancelled(woo: Program) -> None:
    made = woo.make(stock=8)
    line = [{"product_id": made["id"], "quantity": 2}]
    order = woo.call("POST", "/orders", {"line_items": line}).json()
    assert (order["status"], stock(woo, made["id"])) == ("pending", 8)
    processing = woo.call("PUT", f"/orders/{order['id']}", {"status": "processing"}).json()
    assert (processing["line_items"][0]["meta_data"][0]["value"], stock(woo, made["id"])) == ("2", 6)
    live = recorded("order_set_processing")["json"]
    assert set(live) == set(processing)
    woo.call("PUT", f"/orders/{order['id']}", {"status": "cancelled"})
    assert stock(woo, made["id"]) == 8
    bad = woo.call("PUT", f"/orders/{order['id']}", {"status": "nonsense"})
    assert bad.json() == recorded("err_bad_status")["json"]


def test_a_buyer_of_the_window_pays_now_later_or_at_the_door(woo: Program) -> None:
    made, control = woo.make(stock=9), woo.practice.control
    paid, later, door = (control.buy("BSK-001", payment=way) for way in ("paid", "unpaid", "cod"))
    states = {one: woo.call("GET", f"/orders/{one}").json() for one in (paid, later, door)}
    assert [states[one]["status"] for one in (paid, later, door)] == ["processing", "pending", "processing"]
    assert (states[later]["date_paid"], states[door]["payment_method"]) == (None, "cod")
    assert stock(woo, made["id"]) == 7
    control.pay(later)
    assert stock(woo, made["id"]) == 6
    control.cancel(paid)
    assert (woo.call("GET", f"/orders/{paid}").json()["status"], stock(woo, made["id"])) == ("cancelled", 7)


def test_shipping_is_told_by_status_meta_and_a_note(woo: Program) -> None:
    woo.make()
    order = woo.practice.control.buy("BSK-001")
    meta = [{"key": "_tracking_number", "value": "EF582568151TH"}]
    done = woo.call("PUT", f"/orders/{order}", {"status": "completed", "meta_data": meta}).json()
    assert (done["status"], done["meta_data"][0]["value"]) == ("completed", "EF582568151TH")
    note = woo.call("POST", f"/orders/{order}/notes", {"note": "EMS EF582568151TH", "customer_note": True})
    assert note.status_code == 201
    assert set(recorded("order_note")["json"]) == set(note.json())
    assert [one["note"] for one in woo.call("GET", f"/orders/{order}/notes").json()] == ["EMS EF582568151TH"]


def test_a_refund_leaves_the_total_until_all_is_given_back(woo: Program) -> None:
    woo.make()
    order = woo.practice.control.buy("BSK-001", 2, shipping=0)
    first = woo.call("POST", f"/orders/{order}/refunds", {"amount": "10.00", "api_refund": False, "reason": "ชำรุด"})
    assert first.status_code == 201
    assert set(recorded("refund")["json"]) == set(first.json())
    told = woo.call("GET", f"/orders/{order}").json()
    assert (told["status"], told["total"], told["refunds"][0]["total"]) == ("processing", "500.00", "-10.00")
    assert woo.call("POST", f"/orders/{order}/refunds", {"amount": "490.01"}).status_code == 400
    assert woo.call("POST", f"/orders/{order}/refunds", {"amount": "490.00"}).status_code == 201
    assert woo.call("GET", f"/orders/{order}").json()["status"] == "refunded"


def test_a_refund_of_a_line_tells_which_and_how_many(woo: Program) -> None:
    woo.make()
    order = woo.practice.control.buy("BSK-001", 3, shipping=0)
    (line,) = woo.call("GET", f"/orders/{order}").json()["line_items"]
    body = {"amount": "250.00", "line_items": [{"id": line["id"], "quantity": 1, "refund_total": 250.00}]}
    assert woo.call("POST", f"/orders/{order}/refunds", body).status_code == 201
    ((back,),) = [one["line_items"] for one in woo.call("GET", f"/orders/{order}/refunds").json()]
    assert (back["quantity"], back["total"]) == (-1, "-250.00")
    assert [(one["key"], one["value"]) for one in back["meta_data"]] == [("_refunded_item_id", str(line["id"]))]
    body["line_items"] = [{"id": 7, "quantity": 1}]
    assert woo.call("POST", f"/orders/{order}/refunds", body).status_code == 400


def test_trash_keeps_an_order_readable_and_force_does_not(woo: Program) -> None:
    made = woo.make()
    order = woo.practice.control.buy("BSK-001")
    assert woo.call("DELETE", f"/orders/{order}").json()["status"] == "processing"
    assert woo.call("GET", f"/orders/{order}").json()["status"] == "trash"
    assert woo.call("GET", "/orders").json() == []
    assert woo.call("DELETE", f"/products/{made['id']}", force="true").status_code == 200
    assert woo.call("GET", f"/products/{made['id']}").status_code == 404


def test_pages_tell_their_number_and_their_links_repeat_what_signed_them(woo: Program) -> None:
    woo.make(stock=20)
    orders = [int(woo.practice.control.buy("BSK-001")) for _ in range(3)]
    first = woo.call("GET", "/orders", per_page=2, page=1, orderby="id", order="asc", status="processing,on-hold")
    assert [one["id"] for one in first.json()] == orders[:2]
    assert (first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == ("3", "2")
    assert 'rel="next"' in first.headers["Link"]
    assert "oauth_signature=" in first.headers["Link"]
    past = woo.call("GET", "/orders", per_page=2, page=9)
    assert (past.status_code, past.json(), past.headers["X-WP-Total"]) == (200, [], "3")
    assert woo.call("GET", "/orders", status="nonsense").status_code == 400


def test_the_span_is_in_the_shops_time_unless_it_is_said_to_be_gmt(woo: Program) -> None:
    woo.make()
    order = woo.call("GET", f"/orders/{woo.practice.control.buy('BSK-001')}").json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", order["date_modified_gmt"])
    assert order["date_modified"] != order["date_modified_gmt"]

    def found(**query: str) -> int:
        return len(woo.call("GET", "/orders", **query).json())

    same = order["date_modified_gmt"]
    assert found(modified_after=same, dates_are_gmt="true") == 0, "the second itself does not count"
    assert found(modified_after=same) == 1, "without the word it is seven hours earlier"
    assert found(modified_before=same, dates_are_gmt="true") == 0


def test_the_shop_is_told_from_others(woo: Program) -> None:
    made = woo.make()
    other = woo.practice.control.new_seller("woocommerce", name="ร้านอื่น")
    program = Program(woo.practice, other["app_key"], other["secret"])
    assert program.call("GET", f"/products/{made['id']}").status_code == 404
    assert program.call("GET", "/products").json() == []
    program.session.close()


def test_a_hostings_guard_and_a_broken_line(woo: Program) -> None:
    woo.practice.control.fault("throttle", path="/wp-json")
    reply = woo.call("GET", "/products")
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "2")
    woo.practice.control.fault("drop_after", path="/products")
    with pytest.raises(requests.ConnectionError):
        woo.make()
    assert woo.call("POST", "/products", {"name": "x", "sku": "BSK-001"}).json()["data"]["resource_id"]
