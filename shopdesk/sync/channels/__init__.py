"""The channels ShopDesk speaks with: a name, and the module that has its `RULES` and opens an account of it.

opener(vault)(account)      a channel with its own door, its pace and its count of bytes
"""

import importlib
from collections.abc import Callable
from typing import Any

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop import byfile
from shopdesk.shop.channels import Account, Rejected, Rules
from shopdesk.sync import tokens
from shopdesk.sync.engine import Opened
from shopdesk.sync.http import Door
from shopdesk.sync.pacing import Pace
from shopdesk.sync.vault import Vault

# Each module has RULES, and open(account, vault, door, now) that answers a Channel.
OPENERS: dict[str, str] = {
    "lazada": "shopdesk.sync.channels.lazada.channel",
    "shopee": "shopdesk.sync.channels.shopee.channel",
    "tiktok": "shopdesk.sync.channels.tiktok.channel",
    "vendure": "shopdesk.sync.channels.vendure.channel",
    "woocommerce": "shopdesk.sync.channels.woocommerce.channel",
}


class _Count:
    """Bytes since they were asked for last."""

    def __init__(self) -> None:
        self.sent = self.received = 0

    def add(self, sent: int, received: int) -> None:
        self.sent += sent
        self.received += received

    def taken(self) -> tuple[int, int]:
        taken = self.sent, self.received
        self.sent = self.received = 0
        return taken


def rules(name: str) -> Rules:
    """What a channel asks for and allows, one sold by files too; raises Rejected for one nobody knows."""
    if name in byfile.RULES:
        return byfile.RULES[name]
    told: Rules = _module(name).RULES
    return told


def opener(vault: Vault, now: Clock = clock.system_clock, *, asked: bool = False) -> Callable[[Account], Opened]:
    """What opens an account for the engine, or where it is `asked` by a person who waits.

    Raises Rejected for a channel nobody knows, Retry without the vault.
    """

    def opened(account: Account) -> Opened:
        module = _module(account.channel)
        count = _Count()
        own = account.place if account.place.startswith(("http://", "https://")) else ""
        door = Door(
            base=str(account.options.get("base") or own), secrets=vault.get(account.uid).values(), meter=count.add,
            pace=Pace(module.RULES.calls_a_second), now=now, asked=asked,
        )  # fmt: skip
        channel = module.open(account, vault, door, now)
        return Opened(channel, lambda: tokens.login_until(vault, account.uid), count.taken)

    return opened


def _module(name: str) -> Any:
    if name not in OPENERS:
        raise Rejected(N_("ShopDesk does not know this platform."), fix=N_("Take a newer ShopDesk."))
    return importlib.import_module(OPENERS[name])
