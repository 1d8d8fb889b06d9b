"""Who is there: apps, shops, and what they sign in with."""

from shopdesk.practice import store as keeping
from shopdesk.practice.lazada import tokens as lazada
from shopdesk.practice.records import App, Data, Seller, Token
from shopdesk.practice.shopee import tokens as shopee
from shopdesk.practice.store import Store
from shopdesk.practice.tiktok import tokens as tiktok
from shopdesk.practice.trade import Refused

PLATFORMS = ("lazada", "woocommerce", "shopee", "tiktok")
# Its keys belong to one shop each, and nobody signs in with a browser.
BY_KEY = frozenset({"woocommerce"})
NEW_CODE = {"lazada": lazada.new_code, "shopee": shopee.new_code, "tiktok": tiktok.new_code}
NEW_PAIR = {"lazada": lazada.new_pair, "shopee": shopee.new_pair, "tiktok": tiktok.new_pair}
SHOP = "ร้านฝึกขาย"


def settle_in(store: Store) -> None:
    """Give each platform an app and a shop, where it has none yet."""
    for platform in PLATFORMS:
        if not any(app.platform == platform for app in store.all(App)):
            if platform not in BY_KEY:
                new_app(store, platform)
            new_seller(store, platform, SHOP, f"{platform}@example.com")


def new_app(
    store: Store, platform: str, key: str = "", secret: str = "", seller: int = 0, may: str = "read_write"
) -> App:
    """An app with its key and secret; where keys belong to shops, a key of this shop or of the first."""
    if platform not in PLATFORMS:
        raise Refused(f"there is no platform {platform}")
    if platform in BY_KEY:
        owner = seller or first_seller(store, platform).id
        app = App(key or f"ck_{keeping.token(20)}", platform, secret or f"cs_{keeping.token(20)}", owner, may)
    else:
        app = App(key or str(100_240 + sum(1 for _ in store.all(App))), platform, secret or keeping.token())
    store.put(app)
    return app


def first_app(store: Store, platform: str, seller: int = 0) -> App:
    """The platform's first app, or the first key of a shop."""
    wanted_one = (
        app for app in store.all(App) if app.platform == platform and (not app.seller or seller in (0, app.seller))
    )
    found = next(wanted_one, None)
    if found is None:
        raise Refused(f"there is no app at {platform}")
    return found


def app_told(app: App) -> Data:
    """An app as its owner sees it."""
    return {"app_key": app.id, "secret": app.secret, "platform": app.platform}


def new_seller(store: Store, platform: str, name: str, email: str) -> Seller:
    """A shop, where its platform wants it with a key of its own."""
    if platform not in PLATFORMS:
        raise Refused(f"there is no platform {platform}")
    seller = Seller(store.next("Seller"), platform, name, email)
    store.put(seller)
    if platform == "tiktok":
        seller.more["cipher"] = f"ROW_{keeping.token(12)}"
    if platform in BY_KEY:
        seller.more["application_password"] = keeping.token(12)
        new_app(store, platform, seller=seller.id)
    return seller


def first_seller(store: Store, platform: str) -> Seller:
    """The platform's first shop."""
    found = next((one for one in store.all(Seller) if one.platform == platform), None)
    if found is None:
        raise Refused(f"there is no shop at {platform}")
    return found


def seller_told(store: Store, seller: Seller) -> Data:
    """A shop and the app or key it works with."""
    app = app_told(first_app(store, seller.platform, seller.id))
    return {**app, "seller": seller.id, "name": seller.name, "email": seller.email, **seller.more}


def wanted(store: Store, seller: int) -> Seller:
    """The shop with this number; the first one for 0."""
    found = store.get(Seller, seller) if seller else next(iter(store.all(Seller)), None)
    if found is None:
        raise Refused(f"there is no shop {seller}")
    return found


def _app(store: Store, shop: Seller, key: str) -> App:
    app = store.get(App, key) if key else first_app(store, shop.platform)
    if app is None or app.platform != shop.platform:
        raise Refused(f"there is no app {key} at {shop.platform}")
    return app


def code(store: Store, seller: int, app_key: str) -> str:
    """A code of a finished sign-in."""
    shop = wanted(store, seller)
    if shop.platform in BY_KEY:
        raise Refused(f"{shop.platform} has keys, no sign-in")
    return NEW_CODE[shop.platform](store, _app(store, shop, app_key), shop)


def sign_in(store: Store, seller: int, app_key: str, access_token: str) -> Data:
    """A pair of tokens."""
    shop = wanted(store, seller)
    if shop.platform in BY_KEY:
        raise Refused(f"{shop.platform} has keys, no sign-in")
    pair = NEW_PAIR[shop.platform](store, _app(store, shop, app_key).id, shop.id)
    if access_token:
        pair.id = access_token
        store.put(pair)
    return {"access_token": pair.id, "refresh_token": pair.refresh, "seller": shop.id}


def expire(store: Store, seller: int, refresh: bool) -> int:
    """Let tokens end now; answers how many."""
    found = [pair for pair in store.all(Token) if seller in (0, pair.seller) and not pair.refreshed]
    for pair in found:
        pair.until = store.now() - 1
        pair.refresh_until = store.now() - 1 if refresh else pair.refresh_until
        store.put(pair)
    return len(found)


def status(store: Store, seller: int, word: str) -> None:
    """Change what the platform thinks of a shop."""
    shop = wanted(store, seller)
    shop.status = word
    store.put(shop)
