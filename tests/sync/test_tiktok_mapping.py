"""TikTok Shop's answers as hostile data: read, or held one by one; never a wrong sum, never a call that dies of one."""

import copy
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import (
    Account,
    NeedsLogin,
    Rejected,
    RemoteOrder,
    Retry,
    Statement,
    Unknown,
    Unread,
    Write,
)
from shopdesk.sync.channels.answers import read
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.tiktok import channel, goods, mapping, refusals, settling
from shopdesk.sync.http import Door
from shopdesk.sync.tokens import Expired
from shopdesk.sync.vault import Vault, open_vault
from tests.sync import market
from tests.sync.badserver import Act, says, serving, whole

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
PIECE: dict[str, Any] = {
    "id": "577086512123755123", "product_id": "1729592969712207008", "product_name": "ตะกร้าไม้ไผ่", "is_gift": False,
    "sku_id": "1729592969712207012", "sku_name": "เล็ก", "seller_sku": "BSK-001", "original_price": "250",
    "sale_price": "240", "seller_discount": "10", "platform_discount": "0", "display_status": "AWAITING_SHIPMENT",
    "package_id": "1152321127278713123", "package_status": "TO_FULFILL", "tracking_number": "",
}  # fmt: skip
ORDER: dict[str, Any] = {
    "id": "576461413038785752", "status": "AWAITING_SHIPMENT", "create_time": 1763800000, "update_time": 1763800300,
    "paid_time": 1763800200, "rts_sla_time": 1763973000, "tts_sla_time": 1764000000, "is_cod": False,
    "payment": {
        "currency": "THB", "sub_total": "480", "shipping_fee": "40", "seller_discount": "20", "platform_discount": "0",
        "total_amount": "520", "original_total_product_price": "500", "original_shipping_fee": "40", "tax": "0",
    },
    "recipient_address": {
        "name": "ส***", "phone_number": "(+66)*****78", "full_address": "Thailand, เชียงใหม่, ***",
        "address_detail": "***", "postal_code": "50200", "region_code": "TH",
        "district_info": [
            {"address_level": "L0", "address_level_name": "country", "address_name": "Thailand"},
            {"address_level": "L1", "address_level_name": "province", "address_name": "เชียงใหม่"},
            {"address_level": "L2", "address_level_name": "district", "address_name": "เมืองเชียงใหม่"},
            {"address_level": "L3", "address_level_name": "subdistrict", "address_name": "สุเทพ"},
        ],
    },
    "line_items": [PIECE, {**PIECE, "id": "577086512123755124"}], "packages": [{"id": "1152321127278713123"}],
    "shipping_type": "TIKTOK", "delivery_option_id": "7091146663229654785", "shipping_provider": "J&T Express",
    "tracking_number": "JT0001", "buyer_message": "", "seller_note": "", "cancel_reason": "", "warehouse_id": "7",
    "is_buyer_request_cancel": False,
}  # fmt: skip
DEEP: dict[str, Any] = {}
for _ in range(30):
    DEEP = {"a": [DEEP]}
ODD: tuple[Any, ...] = (
    None, True, False, "", "x", -1, 10**30, "-5.00", "1e9", "NaN", "0.001", [], [[]], {}, {"a": 1}, "๙",
    "�", "9" * 70, DEEP, "x" * 100_000, [{}] * 600, Decimal("2.5"),
)  # fmt: skip
DAY = Statement("7238804564097517339", "2026-11-22", "2026-11-22", 0)
MONEY: dict[str, Any] = {
    "id": "1636700041413599290", "type": "ORDER", "order_id": "576461413038785752", "adjustment_amount": "0",
    "settlement_amount": "442.54", "revenue_amount": "480", "shipping_cost_amount": "0", "fee_tax_amount": "-37.46",
    "revenue_breakdown": {
        "subtotal_before_discount_amount": "500", "refund_subtotal_before_discount_amount": "0",
        "seller_discount_amount": "20", "seller_discount_refund_amount": "0",
    },
    "fee_tax_breakdown": {
        "fee": {
            "platform_commission_amount": "-26.76", "transaction_fee_amount": "-8", "sfp_service_fee_amount": "-1",
            "affiliate_commission_amount_before_pit": "-9",
        },
        "tax": {"vat_amount": "-1.70"},
    },
}  # fmt: skip


def changed(**more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ORDER), **more}


def test_the_order_of_the_documentation() -> None:
    order = mapping.order(ORDER)
    assert (order.goods, order.total, order.shipping, order.discount) == (50_000, 52_000, 4_000, 2_000)
    assert order.placed_at == datetime(2025, 11, 22, 8, 26, 40, tzinfo=UTC)
    line = order.lines[0]
    assert (len(order.lines), line.sku, line.quantity, line.price) == (1, "BSK-001", 2, 25_000)
    assert line.ids == ("577086512123755123", "577086512123755124")
    assert (line.name, line.remote_unit) == ("ตะกร้าไม้ไผ่ (เล็ก)", "1729592969712207012")
    assert (order.address["district"], order.address["subdistrict"]) == ("เมืองเชียงใหม่", "สุเทพ")
    assert (order.state, order.tracking, order.carrier) == ("new", "JT0001", "J&T Express")
    assert order.more == {"package": "1152321127278713123"}


@pytest.mark.parametrize(
    ("word", "state"),
    [("UNPAID", "unpaid"), ("ON_HOLD", "unpaid"), ("AWAITING_SHIPMENT", "new"), ("PARTIALLY_SHIPPING", "packing"),
     ("AWAITING_COLLECTION", "ready"), ("IN_TRANSIT", "shipped"), ("DELIVERED", "delivered"), ("CANCEL", "cancelled"),
     ("COMPLETED", "completed"), ("CANCELLED", "cancelled"), ("ON_THE_MOON", "attention"), ("", "attention")],
)  # fmt: skip
def test_words_of_theirs_become_states_of_ours(word: str, state: str) -> None:
    told = mapping.order(changed(status=word))
    assert (told.state, told.raw) == (state, word or "?")
    assert all(line.cancelled == (line.quantity if state == "cancelled" else 0) for line in told.lines)


def test_a_gift_costs_nothing_and_is_a_line_of_its_own() -> None:
    gift = {**PIECE, "id": "9", "is_gift": True, "seller_discount": "250"}
    told = mapping.order(changed(line_items=[PIECE, gift]))
    assert [(line.price, line.quantity) for line in told.lines] == [(25_000, 1), (0, 1)]
    assert told.goods == 25_000


def test_what_the_shop_gave_up_stands_in_the_pieces_where_the_order_does_not_tell() -> None:
    told = changed(payment={"total_amount": "480"})
    assert mapping.order(told).discount == 2_000
    assert mapping.order(changed(payment={"seller_discount": "9999"})).discount == 50_000


def test_money_paid_back_for_a_part_is_for_a_person() -> None:
    def back(amount: int, status: str = "RETURN_OR_REFUND_REQUEST_COMPLETE") -> tuple[str, str | None]:
        one = mapping.Return(ORDER["id"], "1", "REFUND", status, amount)
        told = mapping.order(changed(status="COMPLETED"), [one])
        return told.state, told.more.get("paid_back")

    assert [back(25_000), back(50_000), back(50_000, "RETURN_OR_REFUND_REQUEST_CANCEL")] == [
        ("completed", "25000"), ("returned", "50000"), ("completed", None),
    ]  # fmt: skip


def test_several_parcels_have_their_own_pieces() -> None:
    pieces = [PIECE, {**PIECE, "id": "2", "package_id": "115", "tracking_number": "JT0002"}]
    whole = changed(line_items=pieces, packages=[{"id": "1152321127278713123"}, {"id": "115"}])
    told = mapping.packages(whole)
    assert mapping.order(whole).more["packages"] == "2"
    assert [(one.id, one.line_ids, one.tracking) for one in told] == [
        ("1152321127278713123", (PIECE["id"],), ""), ("115", ("2",), "JT0002"),
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["id", "create_time", "update_time", "line_items"])
def test_an_order_without_what_it_needs_is_held(field: str) -> None:
    for odd in (None, [], {}, True, ""):
        told = read("order", "", changed(**{field: odd}), lambda odd=odd: mapping.order(changed(**{field: odd})))  # type: ignore[misc]
        assert isinstance(told, Unread)
        assert told.values == {"field": field}


def test_whatever_stands_in_a_field_an_order_is_read_or_held() -> None:
    source = random.Random(7)
    for _ in range(1_500):
        told = changed()
        places = [told, told["line_items"][0], told["payment"], told["recipient_address"], told["packages"][0]]
        for _change in range(source.randint(1, 3)):
            target = source.choice(places)
            name = source.choice(list(target))
            if source.random() < 0.2:
                del target[name]
            else:
                target[name] = source.choice(ODD)
            if not target:
                break
        found = read("order", "", told, lambda told=told: mapping.order(told))  # type: ignore[misc]
        if isinstance(found, RemoteOrder):
            assert found.goods == sum(line.price * line.quantity for line in found.lines) >= found.discount >= 0
            assert found.total >= 0
            assert len({one for line in found.lines for one in line.ids}) == sum(len(line.ids) for line in found.lines)
            assert all(len(one.id) <= 60 for one in mapping.packages(told))


def test_a_transaction_is_told_part_by_part() -> None:
    told = {one.name: (one.kind, one.amount) for one in settling.lines(MONEY, DAY)}
    assert told == {
        "subtotal before discount amount": ("item", 50_000), "seller discount amount": ("item", -2_000),
        "platform commission amount": ("commission", -2_676), "transaction fee amount": ("payment_fee", -800),
        "sfp service fee amount": ("service", -100), "vat amount": ("tax", -170),
    }  # fmt: skip


def test_costs_told_as_what_is_taken_off_are_the_same() -> None:
    fees = {"fee": {"platform_commission_amount": "37.46"}, "tax": {}}
    told = {**MONEY, "fee_tax_amount": "37.46", "fee_tax_breakdown": fees}
    assert [(one.kind, one.amount) for one in settling.lines(told, DAY)] == [
        ("item", 50_000), ("item", -2_000), ("commission", -3_746),
    ]  # fmt: skip


def test_an_adjustment_is_one_line_of_the_order_it_is_about() -> None:
    row = {
        "id": "5", "type": "PLATFORM_PENALTY", "adjustment_id": "7", "adjustment_order_id": "8",
        "adjustment_amount": "-50", "settlement_amount": "-50",
    }  # fmt: skip
    line = settling.lines(row, DAY)[0]
    assert (line.kind, line.name, line.amount, line.order_number) == ("adjustment", "PLATFORM PENALTY", -5_000, "8")


def test_a_draft_is_told_as_the_platform_wants_it() -> None:
    told = goods.words(market.draft("A", preorder_days=7), [], "", {"cod": {"is_supported": True}})
    assert told["package_weight"] == {"value": "0.505", "unit": "KILOGRAM"}
    assert told["package_dimensions"] == {"length": "30", "width": "20", "height": "21", "unit": "CENTIMETER"}
    assert told["is_cod_allowed"]
    assert told["description"].startswith("<p>สานด้วยมือ<br />สีธรรมชาติ &amp; ทน</p><p>")
    assert "7" in told["description"]
    bare = replace(market.draft("A").units[0], size=(0, 0, 0), weight=1_000)
    told = goods.words(market.draft("A", units=[bare]), [], "70", {})
    assert (told["package_weight"]["value"], told["brand_id"]) == ("1", "70")
    assert "package_dimensions" not in told
    with pytest.raises(Rejected, match="How large"):
        goods.refuse_by_rules(market.draft("A", units=[bare]), {"package_dimension": {"is_required": True}})
    for wish in ({"product_certifications": [{"is_required": True}]}, {"size_chart": {"is_required": True}}):
        with pytest.raises(Rejected, match="This category wants"):
            goods.refuse_by_rules(market.draft("A"), wish)


def test_whatever_stands_in_the_money_of_an_order_adds_up_or_is_held() -> None:
    source = random.Random(11)
    for _ in range(1_000):
        told = copy.deepcopy(MONEY)
        places = [told, told["revenue_breakdown"], told["fee_tax_breakdown"], told["fee_tax_breakdown"]["fee"]]
        for _change in range(source.randint(1, 2)):
            target = source.choice(places)
            target[source.choice(list(target))] = source.choice((*ODD, "7.25", "-3"))
        try:
            lines = settling.lines(told, DAY)
            settled = settling._amount(told, "settlement_amount")
        except Odd:
            continue
        if mapping.reading.id_or_none(told["order_id"]):
            assert sum(one.amount for one in lines) == settled
        assert len({one.remote for one in lines}) == len(lines)


def test_categories_attributes_and_units_leave_out_what_they_cannot_read() -> None:
    rows: list[Any] = [*ODD, {"id": "1", "local_name": "ราก", "parent_id": "0", "is_leaf": False}]
    rows += [{"id": "2", "parent_id": "1", "local_name": "ใบ", "is_leaf": True, "permission_statuses": ["AVAILABLE"]}]
    rows += [{"id": "3", "parent_id": "1", "local_name": "ปิด", "is_leaf": True, "permission_statuses": ["INVITE_ONLY"]}]
    rows += [{"id": "4", "parent_id": "5", "local_name": "ก", "is_leaf": True}]
    rows += [{"id": "5", "parent_id": "4", "local_name": "ข"}, {"id": "6", "parent_id": "99", "is_leaf": True}]
    assert [(one.id, one.path) for one in goods.categories(rows)] == [("2", "ราก > ใบ")]
    told = goods.attributes([{"id": odd, "name": "a", "values": ODD, "type": odd} for odd in ODD if odd != DEEP])
    assert all(one.id and one.label for one in told)
    units = goods.units({"id": "1", "skus": [*ODD, {"id": "2", "price": [], "inventory": [{"quantity": []}]}]})
    assert [(one.remote, one.price, one.stock) for one in units] == [("2", None, None)]
    for odd in ODD:
        assert goods.why_failed({"audit_failed_reasons": odd, "audit": odd}) == ""


CODES = (
    "36009033 106001 36009021 12038002 12038015 12019028 12052393 12052055 12052038 12052180 25001021 36009009 "
    "12052570 12052023 21011003 11034004"
)


@pytest.mark.parametrize("code", sorted(CODES.split(" ")))
def test_every_code_of_the_table_has_a_sentence_and_a_way_out(code: str) -> None:
    told = refusals.by_code(code, "x")
    assert isinstance(told, Rejected)
    assert told.why != "The platform refuses this."
    assert told.fix


def test_whose_turn_it_is() -> None:
    def kind(code: str, message: str = "", *, writes: bool = False) -> type:
        return type(refusals.by_code(code, message, writes=writes))

    assert kind("105002") is kind("36009004", "Invalid access token") is Expired
    assert kind("36009004", "Invalid timestamp") is kind("36009003") is kind("36009002") is Retry
    assert kind("36009004", "Invalid app_key") is kind("106001") is Rejected
    assert kind("101000") is kind("105005") is kind("106013") is kind("12052700") is NeedsLogin
    assert kind("36009007", writes=True) is kind("12001000", writes=True) is Unknown


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    made = open_vault(tmp_path)
    made.put("u", {"secret": "s3cret", "access": "TTP_t", "shop": "7", "cipher": "ROW_1"})
    return made


def opened(vault: Vault, base: str) -> channel.TikTok:
    account = Account(1, "u", "tiktok", "ร้าน", "th", "", "6kc", {"base": base})
    return channel.open(account, vault, Door(base=base), lambda: AT)


def in_turn(*answers: bytes) -> Act:
    left = list(answers)
    return lambda connection, request: says(whole(left.pop(0)), then_hang_up=False)(connection, request)


def body(data: Any) -> bytes:
    return json.dumps({"code": 0, "message": "Success", "request_id": "1", "data": data}, default=str).encode()


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b"null", b"{}", b'{"code":null}', b'{"code":true}', b'{"code":"0"}', b'{"code":0,"data":7}', b"\xff",
     b'{"code":0,"data":{"orders":{}}}', b'{"code":0,"code":0}', b'{"code":NaN}'],
)  # fmt: skip
def test_an_answer_that_is_none_is_asked_for_again(vault: Vault, answer: bytes) -> None:
    with serving(says(whole(answer))) as server, pytest.raises(Retry):
        opened(vault, server.base).orders(AT - timedelta(days=1), "")


def test_a_page_of_rubbish_holds_each_and_goes_on(vault: Vault) -> None:
    small = [one for one in ODD if one != DEEP and not isinstance(one, list)]
    rows: list[Any] = [*small, ORDER, changed(id="BAD", create_time="soon")]
    answers = (body({"orders": rows}), body({"return_orders": small}))
    with serving(in_turn(*answers)) as server:
        page = opened(vault, server.base).orders(AT - timedelta(days=1), "")
    assert [one.remote for one in page.orders] == [ORDER["id"]]
    assert len(page.unread) == len(rows) - 1
    assert "BAD" in {one.key for one in page.unread}
    assert page.next == ""


def test_stock_whose_refusals_name_nobody_is_refused_for_all(vault: Vault) -> None:
    product = {
        "id": "1",
        "status": "ACTIVATE",
        "skus": [{"id": "2", "inventory": [{"warehouse_id": "7", "quantity": 1}]}],
    }
    told = body({"errors": [{"code": 12052393, "message": "x", "detail": {"sku_id": []}}]})
    with serving(in_turn(body(product), told, body(product))) as server:
        outcomes = opened(vault, server.base).set_stock([Write("1", "2", "A", 3)])
    assert isinstance(outcomes[0].problem, Rejected)
    assert outcomes[0].problem.why == "A campaign holds these goods for now."


def test_tokens_that_are_none_are_not_kept(vault: Vault) -> None:
    before = vault.get("u")
    for answer in (b"{}", b"[]", b"7", body({"access_token": "a"}), body({"access_token": [], "refresh_token": "r"})):
        with serving(says(whole(answer))) as server, pytest.raises(Retry):
            opened(vault, server.base).finish_sign_in("https://x.example/?code=c&state=s", "s")
        assert vault.get("u") == before


def test_no_shop_that_let_us_in_is_no_sign_in(vault: Vault) -> None:
    vault.put("u", {"secret": "s3cret"})
    pair = {"access_token": "a", "refresh_token": "r", "access_token_expire_in": 1795000000,
            "refresh_token_expire_in": 1796000000}  # fmt: skip
    with serving(in_turn(body(pair), body({"shops": list(ODD[:12])}))) as server, pytest.raises(NeedsLogin):
        opened(vault, server.base).finish_sign_in("https://x.example/?code=c&state=s", "s")
    assert "access" not in vault.get("u")


def test_a_paper_that_is_none_is_no_label(vault: Vault) -> None:
    with serving(in_turn(body({}), body({}), body({}))) as server, pytest.raises(Retry):
        opened(vault, server.base).label("115")
    with serving(in_turn(b"\x00\x01")) as paper:
        address = body({"doc_url": f"{paper.base}/a.pdf"})
        with serving(in_turn(address)) as server, pytest.raises(Retry):
            opened(vault, server.base).label("115")
    with serving(in_turn(body({"doc_url": "file:///etc/passwd"}))) as server, pytest.raises(Rejected):
        opened(vault, server.base).label("115")


def test_nobody_signed_in_is_told_before_anything_is_sent(vault: Vault) -> None:
    vault.put("u", {})
    with pytest.raises(NeedsLogin):
        opened(vault, "http://127.0.0.1:9").seller()
