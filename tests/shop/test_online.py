"""Orders of channels, as the shop sees them: taken in once, kept, packed, sent, sold, cancelled, brought back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.core import money
from shopdesk.db import media, models
from shopdesk.shop import accounts, answers, channels, erasing, forecasts, goods, listings, offers, settlements, stock
from shopdesk.shop.online import board, holding, intake, packing, returning
from shopdesk.shop.orders import Wanted
from tests.conftest import Shop
from tests.shop.online_stall import Online, later


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


def said(words: str) -> Callable[[Conflict], bool]:
    """Whether a refusal says this, in the language of the source."""
    return lambda refusal: words in refusal.text


def test_an_order_told_three_times_is_one_order_and_keeps_its_goods_once(online: Online) -> None:
    assert online.published() == 8
    for _again in range(3):
        online.take_in(online.order())
    assert online.published() == 6
    with online.shop.office.reading() as desk:
        assert [card.number for card in board.cards(desk)] == ["500"]


def test_the_same_order_again_leaves_no_deed(online: Online) -> None:
    online.take_in(online.order())
    with online.shop.office.reading() as desk:
        before = desk.session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
    online.take_in(online.order())
    with online.shop.office.reading() as desk:
        assert desk.session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == before


def test_a_counter_sale_makes_the_stock_at_the_channel_out_of_date(online: Online) -> None:
    assert online.due() == []
    online.shop.sell((online.jam, 3000))
    assert online.due() == ["stock"]
    assert online.published() == 5


def test_an_order_that_is_packed_and_handed_over_is_sold_once_and_owed_by_the_platform(online: Online) -> None:
    order = online.take_in(online.order()).id
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        number = packing.handed_over(desk, parcel, "EF582568151TH", "Thailand Post")
    assert "-N" in number
    with online.shop.office.reading() as desk:
        assert stock.balance(desk, online.jam.item) == 8000
        assert accounts.listing(desk)[0].owes == 24_000
        assert board.one(desk, order).card.state == "shipped"
    assert online.published() == 6
    assert {"pack", "ship", "stock"} <= set(online.due())
    online.take_in(later(online.order(state="delivered"), 48))
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk)[0].owes == 24_000


def test_an_order_sent_in_the_sellers_own_app_is_sold_when_we_hear_of_it(online: Online) -> None:
    online.take_in(online.order(state="shipped"))
    with online.shop.office.reading() as desk:
        assert stock.balance(desk, online.jam.item) == 8000
        assert accounts.listing(desk)[0].owes == 24_000


def test_news_that_come_late_do_not_bring_an_order_back(online: Online) -> None:
    new = online.order()
    online.take_in(later(new, 5, state="cancelled", raw="canceled"))
    assert online.published() == 8
    taken = online.take_in(new)
    assert (taken.state, taken.changed) == ("cancelled", False)
    assert online.published() == 8


def test_what_we_packed_stays_packed_though_the_platform_still_says_new(online: Online) -> None:
    order = online.take_in(online.order()).id
    online.pack(order)
    assert online.take_in(later(online.order(), 1)).state == "ready"


def test_an_order_cancelled_after_it_left_is_a_problem_and_stays_sold(online: Online) -> None:
    order = online.take_in(online.order(state="shipped"))
    assert online.take_in(later(online.order(state="cancelled"), 3)).state == "problem"
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order.id, whole=True)
    with online.shop.office.reading() as desk:
        assert stock.balance(desk, online.jam.item) == 10_000
        assert accounts.listing(desk)[0].owes == 0


def test_spoiled_goods_that_come_back_leave_the_stock_again(online: Online) -> None:
    order = online.take_in(online.order(state="shipped"))
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order.id, whole=False)
    with online.shop.office.reading() as desk:
        assert stock.balance(desk, online.jam.item) == 8_000


def test_a_wrong_thing_scanned_while_packing_is_refused(online: Online) -> None:
    order = online.take_in(online.order(pieces=1)).id
    online.shop.add("น้ำปลา", 2_500, codes=("8850000000024",))
    with online.shop.office.writing() as desk, pytest.raises(Conflict, check=said("not in the order")):
        packing.scan_in(desk, order, "8850000000024")
    with online.shop.office.writing() as desk:
        assert packing.scan_in(desk, order, "8850000000017").full
    with online.shop.office.writing() as desk, pytest.raises(Conflict, check=said("in the parcel already")):
        packing.scan_in(desk, order, "8850000000017")


def test_an_order_is_not_packed_while_something_is_missing(online: Online) -> None:
    order = online.take_in(online.order(pieces=2)).id
    with online.shop.office.writing() as desk:
        packing.scan_in(desk, order, "8850000000017")
    with online.shop.office.writing() as desk, pytest.raises(Conflict, check=said("not in the parcel yet")):
        packing.packed(desk, order)
    with online.shop.office.writing() as desk:
        line = board.one(desk, order).lines[0]
        packing.cancel(desk, order, "out_of_stock", {line.id or 0: 1000})
        packing.packed(desk, order)
    assert online.published() == 7


def test_a_phone_promise_keeps_the_goods_and_becomes_the_order_when_it_comes(online: Online) -> None:
    with online.shop.office.writing() as desk:
        promised = intake.promise(desk, online.account.id, "500", [Wanted(online.jam.sale_unit, 2000)])
    assert online.published() == 6
    taken = online.take_in(online.order())
    assert (taken.id, taken.state) == (promised, "new")
    assert online.published() == 6
    with online.shop.office.reading() as desk:
        assert len(board.one(desk, promised).lines) == 1


def test_an_order_that_has_other_goods_than_was_promised_keeps_its_own(online: Online) -> None:
    with online.shop.office.writing() as desk:
        intake.promise(desk, online.account.id, "500", [Wanted(online.jam.sale_unit, 5000)])
    online.take_in(online.order(pieces=1))
    assert online.published() == 7


def test_a_phone_promise_that_never_came_is_let_go(online: Online) -> None:
    with online.shop.office.writing() as desk:
        promised = intake.promise(desk, online.account.id, "999", [Wanted(online.jam.sale_unit, 4000)])
        intake.let_go(desk, promised)
    assert online.published() == 8


def test_goods_nobody_knows_wait_for_a_person_who_says_what_they_are(online: Online) -> None:
    line = channels.RemoteLine(("9-1",), "OLD-SKU", "แยมขวดเก่า", 1, 8_000)
    taken = online.take_in(replace(online.order("9"), lines=(line,)))
    with online.shop.office.reading() as desk:
        assert board.one(desk, taken.id).card.unknown == 1
    with online.shop.office.writing() as desk:
        intake.match(desk, board.one(desk, taken.id).lines[0].id or 0, online.jam.sale_unit)
    assert online.published() == 7


@pytest.mark.parametrize("pieces", [0, -1])
def test_an_order_that_cannot_be_is_refused_whole(online: Online, pieces: int) -> None:
    broken = replace(online.order(), lines=(channels.RemoteLine(("1",), "JAM-1", "x", pieces, 1),))
    with online.shop.office.writing() as desk, pytest.raises(Invalid):
        intake.take_in(desk, online.account.id, broken)
    assert online.published() == 8


def test_goods_never_counted_are_not_offered_at_a_guess(shop: Shop) -> None:
    online = Online(shop, pieces=0)
    assert online.published() is None


def test_a_masked_buyer_does_not_overwrite_the_name_we_were_told(online: Online) -> None:
    order = online.take_in(online.order()).id
    online.take_in(later(online.order(buyer="ส****ง"), 1))
    with online.shop.office.reading() as desk:
        assert board.one(desk, order).card.buyer == "สมหญิง"


def test_selling_elsewhere_takes_no_way_of_paying_from_the_counter(online: Online) -> None:
    from shopdesk.shop import selling

    with online.shop.office.reading() as desk:
        assert all(way.kind != "channel" for way in selling.tenders(desk))
        assert goods.by_ids(desk, [online.jam.sale_unit])


def _money(online: Online, *, commission: int = -2_400) -> channels.Money:
    return channels.Money(
        (
            channels.MoneyLine("t1", "item", "Item Price Credit", 24_000, "2026-11-22", "500", "S1"),
            channels.MoneyLine("t2", "commission", "Commission", commission, "2026-11-22", "500", "S1"),
        ),
        (channels.Statement("S1", "2026-11-16", "2026-11-22", 24_000 + commission, "2026-11-23"),),
    )


def test_what_a_platform_settles_leaves_it_owing_nothing_and_the_same_twice_changes_nothing(online: Online) -> None:
    online.take_in(online.order(state="shipped"))
    with online.shop.office.writing() as desk:
        assert settlements.take_in(desk, online.account.id, _money(online)) == settlements.TakenIn(2, 1)
    with online.shop.office.writing() as desk:
        assert settlements.take_in(desk, online.account.id, _money(online)) == settlements.TakenIn(0, 0)
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk)[0].owes == 0
        (order,) = settlements.orders(desk)
        assert (order.sold, order.credited, order.fees, order.differs) == (24_000, 24_000, -2_400, 0)
        assert [one.differs for one in settlements.statements(desk)] == [0]


def test_a_line_that_comes_again_with_another_amount_is_refused(online: Online) -> None:
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, online.account.id, _money(online))
    with online.shop.office.writing() as desk, pytest.raises(Conflict, check=said("another amount")):
        settlements.take_in(desk, online.account.id, _money(online, commission=-9_900))


def test_a_buyer_is_erased_and_stays_so_though_the_platform_tells_the_name_again(online: Online) -> None:
    order = online.take_in(online.order(state="shipped", phone="0812345678", note="ส่งบ่าย")).id
    with online.shop.office.writing() as desk:
        erasing.erase_buyer(desk, order)
    assert erasing.finish(online.shop.office)
    online.take_in(later(online.order(state="delivered", phone="0812345678"), 5))
    with online.shop.office.reading() as desk:
        whole = board.one(desk, order).order
        assert (whole.state, whole.buyer, whole.phone, whole.note) == ("delivered", "", "", "")
    files = [path for path in online.shop.office.data_dir.iterdir() if path.is_file()]
    assert files
    assert not [path.name for path in files if "สมหญิง".encode() in path.read_bytes()]


def test_the_label_and_the_photo_of_an_erased_buyers_parcel_are_gone(online: Online) -> None:
    order = online.take_in(online.order()).id
    parcel, folder = online.pack(order), online.shop.office.data_dir
    opened = media.open_media(folder)
    label, photo = media.put(opened, b"%PDF 99 Moo 1"), media.put(opened, b"photo of the parcel")
    opened.dispose()
    with online.shop.office.writing() as desk:
        packing.label_got(desk, parcel, label)
        packing.photographed(desk, parcel, photo)
        packing.handed_over(desk, parcel, "EF582568151TH")
    with online.shop.office.writing() as desk:
        papers = erasing.erase_buyer(desk, order)
    assert erasing.finish(online.shop.office, *papers)
    assert not media.holds(folder, [label, photo])


def test_the_buyer_of_an_order_that_waits_is_not_erased(online: Online) -> None:
    order = online.take_in(online.order()).id
    with online.shop.office.writing() as desk, pytest.raises(Conflict, check=said("still waits")):
        erasing.erase_buyer(desk, order)


def test_an_order_that_was_cancelled_and_bought_after_all_is_looked_at_and_keeps_its_goods_again(
    online: Online,
) -> None:
    first = online.order()
    gone = tuple(replace(line, cancelled=line.quantity) for line in first.lines)
    online.take_in(replace(first, state="cancelled", lines=gone))
    assert online.take_in(later(first, 2)).state == "attention"
    assert online.published() == 6


def test_what_the_shop_itself_cancelled_is_not_revived_by_news_from_before_it_was_told(online: Online) -> None:
    order = online.take_in(online.order()).id
    with online.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock")
    assert online.take_in(later(online.order(), 2)).state == "cancelled"
    assert online.published() == 8


def test_a_word_nobody_knows_about_an_order_that_left_is_a_problem_and_keeps_no_goods(online: Online) -> None:
    online.take_in(online.order(state="shipped"))
    assert online.take_in(later(online.order(state="attention", raw="new_word"), 2)).state == "problem"
    assert online.published() == 6


class Two:
    """An order of three jars of which two lie in a closed parcel."""

    def __init__(self, online: Online) -> None:
        self.online = online
        self.order = online.take_in(online.order(pieces=3)).id
        with online.shop.office.writing() as desk:
            packing.put_in(desk, self.line, 2_000)
            self.first = packing.packed(desk, self.order, part=True)

    @property
    def whole(self) -> board.Whole:
        with self.online.shop.office.reading() as desk:
            return board.one(desk, self.order)

    @property
    def line(self) -> int:
        return self.whole.lines[0].id or 0

    def rest(self) -> int:
        with self.online.shop.office.writing() as desk:
            packing.put_in(desk, self.line, 3_000)
            return packing.packed(desk, self.order)

    def send(self, parcel: int, number: str, postage: int = 4_200) -> str:
        with self.online.shop.office.writing() as desk:
            return packing.handed_over(desk, parcel, number, "Thailand Post", postage)

    def lies(self) -> tuple[int, int]:
        """How many lie in the shop, and how many of them are promised."""
        with self.online.shop.office.reading() as desk:
            item = self.online.jam.item
            there = stock.balance(desk, item)
            return there, there - holding.available(desk, [item])[item]


@pytest.fixture
def two(online: Online) -> Two:
    return Two(online)


def test_an_order_in_two_parcels_is_sold_once_when_the_last_one_leaves(two: Two) -> None:
    assert two.whole.card.state == "packing"
    second = two.rest()
    assert [parcel.contents for parcel in two.whole.parcels] == [{"1": 2_000}, {"1": 1_000}]
    assert two.whole.card.state == "ready"
    assert two.send(two.first, "EF1TH") == ""
    assert (two.whole.card.state, two.lies()) == ("ready", (10_000, 3_000))
    number = two.send(second, "EF2TH")
    assert number
    assert (two.whole.card.state, two.lies()) == ("shipped", (7_000, 0))
    assert two.online.due().count("ship") == 1
    with two.online.shop.office.reading() as desk:
        assert board.by_number(desk, "EF1TH") == board.by_number(desk, "EF2TH") == two.order
        assert accounts.listing(desk)[0].owes == 36_000
        assert desk.session.connection().exec_driver_sql("SELECT count(*) FROM sale").scalar_one() == 1


def test_the_first_parcel_may_leave_before_the_second_is_packed(two: Two) -> None:
    assert two.send(two.first, "EF1TH") == ""
    assert two.whole.card.state == "packing"
    with pytest.raises(Conflict, check=said("already")), two.online.shop.office.writing() as desk:
        packing.handed_over(desk, two.first)
    assert two.send(two.rest(), "EF2TH")
    assert two.whole.card.state == "shipped"


def test_what_did_not_leave_is_cancelled_and_the_rest_is_sold_as_sent(two: Two) -> None:
    two.send(two.first, "EF1TH")
    with pytest.raises(Conflict, check=said("left")), two.online.shop.office.writing() as desk:
        packing.cancel(desk, two.order, "out_of_stock", {two.line: 3_000})
    with two.online.shop.office.writing() as desk:
        packing.cancel(desk, two.order, "out_of_stock")
    assert (two.whole.card.state, two.lies()) == ("shipped", (8_000, 0))
    with two.online.shop.office.reading() as desk:
        assert accounts.listing(desk)[0].owes == 24_000


def test_what_is_cancelled_comes_out_of_the_parcel_that_is_here(two: Two) -> None:
    two.rest()
    with two.online.shop.office.writing() as desk:
        packing.cancel(desk, two.order, "out_of_stock", {two.line: 1_000})
    assert sum(sum(parcel.contents.values()) for parcel in two.whole.parcels) == 2_000
    with two.online.shop.office.writing() as desk:
        packing.cancel(desk, two.order, "out_of_stock")
    assert (two.whole.card.state, two.whole.parcels, two.lies()) == ("cancelled", [], (10_000, 0))


def test_taking_apart_leaves_the_parcel_that_left(two: Two) -> None:
    two.send(two.first, "EF1TH")
    two.rest()
    with two.online.shop.office.writing() as desk:
        packing.unpack(desk, two.order)
    assert [parcel.id for parcel in two.whole.parcels] == [two.first]
    assert (two.whole.card.state, two.whole.lines[0].packed) == ("packing", 2_000)
    with pytest.raises(Conflict, check=said("closed parcel")), two.online.shop.office.writing() as desk:
        packing.put_in(desk, two.line, 1_000)


def test_an_empty_parcel_is_not_closed(two: Two) -> None:
    with pytest.raises(Conflict, check=said("empty")), two.online.shop.office.writing() as desk:
        packing.packed(desk, two.order, part=True)


def test_postage_of_buyer_and_shop_stands_apart_from_fees_in_forecast_and_settled_figure(online: Online) -> None:
    order = online.take_in(online.order(pieces=2)).id
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel, "EF1TH", postage=6_000)
        lines = [
            channels.MoneyLine(f"t{n}", kind, kind, amount, "2026-11-22", "500", "S1")
            for n, (kind, amount) in enumerate(
                [("item", 24_000), ("commission", -2_400), ("shipping", 4_000), ("shipping", -1_000)]
            )
        ]
        settlements.take_in(desk, online.account.id, channels.Money(tuple(lines)))
        said = offers.Words("แยมมะม่วง", postage=1_500)
        offers.save(desk, online.jam.product, said)
    with online.shop.office.reading() as desk:
        told = forecasts.settled(desk, online.jam.sale_unit)
        expected = forecasts.forecast(desk, online.jam.sale_unit, 12_000, account=online.account.id)
        points, learnt = settlements.fee_share(desk, online.account.id)
        kept = answers.of_offer(desk, desk.session.exec(select(models.Offer.id)).one() or 0)
    assert told == forecasts.Settled(2, 12_000, 1_200, 1_500)
    assert (expected.fee, expected.postage, kept.postage) == (money.percent(12_000, points), 1_500, 1_500)
    assert not learnt
    assert told.left == 9_300


def test_a_fee_that_is_learnt_holds_no_postage(online: Online) -> None:
    with online.shop.office.writing() as desk:
        told = [("item", 200_000), ("commission", -20_000), ("shipping", -50_000)]
        lines = [channels.MoneyLine(kind, kind, kind, amount, "2026-11-22", "", "S1") for kind, amount in told]
        settlements.take_in(desk, online.account.id, channels.Money(tuple(lines)))
    with online.shop.office.reading() as desk:
        assert settlements.fee_share(desk, online.account.id) == (1_000, True)


def test_another_price_in_the_wizard_leaves_how_many_may_be_offered(online: Online) -> None:
    with online.shop.office.writing() as desk:
        offer = desk.session.exec(select(models.Offer.id)).one() or 0
        listings.draw_up(desk, offer, online.account.id, [listings.Unit(online.jam.sale_unit, 12_000, cap=3)])
        said = answers.of_offer(desk, offer)
        answers.store(desk, replace(said, prices={online.jam.sale_unit: 13_000}))
        (unit,) = listings.units(desk, desk.session.exec(select(models.Listing.id)).one() or 0)
    assert (unit.cap, unit.price) == (3, 13_000)
    assert online.published() == 3


def test_what_the_shop_promised_and_what_is_late_stay_on_a_full_board(online: Online) -> None:
    now = online.shop.clock.now
    with online.shop.office.writing() as desk:
        offers.save(desk, online.jam.product, offers.Words("แยมมะม่วง", ship_days=1))
        promised = intake.promise(desk, online.account.id, "900", [Wanted(online.jam.sale_unit, 1000)])
    for number, deadline in (("1", 10), ("2", 11), ("3", 12)):
        online.take_in(online.order(number, 1, deadline=now + timedelta(hours=deadline), placed_at=now))
    late = online.order("late", 1, placed_at=now - timedelta(days=9), deadline=now + timedelta(days=9))
    online.take_in(late)
    states = ("promised", "new", "shipped")
    with online.shop.office.reading() as desk:
        shown = board.cards(desk, states, most=3)
        assert {card.number for card in shown} == {"900", "late", "1"}
        assert promised in {card.id for card in shown}
        assert board.count(desk, states) == 5
        assert [card.number for card in board.cards(desk, states)] == ["late", "1", "2", "3", "900"]
