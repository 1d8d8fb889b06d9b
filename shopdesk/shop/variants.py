"""Several ways of selling one thing: more units from the same stock (แผง, กระสอบ, หวี), and sizes or colours.

add_unit(desk, egg, Way("tray", 11_000, ratio=30_000))       a tray of 30 from the stock of single eggs
add_variant(desk, shirt, Variant("XL", 22_000))              another size, with stock of its own
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity, thaitext, unit
from shopdesk.db import models, quick, records
from shopdesk.shop import goods
from shopdesk.shop.desk import Desk
from shopdesk.shop.goods import Draft, Goods
from shopdesk.shop.rights import Right, use_case

LONGEST = 60
_OF_PRODUCT = (
    "SELECT u.id, u.item, i.variant, u.unit, u.label, u.ratio, i.base_unit, u.price, u.plu, "
    "coalesce((SELECT group_concat(code, ' ') FROM sale_code WHERE sale_unit = u.id), '') "
    "FROM sale_unit u JOIN item i ON i.id = u.item WHERE u.archived_at IS NULL AND i.product = "
    "(SELECT k.product FROM item k JOIN sale_unit v ON v.item = k.id WHERE v.id = :unit) "
    "ORDER BY i.id, u.ratio, u.id"
)

_ORDERED = (
    "SELECT o.number FROM online_line l JOIN online_order o ON o.id = l.online_order WHERE l.sale_unit = :unit "
    "AND l.qty > l.cancelled AND o.state IN (SELECT value FROM json_each(:states)) ORDER BY o.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Way:
    """One more unit to sell in: `ratio` thousandths of what the stock counts in, `price` satang (None asks)."""

    unit: str
    price: int | None = None
    ratio: int | None = None
    codes: tuple[str, ...] = ()
    plu: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One more size or colour, with a stock of its own."""

    name: str
    price: int | None = None
    codes: tuple[str, ...] = ()
    plu: str = ""
    sku: str = ""
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """One way a product is sold now; `base` is the unit its stock counts in."""

    sale_unit: int
    item: int
    variant: str
    unit: str
    label: str
    ratio: int
    base: str
    price: int | None
    plu: str
    codes: tuple[str, ...]

    @property
    def words(self) -> str:
        """What tells it from the others."""
        return " ".join(part for part in (self.variant, self.label or unit.name(self.unit)) if part)


@use_case(Right.LOOK)
def ways(desk: Desk, sale_unit: int) -> list[Sold]:
    """Every way the product of this sale unit is sold, by variant and size of the unit."""
    rows = quick.rows(desk.session.connection(), _OF_PRODUCT, {"unit": sale_unit})
    return [replace(Sold(*row), codes=tuple(sorted(row[-1].split()))) for row in rows]


@use_case(Right.GOODS)
def add_unit(desk: Desk, sale_unit: int, way: Way) -> Goods:
    """Sell the same stock in one more unit; raises NotFound, Invalid for no proper ratio, Conflict for one there is."""
    own = _own(desk, sale_unit)
    item = desk.session.get_one(models.Item, own.item)
    fields, codes = _fields(desk, item, way)
    if any(one.unit == fields["unit"] and one.ratio == fields["ratio"] for one in ways(desk, sale_unit)
           if one.item == own.item):  # fmt: skip
        raise Conflict(N_("These goods are sold in this unit already."))
    made = records.create(
        desk.session, desk.entry, models.SaleUnit(uid="", item=own.item, **fields), desk.now, desk.random
    )
    assert made.id is not None
    goods.set_codes(desk, made.id, codes)
    return goods.by_ids(desk, [made.id])[0]


@use_case(Right.GOODS)
def change_unit(desk: Desk, sale_unit: int, way: Way) -> Goods:
    """Change a unit's size, price and codes; what was sold before stays as it was. Raises NotFound, Invalid, Conflict
    for another size while an order from far away waits in this one."""
    own = _own(desk, sale_unit)
    item = desk.session.get_one(models.Item, own.item)
    fields, codes = _fields(desk, item, way)
    if fields["ratio"] != own.ratio:
        _refuse_ordered(desk, sale_unit)
    records.change(desk.session, desk.entry, own, **fields)
    goods.set_codes(desk, sale_unit, codes)
    return goods.by_ids(desk, [sale_unit])[0]


def _refuse_ordered(desk: Desk, sale_unit: int) -> None:
    asked = {"unit": sale_unit, "states": json.dumps(sorted(orderstate.HOLDING))}
    waits = quick.first(desk.session.connection(), _ORDERED, asked)
    if waits is not None:
        raise Conflict(
            N_("Order {number} waits in this size."), hint=N_("Send it first, or add another size."), number=waits[0]
        )


@use_case(Right.GOODS)
def add_variant(desk: Desk, sale_unit: int, variant: Variant) -> Goods:
    """One more size or colour of the product, sold in the same unit; raises NotFound, Invalid, Conflict."""
    own = _own(desk, sale_unit)
    item = desk.session.get_one(models.Item, own.item)
    product = desk.session.get_one(models.Product, item.product)
    name = _name(variant.name)
    if not name:
        raise Invalid(N_("The choice needs a name."), hint=N_("Type a size or a colour."))
    if name in {one.variant for one in ways(desk, sale_unit)}:
        raise Conflict(N_("There is this choice already."))
    draft = goods.cleaned(
        Draft(product.name, variant.price, own.unit, own.by_weight, variant.codes, variant.plu, variant=name,
              sku=variant.sku, cost=variant.cost, note=product.note)
    )  # fmt: skip
    made = models.Item(
        uid="", product=item.product, variant=name, base_unit=item.base_unit, sku=draft.sku, cost=draft.cost
    )
    records.create(desk.session, desk.entry, made, desk.now, desk.random)
    assert made.id is not None
    unit_row = models.SaleUnit(
        uid="", item=made.id, unit=own.unit, ratio=own.ratio, price=draft.price, by_weight=own.by_weight,
        plu=draft.plu, label=own.label, search_key=goods.search_key(draft, own.label),
    )  # fmt: skip
    records.create(desk.session, desk.entry, unit_row, desk.now, desk.random)
    assert unit_row.id is not None
    goods.set_codes(desk, unit_row.id, draft.codes)
    return goods.by_ids(desk, [unit_row.id])[0]


@use_case(Right.GOODS)
def name_variant(desk: Desk, sale_unit: int, name: str) -> None:
    """Say which size or colour the goods are; raises NotFound."""
    item = desk.session.get_one(models.Item, _own(desk, sale_unit).item)
    records.change(desk.session, desk.entry, item, variant=_name(name))
    refresh_keys(desk, item.product)


def _own(desk: Desk, sale_unit: int) -> models.SaleUnit:
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    return own


def _name(typed: str) -> str:
    return thaitext.printable(typed).strip()[:LONGEST]


def _fields(desk: Desk, item: models.Item, way: Way) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The columns of one more unit of an item, and its barcodes; raises Invalid."""
    product = desk.session.get_one(models.Product, item.product)
    code = unit.find(way.unit) or _name(way.unit)
    known = unit.UNITS.get(code)
    ratio = way.ratio if way.ratio is not None else _usual(known, item.base_unit)
    if not code or ratio is None or ratio <= 0:
        raise Invalid(N_("Say how much is in one."), hint=N_("For example 30 for a tray of 30 eggs."))
    quantity.within_limit(ratio)
    if way.price is not None:
        money.within_limit(way.price)
    draft = goods.cleaned(
        Draft(product.name, way.price, code, codes=way.codes, plu=way.plu, variant=item.variant, sku=item.sku,
              note=product.note)
    )  # fmt: skip
    label = _name(way.label) or ("" if code == item.base_unit else unit.name(code))
    return {
        "unit": code, "ratio": ratio, "price": way.price, "plu": draft.plu, "label": label,
        "by_weight": unit.measured(code), "search_key": goods.search_key(draft, label),
    }, draft.codes  # fmt: skip


def _usual(known: unit.Unit | None, base: str) -> int | None:
    """What is usual for a unit of this base; None where it has to be said."""
    if known is None:
        return None
    if known.base == base:
        return known.ratio if known.ratio != quantity.ONE or known.code == base else None
    return known.ratio if known.ratio != quantity.ONE and base not in ("kg", "litre", "metre") else None


def refresh_keys(desk: Desk, product: int) -> None:
    """All ways of selling a product are found under its words of now."""
    rows = desk.session.exec(
        select(models.SaleUnit, models.Item, models.Product)
        .join(models.Item, col(models.Item.id) == models.SaleUnit.item)
        .join(models.Product, col(models.Product.id) == models.Item.product)
        .where(models.Item.product == product)
    ).all()
    for own, item, named in rows:
        draft = Draft(named.name, plu=own.plu, sku=item.sku, variant=item.variant, note=named.note)
        records.change(desk.session, desk.entry, own, search_key=goods.search_key(draft, own.label))


def siblings(desk: Desk, item: int) -> list[int]:
    """The sale units in use of an item, the first one made first."""
    rows = select(models.SaleUnit.id).where(models.SaleUnit.item == item, col(models.SaleUnit.archived_at).is_(None))
    return [number for number in desk.session.exec(rows.order_by(col(models.SaleUnit.id))).all() if number is not None]
