"""Goods made of others (a set, a basket, a dish): what goes into one, and how many can be made."""

from dataclasses import dataclass

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity
from shopdesk.db import models, quick, records
from shopdesk.shop import stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

MOST = 50

# For a query over items `i`: whether one is made of others, and what lies of it everywhere or could be made of them.
COMPOSED = "EXISTS (SELECT 1 FROM part a WHERE a.item = i.id AND a.archived_at IS NULL)"
LYING = (
    "coalesce((SELECT min(max((SELECT coalesce(sum(s.qty), 0) FROM stock s WHERE s.item = a.part), 0) / a.qty * 1000) "
    "FROM part a WHERE a.item = i.id AND a.archived_at IS NULL), "
    "(SELECT coalesce(sum(s.qty), 0) FROM stock s WHERE s.item = i.id))"
)
_PARTS = (
    "SELECT a.id, a.part, p.name || CASE i.variant WHEN '' THEN '' ELSE ' ' || i.variant END, i.base_unit, a.qty, "
    "(SELECT coalesce(sum(s.qty), 0) FROM stock s WHERE s.item = a.part) FROM part a JOIN item i ON i.id = a.part "
    "JOIN product p ON p.id = i.product WHERE a.archived_at IS NULL AND a.item = :item ORDER BY a.id"
)


@dataclass(frozen=True, slots=True)
class Part:
    """So much (thousandths of `unit`) of other goods go into one; `lying` is what there is of them."""

    id: int
    item: int
    name: str
    unit: str
    qty: int
    lying: int


@use_case(Right.LOOK)
def parts(desk: Desk, sale_unit: int) -> list[Part]:
    """What goes into one of these goods; empty where they are made of nothing else. Raises NotFound."""
    return [Part(*row) for row in quick.rows(desk.session.connection(), _PARTS, {"item": _own(desk, sale_unit).item})]


@use_case(Right.LOOK)
def makeable(desk: Desk, sale_unit: int) -> int | None:
    """How many whole ones what lies there is enough for, in thousandths; None where they are not made of others."""
    found = parts(desk, sale_unit)
    return min(max(part.lying, 0) // part.qty for part in found) * quantity.ONE if found else None


@use_case(Right.GOODS)
def add_part(desk: Desk, sale_unit: int, other: int, qty: int) -> int:
    """So much (thousandths of its own sale unit `other`) of other goods goes into one of these; answers the part.

    Raises NotFound, Invalid, Conflict where it would go round in a circle or goods with stock of their own are made of
    others: what is made of others takes its parts' stock and has none.
    """
    own, part = _own(desk, sale_unit), _own(desk, other)
    base = money.share(quantity.within_limit(qty), part.ratio, quantity.ONE)
    if own.item == part.item:
        raise Invalid(N_("Goods are not made of themselves."), hint=N_("Choose what goes into them."))
    if stock.parts(desk, [part.item]) or _goes_into_another(desk, own.item):
        raise Conflict(N_("A set does not go into another set."), hint=N_("Choose the single goods instead."))
    if not _product(desk, part.item).tracked:
        raise Invalid(N_("These goods keep no stock."), hint=N_("Only goods with stock go into others."))
    if stock.balance(desk, own.item) or len(parts(desk, sale_unit)) >= MOST:
        raise Conflict(N_("These goods have stock of their own."), hint=N_("Count it to 0 first."))
    if any(known.item == part.item for known in parts(desk, sale_unit)):
        raise Conflict(N_("This goes into it already."), hint=N_("Remove it first, then add it again."))
    row = models.Part(uid="", item=own.item, part=part.item, qty=base)
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.GOODS)
def remove_part(desk: Desk, part: int) -> None:
    """It goes into them no more; raises NotFound, Conflict."""
    row = desk.session.get(models.Part, part)
    if row is None:
        raise NotFound(N_("These goods are no longer there."))
    records.archive(desk.session, desk.entry, row, desk.now)


def _own(desk: Desk, sale_unit: int) -> models.SaleUnit:
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    return own


def _product(desk: Desk, item: int) -> models.Product:
    return desk.session.get_one(models.Product, desk.session.get_one(models.Item, item).product)


def _goes_into_another(desk: Desk, item: int) -> bool:
    rows = select(models.Part.id).where(models.Part.part == item, col(models.Part.archived_at).is_(None))
    return desk.session.exec(rows).first() is not None
