"""Goods as WooCommerce takes and tells them: one product, or one with variations where a buyer chooses."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop.channels import Category, Draft, DraftUnit, RemoteUnit
from shopdesk.sync.channels import typed
from shopdesk.sync.channels.woocommerce.mapping import Strange, ident, number, row_of, satang, word

# Which listing of ours goods belong to: it survives the way there and back.
MARK = "_coop_uid"
_GRAMS = {"kg": Decimal(1000), "g": Decimal(1), "lbs": Decimal("453.59237"), "oz": Decimal("28.349523125")}
_MILLIMETRES = {
    "cm": Decimal(10), "mm": Decimal(1), "m": Decimal(1000), "in": Decimal("25.4"), "yd": Decimal("914.4"),
}  # fmt: skip
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Measures:
    """How many grams and millimetres the shop's own units of weight and length have."""

    weight: Decimal = _GRAMS["kg"]
    length: Decimal = _MILLIMETRES["cm"]


def measures(settings: Sequence[Any]) -> Measures:
    """The shop's units from its settings; kilograms and centimetres where it does not tell."""
    told = {word(one.get("id")): word(one.get("value")) for one in settings if isinstance(one, dict)}
    plain = Measures()
    return Measures(
        _GRAMS.get(told.get("woocommerce_weight_unit", ""), plain.weight),
        _MILLIMETRES.get(told.get("woocommerce_dimension_unit", ""), plain.length),
    )


def is_several(draft: Draft) -> bool:
    """Whether a buyer chooses, now or since it was made: then each unit is a variation."""
    return len(draft.units) > 1 or any(unit.remote and unit.remote != draft.remote for unit in draft.units)


def product(draft: Draft, units: Measures) -> dict[str, Any]:
    """The words, photos and size of a listing. What has variations carries no price and no stock of its own."""
    body: dict[str, Any] = {"name": draft.title, "description": typed.paragraphs(draft.description), **_mark(draft)}
    if draft.category.isdecimal():
        body["categories"] = [{"id": int(draft.category)}]
    photos = [{"id": int(name)} for name in draft.photos if name.isdecimal()]
    if photos:
        body["images"] = photos
    if draft.preorder_days:
        body["short_description"] = _("Sent {days} days after the order.").format(days=draft.preorder_days)
    if is_several(draft):
        # Its own code finds it again where the answer to its making was lost.
        shape: dict[str, Any] = {"type": "variable", "sku": draft.key, "manage_stock": False}
        # One that is left of several chooses nothing any more, and what it was chosen by stays.
        shape |= {"attributes": choices} if (choices := _choices(draft)) else {}
        return {**body, **shape, **_parcel(draft.units[0], units)}
    return {**body, "type": "simple", **unit(draft.units[0], units)}


def unit(one: DraftUnit, units: Measures) -> dict[str, Any]:
    """What a buyer puts in the basket, without its stock."""
    return {
        "sku": one.seller_sku, "regular_price": money.plain(one.price), "manage_stock": True, "backorders": "no",
        **_parcel(one, units),
    }  # fmt: skip


def variation(draft: Draft, one: DraftUnit, units: Measures) -> dict[str, Any]:
    """A unit among several."""
    chosen = [{"name": _choice(name), "option": option} for name, option in one.choice.items()]
    return {**unit(one, units), **({"attributes": chosen} if chosen else {}), **_mark(draft)}


def stock(value: int) -> dict[str, Any]:
    """How many a buyer can buy, absolutely; the shop counts them from now on, if it did not."""
    return {"manage_stock": True, "stock_quantity": value}


def price(value: int) -> dict[str, Any]:
    """What one costs; a special price of the shop's owner stays."""
    return {"regular_price": money.plain(value)}


def _mark(draft: Draft) -> dict[str, Any]:
    return {"meta_data": [{"key": MARK, "value": draft.key}]}


def _choice(name: str) -> str:
    return _("Choice") if name == "choice" else name


def _choices(draft: Draft) -> list[dict[str, Any]]:
    names = dict.fromkeys(name for one in draft.units for name in one.choice)
    return [
        {
            "name": _choice(name), "visible": True, "variation": True,
            "options": list(dict.fromkeys(one.choice[name] for one in draft.units if name in one.choice)),
        }
        for name in names
    ]  # fmt: skip


def _parcel(one: DraftUnit, units: Measures) -> dict[str, Any]:
    made: dict[str, Any] = {"weight": _measure(one.weight, units.weight)} if one.weight else {}
    if all(one.size):
        sides = [_measure(side, units.length) for side in one.size]
        made["dimensions"] = dict(zip(("length", "width", "height"), sides, strict=True))
    return made


def _measure(value: int, per: Decimal) -> str:
    told = format((value / per).quantize(Decimal("0.0001")), "f")
    return told.rstrip("0").rstrip(".")


def found(row: Mapping[str, Any]) -> RemoteUnit:
    """A product or variation as a unit; raises Strange."""
    own = ident(row.get("id"), "id")
    parent = row.get("parent_id")
    listing = ident(parent, "parent_id") if row.get("type") == "variation" and parent else own
    regular = word(row.get("regular_price"))
    counted = row.get("manage_stock") is True and row.get("stock_quantity") is not None
    return RemoteUnit(
        listing, own, word(row.get("sku")), satang(regular, "regular_price") if regular else None,
        max(number(row.get("stock_quantity"), "stock_quantity"), 0) if counted else None, word(row.get("status")),
    )  # fmt: skip


def is_marked(row: Mapping[str, Any], key: str) -> bool:
    """Whether goods were put there for this listing."""
    told = row.get("meta_data")
    marks = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return any(one.get("key") == MARK and one.get("value") == key for one in marks)


def categories(rows: Sequence[Any]) -> list[Category]:
    """The shop's categories with their paths; every one takes goods. What cannot be read is left out."""
    known: dict[str, tuple[str, str]] = {}
    for one in rows:
        try:
            row = row_of(one)
            parent = row.get("parent")
            own = ident(row.get("id"), "id")
            known[own] = (html.unescape(word(row.get("name"))), ident(parent, "parent") if parent else "")
        except Strange:
            continue
    return [Category(own, _path(known, own)) for own in known]


def _path(known: Mapping[str, tuple[str, str]], own: str) -> str:
    names: list[str] = []
    while own in known and len(names) < _DEEPEST:
        name, own = known[own]
        names.insert(0, name)
    return " > ".join(names)
