"""Goods of TikTok Shop both ways: categories, what they ask for and units as ours; drafts and writes as bodies."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop.channels import Attribute, Category, Draft, DraftUnit, Rejected, RemoteUnit
from shopdesk.shop.reviews import Review
from shopdesk.sync.channels import flattree, reading, typed
from shopdesk.sync.channels.flattree import Node
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]

LIVE, WAITING, PAUSED, GONE = "ACTIVATE", "PENDING", "SELLER_DEACTIVATED", "DELETED"
CHOICE, BRAND = "choice", "brand"
TIER = "แบบ"
LONGEST_CHOICE = 50
OPEN = "AVAILABLE"
SALES = "SALES_PROPERTY"
_LONGEST_REASON = 300


def categories(told: object) -> list[Category]:
    """The leaves the shop may use, with their path from the root; what cannot be read is left out."""
    rows = reading.trees(told)
    nodes = {number: _node(one) for one in rows if (number := reading.id_or_none(one.get("id")))}
    closed = {reading.id_or_none(one.get("id")) for one in rows if not _may_use(one)}
    return [one for one in flattree.leaves(nodes) if one.id not in closed]


def _node(one: Tree) -> Node:
    leaf = reading.yes(one.get("is_leaf"))
    return Node(reading.text(one.get("local_name"), 200), reading.id_or_none(one.get("parent_id")), leaf)


def _may_use(one: Tree) -> bool:
    words = one.get("permission_statuses")
    return not isinstance(words, list) or not words or OPEN in words


def suggested(told: Tree) -> list[Category]:
    """The category that was proposed; its levels are told from the root down."""
    rows = sorted(reading.trees(told.get("categories"))[:10], key=lambda one: reading.text(one.get("level"), 3))
    leaf = reading.id_or_none(told.get("leaf_category_id"))
    path = " > ".join(name for one in rows if (name := reading.text(one.get("name"), 200)))
    return [Category(leaf, path)] if leaf and path else []


def attributes(rows: Sequence[Tree]) -> list[Attribute]:
    """What a category asks for; a brand may always be said. What tells sizes apart is a name of our own."""
    made = [one for row in rows[:500] if reading.text(row.get("type")) != SALES and (one := _attribute(row))]
    return [Attribute(BRAND, _("Brand"), required=False), *made]


def _attribute(one: Tree) -> Attribute | None:
    number, label = reading.id_or_none(one.get("id")), reading.text(one.get("name"), 200)
    options = tuple(
        (value, name)
        for row in reading.trees(one.get("values"))[:5_000]
        if (value := reading.id_or_none(row.get("id"))) and (name := reading.text(row.get("name"), 200))
    )
    kind = "choices" if reading.yes(one.get("is_multiple_selection")) else "choice"
    # The misspelling is theirs.
    needed = reading.yes(one.get("is_requried")) or reading.yes(one.get("is_required"))
    return Attribute(number, label, needed, kind if options else "text", options) if number and label else None


def units(product: Tree) -> list[RemoteUnit]:
    """What can be bought of some goods. Raises Odd for goods without an id."""
    number, state = reading.name_of(product.get("id"), "id"), reading.text(product.get("status"), 40)
    rows = reading.trees(product.get("skus"))
    named = [(reading.id_or_none(one.get("id")), one) for one in rows]
    return [
        RemoteUnit(number, remote, reading.text(one.get("seller_sku"), 120), _price(one), _stock(one), state)
        for remote, one in named
        if remote
    ]


def _price(one: Tree) -> int | None:
    told = one.get("price")
    price = told if isinstance(told, dict) else {}
    word = next((price[name] for name in ("sale_price", "tax_exclusive_price", "amount") if price.get(name)), None)
    try:
        return reading.satang(word, "price")
    except Odd:
        return None


def _stock(one: Tree) -> int | None:
    """What a buyer can buy, of all warehouses."""
    try:
        return sum(reading.whole(row.get("quantity"), "quantity") for row in reading.trees(one["inventory"]))
    except (Odd, KeyError):
        return None


def warehouses(product: Tree, remote: str) -> list[str]:
    """The warehouses a unit lies in: a write has to name every one of them."""
    own = (one for one in reading.trees(product.get("skus")) if reading.id_or_none(one.get("id")) == remote)
    rows = [row for one in own for row in reading.trees(one.get("inventory"))]
    return [name for row in rows if (name := reading.id_or_none(row.get("warehouse_id")))]


def why_failed(product: Tree) -> str:
    """The platform's own words why it turned goods back, "" where it says none."""
    audit = product.get("audit")
    rows = reading.trees(product.get("audit_failed_reasons"))
    rows += reading.trees(audit.get("failed_reasons")) if isinstance(audit, dict) else []
    words: list[str] = []
    for one in rows:
        for name in ("reasons", "suggestions"):
            told = one.get(name)
            words += [said for word in (told if isinstance(told, list) else [told]) if (said := reading.text(word))]
    return "; ".join(dict.fromkeys(words))[:_LONGEST_REASON]


def review(listing: str, product: Tree) -> Review:
    """How goods stand that were looked at; {} are there no more."""
    state = reading.text(product.get("status"), 40)
    if not product or state == GONE:
        return Review(listing, "gone", GONE)
    if state == WAITING:
        return Review(listing, "waits", state)
    return Review(listing, "live" if state in (LIVE, PAUSED) else "refused", state, why_failed(product))


def created(draft: Draft, asked: Sequence[Tree], brand: str, rules: Tree, warehouse: str, key: str) -> Tree:
    """The body of a new listing; the same `key` makes it once."""
    several = len(draft.units) > 1
    return {
        "save_mode": "LISTING", **words(draft, asked, brand, rules), "idempotency_key": key,
        "skus": [unit_body(unit, warehouse, several=several) for unit in draft.units if unit.stock > 0],
    }  # fmt: skip


def words(draft: Draft, asked: Sequence[Tree], brand: str, rules: Tree) -> dict[str, Any]:
    """What new and changed goods have in common: everything but their units."""
    first = draft.units[0]
    length, width, height = (str(max(1, -(-side // 10))) for side in first.size)
    size = {"length": length, "width": width, "height": height, "unit": "CENTIMETER"}
    cod = rules.get("cod")
    return {
        "title": draft.title, "description": _told(draft), "category_id": draft.category,
        "category_version": "v1", **({"brand_id": brand} if brand else {}),
        "main_images": [{"uri": name} for name in draft.photos],
        "package_weight": {"value": _kilograms(first.weight), "unit": "KILOGRAM"},
        **({"package_dimensions": size} if all(first.size) else {}), "product_attributes": list(_said(draft, asked)),
        "is_cod_allowed": isinstance(cod, dict) and reading.yes(cod.get("is_supported")),
    }  # fmt: skip


def _told(draft: Draft) -> str:
    """The story as a page; when goods made to order leave is said in it."""
    days = draft.preorder_days
    late = _("Sent {days} days after the order.").format(days=days) if days else ""
    return typed.paragraphs(draft.description) + typed.paragraphs(late)


def _kilograms(grams: int) -> str:
    return format((Decimal(grams) / 1000).normalize(), "f")


def _said(draft: Draft, asked: Sequence[Tree]) -> Iterator[Tree]:
    """What the category asks for: by the number of a choice, or in words."""
    for one in asked:
        key = reading.id_or_none(one.get("id"))
        given = draft.attributes.get(key)
        values = [reading.text(word) for word in (given if isinstance(given, list | tuple) else [given])]
        known = {reading.id_or_none(row.get("id")) for row in reading.trees(one.get("values"))}
        told = [{"id": word} if word in known else {"name": word} for word in values if word]
        if key and told and reading.text(one.get("type")) != SALES:
            yield {"id": key, "values": told}


def unit_body(unit: DraftUnit, warehouse: str, *, several: bool) -> dict[str, Any]:
    """A unit that is not there yet."""
    kind = {"sales_attributes": [{"name": TIER, "value_name": choice(unit)}]} if several else {}
    return {
        **kind, "seller_sku": unit.seller_sku, "external_sku_id": unit.seller_sku, "price": price(unit.price),
        "inventory": [{"warehouse_id": warehouse, "quantity": unit.stock}],
    }  # fmt: skip


def standing_body(unit: DraftUnit, remote: str, places: Sequence[str], *, several: bool) -> dict[str, Any]:
    """A unit that is there already: its number keeps it, and what is left of it is said with it."""
    kind = {"sales_attributes": [{"name": TIER, "value_name": choice(unit)}]} if several else {}
    return {"id": remote, **kind, "seller_sku": unit.seller_sku, "price": price(unit.price),
            "inventory": inventory(places, unit.stock)}  # fmt: skip


def inventory(places: Sequence[str], value: int) -> list[Tree]:
    """All of it in the first warehouse, none in the others: every one has to be named."""
    return [{"warehouse_id": name, "quantity": 0 if at else value} for at, name in enumerate(places)]


def price(satang: int) -> Tree:
    """What one costs."""
    return {"amount": money.plain(satang).removesuffix(".00"), "currency": "THB"}


def choice(unit: DraftUnit) -> str:
    """What a size or kind is called."""
    return (unit.choice.get(CHOICE) or next(iter(unit.choice.values()), ""))[:LONGEST_CHOICE].strip()


def refuse_alike(draft: Draft) -> None:
    """Raises Rejected where two sizes are called the same."""
    names = [choice(unit) for unit in draft.units]
    if len(names) > 1 and (len(set(names)) < len(names) or not all(names)):
        raise Rejected(N_("The sizes or kinds are not told apart."), fix=N_("Give each size a name of its own."))


def refuse_by_rules(draft: Draft, rules: Tree) -> None:
    """What a category wants beside words and photos. Raises Rejected for what ShopDesk cannot give."""
    if any(reading.yes(one.get("is_required")) for one in reading.trees(rules.get("product_certifications"))):
        raise Rejected(
            N_("This category wants a certificate."), fix=N_("Put these goods up on the platform."), code="certificate"
        )
    chart, size = rules.get("size_chart"), rules.get("package_dimension")
    if isinstance(chart, dict) and reading.yes(chart.get("is_required")):
        raise Rejected(
            N_("This category wants a table of sizes."), fix=N_("Put these goods up on the platform."), code="chart"
        )
    if isinstance(size, dict) and reading.yes(size.get("is_required")) and not all(draft.units[0].size):
        raise Rejected(N_("How large is the parcel?"), fix=N_("Measure it, and write it down."), code="size")


def brand_of(draft: Draft) -> str:
    """The brand that was typed, "" for none."""
    return reading.text(draft.attributes.get(BRAND))
