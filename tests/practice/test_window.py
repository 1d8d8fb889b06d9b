"""The shop window by plain HTTP, the sign-in page, the control over HTTP, scripted buyers, and a kill."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from shopdesk.base import i18n
from shopdesk.practice import server
from shopdesk.practice.server import Practice
from tests.practice.conftest import Lazada

HOSTILE = "<script>alert(1)</script>\"'>"


def form(text: str) -> dict[str, str]:
    """The fields of the page's form as a browser would send them untouched."""
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text)
    chosen = re.findall(r'<select name="([^"]+)"><option value="([^"]*)"', text)
    return {name: html.unescape(value) for name, value in inputs + chosen}


def test_a_buyer_finds_goods_and_buys_them_with_a_form(lazada: Lazada) -> None:
    made, address = lazada.create("BSK-001", 3), lazada.practice.address
    shelf = requests.get(f"{address}/shop", timeout=10)
    assert f'href="/shop/{made["item_id"]}"' in shelf.text
    assert i18n._("Practice marketplace") in shelf.text
    page = requests.get(f"{address}/shop/{made['item_id']}", timeout=10).text
    photo = re.search(r'src="(/p/[^"]+)"', page)
    assert photo is not None
    assert requests.get(f"{address}/font.ttf", timeout=10).headers["Content-Type"] == "font/ttf"
    assert requests.get(address + photo[1], timeout=10).headers["Content-Type"] == "image/jpeg"
    bought = requests.post(f"{address}/shop/{made['item_id']}/buy", data=form(page) | {"pieces": "2"}, timeout=10)
    assert bought.status_code == 200
    order = bought.url.rpartition("/")[2]
    assert order in bought.text
    assert len(lazada.get("/order/items/get", order_id=order)["data"]) == 2
    sent_again = requests.post(f"{address}/shop/{made['item_id']}/buy", data=form(page) | {"pieces": "2"}, timeout=10)
    assert (sent_again.url, lazada.practice.control.effects()["orders"]) == (bought.url, 1)
    page = requests.get(f"{address}/shop/{made['item_id']}", timeout=10).text
    again = requests.post(f"{address}/shop/{made['item_id']}/buy", data=form(page) | {"pieces": "2"}, timeout=10)
    assert again.status_code == 409
    assert lazada.practice.control.stock("BSK-001")["sellable"] == 1


def test_hostile_text_stays_text(lazada: Lazada) -> None:
    attributes = {"name": f"ตะกร้า {HOSTILE}", "description": HOSTILE, "brand_id": "30768"}
    made = lazada.create(HOSTILE, 3, Attributes=attributes)
    for where in ("/shop", f"/shop/{made['item_id']}"):
        page = requests.get(lazada.practice.address + where, timeout=10)
        assert "<script" not in page.text
        assert "&lt;script&gt;" in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_form_from_elsewhere_buys_nothing(lazada: Lazada) -> None:
    made, address = lazada.create("BSK-001", 3), lazada.practice.address
    where = f"{address}/shop/{made['item_id']}/buy"
    page = requests.get(f"{address}/shop/{made['item_id']}", timeout=10).text
    assert requests.post(where, data=form(page) | {"mark": "x"}, timeout=10).status_code == 400
    from_elsewhere = {"Origin": "https://bad.example"}
    assert requests.post(where, data=form(page), headers=from_elsewhere, timeout=10).status_code == 400
    named = {"Host": "bad.example"}
    assert requests.get(f"{address}/shop", headers=named, timeout=10).status_code == 421
    assert "orders" not in lazada.practice.control.effects()


@pytest.mark.parametrize("field", [{"pieces": "0"}, {"pieces": "x"}, {"sku": "5"}, {"name": " "}, {"payment": "gold"}])
def test_a_wrong_form_is_answered_with_the_page(lazada: Lazada, field: dict[str, str]) -> None:
    made, address = lazada.create("BSK-001", 3), lazada.practice.address
    page = requests.get(f"{address}/shop/{made['item_id']}", timeout=10).text
    sent = requests.post(f"{address}/shop/{made['item_id']}/buy", data=form(page) | field, timeout=10)
    assert (sent.status_code, 'role="alert"' in sent.text) == (409, True)


def test_a_shop_signs_in_with_the_browser(practice: Practice) -> None:
    app = practice.control.app()
    asked = practice.control.sign_in_page(comes_back_to="http://127.0.0.1:9/back") + "&state=s%26t"
    page = requests.get(asked, timeout=10)
    assert page.status_code == 200
    agreed = requests.post(f"{practice.address}/oauth/agree", data=form(page.text), allow_redirects=False, timeout=10)
    came = urlsplit(agreed.headers["Location"])
    given = parse_qs(came.query)
    assert (came.port, given["state"]) == (9, ["s&t"])
    program = Lazada(practice, app["app_key"], app["secret"])
    pair = program.post("/auth/token/create", code=given["code"][0])
    program.token = pair["access_token"]
    assert program.get("/seller/get")["code"] == "0"
    program.session.close()
    evil = asked.replace("http%3A%2F%2F127.0.0.1%3A9", "http%3A%2F%2Fbad.example")
    assert requests.get(evil, timeout=10).status_code == 400


def test_the_control_answers_over_http_and_only_to_programs(lazada: Lazada) -> None:
    lazada.create("BSK-001", 3)
    where = f"{lazada.practice.address}/practice"
    order = requests.post(f"{where}/buy", json={"sku": "BSK-001", "pieces": 2}, timeout=10).json()["result"]
    assert lazada.get("/order/get", order_id=order)["data"]["items_count"] == 2
    assert requests.post(f"{where}/effects", json={}, timeout=10).json()["result"]["orders"] == 1
    assert requests.post(f"{where}/buy", json={"sku": "BSK-001", "pieces": 9}, timeout=10).status_code == 409
    assert requests.post(f"{where}/buy", json={"wrong": 1}, timeout=10).status_code == 400
    assert requests.post(f"{where}/store", json={}, timeout=10).status_code == 404
    assert requests.get(f"{where}/effects", timeout=10).status_code == 404
    assert requests.post(f"{where}/effects", data="{}", timeout=10).status_code == 415
    elsewhere = {"Origin": "https://bad.example"}
    assert requests.post(f"{where}/effects", json={}, headers=elsewhere, timeout=10).status_code == 403


def test_the_same_seed_brings_the_same_buyers() -> None:
    def played(seed: int) -> list[object]:
        with server.running() as practice:
            app = practice.control.app()
            program = Lazada(practice, app["app_key"], app["secret"], practice.control.sign_in()["access_token"])
            program.create("A", 30)
            program.create("B", 30)
            program.session.close()
            practice.control.buyers(seed, 20)
            return [(one["order"], one["states"], one["skus"], one["cod"]) for one in practice.control.orders()]

    assert played(1) == played(1) != played(2)


def test_a_press_in_the_window_brings_buyers(lazada: Lazada) -> None:
    lazada.create("BSK-001", 30)
    where = f"{lazada.practice.address}/shop"
    mark = re.search(
        r'action="/shop/crowd"><input type="hidden" name="mark" value="([^"]+)"', requests.get(where, timeout=10).text
    )
    assert mark
    assert requests.post(f"{where}/crowd", data={"mark": "of-somebody-else"}, timeout=10).status_code == 400
    assert requests.post(f"{where}/crowd", data={"mark": mark[1]}, timeout=10).status_code == 200
    assert lazada.practice.control.effects()["orders"] == 5


def test_a_killed_marketplace_comes_back_with_everything(tmp_path: Path) -> None:
    program = (
        "import sys, time, json; from pathlib import Path; from shopdesk.practice import server\n"
        "practice = server.Practice(Path(sys.argv[1]))\n"
        "print(json.dumps([practice.address, practice.control.sign_in()]), flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[2]
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    with running:
        assert running.stdout is not None
        address, pair = json.loads(running.stdout.readline())
        told = requests.post(f"{address}/practice/app", json={}, timeout=10).json()["result"]
        stranger = type("There", (), {"address": address})()
        lazada = Lazada(stranger, told["app_key"], told["secret"], pair["access_token"])
        lazada.create("BSK-001", 9)
        order = requests.post(f"{address}/practice/buy", json={"sku": "BSK-001"}, timeout=10).json()["result"]
        lazada.session.close()
        running.kill()
    with server.running(folder=tmp_path) as practice:
        again = Lazada(practice, told["app_key"], told["secret"], pair["access_token"])
        assert again.get("/order/get", order_id=order)["code"] == "0"
        assert practice.control.stock("BSK-001")["sellable"] == 8
        assert again.create("BSK-002")["item_id"] == 3_069_252_901
        again.session.close()


def test_a_second_marketplace_on_the_port_is_refused(practice: Practice) -> None:
    port = practice.address.rpartition(":")[2]
    ended = subprocess.run(
        [sys.executable, "-m", "shopdesk", "practice", "serve", "--port", port, "--lang", "en"],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, "in use" in ended.stderr) == (1, True)


def test_a_web_shops_keys_stand_on_its_own_page(practice: Practice) -> None:
    shop = practice.control.seller("woocommerce")
    page = requests.get(f"{practice.address}/wp-admin/admin.php", params={"section": "keys"}, timeout=10)
    assert f"{shop['app_key']} {shop['secret']}" in page.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("name", "shown"), [("สมหญิง ใจดี", "ส****ด"), ("นก", "นก"), ("Somchai", "S****i")])
def test_a_masked_name_ends_in_a_letter(lazada: Lazada, name: str, shown: str) -> None:
    lazada.create("BSK-001", 3)
    order = lazada.practice.control.buy("BSK-001", buyer={"name": name})
    told = lazada.get("/order/get", order_id=order)["data"]["address_shipping"]
    assert told["first_name"] == shown
