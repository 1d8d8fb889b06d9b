"""Orders of the Shopee channel against the practice marketplace over real HTTP: read, arranged, undone, settled."""

from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base import clock
from shopdesk.practice.records import Order
from shopdesk.practice.server import Practice
from shopdesk.shop.channels import MoneyLine, Package, Rejected, Retry, Statement, Unknown
from tests.sync.orders_there import a_wish_to_cancel_is_answered, cancelled_whole, delivered, packed
from tests.sync.shopee_shop import Line

POST = {"carrier": "thailand post"}


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    line = Line(practice, tmp_path)
    line.offer("BSK-001", stock=500)
    return line


def test_an_order_comes_home_whole(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", price=10_000)
    number = line.control.buy(
        lines=[("BSK-S", 3), ("BSK-M", 1), ("BSK-001", 1)], note="ขอสีอ่อน", payment="cod", shipping=4_050
    )
    order = line.orders()[0]
    assert (order.remote, order.number, order.state, order.raw, order.cod) == (
        number, number, "new", "READY_TO_SHIP", True,
    )  # fmt: skip
    assert {(one.sku, one.quantity, one.price, one.cancelled) for one in order.lines} == {
        ("BSK-S", 3, 10_000, 0), ("BSK-M", 1, 10_000, 0), ("BSK-001", 1, 25_000, 0),
    }  # fmt: skip
    units = {one.sku: one.remote_unit for one in order.lines}
    assert units["BSK-S"] == made.units["BSK-S"]
    assert len({one.ids for one in order.lines}) == 3
    assert (order.goods, order.shipping, order.discount, order.total) == (65_000, 4_050, 0, 69_050)
    assert order.note == "ขอสีอ่อน"
    assert order.deadline is not None
    assert order.deadline > order.placed_at
    assert (order.address["subdistrict"], order.address["district"]) == ("สุเทพ", "เมืองเชียงใหม่")
    assert (order.address["province"], order.address["postcode"]) == ("เชียงใหม่", "50200")
    assert "****" in order.buyer
    assert line.channel.order(number) == order


@pytest.mark.parametrize(
    ("payment", "raw", "state"), [("paid", "READY_TO_SHIP", "new"), ("unpaid", "UNPAID", "unpaid")]
)
def test_what_is_not_paid_is_kept_and_waits(line: Line, payment: str, raw: str, state: str) -> None:
    line.control.buy("BSK-001", payment=payment)
    assert [(one.raw, one.state) for one in line.orders()] == [(raw, state)]


def test_many_orders_are_read_without_jumping_over_any(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(130)]
    now = clock.to_ms(line.now())
    with line.practice.store.lock:
        for at, one in enumerate(line.practice.store.all(Order)):
            one.updated = now - at % 10 * 3_600_000
            line.practice.store.put(one)
    found = [one.remote for one in line.orders(days=40)]
    assert sorted(set(found)) == sorted(numbers)


def test_many_orders_of_one_second_are_turned_by_the_cursor(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(60)]
    with line.practice.store.lock:
        for one in line.practice.store.all(Order):
            one.updated = clock.to_ms(line.now()) - 60_000
            line.practice.store.put(one)
    assert sorted({one.remote for one in line.orders()}) == sorted(numbers)


def test_an_order_that_changes_while_pages_are_turned_hides_no_other(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(60)]
    now = clock.to_ms(line.now())
    with line.practice.store.lock:
        for at, one in enumerate(line.practice.store.all(Order)):
            one.updated = now - (60 - at) * 1_200_000
            line.practice.store.put(one)
    since = line.now() - timedelta(days=2)
    page = line.channel.orders(since, "")
    seen = {one.remote for one in page.orders}
    for number in list(seen)[:5]:
        line.control.ask_cancel(number)
    while page.next:
        page = line.channel.orders(since, page.next)
        seen |= {one.remote for one in page.orders}
    assert seen == set(numbers)


def test_a_cursor_they_do_not_know_is_a_refusal(line: Line) -> None:
    start = clock.to_ms(line.now()) // 1000 - 60
    with pytest.raises(Rejected):
        line.channel.orders(line.now(), f"{start}:{start + 60}:what")


def test_a_courier_is_arranged_labelled_and_followed(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", 2))
    package = packed(line, order)
    assert package.id.startswith(f"{order.remote}:OFG")
    assert package.tracking
    assert package.line_ids == order.lines[0].ids
    assert packed(line, order) == package
    after = line.channel.order(order.remote)
    assert (after.state, after.tracking, after.more["package"]) == ("ready", package.tracking, package.id)
    paper = line.channel.label(package.id)
    assert paper is not None
    assert paper.content.startswith(b"%PDF-")
    assert line.channel.label(package.id) == paper
    line.channel.ship(order.remote, package)
    happened = line.practice.store.effects
    assert (happened["packages"], happened["handed over"]) == (1, 1)
    for state in ("shipped", "delivered"):
        line.control.advance(order.remote)
        assert line.channel.order(order.remote).state == state
    line.control.advance(order.remote, "completed")
    assert line.orders()[0].state == "completed"


def test_a_label_that_is_still_made_is_waited_for(line: Line) -> None:
    package = packed(line, line.channel.order(line.control.buy("BSK-001")))
    line.control.fault("code", "/get_shipping_document_result", times=4, code="logistics.error_param")
    with pytest.raises(Retry, match="still makes"):
        line.channel.label(package.id)
    assert line.channel.label(package.id) is not None


def test_an_order_sent_by_the_post_is_told_with_its_number_when_it_leaves(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", buyer=POST))
    package = packed(line, order)
    assert (package.tracking, "Thailand Post" in package.carrier) == ("", True)
    assert line.channel.order(order.remote).state == "new"
    assert line.channel.label(package.id) is None
    for number in ("", "123", "RR338848854TH", "EF582568151GB", "EF58256815TH"):
        with pytest.raises(Rejected, match="parcel number"):
            line.channel.ship(order.remote, Package(package.id, (), number, package.carrier))
    assert line.practice.store.effects.get("packages", 0) == 0
    line.channel.ship(order.remote, Package(package.id, (), " ef582568151th ", package.carrier))
    told = line.channel.order(order.remote)
    assert (told.state, told.tracking) == ("ready", "EF582568151TH")
    again = line.channel.order(line.control.buy("BSK-001", buyer=POST))
    with pytest.raises(Rejected, match="does not take this parcel number"):
        line.channel.ship(again.remote, Package(again.remote, (), "EF582568151TH", package.carrier))


def test_the_lost_answer_to_arranging_arranges_no_second_time(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    line.control.fault("drop_after", "/logistics/ship_order")
    with pytest.raises(Unknown):
        packed(line, order)
    assert packed(line, order).tracking
    assert line.practice.store.effects["packages"] == 1


def test_a_pick_up_that_failed_is_arranged_again_and_a_lost_parcel_is_a_problem(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    package = packed(line, order)
    line.control.advance(order.remote)
    line.control.advance(order.remote, "failed")
    told = line.channel.order(order.remote)
    assert (told.raw, told.state) == ("RETRY_SHIP", "problem")
    line.channel.ship(order.remote, package)
    assert line.practice.store.effects["handed over"] == 2


def test_what_is_cancelled_cannot_be_packed(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    line.control.cancel(order.remote)
    told = line.channel.order(order.remote)
    assert (told.state, told.lines[0].cancelled) == ("cancelled", 1)
    with pytest.raises(Rejected, match="moved on"):
        packed(line, order)


def test_goods_that_ran_out_are_cancelled_and_the_rest_is_sent(line: Line) -> None:
    line.offer("MAT-001")
    number = line.control.buy(lines=[("BSK-001", 2), ("MAT-001", 1)])
    gone = next(one for one in line.channel.order(number).lines if one.sku == "BSK-001")
    with pytest.raises(Rejected, match="or the whole order"):
        line.channel.cancel(number, [gone], "buyer")
    line.channel.cancel(number, [gone], "out_of_stock")
    told = line.channel.order(number)
    assert (told.state, [(one.sku, one.quantity) for one in told.lines]) == ("new", [("MAT-001", 1)])
    assert packed(line, told).id


@pytest.mark.parametrize("reason", ["out_of_stock", "buyer", "address"])
def test_the_shop_cancels_whole_orders_for_a_reason(line: Line, reason: str) -> None:
    cancelled_whole(line, reason, "or the whole order")


def test_a_reason_the_platform_does_not_have_is_told(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    with pytest.raises(Rejected, match="no such reason"):
        line.channel.cancel(order.remote, order.lines, "price")


@pytest.mark.parametrize(("agree", "raw"), [(True, "CANCELLED"), (False, "READY_TO_SHIP")])
def test_a_buyer_who_wants_to_cancel_is_answered(line: Line, agree: bool, raw: str) -> None:
    a_wish_to_cancel_is_answered(line, agree, "IN_CANCEL", raw, "moved on")


def test_a_return_is_shown_answered_there_and_its_end_is_seen(line: Line) -> None:
    number = delivered(line, 1)
    wish = line.control.ask_return(number)
    told = line.orders()[0]
    assert (told.raw, told.state, told.wants, told.more["reverse"]) == ("TO_RETURN", "delivered", "return", wish)
    with pytest.raises(Rejected) as problem:
        line.channel.answer(number, "return", True, told.more)
    assert problem.value.fix == "Answer it on the platform."
    line.control.settle(wish)
    assert (line.orders()[0].state, line.channel.order(number).state) == ("returned", "returned")


def money(line: Line) -> tuple[list[MoneyLine], list[Statement]]:
    today = clock.calendar_date(line.now())
    lines: list[MoneyLine] = []
    statements: list[Statement] = []
    cursor = ""
    while True:
        page = line.channel.money((today - timedelta(days=44)).isoformat(), today.isoformat(), cursor)
        assert not page.unread
        lines += page.lines
        statements += page.statements
        if not page.next:
            return lines, statements
        cursor = page.next


def test_a_finished_order_brings_its_money_line_by_line_and_the_same_again(line: Line) -> None:
    number = delivered(line, 2, voucher_seller=1_000)
    assert money(line) == ([], [])
    line.control.advance(number, "completed")
    lines, statements = money(line)
    assert {one.kind: one.amount for one in lines} == {
        "item": 50_000, "commission": -2_676, "payment_fee": -1_070, "shipping": 4_000, "adjustment": -1_000,
    }  # fmt: skip
    assert {one.order_number for one in lines} == {one.statement for one in lines} == {number}
    assert len({one.remote for one in lines}) == len(lines)
    assert [(one.number, one.payout) for one in statements] == [(number, sum(one.amount for one in lines))]
    assert statements[0].paid_on == clock.calendar_date(line.now()).isoformat()
    assert money(line) == (lines, statements)


def test_what_was_paid_back_is_a_line_of_its_own(line: Line) -> None:
    number = delivered(line, 2)
    line.control.settle(line.control.ask_return(number))
    lines, statements = money(line)
    kinds = {one.kind: one.amount for one in lines}
    assert (kinds["item"], kinds["refund"]) == (50_000, -50_000)
    assert sum(one.amount for one in lines) == statements[0].payout
    assert "adjustment" not in kinds


def test_an_order_whose_money_is_not_told_is_held_and_the_others_go_on(line: Line) -> None:
    for _ in range(2):
        line.control.advance(delivered(line, 1), "completed")
    line.control.fault("code", "/get_escrow_detail", code="error_unknown_thing")
    today = clock.calendar_date(line.now()).isoformat()
    page = line.channel.money(today, today, "")
    assert (len(page.unread), len(page.statements)) == (1, 1)


def test_one_order_that_spoils_a_call_is_asked_for_alone(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(3)]
    line.control.fault("code", "/get_order_detail", times=2, code="order.error_param_strange")
    page = line.channel.orders(line.now() - timedelta(days=1), "")
    assert [one.key for one in page.unread] == numbers[:1]
    assert [one.remote for one in page.orders] == numbers[1:]
