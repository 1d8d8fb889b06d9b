"""The gateway of Lazada: system parameters, signature, token, rate; then the call itself."""

import re
from collections import defaultdict, deque
from datetime import datetime

from shopdesk.base import clock
from shopdesk.practice.lazada import (
    catalogue,
    finance,
    fulfilment,
    images,
    listing,
    orders,
    reading,
    reverse,
    signing,
    stock,
    tokens,
)
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.records import App, Data, Seller, Token
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, File, Request, as_json, single

PREFIX = "/rest"
SKEW = 7_200_000
# Inventory and price calls allow 50 a second for a seller (their API pages); the same is taken for all.
CALLS_A_SECOND = 50
ROUTES: dict[str, Route] = {
    path: route
    for module in (tokens, catalogue, images, listing, stock, reading, orders, fulfilment, reverse, finance)
    for path, route in module.ROUTES.items()
}


class Lazada:
    """The gateway. Business errors come with HTTP 200."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recent: defaultdict[tuple[int, str], deque[int]] = defaultdict(deque)

    def owns(self, path: str) -> bool:
        """Whether a path is Lazada's."""
        return path.startswith(PREFIX + "/")

    def answer(self, request: Request) -> Answer:
        """Do what was asked; HTTP 200 whatever comes of it."""
        try:
            done = self._done(request)
        except Refusal as refusal:
            return self._refused(refusal)
        except Refused as refusal:
            return self._refused(Refusal("500", str(refusal), "ISP"))
        return as_json({"code": "0", **done, "request_id": self._request_id()})

    def throttled(self) -> Answer:
        """Too many calls, with the seconds to wait in the message."""
        return self._refused(
            Refusal("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 1 seconds")
        )

    def trouble(self, code: str, message: str) -> Answer:
        """Any error by its code; the names of the gateway's own are SYSTEM or ISV, numbers come from behind it."""
        return self._refused(Refusal(code, message or code, "ISP" if code.isdecimal() else "SYSTEM"))

    def _done(self, request: Request) -> Data:
        path = request.path.removeprefix(PREFIX)
        route = ROUTES.get(path)
        if route is None:
            raise Refusal("InvalidApiPath", "The specified API path does not exist")
        if request.method != route.method:
            raise Refusal("InvalidHttpMethod", f"{path} wants {route.method}")
        params, files = _parameters(request)
        app = self._app(path, params)
        who = self._seller(app, params) if route.token else None
        self._meter(who, path)
        return route.work(Call(self._store, app, who, params, files, request.address))

    def _app(self, path: str, params: dict[str, str]) -> App:
        """The app that calls, after its parameters, clock and signature were looked at."""
        for name in ("app_key", "timestamp", "sign_method", "sign"):
            if not params.get(name):
                raise Refusal(
                    "MissingParameter",
                    f"The input parameter “{name}” that is mandatory for processing this request is not supplied",
                )
        app = self._store.get(App, params["app_key"])
        if app is None or app.platform != "lazada":
            raise Refusal("InvalidAppKey", "The specified App Key is invalid")
        if params["sign_method"] != "sha256":
            raise Refusal("UnsupportedSignMethod", "The specified sign method is not supported")
        if abs(_sent_at(params["timestamp"]) - self._store.now()) > SKEW:
            raise Refusal("IllegalTimestamp", "The specified timestamp is not within 7200 seconds of ours")
        if not signing.fits(app.secret, path, params):
            raise Refusal("IncompleteSignature", "The request signature does not conform to platform standards")
        return app

    def _seller(self, app: App, params: dict[str, str]) -> Seller:
        if not params.get("access_token"):
            raise Refusal(
                "MissingParameter",
                "The input parameter “access_token” that is mandatory for processing this request is not supplied",
            )
        token = self._store.get(Token, params["access_token"])
        if token is None or token.app != app.id or token.refreshed or token.until <= self._store.now():
            raise Refusal("IllegalAccessToken", "The specified access token is invalid or expired")
        seller = self._store.get(Seller, token.seller)
        assert seller is not None
        if seller.status != "ACTIVE":
            raise Refusal("SellerNotActive", "The seller is not active")
        return seller

    def _meter(self, who: Seller | None, path: str) -> None:
        if who is None:
            return
        now, recent = self._store.now(), self._recent[(who.id, path)]
        while recent and now - recent[0] >= 1000:
            recent.popleft()
        if len(recent) >= CALLS_A_SECOND:
            raise Refusal("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 1 seconds")
        recent.append(now)

    def _refused(self, refusal: Refusal) -> Answer:
        body: Data = {"code": refusal.code, "type": refusal.kind, "message": refusal.message}
        if refusal.detail:
            body["detail"] = refusal.detail
        return as_json(body | {"request_id": self._request_id()})

    def _request_id(self) -> str:
        return f"0ba2887315{self._store.now()}1"


def _parameters(request: Request) -> tuple[dict[str, str], dict[str, File]]:
    """GET brings all in the query, POST in the body; a query with a POST counts too."""
    fields, files = request.form()
    return single(request.pairs() + fields), files


def _sent_at(typed: str) -> int:
    """The time of a call: milliseconds, or ISO 8601 in UTC."""
    if re.fullmatch(r"[0-9]{13}", typed):
        return int(typed)
    try:
        return clock.to_ms(datetime.fromisoformat(typed))
    except (ValueError, OverflowError) as error:
        raise Refusal("IllegalTimestamp", "The specified timestamp is not valid") from error
