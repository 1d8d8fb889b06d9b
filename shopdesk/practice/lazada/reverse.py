"""Undoing: the seller cancels, the buyer asks to cancel, and returns. Amounts of this family are cents."""

from shopdesk.practice import trade
from shopdesk.practice.lazada.call import Call, Refusal, Route, ids
from shopdesk.practice.records import BEFORE_HANDOVER, RETURNED, UNPAID, Data, Order, Reverse, Sku, Unit
from shopdesk.practice.wire import whole

REASONS = {
    "10000021": "Out of Stock",
    "10000022": "Wrong Price or Pricing Error",
    "10000023": "Buyer asked to cancel",
    "10000024": "Cannot deliver to the address",
}
# Choosing one of these takes the SKU off sale (cancel guide).
STOCK_TO_ZERO = frozenset({"10000021", "10000022"})
ACTIONS = frozenset({"agreeReturn", "refuseReturn", "agreeRefund", "refuseRefund", "instantRefund", "confirmDelivery"})
REFUSING = {"5001": "ของตรงรูป", "5002": "ของไม่เสียหาย"}
MOST = 100


def validate(call: Call) -> Data:
    """GET /order/reverse/cancel/validate"""
    order, units = _wanted(call)
    problem = _problem(call, order, units)
    if problem:
        return {"data": {"tip_type": "error", "tip_content": problem, "reason_options": []}}
    options = [{"reason_id": number, "reason_name": name} for number, name in REASONS.items()]
    tip = "Cancelling affects your cancellation rate."
    return {"data": {"tip_type": "warning", "tip_content": tip, "reason_options": options}}


def create(call: Call) -> Data:
    """GET /order/reverse/cancel/create"""
    order, units = _wanted(call)
    reason = call.text("reason_id")
    if reason not in REASONS:
        raise Refusal("104", "E104: reason_id is not valid", "ISP")
    if problem := _problem(call, order, units):
        raise Refusal("122", f"E122: {problem}", "ISP")
    trade.cancel(call.store, order, units, REASONS[reason], "seller")
    for sku in {unit.sku for unit in units} if reason in STOCK_TO_ZERO else ():
        found = call.store.get(Sku, sku)
        assert found is not None
        found.real = found.withheld + found.occupied
        call.store.put(found)
    return {"data": {"tip_type": "success", "tip_content": "Your cancellation was accepted."}}


def _wanted(call: Call) -> tuple[Order, list[Unit]]:
    order = call.order(call.text("order_id"))
    return order, call.units(order, call.ids("order_item_id_list", MOST))


def _problem(call: Call, order: Order, units: list[Unit]) -> str:
    if any(unit.state not in BEFORE_HANDOVER - {UNPAID} for unit in units):
        return "an item can no longer be cancelled"
    packages = {unit.package for unit in units if unit.package}
    together = {one.id for one in call.store.under(Unit, order.id) if one.package in packages}
    return "" if together <= {unit.id for unit in units} else "all items of a package are cancelled together"


def decide(call: Call) -> Data:
    """GET /order/reverse/cancel/seller/decide: the answer to a buyer who wants to cancel."""
    wish = _wish(call)
    if wish.kind != "CANCEL" or wish.state != "CANCEL_INIT":
        raise Refusal("122", "E122: there is nothing to decide", "ISP")
    agree = call.text("agree_cancel")
    if agree not in ("true", "false"):
        raise Refusal("104", "E104: agree_cancel is true or false", "ISP")
    settle_cancel(call, wish, agree == "true")
    return {"data": {"tip_type": "success", "tip_content": "done"}}


def settle_cancel(call: Call, wish: Reverse, agree: bool) -> None:
    """Carry out what was decided."""
    order = call.order(wish.order)
    if agree:
        units = [unit for unit in call.units(order, wish.units) if unit.state in BEFORE_HANDOVER]
        trade.cancel(call.store, order, units, wish.reason, "buyer")
    _state(call, wish, "CANCEL_SUCCESS" if agree else "CANCEL_REFUSE")
    trade.touch(call.store, order)


def _wish(call: Call) -> Reverse:
    wish = call.store.get(Reverse, whole(call.text("reverse_order_id")))
    if wish is None or wish.seller != call.seller.id:
        raise Refusal("122", "E122: invalid reverse order", "ISP")
    return wish


def _state(call: Call, wish: Reverse, state: str) -> None:
    wish.state, wish.updated = state, call.store.now()
    call.store.put(wish)


def listed(call: Call) -> Data:
    """GET /reverse/getreverseordersforseller"""
    page, size = call.number("page_no", 1, 1, 100_000, "14"), call.number("page_size", 10, 1, 100, "19")
    first = whole(call.params.get("ReverseOrderLineModifiedTimeRangeStart"))
    last = whole(call.params.get("ReverseOrderLineModifiedTimeRangeEnd")) or 2**53
    states = call.tree("reverse_status_list") if call.params.get("reverse_status_list") else []
    found = [
        one for one in call.store.all(Reverse)
        if one.seller == call.seller.id and first <= one.updated <= last and (not states or one.state in states)
    ]  # fmt: skip
    shown = found[(page - 1) * size : page * size]
    items = [_told(call, one) for one in shown]
    return {"result": {"success": True, "total": len(found), "page_no": page, "page_size": size, "items": items}}


def _told(call: Call, wish: Reverse) -> Data:
    units = call.units(call.order(wish.order), wish.units)
    lines = [
        {
            "reverse_order_line_id": wish.lines[str(unit.id)], "trade_order_line_id": unit.id,
            "reverse_status": wish.state,
            "ofc_status": wish.state, "refund_amount": unit.price, "item_unit_price": unit.price,
            "refund_payment_method": "", "reason_code": "5001", "reason_text": wish.reason,
            "seller_sku_id": unit.seller_sku, "platform_sku_id": unit.sku, "tracking_number": unit.tracking,
            "return_order_line_gmt_create": wish.created // 1000,
            "return_order_line_gmt_modified": wish.updated // 1000,
        }
        for unit in units
    ]  # fmt: skip
    return {
        "reverse_order_id": wish.id, "trade_order_id": wish.order, "request_type": wish.kind, "is_rtm": False,
        "shipping_type": "PICK_UP", "reverse_order_lines": lines,
    }  # fmt: skip


def detail(call: Call) -> Data:
    """GET /order/reverse/return/detail/list"""
    told = _told(call, _wish(call))
    return {"data": {**told, "reverseOrderLineDTOList": told["reverse_order_lines"]}}


def reasons(_call: Call) -> Data:
    """GET /order/reverse/reason/list"""
    return {"data": [{"reason_id": number, "text": text} for number, text in REFUSING.items()]}


def update(call: Call) -> Data:
    """GET /order/reverse/return/update: what the seller does with a return."""
    wish, action = _wish(call), call.text("action")
    if wish.kind == "CANCEL" or action not in ACTIONS:
        raise Refusal("104", "E104: the action is not valid", "ISP")
    if set(ids(call.tree("reverse_order_item_ids"), "reverse_order_item_ids", MOST)) != set(wish.lines.values()):
        raise Refusal("104", "E104: reverse_order_item_ids is not valid", "ISP")
    if action in ("refuseReturn", "refuseRefund") and call.text("reason_id") not in REFUSING:
        raise Refusal("104", "E104: reason_id is not valid", "ISP")
    after = {
        "agreeReturn": ("REQUEST_INITIATE", "RTM_INIT"), "refuseReturn": ("REQUEST_INITIATE", "REQUEST_REJECT"),
        "confirmDelivery": ("RTM_INIT", "RTM_RECEIVE_ITEM"), "agreeRefund": ("RTM_RECEIVE_ITEM", "REFUND_SUCCESS"),
        "refuseRefund": ("RTM_RECEIVE_ITEM", "REFUND_REJECT"), "instantRefund": ("REQUEST_INITIATE", "REFUND_SUCCESS"),
    }  # fmt: skip
    wanted, then = after[action]
    if wish.state != wanted:
        raise Refusal("122", f"E122: the return is {wish.state}", "ISP")
    _finish(call, wish, then)
    return {"data": {"tip_type": "success", "tip_content": "done"}}


def only_refund(call: Call) -> Data:
    """GET /order/reverse/onlyrefund/seller/decide"""
    wish = _wish(call)
    if wish.kind != "ONLY_REFUND" or wish.state != "REQUEST_INITIATE":
        raise Refusal("122", "E122: there is nothing to decide", "ISP")
    agree = call.params.get("agree_refund", call.params.get("action", "")) in ("true", "agreeRefund")
    _finish(call, wish, "REFUND_SUCCESS" if agree else "REFUND_REJECT")
    return {"data": {"tip_type": "success", "tip_content": "done"}}


def _finish(call: Call, wish: Reverse, state: str) -> None:
    order = call.order(wish.order)
    units = call.units(order, wish.units)
    if state == "REFUND_SUCCESS":
        trade.travel(call.store, order, units, RETURNED)
    for unit in units:
        unit.more["return"] = state
        call.store.put(unit)
    _state(call, wish, state)
    trade.touch(call.store, order)


ROUTES = {
    "/order/reverse/cancel/validate": Route(validate),
    "/order/reverse/cancel/create": Route(create),
    "/order/reverse/cancel/seller/decide": Route(decide),
    "/reverse/getreverseordersforseller": Route(listed),
    "/order/reverse/return/detail/list": Route(detail),
    "/order/reverse/reason/list": Route(reasons),
    "/order/reverse/return/update": Route(update),
    "/order/reverse/onlyrefund/seller/decide": Route(only_refund),
}
