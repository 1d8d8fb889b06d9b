"""Which goods of the shop a row is about (by barcode, else item code, else name and variant), and what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import unit
from shopdesk.shop.goods import Draft
from shopdesk.shop.importing.checking import WHOLE_UNIT, Good, Rejected, sku_key

STAMP = text("SELECT coalesce(max(id), 0) FROM change")
_GOODS = text(
    "SELECT u.id, u.item, i.product, u.uid, i.uid, p.uid, p.name, i.variant, u.unit, u.price, u.by_weight, u.plu, "
    "c.name, p.vat_class, p.restricted, p.tracked, p.photo, p.note, i.sku, i.cost, i.base_unit, "
    "(SELECT sum(s.qty) FROM stock s WHERE s.item = i.id) FROM sale_unit u JOIN item i ON i.id = u.item "
    "JOIN product p ON p.id = i.product LEFT JOIN category c ON c.id = p.category "
    "WHERE u.archived_at IS NULL ORDER BY u.id"
)
_CODES = text(
    "SELECT k.code, k.sale_unit FROM sale_code k JOIN sale_unit u ON u.id = k.sale_unit WHERE u.archived_at IS NULL"
)
_CATEGORIES = text("SELECT name, id FROM category WHERE archived_at IS NULL")

# Which table keeps a field of a draft; barcodes, stock and the category's name are kept apart.
PRODUCT = ("name", "vat_class", "restricted", "tracked", "photo", "note")
ITEM = ("variant", "sku", "cost")
SALE_UNIT = ("unit", "price", "by_weight", "plu")
TABLES = {**dict.fromkeys(PRODUCT, "product"), **dict.fromkeys(ITEM, "item"), **dict.fromkeys(SALE_UNIT, "sale_unit")}
_FIELDS = ("name", "variant", "unit", "price", "by_weight", "plu", "category", "vat_class", "restricted", "tracked",
           "photo", "note", "sku", "cost", "base_unit", "stock")  # fmt: skip


@dataclass(slots=True)
class Known:
    """Goods of the shop: numbers, identifiers and fields as they were read; `stock` None where never counted."""

    sale_unit: int
    item: int
    product: int
    uids: dict[str, str]
    fields: dict[str, Any]
    codes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Shelf:
    """Everything a row can be about, as the file had it at one stamp (the last change of any record)."""

    stamp: int
    by_code: dict[str, list[Known]] = field(default_factory=dict)
    by_sku: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done for a row: make new goods (`known` None), or change these fields of known ones."""

    good: Good
    known: Known | None = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Steps:
    """What a file would do to the shop."""

    new: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    unchanged: int = 0
    stock_left: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def shelf(connection: Connection) -> Shelf:
    """Read what is in the shop now."""
    found = Shelf(int(connection.execute(STAMP).scalar_one()))
    by_number = {}
    for row in connection.execute(_GOODS):
        uids = {"sale_unit": row[3], "item": row[4], "product": row[5]}
        known = Known(row[0], row[1], row[2], uids, dict(zip(_FIELDS, row[6:], strict=True)))
        by_number[known.sale_unit] = known
        _put(found, known)
    for code, number in connection.execute(_CODES):
        by_number[number].codes.add(code)
        found.by_code.setdefault(code, []).append(by_number[number])
    found.categories = {row.name: row.id for row in connection.execute(_CATEGORIES)}
    return found


def _put(found: Shelf, known: Known) -> None:
    fields = known.fields
    if fields["sku"]:
        found.by_sku.setdefault(sku_key(fields["sku"]), []).append(known)
    found.by_name.setdefault((fields["name"], fields["variant"]), []).append(known)
    found.products.setdefault(fields["name"], known.product)


def steps(found: Shelf, goods: list[Good], *, counted: bool) -> Steps:
    """What each row would do. `counted` says that the file's stock is a count, to be set for goods known already too.

    A second row about the same goods, and a row that may be about several, are rejected.
    """
    answer = Steps()
    taken: dict[int, int] = {}
    for good in goods:
        try:
            known = _known(found, good)
            if known is None:
                answer.new.append(Step(good))
                continue
            if taken.setdefault(known.sale_unit, good.row) != good.row:
                raise Invalid(
                    N_("Row {row} is about the same goods."),
                    hint=N_("Keep one of the two rows."),
                    row=taken[known.sale_unit],
                )
            changes = dict(_changes(known, good, counted))
        except Invalid as problem:
            answer.rejected.append(Rejected(good.row, problem))
            continue
        answer.stock_left += not counted and _stock_differs(known, good) and "stock" not in changes
        if changes:
            answer.changed.append(Step(good, known, changes))
        else:
            answer.unchanged += 1
    return answer


def _known(found: Shelf, good: Good) -> Known | None:
    draft = good.draft
    by_code = {known.sale_unit: known for code in draft.codes for known in found.by_code.get(code, ())}
    if by_code:
        return _one(list(by_code.values()), good)
    sku = sku_key(draft.sku)
    if sku and sku in found.by_sku:
        return _one(found.by_sku[sku], good)
    same = [known for known in found.by_name.get((draft.name, draft.variant), ()) if _may_be(known, good)]
    return _one(same, good) if same else None


def _may_be(known: Known, good: Good) -> bool:
    """Whether goods of the same name can be meant: another barcode, item code or unit makes them other goods."""
    draft = good.draft
    if (known.codes and draft.codes) or (known.fields["sku"] and draft.sku):
        return False
    return "unit" not in good.given or known.fields["unit"] == draft.unit


def _one(candidates: list[Known], good: Good) -> Known:
    if len(candidates) == 1:
        return candidates[0]
    draft = good.draft
    same = [
        known for known in candidates if known.fields["name"] == draft.name and known.fields["variant"] == draft.variant
    ]
    if len(same) > 1:
        same = [known for known in same if known.fields["unit"] == draft.unit and (known.codes >= set(draft.codes))]
    if len(same) != 1:
        raise Invalid(
            N_("Several goods of the shop fit this row."), hint=N_("Change these goods in the list of goods.")
        )
    return same[0]


def _changes(known: Known, good: Good, counted: bool) -> Iterator[tuple[str, Any]]:
    draft, before = good.draft, known.fields
    for name in good.given:
        value = getattr(draft, name)
        if name in TABLES and value != before[name] and not (name == "sku" and sku_key(value) == sku_key(before[name])):
            yield name, value
    if "category" in good.given and draft.category and draft.category != before["category"]:
        yield "category", draft.category
    if not known.codes.issuperset(draft.codes):
        yield "codes", tuple(code for code in draft.codes if code not in known.codes)
    if "unit" in good.given and draft.unit != before["unit"]:
        yield from _unit_changes(known, draft)
    if _stock_differs(known, good) and (counted or before["stock"] is None):
        yield "stock", draft.stock


def _unit_changes(known: Known, draft: Draft) -> Iterator[tuple[str, Any]]:
    own = unit.UNITS.get(draft.unit)
    base = own.base if own else draft.unit
    if own and base != known.fields["base_unit"] and known.fields["stock"]:
        raise Invalid(
            N_("These goods are in stock by another measure."), hint=N_("Count the stock to 0, then change the unit.")
        )
    yield "ratio", own.ratio if own else WHOLE_UNIT
    if base != known.fields["base_unit"]:
        yield "base_unit", base
    if draft.by_weight != known.fields["by_weight"]:
        yield "by_weight", draft.by_weight


def _stock_differs(known: Known, good: Good) -> bool:
    draft = good.draft
    kept = draft.tracked if "tracked" in good.given else known.fields["tracked"]
    return bool("stock" in good.given and kept and (draft.stock or 0) != (known.fields["stock"] or 0))
