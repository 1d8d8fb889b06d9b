"""The gateway of TikTok Shop: key, time, signature over path, query and raw body; then token, shop and the call."""

import hashlib
import hmac
import json
import re
from typing import Any

from shopdesk.practice.records import App, Data, Seller, Token
from shopdesk.practice.store import Store
from shopdesk.practice.tiktok import catalogue, finance, orders, products, reverse, sending, tokens
from shopdesk.practice.tiktok.call import Call, Refusal, Route
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, Request, as_json, single

OWN = re.compile(r"/(authorization|product|order|fulfillment|logistics|return_refund|finance|event)/20[0-9]{4}/")
EARLIEST, LATEST = -300, 30
ROUTES: tuple[Route, ...] = (
    *tokens.ROUTES, *catalogue.ROUTES, *products.ROUTES, *orders.ROUTES, *sending.ROUTES, *reverse.ROUTES,
    *finance.ROUTES,
)  # fmt: skip
MULTIPART = "multipart/form-data"


def signature(secret: str, path: str, query: dict[str, str], body: bytes) -> str:
    """Lower hex HMAC-SHA256; the caller leaves out the body of a multipart form."""
    signed = sorted((name, value) for name, value in query.items() if name not in ("sign", "access_token"))
    told = path + "".join(name + value for name, value in signed)
    wrapped = secret.encode() + told.encode() + body + secret.encode()
    return hmac.new(secret.encode(), wrapped, hashlib.sha256).hexdigest()


class TikTok:
    """The gateway."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def owns(self, path: str) -> bool:
        """Whether a path is TikTok's."""
        return path in tokens.PATHS or OWN.match(path) is not None

    def answer(self, request: Request) -> Answer:
        """Do what was asked; code 0 is success only where `data.errors` is empty too."""
        try:
            done = self._done(request)
        except Refusal as refusal:
            return self._told({"code": refusal.code, "message": refusal.message}, refusal.status)
        except Refused as refusal:
            return self._told({"code": 36009003, "message": str(refusal)})
        return self._told({"code": 0, "message": "Success", "data": done})

    def throttled(self) -> Answer:
        """Too many calls."""
        return self._told({"code": 36009002, "message": "Too many requests"}, 429)

    def trouble(self, code: str, message: str) -> Answer:
        """Any error by its number."""
        return self._told({"code": int(code), "message": message or code})

    def _told(self, body: Data, status: int = 200) -> Answer:
        return as_json(body | {"request_id": f"20261123{self._store.now()}"}, status)

    def _done(self, request: Request) -> Data:
        query = single(request.pairs())
        if request.path in tokens.PATHS:
            return tokens.answer(self._store, request.path, query)
        app = self._app(request, query)
        route, ids = _route(request)
        shop = self._shop(app, request.headers.get("x-tts-access-token", ""))
        if route.cipher and not query.get("shop_cipher"):
            raise Refusal(106013, "shop_cipher is required")
        if query.get("shop_cipher", shop.more["cipher"]) != shop.more["cipher"]:
            raise Refusal(101000, "The access token does not fit the shop")
        body, files = _body(request)
        return route.work(Call(self._store, app, shop, query, body, files, ids, request.address))

    def _app(self, request: Request, query: dict[str, str]) -> App:
        app, sent = self._store.get(App, query.get("app_key")), query.get("timestamp", "")
        if app is None or app.platform != "tiktok":
            raise Refusal(36009004, "Invalid app_key")
        late = int(sent) - self._store.now() // 1000 if re.fullmatch(r"[0-9]{10}", sent) else LATEST + 1
        if not EARLIEST <= late <= LATEST:
            raise Refusal(36009004, "Invalid timestamp")
        body = b"" if request.kind == MULTIPART else request.body
        if not hmac.compare_digest(signature(app.secret, request.path, query, body), query.get("sign", "")):
            raise Refusal(106001, "Signature is invalid")
        return app

    def _shop(self, app: App, word: str) -> Seller:
        token = self._store.get(Token, word)
        if token is None or token.app != app.id:
            raise Refusal(36009004, "Invalid access token")
        if token.until <= self._store.now():
            raise Refusal(105002, "Expired credentials")
        seller = self._store.get(Seller, token.seller)
        assert seller is not None
        return seller


def _route(request: Request) -> tuple[Route, tuple[str, ...]]:
    found = [(route, match) for route in ROUTES if (match := re.fullmatch(route.pattern, request.path))]
    if not found:
        raise Refusal(36009009, "Invalid path", 404)
    for route, match in found:
        if route.method == request.method:
            return route, match.groups()
    raise Refusal(36009010, "Invalid method", 405)


def _body(request: Request) -> tuple[Data, dict[str, Any]]:
    if request.kind == MULTIPART:
        fields, files = request.form()
        return dict(fields), files
    if not request.body:
        return {}, {}
    if request.kind != "application/json":
        raise Refusal(36009022, "Invalid content-type")
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refusal(12052910, "The body is no JSON") from error
    if not isinstance(found, dict):
        raise Refusal(12052910, "The body is no JSON object")
    return found, {}
