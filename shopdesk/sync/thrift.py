"""A line that is paid by what is used: photos wait for a cheaper one, everything else goes on."""

from collections.abc import Callable
from typing import Any, cast

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Account, Channel
from shopdesk.sync import pushing
from shopdesk.sync.engine import Opened


def opener(opened: Callable[[Account], Opened], wait: Callable[[], bool]) -> Callable[[Account], Opened]:
    """What opens an account for the engine, so that its photos wait while `wait` says so."""

    def thrifty(account: Account) -> Opened:
        found = opened(account)
        return Opened(cast("Channel", _Thrifty(found.channel, wait)), found.until, found.used)

    return thrifty


class _Thrifty:
    """A channel on a line that is paid by what is used: photos wait."""

    def __init__(self, channel: Channel, wait: Callable[[], bool]) -> None:
        self._channel, self._wait = channel, wait

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo over, unless it waits for a cheaper line."""
        if self._wait():
            raise pushing.Spared(N_("Photos wait for a line that costs nothing."), fix=N_("Or allow them in Settings."))
        return self._channel.upload_photo(content)
