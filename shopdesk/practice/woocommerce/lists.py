"""What a list asks for: status, SKU, span of time, order."""

from collections.abc import Callable
from typing import TypeVar

from shopdesk.practice.records import Data, Order, Product, Seller, Sku
from shopdesk.practice.store import Store
from shopdesk.practice.woocommerce import told
from shopdesk.practice.woocommerce.orders import STATUSES as ORDER_STATUSES
from shopdesk.practice.woocommerce.problem import enum, words, wrong

T = TypeVar("T", Order, Product)
ORDER_BY = ("date", "modified", "id", "include", "title", "slug")
PRODUCT_STATUSES = ("any", "future", "trash", "draft", "pending", "private", "publish")


def orders(store: Store, shop: Seller, query: Data) -> list[Order]:
    """Orders that were not thrown away, newest first unless asked otherwise."""
    wanted = words(query, "status") or ["any"]
    for at, status in enumerate(wanted):
        enum(f"status[{at}]", status, ("any", "trash", *ORDER_STATUSES))
    found = [
        one for one in store.all(Order)
        if one.seller == shop.id and not one.more.get("forgotten") and _in_status(one, wanted)
    ]  # fmt: skip
    return _sorted(_spanned(_included(found, query), query), query)


def _in_status(one: Order, wanted: list[str]) -> bool:
    if one.more.get("trash"):
        return "trash" in wanted
    return "any" in wanted or one.status in wanted


def products(store: Store, shop: Seller, query: Data) -> list[Product | Sku]:
    """Goods that were not thrown away; by SKU also variants."""
    status = str(query.get("status", "any"))
    enum("status", status, PRODUCT_STATUSES)
    found = [
        one for one in store.all(Product)
        if one.seller == shop.id and not one.more.get("forgotten") and _shown(one, status)
    ]  # fmt: skip
    if query.get("search"):
        found = [one for one in found if str(query["search"]).lower() in one.name.lower()]
    if query.get("sku"):
        return _by_sku(store, found, str(query["sku"]).split(","))
    return [*_sorted(_spanned(_included(found, query), query), query)]


def _shown(one: Product, status: str) -> bool:
    held = one.more.get("status")
    return held != "trash" if status == "any" else held == status


def _by_sku(store: Store, found: list[Product], wanted: list[str]) -> list[Product | Sku]:
    rows: list[Product | Sku] = []
    for one in found:
        held = [sku for sku in store.under(Sku, one.id) if sku.seller_sku in wanted and not sku.more.get("gone")]
        rows += [one if sku.id == one.id else sku for sku in held]
    return rows


def _included(found: list[T], query: Data) -> list[T]:
    wanted = words(query, "include")
    return [one for one in found if str(one.id) in wanted] if wanted else found


def _spanned(found: list[T], query: Data) -> list[T]:
    """After and before, both not counting the second itself; in the shop's time unless dates_are_gmt."""
    in_gmt = str(query.get("dates_are_gmt", "")).lower() in ("true", "1")
    created: Callable[[T], int] = lambda one: one.created  # noqa: E731
    changed: Callable[[T], int] = lambda one: one.updated  # noqa: E731
    for name, at in (
        ("after", created),
        ("before", created),
        ("modified_after", changed),
        ("modified_before", changed),
    ):
        if not query.get(name):
            continue
        limit = told.moment(str(query[name]), in_gmt)
        if limit is None:
            raise wrong(name, "Invalid date.", "rest_invalid_date")
        second = limit // 1000
        if name.endswith("after"):
            found = [one for one in found if at(one) // 1000 > second]
        else:
            found = [one for one in found if at(one) // 1000 < second]
    return found


def _sorted(found: list[T], query: Data) -> list[T]:
    by, direction = str(query.get("orderby", "date")), str(query.get("order", "desc"))
    enum("orderby", by, ORDER_BY)
    enum("order", direction, ("asc", "desc"))

    def key(one: T) -> tuple[int, int]:
        first = {"modified": one.updated // 1000, "date": one.created // 1000}.get(by, one.id)
        return first, one.id

    return sorted(found, key=key, reverse=direction == "desc")
