"""Calls to Lazada: signed, sent, and their envelope opened. Business errors come with HTTP 200.

client.call("GET", "/seller/get")      the answer of code 0 as it came
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Rejected
from shopdesk.sync import strictjson, tokens
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.lazada import refusals
from shopdesk.sync.channels.signed import SignedIn
from shopdesk.sync.http import Files
from shopdesk.sync.tokens import Expired, Fresh
from shopdesk.sync.vault import required

# Each country has a gateway of its own; the sign-in is one for all.
HOSTS = {
    "th": "https://api.lazada.co.th",
    "sg": "https://api.lazada.sg",
    "my": "https://api.lazada.com.my",
    "ph": "https://api.lazada.com.ph",
    "id": "https://api.lazada.co.id",
    "vn": "https://api.lazada.vn",
}
HOME = "th"
# What an account of a country counts in (ISO 4217).
MONEY = {"th": "THB", "sg": "SGD", "my": "MYR", "ph": "PHP", "id": "IDR", "vn": "VND"}
SIGN_IN = "https://auth.lazada.com"
PREFIX = "/rest"
LONGEST_LIFE = 10 * 366 * 86_400


def signature(secret: str, path: str, params: Mapping[str, str]) -> str:
    """`sign`: upper hex HMAC-SHA256 of the path and all names and values in byte order (signature guide)."""
    told = path + "".join(name + params[name] for name in sorted(params, key=str.encode))
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest().upper()


def push_signature(app_key: str, secret: str, body: bytes) -> str:
    """What the `Authorization` of a push message has to be: lower hex over app key and raw body (push guide)."""
    return hmac.new(secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()


class Client(SignedIn):
    """The line of one account."""

    @property
    def app_key(self) -> str:
        """The key of the app this shop signs in with."""
        return self._account.app_key

    @property
    def country(self) -> str:
        """The country the account answered for, else the one it was added for."""
        return self._vault.get(self._account.uid).get("country") or self._account.place or HOME

    def page(self) -> str:
        """The address of the sign-in page."""
        return f"{self._base or SIGN_IN}/oauth/authorize"

    def sign_in(self, code: str) -> None:
        """Take tokens for a code, which works once. Raises NeedsLogin for one that was used or is too old."""
        try:
            answer = self._asked("/auth/token/create", {"code": code})
            self._refuse_another(self._read(answer))
            self._tokens.keep(answer)
        except NeedsLogin as problem:
            why = N_("This sign-in was used already or is too old.")
            raise NeedsLogin(why, fix=problem.fix, detail=problem.detail) from None

    def call(
        self, method: str, path: str, params: Mapping[str, str] | None = None, *, writes: bool = False,
        token: bool = True, files: Files | None = None,
    ) -> Mapping[str, Any]:  # fmt: skip
        """One call; answers what came with code 0. Raises ChannelProblem."""
        given = dict(params or {})

        def sent(access: str) -> Mapping[str, Any]:
            own = given | ({"access_token": access} if access else {})
            reply = self._send(method, self._host() + path, path, own, writes=writes, files=files)
            return _opened(reply.json(), writes=writes)

        if token:
            return self._tokens.call(sent)
        try:
            return sent("")
        except Expired as error:
            raise tokens.needs_login(str(error)) from None

    def result(self, method: str, path: str, params: Mapping[str, str], *, writes: bool = False) -> Mapping[str, Any]:
        """A call that wraps once more: `result` says whether it worked, code 0 alone does not."""
        found = self.call(method, path, params, writes=writes).get("result")
        if not isinstance(found, dict):
            raise answers.garbled(writes=writes)
        if reading.yes(found.get("success")):
            return found
        code, message = reading.text(found.get("error_code"), 60), reading.text(found.get("error_msg"), 300)
        raise refusals.behind_it(code, message, writes=writes)

    def _host(self) -> str:
        if self._base:
            return self._base + PREFIX
        host = HOSTS.get(self.country)
        if host is None:
            raise Rejected(N_("ShopDesk does not know Lazada of this country."), fix=N_("Take a newer ShopDesk."))
        return host + PREFIX

    def _refuse_another(self, fresh: Fresh) -> None:
        """Tokens of another shop must not even be stored: its orders would come in as ours."""
        own, told = self._account.shop, fresh.more.get("seller", "")
        if own and told and own != told:
            raise typed.another_shop()

    def _send(
        self, method: str, url: str, path: str, params: Mapping[str, str], *, writes: bool, files: Files | None = None
    ) -> Any:
        secret = required(self._vault.get(self._account.uid), "secret")[0]
        self._door.hide(secret, params.get("access_token", ""))
        told = {
            **params, "app_key": self.app_key, "timestamp": str(clock.to_ms(self._now())), "sign_method": "sha256",
        }  # fmt: skip
        told["sign"] = signature(secret, path, told)
        if method == "GET":
            return self._door.send("GET", url, params=told, writes=writes)
        return self._door.send("POST", url, form=told, files=files, writes=writes)

    def _asked(self, path: str, params: Mapping[str, str]) -> str:
        """The platform's text about tokens as it came."""
        reply = self._send("POST", f"{self._base or SIGN_IN}{PREFIX}{path}", path, params, writes=False)
        body: bytes = reply.body
        return body.decode("utf-8", "replace")

    def _renewed(self, refresh: str) -> str:
        self._door.hide(refresh)
        return self._asked("/auth/token/refresh", {"refresh_token": refresh})

    def _read(self, answer: str) -> Fresh:
        """Tokens out of an answer: numbers or texts, the list of countries under either of its names."""
        try:
            told = _opened(strictjson.loads(answer.encode()), writes=False)
            fresh = _fresh(told, self._now, self._account.place)
        except Expired as error:
            raise tokens.needs_login(str(error)) from None
        except ValueError:
            raise answers.garbled(writes=False) from None
        self._door.hide(fresh.access, fresh.refresh)
        return fresh


def _opened(told: object, *, writes: bool) -> Mapping[str, Any]:
    if not isinstance(told, dict) or not reading.text(told.get("code")):
        raise answers.garbled(writes=writes)
    if reading.text(told["code"]) == "0":
        return told
    problem: ChannelProblem | Expired = refusals.refusal(told, writes=writes)
    raise problem


def _fresh(told: Mapping[str, Any], now: Clock, place: str) -> Fresh:
    access, refresh = reading.text(told.get("access_token")), reading.text(told.get("refresh_token"))
    if not access:
        raise reading.Odd("access_token")
    start = now()
    life = reading.whole(told.get("expires_in"), "expires_in", LONGEST_LIFE)
    long_life = reading.whole(told.get("refresh_expires_in") or 0, "refresh_expires_in", LONGEST_LIFE)
    if not long_life:
        refresh = ""
    country, seller = _where(told, place)
    known = {name: value for name, value in (("country", country), ("seller", seller)) if value}
    return Fresh(
        access, refresh, start + timedelta(seconds=life), start + timedelta(seconds=long_life) if refresh else None,
        known if refresh else {**known, "refresh": ""},
    )  # fmt: skip


def _where(told: Mapping[str, Any], place: str) -> tuple[str, str]:
    """Country and seller: of several countries the one the account was added for."""
    infos = reading.trees(told.get("country_user_info")) or reading.trees(told.get("country_user_info_list"))
    own = next((one for one in infos if reading.text(one.get("country")).lower() == place), infos[0] if infos else {})
    country = reading.text(own.get("country")).lower() or reading.text(told.get("country")).lower()
    return country if country in HOSTS else "", reading.id_or_none(own.get("seller_id"))
