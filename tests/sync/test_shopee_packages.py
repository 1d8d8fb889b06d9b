"""An order that Shopee split: each package is arranged, tracked and labelled by its own number."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import Package
from shopdesk.sync.channels.shopee.channel import Shopee
from shopdesk.sync.vault import open_vault
from tests.sync.badserver import serving, whole
from tests.sync.test_shopee_mapping import KEY, ORDER, SHOP, TOKEN, body, opened

NUMBER = str(ORDER["order_sn"])


class Platform:
    """A shop there with one order in two packages; what it was asked, in turn."""

    def __init__(self, carrier: str = "dropoff") -> None:
        self.carrier, self.status = carrier, {"P1": "LOGISTICS_READY", "P2": "LOGISTICS_READY"}
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def answer(self, path: str, given: dict[str, Any]) -> dict[str, Any]:
        number = str(given.get("package_number", ""))
        self.asked.append((path, number, given))
        if path == "get_shipping_parameter":
            return {"info_needed": {self.carrier: [] if self.carrier == "dropoff" else ["tracking_no"]}}
        if path == "ship_order":
            assert self.status[number] == "LOGISTICS_READY", "a package is arranged once"
            self.status[number] = "LOGISTICS_REQUEST_CREATED"
        if path == "get_tracking_number":
            return {"tracking_number": f"TH-{number}"}
        if path == "get_order_detail":
            return {"order_list": [self.order()]}
        return {}

    def order(self) -> dict[str, Any]:
        made = set(self.status.values()) == {"LOGISTICS_REQUEST_CREATED"}
        rows = [{"package_number": name, "logistics_status": word} for name, word in self.status.items()]
        return {**ORDER, "order_status": "PROCESSED" if made else "READY_TO_SHIP", "package_list": rows}

    def told(self, path: str) -> list[str]:
        return [number for asked, number, _given in self.asked if asked == path]


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def there(platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shopee]:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    vault = open_vault(tmp_path)
    vault.put("u", {"secret": KEY, "access": TOKEN, "shop": SHOP})

    def act(connection: socket.socket, request: bytes) -> None:
        head, _, content = request.partition(b"\r\n\r\n")
        address = urlsplit(head.split()[1].decode())
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        given = json.loads(content) if content else {}
        told = platform.answer(address.path.rsplit("/", 1)[-1], query | given)
        connection.sendall(whole(body(**told)))

    with serving(act) as server:
        yield opened(vault, server.base)


def test_each_package_of_a_split_order_is_arranged_and_tracked_by_its_number(there: Shopee, platform: Platform) -> None:
    made = there.pack(NUMBER, ())
    assert [(one.id, one.tracking) for one in made] == [(f"{NUMBER}:P1", "TH-P1"), (f"{NUMBER}:P2", "TH-P2")]
    assert platform.told("get_shipping_parameter") == platform.told("ship_order") == ["P1", "P2"]
    assert [one.tracking for one in there.pack(NUMBER, ())] == ["TH-P1", "TH-P2"]
    assert platform.told("ship_order") == ["P1", "P2"]


def test_a_package_that_was_arranged_before_the_line_broke_is_not_arranged_again(
    there: Shopee, platform: Platform
) -> None:
    platform.status["P1"] = "LOGISTICS_REQUEST_CREATED"
    there.pack(NUMBER, ())
    assert platform.told("ship_order") == ["P2"]


def test_packages_the_shop_sends_itself_are_each_told_with_their_own_number(there: Shopee, platform: Platform) -> None:
    platform.carrier = "non_integrated"
    assert [one.tracking for one in there.pack(NUMBER, ())] == ["", ""]
    for number, ours in (("P1", "EF582568151TH"), ("P2", "EF582568165TH")):
        there.ship(NUMBER, Package(f"{NUMBER}:{number}", (), ours, "EMS"))
    sent = [given["non_integrated"]["tracking_number"] for path, _n, given in platform.asked if path == "ship_order"]
    assert (platform.told("ship_order"), sent) == (["P1", "P2"], ["EF582568151TH", "EF582568165TH"])


def test_the_number_of_a_parcel_is_asked_for_by_its_package(there: Shopee, platform: Platform) -> None:
    platform.status = {"P9": "LOGISTICS_REQUEST_CREATED"}
    assert there.order(NUMBER).tracking == "TH-P9"
    assert platform.told("get_tracking_number") == ["P9"]
