"""Signing in at Lazada: a code once for a pair of tokens, and a refresh token that works once."""

from dataclasses import replace

from shopdesk.practice import store as keeping
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.records import App, Code, Data, Seller, Token
from shopdesk.practice.store import Store

MINUTE, DAY = 60_000, 86_400_000
CODE_LIVES = 30 * MINUTE
ACCESS_LIVES, REFRESH_LIVES = 30 * DAY, 180 * DAY


def new_code(store: Store, app: App, seller: Seller) -> str:
    """A code as the page of the sign-in hands it over."""
    code = Code(f"0_{app.id}_{keeping.token()}", app.id, seller.id, store.now() + CODE_LIVES)
    store.put(code)
    return code.id


def new_pair(store: Store, app: str, seller: int) -> Token:
    """A pair of tokens for a seller."""
    now = store.now()
    pair = Token(
        f"50000{keeping.token(24)}", f"50001{keeping.token(24)}", app, seller, now + ACCESS_LIVES, now + REFRESH_LIVES
    )
    store.put(pair)
    return pair


def create(call: Call) -> Data:
    """POST /auth/token/create"""
    code = call.store.get(Code, call.text("code"))
    if code is None or code.app != call.app.id or code.used or code.until < call.store.now():
        raise Refusal("InvalidCode", "Invalid authorization code")
    code.used = True
    call.store.put(code)
    call.store.count("tokens made")
    return _told(call.store, new_pair(call.store, code.app, code.seller), "country_user_info")


def refresh(call: Call) -> Data:
    """POST /auth/token/refresh: the old pair ends, used a second time it is refused."""
    wanted = call.text("refresh_token")
    old = next((one for one in call.store.all(Token) if one.refresh == wanted and one.app == call.app.id), None)
    now = call.store.now()
    if old is None or old.refreshed or old.refresh_until < now:
        raise Refusal("IllegalRefreshToken", "The specified refresh token is invalid or expired")
    old.refreshed = now
    call.store.put(old)
    pair = replace(new_pair(call.store, old.app, old.seller), refresh_until=old.refresh_until)
    call.store.put(pair)
    call.store.count("tokens refreshed")
    answer = _told(call.store, pair, "country_user_info_list")
    # As the live gateway does: numbers become strings here, and the account's id goes missing.
    return answer | {"account_id": None, "expires_in": str(answer["expires_in"])}


def _told(store: Store, pair: Token, countries: str) -> Data:
    seller = store.get(Seller, pair.seller)
    assert seller is not None
    info = {"country": "th", "user_id": str(seller.id), "seller_id": str(seller.id), "short_code": f"TH{seller.id}"}
    return {
        "access_token": pair.id,
        "refresh_token": pair.refresh,
        "expires_in": (pair.until - store.now()) // 1000,
        "refresh_expires_in": (pair.refresh_until - store.now()) // 1000,
        "account": seller.email,
        "account_id": str(seller.id),
        "account_platform": "seller_center",
        "country": "th",
        countries: [info],
    }


def seller_get(call: Call) -> Data:
    """GET /seller/get"""
    seller = call.seller
    return {
        "data": {
            "seller_id": str(seller.id), "name": seller.name, "name_company": seller.name, "email": seller.email,
            "short_code": f"TH{seller.id}", "verified": "true", "status": seller.status, "cb": "false",
            "location": "Chiang Mai", "logo_url": "", "marketplaceEaseMode": "false",
        }
    }  # fmt: skip


def warehouses(_call: Call) -> Data:
    """GET /rc/warehouse/get"""
    return {
        "result": {"success": "true", "module": [{"code": "dropshipping", "name": "dropshipping"}], "error_code": "0"}
    }


ROUTES = {
    "/auth/token/create": Route(create, "POST", token=False),
    "/auth/token/refresh": Route(refresh, "POST", token=False),
    "/seller/get": Route(seller_get),
    "/rc/warehouse/get": Route(warehouses),
}
