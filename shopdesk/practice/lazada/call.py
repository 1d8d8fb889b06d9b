"""One call to Lazada: who calls, with what, and how it is refused."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.practice import ledger
from shopdesk.practice.records import App, Data, Order, Product, Seller, Sku, Unit
from shopdesk.practice.store import Store
from shopdesk.practice.wire import File, whole

Detail = list[dict[str, str]]


class Refusal(Exception):
    """An error envelope. ISV: the caller's or the goods' fault; ISP: the platform's; SYSTEM: the gateway's."""

    def __init__(self, code: str, message: str, kind: str = "ISV", detail: Detail | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.kind, self.detail = code, message, kind, detail or []


def business(code: str, message: str, field_name: str = "") -> Refusal:
    """An error about goods, as the product calls tell it: 500 outside, the reason in `detail`."""
    return Refusal("500", f"E500: {message}", "ISP", [{"field": field_name, "code": code, "message": message}])


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was let in. `who` is None for calls without a seller."""

    store: Store
    app: App
    who: Seller | None
    params: Mapping[str, str]
    files: Mapping[str, File]
    address: str

    @property
    def seller(self) -> Seller:
        """The seller whose access token came along."""
        assert self.who is not None
        return self.who

    def text(self, name: str) -> str:
        """A parameter that has to be there."""
        if not self.params.get(name):
            raise Refusal(
                "MissingParameter",
                f"The input parameter “{name}” that is mandatory for processing this request is not supplied",
            )
        return self.params[name]

    def number(self, name: str, default: int, least: int, most: int, code: str) -> int:
        """A whole number within bounds; `code` names the refusal."""
        typed = self.params.get(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}", typed) or not least <= int(typed) <= most:
            raise Refusal(code, f"E{int(code):03}: Invalid {name}: {typed[:40]}")
        return int(typed)

    def tree(self, name: str) -> Any:
        """A parameter that is JSON."""
        try:
            return json.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise Refusal("1001", f"{name} is no JSON") from error

    def ids(self, name: str, most: int) -> list[int]:
        """A parameter that is a JSON array of ids."""
        return ids(self.tree(name), name, most)

    def order(self, typed: object) -> Order:
        """An order of this seller."""
        order = self.store.get(Order, whole(typed))
        if order is None or order.seller != self.seller.id:
            raise Refusal("16", f"E016: “{str(typed)[:40]}” Invalid Order ID")
        return order

    def units(self, order: Order, wanted: list[int]) -> list[Unit]:
        """Pieces of one order, by their ids."""
        known = {unit.id: unit for unit in self.store.under(Unit, order.id)}
        if not wanted or not set(wanted) <= set(known):
            raise Refusal("20", "E020: “Order Item ID” Invalid")
        return [known[one] for one in wanted]

    def product(self, typed: object, code: str = "208") -> Product:
        """Goods of this seller that were not deleted."""
        product = self.store.get(Product, whole(typed))
        if product is None or product.status == "Deleted":
            raise Refusal(code, f"E{code}: ITEM_NOT_FOUND", "ISP")
        if product.seller != self.seller.id:
            raise Refusal("EDIT_ITEM_NOT_BELONG_SELLER", "The item belongs to another seller", "ISP")
        return product

    def skus(self, product: Product) -> list[Sku]:
        """What can be bought of some goods."""
        return [sku for sku in self.store.under(Sku, product.id) if not sku.more.get("gone")]


Work = Callable[[Call], Data]


@dataclass(frozen=True, slots=True)
class Route:
    """What a path does, with which method, and whether it needs an access token."""

    work: Work
    method: str = "GET"
    token: bool = True
    more: Data = field(default_factory=dict)


def ids(found: Any, name: str, most: int) -> list[int]:
    """A list of ids out of JSON; none may come twice."""
    numbers = [whole(one) for one in found] if isinstance(found, list) else []
    if not numbers or len(numbers) > most or 0 in numbers or len(set(numbers)) != len(numbers):
        raise Refusal("37", f"E037: “{name}” wants 1 to {most} ids")
    return numbers


def moment(typed: str) -> int:
    """ISO 8601 with an offset, in milliseconds; raises Refusal 17."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)", typed):
        raise Refusal("17", f"E017: “{typed[:40]}” Invalid Date Format")
    try:
        return clock.to_ms(datetime.fromisoformat(typed))
    except (ValueError, OverflowError) as error:
        raise Refusal("17", f"E017: “{typed[:40]}” Invalid Date Format") from error


def told(milliseconds: int) -> str:
    """A moment as orders carry it: `2026-11-20 09:12:01 +0700`."""
    return f"{ledger.day(milliseconds):%Y-%m-%d %H:%M:%S +0700}"


def baht(satang: int) -> str:
    """Money as Lazada writes it: a string with two decimals."""
    sign = "-" if satang < 0 else ""
    return f"{sign}{abs(satang) // 100}.{abs(satang) % 100:02}"
