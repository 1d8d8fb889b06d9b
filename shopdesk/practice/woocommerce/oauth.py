"""OAuth 1.0a of one leg as WooCommerce checks it over http: everything stands in the query, twice encoded."""

import base64
import hashlib
import hmac
from urllib.parse import quote

from shopdesk.practice.records import App
from shopdesk.practice.store import Store
from shopdesk.practice.wire import Request, whole
from shopdesk.practice.woocommerce.problem import Problem

NEEDED = ("oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method")
SKEW = 15 * 60
ALGORITHMS = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}


class Nonces:
    """What was used within the last quarter of an hour."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, str], int] = {}

    def take(self, key: str, nonce: str, now: int) -> bool:
        """Use one; False where it was used before."""
        self._used = {one: at for one, at in self._used.items() if now - at <= 2 * SKEW}
        if (key, nonce) in self._used:
            return False
        self._used[(key, nonce)] = now
        return True


def signature(method: str, url: str, pairs: list[tuple[str, str]], secret: str, algorithm: str = "HMAC-SHA256") -> str:
    """The signature a request has to carry. PHP sorts by a parameter's name before its brackets and keeps the rest."""
    signed = [(name, value) for name, value in pairs if name != "oauth_signature"]
    signed.sort(key=lambda pair: pair[0].partition("[")[0].encode())
    joined = "%26".join(f"{_twice(name)}%3D{_twice(value)}" for name, value in signed)
    told = f"{method}&{quote(url, safe='')}&{joined}"
    made = hmac.new(f"{secret}&".encode(), told.encode(), ALGORITHMS[algorithm])
    return base64.b64encode(made.digest()).decode()


def _twice(word: str) -> str:
    return quote(word, safe="").replace("%", "%25")


def who(store: Store, request: Request, nonces: Nonces) -> App | None:
    """The key a request is signed with; None where it carries none at all. Raises Problem 401."""
    pairs = request.pairs()
    given = dict(pairs)
    if not any(name in given for name in NEEDED):
        return None
    missing = [name for name in NEEDED if not given.get(name)]
    if missing:
        word = "parameters" if len(missing) > 1 else "parameter"
        raise Problem(
            401, "woocommerce_rest_authentication_missing_parameter", f"Missing OAuth {word} {', '.join(missing)}"
        )
    app = store.get(App, given["oauth_consumer_key"])
    if app is None or app.platform != "woocommerce":
        raise _refused("Consumer key is invalid.")
    if given["oauth_signature_method"] not in ALGORITHMS:
        raise _refused("Invalid signature - signature method is invalid.")
    url = f"http://{request.headers.get('host', '')}{quote(request.path)}"
    wanted = signature(request.method, url, pairs, app.secret, given["oauth_signature_method"])
    if not hmac.compare_digest(wanted.encode(), given["oauth_signature"].replace(" ", "+").encode()):
        raise _refused("Invalid signature - provided signature does not match.")
    _fresh(store, given, nonces)
    return app


def _fresh(store: Store, given: dict[str, str], nonces: Nonces) -> None:
    now, sent = store.now() // 1000, given["oauth_timestamp"]
    if abs(whole(sent) - now) > SKEW:
        raise _refused("Invalid timestamp.")
    if not nonces.take(given["oauth_consumer_key"], given["oauth_nonce"], now):
        raise _refused("Invalid nonce - nonce has already been used.")


def _refused(message: str) -> Problem:
    return Problem(401, "woocommerce_rest_authentication_error", message)
