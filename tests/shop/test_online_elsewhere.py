"""Orders whose goods lie in the platform's own house, all of them or a part."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shopdesk.base.errors import Conflict
from shopdesk.core import quantity
from shopdesk.db import quick
from shopdesk.shop import channels, erasing, stock
from shopdesk.shop.online import board, packing, returning
from tests.conftest import Shop
from tests.shop.online_stall import Online, later


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


def said(words: str) -> Callable[[Conflict], bool]:
    """Whether a refusal says this, in the language of the source."""
    return lambda refusal: words in refusal.text


def theirs(order: channels.RemoteOrder) -> channels.RemoteOrder:
    return replace(order, lines=tuple(replace(line, theirs=True) for line in order.lines))


def half(online: Online, state: str = "new") -> channels.RemoteOrder:
    """Two pieces lie there, one lies here."""
    order = online.order(pieces=2, state=state)
    here = channels.RemoteLine(("500-9",), "JAM-1", "Mango jam", 1, 12_000)
    return replace(order, lines=(replace(order.lines[0], theirs=True), here), goods=36_000)


def lying(online: Online) -> int:
    with online.shop.office.reading() as desk:
        return stock.balance(desk, online.jam.item) // quantity.ONE


def sold(online: Online) -> int:
    with online.shop.office.reading() as desk:
        return int(quick.rows(desk.session.connection(), "SELECT sum(total) FROM sale")[0][0])


def test_it_keeps_no_goods_and_is_for_nobody_here_to_pack(online: Online) -> None:
    order = online.take_in(theirs(online.order())).id
    assert online.published() == 8
    with online.shop.office.writing() as desk:
        whole = board.one(desk, order)
        assert whole.card.theirs
        assert board.counts(desk) == {}
        with pytest.raises(Conflict, check=said("sends them itself")):
            packing.put_in(desk, whole.lines[0].id or 0, quantity.ONE)
        with pytest.raises(Conflict, check=said("sends them itself")):
            packing.scan_in(desk, order, "8850000000017")
        with pytest.raises(Conflict, check=said("sends them itself")):
            packing.cancel(desk, order, "out_of_stock")


def test_once_sent_it_is_sold_and_the_shelf_is_as_it_was(online: Online) -> None:
    told = theirs(online.order())
    order = online.take_in(told).id
    online.take_in(later(told, 1, state="shipped"))
    assert lying(online) == 10
    assert sold(online) == 24_000
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=False)
    assert lying(online) == 10
    assert sold(online) == 0


def test_of_an_order_in_two_houses_only_ours_is_kept_packed_and_taken(online: Online) -> None:
    order = online.take_in(half(online)).id
    assert online.published() == 7
    with online.shop.office.writing() as desk:
        there, here = board.one(desk, order).lines
        with pytest.raises(Conflict, check=said("sends them itself")):
            packing.put_in(desk, there.id or 0, quantity.ONE)
        packing.put_in(desk, here.id or 0, quantity.ONE)
        parcel = packing.packed(desk, order)
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, parcel)
    assert lying(online) == 9
    assert sold(online) == 36_000


def test_that_goods_lay_there_is_still_known_once_their_buyer_is_erased(online: Online) -> None:
    told = theirs(online.order())
    order = online.take_in(told).id
    online.take_in(later(told, 1, state="delivered"))
    with online.shop.office.writing() as desk:
        erasing.erase_buyer(desk, order)
    assert erasing.finish(online.shop.office)
    with online.shop.office.writing() as desk:
        returning.came_back(desk, order, whole=False)
    assert lying(online) == 10
