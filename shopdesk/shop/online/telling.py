"""What a platform tells of some orders, laid beside what the shop knows of them: rows and lines made or changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity, thaitext
from shopdesk.db import models, records
from shopdesk.shop import channels
from shopdesk.shop.desk import Desk

MOST_LINES = 500
LONGEST, LONGEST_TEXT, LONGEST_ID = 120, 500, 60
PHONE = "phone:"
_PERSONAL = frozenset({"buyer", "phone", "address", "note", "more"})
_CAN_BE_EDITED = ("unpaid", "new", "packing", "attention")
_ADDRESS = ("name", "phone", "street", "subdistrict", "district", "province", "postcode", "country", "full")


@dataclass(slots=True)
class Told:
    """An order as it is told, its row where the shop has one, and what follows for its state."""

    order: channels.RemoteOrder
    row: models.OnlineOrder | None
    new: bool = field(init=False)
    before: str = field(init=False)
    changed: bool = False

    def __post_init__(self) -> None:
        self.new, self.before = self.row is None, "" if self.row is None else self.row.state

    @property
    def own(self) -> models.OnlineOrder:
        """The row, once it is there."""
        assert self.row is not None
        return self.row

    @property
    def news(self) -> bool:
        """Whether it is not older than what is known."""
        seen = self.row.changed_at if self.row is not None else None
        return seen is None or self.order.changed_at >= seen

    @property
    def state(self) -> str:
        """What follows; an order that the buyer cancelled and bought again after all is for a person to look at."""
        if self.new or self.before == "promised":
            return self.order.state
        revived = self.before == "cancelled" and self.order.state in ("new", "packing", "ready")
        return (
            "attention" if revived and "cancel" not in self.own.more
            else orderstate.follows(self.before, self.order.state)
        )  # fmt: skip


@dataclass(slots=True)
class Known:
    """What the shop has of some orders: rows by their number there, lines by order, units by the names they go by."""

    rows: dict[str, models.OnlineOrder]
    lines: dict[int, list[models.OnlineLine]]
    by_remote: dict[str, models.ListingUnit]
    by_sku: dict[str, models.ListingUnit]

    def row(self, order: channels.RemoteOrder) -> models.OnlineOrder | None:
        """The row of an order we have, or of one that was promised by telephone under its number."""
        names = (order.remote, *_promised(order))
        return next((self.rows[name] for name in names if name in self.rows), None)

    def unit(self, line: channels.RemoteLine) -> models.ListingUnit | None:
        """What is listed under the names of a line."""
        found = self.by_remote.get(line.remote_unit) if line.remote_unit else None
        return found or (self.by_sku.get(line.sku) if line.sku else None)


def _promised(order: channels.RemoteOrder) -> list[str]:
    return [f"{PHONE}{name}" for name in dict.fromkeys((order.number, order.remote)) if name]


def known(desk: Desk, account: int, orders: Sequence[channels.RemoteOrder]) -> Known:
    """Read at once what the shop has of these orders."""
    names = [name for order in orders for name in (order.remote, *_promised(order))]
    rows = desk.session.exec(
        select(models.OnlineOrder).where(
            models.OnlineOrder.account == account, col(models.OnlineOrder.remote).in_(names)
        )
    ).all()
    lines: dict[int, list[models.OnlineLine]] = {row.id or 0: [] for row in rows}
    mine = select(models.OnlineLine).where(col(models.OnlineLine.online_order).in_(lines))
    for line in desk.session.exec(mine.order_by(col(models.OnlineLine.position))).all() if lines else ():
        lines[line.online_order].append(line)
    return Known({row.remote: row for row in rows}, lines, *_units(desk, account, orders))


def _units(
    desk: Desk, account: int, orders: Sequence[channels.RemoteOrder]
) -> tuple[dict[str, models.ListingUnit], dict[str, models.ListingUnit]]:
    told = [line for order in orders for line in order.lines]
    remotes = {line.remote_unit for line in told if line.remote_unit}
    skus = {line.sku for line in told if line.sku}
    named = col(models.ListingUnit.remote).in_(remotes) | col(models.ListingUnit.seller_sku).in_(skus)
    found = desk.session.exec(
        select(models.ListingUnit)
        .where(models.ListingUnit.account == account, named)
        .order_by(col(models.ListingUnit.id).desc())
    ).all()
    return {unit.remote: unit for unit in found}, {unit.seller_sku: unit for unit in found}


def check(order: channels.RemoteOrder) -> None:
    """Raise Invalid for an order that contradicts itself."""
    if not order.remote.strip() or not 0 < len(order.lines) <= MOST_LINES:
        raise Invalid(N_("The order has no lines, or far too many."), hint=N_("Look at it on the platform."))
    for line in order.lines:
        if line.quantity < 1 or not 0 <= line.cancelled <= line.quantity or not line.ids:
            raise Invalid(N_("The order has a quantity that cannot be."), hint=N_("Look at it on the platform."))
        quantity.within_limit(line.quantity * quantity.ONE)
        money.within_limit(line.price)
    for amount in (order.goods, order.shipping, order.discount, order.total):
        money.within_limit(amount)


def rows(desk: Desk, account: int, told: Sequence[Told], source: str) -> None:
    """Bring the rows of orders to what is told; each then has one."""
    fresh = [one for one in told if one.row is None]
    for one in fresh:
        values = _values(desk, one.order, source)
        one.row = models.OnlineOrder(uid="", account=account, state=one.order.state, **values)
        one.changed = True
    for one in told:
        if not one.new:
            _again(desk, one, _values(desk, one.order, source))
    records.create_all(desk.session, desk.entry, [one.own for one in fresh], desk.now, desk.random)


def _again(desk: Desk, told: Told, values: dict[str, Any]) -> None:
    """When it was last read is no change of the order: no fact for each look."""
    row = told.own
    # What the shop decided stands until the platform was told.
    decided = {word: row.more[word] for word in ("cancel", "answer") if word in row.more}
    values["more"] = {**decided, **values["more"]}
    row.seen_at = values.pop("seen_at")
    state = told.state
    told.changed = records.change(desk.session, desk.entry, row, **_only_ours(row, values), state=state)


def _values(desk: Desk, order: channels.RemoteOrder, source: str) -> dict[str, Any]:
    return {
        "remote": order.remote[:LONGEST_ID],
        "number": plain(order.number or order.remote, LONGEST_ID),
        "raw": plain(order.raw, LONGEST_ID),
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
        "buyer": plain(order.buyer, LONGEST),
        "phone": plain(order.phone, LONGEST),
        "address": {key: plain(order.address[key], LONGEST_TEXT) for key in _ADDRESS if order.address.get(key)},
        "note": plain(order.note, LONGEST_TEXT),
        "wants": order.wants if order.wants in ("cancel", "return") else "",
        "more": {plain(k, 40): plain(v, LONGEST) for k, v in list(order.more.items())[:20]},
    }


def plain(text: str, longest: int) -> str:
    """A buyer's or platform's words as they are kept."""
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


def lines(desk: Desk, known: Known, told: Sequence[Told]) -> None:
    """Bring the lines of orders to what is told."""
    made = []
    for one in told:
        own = known.lines.setdefault(one.own.id or 0, [])
        before = len(own)
        again = (one.before, one.state) == ("cancelled", "attention")
        edits = one.own.source == "api" and one.before in _CAN_BE_EDITED
        fresh = [_line(known, one.own.id or 0, line) for line in one.order.lines]
        one.changed |= _lines(desk, own, fresh, again=again, edits=edits)
        made += own[before:]
    records.create_all(desk.session, desk.entry, made, desk.now, desk.random)


def _lines(
    desk: Desk, known: list[models.OnlineLine], told: Sequence[models.OnlineLine], *, again: bool, edits: bool
) -> bool:  # fmt: skip
    """Change the known lines by those told, and put those that are new behind them; answers whether anything did.

    `edits` where what is told is the whole order, and a person may have changed it there by hand.
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
            changed |= records.change(desk.session, desk.entry, own, **_news(own, fresh, again=again, edits=edits))
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


def _news(own: models.OnlineLine, fresh: models.OnlineLine, *, again: bool, edits: bool) -> dict[str, Any]:
    """What the platform says anew of a line: what was cancelled stays so, unless all is wanted `again`; of a promise,
    everything. Pieces that a person took out by hand were cancelled, pieces put in are wanted too."""
    if again:
        return {"cancelled": min(fresh.cancelled, own.qty), "remote": fresh.remote}
    if own.remote and edits:
        qty, left = max(own.qty, fresh.qty), fresh.qty - fresh.cancelled
        gone = max(own.cancelled, qty - left)
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
