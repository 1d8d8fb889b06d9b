"""Storing a part of an import: many goods in one short transaction, with the same facts as goods made one by one.

Everything that needs no lock (identifiers, search keys, texts) is made before; within it only what must be there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from shopdesk.base import uid
from shopdesk.core import money, unit
from shopdesk.db import bulk, journal, quick
from shopdesk.shop import goods, stock
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.goods import Draft
from shopdesk.shop.importing.checking import WHOLE_UNIT
from shopdesk.shop.importing.matching import TABLES, Known, Shelf, Step
from shopdesk.shop.rights import Right, use_case

_CODES = text("INSERT OR IGNORE INTO sale_code (code, sale_unit) VALUES (:code, :sale_unit)")
_LAST = text(
    "SELECT (SELECT coalesce(max(id), 0) FROM product), (SELECT coalesce(max(id), 0) FROM item), "
    "(SELECT coalesce(max(id), 0) FROM sale_unit)"
)
_SET = {
    "name": text("UPDATE product SET name = :value WHERE id = :id"),
    "category": text("UPDATE product SET category = :value WHERE id = :id"),
    "vat_class": text("UPDATE product SET vat_class = :value WHERE id = :id"),
    "restricted": text("UPDATE product SET restricted = :value WHERE id = :id"),
    "tracked": text("UPDATE product SET tracked = :value WHERE id = :id"),
    "photo": text("UPDATE product SET photo = :value WHERE id = :id"),
    "note": text("UPDATE product SET note = :value WHERE id = :id"),
    "variant": text("UPDATE item SET variant = :value WHERE id = :id"),
    "sku": text("UPDATE item SET sku = :value WHERE id = :id"),
    "cost": text("UPDATE item SET cost = :value WHERE id = :id"),
    "base_unit": text("UPDATE item SET base_unit = :value WHERE id = :id"),
    "unit": text("UPDATE sale_unit SET unit = :value WHERE id = :id"),
    "ratio": text("UPDATE sale_unit SET ratio = :value WHERE id = :id"),
    "price": text("UPDATE sale_unit SET price = :value WHERE id = :id"),
    "by_weight": text("UPDATE sale_unit SET by_weight = :value WHERE id = :id"),
    "plu": text("UPDATE sale_unit SET plu = :value WHERE id = :id"),
    "search_key": text("UPDATE sale_unit SET search_key = :value WHERE id = :id"),
}
_TABLE = {**TABLES, "category": "product", "base_unit": "item", "ratio": "sale_unit", "search_key": "sale_unit"}
_NEW_VERSION = {
    "product": text("UPDATE product SET version = version + 1 WHERE id = :id"),
    "item": text("UPDATE item SET version = version + 1 WHERE id = :id"),
    "sale_unit": text("UPDATE sale_unit SET version = version + 1 WHERE id = :id"),
}
_WORDS = (
    "SELECT u.id, p.name, i.variant, u.plu, i.sku, p.note FROM sale_unit u JOIN item i ON i.id = u.item "
    "JOIN product p ON p.id = i.product WHERE u.id IN (SELECT value FROM json_each(:sale_unit)) "
    "OR i.id IN (SELECT value FROM json_each(:item)) OR p.id IN (SELECT value FROM json_each(:product))"
)
_UNSAID = frozenset({"id", "uid", "version", "search_key"})
_SEARCHED = frozenset({"name", "variant", "plu", "sku", "note"})


@dataclass(frozen=True, slots=True)
class New:
    """New goods with everything that is known before the lock: three rows that lack only their numbers."""

    draft: Draft
    product: dict[str, Any]
    item: dict[str, Any]
    sale_unit: dict[str, Any]


def prepared(steps: Sequence[Step], now: datetime, random: Random) -> list[New]:
    """The rows of the new goods among some steps; touches no database."""
    drafts = [step.good.draft for step in steps if step.known is None]
    names = iter(uid.uuids7(now, random, 3 * len(drafts)))
    return [_new(draft, next(names), next(names), next(names)) for draft in drafts]


def _new(draft: Draft, product_uid: str, item_uid: str, sale_unit_uid: str) -> New:
    known = unit.UNITS.get(draft.unit)
    product = {
        "uid": product_uid, "version": 1, "name": draft.name, "vat_class": draft.vat_class,
        "vat_note": draft.vat_note, "restricted": draft.restricted, "tracked": draft.tracked, "photo": draft.photo,
        "note": draft.note, "category": None, "kind": "goods", "shared": False,
    }  # fmt: skip
    item = {
        "uid": item_uid, "version": 1, "variant": draft.variant,
        "base_unit": known.base if known else draft.unit, "sku": draft.sku, "cost": draft.cost,
    }  # fmt: skip
    sale_unit = {
        "uid": sale_unit_uid, "version": 1, "unit": draft.unit, "ratio": known.ratio if known else WHOLE_UNIT,
        "price": draft.price, "currency": "THB", "by_weight": draft.by_weight, "plu": draft.plu, "label": "",
        "position": 0, "search_key": goods.search_key(draft),
    }  # fmt: skip
    return New(draft, product, item, sale_unit)


@dataclass(slots=True)
class _Making:
    """The rows of one slice while they get their numbers, table by table in the order they are stored."""

    desk: Desk
    connection: Connection
    last: dict[str, int]
    rows: dict[str, list[dict[str, Any]]]

    def add(self, table: str, row: dict[str, Any]) -> int:
        """Number a record and note what it began as, like records.create."""
        number = self.last[table] = self.last[table] + 1
        began = {
            name: value for name, value in row.items() if name not in _UNSAID and value is not None and value != ""
        }
        fact = {"record": table, "row": row["uid"], "field": "", "old": None, "new": began}
        journal.add(self.desk.entry, self.connection, "change", fact)
        row["id"] = number
        self.rows[table].append(row)
        return number


@use_case(Right.GOODS)
def create(desk: Desk, shelf: Shelf, new: Sequence[New]) -> None:
    """Store new goods; variants of one name come under one product. The shelf learns products and categories."""
    if not new:
        return
    connection = desk.session.connection()
    product, item, sale_unit = connection.execute(_LAST).one()
    last = {"product": product, "item": item, "sale_unit": sale_unit}
    making = _Making(desk, connection, last, {**{table: [] for table in last}, "sale_code": []})
    for one in new:
        one.item["product"] = _product_of(making, shelf, one)
        one.sale_unit["item"] = item = making.add("item", one.item)
        number = making.add("sale_unit", one.sale_unit)
        making.rows["sale_code"] += [{"code": code, "sale_unit": number} for code in one.draft.codes]
        if one.draft.stock and one.draft.tracked:
            _opening(making, item, one.draft)
    for table, rows in making.rows.items():
        bulk.insert_many(connection, table, rows)


def _product_of(making: _Making, shelf: Shelf, one: New) -> int:
    draft = one.draft
    if draft.variant and draft.name in shelf.products:
        return shelf.products[draft.name]
    one.product["category"] = _category(making.desk, shelf, draft.category)
    number = making.add("product", one.product)
    if draft.variant:
        shelf.products[draft.name] = number
    return number


def _opening(making: _Making, item: int, draft: Draft) -> None:
    """The move of stock.move, for what lies there when the goods are made."""
    qty = draft.stock or 0
    move = {
        "item": item, "location": stock.COUNTER, "owner": stock.SHOP, "lot": stock.NO_LOT, "qty": qty,
        "value": money.times(draft.cost or 0, qty), "reason": "opening",
    }  # fmt: skip
    journal.add(making.desk.entry, making.connection, "stock_move", move)


def _category(desk: Desk, shelf: Shelf, name: str) -> int | None:
    """The number of a category, made when there is none; None for no name."""
    if not name:
        return None
    if name not in shelf.categories:
        found = goods.category_id(desk, name)
        if found is None:
            return None
        shelf.categories[name] = found
    return shelf.categories[name]


@use_case(Right.GOODS)
def update(desk: Desk, shelf: Shelf, changed: Sequence[Step]) -> None:
    """Change the fields that differ, each with its change fact; stock by one move."""
    values: dict[str, list[dict[str, Any]]] = {}
    versions: dict[str, set[int]] = {}
    connection = desk.session.connection()
    for step in changed:
        assert step.known is not None
        for name, value in _row_changes(desk, shelf, step).items():
            table = _TABLE[name]
            number = getattr(step.known, table)
            values.setdefault(name, []).append({"id": number, "value": value})
            versions.setdefault(table, set()).add(number)
        _codes(desk, step.known, step.changes)
    set_fields(connection, values, versions)
    for step in changed:
        if "stock" in step.changes and step.known is not None:
            opening = step.known.fields["stock"] is None
            stock.set_balance(desk, step.known.item, step.changes["stock"], "opening" if opening else "count")


def _row_changes(desk: Desk, shelf: Shelf, step: Step) -> dict[str, Any]:
    """The columns to set for one step; a change fact is recorded for each but the search key."""
    known = step.known
    assert known is not None
    new: dict[str, Any] = {name: value for name, value in step.changes.items() if name in _TABLE}
    old: dict[str, Any] = dict(known.fields)
    if "category" in new:
        new["category"] = _category(desk, shelf, new["category"])
        old["category"] = shelf.categories.get(known.fields["category"] or "")
    for name, value in new.items():
        before = bool(old[name]) if isinstance(value, bool) else old.get(name)
        record(desk, "change", record=_TABLE[name], row=known.uids[_TABLE[name]], field=name, old=before, new=value)
    if not _SEARCHED.isdisjoint(new):
        new["search_key"] = goods.search_key(_as_draft(known, new))
    return new


def _as_draft(known: Known, new: dict[str, Any]) -> Draft:
    return Draft(**{name: new.get(name, known.fields[name]) for name in _SEARCHED})


def _codes(desk: Desk, known: Known, changes: dict[str, Any]) -> None:
    if "codes" in changes:
        rows = [{"code": code, "sale_unit": known.sale_unit} for code in changes["codes"]]
        desk.session.connection().execute(_CODES, rows)
        uid, new = known.uids["sale_unit"], list(changes["codes"])
        record(desk, "change", record="sale_unit", row=uid, field="codes", old=None, new=new)


def set_fields(
    connection: Connection, values: Mapping[str, list[dict[str, Any]]], touched: Mapping[str, Collection[int]]
) -> None:
    """Set some fields, each of records by `id` to `value`; the records touched get a new version."""
    for name, rows in values.items():
        connection.execute(_SET[name], rows)
    for table, numbers in touched.items():
        connection.execute(_NEW_VERSION[table], [{"id": number} for number in sorted(numbers)])


def search_anew(connection: Connection, touched: Mapping[str, Collection[int]]) -> None:
    """Make the search keys of goods whose words were set, by the tables and ids of what was touched."""
    ids = {table: quick.numbers(sorted(touched.get(table, ()))) for table in _NEW_VERSION}
    rows = [
        {"id": number, "value": goods.search_key(Draft(name, variant=variant, plu=plu, sku=sku, note=note))}
        for number, name, variant, plu, sku, note in quick.rows(connection, _WORDS, ids)
    ]
    if rows:
        connection.execute(_SET["search_key"], rows)
