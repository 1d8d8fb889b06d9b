"""The door of the shop: which route, who may, what comes back with which status and headers."""

import base64
import binascii
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from shopdesk.practice import photos
from shopdesk.practice.records import App, Data, Order, Product, Seller, Sku
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, BadRequest, Request, as_json
from shopdesk.practice.woocommerce import goods, lists, oauth, orders, told
from shopdesk.practice.woocommerce.problem import Problem, page, php

ROOT, MEDIA = "/wp-json", "/wp-json/wp/v2/media"
VIEWS = {"GET": "view", "POST": "create", "PUT": "edit", "PATCH": "edit", "DELETE": "delete"}
FORCE = ("true", "1")


@dataclass(frozen=True, slots=True)
class Visit:
    """One call by somebody who may."""

    store: Store
    shop: Seller
    method: str
    query: Data
    body: Data
    address: str
    pairs: Sequence[tuple[str, str]]
    path: str


Route = Callable[[Visit, list[int]], Answer]


class WooCommerce:
    """The shop's REST API."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nonces = oauth.Nonces()

    def owns(self, path: str) -> bool:
        """Whether a path is the shop's."""
        return path == ROOT or path.startswith(ROOT + "/")

    def answer(self, request: Request) -> Answer:
        """Do what was asked, with a status that says how it went."""
        root = ("Link", f'<{request.address}{ROOT}/>; rel="https://api.w.org/"')
        try:
            done = self._done(request)
        except Problem as problem:
            return as_json(problem.told(), problem.status, root)
        except Refused as refusal:
            return as_json(
                {"code": "internal_server_error", "message": str(refusal), "data": {"status": 500}}, 500, root
            )
        return Answer(done.body, done.status, done.kind, (root, *done.headers))

    def throttled(self) -> Answer:
        """What a hosting's guard says."""
        return Answer(b"<html><body>429 Too Many Requests</body></html>", 429, "text/html", (("Retry-After", "2"),))

    def trouble(self, code: str, message: str) -> Answer:
        """An error of the shop."""
        return as_json({"code": code, "message": message or code, "data": {"status": 500}}, 500)

    def _done(self, request: Request) -> Answer:
        path = request.path.rstrip("/")
        if path == ROOT:
            return as_json({"name": "ร้านฝึกขาย", "url": request.address, "namespaces": ["wc/v3", "wp/v2"], "routes": {}})
        if path == MEDIA and request.method == "POST":
            return self._media(request)
        found = next(((work, match) for pattern, work in ROUTES if (match := re.fullmatch(pattern, path))), None)
        if found is None or request.method not in VIEWS:
            raise Problem(404, "rest_no_route", "No route was found matching the URL and request method.")
        app = self._may(request)
        shop = self._store.get(Seller, app.seller)
        assert shop is not None
        work, match = found
        query = php([pair for pair in request.pairs() if not pair[0].startswith("oauth_")])
        visit = Visit(
            self._store, shop, request.method, query, _body(request), request.address, request.pairs(), request.path
        )
        return work(visit, [int(number) for number in match.groups()])

    def _may(self, request: Request) -> App:
        """The key of the call; over http a Basic header is not even looked at."""
        app = oauth.who(self._store, request, self._nonces)
        if app is None:
            doing = {"view": "list", "edit": "edit", "create": "create", "delete": "delete"}[VIEWS[request.method]]
            verb = "view" if doing == "list" else doing
            raise Problem(401, f"woocommerce_rest_cannot_{verb}", f"Sorry, you cannot {doing} resources.")
        if (request.method != "GET" and "write" not in app.may) or (request.method == "GET" and "read" not in app.may):
            right = "read" if request.method == "GET" else "write"
            message = f"The API key provided does not have {right} permissions."
            raise Problem(401, "woocommerce_rest_authentication_error", message)
        return app

    def _media(self, request: Request) -> Answer:
        """The library of WordPress, with an application password as a shop on its owner's machine takes it."""
        kind, _, word = request.headers.get("authorization", "").partition(" ")
        shop = next((one for one in self._store.all(Seller) if kind == "Basic" and _knows(one, word)), None)
        if shop is None:
            message = "Sorry, you are not allowed to create posts as this user."
            raise Problem(401, "rest_cannot_create", message)
        try:
            photo = photos.keep(self._store, request.body)
        except photos.NoPhoto as error:
            message = "Sorry, you are not allowed to upload this file type."
            raise Problem(500, "rest_upload_unknown_error", message) from error
        number, where = goods.library_id(self._store, photo), photos.address(request.address, photo)
        body = {"id": number, "media_type": "image", "mime_type": f"image/{photo.kind.lower()}", "source_url": where}
        return as_json(body, 201, ("Location", f"{request.address}{MEDIA}/{number}"))


def _knows(shop: Seller, word: str) -> bool:
    try:
        typed = base64.b64decode(word, validate=True)
    except (binascii.Error, ValueError):
        return False
    # WordPress shows an application password in groups of four and takes it with or without the gaps.
    name, _, password = typed.partition(b":")
    wanted = str(shop.more.get("application_password", "")).encode()
    return name == b"admin" and bool(wanted) and hmac.compare_digest(password.replace(b" ", b""), wanted)


def _body(request: Request) -> Data:
    if not request.body:
        return {}
    if request.kind != "application/json":
        return php(request.form()[0])
    try:
        found = request.json()
    except BadRequest as error:
        raise Problem(400, "rest_invalid_json", "Invalid JSON body passed.", json_error_code=4) from error
    if not isinstance(found, dict):
        raise Problem(400, "rest_invalid_json", "Invalid JSON body passed.", json_error_code=4)
    return found


def _paged(visit: Visit, rows: list[Any], tell: Callable[[Any], Data]) -> Answer:
    """A page of a list. The links repeat the whole query, what signed it among it."""
    size, at = page(visit.query)
    pages = -(-len(rows) // size)
    where, others = f"{visit.address}{visit.path}", [pair for pair in visit.pairs if pair[0] != "page"]
    steps = [(min(at - 1, pages), "prev")] if at > 1 and pages else []
    steps += [(at + 1, "next")] if at < pages else []
    links = [f'<{where}?{urlencode([*others, ("page", str(number))])}>; rel="{name}"' for number, name in steps]
    headers = [("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(pages))]
    headers += [("Link", ", ".join(links))] if links else []
    return as_json([tell(row) for row in rows[(at - 1) * size : at * size]], 200, *headers)


def _made(visit: Visit, body: Data, place: str) -> Answer:
    return as_json(body, 201, ("Location", f"{visit.address}{told.BASE}{place}"))


def _force(visit: Visit) -> bool:
    return str(visit.query.get("force", visit.body.get("force", ""))).lower() in FORCE


def _product(visit: Visit, one: Product) -> Data:
    return told.product(visit.store, one, visit.address)


def products(visit: Visit, _ids: list[int]) -> Answer:
    """/products"""
    if visit.method == "GET":
        return _paged(visit, lists.products(visit.store, visit.shop, visit.query), lambda one: _one_of(visit, one))
    made = goods.create(visit.store, visit.shop, visit.body)
    return _made(visit, _product(visit, made), f"/products/{made.id}")


def _one_of(visit: Visit, one: Product | Sku) -> Data:
    """A search by SKU also finds variants."""
    if isinstance(one, Product):
        return _product(visit, one)
    parent = visit.store.get(Product, one.product)
    assert parent is not None
    return _variant(visit, parent, one) | {"parent_id": parent.id, "type": "variation", "name": parent.name}


def product(visit: Visit, ids: list[int]) -> Answer:
    """/products/{id}"""
    if visit.method == "GET":
        return as_json(_product(visit, goods.find(visit.store, visit.shop, ids[0], 404)))
    if visit.method == "DELETE":
        return as_json(_product(visit, goods.delete(visit.store, visit.shop, ids[0], _force(visit))))
    return as_json(_product(visit, goods.update(visit.store, visit.shop, ids[0], visit.body)))


def products_batch(visit: Visit, _ids: list[int]) -> Answer:
    """/products/batch"""
    store, shop = visit.store, visit.shop
    return as_json(
        goods.batch(
            visit.body,
            lambda given: _product(visit, goods.create(store, shop, given)),
            lambda number, given: _product(visit, goods.update(store, shop, number, given)),
            lambda number: _product(visit, goods.delete(store, shop, number, True)),
        )
    )


def _variant(visit: Visit, parent: Product, sku: Sku) -> Data:
    return told.variation(visit.store, parent, sku, visit.address)


def variations(visit: Visit, ids: list[int]) -> Answer:
    """/products/{id}/variations"""
    parent = goods.find(visit.store, visit.shop, ids[0], 404)
    if visit.method == "GET":
        rows = [sku for sku in visit.store.under(Sku, parent.id) if sku.id != parent.id and not sku.more.get("gone")]
        return _paged(visit, rows, lambda sku: _variant(visit, parent, sku))
    sku = goods.create_variant(visit.store, visit.shop, parent, visit.body)
    # The live server writes its own pattern here instead of the parent's number.
    return _made(visit, _variant(visit, parent, sku), rf"/products/(?P<product_id>[\d]+)/variations/{sku.id}")


def variation(visit: Visit, ids: list[int]) -> Answer:
    """/products/{id}/variations/{id}"""
    parent = goods.find(visit.store, visit.shop, ids[0], 404)
    if visit.method == "GET":
        sku = goods.find_variant(visit.store, parent, ids[1], 404)
    elif visit.method == "DELETE":
        sku = goods.delete_variant(visit.store, parent, ids[1])
    else:
        sku = goods.update_variant(visit.store, visit.shop, parent, ids[1], visit.body)
    return as_json(_variant(visit, parent, sku))


def variations_batch(visit: Visit, ids: list[int]) -> Answer:
    """/products/{id}/variations/batch"""
    store, shop = visit.store, visit.shop
    parent = goods.find(store, shop, ids[0], 404)
    return as_json(
        goods.batch(
            visit.body,
            lambda given: _variant(visit, parent, goods.create_variant(store, shop, parent, given)),
            lambda number, given: _variant(visit, parent, goods.update_variant(store, shop, parent, number, given)),
            lambda number: _variant(visit, parent, goods.delete_variant(store, parent, number)),
        )
    )


def categories(visit: Visit, _ids: list[int]) -> Answer:
    """/products/categories"""
    names = ((15, "Uncategorized", "uncategorized"), (16, "งานจักสาน", "wicker"), (17, "อาหารแห้ง", "food"))
    rows = [{"id": number, "name": name, "slug": slug, "parent": 0} for number, name, slug in names]
    return _paged(visit, rows, lambda row: row)


def _order(visit: Visit, one: Order) -> Data:
    return orders.order_told(visit.store, one, visit.address)


def all_orders(visit: Visit, _ids: list[int]) -> Answer:
    """/orders"""
    if visit.method == "GET":
        rows = lists.orders(visit.store, visit.shop, visit.query)
        return _paged(visit, rows, lambda one: _order(visit, one))
    made = orders.create(visit.store, visit.shop, visit.body)
    return _made(visit, _order(visit, made), f"/orders/{made.id}")


def order(visit: Visit, ids: list[int]) -> Answer:
    """/orders/{id}"""
    if visit.method == "GET":
        return as_json(_order(visit, orders.find(visit.store, visit.shop, ids[0], 404)))
    if visit.method == "DELETE":
        return as_json(orders.delete(visit.store, visit.shop, ids[0], _force(visit)))
    return as_json(_order(visit, orders.update(visit.store, visit.shop, ids[0], visit.body)))


def notes(visit: Visit, ids: list[int]) -> Answer:
    """/orders/{id}/notes"""
    found = orders.find(visit.store, visit.shop, ids[0], 404)
    if visit.method == "GET":
        rows = list(reversed(found.more.get("notes", [])))
        return as_json([orders.note_told(found, one, visit.address) for one in rows])
    made = orders.note(visit.store, found, visit.body)
    return _made(visit, orders.note_told(found, made, visit.address), f"/orders/{found.id}/notes/{made['id']}")


def refunds(visit: Visit, ids: list[int]) -> Answer:
    """/orders/{id}/refunds"""
    found = orders.find(visit.store, visit.shop, ids[0], 404)
    if visit.method == "GET":
        rows = found.more.get("refunds", [])
        return _paged(visit, rows, lambda one: orders.refund_told(found, one, visit.address))
    made = orders.refund(visit.store, found, visit.body)
    place = rf"/orders/(?P<order_id>[\d]+)/refunds/{made['id']}"
    return _made(visit, orders.refund_told(found, made, visit.address), place)


NUMBER = "([0-9]{1,15})"
ROUTES: tuple[tuple[str, Route], ...] = tuple(
    (told.BASE + place.replace("{id}", NUMBER), work)
    for place, work in (
        ("/products", products),
        ("/products/batch", products_batch),
        ("/products/categories", categories),
        ("/products/{id}", product),
        ("/products/{id}/variations", variations),
        ("/products/{id}/variations/batch", variations_batch),
        ("/products/{id}/variations/{id}", variation),
        ("/orders", all_orders),
        ("/orders/{id}", order),
        ("/orders/{id}/notes", notes),
        ("/orders/{id}/refunds", refunds),
    )
)
