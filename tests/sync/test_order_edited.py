"""An order that its platform's people change by hand, while the shop has it already."""

from dataclasses import replace
from datetime import timedelta

from shopdesk.shop.channels import Rejected, RemoteLine, RemoteOrder, Unknown
from shopdesk.shop.online import board, packing
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop

OTHER = RemoteLine(("L2",), "?", "Nobody's goods", 1, 5_000)
HELD = "SELECT qty FROM reserved WHERE qty <> 0"


def _whole_line(pieces: int, cancelled: int = 0) -> RemoteLine:
    """A line as a web shop tells it: one id however many pieces."""
    return RemoteLine(("L1",), "JAM-0", "Jam", pieces, 12_000, cancelled)


def _come(online: OnlineShop, order: RemoteOrder, hours: int, *lines: RemoteLine) -> None:
    online.platform.sells(replace(order, lines=lines, changed_at=order.changed_at + timedelta(hours=hours)))
    online.later()


def test_an_order_that_was_edited_by_hand_holds_what_stands_in_it_now(shop: Shop) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    first = online.order()
    for hours, pieces in enumerate((2, 5, 1)):
        _come(online, first, hours, _whole_line(pieces), OTHER)
        assert online.rows(HELD) == [(pieces * 1000,)]
    _come(online, first, 9, OTHER)
    assert online.rows(HELD) == []
    left = "SELECT (qty - cancelled) / 1000 FROM online_line ORDER BY position"
    assert online.rows(left) == [(0,), (1,)]


def test_what_has_left_the_shop_is_edited_by_nobody(shop: Shop) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    sent = online.order(state="shipped")
    _come(online, sent, 0, _whole_line(2))
    _come(online, sent, 1, _whole_line(1))
    assert online.rows("SELECT qty, cancelled FROM online_line") == [(2_000, 0)]


def test_only_what_the_shop_itself_cancelled_is_told(shop: Shop) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    first = online.order()
    _come(online, first, 0, _whole_line(5), OTHER)
    _come(online, first, 1, _whole_line(4))
    order = online.taken()
    with shop.office.writing() as desk:
        line = board.one(desk, order).lines[0]
        packing.cancel(desk, order, "out_of_stock", {line.id or 0: 1_000})
    online.later()
    assert [[(one.ids, one.quantity) for one in lines] for lines in online.platform.cancelled] == [[(("L1",), 1)]]


def test_what_its_platform_puts_back_on_its_own_shelf_is_not_offered_where_it_left(shop: Shop) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    online.mark("stock", 1)
    online.platform.sells(online.order(pieces=3))
    online.step()
    parcel = online.packed()
    with shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    online.platform.faults["ship"] = [Unknown("no answer"), Rejected("It was cancelled.")]
    online.step()
    said = online.platform.units["JAM-0"].stock
    assert [one.kind for one in online.waiting()] == ["ship"]
    # The buyer cancelled before the courier's news came there: its platform counts the pieces as its own again.
    online.platform.units["JAM-0"] = replace(online.platform.units["JAM-0"], stock=(said or 0) + 3)
    first = online.platform.told["500"]
    gone = tuple(replace(line, cancelled=line.quantity) for line in first.lines)
    hour = first.changed_at + timedelta(hours=1)
    online.platform.sells(replace(first, state="cancelled", lines=gone, changed_at=hour))
    online.later()
    assert online.platform.units["JAM-0"].stock == said
