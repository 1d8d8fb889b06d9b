"""The marketplace as a window uses it: begun here, or one that runs on this computer already, and what lets a shop in.

begin(8765, folder)                       # a Practice, or None where one answers there already
entry("http://127.0.0.1:8765", "lazada", "https://localhost/shopdesk", state)
"""

import json
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_
from shopdesk.practice import people
from shopdesk.practice.door import HOST
from shopdesk.practice.server import Practice

PORT = 8765
# Where it keeps its records, in the folder of the shop it is practised from.
FOLDER = "practice"
WAITS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What an account at a platform of the marketplace is made of, and what its sign-in comes back with."""

    place: str
    app_key: str
    secret: str
    pasted: str
    window: str
    options: dict[str, object] = field(default_factory=dict)


def address(port: int) -> str:
    """Where a marketplace on this port is."""
    return f"http://{HOST}:{port}"


def begin(port: int, folder: Path) -> Practice | None:
    """Begin one; None where a marketplace answers there already. Raises Conflict where something else does, or
    another marketplace has the folder."""
    try:
        return Practice(folder, port)
    except OSError as error:
        if not _answers(address(port)):
            raise Conflict(
                N_("Port {port} is in use."), hint=N_("Close the program that uses it, then try again."), port=port
            ) from error
        return None


def entry(at: str, platform: str, comes_back_to: str, state: str) -> Entry:
    """Let a program in at the platform's first shop: what it needs, as if its owner had agreed. Raises Conflict."""
    shop = asked(at, "seller", platform=platform)
    window = f"{at}/shop"
    if platform in people.BY_KEY:
        keys = f"{shop['app_key']} {shop['secret']}\nadmin {shop['application_password']}"
        return Entry(at, "", "", keys, window)
    code = asked(at, "code", seller=shop["seller"], app_key=shop["app_key"])
    back = f"{comes_back_to}?{urlencode({'code': code, 'state': state, 'shop_id': shop['seller']})}"
    options = {"base": at, "comes_back_to": comes_back_to, "service": shop["app_key"]}
    return Entry("th", shop["app_key"], shop["secret"], back, window, options)


def port_of(at: str) -> int:
    """The port of a marketplace's address."""
    return urlsplit(at).port or PORT


def _answers(at: str) -> bool:
    try:
        return bool(asked(at, "seller", platform=people.PLATFORMS[0]))
    except Conflict:
        return False


def asked(at: str, name: str, **given: object) -> Any:
    """A deed of the control over HTTP; raises Conflict where no marketplace answers."""
    request = urllib.request.Request(  # noqa: S310 - an address of ours, on this machine
        f"{at}/practice/{name}", json.dumps(given).encode(), {"Content-Type": "application/json"}
    )
    try:
        # A line that goes through a proxy would look for this machine elsewhere.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=WAITS) as answer:
            return json.loads(answer.read())["result"]
    except (OSError, ValueError, KeyError) as error:
        raise Conflict(N_("The practice marketplace does not answer."), hint=N_("Open the program again.")) from error
