"""Orders at Shopee: lists within fifteen days, details field by field, cancellations, returns, and what remains."""

from itertools import groupby

from shopdesk.practice import ledger, trade
from shopdesk.practice.records import (
    ASKED,
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
    MoneyRow,
    Order,
    Reverse,
    Sku,
    Unit,
)
from shopdesk.practice.shopee.call import Call, Refusal, Route, baht, seconds
from shopdesk.practice.shopee.catalogue import CHANNELS, EMS, SPX
from shopdesk.practice.store import Store

LONGEST_SPAN = 15 * 86_400
MOST, MOST_DETAILS, DAYS_TO_SHIP = 100, 50, 2
STATUS = {
    UNPAID: "UNPAID", PENDING: "READY_TO_SHIP", PACKED: "PROCESSED", READY: "PROCESSED", SHIPPED: "SHIPPED",
    DELIVERED: "TO_CONFIRM_RECEIVE", FAILED: "RETRY_SHIP", RETURNED: "COMPLETED", CANCELED: "CANCELLED",
}  # fmt: skip
ALL_STATUS = frozenset({*STATUS.values(), "PENDING", "COMPLETED", "IN_CANCEL", "TO_RETURN", "INVOICE_PENDING"})
LOGISTICS = {
    UNPAID: "LOGISTICS_NOT_START", PENDING: "LOGISTICS_READY", READY: "LOGISTICS_REQUEST_CREATED",
    SHIPPED: "LOGISTICS_PICKUP_DONE", DELIVERED: "LOGISTICS_DELIVERY_DONE", FAILED: "LOGISTICS_DELIVERY_FAILED",
    CANCELED: "LOGISTICS_REQUEST_CANCELED", RETURNED: "LOGISTICS_DELIVERY_DONE",
}  # fmt: skip
REASONS = frozenset({"OUT_OF_STOCK", "CUSTOMER_REQUEST", "UNDELIVERABLE_AREA", "COD_NOT_SUPPORTED"})


def status(store: Store, order: Order) -> str:
    """The status of a whole order, from its pieces and what its buyer asks for."""
    units = store.under(Unit, order.id)
    if wish := trade.wish(store, order, ASKED):
        return "IN_CANCEL" if wish.kind == "CANCEL" else "TO_RETURN"
    left = [unit for unit in units if unit.state != CANCELED] or units
    if order.more.get("completed") and left[0].state == DELIVERED:
        return "COMPLETED"
    return STATUS[left[0].state]


def channel(order: Order) -> int:
    """How it is sent: by SPX, or by the post when the buyer chose it."""
    return EMS if order.buyer.get("carrier") == "thailand post" else SPX


def package(order: Order) -> str:
    """The number of its one package."""
    return f"OFG{order.id}"


def listed(call: Call) -> Data:
    """GET /order/get_order_list"""
    field = call.query.get("time_range_field", "")
    if field not in ("create_time", "update_time"):
        raise Refusal("error_param", "time_range_field is create_time or update_time.")
    first, last = call.number("time_from", None, 0, 10**11), call.number("time_to", None, 0, 10**11)
    if not 0 <= last - first <= LONGEST_SPAN:
        raise Refusal("order.order_list_invalid_time", "Start time must be earlier than end time and diff in 15days.")
    size, at = (
        call.number("page_size", None, 1, MOST),
        call.number("cursor", None, 0, 10**9) if call.query.get("cursor") else 0,
    )
    wanted = call.query.get("order_status", "")
    if wanted and wanted not in ALL_STATUS:
        raise Refusal("error_param", "order_status is invalid.")
    found = [
        one for one in call.store.all(Order)
        if one.seller == call.shop.id
        and first <= seconds(one.created if field == "create_time" else one.updated) <= last
        and wanted in ("", status(call.store, one))
    ]  # fmt: skip
    found.sort(key=lambda one: (one.created if field == "create_time" else one.updated, one.id))
    more = at + size < len(found)
    told = call.query.get("response_optional_fields") == "order_status"
    rows = [
        {"order_sn": one.number, "booking_sn": ""} | ({"order_status": status(call.store, one)} if told else {})
        for one in found[at : at + size]
    ]
    return {"more": more, "next_cursor": str(at + size) if more else "", "order_list": rows}


def detail(call: Call) -> Data:
    """GET /order/get_order_detail: most fields only when they are asked for."""
    numbers = [one for one in call.query.get("order_sn_list", "").split(",") if one]
    if not 0 < len(numbers) <= MOST_DETAILS:
        raise Refusal("error_param", f"order_sn_list has 1 to {MOST_DETAILS} members.")
    fields = [one for one in call.query.get("response_optional_fields", "").split(",") if one]
    mine = {one.number: one for one in call.store.all(Order) if one.seller == call.shop.id}
    found = [mine[number] for number in numbers if number in mine]
    if not found:
        raise Refusal("error_not_found", "Wrong parameters, detail: the order is not found.")
    return {"order_list": [_told(call, one, fields) for one in found]}


def _told(call: Call, order: Order, fields: list[str]) -> Data:
    base = {
        "order_sn": order.number, "region": "TH", "currency": "THB", "cod": order.cod,
        "order_status": status(call.store, order), "create_time": seconds(order.created),
        "update_time": seconds(order.updated), "days_to_ship": DAYS_TO_SHIP,
        "ship_by_date": seconds(order.created) + DAYS_TO_SHIP * 86_400, "message_to_seller": order.note,
        "booking_sn": "",
    }  # fmt: skip
    more = _optional(call, order)
    return base | {name: more[name] for name in fields if name in more}


def _optional(call: Call, order: Order) -> Data:
    units = call.store.under(Unit, order.id)
    left = [unit for unit in units if unit.state != CANCELED]
    total = sum(unit.price for unit in left) + order.shipping - order.voucher_seller - order.voucher_platform
    gone = next((unit for unit in units if unit.by), None)
    return {
        "buyer_user_id": 9_193_214, "buyer_username": "n***k", "estimated_shipping_fee": baht(order.shipping),
        "actual_shipping_fee": baht(order.shipping), "actual_shipping_fee_confirmed": False, "goods_to_declare": False,
        "recipient_address": _address(order), "note": "", "note_update_time": 0,
        "item_list": _items(call, left or units),
        "pay_time": seconds(order.paid) if order.paid else None, "dropshipper": "", "split_up": False,
        "buyer_cancel_reason": gone.reason if gone and gone.by == "buyer" else "", "cancel_by": gone.by if gone else "",
        "cancel_reason": gone.reason if gone else "", "fulfillment_flag": _fulfilled(units),
        "pickup_done_time": 0, "package_list": [_package(call, order, left or units)],
        "shipping_carrier": CHANNELS[channel(order)], "total_amount": baht(total), "invoice_data": None,
        "payment_method": "Cash on Delivery" if order.cod else "ShopeePay", "order_chargeable_weight_gram": 500,
        "return_request_due_date": 0,
    }  # fmt: skip


def _fulfilled(units: list[Unit]) -> str:
    return "fulfilled_by_shopee" if trade.in_house(units[0]) else "fulfilled_by_local_seller"


def _address(order: Order) -> Data:
    buyer = order.buyer
    return {
        "name": trade.masked(buyer["name"]), "phone": f"******{buyer['phone'][-2:]}", "town": "",
        "district": buyer["tambon"], "city": f"อำเภอ{buyer['amphoe']}", "state": f"จังหวัด{buyer['province']}",
        "region": "TH", "zipcode": buyer["postcode"], "full_address": f"****, {buyer['tambon']}, {buyer['postcode']}",
    }  # fmt: skip


def _groups(units: list[Unit]) -> list[list[Unit]]:
    ordered = sorted(units, key=lambda unit: (unit.sku, unit.price, unit.id))
    return [list(group) for _, group in groupby(ordered, key=lambda unit: (unit.sku, unit.price))]


def _items(call: Call, units: list[Unit]) -> list[Data]:
    return [_item(call, group) for group in _groups(units)]


def _item(call: Call, group: list[Unit]) -> Data:
    unit, sku = group[0], call.store.get(Sku, group[0].sku)
    assert sku is not None
    model = "tier" in sku.more
    price = baht(unit.price)
    return {
        "item_id": sku.product, "item_name": unit.name, "item_sku": "" if model else unit.seller_sku,
        "model_id": sku.id if model else 0, "model_name": ",".join(sku.choice.values()) if model else "",
        "model_sku": unit.seller_sku if model else "", "model_quantity_purchased": len(group),
        "model_original_price": price, "model_discounted_price": price, "wholesale": False, "weight": 0.5,
        "order_item_id": sku.product, "line_item_id": unit.id, "promotion_type": "", "promotion_id": 0,
        "image_info": {"image_url": ""},
    }  # fmt: skip


def _package(call: Call, order: Order, units: list[Unit]) -> Data:
    items = [
        {"item_id": told["item_id"], "model_id": told["model_id"], "model_quantity": told["model_quantity_purchased"]}
        for told in _items(call, units)
    ]
    return {
        "package_number": package(order), "logistics_status": LOGISTICS.get(units[0].state, "LOGISTICS_READY"),
        "logistics_channel_id": channel(order), "shipping_carrier": CHANNELS[channel(order)], "item_list": items,
    }  # fmt: skip


def cancel(call: Call) -> Data:
    """POST /order/cancel_order: before it is on its way."""
    order, reason = call.order(call.need("order_sn")), str(call.need("cancel_reason"))
    if reason not in REASONS:
        raise Refusal("error_param", "cancel_reason is invalid.")
    units = [unit for unit in call.store.under(Unit, order.id) if unit.state != CANCELED]
    if status(call.store, order) not in ("UNPAID", "READY_TO_SHIP", "PROCESSED"):
        raise Refusal("order.order_status_not_support", "The order status does not support cancelling.")
    if reason == "OUT_OF_STOCK" and not call.body.get("item_list"):
        raise Refusal("error_param", "item_list is required for OUT_OF_STOCK.")
    trade.cancel(call.store, order, _wanted(call, units) if reason == "OUT_OF_STOCK" else units, reason, "seller")
    return {"update_time": seconds(order.updated)}


def _wanted(call: Call, units: list[Unit]) -> list[Unit]:
    """The pieces of the goods that ran out: a list names goods, and never some of their pieces."""
    named = {(one.get("item_id"), one.get("model_id", 0)) for one in call.body["item_list"]}
    found = [unit for unit in units if _named(call, unit) in named]
    if len({_named(call, unit) for unit in found}) < len(named):
        raise Refusal("error_param", "item_list has an item that is not in the order.")
    return found


def _named(call: Call, unit: Unit) -> tuple[object, object]:
    told = _item(call, [unit])
    return told["item_id"], told["model_id"]


def answer_cancel(call: Call) -> Data:
    """POST /order/handle_buyer_cancellation"""
    order, operation = call.order(call.need("order_sn")), call.need("operation")
    if operation not in ("ACCEPT", "REJECT"):
        raise Refusal("error_param", "operation is ACCEPT or REJECT.")
    if status(call.store, order) != "IN_CANCEL":
        raise Refusal("order.order_status_not_support", "The order is not IN_CANCEL.")
    units = call.store.under(Unit, order.id)
    wish = trade.wish(call.store, order, ASKED)
    assert wish is not None
    if operation == "ACCEPT":
        trade.cancel(call.store, order, [unit for unit in units if unit.state in BEFORE_HANDOVER], wish.reason, "buyer")
    wish.state, wish.updated = f"CANCEL_{'SUCCESS' if operation == 'ACCEPT' else 'REFUSE'}", call.store.now()
    call.store.put(wish)
    trade.touch(call.store, order)
    return {"update_time": seconds(order.updated)}


RETURN_STATUS = {"REQUEST_INITIATE": "REQUESTED", "REFUND_SUCCESS": "ACCEPTED", "REFUND_REJECT": "CLOSED"}


def returns(call: Call) -> Data:
    """GET /returns/get_return_list"""
    page, size = call.number("page_no", 0, 0, 10**6), call.number("page_size", 20, 1, MOST)
    first, last = call.number("update_time_from", 0, 0, 10**11), call.number("update_time_to", 0, 0, 10**11)
    if last and not 0 <= last - first <= LONGEST_SPAN:
        raise Refusal("error_param", "The span is at most 15 days.")
    found = [
        one for one in call.store.all(Reverse)
        if one.seller == call.shop.id and one.kind != "CANCEL" and first <= seconds(one.updated) <= (last or 10**11)
    ]  # fmt: skip
    start = max(0, page) * size
    return {"more": start + size < len(found), "return": [_return(call, one) for one in found[start : start + size]]}


def _return(call: Call, wish: Reverse) -> Data:
    order, units = call.store.get(Order, wish.order), [call.store.get(Unit, number) for number in wish.units]
    held = [unit for unit in units if unit is not None]
    return {
        "return_sn": str(wish.id), "order_sn": order.number if order else "",
        "status": RETURN_STATUS.get(wish.state, "PROCESSING"),
        "reason": "NOT_RECEIPT", "text_reason": wish.reason, "currency": "THB",
        "refund_amount": baht(sum(unit.price for unit in held)), "create_time": seconds(wish.created),
        "update_time": seconds(wish.updated), "due_date": seconds(wish.until),
        "item": [
            {"item_id": told["item_id"], "model_id": told["model_id"], "amount": told["model_quantity_purchased"]}
            for told in _items(call, held)
        ],
    }  # fmt: skip


def escrow(call: Call) -> Data:
    """GET /payment/get_escrow_detail: what remains of an order for the shop."""
    order = call.order(call.query.get("order_sn"))
    rows, units = call.store.under(MoneyRow, order.id), call.store.under(Unit, order.id)

    def total(*fees: str) -> int:
        return sum(row.amount for row in rows if row.fee in fees)

    income = {
        "escrow_amount": baht(sum(row.amount for row in rows)),
        "buyer_total_amount": baht(sum(unit.price for unit in units) + order.shipping),
        "commission_fee": baht(-total(ledger.COMMISSION_FEE, ledger.COMMISSION_BACK)), "service_fee": 0,
        "seller_transaction_fee": baht(-total(ledger.PAYMENT)), "actual_shipping_fee": 0,
        "final_shipping_fee": baht(total(ledger.SHIPPING_PAID)), "seller_discount": 0,
        "voucher_from_seller": baht(-total(ledger.VOUCHER)), "items": _items(call, units),
    }  # fmt: skip
    return {"order_sn": order.number, "buyer_user_name": "n***k", "return_order_sn_list": [], "order_income": income}


ROUTES = {
    "/order/get_order_list": Route(listed),
    "/order/get_order_detail": Route(detail),
    "/order/cancel_order": Route(cancel, "POST"),
    "/order/handle_buyer_cancellation": Route(answer_cancel, "POST"),
    "/returns/get_return_list": Route(returns),
    "/payment/get_escrow_detail": Route(escrow),
}
