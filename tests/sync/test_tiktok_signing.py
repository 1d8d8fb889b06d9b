"""TikTok Shop's signatures against the platform's own examples and recorded vectors, and as calls go out."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import Account
from shopdesk.sync.channels.tiktok import channel
from shopdesk.sync.channels.tiktok.signing import push_signature, signature
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.sync.badserver import says, serving, whole

VECTORS = Path(__file__).resolve().parents[1] / "data" / "signing" / "tiktok.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
DOC, SECRET, KEY = "e59af819cc", "7b1e8f0c2d3a4b5c6d7e8f90123456789abcdef0", "6kc76cungq9pl"
CIPHER = "ROW_xkMbgAAAeVAQra0eZWebFQq5aIK"
HOOKS = {"app_key": "68xu9ks5p4i8", "shop_cipher": CIPHER, "timestamp": "1696909648"}
OWN = {"app_key": KEY, "timestamp": "1760600000"}
SEARCH = {"page_size": "50", "sort_field": "update_time", "sort_order": "ASC"}
ADDRESS = '{"address":"https://partner.tiktokshop.com","event_type":'
INVENTORY = '{"skus":[{"id":"1729592969712207012","inventory":[{"warehouse_id":"7068517275539719942","quantity":9}]}]}'
UPDATE = "/product/202309/products/1729592969712207008/inventory/update"
ORDERS = "/order/202309/orders/search"
SPAN = '{"update_time_ge":1760500000,"update_time_lt":1760600000}'
GOLDEN: list[tuple[str, str, str, dict[str, str], str, str]] = [
    ("T1", DOC, "/authorization/202309/shops", {"app_key": "29a39d", "timestamp": "1623812664"}, "",
     "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8"),
    ("T2", DOC, "/event/202309/webhooks", HOOKS, ADDRESS + '"PACKAGE_UPDATE"}',
     "cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a"),
    ("T3", DOC, "/event/202309/webhooks", HOOKS, "",
     "ed58e1b5e59865c22a7b828c1cab65007441f43cc91a6cb2f2cdc638e0995a37"),
    ("T4", DOC, "/event/202309/webhooks", HOOKS, ADDRESS + ' "PACKAGE_UPDATE"}',
     "f7ca36a232c721e1ec037d357b5dc51aa7dceda28b119d37122adaa3fb7dd6ca"),
    ("T5", SECRET, ORDERS, {**OWN, **SEARCH, "shop_cipher": CIPHER}, SPAN,
     "2ff0da2ece751578164b790e4c9e8ea69972d91570f2cd5d191d95ef2439a8e2"),
    ("T6", SECRET, UPDATE, {**OWN, "shop_cipher": CIPHER}, INVENTORY,
     "6fd2840048a48080c4ba034c7eca2635fb420b37e51ed037dee47a72d3431082"),
    ("T7", SECRET, "/authorization/202309/shops", OWN, "",
     "208ca6d25cca64e94920e0d19c6936600b2541618505b7f96e4e6c8bd004729b"),
    ("T8", SECRET, "/product/202309/images/upload", OWN, "",
     "2a233944bdc9416b92bd44fd78550c8a7d5fd4bf527d076dc9dc55e17416eb93"),
]  # fmt: skip


@pytest.mark.parametrize("row", [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN])
def test_calls_are_signed_as_the_platform_shows(row: tuple[str, str, dict[str, str], str, str]) -> None:
    secret, path, query, body, sign = row
    assert signature(secret, path, query, body.encode()) == sign
    noise = {"sign": "x", "access_token": "y"}
    assert signature(secret, path, {**dict(reversed(query.items())), **noise}, body.encode()) == sign


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_recorded_vectors(row: dict[str, Any]) -> None:
    body = "" if row["content_type"].startswith("multipart") else row["body"]
    assert signature(row["app_secret"], row["path"], row["query"], body.encode()) == row["sign"]


def test_a_push_message_is_known_by_its_signature() -> None:
    rows = map(json.loads, (VECTORS.parent / "hmac_extra.jsonl").read_text(encoding="utf-8").splitlines())
    (row,) = [one for one in rows if one["name"] == "tiktok_webhook"]
    assert push_signature(row["app_key"], row["key"], row["body"].encode()) == row["sign"]


def test_calls_go_out_signed_over_the_very_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    vault = open_vault(tmp_path)
    vault.put("u", {"secret": SECRET, "access": "TTP_t", "shop": "7", "cipher": CIPHER})
    # The clock of the vectors, later by what a call is dated back.
    at = datetime.fromtimestamp(1_760_600_000, UTC) + timedelta(minutes=2)
    with serving(says(whole(b'{"code":0,"message":"","data":{}}'))) as server:
        account = Account(1, "u", "tiktok", "ร้าน", "th", "", KEY, {"base": server.base})
        own = channel.open(account, vault, Door(base=server.base), lambda: at)
        own._client.call("POST", UPDATE, body=json.loads(INVENTORY), writes=True)
        own._client.shops()
        own._client.upload("/product/202309/images/upload", {"data": ("a.jpg", b"\xff\xd8", "image/jpeg")}, {})
    asked = [request.decode("utf-8", "replace") for request in server.requests]
    for request, sign in zip(asked, (GOLDEN[5][5], GOLDEN[6][5], GOLDEN[7][5]), strict=True):
        assert f"sign={sign}" in request
        assert "x-tts-access-token: TTP_t" in request
        assert SECRET not in request
    assert asked[0].endswith(INVENTORY)
    assert "shop_cipher" not in asked[1] + asked[2]
