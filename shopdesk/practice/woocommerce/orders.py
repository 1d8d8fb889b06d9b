"""Orders of the shop: told whole, changed by their status, with notes and refunds."""

import re
from itertools import groupby

from shopdesk.practice import trade
from shopdesk.practice.records import (
    CANCELED,
    DELIVERED,
    FAILED,
    PENDING,
    RETURNED,
    UNPAID,
    Data,
    Order,
    Product,
    Seller,
    Sku,
    Unit,
)
from shopdesk.practice.store import Store
from shopdesk.practice.woocommerce import told
from shopdesk.practice.woocommerce.problem import Problem, check, enum, invalid_id

STATUSES = (
    "auto-draft", "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft",
)  # fmt: skip
# Stock falls when an order comes into one of these, and comes back when it is cancelled or becomes pending again.
TAKES = frozenset({"processing", "on-hold", "completed"})
GIVES_BACK = frozenset({"cancelled", "pending"})
STATES = {
    "pending": UNPAID, "on-hold": UNPAID, "processing": PENDING, "completed": DELIVERED, "cancelled": CANCELED,
    "failed": FAILED, "refunded": RETURNED, "auto-draft": UNPAID, "checkout-draft": UNPAID,
}  # fmt: skip
PROVINCES = {"เชียงใหม่": "TH-50", "กรุงเทพมหานคร": "TH-10", "ขอนแก่น": "TH-40", "ภูเก็ต": "TH-83"}
FIELDS = {
    "status": "string", "set_paid": "boolean", "line_items": "objects", "billing": "object", "shipping": "object",
    "meta_data": "objects", "customer_note": "string", "shipping_lines": "objects",
}  # fmt: skip
PERSON = ("first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country")


def find(store: Store, shop: Seller, number: int, status: int) -> Order:
    """The shop's order; raises Problem with this status."""
    found = store.get(Order, number)
    if found is None or found.seller != shop.id or found.more.get("forgotten"):
        raise invalid_id("shop_order", status)
    return found


def set_status(store: Store, order: Order, status: str) -> None:
    """Another status, and what follows for the stock."""
    units = store.under(Unit, order.id)
    for unit in units:
        if status in TAKES:
            trade.move_stock(store, unit, "gone")
        elif status in GIVES_BACK:
            trade.move_stock(store, unit, "")
        trade.set_state(store, unit, STATES.get(status, UNPAID))
    if status in ("processing", "completed") and not order.paid:
        order.paid = store.now()
    if status == "completed":
        order.more.setdefault("completed", store.now())
    if status == "cancelled" and order.status != "cancelled":
        store.count("cancels")
    order.status = status
    trade.touch(store, order)


def update(store: Store, shop: Seller, number: int, given: Data) -> Order:
    """Status, meta data and the note of the buyer."""
    order = find(store, shop, number, 400)
    check(given, FIELDS)
    if "status" in given:
        enum("status", given["status"], STATUSES)
        set_status(store, order, given["status"])
    _fill(store, order, given)
    trade.touch(store, order)
    return order


def _fill(store: Store, order: Order, given: Data) -> None:
    order.note = given.get("customer_note", order.note)
    for name in ("billing", "shipping", "shipping_lines", "payment_method", "payment_method_title", "transaction_id"):
        if name in given:
            order.more[name] = given[name]
    held = {one["key"]: one for one in order.more.get("meta_data", [])}
    for one in given.get("meta_data", []):
        if "key" in one:
            number = held.get(one["key"], {}).get("id") or store.next("Small")
            held[one["key"]] = {"id": number, "key": one["key"], "value": one.get("value")}
    order.more["meta_data"] = list(held.values())


def create(store: Store, shop: Seller, given: Data) -> Order:
    """An order made by a program: it stays pending and takes no stock until it is paid."""
    check(given, FIELDS)
    if "status" in given:
        enum("status", given["status"], STATUSES)
    now = store.now()
    number = store.next("Small")
    order = Order(number, shop.id, str(number), now, now, dict(trade.BUYER), status="pending", shipping=0)
    lines = [_line(store, shop, one) for one in given.get("line_items", [])]
    store.put(order)
    for sku, product, count in lines:
        for _ in range(count):
            unit = Unit(store.next("Unit"), number, sku.id, sku.seller_sku, product.name, sku.price, UNPAID, now, now)
            store.put(unit)
    _fill(store, order, given)
    shipping = [str(one.get("total", "0")) for one in given.get("shipping_lines", [])]
    order.shipping = sum(_satang(total) for total in shipping)
    if given.get("set_paid"):
        set_status(store, order, "processing")
    elif given.get("status", "pending") != "pending":
        set_status(store, order, given["status"])
    store.count("orders")
    return order


def _line(store: Store, shop: Seller, one: Data) -> tuple[Sku, Product, int]:
    number = one.get("variation_id") or one.get("product_id") or 0
    sku = store.get(Sku, number)
    product = store.get(Product, sku.product) if sku else None
    if sku is None or product is None or product.seller != shop.id:
        raise Problem(400, "woocommerce_rest_required_product_reference", "Product ID or SKU is required.")
    return sku, product, int(one.get("quantity", 1))


def _satang(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", typed):
        raise Problem(400, "woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.")
    whole, _, part = typed.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def total(store: Store, order: Order) -> int:
    """What the whole order comes to."""
    goods = sum(unit.price for unit in store.under(Unit, order.id))
    return goods + order.shipping - order.voucher_seller - order.voucher_platform


def refund(store: Store, order: Order, given: Data) -> Data:
    """Money back by amount; the status stays until all of it went."""
    amount, held = _satang(str(given.get("amount", ""))), order.more.setdefault("refunds", [])
    left = total(store, order) - sum(one["satang"] for one in held)
    if not 0 < amount <= left:
        message = "Invalid refund amount." if amount else "Refund amount must be greater than zero."
        raise Problem(400, "woocommerce_rest_invalid_order_refund", message)
    made: Data = {
        "id": store.next("Small"), "satang": amount, "reason": str(given.get("reason", "")), "at": store.now(),
        "lines": [_given_back(store, order, one) for one in given.get("line_items", [])],
    }  # fmt: skip
    held.append(made)
    if amount == left:
        set_status(store, order, "refunded")
    trade.touch(store, order)
    store.count("refunds")
    return made


def _given_back(store: Store, order: Order, one: Data) -> Data:
    """A line of an order of which pieces are given back; raises Problem for one that is not there."""
    number = one.get("id")
    if number not in [line["id"] for line in _lines(store, order)]:
        raise Problem(400, "woocommerce_rest_invalid_order_refund", "Invalid order item ID.")
    return {
        "id": store.next("Small"), "of": number, "quantity": int(one.get("quantity", 0)),
        "satang": _satang(str(one.get("refund_total", "0"))),
    }  # fmt: skip


def _given_back_told(one: Data) -> Data:
    """What went back stands there below zero, with the line it was."""
    whole = told.money(-one["satang"])
    return {
        "id": one["id"], "quantity": -one["quantity"], "total": whole, "subtotal": whole, "total_tax": "0.00",
        "subtotal_tax": "0.00", "taxes": [],
        "meta_data": [{"id": one["id"], "key": "_refunded_item_id", "value": str(one["of"])}],
    }  # fmt: skip


def refund_told(order: Order, one: Data, address: str) -> Data:
    """A refund in full."""
    where = f"{address}{told.BASE}/orders/{order.id}"
    return {
        "id": one["id"], "date_created": told.local(one["at"]), "date_created_gmt": told.gmt(one["at"]),
        "amount": told.money(one["satang"]), "reason": one["reason"], "refunded_by": 1, "refunded_payment": False,
        "meta_data": [], "line_items": [_given_back_told(line) for line in one.get("lines", [])],
        "shipping_lines": [], "tax_lines": [], "fee_lines": [],
        "_links": {
            "self": [{"href": f"{where}/refunds/{one['id']}"}], "collection": [{"href": f"{where}/refunds"}],
            "up": [{"href": where}],
        },
    }  # fmt: skip


def note(store: Store, order: Order, given: Data) -> Data:
    """A note; with `customer_note` the buyer gets it by mail."""
    check(given, {"note": "string", "customer_note": "boolean"})
    if not given.get("note"):
        missing = {"params": ["note"]}
        raise Problem(400, "rest_missing_callback_param", "Missing parameter(s): note", **missing)
    made = {
        "id": store.next("Small"), "at": store.now(), "note": given["note"],
        "customer_note": bool(given.get("customer_note")),
    }  # fmt: skip
    order.more.setdefault("notes", []).append(made)
    store.put(order)
    store.count("notes")
    return made


def note_told(order: Order, one: Data, address: str) -> Data:
    """A note in full."""
    where = f"{address}{told.BASE}/orders/{order.id}"
    return {
        "id": one["id"], "author": "WooCommerce", "date_created": told.local(one["at"]),
        "date_created_gmt": told.gmt(one["at"]), "note": one["note"], "customer_note": one["customer_note"],
        "_links": {
            "self": [{"href": f"{where}/notes/{one['id']}"}], "collection": [{"href": f"{where}/notes"}],
            "up": [{"href": where}],
        },
    }  # fmt: skip


def order_told(store: Store, order: Order, address: str) -> Data:
    """An order in full."""
    person, shown = _person(order), "trash" if order.more.get("trash") else order.status
    billing = order.more.get("billing") or {**person, "email": "buyer@example.com", "phone": order.buyer["phone"]}
    paid, done = order.paid or None, order.more.get("completed")
    discount = order.voucher_seller + order.voucher_platform
    return {
        "id": order.id, "parent_id": 0, "status": shown, "currency": "THB", "version": "7.9.0",
        "prices_include_tax": False, "date_created": told.local(order.created),
        "date_modified": told.local(order.updated), "discount_total": told.money(discount), "discount_tax": "0.00",
        "shipping_total": told.money(order.shipping), "shipping_tax": "0.00", "cart_tax": "0.00",
        "total": told.money(total(store, order)), "total_tax": "0.00", "customer_id": 0,
        "order_key": f"wc_order_{order.id}", "billing": billing,
        "shipping": order.more.get("shipping") or {**person, "phone": ""},
        "payment_method": order.more.get("payment_method", "cod" if order.cod else "bacs"),
        "payment_method_title": order.more.get("payment_method_title", "เก็บเงินปลายทาง" if order.cod else "โอนเงิน"),
        "transaction_id": order.more.get("transaction_id", ""), "customer_ip_address": "", "customer_user_agent": "",
        "created_via": "checkout", "customer_note": order.note, "date_completed": done and told.local(done),
        "date_paid": paid and told.local(paid), "cart_hash": "", "number": order.number,
        "meta_data": order.more.get("meta_data", []), "line_items": _lines(store, order), "tax_lines": [],
        "shipping_lines": _shipping(order), "fee_lines": [],
        "coupon_lines": [{"id": 1, "code": "sale", "discount": told.money(discount)}] if discount else [],
        "refunds": [_refund_short(one) for one in order.more.get("refunds", [])],
        "payment_url": f"{address}/thanks/{order.id}", "is_editable": order.status in ("pending", "on-hold"),
        "needs_payment": order.status in ("pending", "failed"), "needs_processing": True,
        "date_created_gmt": told.gmt(order.created), "date_modified_gmt": told.gmt(order.updated),
        "date_completed_gmt": done and told.gmt(done), "date_paid_gmt": paid and told.gmt(paid),
        "currency_symbol": "฿",
        "_links": {
            "self": [{"href": f"{address}{told.BASE}/orders/{order.id}"}],
            "collection": [{"href": f"{address}{told.BASE}/orders"}],
        },
    }  # fmt: skip


def _person(order: Order) -> Data:
    buyer = order.buyer
    first, _, last = buyer["name"].partition(" ")
    state = PROVINCES.get(buyer["province"], buyer["province"])
    values = (
        first,
        last,
        "",
        buyer["address"],
        f"ต.{buyer['tambon']}",
        f"อ.{buyer['amphoe']}",
        state,
        buyer["postcode"],
        "TH",
    )
    return dict(zip(PERSON, values, strict=True))


def _refund_short(one: Data) -> Data:
    return {"id": one["id"], "reason": one["reason"], "total": told.money(-one["satang"])}


def _shipping(order: Order) -> list[Data]:
    if not order.shipping:
        return []
    return [
        {
            "id": order.id + 100_000, "method_title": "EMS", "method_id": "flat_rate", "instance_id": "",
            "total": told.money(order.shipping), "total_tax": "0.00", "taxes": [], "meta_data": [],
        }
    ]  # fmt: skip


def _lines(store: Store, order: Order) -> list[Data]:
    """Pieces of one SKU and price are one line; its id is that of its first piece."""
    units = sorted(store.under(Unit, order.id), key=lambda unit: (unit.sku, unit.price, unit.id))
    groups = [list(group) for _, group in groupby(units, key=lambda unit: (unit.sku, unit.price))]
    return [_line_told(store, group) for group in groups]


def _line_told(store: Store, units: list[Unit]) -> Data:
    unit, count = units[0], len(units)
    sku = store.get(Sku, unit.sku)
    variant = sku is not None and sku.id != sku.product
    reduced = sum(one.holds == "gone" for one in units)
    meta = [{"id": unit.id, "key": "_reduced_stock", "value": str(reduced), "display_key": "_reduced_stock",
             "display_value": str(reduced)}] if reduced else []  # fmt: skip
    choice = [
        {"id": unit.id + 1, "key": name.lower(), "value": option, "display_key": name, "display_value": option}
        for name, option in (sku.choice.items() if sku and variant else ())
    ]
    whole = told.money(unit.price * count)
    named = " - ".join((unit.name, ", ".join(sku.choice.values()))) if sku and variant and sku.choice else unit.name
    return {
        "id": unit.id, "name": named, "product_id": sku.product if sku else 0,
        "variation_id": unit.sku if variant else 0, "quantity": count, "tax_class": "",
        "subtotal": whole, "subtotal_tax": "0.00", "total": whole,
        "total_tax": "0.00", "taxes": [], "meta_data": choice + meta, "sku": unit.seller_sku,
        "price": unit.price // 100 if unit.price % 100 == 0 else unit.price / 100, "image": {"id": "", "src": ""},
        "parent_name": unit.name if variant else None,
    }  # fmt: skip


def delete(store: Store, shop: Seller, number: int, force: bool) -> Data:
    """To the trash: the answer still tells the status before."""
    order = find(store, shop, number, 404)
    if not force and order.more.get("trash"):
        raise Problem(410, "woocommerce_rest_already_trashed", "The Order has already been deleted.")
    before = order_told(store, order, "")
    order.more["trash"], order.more["forgotten"] = True, force
    trade.touch(store, order)
    return before
