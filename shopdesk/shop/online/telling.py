"""What a platform tells of some orders, laid beside what the shop knows of them: rows and lines made or changed."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity, thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop import channels, settlements_own
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import contents, elsewhere, posting

MOST_LINES = 500
BAHT = "THB"
LONGEST, LONGEST_TEXT, LONGEST_ID = 120, 500, 60
PHONE = "phone:"
_PERSONAL = frozenset({"buyer", "phone", "address", "note", "more"})
# A platform's clock may be before ours by so much; what is told of later was not seen yet.
_AHEAD = timedelta(hours=1)
# Numbers so long are a platform's own for all its shops; short ones every shop counts anew.
_SHORTEST_OF_ALL = 10
# Other accounts of the platform, by its files or over the line; short numbers are the same order only in one shop.
_OTHERS = (
    "a JOIN channel_account m ON m.id = :account AND a.id <> m.id "
    "AND replace(a.channel, '-file', '') = replace(m.channel, '-file', '') JOIN online_order o ON o.account = a.id "
    "AND o.remote IN (SELECT value FROM json_each(:remotes)) AND (length(o.remote) >= :shortest "
    "OR m.channel LIKE '%-file' OR (a.shop <> '' AND a.shop = m.shop AND a.place = m.place))"
)
_TWINS = f"SELECT a.name, o.number FROM channel_account {_OTHERS} WHERE a.archived_at IS NULL LIMIT 1"  # noqa: S608
_SOLD_THERE = (
    f"SELECT DISTINCT o.remote FROM channel_account {_OTHERS} "  # noqa: S608
    "WHERE EXISTS (SELECT 1 FROM sale s WHERE s.bill = o.uid) OR json_extract(o.more, '$.earlier') = 'yes'"
)
_ADDRESS = ("name", "phone", "street", "subdistrict", "district", "province", "postcode", "country", "full")


@dataclass(slots=True)
class Told:
    """An order as it is told, its row where the shop has one, whether it was `sold` or some of it `left`, and what
    follows for its state; `again` where it was cancelled and is wanted again, and nobody saw about it yet.

    What was promised by telephone says nothing yet of the order itself: neither goods nor an end.
    """

    order: channels.RemoteOrder
    row: models.OnlineOrder | None
    sold: bool = False
    left: bool = False
    new: bool = field(init=False)
    before: str = field(init=False)
    state: str = field(init=False)
    again: bool = field(init=False)
    changed: bool = False

    def __post_init__(self) -> None:
        self.new, self.before = self.row is None, "" if self.row is None else self.row.state
        if self.row is not None and self.row.remote.startswith(PHONE):
            self.before = "promised"
        self.again = not self.new and self.before in ("cancelled", "attention") and self._revived()
        self.state = self._follows()

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

    def _revived(self) -> bool:
        """Whether it was cancelled and is wanted again, as long as nobody did anything about it.

        A file without times that tells it so is an older one.
        """
        noted = self.own.more
        if self.order.state not in ("new", "packing", "ready") or orderstate.EARLIER in noted:
            return False
        if self.before == "attention":
            return orderstate.AGAIN in noted
        return not ended_by_shop(noted) and (self.own.source != "file" or self._newer)

    @property
    def _newer(self) -> bool:
        return self.own.changed_at is None or self.order.changed_at > self.own.changed_at

    @property
    def older(self) -> bool:
        """Whether the shop has later news: what is told now stood in an older file."""
        if self.new or self.before == "promised":
            return False
        alive = self.order.state in ("unpaid", "new", "packing", "ready") and not ended_by_shop(self.own.more)
        return not self.news or (self.before == "cancelled" and alive and not self._newer)

    def _follows(self) -> str:
        """What follows; an order that the buyer cancelled and bought again after all is for a person to look at."""
        if self.new or self.before == "promised":
            return self.order.state
        noted = self.own.more
        if noted.get(orderstate.EARLIER):
            over = self.order.state in (*orderstate.LEFT, "cancelled", "returned")
            return self.order.state if over else self.before
        if self.again:
            return "attention"
        return orderstate.follows(self.before, self.order.state, left=self.left or orderstate.AWAY in noted)


def ended_by_shop(noted: Mapping[str, str]) -> bool:
    """Whether the shop cancelled, or agreed to what the buyer asked."""
    agreed = noted.get(orderstate.ANSWER) == "yes" and noted.get(orderstate.ANSWERED, "").startswith("cancel")
    return orderstate.CANCEL in noted or agreed


@dataclass(slots=True)
class Known:
    """What the shop has of some orders: rows by their number there, lines by order, the uids of those that were sold,
    the ids of those of which a parcel left, units by the names they go by."""

    rows: dict[str, models.OnlineOrder]
    lines: dict[int, list[models.OnlineLine]]
    sold: Set[str]
    left: Set[int]
    by_remote: dict[str, models.ListingUnit]
    by_sku: dict[str, models.ListingUnit]

    def told(self, order: channels.RemoteOrder) -> Told:
        """An order beside its row, or that of one which was promised by telephone under its number."""
        names = (order.remote, *_promised(order))
        row = next((self.rows[name] for name in names if name in self.rows), None)
        sold = row is not None and row.uid in self.sold
        return Told(order, row, sold, sold or (row is not None and row.id in self.left))

    def unit(self, line: channels.RemoteLine) -> models.ListingUnit | None:
        """What is listed under the names of a line."""
        found = self.by_remote.get(line.remote_unit) if line.remote_unit else None
        return found or (self.by_sku.get(line.sku) if line.sku else None)


def _promised(order: channels.RemoteOrder) -> list[str]:
    return [promised(name) for name in dict.fromkeys((order.number, order.remote)) if name]


def promised(number: str) -> str:
    """What a promise under this number stands under: as people type numbers, in small letters or behind a #."""
    return PHONE + "".join(letter for letter in number.upper() if letter.isalnum())[:LONGEST_ID]


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
    sold = posting.sold(desk, rows)
    left = contents.some_left(desk, sorted(lines)) if lines else set()
    return Known({row.remote: row for row in rows}, lines, sold.keys(), left, *_units(desk, account, orders))


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
    """Raise Invalid for an order that contradicts itself, or whose money is not ours to count."""
    if order.currency != BAHT:
        raise Invalid(
            N_("The order counts in {currency}, not in baht."), hint=N_("Set your shop there to Thai baht."),
            currency=plain(order.currency, 10) or "?",
        )  # fmt: skip
    if not order.remote.strip() or not 0 < len(order.lines) <= MOST_LINES:
        raise Invalid(N_("The order has no lines, or far too many."), hint=N_("Look at it on the platform."))
    pieces = [piece for line in order.lines for piece in line.ids]
    if len(pieces) != len(set(pieces)):
        raise Invalid(N_("The order names a piece twice."), hint=N_("Look at it on the platform."))
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
    _no_twins(desk, account, [one.order for one in fresh])
    before = earlier(desk, account, fresh)
    for one in fresh:
        values = _values(desk, one.order, source)
        if one.order.remote in before:
            values["more"][orderstate.EARLIER] = "yes"
            one.state = "shipped" if one.state in orderstate.HOLDING else one.state
        one.row = models.OnlineOrder(uid="", account=account, state=one.order.state, **values)
        one.changed = True
    for one in told:
        if not one.new:
            _again(desk, one, _values(desk, one.order, source))
    records.create_all(desk.session, desk.entry, [one.own for one in fresh], desk.now, desk.random)
    if fresh:
        settlements_own.came_home(desk, account, {one.own.number: one.own.more for one in fresh})


def earlier(desk: Desk, account: int, fresh: Sequence[Told]) -> set[str]:
    """Those of some orders that are new here and no sale of this account: they left before it was here, or another
    account of this platform had them, which may be put away by now."""
    connection = desk.session.connection()
    asked = _asked(account, [one.order for one in fresh])
    found = {remote for (remote,) in quick.rows(connection, _SOLD_THERE, asked)} if fresh else set[str]()
    left = [one.order for one in fresh if one.order.state in orderstate.LEFT]
    began = settlements_own.began(desk, account) if left else None
    return found | {order.remote for order in left if began and order.placed_at < began}


def _again(desk: Desk, told: Told, values: dict[str, Any]) -> None:
    """When it was last read is no change of the order: no fact for each look."""
    row = told.own
    noted = {word: row.more[word] for word in orderstate.OWN - {orderstate.THEIRS} if word in row.more}
    asked = orderstate.wish(values["wants"], values["more"].get("reverse", ""))
    if not orderstate.same_wish(noted.get(orderstate.ANSWERED, ""), asked):
        # The answer was to another wish, or the platform knows it.
        noted = {word: kept for word, kept in noted.items() if word not in (orderstate.ANSWER, orderstate.ANSWERED)}
    values["more"] = noted | values["more"]
    if row.changed_at is not None and values["changed_at"] < told.order.changed_at:
        # By our clock that is still to come: not a change of its own at each look.
        values["changed_at"] = row.changed_at
    row.seen_at = values.pop("seen_at")
    told.changed = records.change(desk.session, desk.entry, row, **_only_ours(row, values))


def _values(desk: Desk, order: channels.RemoteOrder, source: str) -> dict[str, Any]:
    return {
        "remote": order.remote[:LONGEST_ID],
        "number": plain(order.number or order.remote, LONGEST_ID),
        "raw": plain(order.raw, LONGEST_ID),
        "source": source,
        "placed_at": order.placed_at,
        "changed_at": min(order.changed_at, desk.now + _AHEAD),
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
        "more": {_of_theirs(plain(k, 40)): plain(v, LONGEST) for k, v in list(order.more.items())[:20]}
        | elsewhere.noted(order),
    }


def _of_theirs(word: str) -> str:
    """A platform's word that is none of the shop's own notes."""
    return f"{word}_" if word in orderstate.OWN else word


def _no_twins(desk: Desk, account: int, orders: Sequence[channels.RemoteOrder]) -> None:
    """Raise Conflict where another account of the platform has one of these orders: it is one shop twice."""
    twin = quick.first(desk.session.connection(), _TWINS, _asked(account, orders)) if orders else None
    if twin is not None:
        raise Conflict(
            N_("Order {number} is in “{name}” already."), hint=N_("One shop there needs one account. Put one away."),
            name=twin[0], number=twin[1],
        )  # fmt: skip


def _asked(account: int, orders: Sequence[channels.RemoteOrder]) -> dict[str, object]:
    remotes = json.dumps([order.remote for order in orders])
    return {"account": account, "remotes": remotes, "shortest": _SHORTEST_OF_ALL}


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
