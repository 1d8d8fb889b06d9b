"""Signing in at Shopee: a code once for ten minutes, access for four hours, a refresh token that works once."""

from shopdesk.practice import store as keeping
from shopdesk.practice.records import App, Code, Data, Seller, Token
from shopdesk.practice.shopee.call import Call, Refusal, Route, seconds
from shopdesk.practice.store import Store

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CODE_LIVES, ACCESS_LIVES, REFRESH_LIVES = 10 * MINUTE, 4 * HOUR, 30 * DAY
OLD_LIVES_ON = 5 * MINUTE


def new_code(store: Store, app: App, seller: Seller) -> str:
    """A code as the sign-in page hands it over."""
    code = Code(keeping.token(), app.id, seller.id, store.now() + CODE_LIVES)
    store.put(code)
    return code.id


def new_pair(store: Store, app: str, seller: int) -> Token:
    """A pair of tokens for a shop."""
    now = store.now()
    pair = Token(keeping.token(), keeping.token(), app, seller, now + ACCESS_LIVES, now + REFRESH_LIVES)
    store.put(pair)
    return pair


def holds(token: Token, now: int) -> bool:
    """Whether an access token still opens: the one before the last refresh does for five minutes more."""
    return now < token.until and (not token.refreshed or now < token.refreshed + OLD_LIVES_ON)


def token_get(call: Call) -> Data:
    """POST /auth/token/get"""
    code, shop = call.store.get(Code, call.need("code")), call.need("shop_id")
    if str(call.need("partner_id")) != call.app.id:
        raise Refusal("invalid_partner_id", "Invalid partner_id.")
    if code is None or code.app != call.app.id or code.used or code.until < call.store.now():
        raise Refusal("invalid_code", "Invalid code, please check.")
    if shop != code.seller:
        raise Refusal("invalid_shop_id", "Invalid shop_id.")
    code.used = True
    call.store.put(code)
    call.store.count("tokens made")
    return _told(new_pair(call.store, code.app, code.seller))


def access_token_get(call: Call) -> Data:
    """POST /auth/access_token/get: a new pair; the refresh token that was used is spent."""
    wanted, now = call.need("refresh_token"), call.store.now()
    old = next((one for one in call.store.all(Token) if one.refresh == wanted and one.app == call.app.id), None)
    if str(call.need("partner_id")) != call.app.id:
        raise Refusal("invalid_partner_id", "Invalid partner_id.")
    if old is None or old.refreshed or old.seller != call.need("shop_id"):
        raise Refusal("error_shop_refresh_token", "Invalid refresh_token.")
    if old.refresh_until < now:
        raise Refusal("refresh_token_expired", "Your refresh_token expired.")
    old.refreshed = now
    call.store.put(old)
    call.store.count("tokens refreshed")
    return {**_told(new_pair(call.store, old.app, old.seller)), "partner_id": int(call.app.id), "shop_id": old.seller}


def _told(pair: Token) -> Data:
    return {"access_token": pair.id, "refresh_token": pair.refresh, "expire_in": ACCESS_LIVES // 1000}


def shop_info(call: Call) -> Data:
    """GET /shop/get_shop_info"""
    now = call.store.now()
    status = {"ACTIVE": "NORMAL", "INACTIVE": "FROZEN"}.get(call.shop.status, "BANNED")
    return {
        "shop_name": call.shop.name, "region": "TH", "status": status, "auth_time": seconds(now - DAY),
        "expire_time": seconds(now + 364 * DAY), "is_cb": False, "is_sip": False, "is_upgraded_cbsc": False,
    }  # fmt: skip


ROUTES = {
    "/auth/token/get": Route(token_get, "POST", shop=False, bare=True),
    "/auth/access_token/get": Route(access_token_get, "POST", shop=False, bare=True),
    "/shop/get_shop_info": Route(shop_info, bare=True),
}
