"""Goods are made and changed: POST /product/create and /product/update."""

from dataclasses import replace

from shopdesk.practice.lazada import goods
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.lazada.payload import Findings, members, product, text
from shopdesk.practice.records import Data, Product, Sku
from shopdesk.practice.wire import whole

PRICES = ("price", "special_price", "special_from_date", "special_to_date")


def create(call: Call) -> Data:
    """New goods, or with AssociatedSku more variants of some. Sent twice it makes them twice."""
    given, findings = product(call), Findings()
    if text(given.get("AssociatedSku")):
        return _add_skus(call, given)
    attributes = _attributes(given)
    category = text(given.get("PrimaryCategory"))
    if goods.category(findings, category):
        goods.brand(findings, category, attributes, new=True)
        goods.attributes(findings, category, attributes, new=True)
    goods.words(call.store, findings, attributes, new=True)
    images = goods.pictures(call.store, findings, given, "Images", needed=not _own_pictures(given))
    findings.stop()
    now = call.store.now()
    made = Product(
        0, call.seller.id, text(attributes["name"]), text(attributes.get("description")), category, now, now,
        _first_status(call), images, {name: text(value) for name, value in attributes.items()},
    )  # fmt: skip
    skus = _new_skus(call, findings, given, made, [])
    findings.stop()
    return _stored(call, made, skus)


def _stored(call: Call, made: Product, skus: list[Sku]) -> Data:
    made.id = call.store.next("Product")
    call.store.put(made)
    _number(call, made, skus)
    call.store.count("creates")
    return {"data": {"item_id": made.id, "sku_list": [_named(made, sku) for sku in skus], "item_status": made.status}}


def _number(call: Call, made: Product, skus: list[Sku]) -> None:
    for sku in skus:
        sku.id, sku.product = call.store.next("Sku"), made.id
        call.store.put(sku)


def _named(made: Product, sku: Sku) -> Data:
    return {"sku_id": sku.id, "seller_sku": sku.seller_sku, "shop_sku": f"{made.id}_TH-{sku.id}"}


def _first_status(call: Call) -> str:
    return "Pending QC" if call.store.values.get("manual qc") else "Active"


def _attributes(given: Data) -> Data:
    found = given.get("Attributes", {})
    if not isinstance(found, dict):
        raise Refusal("1001", "E1001: Attributes is not readable")
    return found


def _own_pictures(given: Data) -> bool:
    skus = members(given, "Skus", "Sku")
    return bool(skus) and all(sku.get("Images") for sku in skus)


def _new_skus(call: Call, findings: Findings, given: Data, made: Product, beside: list[Sku]) -> list[Sku]:
    skus = [_new_sku(call, findings, one) for one in members(given, "Skus", "Sku")]
    if not skus:
        findings.add("4150", "BIZ_CHECK_SKU_INVALID", "Skus")
    names = [sku.seller_sku for sku in (*beside, *skus)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        findings.add("4105", "BIZ_CHECK_SELLER_SKU_DUPLICATE", name)
    goods.choices(findings, made.category, [*beside, *skus])
    return skus


def _new_sku(call: Call, findings: Findings, given: Data) -> Sku:
    sku = Sku(0, 0, text(given.get("SellerSku")), 0)
    if "price" not in given:
        findings.add("4108", "BIZ_CHECK_MANDATORY_ATTRIBUTE_MISSING: price", sku.seller_sku)
    goods.prices(findings, sku, given, PRICES)
    sku.real = goods.stock(findings, given, sku.seller_sku)
    sku.package = goods.package(findings, given, sku.seller_sku, new=True)
    sku.images = goods.pictures(call.store, findings, given, sku.seller_sku, needed=False)
    sku.choice = _choice(given)
    return sku


def _choice(given: Data) -> dict[str, str]:
    choice = given.get("saleProp", {})
    return {name: text(value) for name, value in choice.items()} if isinstance(choice, dict) else {}


def _add_skus(call: Call, given: Data) -> Data:
    """More SKUs beside an existing one, which is named by its id."""
    beside = call.store.get(Sku, whole(text(given["AssociatedSku"])))
    if beside is None:
        raise Refusal("4150", "E4150: BIZ_CHECK_SKU_INVALID", "ISP")
    made, findings = call.product(beside.product), Findings()
    skus = _new_skus(call, findings, given, made, call.skus(made))
    findings.stop()
    _number(call, made, skus)
    made.updated = call.store.now()
    call.store.put(made)
    return {"data": {"item_id": made.id, "sku_list": [_named(made, sku) for sku in skus], "item_status": made.status}}


def update(call: Call) -> Data:
    """Only what is sent changes; nothing does where anything is wrong."""
    given, findings = product(call), Findings()
    old = call.product(text(given.get("ItemId")), "4137")
    attributes = _attributes(given)
    category = text(given.get("PrimaryCategory")) or old.category
    if goods.category(findings, category):
        goods.brand(findings, category, attributes, new=False)
        goods.attributes(findings, category, attributes, new=False)
    goods.words(call.store, findings, attributes, new=False)
    images = goods.pictures(call.store, findings, given, "Images", needed=False) or old.images
    skus = [_changed(call, findings, old, one) for one in members(given, "Skus", "Sku")]
    findings.stop("Update product failed")
    told = {name: text(value) for name, value in attributes.items()}
    call.store.put(
        replace(
            old, name=told.get("name", old.name), description=told.get("description", old.description),
            category=category, images=images, attributes={**old.attributes, **told}, updated=call.store.now(),
            status=_status(old, skus),
        )
    )  # fmt: skip
    for sku in skus:
        call.store.put(sku)
    call.store.count("updates")
    return {"data": {"item_status": _status(old, skus), "variation": variation(call.skus(old))}}


def _status(old: Product, skus: list[Sku]) -> str:
    """Goods off the shelf come back when one of their SKUs is made active."""
    return "Active" if old.status == "InActive" and any(sku.active for sku in skus) else old.status


def _changed(call: Call, findings: Findings, old: Product, given: Data) -> Sku:
    known = {sku.id: sku for sku in call.skus(old)}
    found = known.get(whole(text(given.get("SkuId"))))
    if found is None:
        raise Refusal("500", "E500: Update product failed", "ISP", [
            {"field": text(given.get("SellerSku")), "code": "4136", "message": "BIZ_CHECK_SKU_NOT_FOUND"}
        ])  # fmt: skip
    sku = replace(found)
    sku.seller_sku = text(given.get("SellerSku")) or sku.seller_sku
    goods.prices(findings, sku, given, PRICES)
    if "quantity" in given:
        sku.real = max(goods.stock(findings, given, sku.seller_sku), sku.withheld + sku.occupied)
    sku.package = {**sku.package, **goods.package(findings, given, sku.seller_sku, new=False)}
    sku.images = goods.pictures(call.store, findings, given, sku.seller_sku, needed=False) or sku.images
    sku.choice = _choice(given) or sku.choice
    if text(given.get("Status")):
        sku.active = text(given["Status"]).lower() == "active"
    return sku


def variation(skus: list[Sku]) -> Data:
    """Variation1, Variation2 …: what the variants differ in."""
    names = list(dict.fromkeys(name for sku in skus for name in sku.choice))
    return {
        f"Variation{at}": {
            "name": name, "has_image": False, "customize": True,
            "options": list(dict.fromkeys(sku.choice[name] for sku in skus if name in sku.choice)),
        }
        for at, name in enumerate(names, 1)
    }  # fmt: skip


ROUTES = {"/product/create": Route(create, "POST"), "/product/update": Route(update, "POST")}
