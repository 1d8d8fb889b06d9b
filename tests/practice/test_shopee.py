# ruff: noqa: E501 - a signature stays on its line
"""Shopee v2: signatures, tokens for one use, items and models, fifteen days, sending, cancelling, what remains."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from shopdesk.practice import server
from shopdesk.practice.server import Practice
from shopdesk.practice.shopee import door
from tests.practice.conftest import offered, picture, pressed, vectors

KEY = "4f6b7a5a6e4d4c4b7658715472576d616a5049646b70667a594c4f5354756661"
STAMP, TOKEN, SHOP = 1_760_600_000, "71594a4c54537649697341796363674a", 322_300_222


@dataclass
class Partner:
    """A program that signs as the guide says."""

    practice: Practice
    id: str
    key: str
    shop: int
    token: str = ""
    ahead: int = 0
    session: requests.Session = field(default_factory=requests.Session)

    def query(self, path: str, shop: bool = True) -> dict[str, str]:
        now = str(int(time.time()) + self.ahead)
        base = f"{self.id}/api/v2{path}{now}" + (f"{self.token}{self.shop}" if shop else "")
        sign = hmac.new(self.key.encode(), base.encode(), hashlib.sha256).hexdigest()
        common = {"partner_id": self.id, "timestamp": now, "sign": sign}
        return common | ({"access_token": self.token, "shop_id": str(self.shop)} if shop else {})

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        params = self.query(path) | query
        return self.session.get(f"{self.practice.address}/api/v2{path}", params=params, timeout=10).json()

    def raw(self, path: str, body: Any, shop: bool = True) -> requests.Response:
        where = f"{self.practice.address}/api/v2{path}"
        return self.session.post(where, params=self.query(path, shop), json=body, timeout=10)

    def post(self, path: str, body: Any, shop: bool = True) -> dict[str, Any]:
        return self.raw(path, body, shop).json()

    def add(self, sku: str = "BSK-001", stock: int = 9, **more: Any) -> int:
        path = "/media_space/upload_image"
        where, files = f"{self.practice.address}/api/v2{path}", {"image": ("a.jpg", picture(), "image/jpeg")}
        held = self.session.post(where, params=self.query(path, shop=False), files=files, timeout=10).json()
        body = {
            "category_id": 10002019, "item_name": "ตะกร้าไม้ไผ่สานมือ", "description": "สานด้วยมือ", "item_sku": sku,
            "original_price": 250, "seller_stock": [{"stock": stock}], "condition": "NEW", "item_status": "NORMAL",
            "weight": 0.5, "dimension": {"package_length": 30, "package_width": 20, "package_height": 20},
            "image": {"image_id_list": [held["response"]["image_info"]["image_id"]]},
            "logistic_info": [{"logistic_id": 70022, "enabled": True}], "brand": {"brand_id": 0}, **more,
        }  # fmt: skip
        done = self.post("/product/add_item", body)
        assert done["error"] == "", done
        number: int = done["response"]["item_id"]
        return number

    def orders(self, **more: Any) -> list[dict[str, Any]]:
        now = int(time.time())
        span = {"time_range_field": "update_time", "time_from": now - 3_600, "time_to": now + 60, "page_size": 50}
        asked = {"cursor": "", "response_optional_fields": "order_status"}
        found: list[dict[str, Any]] = self.get("/order/get_order_list", **(span | asked | more))["response"][
            "order_list"
        ]
        return found

    def detail(self, number: str, fields: str) -> dict[str, Any]:
        told = self.get("/order/get_order_detail", order_sn_list=number, response_optional_fields=fields)
        found: dict[str, Any] = told["response"]["order_list"][0]
        return found

    def stock(self, item: int) -> int:
        told = self.get("/product/get_item_base_info", item_id_list=str(item))["response"]["item_list"][0]
        found: int = told["stock_info_v2"]["summary_info"]["total_available_stock"]
        return found


@pytest.fixture
def shopee(practice: Practice) -> Iterator[Partner]:
    shop = practice.control.seller("shopee")
    token = practice.control.sign_in(seller=shop["seller"])["access_token"]
    partner = Partner(practice, shop["app_key"], shop["secret"], shop["seller"], token)
    yield partner
    partner.session.close()


@pytest.mark.parametrize("vector", vectors("shopee"), ids=lambda vector: vector["name"])
def test_golden_signatures_are_the_gateways_own(vector: dict[str, Any]) -> None:
    assert door.signature(vector["partner_key"], vector["base"]) == vector["sign"]
    assert door.signature(vector["partner_key"], vector["base"] + "1") != vector["sign"]


@pytest.mark.parametrize(
    ("method", "path", "sign", "passed"),
    [
        ("POST", "/auth/token/get", "e3f9a79eb88e1d38b6dbaeae002ece58b630c5acd78b183e38cd05087d8b714c", "error_param"),
        ("POST", "/auth/access_token/get", "5cc4be9860d4cbc4cc863ab4ab0a7d64f6f7fbe4262b5566e2a78e52dd22d5c1", "error_param"),
        ("GET", "/order/get_order_list", "ad26a4d704dd2671bd9f6ced05a2d19bda24e2b29fa4d556f1ea18b3ccde714a", "error_auth"),
        ("POST", "/product/update_stock", "8940711e7e83e8525b321c333573d45430076784f691435868ab24116bd483ba", "error_auth"),
        ("POST", "/media_space/upload_image", "0c58397dfb5daaece531862ef78ed8c72a009963654b31337ac93320edea0457", "error_param"),
    ],
)  # fmt: skip
def test_golden_signatures_pass_and_altered_ones_do_not(method: str, path: str, sign: str, passed: str) -> None:
    with server.running(now=lambda: datetime.fromtimestamp(STAMP, UTC)) as practice:
        practice.control.new_app("shopee", key="2001887", secret=KEY)
        practice.control.sign_in(practice.control.seller("shopee")["seller"], "2001887", TOKEN)
        query = {
            "partner_id": "2001887",
            "timestamp": str(STAMP),
            "sign": sign,
            "access_token": TOKEN,
            "shop_id": str(SHOP),
        }

        def asked(**changed: str) -> str:
            where = f"{practice.address}/api/v2{path}"
            return str(requests.request(method, where, params=query | changed, timeout=10).json()["error"])

        assert asked() == passed, "signed well; the shop is another, or the body empty"
        assert asked(sign=sign.upper()) == "error_sign"
        assert asked(timestamp=str(STAMP + 1)) == "error_sign"
        assert asked(timestamp=str(STAMP - 301)) == "error_param"
        assert asked(partner_id="5") == "invalid_partner_id"


def test_a_refresh_token_is_for_one_use_and_the_old_access_lives_five_minutes(shopee: Partner) -> None:
    control = shopee.practice.control
    pair = control.sign_in(seller=shopee.shop)
    body = {"refresh_token": pair["refresh_token"], "partner_id": int(shopee.id), "shop_id": shopee.shop}
    fresh = shopee.post("/auth/access_token/get", body, shop=False)
    assert (fresh["error"], fresh["expire_in"]) == ("", 14_400)
    assert shopee.post("/auth/access_token/get", body, shop=False)["error"] == "error_shop_refresh_token"
    shopee.token = pair["access_token"]
    assert shopee.get("/shop/get_shop_info")["status"] == "NORMAL"
    for shopee.ahead in (280, 301):
        control.clock(shopee.ahead)
        told = shopee.get("/shop/get_shop_info")["error"]
        assert told == ("" if shopee.ahead < 300 else "invalid_acceess_token")


def test_a_code_is_for_its_shop_and_once(shopee: Partner) -> None:
    code = shopee.practice.control.code(seller=shopee.shop)
    body = {"code": code, "partner_id": int(shopee.id), "shop_id": shopee.shop}
    assert shopee.post("/auth/token/get", body | {"shop_id": 5}, shop=False)["error"] == "invalid_shop_id"
    shopee.token = shopee.post("/auth/token/get", body, shop=False)["access_token"]
    assert shopee.post("/auth/token/get", body, shop=False)["error"] == "invalid_code"
    assert shopee.get("/shop/get_shop_info")["region"] == "TH"


def test_items_are_added_and_read_and_decimals_are_rounded(shopee: Partner) -> None:
    item = shopee.add(original_price=249.5)
    told = shopee.get("/product/get_item_base_info", item_id_list=str(item))["response"]["item_list"][0]
    assert (told["price_info"][0]["original_price"], told["item_sku"], told["has_model"]) == (250, "BSK-001", False)
    assert shopee.get("/product/get_item_base_info", item_id_list="5")["error"] == "product.error_item_not_found"
    listed = shopee.get("/product/get_item_list", offset=0, page_size=100, item_status="NORMAL")["response"]
    assert (listed["total_count"], listed["item"][0]["item_id"]) == (1, item)
    off = {"item_list": [{"item_id": item, "unlist": True}, {"item_id": 5, "unlist": True}]}
    assert len(shopee.post("/product/unlist_item", off)["response"]["failure_list"]) == 1
    assert (
        shopee.get("/product/get_item_list", offset=0, page_size=9, item_status="UNLIST")["response"]["total_count"]
        == 1
    )
    assert shopee.post("/product/delete_item", {"item_id": item})["error"] == ""
    assert shopee.post("/product/delete_item", {"item_id": item})["error"] == "product.error_item_not_found"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"category_id": 10002010}, "product.error_invalid_category"),
        ({"category_id": 10000021}, "product.error_attribute_mandatory"),
        ({"item_name": "ก" * 121}, "product.error_param"),
        ({"original_price": 0}, "product.error_price_exceed_min_limitt"),
        ({"seller_stock": [{"stock": -1}]}, "error_param"),
        ({"seller_stock": [{"stock": 1, "location_id": "TH1"}]}, "product.error_busi"),
        ({"image": {"image_id_list": ["x"]}}, "product.error_invalid_image"),
        ({"logistic_info": [{"logistic_id": 1, "enabled": True}]}, "product.error_invalid_logistic_info"),
        ({"dimension": {"package_length": 1.5}}, "product.error_param"),
        ({"brand": {"brand_id": 77}}, "product.error_invalid_brand"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_by_name(shopee: Partner, wrong: dict[str, Any], error: str) -> None:
    with pytest.raises(AssertionError, match=error):
        shopee.add(**wrong)


def test_models_come_afterwards_and_have_prices_and_stock_of_their_own(shopee: Partner) -> None:
    item = shopee.add()
    options = [{"variation_option_id": 0, "variation_option_name": name} for name in ("S", "M")]
    tiers = [{"variation_id": 0, "variation_name": "Size", "variation_option_list": options}]
    models = [
        {"tier_index": [at], "original_price": 250, "model_sku": f"B-{at}", "seller_stock": [{"stock": 4}]}
        for at in (0, 1)
    ]
    body = {"item_id": item, "standardise_tier_variation": tiers, "model": models}
    bad = body | {"model": [models[0] | {"tier_index": [5]}]}
    assert shopee.post("/product/init_tier_variation", bad)["error"] == "product.error_param"
    made = shopee.post("/product/init_tier_variation", body)["response"]["model"]
    assert shopee.post("/product/init_tier_variation", body)["error"] == "product.error_tier_variation_exist"
    told = shopee.get("/product/get_model_list", item_id=item)["response"]["model"]
    assert [(one["model_sku"], one["stock_info_v2"]["summary_info"]["total_available_stock"]) for one in told] == [
        ("B-0", 4),
        ("B-1", 4),
    ]
    whole = {"item_id": item, "stock_list": [{"model_id": 0, "seller_stock": [{"stock": 9}]}]}
    assert shopee.post("/product/update_stock", whole)["error"] == "product.error_edit_item_stock_for_item_has_model"
    both = [
        {"model_id": made[0]["model_id"], "seller_stock": [{"stock": 7}]},
        {"model_id": 5, "seller_stock": [{"stock": 7}]},
    ]
    part = shopee.post("/product/update_stock", {"item_id": item, "stock_list": both})
    assert part["error"] == "product.error_update_stock_fail"
    assert (len(part["response"]["success_list"]), len(part["response"]["failure_list"])) == (1, 1)
    order = shopee.practice.control.buy("B-0", 2)
    line = shopee.detail(order, "item_list")["item_list"][0]
    assert (line["model_id"], line["model_sku"], line["model_quantity_purchased"]) == (made[0]["model_id"], "B-0", 2)


def test_price_and_stock_are_absolute(shopee: Partner) -> None:
    item = shopee.add(stock=9)
    shopee.practice.control.buy("BSK-001", 2)
    assert shopee.stock(item) == 7
    body = {"item_id": item, "stock_list": [{"model_id": 0, "seller_stock": [{"stock": 5}]}]}
    assert shopee.post("/product/update_stock", body)["error"] == ""
    assert shopee.stock(item) == 5
    price = {"item_id": item, "price_list": [{"model_id": 0, "original_price": 260}]}
    assert shopee.post("/product/update_price", price)["response"]["success_list"][0]["original_price"] == 260
    shopee.practice.control.freeze("BSK-001", "11.11")
    assert shopee.post("/product/update_stock", body)["response"]["failure_list"][0]["model_id"] == 0


def test_orders_are_listed_within_fifteen_days_and_by_cursor(shopee: Partner) -> None:
    shopee.add(stock=20)
    made = [shopee.practice.control.buy("BSK-001") for _ in range(3)]
    now = int(time.time())
    far = {"time_range_field": "update_time", "time_from": now - 16 * 86_400, "time_to": now, "page_size": 10}
    assert shopee.get("/order/get_order_list", **far)["error"] == "order.order_list_invalid_time"
    span = {"time_range_field": "create_time", "time_from": now - 60, "time_to": now + 60, "page_size": 2}
    first = shopee.get("/order/get_order_list", **span)["response"]
    assert (first["more"], [one["order_sn"] for one in first["order_list"]]) == (True, made[:2])
    assert "order_status" not in first["order_list"][0]
    rest = shopee.get("/order/get_order_list", **span, cursor=first["next_cursor"])["response"]
    assert ([one["order_sn"] for one in rest["order_list"]], rest["more"], rest["next_cursor"]) == (made[2:], False, "")
    assert shopee.orders(order_status="CANCELLED") == []


def test_most_fields_come_only_when_they_are_asked_for(shopee: Partner) -> None:
    shopee.add()
    order = shopee.practice.control.buy("BSK-001", 2, payment="cod", shipping=4_050)
    plain = shopee.get("/order/get_order_detail", order_sn_list=order)["response"]["order_list"][0]
    assert (plain["order_status"], plain["cod"]) == ("READY_TO_SHIP", True)
    assert not {"item_list", "recipient_address", "total_amount"} & set(plain)
    told = shopee.detail(order, "item_list,total_amount,recipient_address,package_list")
    assert told["total_amount"] == 540.5
    assert "****" in told["recipient_address"]["name"]
    assert told["package_list"][0]["logistics_status"] == "LOGISTICS_READY"


def arranged(shopee: Partner, order: str) -> None:
    needed = shopee.get("/logistics/get_shipping_parameter", order_sn=order)["response"]
    place = needed["pickup"]["address_list"][0]
    pickup = {"address_id": place["address_id"], "pickup_time_id": place["time_slot_list"][0]["pickup_time_id"]}
    assert shopee.post("/logistics/ship_order", {"order_sn": order, "pickup": pickup})["error"] == ""


def test_an_order_is_arranged_printed_and_delivered(shopee: Partner) -> None:
    item, control = shopee.add(stock=5), shopee.practice.control
    order = control.buy("BSK-001", 2)
    both = {"order_sn": order, "pickup": {}, "dropoff": {}}
    assert shopee.post("/logistics/ship_order", both)["error"] == "error_param"
    arranged(shopee, order)
    assert shopee.orders()[0]["order_status"] == "PROCESSED"
    numbers = [
        shopee.get("/logistics/get_tracking_number", order_sn=order)["response"]["tracking_number"] for _ in "ab"
    ]
    assert (numbers[0], bool(numbers[1])) == ("", True)
    wanted = {"order_list": [{"order_sn": order, "tracking_number": numbers[1]}]}
    assert shopee.post("/logistics/download_shipping_document", wanted)["error"] == "logistics.document_not_ready"
    assert shopee.post("/logistics/create_shipping_document", wanted)["error"] == ""
    states = [
        shopee.post("/logistics/get_shipping_document_result", wanted)["response"]["result_list"][0]["status"]
        for _ in "ab"
    ]
    assert states == ["PROCESSING", "READY"]
    assert shopee.raw("/logistics/download_shipping_document", wanted).content.startswith(b"%PDF-")
    steps = [(control.advance(order, to), shopee.orders()[0]["order_status"]) for to in ("", "", "completed")]
    assert [status for _, status in steps] == ["SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"]
    assert shopee.stock(item) == 3
    income = shopee.get("/payment/get_escrow_detail", order_sn=order)["response"]["order_income"]
    assert income["escrow_amount"] == 540 - 2 * 13.38 - 2 * 5.35
    assert income["commission_fee"] == 26.76


@pytest.mark.parametrize(
    ("number", "good"),
    [("EF582568151TH", True), ("EF58256815TH", False), ("RR338848854TH", False), ("EF582568151GB", False)],
)
def test_the_posts_number_is_looked_at(shopee: Partner, number: str, good: bool) -> None:
    shopee.add()
    order, again = (shopee.practice.control.buy("BSK-001", buyer={"carrier": "thailand post"}) for _ in "ab")
    needed = shopee.get("/logistics/get_shipping_parameter", order_sn=order)["response"]["info_needed"]
    assert needed == {"non_integrated": ["tracking_no"]}

    def sent(to: str) -> str:
        return str(
            shopee.post("/logistics/ship_order", {"order_sn": to, "non_integrated": {"tracking_number": number}})[
                "error"
            ]
        )

    assert (sent(order) == "") == good
    if good:
        told = shopee.get("/logistics/get_tracking_number", order_sn=order)["response"]
        assert told["tracking_number"] == number
        assert sent(again) == "logistics.error_tracking_number", "used already"


def test_cancelling_from_both_sides(shopee: Partner) -> None:
    item, control = shopee.add(stock=5), shopee.practice.control
    mine, theirs, kept = (control.buy("BSK-001") for _ in "abc")
    body = {"order_sn": mine, "cancel_reason": "OUT_OF_STOCK"}
    assert shopee.post("/order/cancel_order", body)["error"] == "error_param"
    assert shopee.post("/order/cancel_order", body | {"item_list": [{"item_id": item, "model_id": 0}]})["error"] == ""
    where = "/order/handle_buyer_cancellation"
    assert shopee.post(where, {"order_sn": theirs, "operation": "ACCEPT"})["error"] == "order.order_status_not_support"
    for order in (theirs, kept):
        control.ask_cancel(order)
        assert {"order_sn": order, "booking_sn": "", "order_status": "IN_CANCEL"} in shopee.orders()
    shopee.post(where, {"order_sn": theirs, "operation": "ACCEPT"})
    shopee.post(where, {"order_sn": kept, "operation": "REJECT"})
    states = {one["order_sn"]: one["order_status"] for one in shopee.orders()}
    assert states == {mine: "CANCELLED", theirs: "CANCELLED", kept: "READY_TO_SHIP"}
    assert shopee.stock(item) == 4
    assert (offered(shopee.practice, theirs), offered(shopee.practice, kept)) == (set(), {"cancel"})


def test_who_was_refused_asks_again_for_what_is_left(shopee: Partner) -> None:
    first, where = shopee.add(stock=5), "/order/handle_buyer_cancellation"
    shopee.add(item_sku="BSK-002", stock=5)
    practice, control = shopee.practice, shopee.practice.control
    order = control.buy(lines=[("BSK-001", 1), ("BSK-002", 1)])
    pressed(practice, order, "cancel")
    shopee.post(where, {"order_sn": order, "operation": "REJECT"})
    body = {"order_sn": order, "cancel_reason": "OUT_OF_STOCK", "item_list": [{"item_id": first, "model_id": 0}]}
    assert shopee.post("/order/cancel_order", body)["error"] == ""
    pressed(practice, order, "cancel")
    assert shopee.orders()[0]["order_status"] == "IN_CANCEL"
    assert shopee.post(where, {"order_sn": order, "operation": "ACCEPT"})["error"] == ""
    assert shopee.orders()[0]["order_status"] == "CANCELLED"


def test_a_return_is_listed_and_settled(shopee: Partner) -> None:
    shopee.add()
    control = shopee.practice.control
    order = control.buy("BSK-001")
    arranged(shopee, order)
    control.advance(order)
    control.advance(order)
    wish = control.ask_return(order)
    found = shopee.get("/returns/get_return_list", page_no=0, page_size=20)["response"]["return"]
    assert (found[0]["order_sn"], found[0]["status"], found[0]["refund_amount"]) == (order, "REQUESTED", 250)
    assert shopee.orders()[0]["order_status"] == "TO_RETURN"
    control.settle(wish)
    assert (
        shopee.get("/returns/get_return_list", page_no=0, page_size=20)["response"]["return"][0]["status"] == "ACCEPTED"
    )


def test_after_a_refused_return_the_order_is_as_it_was(shopee: Partner) -> None:
    shopee.add()
    practice, control = shopee.practice, shopee.practice.control
    order = control.buy("BSK-001")
    arranged(shopee, order)
    control.advance(order)
    control.advance(order)
    before = offered(practice, order)
    wish = control.ask_return(order)
    assert offered(practice, order) == set()
    control.settle(wish, agree=False)
    assert (offered(practice, order), shopee.orders()[0]["order_status"]) == (before, "TO_CONFIRM_RECEIVE")


def test_too_many_calls_and_an_expired_token_say_so(shopee: Partner) -> None:
    control = shopee.practice.control
    control.fault("throttle", path="/api/v2")
    assert shopee.get("/shop/get_shop_info")["error"] == "error_rate_limit"
    control.fault("code", path="/api/v2", code="error_server")
    assert shopee.get("/shop/get_shop_info")["error"] == "error_server"
    control.expire_token(seller=shopee.shop)
    assert shopee.get("/shop/get_shop_info")["error"] == "invalid_acceess_token"


def test_the_signed_link_opens_the_page_of_the_sign_in(shopee: Partner) -> None:
    query = shopee.query("/shop/auth_partner", shop=False) | {"redirect": "http://127.0.0.1:9/back"}
    where = f"{shopee.practice.address}/api/v2/shop/auth_partner"
    assert requests.get(where, params=query, timeout=10).status_code == 200
    assert requests.get(where, params=query | {"sign": "x"}, timeout=10).status_code == 400
