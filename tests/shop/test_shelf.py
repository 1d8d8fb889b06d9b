"""The list of goods and what the editor does with one of them."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.core import gtin
from shopdesk.shop import editing, goods, photos, shelf, stock
from shopdesk.shop.goods import Draft
from tests.conftest import Shop


def names(shop: Shop, typed: str = "", only: shelf.Only = "all") -> list[str]:
    with shop.office.reading() as desk:
        return [row.name for row in shelf.page(desk, shelf.numbers(desk, typed, only))]


def test_goods_stand_as_in_a_thai_dictionary(shop: Shop) -> None:
    for name in ("ไข่", "แกง", "ขนม", "เกลือ", "กล้วย", "ข้าว", "Apple", "แก้ว"):
        shop.add(name, 100)
    assert names(shop) == ["Apple", "กล้วย", "เกลือ", "แกง", "แก้ว", "ขนม", "ข้าว", "ไข่"]


def test_each_chip_shows_what_it_counts(shop: Shop) -> None:
    shop.add("ครบ", 1000, stock=50_000)
    shop.add("ใกล้หมด", 1000, stock=3_000)
    shop.add("หมด", 1000)
    shop.add("ไม่มีราคา", None, stock=9_000)
    shop.add("ตัดผม", 8000, tracked=False)
    with shop.office.reading() as desk:
        counts = shelf.counts(desk)
    assert (counts.all, counts.low, counts.none, counts.unpriced) == (5, 1, 1, 1)
    assert names(shop, only="low") == ["ใกล้หมด"]
    assert names(shop, only="none") == ["หมด"]
    assert names(shop, only="unpriced") == ["ไม่มีราคา"]
    assert names(shop, "หมด") == ["ใกล้หมด", "หมด"]
    assert names(shop, "หมด", "low") == ["ใกล้หมด"]


def test_goods_put_away_are_not_listed_and_come_back(shop: Shop) -> None:
    rice = shop.add("ข้าว", 1000)
    with shop.office.writing() as desk:
        goods.put_away(desk, rice.sale_unit)
    assert names(shop) == []
    with shop.office.writing() as desk:
        goods.bring_back(desk, rice.sale_unit)
    assert names(shop) == ["ข้าว"]


def test_a_tray_is_counted_in_trays_and_kept_in_eggs(shop: Shop) -> None:
    with shop.office.writing() as desk:
        eggs = editing.store(desk, Draft("ไข่ไก่", 12_500, unit="tray", cost=10_000, stock=2_000))
    assert eggs.stock == 60_000
    with shop.office.reading() as desk:
        row = shelf.row(desk, eggs.sale_unit)
    assert (row.left, row.unit) == (2_000, "tray")
    with shop.office.writing() as desk:
        shelf.set_left(desk, eggs.sale_unit, 1_500)
    with shop.office.reading() as desk:
        assert goods.by_ids(desk, [eggs.sale_unit])[0].stock == 45_000


def test_the_unit_may_change_without_the_stock_being_taken_for_counted(shop: Shop) -> None:
    soap = shop.add("สบู่", 1000, stock=24_000, cost=700)
    with shop.office.reading() as desk:
        draft = editing.opened(desk, soap.sale_unit)
    with shop.office.writing() as desk:
        editing.store(desk, replace(draft, unit="dozen", price=11_000, stock=None), soap.sale_unit)
    with shop.office.reading() as desk:
        assert goods.draft_of(desk, soap.sale_unit).stock == 24_000
        assert goods.draft_of(desk, soap.sale_unit).cost == 700
        assert shelf.row(desk, soap.sale_unit).left == 2_000


def test_goods_that_keep_no_stock_cannot_be_counted(shop: Shop) -> None:
    haircut = shop.add("ตัดผม", 8000, tracked=False)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        shelf.set_left(desk, haircut.sale_unit, 1000)


def test_what_is_wrong_is_said_of_the_field_where_it_is() -> None:
    draft = Draft("  ", price=-5, plu="12a", codes=("8" * 200,))
    assert set(editing.problems(draft)) == {"name", "price", "plu", "codes"}
    assert editing.problems(Draft("ข้าว", 100)) == {}


def test_a_made_barcode_is_free_and_no_label_of_a_scale(shop: Shop) -> None:
    with shop.office.reading() as desk:
        first = editing.new_code(desk)
    shop.add("มะม่วง", 1000, codes=(first,))
    with shop.office.reading() as desk:
        second = editing.new_code(desk)
        third = editing.new_code(desk, (second,))
        assert goods.scan(desk, first)[1][0].name == "มะม่วง"
        assert editing.others_with(desk, first)[0].name == "มะม่วง"
    assert len({first, second, third}) == 3
    assert all(gtin.checked(code) and code.startswith("20") for code in (first, second, third))


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


def test_a_photo_is_kept_small_and_found_again(shop: Shop) -> None:
    name = photos.keep(shop.office, picture((1600, 1200), mode="RGBA"))
    found = photos.read(shop.office, [name, "", "unknown"])
    assert list(found) == [name]
    with Image.open(BytesIO(found[name])) as kept:
        assert (kept.format, kept.size) == ("JPEG", (800, 600))


@pytest.mark.parametrize("data", [b"", b"<svg/>", picture((50, 50))[:60], b"GIF89a"])
def test_what_is_no_picture_is_refused(shop: Shop, data: bytes) -> None:
    with pytest.raises(Invalid):
        photos.keep(shop.office, data)


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked(shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        photos.keep(shop.office, picture((6000, 5000), mode="1"))
    assert refused.value.text == "The picture is too large."


def test_goods_nobody_ever_counted_have_no_known_stock_until_they_are_counted(shop: Shop) -> None:
    with shop.office.writing() as desk:
        soap = goods.create_at_till(desk, "สบู่", 1_200, "8850000000086")
    shop.sell((soap, 1000))
    assert _stock_at_the_till(shop, soap.sale_unit) is None
    with shop.office.writing() as desk:
        stock.set_balance(desk, soap.item, 5_000)
    assert _stock_at_the_till(shop, soap.sale_unit) == 5_000
    shop.sell((soap, 5_000))
    assert _stock_at_the_till(shop, soap.sale_unit) == 0


def _stock_at_the_till(shop: Shop, sale_unit: int) -> int | None:
    with shop.office.reading() as desk:
        return goods.by_ids(desk, [sale_unit])[0].stock
