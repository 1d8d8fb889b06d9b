"""Goods in the shop: made, changed and deleted, alone or a hundred at once."""

import re
from collections.abc import Callable
from dataclasses import replace

from shopdesk.practice import photos
from shopdesk.practice.records import Data, Photo, Product, Seller, Sku
from shopdesk.practice.store import Store
from shopdesk.practice.woocommerce import told
from shopdesk.practice.woocommerce.problem import Problem, check, enum, invalid_id, wrong

STATUSES = ("draft", "pending", "private", "publish", "future", "auto-draft", "trash")
TYPES = ("simple", "grouped", "external", "variable")
SHOWN = {"publish": "Active", "trash": "Deleted"}
FIELDS = {
    "name": "string", "type": "string", "status": "string", "regular_price": "string", "sale_price": "string",
    "sku": "string", "manage_stock": "boolean", "stock_quantity": "integer", "description": "string",
    "short_description": "string", "weight": "string", "dimensions": "object", "categories": "objects",
    "images": "objects",
    "attributes": "objects", "meta_data": "objects",
}  # fmt: skip
MOST_AT_ONCE = 100


def find(store: Store, shop: Seller, number: int, status: int) -> Product:
    """The shop's product; raises Problem with this status."""
    found = store.get(Product, number)
    if found is None or found.seller != shop.id or found.more.get("forgotten"):
        raise invalid_id("product", status)
    return found


def find_variant(store: Store, parent: Product, number: int, status: int) -> Sku:
    """A variant of a product; raises Problem."""
    sku = store.get(Sku, number)
    if sku is None or sku.product != parent.id or sku.id == parent.id or sku.more.get("gone"):
        raise invalid_id("product_variation", status)
    return sku


def create(store: Store, shop: Seller, given: Data) -> Product:
    """New goods. Sent twice they are there twice, unless they have a SKU."""
    _checked(store, shop, given, 0)
    now, number, kind = store.now(), store.next("Small"), given.get("type", "simple")
    made = Product(number, shop.id, "", "", "", now, now, more={"type": kind, "status": "publish"})
    images = _images(store, given)
    sku = Sku(number, number, "", 0, more={"unmanaged": True}) if kind == "simple" else None
    _fill(store, made, sku, given, images)
    store.count("creates")
    return made


def update(store: Store, shop: Seller, number: int, given: Data) -> Product:
    """Only what is sent changes."""
    old = find(store, shop, number, 400)
    _checked(store, shop, given, number)
    images = _images(store, given)
    made, sku = replace(old, updated=store.now(), more=dict(old.more)), store.get(Sku, old.id)
    if made.more["status"] == "trash" and "status" not in given:
        made.more["status"] = "publish"
    _fill(store, made, None if sku is None else replace(sku, more=dict(sku.more)), given, images)
    _counted(store, given)
    return made


def _counted(store: Store, given: Data) -> None:
    store.count("stock writes", int("stock_quantity" in given))
    store.count("price writes", int("regular_price" in given))
    store.count("updates")


def _checked(store: Store, shop: Seller, given: Data, number: int) -> None:
    check(given, FIELDS)
    if "status" in given:
        enum("status", given["status"], STATUSES)
    if "type" in given:
        enum("type", given["type"], TYPES)
    for name in ("regular_price", "sale_price"):
        if given.get(name) and not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,4})?", given[name]):
            raise wrong(name, f"{name} is not of type string.", "rest_invalid_type", {"param": name})
    _only_sku(store, shop, given.get("sku", ""), number)


def _only_sku(store: Store, shop: Seller, word: str, number: int) -> None:
    """A SKU is in the shop once, among goods and variants."""
    for sku in store.all(Sku) if word else ():
        product = store.get(Product, sku.product)
        if (
            sku.seller_sku == word
            and sku.id != number
            and product
            and product.seller == shop.id
            and _there(product, sku)
        ):
            raise Problem(
                400, "product_invalid_sku", "Invalid or duplicated SKU.", resource_id=sku.id, unique_sku=f"{word}-1"
            )


def _there(product: Product, sku: Sku) -> bool:
    return not sku.more.get("gone") and not product.more.get("forgotten") and product.more.get("status") != "trash"


def _images(store: Store, given: Data) -> list[Data] | None:
    """Photos by the id of the library, or by an address of ours; nothing from elsewhere can be fetched here."""
    if "images" not in given:
        return None
    found: list[Data] = []
    for one in given["images"]:
        held = _library(store, one["id"]) if one.get("id") else None
        photo = held or photos.known(store, str(one.get("src", "")))
        if photo is None:
            raise Problem(
                400, "woocommerce_product_image_upload_error", "Error getting remote image. Error: not found."
            )
        number = one.get("id") or library_id(store, photo)
        found.append(
            {"id": number, "src": photos.address("", photo), "name": one.get("name", ""), "alt": one.get("alt", "")}
        )
    return found


def library_id(store: Store, photo: Photo) -> int:
    """The number of a photo in the library; it gets one the first time."""
    name = f"library {photo.id}"
    if name not in store.values:
        store.remember(name, store.next("Small"))
    return store.values[name]


def _library(store: Store, number: object) -> Photo | None:
    names = [name for name, value in store.values.items() if value == number and name.startswith("library ")]
    return store.get(Photo, names[0].removeprefix("library ")) if names else None


def _fill(store: Store, made: Product, sku: Sku | None, given: Data, images: list[Data] | None) -> None:
    made.name, made.description = given.get("name", made.name), given.get("description", made.description)
    for name in ("status", "short_description", "attributes"):
        if name in given:
            made.more[name] = given[name]
    if "attributes" in given:
        made.more["attributes"] = [_attribute(one, at) for at, one in enumerate(given["attributes"])]
    if "categories" in given or "categories" not in made.more:
        wanted = given.get("categories") or [{"id": 15}]
        made.more["categories"] = [
            {"id": one.get("id"), "name": "Uncategorized", "slug": "uncategorized"} for one in wanted
        ]
    if images is not None:
        made.more["images"], made.images = images, [one["src"] for one in images]
    made.more["meta_data"] = _meta(store, made.more.get("meta_data", []), given.get("meta_data", []))
    made.status = SHOWN.get(made.more["status"], "InActive")
    store.put(made)
    if sku is not None:
        _fill_sku(sku, given)
        store.put(sku)


def _attribute(one: Data, at: int) -> Data:
    return {
        "id": 0, "name": one.get("name", ""), "position": at, "visible": bool(one.get("visible")),
        "variation": bool(one.get("variation")), "options": one.get("options", []),
    }  # fmt: skip


def _meta(store: Store, held: list[Data], given: list[Data]) -> list[Data]:
    found = {one["key"]: dict(one) for one in held}
    for one in given:
        if isinstance(one.get("key"), str):
            kept = found.get(one["key"], {"id": store.next("Small"), "key": one["key"]})
            found[one["key"]] = kept | {"value": one.get("value")}
    return list(found.values())


def _fill_sku(sku: Sku, given: Data) -> None:
    sku.seller_sku = given.get("sku", sku.seller_sku)
    for name in ("regular_price", "sale_price"):
        if name in given:
            sku.more[name] = given[name]
    sku.price, sku.special = _satang(told.price(sku, "regular_price")), _satang(told.price(sku, "sale_price"))
    if "manage_stock" in given:
        sku.more["unmanaged"] = not given["manage_stock"]
    if given.get("stock_quantity") is not None and not sku.more.get("unmanaged"):
        sku.real = int(given["stock_quantity"])
    parcel = dict(given.get("dimensions", {})) | ({"weight": given["weight"]} if "weight" in given else {})
    sku.package = {**sku.package, **{name: str(value) for name, value in parcel.items()}}


def _satang(typed: str) -> int:
    whole, _, part = typed.partition(".")
    return int(whole or 0) * 100 + int((part + "00")[:2])


def delete(store: Store, shop: Seller, number: int, force: bool) -> Product:
    """To the trash, or with force for good."""
    found = find(store, shop, number, 404)
    if not force and found.more["status"] == "trash":
        raise Problem(410, "woocommerce_rest_already_trashed", "The Product has already been deleted.")
    found.more["status"], found.status, found.updated = "trash", "Deleted", store.now()
    found.more["forgotten"] = force
    store.put(found)
    store.count("removals")
    return found


def create_variant(store: Store, shop: Seller, parent: Product, given: Data) -> Sku:
    """A variant of a product."""
    check(given, FIELDS)
    _only_sku(store, shop, given.get("sku", ""), 0)
    now = store.now()
    made = Sku(store.next("Small"), parent.id, "", 0, more={"unmanaged": True, "created": now, "updated": now})
    return _fill_variant(store, made, given)


def update_variant(store: Store, shop: Seller, parent: Product, number: int, given: Data) -> Sku:
    """Only what is sent changes."""
    old = find_variant(store, parent, number, 400)
    check(given, FIELDS)
    _only_sku(store, shop, given.get("sku", ""), number)
    _counted(store, given)
    return _fill_variant(store, replace(old, more={**old.more, "updated": store.now()}), given)


def _fill_variant(store: Store, made: Sku, given: Data) -> Sku:
    _fill_sku(made, given)
    if "attributes" in given:
        made.choice = {str(one.get("name", "")): str(one.get("option", "")) for one in given["attributes"]}
    if "status" in given:
        made.active = given["status"] == "publish"
    made.more["meta_data"] = _meta(store, made.more.get("meta_data", []), given.get("meta_data", []))
    store.put(made)
    return made


def delete_variant(store: Store, parent: Product, number: int) -> Sku:
    """A variant goes for good."""
    sku = find_variant(store, parent, number, 404)
    sku.more["gone"], sku.active = True, False
    store.put(sku)
    return sku


Make = Callable[[Data], Data]
Change = Callable[[int, Data], Data]
Drop = Callable[[int], Data]


def batch(given: Data, make: Make, change: Change, drop: Drop) -> Data:
    """At most a hundred deeds; each that fails says so in its place, and the answer is 200 all the same."""
    lists = {name: given[name] for name in ("create", "update", "delete") if isinstance(given.get(name), list)}
    if sum(len(members) for members in lists.values()) > MOST_AT_ONCE:
        message = f"Unable to accept more than {MOST_AT_ONCE} items for this request."
        raise Problem(413, "woocommerce_rest_request_entity_too_large", message)
    answer: Data = {}
    for name, members in lists.items():
        answer[name] = [_member(name, one, make, change, drop) for one in members]
    return answer


def _member(name: str, one: object, make: Make, change: Change, drop: Drop) -> Data:
    given: Data = one if isinstance(one, dict) else {"id": one}
    typed = given.get("id", 0)
    number = typed if isinstance(typed, int) else 0
    try:
        if name == "create":
            return make(given)
        return drop(number) if name == "delete" else change(number, {key: given[key] for key in given if key != "id"})
    except Problem as problem:
        return {"id": number, "error": problem.told()}
