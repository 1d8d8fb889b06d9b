"""What happens to goods and orders, whichever platform they stand on: bought, paid, packed, handed over, cancelled.

Stock as the platforms count it: what can be sold = real - withheld (ordered, unpaid) - occupied (ordered, paid).
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from shopdesk.practice import ledger
from shopdesk.practice.records import (
    BEFORE_HANDOVER,
    CANCELED,
    DELIVERED,
    FAILED,
    PACKED,
    PENDING,
    READY,
    RETURNED,
    SHIPPED,
    UNPAID,
    Order,
    Product,
    Reverse,
    Seller,
    Sku,
    Unit,
)
from shopdesk.practice.store import Store

HOUR = 3_600_000
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Refused(Exception):
    """The marketplace does not do this; the text says why."""


@dataclass(frozen=True, slots=True)
class Basket:
    """What a buyer asks for: pieces by SKU id, how it is paid, and what the voucher takes off."""

    lines: Sequence[tuple[int, int]]
    payment: str = "paid"
    buyer: dict[str, str] = field(default_factory=dict)
    note: str = ""
    shipping: int = 4_000
    voucher_seller: int = 0
    voucher_platform: int = 0


BUYER = {
    "name": "สมหญิง ใจดี",
    "phone": "0812345678",
    "address": "99/1 หมู่ 2",
    "tambon": "สุเทพ",
    "amphoe": "เมืองเชียงใหม่",
    "province": "เชียงใหม่",
    "postcode": "50200",
    "tax_id": "",
}


def masked(word: str) -> str:
    """A name as platforms show it to shops: first and last letter, no vowel sign alone."""
    letters = [letter for letter in word if not unicodedata.category(letter).startswith("M")]
    return f"{letters[0]}****{letters[-1]}" if len(letters) > 2 else word


def find_sku(store: Store, word: object, seller: int = 0) -> Sku:
    """The SKU with this id or this seller SKU, of this seller where one is named; raises Refused."""
    for sku in store.all(Sku):
        here = not sku.more.get("gone") and of_seller(store, sku, seller)
        if here and str(word) in (str(sku.id), sku.seller_sku):
            return sku
    raise Refused(f"there is no SKU {word}")


def of_seller(store: Store, sku: Sku, seller: int) -> bool:
    """Whether the SKU stands in this seller's shop and was not deleted; any seller for 0."""
    product = store.get(Product, sku.product)
    return product is not None and product.status != "Deleted" and seller in (0, product.seller)


def price_now(store: Store, sku: Sku) -> int:
    """What one costs a buyer at this moment."""
    now = store.now()
    runs = sku.special and sku.special_from <= now and (not sku.special_until or now <= sku.special_until)
    return sku.special if runs else sku.price


def can_be_bought(store: Store, sku: Sku) -> bool:
    """Whether a buyer finds it on the shelf."""
    product = store.get(Product, sku.product)
    return product is not None and product.status == "Active" and sku.active


def place(store: Store, basket: Basket) -> Order:
    """A buyer orders; the stock is held. One order for one shop; raises Refused where it cannot be had."""
    if not basket.lines or basket.payment not in ("paid", "unpaid", "cod"):
        raise Refused("a basket needs lines and is paid, unpaid or cod")
    wanted = [(_wanted(store, sku, pieces), pieces) for sku, pieces in basket.lines]
    product = store.get(Product, wanted[0][0].product)
    assert product is not None
    if any(not of_seller(store, sku, product.seller) for sku, _ in wanted):
        raise Refused("one order is from one shop")
    order = _order(store, product.seller, basket)
    for sku, pieces in wanted:
        _hold(store, order, sku, pieces, basket.payment == "unpaid")
    store.count("orders")
    return order


def _wanted(store: Store, sku_id: int, pieces: int) -> Sku:
    sku = store.get(Sku, sku_id)
    if sku is None or pieces < 1 or not can_be_bought(store, sku):
        raise Refused(f"{sku_id} cannot be bought")
    if sku.sellable < pieces:
        raise Refused(f"only {sku.sellable} of {sku.seller_sku} are left")
    return sku


def _order(store: Store, seller: int, basket: Basket) -> Order:
    now, cod = store.now(), basket.payment == "cod"
    shop = store.get(Seller, seller)
    assert shop is not None
    whole = shop.platform == "woocommerce"
    number = store.next("Small") if whole else store.next("Order")
    order = Order(
        number, seller, _number(store, shop.platform, number), now, now, {**BUYER, **basket.buyer}, cod,
        note=basket.note,
        paid=now if basket.payment == "paid" else 0, method="COD" if cod else "PAYMENT_ACCOUNT",
        status=("pending" if basket.payment == "unpaid" else "processing") if whole else "",
        shipping=basket.shipping, voucher_seller=basket.voucher_seller, voucher_platform=basket.voucher_platform,
    )  # fmt: skip
    store.put(order)
    return order


def _number(store: Store, platform: str, number: int) -> str:
    """Shopee names orders by day and letters, the others by number."""
    if platform != "shopee":
        return str(number)
    letters, rest = "", number
    for _ in range(8):
        rest, at = divmod(rest, len(LETTERS))
        letters += LETTERS[at]
    return f"{ledger.day(store.now()):%y%m%d}{letters}"


def _hold(store: Store, order: Order, sku: Sku, pieces: int, unpaid: bool) -> None:
    product = store.get(Product, sku.product)
    assert product is not None
    price = price_now(store, sku)
    for _ in range(pieces):
        unit = Unit(
            store.next("Unit"), order.id, sku.id, sku.seller_sku, product.name, price,
            UNPAID if unpaid else PENDING, order.created, order.updated,
        )  # fmt: skip
        store.put(unit)
        move_stock(store, unit, _takes(order, unpaid))


def _takes(order: Order, unpaid: bool) -> str:
    """What a piece holds: where orders have a status of their own, stock falls when they are paid, not before."""
    if order.status:
        return "" if unpaid else "gone"
    return "withheld" if unpaid else "occupied"


def pay(store: Store, order: Order) -> None:
    """The buyer pays an unpaid order."""
    units = [unit for unit in store.under(Unit, order.id) if unit.state == UNPAID]
    if not units:
        raise Refused("there is nothing to pay")
    order.paid = store.now()
    for unit in units:
        move_stock(store, unit, _takes(order, unpaid=False))
        set_state(store, unit, PENDING)
    order.status = order.status and "processing"
    touch(store, order)


def move_stock(store: Store, unit: Unit, holds: str) -> None:
    """Let a piece hold another part of its SKU's stock: withheld, occupied, gone (handed over) or nothing."""
    sku = store.get(Sku, unit.sku)
    if sku is None or unit.holds == holds:
        return
    sku.withheld += (holds == "withheld") - (unit.holds == "withheld")
    sku.occupied += (holds == "occupied") - (unit.holds == "occupied")
    sku.real += (unit.holds == "gone") - (holds == "gone")
    unit.holds = holds
    store.put(sku)
    store.put(unit)


def set_state(store: Store, unit: Unit, state: str) -> None:
    """Give a piece another state."""
    unit.state, unit.updated = state, store.now()
    store.put(unit)


def touch(store: Store, order: Order) -> None:
    """Say that an order changed now."""
    order.updated = store.now()
    store.put(order)


def cancel(store: Store, order: Order, units: Iterable[Unit], reason: str, by: str) -> None:
    """Take pieces out of an order; what they held can be sold again. `by` is buyer, seller or system."""
    for unit in units:
        if unit.state not in BEFORE_HANDOVER:
            raise Refused(f"a piece is {unit.state} already")
        unit.reason, unit.by = reason, by
        move_stock(store, unit, "")
        set_state(store, unit, CANCELED)
    if all(unit.state == CANCELED for unit in store.under(Unit, order.id)):
        order.status = order.status and "cancelled"
    touch(store, order)
    store.count("cancels")


def wish(store: Store, order: Order, states: Collection[str]) -> Reverse | None:
    """The buyer's wish in one of these states, about pieces that are still to go or to come back."""
    units = [unit for unit in store.under(Unit, order.id) if unit.state not in (CANCELED, RETURNED)]
    wishes = (store.get(Reverse, unit.reverse) for unit in units)
    return next((one for one in wishes if one is not None and one.state in states), None)


def in_house(unit: Unit) -> bool:
    """Whether the platform keeps the piece in its own house, packs it and sends it."""
    return bool(unit.more.get("house"))


def pack(store: Store, order: Order, units: Sequence[Unit], carrier: str, prefix: str = "FP") -> str:
    """Put pieces into one package, which gets a number and a tracking number; answers the package."""
    package = f"{prefix}{store.next('Package')}"
    tracking = f"LEXDO{store.next('Tracking')}TH"
    for unit in units:
        unit.package, unit.tracking, unit.carrier = package, tracking, carrier
        set_state(store, unit, PACKED)
    touch(store, order)
    store.count("packages")
    return package


def unpack(store: Store, order: Order, units: Iterable[Unit]) -> None:
    """Undo a package: its pieces wait to be packed again."""
    for unit in units:
        unit.package = unit.tracking = unit.carrier = ""
        set_state(store, unit, PENDING)
    touch(store, order)


def hand_over(store: Store, order: Order, units: Iterable[Unit]) -> None:
    """The package is ready for the courier; the pieces leave the stock."""
    for unit in units:
        move_stock(store, unit, "gone")
        set_state(store, unit, READY)
    touch(store, order)
    store.count("handed over")


def travel(store: Store, order: Order, units: Iterable[Unit], to: str) -> None:
    """The courier carries pieces on: shipped, delivered, failed, or returned. Delivery brings the money."""
    may = {SHIPPED: {READY}, DELIVERED: {SHIPPED}, FAILED: {SHIPPED}, RETURNED: {SHIPPED, DELIVERED, FAILED}}
    for unit in units:
        if unit.state not in may.get(to, ()):
            raise Refused(f"a piece that is {unit.state} cannot become {to}")
        if to == DELIVERED:
            ledger.sold(store, order, unit)
        elif to == RETURNED and unit.state == DELIVERED:
            ledger.returned(store, order, unit)
        set_state(store, unit, to)
    if to == DELIVERED and order.cod and not order.paid:
        order.paid = store.now()
    touch(store, order)
