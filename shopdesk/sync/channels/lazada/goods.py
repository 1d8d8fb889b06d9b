"""Goods of Lazada both ways: categories, what they ask for and units as ours; drafts and writes as their payloads."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.shop.channels import Attribute, Category, Draft, DraftUnit, Rejected, RemoteUnit, Write
from shopdesk.shop.reviews import Review
from shopdesk.sync import strictjson
from shopdesk.sync.channels import reading
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]
Number = Callable[[int], str]

MOST_CATEGORIES = 100_000
LONGEST_WORDS = 25_000
CHOICE, BRAND, NO_BRAND, HIGHLIGHTS = "choice", "brand", "No Brand", "short_description"
KINDS = {
    "numeric": "number", "date": "date", "singleSelect": "choice", "multiSelect": "choices",
    "multiEnumInput": "choices",
}  # fmt: skip
FREE = ("enumInput", "multiEnumInput", "text")
# The draft itself says these; nobody is asked for them twice.
OWN = frozenset({
    "name", "description", "brand_id", "SellerSku", "price", "quantity", "special_price", "special_from_date",
    "special_to_date", "package_weight", "package_length", "package_width", "package_height",
    "disableAutoFillAttribute", "__images__", "Images", "video", "color_thumbnail", "tax_class",
})  # fmt: skip
LIVE, REVIEWING = "Active", frozenset({"Pending QC"})


def categories(told: object) -> list[Category]:
    """The leaves of a tree, with their path from the root; what cannot be read is left out."""
    found: list[Category] = []
    open_ = [(one, "") for one in reversed(reading.trees(told))]
    seen = 0
    while open_ and seen < MOST_CATEGORIES:
        one, above = open_.pop()
        seen += 1
        name, number = reading.text(one.get("name"), 200), reading.id_or_none(one.get("category_id"))
        path = f"{above} > {name}" if above else name
        children = reading.trees(one.get("children"))
        if reading.yes(one.get("leaf")) and number and name:
            found.append(Category(number, path))
        open_ += [(child, path) for child in reversed(children)]
    return found


def suggested(told: object) -> list[Category]:
    """Categories that were proposed, the best first."""
    data = told if isinstance(told, dict) else {}
    made = []
    for one in reading.trees(data.get("categorySuggestions"))[:20]:
        number, path = reading.id_or_none(one.get("categoryId")), reading.text(one.get("categoryPath"))
        parts = [part.strip() for part in path.split(">") if part.strip()]
        if number:
            made.append(Category(number, " > ".join(parts) or reading.text(one.get("categoryName"), 200)))
    return made


def attributes(rows: Sequence[Tree]) -> list[Attribute]:
    """What a category asks for, without what a draft says anyway."""
    made = [_attribute(one) for one in rows[:500]]
    return [one for one in made if one.id and one.id not in OWN]


def _attribute(one: Tree) -> Attribute:
    name, kind = reading.text(one.get("name"), 100), reading.text(one.get("input_type"), 40)
    options = [_option(option) for option in reading.trees(one.get("options"))[:5_000]]
    known = tuple(option for option in options if option[0])
    units = one.get("unit")
    named = units.get("type") if isinstance(units, dict) else None
    unit = reading.text(named[0] if isinstance(named, list) and named else named, 40)
    shape = KINDS.get(kind, "choice" if known else "text")
    # Goods without a maker's name go out as the platform's own “No Brand”.
    needed = reading.yes(one.get("is_mandatory")) and name != BRAND
    label = reading.text(one.get("label"), 200) or name
    return Attribute(
        name, label, needed, shape if known or shape not in ("choice", "choices") else "text", known,
        reading.yes(one.get("is_sale_prop")), unit,
    )  # fmt: skip


def _option(one: Tree) -> tuple[str, str]:
    """Sent by its English name, shown by the other: both are one option to the platform."""
    name = reading.text(one.get("name"), 200)
    return reading.text(one.get("en_name"), 200) or name, name


def units(product: Tree) -> list[RemoteUnit]:
    """The units of goods as they stand there. Raises Odd for goods without an id."""
    item, state = reading.name_of(product.get("item_id"), "item_id"), reading.text(product.get("status"), 40)
    return [_unit(item, state, one) for one in reading.trees(product.get("skus"))[:500] if one.get("SkuId")]


def _unit(item: str, state: str, one: Tree) -> RemoteUnit:
    return RemoteUnit(
        item, reading.name_of(one.get("SkuId"), "SkuId"), reading.text(one.get("SellerSku"), 120),
        _or_none(lambda: reading.satang(one.get("price"), "price")), _or_none(lambda: _sellable(one)),
        reading.text(one.get("Status"), 40) or state,
    )  # fmt: skip


def review(listing: str, product: Tree) -> Review:
    """How goods stand that were looked at; of the reasons what to do comes before what was wrong."""
    state = reading.text(product.get("status"), 40)
    said = [reading.text(one.get(name), 200) for one in reading.trees(product.get("rejectReason"))[:5]
            for name in ("suggestion", "violationDetail")]  # fmt: skip
    why = " · ".join(dict.fromkeys(word for word in said if word))
    if state.lower() == "deleted":
        return Review(listing, "gone", state)
    if why or "reject" in reading.text(product.get("subStatus"), 40).lower():
        return Review(listing, "refused", state, why)
    if state in REVIEWING or not state:
        return Review(listing, "waits", state)
    return Review(listing, "live" if state == LIVE else "refused", state)


def _or_none(make: Callable[[], int]) -> int | None:
    try:
        return make()
    except Odd:
        return None


def _sellable(one: Tree) -> int:
    """What a buyer can buy now; `quantity` counts promised pieces too."""
    houses = reading.trees(one.get("multiWarehouseInventories"))
    if houses and all(reading.text(house.get("sellableQuantity")) for house in houses):
        return sum(reading.whole(house["sellableQuantity"], "sellableQuantity") for house in houses)
    return reading.whole(one.get("Available"), "Available")


def created(draft: Draft, asked: Sequence[Tree], brand: str) -> str:
    """The payload that makes a listing. Raises Rejected where the category cannot tell its units apart."""
    product = {
        "PrimaryCategory": draft.category,
        "Images": {"Image": list(draft.photos)},
        "Attributes": {**_attributes(draft, asked, brand), "disableAutoFillAttribute": "true"},
        "Skus": {"Sku": [_sku(unit, draft, asked, new=True) for unit in draft.units]},
    }
    return _payload(product)


def beside(draft: Draft, asked: Sequence[Tree], remote: str, more: Sequence[DraftUnit]) -> str:
    """The payload that puts more units into a listing, beside one of its own."""
    skus = [_sku(unit, draft, asked, new=True) for unit in more]
    return _payload({"AssociatedSku": remote, "Skus": {"Sku": skus}})


def updated(draft: Draft, asked: Sequence[Tree], brand: str) -> str:
    """The payload that brings words, photos and attributes up to date, never price or stock."""
    known = [unit for unit in draft.units if unit.remote]
    product = {
        "ItemId": draft.remote,
        "PrimaryCategory": draft.category,
        "Images": {"Image": list(draft.photos)},
        "Attributes": _attributes(draft, asked, brand),
        "Skus": {"Sku": [{"SkuId": unit.remote, **_sku(unit, draft, asked, new=False)} for unit in known]},
    }
    return _payload(product)


def on_the_shelf(item: str, remotes: Sequence[str]) -> str:
    """The payload that makes units active again."""
    skus = [{"SkuId": remote, "Status": "active"} for remote in remotes]
    return _payload({"ItemId": item, "Skus": {"Sku": skus}})


def off_the_shelf(item: str, remotes: Sequence[str]) -> str:
    """The payload that takes units off: XML, as the call wants it."""
    skus = "".join(f"<SkuId>{escape(remote)}</SkuId>" for remote in remotes)
    inner = f"<Skus>{skus}</Skus>" if skus else ""
    return f"<Request><Product><ItemId>{escape(item)}</ItemId>{inner}</Product></Request>"


def values(writes: Sequence[Write], field: str, number: Number) -> str:
    """The payload of prices or stocks: XML, as these calls show it."""
    skus = "".join(
        f"<Sku><ItemId>{escape(one.listing)}</ItemId><SkuId>{escape(one.remote)}</SkuId>"
        f"<SellerSku>{escape(one.seller_sku)}</SellerSku><{field}>{number(one.value)}</{field}></Sku>"
        for one in writes
    )
    return f"<Request><Product><Skus>{skus}</Skus></Product></Request>"


def _payload(product: Tree) -> str:
    return strictjson.dumps({"Request": {"Product": product}}).decode()


def _attributes(draft: Draft, asked: Sequence[Tree], brand: str) -> dict[str, str]:
    """Words, brand and what the category asks for goods as a whole."""
    of_units = {str(one.get("name")) for one in asked if _is_of_units(one)}
    given = {key: _said(value) for key, value in draft.attributes.items() if key not in of_units | OWN | {BRAND}}
    if given.get(HIGHLIGHTS):
        rows = "".join(f"<li>{html.escape(row)}</li>" for row in given[HIGHLIGHTS].splitlines() if row.strip())
        given[HIGHLIGHTS] = f"<ul>{rows}</ul>"
    own = {"brand_id": brand} if brand else {BRAND: brand_of(draft)}
    words = {"name": draft.title, "description": _paragraphs(draft.description), **own}
    return {**{key: value for key, value in given.items() if value}, **words}


def brand_of(draft: Draft) -> str:
    """The brand that was typed, or the platform's word for none."""
    return _said(draft.attributes.get(BRAND)) or NO_BRAND


def _is_of_units(one: Tree) -> bool:
    return reading.yes(one.get("is_sale_prop")) or reading.text(one.get("attribute_type")) == "sku"


def _said(value: object) -> str:
    return ",".join(map(_said, value)) if isinstance(value, list | tuple) else reading.text(value)


def _paragraphs(words: str) -> str:
    told = "".join(f"<p>{html.escape(row.strip(), quote=False)}</p>" for row in words.splitlines() if row.strip())
    if len(told) > LONGEST_WORDS:
        raise Rejected(N_("A text is too long."), fix=N_("Make the text shorter."), code="4120")
    return told


def _sku(unit: DraftUnit, draft: Draft, asked: Sequence[Tree], *, new: bool) -> dict[str, Any]:
    length, width, height = unit.size
    of_units = [str(one.get("name")) for one in asked if _is_of_units(one) and not reading.yes(one.get("is_sale_prop"))]
    more = {name: _said(draft.attributes[name]) for name in of_units if name not in OWN and draft.attributes.get(name)}
    sku: dict[str, Any] = {
        "SellerSku": unit.seller_sku, **more, "package_length": _centimetres(length),
        "package_width": _centimetres(width), "package_height": _centimetres(height),
        "package_weight": _kilograms(unit.weight),
    }  # fmt: skip
    told_apart = _told_apart(unit, draft, asked)
    if told_apart:
        sku["saleProp"] = told_apart
    return {**sku, "quantity": str(unit.stock), "price": money.plain(unit.price)} if new else sku


def _told_apart(unit: DraftUnit, draft: Draft, asked: Sequence[Tree]) -> dict[str, str]:
    props = [one for one in asked if reading.yes(one.get("is_sale_prop")) and reading.text(one.get("name"))]
    names = [reading.text(one.get("name")) for one in props]
    given = {name: _said(draft.attributes[name]) for name in names if draft.attributes.get(name)}
    given |= {name: value for name, value in unit.choice.items() if name in names}
    choice = unit.choice.get(CHOICE, "")
    if not choice or CHOICE in names:
        return given
    open_ = [one for one in props if reading.text(one.get("name")) not in given]
    free = [one for one in open_ if reading.text(one.get("input_type")) in FREE]
    own = next((one for one in (*free, *open_)), None)
    if own is None:
        raise Rejected(
            N_("This category there knows no sizes or kinds."), fix=N_("Choose another category."), code="4112"
        )
    return {**given, reading.text(own.get("name")): choice}


def _centimetres(millimetres: int) -> str:
    return f"{millimetres // 10}.{millimetres % 10}".removesuffix(".0")


def _kilograms(grams: int) -> str:
    """Two decimals are taken: a part of ten grams counts as ten."""
    return money.plain((grams + 9) // 10)
