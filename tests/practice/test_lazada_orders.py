"""Orders at Lazada from the basket to the money: pieces, packages, labels, cancellations, returns, statements."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shopdesk.practice import server
from shopdesk.practice.trade import Refused
from tests.practice.conftest import Lazada, offered, pressed

LONG_AGO = "2020-01-01T00:00:00+07:00"


def listed(lazada: Lazada, **more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lazada.get("/orders/get", **({"update_after": LONG_AGO} | more))["data"]["orders"]
    return found


def pieces(lazada: Lazada, order: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lazada.get("/order/items/get", order_id=order)["data"]
    return found


def packed(lazada: Lazada, order: str, ids: list[int]) -> list[dict[str, Any]]:
    wanted = {"pack_order_list": [{"order_id": int(order), "order_item_list": ids}]}
    how = {"delivery_type": "dropship", "shipping_allocate_type": "TFS"}
    done = lazada.post("/order/fulfill/pack", packReq=wanted | how)["result"]
    assert done["success"]
    rows: list[dict[str, Any]] = done["data"]["pack_order_list"][0]["order_item_list"]
    return rows


def handed_over(lazada: Lazada, order: str) -> str:
    package = str(packed(lazada, order, [one["order_item_id"] for one in pieces(lazada, order)])[0]["package_id"])
    done = lazada.post("/order/package/rts", readyToShipReq={"packages": [{"package_id": package}]})
    assert done["result"]["data"]["packages"][0]["item_err_code"] == "0"
    return package


def test_one_piece_is_one_line_and_the_order_adds_up(lazada: Lazada) -> None:
    lazada.create("BSK-001", 9)
    order = lazada.practice.control.buy("BSK-001", 3, note="ขอสีอ่อน", voucher_seller=1_000, voucher_platform=500)
    lines = pieces(lazada, order)
    assert len(lines) == 3
    assert "quantity" not in lines[0]
    assert len({one["order_item_id"] for one in lines}) == 3
    head = lazada.get("/order/get", order_id=order)["data"]
    paid = sum(float(one["paid_price"]) + float(one["shipping_amount"]) for one in lines)
    assert paid == float(head["price"]) - float(head["voucher"]) + float(head["shipping_fee"]) == 775
    assert head["buyer_note"] == "ขอสีอ่อน"
    assert "****" in head["address_shipping"]["first_name"]
    assert "addressDistrict" in head["address_shipping"]
    assert "addressDsitrict" in listed(lazada)[0]["address_shipping"]


def test_one_of_two_moments_is_needed_and_limits_hold(lazada: Lazada) -> None:
    def code(**params: str) -> str:
        return str(lazada.get("/orders/get", **params)["code"])

    assert code() == "1"
    assert code(update_after="2026-11-01") == "17"
    assert code(update_after="2026-11-01T00:00:00") == "17"
    assert code(update_after=LONG_AGO, limit="101") == "19"
    assert code(update_after=LONG_AGO, offset="5001") == "14"
    assert code(update_after=LONG_AGO, offset="5000") == "0"
    assert code(update_after=LONG_AGO, status="strange") == "36"
    assert code(update_after=LONG_AGO, sort_by="price") == "75"
    assert code(update_after=LONG_AGO, sort_direction="up") == "74"
    assert lazada.get("/order/get", order_id="7")["code"] == "16"


def test_pages_run_in_the_order_of_change() -> None:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    ticks = iter(range(1_000_000))
    with server.running(now=lambda: start + timedelta(seconds=next(ticks))) as practice:
        app = practice.control.app()
        lazada = Lazada(practice, app["app_key"], app["secret"], practice.control.sign_in()["access_token"])
        lazada.system = lambda: {  # type: ignore[method-assign]
            "app_key": lazada.key, "timestamp": str(int(start.timestamp() * 1000)), "sign_method": "sha256",
            "access_token": lazada.token,
        }  # fmt: skip
        lazada.create("BSK-001", 20)
        orders = [practice.control.buy("BSK-001") for _ in range(5)]
        practice.control.cancel(orders[1])
        how = {"sort_by": "updated_at", "sort_direction": "ASC"}
        found = [one["order_id"] for at in "02" for one in listed(lazada, limit="2", offset=at, **how)]
        assert found == [orders[0], orders[2], orders[3], orders[4]]
        assert [one["order_id"] for one in listed(lazada, offset="4", **how)] == [orders[1]]
        told = lazada.get("/orders/get", update_after=LONG_AGO, limit="2")["data"]
        assert (told["count"], told["countTotal"]) == (2, 5)
        assert [one["order_id"] for one in listed(lazada, status="canceled")] == [orders[1]]
        lazada.session.close()


def test_the_pieces_of_many_orders_come_at_once(lazada: Lazada) -> None:
    lazada.create("BSK-001", 9)
    orders = [int(lazada.practice.control.buy("BSK-001", 2)) for _ in range(2)]
    found = lazada.get("/orders/items/get", order_ids=orders)["data"]
    assert [len(one["order_items"]) for one in found] == [2, 2]
    assert lazada.get("/orders/items/get", order_ids=list(range(1, 52)))["code"] == "37"


def test_unpaid_holds_then_pays_or_lapses(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    first, second = control.buy("BSK-001", 2, payment="unpaid"), control.buy("BSK-001", 1, payment="unpaid")
    assert listed(lazada)[0]["statuses"] == ["unpaid"]
    with pytest.raises(Refused):
        control.buy("BSK-001", 3)
    control.pay(first)
    control.cancel(second, by="system", reason="ไม่ได้จ่ายเงิน")
    assert control.stock("BSK-001") == {"real": 5, "withheld": 0, "occupied": 2, "sellable": 3, "price": 25_000}
    assert pieces(lazada, second)[0]["status"] == "canceled"


def test_a_package_is_packed_printed_and_handed_over(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001", 2, payment="cod")
    ids = [one["order_item_id"] for one in pieces(lazada, order)]
    found = lazada.get(
        "/order/shipment/providers/get",
        getShipmentProvidersReq={"orders": [{"order_id": order, "order_item_ids": ids}]},
    )
    assert found["result"]["data"]["shipping_allocate_type"] == "TFS"
    rows = packed(lazada, order, ids)
    assert len({row["package_id"] for row in rows}) == 1
    assert {row["item_err_code"] for row in packed(lazada, order, ids)} == {"600201"}, "packed already"
    package = rows[0]["package_id"]
    paper = lazada.post(
        "/order/package/document/get", getDocumentReq={"doc_type": "PDF", "packages": [{"package_id": package}]}
    )
    body = base64.b64decode(paper["result"]["data"]["file"])
    assert body.startswith(b"%PDF-")
    assert rows[0]["tracking_number"].encode() in body
    lost = lazada.post("/order/package/document/get", getDocumentReq={"packages": [{"package_id": "FP1"}]})
    assert (lost["code"], lost["result"]["success"], lost["result"]["error_code"]) == ("0", False, "600001")
    ready = {"packages": [{"package_id": package}, {"package_id": "FP1"}]}
    told = lazada.post("/order/package/rts", readyToShipReq=ready)["result"]["data"]["packages"]
    assert [one["item_err_code"] for one in told] == ["0", "30012"]
    assert control.stock("BSK-001") == {"real": 3, "withheld": 0, "occupied": 0, "sellable": 3, "price": 25_000}
    trace = lazada.get("/logistic/order/trace", order_id=order, locale="en")["result"]["module"][0]
    assert trace["package_detail_info_list"][0]["tracking_number"] == rows[0]["tracking_number"]


def test_a_local_shop_names_no_provider_when_it_packs(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    order = lazada.practice.control.buy("BSK-001")
    ids = [one["order_item_id"] for one in pieces(lazada, order)]
    wanted = {"pack_order_list": [{"order_id": order, "order_item_list": ids}], "delivery_type": "dropship"}
    how = {"shipping_allocate_type": "TFS", "shipment_provider_code": "LEX TH"}
    assert lazada.post("/order/fulfill/pack", packReq=wanted | how)["result"]["error_code"] == "600101"


def test_a_package_can_be_undone_before_it_goes(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    order = lazada.practice.control.buy("BSK-001")
    package = packed(lazada, order, [pieces(lazada, order)[0]["order_item_id"]])[0]["package_id"]
    done = lazada.post("/order/package/repack", rePackReq={"packages": [{"package_id": package}]})
    assert done["result"]["data"]["packages"][0]["item_err_code"] == "0"
    assert (pieces(lazada, order)[0]["status"], pieces(lazada, order)[0]["package_id"]) == ("pending", "")


def cancel(lazada: Lazada, order: str, ids: list[int], reason: str) -> dict[str, Any]:
    return lazada.get("/order/reverse/cancel/create", order_id=order, order_item_id_list=ids, reason_id=reason)


@pytest.mark.parametrize(("reason", "left"), [("10000021", 0), ("10000022", 0), ("10000023", 4)])
def test_cancelling_for_want_of_goods_takes_them_off_sale(lazada: Lazada, reason: str, left: int) -> None:
    lazada.create("BSK-001", 5)
    order = lazada.practice.control.buy("BSK-001", 2)
    ids = [one["order_item_id"] for one in pieces(lazada, order)]
    found = lazada.get("/order/reverse/cancel/validate", order_id=order, order_item_id_list=ids[:1])["data"]
    assert "10000021" in {one["reason_id"] for one in found["reason_options"]}
    assert cancel(lazada, order, ids[:1], "5")["code"] == "104"
    assert cancel(lazada, order, ids[:1], reason)["data"]["tip_type"] == "success"
    assert sorted(one["status"] for one in pieces(lazada, order)) == ["canceled", "pending"]
    assert lazada.practice.control.stock("BSK-001")["sellable"] == left


def test_a_package_is_cancelled_whole_and_never_on_its_way(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001", 2)
    handed_over(lazada, order)
    ids = [one["order_item_id"] for one in pieces(lazada, order)]
    assert cancel(lazada, order, ids[:1], "10000023")["code"] == "122"
    control.advance(order)
    told = lazada.get("/order/reverse/cancel/validate", order_id=order, order_item_id_list=ids)["data"]
    assert told["tip_type"] == "error"


@pytest.mark.parametrize(("agree", "state"), [("true", "canceled"), ("false", "pending")])
def test_a_buyer_asks_to_cancel_and_the_shop_answers(lazada: Lazada, agree: str, state: str) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001")
    wish = control.ask_cancel(order)
    assert listed(lazada)[0]["need_cancel_confirm"] == "true"
    line = pieces(lazada, order)[0]
    assert (line["reverse_order_id"], line["is_cancel_pending"]) == (wish, "true")
    where = "/order/reverse/cancel/seller/decide"
    assert lazada.get(where, reverse_order_id=wish, agree_cancel=agree)["code"] == "0"
    assert lazada.get(where, reverse_order_id=wish, agree_cancel=agree)["code"] == "122"
    assert pieces(lazada, order)[0]["status"] == state
    assert listed(lazada)[0]["need_cancel_confirm"] == "false"
    line = pieces(lazada, order)[0]
    assert (line["reverse_order_id"], line["is_cancel_pending"]) == (wish, "false"), "what was answered is told still"


def test_after_a_no_the_order_goes_on_and_its_buyer_may_ask_again(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    practice, page = lazada.practice, {"page_no": "1", "page_size": "10"}
    order = practice.control.buy("BSK-001")

    def wishes() -> list[tuple[str, str]]:
        items = lazada.get("/reverse/getreverseordersforseller", **page)["result"]["items"]
        return [(str(one["reverse_order_id"]), one["reverse_order_lines"][0]["reverse_status"]) for one in items]

    for time in (1, 2):
        pressed(practice, order, "cancel")
        assert offered(practice, order) == set()
        wish, _state = wishes()[-1]
        answer = {"reverse_order_id": wish, "agree_cancel": "false"}
        assert lazada.get("/order/reverse/cancel/seller/decide", **answer)["code"] == "0"
        assert [state for _wish, state in wishes()] == ["CANCEL_REFUSE"] * time
        assert offered(practice, order) == {"cancel"}
    handed_over(lazada, order)
    for _ in range(2):
        assert offered(practice, order) == {"travel"}
        pressed(practice, order, "travel")
    assert offered(practice, order) == {"pay-out", "return"}


RETURNS = [
    (["refuseReturn"], {"pay-out", "return"}),
    (["agreeReturn"], {"pay-out"}),
    (["agreeReturn", "confirmDelivery"], set()),
    (["agreeReturn", "confirmDelivery", "refuseRefund"], {"pay-out", "return"}),
    (["instantRefund"], set()),
]


@pytest.mark.parametrize(("answers", "then"), RETURNS)
def test_what_a_buyer_may_do_after_a_return_was_answered(lazada: Lazada, answers: list[str], then: set[str]) -> None:
    lazada.create("BSK-001", 5)
    practice = lazada.practice
    order = practice.control.buy("BSK-001")
    delivered(lazada, order)
    pressed(practice, order, "return")
    assert offered(practice, order) == set()
    found = lazada.get("/reverse/getreverseordersforseller", page_no="1", page_size="10")["result"]["items"][0]
    lines = [line["reverse_order_line_id"] for line in found["reverse_order_lines"]]
    given = {"reverse_order_id": str(found["reverse_order_id"]), "reverse_order_item_ids": lines, "reason_id": "5001"}
    for action in answers:
        assert lazada.get("/order/reverse/return/update", action=action, **given)["code"] == "0"
    assert offered(practice, order) == then


def delivered(lazada: Lazada, order: str) -> None:
    handed_over(lazada, order)
    assert [lazada.practice.control.advance(order) for _ in range(2)] == ["shipped", "delivered"]


def test_a_return_goes_its_way_and_turns_the_money_round(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001", 2)
    with pytest.raises(Refused):
        control.ask_return(order)
    delivered(lazada, order)
    wish = control.ask_return(order, ["BSK-001"])
    found = lazada.get("/reverse/getreverseordersforseller", page_no="1", page_size="10")["result"]
    line = found["items"][0]["reverse_order_lines"][0]
    assert (found["total"], line["refund_amount"], line["reverse_status"]) == (1, 25_000, "REQUEST_INITIATE")

    def act(action: str) -> str:
        ids = [line["reverse_order_line_id"]]
        given = {"action": action, "reverse_order_id": wish, "reverse_order_item_ids": ids}
        return str(lazada.get("/order/reverse/return/update", **given)["code"])

    assert act("agreeRefund") == "122", "nothing came back yet"
    assert [act("agreeReturn"), act("confirmDelivery"), act("agreeRefund")] == ["0", "0", "0"]
    assert sorted(one["status"] for one in pieces(lazada, order)) == ["delivered", "returned"]
    rows = lazada.get("/finance/transaction/details/get", start_time="2026-01-01", end_time="2026-06-01")
    assert rows["data"] == []
    assert control.statement()["payout"] == 2 * (25_000 - 1_338 - 535) + 4_000 - 25_000 + 1_338


def test_money_is_told_by_rows_and_paid_by_statements(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001", 1, shipping=0, voucher_seller=1_000)
    delivered(lazada, order)
    today = datetime.now(UTC) + timedelta(hours=7)
    span = {"start_time": f"{today - timedelta(days=2):%Y-%m-%d}", "end_time": f"{today + timedelta(days=2):%Y-%m-%d}"}
    rows = lazada.get("/finance/transaction/details/get", **span)["data"]
    assert {row["fee_type"]: row["amount"] for row in rows} == {
        "13": "250.00",
        "16": "-13.38",
        "3": "-5.35",
        "9": "-10.00",
    }
    assert {row["paid_status"] for row in rows} == {"Not paid"}
    closed = control.statement()
    assert closed["payout"] == 25_000 - 1_338 - 535 - 1_000
    told = lazada.get("/finance/payout/status/get", created_after=span["start_time"])["data"][0]
    assert (told["payout"], told["paid"], told["statement_number"]) == ("221.27 THB", "0", closed["number"])
    control.pay_out(closed["number"])
    assert lazada.get("/finance/payout/status/get", created_after=span["start_time"])["data"][0]["paid"] == "1"
    assert {row["paid_status"] for row in lazada.get("/finance/transaction/details/get", **span)["data"]} == {"paid"}
    far = {"start_time": "2026-01-01", "end_time": "2026-07-30"}
    assert lazada.get("/finance/transaction/details/get", **far)["code"] == "1000012"


def test_cash_on_delivery_is_paid_at_the_door(lazada: Lazada) -> None:
    lazada.create("BSK-001", 5)
    control = lazada.practice.control
    order = control.buy("BSK-001", payment="cod")
    assert listed(lazada)[0]["payment_method"] == "COD"
    assert pieces(lazada, order)[0]["status"] == "pending"
    delivered(lazada, order)
    assert control.orders()[0]["paid"]
