"""Tokens of one account: renewed at half their life, by one program at a time, and stored before they are used.

tokens.call(lambda access: door.send(..., access))      one renewal and one more try where the platform says 401

Where a platform takes a renewal token only once, losing its answer loses the account. So the answer is put in the
vault as it came, before anybody reads it; whoever finds an answer that nobody finished goes on from there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Retry
from shopdesk.sync.vault import Vault, required

# A renewal that failed while the token still holds is not tried at every call.
PAUSE = timedelta(minutes=1)
_ANSWER = "answer"

Given = TypeVar("Given")


class Expired(Exception):
    """The platform says that the access token is not good (any more). Raised by a channel inside `Tokens.call`."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """Tokens as a platform gave them; `until` None where it named no end. `more` is kept in the vault beside them."""

    access: str
    refresh: str = ""
    until: datetime | None = None
    refresh_until: datetime | None = None
    more: Mapping[str, str] = field(default_factory=dict)


class Tokens:
    """The tokens of the account `uid`.

    `ask(refresh)` renews and answers the platform's text as it came; `read(text)` understands it. Both may raise any
    problem of a channel; `read` raises NeedsLogin where the text says that the renewal token is no longer good.
    """

    def __init__(
        self, vault: Vault, uid: str, ask: Callable[[str], str], read: Callable[[str], Fresh], now: Clock
    ) -> None:
        self._vault, self._uid, self._ask, self._read, self._now = vault, uid, ask, read, now
        self._not_before: datetime | None = None

    def __repr__(self) -> str:
        return f"Tokens({self._uid})"

    def keep(self, text: str) -> Fresh:
        """Store what a sign-in (or a renewal) answered, first as it came, then understood. Raises what `read` does."""
        with self._vault.locked(self._uid, "refresh"):
            return self._finish(text)

    def access(self) -> str:
        """A token that is good now, renewed first where half its life is over; raises NeedsLogin without any."""
        kept = self._vault.get(self._uid)
        if _ANSWER not in kept and not self._is_old(kept):
            return required(kept, "access")[0]
        try:
            return self._renewed(kept.get("access", ""))
        except Retry:
            if not kept.get("access") or self._is_over(kept):
                raise
            self._not_before = self._now() + PAUSE
            return kept["access"]

    def call(self, send: Callable[[str], Given]) -> Given:
        """Do `send(access)`; where it raises Expired, renew once and do it again; a second Expired is NeedsLogin."""
        access = self.access()
        try:
            return send(access)
        except Expired:
            access = self._renewed(access)
        try:
            return send(access)
        except Expired as error:
            raise needs_login(str(error)) from None

    def _is_old(self, kept: Mapping[str, str]) -> bool:
        start, end, now = _instant(kept.get("from")), _instant(kept.get("until")), self._now()
        if start is None or end is None or (self._not_before and now < self._not_before):
            return False
        return bool(kept.get("refresh")) and now >= start + (end - start) / 2

    def _is_over(self, kept: Mapping[str, str]) -> bool:
        end = _instant(kept.get("until"))
        return end is not None and self._now() >= end

    def _renewed(self, used: str) -> str:
        """The token after `used`: renewed here, or by whoever was faster."""
        with self._vault.locked(self._uid, "refresh"):
            kept = self._vault.get(self._uid)
            if _ANSWER in kept:
                fresh = self._finished_before(kept)
                if fresh:
                    return fresh
            elif kept.get("access") and kept["access"] != used:
                return kept["access"]
            refresh = required(kept, "refresh")[0]
            return self._finish(self._ask(refresh)).access

    def _finished_before(self, kept: Mapping[str, str]) -> str:
        """Go on from an answer that came before a crash; "" where nobody can read it."""
        try:
            return self._understood(kept[_ANSWER]).access
        except ChannelProblem:
            self._vault.change(self._uid, **{_ANSWER: None})
            return ""

    def _finish(self, text: str) -> Fresh:
        self._vault.change(self._uid, **{_ANSWER: text})
        try:
            return self._understood(text)
        except ChannelProblem:
            self._vault.change(self._uid, **{_ANSWER: None})
            raise

    def _understood(self, text: str) -> Fresh:
        fresh = self._read(text)
        fields = {
            "access": fresh.access,
            "from": _text(self._now()),
            "until": _text(fresh.until),
            "refresh_until": _text(fresh.refresh_until),
            **fresh.more,
        }
        if fresh.refresh:
            fields["refresh"] = fresh.refresh
        self._vault.change(self._uid, **fields, **{_ANSWER: None})
        self._not_before = None
        return fresh


def login_until(vault: Vault, uid: str) -> datetime | None:
    """When a person has to sign in again; None where the platform names no time, or nobody is signed in.

    Renewed tokens move their own end, and never the end of the leave a platform gave (`leave_until`).
    """
    kept = vault.get(uid)
    ends = kept.get("refresh_until") or (None if kept.get("refresh") else kept.get("until")), kept.get("leave_until")
    return min((at for one in ends if (at := _instant(one))), default=None)


def needs_login(detail: str = "") -> NeedsLogin:
    """The problem of a sign-in that is over; for a channel that reads so in an answer."""
    return NeedsLogin(N_("The platform no longer lets us in."), fix=N_("Sign in at the platform again."), detail=detail)


def _text(instant: datetime | None) -> str:
    return str(clock.to_ms(instant)) if instant else ""


def _instant(kept: str | None) -> datetime | None:
    return clock.from_ms(int(kept)) if kept else None
