"""Goods as they stand there, and taking them off: products/get, product/item/get, deactivate, remove."""

import json
import re

from shopdesk.practice import trade
from shopdesk.practice.lazada.call import Call, Refusal, Route, baht, moment
from shopdesk.practice.lazada.listing import variation
from shopdesk.practice.lazada.orders import told_day
from shopdesk.practice.lazada.payload import many, product, text
from shopdesk.practice.records import Data, Product, Sku
from shopdesk.practice.wire import whole

MOST, LAST_OFFSET, MOST_SKUS = 50, 10_000, 100
FILTERS = ("all", "live", "inactive", "deleted", "pending", "rejected", "sold-out")


def products_get(call: Call) -> Data:
    """GET /products/get"""
    wanted = call.params.get("filter", "all")
    if wanted not in FILTERS:
        raise Refusal("36", f"E036: Invalid status filter: {wanted[:40]}")
    limit, offset = call.number("limit", 20, 1, MOST, "19"), call.number("offset", 0, 0, LAST_OFFSET, "14")
    found = [one for one in call.store.all(Product) if one.seller == call.seller.id and _passes(call, one, wanted)]
    found.sort(key=lambda one: (one.updated, one.id))
    told = [product_told(call, one) for one in found[offset : offset + limit]]
    return {"data": {"total_products": len(found), "products": told}}


def _passes(call: Call, one: Product, wanted: str) -> bool:
    states = {"live": "Active", "inactive": "InActive", "deleted": "Deleted", "pending": "Pending QC"}
    if wanted in states and one.status != states[wanted]:
        return False
    if wanted == "rejected" and not one.more.get("rejected"):
        return False
    if wanted == "all" and one.status == "Deleted":
        return False
    skus = call.skus(one)
    if wanted == "sold-out" and any(sku.sellable for sku in skus):
        return False
    return _in_time(call, one) and (not _sku_list(call) or any(sku.seller_sku in _sku_list(call) for sku in skus))


def _in_time(call: Call, one: Product) -> bool:
    spans = (("create_after", "create_before", one.created), ("update_after", "update_before", one.updated))
    for after, before, at in spans:
        if call.params.get(after) and at < moment(call.params[after]):
            return False
        if call.params.get(before) and at > moment(call.params[before]):
            return False
    return True


def _sku_list(call: Call) -> list[str]:
    if not call.params.get("sku_seller_list"):
        return []
    found = call.tree("sku_seller_list")
    if not isinstance(found, list) or len(found) > MOST_SKUS or not all(isinstance(one, str) for one in found):
        raise Refusal("506", f"E506: sku_seller_list is a JSON array of at most {MOST_SKUS} SKUs")
    return found


def product_told(call: Call, one: Product) -> Data:
    """Goods as Lazada tells them; the list of photos is JSON inside a string."""
    return {
        "item_id": one.id, "primary_category": int(one.category), "attributes": {**one.attributes, "name": one.name},
        "skus": [_sku_told(call, one, sku) for sku in call.skus(one)], "images": json.dumps(one.images),
        "status": one.status, "subStatus": one.more.get("sub status", ""), "suspendedSkus": [],
        "rejectReason": one.more.get("rejected", []), "created_time": str(one.created),
        "updated_time": str(one.updated),
    }  # fmt: skip


def _sku_told(call: Call, one: Product, sku: Sku) -> Data:
    told: Data = {
        "SkuId": sku.id, "SellerSku": sku.seller_sku, "ShopSku": f"{one.id}_TH-{sku.id}",
        "Status": "active" if sku.active else "inactive", "quantity": sku.real, "Available": sku.sellable,
        "price": baht(sku.price), "special_price": baht(sku.special), "special_from_date": told_day(sku.special_from),
        "special_to_date": told_day(sku.special_until), **sku.package, "Images": sku.images,
        "Url": f"{call.address}/shop/{one.id}", "saleProp": sku.choice,
    }  # fmt: skip
    if call.params.get("options") == "1":
        told["multiWarehouseInventories"] = [
            {
                "warehouseCode": "dropshipping", "totalQuantity": sku.real, "withholdQuantity": sku.withheld,
                "occupyQuantity": sku.occupied, "sellableQuantity": sku.sellable, "quantity": sku.real,
            }
        ]  # fmt: skip
    return told


def item_get(call: Call) -> Data:
    """GET /product/item/get"""
    one = call.product(call.text("item_id"))
    return {"data": {**product_told(call, one), "variation": variation(call.skus(one))}}


def deactivate(call: Call) -> Data:
    """POST /product/deactivate, whose parameter is apiRequestBody: the goods, or some of their SKUs."""
    given = product(call, "apiRequestBody")
    if many(given, "Skus", "SellerSku"):
        raise Refusal("4193", "E4193: SellerSku is no longer accepted", "ISP")
    if not text(given.get("ItemId")):
        raise Refusal("E0001", "ItemId is missing", "ISP")
    one = call.store.get(Product, whole(text(given["ItemId"])))
    if one is None or one.seller != call.seller.id or one.status == "Deleted":
        raise Refusal("E0002", "The item does not exist", "ISP")
    if one.status != "Active":
        raise Refusal("E0004", "The item is not online", "ISP")
    wanted = [whole(text(number)) for number in many(given, "Skus", "SkuId")]
    skus = [sku for sku in call.skus(one) if not wanted or sku.id in wanted]
    if len(skus) < len(wanted):
        raise Refusal("E0003", "The SKU does not exist", "ISP")
    for sku in skus:
        sku.active = False
        call.store.put(sku)
    if not any(sku.active for sku in call.skus(one)):
        one.status = "InActive"
    one.updated = call.store.now()
    call.store.put(one)
    return {"data": {}}


def remove(call: Call) -> Data:
    """POST /product/remove: SKUs by `SkuId_<item>_<sku>` or by seller SKU. Without a SKU left the goods are gone."""
    by_id = "sku_id_list" in call.params
    words = call.tree("sku_id_list" if by_id else "seller_sku_list")
    if not isinstance(words, list) or not 0 < len(words) <= MOST:
        raise Refusal("503", f"E503: 1 to {MOST} SKUs", "ISP")
    skus = [_by_id(call, word) if by_id else _by_name(call, word) for word in words]
    for sku in skus:
        sku.more["gone"], sku.active = True, False
        call.store.put(sku)
    for one in {sku.product for sku in skus}:
        left = call.store.get(Product, one)
        assert left is not None
        left.status, left.updated = left.status if call.skus(left) else "Deleted", call.store.now()
        call.store.put(left)
    call.store.count("removals")
    return {"data": {}}


def _by_id(call: Call, word: object) -> Sku:
    found = re.fullmatch(r"SkuId_([0-9]+)_([0-9]+)", str(word))
    sku = call.store.get(Sku, int(found[2])) if found else None
    if found is None or sku is None or sku.product != int(found[1]) or sku.more.get("gone"):
        raise Refusal("503", "E503: SKU_NOT_FOUND", "ISP")
    call.product(sku.product, "503")
    return sku


def _by_name(call: Call, word: object) -> Sku:
    try:
        return trade.find_sku(call.store, word, call.seller.id)
    except trade.Refused as error:
        raise Refusal("503", "E503: SKU_NOT_FOUND", "ISP") from error


ROUTES = {
    "/products/get": Route(products_get),
    "/product/item/get": Route(item_get),
    "/product/deactivate": Route(deactivate, "POST"),
    "/product/remove": Route(remove, "POST"),
}
