"""Who is let in at Lazada: signatures, clocks, keys, tokens, and how many calls a second."""

from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from shopdesk.practice import server
from tests.practice.conftest import Lazada, vectors


def asked(address: str, path: str, params: dict[str, str], method: str = "GET") -> dict[str, Any]:
    where = "params" if method == "GET" else "data"
    reply = requests.request(method, f"{address}/rest{path}", timeout=10, **{where: params})
    assert reply.status_code == 200
    return reply.json()


@pytest.mark.parametrize("vector", vectors("lazada"), ids=lambda vector: vector["name"])
def test_golden_signatures_pass_and_altered_ones_do_not(vector: dict[str, Any]) -> None:
    given = vector["params"] | {"sign": vector["sign"]}
    moment = datetime.fromtimestamp(int(given["timestamp"]) / 1000, UTC)
    method = "POST" if "create" in vector["path"] or "refresh" in vector["path"] else "GET"
    with server.running(now=lambda: moment) as practice:
        practice.control.new_app(key=given["app_key"], secret=vector["secret"])
        if "access_token" in given:
            practice.control.sign_in(app_key=given["app_key"], access_token=given["access_token"])
        passed = asked(practice.address, vector["path"], given, method)
        assert passed["code"] in ("0", "16", "500", "IllegalRefreshToken")
        for name in given:
            if name not in ("app_key", "timestamp", "sign_method", "access_token"):
                altered = given | {name: given[name] + "1"}
                assert asked(practice.address, vector["path"], altered, method)["code"] == "IncompleteSignature"
        lower = given | {"sign": vector["sign"].lower()}
        assert asked(practice.address, vector["path"], lower, method)["code"] == "IncompleteSignature"


def test_files_are_not_signed_but_the_fields_beside_them_are(lazada: Lazada) -> None:
    sent = lazada.signed("/image/upload", lazada.system())
    where, files = f"{lazada.practice.address}/rest/image/upload", {"image": ("a.jpg", b"x", "image/jpeg")}
    assert lazada.session.post(where, data=sent, files=files).json()["code"] == "300"
    assert lazada.session.post(where, data=sent | {"a": "1"}, files=files).json()["code"] == "IncompleteSignature"


@pytest.mark.parametrize("late", [7_100, -7_100, 7_300, -7_300])
def test_a_clock_more_than_two_hours_off_is_refused(lazada: Lazada, late: int) -> None:
    lazada.practice.control.clock(late)
    assert (lazada.get("/seller/get")["code"] == "0") == (abs(late) < 7_200)


def test_the_time_may_be_iso_8601(lazada: Lazada) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    given = lazada.signed("/seller/get", lazada.system() | {"timestamp": now})
    assert asked(lazada.practice.address, "/seller/get", given)["code"] == "0"


@pytest.mark.parametrize("name", ["app_key", "timestamp", "sign_method", "sign", "access_token"])
def test_what_is_missing_is_named(lazada: Lazada, name: str) -> None:
    given = lazada.system()
    given.pop(name, None)
    given = lazada.signed("/seller/get", given)
    if name == "sign":
        del given["sign"]
    told = asked(lazada.practice.address, "/seller/get", given)
    assert told["code"] == "MissingParameter"
    assert name in told["message"]


def test_a_stranger_is_told_what_is_wrong(lazada: Lazada) -> None:
    good = lazada.system()

    def code(path: str = "/seller/get", method: str = "GET", **changed: str) -> str:
        given = lazada.signed(path, good | changed)
        return str(asked(lazada.practice.address, path, given, method)["code"])

    assert code(app_key="999") == "InvalidAppKey"
    assert code(sign_method="md5") == "UnsupportedSignMethod"
    assert code(access_token="nobody") == "IllegalAccessToken"
    assert code(path="/no/such") == "InvalidApiPath"
    assert code(method="POST") == "InvalidHttpMethod"


def test_a_name_that_comes_twice_is_no_request(lazada: Lazada) -> None:
    given = [*lazada.signed("/seller/get", lazada.system()).items(), ("limit", "1"), ("limit", "2")]
    assert requests.get(f"{lazada.practice.address}/rest/seller/get", params=given, timeout=10).status_code == 400


def test_a_code_works_once_and_for_thirty_minutes(lazada: Lazada) -> None:
    lazada.token, control = "", lazada.practice.control
    code = control.code()
    first = lazada.post("/auth/token/create", code=code)
    assert first["country_user_info"][0]["seller_id"] == "1001"
    assert first["expires_in"] == 30 * 86_400
    assert lazada.post("/auth/token/create", code=code)["code"] == "InvalidCode"
    late = control.code()
    control.clock(31 * 60)
    assert lazada.post("/auth/token/create", code=late)["code"] == "InvalidCode"


def test_a_refresh_token_works_once_and_ends_the_old_pair(lazada: Lazada) -> None:
    pair = lazada.practice.control.sign_in()
    lazada.token = ""
    fresh = lazada.post("/auth/token/refresh", refresh_token=pair["refresh_token"])
    assert fresh["refresh_token"] != pair["refresh_token"]
    assert fresh["account_id"] is None
    assert fresh["country_user_info_list"][0]["country"] == "th"
    assert lazada.post("/auth/token/refresh", refresh_token=pair["refresh_token"])["code"] == "IllegalRefreshToken"
    lazada.token = pair["access_token"]
    assert lazada.get("/seller/get")["code"] == "IllegalAccessToken"
    lazada.token = fresh["access_token"]
    assert lazada.get("/seller/get")["data"]["status"] == "ACTIVE"
    assert lazada.practice.control.effects()["tokens refreshed"] == 1


def test_an_expired_token_can_be_refreshed_and_a_revoked_one_cannot(lazada: Lazada) -> None:
    pair, control = lazada.practice.control.sign_in(), lazada.practice.control
    lazada.token = pair["access_token"]
    control.expire_token()
    assert lazada.get("/seller/get")["code"] == "IllegalAccessToken"
    lazada.token = ""
    fresh = lazada.post("/auth/token/refresh", refresh_token=pair["refresh_token"])
    control.revoke()
    assert lazada.post("/auth/token/refresh", refresh_token=fresh["refresh_token"])["code"] == "IllegalRefreshToken"


def test_a_closed_shop_is_told_so(lazada: Lazada) -> None:
    lazada.practice.control.seller_status("INACTIVE")
    assert lazada.get("/seller/get")["code"] == "SellerNotActive"


def test_more_than_fifty_calls_in_a_second_are_too_many() -> None:
    moment = datetime.now(UTC)
    with server.running(now=lambda: moment) as practice:
        app = practice.control.app()
        program = Lazada(practice, app["app_key"], app["secret"], practice.control.sign_in()["access_token"])
        codes = [program.get("/seller/get")["code"] for _ in range(51)]
        assert codes == ["0"] * 50 + ["ApiCallLimit"]
        practice.control.clock(2)
        assert program.get("/seller/get")["code"] == "0"
        program.session.close()


def test_trouble_comes_as_ordered(lazada: Lazada) -> None:
    control, where = lazada.practice.control, f"{lazada.practice.address}/rest/seller/get"
    control.fault("throttle", times=2)
    control.fault("code", code="ServiceTimeout")
    limited = [lazada.get("/seller/get") for _ in range(3)]
    assert [one["code"] for one in limited] == ["ApiCallLimit", "ApiCallLimit", "ServiceTimeout"]
    assert "1 seconds" in limited[0]["message"]
    control.fault("status", status=502)
    assert requests.get(where, timeout=10).status_code == 502
    control.fault("html")
    assert requests.get(where, timeout=10).headers["Content-Type"] == "text/html"
    control.fault("cut")
    with pytest.raises(requests.RequestException):
        lazada.get("/seller/get")
    control.fault("drop_before", path="/image")
    assert lazada.get("/seller/get")["code"] == "0"
    with pytest.raises(requests.ConnectionError):
        lazada.get("/image/upload")


def test_a_line_that_breaks_after_the_deed_leaves_the_deed(lazada: Lazada) -> None:
    payload = lazada.basket()
    lazada.practice.control.fault("drop_after", path="/product/create")
    with pytest.raises(requests.ConnectionError):
        lazada.post("/product/create", payload=payload)
    assert lazada.practice.control.effects()["creates"] == 1
    assert lazada.post("/product/create", payload=payload)["code"] == "0", "a create sent twice makes it twice"
    assert lazada.practice.control.effects()["creates"] == 2


def test_calls_are_counted(lazada: Lazada) -> None:
    lazada.get("/seller/get")
    lazada.get("/seller/get")
    assert lazada.practice.control.calls()["/rest/seller/get"] == 2
