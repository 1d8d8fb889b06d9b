"""Undoing at TikTok Shop: cancelling from either side, buyers' wishes answered, returns agreed to."""

from collections.abc import Callable, Sequence

from shopdesk.practice import trade
from shopdesk.practice.records import BEFORE_HANDOVER, CANCELED, RETURNED, UNPAID, Data, Reverse, Unit
from shopdesk.practice.tiktok.call import Call, Refusal, Route, seconds, text
from shopdesk.practice.wire import whole

UNPAID_REASONS = frozenset(
    f"seller_cancel_unpaid_reason_{why}"
    for why in ("out_of_stock", "wrong_price", "buyer_hasnt_paid_within_time_allowed")
)
PAID_REASONS = frozenset(
    {
        "seller_cancel_reason_out_of_stock",
        "seller_cancel_reason_wrong_price",
        "seller_cancel_paid_reason_address_not_deliver",
    }
)
REJECT_REASONS = {
    "order_manage_list_action_respond_popup_reject_reason_delivered": "Product delivery is on schedule",
    "seller_reject_apply_product_has_been_packed": "Product has been packed",
}
MOST = 50
CANCELS = {
    "CANCEL_INIT": "CANCELLATION_REQUEST_PENDING", "CANCEL_SUCCESS": "CANCELLATION_REQUEST_COMPLETE",
    "CANCEL_REFUSE": "CANCELLATION_REQUEST_CANCELLED",
}  # fmt: skip
RETURNS = {
    "REQUEST_INITIATE": "RETURN_OR_REFUND_REQUEST_PENDING", "RTM_INIT": "AWAITING_BUYER_SHIP",
    "REFUND_SUCCESS": "RETURN_OR_REFUND_REQUEST_COMPLETE", "REFUND_REJECT": "REFUND_OR_RETURN_REQUEST_REJECT",
}  # fmt: skip
KINDS = {"RETURN": "RETURN_AND_REFUND", "ONLY_REFUND": "REFUND"}
DECISIONS = {"APPROVE_REFUND": ("ONLY_REFUND", "REFUND_SUCCESS"), "APPROVE_RETURN": ("RETURN", "RTM_INIT")}


def cancel(call: Call) -> Data:
    """POST /return_refund/202309/cancellations: unpaid and paid orders have reasons of their own."""
    order, reason = call.order(call.need("order_id")), call.need("cancel_reason")
    units = [unit for unit in call.store.under(Unit, order.id) if unit.state != CANCELED]
    if not units or any(unit.state not in BEFORE_HANDOVER for unit in units):
        raise Refusal(25001022, "The order can no longer be cancelled")
    if reason not in (UNPAID_REASONS if units[0].state == UNPAID else PAID_REASONS):
        raise Refusal(25001021, "The cancel reason does not fit the order")
    trade.cancel(call.store, order, units, reason, "seller")
    return {"cancel_id": f"404{order.id}", "cancel_status": "CANCELLATION_REQUEST_SUCCESS"}


def cancellations(call: Call) -> Data:
    """POST /return_refund/202309/cancellations/search"""
    return _page(call, "cancellations", ["CANCEL"], _cancellation)


def returns(call: Call) -> Data:
    """POST /return_refund/202309/returns/search"""
    return _page(call, "return_orders", list(KINDS), _return)


def _page(call: Call, name: str, kinds: Sequence[str], told: Callable[[Call, Reverse], Data]) -> Data:
    (size, at), orders = call.page(), call.body.get("order_ids") or []
    if size > MOST or not isinstance(orders, list):
        raise Refusal(25001001, "An invalid request parameter was passed.")
    first, last = call.moment("update_time_ge") or 0, call.moment("update_time_lt") or 10**11
    found = [
        one for one in call.store.all(Reverse)
        if one.seller == call.shop.id and one.kind in kinds and first <= seconds(one.updated) < last
        and (not orders or str(one.order) in orders)
    ]  # fmt: skip
    token = f"p{at + size}" if at + size < len(found) else ""
    rows = [told(call, one) for one in found[at : at + size]]
    return {name: rows, "next_page_token": token, "total_count": len(found)}


def _cancellation(_call: Call, wish: Reverse) -> Data:
    return {
        "cancel_id": str(wish.id), "order_id": str(wish.order), "cancel_type": "BUYER_CANCEL", "role": "BUYER",
        "cancel_status": CANCELS[wish.state], "cancel_reason_text": wish.reason, "create_time": seconds(wish.created),
        "update_time": seconds(wish.updated),
    }  # fmt: skip


def _return(call: Call, wish: Reverse) -> Data:
    units = [unit for unit in call.store.under(Unit, wish.order) if unit.id in wish.units]
    goods = text(sum(unit.price for unit in units))
    return {
        "return_id": str(wish.id), "order_id": str(wish.order), "return_type": KINDS[wish.kind], "role": "BUYER",
        "return_status": RETURNS[wish.state], "return_reason_text": wish.reason, "create_time": seconds(wish.created),
        "update_time": seconds(wish.updated),
        "return_line_items": [{"order_line_item_id": str(unit.id), "sku_id": str(unit.sku)} for unit in units],
        "refund_amount": {"currency": "THB", "refund_total": goods, "refund_subtotal": goods},
    }  # fmt: skip


def _wish(call: Call, kinds: Sequence[str], state: str) -> Reverse:
    wish = call.store.get(Reverse, whole(call.ids[0]))
    if wish is None or wish.seller != call.shop.id or wish.kind not in kinds:
        raise Refusal(25007006, "Order not found.")
    if wish.state != state:
        raise Refusal(25020003, "decision not match reverse status")
    return wish


def _ended(call: Call, wish: Reverse, state: str) -> Data:
    wish.state, wish.updated = state, call.store.now()
    call.store.put(wish)
    trade.touch(call.store, call.order(str(wish.order)))
    return {}


def approve_cancel(call: Call) -> Data:
    """POST …/cancellations/{id}/approve"""
    wish = _wish(call, ["CANCEL"], "CANCEL_INIT")
    order = call.order(str(wish.order))
    units = [one for one in call.store.under(Unit, order.id) if one.id in wish.units and one.state in BEFORE_HANDOVER]
    trade.cancel(call.store, order, units, wish.reason, "buyer")
    return _ended(call, wish, "CANCEL_SUCCESS")


def reject_cancel(call: Call) -> Data:
    """POST …/cancellations/{id}/reject"""
    if call.need("reject_reason") not in REJECT_REASONS:
        raise Refusal(25001014, "Unknown return reason. Please ensure you are passing a valid return reason.")
    return _ended(call, _wish(call, ["CANCEL"], "CANCEL_INIT"), "CANCEL_REFUSE")


def reject_reasons(call: Call) -> Data:
    """GET /return_refund/202309/reject_reasons"""
    if call.store.get(Reverse, whole(call.query.get("return_or_cancel_id", ""))) is None:
        raise Refusal(25007006, "Order not found.")
    return {"reasons": [{"name": name, "text": words} for name, words in REJECT_REASONS.items()]}


def approve_return(call: Call) -> Data:
    """POST …/returns/{id}/approve"""
    kind, state = DECISIONS.get(call.need("decision"), ("", ""))
    wish = _wish(call, list(KINDS), "REQUEST_INITIATE")
    if wish.kind != kind:
        raise Refusal(25020004, "decision not match reverse type")
    if state == "REFUND_SUCCESS":
        order = call.order(str(wish.order))
        units = [one for one in call.store.under(Unit, order.id) if one.id in wish.units]
        trade.travel(call.store, order, units, RETURNED)
    return _ended(call, wish, state)


FAMILY = "/return_refund/202309"
ROUTES = (
    Route("POST", f"{FAMILY}/cancellations", cancel),
    Route("POST", f"{FAMILY}/cancellations/search", cancellations),
    Route("POST", f"{FAMILY}/cancellations/([0-9]+)/approve", approve_cancel),
    Route("POST", f"{FAMILY}/cancellations/([0-9]+)/reject", reject_cancel),
    Route("GET", f"{FAMILY}/reject_reasons", reject_reasons),
    Route("POST", f"{FAMILY}/returns/search", returns),
    Route("POST", f"{FAMILY}/returns/([0-9]+)/approve", approve_return),
)
