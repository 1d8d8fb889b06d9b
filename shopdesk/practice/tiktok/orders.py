"""Orders at TikTok Shop: searched by page token, told piece by piece, cancelled for the right reason."""

from shopdesk.practice import trade
from shopdesk.practice.records import (
    CANCELED,
    DELIVERED,
    FAILED,
    PACKED,
    PENDING,
    READY,
    RETURNED,
    SHIPPED,
    UNPAID,
    Data,
    Order,
    Reverse,
    Sku,
    Unit,
)
from shopdesk.practice.store import Store
from shopdesk.practice.tiktok.call import WAREHOUSE, Call, Refusal, Route, seconds, text

STATUS = {
    UNPAID: "UNPAID", PENDING: "AWAITING_SHIPMENT", PACKED: "AWAITING_COLLECTION", READY: "AWAITING_COLLECTION",
    SHIPPED: "IN_TRANSIT", DELIVERED: "DELIVERED", FAILED: "IN_TRANSIT", RETURNED: "COMPLETED", CANCELED: "CANCELLED",
}  # fmt: skip
ALL = frozenset({*STATUS.values(), "ON_HOLD", "PARTIALLY_SHIPPING", "COMPLETED"})
MOST = 50
DELIVERY, PROVIDER = "7091146663229654785", "6617675021119438849"
HOUR = 3_600_000


def status(store: Store, order: Order) -> str:
    """The status of a whole order. A paid order is on hold while its buyer may still cancel freely."""
    units = store.under(Unit, order.id)
    left = [unit for unit in units if unit.state != CANCELED] or units
    if order.more.get("on_hold") and left[0].state == PENDING:
        return "ON_HOLD"
    if order.more.get("completed") and left[0].state == DELIVERED:
        return "COMPLETED"
    return STATUS[left[0].state]


def asks_cancel(store: Store, order: Order) -> bool:
    """Whether the buyer waits for an answer."""
    wishes = (store.get(Reverse, unit.reverse) for unit in store.under(Unit, order.id))
    return any(wish is not None and wish.state == "CANCEL_INIT" for wish in wishes)


def package(order: Order) -> str:
    """The number of its one package."""
    return f"115{order.id}"


def by_seller(order: Order) -> bool:
    """Whether the shop sends it itself, as the buyer chose."""
    return order.buyer.get("carrier") == "seller"


def search(call: Call) -> Data:
    """POST /order/202309/orders/search"""
    (size, at), by = call.page(), call.query.get("sort_field", "create_time")
    direction, wanted = call.query.get("sort_order", "DESC"), str(call.body.get("order_status", ""))
    if by not in ("create_time", "update_time") or direction not in ("ASC", "DESC") or (wanted and wanted not in ALL):
        raise Refusal(12052910, "Invalid params: sort_field, sort_order or order_status")
    found = [one for one in call.store.all(Order) if one.seller == call.shop.id and _passes(call, one, wanted)]
    found.sort(
        key=lambda one: (one.created if by == "create_time" else one.updated, one.id), reverse=direction == "DESC"
    )
    token = f"p{at + size}" if at + size < len(found) else ""
    rows = [told(call, one) for one in found[at : at + size]]
    return {"orders": rows, "next_page_token": token, "total_count": len(found)}


def _passes(call: Call, one: Order, wanted: str) -> bool:
    for name in ("create_time_ge", "create_time_lt", "update_time_ge", "update_time_lt"):
        limit = call.moment(name)
        at = seconds(one.created if name.startswith("create_time") else one.updated)
        if limit is not None and ((at < limit) if name.endswith("_ge") else (at >= limit)):
            return False
    if call.body.get("is_buyer_request_cancel", asks_cancel(call.store, one)) != asks_cancel(call.store, one):
        return False
    return wanted in ("", status(call.store, one))


def details(call: Call) -> Data:
    """GET /order/202507/orders?ids="""
    numbers = [one for one in call.query.get("ids", "").split(",") if one]
    if not 0 < len(numbers) <= MOST:
        raise Refusal(12052910, f"Invalid params: ids has 1 to {MOST} members")
    return {"orders": [told(call, call.order(number)) for number in numbers]}


def told(call: Call, order: Order) -> Data:
    """An order; without an address while it is unpaid or on hold."""
    units, state = call.store.under(Unit, order.id), status(call.store, order)
    goods = sum(unit.price for unit in units)
    total = goods + order.shipping - order.voucher_seller - order.voucher_platform
    waits = state in ("UNPAID", "ON_HOLD")
    gone = next((unit for unit in units if unit.by), None)
    base = {
        "id": str(order.id), "status": state, "create_time": seconds(order.created),
        "update_time": seconds(order.updated), "paid_time": seconds(order.paid),
        "payment": {
            "currency": "THB", "sub_total": text(goods - order.voucher_seller - order.voucher_platform),
            "shipping_fee": text(order.shipping), "seller_discount": text(order.voucher_seller),
            "platform_discount": text(order.voucher_platform), "total_amount": text(total),
            "original_total_product_price": text(goods), "original_shipping_fee": text(order.shipping),
            "small_order_fee": "0", "tax": "0",
        },
        "line_items": [_line(call, order, unit) for unit in units],
        "packages": [] if waits else [{"id": package(order)}],
        "shipping_type": "SELLER" if by_seller(order) else "TIKTOK",
        "delivery_option_id": DELIVERY, "shipping_provider": units[0].carrier, "tracking_number": units[0].tracking,
        "is_cod": order.cod, "buyer_message": order.note, "seller_note": "", "is_on_hold_order": state == "ON_HOLD",
        "cancel_reason": gone.reason if gone else "", "cancellation_initiator": gone.by.upper() if gone else "",
        "is_buyer_request_cancel": asks_cancel(call.store, order), "rts_sla_time": seconds(order.created + 48 * HOUR),
        "tts_sla_time": seconds(order.created + 72 * HOUR), "warehouse_id": WAREHOUSE,
        "fulfillment_type": _fulfilled(units), "payment_method_name": "COD" if order.cod else "Card",
    }  # fmt: skip
    return base if waits else base | {"recipient_address": _address(order)}


def _address(order: Order) -> Data:
    buyer = order.buyer
    districts = (("L0", "country", "Thailand"), ("L1", "province", buyer["province"]),
                 ("L2", "district", buyer["amphoe"]),
                 ("L3", "subdistrict", buyer["tambon"]))  # fmt: skip
    return {
        "name": f"{buyer['name'][:1]}***", "phone_number": f"(+66)*****{buyer['phone'][-2:]}",
        "full_address": f"Thailand, {buyer['province']}, {buyer['amphoe']}, {buyer['tambon']}, ***",
        "address_detail": "***", "postal_code": buyer["postcode"], "region_code": "TH",
        "district_info": [
            {"address_level": level, "address_level_name": name, "address_name": value}
            for level, name, value in districts
        ],
    }  # fmt: skip


def _fulfilled(units: list[Unit]) -> str:
    return "FULFILLMENT_BY_TIKTOK" if trade.in_house(units[0]) else "FULFILLMENT_BY_SELLER"


def _line(call: Call, order: Order, unit: Unit) -> Data:
    """One piece; a line never carries a quantity."""
    sku = call.store.get(Sku, unit.sku)
    assert sku is not None
    waits = unit.state == UNPAID
    state = STATUS[unit.state] if unit.state in (CANCELED, UNPAID) else status(call.store, order)
    return {
        "id": str(unit.id), "product_id": str(sku.product), "product_name": unit.name, "sku_id": str(sku.id),
        "sku_name": ", ".join(sku.choice.values()) or "Default", "seller_sku": unit.seller_sku,
        "original_price": text(unit.price), "sale_price": text(unit.price), "seller_discount": "0",
        "platform_discount": "0", "currency": "THB", "display_status": state, "is_gift": False,
        "package_id": "" if waits else package(order), "package_status": "" if waits else "TO_FULFILL",
        "tracking_number": unit.tracking, "shipping_provider_name": unit.carrier, "cancel_reason": unit.reason,
    }  # fmt: skip


ROUTES = (
    Route("POST", "/order/202309/orders/search", search),
    Route("GET", "/order/202507/orders", details),
)
