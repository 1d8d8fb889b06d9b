"""The signature of a Lazada call: upper hex HMAC-SHA256 of the path and the sorted parameters (signature guide)."""

import hashlib
import hmac
from collections.abc import Mapping


def signature(secret: str, path: str, params: Mapping[str, str]) -> str:
    """What `sign` has to be. Files and `sign` itself are not signed."""
    told = path + "".join(name + params[name] for name in sorted(params, key=str.encode) if name != "sign")
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest().upper()


def fits(secret: str, path: str, params: Mapping[str, str]) -> bool:
    """Whether a call carries the right signature. Case counts."""
    return hmac.compare_digest(params.get("sign", "").encode(), signature(secret, path, params).encode())
