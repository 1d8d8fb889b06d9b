"""One call to Shopee: who calls, with what, and how it is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from shopdesk.practice.records import App, Data, Order, Product, Seller, Sku
from shopdesk.practice.store import Store
from shopdesk.practice.wire import Answer, File


class Refusal(Exception):
    """An error by its name; `status` is the HTTP status, nearly always 200."""

    def __init__(self, error: str, message: str, status: int = 200, response: Data | None = None) -> None:
        super().__init__(message)
        self.error, self.message, self.status, self.response = error, message, status, response


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was let in. `who` is None for calls of the partner alone."""

    store: Store
    app: App
    who: Seller | None
    query: Mapping[str, str]
    lists: Mapping[str, list[str]]
    body: Data
    files: Mapping[str, File]
    address: str

    @property
    def shop(self) -> Seller:
        """The shop whose access token came along."""
        assert self.who is not None
        return self.who

    def need(self, name: str) -> Any:
        """A field of the body that has to be there."""
        if self.body.get(name) in (None, "", []):
            raise Refusal("error_param", f"{name} is required.")
        return self.body[name]

    def number(self, name: str, default: int | None, least: int, most: int) -> int:
        """A whole number of the query within bounds."""
        typed = self.query.get(name, "" if default is None else str(default))
        if not re.fullmatch(r"[0-9]{1,12}", typed) or not least <= int(typed) <= most:
            raise Refusal("error_param", f"{name} must be between {least} and {most}.")
        return int(typed)

    def item(self, number: object) -> Product:
        """Goods of this shop that were not deleted."""
        found = self.store.get(Product, number) if isinstance(number, int) else None
        if found is None or found.seller != self.shop.id or found.status == "Deleted":
            raise Refusal("product.error_item_not_found", "Product not found.")
        return found

    def models(self, item: Product) -> list[Sku]:
        """What can be bought of some goods: one without a model, or its models."""
        return [sku for sku in self.store.under(Sku, item.id) if not sku.more.get("gone")]

    def order(self, number: object) -> Order:
        """An order of this shop by its order_sn."""
        for one in self.store.all(Order):
            if one.number == number and one.seller == self.shop.id:
                return one
        raise Refusal("order.order_not_found", "The order is not found.")


Work = Callable[[Call], Data | Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """What a path does, with which method, and whether it is a shop's."""

    work: Work
    method: str = "GET"
    shop: bool = True
    bare: bool = False


def has_models(skus: list[Sku]) -> bool:
    """Whether goods have variants."""
    return any("tier" in sku.more for sku in skus)


def model_id(sku: Sku) -> int:
    """A model's id; 0 for goods without variants."""
    return sku.id if "tier" in sku.more else 0


def satang(value: object, name: str) -> int:
    """A price: a JSON number, in Thailand rounded to whole baht."""
    try:
        typed = (
            Decimal(str(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal("NaN")
        )
    except InvalidOperation:
        typed = Decimal("NaN")
    if not typed.is_finite() or not 1 <= typed <= 500_000:
        raise Refusal("product.error_price_exceed_min_limitt", f"{name} is out of range.")
    return int(typed.quantize(Decimal(1), ROUND_HALF_UP)) * 100


def baht(amount: int) -> int | Decimal:
    """Money as Shopee writes it: a number."""
    return amount // 100 if amount % 100 == 0 else Decimal(amount) / 100


def pieces(value: object, name: str = "stock") -> int:
    """A number of pieces."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 999_999:
        raise Refusal("error_param", f"{name} is invalid.")
    return value


def seconds(milliseconds: int) -> int:
    """Unix seconds."""
    return milliseconds // 1000


def stock_of(given: Data) -> int:
    """The pieces in `seller_stock`, whose one place has no location."""
    places = given.get("seller_stock")
    if not isinstance(places, list) or len(places) != 1 or not isinstance(places[0], dict):
        raise Refusal("error_param", "seller_stock is invalid.")
    if places[0].get("location_id"):
        raise Refusal("product.error_busi", "location_id is only for shops with several warehouses.")
    return pieces(places[0].get("stock"))
