"""Producers whose goods the shop sells (คนฝากขาย): who they are, on what terms, and what they are owed.

What is owed is written with each sale, in the takes of its lines; a payout (จ่ายค่าของ) takes it off the book.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import consignment, money, promptpay, thaitext
from shopdesk.core.consignment import Terms
from shopdesk.db import models, quick, records
from shopdesk.shop import day, namesakes, settings, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 120
WHOLE = 10_000
BURDENS = ("shop", "producer")

_LIST = (
    "SELECT p.id, p.party, p.owner, q.name, q.phone, p.promptpay, p.village, p.code, p.photo, "
    "coalesce(b.balance, 0) FROM producer p JOIN party q ON q.id = p.party "
    "LEFT JOIN ledger_balance b ON b.book = 'producer' AND b.party = p.party "
    "WHERE p.archived_at IS NULL AND (:id = 0 OR p.id = :id) ORDER BY q.name"
)
# Since the last payout that stands; who was never paid, since ever.
_SOLD = (
    "WITH since AS (SELECT o.id AS owner, o.party AS party, (SELECT coalesce(max(p.up_to), 0) FROM payout p "
    "WHERE p.book = 'producer' AND p.party = o.party AND p.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM payout r WHERE r.reverses = p.id)) AS last FROM producer q "
    "JOIN owner o ON o.id = q.owner) "
    "SELECT party, sum(net) FROM (SELECT c.party AS party, (SELECT coalesce(sum(t.net), 0) FROM sale_take t "
    "WHERE t.owner = c.owner AND t.owner <> 1 AND t.journal > c.last) AS net FROM since c "
    "UNION ALL SELECT c.party, -t.net FROM sale_void v JOIN sale_line l ON l.sale = v.sale "
    "JOIN sale_take t ON t.line = l.id JOIN since c ON c.owner = t.owner WHERE t.owner <> 1 AND v.journal > c.last) "
    "GROUP BY party"
)
_LYING = (
    "SELECT i.id, p.name, i.variant, coalesce((SELECT u.unit FROM sale_unit u WHERE u.item = i.id AND u.ratio = 1000 "
    "AND u.archived_at IS NULL ORDER BY u.id LIMIT 1), i.base_unit), "
    "g.name, s.location, sum(s.qty), max(l.received) FROM stock s "
    "JOIN item i ON i.id = s.item JOIN product p ON p.id = i.product JOIN location g ON g.id = s.location "
    "JOIN lot l ON l.id = s.lot WHERE s.owner = :owner GROUP BY i.id, s.location HAVING sum(s.qty) <> 0 OR :past "
    "ORDER BY p.name, i.id, s.location"
)
_PRICES = (
    "SELECT u.item, u.price, u.ratio FROM sale_unit u WHERE u.archived_at IS NULL AND u.price > 0 "
    "AND u.item IN (SELECT value FROM json_each(:items)) ORDER BY u.item, u.ratio = 1000, u.position DESC, u.id DESC"
)
_WITHOUT = (
    "SELECT p.owner FROM producer p WHERE p.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM contract c "
    "WHERE c.owner = p.owner AND c.archived_at IS NULL AND c.starts <= :day)"
)
_CONTRACTS = (
    "SELECT owner, item, kind, value, uid FROM contract WHERE archived_at IS NULL AND starts <= :day "
    "AND owner IN (SELECT value FROM json_each(:owners)) ORDER BY starts, id"
)


@dataclass(frozen=True, slots=True)
class Producer:
    """Somebody whose goods the shop sells; `balance` satang is what the shop owes (negative: they owe the shop)."""

    id: int
    party: int
    owner: int
    name: str
    phone: str
    promptpay: str
    village: str
    code: str
    photo: str
    balance: int


@dataclass(frozen=True, slots=True)
class Person:
    """What the shop writes down of a producer; `promptpay` is where money goes, `photo` the name of a picture."""

    name: str
    phone: str = ""
    promptpay: str = ""
    village: str = ""
    code: str = ""
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Heap:
    """Goods of a producer that lie at one place: base-unit thousandths, and the day the last of them came."""

    item: int
    name: str
    unit: str
    place: str
    location: int
    qty: int
    received: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Terms from a date on, for one item or for all goods of a producer.

    Who bears waste, and what becomes of what is not sold: taken home, bought by the shop, or the loss is shared.
    """

    kind: consignment.Kind
    value: int
    starts: str
    item: int | None = None
    agent: bool = False
    agreement: str = ""
    waste: Literal["shop", "producer"] = "shop"
    unsold: Literal["return", "buy", "share"] = "return"


@use_case(Right.LOOK)
def listing(desk: Desk) -> list[Producer]:
    """Every producer in use, by name, with what is owed."""
    return [Producer(*row) for row in quick.rows(desk.session.connection(), _LIST, {"id": 0})]


@use_case(Right.LOOK)
def sold_since(desk: Desk) -> dict[int, int]:
    """What the goods of each producer (by party) brought since they were last paid, in satang."""
    return dict(quick.rows(desk.session.connection(), _SOLD))


@use_case(Right.LOOK)
def without_terms(desk: Desk) -> set[int]:
    """Producers (by owner) with whom nothing is agreed for today: what their goods bring is owed to them whole."""
    rows = quick.rows(desk.session.connection(), _WITHOUT, {"day": settings.today(desk).isoformat()})
    return {row[0] for row in rows}


@use_case(Right.LOOK)
def lying(desk: Desk, producer: int, *, past: bool = False) -> list[Heap]:
    """What lies of a producer's goods, by goods and place; with `past` what lay there once too. Raises NotFound."""
    found = quick.rows(desk.session.connection(), _LYING, {"owner": one(desk, producer).owner, "past": past})
    return [
        Heap(item, f"{name} {variant}".strip(), unit, place, location, qty, received)
        for item, name, variant, unit, place, location, qty, received in found
    ]


@use_case(Right.PRODUCERS)
def add(
    desk: Desk,
    name: str,
    phone: str = "",
    *,
    promptpay_id: str = "",
    village: str = "",
    code: str = "",
    photo: str = "",
) -> Producer:
    """A new producer, an owner of stock from now on.

    Raises Invalid for no name or no proper PromptPay number, Conflict for a code that is somebody else's. Asks where
    there is one of this name.
    """
    card = _cleaned(desk, Person(name, phone, promptpay_id, village, code, photo))
    namesakes.ask_where_known(desk, card.name, {one.party: one.name for one in listing(desk)})

    def new(row: models.Record) -> int:
        made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
        assert made.id is not None
        return made.id

    party = new(models.Party(uid="", name=card.name, phone=card.phone))
    owner = new(models.Owner(uid="", party=party))
    return one(desk, new(models.Producer(uid="", party=party, owner=owner, **_fields(card))))


@use_case(Right.PRODUCERS)
def change(desk: Desk, producer: int, card: Person) -> Producer:
    """What is written of a producer from now on; raises as `add`, NotFound."""
    row = _row(desk, producer)
    card = _cleaned(desk, card, producer)
    party = desk.session.get_one(models.Party, row.party)
    records.change(desk.session, desk.entry, party, name=card.name, phone=card.phone)
    records.change(desk.session, desk.entry, row, **_fields(card))
    return one(desk, producer)


@use_case(Right.PRODUCERS)
def put_away(desk: Desk, producer: int) -> None:
    """Take a producer off the list. Raises NotFound, Conflict where money is open or goods lie here."""
    no_open_ends(desk, one(desk, producer))
    records.archive(desk.session, desk.entry, _row(desk, producer), desk.now)


def no_open_ends(desk: Desk, who: Producer) -> None:
    """Raise Conflict where money is open with a producer or goods of theirs lie here."""
    if who.balance:
        raise Conflict(N_("Money is still owed between you."), hint=N_("Settle it first, then take them off."))
    if lying(desk, who.id):
        raise Conflict(N_("Some of their goods are still here."), hint=N_("Give them back first."))


def _row(desk: Desk, producer: int) -> models.Producer:
    row = desk.session.get(models.Producer, producer)
    if row is None or row.archived_at is not None:
        raise NotFound(N_("There is no such producer."))
    return row


def _cleaned(desk: Desk, card: Person, own: int = 0) -> Person:
    name = thaitext.printable(card.name).strip()[:LONGEST_NAME]
    if not name:
        raise Invalid(N_("The producer needs a name."), hint=N_("Type a name, then save."))
    if card.promptpay.strip():
        promptpay.target(card.promptpay)
    code = card.code.strip()[:20]
    same = select(models.Producer.id).where(models.Producer.code == code, models.Producer.id != own)
    if code and desk.session.exec(same.where(col(models.Producer.archived_at).is_(None))).first() is not None:
        raise Conflict(N_("Somebody else has this code."), hint=N_("Choose another code."))
    phone, village = thaitext.printable(card.phone).strip()[:40], thaitext.printable(card.village).strip()[:80]
    return Person(name, phone, card.promptpay.strip()[:20], village, code, card.photo)


def _fields(card: Person) -> dict[str, Any]:
    return {"promptpay": card.promptpay, "village": card.village, "code": card.code, "photo": card.photo}


@use_case(Right.LOOK)
def one(desk: Desk, producer: int) -> Producer:
    """The producer of this id; raises NotFound."""
    row = quick.first(desk.session.connection(), _LIST, {"id": producer}) if producer else None
    if row is None:
        raise NotFound(N_("There is no such producer."))
    return Producer(*row)


@use_case(Right.PRODUCERS)
def agree(desk: Desk, producer: int, agreement: Agreement) -> None:
    """Terms from a date on; what was sold before keeps the terms it was sold on.

    Raises NotFound, Invalid for a share out of range, Conflict for an agent without the signed agreement on file.
    """
    owner = one(desk, producer).owner
    day.parse_date(agreement.starts)
    money.within_limit(agreement.value)
    if agreement.kind == "percent" and agreement.value > WHOLE:
        raise Invalid(N_("The shop's share is from 0 to 100 percent."))
    if agreement.agent and not agreement.agreement:
        raise Conflict(N_("Selling as an agent needs the signed paper."), hint=N_("Print it, sign it, keep a photo."))
    row = models.Contract(
        uid="", owner=owner, item=agreement.item, starts=agreement.starts, kind=agreement.kind, value=agreement.value,
        agent=agreement.agent, agreement=agreement.agreement, waste=agreement.waste, unsold=agreement.unsold,
    )  # fmt: skip
    records.create(desk.session, desk.entry, row, desk.now, desk.random)


@use_case(Right.LOOK)
def agreements(desk: Desk, producer: int) -> list[models.Contract]:
    """All terms of a producer, the newest first."""
    owner = one(desk, producer).owner
    rows = select(models.Contract).where(models.Contract.owner == owner, col(models.Contract.archived_at).is_(None))
    return list(desk.session.exec(rows.order_by(col(models.Contract.starts).desc())).all())


def with_owed(desk: Desk, lines: Sequence[tuple[int, Sequence[stock.Take]]]) -> list[list[stock.Take]]:
    """The takes of some lines (each with its net in satang), with what each brought and what its owner gets by the
    terms of today.

    Goods of somebody without terms are owed whole: the shop keeps nothing that was not agreed.
    """
    owners = {take.owner for _, takes in lines for take in takes if take.owner != stock.SHOP}
    terms = _terms(desk, owners) if owners else {}
    return [
        [_owed(take, part, terms) for take, part in zip(takes, _parts(desk, net, takes), strict=True)]
        for net, takes in lines
    ]


def _parts(desk: Desk, net: int, takes: Sequence[stock.Take]) -> tuple[int, ...]:
    """What each take of a line brought: by quantity, and in a set of several goods by what those cost on the shelf."""
    if len(takes) < 2:
        return (net,) * len(takes)
    weights = [take.qty for take in takes]
    items = {take.item for take in takes}
    if len(items) > 1:
        rows = quick.rows(desk.session.connection(), _PRICES, {"items": quick.numbers(sorted(items))})
        prices = {item: (price, ratio) for item, price, ratio in rows}
        # Goods without a price say nothing of their worth beside the others.
        if prices.keys() == items:
            weights = [money.share(take.qty * 1000, *prices[take.item]) for take in takes]
    return money.split(net, weights)


def _owed(take: stock.Take, net: int, terms: Mapping[tuple[int, int | None], tuple[Terms, str]]) -> stock.Take:
    if take.owner == stock.SHOP:
        return replace(take, net=net)
    agreed = terms.get((take.owner, take.item)) or terms.get((take.owner, None))
    if agreed is None:
        return replace(take, owed=net, net=net)
    return replace(take, owed=consignment.owed(agreed[0], net, take.qty), terms=agreed[1], net=net)


def _terms(desk: Desk, owners: Iterable[int]) -> dict[tuple[int, int | None], tuple[Terms, str]]:
    asked = {"day": settings.today(desk).isoformat(), "owners": quick.numbers(sorted(owners))}
    rows = quick.rows(desk.session.connection(), _CONTRACTS, asked)
    return {(owner, item): (Terms(kind, value), uid) for owner, item, kind, value, uid in rows}
