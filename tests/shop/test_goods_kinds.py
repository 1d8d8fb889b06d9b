"""One thing in several units and sizes, sets, prices: sold from one stock, to the thousandth."""

from dataclasses import replace

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.shop import composing, editing, goods, prices, refunds, shelf, stock, variants
from shopdesk.shop.variants import Variant, Way
from tests.conftest import Shop

TRAY = "8850000000307"


def _eggs(shop: Shop) -> tuple[goods.Goods, goods.Goods]:
    egg = shop.add("ไข่ไก่", 400, unit="egg", stock=90_000, cost=300)
    with shop.office.writing() as desk:
        tray = variants.add_unit(desk, egg.sale_unit, Way("แผง", 11_000, codes=(TRAY,), plu="30"))
    return egg, tray


def _left(shop: Shop, item: int) -> int:
    with shop.office.reading() as desk:
        return stock.balance(desk, item)


def test_a_tray_of_thirty_and_a_single_egg_leave_one_stock(shop: Shop) -> None:
    egg, tray = _eggs(shop)
    assert (tray.name, tray.ratio, tray.item) == ("ไข่ไก่ แผง", 30_000, egg.item)
    sold = shop.sell((tray, 2_000), (egg, 1_000))
    assert sold.total == 22_400
    assert _left(shop, egg.item) == 29_000
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, sold.id)[0].line
        refunds.refund(desk, sold.id, {line: 1_000})
    assert _left(shop, egg.item) == 59_000


def test_each_unit_is_found_by_its_own_barcode_and_short_number(shop: Shop) -> None:
    egg, tray = _eggs(shop)
    with shop.office.reading() as desk:
        assert [found.sale_unit for found in goods.scan(desk, TRAY)[1]] == [tray.sale_unit]
        assert [found.sale_unit for found in goods.scan(desk, "30")[1]] == [tray.sale_unit]
        assert {found.sale_unit for found in goods.find(desk, "ไข่")} == {egg.sale_unit, tray.sale_unit}
        assert [way.ratio for way in variants.ways(desk, egg.sale_unit)] == [1_000, 30_000]


def test_a_sack_is_what_the_owner_says_and_the_list_counts_in_sacks(shop: Shop) -> None:
    rice = shop.add("ข้าวสาร", 3_500, unit="kg", stock=100_000, cost=2_000)
    with shop.office.writing() as desk:
        with pytest.raises(Invalid):
            variants.add_unit(desk, rice.sale_unit, Way("กระสอบ", 150_000))
        sack = variants.add_unit(desk, rice.sale_unit, Way("กระสอบ", 150_000, ratio=49_000))
        with pytest.raises(Conflict):
            variants.add_unit(desk, rice.sale_unit, Way("sack", 160_000, ratio=49_000))
    shop.sell((sack, 1_000), (rice, 1_350))
    assert _left(shop, rice.item) == 49_650
    with shop.office.reading() as desk:
        row = shelf.row(desk, sack.sale_unit)
        draft = editing.opened(desk, sack.sale_unit)
        assert (row.left, row.cost, draft.cost, draft.stock) == (1_013, 98_000, 98_000, 1_013)
    with shop.office.writing() as desk:
        editing.store(desk, replace(draft, name="ข้าวหอม", stock=None), sack.sale_unit)
    with shop.office.reading() as desk:
        assert {found.ratio for found in goods.find(desk, "ข้าวหอม")} == {1_000, 49_000}
        assert not goods.find(desk, "ข้าวสาร")


def test_sizes_keep_stock_of_their_own(shop: Shop) -> None:
    shirt = shop.add("เสื้อ", 15_000, stock=5_000)
    with shop.office.writing() as desk:
        variants.name_variant(desk, shirt.sale_unit, "M")
        large = variants.add_variant(desk, shirt.sale_unit, Variant("XL แดง", 18_000))
        with pytest.raises(Conflict):
            variants.add_variant(desk, shirt.sale_unit, Variant("M"))
    with shop.office.writing() as desk:
        stock.set_balance(desk, large.item, 3_000)
    shop.sell((large, 1_000))
    assert (_left(shop, shirt.item), _left(shop, large.item)) == (5_000, 2_000)
    with shop.office.reading() as desk:
        assert [found.name for found in goods.find(desk, "xl")] == ["เสื้อ XL แดง"]
        assert shelf.row(desk, shirt.sale_unit).name == "เสื้อ M"


def test_a_set_shows_how_many_can_be_made_and_takes_its_parts(shop: Shop) -> None:
    egg, _tray = _eggs(shop)
    rice, box = shop.add("ข้าวสวย", 1_000, stock=10_000), shop.add("ชุดเช้า", 3_000)
    with shop.office.writing() as desk:
        composing.add_part(desk, box.sale_unit, rice.sale_unit, 1_000)
        composing.add_part(desk, box.sale_unit, egg.sale_unit, 12_000)
    with shop.office.reading() as desk:
        assert goods.by_ids(desk, [box.sale_unit])[0].stock == 7_000
        assert (shelf.row(desk, box.sale_unit).left, composing.makeable(desk, box.sale_unit)) == (7_000, 7_000)
        assert shelf.counts(desk).none == 0
    shop.sell((box, 2_000))
    assert (_left(shop, egg.item), _left(shop, rice.item), _left(shop, box.item)) == (66_000, 8_000, 0)


def test_a_set_of_trays_takes_eggs_by_the_tray(shop: Shop) -> None:
    egg, tray = _eggs(shop)
    box = shop.add("ชุดไหว้", 30_000)
    with shop.office.writing() as desk:
        composing.add_part(desk, box.sale_unit, tray.sale_unit, 500)
    shop.sell((box, 1_000))
    assert _left(shop, egg.item) == 75_000


def test_sets_never_go_round_in_a_circle(shop: Shop) -> None:
    egg, tray = _eggs(shop)
    box, basket = shop.add("ชุด", 3_000), shop.add("กระเช้า", 9_000)
    food = shop.add("ข้าวผัด", 4_000, tracked=False)
    with shop.office.writing() as desk:
        made = composing.add_part(desk, box.sale_unit, egg.sale_unit, 2_000)
        for whole, part in ((box, box), (basket, box), (egg, food), (egg, basket), (box, tray), (basket, food)):
            with pytest.raises((Conflict, Invalid)):
                composing.add_part(desk, whole.sale_unit, part.sale_unit, 1_000)
        with pytest.raises(Conflict):
            shelf.set_left(desk, box.sale_unit, 5_000)
        composing.remove_part(desk, made)
        assert composing.parts(desk, box.sale_unit) == []


def test_a_price_from_a_quantity_is_of_one_unit_only(shop: Shop) -> None:
    egg, tray = _eggs(shop)
    with shop.office.writing() as desk:
        prices.add_rule(desk, tray.sale_unit, 10_000, from_qty=3_000)
    with shop.office.reading() as desk:
        cart = prices.priced(desk, shop.cart((tray, 3_000), (egg, 90_000)))
        assert [line.price for line in cart.lines] == [10_000, 400]
        assert prices.ruled(desk) == {tray.sale_unit}
