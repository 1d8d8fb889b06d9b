"""Goods of an order that lie in the platform's own house: it packs and sends them, and no stock of ours is in them.

Which they are stands among the order's notes, as its platform told it.
"""

from collections.abc import Sequence

from shopdesk.core import orderstate
from shopdesk.db import models
from shopdesk.shop import channels


def noted(order: channels.RemoteOrder) -> dict[str, str]:
    """The note an order is kept with; none where all of it is ours to pack."""
    there = [line for line in order.lines if line.theirs]
    if not there:
        return {}
    ids = ",".join(one for line in there for one in line.ids)
    return {orderstate.THEIRS: orderstate.ALL if len(there) == len(order.lines) else ids}


def wholly(row: models.OnlineOrder) -> bool:
    """Whether there is nothing of it for the shop to pack."""
    return str(row.more.get(orderstate.THEIRS, "")) == orderstate.ALL


def theirs(row: models.OnlineOrder, line: models.OnlineLine) -> bool:
    """Whether the goods of a line lie in the platform's house."""
    told = str(row.more.get(orderstate.THEIRS, ""))
    return told == orderstate.ALL or not set(told.split(",")).isdisjoint(line.remote)


def ours(row: models.OnlineOrder, lines: Sequence[models.OnlineLine]) -> list[models.OnlineLine]:
    """The lines that are packed here."""
    return [line for line in lines if not theirs(row, line)]
