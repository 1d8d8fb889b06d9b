"""Everything out and in from the settings page."""

from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import goods
from tests.ui.settings_page import Owner


@pytest.fixture
def owner(window: Any, shop: Any, ticks: Any) -> Owner:
    return Owner(window, shop, ticks)


def _carrying(owner: Owner) -> Any:
    section: Any = owner.open_settings("backup").settings.section
    return section.carrying


def test_everything_goes_out_and_into_a_shop_that_never_sold(owner: Owner, shop: Any, tmp_path: Path) -> None:
    shop.add("ข้าว", 4_000)
    _carrying(owner).give_out(tmp_path / "out")
    owner.settle()
    assert owner.reads("ข้อมูลทั้งหมดอยู่ใน out")
    shop.add("ของใหม่", 100)
    _carrying(owner).bring_in(tmp_path / "out")
    owner.settle()
    assert owner.window.office is not None
    with owner.window.office.reading() as desk:
        assert [one.name for one in goods.find(desk, "")] == ["ข้าว"]
    shop.office = owner.window.office


def test_a_shop_that_sold_stays_as_it_is(owner: Owner, shop: Any, tmp_path: Path) -> None:
    shop.sell((shop.add("ข้าว", 4_000), 1_000))
    _carrying(owner).give_out(tmp_path / "out")
    owner.settle()
    _carrying(owner).bring_in(tmp_path / "out")
    owner.settle()
    assert owner.reads("ร้านนี้ขายไปแล้ว")
    assert owner.window.office is not None
    shop.office = owner.window.office
