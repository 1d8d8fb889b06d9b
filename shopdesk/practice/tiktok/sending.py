"""Sending at TikTok Shop: by its couriers or by the shop's own, the label after a moment, the way told in steps."""

import re

from shopdesk.practice import trade
from shopdesk.practice.records import CANCELED, DELIVERED, FAILED, PENDING, READY, SHIPPED, Data, Order, Unit
from shopdesk.practice.tiktok.call import Call, Refusal, Route
from shopdesk.practice.tiktok.orders import DELIVERY, PROVIDER, by_seller, package, status

CARRIER, PROVIDERS = "J&T Express", {PROVIDER: "Thailand Post", "6841743441349706241": "Flash Express"}
STEPS = {READY: "Parcel is waiting to be collected", SHIPPED: "Parcel was collected", DELIVERED: "Parcel was delivered"}
STEPS |= {FAILED: "Delivery failed"}


def ship(call: Call) -> Data:
    """POST /fulfillment/202309/packages/{id}/ship"""
    order, all_units = call.package(call.ids[0])
    units = [unit for unit in all_units if unit.state == PENDING]
    if not units or status(call.store, order) != "AWAITING_SHIPMENT":
        raise Refusal(21011003, "The package cannot be shipped in its status")
    carrier, tracking = _way(call, order)
    trade.pack(call.store, order, units, carrier, "115")
    for unit in units:
        unit.package, unit.tracking = package(order), tracking or f"TH{unit.tracking[5:-2]}"
    trade.hand_over(call.store, order, units)
    if by_seller(order):
        trade.travel(call.store, order, units, SHIPPED)
    order.more["label"] = 0
    call.store.put(order)
    return {}


def _way(call: Call, order: Order) -> tuple[str, str]:
    """The courier, and the shop's own tracking number where it sends itself."""
    own = call.body.get("self_shipment")
    if by_seller(order):
        provider = own.get("shipping_provider_id") if isinstance(own, dict) else None
        number = own.get("tracking_number") if isinstance(own, dict) else None
        if provider not in PROVIDERS or not isinstance(number, str) or not re.fullmatch(r"\S{5,40}", number):
            raise Refusal(21011030, "self_shipment is invalid")
        return PROVIDERS[provider], number
    if own is not None or call.body.get("handover_method") not in ("PICKUP", "DROP_OFF"):
        raise Refusal(21011031, "handover_method is PICKUP or DROP_OFF")
    return CARRIER, ""


def providers(call: Call) -> Data:
    """GET /logistics/202309/delivery_options/{id}/shipping_providers"""
    if call.ids[0] != DELIVERY:
        raise Refusal(21001001, "The delivery option does not exist")
    return {"shipping_providers": [{"id": number, "name": name} for number, name in PROVIDERS.items()]}


def document(call: Call) -> Data:
    """GET …/packages/{id}/shipping_documents: still being made when it is asked for the first time."""
    order, _ = call.package(call.ids[0])
    units = _sent(call)
    if call.query.get("document_type") not in ("SHIPPING_LABEL", "PACKING_SLIP", "SHIPPING_LABEL_AND_PACKING_SLIP"):
        raise Refusal(12052910, "Invalid params: document_type")
    order.more["label"] = order.more.get("label", 0) + 1
    call.store.put(order)
    if order.more["label"] == 1:
        raise Refusal(11034037, "The shipping document is being made")
    call.store.count("labels")
    return {"doc_url": f"{call.address}/label/{units[0].package}.pdf", "tracking_number": units[0].tracking}


def _sent(call: Call) -> list[Unit]:
    _, units = call.package(call.ids[0])
    sent = [unit for unit in units if unit.package and unit.state != CANCELED]
    if not sent:
        raise Refusal(21011004, "The package was not shipped yet")
    return sent


def package_get(call: Call) -> Data:
    """GET /fulfillment/202309/packages/{id}"""
    order, units = call.package(call.ids[0])
    words = {PENDING: "PROCESSING", READY: "FULFILLING", SHIPPED: "FULFILLING", DELIVERED: "COMPLETED"}
    return {
        "package_id": package(order), "orders": [{"id": str(order.id)}], "tracking_number": units[0].tracking,
        "shipping_provider_name": units[0].carrier, "package_status": words.get(units[0].state, "CANCELLED"),
        "order_line_item_ids": [str(unit.id) for unit in units],
    }  # fmt: skip


def tracking(call: Call) -> Data:
    """GET /fulfillment/202309/orders/{id}/tracking"""
    order = call.order(call.ids[0])
    unit = call.store.under(Unit, order.id)[0]
    words = STEPS.get(unit.state)
    return {"tracking": [{"description": words, "update_time_millis": unit.updated}] if words else []}


ONE = "/fulfillment/202309/packages/([0-9]+)"
ROUTES = (
    Route("POST", f"{ONE}/ship", ship),
    Route("GET", f"{ONE}/shipping_documents", document),
    Route("GET", ONE, package_get),
    Route("GET", "/fulfillment/202309/orders/([0-9]+)/tracking", tracking),
    Route("GET", "/logistics/202309/delivery_options/([0-9]+)/shipping_providers", providers),
)
