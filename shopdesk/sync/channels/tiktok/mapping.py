"""Orders of TikTok Shop as ours: one line for each piece becomes lines, words of theirs become states of ours."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shopdesk.core import orderstate
from shopdesk.shop.channels import Package, RemoteLine, RemoteOrder
from shopdesk.sync.channels import postal, reading
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]

MOST_PIECES = 500
UNPAID, ON_HOLD, TO_SHIP, PART, TO_COLLECT = (
    "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION",
)  # fmt: skip
DELIVERED, COMPLETED, CANCELLED = "DELIVERED", "COMPLETED", "CANCELLED"
STATES = {
    UNPAID: "unpaid",
    ON_HOLD: "unpaid",
    TO_SHIP: "new",
    PART: "packing",
    TO_COLLECT: "ready",
    "IN_TRANSIT": "shipped",
    DELIVERED: "delivered",
    COMPLETED: "completed",
    CANCELLED: "cancelled",
    # So says a push message.
    "CANCEL": "cancelled",
}
# What a buyer may still want back.
CAN_RETURN = frozenset({"IN_TRANSIT", DELIVERED, COMPLETED})
BY_SELLER = "SELLER"
# The goods lie in the platform's own house, which packs and sends them.
BY_PLATFORM = "FULFILLMENT_BY_TIKTOK"
WAITING = "RETURN_OR_REFUND_REQUEST_PENDING"
PAID_BACK = frozenset({
    "RETURN_OR_REFUND_REQUEST_SUCCESS", "RETURN_OR_REFUND_REQUEST_COMPLETE", "REPLACEMENT_REQUEST_REFUND_SUCCESS",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Return:
    """What a buyer wants back of an order: its id, what kind, their word, satang."""

    order: str
    id: str
    kind: str
    status: str
    amount: int


def order(told: Tree, returns: Sequence[Return] = ()) -> RemoteOrder:
    """An order; `returns` are those of its buyer. Raises Odd."""
    remote = reading.name_of(told.get("id"), "id")
    raw = reading.text(told.get("status"), 60).upper()
    pieces = _pieces(told)
    theirs = reading.text(told.get("fulfillment_type")).upper() == BY_PLATFORM
    made = tuple(replace(line, theirs=theirs) for line in lines(pieces, cancelled=STATES.get(raw) == "cancelled"))
    goods = sum(line.price * line.quantity for line in made)
    payment = told.get("payment")
    paid: Tree = payment if isinstance(payment, dict) else {}
    shipping = reading.charge(paid.get("shipping_fee"), "shipping_fee")
    total = reading.text(paid.get("total_amount"))
    placed = reading.moment(told.get("create_time"), "create_time")
    return RemoteOrder(
        remote, remote, state(raw, goods, returns), raw or "?", placed,
        reading.moment(told.get("update_time"), "update_time"), made, goods, shipping, _given_up(paid, pieces, goods),
        reading.charge(total, "total_amount") if total else goods + shipping,
        deadline=_deadline(told) if raw in (TO_SHIP, PART) else None, cod=reading.yes(told.get("is_cod")),
        currency=reading.text(paid.get("currency"), 3) or "THB", note=reading.text(told.get("buyer_message"), 500),
        **_parcel(told, pieces), **_buyer(told), **_wants(raw, told, pieces, returns),
    )  # fmt: skip


def _pieces(told: Tree) -> list[Tree]:
    rows = told.get("line_items")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_PIECES:
        raise Odd("line_items")
    return [reading.tree(one, "line_items") for one in rows]


def state(raw: str, goods: int, returns: Sequence[Return]) -> str:
    """Our state of an order."""
    if raw in CAN_RETURN and 0 < goods <= paid_back(returns):
        return "returned"
    return STATES.get(raw, "attention")


def paid_back(returns: Sequence[Return]) -> int:
    """What buyers got back, in satang."""
    return sum(one.amount for one in returns if one.status in PAID_BACK)


def lines(pieces: Sequence[Tree], *, cancelled: bool = False) -> tuple[RemoteLine, ...]:
    """Pieces of the same goods at the same price are one line (there is no quantity). Raises Odd."""
    groups: dict[tuple[str, str, int], list[Tree]] = {}
    for one in pieces:
        groups.setdefault(_goods(one), []).append(one)
    return tuple(_line(key, group, cancelled=cancelled) for key, group in groups.items())


def _goods(one: Tree) -> tuple[str, str, int]:
    """What a piece is; its price before anybody gave anything up, a gift's is nothing."""
    field = "original_price" if reading.text(one.get("original_price")) else "sale_price"
    price = 0 if reading.yes(one.get("is_gift")) else reading.satang(one.get(field), field)
    if price < 0:
        raise Odd(field)
    return reading.text(one.get("seller_sku"), 120), reading.id_or_none(one.get("sku_id")), price


def _line(key: tuple[str, str, int], group: Sequence[Tree], *, cancelled: bool) -> RemoteLine:
    sku, remote, price = key
    ids = tuple(piece_id(one) for one in group)
    if len(set(ids)) != len(ids):
        raise Odd("line_items.id")
    name, kind = reading.text(group[0].get("product_name"), 300), reading.text(group[0].get("sku_name"), 100)
    gone = len(ids) if cancelled else sum(is_cancelled(one) for one in group)
    words = f"{name} ({kind})" if kind and kind.lower() != "default" else name
    return RemoteLine(ids, sku, words, len(ids), price, gone, remote)


def piece_id(one: Tree) -> str:
    """The id of a piece; raises Odd."""
    return reading.name_of(one.get("id"), "line_items.id")


def is_cancelled(one: Tree) -> bool:
    """Whether a piece was taken out of its order."""
    return STATES.get(reading.text(one.get("display_status"), 60).upper()) == "cancelled"


def _given_up(paid: Tree, pieces: Sequence[Tree], goods: int) -> int:
    """What the shop itself took off, never more than the goods; the platform's own part is paid by the platform."""
    if reading.text(paid.get("seller_discount")):
        return min(reading.charge(paid["seller_discount"], "seller_discount"), goods)
    told = (one.get("seller_discount") for one in pieces if not reading.yes(one.get("is_gift")))
    return min(sum(reading.charge(one, "seller_discount") for one in told), goods)


def _deadline(told: Tree) -> datetime | None:
    """Until when it has to be ready; what cannot be read is not told."""
    for name in ("rts_sla_time", "tts_sla_time"):
        with contextlib.suppress(Odd):
            return reading.moment(told.get(name), name)
    return None


def _parcel(told: Tree, pieces: Sequence[Tree]) -> dict[str, Any]:
    """The parcel's number and who carries it; a piece tells what its order does not."""
    left = [told, *(one for one in pieces if not is_cancelled(one))]
    tracking = next((word for one in left if (word := reading.text(one.get("tracking_number"), 60))), "")
    names = (reading.text(one.get(key), 60) for one in left for key in ("shipping_provider", "shipping_provider_name"))
    return {"tracking": tracking, "carrier": next((word for word in names if word), "")}


def _buyer(told: Tree) -> dict[str, Any]:
    """Who it goes to; nobody is told while the order is not paid, and words may be masked."""
    given = told.get("recipient_address")
    address: Tree = given if isinstance(given, dict) else {}
    places = {
        reading.text(one.get("address_level"), 4).upper(): reading.text(one.get("address_name"), 120)
        for one in reading.trees(address.get("district_info"))[:8]
    }
    said = {name: reading.text(address.get(name), 300) for name in ("phone_number", "postal_code", "region_code")}
    street = reading.text(address.get("address_detail"), 300) or reading.text(address.get("full_address"), 300)
    return postal.receiver(
        reading.text(address.get("name"), 120),
        {
            "phone": said["phone_number"], "street": street, "subdistrict": places.get("L3", ""),
            "district": places.get("L2", ""), "province": places.get("L1", ""), "postcode": said["postal_code"],
            "country": said["region_code"],
        },
    )  # fmt: skip


def _wants(raw: str, told: Tree, pieces: Sequence[Tree], returns: Sequence[Return]) -> dict[str, Any]:
    made = packages(told, pieces)
    more = {
        "package": next((name for one in made if (name := one.id)), ""),
        "packages": str(len(made)) if len(made) > 1 else "",
        "why": reading.text(told.get("cancel_reason"), 120),
        # For which goods is not said.
        orderstate.PAID_BACK: str(paid_back(returns) or "") if raw in CAN_RETURN else "",
    }
    wants = ""
    waiting = next((one for one in returns if one.status == WAITING), None)
    if reading.yes(told.get("is_buyer_request_cancel")) and STATES.get(raw) not in ("cancelled", None):
        wants = "cancel"
    elif waiting is not None and raw in CAN_RETURN:
        wants, more["reverse"], more["kind"] = "return", waiting.id, waiting.kind
    return {"wants": wants, "more": {key: word for key, word in more.items() if word}}


def packages(told: Tree, pieces: Iterable[Tree] | None = None) -> list[Package]:
    """The parcels of an order, with the pieces that lie in each. Raises Odd."""
    own = [one for one in (_pieces(told) if pieces is None else pieces) if not is_cancelled(one)]
    names = [name for one in reading.trees(told.get("packages"))[:20] if (name := reading.id_or_none(one.get("id")))]
    names = names or list(dict.fromkeys(name for one in own if (name := reading.id_or_none(one.get("package_id")))))
    made = []
    for name in names:
        inside = [one for one in own if reading.id_or_none(one.get("package_id")) in ("", name)]
        parcel = _parcel(told if len(names) == 1 else {}, inside)
        made.append(Package(name, tuple(map(piece_id, inside)), parcel["tracking"], parcel["carrier"]))
    return made


def a_return(row: Tree) -> Return | None:
    """What a buyer wants back; None for one that cannot be read."""
    told = row.get("refund_amount")
    amount: Tree = told if isinstance(told, dict) else {}
    try:
        name, of = reading.name_of(row.get("return_id"), "return_id"), reading.name_of(row.get("order_id"), "order_id")
        goods = reading.charge(amount.get("refund_subtotal") or amount.get("refund_total"), "refund_subtotal")
    except Odd:
        return None
    kind, status = reading.text(row.get("return_type"), 40).upper(), reading.text(row.get("return_status"), 60).upper()
    return Return(of, name, kind, status, goods)
