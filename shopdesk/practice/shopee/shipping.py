"""Sending at Shopee: the parameter, exactly one way, a tracking number that comes late, a label that is made."""

import re

from shopdesk.practice import pdf, trade
from shopdesk.practice.records import CANCELED, PENDING, Data, Order, Unit
from shopdesk.practice.shopee.call import Call, Refusal, Route, seconds
from shopdesk.practice.shopee.catalogue import CHANNELS, REGISTERED, SPX
from shopdesk.practice.shopee.orders import channel, package, status
from shopdesk.practice.wire import Answer

WAYS = ("pickup", "dropoff", "non_integrated")
MOST = 50
PICKUP, SLOT = 234, "slot-1"


def parameter(call: Call) -> Data:
    """GET /logistics/get_shipping_parameter"""
    order = call.order(call.query.get("order_sn"))
    _ready(call, order)
    if channel(order) != SPX:
        return {"info_needed": {"non_integrated": ["tracking_no"]}}
    slot = {"pickup_time_id": SLOT, "date": seconds(call.store.now()) + 86_400, "flags": ["recommended"]}
    place = {"address_id": PICKUP, "region": "TH", "zipcode": "50200", "time_slot_list": [slot]}
    return {
        "info_needed": {"pickup": ["address_id", "pickup_time_id"], "dropoff": []},
        "pickup": {"address_list": [place]},
        "dropoff": {"branch_list": []},
    }


def _ready(call: Call, order: Order) -> None:
    if status(call.store, order) not in ("READY_TO_SHIP", "RETRY_SHIP"):
        raise Refusal("logistics.error_status_limit", "The order status does not allow shipping.")


def ship(call: Call) -> Data:
    """POST /logistics/ship_order"""
    order = call.order(call.need("order_sn"))
    if "package_number" in call.body and call.body["package_number"] != package(order):
        raise Refusal("logistics.error_package_not_found", "The package is not found.")
    ways = [way for way in WAYS if way in call.body]
    if len(ways) != 1 or not isinstance(call.body[ways[0]], dict):
        raise Refusal("error_param", "Exactly one of pickup, dropoff and non_integrated is wanted.")
    _ready(call, order)
    tracking = _checked(call, order, ways[0], call.body[ways[0]])
    units = [unit for unit in call.store.under(Unit, order.id) if unit.state == PENDING]
    trade.pack(call.store, order, units, CHANNELS[channel(order)], "OFG")
    for unit in units:
        unit.package, unit.tracking = package(order), tracking or f"TH{unit.tracking[5:-2]}"
    trade.hand_over(call.store, order, units)
    # A number given by the courier cannot be read at once; one of the shop's own can.
    order.more["asked"] = int(bool(tracking))
    call.store.put(order)
    return {}


def _checked(call: Call, order: Order, way: str, given: Data) -> str:
    """The shop's own tracking number where there is one; "" where the courier gives one."""
    if (way == "non_integrated") != (channel(order) != SPX):
        raise Refusal("error_param", f"{way} is not the way of this channel.")
    if way == "pickup" and (given.get("address_id") != PICKUP or given.get("pickup_time_id") != SLOT):
        raise Refusal("logistics.error_pickup_time", "address_id or pickup_time_id is invalid.")
    if way != "non_integrated":
        return ""
    number = str(given.get("tracking_number", ""))
    first = "[ERO]" if channel(order) == REGISTERED else "E"
    if len(number) != 13:
        raise Refusal("logistics.error_tracking_number", "The tracking number must have 13 characters.")
    if not re.fullmatch(rf"{first}[A-Z][0-9]{{9}}TH", number):
        raise Refusal("logistics.error_tracking_number", "The tracking number must start with E and end with TH.")
    if any(unit.tracking == number for unit in call.store.all(Unit)):
        raise Refusal("logistics.error_tracking_number", "The tracking number is used by another order.")
    return number


def tracking_number(call: Call) -> Data:
    """GET /logistics/get_tracking_number: empty the first time it is asked for."""
    order = call.order(call.query.get("order_sn"))
    units = _sent(call, order)
    if call.query.get("package_number", package(order)) != package(order):
        raise Refusal("logistics.error_package_not_found", "The package is not found.")
    asked, order.more["asked"] = order.more.get("asked", 0), order.more.get("asked", 0) + 1
    call.store.put(order)
    return {"tracking_number": units[0].tracking if asked else "", "hint": ""}


def _sent(call: Call, order: Order) -> list[Unit]:
    units = [unit for unit in call.store.under(Unit, order.id) if unit.tracking and unit.state != CANCELED]
    if not units:
        raise Refusal("logistics.error_status_limit", "The order was not arranged yet.")
    return units


def tracking_info(call: Call) -> Data:
    """GET /logistics/get_tracking_info"""
    order = call.order(call.query.get("order_sn"))
    unit = _sent(call, order)[0]
    event = {"update_time": seconds(unit.updated), "description": unit.state, "logistics_status": unit.state.upper()}
    return {"order_sn": order.number, "package_number": unit.package, "tracking_info": [event]}


def _wanted(call: Call) -> list[tuple[Order, Data]]:
    given = call.need("order_list")
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise Refusal("error_param", f"order_list has 1 to {MOST} members.")
    return [(call.order(one.get("order_sn") if isinstance(one, dict) else None), one) for one in given]


def create_document(call: Call) -> Data:
    """POST /logistics/create_shipping_document: with the tracking number it has."""
    rows: list[Data] = []
    for order, one in _wanted(call):
        units, row = _sent(call, order), {"order_sn": order.number, "package_number": package(order)}
        if one.get("tracking_number", units[0].tracking) != units[0].tracking:
            rows.append(
                row | {"fail_error": "logistics.tracking_number_invalid", "fail_message": "It has another number."}
            )
            continue
        order.more["label"] = 0
        call.store.put(order)
        rows.append(row | {"fail_error": "", "fail_message": ""})
    if all(row["fail_error"] for row in rows):
        raise Refusal("common.batch_api_all_failed", "All failed.", response={"result_list": rows})
    return {"result_list": rows}


def document_result(call: Call) -> Data:
    """POST /logistics/get_shipping_document_result: PROCESSING first, then READY."""
    rows: list[Data] = []
    for order, _ in _wanted(call):
        if "label" not in order.more:
            raise Refusal("logistics.document_not_created", "The document was not created.")
        state = "READY" if order.more["label"] else "PROCESSING"
        order.more["label"] += 1
        call.store.put(order)
        rows.append({"order_sn": order.number, "package_number": package(order), "status": state, "fail_error": ""})
    return {"result_list": rows}


def download(call: Call) -> Data | Answer:
    """POST /logistics/download_shipping_document: a file where it is well, JSON where not."""
    order, _ = _wanted(call)[0]
    if not order.more.get("label"):
        raise Refusal("logistics.document_not_ready", "The document is not ready.")
    unit = _sent(call, order)[0]
    call.store.count("labels")
    lines = (
        unit.carrier,
        f"Order {order.number}",
        f"Postcode {order.buyer['postcode']}",
        "COD" if order.cod else "PAID",
    )
    return Answer(pdf.label("Practice marketplace", unit.tracking, lines), 200, "application/pdf")


ROUTES = {
    "/logistics/get_shipping_parameter": Route(parameter),
    "/logistics/ship_order": Route(ship, "POST"),
    "/logistics/get_tracking_number": Route(tracking_number),
    "/logistics/get_tracking_info": Route(tracking_info),
    "/logistics/create_shipping_document": Route(create_document, "POST"),
    "/logistics/get_shipping_document_result": Route(document_result, "POST"),
    "/logistics/download_shipping_document": Route(download, "POST"),
}
