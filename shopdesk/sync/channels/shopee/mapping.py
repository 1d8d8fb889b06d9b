"""Orders and money of Shopee as ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.core import orderstate
from shopdesk.shop.channels import MoneyLine, Package, RemoteLine, RemoteOrder, Statement
from shopdesk.sync.channels import reading
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]

MOST_LINES = 200
# The goods lie in the platform's own house, which packs and sends them.
BY_PLATFORM = "fulfilled_by_shopee"
CANCELLED, IN_CANCEL, TO_RETURN, COMPLETED = "CANCELLED", "IN_CANCEL", "TO_RETURN", "COMPLETED"
STATES = {
    "UNPAID": "unpaid",
    "PENDING": "unpaid",
    "READY_TO_SHIP": "new",
    # What it was before its buyer asked is not told; the shop's own state is never thrown back by it.
    IN_CANCEL: "new",
    "PROCESSED": "ready",
    "RETRY_SHIP": "ready",
    "SHIPPED": "shipped",
    "TO_CONFIRM_RECEIVE": "delivered",
    TO_RETURN: "delivered",
    COMPLETED: "completed",
    CANCELLED: "cancelled",
}
TO_ARRANGE = frozenset({"READY_TO_SHIP", "RETRY_SHIP"})
ARRANGED = frozenset({"PROCESSED", "RETRY_SHIP", "SHIPPED", "TO_CONFIRM_RECEIVE"})
LOST = frozenset({"LOGISTICS_LOST", "LOGISTICS_DELIVERY_FAILED", "LOGISTICS_COD_REJECTED", "LOGISTICS_INVALID"})
NOT_ARRANGED = frozenset({
    "", "LOGISTICS_NOT_START", "LOGISTICS_PENDING_ARRANGE", "LOGISTICS_READY", "LOGISTICS_PICKUP_RETRY",
    "LOGISTICS_PICKUP_FAILED",
})  # fmt: skip
ON_THE_WAY = frozenset({"RETRY_SHIP", "SHIPPED", "TO_CONFIRM_RECEIVE"})
OPEN_RETURNS = frozenset({"REQUESTED", "PROCESSING", "JUDGING", "SELLER_DISPUTE"})
# What a shop gets of an order less what it sold, by field: sign as it stands in the account, and our kind.
FEES = (
    ("commission_fee", -1, "commission"), ("service_fee", -1, "service"), ("seller_transaction_fee", -1, "payment_fee"),
    ("final_shipping_fee", 1, "shipping"), ("voucher_from_seller", -1, "adjustment"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Return:
    """What a buyer wants back of an order: its id, their word, satang."""

    order: str
    id: str
    status: str
    amount: int


def order(told: Tree, returns: Sequence[Return] = ()) -> RemoteOrder:
    """An order; `returns` are those of its buyer. Raises Odd."""
    remote = reading.name_of(told.get("order_sn"), "order_sn")
    raw = reading.text(told.get("order_status"), 60).upper()
    made = lines(told, cancelled=raw == CANCELLED)
    if reading.text(told.get("fulfillment_flag")).lower() == BY_PLATFORM:
        made = tuple(replace(line, theirs=True) for line in made)
    goods = sum(line.price * line.quantity for line in made)
    shipping = reading.charge(told.get("estimated_shipping_fee"), "estimated_shipping_fee", reading.nearest)
    typed = reading.text(told.get("total_amount"))
    placed = reading.moment(told.get("create_time"), "create_time")
    return RemoteOrder(
        remote, remote, state(told, raw, goods, returns), raw or "?", placed,
        reading.moment(told.get("update_time"), "update_time"), made, goods, shipping, 0,
        reading.charge(typed, "total_amount", reading.nearest) if typed else goods + shipping,
        deadline=_moment_or_none(told.get("ship_by_date")), cod=reading.yes(told.get("cod")),
        currency=reading.text(told.get("currency"), 3) or "THB", note=reading.text(told.get("message_to_seller"), 500),
        carrier=reading.text(told.get("shipping_carrier"), 60), **_buyer(told), **_wants(remote, raw, told, returns),
    )  # fmt: skip


def state(told: Tree, raw: str, goods: int, returns: Sequence[Return]) -> str:
    """Our state of an order; a parcel that was lost is a problem."""
    if raw == COMPLETED and 0 < goods <= paid_back(returns):
        return "returned"
    if raw in ON_THE_WAY and any(
        reading.text(one.get("logistics_status")).upper() in LOST for one in reading.trees(told.get("package_list"))
    ):
        return "problem"
    return STATES.get(raw, "attention")


def lines(told: Tree, *, cancelled: bool = False) -> tuple[RemoteLine, ...]:
    """The goods of an order; the same goods at the same price are one line. Raises Odd."""
    rows = told.get("item_list")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_LINES:
        raise Odd("item_list")
    groups: dict[tuple[str, int], list[Tree]] = {}
    for row in rows:
        one = reading.tree(row, "item_list")
        groups.setdefault((unit_of(one), _price(one)), []).append(one)
    # Lines have no id that is theirs alone (one sale bundle shares it), so the goods name them, the cheaper first.
    seen: dict[str, int] = {}
    made = []
    for unit, price in sorted(groups):
        seen[unit] = seen.get(unit, 0) + 1
        name = unit if seen[unit] == 1 else f"{unit}#{seen[unit]}"
        made.append(_line(name, unit, price, groups[unit, price], cancelled=cancelled))
    return tuple(made)


def unit_of(one: Tree) -> str:
    """Our name of what a buyer can buy: item and model, model 0 where there are none. Raises Odd."""
    item = reading.name_of(one.get("item_id"), "item_id")
    return f"{item}:{reading.id_or_none(one.get('model_id')) or '0'}"


def _price(one: Tree) -> int:
    field = "model_discounted_price"
    if not reading.text(one.get(field)):
        field = "model_original_price"
    price = reading.nearest(one.get(field), field)
    if price < 0:
        raise Odd(field)
    return price


def _line(name: str, unit: str, price: int, group: Sequence[Tree], *, cancelled: bool) -> RemoteLine:
    first = group[0]
    pieces = sum(reading.whole(one.get("model_quantity_purchased"), "model_quantity_purchased", 9_999) for one in group)
    if not pieces:
        raise Odd("model_quantity_purchased")
    called, kind = reading.text(first.get("item_name"), 300), reading.text(first.get("model_name"), 100)
    sku = reading.text(first.get("model_sku"), 120) or reading.text(first.get("item_sku"), 120)
    words = f"{called} ({kind})" if kind else called
    return RemoteLine((name,), sku, words, pieces, price, pieces if cancelled else 0, unit)


def _moment_or_none(value: object) -> datetime | None:
    try:
        return reading.moment(value, "ship_by_date")
    except Odd:
        return None


def _buyer(told: Tree) -> dict[str, Any]:
    """Who it goes to; words may be masked, and Thai places come with what they are."""
    given = told.get("recipient_address")
    address = given if isinstance(given, dict) else {}

    def said(key: str, prefix: str = "") -> str:
        return reading.text(address.get(key), 300).removeprefix(prefix)

    place = {
        "name": said("name"), "phone": said("phone"), "street": said("full_address"),
        "subdistrict": said("district") or said("town"), "district": said("city", "อำเภอ"),
        "province": said("state", "จังหวัด"), "postcode": said("zipcode"), "country": said("region"),
    }  # fmt: skip
    buyer = place["name"] or reading.text(told.get("buyer_username"), 120)
    return {"buyer": buyer, "phone": place["phone"], "address": {key: word for key, word in place.items() if word}}


def _wants(remote: str, raw: str, told: Tree, returns: Sequence[Return]) -> dict[str, Any]:
    found = packages(told)
    more = {"package": found[0].id if found else remote} | _named("packages", len(found) if len(found) > 1 else "")
    if raw == COMPLETED and (back := paid_back(returns)):
        # For which goods is not said.
        more[orderstate.PAID_BACK] = str(back)
    if raw == IN_CANCEL:
        return {"wants": "cancel", "more": more | _named("why", told.get("buyer_cancel_reason"))}
    wish = next((one for one in returns if one.status in OPEN_RETURNS), None)
    if raw == TO_RETURN:
        return {"wants": "return", "more": more | ({"reverse": wish.id} if wish else {})}
    return {"wants": "", "more": more | _named("why", told.get("cancel_reason"))}


def _named(key: str, value: object) -> dict[str, str]:
    word = reading.text(value, 120)
    return {key: word} if word else {}


def numbers(told: Tree) -> list[str]:
    """The numbers of an order's packages; one without a number where it has none yet."""
    return [reading.id_or_none(one.get("package_number")) for one in _rows(told)] or [""]


def to_arrange(told: Tree) -> list[str]:
    """The packages that no courier was told of yet; of an order in one package that is the order itself."""
    rows = _rows(told)
    if len(rows) < 2:
        return [""]
    waiting = (one for one in rows if reading.text(one.get("logistics_status")).upper() in NOT_ARRANGED)
    return [number for one in waiting if (number := reading.id_or_none(one.get("package_number")))]


def _rows(told: Tree) -> list[Tree]:
    return reading.trees(told.get("package_list"))[:20]


def packages(told: Tree, tracked: Mapping[str, str] | None = None) -> list[Package]:
    """The parcels of an order: the order and their number in it are their id, for a label is asked for by both.

    `tracked`: parcel numbers by package number.
    """
    known = tracked or {}
    remote, ids = reading.text(told.get("order_sn"), 61), tuple(line.ids[0] for line in _lines_or_none(told))
    made = []
    for one in _rows(told):
        number = reading.id_or_none(one.get("package_number"))
        made.append(
            Package(
                f"{remote}:{number}"[:60] if number else remote, ids, known.get(number, ""),
                reading.text(one.get("shipping_carrier"), 60),
            )
        )  # fmt: skip
    return made or [Package(remote, ids, known.get("", ""), reading.text(told.get("shipping_carrier"), 60))]


def _lines_or_none(told: Tree) -> tuple[RemoteLine, ...]:
    try:
        return lines(told)
    except Odd:
        return ()


def a_return(row: Tree) -> Return | None:
    """What a buyer wants back; None for one that cannot be read."""
    try:
        name, of = reading.name_of(row.get("return_sn"), "return_sn"), reading.name_of(row.get("order_sn"), "order_sn")
        amount = reading.charge(row.get("refund_amount"), "refund_amount", reading.nearest)
    except Odd:
        return None
    return Return(of, name, reading.text(row.get("status"), 40).upper(), amount)


def paid_back(returns: Sequence[Return]) -> int:
    """What buyers got back, in satang."""
    return sum(one.amount for one in returns if one.status == "ACCEPTED")


def settled(told: Tree, money: object, returns: Sequence[Return]) -> tuple[list[MoneyLine], Statement]:
    """What a finished order brought: goods, each fee, what no field explains, and what went to the seller's purse.

    `told` is the order, `money` what they say of its money. An order is settled by itself, so it is its own statement;
    its lines add up to what was paid. Raises Odd.
    """
    income = reading.tree(money, "order_income")
    remote = reading.name_of(told.get("order_sn"), "order_sn")
    at = reading.moment(told.get("update_time"), "update_time")
    on = clock.calendar_date(at).isoformat()
    goods = sum(line.price * line.quantity for line in lines(told))
    paid = reading.nearest(income.get("escrow_amount"), "escrow_amount")
    amounts = [("item", "item", goods)]
    amounts += [(field, kind, sign * _amount(income, field)) for field, sign, kind in FEES]
    refund = -abs(_amount(income, "seller_return_refund")) or -paid_back(returns)
    rest = paid - refund - sum(amount for _field, _kind, amount in amounts)
    amounts += [("refund", "refund", refund), ("rest", "adjustment", rest)]
    made = [
        MoneyLine(f"{remote}:{field}", kind, field.replace("_", " "), amount, on, remote, remote)
        for field, kind, amount in amounts
        if amount
    ]
    return made, Statement(remote, on, on, paid, on)


def _amount(income: Tree, field: str) -> int:
    return reading.nearest(income[field], field) if reading.text(income.get(field)) else 0
