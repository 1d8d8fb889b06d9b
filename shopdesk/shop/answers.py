"""What somebody answered about goods to be sold online, before it is said to anybody: kept through Esc and a cut.

answers.keep(office, said)               on the disk of this machine, as whole as the last key
answers.store(desk, said)                the offer and its drafts at the accounts that are ticked
answers.tried(office, said, actor, look) what would be, leaving nothing behind
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import select

from shopdesk.base import files
from shopdesk.base.errors import DatabaseProblem, Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import models
from shopdesk.shop import listings, offers
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.rights import Actor, Right, use_case

FILE = "listing-draft.json"
LARGEST = 200_000
T = TypeVar("T")
_NOTHING = offers.Words("")


@dataclass(frozen=True, slots=True)
class Where:
    """What is answered for one account: whether it is ticked, its category there (id and path), what that asks."""

    ticked: bool = False
    category: str = ""
    path: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """All answers. `goods` is the name of the goods of `sale_unit`; `prices` satang by sale unit, of those offered.

    `postage` is what the shop pays for sending one, in satang; `page` where the person was, `reached` the furthest page
    that was answered up to.
    """

    sale_unit: int = 0
    product: int = 0
    goods: str = ""
    words: offers.Words = _NOTHING
    prices: Mapping[int, int] = field(default_factory=dict)
    postage: int = 0
    where: Mapping[int, Where] = field(default_factory=dict)
    page: int = 0
    reached: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was answered yet."""
        return not self.product and not self.words.words and not self.goods

    def ticked(self) -> list[int]:
        """The accounts it shall be sold at."""
        return [account for account, one in self.where.items() if one.ticked]


class _NothingHappened(Exception):
    """What was only tried is not stored."""


def keep(office: Office, said: Said | None) -> None:
    """Put the answers on disk, or take them off; raises DatabaseProblem where the folder cannot be written to."""
    path = office.data_dir / FILE
    try:
        if said is None or said.empty:
            path.unlink(missing_ok=True)
        else:
            files.write_whole(path, json.dumps(asdict(said), ensure_ascii=False).encode())
    except OSError as error:
        raise DatabaseProblem(
            N_("The shop folder cannot be written to."),
            hint=N_("Free some space or check the folder's rights, then do it again."),
        ) from error


def kept(office: Office) -> Said | None:
    """The answers that lie on disk; None where there are none, or nobody can read them."""
    path: Path = office.data_dir / FILE
    try:
        return _read(json.loads(files.read_bounded(path, LARGEST)))
    except (OSError, ValueError, TypeError, AttributeError, KeyError, Invalid):
        return None


def _read(data: Any) -> Said:
    words = dict(data["words"])
    words["photos"], words["size"] = tuple(words["photos"]), tuple(words["size"])
    where = {int(account): Where(**one) for account, one in data["where"].items()}
    prices = {int(sale_unit): int(price) for sale_unit, price in data["prices"].items()}
    return Said(**{**data, "words": offers.Words(**words), "where": where, "prices": prices})


@use_case(Right.LOOK)
def of_offer(desk: Desk, offer: int) -> Said:
    """What was answered before about an offer; raises NotFound through its product."""
    row = desk.session.get_one(models.Offer, offer)
    product = desk.session.get_one(models.Product, row.product)
    drawn = desk.session.exec(select(models.Listing).where(models.Listing.offer == offer)).all()
    units = [unit for one in drawn for unit in listings.units(desk, one.id or 0)]
    paths = dict(desk.session.exec(select(models.CategoryMatch.category, models.CategoryMatch.path)).all())
    where = {
        one.account: Where(one.state != "removed", one.category, paths.get(one.category, ""), one.attributes)
        for one in drawn
    }
    names = [name for name in offers.Words.__dataclass_fields__ if name not in ("photos", "size")]
    words = offers.Words(**{name: getattr(row, name) for name in names}, photos=tuple(row.photos), size=tuple(row.size))
    prices = {unit.sale_unit: unit.price for unit in units}
    return Said(min(prices, default=0) or _any_unit(desk, row.product), row.product, product.name, words, prices,
                row.postage, where)  # fmt: skip


def _any_unit(desk: Desk, product: int) -> int:
    own = select(models.SaleUnit.id).join(models.Item).where(models.Item.product == product)
    return desk.session.exec(own.order_by("id")).first() or 0


@use_case(Right.ONLINE)
def store(desk: Desk, said: Said) -> dict[int, int]:
    """Keep the offer, and draw it up for every ticked account once it has a price; answers listing by account.

    Raises Invalid, NotFound, Conflict.
    """
    offer = offers.save(desk, said.product, _titled(said))
    prices = {sale_unit: price for sale_unit, price in said.prices.items() if price > 0}
    if not prices:
        return {}
    made = {}
    for account in said.ticked():
        here, caps = said.where[account], _caps(desk, offer, account)
        units = [listings.Unit(sale_unit, price, cap=caps.get(sale_unit)) for sale_unit, price in prices.items()]
        made[account] = listings.draw_up(desk, offer, account, units, here.category, here.attributes)
    return made


def _caps(desk: Desk, offer: int, account: int) -> dict[int, int | None]:
    """How many of each may be offered there, by sale unit: nobody is asked that here, so it stays as it was."""
    drawn = listings.of_offer(desk, offer, account)
    return {unit.sale_unit: unit.cap for unit in listings.all_units(desk, drawn.id or 0)} if drawn is not None else {}


def _titled(said: Said) -> offers.Words:
    return replace(said.words, title=said.words.title.strip() or said.goods, postage=said.postage)


def tried(office: Office, said: Said, actor: Actor | None, look: Callable[[Desk, Mapping[int, int]], T]) -> T:
    """What `look(desk, listing by account)` sees were the answers stored; nothing is. Raises what `store` does."""
    seen: list[T] = []
    try:
        with office.writing(actor) as desk:
            seen.append(look(desk, store(desk, said)))
            raise _NothingHappened
    except _NothingHappened:
        return seen[0]
