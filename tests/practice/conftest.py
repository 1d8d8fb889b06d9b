"""The marketplace, and one who speaks to it as a stranger: with a signature written for the tests alone."""

import hashlib
import hmac
import io
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from shopdesk.practice import server
from shopdesk.practice.server import Practice

VECTORS = Path(__file__).resolve().parents[1] / "data" / "signing"


def vectors(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (VECTORS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def picture(width: int = 400, height: int = 400, kind: str = "JPEG", noise: bool = False) -> bytes:
    out = io.BytesIO()
    if noise:
        photo = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    else:
        photo = Image.new("RGB", (width, height), (200, 120, 40))
    photo.save(out, kind)
    return out.getvalue()


@dataclass
class Lazada:
    """A program that signs in at Lazada."""

    practice: Practice
    key: str
    secret: str
    token: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def signed(self, path: str, params: dict[str, str]) -> dict[str, str]:
        told = path + "".join(f"{name}{params[name]}" for name in sorted(params))
        sign = hmac.new(self.secret.encode(), told.encode(), hashlib.sha256).hexdigest().upper()
        return {**params, "sign": sign}

    def system(self) -> dict[str, str]:
        common = {"app_key": self.key, "timestamp": str(int(time.time() * 1000)), "sign_method": "sha256"}
        return common | ({"access_token": self.token} if self.token else {})

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        reply = self.session.get(f"{self.practice.address}/rest{path}", params=self.signed(path, self.system() | given))
        assert reply.status_code == 200
        return reply.json()

    def post(self, path: str, files: dict[str, Any] | None = None, **params: Any) -> dict[str, Any]:
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        sent = self.signed(path, self.system() | given)
        reply = self.session.post(f"{self.practice.address}/rest{path}", data=sent, files=files)
        assert reply.status_code == 200
        return reply.json()

    def upload(self, content: bytes) -> dict[str, Any]:
        return self.post("/image/upload", files={"image": ("p.jpg", content, "image/jpeg")})

    def basket(self, sku: str = "BSK-001", stock: int = 9, price: str = "250.00", **more: Any) -> dict[str, Any]:
        """What has to be sent for a basket; `more` replaces parts of the product."""
        parcel = {"package_height": "20", "package_length": "30", "package_width": "20", "package_weight": "0.5"}
        unit = {"SellerSku": sku, "quantity": str(stock), "price": price, **parcel}
        product = {
            "PrimaryCategory": "10002019",
            "Images": {"Image": [self.upload(picture())["data"]["image"]["url"]]},
            "Attributes": {"name": "ตะกร้าไม้ไผ่สาน", "description": "<p>สานด้วยมือ</p>", "brand_id": "30768"},
            "Skus": {"Sku": [unit]},
        }
        return {"Request": {"Product": {**product, **more}}}

    def create(self, sku: str = "BSK-001", stock: int = 9, **more: Any) -> dict[str, Any]:
        done = self.post("/product/create", payload=self.basket(sku, stock, **more))
        assert done["code"] == "0", done
        return done["data"]


def offered(practice: Practice, order: str) -> set[str]:
    """What the buyer's page of an order lets its buyer do next."""
    page = requests.get(f"{practice.address}/thanks/{order}", timeout=10).text
    return set(re.findall(rf'action="/thanks/{order}/([a-z-]+)"', page))


def pressed(practice: Practice, order: str, button: str) -> None:
    """Press a button of it."""
    page = requests.get(f"{practice.address}/thanks/{order}", timeout=10).text
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert mark, page
    sent = requests.post(f"{practice.address}/thanks/{order}/{button}", data={"mark": mark[1]}, timeout=10)
    assert sent.status_code == 200


@pytest.fixture
def practice() -> Iterator[Practice]:
    with server.running(port=0) as running:
        yield running


@pytest.fixture
def lazada(practice: Practice) -> Iterator[Lazada]:
    app = practice.control.app()
    program = Lazada(practice, app["app_key"], app["secret"], practice.control.sign_in()["access_token"])
    yield program
    program.session.close()
