"""Goods of Shopee both ways: categories, what they ask for and units as ours; drafts and writes as their bodies."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop.channels import Attribute, Category, Draft, DraftUnit, Rejected, RemoteUnit, Write
from shopdesk.shop.reviews import Review
from shopdesk.sync.channels import flattree, reading
from shopdesk.sync.channels.flattree import Node
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]

# The input types of the attribute page: one or several of a list, with or without words of one's own.
KINDS = {"1": "choice", "2": "choice", "3": "text", "4": "choices", "5": "choices"}
CHOICE, BRAND = "choice", "brand"
NO_BRAND = {"brand_id": 0, "original_brand_name": "NoBrand"}
TIER = "แบบ"
LIVE = "NORMAL"
REVIEWING = frozenset({"REVIEWING"})
# What can be found again; what was deleted cannot.
STANDING = (LIVE, "UNLIST", "REVIEWING", "BANNED")
# Sizes and prices of these are chosen on the platform.
_OWN_FEES = ("SIZE_SELECTION", "CUSTOM_PRICE")


def categories(told: object) -> list[Category]:
    """The leaves of a flat list, with their path from the root; what cannot be read is left out."""
    return flattree.leaves(
        {number: _node(one) for one in reading.trees(told) if (number := reading.id_or_none(one.get("category_id")))}
    )


def _node(one: Tree) -> Node:
    name = reading.text(one.get("display_category_name"), 200) or reading.text(one.get("original_category_name"), 200)
    return Node(name, reading.id_or_none(one.get("parent_category_id")), not reading.yes(one.get("has_children")))


def attributes(rows: Sequence[Tree], language: str) -> list[Attribute]:
    """What a category asks for; a brand may always be said and is never asked for: none is one too."""
    made = [one for row in rows[:500] if (one := _attribute(row, language))]
    return [Attribute(BRAND, _("Brand"), required=False), *made]


def _attribute(one: Tree, language: str) -> Attribute | None:
    number, info = reading.id_or_none(one.get("attribute_id")), one.get("attribute_info")
    kind = reading.text(info.get("input_type"), 2) if isinstance(info, dict) else ""
    options = tuple(
        (value, name)
        for row in reading.trees(one.get("attribute_value_list"))[:5_000]
        if (value := reading.id_or_none(row.get("value_id"))) and (name := _named(row, language))
    )
    label, shape = _named(one, language), KINDS.get(kind, "text")
    if not number or not label:
        return None
    shape = shape if options else "text"
    return Attribute(number, label, reading.yes(one.get("mandatory")), shape, options)


def _named(one: Tree, language: str) -> str:
    """The name in our language where it is told in it."""
    own = (row for row in reading.trees(one.get("multi_lang")) if reading.text(row.get("language")) == language)
    word = next((found for row in own if (found := reading.text(row.get("value"), 200))), "")
    return word or reading.text(one.get("name"), 200)


def units(item: Tree, models: Sequence[Tree]) -> list[RemoteUnit]:
    """What can be bought of some goods: themselves, or their models. Raises Odd for goods without an id."""
    number, state = reading.name_of(item.get("item_id"), "item_id"), reading.text(item.get("item_status"), 40)
    if not reading.yes(item.get("has_model")):
        return [_unit(number, "0", item.get("item_sku"), item, state)]
    named = [(reading.id_or_none(one.get("model_id")), one) for one in models]
    return [_unit(number, model, one.get("model_sku"), one, state) for model, one in named if model]


def _unit(item: str, model: str, sku: object, one: Tree, state: str) -> RemoteUnit:
    price = next((row.get("original_price") for row in reading.trees(one.get("price_info"))), None)
    return RemoteUnit(item, f"{item}:{model}", reading.text(sku, 120), _satang(price), _stock(one), state)


def _satang(price: object) -> int | None:
    try:
        return reading.satang(price, "original_price")
    except Odd:
        return None


def _stock(one: Tree) -> int | None:
    info = one.get("stock_info_v2")
    summary = info.get("summary_info") if isinstance(info, dict) else None
    try:
        return reading.whole(summary.get("total_available_stock"), "stock") if isinstance(summary, dict) else None
    except Odd:
        return None


def review(listing: str, state: str) -> Review:
    """How goods stand that were looked at; without a word they are there no more."""
    if not state:
        return Review(listing, "gone")
    if state in REVIEWING:
        return Review(listing, "waits", state)
    return Review(listing, "live" if state == LIVE else "refused", state)


def model_of(remote: str) -> int:
    """The model in our name of a unit; 0 for goods without models."""
    number = remote.partition(":")[2]
    return int(number) if number.isdecimal() else 0


def number(name: str) -> int:
    """An id as the platform writes it; raises Rejected for one that cannot be theirs."""
    if not name.isdecimal():
        raise Rejected(N_("The platform does not know this listing any more."), fix=N_("Put it up for sale again."))
    return int(name)


def baht(satang: int) -> int:
    """A price: this country takes whole baht and would round by itself; we round as it is shown before (`Rules`)."""
    return money.share(satang, 1, money.BAHT)


def words(draft: Draft, asked: Sequence[Tree], brand: Tree, couriers: Sequence[int]) -> dict[str, Any]:
    """What new and changed goods have in common: everything but price and stock."""
    first = draft.units[0]
    length, width, height = (max(1, -(-side // 10)) for side in first.size)
    size = {"package_length": length, "package_width": width, "package_height": height}
    return {
        "category_id": number(draft.category), "item_name": draft.title, "description": draft.description,
        "item_sku": first.seller_sku, "condition": "NEW", "weight": Decimal(first.weight) / 1000,
        **({"dimension": size} if all(first.size) else {}), "image": {"image_id_list": list(draft.photos)},
        "attribute_list": list(_said(draft, asked)), "brand": brand,
        "logistic_info": [{"logistic_id": one, "enabled": True} for one in couriers],
        "pre_order": _preorder(draft.preorder_days),
    }  # fmt: skip


def _preorder(days: int) -> Tree:
    return {"is_pre_order": True, "days_to_ship": days} if days else {"is_pre_order": False}


def _said(draft: Draft, asked: Sequence[Tree]) -> Iterator[Tree]:
    """What the category asks for: by the number of a choice, or in words."""
    for one in asked:
        key = reading.id_or_none(one.get("attribute_id"))
        given = draft.attributes.get(key)
        values = [reading.text(word) for word in (given if isinstance(given, list | tuple) else [given])]
        known = {reading.id_or_none(row.get("value_id")) for row in reading.trees(one.get("attribute_value_list"))}
        told = [
            {"value_id": int(word)} if word in known and word.isdecimal() else
            {"value_id": 0, "original_value_name": word}
            for word in values if word
        ]  # fmt: skip
        if key.isdecimal() and told:
            yield {"attribute_id": int(key), "attribute_value_list": told}


def brand_of(draft: Draft) -> str:
    """The brand that was typed, "" for none."""
    return reading.text(draft.attributes.get(BRAND))


def couriers(told: object, weight: int) -> list[int]:
    """Who can carry it, of those that are switched on: by number. `weight` in grams; raises Rejected for nobody."""
    rows = [one for one in reading.trees(told) if reading.yes(one.get("enabled")) and _carries(one, weight)]
    plain = [one for one in rows if reading.text(one.get("fee_type")) not in _OWN_FEES]
    found = [int(name) for one in plain if (name := reading.id_or_none(one.get("logistics_channel_id"))).isdecimal()]
    if not found:
        raise Rejected(N_("No courier there takes these goods."), fix=N_("Switch on a courier there."), code="couriers")
    return found


def _carries(one: Tree, weight: int) -> bool:
    limit = one.get("weight_limit")
    most = reading.text(limit.get("item_max_weight"), 12) if isinstance(limit, dict) else ""
    try:
        return not most or Decimal(most) <= 0 or weight <= Decimal(most) * 1000
    except ArithmeticError:
        return True


def price_and_stock(unit: DraftUnit) -> dict[str, Any]:
    """What one costs, and how many there are."""
    return {"original_price": baht(unit.price), "seller_stock": [{"stock": unit.stock}]}


def tiers(draft: Draft) -> dict[str, Any]:
    """The body that gives an item its sizes or kinds. Raises Rejected where two are called the same."""
    names = [choice(unit) for unit in draft.units]
    if len(set(names)) < len(names) or not all(names):
        raise Rejected(N_("The sizes or kinds are not told apart."), fix=N_("Give each size a name of its own."))
    options = [{"variation_option_id": 0, "variation_option_name": name} for name in names]
    tier = {"variation_id": 0, "variation_group_id": 0, "variation_name": TIER, "variation_option_list": options}
    models = [model(unit, at) for at, unit in enumerate(draft.units)]
    return {"item_id": number(draft.remote), "standardise_tier_variation": [tier], "model": models}


def model(unit: DraftUnit, at: int) -> dict[str, Any]:
    """A size or kind by the place of its name."""
    return {"tier_index": [at], "model_sku": unit.seller_sku, **price_and_stock(unit)}


def choice(unit: DraftUnit) -> str:
    """What a size or kind is called; the platform takes twenty letters."""
    return (unit.choice.get(CHOICE) or next(iter(unit.choice.values()), ""))[:20].strip()


def option_places(told: Tree) -> dict[str, int]:
    """The names of an item's only tier, with their places; none where there are two tiers."""
    rows = reading.trees(told.get("tier_variation"))
    if len(rows) != 1:
        return {}
    return {reading.text(one.get("option"), 60): at for at, one in enumerate(reading.trees(rows[0].get("option_list")))}


def stock(one: Write) -> Tree:
    """How many a buyer can buy, absolutely."""
    return {"model_id": model_of(one.remote), "seller_stock": [{"stock": one.value}]}


def price(one: Write) -> Tree:
    """What one costs."""
    return {"model_id": model_of(one.remote), "original_price": baht(one.value)}
