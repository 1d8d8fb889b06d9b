"""Where a shop's REST API begins: found from the address its owner types.

https comes first; http only where the owner's own address says http. With plain permalinks everything goes through
the query `rest_route`, and a site may have moved the API: a page that is not there tells where it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Rejected, Retry
from shopdesk.sync import strictjson
from shopdesk.sync.channels import typed
from shopdesk.sync.http import Door, Reply, is_loopback

NAMESPACE = "wc/v3"
_API, _ROUTE = "/wp-json", "rest_route="
_LINK = re.compile(r'<([^<>\s]{1,500})>;\s*rel="https://api\.w\.org/"')
_INSIDE = re.compile(r"/(?:wp-admin|wp-login\.php)(?:/|$)")
_LOCKED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class Root:
    """Where the API begins, `url` without a query; `by_query` where the path goes into `rest_route`."""

    url: str
    by_query: bool = False

    @property
    def place(self) -> str:
        """The root as one text, which `exact` reads back."""
        return f"{self.url}?{_ROUTE}/" if self.by_query else f"{self.url}/"

    @property
    def home(self) -> str:
        """The shop's own address, without an end slash."""
        return self.url.removesuffix(_API).rstrip("/")

    def at(self, path: str) -> tuple[str, list[tuple[str, str]]]:
        """The address of a path of the API, and what has to stand in its query."""
        if self.by_query:
            return self.url, [("rest_route", path)]
        return f"{self.url}{path}", []


@dataclass(frozen=True, slots=True)
class Site:
    """A shop that answered: its API and the name it gives itself."""

    root: Root
    name: str


def home(given: str) -> str:
    """The shop's address as it was typed, made whole; raises Rejected for what is no address."""
    return next(_homes(given))


def exact(place: str) -> Root | None:
    """The root an address names by itself; None where it only names the shop."""
    before, found, _ = place.partition(f"?{_ROUTE}")
    if found:
        return Root(f"{_clean(before).rstrip('/')}/", by_query=True)
    before, found, _ = place.partition(_API)
    return Root(_clean(before).rstrip("/") + _API) if found else None


def is_safe(place: str) -> bool:
    """Whether a password may go there: by https, or to this machine itself."""
    clean = _clean(place)
    return clean.startswith("https:") or is_loopback(urlsplit(clean).hostname or "")


def discover(door: Door, given: str) -> Site:
    """Find the API of the shop at this address. Raises Rejected where there is none, Retry where nobody answers."""
    problem: Retry | None = None
    for base in _homes(given):
        try:
            found = _at(door, base)
        except Retry as missed:
            problem = problem or missed
            continue
        if found is not None:
            return found
    raise problem or Rejected(
        N_("There is no WooCommerce shop at this address."), fix=N_("Type the address that buyers open."),
        code="address",
    )  # fmt: skip


def _homes(given: str) -> Iterator[str]:
    """Addresses that may be the shop: with and without www, by https before http."""
    clean = _clean(given)
    scheme, _, rest = clean.partition("://")
    named = urlsplit(clean).port is not None
    for way in ("https", "http") if scheme == "http" and not named else (scheme,):
        yield f"{way}://{rest}"
    host = urlsplit(clean).hostname or ""
    if not named and "." in host and not host.replace(".", "").isdigit():
        other = rest.removeprefix("www.") if rest.startswith("www.") else f"www.{rest}"
        yield f"https://{other}"


def _clean(given: str) -> str:
    return typed.address(given, _INSIDE)


def _at(door: Door, base: str) -> Site | None:
    first = Root(base + _API)
    reply = _ask(door, first)
    found = _site(first, reply)
    told = _LINK.search(reply.headers.get("link", ""))
    moved = _moved(base, told.group(1)) if told else None
    for root in (moved, Root(f"{base}/", by_query=True)):
        if found is None and root is not None and root != first:
            found = look(door, root)
    return found


def look(door: Door, root: Root) -> Site | None:
    """The shop behind this root; None where there is none."""
    return _site(root, _ask(door, root))


def _ask(door: Door, root: Root) -> Reply:
    url, own = root.at("/")
    return door.send("GET", url, params=[*own, ("_fields", "name,namespaces")])


def _moved(base: str, link: str) -> Root | None:
    """The API where the site itself says it is, as long as that is the same site."""
    there, here = urlsplit(urljoin(f"{base}/", link)), urlsplit(base)
    if there.hostname != here.hostname or there.username is not None:
        return None
    clean = f"{here.scheme}://{here.netloc}{there.path}"
    if there.query.startswith(_ROUTE):
        return Root(clean, by_query=True)
    return Root(clean.rstrip("/"))


def _site(root: Root, reply: Reply) -> Site | None:
    try:
        told = strictjson.loads(reply.body)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    if reply.status in _LOCKED and isinstance(told.get("code"), str):
        # A guard hides the list of what there is; the keys show whether the shop is behind it.
        return Site(root, "")
    spaces = told.get("namespaces")
    if reply.status != HTTPStatus.OK or not isinstance(spaces, list) or NAMESPACE not in spaces:
        return None
    name = told.get("name")
    return Site(root, name if isinstance(name, str) else "")
