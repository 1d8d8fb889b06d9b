"""What is asked of the orders of several platforms alike, each with its own words: packed, delivered, cancelled."""

from typing import Any

import pytest

from shopdesk.shop.channels import Package, Rejected, RemoteLine, RemoteOrder


def packed(line: Any, order: RemoteOrder) -> Package:
    package: Package = line.channel.pack(order.remote, order.lines)[0]
    return package


def delivered(line: Any, pieces: int = 2, **more: object) -> str:
    number: str = line.control.buy("BSK-001", pieces, **more)
    packed(line, line.channel.order(number))
    line.control.advance(number)
    line.control.advance(number)
    return number


def cancelled_whole(line: Any, reason: str, refuses_a_part: str, payment: str = "paid") -> None:
    """A part is refused in words, the whole is cancelled, and a second time there is nothing to cancel."""
    order = line.channel.order(line.control.buy("BSK-001", 2, payment=payment))
    part = RemoteLine(order.lines[0].ids, "BSK-001", "", 1, 25_000)
    with pytest.raises(Rejected, match=refuses_a_part):
        line.channel.cancel(order.remote, [part], reason)
    line.channel.cancel(order.remote, order.lines, reason)
    assert line.channel.order(order.remote).state == "cancelled"
    with pytest.raises(Rejected):
        line.channel.cancel(order.remote, order.lines, reason)


def a_wish_to_cancel_is_answered(line: Any, agree: bool, asked: str, raw: str, too_late: str) -> None:
    """Told as the buyer's wish, answered once; what the platform calls it is `asked` before and `raw` after."""
    number = line.control.buy("BSK-001")
    line.control.ask_cancel(number)
    told = line.orders()[0]
    assert (told.raw, told.state, told.wants) == (asked, "new", "cancel")
    line.channel.answer(number, "cancel", agree, told.more)
    after = line.channel.order(number)
    assert (after.raw, after.wants) == (raw, "")
    with pytest.raises(Rejected, match=too_late):
        line.channel.answer(number, "cancel", agree, told.more)
