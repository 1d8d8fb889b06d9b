"""Variants, prices and stock at Shopee: at most two tiers and fifty models, one item a call."""

from collections.abc import Callable, Sequence
from typing import Any

from shopdesk.practice.records import Data, Product, Sku
from shopdesk.practice.shopee.call import Call, Refusal, Route, baht, has_models, model_id, satang, stock_of
from shopdesk.practice.shopee.catalogue import MOST_MODELS
from shopdesk.practice.shopee.items import price_and_stock


def init(call: Call) -> Data:
    """POST /product/init_tier_variation: an item gets its tiers and models."""
    item = call.item(call.need("item_id"))
    if has_models(call.models(item)):
        raise Refusal("product.error_tier_variation_exist", "The item has variations already.")
    tiers = _tiers(call)
    wanted = call.need("model")
    if not isinstance(wanted, list) or len(wanted) > MOST_MODELS:
        raise Refusal("product.error_param", f"model has 1 to {MOST_MODELS} members.")
    old = call.models(item)
    made = [_model(call, item, tiers, one, old[0]) for one in wanted]
    if len({tuple(sku.more["tier"]) for sku in made}) < len(made):
        raise Refusal("product.error_param", "Two models have the same tier_index.")
    for sku in (*old, *made):
        if sku in old:
            sku.more["gone"], sku.active = True, False
        call.store.put(sku)
    item.more["tiers"], item.updated = tiers, call.store.now()
    call.store.put(item)
    return {"item_id": item.id, "tier_variation": _tiers_told(item), "model": [_short(sku) for sku in made]}


def _tiers(call: Call) -> list[Data]:
    """Names and options, in the newer field or the older one."""
    new, old = call.body.get("standardise_tier_variation"), call.body.get("tier_variation")
    given = new or old
    if not isinstance(given, list) or not 0 < len(given) <= 2 or not all(isinstance(one, dict) for one in given):
        raise Refusal("product.error_param", "There are one or two tiers.")
    tiers = [
        {
            "name": one.get("variation_name" if new else "name", ""),
            "options": [
                option.get("variation_option_name" if new else "option", "")
                for option in one.get("variation_option_list" if new else "option_list", [])
            ],
        }
        for one in given
    ]
    if any(not tier["name"] or not tier["options"] or not all(tier["options"]) for tier in tiers):
        raise Refusal("product.error_param", "A tier has a name and options.")
    return tiers


def _model(call: Call, item: Product, tiers: Sequence[Data], given: Any, like: Sku) -> Sku:
    typed = given.get("tier_index") if isinstance(given, dict) else None
    index: list[Any] = typed if isinstance(typed, list) else []
    sizes = [len(tier["options"]) for tier in tiers]
    if len(index) != len(sizes) or any(at not in range(size) for at, size in zip(index, sizes, strict=True)):
        raise Refusal("product.error_param", "tier_index is invalid.")
    price, stock = satang(given.get("original_price"), "original_price"), stock_of(given)
    choice = {tier["name"]: tier["options"][at] for at, tier in zip(index, tiers, strict=True)}
    return Sku(
        call.store.next("Sku"), item.id, str(given.get("model_sku", "")), price, stock, choice=choice,
        package=dict(like.package), more={"tier": index},
    )  # fmt: skip


def add(call: Call) -> Data:
    """POST /product/add_model"""
    item = call.item(call.need("item_id"))
    old = call.models(item)
    if not has_models(old):
        raise Refusal("product.error_item_has_no_model", "The item has no variations.")
    made = [_model(call, item, item.more["tiers"], one, old[0]) for one in call.need("model_list")]
    if len(old) + len(made) > MOST_MODELS or {tuple(sku.more["tier"]) for sku in made} & {
        tuple(s.more["tier"]) for s in old
    }:
        raise Refusal("product.error_param", "Too many models, or one that is there already.")
    for sku in made:
        call.store.put(sku)
    return {"item_id": item.id, "model": [_short(sku) for sku in made]}


def update(call: Call) -> Data:
    """POST /product/update_model: the SKU of a model."""
    item = call.item(call.need("item_id"))
    for one in call.need("model"):
        sku = _found(call, item, one.get("model_id"))
        sku.seller_sku = str(one.get("model_sku", sku.seller_sku))
        call.store.put(sku)
    return {}


def delete(call: Call) -> Data:
    """POST /product/delete_model"""
    sku = _found(call, call.item(call.need("item_id")), call.need("model_id"))
    sku.more["gone"], sku.active = True, False
    call.store.put(sku)
    return {}


def _found(call: Call, item: Product, number: object) -> Sku:
    """A model; 0 or nothing for an item without any."""
    for sku in call.models(item):
        if model_id(sku) == (number or 0):
            return sku
    raise Refusal("product.error_model_not_found", "The model is not found.")


def listed(call: Call) -> Data:
    """GET /product/get_model_list"""
    item = call.item(call.number("item_id", None, 1, 10**15))
    skus = call.models(item)
    if not has_models(skus):
        raise Refusal("product.error_item_has_no_model", "The item has no variations.")
    rows = [_short(sku) | {"model_status": "NORMAL", **price_and_stock(sku)} for sku in skus]
    return {"tier_variation": _tiers_told(item), "model": rows}


def _short(sku: Sku) -> Data:
    return {"tier_index": sku.more["tier"], "model_id": sku.id, "model_sku": sku.seller_sku}


def _tiers_told(item: Product) -> list[Data]:
    return [
        {"name": tier["name"], "option_list": [{"option": word} for word in tier["options"]]}
        for tier in item.more["tiers"]
    ]


def update_price(call: Call) -> Data:
    """POST /product/update_price: whole baht."""

    def change(sku: Sku, given: Data) -> Data:
        sku.price = satang(given.get("original_price"), "original_price")
        call.store.count("price writes")
        return {"model_id": model_id(sku), "original_price": baht(sku.price)}

    return _each(
        call, "price_list", change, "product.error_update_price_fail", "error_edit_item_price_for_item_has_model"
    )


def update_stock(call: Call) -> Data:
    """POST /product/update_stock: what a buyer can buy, absolutely."""

    def change(sku: Sku, given: Data) -> Data:
        if sku.more.get("frozen"):
            raise Refusal("error_cannt_edit_stock_in_promotion", "Cannot edit stock during promotion.")
        stock = stock_of(given)
        sku.real = stock + sku.withheld + sku.occupied
        call.store.count("stock writes")
        return {"model_id": model_id(sku), "stock": stock, "location_id": ""}

    return _each(
        call, "stock_list", change, "product.error_update_stock_fail", "error_edit_item_stock_for_item_has_model"
    )


def _each(call: Call, name: str, change: Callable[[Sku, Data], Data], failed: str, has_model: str) -> Data:
    item, wanted = call.item(call.need("item_id")), call.need(name)
    if not isinstance(wanted, list) or len(wanted) > MOST_MODELS:
        raise Refusal("error_param", f"{name} has 1 to {MOST_MODELS} members.")
    if has_models(call.models(item)) and any(not one.get("model_id") for one in wanted):
        raise Refusal(f"product.{has_model}", "The item has models.")
    good: list[Data] = []
    bad: list[Data] = []
    for one in wanted:
        try:
            sku = _found(call, item, one.get("model_id", 0))
            good.append(change(sku, one))
        except Refusal as refusal:
            bad.append({"model_id": one.get("model_id", 0), "failed_reason": refusal.message})
            continue
        call.store.put(sku)
    item.updated = call.store.now()
    call.store.put(item)
    lists = {"success_list": good, "failure_list": bad}
    if bad:
        raise Refusal(failed, "Update failed.", response=lists)
    return lists


ROUTES = {
    "/product/init_tier_variation": Route(init, "POST"),
    "/product/add_model": Route(add, "POST"),
    "/product/update_model": Route(update, "POST"),
    "/product/delete_model": Route(delete, "POST"),
    "/product/get_model_list": Route(listed),
    "/product/update_price": Route(update_price, "POST"),
    "/product/update_stock": Route(update_stock, "POST"),
}
