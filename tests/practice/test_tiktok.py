"""TikTok Shop 202309: signed bodies, errors behind code 0, keys that make once, pages by token, labels made late."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import requests

from shopdesk.practice import server
from shopdesk.practice.server import Practice
from tests.practice.conftest import offered, picture, vectors

TITLE = "ตะกร้าไม้ไผ่สานมือ ขนาดกลาง งานหัตถกรรมเชียงใหม่"
WAREHOUSE = "7068517275539719942"
ORDERS, PRODUCTS = "/order/202309/orders/search", "/product/202309/products"


@dataclass
class Program:
    """A program that signs as the guide says."""

    practice: Practice
    key: str
    secret: str
    token: str
    cipher: str
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, body: Any = None, files: Any = None, **query: Any) -> requests.Response:
        given = {"app_key": self.key, "timestamp": str(int(time.time()))} | {k: str(v) for k, v in query.items()}
        given |= {"shop_cipher": self.cipher} if self.cipher and not files else {}
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        told = path + "".join(f"{k}{given[k]}" for k in sorted(given))
        wrapped = self.secret.encode() + told.encode() + (b"" if files else raw) + self.secret.encode()
        sign = hmac.new(self.secret.encode(), wrapped, hashlib.sha256).hexdigest()
        heads = {"x-tts-access-token": self.token} | ({} if files else {"content-type": "application/json"})
        where = f"{self.practice.address}{path}"
        sent = {"files": files} if files else {"data": raw}
        return self.session.request(method, where, params=given | {"sign": sign}, headers=heads, timeout=10, **sent)

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self.call("GET", path, **query).json()

    def post(self, path: str, body: Any, **query: Any) -> dict[str, Any]:
        return self.call("POST", path, body, **query).json()

    def upload(self, content: bytes) -> dict[str, Any]:
        files = {"data": ("a.jpg", content, "image/jpeg")}
        return self.call("POST", "/product/202309/images/upload", files=files).json()

    def make(self, sku: str = "BSK-001", stock: int = 9, **more: Any) -> dict[str, Any]:
        unit = {
            "seller_sku": sku, "price": {"amount": "250", "currency": "THB"},
            "inventory": [{"warehouse_id": WAREHOUSE, "quantity": stock}],
        }  # fmt: skip
        body = {
            "save_mode": "LISTING", "title": TITLE, "description": "<p>สานด้วยมือ</p>", "category_id": "10002019",
            "main_images": [{"uri": self.upload(picture())["data"]["uri"]}], "skus": [unit],
            "package_weight": {"value": "0.5", "unit": "KILOGRAM"}, **more,
        }  # fmt: skip
        return self.post(PRODUCTS, body)

    def made(self, sku: str = "BSK-001", stock: int = 9, **more: Any) -> tuple[str, str]:
        done = self.make(sku, stock, **more)
        assert done["code"] == 0, done
        return done["data"]["product_id"], done["data"]["skus"][0]["id"]

    def stock(self, product: str) -> int:
        told = self.get(f"{PRODUCTS}/{product}")["data"]
        found: int = told["skus"][0]["inventory"][0]["quantity"]
        return found

    def order(self, number: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get("/order/202507/orders", ids=number)["data"]["orders"][0]
        return found


@pytest.fixture
def tiktok(practice: Practice) -> Iterator[Program]:
    shop = practice.control.seller("tiktok")
    token = practice.control.sign_in(seller=shop["seller"])["access_token"]
    program = Program(practice, shop["app_key"], shop["secret"], token, shop["cipher"])
    yield program
    program.session.close()


@pytest.mark.parametrize("vector", vectors("tiktok"), ids=lambda vector: vector["name"])
def test_golden_signatures_pass_and_altered_ones_do_not(vector: dict[str, Any]) -> None:
    query = vector["query"] | {"sign": vector["sign"]}
    with server.running(now=lambda: datetime.fromtimestamp(int(query["timestamp"]), UTC)) as practice:
        practice.control.new_app("tiktok", key=query["app_key"], secret=vector["app_secret"])

        def code(body: str = vector["body"], **changed: str) -> int:
            kind = {"content-type": vector["content_type"]} if body else {}
            where = f"{practice.address}{vector['path']}"
            sent = requests.post(where, params=query | changed, data=body.encode(), headers=kind, timeout=10)
            return int(sent.json()["code"])

        wrong = 106001
        assert code() != wrong
        assert code(sign=vector["sign"].upper()) == wrong
        assert code(page_size="5") == wrong
        multipart = vector["content_type"].startswith("multipart")
        assert (code(body=vector["body"] + " ") == wrong) != multipart
        assert code(timestamp=str(int(query["timestamp"]) - 301)) == 36009004
        assert code(timestamp=str(int(query["timestamp"]) + 31)) == 36009004


def test_the_official_example_without_a_body() -> None:
    query = {"app_key": "29a39d", "timestamp": "1623812664"}
    sign = "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8"
    with server.running(now=lambda: datetime.fromtimestamp(1_623_812_664, UTC)) as practice:
        practice.control.new_app("tiktok", key="29a39d", secret="e59af819cc")
        token = practice.control.sign_in(practice.control.seller("tiktok")["seller"], "29a39d")["access_token"]
        where, heads = f"{practice.address}/authorization/202309/shops", {"x-tts-access-token": token}
        told = requests.get(where, params=query | {"sign": sign}, headers=heads, timeout=10).json()
        assert (told["code"], told["data"]["shops"][0]["region"]) == (0, "TH")


def test_tokens_tell_moments_and_a_code_works_once(tiktok: Program) -> None:
    control, address = tiktok.practice.control, tiktok.practice.address
    shop = control.seller("tiktok")
    app = {"app_key": tiktok.key, "app_secret": tiktok.secret}
    first = app | {"auth_code": control.code(seller=shop["seller"]), "grant_type": "authorized_code"}
    told = requests.get(f"{address}/api/v2/token/get", params=first, timeout=10).json()
    assert abs(told["data"]["access_token_expire_in"] - time.time() - 7 * 86_400) < 60
    assert requests.get(f"{address}/api/v2/token/get", params=first, timeout=10).json()["code"] == 36004004
    again = app | {"refresh_token": told["data"]["refresh_token"], "grant_type": "refresh_token"}
    fresh = requests.get(f"{address}/api/v2/token/refresh", params=again, timeout=10).json()["data"]
    control.expire_token(seller=shop["seller"])
    tiktok.token = fresh["access_token"]
    assert tiktok.get("/product/202309/categories")["code"] == 105002
    tiktok.token = requests.get(f"{address}/api/v2/token/refresh", params=again, timeout=10).json()["data"][
        "access_token"
    ]
    assert tiktok.get("/product/202309/categories")["code"] == 0


def test_who_is_not_let_in_is_told_why(tiktok: Program) -> None:
    assert tiktok.get("/product/202309/nothing")["code"] == 36009009
    assert tiktok.call("PUT", PRODUCTS, {}).json()["code"] == 36009010
    mine, tiktok.cipher = tiktok.cipher, ""
    assert tiktok.get("/product/202309/categories")["code"] == 106013
    tiktok.cipher = "ROW_other"
    assert tiktok.get("/product/202309/categories")["code"] == 101000
    tiktok.cipher, tiktok.token = mine, "nobody"
    assert tiktok.get("/product/202309/categories")["code"] == 36009004


def test_products_are_made_once_for_a_key(tiktok: Program) -> None:
    first = tiktok.make(idempotency_key="7c1f")
    assert tiktok.make(idempotency_key="7c1f")["data"] == first["data"]
    assert tiktok.make()["data"]["product_id"] != first["data"]["product_id"]
    assert tiktok.practice.control.effects()["creates"] == 2
    told = tiktok.get(f"{PRODUCTS}/{first['data']['product_id']}")["data"]
    assert (told["status"], told["skus"][0]["price"]["sale_price"]) == ("ACTIVATE", "250")


UNIT = {"seller_sku": "A", "price": {"amount": "250", "currency": "THB"},
        "inventory": [{"warehouse_id": WAREHOUSE, "quantity": 9}]}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "สั้นไป"}, 12052051),
        ({"category_id": "1"}, 12052023),
        ({"category_id": "10002010"}, 12052024),
        ({"category_id": "10000021"}, 12052094),
        ({"description": "<img src='https://else.example/a.jpg'>"}, 12052340),
        ({"main_images": [{"uri": "tos-x"}]}, 12052300),
        ({"package_weight": {"value": "0.5555", "unit": "KILOGRAM"}}, 12052040),
        ({"package_dimensions": {"length": "1.5", "unit": "CENTIMETER"}}, 12052041),
        ({"skus": [UNIT | {"seller_sku": "a b"}]}, 12052554),
        ({"skus": [UNIT | {"price": {"amount": "29.99", "currency": "THB"}}]}, 12052570),
        ({"skus": [UNIT | {"inventory": [{"warehouse_id": WAREHOUSE, "quantity": 0}]}]}, 12052055),
        ({"skus": [UNIT | {"inventory": []}]}, 12019028),
        ({"skus": [UNIT, UNIT | {"seller_sku": "B"}]}, 12052560),
    ],
)
def test_what_is_wrong_with_a_product_is_told_by_number(tiktok: Program, wrong: dict[str, Any], code: int) -> None:
    assert tiktok.make(**wrong)["code"] == code
    assert "creates" not in tiktok.practice.control.effects()


def test_photos_are_looked_at(tiktok: Program) -> None:
    assert tiktok.upload(picture(99, 400))["code"] == 12038015
    assert tiktok.upload(b"no photo")["code"] == 12038005
    small = tiktok.upload(picture(200, 200))["data"]
    assert (small["width"], small["use_case"]) == (200, "MAIN_IMAGE")
    assert tiktok.make(main_images=[{"uri": small["uri"]}])["code"] == 12052301


def test_stock_and_prices_may_fail_in_part_with_code_0(tiktok: Program) -> None:
    product, sku = tiktok.made(stock=9)
    tiktok.practice.control.buy("BSK-001", 2)

    def stock(*skus: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
        body = {"skus": [{"id": number, "inventory": held} for number, held in skus]}
        return tiktok.post(f"{PRODUCTS}/{product}/inventory/update", body)

    good = [{"warehouse_id": WAREHOUSE, "quantity": 5}]
    told = stock((sku, good), ("5", good))
    assert (told["code"], told["data"]["errors"][0]["detail"]["sku_id"]) == (0, "5")
    assert tiktok.stock(product) == 5
    assert stock((sku, []))["data"]["errors"][0]["code"] == 12019028
    body = {"skus": [{"id": sku, "price": {"amount": "260", "currency": "THB"}}]}
    assert tiktok.post(f"{PRODUCTS}/{product}/prices/update", body)["data"] == {}
    tiktok.practice.control.freeze("BSK-001", "11.11")
    assert stock((sku, good))["data"]["errors"][0]["code"] == 12052393
    assert tiktok.post(f"{PRODUCTS}/deactivate", {"product_ids": [product, "5"]})["data"]["errors"][0]["detail"] == {
        "product_id": "5"
    }
    assert stock((sku, good))["code"] == 12052047, "only live products take stock"
    assert tiktok.post(f"{PRODUCTS}/activate", {"product_ids": [product]})["data"] == {}


def test_products_are_searched_by_sku_and_page(tiktok: Program) -> None:
    made = [tiktok.made(name)[0] for name in ("A", "B", "C")]
    where = "/product/202502/products/search"
    first = tiktok.post(where, {"status": "ALL"}, page_size=2)["data"]
    assert ([one["id"] for one in first["products"]], first["total_count"]) == (made[:2], 3)
    rest = tiktok.post(where, {"status": "ALL"}, page_size=2, page_token=first["next_page_token"])["data"]
    assert ([one["id"] for one in rest["products"]], rest["next_page_token"]) == (made[2:], "")
    assert tiktok.post(where, {"seller_skus": ["B"]}, page_size=9)["data"]["products"][0]["id"] == made[1]
    assert tiktok.call("DELETE", PRODUCTS, {"product_ids": made[:1]}).json()["code"] == 0
    assert tiktok.post(where, {"status": "ALL"}, page_size=9)["data"]["total_count"] == 2
    assert tiktok.get(f"{PRODUCTS}/{made[0]}")["code"] == 12052048


def test_a_partial_edit_keeps_the_skus_it_names(tiktok: Program) -> None:
    skus = [UNIT | {"seller_sku": name, "sales_attributes": [{"name": "Size", "value_name": name}]} for name in "SM"]
    product = tiktok.make(skus=skus)["data"]
    kept = product["skus"][0]["id"]
    where = f"/product/202509/products/{product['product_id']}/partial_edit"
    assert tiktok.post(where, {"title": TITLE + " ใหม่"})["code"] == 0
    assert len(tiktok.get(f"{PRODUCTS}/{product['product_id']}")["data"]["skus"]) == 2
    tiktok.post(where, {"skus": [{"id": kept}]})
    told = tiktok.get(f"{PRODUCTS}/{product['product_id']}")["data"]
    assert ([one["id"] for one in told["skus"]], told["title"]) == ([kept], TITLE + " ใหม่")


def test_one_piece_is_one_line_and_the_address_waits_for_the_money(tiktok: Program) -> None:
    tiktok.made()
    control = tiktok.practice.control
    order = control.buy("BSK-001", 2, payment="unpaid", shipping=4_000, voucher_seller=1_000)
    told = tiktok.order(order)
    assert (told["status"], len(told["line_items"])) == ("UNPAID", 2)
    assert "recipient_address" not in told
    assert told["payment"]["total_amount"] == "530"
    control.pay(order)
    assert tiktok.order(order)["recipient_address"]["postal_code"] == "50200"
    control.hold(order)
    held = tiktok.order(order)
    assert (held["status"], "recipient_address" in held) == ("ON_HOLD", False)


def test_orders_are_searched_by_change_and_page_token(tiktok: Program) -> None:
    tiktok.made(stock=20)
    made = [tiktok.practice.control.buy("BSK-001") for _ in range(3)]
    now = int(time.time())
    how = {"page_size": 2, "sort_field": "update_time", "sort_order": "ASC"}
    span = {"update_time_ge": now - 60, "update_time_lt": now + 60}
    first = tiktok.post(ORDERS, span, **how)["data"]
    assert ([one["id"] for one in first["orders"]], first["total_count"]) == (made[:2], 3)
    rest = tiktok.post(ORDERS, span, **how, page_token=first["next_page_token"])["data"]
    assert ([one["id"] for one in rest["orders"]], rest["next_page_token"]) == (made[2:], "")
    assert tiktok.post(ORDERS, {"update_time_lt": now - 60}, **how)["data"]["orders"] == []
    assert tiktok.post(ORDERS, {}, page_size=101)["code"] == 12052910
    tiktok.practice.control.ask_cancel(made[1])
    asked = tiktok.post(ORDERS, {"is_buyer_request_cancel": True}, page_size=9)["data"]["orders"]
    assert [one["id"] for one in asked] == [made[1]]


def test_a_package_is_shipped_printed_and_delivered(tiktok: Program) -> None:
    product, _ = tiktok.made(stock=5)
    control = tiktok.practice.control
    order = control.buy("BSK-001", 2)
    package = tiktok.order(order)["packages"][0]["id"]
    where = f"/fulfillment/202309/packages/{package}"
    paper = {"document_type": "SHIPPING_LABEL", "document_size": "A6"}
    assert tiktok.get(f"{where}/shipping_documents", **paper)["code"] == 21011004
    assert tiktok.post(f"{where}/ship", {})["code"] == 21011031
    assert tiktok.post(f"{where}/ship", {"handover_method": "PICKUP"})["code"] == 0
    assert tiktok.post(f"{where}/ship", {"handover_method": "PICKUP"})["code"] == 21011003
    assert tiktok.order(order)["status"] == "AWAITING_COLLECTION"
    assert tiktok.get(f"{where}/shipping_documents", **paper)["code"] == 11034037
    label = tiktok.get(f"{where}/shipping_documents", **paper)["data"]
    assert requests.get(label["doc_url"], timeout=10).content.startswith(b"%PDF-")
    assert (
        label["tracking_number"]
        == tiktok.order(order)["tracking_number"]
        == tiktok.get(where)["data"]["tracking_number"]
    )
    states = [(control.advance(order, to), tiktok.order(order)["status"])[1] for to in ("", "", "completed")]
    assert states == ["IN_TRANSIT", "DELIVERED", "COMPLETED"]
    assert tiktok.get(f"/fulfillment/202309/orders/{order}/tracking")["data"]["tracking"]
    assert tiktok.stock(product) == 3


def test_the_shop_sends_itself_with_a_number_of_its_own(tiktok: Program) -> None:
    tiktok.made()
    order = tiktok.practice.control.buy("BSK-001", buyer={"carrier": "seller"})
    told = tiktok.order(order)
    found = tiktok.get(f"/logistics/202309/delivery_options/{told['delivery_option_id']}/shipping_providers")
    provider = found["data"]["shipping_providers"][0]["id"]
    where = f"/fulfillment/202309/packages/{told['packages'][0]['id']}/ship"
    assert tiktok.post(where, {"handover_method": "PICKUP"})["code"] == 21011030
    own = {"tracking_number": "EF582568151TH", "shipping_provider_id": provider}
    assert tiktok.post(where, {"self_shipment": own})["code"] == 0
    assert (tiktok.order(order)["status"], tiktok.order(order)["tracking_number"]) == ("IN_TRANSIT", "EF582568151TH")


def test_unpaid_and_paid_orders_are_cancelled_for_reasons_of_their_own(tiktok: Program) -> None:
    product, _ = tiktok.made(stock=5)
    control = tiktok.practice.control
    unpaid, paid = control.buy("BSK-001", payment="unpaid"), control.buy("BSK-001")

    def cancelled(order: str, reason: str) -> int:
        body = {"order_id": order, "cancel_reason": reason}
        return int(tiktok.post("/return_refund/202309/cancellations", body)["code"])

    assert cancelled(paid, "seller_cancel_unpaid_reason_out_of_stock") == 25001021
    assert cancelled(unpaid, "seller_cancel_reason_out_of_stock") == 25001021
    assert cancelled(paid, "seller_cancel_reason_out_of_stock") == 0
    assert cancelled(unpaid, "seller_cancel_unpaid_reason_out_of_stock") == 0
    assert cancelled(paid, "seller_cancel_reason_out_of_stock") == 25001022
    assert (tiktok.order(paid)["status"], tiktok.stock(product)) == ("CANCELLED", 5)


def test_a_buyers_wishes_are_searched_and_answered(tiktok: Program) -> None:
    tiktok.made(stock=9)
    control, where = tiktok.practice.control, "/return_refund/202309"
    orders = [control.buy("BSK-001") for _ in range(2)]
    for order, deed in zip(orders, ("approve", "reject"), strict=True):
        wish = control.ask_cancel(order)
        found = tiktok.post(f"{where}/cancellations/search", {"order_ids": [order]}, page_size=50)["data"]
        assert [(one["cancel_id"], one["cancel_status"]) for one in found["cancellations"]] == [
            (wish, "CANCELLATION_REQUEST_PENDING")
        ]
        reasons = tiktok.get(f"{where}/reject_reasons", return_or_cancel_id=wish)["data"]["reasons"]
        assert tiktok.post(f"{where}/cancellations/{wish}/reject", {"reject_reason": "no"})["code"] == 25001014
        answered = tiktok.post(f"{where}/cancellations/{wish}/{deed}", {"reject_reason": reasons[0]["name"]})
        assert answered["code"] == 0
        assert tiktok.post(f"{where}/cancellations/{wish}/{deed}", {"reject_reason": reasons[0]["name"]})["code"] != 0
    assert [tiktok.order(order)["status"] for order in orders] == ["CANCELLED", "AWAITING_SHIPMENT"]
    assert [offered(tiktok.practice, order) for order in orders] == [set(), {"cancel"}]
    assert tiktok.post(f"{where}/cancellations/search", {}, page_size=51)["code"] == 25001001


def test_what_was_sold_is_settled_in_statements(tiktok: Program) -> None:
    tiktok.made(stock=9)
    control = tiktok.practice.control
    order = control.buy("BSK-001", 2)
    tiktok.post(f"/fulfillment/202309/packages/115{order}/ship", {"handover_method": "DROP_OFF"})
    for _ in range(2):
        control.advance(order)
    paid = control.statement(platform="tiktok", paid=True)["payout"]
    asked = {"page_size": 20, "sort_field": "statement_time"}
    (one,) = tiktok.get("/finance/202309/statements", **asked)["data"]["statements"]
    assert (one["payment_status"], Decimal(one["settlement_amount"]) * 100) == ("PAID", paid)
    where = f"/finance/202501/statements/{one['id']}/statement_transactions"
    (row,) = tiktok.get(where, page_size=20, sort_field="order_create_time")["data"]["transactions"]
    parts = [row["revenue_amount"], row["shipping_cost_amount"], row["fee_tax_amount"]]
    assert row["order_id"] == order
    assert sum(Decimal(part) * 100 for part in parts) == paid
    assert tiktok.get("/finance/202309/statements", page_size=20)["code"] == 12052910


def test_too_many_calls_say_so_with_http_429(tiktok: Program) -> None:
    tiktok.practice.control.fault("throttle", path="/order/")
    assert tiktok.call("POST", ORDERS, {}, page_size=5).status_code == 429
    tiktok.practice.control.fault("code", path="/order/", code="36009007")
    assert tiktok.post(ORDERS, {}, page_size=5)["code"] == 36009007


def test_the_services_link_opens_the_page_of_the_sign_in(tiktok: Program) -> None:
    where = f"{tiktok.practice.address}/open/authorize"
    asked = {"service_id": tiktok.key, "state": "s", "redirect": "http://127.0.0.1:9/back"}
    assert requests.get(where, params=asked, timeout=10).status_code == 200
    assert requests.get(where, params=asked | {"service_id": "x"}, timeout=10).status_code == 400
