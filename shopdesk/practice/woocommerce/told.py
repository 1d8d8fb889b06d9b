"""Goods as WooCommerce tells them, every key in the order of the live server."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from shopdesk.base import clock
from shopdesk.practice import ledger
from shopdesk.practice.records import Data, Product, Sku
from shopdesk.practice.store import Store

# The shop's own time; the live sample stood in UTC, a Thai shop stands in Bangkok.
BASE = "/wp-json/wc/v3"
NO_DAY = {
    "date_on_sale_from": None,
    "date_on_sale_from_gmt": None,
    "date_on_sale_to": None,
    "date_on_sale_to_gmt": None,
}


def local(milliseconds: int) -> str:
    """The shop's time without a zone."""
    return f"{ledger.day(milliseconds):%Y-%m-%dT%H:%M:%S}"


def gmt(milliseconds: int) -> str:
    """The same moment in UTC, without saying so."""
    return f"{clock.from_ms(milliseconds):%Y-%m-%dT%H:%M:%S}"


def moment(text: str, in_gmt: bool) -> int | None:
    """Such a text in milliseconds; None where it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    zone = clock.BANGKOK if not in_gmt else None
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone or clock.from_ms(0).tzinfo)
    return clock.to_ms(at)


def money(satang: int) -> str:
    """A price with two decimals."""
    sign = "-" if satang < 0 else ""
    return f"{sign}{abs(satang) // 100}.{abs(satang) % 100:02}"


def price(sku: Sku, name: str) -> str:
    """A price as it was typed in; nothing where none is set."""
    return str(sku.more.get(name, ""))


def product(store: Store, one: Product, address: str) -> Data:
    """A product in full."""
    sku = store.get(Sku, one.id)
    skus = store.under(Sku, one.id)
    kind = one.more["type"]
    first = sku or Sku(0, 0, "", 0, more={"unmanaged": True})
    slug, shown = quote(one.name.replace(" ", "-")).lower(), _price(skus)
    parcel = first.package
    return {
        "id": one.id, "name": one.name, "slug": slug, "permalink": f"{address}/shop/{one.id}", **_dates(one),
        "type": kind, "status": one.more["status"], "featured": False, "catalog_visibility": "visible",
        "description": one.description, "short_description": one.more.get("short_description", ""),
        "sku": first.seller_sku, "price": shown, "regular_price": price(first, "regular_price"),
        "sale_price": price(first, "sale_price"), **NO_DAY, "on_sale": bool(first.special), "purchasable": bool(shown),
        "total_sales": one.more.get("sales", 0), **_soft(), "tax_status": "taxable", "tax_class": "",
        **_stock(first), "sold_individually": False, "weight": parcel.get("weight", ""), "dimensions": _size(parcel),
        "shipping_required": True, "shipping_taxable": True, "shipping_class": "", "shipping_class_id": 0,
        "reviews_allowed": True, "average_rating": "0.00", "rating_count": 0, "upsell_ids": [], "cross_sell_ids": [],
        "parent_id": 0, "purchase_note": "", "categories": one.more.get("categories", []), "tags": [],
        "images": one.more.get("images", []), "attributes": one.more.get("attributes", []), "default_attributes": [],
        "variations": [unit.id for unit in skus] if kind == "variable" else [], "grouped_products": [],
        "menu_order": 0, "price_html": "", "related_ids": [], "meta_data": one.more.get("meta_data", []),
        "stock_status": _status(store, one, first), "has_options": kind == "variable",
        "_links": _links(address, f"/products/{one.id}", "/products"),
    }  # fmt: skip


def variation(_store: Store, one: Product, sku: Sku, address: str) -> Data:
    """A variant in full."""
    parcel = sku.package
    dated = {"date_created": sku.more["created"], "date_modified": sku.more["updated"]}
    return {
        "id": sku.id, "date_created": local(dated["date_created"]), "date_created_gmt": gmt(dated["date_created"]),
        "date_modified": local(dated["date_modified"]), "date_modified_gmt": gmt(dated["date_modified"]),
        "description": "", "permalink": f"{address}/shop/{one.id}", "sku": sku.seller_sku, "price": _price([sku]),
        "regular_price": price(sku, "regular_price"), "sale_price": price(sku, "sale_price"), **NO_DAY,
        "on_sale": bool(sku.special), "status": "publish" if sku.active else "private",
        "purchasable": bool(_price([sku])), "virtual": False, "downloadable": False, "downloads": [],
        "download_limit": -1, "download_expiry": -1, "tax_status": "taxable", "tax_class": "", **_stock(sku),
        "stock_status": "instock" if sku.sellable else "outofstock", "weight": parcel.get("weight", ""),
        "dimensions": _size(parcel), "shipping_class": "", "shipping_class_id": 0, "image": None,
        "attributes": [{"id": 0, "name": name, "option": option} for name, option in sku.choice.items()],
        "menu_order": 0, "meta_data": sku.more.get("meta_data", []),
        "_links": _links(address, f"/products/{one.id}/variations/{sku.id}", f"/products/{one.id}/variations"),
    }  # fmt: skip


def _dates(one: Product) -> Data:
    return {
        "date_created": local(one.created), "date_created_gmt": gmt(one.created),
        "date_modified": local(one.updated), "date_modified_gmt": gmt(one.updated),
    }  # fmt: skip


def _soft() -> Data:
    return {
        "virtual": False, "downloadable": False, "downloads": [], "download_limit": -1, "download_expiry": -1,
        "external_url": "", "button_text": "",
    }  # fmt: skip


def _stock(sku: Sku) -> Data:
    managed = not sku.more.get("unmanaged")
    return {
        "manage_stock": managed, "stock_quantity": sku.real if managed else None, "backorders": "no",
        "backorders_allowed": False, "backordered": False, "low_stock_amount": None,
    }  # fmt: skip


def _status(store: Store, one: Product, first: Sku) -> str:
    there = [sku.sellable for sku in store.under(Sku, one.id)] or [first.sellable]
    return "instock" if any(there) else "outofstock"


def _price(skus: list[Sku]) -> str:
    """What the cheapest one costs now, as it was typed in."""
    priced = [sku for sku in skus if sku.price or sku.more.get("regular_price")]
    if not priced:
        return ""
    cheapest = min(priced, key=lambda sku: sku.special or sku.price)
    return price(cheapest, "sale_price" if cheapest.special else "regular_price")


def _size(parcel: dict[str, str]) -> dict[str, str]:
    return {name: parcel.get(name, "") for name in ("length", "width", "height")}


def _links(address: str, own: str, above: str) -> dict[str, list[dict[str, Any]]]:
    return {"self": [{"href": f"{address}{BASE}{own}"}], "collection": [{"href": f"{address}{BASE}{above}"}]}
