"""Prices and stock of at most 50 SKUs a call: what is wrong is told in `detail`, the rest is done all the same."""

from collections.abc import Callable
from dataclasses import replace

from shopdesk.practice.lazada import goods
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.lazada.payload import Findings, members, pieces, product, text
from shopdesk.practice.records import Data, Product, Sku
from shopdesk.practice.wire import whole

MOST = 50
PRICES = ("Price", "SalePrice", "SaleStartDate", "SaleEndDate")
Change = Callable[[Call, Findings, Sku, Data], None]


def price_quantity(call: Call) -> Data:
    """POST /product/price_quantity/update: Quantity is the whole stock, promised pieces among it."""
    return _each(call, _price_quantity)


def sellable_update(call: Call) -> Data:
    """POST /product/stock/sellable/update: what a buyer can buy now; promised pieces come on top."""
    return _each(call, _sellable)


def sellable_adjust(call: Call) -> Data:
    """POST /product/stock/sellable/adjust: a difference to what a buyer can buy now."""
    return _each(call, _adjusted)


def _each(call: Call, change: Change) -> Data:
    wanted, wrong = members(product(call), "Skus", "Sku"), Findings()
    if not wanted:
        raise Refusal("30", "E030: Empty Request")
    if len(wanted) > MOST:
        raise Refusal("4171", f"E4171: at most {MOST} SKUs", "ISP")
    for given in wanted:
        findings, found = Findings(), _found(call, given)
        if found is None:
            wrong.add("4136", "BIZ_CHECK_SKU_NOT_FOUND", text(given.get("SellerSku")) or text(given.get("SkuId")))
            continue
        sku = replace(found)
        change(call, findings, sku, given)
        wrong.found += findings.found
        if not findings.found:
            _keep(call, sku)
    wrong.stop("Update product failed", "501")
    return {"data": {}}


def _found(call: Call, given: Data) -> Sku | None:
    sku = call.store.get(Sku, whole(text(given.get("SkuId"))))
    made = call.store.get(Product, whole(text(given.get("ItemId"))))
    if sku is None or made is None or sku.product != made.id or made.seller != call.seller.id or sku.more.get("gone"):
        return None
    return None if made.status == "Deleted" else sku


def _keep(call: Call, sku: Sku) -> None:
    call.store.put(sku)
    made = call.store.get(Product, sku.product)
    assert made is not None
    made.updated = call.store.now()
    call.store.put(made)


def _frozen(findings: Findings, sku: Sku) -> bool:
    if sku.more.get("frozen"):
        findings.add("4170", f"BIZ_CHECK_STOCK_FROZEN: {sku.more['frozen']}", sku.seller_sku)
    return bool(sku.more.get("frozen"))


def _price_quantity(call: Call, findings: Findings, sku: Sku, given: Data) -> None:
    if text(given.get("Price")) or text(given.get("SalePrice")):
        goods.prices(findings, sku, {name: value for name, value in given.items() if text(value)}, PRICES)
        call.store.count("price writes")
    if "MultiWarehouseInventories" in given:
        findings.add("4152", "BIZ_CHECK_SINGLE_WAREHOUSE_SELLER", sku.seller_sku)
    if not text(given.get("Quantity")) or _frozen(findings, sku):
        return
    total = pieces(findings, given["Quantity"], sku.seller_sku)
    if total < sku.withheld + sku.occupied:
        findings.add("4152", "BIZ_CHECK_QUANTITY: less than withhold and occupied", sku.seller_sku)
    sku.real = total
    call.store.count("stock writes")


def _sellable(call: Call, findings: Findings, sku: Sku, given: Data) -> None:
    if not _frozen(findings, sku):
        sku.real = pieces(findings, given.get("SellableQuantity"), sku.seller_sku) + sku.withheld + sku.occupied
        call.store.count("stock writes")


def _adjusted(call: Call, findings: Findings, sku: Sku, given: Data) -> None:
    if _frozen(findings, sku):
        return
    by = pieces(findings, given.get("SellableQuantity"), sku.seller_sku, least=-9_999_999)
    if sku.sellable + by < 0:
        findings.add("212", "SELLABLE_QUANTITY_NEGATIVE", sku.seller_sku)
    sku.real += by
    call.store.count("stock writes")


ROUTES = {
    "/product/price_quantity/update": Route(price_quantity, "POST"),
    "/product/stock/sellable/update": Route(sellable_update, "POST"),
    "/product/stock/sellable/adjust": Route(sellable_adjust, "POST"),
}
