"""How WooCommerce is spoken to: Basic over https, OAuth 1.0a over plain http, and what its refusals mean.

client.call("GET", "/orders/22")
client.page("/orders", [("status", "any")], 1)      pages counted from the totals: its Link header repeats the keys
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Account, ChannelProblem, NeedsLogin, Rejected, Retry
from shopdesk.sync import http, strictjson
from shopdesk.sync.channels import answers, ownshop
from shopdesk.sync.channels.woocommerce import addresses
from shopdesk.sync.channels.woocommerce.addresses import Site
from shopdesk.sync.http import Door, Reply
from shopdesk.sync.vault import Vault, required

AT_ONCE = 100
DUPLICATE, TRASHED = "product_invalid_sku", "woocommerce_rest_already_trashed"
_API = f"/{addresses.NAMESPACE}"
_TAG = re.compile(r"<[^<>]{0,500}>")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The pair a shop's owner makes; `in_query` where the host does not hand the Authorization header on."""

    key: str
    secret: str
    in_query: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many pages it has now."""

    rows: list[Any]
    pages: int


def signature(secret: str, message: bytes) -> str:
    """HMAC-SHA256 in base64: what stands under a request over http, and under a delivery of a webhook."""
    return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()


def signed(method: str, url: str, params: Pairs, keys: Keys, stamp: int, nonce: str) -> str:
    """A whole address with OAuth 1.0a of one leg in its query, as WooCommerce checks it over plain http.

    Names and values are encoded twice; PHP sorts by the name before its brackets and leaves the rest in its order.
    """
    pairs = [
        *params, ("oauth_consumer_key", keys.key), ("oauth_timestamp", str(stamp)), ("oauth_nonce", nonce),
        ("oauth_signature_method", "HMAC-SHA256"),
    ]  # fmt: skip
    ordered = sorted(pairs, key=lambda pair: pair[0].partition("[")[0].encode())
    joined = "%26".join(f"{_twice(name)}%3D{_twice(value)}" for name, value in ordered)
    made = signature(f"{keys.secret}&", f"{method}&{quote(url, safe='')}&{joined}".encode())
    return f"{url}?{urlencode([*pairs, ('oauth_signature', made)], quote_via=quote, safe='')}"


def _twice(word: str) -> str:
    return quote(word, safe="").replace("%", "%25")


class Client:
    """One shop's API, with the keys of one account."""

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock) -> None:
        self._account, self._vault, self._door, self._now = account, vault, door, now
        self._site: Site | None = None

    def __repr__(self) -> str:
        return f"Client({self._account.uid})"

    @property
    def address(self) -> str:
        """The address of the shop as its owner gave it."""
        return str(self._account.options.get("base") or self._account.place)

    def site(self) -> Site:
        """The shop, looked for once while the program runs; raises what `addresses.discover` raises."""
        if self._site is None:
            root = addresses.exact(self.address)
            self._site = Site(root, "") if root else addresses.discover(self._door, self.address)
        return self._site

    def named(self) -> Site:
        """The shop with the name it gives itself."""
        site = self.site()
        return site if site.name else addresses.look(self._door, site.root) or site

    def call(
        self, method: str, path: str, params: Pairs = (), body: object | None = None, keys: Keys | None = None
    ) -> Any:
        """One call of the shop and what it answers. Raises any problem of a channel."""
        return self._reply(method, path, params, body, keys).json()

    def page(self, path: str, params: Pairs, number: int) -> Page:
        """A page of a list, a hundred rows at most; raises Retry for an answer that is no list."""
        paging = [("per_page", str(AT_ONCE)), ("page", str(number))]
        reply = self._reply("GET", path, [*params, *paging], None, None)
        rows = rows_of(reply.json())
        told = reply.headers.get("x-wp-totalpages", "")
        full = number + (len(rows) >= AT_ONCE)
        return Page(rows, int(told) if told.isascii() and told.isdigit() and len(told) < 10 else full)

    def every(self, path: str, params: Pairs = (), most: int = 50) -> list[Any]:
        """All rows of a short list."""
        rows: list[Any] = []
        for number in range(1, most + 1):
            page = self.page(path, params, number)
            rows += page.rows
            if number >= page.pages or not page.rows:
                break
        return rows

    def media(self, name: str, content: bytes, kind: str) -> Any:
        """Hand a file to the library of WordPress, by an application password. Raises NeedsLogin without one."""
        url, own = self.site().root.at("/wp/v2/media")
        sent = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"', **self._as_person()}
        reply = self._door.send("POST", url, params=own, headers=sent, body=content, writes=True)
        return _judged(reply).json()

    def media_named(self, name: str) -> Any:
        """What the library holds under a name."""
        url, own = self.site().root.at("/wp/v2/media")
        asked = [*own, ("slug", name), ("_fields", "id")]
        return _judged(self._door.send("GET", url, params=asked, headers=self._as_person())).json()

    def keys(self) -> Keys:
        """The keys of the account; raises NeedsLogin without them."""
        kept = self._vault.get(self._account.uid)
        key, secret = required(kept, "key", "secret")
        return Keys(key, secret, kept.get("way") == "query")

    def _as_person(self) -> Mapping[str, str]:
        user, password = required(self._vault.get(self._account.uid), "user", "password")
        return self._basic(user, password)

    def _basic(self, user: str, password: str) -> Mapping[str, str]:
        told = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._door.hide(password, told)
        return {"Authorization": f"Basic {told}"}

    def _reply(self, method: str, path: str, params: Pairs, body: object | None, keys: Keys | None) -> Reply:
        url, own = self.site().root.at(_API + path)
        pairs, keys, writes = [*own, *params], keys or self.keys(), method != "GET"
        self._door.hide(keys.key, keys.secret)
        if not url.startswith("https:"):
            stamp, nonce = int(self._now().timestamp()), secrets.token_hex(20)
            whole = signed(method, url, pairs, keys, stamp, nonce)
            return _judged(self._door.send(method, url, signed_url=whole, json=body, writes=writes))
        if keys.in_query:
            pairs += [("consumer_key", keys.key), ("consumer_secret", keys.secret)]
        headers = {} if keys.in_query else self._basic(keys.key, keys.secret)
        return _judged(self._door.send(method, url, params=pairs, headers=headers, json=body, writes=writes))


def _judged(reply: Reply) -> Reply:
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise refusal(reply)
    return reply


def rows_of(told: Any) -> list[Any]:
    """The rows of an answer; raises Retry for one that is no list."""
    if not isinstance(told, list):
        raise answers.strange()
    return told


def refusal(reply: Reply) -> ChannelProblem:
    """What a 4xx answer means. A page in the place of JSON is a guard's or a fault's, and goes by."""
    try:
        told = strictjson.loads(reply.body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("code"), str):
        why = N_("A page answers in place of the shop.")
        return Retry(why, fix=answers.WAIT, detail=str(reply.status))
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _not_let_in(_said(told))
    return problem_of(told)


def problem_of(error: Any) -> Rejected:
    """The refusal of one thing, from its own words: of a call, or of a member of a batch."""
    code = error.get("code") if isinstance(error, dict) else ""
    code, detail = code if isinstance(code, str) else "", _said(error)
    if code == DUPLICATE:
        return Rejected(
            N_("This seller code is on other goods."), fix=N_("Type another code."), detail=detail, code=code,
            resource=_resource(error),
        )  # fmt: skip
    if code.endswith("_invalid_id"):
        return ownshop.gone(code, detail)
    if code == "rest_no_route":
        fix = N_("Look whether WooCommerce is switched on there.")
        return Rejected(N_("WooCommerce does not answer there."), fix=fix, detail=detail, code=code)
    return Rejected(N_("The shop refuses this."), fix=N_("Read its reason and mend it."), detail=detail, code=code)


def is_gone(problem: Rejected) -> bool:
    """Whether the thing is not there (any more)."""
    return problem.code.endswith("_invalid_id") or problem.code == TRASHED


def _not_let_in(said: str) -> ChannelProblem:
    if "timestamp" in said.lower():
        return http.wrong_clock(said)
    if "nonce" in said.lower():
        return Retry(N_("The platform asks us to wait."), fix=answers.WAIT, detail=said)
    fix = N_("Make a key for reading and writing, then paste it.")
    if "permission" in said.lower():
        return NeedsLogin(N_("This key may not do that."), fix=fix, detail=said)
    return NeedsLogin(N_("The shop does not take this key."), fix=fix, detail=said)


def _said(error: Any) -> str:
    """What the shop says, in its own words and without tags."""
    told = error if isinstance(error, dict) else {}
    data = told.get("data")
    named = data.get("params") if isinstance(data, dict) else None
    reasons = [str(reason) for reason in named.values()] if isinstance(named, dict) else []
    message = told.get("message")
    return _TAG.sub("", "; ".join(reasons) or (message if isinstance(message, str) else ""))[:300]


def _resource(error: Any) -> str:
    data = error.get("data")
    found = data.get("resource_id") if isinstance(data, dict) else None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""
