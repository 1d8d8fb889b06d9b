"""News of orders that come in an odd order, twice, changed, or after a person acted: nothing is lost or doubled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import models, outbox, quick, records
from shopdesk.shop import accounts, channels, composing, exchange, listings, offers, publishing, refunds, stock
from shopdesk.shop.online import board, holding, intake, packing, posting, returning
from shopdesk.shop.orders import Wanted
from tests.conftest import MORNING, Shop
from tests.shop.online_stall import Online, later


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


def state(online: Online, order: int) -> str:
    with online.shop.office.reading() as desk:
        return board.one(desk, order).card.state


def noted(online: Online, order: int) -> dict[str, str]:
    with online.shop.office.reading() as desk:
        return dict(desk.session.get_one(models.OnlineOrder, order).more)


def sold(online: Online) -> list[int]:
    with online.shop.office.reading() as desk:
        return [row[0] for row in quick.rows(desk.session.connection(), "SELECT total FROM sale ORDER BY id")]


def left(online: Online) -> int:
    with online.shop.office.reading() as desk:
        return stock.balance(desk, online.jam.item)


def promised(online: Online, number: str = "500", pieces: int = 1) -> int:
    with online.shop.office.writing() as desk:
        return intake.promise(desk, online.account.id, number, [Wanted(online.jam.sale_unit, pieces * 1000)])


@pytest.mark.parametrize("again", [0, 1])
def test_an_order_cancelled_after_it_left_stays_a_problem_however_often_it_is_told(online: Online, again: int) -> None:
    order = online.take_in(online.order(state="shipped")).id
    for hours in range(1, 3):
        online.take_in(later(online.order(state="cancelled"), hours * again))
    assert state(online, order) == "problem"
    for told in ("attention", "new", "packing", "ready"):
        online.take_in(later(online.order(state=told), 5))
        assert state(online, order) == "problem"
    assert online.published() == 6
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=True)
    assert (state(online, order), left(online), online.published()) == ("returned", 10_000, 8)


def test_a_word_nobody_knows_before_an_order_left_keeps_its_goods_and_lets_it_be_packed(online: Online) -> None:
    order = online.take_in(online.order(state="problem")).id
    online.take_in(later(online.order(state="problem"), 1))
    online.take_in(later(online.order(), 2))
    assert (state(online, order), online.published()) == ("new", 6)
    online.pack(order)


@pytest.mark.parametrize("how", ["cancel", "let_go"])
def test_an_order_whose_promise_was_given_up_comes_home_whole_all_the_same(online: Online, how: str) -> None:
    order = promised(online)
    with online.shop.office.writing() as desk:
        if how == "cancel":
            packing.cancel(desk, order, "out_of_stock")
        else:
            intake.let_go(desk, order)
    assert online.published() == 8
    assert online.take_in(online.order(pieces=3)).state == "new"
    assert online.published() == 5
    assert "cancel" not in online.due()


@pytest.mark.parametrize("typed", ["a-500", "#A 500", "A-500"])
def test_a_promise_is_found_by_its_order_as_people_type_numbers(online: Online, typed: str) -> None:
    order = promised(online, typed)
    assert online.take_in(online.order("A-500")).id == order
    with online.shop.office.writing() as desk, pytest.raises(Conflict):
        intake.promise(desk, online.account.id, typed, [Wanted(online.jam.sale_unit, 1000)])


def test_pieces_cancelled_after_packing_come_out_of_the_parcel_and_a_person_is_told(online: Online) -> None:
    whole = online.order(pieces=3, state="ready")
    order = online.take_in(online.order(pieces=3)).id
    parcel = online.pack(order)
    online.take_in(later(replace(whole, lines=(replace(whole.lines[0], cancelled=2),)), 1))
    assert noted(online, order)["look"] == "fewer"
    with online.shop.office.reading() as desk:
        (line,) = holding.lines_of(desk, order)
        assert (line.packed, line.qty - line.cancelled) == (1000, 1000)
    assert online.published() == 7
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert left(online) == 9_000


def test_the_parcel_of_a_cancelled_order_is_to_be_taken_apart(online: Online) -> None:
    order = online.take_in(online.order()).id
    online.pack(order)
    online.take_in(later(online.order(state="cancelled"), 1))
    with online.shop.office.reading() as desk:
        assert [(card.number, card.state) for card in board.cards(desk)] == [("500", "cancelled")]
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    with online.shop.office.reading() as desk:
        assert board.cards(desk) == []
        assert packing.parcels(desk, order) == []


def test_an_agreed_cancellation_is_not_revived_by_news_from_before_it_was_told(online: Online) -> None:
    order = online.take_in(online.order(wants="cancel", more={"reverse": "7"})).id
    with online.shop.office.writing() as desk:
        packing.answer(desk, order, agree=True)
    online.take_in(online.order(wants="cancel", more={"reverse": "7"}))
    assert (state(online, order), online.published()) == ("cancelled", 8)


def test_the_answer_to_one_wish_is_none_to_the_next(online: Online) -> None:
    order = online.take_in(online.order(wants="cancel", more={"reverse": "7"})).id
    with online.shop.office.writing() as desk:
        packing.answer(desk, order, agree=False)
    online.take_in(online.order(wants="cancel", more={"reverse": "7"}))
    with online.shop.office.reading() as desk:
        assert board.one(desk, order).card.wants == ""
    online.take_in(later(online.order(wants="return", state="delivered", more={"reverse": "9"}), 50))
    with online.shop.office.reading() as desk:
        assert board.one(desk, order).card.wants == "return"
    assert "answer" not in noted(online, order)


def test_a_platforms_own_words_are_never_taken_for_the_shops_notes(online: Online) -> None:
    order = online.take_in(online.order(more={"erased": "yes", "cancel": "x", "answer": "no", "earlier": "1"})).id
    assert noted(online, order) == {"erased_": "yes", "cancel_": "x", "answer_": "no", "earlier_": "1"}


def test_what_left_with_goods_nobody_knows_is_to_do_and_sold_once_they_are_named(online: Online) -> None:
    line = channels.RemoteLine(("9-1",), "OLD-SKU", "แยมขวดเก่า", 1, 8_000)
    strange = replace(online.order("9", state="shipped"), lines=(line,), goods=8_000, total=12_000)
    order = online.take_in(strange).id
    online.take_in(later(replace(strange, state="delivered"), 30))
    with online.shop.office.reading() as desk:
        assert [(card.number, card.state, card.unknown) for card in board.cards(desk)] == [("9", "attention", 1)]
    with online.shop.office.writing() as desk:
        intake.match(desk, holding.lines_of(desk, order)[0].id or 0, online.jam.sale_unit)
    assert (state(online, order), sold(online), left(online)) == ("delivered", [8_000], 9_000)


@pytest.mark.parametrize("whole", [True, False])
def test_pieces_given_back_after_sending_are_a_problem_until_they_came_back(online: Online, whole: bool) -> None:
    order = online.take_in(online.order(pieces=3, state="completed")).id
    told = online.order(pieces=3, state="completed")
    part = replace(told, lines=(replace(told.lines[0], cancelled=1),))
    for hours in (1, 2):
        online.take_in(later(part, hours))
    assert state(online, order) == "problem"
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=whole)
    assert (state(online, order), left(online)) == ("completed", 8_000 if whole else 7_000)
    online.take_in(later(part, 3))
    assert state(online, order) == "completed"
    with online.shop.office.reading() as desk:
        sale = posting.sale_of(desk, desk.session.get_one(models.OnlineOrder, order))
        assert [line.left for line in refunds.refundable(desk, sale or 0)] == [2000]


def test_what_left_before_the_account_was_here_is_no_sale_of_today(online: Online) -> None:
    old = online.order("1", state="completed", placed_at=MORNING - timedelta(days=14))
    order = online.take_in(replace(old, changed_at=MORNING - timedelta(days=13))).id
    assert (sold(online), left(online), state(online, order)) == ([], 10_000, "completed")
    open_ = replace(online.order("2"), placed_at=MORNING - timedelta(days=14), changed_at=MORNING - timedelta(days=13))
    online.take_in(open_)
    online.take_in(later(replace(open_, state="shipped"), 24 * 13))
    assert (sold(online), left(online)) == ([24_000], 8_000)


def test_a_change_of_the_future_does_not_hold_back_what_comes_after_it(online: Online) -> None:
    order = online.take_in(online.order(changed_at=MORNING + timedelta(days=9_000))).id
    online.shop.clock.now += timedelta(hours=3)
    assert online.take_in(later(online.order(state="cancelled"), 2)).state == "cancelled"
    assert state(online, order) == "cancelled"


def test_a_part_of_an_order_takes_its_part_of_the_discount(online: Online) -> None:
    order = online.take_in(online.order(discount=12_000, total=16_000)).id
    with online.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock", {holding.lines_of(desk, order)[0].id or 0: 1000})
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert sold(online) == [6_000]


def test_a_piece_named_twice_is_refused_whole(online: Online) -> None:
    line = online.order(pieces=1).lines[0]
    with pytest.raises(Invalid):
        online.take_in(replace(online.order(), lines=(line, line)))


def test_one_order_in_two_accounts_of_a_platform_is_refused(online: Online) -> None:
    with online.shop.office.writing() as desk:
        second = accounts.add(desk, "lazada", "again").id
    online.take_in(online.order("900000000000001"))
    with online.shop.office.writing() as desk, pytest.raises(Conflict):
        intake.take_in(desk, second, online.order("900000000000001"))


def test_what_was_stuck_and_is_done_there_after_all_waits_no_more(online: Online) -> None:
    order = online.take_in(online.order()).id
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
        connection = desk.session.connection()
        for entry in outbox.listing(connection, online.account.id, 50):
            outbox.failed(connection, entry, "stuck", 0, "no", "")
    assert {"pack", "ship"} <= set(online.due())
    online.take_in(later(online.order(state="shipped"), 1))
    assert not {"pack", "ship"} & set(online.due())


@pytest.mark.parametrize("kind", ["cancel", "answer"])
def test_a_decision_the_platform_refuses_and_a_person_gives_up_is_none(online: Online, kind: str) -> None:
    order = online.take_in(online.order(wants="cancel")).id
    with online.shop.office.writing() as desk:
        if kind == "cancel":
            packing.cancel(desk, order, "out_of_stock")
        else:
            packing.answer(desk, order, agree=True)
        (entry,) = (one for one in outbox.listing(desk.session.connection(), online.account.id, 50) if one.kind == kind)
    with online.shop.office.writing() as desk:
        exchange.skip(desk, entry.id)
    assert (state(online, order), online.published()) == ("attention", 6)
    online.take_in(later(online.order(), 1))
    assert (state(online, order), online.published()) == ("new", 6)


def test_a_long_number_of_a_parcel_from_the_platform_is_cut_and_stops_nothing(online: Online) -> None:
    order = online.take_in(online.order()).id
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.package_known(desk, parcel, "P1", "x" * 70, "Flash")
    with online.shop.office.reading() as desk:
        assert packing.parcels(desk, order)[0].tracking == "X" * 40


def test_a_set_that_came_back_spoiled_is_written_off_in_its_parts(online: Online) -> None:
    pair = online.shop.add("แยมคู่", 20_000)
    with online.shop.office.writing() as desk:
        composing.add_part(desk, pair.sale_unit, online.jam.sale_unit, 2000)
    line = channels.RemoteLine(("9-1",), "PAIR", "แยมคู่", 1, 20_000)
    order = online.take_in(replace(online.order("9"), lines=(line,), goods=20_000, total=24_000)).id
    with online.shop.office.writing() as desk:
        intake.match(desk, holding.lines_of(desk, order)[0].id or 0, pair.sale_unit)
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert left(online) == 8_000
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=False)
    assert (left(online), state(online, order)) == (8_000, "returned")


def test_of_an_order_cancelled_when_a_part_was_on_its_way_that_part_is_sold_and_comes_back(online: Online) -> None:
    order = online.take_in(online.order(pieces=3)).id
    with online.shop.office.writing() as desk:
        packing.put_in(desk, holding.lines_of(desk, order)[0].id or 0, 1000)
        packing.handed_over(desk, packing.packed(desk, order, part=True))
    for hours in (1, 2):
        online.take_in(later(online.order(pieces=3, state="cancelled"), hours))
    assert (state(online, order), sold(online), left(online), online.published()) == ("problem", [12_000], 9_000, 7)
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=True)
    assert (state(online, order), left(online)) == ("returned", 10_000)


def test_goods_that_lie_loose_for_a_cancelled_order_are_put_back(online: Online) -> None:
    order = online.take_in(online.order()).id
    with online.shop.office.writing() as desk:
        packing.put_in(desk, holding.lines_of(desk, order)[0].id or 0, 1000)
    online.take_in(later(online.order(state="cancelled"), 1))
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    with online.shop.office.reading() as desk:
        assert board.cards(desk) == []


def test_a_refused_cancelling_of_a_part_is_wanted_again(online: Online) -> None:
    order = online.take_in(online.order(pieces=3)).id
    with online.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock", {holding.lines_of(desk, order)[0].id or 0: 1000})
        (entry,) = (e for e in outbox.listing(desk.session.connection(), online.account.id, 50) if e.kind == "cancel")
    assert online.published() == 6
    with online.shop.office.writing() as desk:
        exchange.skip(desk, entry.id)
    assert (state(online, order), online.published()) == ("new", 5)


def test_a_no_that_is_skipped_brings_no_cancelled_order_back(online: Online) -> None:
    order = online.take_in(online.order(wants="cancel")).id
    with online.shop.office.writing() as desk:
        packing.answer(desk, order, agree=False)
        (entry,) = (e for e in outbox.listing(desk.session.connection(), online.account.id, 50) if e.kind == "answer")
    online.take_in(later(online.order(wants="cancel", state="cancelled"), 1))
    with online.shop.office.writing() as desk:
        exchange.skip(desk, entry.id)
    assert (state(online, order), online.published()) == ("cancelled", 8)


def test_what_left_with_goods_nobody_knows_is_not_packed_or_cancelled_and_stays_a_problem_when_named(
    online: Online,
) -> None:
    line = channels.RemoteLine(("9-1",), "OLD-SKU", "แยมขวดเก่า", 1, 8_000)
    strange = replace(online.order("9", state="shipped"), lines=(line,), goods=8_000, total=12_000)
    order = online.take_in(strange).id
    for deed in (lambda desk: packing.cancel(desk, order, "buyer"), lambda desk: packing.packed(desk, order)):
        with online.shop.office.writing() as desk, pytest.raises(Conflict):
            deed(desk)
    online.take_in(later(replace(strange, state="cancelled"), 3))
    with online.shop.office.writing() as desk:
        intake.match(desk, holding.lines_of(desk, order)[0].id or 0, online.jam.sale_unit)
    assert (state(online, order), sold(online), left(online)) == ("problem", [8_000], 9_000)
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=True)
    assert (state(online, order), left(online)) == ("returned", 10_000)


def test_an_order_bought_again_after_it_was_packed_is_unpacked_and_goes_on(online: Online) -> None:
    order = online.take_in(online.order()).id
    online.pack(order)
    online.take_in(later(online.order(state="cancelled"), 1))
    online.take_in(later(online.order(), 2))
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert (state(online, order), left(online)) == ("shipped", 8_000)


def test_goods_put_in_there_after_it_was_packed_go_into_another_parcel(online: Online) -> None:
    order = online.take_in(online.order(pieces=1)).id
    first = online.pack(order)
    more = online.order(pieces=1, state="ready")
    for pieces, hours in ((3, 1), (1, 2), (2, 3)):
        line = replace(more.lines[0], quantity=pieces)
        online.take_in(later(replace(more, lines=(line,), goods=12_000 * pieces), hours))
    assert (state(online, order), online.published()) == ("packing", 6)
    with online.shop.office.writing() as desk:
        packing.put_in(desk, holding.lines_of(desk, order)[0].id or 0, 2000)
        second = packing.packed(desk, order)
        packing.handed_over(desk, first)
        packing.handed_over(desk, second)
    assert (state(online, order), left(online)) == ("shipped", 8_000)


def test_an_order_arranged_in_the_platforms_app_is_packed_here_all_the_same(online: Online) -> None:
    order = online.take_in(online.order(state="ready")).id
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    online.take_in(later(online.order(state="ready"), 1))
    assert state(online, order) == "packing"
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert state(online, order) == "shipped"


def test_an_order_placed_before_the_account_was_here_and_finished_since_is_no_sale_of_today(online: Online) -> None:
    old = online.order("1", state="delivered", placed_at=MORNING - timedelta(days=4))
    order = online.take_in(old).id
    assert (sold(online), left(online)) == ([], 10_000)
    online.take_in(later(replace(old, state="problem"), 5))
    assert state(online, order) == "delivered"


def test_with_a_clock_that_is_behind_a_look_at_the_same_order_leaves_no_deed(online: Online) -> None:
    told = online.order(changed_at=MORNING + timedelta(days=30))
    online.take_in(told)
    with online.shop.office.reading() as desk:
        before = quick.first(desk.session.connection(), "SELECT count(*) FROM journal")
    online.shop.clock.now += timedelta(minutes=2)
    online.take_in(told)
    with online.shop.office.reading() as desk:
        assert quick.first(desk.session.connection(), "SELECT count(*) FROM journal") == before


def test_a_parcel_its_platform_knows_stays_though_nothing_of_it_is_wanted_any_more(online: Online) -> None:
    order = online.take_in(online.order()).id
    with online.shop.office.writing() as desk:
        line = holding.lines_of(desk, order)[0].id or 0
        packing.put_in(desk, line, 1000)
        first = packing.packed(desk, order, part=True)
        packing.put_in(desk, line, 2000)
        second = packing.packed(desk, order)
        packing.package_known(desk, first, "P1", "", "")
        packing.package_known(desk, second, "P2", "", "")
    told = online.order(state="ready")
    online.take_in(later(replace(told, lines=(replace(told.lines[0], cancelled=1),)), 1))
    with online.shop.office.reading() as desk:
        assert [parcel.contents for parcel in packing.parcels(desk, order)] == [{"1": 1000}, {"1": 0}]
    assert online.shop.check().ok


def test_a_set_leaves_for_the_counter_what_its_part_leaves(online: Online) -> None:
    small = online.shop.add("แยมครึ่งขวด", 5_000)
    with online.shop.office.writing() as desk:
        composing.add_part(desk, small.sale_unit, online.jam.sale_unit, 500)
        offer = offers.save(desk, small.product, offers.Words("แยมครึ่งขวด"))
        listing = listings.draw_up(desk, offer, online.account.id, [listings.Unit(small.sale_unit, 6_000)])
        (unit,) = listings.units(desk, listing)
    with online.shop.office.reading() as desk:
        assert publishing.to_publish(desk, [online.unit, unit.id or 0]) == {online.unit: 8, unit.id: 16}


def test_boxes_count_what_was_ordered_in_every_size_at_every_account(online: Online) -> None:
    online.take_in(online.order("1", pieces=3))
    online.take_in(online.order("2", pieces=1, state="cancelled"))
    with online.shop.office.writing() as desk:
        offer = desk.session.exec(select(models.Offer)).one()
        records.change(desk.session, desk.entry, offer, boxes=5)
    assert online.published() == 2
