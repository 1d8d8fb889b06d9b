"""Goods are found by any part of their name, however it was typed, best sellers first."""

from datetime import timedelta

import pytest

from shopdesk.shop import goods
from tests.conftest import Shop


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    for name in ("กล้วยน้ำว้า", "ก๋วยเตี๋ยวเรือ", "น้ำปลา", "น้ำผึ้งป่า", 'เกลือ "แท้" 100%', "a*b NEAR(c)"):
        shop.add(name, 1000)
    return shop


def _names(shop: Shop, typed: str, category: int | None = None) -> list[str]:
    with shop.office.reading() as desk:
        return [thing.name for thing in goods.find(desk, typed, category)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("น", "กล้วยน้ำว้า"),
        ("ปล", "น้ำปลา"),
        ("กลวยนำวา", "กล้วยน้ำว้า"),
        ("กวยเตียว", "ก๋วยเตี๋ยวเรือ"),
        ("นํ้าปลา", "น้ำปลา"),
        ("น้ำ\u200bผึ้ง", "น้ำผึ้งป่า"),
        ("๑๐๐", 'เกลือ "แท้" 100%'),
        ("NEAR(", "a*b NEAR(c)"),
        ('"แท้"', 'เกลือ "แท้" 100%'),
    ],
)
def test_a_name_is_found_however_it_was_typed(stocked: Shop, typed: str, first: str) -> None:
    assert first in _names(stocked, typed)


@pytest.mark.parametrize(
    "typed", ["*", '"', "-", "AND", "OR NOT", "NEAR(a b)", "^", "'; DROP TABLE sale; --", "\x00", "ไม่มีแน่ๆ"]
)
def test_signs_of_a_query_language_are_only_letters(stocked: Shop, typed: str) -> None:
    assert all(typed.strip("\x00 ").casefold() in name.casefold() for name in _names(stocked, typed))


def test_what_sells_best_comes_first_at_every_length(stocked: Shop) -> None:
    with stocked.office.reading() as desk:
        honey = goods.find(desk, "น้ำผึ้งป่า")[0]
    stocked.sell((honey, 5000))
    stocked.clock.now += timedelta(days=1)
    stocked.add("น้ำแข็ง", 100)
    for typed in ("", "น", "นำ", "น้ำ"):
        assert _names(stocked, typed)[0] == "น้ำผึ้งป่า"


def test_what_is_sold_today_moves_nothing_before_tomorrow(stocked: Shop) -> None:
    before = _names(stocked, "")
    with stocked.office.reading() as desk:
        last = goods.find(desk, before[-1])[0]
    stocked.sell((last, 5000))
    stocked.add("น้ำแข็ง", 100)
    assert _names(stocked, "")[: len(before)] == before
    stocked.clock.now += timedelta(days=1)
    stocked.add("น้ำตาล", 100)
    assert _names(stocked, "")[0] == before[-1]


def test_a_change_is_found_at_once_also_when_another_program_made_it(stocked: Shop) -> None:
    import random

    from shopdesk.shop import opening

    assert _names(stocked, "ทุเรียน") == []
    other = opening.open_office(stocked.office.data_dir, now=stocked.clock, random=random.Random(2))
    with other.writing() as desk:
        durian = goods.create(desk, goods.Draft("ทุเรียนหมอนทอง", 15_000))
    assert _names(stocked, "ทุเรียน") == ["ทุเรียนหมอนทอง"]
    assert _names(stocked, "ทุ") == ["ทุเรียนหมอนทอง"]
    with other.writing() as desk:
        goods.put_away(desk, durian.sale_unit)
    assert _names(stocked, "ทุเรียน") == []
    assert _names(stocked, "ทุ") == []
    other.close()


def test_a_category_narrows_what_is_found(shop: Shop) -> None:
    shop.add("กล้วยหอม", 1000, category="ผลไม้")
    shop.add("กล้วยตาก", 1000, category="ของแห้ง")
    with shop.office.reading() as desk:
        dried = next(row.id for row in goods.categories(desk) if row.name == "ของแห้ง")
    for typed in ("", "ก", "กล้วย"):
        assert _names(shop, typed, dried) == ["กล้วยตาก"]
