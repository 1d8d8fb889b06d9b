"""Keeping many goods: certificates and their end, two products that are one, several changed at once."""

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.shop import (
    bulk,
    certificates,
    composing,
    goods,
    merging,
    papers,
    producers,
    receiving,
    refunds,
    selling,
    shelf,
    stock,
    stockroom,
    variants,
)
from shopdesk.shop.bulk import Edit
from shopdesk.shop.certificates import Paper
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

A, B = "8850000000017", "8850000000024"


def _codes(shop: Shop, code: str) -> list[str]:
    with shop.office.reading() as desk:
        return [one.name for one in goods.with_code(desk, code)]


def test_a_certificate_says_30_days_before_that_it_ends(shop: Shop) -> None:
    chili = shop.add("น้ำพริก", 5_000)
    with shop.office.writing() as desk:
        certificates.add(desk, Paper("fda", "10-1-12345-5-0001", valid_to="2026-12-22"), product=chili.product)
        late = certificates.add(desk, Paper("otop", "", 5, "2026-12-23"), product=chili.product)
        certificates.add(desk, Paper("tcps", "มผช. 321/2556"), product=chili.product)
        gone = certificates.add(desk, Paper("gap", "1", valid_to="2026-11-01"), product=chili.product)
    with shop.office.reading() as desk:
        assert [(one.kind, one.left, one.of) for one in certificates.ending(desk)] == [
            ("gap", -21, "น้ำพริก"),
            ("fda", 30, "น้ำพริก"),
        ]
        assert [one.kind for one in certificates.of_product(desk, chili.product)] == ["gap", "fda", "otop", "tcps"]
        assert certificates.of_product(desk, chili.product)[2].words.endswith("★★★★★")
    with shop.office.writing() as desk:
        certificates.change(desk, late, Paper("otop", "7", 4, "2026-11-30"))
        certificates.put_away(desk, gone)
        assert [one.stars for one in certificates.ending(desk)] == [4, 0]


def test_a_certificate_that_says_nothing_proper_is_refused(shop: Shop) -> None:
    chili = shop.add("น้ำพริก", 5_000)
    with shop.office.writing() as desk:
        for paper in (Paper("otop"), Paper("otop", stars=6), Paper("star"), Paper("gap", valid_to="2569-13-01")):
            with pytest.raises(Invalid):
                certificates.add(desk, paper, product=chili.product)
        with pytest.raises(Invalid):
            certificates.add(desk, Paper("gap"))


def test_two_products_become_one_with_codes_stock_and_past(shop: Shop) -> None:
    keep = shop.add("น้ำปลา", 2_500, codes=(A,), stock=5_000, cost=1_800)
    gone = shop.add("น้ำปลาแท้", 2_600, codes=(B,), stock=7_000, cost=2_000, plu="12")
    with shop.office.writing() as desk:
        carton = variants.add_unit(desk, gone.sale_unit, variants.Way("carton", 28_000, ratio=12_000))
        somsri = producers.add(desk, "ป้าสมศรี")
        load = Load((Incoming(gone.item, 3_000, 0, "2026-12-31"),), owner=somsri.owner, paid_by="consignment")
        receiving.receive(desk, load)
        back = stockroom.add_place(desk, "หลังร้าน")
        basket = goods.create(desk, goods.Draft("กระเช้า", 9_900))
        composing.add_part(desk, basket.sale_unit, gone.sale_unit, 1_000)
    with shop.office.writing() as desk:
        stockroom.transfer(desk, [stockroom.Part(gone.item, 2_000, stock.SHOP, stock.NO_LOT)], stock.COUNTER, back)
    sold = shop.sell((gone, 1_000))
    with shop.office.writing() as desk:
        merging.merge(desk, keep.sale_unit, gone.sale_unit)
    assert (_codes(shop, A), _codes(shop, B)) == (["น้ำปลา"], ["น้ำปลา"])
    with shop.office.reading() as desk:
        assert (stock.balance(desk, keep.item), stock.balance(desk, gone.item)) == (14_000, 0)
        assert [way.ratio for way in variants.ways(desk, keep.sale_unit)] == [1_000, 12_000]
        assert goods.by_ids(desk, [carton.sale_unit])[0].item == keep.item
        assert goods.by_ids(desk, [basket.sale_unit])[0].stock == 14_000
        assert {one.name for one in goods.find(desk, "น้ำปลา")} == {"น้ำปลา", "น้ำปลา ลัง"}
        assert refunds.refundable(desk, sold.id)[0].name == "น้ำปลาแท้"
        assert [one.kind for one in papers.listing(desk)][:2] == ["grade", "grade"]
    shop.sell((keep, 14_000))
    with shop.office.reading() as desk:
        assert producers.one(desk, somsri.id).balance == 7_600
        assert stock.balance(desk, keep.item) == 0


def test_goods_counted_otherwise_are_not_merged(shop: Shop) -> None:
    rice, sack, food = (
        shop.add("ข้าว", 3_500, unit="kg"),
        shop.add("ข้าวถุง", 18_000, unit="bag"),
        shop.add("ข้าวผัด", 4_000, unit="bag", tracked=False),
    )
    with shop.office.writing() as desk:
        for one, other in ((rice, sack), (sack, food)):
            with pytest.raises(Conflict):
                merging.merge(desk, one.sale_unit, other.sale_unit)
        with pytest.raises(Invalid):
            merging.merge(desk, rice.sale_unit, rice.sale_unit)


def test_several_goods_change_at_once_and_back(shop: Shop) -> None:
    things = [shop.add(name, price) for name, price in (("ก", 1_000), ("ข", 1_999), ("ค", None))]
    units = [one.sale_unit for one in things]
    with shop.office.writing() as desk:
        before = bulk.change(desk, units, Edit("ขนม", 500, "exempt"))
    with shop.office.reading() as desk:
        rows = shelf.page(desk, units)
        assert [(row.price, row.category) for row in rows] == [(1_050, "ขนม"), (2_100, "ขนม"), (None, "ขนม")]
        assert [one.vat_class for one in goods.by_ids(desk, units)] == ["exempt"] * 3
    with shop.office.writing() as desk:
        away = bulk.change(desk, units[:2], Edit(away=True))
        assert [one.name for one in goods.find(desk, "")] == ["ค"]
    with shop.office.writing() as desk:
        bulk.restore(desk, away)
        bulk.restore(desk, before)
    with shop.office.reading() as desk:
        assert [(row.price, row.category) for row in shelf.page(desk, units)] == [(1_000, ""), (1_999, ""), (None, "")]
        assert len(goods.find(desk, "")) == 3
    with shop.office.writing() as desk, pytest.raises(Invalid):
        bulk.change(desk, units, Edit(percent=-10_000))


def _two(shop: Shop) -> tuple[goods.Goods, goods.Goods]:
    """น้ำปลา stays, น้ำปลาแท้ goes: 5 and 7 bottles, a carton and a dated lot of a producer's."""
    keep = shop.add("น้ำปลา", 2_500, codes=(A,), stock=5_000, cost=1_800)
    gone = shop.add("น้ำปลาแท้", 2_600, codes=(B,), stock=7_000, cost=2_000, plu="12")
    with shop.office.writing() as desk:
        variants.add_unit(desk, gone.sale_unit, variants.Way("carton", 28_000, ratio=12_000))
        somsri = producers.add(desk, "ป้าสมศรี")
        load = Load((Incoming(gone.item, 3_000, 0, "2026-12-31"),), owner=somsri.owner, paid_by="consignment")
        receiving.receive(desk, load)
    return keep, gone


def _merged(shop: Shop, keep: goods.Goods, gone: goods.Goods) -> None:
    with shop.office.writing() as desk:
        merging.merge(desk, keep.sale_unit, gone.sale_unit)


def _heaps(shop: Shop) -> list[tuple[object, ...]]:
    with shop.office.reading() as desk:
        rows = desk.session.connection().exec_driver_sql(
            "SELECT item, location, owner, lot, qty, value FROM stock WHERE qty <> 0 OR value <> 0 ORDER BY 1, 2, 3, 4"
        )
        return [tuple(row) for row in rows.all()]


def test_goods_of_an_old_bill_come_back_to_the_goods_they_became(shop: Shop) -> None:
    keep, gone = _two(shop)
    other = shop.add("น้ำปลา", 2_400)
    returned, voided = shop.sell((gone, 2_000)), shop.sell((gone, 1_000))
    _merged(shop, keep, gone)
    _merged(shop, other, keep)
    with shop.office.writing() as desk:
        refunds.refund(desk, returned.id)
    with shop.office.writing() as desk:
        refunds.void(desk, voided.id, "ผิด")
    with shop.office.reading() as desk:
        lying = {one.item: stock.balance(desk, one.item) for one in (keep, gone, other)}
        assert lying == {keep.item: 0, gone.item: 0, other.item: 15_000}
        worth = desk.session.connection().exec_driver_sql("SELECT sum(value) FROM stock").scalar_one()
    assert worth == 5 * 1_800 + 7 * 2_000
    assert shop.check().ok


def test_a_bill_begun_before_two_became_one_sells_the_one_that_stays(shop: Shop) -> None:
    keep, gone = _two(shop)
    with shop.office.reading() as desk:
        carton = next(way for way in variants.ways(desk, gone.sale_unit) if way.ratio == 12_000)
        boxed = goods.by_ids(desk, [carton.sale_unit])[0]
    cart = shop.cart((gone, 2_000), (boxed, 1_000))
    _merged(shop, keep, gone)
    with shop.office.writing() as desk:
        selling.checkout(desk, cart, [Paid("cash", selling.due(desk, cart).cash)])
    with shop.office.reading() as desk:
        assert (stock.balance(desk, keep.item), stock.balance(desk, gone.item)) == (1_000, 0)


def test_two_that_became_one_are_two_again(shop: Shop) -> None:
    keep, gone = _two(shop)
    before = _heaps(shop)
    with shop.office.reading() as desk:
        known = [(variants.ways(desk, one.sale_unit), goods.draft_of(desk, one.sale_unit)) for one in (keep, gone)]
    _merged(shop, keep, gone)
    assert _heaps(shop) != before
    with shop.office.writing() as desk:
        merging.bring_back(desk, gone.sale_unit)
    assert _heaps(shop) == before
    with shop.office.reading() as desk:
        assert known == [
            (variants.ways(desk, one.sale_unit), goods.draft_of(desk, one.sale_unit)) for one in (keep, gone)
        ]
        assert {one.name for one in goods.find(desk, "น้ำปลา")} == {"น้ำปลา", "น้ำปลาแท้", "น้ำปลาแท้ ลัง"}
    _merged(shop, keep, gone)
    with shop.office.writing() as desk:
        merging.bring_back(desk, gone.sale_unit)
    assert _heaps(shop) == before


def test_goods_that_moved_since_they_became_one_stay_one(shop: Shop) -> None:
    keep, gone = _two(shop)
    _merged(shop, keep, gone)
    shop.sell((keep, 1_000))
    before = _heaps(shop)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        merging.bring_back(desk, gone.sale_unit)
    assert _heaps(shop) == before


def test_goods_put_away_are_found_and_come_back(shop: Shop) -> None:
    salt, tea = shop.add("เกลือ", 1_000), shop.add("ชา", 2_000)
    with shop.office.writing() as desk:
        goods.put_away(desk, salt.sale_unit)
    with shop.office.reading() as desk:
        assert (shelf.counts(desk).away, shelf.numbers(desk, "", "away")) == (1, [salt.sale_unit])
        assert list(shelf.numbers(desk, "เกล", "away")) == [salt.sale_unit]
        assert list(shelf.numbers(desk, "ชา", "away")) == []
    with shop.office.writing() as desk:
        merging.bring_back(desk, salt.sale_unit)
    with shop.office.reading() as desk:
        assert list(shelf.numbers(desk)) == [salt.sale_unit, tea.sale_unit]
