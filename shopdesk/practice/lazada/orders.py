"""Orders as Lazada tells them: lists, single orders, and one line for each piece."""

from shopdesk.practice import ledger, trade
from shopdesk.practice.lazada.call import Call, Refusal, Route, baht, moment, told
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
    Data,
    Order,
    Product,
    Reverse,
    Sku,
    Unit,
)
from shopdesk.practice.wire import whole

MOST, LAST_OFFSET, MOST_ORDERS = 100, 5_000, 50
STATES = frozenset({UNPAID, PENDING, PACKED, READY, SHIPPED, DELIVERED, FAILED, CANCELED, RETURNED})
TO_PACK_WITHIN = 2 * 86_400_000


def orders_get(call: Call) -> Data:
    """GET /orders/get: one of created_after and update_after is needed."""
    spans = _spans(call)
    status, by, direction = call.params.get("status", "all"), call.params.get("sort_by", "created_at"), "DESC"
    if status not in {"all", *STATES}:
        raise Refusal("36", f"E036: Invalid status filter: {status[:40]}")
    if by not in ("created_at", "updated_at"):
        raise Refusal("75", f"E075: Invalid sort filter: {by[:40]}")
    direction = call.params.get("sort_direction", direction)
    if direction not in ("ASC", "DESC"):
        raise Refusal("74", f"E074: Invalid sort direction: {direction[:40]}")
    limit, offset = call.number("limit", MOST, 1, MOST, "19"), call.number("offset", 0, 0, LAST_OFFSET, "14")
    found = [one for one in call.store.all(Order) if one.seller == call.seller.id and _within(one, spans)]
    if status != "all":
        found = [one for one in found if status in _states(call, one)]
    found.sort(
        key=lambda one: (one.created if by == "created_at" else one.updated, one.id), reverse=direction == "DESC"
    )
    rows = [order_told(call, one, "addressDsitrict") for one in found[offset : offset + limit]]
    return {"data": {"count": len(rows), "countTotal": len(found), "orders": rows}}


def _spans(call: Call) -> dict[str, int]:
    names = ("created_after", "created_before", "update_after", "update_before")
    spans = {name: moment(call.params[name]) for name in names if call.params.get(name)}
    if "created_after" not in spans and "update_after" not in spans:
        raise Refusal("1", "E001: created_after or update_after is mandatory")
    return spans


def _within(one: Order, spans: dict[str, int]) -> bool:
    # Orders carry whole seconds: a moment inside the second counts as the second.
    for name, limit in spans.items():
        at = one.created if name.startswith("created") else one.updated
        if (at < limit // 1000 * 1000) if name.endswith("after") else (at > limit):
            return False
    return True


def _states(call: Call, one: Order) -> list[str]:
    return sorted({unit.state for unit in call.store.under(Unit, one.id)})


def order_told(call: Call, one: Order, district: str) -> Data:
    """An order; its district's key is misspelt in lists."""
    units = call.store.under(Unit, one.id)
    price = sum(unit.price for unit in units)
    wish = _wish(call, units)
    buyer = one.buyer
    address = {
        "first_name": trade.masked(buyer["name"]), "last_name": "",
        "phone": f"{buyer['phone'][:2]}*****{buyer['phone'][-2:]}",
        "phone2": "", "address1": trade.masked(buyer["address"]), "address2": "", "address3": buyer["province"],
        "address4": buyer["amphoe"], "address5": buyer["postcode"], "post_code": buyer["postcode"],
        "city": f"{buyer['province']}/{buyer['amphoe']}", "country": "Thailand", district: buyer["tambon"],
    }  # fmt: skip
    return {
        "order_id": str(one.id), "order_number": one.number, "created_at": told(one.created),
        "updated_at": told(one.updated), "statuses": _states(call, one), "items_count": len(units),
        "price": baht(price),
        "voucher": baht(one.voucher_seller + one.voucher_platform), "voucher_seller": baht(one.voucher_seller),
        "voucher_platform": baht(one.voucher_platform), "voucher_code": "", "shipping_fee": baht(one.shipping),
        "shipping_fee_original": baht(one.shipping), "shipping_fee_discount_seller": "0.00",
        "shipping_fee_discount_platform": "0.00", "payment_method": one.method,
        "customer_first_name": trade.masked(buyer["name"]), "customer_last_name": "", "tax_code": buyer["tax_id"],
        "branch_number": "", "buyer_note": one.note, "remarks": "", "warehouse_code": "dropshipping",
        "gift_option": "false", "gift_message": "", "need_cancel_confirm": "true" if wish else "false",
        "is_cancel_pending": "true" if wish else "false", "promised_shipping_times": "",
        "address_shipping": address, "address_billing": address,
    }  # fmt: skip


def _wish(call: Call, units: list[Unit]) -> Reverse | None:
    """The buyer's wish to cancel that still waits for an answer."""
    for unit in units:
        wish = call.store.get(Reverse, unit.reverse)
        if wish is not None and wish.state == "CANCEL_INIT":
            return wish
    return None


def order_get(call: Call) -> Data:
    """GET /order/get"""
    return {"data": order_told(call, call.order(call.text("order_id")), "addressDistrict")}


def items_get(call: Call) -> Data:
    """GET /order/items/get"""
    return {"data": _items(call, call.order(call.text("order_id")))}


def many_items_get(call: Call) -> Data:
    """GET /orders/items/get: the pieces of at most fifty orders."""
    wanted = call.ids("order_ids", MOST_ORDERS)
    orders = [call.order(number) for number in wanted]
    return {
        "data": [
            {"order_id": one.id, "order_number": int(one.number), "order_items": _items(call, one)} for one in orders
        ]
    }


def _items(call: Call, order: Order) -> list[Data]:
    units = call.store.under(Unit, order.id)
    shares = _shares(order, len(units))
    return [item_told(call, order, unit, share) for unit, share in zip(units, shares, strict=True)]


def _shares(order: Order, pieces: int) -> list[tuple[int, int, int]]:
    """Shipping and the two vouchers, cut over the pieces; the first ones carry what does not divide."""

    def cut(whole: int) -> list[int]:
        return [whole // pieces + (at < whole % pieces) for at in range(pieces)]

    return list(zip(cut(order.shipping), cut(order.voucher_seller), cut(order.voucher_platform), strict=True))


def item_told(call: Call, order: Order, unit: Unit, share: tuple[int, int, int]) -> Data:
    """A piece; a line never carries a quantity."""
    shipping, seller, platform = share
    product = call.store.get(Product, _product_of(call, unit))
    image = product.images[0] if product and product.images else ""
    wish = call.store.get(Reverse, unit.reverse)
    asked = wish is not None and wish.state == "CANCEL_INIT"
    return {
        "order_item_id": unit.id, "order_id": order.id, "name": unit.name, "sku": unit.seller_sku,
        "sku_id": str(unit.sku),
        "shop_sku": f"{product.id if product else ''}_TH-{unit.sku}", "variation": _variation(call, unit),
        "item_price": baht(unit.price), "paid_price": baht(unit.price - seller - platform), "currency": "THB",
        "tax_amount": "0.00", "shipping_amount": baht(shipping), "voucher_amount": baht(seller + platform),
        "voucher_seller": baht(seller), "voucher_platform": baht(platform), "status": unit.state,
        "tracking_code": unit.tracking, "shipment_provider": unit.carrier, "shipping_type": "Dropshipping",
        "shipping_provider_type": "standard", "package_id": unit.package, "purchase_order_id": "",
        "purchase_order_number": "", "promised_shipping_time": "", "sla_time_stamp": _pack_until(order, unit),
        "invoice_number": unit.more.get("invoice", ""), "reason": unit.reason, "reason_detail": "",
        "cancel_return_initiator": f"cancellation-{unit.by}" if unit.by else "",
        "return_status": unit.more.get("return", ""),
        "warehouse_code": "dropshipping", "is_digital": 0, "is_fbl": int(trade.in_house(unit)),
        "delivery_option_sof": 0, "order_flag": "NORMAL",
        "order_type": "Normal", "created_at": told(unit.created), "updated_at": told(unit.updated),
        "payment_time": order.paid, "product_main_image": image, "product_detail_url": "",
        "reverse_order_id": str(unit.reverse) if unit.reverse else "",
        "need_cancel_confirm": "true" if asked else "false",
        "is_cancel_pending": "true" if asked else "false",
        "cancel_trigger_time": str(wish.until) if wish is not None and asked else "",
    }  # fmt: skip


def _product_of(call: Call, unit: Unit) -> int:
    sku = call.store.get(Sku, unit.sku)
    return sku.product if sku else 0


def _variation(call: Call, unit: Unit) -> str:
    sku = call.store.get(Sku, unit.sku)
    return ", ".join(f"{name}:{value}" for name, value in sku.choice.items()) if sku else ""


def _pack_until(order: Order, unit: Unit) -> str:
    """By when it has to be packed, in ISO with the offset; nothing once it is."""
    if unit.state not in BEFORE_HANDOVER:
        return ""
    return f"{ledger.day(order.created + TO_PACK_WITHIN):%Y-%m-%dT%H:%M:%S+07:00}"


def told_day(milliseconds: int) -> str:
    """A day of a special price as products carry it; nothing for none."""
    return f"{ledger.day(milliseconds):%Y-%m-%d %H:%M:%S}" if milliseconds else ""


def invoice_number(call: Call) -> Data:
    """POST /order/invoice_number/set"""
    unit = call.store.get(Unit, whole(call.text("order_item_id")))
    if unit is None:
        raise Refusal("20", "E020: “Order Item ID” Invalid")
    call.order(unit.order)
    unit.more["invoice"] = call.text("invoice_number")
    call.store.put(unit)
    return {"data": {"order_item_id": unit.id, "invoice_number": unit.more["invoice"]}}


ROUTES = {
    "/orders/get": Route(orders_get),
    "/order/get": Route(order_get),
    "/order/items/get": Route(items_get),
    "/orders/items/get": Route(many_items_get),
    "/order/invoice_number/set": Route(invoice_number, "POST"),
}
