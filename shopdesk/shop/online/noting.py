"""What news of an order have to do with the goods and parcels here, noted for a person to see about."""

import json
from collections.abc import Sequence

from shopdesk.core import orderstate, quantity
from shopdesk.db import models, outbox, quick, records
from shopdesk.shop import channels
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import contents, posting
from shopdesk.shop.online.telling import Known, Told

_OVER = ("cancelled", "returned")
_UNTOLD = "SELECT 1 FROM outbox WHERE account = :account AND kind = 'cancel' AND key = :order"


def look(desk: Desk, known: Known, told: Sequence[Told]) -> None:
    """After rows and lines are as told: say what there is to see about, and in which state each order is for it."""
    for one in told:
        _noted(desk, one, known.lines[one.own.id or 0])
    if told:
        outbox.moot(desk.session.connection(), [(one.own.account, one.own.id or 0, one.order.state) for one in told])


def _noted(desk: Desk, told: Told, lines: Sequence[models.OnlineLine]) -> None:
    row, state = told.own, told.state
    noted = _kept(desk, told, lines)
    if noted.get(orderstate.THERE) != row.more.get(orderstate.THERE):
        _say_stock(desk, row, lines)
    still = any(one.packed for one in lines) and noted.get(orderstate.LOOK) not in orderstate.ASKED
    noted = {word: kept for word, kept in noted.items() if word != orderstate.LOOK or still}
    lacks = any(line.sale_unit is None and line.qty > line.cancelled for line in lines)
    if state in orderstate.LEFT and lacks and not told.sold and orderstate.EARLIER not in noted:
        # Nothing can be sold, and nothing held: what it is has to be said first.
        noted[orderstate.AWAY], state = state, "attention"
    elif state in orderstate.LEFT and told.sold and posting.sold_too_much(desk, row, lines):
        state = "problem"
    elif state in orderstate.LEFT and money_back(desk, row):
        noted[orderstate.LOOK], state = orderstate.MONEY, "problem"
    elif state == "returned" and told.sold:
        noted |= _to_come(desk, told)
    elif state == "problem" and told.left and not told.sold:
        _only_what_left(desk, row, lines)
    elif _too_full(desk, row, state, lines):
        noted[orderstate.LOOK] = orderstate.OPEN if state in _OVER else orderstate.FEWER
    elif state == "ready" and contents.missing(lines) and _at_it(desk, told):
        state = "packing"
    told.changed |= records.change(desk.session, desk.entry, row, more=noted, state=state)


def _say_stock(desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine]) -> None:
    """What is cancelled there its platform puts back on its own shelf, and goods that left here never come back by
    themselves: how many are offered is said again, though nothing changed here."""
    for unit in sorted({line.unit for line in lines if line.unit is not None}):
        outbox.marked(desk.session.connection(), row.account, "stock", unit)


def _kept(desk: Desk, told: Told, lines: Sequence[models.OnlineLine]) -> dict[str, str]:
    """What was noted of an order and is so still, with what its platform says now."""
    row = told.own
    over = {orderstate.AWAY} if told.sold else set[str]()
    over |= set() if told.again else {orderstate.AGAIN}
    there = cancelled_there(lines, told.order)
    if orderstate.CANCEL in row.more and told.before != "cancelled":
        known = all(line.cancelled <= there.get(line.position, 0) for line in lines if line.remote)
        over |= {orderstate.CANCEL} if told.state == "cancelled" or (known and not _untold(desk, row)) else set()
    kept = {word: said for word, said in row.more.items() if word not in over | {orderstate.THERE}}
    kept |= {orderstate.AGAIN: "yes"} if told.again else {}
    return kept | ({orderstate.THERE: json.dumps(there)} if there else {})


def cancelled_there(lines: Sequence[models.OnlineLine], order: channels.RemoteOrder) -> dict[int, int]:
    """How much of lines the platform does not want any more (thousandths by position), where it is anything."""
    wanted = {piece: line.quantity - line.cancelled for line in order.lines for piece in line.ids}
    left = {line.position: max((wanted.get(one, 0) for one in line.remote), default=0) for line in lines}
    gone = {line.position: line.qty - left[line.position] * quantity.ONE for line in lines if line.remote}
    return {position: qty for position, qty in gone.items() if qty > 0}


def there(row: models.OnlineOrder) -> dict[int, int]:
    """What its platform said last that is cancelled of an order: thousandths by position of the line."""
    told = json.loads(str(row.more.get(orderstate.THERE, "{}")))
    return {int(position): int(qty) for position, qty in told.items()}


def _untold(desk: Desk, row: models.OnlineOrder) -> bool:
    asked = {"account": row.account, "order": row.id}
    return quick.first(desk.session.connection(), _UNTOLD, asked) is not None


def _to_come(desk: Desk, told: Told) -> dict[str, str]:
    """The note that a person has to say what came back: of an order that is told so now, or was and nobody said it."""
    if money_back(desk, told.own):
        return {orderstate.LOOK: orderstate.MONEY}
    asked = told.before != "returned" or told.own.more.get(orderstate.LOOK) == orderstate.BACK
    sale = posting.sale_of(desk, told.own) if asked else None
    left = sale is not None and any(rest.left for rest in posting.left_of(desk, sale).values())
    return {orderstate.LOOK: orderstate.BACK} if left else {}


def money_back(desk: Desk, row: models.OnlineOrder) -> bool:
    """Whether its buyer got money back, and nobody said yet what for."""
    told = orderstate.PAID_BACK in row.more and orderstate.EARLIER not in row.more
    return told and posting.paid_back(desk, row, posting.sale_of(desk, row))[0] > 0


def _at_it(desk: Desk, told: Told) -> bool:
    """Whether it is packed here: somebody is about it, or put more in there after a parcel was closed."""
    return told.before == "packing" or bool(contents.parcels(desk, told.own.id or 0))


def _too_full(desk: Desk, row: models.OnlineOrder, state: str, lines: Sequence[models.OnlineLine]) -> bool:
    """Whether more lies in parcels here than is wanted; then that much less is counted as packed."""
    here = (*orderstate.HOLDING, *_OVER)
    if state not in here or orderstate.EARLIER in row.more or not any(line.packed for line in lines):
        return False
    wanted = {line.position: 0 if state in _OVER else line.qty - line.cancelled for line in lines}
    full = any(line.packed > wanted[line.position] for line in lines)
    if full and state not in _OVER:
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
