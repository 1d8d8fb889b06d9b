"""TikTok Shop's signatures (signing guide): what is signed is the body as it is sent, byte for byte."""

import hashlib
import hmac
from collections.abc import Mapping

UNSIGNED = frozenset({"sign", "access_token"})


def signature(secret: str, path: str, query: Mapping[str, str], body: bytes = b"") -> str:
    """`sign`: lower hex HMAC-SHA256 of path, sorted query and raw body, wrapped in the secret.

    The body of a multipart form is left out by whoever calls.
    """
    told = path + "".join(name + query[name] for name in sorted(query) if name not in UNSIGNED)
    key = secret.encode()
    return hmac.new(key, key + told.encode() + body + key, hashlib.sha256).hexdigest()


def push_signature(app_key: str, secret: str, body: bytes) -> str:
    """What the `Authorization` of a push message has to be: lower hex over app key and raw body (webhook guide)."""
    return hmac.new(secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()
