"""Items at Shopee: added, changed, listed, taken off. Variants come afterwards, see models."""

import re
from decimal import Decimal
from typing import Any

from shopdesk.practice import photos, tree
from shopdesk.practice.records import Data, Photo, Product, Sku
from shopdesk.practice.shopee import catalogue
from shopdesk.practice.shopee.call import Call, Refusal, Route, baht, has_models, satang, seconds, stock_of

STATES = {"Active": "NORMAL", "InActive": "UNLIST", "Suspended": "BANNED", "Pending QC": "REVIEWING"}
STATES |= {"Deleted": "SELLER_DELETE"}
MOST, MOST_READ = 100, 50


def add(call: Call) -> Data:
    """POST /product/add_item. Sent twice it is there twice."""
    _words(call.body, new=True)
    category = _category(call)
    _brand(call)
    _attributes(call, category)
    images = _images(call)
    package, price, stock = _package(call), satang(call.need("original_price"), "original_price"), stock_of(call.body)
    _channels(call)
    now, number = call.store.now(), call.store.next("Product")
    status = "Pending QC" if call.store.values.get("manual qc") else "Active"
    status = "InActive" if call.body.get("item_status") == "UNLIST" else status
    urls = [photos.address(call.address, photo) for photo in images]
    made = Product(
        number, call.shop.id, call.body["item_name"], call.body["description"], category, now, now, status, urls,
        more={"item_sku": call.body.get("item_sku", ""), "images": [photo.id for photo in images]},
    )  # fmt: skip
    call.store.put(made)
    sku = Sku(call.store.next("Sku"), number, made.more["item_sku"], price, stock, package=package)
    call.store.put(sku)
    call.store.count("creates")
    return item_told(call, made)


def _words(given: Data, new: bool) -> None:
    for name, most in (("item_name", catalogue.LONGEST_NAME), ("description", catalogue.LONGEST_DESCRIPTION)):
        value = given.get(name)
        if value is None and not new:
            continue
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise Refusal("product.error_param", f"{name} has 1 to {most} characters.")
    if given.get("item_status", "NORMAL") not in ("NORMAL", "UNLIST"):
        raise Refusal("product.error_param", "item_status is NORMAL or UNLIST.")


def _category(call: Call) -> str:
    node = tree.nodes().get(str(call.need("category_id")))
    if node is None or not node.leaf:
        raise Refusal("product.error_invalid_category", "Category is invalid or not a leaf.")
    return node.id


def _brand(call: Call) -> None:
    brand = call.need("brand")
    if not isinstance(brand, dict) or brand.get("brand_id") not in {number for number, _, _ in catalogue.BRANDS}:
        raise Refusal("product.error_invalid_brand", "The brand is invalid.")


def _attributes(call: Call, category: str) -> None:
    given = call.body.get("attribute_list", [])
    known = {one.get("attribute_id"): one for one in given if isinstance(one, dict)}
    for one in catalogue.own_attributes(category):
        values = known.get(one.id, {}).get("attribute_value_list")
        if one.needed and not values:
            raise Refusal("product.error_attribute_mandatory", f"Attribute {one.english} is mandatory.")


def _images(call: Call) -> list[Photo]:
    image = call.need("image")
    names = image.get("image_id_list") if isinstance(image, dict) else None
    if not isinstance(names, list) or not 0 < len(names) <= catalogue.MOST_IMAGES:
        raise Refusal("product.error_param", f"image_id_list has 1 to {catalogue.MOST_IMAGES} ids.")
    found = [photo for photo in (call.store.get(Photo, name) for name in names) if photo is not None]
    if len(found) < len(names):
        raise Refusal("product.error_invalid_image", "An image id is invalid.")
    return found


def _package(call: Call) -> dict[str, str]:
    weight = call.need("weight")
    if not isinstance(weight, int | Decimal) or isinstance(weight, bool) or not 0 < weight <= 100:
        raise Refusal("product.error_param", "weight is invalid.")
    sides = call.body.get("dimension", {})
    if not isinstance(sides, dict) or any(not isinstance(side, int) or side < 1 for side in sides.values()):
        raise Refusal("product.error_param", "dimension holds whole centimetres.")
    return {"weight": str(weight), **{name: str(side) for name, side in sides.items()}}


def _channels(call: Call) -> None:
    given = call.need("logistic_info")
    enabled = [one for one in given if isinstance(one, dict) and one.get("enabled")] if isinstance(given, list) else []
    if not enabled or any(one.get("logistic_id") not in catalogue.CHANNELS for one in enabled):
        raise Refusal("product.error_invalid_logistic_info", "At least one channel must be enabled.")


def update(call: Call) -> Data:
    """POST /product/update_item: neither price nor stock."""
    item = call.item(call.need("item_id"))
    if {"original_price", "seller_stock"} & set(call.body):
        raise Refusal("product.error_param", "Price and stock have calls of their own.")
    _words(call.body, new=False)
    item.category = _category(call) if "category_id" in call.body else item.category
    if "image" in call.body:
        images = _images(call)
        item.images = [photos.address(call.address, photo) for photo in images]
        item.more["images"] = [photo.id for photo in images]
    item.name, item.description = call.body.get("item_name", item.name), call.body.get("description", item.description)
    if "item_status" in call.body:
        item.status = "InActive" if call.body["item_status"] == "UNLIST" else "Active"
    _touch(call, item)
    call.store.count("updates")
    return item_told(call, item)


def _touch(call: Call, item: Product) -> None:
    item.updated = call.store.now()
    call.store.put(item)


def unlist(call: Call) -> Data:
    """POST /product/unlist_item"""
    wanted = call.need("item_list")
    if not isinstance(wanted, list) or len(wanted) > MOST_READ:
        raise Refusal("error_param", f"item_list has 1 to {MOST_READ} members.")
    good: list[Data] = []
    bad: list[Data] = []
    for one in wanted:
        number = one.get("item_id") if isinstance(one, dict) else None
        try:
            item = call.item(number)
        except Refusal as refusal:
            bad.append({"item_id": number, "failed_reason": refusal.message})
            continue
        item.status = "InActive" if one.get("unlist") else "Active"
        _touch(call, item)
        good.append({"item_id": item.id, "unlist": bool(one.get("unlist"))})
    if not good:
        raise Refusal("common.batch_api_all_failed", "All failed.", response={"failure_list": bad, "success_list": []})
    return {"success_list": good, "failure_list": bad}


def delete(call: Call) -> Data:
    """POST /product/delete_item"""
    item = call.item(call.need("item_id"))
    item.status = "Deleted"
    _touch(call, item)
    call.store.count("removals")
    return {}


def listed(call: Call) -> Data:
    """GET /product/get_item_list"""
    offset, size = call.number("offset", 0, 0, 10**9), call.number("page_size", None, 1, MOST)
    wanted = call.lists.get("item_status", [])
    if not wanted or not set(wanted) <= {*STATES.values(), "SHOPEE_DELETE"}:
        raise Refusal("error_param", "item_status is invalid.")
    first, last = call.number("update_time_from", 0, 0, 10**11), call.number("update_time_to", 10**10, 0, 10**11)
    found = [
        one for one in call.store.all(Product)
        if one.seller == call.shop.id and STATES[one.status] in wanted and first <= seconds(one.updated) <= last
    ]  # fmt: skip
    rows = [
        {"item_id": one.id, "item_status": STATES[one.status], "update_time": seconds(one.updated)}
        for one in found[offset : offset + size]
    ]
    more = offset + size < len(found)
    return {"item": rows, "total_count": len(found), "has_next_page": more, "next_offset": offset + size if more else 0}


def base_info(call: Call) -> Data:
    """GET /product/get_item_base_info"""
    typed = call.query.get("item_id_list", "")
    if not re.fullmatch(r"[0-9]{1,15}(,[0-9]{1,15}){0,49}", typed):
        raise Refusal("error_param", f"item_id_list has 1 to {MOST_READ} ids.")
    found = [call.store.get(Product, int(number)) for number in typed.split(",")]
    mine = [one for one in found if one is not None and one.seller == call.shop.id]
    if not mine:
        raise Refusal("product.error_item_not_found", "Product not found.")
    return {"item_list": [item_told(call, one) for one in mine]}


def item_told(call: Call, item: Product) -> Data:
    """An item; goods with models carry neither price nor stock of their own."""
    skus = call.models(item)
    told: Data = {
        "item_id": item.id, "category_id": int(item.category), "item_name": item.name, "description": item.description,
        "item_sku": item.more["item_sku"], "item_status": STATES[item.status], "create_time": seconds(item.created),
        "update_time": seconds(item.updated), "has_model": has_models(skus), "condition": "NEW",
        "image": {"image_id_list": item.more["images"], "image_url_list": item.images},
        "images": {"image_id_list": item.more["images"], "image_url_list": item.images},
        "weight": skus[0].package.get("weight", "") if skus else "", "brand": {"brand_id": 0},
    }  # fmt: skip
    return told if has_models(skus) or not skus else told | price_and_stock(skus[0])


def price_and_stock(sku: Sku) -> Data:
    """Price and stock of an item or a model."""
    price: dict[str, Any] = {"currency": "THB", "original_price": baht(sku.price), "current_price": baht(sku.price)}
    held = [{"location_id": "", "stock": sku.sellable, "if_saleable": True}]
    summary = {"total_reserved_stock": 0, "total_available_stock": sku.sellable}
    return {
        "price_info": [price],
        "seller_stock": held,
        "stock_info_v2": {"summary_info": summary, "seller_stock": held},
    }


ROUTES = {
    "/product/add_item": Route(add, "POST"),
    "/product/update_item": Route(update, "POST"),
    "/product/unlist_item": Route(unlist, "POST"),
    "/product/delete_item": Route(delete, "POST"),
    "/product/get_item_list": Route(listed),
    "/product/get_item_base_info": Route(base_info),
}
