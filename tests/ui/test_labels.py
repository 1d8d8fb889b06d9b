"""The labels' page: scan, look, save; counts, weights and lots of a line."""

from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import goods, lotlabels, receiving
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.ui.pages.labels.chosen import CountSheet
from shopdesk.ui.pages.labels.page import LabelsPage
from shopdesk.ui.shell import Window

WATER = "8850000000024"


@pytest.fixture
def page(window: Window, shop: Any) -> LabelsPage:
    shop.add("น้ำดื่ม", 700, codes=(WATER,))
    shop.add("ตะกร้า", 15_000)
    shop.add("หมู", 18_000, unit="kg", by_weight=True, plu="31")
    opened = window.go("labels")
    assert isinstance(opened, LabelsPage)
    return opened


def _add(page: LabelsPage, shop: Any, name: str) -> None:
    with shop.office.reading() as desk:
        page.add(goods.find(desk, name)[0])


def test_each_scan_is_one_more_label(page: LabelsPage) -> None:
    page.scanned(WATER)
    page.scanned(WATER)
    page.scanned("ตะกร้า")
    assert [(row.name, row.want.count) for row in page.chosen] == [("น้ำดื่ม", 2), ("ตะกร้า", 1)]
    assert page.said.said() == "3 ป้าย"
    assert not page.side.look.image.isNull()
    page.remove()
    assert [row.name for row in page.chosen] == ["น้ำดื่ม"]


def test_goods_without_a_barcode_get_one(page: LabelsPage, shop: Any) -> None:
    _add(page, shop, "ตะกร้า")
    page.make_codes()
    code = page.chosen[0].code
    with shop.office.reading() as desk:
        assert goods.scan(desk, code)[1][0].name == "ตะกร้า"


def test_a_weighed_pack_asks_its_weight_first(page: LabelsPage, shop: Any) -> None:
    _add(page, shop, "หมู")
    page.side.kind_choice.show_value("weighed")
    assert "หนักเท่าไร" in page.strip.said()
    assert not page.side.printer.isEnabled()
    page.ask(page.chosen[0])
    sheet = page.win.sheet
    assert isinstance(sheet, CountSheet)
    sheet.count.setText("1.5")
    sheet.enter()
    assert "เต็ม" in sheet.strip.said()
    sheet.count.setText("3")
    sheet.weight.setText("1.25")
    sheet.enter()
    assert (page.chosen[0].want.count, page.chosen[0].want.qty) == (3, 1_250)
    assert page.side.printer.isEnabled()


def test_the_lot_of_a_label_is_chosen(page: LabelsPage, shop: Any) -> None:
    _add(page, shop, "ตะกร้า")
    with shop.office.writing() as desk:
        (basket,) = goods.by_ids(desk, [page.chosen[0].want.sale_unit])
        load = Load((Incoming(basket.item, 2_000, 0, "2026-12-31"),), paid_by="owner")
        receiving.receive(desk, load)
    with shop.office.reading() as desk:
        (lot,) = lotlabels.lots(desk, basket.sale_unit)
    page.ask(page.chosen[0])
    sheet = page.win.sheet
    assert isinstance(sheet, CountSheet)
    sheet.lot.show_value(str(lot.id))
    sheet.enter()
    page.side.kind_choice.show_value("lot")
    assert page.chosen[0].more == "31 ธ.ค. 2569"
    assert not page.side.look.image.isNull()


def test_changed_prices_are_offered(page: LabelsPage, shop: Any) -> None:
    with shop.office.writing() as desk:
        goods.set_price(desk, goods.find(desk, "น้ำ")[0].sale_unit, 800)
    page.add_changed()
    assert [row.name for row in page.chosen] == ["น้ำดื่ม"]
    page.add_changed()
    assert len(page.chosen) == 1
    assert "ไม่มี" in page.strip.said()


def test_a_file_is_saved_and_a_wrong_cell_is_said(page: LabelsPage, tmp_path: Path) -> None:
    page.scanned(WATER)
    page.side.start.setText("0")
    assert page.strip.said()
    page.side.start.setText("5")
    page.save_to(tmp_path / "labels.pdf", page.side.data(page._tickets()))
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")
    page.save_to(tmp_path / "none" / "labels.pdf", b"")
    assert page.strip.said()
