"""The gateway of Shopee: partner, time, signature, token; then the call. Common parameters stand in the query."""

import hashlib
import hmac
import json
import re
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

from shopdesk.practice.records import App, Data, Seller, Token
from shopdesk.practice.shopee import catalogue, items, models, orders, shipping, tokens
from shopdesk.practice.shopee.call import Call, Refusal, Route
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, Request

PREFIX = "/api/v2"
SKEW = 300
OTHERS = ("/api/v2/token/",)
ROUTES: dict[str, Route] = {
    path: route
    for module in (tokens, catalogue, items, models, orders, shipping)
    for path, route in module.ROUTES.items()
}


def signature(key: str, base: str) -> str:
    """Lower hex HMAC-SHA256 of the base string; the key is used as it is written."""
    return hmac.new(key.encode(), base.encode(), hashlib.sha256).hexdigest()


class Shopee:
    """The gateway."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def owns(self, path: str) -> bool:
        """Whether a path is Shopee's; its page of the sign-in is for browsers."""
        return path.startswith(PREFIX + "/") and not path.startswith(OTHERS) and path != f"{PREFIX}/shop/auth_partner"

    def answer(self, request: Request) -> Answer:
        """Do what was asked."""
        try:
            done, bare = self._done(request)
        except Refusal as refusal:
            return self._refused(refusal)
        except Refused as refusal:
            return self._refused(Refusal("error_server", str(refusal)))
        if isinstance(done, Answer):
            return done
        common = {"error": "", "message": "", "warning": "", "request_id": self._request_id()}
        return _json({**done, **common} if bare else {**common, "response": done})

    def throttled(self) -> Answer:
        """Too many calls."""
        return self._refused(Refusal("error_rate_limit", "Too many requests, please try again later.", 429))

    def trouble(self, code: str, message: str) -> Answer:
        """Any error by its name."""
        return self._refused(Refusal(code, message or code))

    def _done(self, request: Request) -> tuple[Data | Answer, bool]:
        route = ROUTES.get(request.path.removeprefix(PREFIX))
        if route is None or request.method != route.method:
            raise Refusal("error_not_found", "The requested API does not exist.", 404)
        lists = parse_qs(request.query, keep_blank_values=True)
        query = {name: values[0] for name, values in lists.items()}
        app = self._app(request.path, query, route.shop)
        who = self._shop(app, query) if route.shop else None
        body, files = _body(request)
        return route.work(Call(self._store, app, who, query, lists, body, files, request.address)), route.bare

    def _app(self, path: str, query: dict[str, str], shop: bool) -> App:
        """The partner that calls, after its time and signature were looked at."""
        app = self._store.get(App, query.get("partner_id"))
        if app is None or app.platform != "shopee":
            raise Refusal("invalid_partner_id", "Invalid partner_id.", 403)
        sent = query.get("timestamp", "")
        if not re.fullmatch(r"[0-9]{10}", sent) or abs(int(sent) - self._store.now() // 1000) > SKEW:
            raise Refusal("error_param", "Timestamp is expired.", 403)
        base = f"{app.id}{path}{sent}"
        base += f"{query.get('access_token', '')}{query.get('shop_id', '')}" if shop else ""
        if not hmac.compare_digest(signature(app.secret, base).encode(), query.get("sign", "").encode()):
            raise Refusal("error_sign", "Wrong sign.", 403)
        return app

    def _shop(self, app: App, query: dict[str, str]) -> Seller:
        token, now = self._store.get(Token, query.get("access_token")), self._store.now()
        if token is None or token.app != app.id or not tokens.holds(token, now):
            raise Refusal("invalid_acceess_token", "Invalid access_token, please have a check.", 403)
        if str(token.seller) != query.get("shop_id"):
            raise Refusal("error_auth", "Invalid shop_id.", 403)
        seller = self._store.get(Seller, token.seller)
        assert seller is not None
        if seller.status == "DELETED":
            raise Refusal("shop_banned", "The shop is banned.", 403)
        return seller

    def _refused(self, refusal: Refusal) -> Answer:
        body: Data = {"error": refusal.error, "message": refusal.message, "request_id": self._request_id()}
        if refusal.response is not None:
            body["response"] = refusal.response
        return _json(body, refusal.status)

    def _request_id(self) -> str:
        return f"e3e3e7f3{self._store.now():x}"


def _json(data: Data, status: int = 200) -> Answer:
    def number(value: Any) -> Any:
        # An amount with satang has no more than two decimals.
        return float(value) if isinstance(value, Decimal) else str(value)

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=number)
    return Answer(text.encode(), status)


def _body(request: Request) -> tuple[Data, dict[str, Any]]:
    if request.kind == "multipart/form-data":
        fields, files = request.form()
        return dict(fields), files
    if not request.body:
        return {}, {}
    try:
        found = json.loads(request.body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Refusal("error_param", "The body is no JSON.") from error
    if not isinstance(found, dict):
        raise Refusal("error_param", "The body is no JSON object.")
    return found, {}
