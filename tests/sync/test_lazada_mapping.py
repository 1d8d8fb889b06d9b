"""Lazada's answers as hostile data: every odd shape becomes one thing that is held, never a stop, never a wrong sum."""

import base64
import copy
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from keyring.backends import fail

from shopdesk.base import clock
from shopdesk.shop.channels import Account, NeedsLogin, OrderPage, Rejected, RemoteOrder, Retry, Unread
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.lazada import channel, goods, mapping, refusals
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault
from tests.sync.badserver import Act, says, serving, whole

HEAD: dict[str, Any] = {
    "order_id": "491253082180001", "order_number": "491253082180001", "created_at": "2026-11-20 09:12:01 +0700",
    "updated_at": "2026-11-20 09:15:44 +0700", "statuses": ["pending"], "items_count": 2, "price": "550.00",
    "voucher": "20.00", "voucher_seller": "0.00", "voucher_platform": "20.00", "shipping_fee": "40.00",
    "payment_method": "COD", "customer_first_name": "สมหญิง", "customer_last_name": "", "buyer_note": "ขอสีอ่อน",
    "address_shipping": {
        "first_name": "ส****ง", "phone": "08*****78", "address1": "9****", "address3": "เชียงใหม่",
        "address4": "เมืองเชียงใหม่", "address5": "50200", "post_code": "50200", "country": "Thailand",
        "addressDsitrict": "สุเทพ",
    },
}  # fmt: skip
PIECE: dict[str, Any] = {
    "order_item_id": 491253082280001, "order_id": 491253082180001, "name": "ตะกร้า", "sku": "BSK-001",
    "sku_id": "12761620980", "variation": "ขนาด:S", "item_price": "275.00", "paid_price": "265.00", "currency": "THB",
    "status": "pending", "updated_at": "2026-11-20 09:15:44 +0700", "sla_time_stamp": "2026-11-22T09:12:01+07:00",
}  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, "", "x", -1, 10**30, "-5.00", "1e9", "NaN", "0.001", [], [[]], {}, {"a": 1}, "๙",
    "\ufffd", "9" * 70,
)  # fmt: skip


def piece(n: int = 1, **more: Any) -> dict[str, Any]:
    return {**PIECE, "order_item_id": 491253082280000 + n, **more}


def made(*pieces: dict[str, Any], **more: Any) -> RemoteOrder:
    return mapping.order({**HEAD, **more}, pieces or (piece(1), piece(2)), clock.BANGKOK)


def test_the_order_of_the_documentation() -> None:
    order = made()
    assert (order.goods, order.total, order.shipping, order.discount) == (55_000, 57_000, 4_000, 0)
    assert order.placed_at == datetime(2026, 11, 20, 2, 12, 1, tzinfo=UTC)
    assert order.deadline == datetime(2026, 11, 22, 2, 12, 1, tzinfo=UTC)
    assert order.lines[0].name == "ตะกร้า (ขนาด:S)"
    assert (order.lines[0].quantity, order.lines[0].price) == (2, 27_500)
    assert order.address["subdistrict"] == "สุเทพ"
    assert (order.cod, order.buyer, order.phone) == (True, "สมหญิง", "08*****78")


@pytest.mark.parametrize(
    "told",
    ["2026-11-20T09:12:01+07:00", "2026-11-20 09:12:01 +0700", "2026-11-20 09:12:01", "2026-11-20T02:12:01Z",
     "2026-11-20T09:12:01.000+0700", "1795140721000", 1795140721000, 1795140721, "2026-11-20T10:12:01+08:00"],
)  # fmt: skip
def test_every_way_a_moment_is_written(told: Any) -> None:
    assert reading.moment(told, "at") == datetime(2026, 11, 20, 2, 12, 1, tzinfo=UTC)


def test_a_moment_without_an_offset_is_the_countrys_own() -> None:
    assert reading.moment("2026-11-20 10:12:01", "at", mapping.zone("sg")).hour == 2
    assert reading.moment("2026-11-20 10:12:01", "at", mapping.zone("vn")).hour == 3


@pytest.mark.parametrize("told", [*ODD, "2026-13-01 00:00:00", "0001-01-01 00:00:00", "9999-12-31T23:59:59Z", "12"])
def test_no_moment(told: Any) -> None:
    with pytest.raises(Odd):
        reading.moment(told, "at")


@pytest.mark.parametrize(
    ("told", "satang"),
    [("250.00", 25_000), ("250", 25_000), (250, 25_000), ("0.01", 1), ("-12.50", -1_250), ("3962.41 THB", 396_241),
     ("1,234.5", 123_450), ("19.9900", 1_999), ("0.29", 29), ("1.15", 115)],
)  # fmt: skip
def test_money_is_exact(told: Any, satang: int) -> None:
    assert reading.satang(told, "price") == satang


@pytest.mark.parametrize(
    "told", [one for one in ODD if one not in (-1, "-5.00")] + ["250.005", "1.000,50", "99999999999"]
)
def test_no_money(told: Any) -> None:
    with pytest.raises(Odd):
        reading.satang(told, "price")


@pytest.mark.parametrize(
    ("told", "day"),
    [("17 May 2016", "2016-05-17"), ("2016-05-17", "2016-05-17"), ("2016-05-16T20:00:00Z", "2016-05-17")],
)
def test_days(told: str, day: str) -> None:
    assert reading.day(told, "on") == day


@pytest.mark.parametrize(
    ("words", "state"),
    [("pending canceled", "new"), ("canceled canceled", "cancelled"), ("shipped delivered", "shipped"),
     ("packed pending", "new"), ("ready_to_ship packed", "packing"), ("delivered failed", "problem"),
     ("returned delivered", "problem"), ("returned returned", "returned"), ("moon pending", "attention"),
     ("unpaid unpaid", "unpaid"), ("shipped_back_failed returned", "returned"), ("CANCELED Pending", "new")],
)  # fmt: skip
def test_an_order_is_where_its_slowest_piece_is(words: str, state: str) -> None:
    order = made(*(piece(n, status=word) for n, word in enumerate(words.split())))
    assert order.state == state
    assert set(order.raw.split(",")) == set(words.lower().split())


@pytest.mark.parametrize(
    ("ours", "theirs", "state"),
    [("pending", "shipped", "new"), ("packed", "delivered", "packing"), ("pending", "failed", "new"),
     ("ready_to_ship", "returned", "ready"), ("shipped", "pending", "shipped"), ("delivered", "packed", "delivered"),
     ("shipped", "delivered", "shipped"), ("delivered", "returned", "problem"), ("failed", "pending", "problem"),
     ("canceled", "shipped", "shipped"), ("canceled", "pending", "new"), ("pending", "moon", "new"),
     ("moon", "shipped", "attention"), ("shipped", "canceled", "shipped")],
)  # fmt: skip
def test_of_an_order_in_two_houses_ours_say_what_there_is_to_do(ours: str, theirs: str, state: str) -> None:
    """What left there is no reason to sell ours, and what waits there is none to pack ours again."""
    assert made(piece(1, status=ours), {**piece(2, status=theirs), "is_fbl": 1}).state == state


def test_an_order_says_that_it_was_split() -> None:
    own = [piece(n, status="packed", package_id=f"FP{n}") for n in (1, 2)]
    assert made(*own).more["packages"] == "2"
    assert "packages" not in made(own[0]).more
    assert "packages" not in made(own[0], {**own[1], "is_fbl": 1}).more, (
        "the other goes out of the platform's own house"
    )
    assert [one.line_ids for one in mapping.packages(own, [mapping.piece_id(one) for one in own])] == [
        (mapping.piece_id(own[0]),), (mapping.piece_id(own[1]),),
    ]  # fmt: skip


def test_pieces_at_another_price_are_another_line() -> None:
    order = made(piece(1), piece(2, item_price="250.00"), piece(3, status="canceled"))
    assert [(one.quantity, one.price, one.cancelled) for one in order.lines] == [(2, 27_500, 1), (1, 25_000, 0)]


@pytest.mark.parametrize("field", ["order_id", "created_at", "updated_at"])
def test_an_order_without_what_it_needs_is_held(field: str) -> None:
    for odd in (None, [], {}, True, ""):
        told = answers.read("order", "", {**HEAD, field: odd}, lambda odd=odd: made(**{field: odd}))  # type: ignore[misc]
        assert isinstance(told, Unread)
        assert told.values == {"field": field}
        assert told.key.startswith("order-")
        assert json.loads(told.body)["order_number"]


def test_pieces_that_contradict_are_held() -> None:
    for pieces in ([], [piece(1), piece(1)], [piece(1, item_price="-1")], [piece(n) for n in range(501)]):
        with pytest.raises(Odd):
            mapping.order(HEAD, pieces, clock.BANGKOK)


def test_whatever_stands_in_a_field_an_order_is_read_or_held() -> None:
    source = random.Random(7)
    for _ in range(1_500):
        head, pieces = copy.deepcopy(HEAD), [piece(1), piece(2)]
        address = head["address_shipping"]
        for _change in range(source.randint(1, 3)):
            target = source.choice([head, *pieces, address])
            target[source.choice(list(target))] = source.choice(ODD)
        told = answers.read(
            "order", "", head, lambda head=head, pieces=pieces: mapping.order(head, pieces, clock.BANGKOK)
        )  # type: ignore[misc]
        if isinstance(told, RemoteOrder):
            assert told.goods == sum(line.price * line.quantity for line in told.lines) >= 0
            assert told.total >= 0
            assert told.discount >= 0


def test_categories_attributes_and_units_leave_out_what_they_cannot_read() -> None:
    deep: list[Any] = [{"category_id": 9, "name": "ใบ", "leaf": "true"}]
    for n in range(40):
        deep = [{"category_id": n, "name": f"c{n}", "leaf": False, "children": deep}]
    assert [one.id for one in goods.categories([*ODD, *deep, {"category_id": [], "name": 1, "leaf": True}])] == ["9"]
    assert (
        goods.suggested({"categorySuggestions": [*ODD, {"categoryId": 5, "categoryPath": "A>B > C"}]})[0].path
        == "A > B > C"
    )
    told = goods.attributes([{"name": odd, "options": ODD, "unit": odd, "is_mandatory": odd} for odd in ODD])
    assert all(one.id for one in told)
    units = goods.units({"item_id": 1, "skus": [{"SkuId": 2, "SellerSku": "A", "price": "x", "Available": -1}, *ODD]})
    assert [(one.remote, one.price, one.stock) for one in units] == [("2", None, None)]


def test_a_label_is_a_whole_pdf_or_none() -> None:
    good = base64.b64encode(b"%PDF-1.4 x").decode()
    assert mapping.paper({"file": f"data:application/pdf;base64,{good}"}).content == b"%PDF-1.4 x"
    assert mapping.paper({"file": f"{good[:5]}\n{good[5:]}"}).content == b"%PDF-1.4 x"
    for bad in (None, 7, "", "%%%", base64.b64encode(b"<html>").decode(), [good]):
        with pytest.raises(Odd):
            mapping.paper({"file": bad})


ROW: dict[str, Any] = {
    "order_no": "491", "orderItem_no": "492", "fee_type": "16", "fee_name": "Commission", "amount": "-13.38",
    "statement": "2026-11-22/TH1", "paid_status": "Not paid", "transaction_date": "22 Nov 2026",
    "transaction_number": "TH77",
}  # fmt: skip


@pytest.mark.parametrize(
    ("fee", "name", "amount", "kind"),
    [("13", "Item Price Credit", 1, "item"), ("14", "Reversal Item Price", -1, "refund"),
     ("16", "Commission", -1, "commission"),
     ("15", "Reversal Commission", 1, "commission"), ("3", "Payment Fee", -1, "payment_fee"), ("8", "x", 1, "shipping"),
     ("7", "x", -1, "shipping"), ("26", "x", -1, "shipping"), ("9", "Promotional Charges Vouchers", -1, "item"),
     ("99", "Sponsored Discovery", -1, "service"), ("98", "Withholding Tax", -1, "tax"),
     ("97", "Lost Claim", 1, "adjustment"),
     ("", "", 1, "other")],
)  # fmt: skip
def test_every_fee_has_a_kind(fee: str, name: str, amount: int, kind: str) -> None:
    assert mapping.kind_of(fee, name, amount) == kind


def test_a_money_line_keeps_its_name_when_it_is_told_again() -> None:
    first = mapping.money_line(ROW, clock.BANGKOK)
    paid = mapping.money_line({**ROW, "paid_status": "paid"}, clock.BANGKOK)
    assert first == paid
    assert first is not None
    assert (first.amount, first.kind, first.on, first.order_number) == (-1_338, "commission", "2026-11-22", "491")
    assert mapping.money_line({**ROW, "statement": ""}, clock.BANGKOK) is None
    nameless = mapping.money_line({**ROW, "transaction_number": None}, clock.BANGKOK)
    assert nameless is not None
    assert nameless.remote == "491:492:16:2026-11-22:-1338"
    with pytest.raises(Odd):
        mapping.money_line({**ROW, "amount": "much"}, clock.BANGKOK)


def test_every_code_of_the_table_has_a_sentence_and_a_way_out() -> None:
    codes = (
        "201 4134 4163 4105 4135 4108 4110 4106 4120 4107 4115 4140 4109 4112 4113 4143 4144 4116 4139 4138 4153 4158 "
        "4169 "
        "4104 4121 4118 4119 4157 4117 4149 4164 4165 4129 4131 4142 4130 4168 4156 4148 4150 4136 4137 4155 4152 4170 "
        "4225 512 4123 4124 4151 4221 10006"
    )
    for code in codes.split():
        told = refusals.by_code(code, "x")
        assert isinstance(told, refusals.Refused)
        assert told.why != "The platform refuses this."
        assert told.fix


def test_what_is_wrong_with_one_of_several_is_told_by_its_own_code() -> None:
    told = {
        "code": "500", "type": "ISP", "message": "E500: Create product failed",
        "detail": [*ODD, {"field": "BSK-001", "code": "4105", "message": "BIZ_CHECK_SELLER_SKU_DUPLICATE"}],
    }  # fmt: skip
    problem = refusals.refusal(told, writes=True)
    assert isinstance(problem, refusals.Refused)
    assert (problem.code, problem.why) == ("4105", "The seller code is on other goods there.")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    made = open_vault(tmp_path)
    made.put("u", {"secret": "a secret of ours", "access": "an access token"})
    return made


def in_turn(*answers: bytes) -> Act:
    left = list(answers)
    return lambda connection, request: says(whole(left.pop(0)), then_hang_up=False)(connection, request)


def opened(vault: Vault, base: str) -> channel.Lazada:
    account = Account(1, "u", "lazada", "ร้าน", "th", "", "100240", {"base": base})
    return channel.open(account, vault, Door(base=base), lambda: datetime(2026, 11, 22, 2, tzinfo=UTC))


def body(**told: Any) -> bytes:
    return json.dumps({"code": "0", **told}).encode()


TOKENS: dict[str, Any] = {"access_token": "new access", "refresh_token": "new refresh", "expires_in": "2592000"}
INFO = [{"country": "sg", "seller_id": 7}, {"country": "TH", "seller_id": "8", "user_id": 8}]


@pytest.mark.parametrize("countries", ["country_user_info", "country_user_info_list"])
@pytest.mark.parametrize("life", ["15552000", 15552000])
def test_tokens_come_in_either_shape(vault: Vault, countries: str, life: Any) -> None:
    answer = body(**TOKENS, refresh_expires_in=life, account_id=None, **{countries: INFO})
    with serving(in_turn(answer, body(data={"seller_id": 8, "name": "ร้าน", "status": "ACTIVE"}))) as server:
        seller = opened(vault, server.base).finish_sign_in("https://x.example/?code=c1", "s")
    assert (seller.shop, seller.place) == ("8", "th")
    kept = vault.get("u")
    assert (kept["access"], kept["refresh"], kept["seller"]) == ("new access", "new refresh", "8")
    assert int(kept["refresh_until"]) - int(kept["from"]) == 15_552_000_000


def test_a_token_that_cannot_be_renewed_is_known_as_such(vault: Vault) -> None:
    vault.change("u", refresh="an older one")
    answer = body(**TOKENS, refresh_expires_in=0)
    with serving(in_turn(answer, body(data={"seller_id": 8, "status": "ACTIVE"}))) as server:
        opened(vault, server.base).finish_sign_in("https://x.example/?code=c1", "s")
    assert vault.get("u")["refresh"] == ""


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"code":"0"}',
        b'{"code":0,"data":7}',
        b'{"code":"0","data":{"orders":{}}}',
        b"\xff",
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(vault: Vault, answer: bytes) -> None:
    with serving(says(whole(answer))) as server, pytest.raises(Retry):
        opened(vault, server.base).orders(datetime(2026, 11, 1, tzinfo=UTC), "")


def test_a_page_of_rubbish_holds_each_and_goes_on(vault: Vault) -> None:
    rows = [*ODD, HEAD, {**HEAD, "order_id": 77, "created_at": "soon"}]
    pieces = [
        *ODD[:6],
        {"order_id": 491253082180001, "order_items": [piece(1), 7]},
        {"order_id": "77", "order_items": [piece(5)]},
    ]
    with serving(in_turn(body(data={"orders": rows, "countTotal": "many"}), body(data=pieces))) as server:
        page = opened(vault, server.base).orders(datetime(2026, 11, 1, tzinfo=UTC), "")
    assert isinstance(page, OrderPage)
    assert [one.remote for one in page.orders] == ["491253082180001"]
    assert len(page.unread) == len(rows) - 1
    assert "77" in {one.key for one in page.unread}
    assert page.next == ""


def test_nobody_signed_in_is_told_before_anything_is_sent(vault: Vault) -> None:
    vault.put("u", {})
    with pytest.raises(NeedsLogin):
        opened(vault, "http://127.0.0.1:9").seller()


@pytest.mark.parametrize(
    ("place", "host"), [("th", "api.lazada.co.th"), ("vn", "api.lazada.vn"), ("my", "api.lazada.com.my")]
)
def test_each_country_has_a_gateway_and_all_one_sign_in(vault: Vault, place: str, host: str) -> None:
    asked: list[str] = []

    class Listening(requests.Session):
        def send(self, request: requests.PreparedRequest, **_more: Any) -> requests.Response:
            asked.append(str(request.url))
            raise requests.ConnectionError

    account = Account(1, "u", "lazada", "ร้าน", place, "", "100240", {})
    with Listening() as session:
        own = channel.open(account, vault, Door(session=session), lambda: datetime(2026, 11, 22, 2, tzinfo=UTC))
        assert own.sign_in("https://x.example/", "s").page.startswith("https://auth.lazada.com/oauth/authorize?")
        with pytest.raises(Retry):
            own.seller()
        with pytest.raises(Retry):
            own.finish_sign_in("https://x.example/?code=c", "s")
    assert asked[0].startswith(f"https://{host}/rest/seller/get?")
    assert asked[1] == "https://auth.lazada.com/rest/auth/token/create"
    with pytest.raises(Rejected, match="country"):
        channel.open(replace(account, place="xx"), vault, Door(), lambda: datetime(2026, 11, 22, tzinfo=UTC)).seller()
