"""Orders of the TikTok Shop channel against the practice marketplace over real HTTP: read, sent, undone, settled."""

from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base import clock
from shopdesk.practice.records import Order
from shopdesk.practice.server import Practice
from shopdesk.shop.channels import MoneyLine, Package, Rejected, Retry, Statement, Unknown
from shopdesk.sync.acting import NotYet
from tests.sync.orders_there import a_wish_to_cancel_is_answered, cancelled_whole, delivered, packed
from tests.sync.tiktok_shop import Line

OWN = {"carrier": "seller"}


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    line = Line(practice, tmp_path)
    line.offer("BSK-001", stock=500)
    return line


def test_an_order_comes_home_whole(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", price=10_000, key="key-2")
    number = line.control.buy(
        lines=[("BSK-S", 3), ("BSK-M", 1), ("BSK-001", 1)], note="ขอสีอ่อน", payment="cod", shipping=4_050,
        voucher_seller=1_000, voucher_platform=500,
    )  # fmt: skip
    order = line.orders()[0]
    assert (order.remote, order.number, order.state, order.raw, order.cod) == (
        number, number, "new", "AWAITING_SHIPMENT", True,
    )  # fmt: skip
    assert {(one.sku, one.quantity, one.price, one.cancelled) for one in order.lines} == {
        ("BSK-S", 3, 10_000, 0), ("BSK-M", 1, 10_000, 0), ("BSK-001", 1, 25_000, 0),
    }  # fmt: skip
    units = {one.sku: one.remote_unit for one in order.lines}
    assert units["BSK-S"] == made.units["BSK-S"]
    assert sum(len(one.ids) for one in order.lines) == 5
    assert (order.goods, order.shipping, order.discount, order.total) == (65_000, 4_050, 1_000, 67_550)
    assert order.note == "ขอสีอ่อน"
    assert order.deadline == order.placed_at + timedelta(hours=48)
    assert (order.address["subdistrict"], order.address["district"]) == ("สุเทพ", "เมืองเชียงใหม่")
    assert (order.address["province"], order.address["postcode"]) == ("เชียงใหม่", "50200")
    assert "***" in order.buyer
    assert order.more["package"]
    assert line.channel.order(number) == order


def test_what_is_not_paid_or_held_back_waits_without_an_address(line: Line) -> None:
    unpaid, held = line.control.buy("BSK-001", payment="unpaid"), line.control.buy("BSK-001")
    line.control.hold(held)
    told = {one.remote: (one.raw, one.state, one.buyer) for one in line.orders()}
    assert told == {unpaid: ("UNPAID", "unpaid", ""), held: ("ON_HOLD", "unpaid", "")}
    with pytest.raises(Rejected, match="moved on"):
        line.channel.pack(held, [])


def test_an_order_that_changes_while_pages_are_turned_hides_no_other(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(120)]
    now = clock.to_ms(line.now())
    with line.practice.store.lock:
        for at, one in enumerate(line.practice.store.all(Order)):
            one.updated = now - (120 - at) * 1_200_000
            line.practice.store.put(one)
    since = line.now() - timedelta(days=2)
    page = line.channel.orders(since, "")
    seen = {one.remote for one in page.orders}
    assert page.next
    for number in sorted(seen)[:5]:
        line.control.ask_cancel(number)
    while page.next:
        page = line.channel.orders(since, page.next)
        seen |= {one.remote for one in page.orders}
    assert seen == set(numbers)


def test_many_orders_of_one_second_are_turned_by_their_own_pages(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(105)]
    with line.practice.store.lock:
        for one in line.practice.store.all(Order):
            one.updated = clock.to_ms(line.now()) - 60_000
            line.practice.store.put(one)
    assert sorted({one.remote for one in line.orders()}) == sorted(numbers)


def test_a_place_in_the_list_they_do_not_know_is_a_refusal(line: Line) -> None:
    start = clock.to_ms(line.now()) // 1000 - 60
    with pytest.raises(Rejected):
        line.channel.orders(line.now(), f"{start}:{start + 60}:what")


def test_a_parcel_is_handed_over_labelled_and_followed(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", 2))
    package = packed(line, order)
    assert (package.id, package.line_ids) == (order.more["package"], order.lines[0].ids)
    assert (bool(package.tracking), package.carrier) == (True, "J&T Express")
    assert packed(line, order) == package
    after = line.channel.order(order.remote)
    assert (after.state, after.tracking, after.more["package"]) == ("ready", package.tracking, package.id)
    paper = line.channel.label(package.id)
    assert paper is not None
    assert paper.content.startswith(b"%PDF-")
    line.channel.ship(order.remote, package)
    happened = line.practice.store.effects
    assert (happened["packages"], happened["handed over"]) == (1, 1)
    for state in ("shipped", "delivered"):
        line.control.advance(order.remote)
        assert line.channel.order(order.remote).state == state
    line.control.advance(order.remote, "completed")
    assert line.orders()[0].state == "completed"


def test_an_order_the_shop_sends_itself_is_told_with_its_number_when_it_leaves(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", buyer=OWN))
    package = packed(line, order)
    assert package.tracking == ""
    assert line.channel.order(order.remote).state == "new"
    assert line.channel.label(package.id) is None
    for number in ("", "12", "ไม่มี"):
        with pytest.raises(Rejected, match="parcel number"):
            line.channel.ship(order.remote, Package(package.id, (), number, "EMS"))
    assert line.practice.store.effects.get("packages", 0) == 0
    line.channel.ship(order.remote, Package(package.id, (), " ef582568151th ", "flash"))
    told = line.channel.order(order.remote)
    assert (told.state, told.tracking, told.carrier) == ("shipped", "EF582568151TH", "Flash Express")


def test_the_lost_answer_to_handing_over_hands_over_no_second_time(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    line.control.fault("drop_after", "/ship")
    with pytest.raises(Unknown):
        packed(line, order)
    assert packed(line, order).tracking
    assert line.practice.store.effects["packages"] == 1


def test_what_is_cancelled_cannot_be_packed(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    line.control.cancel(order.remote)
    told = line.channel.order(order.remote)
    assert (told.state, told.lines[0].cancelled) == ("cancelled", 1)
    with pytest.raises(Rejected, match="moved on"):
        packed(line, order)


def test_pieces_a_buyer_took_out_are_counted(line: Line) -> None:
    number = line.control.buy("BSK-001", 3)
    line.control.cancel(number, ["BSK-001"])
    told = line.channel.order(number)
    assert (told.state, told.lines[0].quantity, told.lines[0].cancelled) == ("new", 3, 1)


@pytest.mark.parametrize(
    ("payment", "reason"),
    [("paid", "out_of_stock"), ("paid", "price"), ("paid", "address"), ("unpaid", "out_of_stock"), ("unpaid", "buyer")],
)
def test_the_shop_cancels_whole_orders_for_a_reason_of_their_stage(line: Line, payment: str, reason: str) -> None:
    cancelled_whole(line, reason, "whole orders only", payment)


def test_a_reason_the_platform_does_not_have_is_told(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    with pytest.raises(Rejected, match="no such reason"):
        line.channel.cancel(order.remote, order.lines, "buyer")


@pytest.mark.parametrize(("agree", "raw"), [(True, "CANCELLED"), (False, "AWAITING_SHIPMENT")])
def test_a_buyer_who_wants_to_cancel_is_answered(line: Line, agree: bool, raw: str) -> None:
    a_wish_to_cancel_is_answered(line, agree, "AWAITING_SHIPMENT", raw, "no longer open")


def test_a_return_is_agreed_to_and_its_end_is_seen(line: Line) -> None:
    number = delivered(line, 1)
    wish = line.control.ask_return(number, kind="ONLY_REFUND")
    told = line.orders()[0]
    assert (told.state, told.wants, told.more["reverse"], told.more["kind"]) == ("delivered", "return", wish, "REFUND")
    with pytest.raises(Rejected) as problem:
        line.channel.answer(number, "return", False, told.more)
    assert problem.value.fix == "Answer it on the platform."
    line.channel.answer(number, "return", True, told.more)
    assert (line.orders()[0].state, line.channel.order(number).state) == ("returned", "returned")
    with pytest.raises(Rejected):
        line.channel.answer(number, "return", True, told.more)


def test_goods_a_buyer_sends_back_are_seen_though_the_order_did_not_change(line: Line) -> None:
    number = delivered(line, 2)
    wish = line.control.ask_return(number, ["BSK-001"])
    old = clock.to_ms(line.now() - timedelta(days=9))
    with line.practice.store.lock:
        for one in line.practice.store.all(Order):
            one.updated = old
            line.practice.store.put(one)
    told = line.orders()
    assert [(one.remote, one.wants, one.more["kind"]) for one in told] == [(number, "return", "RETURN_AND_REFUND")]
    line.channel.answer(number, "return", True, told[0].more)
    assert line.channel.order(number).wants == ""
    assert wish


def test_an_app_that_may_not_see_returns_sees_orders_all_the_same(line: Line) -> None:
    number = delivered(line, 1)
    line.control.fault("code", "/returns/search", times=2, code="105005")
    assert [one.remote for one in line.orders()] == [number]


def money(line: Line) -> tuple[list[MoneyLine], list[Statement]]:
    today = clock.calendar_date(line.now())
    page = line.channel.money((today - timedelta(days=44)).isoformat(), today.isoformat(), "")
    assert not page.unread
    assert not page.next
    return list(page.lines), list(page.statements)


def test_a_statement_brings_its_money_line_by_line_and_the_same_again(line: Line) -> None:
    number = delivered(line, 2, voucher_seller=1_000)
    assert money(line) == ([], [])
    line.control.statement(platform="tiktok")
    lines, statements = money(line)
    assert {(one.kind, one.name): one.amount for one in lines} == {
        ("item", "subtotal before discount amount"): 50_000, ("item", "seller discount amount"): -1_000,
        ("commission", "platform commission amount"): -2_676, ("payment_fee", "transaction fee amount"): -1_070,
        ("shipping", "shipping"): 4_000,
    }  # fmt: skip
    assert {one.order_number for one in lines} == {number}
    assert len({one.remote for one in lines}) == len(lines)
    assert [(one.payout, one.paid_on) for one in statements] == [(sum(one.amount for one in lines), "")]
    assert {one.statement for one in lines} == {statements[0].number}
    assert money(line) == (lines, statements)


def test_what_was_paid_back_is_a_line_of_its_own_and_a_payout_is_seen(line: Line) -> None:
    number = delivered(line, 2)
    line.control.settle(line.control.ask_return(number))
    line.control.statement(platform="tiktok", paid=True)
    lines, statements = money(line)
    kinds = {one.kind: one.amount for one in lines}
    assert (kinds["item"], kinds["refund"]) == (50_000, -50_000)
    assert sum(one.amount for one in lines) == statements[0].payout
    assert statements[0].paid_on


def test_an_app_that_may_not_see_the_money_says_so_and_goes_on(line: Line) -> None:
    line.control.fault("code", "/finance/", code="105005")
    with pytest.raises(Rejected, match="see the money") as told:
        money(line)
    assert told.value.fix == "Read the platform's export instead."


def test_a_label_that_is_still_made_is_waited_for(line: Line) -> None:
    package = packed(line, line.channel.order(line.control.buy("BSK-001")))
    line.control.fault("code", "/shipping_documents", times=3, code="11034037")
    with pytest.raises(NotYet, match="still makes"):
        line.channel.label(package.id)
    assert line.channel.label(package.id) is not None


def test_a_label_that_is_none_is_asked_for_again(line: Line) -> None:
    package = packed(line, line.channel.order(line.control.buy("BSK-001")))
    line.control.fault("cut", "/shipping_documents")
    with pytest.raises(Retry):
        line.channel.label(package.id)
