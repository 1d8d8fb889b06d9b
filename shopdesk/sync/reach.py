"""Which hosts answered lately: where one did there is a line, and another that is silent is so by itself.

What answers on this computer or in the house says nothing of the line. For the whole program, by a clock nobody sets.
"""

import ipaddress
import threading
import time

LATELY = 600.0
MOST = 200
_answered: dict[str, float] = {}
_one = threading.Lock()


def heard(host: str) -> None:
    """This host answered now, itself and no page in its place."""
    with _one:
        _answered.pop(host, None)
        _answered[host] = time.monotonic()
        while len(_answered) > MOST:
            del _answered[next(iter(_answered))]


def has_line(besides: str, since: float | None = None) -> bool:
    """Whether another host out there answered since then, by `time.monotonic`; lately where nothing is said."""
    start = time.monotonic() - LATELY if since is None else since
    with _one:
        return any(at >= start for host, at in _answered.items() if host != besides and _is_outside(host))


def forget() -> None:
    """As when the program begins."""
    with _one:
        _answered.clear()


def _is_outside(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return host != "localhost"
