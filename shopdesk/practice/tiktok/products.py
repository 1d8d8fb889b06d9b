"""Products at TikTok Shop: made once for an idempotency key, changed, and written in parts that may fail alone."""

import re
from collections.abc import Callable
from typing import Any

from shopdesk.practice import photos
from shopdesk.practice.records import Data, Photo, Product, Sku
from shopdesk.practice.tiktok.call import WAREHOUSE, Call, Refusal, Route, price, quantity, seconds, text
from shopdesk.practice.tiktok.catalogue import leaf, own_attributes

STATUS = {"Active": "ACTIVATE", "InActive": "SELLER_DEACTIVATED", "Pending QC": "PENDING", "Draft": "DRAFT"}
STATUS |= {"Suspended": "PLATFORM_DEACTIVATED", "Deleted": "DELETED"}
ALL = (*STATUS.values(), "ALL", "FAILED", "FREEZE")
MOST_AT_ONCE, MOST_SKUS, MOST_IMAGES, MOST_FOUND = 20, 100, 9, 10_000
URI = "tos-alisg-i-"


def create(call: Call) -> Data:
    """POST /product/202309/products; the same idempotency_key gives the same product."""
    key = call.body.get("idempotency_key", "")
    for one in call.store.all(Product) if key else ():
        if one.seller == call.shop.id and one.more.get("key") == key:
            return _made_told(call, one)
    title, description, images = _title(call.need("title")), _description(call), _images(call.need("main_images"))
    category = leaf(call.need("category_id")).id
    _attributes(call, category)
    parcel, draft = _parcel(call), call.body.get("save_mode") == "AS_DRAFT"
    urls = [photos.address(call.address, _photo(call, name)) for name in images]
    skus = [_sku(call, given, parcel) for given in _sku_list(call.need("skus"))]
    _variants(skus)
    now, number = call.store.now(), call.store.next("Product")
    status = "Draft" if draft else "Pending QC" if call.store.values.get("manual qc") else "Active"
    more = {"key": key, "uris": images}
    made = Product(number, call.shop.id, title, description, category, now, now, status, urls, more=more)
    call.store.put(made)
    for sku in skus:
        sku.id, sku.product = call.store.next("Sku"), number
        call.store.put(sku)
    call.store.count("creates")
    return _made_told(call, made)


def _made_told(call: Call, made: Product) -> Data:
    skus = [
        {
            "id": str(sku.id), "seller_sku": sku.seller_sku, "external_sku_id": sku.more.get("external", ""),
            "sales_attributes": _choice(sku),
        }
        for sku in call.skus(made).values()
    ]  # fmt: skip
    return {"product_id": str(made.id), "skus": skus, "warnings": []}


def _choice(sku: Sku) -> list[Data]:
    return [{"name": name, "value_name": value} for name, value in sku.choice.items()]


def _title(value: object) -> str:
    if not isinstance(value, str) or not 25 <= len(value) <= 255:
        raise Refusal(12052051, "The title has 25 to 255 characters")
    return value


def _description(call: Call) -> str:
    value = call.need("description")
    if not isinstance(value, str) or len(value) > 10_000:
        raise Refusal(12052013, "The description has at most 10000 characters")
    images = re.findall(r"<img[^>]*\ssrc\s*=\s*[\"']?([^\"'\s>]+)", value, re.IGNORECASE)
    if len(images) > 30 or any(photos.known(call.store, url) is None for url in images):
        raise Refusal(12052340, "The description has an image from elsewhere")
    return value


def _images(given: object) -> list[str]:
    names = [one.get("uri") for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    if not 0 < len(names) <= MOST_IMAGES or not all(isinstance(name, str) for name in names):
        raise Refusal(12052306, f"There are 1 to {MOST_IMAGES} main images")
    return [str(name) for name in names]


def _photo(call: Call, name: str) -> Photo:
    found = call.store.get(Photo, name.removeprefix(URI))
    if found is None or not name.startswith(URI):
        raise Refusal(12052300, "A main image is invalid")
    if not 300 <= min(found.width, found.height) <= max(found.width, found.height) <= 4_000:
        raise Refusal(12052301, "A main image has 300 to 4000 pixels a side")
    return found


def _attributes(call: Call, category: str) -> None:
    given = {str(one.get("id")) for one in call.members("product_attributes")}
    for one in own_attributes(category):
        if one.needed and str(100_000 + one.id) not in given:
            raise Refusal(12052094, f"The attribute {one.english} is required")


def _parcel(call: Call) -> dict[str, str]:
    weight = call.need("package_weight")
    value = weight.get("value") if isinstance(weight, dict) and weight.get("unit") == "KILOGRAM" else None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", value) or not value.strip("0."):
        raise Refusal(12052040, "package_weight is invalid")
    sides = call.body.get("package_dimensions") or {}
    if not isinstance(sides, dict):
        raise Refusal(12052041, "package_dimensions are whole centimetres")
    found = {name: sides[name] for name in ("length", "width", "height") if name in sides}
    if any(not isinstance(side, str) or not re.fullmatch(r"[1-9][0-9]{0,3}", side) for side in found.values()):
        raise Refusal(12052041, "package_dimensions are whole centimetres")
    return {"weight": value, **found}


def _sku_list(given: object) -> list[Data]:
    if (
        not isinstance(given, list)
        or not 0 < len(given) <= MOST_SKUS
        or not all(isinstance(one, dict) for one in given)
    ):
        raise Refusal(12052050, f"There are 1 to {MOST_SKUS} SKUs")
    return given


def _choices(given: Data) -> dict[str, str]:
    """What tells a SKU from the others, by the names the seller gave."""
    rows = given.get("sales_attributes") or []
    choice = {
        str(one.get("name", one.get("id", ""))): str(one.get("value_name", one.get("value_id", "")))
        for one in (rows if isinstance(rows, list) else [])
        if isinstance(one, dict)
    }
    if not isinstance(rows, list) or len(choice) > 3 or any(len(value) > 50 for value in choice.values()):
        raise Refusal(12052527, "sales_attributes are invalid")
    return choice


def _sku(call: Call, given: Data, parcel: dict[str, str]) -> Sku:
    name = given.get("seller_sku", "")
    if not isinstance(name, str) or (name and not re.fullmatch(r"\S{1,50}", name)):
        raise Refusal(12052554, "seller_sku has 1 to 50 characters without spaces")
    choice = _choices(given)
    amount, stock = price(given.get("price")), quantity(given.get("inventory"), 1)
    more = {"external": given.get("external_sku_id", "")}
    return Sku(0, 0, name, amount, stock, choice=choice, package=dict(parcel), more=more)


def _variants(skus: list[Sku]) -> None:
    told = [tuple(sorted(sku.choice.items())) for sku in skus]
    if len(skus) > 1 and (not all(told) or len(set(told)) < len(told) or len({frozenset(s.choice) for s in skus}) > 1):
        raise Refusal(12052560, "The SKUs do not differ in the same sales_attributes")


def get(call: Call) -> Data:
    """GET /product/202309/products/{id}"""
    return told(call, call.product(call.ids[0]))


def told(call: Call, one: Product) -> Data:
    """A product in full."""
    images = [{"uri": uri, "urls": [url]} for uri, url in zip(one.more["uris"], one.images, strict=True)]
    return _short(call, one) | {
        "description": one.description, "category_chains": [{"id": one.category, "is_leaf": True}],
        "main_images": images, "audit_failed_reasons": _why(one), "create_time": seconds(one.created),
        "is_cod_allowed": True,
    }  # fmt: skip


def _why(one: Product) -> list[Data]:
    """What the audit found."""
    return [{"position": "product", "reasons": [why["suggestion"]], "suggestions": []}
            for why in one.more.get("rejected") or []]  # fmt: skip


def _short(call: Call, one: Product) -> Data:
    judged = "FAILED" if one.more.get("rejected") else "APPROVED"
    audit = {"Pending QC": "AUDITING", "Draft": "NONE"}.get(one.status, judged)
    status = "FAILED" if one.more.get("rejected") else STATUS[one.status]
    skus = [
        {
            "id": str(sku.id), "seller_sku": sku.seller_sku, "sales_attributes": _choice(sku),
            "price": {"currency": "THB", "sale_price": text(sku.price), "tax_exclusive_price": text(sku.price)},
            "inventory": [{"warehouse_id": WAREHOUSE, "quantity": sku.sellable}],
        }
        for sku in call.skus(one).values()
    ]  # fmt: skip
    return {
        "id": str(one.id), "title": one.name, "status": status, "skus": skus, "audit": {"status": audit},
        "update_time": seconds(one.updated), "create_time": seconds(one.created), "sales_regions": ["TH"],
    }  # fmt: skip


def search(call: Call) -> Data:
    """POST /product/202502/products/search"""
    (size, at), status = call.page(), str(call.body.get("status", "ALL"))
    names = call.body.get("seller_skus", [])
    if status not in ALL or not isinstance(names, list) or len(names) > 10:
        raise Refusal(12052910, "Invalid params: status or seller_skus")
    first, last = call.moment("update_time_ge") or 0, call.moment("update_time_le") or 10**11
    found = [
        one for one in call.store.all(Product)
        if one.seller == call.shop.id and first <= seconds(one.updated) <= last
        and (_short(call, one)["status"] == status or (status == "ALL" and one.status != "Deleted"))
        and (not names or any(sku.seller_sku in names for sku in call.skus(one).values()))
    ]  # fmt: skip
    if len(found) > MOST_FOUND:
        raise Refusal(12052180, "More than 10000 products were found")
    rows, token = [_short(call, one) for one in found[at : at + size]], f"p{at + size}"
    return {"total_count": len(found), "products": rows, "next_page_token": token if at + size < len(found) else ""}


def inventory(call: Call) -> Data:
    """POST …/{id}/inventory/update: what a buyer can buy, absolutely; only of products that are live."""

    def change(sku: Sku, given: Data) -> None:
        if sku.more.get("frozen"):
            raise Refusal(12052393, "The stock is locked by a promotion")
        sku.real = quantity(given.get("inventory"), 0) + sku.withheld + sku.occupied
        call.store.count("stock writes")

    return _each(call, change, live=True)


def prices(call: Call) -> Data:
    """POST …/{id}/prices/update"""

    def change(sku: Sku, given: Data) -> None:
        if sku.more.get("frozen"):
            raise Refusal(12052038, "The price is locked by a promotion")
        sku.price = price(given.get("price"))
        call.store.count("price writes")

    return _each(call, change, live=False)


def _each(call: Call, change: Callable[[Sku, Data], None], live: bool) -> Data:
    one, errors = call.product(call.ids[0]), list[Data]()
    if live and one.status != "Active":
        raise Refusal(12052047, "The product is not ACTIVATE")
    skus = call.skus(one)
    for given in _sku_list(call.need("skus")):
        number = str(given.get("id"))
        try:
            if number not in skus:
                raise Refusal(12052049, "SKU not found")
            change(skus[number], given)
        except Refusal as refusal:
            extra = [{"warehouse_id": WAREHOUSE, "code": refusal.code, "message": refusal.message}]
            detail = {"sku_id": number, "extra_errors": extra}
            errors.append({"code": refusal.code, "message": refusal.message, "detail": detail})
            continue
        call.store.put(skus[number])
    _touch(call, one)
    return {"errors": errors} if errors else {}


def _touch(call: Call, one: Product) -> None:
    one.updated = call.store.now()
    call.store.put(one)


def partial_edit(call: Call) -> Data:
    """POST /product/202509/products/{id}/partial_edit: only what is sent; a SKU that is left out goes."""
    one = call.product(call.ids[0])
    if "title" in call.body:
        one.name = _title(call.body["title"])
    if "description" in call.body:
        one.description = _description(call)
    if "main_images" in call.body:
        names = _images(call.body["main_images"])
        one.images = [photos.address(call.address, _photo(call, name)) for name in names]
        one.more["uris"] = names
    if "skus" in call.body:
        _keep_skus(call, one, _sku_list(call.body["skus"]))
    if one.more.pop("rejected", None):
        one.status = "Pending QC" if call.store.values.get("manual qc") else "Active"
    _touch(call, one)
    call.store.count("updates")
    return _made_told(call, one)


def _keep_skus(call: Call, one: Product, given: list[Data]) -> None:
    kept, held = {str(sku.get("id", "")): sku for sku in given}, call.skus(one)
    parcel = next(iter(held.values())).package if held else {}
    for number, sku in held.items():
        sku.more["gone"] = number not in kept
        if number in kept:
            _change(sku, kept[number])
        call.store.put(sku)
    for new in (sku for sku in given if not sku.get("id")):
        made = _sku(call, new, parcel)
        made.id, made.product = call.store.next("Sku"), one.id
        call.store.put(made)


def _change(sku: Sku, given: Data) -> None:
    """What a kept SKU is from now on; prices and stock may be said with it and want no new audit."""
    sku.price = price(given["price"]) if "price" in given else sku.price
    name = given.get("seller_sku", sku.seller_sku)
    if not isinstance(name, str):
        raise Refusal(12052554, "seller_sku has 1 to 50 characters without spaces")
    sku.seller_sku = name
    if "inventory" in given:
        sku.real = quantity(given["inventory"], 0) + sku.withheld + sku.occupied
    if given.get("sales_attributes"):
        sku.choice = _choices(given)


def _shelf(status: str) -> Callable[[Call], Data]:
    def work(call: Call) -> Data:
        wanted: Any = call.need("product_ids")
        if not isinstance(wanted, list) or len(wanted) > MOST_AT_ONCE:
            raise Refusal(12052910, f"Invalid params: product_ids has 1 to {MOST_AT_ONCE} members")
        errors: list[Data] = []
        for number in wanted:
            try:
                one = call.product(number)
            except Refusal as refusal:
                detail = {"product_id": number}
                errors.append({"code": refusal.code, "message": refusal.message, "detail": detail})
                continue
            one.status = status
            _touch(call, one)
        return {"errors": errors} if errors else {}

    return work


ONE = "/product/202309/products/([0-9]+)"
ROUTES = (
    Route("POST", "/product/202309/products", create),
    Route("DELETE", "/product/202309/products", _shelf("Deleted")),
    Route("POST", "/product/202309/products/deactivate", _shelf("InActive")),
    Route("POST", "/product/202309/products/activate", _shelf("Active")),
    Route("GET", ONE, get),
    Route("POST", f"{ONE}/inventory/update", inventory),
    Route("POST", f"{ONE}/prices/update", prices),
    Route("POST", "/product/202509/products/([0-9]+)/partial_edit", partial_edit),
    Route("POST", "/product/202502/products/search", search),
)
