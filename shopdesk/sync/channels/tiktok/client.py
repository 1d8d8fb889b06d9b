"""Calls to TikTok Shop: signed, sent, and their envelope opened. Business errors come with HTTP 200.

client.call("GET", "/product/202309/categories", {"locale": "th-TH"})      what `data` holds
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from shopdesk.base import clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import NeedsLogin, Retry
from shopdesk.sync import strictjson, tokens
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.signed import SignedIn
from shopdesk.sync.channels.tiktok import refusals
from shopdesk.sync.channels.tiktok.signing import signature
from shopdesk.sync.http import Files, Reply, clock_off, wrong_clock
from shopdesk.sync.tokens import Expired, Fresh
from shopdesk.sync.vault import required

Tree = Mapping[str, Any]
Given = TypeVar("Given")

HOST = "https://open-api.tiktokglobalshop.com"
AUTH = "https://auth.tiktok-shops.com"
SERVICES = "https://services.tiktokshop.com"
REGION = "TH"
SHOPS = "/authorization/202309/shops"
# Taken from five minutes in the past to thirty seconds in the future: in the middle a clock may be a little off.
EARLY = timedelta(minutes=2)
_KIND = {"Content-Type": "application/json"}
# A code works once: what it brought is kept until the sign-in is whole, for a line that breaks in between.
_BROUGHT = "brought"


class Client(SignedIn):
    """The line of one account."""

    def kept(self, name: str) -> str:
        """What was remembered under this name, "" for nothing."""
        return self._vault.get(self._account.uid).get(name, "")

    def remember(self, name: str, value: str) -> None:
        """Keep a word of our own beside the account's secrets; "" forgets it."""
        self._vault.change(self._account.uid, **{name: value or None})

    def page(self, comes_back_to: str, state: str) -> str:
        """The address of the sign-in page; the platform knows by itself where the app wants to go back to."""
        asked = {"service_id": self._service() or self._account.app_key, "state": state}
        if self._base:
            asked["redirect"] = comes_back_to
        return f"{self._base or SERVICES}/open/authorize?{urlencode(asked)}"

    def _service(self) -> str:
        """The number of the service, which may have been typed as the link it stands in."""
        told = str(self._account.options.get("service") or "").strip()
        return parse_qs(urlsplit(told).query).get("service_id", [""])[0] if "service_id=" in told else told

    def sign_in(self, code: str) -> None:
        """Take tokens for a code, which works once. Raises NeedsLogin for one that was used or is too old.

        Raises Rejected for another shop than the account's: its orders would come in as ours.
        """
        answer = self._brought(code)
        fresh = self._read(answer)
        try:
            shop = self._own_shop(self._unwrapped(self._signed("GET", SHOPS, fresh.access), writes=False))
        except Expired as error:
            raise tokens.needs_login(str(error)) from None
        told = strictjson.loads(answer.encode())
        own = {**told, "data": {**told["data"], "shop_id": shop["id"], "shop_cipher": shop["cipher"]}}
        self._tokens.keep(strictjson.dumps(own).decode())
        self._vault.change(self._account.uid, **{_BROUGHT: None})

    def shops(self) -> list[Tree]:
        """The shops that let this app in."""
        return reading.trees(self._run(lambda access: self._signed("GET", SHOPS, access), writes=False).get("shops"))

    def call(
        self, method: str, path: str, query: Mapping[str, str] | None = None, body: Tree | None = None, *,
        writes: bool = False,
    ) -> Tree:  # fmt: skip
        """One call for the shop; answers `data` of what worked, {} for none. Raises ChannelProblem."""
        given = dict(query or {})

        def sent(access: str) -> Reply:
            own = {**given, "shop_cipher": self._cipher(access)}
            return self._signed(method, path, access, own, body, writes=writes)

        return self._run(sent, writes=writes)

    def upload(self, path: str, files: Files, form: Mapping[str, str]) -> Tree:
        """Hand a file over, which belongs to no shop."""
        return self._run(lambda access: self._signed("POST", path, access, files=files, form=form), writes=False)

    def paper(self, address: str) -> bytes:
        """A document the platform named the address of; nothing of ours goes there."""
        body = self._door.send("GET", address).body
        if not body.startswith(b"%PDF-"):
            raise Retry(N_("The label that came cannot be read."), fix=answers.WAIT)
        return body

    def _run(self, send: Callable[[str], Reply], *, writes: bool) -> Tree:
        return self._tokens.call(lambda access: self._unwrapped(send(access), writes=writes))

    def _signed(
        self, method: str, path: str, access: str, query: Mapping[str, str] | None = None, json: Tree | None = None, *,
        writes: bool = False, files: Files | None = None, form: Mapping[str, str] | None = None,
    ) -> Reply:  # fmt: skip
        secret = required(self._vault.get(self._account.uid), "secret")[0]
        self._door.hide(secret, access)
        body = b"" if json is None else strictjson.dumps(json)
        stamp = str(clock.to_ms(self._now() - EARLY) // 1000)
        told = {**(query or {}), "app_key": self._account.app_key, "timestamp": stamp}
        told["sign"] = signature(secret, path, told, body)
        headers = {"x-tts-access-token": access, **({} if files else _KIND)}
        return self._door.send(
            method, (self._base or HOST) + path, params=told, headers=headers, body=body or None, files=files,
            form=form, writes=writes,
        )  # fmt: skip

    def _unwrapped(self, reply: Reply, *, writes: bool) -> Tree:
        """What an envelope of code 0 holds; a refusal that may mean our time is told as that where it is wrong."""
        told = reply.json()
        off = clock_off(reply, self._now()) if refusals.may_be_the_clock(told) else None
        if off is not None:
            raise wrong_clock(str(off))
        return _data(told, writes=writes)

    def _cipher(self, access: str) -> str:
        """The shop's key in every call for it."""
        kept = self._vault.get(self._account.uid).get("cipher")
        if kept:
            return kept
        shop = self._own_shop(self._unwrapped(self._signed("GET", SHOPS, access), writes=False))
        self._vault.change(self._account.uid, shop=shop["id"], cipher=shop["cipher"])
        return shop["cipher"]

    def _own_shop(self, told: Tree) -> dict[str, str]:
        """The account's shop among those that let us in; of an account without one yet, the first of the country."""
        known = self._vault.get(self._account.uid).get("shop") or self._account.shop
        rows = [one for one in reading.trees(told.get("shops")) if _is_shop(one)]
        rows.sort(key=lambda one: reading.text(one.get("region")).upper() != REGION)
        own = [one for one in rows if not known or reading.text(one.get("id"), 61) == known]
        if rows and not own:
            raise typed.another_shop()
        if not own:
            raise NeedsLogin(N_("No shop let this app in."), fix=N_("Sign in at the platform again."))
        return {"id": reading.text(own[0].get("id"), 61), "cipher": reading.text(own[0].get("cipher"), 200)}

    def _brought(self, code: str) -> str:
        """The platform's text for a code; the same code asked for again brings what it brought."""
        kept = self._vault.get(self._account.uid).get(_BROUGHT)
        before = json.loads(kept) if kept else {}
        if before.get("code") == code:
            return str(before["answer"])
        try:
            answer = self._asked("/api/v2/token/get", {"auth_code": code, "grant_type": "authorized_code"})
            self._read(answer)
        except NeedsLogin as problem:
            why = N_("This sign-in was used already or is too old.")
            raise NeedsLogin(why, fix=problem.fix, detail=problem.detail) from None
        self._vault.change(self._account.uid, **{_BROUGHT: json.dumps({"code": code, "answer": answer})})
        return answer

    def _asked(self, path: str, given: Mapping[str, str]) -> str:
        """The platform's text about tokens as it came; the secret stands in the address."""
        secret = required(self._vault.get(self._account.uid), "secret")[0]
        self._door.hide(secret, *given.values())
        told = {"app_key": self._account.app_key, "app_secret": secret, **given}
        reply = self._door.send("GET", (self._base or AUTH) + path, params=told)
        return reply.body.decode("utf-8", "replace")

    def _renewed(self, refresh: str) -> str:
        return self._asked("/api/v2/token/refresh", {"refresh_token": refresh, "grant_type": "refresh_token"})

    def _read(self, answer: str) -> Fresh:
        try:
            fresh = _fresh(_data(strictjson.loads(answer.encode()), writes=False))
        except Expired as error:
            raise tokens.needs_login(str(error)) from None
        except ValueError:
            raise answers.garbled(writes=False) from None
        self._door.hide(fresh.access, fresh.refresh)
        return fresh


def _is_shop(one: Tree) -> bool:
    return bool(reading.id_or_none(one.get("id")) and reading.text(one.get("cipher")))


def _data(told: object, *, writes: bool) -> Tree:
    """`data` of an envelope whose code is 0."""
    if not isinstance(told, dict) or isinstance(told.get("code"), bool) or not isinstance(told.get("code"), int):
        raise answers.garbled(writes=writes)
    if told["code"] != 0:
        raise refusals.refusal(told, writes=writes)
    found = told.get("data")
    if found in (None, "", []):
        return {}
    if not isinstance(found, dict):
        raise answers.garbled(writes=writes)
    return found


def _fresh(told: Tree) -> Fresh:
    """Tokens; their ends are moments, not spans."""
    access, refresh = reading.text(told.get("access_token")), reading.text(told.get("refresh_token"))
    if not access or not refresh:
        raise Odd("access_token")
    until = reading.moment(told.get("access_token_expire_in"), "access_token_expire_in")
    ends = reading.moment(told.get("refresh_token_expire_in"), "refresh_token_expire_in")
    more = {"shop": reading.id_or_none(told.get("shop_id")), "cipher": reading.text(told.get("shop_cipher"), 200)}
    return Fresh(access, refresh, until, ends, {name: word for name, word in more.items() if word})
