"""The marketplace as a window uses it: begun, or found running, and let in at each platform without a browser."""

import socket
from pathlib import Path

import pytest

from shopdesk.base import clock
from shopdesk.base.errors import Conflict
from shopdesk.practice import host, people, server
from shopdesk.shop import accounts, desk
from shopdesk.shop.channels import Seller
from shopdesk.sync.line import Line

BACK, STATE = "https://localhost/shopdesk", "state-of-ours"


@pytest.mark.parametrize("platform", people.PLATFORMS)
def test_a_shop_is_let_in_at_each_platform(platform: str, shop: "object", tmp_path: Path) -> None:
    office: desk.Office = shop.office  # type: ignore[attr-defined]
    with server.running() as practice:
        found = host.entry(practice.address, platform, BACK, STATE)
        options = {**found.options, "practice": True}
        with office.writing() as at:
            account = accounts.add(at, platform, "ฝึก", place=found.place, app_key=found.app_key, options=options)
        line = Line(tmp_path, clock.system_clock, lambda _kind, _account, _count: None)
        if found.secret:
            line.keep(account.uid, {"secret": found.secret})
        seller = line.finish(account, found.pasted, STATE, lambda _seller: None)
        assert isinstance(seller, Seller)
        assert (seller.name, found.window) == (people.SHOP, f"{practice.address}/shop")
        with office.reading() as at:
            (one,) = accounts.listing(at)
        assert one.practice


def test_a_marketplace_that_runs_already_is_used(tmp_path: Path) -> None:
    with server.running() as practice:
        assert host.begin(host.port_of(practice.address), tmp_path) is None
        assert host.asked(practice.address, "seller", platform="lazada")["name"] == people.SHOP


def test_a_marketplace_begun_again_knows_its_shop_still(tmp_path: Path) -> None:
    first = host.begin(0, tmp_path)
    assert first is not None
    key, port = first.control.seller()["app_key"], host.port_of(first.address)
    first.close()
    again = host.begin(port, tmp_path)
    assert again is not None
    assert again.control.seller()["app_key"] == key
    again.close()


def test_one_folder_is_one_marketplaces(tmp_path: Path) -> None:
    with server.running(folder=tmp_path) as practice:
        with pytest.raises(Conflict, match="เปิดโฟลเดอร์นี้อยู่"):
            host.begin(0, tmp_path)
        assert host.begin(host.port_of(practice.address), tmp_path) is None, "the one that runs there is gone to"
        assert host.asked(practice.address, "seller", platform="lazada")["name"] == people.SHOP
    again = host.begin(0, tmp_path)
    assert again is not None
    again.close()


def test_a_folder_that_cannot_be_used_is_said_and_the_port_is_let_go(tmp_path: Path) -> None:
    taken = tmp_path / "practice"
    taken.write_text("a file, no folder")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    for _ in range(2):
        with pytest.raises(Conflict, match="practice"):
            host.begin(port, taken)
    taken.unlink()
    made = host.begin(port, taken)
    assert made is not None
    made.close()


def test_another_program_at_its_place_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Conflict, match="มีคนใช้อยู่"):
            host.begin(other.getsockname()[1], Path())
