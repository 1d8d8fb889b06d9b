"""The lines of an order as a platform tells them, laid beside those the shop has: made, changed, or cancelled."""

from collections.abc import Sequence
from typing import Any

from shopdesk.core import quantity
from shopdesk.db import models, records
from shopdesk.shop import channels
from shopdesk.shop.desk import Desk
from shopdesk.shop.online.telling import LONGEST, LONGEST_TEXT, Known, Told, ended_by_shop, plain

_CAN_BE_EDITED = ("unpaid", "new", "packing", "ready", "attention")


def bring(desk: Desk, known: Known, told: Sequence[Told]) -> None:
    """Bring the lines of orders to what is told."""
    made = []
    for one in told:
        own = known.lines.setdefault(one.own.id or 0, [])
        before = len(own)
        again = one.again and one.before == "cancelled"
        edits = one.own.source == "api" and one.before in _CAN_BE_EDITED
        ours = ended_by_shop(one.own.more)
        fresh = [_line(known, one.own.id or 0, line) for line in one.order.lines]
        one.changed |= _lines(desk, own, fresh, again=again, edits=edits, ours=ours)
        made += own[before:]
    records.create_all(desk.session, desk.entry, made, desk.now, desk.random)


def _lines(
    desk: Desk, known: list[models.OnlineLine], told: Sequence[models.OnlineLine], *, again: bool, edits: bool,
    ours: bool,
) -> bool:  # fmt: skip
    """Change the known lines by those told, and put those that are new behind them; answers whether anything did.

    `edits` where what is told is the whole order, and a person may have changed it there by hand; `ours` where the shop
    itself cancelled something.
    """
    changed = False
    there = {piece for fresh in told for piece in fresh.remote}
    for fresh in told:
        own = _same(known, fresh)
        if own is None:
            fresh.position = len(known) + 1
            known.append(fresh)
            changed = True
        else:
            changed |= records.change(
                desk.session, desk.entry, own, **_news(own, fresh, again=again, edits=edits, ours=ours)
            )
    for own in known:
        if not own.remote or (edits and not there & set(own.remote)):
            # Promised by telephone, or taken out by hand: not in the order that came.
            changed |= records.change(desk.session, desk.entry, own, cancelled=own.qty)
    return changed


def _same(known: Sequence[models.OnlineLine], fresh: models.OnlineLine) -> models.OnlineLine | None:
    """The line these pieces were before; one that was promised by telephone is told by its goods."""
    by_id = next((own for own in known if set(fresh.remote) & set(own.remote)), None)
    if by_id is not None or fresh.sale_unit is None:
        return by_id
    return next((own for own in known if not own.remote and own.sale_unit == fresh.sale_unit), None)


def _news(
    own: models.OnlineLine, fresh: models.OnlineLine, *, again: bool, edits: bool, ours: bool
) -> dict[str, Any]:  # fmt: skip
    """What the platform says anew of a line: what was cancelled stays so, unless all is wanted `again`; of a promise,
    everything. Pieces that a person took out by hand were cancelled, pieces put in are wanted too; what the shop
    cancelled stays so until its platform knows."""
    if again:
        return {"cancelled": min(fresh.cancelled, own.qty), "remote": fresh.remote}
    if own.remote and edits:
        qty, left = max(own.qty, fresh.qty), fresh.qty - fresh.cancelled
        gone = max(own.cancelled, qty - left) if ours else qty - left
        return {"qty": qty, "cancelled": gone, "price": fresh.price, "remote": fresh.remote}
    if own.remote:
        return {"cancelled": max(own.cancelled, min(fresh.cancelled, own.qty)), "remote": fresh.remote}
    names = ("unit", "sku", "name", "qty", "price", "cancelled", "remote")
    return {name: getattr(fresh, name) for name in names}


def _line(known: Known, order: int, line: channels.RemoteLine) -> models.OnlineLine:
    unit = known.unit(line)
    return models.OnlineLine(
        uid="", online_order=order, position=0,
        unit=unit.id if unit else None,
        sale_unit=unit.sale_unit if unit else None,
        item=unit.item if unit else None,
        sku=plain(line.sku, LONGEST), name=plain(line.name, LONGEST_TEXT), qty=line.quantity * quantity.ONE,
        price=line.price, cancelled=line.cancelled * quantity.ONE, remote=list(line.ids),
    )  # fmt: skip
