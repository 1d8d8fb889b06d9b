"""Orders come home: `take_in` may be told the same order any number of times, late, early and in any order.

One order is one row by account and their number. Its state goes only forward; what it holds follows its state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity, thaitext
from shopdesk.db import models, records
from shopdesk.shop import channels, selling
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import holding, posting
from shopdesk.shop.orders import Wanted
from shopdesk.shop.rights import Right, use_case

MOST_LINES = 500
LONGEST, LONGEST_TEXT, LONGEST_ID = 120, 500, 60
PHONE = "phone:"
_PERSONAL = frozenset({"buyer", "phone", "address", "note", "more"})
_ADDRESS = ("name", "phone", "street", "subdistrict", "district", "province", "postcode", "country", "full")


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that was taken in: `new` for the first time, `changed` where anything was different from before."""

    id: int
    state: str
    new: bool
    changed: bool


@use_case(Right.ONLINE)
def take_in(desk: Desk, account: int, order: channels.RemoteOrder, source: str = "api") -> Taken:
    """Take in an order as the platform tells it now; the same again changes nothing.

    Raises Invalid for an order that contradicts itself: no lines, too many, money or quantities out of range.
    """
    _check(order)
    row = _known(desk, account, order)
    if row is not None and row.changed_at is not None and order.changed_at < row.changed_at:
        return Taken(row.id or 0, row.state, new=False, changed=False)
    new = row is None
    before = "" if row is None else row.state
    values = _values(desk, order, source)
    if row is None:
        row = models.OnlineOrder(uid="", account=account, state=order.state, **values)
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
        changed = True
    else:
        # What the shop decided stands until the platform was told.
        decided = {word: row.more[word] for word in ("cancel", "answer") if word in row.more}
        values["more"] = {**decided, **values["more"]}
        seen, own = values.pop("seen_at"), _only_ours(row, values)
        changed = records.change(desk.session, desk.entry, row, **own)
        _seen(desk, row, seen)
    assert row.id is not None
    state = order.state if new or before == "promised" else _next(row, before, order.state)
    changed |= _lines(desk, account, row, order.lines, again=(before, state) == ("cancelled", "attention"))
    if state != before:
        step(desk, row, state, order.raw, order.changed_at)
        changed = True
    settle(desk, row, "order" if new else "changed")
    return Taken(row.id, row.state, new, changed)


def _next(row: models.OnlineOrder, before: str, told: str) -> str:
    """What follows; an order that the buyer cancelled and bought again after all is for a person to look at."""
    revived = before == "cancelled" and told in ("new", "packing", "ready") and "cancel" not in row.more
    return "attention" if revived else orderstate.follows(before, told)


def step(desk: Desk, row: models.OnlineOrder, state: str, raw: str = "", at: datetime | None = None) -> None:
    """The order is in another state from now on: a fact, and the row that shows it."""
    record(desk, "order_event", online_order=row.id, state=state, raw=raw[:LONGEST_ID], happened_at=at)
    if row.state != state:
        records.change(desk.session, desk.entry, row, state=state)


def settle(desk: Desk, row: models.OnlineOrder, reason: str) -> selling.Sold | None:
    """What follows from an order's state: goods that left are sold, goods that wait are held, the rest is let go.

    Answers the sale it made; an order with goods nobody knows is sold as soon as somebody says what they are.
    """
    sold = None
    if row.state in orderstate.LEFT and posting.sale_of(desk, row) is None and posting.known(desk, row):
        sold = posting.sell(desk, row)
    before_it = {"cancelled": "cancelled", "shipped": "sold", "delivered": "sold", "completed": "sold"}
    holding.hold(desk, row, before_it.get(row.state, reason))
    return sold


def _check(order: channels.RemoteOrder) -> None:
    if not order.remote.strip() or not 0 < len(order.lines) <= MOST_LINES:
        raise Invalid(N_("The order has no lines, or far too many."), hint=N_("Look at it on the platform."))
    for line in order.lines:
        if line.quantity < 1 or not 0 <= line.cancelled <= line.quantity or not line.ids:
            raise Invalid(N_("The order has a quantity that cannot be."), hint=N_("Look at it on the platform."))
        quantity.within_limit(line.quantity * quantity.ONE)
        money.within_limit(line.price)
    for amount in (order.goods, order.shipping, order.discount, order.total):
        money.within_limit(amount)


def _known(desk: Desk, account: int, order: channels.RemoteOrder) -> models.OnlineOrder | None:
    """The row of an order we have, or of one that was promised by telephone under its number."""
    mine = select(models.OnlineOrder).where(models.OnlineOrder.account == account)
    row = desk.session.exec(mine.where(models.OnlineOrder.remote == order.remote)).first()
    if row is not None:
        return row
    names = [f"{PHONE}{name}" for name in {order.number, order.remote} if name]
    return desk.session.exec(mine.where(col(models.OnlineOrder.remote).in_(names))).first()


def _values(desk: Desk, order: channels.RemoteOrder, source: str) -> dict[str, Any]:
    return {
        "remote": order.remote[:LONGEST_ID],
        "number": _plain(order.number or order.remote, LONGEST_ID),
        "raw": _plain(order.raw, LONGEST_ID),
        "source": source,
        "placed_at": order.placed_at,
        "changed_at": order.changed_at,
        "seen_at": desk.now,
        "deadline": order.deadline,
        "cod": order.cod,
        "currency": order.currency[:3],
        "goods": order.goods,
        "shipping": order.shipping,
        "discount": order.discount,
        "total": order.total,
        "buyer": _plain(order.buyer, LONGEST),
        "phone": _plain(order.phone, LONGEST),
        "address": {key: _plain(order.address[key], LONGEST_TEXT) for key in _ADDRESS if order.address.get(key)},
        "note": _plain(order.note, LONGEST_TEXT),
        "wants": order.wants if order.wants in ("cancel", "return") else "",
        "more": {_plain(k, 40): _plain(v, LONGEST) for k, v in list(order.more.items())[:20]},
    }


def _plain(text: str, longest: int) -> str:
    return thaitext.printable(text).strip()[:longest]


def _only_ours(row: models.OnlineOrder, values: dict[str, Any]) -> dict[str, Any]:
    """A platform masks its buyers after a while: what we were told in clear stays, and who was erased stays so."""
    if row.more.get(orderstate.ERASED):
        return {name: value for name, value in values.items() if name not in _PERSONAL}
    kept = {name for name in ("buyer", "phone", "address", "note") if getattr(row, name) and _masked(values[name])}
    return {name: value for name, value in values.items() if name not in kept}


def _masked(value: Any) -> bool:
    words = "".join(value.values()) if isinstance(value, dict) else value
    return not words or "***" in words


def _seen(desk: Desk, row: models.OnlineOrder, at: datetime) -> None:
    """When it was last read is no change of the order: no fact for each look."""
    row.seen_at = at
    desk.session.add(row)
    desk.session.flush()


def _lines(
    desk: Desk, account: int, row: models.OnlineOrder, told: Sequence[channels.RemoteLine], *, again: bool
) -> bool:
    assert row.id is not None
    known = list(holding.lines_of(desk, row.id))
    changed = False
    for line in told:
        fresh = _line(desk, account, row.id, len(known) + 1, line)
        own = _same(known, fresh)
        if own is None:
            known.append(fresh)
            records.create(desk.session, desk.entry, fresh, desk.now, desk.random)
            changed = True
        else:
            changed |= records.change(desk.session, desk.entry, own, **_news(own, fresh, again=again))
    for own in known:
        if not own.remote:
            # Promised by telephone, but not in the order that came.
            changed |= records.change(desk.session, desk.entry, own, cancelled=own.qty)
    return changed


def _same(known: Sequence[models.OnlineLine], fresh: models.OnlineLine) -> models.OnlineLine | None:
    """The line these pieces were before; one that was promised by telephone is told by its goods."""
    by_id = next((own for own in known if set(fresh.remote) & set(own.remote)), None)
    if by_id is not None or fresh.sale_unit is None:
        return by_id
    return next((own for own in known if not own.remote and own.sale_unit == fresh.sale_unit), None)


def _news(own: models.OnlineLine, fresh: models.OnlineLine, *, again: bool) -> dict[str, Any]:
    """What the platform says anew of a line: what was cancelled stays so, unless all is wanted `again`; of a promise,
    everything."""
    if again:
        return {"cancelled": min(fresh.cancelled, own.qty), "remote": fresh.remote}
    if own.remote:
        return {"cancelled": max(own.cancelled, min(fresh.cancelled, own.qty)), "remote": fresh.remote}
    names = ("unit", "sku", "name", "qty", "price", "cancelled", "remote")
    return {name: getattr(fresh, name) for name in names}


def _line(desk: Desk, account: int, order: int, position: int, line: channels.RemoteLine) -> models.OnlineLine:
    unit = _unit(desk, account, line)
    return models.OnlineLine(
        uid="", online_order=order, position=position,
        unit=unit.id if unit else None,
        sale_unit=unit.sale_unit if unit else None,
        item=unit.item if unit else None,
        sku=_plain(line.sku, LONGEST), name=_plain(line.name, LONGEST_TEXT), qty=line.quantity * quantity.ONE,
        price=line.price, cancelled=line.cancelled * quantity.ONE, remote=list(line.ids),
    )  # fmt: skip


def _unit(desk: Desk, account: int, line: channels.RemoteLine) -> models.ListingUnit | None:
    mine = select(models.ListingUnit).where(models.ListingUnit.account == account)
    if line.remote_unit:
        found = desk.session.exec(mine.where(models.ListingUnit.remote == line.remote_unit)).first()
        if found is not None:
            return found
    return desk.session.exec(mine.where(models.ListingUnit.seller_sku == line.sku)).first() if line.sku else None


@use_case(Right.PACK)
def match(desk: Desk, line: int, sale_unit: int) -> None:
    """Say which goods of the shop a line of an order is; they are held from now on, and the word is remembered.

    Raises NotFound, Conflict where it is known already.
    """
    own = desk.session.get(models.OnlineLine, line)
    unit = desk.session.get(models.SaleUnit, sale_unit)
    if own is None or unit is None:
        raise NotFound(N_("There is no such order line."))
    if own.sale_unit is not None:
        raise Conflict(N_("These goods are known already."))
    records.change(desk.session, desk.entry, own, sale_unit=unit.id, item=unit.item)
    row = desk.session.get(models.OnlineOrder, own.online_order)
    assert row is not None
    settle(desk, row, "changed")


@use_case(Right.PACK)
def promise(desk: Desk, account: int, number: str, wanted: Sequence[Wanted]) -> int:
    """Keep goods for an order that the telephone shows and the laptop does not know yet; answers its row.

    When the order comes it becomes this one. Raises Invalid, NotFound for unknown goods, Conflict where it is known.
    """
    number = _plain(number, LONGEST_ID)
    if not number or not wanted or len(wanted) > MOST_LINES:
        raise Invalid(N_("Say the order's number and its goods."), hint=N_("Read them off the phone."))
    if desk.session.get(models.ChannelAccount, account) is None:
        raise NotFound(N_("There is no such account."))
    same = select(models.OnlineOrder).where(
        models.OnlineOrder.account == account,
        (col(models.OnlineOrder.number) == number) | (col(models.OnlineOrder.remote) == number),
    )
    if desk.session.exec(same).first() is not None:
        raise Conflict(N_("This order is here already."), hint=N_("Look at the orders."))
    row = models.OnlineOrder(
        uid="", account=account, remote=PHONE + number, number=number, state="promised", source="phone",
        placed_at=desk.now, seen_at=desk.now,
    )  # fmt: skip
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert row.id is not None
    for position, one in enumerate(wanted, 1):
        own = _promised(desk, account, row.id, position, one)
        records.create(desk.session, desk.entry, own, desk.now, desk.random)
    step(desk, row, "promised")
    holding.hold(desk, row, "phone")
    return row.id


def _promised(desk: Desk, account: int, order: int, position: int, wanted: Wanted) -> models.OnlineLine:
    unit = desk.session.get(models.SaleUnit, wanted.sale_unit)
    if unit is None:
        raise NotFound(N_("There are no such goods."))
    quantity.within_limit(wanted.qty)
    listed = desk.session.exec(
        select(models.ListingUnit).where(
            models.ListingUnit.account == account, models.ListingUnit.sale_unit == wanted.sale_unit
        )
    ).first()
    return models.OnlineLine(
        uid="", online_order=order, position=position, unit=listed.id if listed else None, sale_unit=unit.id,
        item=unit.item, sku=listed.seller_sku if listed else "", qty=wanted.qty,
        price=listed.price if listed else unit.price or 0,
    )  # fmt: skip


@use_case(Right.PACK)
def let_go(desk: Desk, order: int) -> None:
    """An order promised by telephone never came: its goods are free again. Raises NotFound, Conflict for any other."""
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state != "promised":
        raise Conflict(N_("This order came, so it is not let go."), hint=N_("Cancel it instead."))
    step(desk, row, "cancelled")
    holding.hold(desk, row, "let_go")


@use_case(Right.PACK)
def keep_on(desk: Desk, order: int) -> None:
    """Somebody looked at an order promised by telephone that did not come yet: its goods stay kept.

    Raises NotFound, Conflict for any other.
    """
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state != "promised":
        raise Conflict(N_("This order came already."), hint=N_("Look at the orders."))
    records.change(desk.session, desk.entry, row, seen_at=desk.now)
