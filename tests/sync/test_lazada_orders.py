"""Orders of the Lazada channel against the practice marketplace over real HTTP: read, packed, sent, undone, settled."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shopdesk.practice.records import Order, Unit
from shopdesk.practice.server import Practice
from shopdesk.shop.channels import NeedsLogin, Package, Rejected, RemoteLine, RemoteOrder, Retry, Unknown
from tests.sync.lazada_shop import LONG_AGO, Line


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    line = Line(practice, tmp_path)
    line.offer("BSK-001", stock=500)
    return line


def packed(line: Line, order: RemoteOrder) -> Package:
    return line.channel.pack(order.remote, order.lines)[0]


def sent(line: Line, pieces: int = 1) -> RemoteOrder:
    order = line.channel.order(line.control.buy("BSK-001", pieces))
    line.channel.ship(order.remote, packed(line, order))
    return order


def test_an_order_comes_home_whole(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", price=10_050)
    number = line.control.buy(
        lines=[("BSK-S", 3), ("BSK-M", 1), ("BSK-001", 1)], note="ขอสีอ่อน", payment="cod", voucher_seller=1_000,
        voucher_platform=500,
    )  # fmt: skip
    order = line.orders()[0]
    assert (order.remote, order.state, order.raw, order.cod) == (number, "new", "pending", True)
    assert [(one.sku, one.quantity, one.price, one.cancelled) for one in order.lines] == [
        ("BSK-S", 3, 10_050, 0), ("BSK-M", 1, 10_050, 0), ("BSK-001", 1, 25_000, 0),
    ]  # fmt: skip
    assert len(set(order.lines[0].ids)) == 3
    assert order.lines[0].remote_unit == made.units["BSK-S"]
    assert (order.goods, order.shipping, order.discount) == (65_200, 4_000, 1_000)
    assert order.total == 65_200 - 1_500 + 4_000
    assert order.note == "ขอสีอ่อน"
    assert order.deadline is not None
    assert order.deadline > order.placed_at
    assert order.address["subdistrict"] == "สุเทพ"
    assert order.address["district"] == "เมืองเชียงใหม่"
    assert order.address["province"] == "เชียงใหม่"
    assert order.address["postcode"] == "50200"
    assert "****" in order.buyer
    assert line.channel.order(number) == order


def test_only_what_changed_since_then_comes(line: Line) -> None:
    line.control.buy("BSK-001")
    soon = datetime.now(UTC) + timedelta(minutes=5)
    assert line.channel.orders(soon, "").orders == ()


def test_a_thousand_orders_of_one_second_come_home_once_each(line: Line, practice: Practice) -> None:
    made = line.offer("MANY", stock=2_000)
    numbers = {line.control.buy(made.units["MANY"]) for _ in range(1_000)}
    with practice.store.lock:
        for one in practice.store.all(Order):
            one.created = one.updated = 1_763_800_000_000
            practice.store.put(one)
    told = [order.remote for order in line.orders()]
    assert sorted(told) == sorted(numbers)


def test_past_the_last_offset_it_goes_on_at_the_day_of_the_last_order(
    line: Line, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopdesk.sync.channels.lazada.orders.PAGE", 10)
    monkeypatch.setattr("shopdesk.sync.channels.lazada.orders.LAST_OFFSET", 20)
    numbers = {line.control.buy("BSK-001") for _ in range(75)}
    with practice.store.lock:
        for n, one in enumerate(practice.store.all(Order)):
            one.created += n * 1_000 // 2
            practice.store.put(one)
    told = [order.remote for order in line.orders()]
    assert set(told) == numbers
    assert len(told) < 75 + 30


def test_a_word_nobody_knows_is_looked_at_and_kept(line: Line, practice: Practice) -> None:
    number = line.control.buy("BSK-001", 2)
    with practice.store.lock:
        for unit in practice.store.under(Unit, int(number)):
            unit.state = "quarantined_by_moon"
            practice.store.put(unit)
    order = line.channel.order(number)
    assert (order.state, order.raw) == ("attention", "quarantined_by_moon")


def test_a_page_goes_on_without_the_order_whose_pieces_are_refused(line: Line) -> None:
    numbers = [line.control.buy("BSK-001") for _ in range(3)]
    line.control.fault("code", "/orders/items/get", times=2, code="38", message="E038: Invalid order")
    page = line.channel.orders(LONG_AGO, "")
    assert [order.remote for order in page.orders] == numbers[1:]
    assert [(one.key, one.why) for one in page.unread] == [(numbers[0], "The platform does not know this order.")]


def test_an_order_is_packed_labelled_and_handed_over_once(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", 3))
    package = packed(line, order)
    assert package.id.startswith("FP")
    assert package.tracking.startswith("LEXDO")
    assert set(package.line_ids) == set(order.lines[0].ids)
    assert packed(line, order) == package
    now = line.channel.order(order.remote)
    assert (now.state, now.tracking, now.more["package"]) == ("packing", package.tracking, package.id)
    paper = line.channel.label(package.id)
    assert paper is not None
    assert paper.kind == "pdf"
    assert paper.content.startswith(b"%PDF-")
    for _twice in range(2):
        line.channel.ship(order.remote, package)
    assert line.channel.order(order.remote).state == "ready"
    assert line.practice.store.effects["packages"] == line.practice.store.effects["handed over"] == 1


@pytest.mark.parametrize("path", ["/order/fulfill/pack", "/order/package/rts"])
def test_a_lost_answer_to_packing_or_handing_over_does_nothing_twice(line: Line, path: str) -> None:
    order = line.channel.order(line.control.buy("BSK-001", 2))
    line.control.fault("drop_after", path)
    with pytest.raises(Unknown):
        line.channel.ship(order.remote, packed(line, order))
    line.channel.ship(order.remote, packed(line, order))
    assert line.practice.store.effects["packages"] == line.practice.store.effects["handed over"] == 1


def test_packing_leaves_out_what_the_buyer_cancelled_meanwhile(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001", 3))
    line.control.cancel(order.remote, ["BSK-001"])
    now = line.channel.order(order.remote)
    assert (now.state, now.lines[0].cancelled) == ("new", 1)
    own = order.lines[0]
    # We mean two pieces and name two; the platform took one of them.
    package = line.channel.pack(order.remote, [RemoteLine(own.ids[:2], own.sku, own.name, 2, own.price)])[0]
    assert set(package.line_ids) == set(own.ids[1:])
    line.control.cancel(order.remote)
    with pytest.raises(Rejected, match="moved on"):
        packed(line, order)


def test_a_refusal_behind_the_gateway_is_seen_although_the_code_is_0(line: Line) -> None:
    order = line.channel.order(line.control.buy("BSK-001"))
    with pytest.raises(Rejected, match="does not know this parcel"):
        line.channel.label("FP404")
    with pytest.raises(Rejected):
        line.channel.ship(order.remote, Package("FP404", ()))


def test_an_order_travels_and_comes_back(line: Line) -> None:
    order = sent(line, 2)
    states = []
    for step in ("shipped", "delivered", "returned"):
        line.control.advance(order.remote, step)
        states.append(line.channel.order(order.remote).state)
    assert states == ["shipped", "delivered", "returned"]
    other = sent(line)
    line.control.advance(other.remote)
    line.control.advance(other.remote, "failed")
    assert line.channel.order(other.remote).state == "problem"


def test_we_cancel_pieces_by_the_name_of_a_reason(line: Line) -> None:
    made = line.channel.find(["BSK-001"])[0]
    order = line.channel.order(line.control.buy("BSK-001", 3))
    own = order.lines[0]
    one = RemoteLine(own.ids[-1:], own.sku, own.name, 1, own.price)
    line.channel.cancel(order.remote, [one], "buyer")
    now = line.channel.order(order.remote)
    assert (now.lines[0].cancelled, now.state) == (1, "new")
    assert line.control.stock("BSK-001")["sellable"] == 498
    line.channel.cancel(order.remote, [RemoteLine(own.ids, own.sku, own.name, 3, own.price)], "out_of_stock")
    assert line.channel.order(order.remote).state == "cancelled"
    assert line.control.stock("BSK-001")["sellable"] == 0
    assert made.stock == 500
    with pytest.raises(Rejected, match="no longer be cancelled"):
        line.channel.cancel(order.remote, order.lines, "price")
    fresh = line.channel.order(line.control.buy(line.offer("ONE").units["ONE"]))
    with pytest.raises(Rejected, match="no such reason"):
        line.channel.cancel(fresh.remote, fresh.lines, "moon")


@pytest.mark.parametrize(("agree", "state"), [(True, "cancelled"), (False, "new")])
def test_a_buyer_who_wants_to_cancel_is_answered(line: Line, agree: bool, state: str) -> None:
    number = line.control.buy("BSK-001", 2)
    line.control.ask_cancel(number)
    order = line.orders()[0]
    assert (order.wants, order.state) == ("cancel", "new")
    assert order.more["until"]
    line.channel.answer(number, order.wants, agree, order.more)
    now = line.channel.order(number)
    assert (now.state, now.wants) == (state, "")


@pytest.mark.parametrize("kind", ["RETURN", "ONLY_REFUND"])
@pytest.mark.parametrize("agree", [True, False])
def test_a_buyer_who_wants_to_send_back_is_answered(line: Line, kind: str, agree: bool) -> None:
    order = sent(line, 2)
    line.control.advance(order.remote)
    line.control.advance(order.remote)
    line.control.ask_return(order.remote, kind=kind)
    told = line.channel.order(order.remote)
    assert (told.wants, told.state, told.more["kind"]) == ("return", "delivered", kind)
    line.channel.answer(order.remote, told.wants, agree, told.more)
    assert line.channel.order(order.remote).wants == ""


def test_what_is_settled_comes_in_once_it_stands_in_a_statement(line: Line) -> None:
    order = sent(line, 2)
    line.control.advance(order.remote)
    line.control.advance(order.remote)
    today = datetime.now(UTC) + timedelta(hours=7)
    span = (today - timedelta(days=400)).date().isoformat(), today.date().isoformat()
    assert list(_money(line, span)[0]) == []
    number = line.control.statement()["number"]
    lines, statements = _money(line, span)
    kinds = {kind: sum(one.amount for one in lines if one.kind == kind) for kind in {one.kind for one in lines}}
    assert kinds["item"] == 50_000
    assert kinds["shipping"] == 4_000
    assert kinds["commission"] < 0
    assert kinds["payment_fee"] < 0
    assert {one.order_number for one in lines} == {order.remote}
    assert {one.statement for one in lines} == {number} == {one.number for one in statements}
    assert statements[0].payout == sum(one.amount for one in lines)
    assert statements[0].paid_on == ""
    line.control.pay_out(number)
    again, paid = _money(line, span)
    assert {one.remote for one in again} == {one.remote for one in lines}
    assert len({one.remote for one in again}) == len(again)
    assert paid[0].paid_on == today.date().isoformat()


def _money(line: Line, span: tuple[str, str]):  # type: ignore[no-untyped-def]
    lines, statements, cursor = [], [], ""
    while True:
        page = line.channel.money(*span, cursor)
        assert not page.unread
        lines += page.lines
        statements += page.statements
        cursor = page.next
        if not cursor:
            return lines, statements


def test_a_token_that_ends_between_two_pages_goes_unnoticed(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopdesk.sync.channels.lazada.orders.PAGE", 2)
    numbers = [line.control.buy("BSK-001") for _ in range(5)]
    first = line.channel.orders(LONG_AGO, "")
    line.control.expire_token()
    second = line.channel.orders(LONG_AGO, first.next)
    third = line.channel.orders(LONG_AGO, second.next)
    assert [one.remote for page in (first, second, third) for one in page.orders] == numbers
    line.control.revoke()
    with pytest.raises(NeedsLogin):
        line.channel.orders(LONG_AGO, "")


@pytest.mark.parametrize("kind", ["cut", "drop_before", "drop_after", "throttle", "html", "status"])
def test_a_page_that_does_not_come_is_asked_for_again(line: Line, kind: str) -> None:
    number = line.control.buy("BSK-001")
    for path in ("/orders/get", "/orders/items/get"):
        line.control.fault(kind, path)
        with pytest.raises(Retry):
            line.channel.orders(LONG_AGO, "")
    assert [one.remote for one in line.orders()] == [number]
