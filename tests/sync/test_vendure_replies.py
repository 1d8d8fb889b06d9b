"""The Vendure channel where no server is: what a real one answered, on tape, and what it may answer wrong."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import (
    Channel,
    ChannelProblem,
    NeedsLogin,
    OrderPage,
    Outcome,
    Rejected,
    RemoteOrder,
    Retry,
    Unknown,
    Write,
)
from shopdesk.sync.channels.vendure import channel, client, mapping
from shopdesk.sync.channels.vendure.mapping import Place
from tests.sync import vendure_story
from tests.sync.vendure_shop import Server
from tests.sync.vendure_stand import StandIn
from tests.sync.vendure_story import LONG_AGO, Taped

PASTED = "ป้าศรี secret-word"


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


@pytest.fixture
def taped() -> Iterator[Taped]:
    made = Taped()
    yield made
    made.close()


def of_tape(taped: Taped, word: str) -> dict[str, Any]:
    return next(entry for entry in taped.tape if word in entry["asked"]["query"])


class Scripted(Taped):
    """Says these answers one after the other, whatever it is asked."""

    def __init__(self, answers: Sequence[Any], status: int = HTTPStatus.OK) -> None:
        super().__init__()
        own = {"signed": True, "shop": "token-shop-1", "asked": None, "token": "", "status": status}
        self.tape = [{**own, "answer": answer} for answer in answers]


def signed_in(base: str, folder: Path) -> Channel:
    there = vendure_story.opened(base, folder)
    vault = vendure_story.open_vault(folder)
    vault.put(vendure_story.UID, {"user": "u", "refresh": "password", "channel": "token-shop-1", "access": "a" * 32})
    return there


def problem(folder: Path, answers: Sequence[Any], status: int = HTTPStatus.OK, *, writes: bool = False) -> Any:
    """What becomes of these answers: to a question, or to a deed."""
    made = Scripted(answers, status)
    try:
        there = signed_in(made.base, folder)
        with pytest.raises(ChannelProblem) as raised:
            there.resume("7", []) if writes else there.find(["A"])
    finally:
        made.close()
    return raised.value


def test_the_whole_story_goes_as_on_the_tape(taped: Taped, tmp_path: Path) -> None:
    login = of_tape(taped, "login(")["asked"]["variables"]
    there = vendure_story.opened(taped.base, tmp_path)
    heard = vendure_story.told(there, f"{login['user']} {login['password']}", lambda: None)
    assert taped.wrong == []
    assert taped.tape == []
    name, category, _photo, made, found, outcomes, prices, page, _again, after, order, wide = heard
    assert (name, category) == ("ร้าน shop-1", "-")
    assert [(unit.seller_sku, unit.price, unit.stock) for unit in found] == [("ST-1", 25_000, 9), ("ST-2", 25_000, 9)]
    assert [one.problem is None for one in outcomes] == [True, False]
    assert prices == [Outcome("ST-1")]
    assert isinstance(page, OrderPage)
    assert [(one.state, one.total, one.goods, one.shipping) for one in page.orders] == [("new", 92_000, 87_000, 5_000)]
    assert after[0].stock == 4
    assert isinstance(order, RemoteOrder)
    assert (order.state, order.tracking, [one.cancelled for one in order.lines]) == ("shipped", "EF582568151TH", [1, 0])
    assert set(wide.units) == {"ST-1", "ST-2", "ST-3"}
    assert made.units.items() <= wide.units.items()


@pytest.mark.vendure
def test_the_tape_asks_what_is_asked_today(server: Server, tmp_path: Path) -> None:
    keys = server.open_shop()
    passing = Taped(server.address)
    try:
        there = vendure_story.opened(passing.base, tmp_path)
        vendure_story.told(there, keys.pasted, lambda: vendure_story.bought(server, keys))
        asked = passing.questions()
    finally:
        passing.close()
    kept = json.loads(vendure_story.TAPE.read_text(encoding="utf-8"))
    assert asked == [entry["asked"]["query"] for entry in kept], "python -m tests.sync.vendure_story"


def test_refusals_beside_the_data(tmp_path: Path) -> None:
    def error(code: str) -> dict[str, Any]:
        return {"errors": [{"message": "as it says", "extensions": {"code": code}}], "data": None}

    def told(code: str, *, writes: bool = False) -> Any:
        return problem(tmp_path, [error(code)], writes=writes)

    assert (type(told("ENTITY_NOT_FOUND")), told("ENTITY_NOT_FOUND").code) == (Rejected, client.GONE)
    assert type(told("USER_INPUT_ERROR", writes=True)) is Rejected
    assert type(told("INTERNAL_SERVER_ERROR")) is Retry
    assert type(told("INTERNAL_SERVER_ERROR", writes=True)) is Unknown
    assert type(told("CHANNEL_NOT_FOUND")) is NeedsLogin
    assert type(problem(tmp_path, [error("GRAPHQL_VALIDATION_FAILED")], HTTPStatus.BAD_REQUEST)) is Rejected


def test_answers_that_are_none(tmp_path: Path) -> None:
    assert type(problem(tmp_path, [{"data": {"productVariants": None}}])) is Retry
    assert type(problem(tmp_path, [[]])) is Retry
    assert type(problem(tmp_path, [{"data": None}], writes=True)) is Unknown
    assert type(problem(tmp_path, [{"data": {"updateProduct": None}}], writes=True)) is Unknown
    assert type(problem(tmp_path, ["nothing"], HTTPStatus.NOT_FOUND)) is Retry


def test_an_answer_that_never_came_is_unknown_for_a_deed_alone(tmp_path: Path) -> None:
    assert type(problem(tmp_path, [{}], HTTPStatus.BAD_GATEWAY, writes=True)) is Unknown
    assert type(problem(tmp_path, [{}], HTTPStatus.BAD_GATEWAY)) is Retry


def test_a_refusal_in_the_place_of_what_was_asked_for(tmp_path: Path) -> None:
    refused = {"__typename": "MimeTypeError", "errorCode": "MIME_TYPE_ERROR", "message": "no such kind"}
    made = Scripted([{"data": {"assets": {"items": []}}}, {"data": {"createAssets": [refused]}}])
    try:
        with pytest.raises(Rejected) as raised:
            signed_in(made.base, tmp_path).upload_photo(b"GIF89a")
    finally:
        made.close()
    assert (raised.value.code, raised.value.detail) == ("MIME_TYPE_ERROR", "MIME_TYPE_ERROR no such kind")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("PaymentAuthorized", "new"), ("PaymentSettled", "new"), ("Shipped", "shipped"), ("Delivered", "delivered"),
        ("PartiallyDelivered", "shipped"), ("Cancelled", "cancelled"), ("PartiallyShipped", "attention"),
        ("Modifying", "attention"), ("ArrangingAdditionalPayment", "attention"), ("WaitingForTheKing", "attention"),
    ],
)  # fmt: skip
def test_states_are_ours_and_a_strange_one_is_for_a_person(taped: Taped, status: str, state: str) -> None:
    told = mapping.order({**row(taped), "state": status})
    assert (told.state, told.raw) == (state, status)


def row(taped: Taped) -> dict[str, Any]:
    return dict(of_tape(taped, "orders(")["answer"]["data"]["orders"]["items"][0])


def test_coupons_and_surcharges_come_out_as_the_buyer_paid(taped: Taped) -> None:
    whole = row(taped)
    lines = [{**one, "proratedLinePriceWithTax": one["proratedLinePriceWithTax"] - 1_000} for one in whole["lines"]]
    told = mapping.order({**whole, "lines": lines, "surcharges": [{"priceWithTax": 700}, {"priceWithTax": -300}]})
    assert (told.discount, told.shipping) == (2_300, 5_700)
    assert told.goods == sum(one.price * one.quantity for one in told.lines)


def test_an_order_to_be_paid_at_the_door_is_told_so(taped: Taped) -> None:
    whole = {**row(taped), "state": "PaymentAuthorized"}
    assert mapping.order({**whole, "payments": [{"method": "cash-on-delivery"}]}).cod
    assert not mapping.order({**whole, "payments": [{"method": "codfish-card"}]}).cod


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": None}, {"code": ""}, {"updatedAt": "yesterday"}, {"totalWithTax": 1.5}, {"totalWithTax": 10**15},
        {"lines": [{"id": "1", "quantity": 0, "orderPlacedQuantity": 0}]}, {"lines": [{"id": "1", "quantity": -1}]},
        {"shippingWithTax": "50"},
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_kept_and_the_others_go_on(
    taped: Taped, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    good = row(taped)
    made = Scripted([{"data": {"orders": {"items": [{**good, "id": "8", **wrong}, good]}}}])
    try:
        page = signed_in(made.base, tmp_path).orders(LONG_AGO, "")
    finally:
        made.close()
    assert [one.remote for one in page.orders] == [good["id"]]
    (kept,) = page.unread
    assert json.loads(kept.body)["lines"] is not None


def test_the_place_in_the_list_goes_on_though_orders_change_meanwhile() -> None:
    def rows(*seconds: int) -> list[dict[str, Any]]:
        filled = [seconds[0]] * (mapping.AT_ONCE - len(seconds)) + list(seconds)
        return [{"updatedAt": f"2026-11-22T00:00:{second:02}.000Z"} for second in filled]

    start = Place("2026-11-22T00:00:00Z")
    assert start.next(rows(5, 9)) == Place("2026-11-22T00:00:08Z")
    assert start.next(rows(1)) == Place(start.after, mapping.AT_ONCE)
    assert start.next(rows(5)[1:]) is None
    assert Place.read(Place(start.after, 50).cursor) == Place(start.after, 50)
    assert Place.read("2026-11-22|x") is None


def test_addresses_as_people_type_them() -> None:
    for typed in ("coop.example.com", "https://coop.example.com/dashboard/login", "coop.example.com/admin-api/"):
        assert client.address(typed) == "https://coop.example.com/admin-api"
    assert client.address("http://127.0.0.1:3000") == "http://127.0.0.1:3000/admin-api"
    assert client.address("https://example.com/shop") == "https://example.com/shop/admin-api"
    with pytest.raises(Rejected):
        client.address("no address")


def test_what_is_pasted() -> None:
    assert channel.pasted(" u@example.com  pass ") == ("u@example.com", "pass", "")
    assert channel.pasted("u\np a s s\nshop-1\n") == ("u", "p a s s", "shop-1")
    for wrong in ("", "u", "a b c d"):
        with pytest.raises(Rejected):
            channel.pasted(wrong)


def test_secrets_stand_in_no_words(tmp_path: Path) -> None:
    made = Scripted([])
    try:
        there = signed_in(made.base, tmp_path)
        assert "password" not in repr(there)
        assert there.set_stock([Write("1", "?", "A", 1)])[0].problem is not None
    finally:
        made.close()


def told_by(answer: Any) -> Any:
    """An answer without what is another each time: codes of orders, moments, where in the question an error stands."""
    if isinstance(answer, list):
        return [told_by(one) for one in answer]
    if not isinstance(answer, dict):
        return answer
    once = ("code", "orderPlacedAt", "updatedAt") if "orderPlacedAt" in answer else ("locations", "path")
    return {name: told_by(value) for name, value in answer.items() if name not in once}


def test_the_stand_in_answers_as_the_real_server_did(tmp_path: Path) -> None:
    stand = StandIn()
    keys = stand.open_shop()
    passing = Taped(stand.address)
    try:
        there = vendure_story.opened(passing.base, tmp_path)
        vendure_story.told(there, keys.pasted, lambda: str(stand.buy(keys, ST_1=2, ST_2=1)))
    finally:
        passing.close()
        stand.close()
    kept = json.loads(vendure_story.TAPE.read_text(encoding="utf-8"))
    assert len(passing.tape) == len(kept)
    for here, real in zip(passing.tape, kept, strict=True):
        assert (here["asked"]["query"], here["status"]) == (real["asked"]["query"], real["status"])
        assert told_by(here["answer"]) == told_by(real["answer"])


def test_what_this_server_never_asks_and_never_tells(tmp_path: Path) -> None:
    with contextlib.closing(StandIn()) as stand:
        keys = stand.open_shop()
        there = vendure_story.opened(stand.address, tmp_path)
        there.finish_sign_in(keys.pasted, "")
        there.create(vendure_story.draft("A-1"))
        code = stand.buy(keys, A_1=2)
        (order,) = there.orders(LONG_AGO, "").orders
        assert (there.pack(order.remote, order.lines), there.label("1")) == ((), None)
        assert there.money("2026-11-01", "2026-11-30", "").lines == ()
        with pytest.raises(Rejected):
            there.answer(order.remote, "return", True, {})
        there.answer(order.remote, "cancel", False, {})
        assert stand.order(keys, code)["state"] == "PaymentSettled"
        there.answer(order.remote, "cancel", True, {})
        assert stand.order(keys, code)["state"] == "Cancelled"
