"""Calls to Shopee: signed, sent, and their envelope opened. Business errors come with HTTP 200 and with 403.

client.response("GET", "/product/get_category", {"language": "th"})
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Account, NeedsLogin, Rejected
from shopdesk.sync import strictjson, tokens
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.shopee import refusals
from shopdesk.sync.channels.signed import SignedIn
from shopdesk.sync.http import Door, Files, Reply
from shopdesk.sync.tokens import Expired, Fresh
from shopdesk.sync.vault import Vault, required

Tree = Mapping[str, Any]
Pairs = Sequence[tuple[str, str]] | Mapping[str, str]

HOST = "https://partner.shopeemobile.com"
PREFIX = "/api/v2"
SIGN_IN = f"{PREFIX}/shop/auth_partner"
REFRESH_LIVES = timedelta(days=30)
LONGEST_LIFE = 366 * 86_400


def signature(key: str, base: str) -> str:
    """`sign`: lower hex HMAC-SHA256 of partner, path, seconds and, for a shop's calls, token and shop.

    The key is used as it is written (authorisation guide).
    """
    return hmac.new(key.encode(), base.encode(), hashlib.sha256).hexdigest()


def push_signature(key: str, address: str, body: bytes) -> str:
    """What the `Authorization` of a push message has to be: over our own address and the raw body (push guide)."""
    return hmac.new(key.encode(), address.encode() + b"|" + body, hashlib.sha256).hexdigest()


class Client(SignedIn):
    """The line of one account."""

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock) -> None:
        super().__init__(account, vault, door, now, HOST)

    def page(self, comes_back_to: str) -> str:
        """The signed address of the sign-in page, good for five minutes."""
        asked = [*self._common(SIGN_IN), ("redirect", comes_back_to)]
        return f"{self._base}{SIGN_IN}?{urlencode(asked)}"

    def sign_in(self, code: str, shop: str) -> None:
        """Take tokens for a code, which works once. Raises NeedsLogin for one that was used or is too old.

        Raises Rejected for another shop than the account's: its orders would come in as ours.
        """
        if self._account.shop and self._account.shop != shop:
            raise typed.another_shop()
        try:
            told = strictjson.loads(self._asked("/auth/token/get", {"code": code}, shop).encode())
            own = {**told, "shop_id": shop} if isinstance(told, dict) else {}
            self._tokens.keep(strictjson.dumps(own).decode())
        except NeedsLogin as problem:
            why = N_("This sign-in was used already or is too old.")
            raise NeedsLogin(why, fix=problem.fix, detail=problem.detail) from None
        except ValueError:
            raise answers.garbled(writes=False) from None

    def leave_ends(self, at: datetime) -> None:
        """Keep when the leave that the seller gave this app ends: renewed tokens do not make it longer."""
        self._vault.change(self._account.uid, leave_until=str(clock.to_ms(at)))

    def call(
        self, method: str, path: str, params: Pairs = (), json: Tree | None = None, *, writes: bool = False
    ) -> Tree:
        """One call for the shop; answers the envelope of what worked. Raises ChannelProblem."""
        return self._tokens.call(
            lambda access: self._opened(self._sent(method, path, access, params, json, writes=writes), writes=writes)
        )

    def response(
        self, method: str, path: str, params: Pairs = (), json: Tree | None = None, *, writes: bool = False
    ) -> Tree:
        """What `response` holds; nothing at all where a write answers without one."""
        found = self.call(method, path, params, json, writes=writes).get("response")
        if isinstance(found, dict):
            return found
        if writes and found in (None, "", []):
            return {}
        raise answers.garbled(writes=writes)

    def paper(self, path: str, json: Tree) -> bytes:
        """A file; a refusal comes as JSON in its place."""

        def sent(access: str) -> bytes:
            reply = self._sent("POST", path, access, (), json)
            if not reply.body.startswith(b"%PDF-"):
                self._opened(reply, writes=False)
                raise answers.garbled(writes=False)
            return reply.body

        return self._tokens.call(sent)

    def upload(self, path: str, files: Files, form: Mapping[str, str]) -> Tree:
        """Hand a file over, which the app signs alone."""
        own = PREFIX + path
        reply = self._door.send("POST", self._base + own, params=self._common(own), form=form, files=files)
        try:
            found = self._opened(reply, writes=False).get("response")
        except Expired as error:
            raise tokens.needs_login(str(error)) from None
        if not isinstance(found, dict):
            raise answers.garbled(writes=False)
        return found

    def _common(self, path: str, access: str = "") -> list[tuple[str, str]]:
        """What stands in the address of every call: `path` with its prefix, signed for the app or for the shop."""
        key = required(self._vault.get(self._account.uid), "secret")[0]
        self._door.hide(key, access)
        stamp, partner = str(clock.to_ms(self._now()) // 1000), self._account.app_key
        shop = self.shop if access else ""
        sign = signature(key, f"{partner}{path}{stamp}{access}{shop}")
        told = [("partner_id", partner), ("timestamp", stamp), ("sign", sign)]
        return told + ([("access_token", access), ("shop_id", shop)] if access else [])

    def _sent(
        self, method: str, path: str, access: str, params: Pairs, json: Tree | None, *, writes: bool = False
    ) -> Reply:
        own = PREFIX + path
        pairs = list(params.items()) if isinstance(params, Mapping) else list(params)
        return self._door.send(
            method, self._base + own, params=[*self._common(own, access), *pairs], json=json, writes=writes
        )

    def _opened(self, reply: Reply, *, writes: bool) -> Tree:
        told = reply.json()
        return _worked(told, self._now(), writes=writes)

    def _asked(self, path: str, body: Mapping[str, str], shop: str) -> str:
        """The platform's text about tokens as it came."""
        partner = self._account.app_key
        if not partner.isdecimal() or not shop.isdecimal():
            raise Rejected(N_("The key or the secret of the app is wrong."), fix=N_("Copy both again."), code="key")
        own = PREFIX + path
        given = {**body, "partner_id": int(partner), "shop_id": int(shop)}
        reply = self._door.send("POST", self._base + own, params=self._common(own), json=given)
        return reply.body.decode("utf-8", "replace")

    def _renewed(self, refresh: str) -> str:
        self._door.hide(refresh)
        return self._asked("/auth/access_token/get", {"refresh_token": refresh}, self.shop)

    def _read(self, answer: str) -> Fresh:
        try:
            fresh = _fresh(_worked(strictjson.loads(answer.encode()), self._now(), writes=False), self._now())
        except Expired as error:
            raise tokens.needs_login(str(error)) from None
        except ValueError:
            raise answers.garbled(writes=False) from None
        self._door.hide(fresh.access, fresh.refresh)
        return fresh


def _worked(told: object, now: datetime, *, writes: bool) -> Tree:
    """An envelope whose error is empty."""
    if not isinstance(told, dict) or not isinstance(told.get("error"), str):
        raise answers.garbled(writes=writes)
    if told["error"]:
        raise refusals.refusal(told, now, writes=writes)
    return told


def _fresh(told: Tree, now: datetime) -> Fresh:
    access, refresh = reading.text(told.get("access_token")), reading.text(told.get("refresh_token"))
    if not access or not refresh:
        raise reading.Odd("access_token")
    life = timedelta(seconds=reading.whole(told.get("expire_in"), "expire_in", LONGEST_LIFE))
    shop = reading.id_or_none(told.get("shop_id"))
    return Fresh(access, refresh, now + life, now + REFRESH_LIVES, {"shop": shop} if shop else {})
