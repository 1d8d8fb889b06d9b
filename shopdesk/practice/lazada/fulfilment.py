"""Packing and handing over: providers, pack, document, rts, repack, trace. Success stands in `result`, not in code."""

import base64
from collections.abc import Callable

from shopdesk.practice import pdf, trade
from shopdesk.practice.lazada.call import Call, Refusal, Route, ids
from shopdesk.practice.records import CANCELED, DELIVERED, PACKED, PENDING, READY, SHIPPED, Data, Order, Unit
from shopdesk.practice.store import Store

MOST = 20
CARRIER, CARRIER_CODE = "Lazada Express", "LEX TH"
Work = Callable[[Call, Order, list[Unit]], str]


def providers(call: Call) -> Data:
    """GET /order/shipment/providers/get"""
    given = _object(call, "getShipmentProvidersReq")
    for one in _list(given, "orders"):
        call.units(call.order(one.get("order_id")), ids(one.get("order_item_ids"), "order_item_ids", 100))
    data = {
        "shipment_providers": [{"name": CARRIER, "provider_code": CARRIER_CODE}],
        "shipping_allocate_type": "TFS",
        "platform_default": "true",
    }
    return _result(data)


def pack(call: Call) -> Data:
    """POST /order/fulfill/pack: one package for each order of the call, with pieces that wait to be packed."""
    given = _object(call, "packReq")
    if given.get("delivery_type") != "dropship" or given.get("shipping_allocate_type") != "TFS":
        return _failed("600100", "delivery_type or shipping_allocate_type is wrong")
    if given.get("shipment_provider_code"):
        return _failed("600101", "TFS sellers name no shipment provider")
    wanted = [(call.order(one.get("order_id")), one) for one in _list(given, "pack_order_list")]
    told = [_packed(call, order, ids(one.get("order_item_list"), "order_item_list", 100)) for order, one in wanted]
    return _result({"pack_order_list": told})


def _packed(call: Call, order: Order, wanted: list[int]) -> Data:
    units = call.units(order, wanted)
    good = [unit for unit in units if unit.state == PENDING and not trade.in_house(unit)]
    if good:
        trade.pack(call.store, order, good, CARRIER)
    rows = [_pack_row(unit, unit in good) for unit in units]
    return {"order_id": order.id, "order_item_list": rows}


def _pack_row(unit: Unit, good: bool) -> Data:
    row: Data = {"order_item_id": unit.id, "item_err_code": "0", "msg": "success", "retry": False}
    if good:
        return row | {"package_id": unit.package, "tracking_number": unit.tracking, "shipment_provider": unit.carrier}
    return row | {"item_err_code": "600201", "msg": f"the item is {unit.state}"}


def document(call: Call) -> Data:
    """POST /order/package/document/get: a PDF in base64, or HTML."""
    given = _object(call, "getDocumentReq")
    kind = given.get("doc_type", "PDF")
    if kind not in ("PDF", "HTML"):
        return _failed("600041", "doc_type is PDF or HTML")
    found = [_package(call, one.get("package_id")) for one in _list(given, "packages")]
    if any(not units for units in found):
        return _failed("600001", "package does not exist")
    if any(unit.state not in (PACKED, READY) for units in found for unit in units):
        return _failed("700040", "nothing printable")
    body = label(call.store, found[0]) if kind == "PDF" else b"<html><body>label</body></html>"
    call.store.count("labels")
    file = base64.b64encode(body).decode()
    return _result({"doc_type": kind, "file": file, "pdf_url": f"{call.address}/label/{found[0][0].package}.pdf"})


def label(store: Store, units: list[Unit]) -> bytes:
    """The label of a package."""
    order = store.get(Order, units[0].order)
    assert order is not None
    lines = [f"{units[0].carrier}  {units[0].package}", f"Order {order.number}", f"Postcode {order.buyer['postcode']}"]
    cod = sum(unit.price for unit in units) + order.shipping
    lines.append(f"COD {cod // 100}.{cod % 100:02} THB" if order.cod else "PAID")
    names = list(dict.fromkeys(unit.seller_sku for unit in units))
    lines += [f"{sum(unit.seller_sku == name for unit in units)} x {name}" for name in names[:8]]
    return pdf.label("Practice marketplace", units[0].tracking, lines)


def ready(call: Call) -> Data:
    """POST /order/package/rts: packages for the courier."""
    return _each_package(call, "readyToShipReq", _ready, "30012")


def _ready(call: Call, order: Order, units: list[Unit]) -> str:
    if any(unit.state != PACKED for unit in units):
        return f"the package is {units[0].state}"
    trade.hand_over(call.store, order, units)
    return ""


def repack(call: Call) -> Data:
    """POST /order/package/repack: undo a package."""
    return _each_package(call, "rePackReq", _repack, "600001")


def _repack(call: Call, order: Order, units: list[Unit]) -> str:
    if any(unit.state != PACKED for unit in units):
        return f"the package is {units[0].state}"
    trade.unpack(call.store, order, units)
    return ""


def _each_package(call: Call, name: str, work: Work, missing: str) -> Data:
    rows: list[Data] = []
    for one in _list(_object(call, name), "packages"):
        units = _package(call, one.get("package_id"))
        row: Data = {"package_id": one.get("package_id"), "item_err_code": "0", "msg": "success", "retry": False}
        if not units:
            rows.append(row | {"item_err_code": missing, "msg": "package not found"})
            continue
        problem = work(call, call.order(units[0].order), units)
        rows.append(row | {"item_err_code": "600202", "msg": problem} if problem else row)
    return _result({"packages": rows})


def trace(call: Call) -> Data:
    """GET /logistic/order/trace: only after the package was handed over."""
    order = call.order(call.text("order_id"))
    units = [unit for unit in call.store.under(Unit, order.id) if unit.state in (READY, SHIPPED, DELIVERED)]
    packages = list(dict.fromkeys(unit.package for unit in units))
    if not packages:
        return _failed("500", "no trace before ready to ship")
    told = [_trace(next(unit for unit in units if unit.package == package)) for package in packages]
    module = [{"ofc_order_id": str(order.id), "package_detail_info_list": told}]
    return {"result": {"success": True, "error_code": "0", "error_msg": "", "module": module}}


def _trace(unit: Unit) -> Data:
    steps = {READY: 1, SHIPPED: 2, DELIVERED: 3}[unit.state]
    words = (("พร้อมส่ง", "ready_to_ship"), ("ออกเดินทาง", "shipped"), ("ส่งถึงแล้ว", "delivered"))[:steps]
    events = [
        {"event_time": unit.updated, "title": title, "description": title, "status_code": code, "detail_type": "normal"}
        for title, code in words
    ]
    return {"tracking_number": unit.tracking, "ofc_package_id": unit.package, "logistic_detail_info_list": events}


def _package(call: Call, name: object) -> list[Unit]:
    """The pieces of one of the seller's packages that were not cancelled."""
    if not isinstance(name, str) or not name:
        return []
    units = in_package(call.store, name)
    order = call.store.get(Order, units[0].order) if units else None
    return units if order is not None and order.seller == call.seller.id else []


def in_package(store: Store, name: str) -> list[Unit]:
    """The pieces in a package, by its number."""
    return [unit for unit in store.all(Unit) if unit.package == name and unit.state != CANCELED]


def _object(call: Call, name: str) -> Data:
    found = call.tree(name)
    if not isinstance(found, dict):
        raise Refusal("1001", f"{name} is no JSON object")
    return found


def _list(given: Data, name: str) -> list[Data]:
    found = given.get(name)
    if not isinstance(found, list) or not 0 < len(found) <= MOST or not all(isinstance(one, dict) for one in found):
        raise Refusal("1001", f"{name} has 1 to {MOST} members")
    return found


def _result(data: Data) -> Data:
    return {"result": {"success": True, "error_code": "0", "error_msg": "", "data": data}}


def _failed(code: str, message: str) -> Data:
    """What is refused behind the gateway: code stays 0."""
    return {"result": {"success": False, "error_code": code, "error_msg": message, "data": None}}


def own_fleet(_call: Call) -> Data:
    """POST /order/package/sof/…: only for shops with a fleet of their own, and these have none."""
    return _failed("700009", "not an own-fleet order")


ROUTES = {
    "/order/package/sof/delivered": Route(own_fleet, "POST"),
    "/order/package/sof/failed_delivery": Route(own_fleet, "POST"),
    "/order/shipment/providers/get": Route(providers),
    "/order/fulfill/pack": Route(pack, "POST"),
    "/order/package/document/get": Route(document, "POST"),
    "/order/package/rts": Route(ready, "POST"),
    "/order/package/repack": Route(repack, "POST"),
    "/logistic/order/trace": Route(trace),
}
