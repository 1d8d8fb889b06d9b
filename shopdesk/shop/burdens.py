"""What a contract says of a producer's goods that were not sold: who bears waste, and what becomes of the rest.

What the shop bears is written in the producer's book with the paper that took the goods, priced as if it had been sold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shopdesk.core import consignment, money
from shopdesk.core.consignment import Terms
from shopdesk.db import quick
from shopdesk.shop import producers, settings, stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

Unsold = Literal["return", "buy", "share"]
WHOLE, HALF = 10_000, 5_000

_AGREED = (
    "SELECT c.owner, c.item, c.kind, c.value, c.waste, c.unsold FROM contract c WHERE c.archived_at IS NULL "
    "AND c.starts <= :day AND c.owner IN (SELECT value FROM json_each(:owners)) ORDER BY c.starts, c.id"
)
_PARTIES = "SELECT id, party FROM owner WHERE party IS NOT NULL AND id IN (SELECT value FROM json_each(:owners))"
_PRICES = (
    "SELECT i.id, p.name, u.price, u.ratio FROM item i JOIN product p ON p.id = i.product LEFT JOIN sale_unit u "
    "ON u.item = i.id AND u.archived_at IS NULL AND u.price IS NOT NULL "
    "WHERE i.id IN (SELECT value FROM json_each(:items)) ORDER BY i.id, u.ratio <> 1000, u.position, u.id"
)
_WRITTEN = "SELECT id, party, kind, amount, note FROM ledger_entry WHERE book = 'producer' AND document = :document"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a contract says beside its price: who bears waste, and what becomes of unsold goods."""

    terms: Terms
    waste: str
    unsold: Unsold


@dataclass(frozen=True, slots=True)
class Priced:
    """Goods with their name and price at the shelf, in satang for `ratio` thousandths."""

    name: str
    price: int
    ratio: int


def charge(desk: Desk, kind: str, document: int, takes: Iterable[stock.Take], part: int | None = None) -> int:
    """Write what the shop bears of goods that left by a paper into their producers' books; answers the sum in satang.

    Own use is always the shop's. Of waste it is what the contract says, or `part` basis points of it.
    """
    theirs = [take for take in takes if take.owner != stock.SHOP and take.qty]
    if not theirs:
        return 0
    agreed, priced = agreed_on(desk, theirs), prices_of(desk, theirs)
    parties = dict(quick.rows(desk.session.connection(), _PARTIES, {"owners": _ids(take.owner for take in theirs)}))
    total = 0
    for take in theirs:
        bears = part if part is not None else _part(kind, agreed.get((take.owner, take.item)))
        amount = money.percent(worth(take, agreed.get((take.owner, take.item)), priced[take.item]), bears)
        if amount and take.owner in parties:
            record(
                desk, "ledger_entry", book="producer", party=parties[take.owner], kind=kind, amount=amount,
                document=document, note=priced[take.item].name,
            )  # fmt: skip
            total += amount
    return total


def worth(take: stock.Take, agreed: Agreed | None, priced: Priced) -> int:
    """What the producer would get had the goods been sold at the shelf's price, in satang."""
    net = money.share(take.qty, priced.price, priced.ratio)
    return consignment.owed(agreed.terms, net, take.qty) if agreed else net


def take_back(desk: Desk, document: int, by: int) -> None:
    """Take back what a paper wrote in producers' books; `by` is the paper that does it."""
    for entry, party, kind, amount, note in quick.rows(desk.session.connection(), _WRITTEN, {"document": document}):
        record(
            desk, "ledger_entry", book="producer", party=party, kind=kind, amount=-amount, document=by,
            reverses=entry, note=note,
        )  # fmt: skip


@use_case(Right.LOOK)
def rules(desk: Desk, producer: int, items: Iterable[int]) -> dict[int, Unsold]:
    """What becomes of each of a producer's goods that were not sold, by the contract of today. Raises NotFound."""
    owner, wanted = producers.one(desk, producer).owner, list(items)
    agreed = agreed_on(desk, [stock.Take(item, owner, stock.NO_LOT, 0, 0) for item in wanted])
    return {item: agreed[owner, item].unsold if (owner, item) in agreed else "return" for item in wanted}


def _part(kind: str, agreed: Agreed | None) -> int:
    """Basis points the shop bears. Without a contract goods of others are in its care, so it bears all."""
    return 0 if kind == "waste" and agreed is not None and agreed.waste == "producer" else WHOLE


def agreed_on(desk: Desk, takes: Sequence[stock.Take]) -> Mapping[tuple[int, int], Agreed]:
    """The contract of today for each owner's goods, where there is one."""
    asked = {"day": settings.today(desk).isoformat(), "owners": _ids(take.owner for take in takes)}
    known: dict[tuple[int, int | None], Agreed] = {}
    for owner, item, kind, value, waste, rule in quick.rows(desk.session.connection(), _AGREED, asked):
        known[owner, item] = Agreed(Terms(kind, value), waste, rule)
    pairs = {(take.owner, take.item) for take in takes}
    return {pair: found for pair in pairs if (found := known.get(pair) or known.get((pair[0], None)))}


def prices_of(desk: Desk, takes: Sequence[stock.Take]) -> dict[int, Priced]:
    """What each of these goods costs at the shelf."""
    asked = {"items": _ids(take.item for take in takes)}
    found: dict[int, Priced] = {}
    for item, name, price, ratio in quick.rows(desk.session.connection(), _PRICES, asked):
        found.setdefault(item, Priced(name, price or 0, ratio or 1000))
    return found


def _ids(numbers: Iterable[int]) -> str:
    return quick.numbers(sorted(set(numbers)))
