"""What news of an order have to do with the goods and parcels here, noted for a person to see about."""

from collections.abc import Sequence

from shopdesk.core import orderstate
from shopdesk.db import models, outbox, records
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import contents, posting
from shopdesk.shop.online.telling import Known, Told


def look(desk: Desk, known: Known, told: Sequence[Told]) -> None:
    """After rows and lines are as told: say what there is to see about, and in which state each order is for it."""
    for one in told:
        _noted(desk, one, known.lines[one.own.id or 0])
    if told:
        outbox.moot(desk.session.connection(), [(one.own.account, one.own.id or 0, one.order.state) for one in told])


def _noted(desk: Desk, told: Told, lines: Sequence[models.OnlineLine]) -> None:
    row, state = told.own, told.state
    noted = {word: kept for word, kept in row.more.items() if word != orderstate.AWAY or not told.sold}
    still = any(one.packed for one in lines) and noted.get(orderstate.LOOK) != orderstate.MONEY
    noted = {word: kept for word, kept in noted.items() if word != orderstate.LOOK or still}
    lacks = any(line.sale_unit is None and line.qty > line.cancelled for line in lines)
    if state in orderstate.LEFT and lacks and not told.sold and orderstate.EARLIER not in noted:
        # Nothing can be sold, and nothing held: what it is has to be said first.
        noted[orderstate.AWAY], state = state, "attention"
    elif state in orderstate.LEFT and told.sold and posting.sold_too_much(desk, row, lines):
        state = "problem"
    elif state in orderstate.LEFT and money_back(desk, row):
        noted[orderstate.LOOK], state = orderstate.MONEY, "problem"
    elif state == "returned" and told.sold and money_back(desk, row):
        noted[orderstate.LOOK] = orderstate.MONEY
    elif state == "problem" and told.left and not told.sold:
        _only_what_left(desk, row, lines)
    elif _too_full(desk, row, state, lines):
        noted[orderstate.LOOK] = orderstate.OPEN if state == "cancelled" else orderstate.FEWER
    elif state == "ready" and contents.missing(lines) and _at_it(desk, told):
        state = "packing"
    told.changed |= records.change(desk.session, desk.entry, row, more=noted, state=state)


def money_back(desk: Desk, row: models.OnlineOrder) -> bool:
    """Whether its buyer got money back, and nobody said yet what for."""
    told = orderstate.PAID_BACK in row.more and orderstate.EARLIER not in row.more
    return told and posting.paid_back(desk, row, posting.sale_of(desk, row))[0] > 0


def _at_it(desk: Desk, told: Told) -> bool:
    """Whether it is packed here: somebody is about it, or put more in there after a parcel was closed."""
    return told.before == "packing" or bool(contents.parcels(desk, told.own.id or 0))


def _too_full(desk: Desk, row: models.OnlineOrder, state: str, lines: Sequence[models.OnlineLine]) -> bool:
    """Whether more lies in parcels here than is wanted; then that much less is counted as packed."""
    if state not in (*orderstate.HOLDING, "cancelled") or not any(line.packed for line in lines):
        return False
    wanted = {line.position: 0 if state == "cancelled" else line.qty - line.cancelled for line in lines}
    full = any(line.packed > wanted[line.position] for line in lines)
    if full and state != "cancelled":
        for line in lines:
            records.change(desk.session, desk.entry, line, packed=min(line.packed, wanted[line.position]))
        contents.shrink(desk, row.id or 0, lines)
    return full


def _only_what_left(desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine]) -> None:
    """Of an order that ended when a part of it was on its way, that part was sent and no more will be."""
    left = contents.left(desk, row.id or 0)
    away = contents.together([one for one in contents.parcels(desk, row.id or 0) if one.id in left], lines)
    for line in lines:
        sent = away.get(line.position, 0)
        records.change(desk.session, desk.entry, line, packed=sent, cancelled=line.qty - sent)
    contents.shrink(desk, row.id or 0, lines)
