"""An order in two parcels, and a platform that makes the parcels itself."""

from collections.abc import Sequence

import pytest

from shopdesk.shop.channels import Package, Rejected, Unknown
from shopdesk.shop.online import board, packing
from tests.sync.online_shop import OnlineShop


def _in_two(online: OnlineShop) -> int:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    online.step()
    order = online.taken()
    with online.shop.office.writing() as desk:
        line = board.one(desk, order).lines[0].id or 0
        packing.put_in(desk, line, 1_000)
        packing.packed(desk, order, part=True)
        packing.put_in(desk, line, 2_000)
        packing.packed(desk, order)
    return order


def test_where_the_platform_makes_the_parcels_a_person_hears_that_it_takes_one(online: OnlineShop) -> None:
    order = _in_two(online)
    online.step()
    (waits,) = [entry for entry in online.waiting() if entry.kind == "pack"]
    assert (waits.state, waits.why) == ("stuck", "This platform takes one parcel of an order.")
    assert "pack" not in online.platform.log
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    online.packed()
    online.later()
    assert online.platform.log.count("pack") == 1
    assert [entry for entry in online.waiting() if entry.kind == "pack"] == []


def test_two_boxes_of_an_order_it_packed_as_one_are_for_a_person_before_they_leave(online: OnlineShop) -> None:
    order = _in_two(online)
    online.platform.step("500", "ready", more={"package": "P1"}, tracking="TRK1")
    online.later()
    (waits,) = [entry for entry in online.waiting() if entry.kind == "pack"]
    assert (waits.state, waits.why) == ("stuck", "This platform takes one parcel of an order.")
    with online.shop.office.writing() as desk:
        packing.unpack(desk, order)
    parcel = online.packed()
    online.later()
    assert _parcels(online)[2:] == [("P1", "TRK1", "", 1, '{"1":2000}')]
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    online.later()
    assert ([one.id for one in online.platform.shipped], online.waiting()) == (["P1"], [])


def _splits(online: OnlineShop, *, all_in_each: bool = False) -> None:
    """The platform makes two packages of an order of two pieces."""
    whole = ("500-0", "500-1")

    def pack(order: str, _lines: object) -> Sequence[Package]:
        online.platform._call("pack")
        online.platform.step(order, "ready", more={"package": "P1", "packages": "2"})
        online.platform._end("pack")
        first, second = (whole, whole) if all_in_each else (whole[:1], whole[1:])
        return [Package("P1", first, "TRK1", "Kerry"), Package("P2", second, "TRK2", "Flash")]

    online.platform.pack = pack  # type: ignore[method-assign,assignment]


def _parcels(online: OnlineShop) -> list[tuple[object, ...]]:
    return online.rows("SELECT package, tracking, carrier, label <> '', contents FROM parcel ORDER BY id")


@pytest.mark.parametrize("lost", [False, True])
def test_each_package_a_platform_makes_of_an_order_is_a_parcel_with_its_label_and_is_sent(
    online: OnlineShop, *, lost: bool
) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    _splits(online)
    online.step()
    first = online.packed()
    if lost:
        online.platform.lost["pack"] = [Unknown("no answer")]
    for _ in range(3):
        online.later()
    assert _parcels(online) == [
        ("P1", "TRK1", "Kerry", 1, '{"1":1000}'), ("P2", "TRK2", "Flash", 1, '{"1":1000}'),
    ]  # fmt: skip
    with online.shop.office.writing() as desk:
        assert packing.handed_over(desk, first) == "", "the other is still here"
        assert packing.handed_over(desk, first + 1)
    online.later()
    assert [(one.id, one.tracking) for one in online.platform.shipped] == [("P1", "TRK1"), ("P2", "TRK2")]
    assert online.waiting() == []
    assert online.rows("SELECT total FROM sale") == [(24_000,)]


def test_packages_that_name_all_goods_each_are_parcels_all_the_same(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    _splits(online, all_in_each=True)
    online.step()
    online.packed()
    online.later()
    assert [row[0] for row in _parcels(online)] == ["P1", "P2"]
    assert [row[4] for row in _parcels(online)] == ['{"1":2000}', '{"1":0}']


def test_packages_that_are_told_after_the_parcel_left_left_with_it(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    _splits(online)
    online.step()
    first = online.packed()
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, first)
    online.later()
    online.later()
    assert [one.id for one in online.platform.shipped] == ["P1", "P2"]
    assert online.waiting() == []
    assert online.rows("SELECT count(*) FROM parcel_event WHERE kind = 'handed_over'") == [(2,)]


def test_a_package_that_went_before_holds_the_other_one_not_back(online: OnlineShop) -> None:
    online.list_goods()
    online.platform.sells(online.order(pieces=2))
    _splits(online)
    online.step()
    first = online.packed()
    online.later()
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, first)
        packing.handed_over(desk, first + 1)
    online.platform.faults["ship"] = [Rejected("It is on its way already.")]
    online.later()
    assert [one.id for one in online.platform.shipped] == ["P2"]
    assert online.waiting() == []
