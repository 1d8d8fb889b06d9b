"""Orders that come a second time: from another account, from an older file, alive after they were cancelled."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import outbox, quick
from shopdesk.shop import accounts, byfile, channels, listings, refunds, settlements
from shopdesk.shop.online import board, holding, intake, packing, posting, returning
from shopdesk.shop.orders import Wanted
from tests.conftest import MORNING, Shop
from tests.shop.online_stall import Online, later
from tests.shop.test_byfile import Stall, table

LONG = "260117K4R9XX"
_HEAD = [
    "หมายเลขคำสั่งซื้อ", "สถานะการสั่งซื้อ", "วันที่ทำการสั่งซื้อ", "ชื่อสินค้า", "เลขอ้างอิง SKU (SKU Reference No.)", "ราคาขาย",
    "จำนวน", "จำนวนเงินทั้งหมด",
]  # fmt: skip
TO_SHIP, SENT, CANCELLED = "ที่ต้องจัดส่ง", "การจัดส่ง", "ยกเลิกแล้ว"


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


@pytest.fixture
def shopee(shop: Shop) -> Stall:
    return Stall(shop, "shopee-file")


def export(folder: Path, name: str, state: str, placed: str = "2026-11-22 08:00", number: str = "26010A") -> Path:
    return table(folder / f"{name}.csv", [_HEAD, [number, state, placed, "Jam", "JAM-1", "120", "2", "240"]])


def rows(shop: Shop, statement: str) -> list[tuple[object, ...]]:
    with shop.office.reading() as desk:
        return list(quick.rows(desk.session.connection(), statement))


def moved(shop: Shop) -> tuple[list[object], int]:
    """What was sold, and what is left."""
    sales = [total for (total,) in rows(shop, "SELECT total FROM sale ORDER BY id")]
    (left,) = rows(shop, "SELECT sum(qty) FROM stock")[0]
    return sales, int(str(left))


def anew(shop: Shop, account: int, channel: str, sale_unit: int, **options: bool) -> int:
    """The account is put away, and one of the same platform is added for the same goods."""
    with shop.office.writing() as desk:
        accounts.put_away(desk, account)
    with shop.office.writing() as desk:
        other = accounts.add(desk, channel, "ร้านใหม่", place="th", options=options).id
        offer = quick.first(desk.session.connection(), "SELECT id FROM offer")[0]
        listings.draw_up(desk, offer, other, [listings.Unit(sale_unit, 12_000, "JAM-1")])
    return int(other)


def test_an_order_that_an_account_put_away_had_sold_is_not_sold_again_by_file(shopee: Stall, tmp_path: Path) -> None:
    sent = export(tmp_path, "sent", SENT)
    shopee.read(sent)
    before = moved(shopee.shop)
    other = anew(shopee.shop, shopee.account, "shopee-file", shopee.jam.sale_unit, by_file=True)
    assert byfile.preview_orders(shopee.office, other, sent).before == 1
    byfile.read_orders(shopee.office, other, export(tmp_path, "behind", TO_SHIP))
    byfile.read_orders(shopee.office, other, sent)
    assert before == ([24_000], 18_000)
    assert moved(shopee.shop) == before
    assert rows(shopee.shop, "SELECT count(*) FROM reserved WHERE qty <> 0") == [(0,)]
    assert shopee.shop.check().ok


@pytest.mark.parametrize("channel", ["lazada", "lazada-file"])
def test_an_order_that_an_account_put_away_had_sold_is_not_sold_again(online: Online, channel: str) -> None:
    online.take_in(online.order(LONG, state="shipped"))
    before = moved(online.shop)
    other = anew(online.shop, online.account.id, channel, online.jam.sale_unit)
    with online.shop.office.writing() as desk:
        intake.take_in(desk, other, later(online.order(LONG, state="delivered"), 3))
    assert (moved(online.shop), before[0]) == (before, [24_000])


def test_short_numbers_of_another_shop_are_other_orders(online: Online) -> None:
    online.take_in(online.order(state="shipped"))
    other = anew(online.shop, online.account.id, "lazada", online.jam.sale_unit)
    with online.shop.office.writing() as desk:
        intake.take_in(desk, other, online.order(state="shipped"))
    assert moved(online.shop)[0] == [24_000, 24_000]


def test_what_left_before_the_account_was_here_is_no_sale_in_a_file_either(shopee: Stall, tmp_path: Path) -> None:
    old = export(tmp_path, "old", "สำเร็จแล้ว", "2026-10-05 10:00")
    assert byfile.preview_orders(shopee.office, shopee.account, old).before == 1
    assert shopee.read(old).new == 1
    assert moved(shopee.shop) == ([], 20_000)
    assert shopee.row("26010A").state == "completed"


def test_an_older_file_revives_no_cancelled_order_and_is_told_so(shopee: Stall, tmp_path: Path) -> None:
    monday, tuesday = export(tmp_path, "monday", TO_SHIP), export(tmp_path, "tuesday", CANCELLED)
    for told in (monday, tuesday):
        assert byfile.preview_orders(shopee.office, shopee.account, told).older == 0
        shopee.read(told)
    assert byfile.preview_orders(shopee.office, shopee.account, monday).older == 1
    for _time in range(2):
        shopee.read(monday)
        assert (shopee.row("26010A").state, shopee.published()) == ("cancelled", 18)


def line_of(online: Online, order: int) -> tuple[int, int, int]:
    with online.shop.office.reading() as desk:
        (line,) = holding.lines_of(desk, order)
        return line.id or 0, line.cancelled // 1000, line.qty // 1000


def cancelled(online: Online, order: int, pieces: int) -> None:
    with online.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock", {line_of(online, order)[0]: pieces * 1000})


def said(online: Online) -> None:
    """The platform took what there was to be told."""
    with online.shop.office.writing() as desk:
        for entry in outbox.listing(desk.session.connection(), online.account.id, 50):
            outbox.done(desk.session.connection(), entry)


def of_three(online: Online, gone: int, hours: int, state: str = "new") -> channels.RemoteOrder:
    whole = online.order(pieces=3, state=state)
    return later(replace(whole, lines=(replace(whole.lines[0], cancelled=gone),)), hours)


def state(online: Online, order: int) -> str:
    with online.shop.office.reading() as desk:
        return board.one(desk, order).card.state


def todo(online: Online) -> list[str]:
    with online.shop.office.reading() as desk:
        return [card.look for card in board.cards(desk)]


def test_an_order_of_which_the_shop_cancelled_a_part_comes_alive_again(online: Online) -> None:
    order = online.take_in(online.order(pieces=3)).id
    cancelled(online, order, 1)
    said(online)
    online.take_in(of_three(online, 3, 2, "cancelled"))
    for hours in (3, 3, 4):
        online.take_in(of_three(online, 1, hours, "ready"))
        assert (state(online, order), line_of(online, order)[1]) == ("attention", 1)
    assert online.published() == 6
    online.pack(order)
    online.take_in(of_three(online, 1, 4, "ready"))
    assert state(online, order) == "ready"


def test_an_order_the_shop_cancelled_whole_stays_cancelled(online: Online) -> None:
    order = online.take_in(online.order(pieces=3)).id
    cancelled(online, order, 3)
    said(online)
    online.take_in(of_three(online, 3, 2, "cancelled"))
    online.take_in(of_three(online, 0, 3))
    assert state(online, order) == "cancelled"


def test_a_refused_cancelling_undoes_none_that_was_accepted(online: Online) -> None:
    order = online.take_in(online.order(pieces=3)).id
    cancelled(online, order, 1)
    said(online)
    online.take_in(of_three(online, 1, 2))
    cancelled(online, order, 1)
    with online.shop.office.writing() as desk:
        packing.taken_back(desk, order, "cancel")
    assert (line_of(online, order)[1], online.published()) == (1, 6)


def test_half_a_piece_is_neither_cancelled_nor_packed(online: Online) -> None:
    order = online.take_in(online.order()).id
    line = line_of(online, order)[0]
    for deed in (
        lambda desk: packing.cancel(desk, order, "out_of_stock", {line: 500}),
        lambda desk: packing.put_in(desk, line, 1_500),
    ):
        with online.shop.office.writing() as desk, pytest.raises(Invalid):
            deed(desk)


def test_what_is_told_as_come_back_stands_there_until_somebody_says_what_came(online: Online) -> None:
    order = online.take_in(online.order(state="shipped")).id
    for hours in (1, 1, 2):
        online.take_in(later(online.order(state="returned"), hours))
        assert todo(online) == ["back"]
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=True)
    online.take_in(later(online.order(state="returned"), 3))
    assert (todo(online), moved(online.shop)[1]) == ([], 10_000)


def test_what_was_given_back_at_the_counter_needs_no_second_refund(online: Online) -> None:
    order = online.take_in(online.order(state="shipped")).id
    online.take_in(later(online.order(state="returned"), 1))
    with online.shop.office.writing() as desk:
        sale = rows(online.shop, "SELECT id FROM sale")[0][0]
        refunds.refund(desk, int(str(sale)), None, "500", by=f"channel-{online.account.id}")
    with online.shop.office.writing() as desk:
        assert returning.came_back(desk, order, whole=True) == ""
    assert todo(online) == []


def test_the_parcel_of_an_order_that_never_left_and_is_told_as_come_back_is_unpacked(online: Online) -> None:
    order = online.take_in(online.order()).id
    online.pack(order)
    online.take_in(later(online.order(state="returned"), 1))
    assert todo(online) == ["open"]
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    assert (todo(online), state(online, order), online.published()) == ([], "returned", 8)


def two_prices(online: Online, gone: int, hours: int) -> channels.RemoteOrder:
    (line,) = online.order(pieces=1).lines
    cheap = replace(line, ids=("a",), price=10_000, cancelled=gone)
    return later(online.order(state="shipped", lines=(cheap, replace(line, ids=("b",))), goods=22_000), hours)


@pytest.mark.parametrize("by_hand", [False, True])
def test_of_two_prices_the_one_that_came_back_is_refunded(online: Online, by_hand: bool) -> None:
    order = online.take_in(two_prices(online, 0, 0)).id
    online.take_in(two_prices(online, 0 if by_hand else 1, 1))
    with online.shop.office.writing() as desk:
        cheap = holding.lines_of(desk, order)[0].id or 0
        returning.came_back(desk, order, whole=True, came={cheap: 1_000} if by_hand else None)
    with online.shop.office.reading() as desk:
        sale = posting.sale_of(desk, board.one(desk, order).order)
        assert [(rest.price, rest.left) for rest in posting.left_of(desk, sale or 0).values()] == [
            (10_000, 0), (12_000, 1_000),
        ]  # fmt: skip


def test_an_account_added_while_the_clock_was_ahead_sells_what_left_since(shop: Shop) -> None:
    now, shop.clock.now = shop.clock.now, shop.clock.now + timedelta(days=365)
    online = Online(shop)
    shop.clock.now = now
    shop.add("เกลือ", 1_000)
    shop.clock.now = now + timedelta(days=2)
    for number, placed in (("500", MORNING + timedelta(days=1)), ("501", MORNING - timedelta(days=1))):
        with shop.office.writing() as desk:
            at = online.order(number, state="shipped", placed_at=placed, changed_at=placed)
            intake.take_in(desk, online.account.id, at)
    told = rows(shop, "SELECT number, json_extract(more, '$.earlier') FROM online_order ORDER BY number")
    assert told == [("500", None), ("501", "yes")]


def test_a_promise_by_telephone_says_what_it_comes_to_as_it_is_listed(online: Online) -> None:
    with online.shop.office.writing() as desk:
        order = intake.promise(desk, online.account.id, "500", [Wanted(online.jam.sale_unit, 2_000)])
    with online.shop.office.reading() as desk:
        whole = board.one(desk, order)
    assert (whole.card.total, whole.card.estimated, whole.lines[0].price) == (24_000, True, 12_000)
    online.take_in(online.order())
    with online.shop.office.reading() as desk:
        card = board.one(desk, order).card
    assert (card.total, card.estimated) == (28_000, False)


def test_a_line_of_money_that_stands_there_twice_and_not_the_same_is_refused(online: Online) -> None:
    one = channels.MoneyLine("m1", "item", "x", 12_000, "2026-11-22", "500", "S1")
    with online.shop.office.writing() as desk, pytest.raises(Conflict):
        settlements.take_in(
            desk, online.account.id, channels.Money((one, replace(one, kind="commission", amount=-100)))
        )
    with online.shop.office.writing() as desk:
        assert settlements.take_in(desk, online.account.id, channels.Money((one, one))).lines == 1
