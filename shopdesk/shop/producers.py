"""Producers whose goods the shop sells (คนฝากขาย): who they are, on what terms, and what they are owed.

What is owed is written with each sale, in the takes of its lines; a payout (จ่ายค่าของ) takes it off the book.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import consignment, money, promptpay, thaitext
from shopdesk.core.consignment import Terms
from shopdesk.db import models, quick, records
from shopdesk.shop import day, settings, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 120
BURDENS = ("shop", "producer")

_LIST = (
    "SELECT p.id, p.party, p.owner, q.name, q.phone, p.promptpay, p.village, p.code, p.photo, "
    "coalesce(b.balance, 0) FROM producer p JOIN party q ON q.id = p.party "
    "LEFT JOIN ledger_balance b ON b.book = 'producer' AND b.party = p.party "
    "WHERE p.archived_at IS NULL ORDER BY q.name"
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
    return [Producer(*row) for row in quick.rows(desk.session.connection(), _LIST)]


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
    """A new producer, an owner of stock from now on; raises Invalid for no name or no proper PromptPay number."""
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not name:
        raise Invalid(N_("The producer needs a name."), hint=N_("Type a name, then save."))
    if promptpay_id:
        promptpay.target(promptpay_id)

    def new(row: models.Record) -> int:
        made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
        assert made.id is not None
        return made.id

    party = new(models.Party(uid="", name=name, phone=thaitext.printable(phone).strip()[:40]))
    owner = new(models.Owner(uid="", party=party))
    producer = models.Producer(
        uid="", party=party, owner=owner, promptpay=promptpay_id, village=thaitext.printable(village).strip()[:80],
        code=code.strip()[:20], photo=photo,
    )  # fmt: skip
    new(producer)
    return one(desk, producer.id or 0)


@use_case(Right.LOOK)
def one(desk: Desk, producer: int) -> Producer:
    """The producer of this id; raises NotFound."""
    for found in listing(desk):
        if found.id == producer:
            return found
    raise NotFound(N_("There is no such producer."))


@use_case(Right.PRODUCERS)
def agree(desk: Desk, producer: int, agreement: Agreement) -> None:
    """Terms from a date on; what was sold before keeps the terms it was sold on.

    Raises NotFound, Invalid for a share out of range, Conflict for an agent without the signed agreement on file.
    """
    owner = one(desk, producer).owner
    day.parse_date(agreement.starts)
    money.within_limit(agreement.value)
    if agreement.kind == "percent" and agreement.value > 10_000:
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
    """The takes of some lines (each with its net in satang), with what their owners get by the terms of today.

    Goods of somebody without terms are owed whole: the shop keeps nothing that was not agreed.
    """
    owners = {take.owner for _, takes in lines for take in takes if take.owner != stock.SHOP}
    if not owners:
        return [list(takes) for _, takes in lines]
    terms = _terms(desk, owners)
    return [
        [_owed(take, part, terms) for take, part in zip(takes, _parts(net, takes), strict=True)] for net, takes in lines
    ]


def _parts(net: int, takes: Sequence[stock.Take]) -> tuple[int, ...]:
    return money.split(net, [take.qty for take in takes]) if takes else ()


def _owed(take: stock.Take, net: int, terms: Mapping[tuple[int, int | None], tuple[Terms, str]]) -> stock.Take:
    if take.owner == stock.SHOP:
        return take
    agreed = terms.get((take.owner, take.item)) or terms.get((take.owner, None))
    if agreed is None:
        return replace(take, owed=net)
    return replace(take, owed=consignment.owed(agreed[0], net, take.qty), terms=agreed[1])


def _terms(desk: Desk, owners: Iterable[int]) -> dict[tuple[int, int | None], tuple[Terms, str]]:
    asked = {"day": settings.today(desk).isoformat(), "owners": quick.numbers(sorted(owners))}
    rows = quick.rows(desk.session.connection(), _CONTRACTS, asked)
    return {(owner, item): (Terms(kind, value), uid) for owner, item, kind, value, uid in rows}
