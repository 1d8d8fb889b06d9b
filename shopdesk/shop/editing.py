"""Goods as the editor shows them: cost and stock by the unit they are sold in, what is wrong field by field."""

from dataclasses import replace

from sqlalchemy import text

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import gtin, labels, money, quantity, unit
from shopdesk.db import models
from shopdesk.shop import goods, settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.goods import Draft, Goods
from shopdesk.shop.rights import Right, use_case

FIELDS = ("name", "price", "unit", "codes", "category", "cost", "stock", "plu", "vat_class", "restricted", "note")
# GS1 General Specifications 1.4: numbers of 20 to 29 are for use inside one company; 29 is for lots (shop.lots).
_IN_STORE = ("20", "22", "24", "25", "26", "27", "28")
_NUMBERS_OF_A_PREFIX = 10_000_000_000
_LAST = text("SELECT max(code) FROM sale_code WHERE length(code) = 13 AND code >= :first AND code < :after")


def problems(draft: Draft) -> dict[str, Invalid]:
    """What is wrong with each field of a draft; empty where it can be stored."""
    found = {}
    for name in FIELDS:
        said = {"name": draft.name if name == "name" else "-", name: getattr(draft, name)}
        try:
            goods.cleaned(Draft(**said))
        except Invalid as problem:
            found[name] = problem
    return found


def _ratio(code: str) -> int:
    known = unit.UNITS.get(code)
    return known.ratio if known else quantity.ONE


def _ratio_of(desk: Desk, draft: Draft, sale_unit: int | None) -> int:
    """What the draft's unit holds: what was agreed for these goods, else what is usual."""
    own = desk.session.get(models.SaleUnit, sale_unit) if sale_unit is not None else None
    return own.ratio if own is not None and own.unit == draft.unit else _ratio(draft.unit)


def _by_sale_unit(draft: Draft, ratio: int) -> Draft:
    cost = None if draft.cost is None else money.share(draft.cost, ratio, quantity.ONE)
    left = None if draft.stock is None else money.share(draft.stock, quantity.ONE, ratio)
    return replace(draft, cost=cost, stock=left)


def _by_base_unit(draft: Draft, ratio: int) -> Draft:
    cost = None if draft.cost is None else money.share(draft.cost, quantity.ONE, ratio)
    left = None if draft.stock is None else money.share(draft.stock, ratio, quantity.ONE)
    return replace(draft, cost=cost, stock=left)


@use_case(Right.LOOK)
def opened(desk: Desk, sale_unit: int) -> Draft:
    """What the editor starts from, cost and stock by the sale unit; raises NotFound."""
    draft = goods.draft_of(desk, sale_unit)
    return _by_sale_unit(draft, _ratio_of(desk, draft, sale_unit))


@use_case(Right.GOODS)
def store(desk: Desk, draft: Draft, sale_unit: int | None = None) -> Goods:
    """Make new goods, or change those of `sale_unit`; cost and stock by the sale unit, no stock leaves it as it is.

    A cost that nobody touched is not worked out again. Raises NotFound, Invalid, Conflict.
    """
    by_base = _by_base_unit(draft, _ratio_of(desk, draft, sale_unit))
    if sale_unit is None:
        return goods.create(desk, by_base)
    before = goods.draft_of(desk, sale_unit)
    if draft.cost == _by_sale_unit(before, _ratio_of(desk, before, sale_unit)).cost:
        by_base = replace(by_base, cost=before.cost)
    return goods.change(desk, sale_unit, by_base)


@use_case(Right.LOOK)
def others_with(desk: Desk, code: str, sale_unit: int | None = None) -> list[Goods]:
    """Which other goods carry this barcode."""
    return [found for found in goods.with_code(desk, code) if found.sale_unit != sale_unit]


@use_case(Right.LOOK)
def new_code(desk: Desk, taken: tuple[str, ...] = ()) -> str:
    """An EAN-13 for use inside the shop that is on no goods and not among `taken`; raises Conflict when all are used.

    A range that the shop's rules read as a scale's label is left out.
    """
    own = settings.get(desk, "barcode.rules")
    rules = labels.rules_from_data(own) if own else labels.DEFAULT_RULES
    for prefix in _IN_STORE:
        number = _next(desk, prefix, taken)
        body = f"{prefix}{number:010d}"
        code = body + gtin.check_digit(body)
        if number < _NUMBERS_OF_A_PREFIX and labels.read(code, rules) is None:
            return code
    raise Conflict(N_("There is no free number for a barcode left."))


def _next(desk: Desk, prefix: str, taken: tuple[str, ...]) -> int:
    bounds = {"first": f"{prefix}00000000000", "after": f"{int(prefix) + 1}00000000000"}
    last = desk.session.connection().execute(_LAST, bounds).scalar_one() or ""
    numbers = [int(code[2:12]) for code in (last, *taken) if gtin.checked(code) and code.startswith(prefix)]
    return max(numbers, default=0) + 1


@use_case(Right.LOOK)
def looks(desk: Desk, draft: Draft, before: Draft | None = None, sale_unit: int | None = None) -> Goods:
    """How goods of this draft will stand on a tile; the stock nobody touched is that of `before`."""
    if draft.stock is None and before is not None:
        draft = replace(draft, stock=before.stock)
    chosen = next((info for info in goods.categories(desk) if info.name == draft.category), None)
    ratio = _ratio_of(desk, draft, sale_unit)
    stock = _by_base_unit(draft, ratio).stock
    return Goods(
        0, 0, 0, " ".join(part for part in (draft.name, draft.variant) if part), draft.unit, ratio,
        draft.price, draft.by_weight, draft.vat_class, draft.restricted, chosen.id if chosen else None,
        chosen.tint if chosen else "n", chosen.icon if chosen else "package", draft.photo, draft.note, draft.plu,
        stock if draft.tracked and stock is not None else None, "",
    )  # fmt: skip
