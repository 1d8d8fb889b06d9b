"""The board of orders from everywhere: what is to be done next, with its deadline and how old the news are."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate
from shopdesk.db import models, quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import contents, holding, leaving, packing, shortage
from shopdesk.shop.online.leaving import NEVER, Leaving
from shopdesk.shop.rights import Right, use_case

MOST = 200
_CARDS = (
    "SELECT o.id, o.account, a.name, a.channel, o.number, o.state, o.raw, o.buyer, o.total, o.cod, o.placed_at, "
    "o.deadline, o.seen_at, o.source, CASE WHEN json_extract(o.more, '$.answer') IS NULL "
    "AND o.state NOT IN ('cancelled', 'returned') THEN o.wants ELSE '' END, "
    "o.note, (SELECT group_concat(n, ', ') FROM (SELECT l.name || "
    "CASE WHEN l.qty - l.cancelled > 1000 THEN ' × ' || ((l.qty - l.cancelled) / 1000) ELSE '' END AS n "
    "FROM online_line l WHERE l.online_order = o.id AND (l.qty > l.cancelled OR o.state = 'cancelled') "
    "ORDER BY l.position LIMIT 3)), "
    "(SELECT count(*) FROM online_line l WHERE l.online_order = o.id AND l.sale_unit IS NULL), "
    "(SELECT coalesce(sum(l.packed), 0) FROM online_line l WHERE l.online_order = o.id), "
    "(SELECT coalesce(sum(l.qty - l.cancelled), 0) FROM online_line l WHERE l.online_order = o.id), "
    "(SELECT done FROM (SELECT max(e.kind = 'label_got') + 2 * max(e.kind = 'label_printed') AS done, "
    "max(e.kind = 'handed_over') AS away FROM parcel p JOIN parcel_event e ON e.parcel = p.id "
    "WHERE p.online_order = o.id AND p.archived_at IS NULL GROUP BY p.id) ORDER BY away, done LIMIT 1), "
    "(SELECT max(p.tracking) FROM parcel p WHERE p.online_order = o.id AND p.archived_at IS NULL), "
    "(SELECT json_group_array(json_array(name, photo, icon, tint)) FROM (SELECT p.name, p.photo, "
    "coalesce(c.icon, 'package') AS icon, coalesce(c.tint, 'n') AS tint FROM online_line l "
    "JOIN item i ON i.id = l.item JOIN product p ON p.id = i.product LEFT JOIN category c ON c.id = p.category "
    "WHERE l.online_order = o.id AND (l.qty > l.cancelled OR o.state = 'cancelled') ORDER BY l.position LIMIT 2)), "
    "coalesce(json_extract(o.more, '$.theirs'), '') = 'all', "
    "(SELECT count(*) FROM parcel p WHERE p.online_order = o.id AND p.archived_at IS NULL), "
    "(SELECT count(DISTINCT p.id) FROM parcel p JOIN parcel_event e ON e.parcel = p.id AND e.kind = 'handed_over' "
    "WHERE p.online_order = o.id AND p.archived_at IS NULL), coalesce(json_extract(o.more, '$.look'), ''), "
    # A platform that took off what was cancelled says a smaller sum itself.
    "CASE WHEN o.state <> 'cancelled' AND o.total = o.shipping - o.discount + "
    "(SELECT coalesce(sum(l.qty * l.price / 1000), 0) FROM online_line l WHERE l.online_order = o.id) "
    "THEN (SELECT coalesce(sum(l.cancelled * l.price / 1000), 0) FROM online_line l WHERE l.online_order = o.id) "
    "ELSE 0 END, coalesce(json_extract(a.options, '$.practice'), 0) "
    "FROM online_order o JOIN channel_account a ON a.id = o.account "
    "WHERE o.id IN (SELECT value FROM json_each(:ids))"
)
# It left, and its buyer waits for an answer: it is not over.
_ASKS = (
    "(o.state IN ('shipped', 'delivered', 'completed') AND o.wants <> '' AND json_extract(o.more, '$.answer') IS NULL)"
)
_WANTED = (
    "FROM online_order o JOIN channel_account a ON a.id = o.account WHERE (:account = 0 OR o.account = :account) "  # noqa: S608
    f"AND ((o.state IN (SELECT value FROM json_each(:states)) AND NOT {_ASKS}) OR (({_ASKS} "
    "OR (o.state IN ('cancelled', 'returned') AND json_extract(o.more, '$.look') IN ('open', 'back', 'money'))) "
    "AND 'problem' IN (SELECT value FROM json_each(:states)))) "
)
# Of an order that is over a parcel may still be here, to be unpacked, or it is to be said what came back.
_LEFT = (
    f"((o.state IN ('shipped', 'delivered', 'completed') AND NOT {_ASKS}) OR (o.state IN ('cancelled', 'returned') "
    "AND coalesce(json_extract(o.more, '$.look'), '') NOT IN ('open', 'back', 'money')))"
)
_HERE = (
    "SELECT o.id, o.state, o.placed_at, o.deadline, coalesce(json_extract(o.more, '$.theirs'), '') = 'all' "
    f"{_WANTED}AND NOT {_LEFT}"
)
_GONE = f"SELECT o.id {_WANTED}AND {_LEFT} ORDER BY o.placed_at DESC LIMIT :most"
_COUNT = f"SELECT count(*) {_WANTED}"
_PICTURES = (
    "SELECT l.id, p.name, p.photo, coalesce(c.icon, 'package'), coalesce(c.tint, 'n') FROM online_line l "
    "JOIN item i ON i.id = l.item JOIN product p ON p.id = i.product LEFT JOIN category c ON c.id = p.category "
    "WHERE l.online_order = :order"
)
_COUNTS = (
    f"SELECT CASE WHEN {_ASKS} THEN 'asked' ELSE o.state END AS stands, count(*) FROM online_order o "  # noqa: S608
    "WHERE o.state NOT IN ('unpaid', 'new', 'packing', 'ready') "
    "OR coalesce(json_extract(o.more, '$.theirs'), '') <> 'all' GROUP BY stands"
)
_NUMBERED = (
    "SELECT o.id, a.name FROM online_order o JOIN channel_account a ON a.id = o.account "
    "WHERE (o.number = :n OR o.remote = :n) AND (:account = 0 OR o.account = :account) LIMIT 5"
)
_TRACKED = (
    "SELECT DISTINCT o.id, a.name FROM parcel p JOIN online_order o ON o.id = p.online_order "
    "JOIN channel_account a ON a.id = o.account WHERE p.tracking = :n AND p.archived_at IS NULL "
    "AND (:account = 0 OR o.account = :account) LIMIT 5"
)
# Nobody is told a day for them, and yet they are not to be overlooked: they are as pressing as what is late.
_ASIDE = ("promised", "problem", "cancelled", "returned")
_AWAY = ("shipped", "delivered", "completed", "cancelled", "returned")
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("new", ("new", "attention", "promised", "unpaid")),
    ("packing", ("packing",)),
    ("ready", ("ready",)),
    ("shipped", ("shipped", "delivered")),
    ("problem", ("problem", "returned")),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What goods look like: their photo, else the icon and colour of their category."""

    name: str
    photo: str
    icon: str
    tint: str


@dataclass(frozen=True, slots=True)
class Card:
    """An order on the board: `goods` in few words, `unknown` lines nobody matched, packed of wanted in thousandths.

    `seen_at` says how old the news are, `wants` what the buyer asks that nobody answered yet; `labelled` 0 none, 1 got,
    2 or 3 printed, of the parcel here that is least far. `pictures` are of the first two goods the shop knows.
    `theirs`: its platform packs and sends it. `short` pieces of what it wants are not there (thousandths); `look` says
    what there is to see about, in a word of `orderstate`. Of `boxes` that are closed some have `gone`. `leaving` says
    until when it has to leave, for one that is here. `total` is of what is left of it; where a part was cancelled
    `was` is what it came to before. `practice`: nobody far away bought it.
    """

    id: int
    account: int
    account_name: str
    channel: str
    number: str
    state: str
    raw: str
    buyer: str
    total: int
    cod: bool
    placed_at: datetime
    deadline: datetime | None
    seen_at: datetime | None
    source: str
    wants: str
    note: str
    goods: str
    unknown: int
    packed: int
    wanted: int
    labelled: int
    tracking: str
    pictures: tuple[Picture, ...] = ()
    theirs: bool = False
    boxes: int = 0
    gone: int = 0
    look: str = ""
    leaving: Leaving = NEVER
    short: int = 0
    was: int = 0
    practice: bool = False

    @property
    def estimated(self) -> bool:
        """Whether `total` is only what it comes to as it is listed: it was promised by telephone."""
        return self.source == "phone"

    @property
    def until(self) -> datetime | None:
        """Until when it has to leave: what the shop promised, where that is earlier than the platform's deadline."""
        return self.leaving.by or self.deadline

    @property
    def asked(self) -> bool:
        """Whether it left and its buyer waits for an answer: it is not over."""
        return bool(self.wants) and self.state in orderstate.LEFT

    @property
    def next(self) -> str:
        """What is to be done next here: "pack", "ship", or "" where the shop waits. An order that was arranged in the
        platform's app and lies in no parcel yet is packed first."""
        unpacked = self.state == "ready" and (self.packed < self.wanted or not self.boxes)
        if self.theirs:
            return ""
        return "pack" if unpacked or self.state in packing.PACKABLE else "ship" if self.state == "ready" else ""


@dataclass(frozen=True, slots=True)
class Whole:
    """One order with everything there is to see of it; `left` are its parcels that were handed over, `short` what its
    lines want and is not there."""

    card: Card
    order: models.OnlineOrder
    lines: Sequence[models.OnlineLine]
    parcels: Sequence[models.Parcel]
    steps: Sequence[tuple[datetime, str, str]]
    left: Set[int] = frozenset()
    short: Mapping[int, int] = field(default_factory=dict)


@use_case(Right.LOOK)
def cards(desk: Desk, states: Sequence[str] = orderstate.TO_DO, account: int = 0, most: int = MOST) -> list[Card]:
    """Orders in these states, the most pressing first; after them those that left, the latest first.

    One that left and whose buyer waits for an answer is trouble, and stands before all. Of more than `most`, those
    that left stay out first, then those that have longest to wait.
    """
    here, when = _here(desk, states, account, most)
    asked = {**_asked(states, account), "most": most - len(here)}
    gone = [order for (order,) in quick.rows(desk.session.connection(), _GONE, asked)] if asked["most"] else []
    found = _cards(desk, [*here, *gone], when)
    first = [card for card in found if card.asked or card.state not in _AWAY]
    return sorted(first, key=_pressing) + [card for card in found if not card.asked and card.state in _AWAY]


@use_case(Right.LOOK)
def count(desk: Desk, states: Sequence[str], account: int = 0) -> int:
    """How many orders are in these states, however few `cards` answers."""
    return int(quick.first(desk.session.connection(), _COUNT, _asked(states, account))[0])


def _asked(states: Sequence[str], account: int) -> dict[str, object]:
    return {"states": "[" + ",".join(f'"{state}"' for state in states) + "]", "account": account}


def _here(desk: Desk, states: Sequence[str], account: int, most: int) -> tuple[list[int], Mapping[int, Leaving]]:
    """The most pressing orders that did not leave, and until when each has to."""
    rows = quick.rows(desk.session.connection(), _HERE, _asked(states, account))
    when = _leaving(desk, rows)

    def pressing(row: Sequence[Any]) -> tuple[bool, datetime]:
        order, state, placed, deadline, _theirs = row
        if state in orderstate.LEFT:
            return False, clock.EPOCH
        until = when.get(order, NEVER).by or (clock.from_ms(deadline) if deadline else None)
        if until is None or state in _ASIDE:
            return state not in _ASIDE, clock.from_ms(placed)
        return False, until

    return [row[0] for row in sorted(rows, key=pressing)[:most]], when


def _leaving(desk: Desk, rows: Sequence[Any]) -> Mapping[int, Leaving]:
    held = {
        order: (clock.from_ms(placed), clock.from_ms(deadline) if deadline else None)
        for order, state, placed, deadline, theirs in rows
        if state in orderstate.HOLDING and not theirs
    }
    return leaving.waiting(desk, held) if held else {}


def _pressing(card: Card) -> tuple[bool, bool, datetime]:
    return not card.asked, card.until is None, card.until or card.placed_at


def _cards(desk: Desk, orders: Sequence[int], when: Mapping[int, Leaving]) -> list[Card]:
    """These orders, in this order."""
    rows = quick.rows(desk.session.connection(), _CARDS, {"ids": quick.numbers(orders)})
    found = {card.id: card for card in map(_card, rows)}
    short = shortage.of_lines(desk) if when else {}
    return [
        replace(
            found[order], leaving=when.get(order, NEVER),
            short=sum(short.get(order, {}).values()) if order in when and found[order].state != "ready" else 0,
        )
        for order in orders
    ]  # fmt: skip


def _card(row: Sequence[object]) -> Card:
    values = list(row)
    for at in (10, 11, 12):
        values[at] = clock.from_ms(values[at]) if values[at] else None  # type: ignore[arg-type]
    values[9] = bool(values[9])
    values[16], values[20], values[21] = values[16] or "", values[20] or 0, values[21] or ""
    values[22] = tuple(Picture(*one) for one in json.loads(str(values[22])))
    values[23] = bool(values[23])
    practice, less, total = bool(values.pop()), values.pop(), values[8]
    values[8] = total - less  # type: ignore[operator]
    return replace(Card(*values), was=total if less else 0, practice=practice)  # type: ignore[arg-type]


@use_case(Right.LOOK)
def counts(desk: Desk) -> Mapping[str, int]:
    """How many orders are in each state; those that wait for their platform alone wait for nobody here. "asked" are
    those that left and whose buyer waits for an answer."""
    return dict(quick.rows(desk.session.connection(), _COUNTS))


@use_case(Right.LOOK)
def one(desk: Desk, order: int) -> Whole:
    """An order whole; raises NotFound."""
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    own = (order, row.state, clock.to_ms(row.placed_at), clock.to_ms(row.deadline) if row.deadline else None,
            row.more.get(orderstate.THEIRS) == orderstate.ALL)  # fmt: skip
    (card,) = _cards(desk, [order], _leaving(desk, [own]))
    steps = quick.rows(
        desk.session.connection(),
        "SELECT j.at, e.state, e.raw FROM order_event e JOIN journal j ON j.id = e.journal "
        "WHERE e.online_order = :order ORDER BY e.id",
        {"order": order},
    )
    told = [(clock.from_ms(at), state, raw) for at, state, raw in steps]
    return Whole(
        card, row, holding.lines_of(desk, order), packing.parcels(desk, order), told, contents.left(desk, order),
        shortage.of_lines(desk).get(order, {}) if card.short else {},
    )  # fmt: skip


@use_case(Right.LOOK)
def pictures(desk: Desk, order: int) -> Mapping[int, Picture]:
    """What the goods of an order look like, by its lines; unknown goods are not among them."""
    rows = quick.rows(desk.session.connection(), _PICTURES, {"order": order})
    return {line: Picture(*rest) for line, *rest in rows}


@use_case(Right.LOOK)
def by_number(desk: Desk, number: str, account: int = 0) -> int:
    """The order of this number (the channel's), or parcel's tracking number, at one account or (0) at any.

    Raises NotFound, Conflict where several accounts have it.
    """
    asked = {"n": number.strip(), "account": account}
    for statement in (_NUMBERED, _TRACKED):
        found = quick.rows(desk.session.connection(), statement, asked)
        if len(found) > 1:
            raise Conflict(N_("Several platforms have this number."), hint=", ".join(name for _id, name in found))
        if found:
            return int(found[0][0])
    raise NotFound(N_("There is no such order."))
