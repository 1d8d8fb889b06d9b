"""One call to TikTok Shop: who calls, with what, and how it is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shopdesk.practice.records import App, Data, Order, Product, Seller, Sku, Unit
from shopdesk.practice.store import Store
from shopdesk.practice.wire import File, whole

WAREHOUSE = "7068517275539719942"
LOWEST, HIGHEST = 3_000, 26_000_000


class Refusal(Exception):
    """An error by its number; `status` is the HTTP status, 200 for nearly all."""

    def __init__(self, code: int, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was let in; `ids` are the numbers in its path."""

    store: Store
    app: App
    shop: Seller
    query: Mapping[str, str]
    body: Data
    files: Mapping[str, File]
    ids: tuple[str, ...]
    address: str

    def need(self, name: str) -> Any:
        """A field of the body that has to be there."""
        if self.body.get(name) in (None, "", []):
            raise Refusal(12052910, f"Invalid params: {name} is required")
        return self.body[name]

    def moment(self, name: str) -> int | None:
        """Unix seconds out of the body; None where none is given."""
        found = self.body.get(name)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            raise Refusal(12052910, f"Invalid params: {name}")
        return found

    def members(self, name: str) -> list[Data]:
        """A list of objects out of the body; none where it is left out."""
        found = self.body.get(name) or []
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Refusal(12052910, f"Invalid params: {name}")
        return found

    def page(self) -> tuple[int, int]:
        """Size 1 to 100, and where the page before ended."""
        size, token = self.query.get("page_size", ""), self.query.get("page_token", "")
        if not re.fullmatch(r"[0-9]{1,3}", size) or not 1 <= int(size) <= 100:
            raise Refusal(12052910, "Invalid params: page_size is between 1 and 100")
        if token and not re.fullmatch(r"p[0-9]{1,9}", token):
            raise Refusal(12052910, "Invalid params: page_token")
        return int(size), int(token[1:] or 0) if token else 0

    def product(self, number: object) -> Product:
        """Goods of this shop that were not deleted."""
        found = self.store.get(Product, whole(number)) if isinstance(number, str) else None
        if found is None or found.seller != self.shop.id or found.status == "Deleted":
            raise Refusal(12052048, "Product not found")
        return found

    def skus(self, product: Product) -> dict[str, Sku]:
        """What can be bought of some goods, by id."""
        return {str(sku.id): sku for sku in self.store.under(Sku, product.id) if not sku.more.get("gone")}

    def order(self, number: object) -> Order:
        """An order of this shop."""
        found = self.store.get(Order, whole(number)) if isinstance(number, str) else None
        if found is None or found.seller != self.shop.id:
            raise Refusal(11001003, "Order not found")
        return found

    def package(self, number: str) -> tuple[Order, list[Unit]]:
        """A package of this shop; there is one for each order."""
        found = self.store.get(Order, whole(number.removeprefix("115")))
        if found is not None and found.seller == self.shop.id:
            return found, self.store.under(Unit, found.id)
        raise Refusal(11034004, "Package not found")


Work = Callable[[Call], Data]


@dataclass(frozen=True, slots=True)
class Route:
    """What a method on a path does; `pattern` has a group for each number in it."""

    method: str
    pattern: str
    work: Work
    cipher: bool = True


def text(satang: int) -> str:
    """Money as TikTok writes it: a string without needless decimals."""
    whole, part = divmod(abs(satang), 100)
    sign = "-" if satang < 0 else ""
    return f"{sign}{whole}" if not part else f"{sign}{whole}.{part:02}"


def price(given: object) -> int:
    """A price in baht as text; Thailand allows 30 to 260 000 (product pricing page)."""
    amount = given.get("amount") if isinstance(given, dict) and given.get("currency") == "THB" else None
    if not isinstance(amount, str) or not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", amount):
        raise Refusal(12052375, "product list price is invalid")
    whole, _, part = amount.partition(".")
    found = int(whole) * 100 + int((part + "00")[:2])
    if not LOWEST <= found <= HIGHEST:
        raise Refusal(12052570, "product price exceed limit")
    return found


def quantity(given: object, least: int) -> int:
    """Pieces of the one warehouse, which has to be listed."""
    if not isinstance(given, list) or [one.get("warehouse_id") for one in given if isinstance(one, dict)] != [
        WAREHOUSE
    ]:
        raise Refusal(12019028, "Every warehouse of the SKU must be listed")
    found = given[0].get("quantity")
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= 99_999:
        raise Refusal(12052055, "The quantity is out of range")
    return found


def seconds(milliseconds: int) -> int:
    """Unix seconds."""
    return milliseconds // 1000
