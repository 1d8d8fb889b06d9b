"""Several goods changed at once: category, price, VAT, off the list; and all of it taken back as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, rounding
from shopdesk.db import models, records
from shopdesk.shop import goods
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

MOST = 5_000
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change, None leaves it: `percent` basis points up (+) or down (−) on the price, rounded to 25 satang."""

    category: str | None = None
    percent: int | None = None
    vat_class: str | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What one of the goods was before: to put it back."""

    sale_unit: int
    category: int | None
    price: int | None
    vat_class: str
    away: bool


@use_case(Right.GOODS)
def change(desk: Desk, units: Sequence[int], edit: Edit) -> list[Before]:
    """Change all of these goods, or none; answers what `restore` puts back. Raises Invalid, NotFound."""
    if not 0 < len(units) <= MOST:
        raise Invalid(N_("Choose 1 to {most} goods."), most=MOST)
    if edit.percent is not None and not -WHOLE < edit.percent <= 10 * WHOLE:
        raise Invalid(N_("Say by how many percent."), hint=N_("For example 5, or -10."))
    if edit.vat_class is not None and edit.vat_class not in goods.VAT_CLASSES:
        raise Invalid(N_("Choose one of the offered values."))
    category = goods.category_id(desk, edit.category) if edit.category is not None else None
    return [_changed(desk, unit, edit, category) for unit in dict.fromkeys(units)]


@use_case(Right.GOODS)
def restore(desk: Desk, before: Iterable[Before]) -> None:
    """Put back what `change` changed. Raises NotFound."""
    for one in reversed(list(before)):
        own, product = _rows(desk, one.sale_unit)
        archived = (own.archived_at or desk.now) if one.away else None
        records.change(desk.session, desk.entry, own, price=one.price, archived_at=archived)
        records.change(desk.session, desk.entry, product, category=one.category, vat_class=one.vat_class)


def _changed(desk: Desk, unit: int, edit: Edit, category: int | None) -> Before:
    own, product = _rows(desk, unit)
    before = Before(unit, product.category, own.price, product.vat_class, own.archived_at is not None)
    if edit.percent is not None and own.price is not None:
        price = rounding.rounded(own.price + money.percent(own.price, edit.percent), "nearest25")
        records.change(desk.session, desk.entry, own, price=money.within_limit(price))
    if edit.category is not None:
        records.change(desk.session, desk.entry, product, category=category)
    if edit.vat_class is not None:
        records.change(desk.session, desk.entry, product, vat_class=edit.vat_class)
    if edit.away and own.archived_at is None:
        records.archive(desk.session, desk.entry, own, desk.now)
    return before


def _rows(desk: Desk, unit: int) -> tuple[models.SaleUnit, models.Product]:
    own = desk.session.get(models.SaleUnit, unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    return own, desk.session.get_one(models.Product, desk.session.get_one(models.Item, own.item).product)
