"""The line of an account that signs in with the browser and renews its tokens: what all such platforms share."""

from abc import ABC, abstractmethod

from shopdesk.base.clock import Clock
from shopdesk.shop.channels import Account
from shopdesk.sync.http import Door
from shopdesk.sync.tokens import Fresh, Tokens
from shopdesk.sync.vault import Vault, required


class SignedIn(ABC):
    """`home` is the platform's own address, where it has one; another (to practise) may stand in its place."""

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock, home: str = "") -> None:
        self._account, self._vault, self._door, self._now = account, vault, door, now
        self._tokens = Tokens(vault, account.uid, self._renewed, self._read, now)
        self._home, self._base = home, str(account.options.get("base") or home).rstrip("/")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._account.uid})"

    @property
    def shop(self) -> str:
        """The shop that let us in; raises NeedsLogin where none did."""
        return self._vault.get(self._account.uid).get("shop") or required({"shop": self._account.shop}, "shop")[0]

    @property
    def live(self) -> bool:
        """Whether this is the platform itself, no other server in its place."""
        return self._base == self._home

    @abstractmethod
    def _renewed(self, refresh: str) -> str:
        """The platform's text about new tokens, as it came."""

    @abstractmethod
    def _read(self, answer: str) -> Fresh:
        """Tokens out of that text."""
