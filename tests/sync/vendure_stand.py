"""A stand-in for a Vendure server, where none can be started: what the channel asks of it, answered as on the tape.

A test holds its answers to those of the real server (tests/data/vendure/story.json), and with the real one the same
tests sell at that. It knows shops, goods, stock, orders and parcels; an operator's and a buyer's deeds are methods.
"""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sync import graphql
from tests.sync.vendure_answers import Answers, Books, Refusal, Row, error, errors
from tests.sync.vendure_shop import PASSWORD, Keys
from tests.sync.vendure_story import asked

SHIPPING = 5_000
EMPTY_ADDRESS = dict.fromkeys(
    ("fullName", "company", "streetLine1", "streetLine2", "city", "province", "postalCode", "countryCode",
     "phoneNumber")
)  # fmt: skip
ADDRESS = {
    **EMPTY_ADDRESS, "fullName": "สมหญิง ใจดี", "streetLine1": "1 หมู่ 2", "streetLine2": "ต.สุเทพ",
    "city": "เมืองเชียงใหม่", "province": "เชียงใหม่", "postalCode": "50200", "countryCode": "TH",
    "phoneNumber": "0810000000",
}  # fmt: skip


class StandIn(Answers):
    """The server with its operator and its buyers."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.lock, self.shops = threading.RLock(), dict[str, Books]()
        self.signed_in: dict[str, str] = {}
        self.passwords: dict[str, str] = {}
        self.port, self.down = 0, True
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server, self.down = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler()), False
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def kill(self) -> None:
        """As when the power goes: what it knew is in its database, and there again when it starts."""
        if not self.down:
            self.down = True
            self.server.shutdown()
            self.server.server_close()
            self.thread.join(5)

    close = kill

    # The operator and the buyers

    def open_shop(self) -> Keys:
        """A shop of its own, and a person who may sell there and nowhere else."""
        code = f"shop-{len(self.shops) + 1}"
        keys = Keys(f"token-{code}", code, f"{code}@example.com", code)
        self.shops[keys.token], self.passwords[keys.user] = Books(keys, f"ร้าน {code}"), PASSWORD
        return keys

    def end_sign_ins(self) -> None:
        self.signed_in.clear()

    def variant(self, keys: Keys, sku: str) -> Row:
        (found,) = [one for one in self.shops[keys.token].variants.values() if one["sku"] == sku]
        return {**found, "sellable": found["stockOnHand"] - found["stockAllocated"]}

    def order(self, keys: Keys, code: str) -> Row:
        return next(one for one in self.shops[keys.token].orders.values() if one["code"] == code)

    def listed(self, keys: Keys) -> dict[str, int]:
        """What lies there by code."""
        return {one["sku"]: one["stockOnHand"] for one in self.shops[keys.token].variants.values()}

    def products(self, keys: Keys) -> int:
        return len(self.shops[keys.token].products)

    def basket(self, keys: Keys) -> "StandBasket":
        """A buyer with a basket: nothing is promised yet."""
        return StandBasket(self, keys)

    def buy(self, keys: Keys, **skus: int) -> str:
        """A buyer who pays; answers the order's code."""
        with self.lock:
            books, number, at = self.shops[keys.token], self._next("order"), self.now()
            lines = []
            for sku, pieces in skus.items():
                goods = self.variant(keys, sku.replace("_", "-"))
                assert pieces <= goods["sellable"], "INSUFFICIENT_STOCK_ERROR"
                books.variants[goods["id"]]["stockAllocated"] += pieces
                lines.append(_line(self._next("line"), goods, pieces))
            row = {
                "__typename": "Order", "id": number, "code": f"CODE{number}", "state": "PaymentSettled",
                "orderPlacedAt": _exact(at), "type": "Regular", "currencyCode": "THB", "lines": lines,
                "shippingWithTax": SHIPPING, "surcharges": [], "payments": [{"method": "test"}], "fulfillments": [],
                "shippingLines": [{"shippingMethod": {"fulfillmentHandlerCode": "manual-fulfillment"}}],
                "shippingAddress": ADDRESS, "billingAddress": EMPTY_ADDRESS,
                "customer": {"firstName": "หญิง", "lastName": "ใจดี", "phoneNumber": None},
            }  # fmt: skip
            books.orders[number] = row
            self._changed(row)
            return str(row["code"])

    # What a program asks

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if stand.down:
                    self.close_connection = True
                    return
                with stand.lock:
                    status, answer, access = stand._answered(self.path, self.headers, body)
                content = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                if access:
                    self.send_header("vendure-auth-token", access)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: Any) -> None:
                return

        return Handler

    def _answered(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Any, str]:
        assert path == "/admin-api", path
        told = asked(body)
        try:
            data, access = {}, ""
            for field in graphql.read(told["query"], told["variables"]):
                if field.name == "login":
                    access = self._login(**field.given)
                    value = self._who(access, **field.given)
                else:
                    value = getattr(self, f"_{field.name}")(self._let_in(headers), **field.given)
                data[field.name] = graphql.shown(value, field.asked)
        except graphql.Wrong as wrong:
            return 400, errors("GRAPHQL_VALIDATION_FAILED", str(wrong)), ""
        except Refusal as refused:
            return 200, {**errors(refused.code, str(refused)), "data": None}, ""
        return 200, {"data": data}, access

    def _let_in(self, headers: Mapping[str, str]) -> Books:
        user = self.signed_in.get((headers["Authorization"] or "").removeprefix("Bearer "))
        books = self.shops.get(headers["vendure-token"] or "")
        if books is None:
            raise Refusal("CHANNEL_NOT_FOUND")
        if user != books.keys.user:
            raise Refusal("FORBIDDEN", "You are not currently authorized to perform this action")
        return books

    def _login(self, username: str, password: str, **_more: Any) -> str:
        if self.passwords.get(username) != password:
            return ""
        access = secrets.token_hex(32)
        self.signed_in[access] = username
        return access

    def _who(self, access: str, username: str, **_more: Any) -> Row:
        if not access:
            return error("INVALID_CREDENTIALS_ERROR", "InvalidCredentialsError")
        own = [one.keys for one in self.shops.values() if one.keys.user == username]
        return {"__typename": "CurrentUser", "channels": [{"token": one.token, "code": one.code} for one in own]}

    def _me(self, books: Books) -> Row:
        return {"id": "1", "identifier": books.keys.user}


class StandBasket:
    """What a buyer puts in; more than there is, is taken in part and said."""

    def __init__(self, stand: StandIn, keys: Keys) -> None:
        self.stand, self.keys, self.inside = stand, keys, dict[str, int]()

    def add(self, sku: str, pieces: int) -> Row:
        before = self.inside.get(sku, 0)
        room = self.stand.variant(self.keys, sku)["sellable"] - before
        if got := min(pieces, max(room, 0)):
            self.inside[sku] = before + got
        return {"__typename": "Order"} if got == pieces else error("INSUFFICIENT_STOCK_ERROR", "InsufficientStockError")

    def pay(self) -> str:
        return self.stand.buy(self.keys, **self.inside)


def _exact(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def _line(own: str, goods: Row, pieces: int) -> Row:
    told = {"id": goods["id"], "sku": goods["sku"], "name": goods["name"]}
    return {
        "id": own, "quantity": pieces, "orderPlacedQuantity": pieces, "unitPriceWithTax": goods["priceWithTax"],
        "productVariant": told,
    }  # fmt: skip
