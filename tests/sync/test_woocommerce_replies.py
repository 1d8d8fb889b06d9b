"""Every recorded reply of a live WooCommerce 7.9.0, played back to the channel by a server that looks at each request.

The recordings keep no queries: what each was asked with stands here, as WooCommerce's documentation names it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import NeedsLogin, Package, Rejected
from shopdesk.sync.channels.woocommerce import client, goods, mapping
from shopdesk.sync.channels.woocommerce.client import signature
from tests.sync.woo_shop import ANY, DATA, KEY, LONG_AGO, NOW, Line, Say, recorded, replay, shop, trusted

SKU = "BSK-1795372723"
ORDER = "/wp-json/wc/v3/orders/22"
PAGING = [("per_page", "100"), ("page", "1")]
REFUNDS = Say("GET", f"{ORDER}/refunds", PAGING, answer=[recorded("refund")["json"]])

Check = Callable[[Line], None]
PLAYED: dict[str, tuple[list[Say], Check]] = {}


def plays(name: str, *query: tuple[str, str], before: tuple[Say, ...] = (), after: tuple[Say, ...] = ()) -> Any:
    """A test of one recording, with what is asked around it."""

    def kept(check: Check) -> Check:
        PLAYED[name] = ([*before, replay(name, query), *after], check)
        return check

    return kept


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


def refused(line: Line, method: str, path: str, body: Any = None, *query: tuple[str, str]) -> Rejected:
    with pytest.raises(Rejected) as told:
        line.client.call(method, path, query, body)
    return told.value


@plays("delete_product_force", ("force", "true"))
def _removed(line: Line) -> None:
    line.channel.remove("19", ["19"])


@plays("err_bad_param")
def _bad_param(line: Line) -> None:
    told = refused(line, "POST", "/products", {"name": "x", "stock_quantity": "abc"})
    assert (told.code, told.detail) == ("rest_invalid_param", "stock_quantity is not of type integer.")


@plays("err_bad_status")
def _bad_status(line: Line) -> None:
    assert "processing" in refused(line, "PUT", "/orders/22", {"status": "nonsense"}).detail


@plays("err_batch_too_big")
def _too_big(line: Line) -> None:
    told = refused(line, "POST", "/products/batch", replay("err_batch_too_big").body)
    assert told.code == "woocommerce_rest_request_entity_too_large"


@plays("err_dup_sku")
def _duplicate(line: Line) -> None:
    told = refused(line, "POST", "/products", {"name": "dup", "sku": SKU})
    assert (told.code, told.values["resource"]) == (client.DUPLICATE, "19")


@plays("err_invalid_id_put")
def _gone(line: Line) -> None:
    assert client.is_gone(refused(line, "PUT", "/products/999999", {"stock_quantity": 1}))


@plays("err_no_auth")
def _no_auth(line: Line) -> None:
    with pytest.raises(NeedsLogin, match="key"):
        line.client.call("GET", "/products")


@plays("err_bad_secret")
def _bad_secret(line: Line) -> None:
    with pytest.raises(NeedsLogin) as told:
        line.client.call("GET", "/products")
    assert told.value.detail.startswith("Invalid signature")


@plays("err_no_route")
def _no_route(line: Line) -> None:
    assert "WooCommerce" in refused(line, "GET", "/nothing").why


@plays("err_per_page", ("per_page", "101"))
def _per_page(line: Line) -> None:
    assert "between 1" in refused(line, "GET", "/products", None, ("per_page", "101")).detail


@plays("order_after_refund", after=(REFUNDS,))
def _after_refund(line: Line) -> None:
    told = line.channel.order("22")
    assert (told.state, told.raw, told.remote, told.number) == ("new", "processing", "22", "22")
    assert [(one.ids, one.sku, one.quantity, one.price, one.remote_unit) for one in told.lines] == [
        (("6",), SKU, 2, 26_000, "19"), (("7",), "SIN-S-1795372723", 1, 30_000, "21"),
    ]  # fmt: skip
    # Ten baht went back: the buyer pays so much less for the goods.
    assert (told.goods, told.shipping, told.discount, told.total) == (82_000, 5_000, 1_000, 86_000)
    assert told.goods - told.discount + told.shipping == told.total
    assert told.address == {
        "name": "สมหญิง ใจดี", "phone": "0812345678", "street": "99/1 หมู่ 2 ต.สุเทพ", "district": "อ.เมือง",
        "province": "เชียงใหม่", "postcode": "50200", "country": "TH",
    }  # fmt: skip
    assert (told.buyer, told.note, told.cod, told.currency) == ("สมหญิง ใจดี", "ห่อของขวัญ", True, "THB")


@plays("order_after_trash")
def _after_trash(line: Line) -> None:
    told = line.channel.order("22")
    assert (told.state, told.raw) == ("cancelled", "trash")


@plays("order_cancel", before=(replay("order_after_refund"), REFUNDS))
def _cancelled(line: Line) -> None:
    lines = mapping.order(recorded("order_after_refund")["json"]).lines
    line.channel.cancel("22", lines, "out_of_stock")


@plays("order_create")
def _created(line: Line) -> None:
    told = mapping.order(line.client.call("POST", "/orders", body=replay("order_create").body))
    assert (told.state, told.total, told.placed_at) == (
        "unpaid",
        87_000,
        datetime(2026, 11, 22, 18, 38, 45, tzinfo=UTC),
    )


@plays("order_delete_trash")
def _trashed(line: Line) -> None:
    assert mapping.order(line.client.call("DELETE", "/orders/22")).raw == "cancelled"


@plays(
    "order_note",
    before=(Say("GET", f"{ORDER}/notes", answer=[]),),
    after=(Say("PUT", ORDER, body={"status": "completed", "meta_data": [
        {"key": "_tracking_number", "value": "EF582568151TH"}, {"key": "_tracking_provider", "value": "EMS"},
    ]}, answer=recorded("order_after_refund")["json"]),),
)  # fmt: skip
def _shipped(line: Line) -> None:
    line.channel.ship("22", Package("", ("6", "7"), "EF582568151TH", "EMS"))


@plays("order_set_processing")
def _processing(line: Line) -> None:
    assert mapping.order(line.client.call("PUT", "/orders/22", body={"status": "processing"})).state == "new"


def listed(part: str, after: str, page: int) -> list[tuple[str, str]]:
    return [
        ("status", part), ("modified_after", after), ("dates_are_gmt", "true"), ("orderby", "modified"),
        ("order", "asc"), ("per_page", "100"), ("page", str(page)),
    ]  # fmt: skip


@plays("orders_modified_after", *listed("any", "2020-01-01T00:00:00", 1))
def _listed(line: Line) -> None:
    page = line.channel.orders(LONG_AGO, "")
    assert [one.remote for one in page.orders] == ["15", "18"]
    assert not page.unread
    # Two pages by the totals; the next begins a second before the last change that was read.
    assert page.next == "any|2026-11-22T18:27:54|1"
    assert page.orders[1].buyer == "Nok"
    assert "ck_" in recorded("orders_modified_after")["headers"]["Link"]


@plays("orders_page_past_end", *listed("any", "2026-11-22T18:27:54", 9))
def _past_the_end(line: Line) -> None:
    page = line.channel.orders(LONG_AGO, "any|2026-11-22T18:27:54|9")
    assert (page.orders, page.next) == ((), "trash|2020-01-01T00:00:00|1")


@plays("product_batch")
def _batch(line: Line) -> None:
    told = line.client.call("POST", "/products/batch", body=replay("product_batch").body)
    assert goods.found(told["update"][0]).stock == 8
    problems = [client.problem_of(one["error"]) for one in (told["create"][0], told["update"][1])]
    assert [(one.code == client.DUPLICATE, client.is_gone(one)) for one in problems] == [(True, False), (False, True)]


@plays("product_create")
def _product(line: Line) -> None:
    row = line.client.call("POST", "/products", body=replay("product_create").body)
    unit = goods.found(row)
    assert (unit.listing, unit.remote, unit.seller_sku, unit.price, unit.stock) == ("19", "19", SKU, 25_000, 12)
    assert goods.is_marked(row, "p-0001")


@plays("product_update_stock")
def _stock(line: Line) -> None:
    unit = goods.found(line.client.call("PUT", "/products/19", body={"stock_quantity": 9, "regular_price": "260.00"}))
    assert (unit.price, unit.stock) == (26_000, 9)


@plays("products_by_sku", ("sku", SKU), *PAGING)
def _found(line: Line) -> None:
    (unit,) = line.channel.find([SKU])
    assert (unit.listing, unit.remote, unit.seller_sku, unit.state) == ("19", "19", SKU, "publish")


@plays("products_list_paged", ("orderby", "id"), *PAGING)
def _paged(line: Line) -> None:
    page = line.client.page("/products", [("orderby", "id")], 1)
    assert (page.pages, len(page.rows)) == (4, 1)
    assert goods.found(page.rows[0]).stock is None


@plays("refund")
def _refund(line: Line) -> None:
    body = {"amount": "10.00", "api_refund": False, "reason": "ของชำรุด"}
    told = line.client.call("POST", "/orders/22/refunds", body=body)
    assert mapping.order(recorded("order_after_refund")["json"], [told]).discount == 1_000


@plays("stock_after_cancel")
def _after_cancel(line: Line) -> None:
    assert goods.found(line.client.call("GET", "/products/19")).stock == 8


@plays("stock_after_processing")
def _after_processing(line: Line) -> None:
    assert goods.found(line.client.call("GET", "/products/19")).stock == 6


@plays("variable_product")
def _variable(line: Line) -> None:
    unit = goods.found(line.client.call("POST", "/products", body=replay("variable_product").body))
    assert (unit.remote, unit.price, unit.stock) == ("20", None, None)


@plays("variation_batch")
def _variations(line: Line) -> None:
    told = line.client.call("POST", "/products/20/variations/batch", body={"update": [{"id": 21, "stock_quantity": 3}]})
    assert goods.found(told["update"][0]).stock == 3


@plays("variation_create")
def _variation(line: Line) -> None:
    unit = goods.found(line.client.call("POST", "/products/20/variations", body=replay("variation_create").body))
    assert (unit.remote, unit.price, unit.stock) == ("21", 30_000, 4)


@plays("webhook_create")
def _webhook(line: Line) -> None:
    assert line.client.call("POST", "/webhooks", body=replay("webhook_create").body)["status"] == "active"


@pytest.mark.parametrize("name", PLAYED)
def test_a_recorded_reply_is_asked_for_and_understood(name: str, tmp_path: Path) -> None:
    script, check = PLAYED[name]
    with shop([replace(one) for one in script]) as server:
        check(Line(server.base, tmp_path))


@pytest.mark.parametrize("name", ["basic_https_ok", "err_bad_key_https", "err_bad_secret_https"])
def test_over_https_the_keys_go_in_a_header(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with shop([replay(name)], trusted(tmp_path, monkeypatch)) as server:
        line = Line(server.base, tmp_path)
        if name == "basic_https_ok":
            unit = goods.found(line.client.call("GET", "/products/19"))
            assert (unit.price, unit.stock) == (26_000, 8)
        else:
            with pytest.raises(NeedsLogin):
                line.client.call("GET", "/products")


def test_deliveries_of_a_webhook_are_signed_as_requests_are() -> None:
    ping, delivery = recorded("webhook_delivery_0"), recorded("webhook_delivery_1")
    assert "X-WC-Webhook-Signature" not in ping["headers"]
    made = signature(delivery["secret"], delivery["body"].encode())
    assert made == delivery["headers"]["X-WC-Webhook-Signature"]


def test_every_recording_is_played() -> None:
    alone = {"basic_https_ok", "err_bad_key_https", "err_bad_secret_https", "webhook_delivery_0", "webhook_delivery_1"}
    names = {file.stem for file in DATA.glob("*.json")}
    assert names == set(PLAYED) | alone
    assert len(names) == 36


def test_the_recordings_repeat_the_keys_where_nobody_may_look(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    told = recorded("orders_modified_after")
    script = [Say("GET", "/wp-json/wc/v3/orders", ANY, answer=told["headers"]["Link"].encode(), status=500)]
    with shop(script) as server, pytest.raises(Exception) as raised:
        Line(server.base, tmp_path).channel.orders(NOW, "")
    assert KEY not in caplog.text + str(vars(raised.value))
