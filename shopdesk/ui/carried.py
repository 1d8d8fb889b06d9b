"""Files that a person carries, on any page: how old the numbers there are, and saying that a file was uploaded."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.ui.latest import Latest

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.byfile import Stale
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.page import Page


class Carried:
    """Read in the background, since each number that changed is reckoned; `shown` is called once it is known."""

    def __init__(self, page: "Page", shown: Callable[[], object]) -> None:
        self._page, self._shown = page, shown
        self._stales: Mapping[int, Stale] = {}
        self._latest = Latest(page, self._told, self._failed)

    def look(self, found: "Sequence[Standing]") -> None:
        """Read it anew where one of these accounts is sold at by files."""
        if any(one.by_file for one in found):
            from shopdesk.shop import byfile

            self._latest.ask(byfile.every)

    def lines(self, account: int) -> tuple[str, ...]:
        """What is to be done with the files of an account, the most pressing first; nothing for any other."""
        from shopdesk.shop import byfile

        stale = self._stales.get(account)
        return byfile.sentences(stale, self._page.win.clock()) if stale is not None else ()

    def of_listing(self, account: int, listing: int) -> str:
        """How old the numbers of a listing are; empty where the platform was never told."""
        from shopdesk.shop import byfile

        stale = self._stales.get(account)
        return byfile.of_listing(stale, listing, self._page.win.clock()) if stale is not None else ""

    def filled(self, account: int) -> bool:
        """Whether a file was filled of which nobody said that it was uploaded."""
        stale = self._stales.get(account)
        return stale is not None and stale.filled_at is not None

    def uploaded(self, account: int, then: Callable[[], object]) -> None:
        """The platform took the file that was filled last: its numbers are what buyers see."""
        from shopdesk.shop import byfile

        win = self._page.win

        def attempt(approver: "Actor | None") -> int:
            assert win.office is not None
            with win.office.writing(win.actor, approver) as desk:
                return byfile.uploaded(desk, account)

        win.attempt(attempt, lambda _count: then())

    def _told(self, found: "Mapping[int, Stale]") -> None:
        self._stales = found
        self._shown()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._page.refuse(error)
