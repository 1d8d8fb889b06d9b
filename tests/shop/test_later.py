"""Bills of a paper day count on their day and say everywhere that they came later."""

from dataclasses import replace
from datetime import date, time

import pytest

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid
from shopdesk.core import later as words
from shopdesk.paper import layout
from shopdesk.paper.blocks import Banner
from shopdesk.shop import day, documents, history, later, reports
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

FRIDAY = date(2026, 11, 20)


def _enter(shop: Shop, qty: int, at: time | None = None) -> int:
    rice = shop.add(f"ข้าว {qty}", 4_000)
    with shop.office.writing() as desk:
        return later.enter(desk, shop.cart((rice, qty)), [Paid("cash", qty * 4)], FRIDAY, at).id


def test_a_paper_bill_is_marked_on_list_receipt_and_report(shop: Shop) -> None:
    with shop.office.writing() as desk:
        day.open_day(desk, 0)
    sold = [_enter(shop, 1_000, time(12, 30)), _enter(shop, 2_000)]
    plain = shop.sell((shop.add("ไข่", 500), 1_000)).id
    with shop.office.reading() as desk:
        entries = {entry.id: entry for entry in history.latest(desk).entries}
        papers = [documents.receipt(desk, sale, copy=True) for sale in (*sold, plain)]
        figures = reports.day_figures(desk, "2026-11-20")
        shift = reports.x_report(desk)
    assert [entries[sale].later is not None for sale in (*sold, plain)] == [True, True, False]
    assert [paper.later for paper in papers] == ["20 พ.ย. 2569 12:30", "20 พ.ย. 2569", ""]
    banners = [[block.text for block in layout.page(paper) if isinstance(block, Banner)] for paper in papers]
    assert [any("ย้อนหลัง" in words for words in found) for found in banners] == [True, True, False]
    assert (figures.later, figures.later_total, figures.total) == (2, 12_000, 12_000)
    assert shift is not None
    assert any("ย้อนหลัง" in row.label and row.value == "120.00" for row in shift.sections[0].rows)


def test_figures_of_a_closing_made_before_this_was_counted_can_be_read(shop: Shop) -> None:
    with shop.office.writing() as desk:
        day.open_day(desk, 0)
    with shop.office.reading() as desk:
        figures = reports.so_far(desk)
    assert figures is not None
    data = reports.to_data(replace(figures, later=3))
    assert reports.from_data(data).later == 3
    for name in ("later", "later_total"):
        del data[name]
    assert reports.from_data(data).later == 0


def test_a_time_is_read_as_people_write_it() -> None:
    assert [words.parse_time(typed) for typed in ("9:05", "9.05", "0905", "23:59", " ")] == [
        time(9, 5), time(9, 5), time(9, 5), time(23, 59), None,
    ]  # fmt: skip
    for typed in ("24:00", "9:60", "เช้า", "1", "12345"):
        with pytest.raises(Invalid):
            words.parse_time(typed)


@pytest.fixture(autouse=True)
def _thai() -> None:
    i18n.set_language("th")
