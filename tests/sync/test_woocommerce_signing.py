"""How requests to a WooCommerce shop are signed, against golden vectors, and how its address is found."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from keyring.backends import fail

from shopdesk.base import log
from shopdesk.shop.channels import NeedsLogin, Offline, Rejected, Retry
from shopdesk.sync.channels.woocommerce import addresses, channel
from shopdesk.sync.channels.woocommerce.addresses import Root
from shopdesk.sync.channels.woocommerce.client import Keys, signature, signed
from shopdesk.sync.http import Door
from tests.sync.woo_shop import KEY, SECRET, Line, Say, php_signature, shop, trusted

SIGNING = Path(__file__).resolve().parents[1] / "data" / "signing"
STAMP, NONCE = 1760600000, "0b8a5f1c9e7d4a63b2c1d0e9f8a7b6c5d4e3f2a1"
SHOP = "http://shop.example.co.th/wp-json/wc/v3"
# Made by WooCommerce's own Python library; a live server took requests signed by the same code.
GOLDEN = [
    ("GET", f"{SHOP}/orders?status=processing&per_page=50&page=1&modified_after=2025-10-16T00:00:00",
     "CnkZQEu5u9bPAKZFnIpCIEkZjke04QVs2xoKawaxsvA="),
    ("PUT", f"{SHOP}/products/10", "/Lu4QceGSTCRV8TJlZkR24VVs1Z+QgCnEk+t7ugo7Mc="),
    ("GET", f"{SHOP}/products?search=ตะกร้า", "tmb1ZPQyTCco9BZufTuckSw7CQbE18fKcQFrZ9raFXM="),
    ("POST", f"{SHOP}/products/batch", "JXxIQHVlcP2AhAAvdU9gltVAn1ftZsIr7SeQteZsaxo="),
    ("GET", "http://shop.example.co.th:8088/wp-json/wc/v3/products?include[0]=10&include[1]=12",
     "dgUqFZ7PmBsiFUMVuM9YfGM+RDANJl5m9mSqsc/hLbM="),
]  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SIGNING / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def parted(url: str) -> tuple[str, list[tuple[str, str]]]:
    bare, _, query = url.partition("?")
    return bare, parse_qsl(query, keep_blank_values=True)


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


@pytest.mark.parametrize(("method", "url", "wanted"), GOLDEN)
def test_a_request_is_signed_as_their_library_signs_it(method: str, url: str, wanted: str) -> None:
    made = parse_qsl(urlsplit(signed(method, *parted(url), Keys(KEY, SECRET), STAMP, NONCE)).query)
    assert dict(made)["oauth_signature"] == wanted


@pytest.mark.parametrize("row", rows("woo_oauth1"))
def test_a_signed_address_says_what_theirs_says(row: dict[str, Any]) -> None:
    keys = Keys(row["ck"], row["cs"])
    made = signed(row["method"], *parted(row["url"]), keys, row["timestamp"], row["nonce"])
    assert parted(made) == parted(row["signed_url"])
    assert dict(parted(made)[1])["oauth_signature"] == row["signature"]


def test_what_a_query_may_hold_is_signed_as_php_reads_it() -> None:
    odd = [("sku", "A/B+C&D=é~ %"), ("search", "ตะกร้า ไม้"), ("empty", ""), ("aa", "1"), ("a", "2"), ("a_b", "3")]
    made = signed("GET", f"{SHOP}/products", odd, Keys(KEY, SECRET), STAMP, NONCE)
    bare, pairs = parted(made)
    assert pairs[:6] == odd
    assert dict(pairs)["oauth_signature"] == php_signature("GET", bare, pairs, SECRET)


def test_a_delivery_of_a_webhook_is_signed_with_its_secret() -> None:
    (row,) = [row for row in rows("hmac_extra") if row["name"].startswith("woo")]
    assert signature(row["key"], row["base"].encode()) == row["sign"]
    thai = '{"id":124,"billing":{"first_name":"สมชาย"}}'.encode()
    assert signature("whsec", thai) == "9DgmqQDscvEEPxn1s/n5wjzMMIF9FP7Ckg/Hmt1Jwlc="


TYPED = {
    "shop.example.co.th": "https://shop.example.co.th",
    " https://shop.example.co.th/ ": "https://shop.example.co.th",
    "http://shop.example.co.th/store/": "https://shop.example.co.th/store",
    "http://127.0.0.1:8088": "http://127.0.0.1:8088",
    "https://shop.example/wp-admin/admin.php?page=wc-settings": "https://shop.example",
}


@pytest.mark.parametrize(("typed", "wanted"), TYPED.items())
def test_an_address_is_read_as_its_owner_types_it(typed: str, wanted: str) -> None:
    assert addresses.home(typed) == wanted


def test_an_address_in_thai_letters_goes_out_in_ascii() -> None:
    host = addresses.home("ร้าน.ไทย").removeprefix("https://")
    assert host.isascii()
    assert host.encode().decode("idna") == "ร้าน.ไทย"


@pytest.mark.parametrize("typed", ["", "   ", "ftp://shop.example", "my shop", "https://", "https://a:b@shop.example",
                                   "https://shop.example:99999", "https://[::1", "https://" + "a" * 300])  # fmt: skip
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(Rejected, match="address"):
        addresses.home(typed)


@pytest.mark.parametrize("root", [Root("https://a.example/wp-json"), Root("https://a.example/x/", by_query=True)])
def test_a_root_is_read_back_from_its_place(root: Root) -> None:
    assert addresses.exact(root.place) == root
    assert addresses.exact(root.home) is None


INDEX = {"name": "ร้านป้าสมศรี", "namespaces": ["oembed/1.0", "wc/v3", "wp/v2"]}
FIELDS = ("_fields", "name,namespaces")


def index(path: str = "/wp-json/", *query: tuple[str, str], **more: Any) -> Say:
    return Say("GET", path, [*query, FIELDS], anonymous=True, **{"answer": INDEX, **more})


def no_page(path: str = "/wp-json/", **headers: str) -> Say:
    told = {"Content-Type": "text/html", **headers}
    return Say("GET", path, [FIELDS], answer=b"<html>404</html>", status=404, headers=told, anonymous=True)


def found(script: list[Say], path: str = "") -> Root:
    with shop(script) as server:
        site = addresses.discover(Door(base=server.base), server.base + path)
        assert site.name == INDEX["name"]
        return Root(site.root.url.removeprefix(server.base), by_query=site.root.by_query)


def test_the_shop_is_found_at_its_usual_place() -> None:
    assert found([index()]) == Root("/wp-json")
    assert found([index("/store/wp-json/")], "/store/") == Root("/store/wp-json")


def test_a_shop_with_plain_addresses_is_found_by_its_query() -> None:
    assert found([no_page(), index("/", ("rest_route", "/"))]) == Root("/", by_query=True)


def test_a_page_that_is_not_there_tells_where_the_api_is() -> None:
    moved = no_page(Link='</api/>; rel="https://api.w.org/"')
    assert found([moved, index("/api/")]) == Root("/api")
    asked = no_page(Link='</?rest_route=/>; rel="https://api.w.org/"')
    assert found([asked, index("/", ("rest_route", "/"))]) == Root("/", by_query=True)


def test_nobody_is_led_to_another_site() -> None:
    away = no_page(Link='<https://evil.example/wp-json/>; rel="https://api.w.org/"')
    assert found([away, index("/", ("rest_route", "/"))]) == Root("/", by_query=True)


@pytest.mark.parametrize("answer", [{"name": "Blog", "namespaces": ["wp/v2"]}, [], {"namespaces": "wc/v3"}, 7])
def test_a_site_without_a_shop_is_told(answer: Any) -> None:
    script = [index(answer=answer), index("/", ("rest_route", "/"), answer=answer)]
    with shop(script) as server, pytest.raises(Rejected, match="no WooCommerce"):
        addresses.discover(Door(base=server.base), server.base)


def test_a_page_of_the_wifi_is_no_missing_shop() -> None:
    portal = index(answer=b"<html>Sign in</html>", headers={"Content-Type": "text/html"})
    with shop([portal]) as server, pytest.raises(Offline):
        addresses.discover(Door(base=server.base), server.base)


def test_without_a_line_nothing_is_said_of_the_address() -> None:
    with pytest.raises(Offline):
        addresses.discover(Door(base="https://no-such-shop.invalid"), "no-such-shop.invalid")


def test_calls_of_a_shop_with_plain_addresses_are_signed_with_their_route(tmp_path: Path) -> None:
    script = [Say("GET", "/", [("rest_route", "/wc/v3/orders/22"), ("context", "view")], answer={"id": 22})]
    with shop(script) as server:
        line = Line(server.base, tmp_path, root="/?rest_route=/")
        assert line.client.call("GET", "/orders/22", [("context", "view")]) == {"id": 22}


PASTED = f"Consumer key: {KEY}\nConsumer secret: {SECRET}\n"


def test_the_owner_is_led_to_the_page_that_makes_keys(tmp_path: Path) -> None:
    page = Line("http://shop.example:8080", tmp_path, keys=False).channel.sign_in("http://127.0.0.1/", "s").page
    assert page.startswith("http://shop.example:8080/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys")


def working(currency: str = "THB") -> list[Say]:
    no = {"code": "rest_no_route", "message": "No route", "data": {"status": 404}}
    told, status = ({"id": "woocommerce_currency", "value": currency}, 200) if currency else (no, 404)
    return [
        Say("GET", "/wp-json/wc/v3/orders", [("per_page", "1")], answer=[]),
        Say("POST", "/wp-json/wc/v3/products/batch", body={"update": []}, answer={"update": []}),
        Say("GET", "/wp-json/wc/v3/settings/general/woocommerce_currency", answer=told, status=status),
    ]  # fmt: skip


@pytest.mark.parametrize("currency", ["THB", ""])
def test_pasted_keys_are_tried_and_kept(currency: str, tmp_path: Path) -> None:
    with shop([*working(currency), index()]) as server:
        line = Line(server.base, tmp_path, keys=False)
        seller = line.channel.finish_sign_in(PASTED, "s")
        host = server.base.removeprefix("http://")
    assert (seller.shop, seller.name, seller.place) == (host, "ร้านป้าสมศรี", f"{server.base}/wp-json/")
    assert line.vault.get("woo-1") == {"key": KEY, "secret": SECRET}


def test_the_shop_is_looked_for_where_only_its_address_is_known(tmp_path: Path) -> None:
    with shop([index(), *working()]) as server:
        seller = Line(server.base, tmp_path, keys=False, root="").channel.finish_sign_in(PASTED, "s")
    assert seller.name == "ร้านป้าสมศรี"


def test_a_shop_that_counts_in_dollars_is_not_joined(tmp_path: Path) -> None:
    with shop(working("USD")) as server:
        line = Line(server.base, tmp_path, keys=False)
        with pytest.raises(Rejected) as told:
            line.channel.finish_sign_in(PASTED, "s")
    assert told.value.values == {"currency": "USD"}
    assert line.vault.get("woo-1") == {}


def test_where_a_host_drops_the_header_the_keys_go_in_the_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    keys = [("consumer_key", KEY), ("consumer_secret", SECRET)]
    nobody = {"code": "woocommerce_rest_cannot_view", "message": "Sorry", "data": {"status": 401}}
    script = [Say("GET", "/wp-json/wc/v3/orders", [("per_page", "1")], answer=nobody, status=401)]
    script += [replace(one, query=[*one.query, *keys], anonymous=True) for one in working()]
    trouble = f"Link: ?consumer_secret={SECRET}".encode()
    last = Say("GET", "/wp-json/wc/v3/orders/1", keys, answer=trouble, status=500, anonymous=True)
    with shop([*script, index(), last], trusted(tmp_path, monkeypatch)) as server:
        line = Line(server.base, tmp_path, keys=False)
        line.channel.finish_sign_in(PASTED, "s")
        assert line.vault.get("woo-1")["way"] == "query"
        with pytest.raises(Retry) as told:
            line.channel.order("1")
    assert SECRET not in told.value.detail + caplog.text
    assert "•••" in told.value.detail


@pytest.mark.parametrize("text", ["", KEY, SECRET, "ck_short cs_short", "hello"])
def test_half_a_pair_is_told_before_anybody_is_asked(text: str, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="Both keys"):
        Line("http://127.0.0.1:9", tmp_path, keys=False).channel.finish_sign_in(text, "s")


def test_an_application_password_may_stand_behind_the_keys() -> None:
    wanted = {"key": KEY, "secret": SECRET, "user": "somsri", "password": "abcd EFGH 1234 ijkl MNOP 6789"}
    assert channel.pasted(f"{KEY} {SECRET}\nsomsri abcd EFGH 1234 ijkl MNOP 6789") == wanted
    assert "user" not in channel.pasted(PASTED)


REFUSED = {
    "a key that may only read": (401, "woocommerce_rest_authentication_error",
                                 "The API key provided does not have write permissions.", NeedsLogin, "may not"),
    "a person who may not": (403, "woocommerce_rest_cannot_edit", "Sorry", NeedsLogin, "key"),
    "our clock": (401, "woocommerce_rest_authentication_error", "Invalid timestamp.", Retry, "clock"),
    "a nonce used before": (401, "woocommerce_rest_authentication_error",
                            "Invalid nonce - nonce has already been used.", Retry, "wait"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_why_nobody_is_let_in_is_told(case: str, tmp_path: Path) -> None:
    status, code, message, kind, word = REFUSED[case]
    answer = {"code": code, "message": message, "data": {"status": status}}
    script = [Say("GET", "/wp-json/wc/v3/orders", answer=answer, status=status)]
    with shop(script) as server, pytest.raises(kind) as told:
        Line(server.base, tmp_path).client.call("GET", "/orders")
    assert word in told.value.why
    assert told.value.fix


@pytest.mark.parametrize("status", [400, 401, 403, 404, 503])
def test_a_page_of_a_guard_goes_by(status: int, tmp_path: Path) -> None:
    page = Say("GET", "/wp-json/wc/v3/orders", answer=b"<html>Blocked</html>", status=status)
    with shop([page]) as server, pytest.raises(Retry):
        Line(server.base, tmp_path).client.call("GET", "/orders")


def test_nothing_secret_is_in_what_the_parts_say_of_themselves(tmp_path: Path) -> None:
    line = Line("http://127.0.0.1:9", tmp_path)
    said = f"{line.client!r} {line.channel!r} {Keys(KEY, SECRET)!r} {line.door!r}"
    assert KEY not in said
    assert SECRET not in said
    line.client.keys()
    assert KEY not in log.clean(f"key {KEY}")
