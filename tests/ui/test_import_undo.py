"""Taking back what was just brought in."""

from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import goods
from shopdesk.shop.selling import Paid
from shopdesk.ui.shell import Window
from tests.ui.products_page import Imports, Shelf

FILE = "ชื่อสินค้า,ราคาขาย,คงเหลือ\nน้ำปลา,32,24\nน้ำตาล,28,40\n"


@pytest.fixture
def imports(window: Window, shop: Any, ticks: Any, tmp_path: Path) -> Imports:
    place = tmp_path / "goods.csv"
    place.write_text(FILE, encoding="utf-8-sig")
    return Imports(Shelf(window, shop, ticks)).open(place).bring_in()


def test_the_wrong_file_is_taken_back_whole(imports: Imports) -> None:
    imports.shelf.click("เอาออกทั้งหมด")
    imports.shelf.wait()
    assert imports.step == "start"
    assert "2" in imports.news
    assert imports.shelf.open().listed == []


def test_what_was_sold_since_stays_and_it_is_said(imports: Imports) -> None:
    shop = imports.shelf.shop
    with shop.office.reading() as desk:
        thing = goods.find(desk, "น้ำปลา")[0]
    shop.sell((thing, 1000), paid=[Paid("cash", 3200)])
    imports.shelf.click("เอาออกทั้งหมด")
    imports.shelf.wait()
    assert imports.step == "result"
    assert "ขาย" in imports.news
    assert imports.shelf.open().listed == ["น้ำตาล", "น้ำปลา"]
