"""What buyers, couriers and the marketplace's people do, by the names a script uses."""

from collections.abc import Sequence

from shopdesk.practice import trade
from shopdesk.practice.records import (
    BEFORE_HANDOVER,
    CANCELED,
    DELIVERED,
    PENDING,
    READY,
    RETURNED,
    SHIPPED,
    Data,
    Order,
    Product,
    Reverse,
    Seller,
    Sku,
    Statement,
    Unit,
)
from shopdesk.practice.store import Store
from shopdesk.practice.trade import HOUR, Refused
from shopdesk.practice.wire import whole


def named(store: Store, order: Order) -> str:
    """What the order's platform calls it."""
    shop = store.get(Seller, order.seller)
    return order.number if shop and shop.platform == "shopee" else str(order.id)


def order(store: Store, word: str) -> Order:
    """The order of this name; raises Refused."""
    if found := store.get(Order, whole(word)):
        return found
    for one in store.all(Order):
        if one.number == word:
            return one
    raise Refused(f"there is no order {word}")


def _pieces(store: Store, of: Order, skus: Sequence[str]) -> list[Unit]:
    """One piece for each SKU named; all that were not cancelled where none is."""
    left = [unit for unit in store.under(Unit, of.id) if unit.state != CANCELED]
    if not skus:
        return left
    found: list[Unit] = []
    for word in skus:
        unit = next((one for one in left if one.seller_sku == word and one not in found), None)
        if unit is None:
            raise Refused(f"there is no {word} in {of.number}")
        found.append(unit)
    return found


def cancel(store: Store, word: str, skus: Sequence[str], by: str, reason: str) -> None:
    """Pieces are cancelled at once."""
    found = order(store, word)
    trade.cancel(store, found, _pieces(store, found, skus), reason, by)


def ask_cancel(store: Store, word: str, reason: str) -> Reverse:
    """A wish to cancel all that was not handed over; it answers itself after a day at the platform."""
    found = order(store, word)
    units = [unit for unit in store.under(Unit, found.id) if unit.state in BEFORE_HANDOVER]
    return _wish(store, found, units, "CANCEL", "CANCEL_INIT", reason)


def ask_return(store: Store, word: str, skus: Sequence[str], kind: str, reason: str) -> Reverse:
    """A wish to return what was delivered."""
    if kind not in ("RETURN", "ONLY_REFUND"):
        raise Refused(f"there is no wish {kind}")
    found = order(store, word)
    units = [unit for unit in _pieces(store, found, skus) if unit.state == DELIVERED]
    return _wish(store, found, units, kind, "REQUEST_INITIATE", reason)


def _wish(store: Store, found: Order, units: list[Unit], kind: str, state: str, reason: str) -> Reverse:
    if not units:
        raise Refused(f"{found.number} has nothing to ask for")
    now, number = store.now(), store.next("Reverse")
    lines = {str(unit.id): store.next("Reverse") for unit in units}
    wish = Reverse(
        number,
        found.id,
        found.seller,
        kind,
        [unit.id for unit in units],
        state,
        reason,
        now,
        now,
        now + 24 * HOUR,
        lines,
    )
    for unit in units:
        unit.reverse = wish.id
        store.put(unit)
    store.put(wish)
    trade.touch(store, found)
    return wish


def into_house(store: Store, word: str, skus: Sequence[str]) -> None:
    """Let pieces (all without `skus`) lie in the platform's own house."""
    found = order(store, word)
    for unit in store.under(Unit, found.id):
        if not skus or unit.seller_sku in skus:
            unit.more["house"] = True
            store.put(unit)
    trade.touch(store, found)


def house_sends(store: Store, word: str) -> None:
    """The platform packs what lies in its house, and hands it to the courier."""
    found = order(store, word)
    units = [unit for unit in store.under(Unit, found.id) if trade.in_house(unit) and unit.state == PENDING]
    if not units:
        raise Refused(f"nothing of {found.number} waits in the house")
    trade.pack(store, found, units, "House")
    trade.hand_over(store, found, units)


def advance(store: Store, word: str, to: str) -> str:
    """The next step of the pieces on their way."""
    found = order(store, word)
    units = [unit for unit in store.under(Unit, found.id) if unit.state not in (CANCELED, RETURNED)]
    if to == "completed":
        return _completed(store, found, units)
    target = to or {READY: SHIPPED, SHIPPED: DELIVERED}.get(units[0].state if units else "", "")
    if not target:
        raise Refused(f"{found.number} is not on its way")
    before = {SHIPPED: (READY,), DELIVERED: (SHIPPED,)}.get(target)
    trade.travel(store, found, [unit for unit in units if before is None or unit.state in before], target)
    return target


def _completed(store: Store, found: Order, units: list[Unit]) -> str:
    """The buyer says that all is well."""
    if not units or any(unit.state != DELIVERED for unit in units):
        raise Refused(f"{found.number} was not delivered")
    found.more["completed"] = store.now()
    trade.touch(store, found)
    return "completed"


def hold(store: Store, word: str, on: bool) -> None:
    """Hold an order back, or let it go."""
    found = order(store, word)
    found.more["on_hold"] = on
    trade.touch(store, found)


def settle(store: Store, wish: int, agree: bool) -> None:
    """A wish to return ends, where the platform leaves it to nobody's program."""
    found = store.get(Reverse, wish)
    if found is None or found.kind == "CANCEL" or found.state != "REQUEST_INITIATE":
        raise Refused(f"there is no open wish {wish}")
    of = store.get(Order, found.order)
    assert of is not None
    if agree:
        trade.travel(store, of, [unit for unit in store.under(Unit, of.id) if unit.id in found.units], RETURNED)
    found.state, found.updated = "REFUND_SUCCESS" if agree else "REFUND_REJECT", store.now()
    store.put(found)
    trade.touch(store, of)


def pay_out(store: Store, number: str) -> None:
    """The money of a statement went."""
    found = next((one for one in store.all(Statement) if one.number == number), None)
    if found is None:
        raise Refused(f"there is no statement {number}")
    found.paid = True
    store.put(found)


def judge(store: Store, product: int, approve: bool, reason: str) -> None:
    """Let waiting goods in, or turn them back."""
    found = store.get(Product, product)
    if found is None or found.status != "Pending QC":
        raise Refused(f"{product} does not wait")
    found.status, found.updated = "Active" if approve else "InActive", store.now()
    if not approve:
        found.more |= {"rejected": [{"suggestion": reason, "violationDetail": reason}], "sub status": "Reject"}
    store.put(found)


def freeze(store: Store, sku: str, why: str) -> None:
    """Hold a SKU's stock."""
    found = trade.find_sku(store, sku)
    found.more["frozen"] = why
    store.put(found)


def product_told(store: Store, one: Product) -> Data:
    """Goods in short."""
    skus = [
        {
            "sku": sku.id,
            "seller_sku": sku.seller_sku,
            "price": sku.price,
            "sellable": sku.sellable,
            "active": sku.active,
        }
        for sku in store.under(Sku, one.id)
    ]
    return {"product": one.id, "seller": one.seller, "name": one.name, "status": one.status, "skus": skus}


def order_told(store: Store, one: Order) -> Data:
    """An order in short."""
    units = store.under(Unit, one.id)
    return {
        "order": named(store, one), "seller": one.seller, "states": [unit.state for unit in units],
        "skus": [unit.seller_sku for unit in units], "paid": bool(one.paid), "cod": one.cod,
        "tracking": [unit.tracking for unit in units], "status": one.status,
    }  # fmt: skip
