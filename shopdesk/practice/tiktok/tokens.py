"""Signing in at TikTok Shop: the code for half an hour, access for seven days, times told as moments."""

from shopdesk.practice import store as keeping
from shopdesk.practice.records import App, Code, Data, Seller, Token
from shopdesk.practice.store import Store
from shopdesk.practice.tiktok.call import Call, Refusal, Route, seconds

MINUTE, DAY = 60_000, 86_400_000
CODE_LIVES, ACCESS_LIVES, REFRESH_LIVES = 30 * MINUTE, 7 * DAY, 365 * DAY
PATHS = ("/api/v2/token/get", "/api/v2/token/refresh")


def new_code(store: Store, app: App, seller: Seller) -> str:
    """A code as the sign-in page hands it over."""
    code = Code(f"TTP_{keeping.token()}", app.id, seller.id, store.now() + CODE_LIVES)
    store.put(code)
    return code.id


def new_pair(store: Store, app: str, seller: int) -> Token:
    """A pair of tokens for a shop."""
    now = store.now()
    made = [f"TTP_{keeping.token(20)}" for _ in "ab"]
    pair = Token(made[0], made[1], app, seller, now + ACCESS_LIVES, now + REFRESH_LIVES)
    store.put(pair)
    return pair


def answer(store: Store, path: str, query: dict[str, str]) -> Data:
    """Both calls for tokens: the secret stands in the address, nothing is signed. Raises Refusal."""
    app = store.get(App, query.get("app_key"))
    if app is None or app.platform != "tiktok" or app.secret != query.get("app_secret"):
        raise Refusal(36004004, "app_key or app_secret is invalid")
    if path == PATHS[0]:
        return _first(store, app, query)
    return _again(store, app, query)


def _first(store: Store, app: App, query: dict[str, str]) -> Data:
    code = store.get(Code, query.get("auth_code"))
    if query.get("grant_type") != "authorized_code":
        raise Refusal(36004003, "grant_type is invalid")
    if code is None or code.app != app.id or code.used or code.until < store.now():
        raise Refusal(36004004, "auth_code is invalid or expired")
    code.used = True
    store.put(code)
    store.count("tokens made")
    return _told(store, new_pair(store, app.id, code.seller))


def _again(store: Store, app: App, query: dict[str, str]) -> Data:
    wanted = query.get("refresh_token")
    old = next((one for one in store.all(Token) if one.refresh == wanted and one.app == app.id), None)
    if query.get("grant_type") != "refresh_token":
        raise Refusal(36004003, "grant_type is invalid")
    if old is None or old.refresh_until < store.now():
        raise Refusal(105002, "refresh_token is invalid or expired")
    pair = new_pair(store, app.id, old.seller)
    pair.refresh, pair.refresh_until = old.refresh, old.refresh_until
    store.put(pair)
    store.count("tokens refreshed")
    return _told(store, pair)


def _told(store: Store, pair: Token) -> Data:
    seller = store.get(Seller, pair.seller)
    assert seller is not None
    return {
        "access_token": pair.id, "access_token_expire_in": seconds(pair.until), "refresh_token": pair.refresh,
        "refresh_token_expire_in": seconds(pair.refresh_until), "open_id": f"70107360571803{seller.id}",
        "seller_name": seller.name, "seller_base_region": "TH", "user_type": 0,
        "granted_scopes": ["seller.order.info", "seller.product.basic", "seller.fulfillment.basic"],
    }  # fmt: skip


def shops(call: Call) -> Data:
    """GET /authorization/202309/shops"""
    one = call.shop
    told = {"id": str(one.id), "cipher": one.more["cipher"], "code": f"TH{one.id}", "name": one.name, "region": "TH"}
    return {"shops": [told | {"seller_type": "LOCAL"}]}


ROUTES = (Route("GET", "/authorization/202309/shops", shops, cipher=False),)
