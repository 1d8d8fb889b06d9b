"""Shopee's signatures against recorded vectors, and its answers as hostile data: held one by one, never a wrong sum."""

import copy
import json
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import (
    Account,
    NeedsLogin,
    OrderPage,
    Rejected,
    RemoteOrder,
    Retry,
    Unknown,
    Unread,
)
from shopdesk.sync.channels.answers import read
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.shopee import channel, goods, mapping, refusals
from shopdesk.sync.channels.shopee.client import push_signature, signature
from shopdesk.sync.http import Door
from shopdesk.sync.tokens import Expired
from shopdesk.sync.vault import Vault, open_vault
from tests.sync.badserver import Act, says, serving, whole

VECTORS = Path(__file__).resolve().parents[1] / "data" / "signing" / "shopee.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
KEY = "4f6b7a5a6e4d4c4b7658715472576d616a5049646b70667a594c4f5354756661"
TOKEN, SHOP, STAMP = "71594a4c54537649697341796363674a", "322300222", 1_760_600_000
AT = datetime.fromtimestamp(STAMP, UTC)
GOLDEN = {
    "2001887/api/v2/shop/auth_partner1760600000": "0e2afa5dea2f4a49908bb6d7d57a3ad0e5340fe99732d64fef6c85a44606c33e",
    "2001887/api/v2/auth/access_token/get1760600000": (
        "5cc4be9860d4cbc4cc863ab4ab0a7d64f6f7fbe4262b5566e2a78e52dd22d5c1"
    ),
    f"2001887/api/v2/product/update_stock1760600000{TOKEN}{SHOP}": (
        "8940711e7e83e8525b321c333573d45430076784f691435868ab24116bd483ba"
    ),
}
ORDER: dict[str, Any] = {
    "order_sn": "251122ABCDEFGH", "region": "TH", "currency": "THB", "cod": True, "total_amount": Decimal("590.0"),
    "order_status": "READY_TO_SHIP", "create_time": 1763800000, "update_time": 1763800300, "pay_time": 1763800200,
    "ship_by_date": 1763973000, "message_to_seller": "", "payment_method": "Cash on Delivery",
    "buyer_username": "n***k", "shipping_carrier": "SPX Express", "estimated_shipping_fee": Decimal("90.0"),
    "recipient_address": {
        "name": "ส****ง", "phone": "******78", "town": "", "district": "สุเทพ", "city": "อำเภอเมืองเชียงใหม่",
        "state": "จังหวัดเชียงใหม่", "region": "TH", "zipcode": "50200", "full_address": "…",
    },
    "item_list": [
        {
            "item_id": 2600144043, "item_name": "ตะกร้าไม้ไผ่สานมือ", "item_sku": "BSK-001", "model_id": 0,
            "model_name": "", "model_sku": "", "model_quantity_purchased": 2, "model_original_price": Decimal("250.0"),
            "model_discounted_price": Decimal("250.0"), "order_item_id": 2600144043, "line_item_id": 2600144043,
        }
    ],
    "package_list": [
        {
            "package_number": "OFG134731496217591", "logistics_status": "LOGISTICS_READY",
            "shipping_carrier": "SPX Express", "item_list": [{"item_id": 2600144043, "model_quantity": 2}],
        }
    ],
}  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, "", "x", -1, 10**30, "-5.00", "1e9", "NaN", "0.001", [], [[]], {}, {"a": 1}, "๙",
    "\ufffd", "9" * 70,
)  # fmt: skip


def changed(**more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ORDER), **more}


def item(**more: Any) -> dict[str, Any]:
    return {**ORDER["item_list"][0], **more}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_recorded_vectors(row: dict[str, Any]) -> None:
    assert signature(row["partner_key"], row["base"]) == row["sign"]


@pytest.mark.parametrize("base", GOLDEN)
def test_vectors_of_the_reference(base: str) -> None:
    assert signature(KEY, base) == GOLDEN[base]


def test_a_push_message_is_known_by_its_signature() -> None:
    body = (
        b'{"shop_id":322300222,"code":3,"timestamp":1760600000,"data":{"ordersn":"251016ABCDEFGH",'
        b'"status":"READY_TO_SHIP","completed_scenario":"","update_time":1760600000}}'
    )
    told = push_signature(KEY, "https://shop.example.co.th/hooks/shopee", body)
    assert told == "0874d78d853a7322a45024c0682ccc51dfaf146e747da935b09d4e8102926661"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    made = open_vault(tmp_path)
    made.put("u", {"secret": KEY, "access": TOKEN, "shop": SHOP})
    return made


def in_turn(*answers: bytes) -> Act:
    left = list(answers)
    return lambda connection, request: says(whole(left.pop(0)), then_hang_up=False)(connection, request)


def opened(vault: Vault, base: str = "") -> channel.Shopee:
    account = Account(1, "u", "shopee", "ร้าน", "th", "", "2001887", {"base": base} if base else {})
    return channel.open(account, vault, Door(base=base), lambda: AT)


def body(**response: Any) -> bytes:
    return json.dumps({"error": "", "message": "", "request_id": "1", "response": response}, default=float).encode()


def test_calls_go_out_signed_as_the_reference_shows(vault: Vault) -> None:
    listed, photo = body(order_list=[], more=False), body(image_info={"image_id": "th-1"})
    tokens = json.dumps({"error": "", "access_token": "new one", "refresh_token": "next one", "expire_in": 14400})
    info = json.dumps({"error": "", "shop_name": "ร้าน", "region": "TH", "status": "NORMAL"})
    with serving(in_turn(listed, photo, tokens.encode(), info.encode())) as server:
        own = opened(vault, server.base)
        own.orders(AT - timedelta(hours=1), "")
        own.upload_photo(b"\xff\xd8 a photo")
        own.finish_sign_in(f"https://x.example/?code=c1&shop_id={SHOP}", "s")
    asked = [request.decode("utf-8", "replace") for request in server.requests]
    for request, sign in zip(asked, (ROWS[2], ROWS[3], ROWS[1]), strict=False):
        assert f"sign={sign['sign']}" in request
        assert "timestamp=1760600000" in request
    assert f"access_token={TOKEN}&shop_id={SHOP}" in asked[0]
    assert "access_token" not in asked[1]
    assert f'"partner_id":2001887,"shop_id":{SHOP}' in asked[2]
    assert f"sign={GOLDEN['2001887/api/v2/shop/auth_partner1760600000']}" in own.sign_in("https://x.example/", "s").page


def test_the_page_of_the_sign_in_is_the_platforms_own(vault: Vault) -> None:
    page = opened(vault).sign_in("https://x.example/back?a=1", "s 1").page
    assert page.startswith("https://partner.shopeemobile.com/api/v2/shop/auth_partner?partner_id=2001887&timestamp=")
    assert page.endswith("redirect=https%3A%2F%2Fx.example%2Fback%3Fa%3D1%26state%3Ds%2B1")


def test_the_order_of_the_documentation() -> None:
    order = mapping.order(ORDER)
    assert (order.goods, order.total, order.shipping, order.discount) == (50_000, 59_000, 9_000, 0)
    assert order.placed_at == datetime(2025, 11, 22, 8, 26, 40, tzinfo=UTC)
    assert order.lines[0].ids == ("2600144043:0",)
    assert (order.lines[0].sku, order.lines[0].quantity, order.lines[0].price) == ("BSK-001", 2, 25_000)
    assert order.address["district"] == "เมืองเชียงใหม่"
    assert order.more["package"] == "251122ABCDEFGH:OFG134731496217591"
    assert "packages" not in order.more
    two = [{"package_number": "A"}, {"package_number": "B"}]
    assert mapping.order(changed(package_list=two)).more["packages"] == "2"
    assert (order.cod, order.buyer, order.state) == (True, "ส****ง", "new")


@pytest.mark.parametrize(
    ("word", "state", "wants"),
    [("UNPAID", "unpaid", ""), ("PENDING", "unpaid", ""), ("READY_TO_SHIP", "new", ""), ("PROCESSED", "ready", ""),
     ("RETRY_SHIP", "ready", ""), ("SHIPPED", "shipped", ""), ("TO_CONFIRM_RECEIVE", "delivered", ""),
     ("IN_CANCEL", "new", "cancel"), ("CANCELLED", "cancelled", ""), ("TO_RETURN", "delivered", "return"),
     ("COMPLETED", "completed", ""), ("ON_THE_MOON", "attention", ""), ("INVOICE_PENDING", "attention", "")],
)  # fmt: skip
def test_words_of_theirs_become_states_of_ours(word: str, state: str, wants: str) -> None:
    told = mapping.order(changed(order_status=word))
    assert (told.state, told.raw, told.wants) == (state, word, wants)


def test_a_parcel_that_was_lost_is_a_problem() -> None:
    lost = [{"package_number": "P", "logistics_status": "LOGISTICS_LOST"}]
    assert mapping.order(changed(order_status="SHIPPED", package_list=lost)).state == "problem"
    assert mapping.order(changed(order_status="CANCELLED", package_list=lost)).state == "cancelled"


def test_money_paid_back_for_a_part_is_for_a_person() -> None:
    part = mapping.Return("251122ABCDEFGH", "1", "ACCEPTED", 25_000)
    full = mapping.Return("251122ABCDEFGH", "1", "ACCEPTED", 50_000)
    over = mapping.Return("251122ABCDEFGH", "1", "CANCELLED", 50_000)
    told = [mapping.order(changed(order_status="COMPLETED"), [one]) for one in (part, full, over)]
    assert [(one.state, one.more.get("paid_back")) for one in told] == [
        ("completed", "25000"), ("returned", "50000"), ("completed", None),
    ]  # fmt: skip


def test_lines_are_named_by_their_goods_whatever_their_order() -> None:
    rows = [item(model_discounted_price=200), item(), item(model_id=7, model_sku="M"), item(model_discounted_price=200)]
    first, second = mapping.lines({"item_list": rows}), mapping.lines({"item_list": rows[::-1]})
    assert first == second
    assert [(one.ids[0], one.price, one.quantity) for one in first] == [
        ("2600144043:0", 20_000, 4), ("2600144043:0#2", 25_000, 2), ("2600144043:7", 25_000, 2),
    ]  # fmt: skip


def test_money_of_binary_fractions_is_read_to_the_satang() -> None:
    rows = [
        item(model_discounted_price=Decimal("83.333333333333")),
        item(item_id=7, model_discounted_price=Decimal("249.99999999999997")),
    ]
    told = mapping.order(changed(item_list=rows, total_amount=Decimal("590.0000000001")))
    assert [line.price for line in told.lines] == [8_333, 25_000]
    assert told.total == 59_000


@pytest.mark.parametrize("field", ["order_sn", "create_time", "update_time", "item_list"])
def test_an_order_without_what_it_needs_is_held(field: str) -> None:
    for odd in (None, [], {}, True, ""):
        told = read("order", "", changed(**{field: odd}), lambda odd=odd: mapping.order(changed(**{field: odd})))  # type: ignore[misc]
        assert isinstance(told, Unread)
        assert told.values == {"field": field}


def test_whatever_stands_in_a_field_an_order_is_read_or_held() -> None:
    source = random.Random(7)
    for _ in range(1_500):
        told = changed()
        places = [told, told["item_list"][0], told["package_list"][0], told["recipient_address"]]
        for _change in range(source.randint(1, 3)):
            target = source.choice(places)
            target[source.choice(list(target))] = source.choice(ODD)
        found = read("order", "", told, lambda told=told: mapping.order(told))  # type: ignore[misc]
        if isinstance(found, RemoteOrder):
            assert found.goods == sum(line.price * line.quantity for line in found.lines) >= 0
            assert found.total >= 0
            assert all(len(one.id) <= 60 for one in mapping.packages(told))


def test_whatever_stands_in_the_money_of_an_order_adds_up_or_is_held() -> None:
    source = random.Random(11)
    income = {"escrow_amount": "412.5", "commission_fee": 26.76, "service_fee": "3", "seller_return_refund": 0}
    for _ in range(500):
        own: dict[str, Any] = dict(income)
        own[source.choice(list(own))] = source.choice((*ODD, 12, "7.25", -3))
        try:
            lines, statement = mapping.settled(ORDER, json.loads(json.dumps(own), parse_float=str), [])
        except Odd:
            continue
        assert sum(one.amount for one in lines) == statement.payout
        assert len({one.remote for one in lines}) == len(lines)


def test_categories_attributes_and_units_leave_out_what_they_cannot_read() -> None:
    rows: list[Any] = [*ODD, {"category_id": 1, "display_category_name": "ราก", "has_children": True}]
    rows += [{"category_id": 2, "parent_category_id": 1, "display_category_name": "ใบ", "has_children": False}]
    rows += [{"category_id": 3, "parent_category_id": 4, "display_category_name": "ก"}]
    rows += [{"category_id": 4, "parent_category_id": 3, "display_category_name": "ข"}]
    rows += [{"category_id": 5, "parent_category_id": 99, "display_category_name": "ค"}]
    assert [(one.id, one.path) for one in goods.categories(rows)] == [("2", "ราก > ใบ")]
    told = goods.attributes(
        [{"attribute_id": odd, "name": "a", "attribute_value_list": ODD, "attribute_info": odd} for odd in ODD], "th"
    )
    assert all(one.id and one.label for one in told)
    units = goods.units({"item_id": 1, "item_sku": "A", "price_info": ODD, "stock_info_v2": [7]}, [])
    assert [(one.remote, one.price, one.stock) for one in units] == [("1:0", None, None)]
    assert goods.units({"item_id": 1, "has_model": True}, [{"model_id": []}]) == []


def test_couriers_who_cannot_carry_it_are_left_out() -> None:
    def row(number: Any, **more: Any) -> dict[str, Any]:
        return {"logistics_channel_id": number, "enabled": True, "fee_type": "SIZE_INPUT", **more}

    heavy = {"item_max_weight": "0.4"}
    rows = [row(1), row(2, enabled=False), row(3, weight_limit=heavy), row(4, fee_type="CUSTOM_PRICE"), row("x"), 7]
    assert goods.couriers(rows, 500) == [1]
    assert goods.couriers(rows, 400) == [1, 3]
    with pytest.raises(Rejected, match="courier"):
        goods.couriers(rows[1:2], 1)


@pytest.mark.parametrize(
    "name",
    [
        "error_sign",
        "error_partner_key_expired",
        "source_ip_undeclared",
        "error_api_permission",
        "error_item_not_found",
        "error_price_exceed_min_limitt",
        "error_in_item_promotion_item_price_lock",
        "error_cannt_edit_stock_in_promotion",
        "error_holiday_mode_change_stock",
        "error_busi",
        "error_invalid_price_for_logistic",
        "error_edit_item_stock_for_item_has_model",
        "order_status_not_support",
        "error_tracking_number",
    ],
)
def test_every_error_of_the_table_has_a_sentence_with_and_without_its_module(name: str) -> None:
    for shape in (name, f"product.{name}"):
        told = refusals.by_name(shape, "x", AT)
        assert isinstance(told, refusals.Refused)
        assert told.why != "The platform refuses this."
        assert told.fix


def test_whose_turn_it_is() -> None:
    def kind(name: str, message: str = "", *, writes: bool = False) -> type:
        return type(refusals.by_name(name, message, AT, writes=writes))

    assert kind("invalid_acceess_token") is kind("common.error_auth", "Invalid access_token.") is Expired
    assert kind("refresh_token_expired") is kind("shop_no_linked") is kind("shop_banned") is NeedsLogin
    assert kind("error_server") is kind("error_param", "Timestamp is expired.") is Retry
    assert kind("logistics.error_pickup_time", writes=True) is Retry
    assert kind("error_server", writes=True) is Unknown
    assert refusals.until_midnight(datetime(2026, 11, 22, 15, 30, tzinfo=UTC)) == timedelta(minutes=30)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"error":null}',
        b'{"error":"","response":7}',
        b'{"error":"","response":{"order_list":{}}}',
        b"\xff",
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(vault: Vault, answer: bytes) -> None:
    with serving(says(whole(answer))) as server, pytest.raises(Retry):
        opened(vault, server.base).orders(AT - timedelta(days=1), "")


def test_a_page_of_rubbish_holds_each_and_goes_on(vault: Vault) -> None:
    rows: list[Any] = [*ODD, {"order_sn": ORDER["order_sn"]}, {"order_sn": "GONE"}, {"order_sn": "BAD"}]
    details = [*ODD, ORDER, changed(order_sn="BAD", create_time="soon")]
    with serving(in_turn(body(order_list=rows, more=False), body(order_list=details))) as server:
        page = opened(vault, server.base).orders(AT - timedelta(days=1), "")
    assert isinstance(page, OrderPage)
    assert [one.remote for one in page.orders] == [ORDER["order_sn"]]
    assert len(page.unread) == len(rows) - 1
    assert {"GONE", "BAD"} <= {one.key for one in page.unread}
    assert page.next == ""


def test_a_paper_that_is_none_is_no_label(vault: Vault) -> None:
    def answers(paper: bytes) -> Act:
        return in_turn(
            body(order_list=[changed(order_status="PROCESSED")]), body(tracking_number="TH1"),
            body(result_list=[{"status": "READY"}]), paper,
        )  # fmt: skip

    with serving(answers(b'{"error":"logistics.x","message":"no"}')) as server, pytest.raises(Rejected):
        opened(vault, server.base).label(f"{ORDER['order_sn']}:P")
    with serving(answers(b"\x00\x01")) as server, pytest.raises(Retry):
        opened(vault, server.base).label(f"{ORDER['order_sn']}:P")


def test_nobody_signed_in_is_told_before_anything_is_sent(vault: Vault) -> None:
    vault.put("u", {})
    with pytest.raises(NeedsLogin):
        opened(vault, "http://127.0.0.1:9").seller()


def test_tokens_that_are_none_are_not_kept(vault: Vault) -> None:
    before = vault.get("u")
    for answer in (b"{}", b"[]", b"7", b'{"error":"","access_token":"a"}', b'{"error":"","access_token":[]}'):
        with serving(says(whole(answer))) as server, pytest.raises(Retry):
            opened(vault, server.base).finish_sign_in(f"https://x.example/?code=c&shop_id={SHOP}", "s")
        assert vault.get("u") == before
