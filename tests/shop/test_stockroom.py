"""Goods come in, are carried, graded, thrown away, counted, and every paper can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import models
from shopdesk.shop import (
    day,
    merging,
    papers,
    paperwork,
    payouts,
    producers,
    receiving,
    reversing,
    selling,
    stock,
    stockroom,
    stocktaking,
    suppliers,
    users,
)
from shopdesk.shop.goods import Goods
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.rights import Actor
from shopdesk.shop.selling import Paid
from shopdesk.shop.stockroom import Grade, Part
from tests.conftest import Shop


def _receive(shop: Shop, load: Load) -> receiving.Received:
    with shop.office.writing() as desk:
        return receiving.receive(desk, load)


def _heaps(shop: Shop, item: int) -> dict[tuple[int, int], tuple[int, int]]:
    with shop.office.reading() as desk:
        rows = desk.session.exec(select(models.Stock).where(models.Stock.item == item)).all()
    return {(row.location, row.lot): (row.qty, row.value) for row in rows if row.qty}


def test_what_the_drawer_pays_leaves_the_open_day(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    _receive(shop, Load((Incoming(rice.item, 10_000, 30_000),), paid_by="drawer"))
    with shop.office.reading() as desk:
        shift = day.current(desk)
        assert shift is not None
        assert day.expected_cash(desk, shift) == -30_000
    assert _heaps(shop, rice.item) == {(1, 1): (10_000, 30_000)}


def test_a_load_on_credit_is_owed_until_it_is_paid_and_never_paid_twice(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    with shop.office.writing() as desk:
        mill = suppliers.add(desk, "โรงสีบ้านนา", credit_days=30)
    load = Load((Incoming(rice.item, 10_000, 30_000),), supplier=mill.party, paid_by="credit", due_on="2026-12-22")
    _receive(shop, load)
    with shop.office.reading() as desk:
        assert (suppliers.one(desk, mill.id).balance, suppliers.one(desk, mill.id).due_on) == (30_000, "2026-12-22")
    with shop.office.writing() as desk:
        payouts.pay(desk, "supplier", mill.party, 10_000, "transfer")
    with shop.office.writing() as desk:
        receiving.send_back(
            desk, Load((Incoming(rice.item, 1_000, 3_000),), supplier=mill.party, paid_by="credit"), "แตก"
        )
    with shop.office.writing() as desk:
        payouts.pay(desk, "supplier", mill.party)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        payouts.pay(desk, "supplier", mill.party)
    with shop.office.reading() as desk:
        assert [line.balance for line in suppliers.lines(desk, mill.party)] == [30_000, 20_000, 17_000, 0]


def test_what_was_paid_went_to_the_oldest_paper_so_the_next_one_is_due(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    with shop.office.writing() as desk:
        mill = suppliers.add(desk, "โรงสีบ้านนา")
    for due in ("2026-12-01", "2026-12-15"):
        line = Incoming(rice.item, 1_000, 10_000)
        _receive(shop, Load((line,), supplier=mill.party, paid_by="credit", due_on=due))
    with shop.office.writing() as desk:
        payouts.pay(desk, "supplier", mill.party, 4_000, "transfer")
    with shop.office.reading() as desk:
        assert suppliers.one(desk, mill.id).due_on == "2026-12-01"
    with shop.office.writing() as desk:
        payouts.pay(desk, "supplier", mill.party, 6_000, "transfer")
    with shop.office.reading() as desk:
        assert suppliers.one(desk, mill.id).due_on == "2026-12-15"


def test_a_paper_of_goods_that_are_one_with_others_stays(shop):
    rice, same = shop.add("ข้าวสาร", 4_000), shop.add("ข้าวสารถุง", 4_000, stock=5_000)
    received = _receive(shop, Load((Incoming(same.item, 1_000, 3_000),), paid_by="owner"))
    with shop.office.writing() as desk:
        merging.merge(desk, rice.sale_unit, same.sale_unit)
    with shop.office.reading() as desk:
        assert [papers.can_reverse(desk, one.number) for one in papers.listing(desk)] == [False, False]
        assert received.number in {one.number for one in papers.listing(desk)}


def test_what_goes_back_to_a_producer_carries_no_tax_and_a_suppliers_return_carries_it_backwards(shop):
    honey = shop.add("น้ำผึ้ง", 12_000)
    with shop.office.writing() as desk:
        mill, somsri = suppliers.add(desk, "โรงสีบ้านนา"), producers.add(desk, "ป้าสมศรี")
    left = Load((Incoming(honey.item, 4_000, 0),), owner=somsri.owner, paid_by=receiving.CONSIGNMENT)
    bought = Load((Incoming(honey.item, 4_000, 42_800),), supplier=mill.party, paid_by="credit", vat=2_800)
    for load in (left, bought):
        _receive(shop, load)
    for load, part in ((left, (0, 0)), (bought, (10_700, 700))):
        half = replace(load, lines=(replace(load.lines[0], qty=1_000, cost=part[0]),), vat=part[1])
        with shop.office.writing() as desk:
            receiving.send_back(desk, half, "ฝาแตก")
    with pytest.raises(Invalid):
        _receive(shop, replace(left, vat=700))
    with shop.office.reading() as desk:
        rows = desk.session.exec(select(models.Receiving).order_by(models.Receiving.id)).all()
        assert [(row.total, row.vat) for row in rows] == [(0, 0), (42_800, 2_800), (0, 0), (-10_700, -700)]


def test_stock_the_shop_had_before_is_written_without_a_supplier_and_without_money(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    received = _receive(shop, Load((Incoming(rice.item, 10_000, 30_000, "2027-02-01"),), paid_by=receiving.OPENING))
    with shop.office.reading() as desk:
        assert day.current(desk) is None
        assert [one.kind for one in papers.listing(desk)] == ["opening"]
        assert desk.session.exec(select(models.Receiving)).all() == []
    assert _heaps(shop, rice.item) == {(1, received.lots[0]): (10_000, 30_000)}
    with shop.office.writing() as desk:
        mill = suppliers.add(desk, "โรงสีบ้านนา")
    with pytest.raises(Invalid):
        _receive(shop, Load((Incoming(rice.item, 1_000, 0),), supplier=mill.party, paid_by=receiving.OPENING))
    with pytest.raises(Invalid), shop.office.writing() as desk:
        receiving.send_back(desk, Load((Incoming(rice.item, 1_000, 0),), paid_by=receiving.OPENING))
    with shop.office.writing() as desk:
        reversing.reverse(desk, received.number)
    assert _heaps(shop, rice.item) == {}


def test_dearer_goods_ask_for_a_new_price(shop):
    egg = shop.add("ไข่ไก่", 500, cost=300)
    received = _receive(shop, Load((Incoming(egg.item, 30_000, 12_000),), paid_by="owner"))
    assert [(one.before, one.now, one.price) for one in received.dearer] == [(300, 400, 500)]
    _receive(shop, Load((Incoming(egg.item, 5_000, 0),), paid_by="owner"))
    received = _receive(shop, Load((Incoming(egg.item, 30_000, 12_000), Incoming(egg.item, 3_000, 0)), paid_by="owner"))
    assert received.dearer == ()


def test_what_expires_first_leaves_first(shop):
    milk = shop.add("นม", 1_200)
    _receive(
        shop,
        Load(
            (Incoming(milk.item, 2_000, 2_000, "2027-02-01"), Incoming(milk.item, 2_000, 1_000, "2026-12-01")),
            paid_by="owner",
        ),
    )
    shop.sell((milk, 3_000))
    left = _heaps(shop, milk.item)
    assert list(left.values()) == [(1_000, 1_000)]


def test_a_paper_is_taken_back_whole_with_its_money_and_only_once(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    received = _receive(shop, Load((Incoming(rice.item, 10_000, 30_000),), paid_by="drawer"))
    with shop.office.writing() as desk:
        reversing.reverse(desk, received.number)
    with shop.office.reading() as desk:
        shift = day.current(desk)
        assert shift is not None
        assert day.expected_cash(desk, shift) == 0
    assert _heaps(shop, rice.item) == {}
    with pytest.raises(Conflict), shop.office.writing() as desk:
        reversing.reverse(desk, received.number)


def test_grading_shares_the_cost_and_keeps_the_lot(shop):
    mango, best, second = shop.add("มะม่วงคละ", None), shop.add("มะม่วงเกรดเอ", 6_000), shop.add("มะม่วงเกรดบี", 3_000)
    _receive(shop, Load((Incoming(mango.item, 20_000, 40_001, harvested="2026-11-20"),), paid_by="owner"))
    with shop.office.writing() as desk:
        stockroom.grade(
            desk, Part(mango.item, 20_000), [Grade(best.item, 12_000, 72_000), Grade(second.item, 6_000, 18_000)],
            waste=1_500, by="value",
        )  # fmt: skip
    (best_heap,), (second_heap,) = _heaps(shop, best.item).values(), _heaps(shop, second.item).values()
    assert (best_heap, second_heap) == ((12_000, 32_001), (6_000, 8_000))
    assert _heaps(shop, mango.item) == {}
    with shop.office.reading() as desk:
        lot = desk.session.exec(select(models.Lot).where(models.Lot.item == best.item)).one()
        assert (lot.harvested, lot.source is not None) == ("2026-11-20", True)


def test_waste_and_lost_weight_are_lines_of_the_grading_paper_without_cost(shop):
    """In a note nobody adds up: each stands in the paper and in the card with its own words."""
    mango, best, box = (
        shop.add("มะม่วงคละ", None, unit="kg", by_weight=True),
        shop.add("มะม่วงเกรดเอ", 6_000, unit="kg", by_weight=True),
        shop.add("มะม่วงกล่อง", 9_000, unit="box"),
    )
    for ends in ("2026-12-01", "2026-12-02"):
        _receive(shop, Load((Incoming(mango.item, 5_000, 10_000, ends),), paid_by="owner"))
    with shop.office.writing() as desk:
        paper = stockroom.grade(desk, Part(mango.item, 10_000), [Grade(best.item, 4_000)], waste=5_500)
    with shop.office.reading() as desk:
        moved = paperwork.opened(desk, paper.number).moves
        card = papers.card(desk, mango.item)
    assert [(one.reason, one.qty, one.value) for one in moved] == [
        ("grade", -4_000, -10_000),
        ("grade", 0, -10_000),
        ("grade_waste", -5_000, 0),
        ("grade_waste", -500, 0),
        ("weight_loss", -500, 0),
        ("grade", 4_000, 20_000),
    ]
    assert {step.reason for step in card} == {"receive", "grade", "grade_waste", "weight_loss"}
    assert (card[0].balance, card[0].balance_value) == (0, 0)
    with pytest.raises(Invalid), shop.office.writing() as desk:
        stockroom.grade(desk, Part(best.item, 1_000), [Grade(mango.item, 1_001)])
    with shop.office.writing() as desk:
        reversing.reverse(desk, paper.number)
    with shop.office.writing() as desk:
        boxed = stockroom.grade(desk, Part(mango.item, 10_000), [Grade(box.item, 12_000)], waste=1_000)
    with shop.office.reading() as desk:
        assert {one.reason for one in paperwork.opened(desk, boxed.number).moves} == {"grade", "grade_waste"}


def test_goods_are_carried_only_where_they_lie(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    _receive(shop, Load((Incoming(rice.item, 10_000, 30_000),), paid_by="owner"))
    with shop.office.writing() as desk:
        store = stockroom.add_place(desk, "หลังร้าน")
    with shop.office.writing() as desk:
        stockroom.transfer(desk, [Part(rice.item, 4_000)], stock.COUNTER, store)
    assert _heaps(shop, rice.item) == {(1, 1): (6_000, 18_000), (store, 1): (4_000, 12_000)}
    with pytest.raises(Conflict), shop.office.writing() as desk:
        stockroom.transfer(desk, [Part(rice.item, 7_000)], stock.COUNTER, store)
    with pytest.raises(Invalid), shop.office.writing() as desk:
        stockroom.take_out(desk, "waste", [Part(rice.item, 1_000)], " ")


def test_two_people_count_two_shelves_while_the_shop_sells(shop):
    rice, egg = shop.add("ข้าวสาร", 4_000, stock=10_000, cost=3_000), shop.add("ไข่ไก่", 500, stock=30_000, cost=300)
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "สิ้นเดือน")
        stocktaking.put(desk, count, rice.item, 4_000, shelf="หน้า")
        stocktaking.put(desk, count, rice.item, 5_000, shelf="หลัง")
        stocktaking.put(desk, count, egg.item, 30_000)
    shop.sell((egg, 2_000))
    with shop.office.writing() as desk:
        stocktaking.put(desk, count, egg.item, 28_000)
    with shop.office.writing() as desk:
        paper = stocktaking.agree(desk, count, reasons={(rice.item, 1, 1): "lost"})
    assert (_heaps(shop, rice.item), _heaps(shop, egg.item)) == ({(1, 1): (9_000, 27_000)}, {(1, 1): (28_000, 8_400)})
    with shop.office.reading() as desk:
        lines = desk.session.exec(select(models.CountLine).order_by(models.CountLine.id)).all()
        assert [(line.recorded, line.counted, line.agreed, line.reason) for line in lines] == [
            (10_000, 9_000, 9_000, "lost"),
            (28_000, 28_000, 28_000, ""),
        ]
        assert not papers.can_reverse(desk, paper.number)


def _sold_by(shop: Shop, seller: Actor, thing: Goods, qty: int) -> None:
    with shop.office.writing(seller) as desk:
        cart = shop.cart((thing, qty))
        selling.checkout(desk, cart, [Paid("cash", cart.gross)])


@pytest.mark.parametrize(("front", "back"), [(4_000, 6_000), (4_000, 4_000)], ids=["from the front", "from the back"])
def test_what_is_sold_between_two_shelves_is_no_difference_whichever_shelf_it_came_from(shop, front, back):
    """Ten lie on two shelves. Two people count them, and two are sold in between: eight are left."""
    rice = shop.add("ข้าวสาร", 4_000, stock=10_000, cost=3_000)
    with shop.office.writing() as desk:
        owner = desk.actor
        users.add(desk, "น้องแดง", "cashier", "1234")
        count = stocktaking.start(desk, "สิ้นเดือน")
        stocktaking.put(desk, count, rice.item, front, shelf="หน้า")
    _sold_by(shop, owner, rice, 2_000)
    with shop.office.writing(users.sign_in(shop.office, "น้องแดง", "1234")) as desk:
        stocktaking.put(desk, count, rice.item, back, shelf="หลัง")
    with shop.office.reading(owner) as desk:
        (heap,) = stocktaking.heaps(desk, count)
        assert (heap.recorded, heap.counted, heap.difference, heap.between) == (8_000, 8_000, 0, 2_000)
    _sold_by(shop, owner, rice, 1_000)
    with shop.office.writing(owner) as desk:
        stocktaking.agree(desk, count)
    with shop.office.reading(owner) as desk:
        assert [(row.qty, row.value) for row in desk.session.exec(select(models.Stock)).all()] == [(7_000, 21_000)]


def test_a_sale_between_two_shelves_explains_no_more_than_was_sold(shop):
    rice, egg = shop.add("ข้าวสาร", 4_000, stock=10_000, cost=3_000), shop.add("ไข่ไก่", 500, stock=10_000)
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "สิ้นเดือน")
        for one in (rice, egg):
            stocktaking.put(desk, count, one.item, 4_000, shelf="หน้า")
    shop.sell((rice, 2_000), (egg, 2_000))
    with shop.office.writing() as desk:
        stocktaking.put(desk, count, rice.item, 3_000, shelf="หลัง")
        stocktaking.put(desk, count, egg.item, 9_000, shelf="หลัง")
    with shop.office.reading() as desk:
        found = {heap.item: (heap.recorded, heap.counted) for heap in stocktaking.heaps(desk, count)}
    assert found == {rice.item: (8_000, 7_000), egg.item: (8_000, 11_000)}
    with shop.office.writing() as desk:
        stocktaking.put(desk, count, rice.item, 3_000, shelf="หน้า")
    with shop.office.reading() as desk:
        sure = next(heap for heap in stocktaking.heaps(desk, count) if heap.item == rice.item)
        assert (sure.counted, sure.between) == (6_000, 0)


def test_a_clock_that_was_set_back_does_not_find_sold_goods_again(shop):
    egg = shop.add("ไข่ไก่", 500, stock=30_000, cost=300)
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "ตอนเช้า")
        stocktaking.put(desk, count, egg.item, 30_000)
    shop.clock.now -= timedelta(hours=2)
    shop.sell((egg, 3_000))
    with shop.office.writing() as desk:
        stocktaking.agree(desk, count)
    assert _heaps(shop, egg.item) == {(1, 1): (27_000, 8_100)}


def test_what_is_sold_after_it_was_counted_is_not_found_again(shop):
    egg = shop.add("ไข่ไก่", 500, stock=30_000, cost=300)
    with shop.office.writing() as desk:
        count = stocktaking.start(desk, "ตอนเช้า")
        stocktaking.put(desk, count, egg.item, 29_000)
    shop.sell((egg, 3_000))
    with shop.office.writing() as desk:
        stocktaking.agree(desk, count)
    assert _heaps(shop, egg.item) == {(1, 1): (26_000, 7_800)}
    with shop.office.reading() as desk:
        line = desk.session.exec(select(models.CountLine)).one()
        assert (line.recorded, line.counted, line.agreed) == (27_000, 26_000, 26_000)


def test_the_stock_card_shows_each_move_and_what_lay_after_it(shop):
    rice = shop.add("ข้าวสาร", 4_000)
    _receive(shop, Load((Incoming(rice.item, 10_000, 30_000),), paid_by="owner"))
    sold = shop.sell((rice, 2_000))
    with shop.office.reading() as desk:
        steps = papers.card(desk, rice.item)
        last = papers.card(desk, rice.item, limit=1)
    assert [(step.qty, step.balance, step.balance_value) for step in steps] == [
        (-2_000, 8_000, 24_000),
        (10_000, 10_000, 30_000),
    ]
    assert steps[0].number == sold.number
    assert last == steps[:1]
