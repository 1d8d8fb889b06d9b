"""An order in two parcels, and a platform that makes the parcels itself."""

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
