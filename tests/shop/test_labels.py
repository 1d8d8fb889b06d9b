"""Labels of the shop: numbers made here, weights and lots on them, prices of what expires soon."""

import pytest

from shopdesk.base.errors import Invalid, NotAllowed
from shopdesk.core import gtin
from shopdesk.core import labels as scale_labels
from shopdesk.shop import goods, labels, lotlabels, markdowns, prices, producers, receiving, ringing, selling, stock
from shopdesk.shop.labels import Want
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.rights import CASHIER, Actor
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def _come(shop: Shop, item: int, qty: int, expires: str, owner: int = stock.SHOP) -> None:
    paid = receiving.CONSIGNMENT if owner != stock.SHOP else "owner"
    with shop.office.writing() as desk:
        receiving.receive(desk, Load((Incoming(item, qty, 0, expires),), owner=owner, paid_by=paid))


def test_goods_without_a_barcode_get_numbers_of_their_own(shop: Shop) -> None:
    basket, mat = shop.add("ตะกร้า", 15_000), shop.add("เสื่อ", 20_000)
    coded = shop.add("น้ำ", 700, codes=("8850999320014",))
    with shop.office.writing() as desk:
        made = labels.make_codes(desk, [basket.sale_unit, mat.sale_unit, coded.sale_unit])
        codes = [one.code for one in made]
        assert codes[2] == "8850999320014"
        assert len(set(codes)) == 3
        assert all(gtin.checked(code) and scale_labels.read(code) is None for code in codes)
        assert [goods.scan(desk, code)[1][0].name for code in codes] == ["ตะกร้า", "เสื่อ", "น้ำ"]


@pytest.mark.parametrize(("plu", "grams"), [("7", 5), ("12345", 99_999), ("30", 1_250)])
def test_a_weight_on_a_label_is_read_back(plu: str, grams: int) -> None:
    code = scale_labels.written(scale_labels.DEFAULT_RULES[0], plu, grams)
    read = scale_labels.read(code)
    assert read is not None
    assert (read.plu, read.grams) == (plu, grams)


@pytest.mark.parametrize(("plu", "value"), [("123456", 1), ("1", 100_000), ("1", 0), ("x", 5)])
def test_what_a_label_has_no_room_for_is_refused(plu: str, value: int) -> None:
    with pytest.raises(Invalid):
        scale_labels.written(scale_labels.DEFAULT_RULES[0], plu, value)


def test_a_packed_weight_is_scanned_at_the_till(shop: Shop) -> None:
    pork = shop.add("หมูสามชั้น", 18_000, unit="kg", by_weight=True, plu="31")
    with shop.office.reading() as desk:
        (ticket,) = labels.tickets(desk, "weighed", [Want(pork.sale_unit, qty=1_250)])
        scan, found = goods.scan(desk, ticket.code)
        line = ringing.line(found[0], "l1", scan)
    assert (ticket.price, line.gross, line.qty) == (22_500, 22_500, 1_250)


def test_a_tray_says_what_one_egg_costs(shop: Shop) -> None:
    from shopdesk.shop import variants

    egg = shop.add("ไข่ไก่", 400, unit="egg")
    with shop.office.writing() as desk:
        tray = variants.add_unit(desk, egg.sale_unit, variants.Way("แผง", 11_000))
        shown = labels.tickets(desk, "shelf", [Want(tray.sale_unit, 2), Want(egg.sale_unit)])
    assert [(one.price, one.per) for one in shown] == [(11_000, "3.67 บาท/ฟอง")] * 2 + [(400, "")]


def test_a_scanned_lot_label_decides_the_lot_and_its_owner(shop: Shop) -> None:
    honey = shop.add("น้ำผึ้ง", 12_000)
    with shop.office.writing() as desk:
        women = [producers.add(desk, name) for name in ("ป้าสมศรี", "ป้านวล")]
    for one in women:
        _come(shop, honey.item, 3_000, "2026-12-31", one.owner)
    with shop.office.writing() as desk:
        second = lotlabels.lots(desk, honey.sale_unit)[1]
        (ticket,) = labels.tickets(desk, "lot", [Want(honey.sale_unit, lot=second.id)])
        assert ticket.notes == ("ควรบริโภคก่อน 31 ธ.ค. 2569", "ผู้ผลิต ป้านวล")
        scan, found = goods.scan(desk, ticket.code)
        cart = shop.cart().add(ringing.line(found[0], "l1", scan))
        selling.checkout(desk, cart, [Paid("cash", 12_000)])
    with shop.office.reading() as desk:
        assert [producers.one(desk, one.id).balance for one in women] == [0, 12_000]
        assert [lot.left for lot in lotlabels.lots(desk, honey.sale_unit)] == [3_000, 2_000]


def test_what_expires_soon_costs_less_where_its_label_is_scanned(shop: Shop) -> None:
    milk = shop.add("นม", 1_200, category="ของสด")
    _come(shop, milk.item, 5_000, "2026-11-24")
    _come(shop, milk.item, 5_000, "2026-12-24")
    cashier = Actor(1, 1, "หน่อย", "cashier", CASHIER)
    with shop.office.writing() as desk:
        markdowns.add(desk, 3, 3_000)
        markdowns.add(desk, 1, 5_000)
        soon, later = lotlabels.lots(desk, milk.sale_unit)
    with shop.office.writing(cashier) as desk:
        marked, found = goods.scan(desk, lotlabels.code_of(soon.id))
        assert [one.price for one in found] == [840]
        assert goods.scan(desk, lotlabels.code_of(later.id))[1][0].price == 1_200
        cart = prices.priced(desk, shop.cart().add(ringing.line(found[0], "l1", marked)))
        assert selling.checkout(desk, cart, [Paid("cash", 840)]).total == 840
    unlabelled = shop.cart().add(ringing.line(found[0], "l1"))
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, unlabelled, [Paid("cash", 840)])


def test_a_rule_of_another_category_or_put_away_gives_nothing(shop: Shop) -> None:
    milk, shirt = shop.add("นม", 1_200, category="ของสด"), shop.add("เสื้อ", 9_000, category="เสื้อผ้า")
    _come(shop, milk.item, 5_000, "2026-11-23")
    with shop.office.writing() as desk:
        (lot,) = lotlabels.lots(desk, milk.sale_unit)
        markdowns.add(desk, 3, 9_000, shirt.category)
        rule = markdowns.add(desk, 3, 5_000, milk.category)
        assert markdowns.price_of(desk, lot.id, milk.category, 1_200) == 600
        markdowns.remove(desk, rule)
        assert markdowns.price_of(desk, lot.id, milk.category, 1_200) == 1_200
        assert [rule.category_name for rule in markdowns.rules(desk)] == ["เสื้อผ้า"]


def test_a_changed_price_asks_for_a_new_label(shop: Shop) -> None:
    rice, water = shop.add("ข้าว", 3_500), shop.add("น้ำ", 700)
    with shop.office.writing() as desk:
        goods.set_price(desk, rice.sale_unit, 3_600)
    with shop.office.reading() as desk:
        assert labels.changed(desk) == [rice.sale_unit]
    shop.clock.now = shop.clock.now.replace(month=12, day=20)
    with shop.office.reading() as desk:
        assert labels.changed(desk) == []
        with pytest.raises(Invalid):
            labels.tickets(desk, "shelf", [Want(water.sale_unit, 0)])
