"""What is done with the marked listing: off the shelf there and back on it, away for good."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.errors import Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.ui.widgets.question import QuestionSheet

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.listed import Listed
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.listing.page import ListingPage


class Marked:
    """The deeds of the page; each is said in its strip, and the list is read anew."""

    def __init__(self, page: "ListingPage") -> None:
        self._page = page

    def pause(self) -> None:
        """Off the shelf there, or back on it."""
        from shopdesk.shop import listings

        one = self._page.table.current()
        if one is not None:
            state = "live" if one.state == "paused" else "paused"
            carried = _("Kept. Fill the file of prices and stock, then upload it.")
            told = carried if self._page.by_file(one.channel) else ""
            self.do(lambda desk: listings.set_state(desk, one.listing, state), told)

    def ask_remove(self) -> None:
        """Ask, then away for good."""
        one = self._page.table.current()
        if one is not None:
            question = Unsure(
                N_("Take {name} down there for good?"), question="remove", yes=N_("Take it down"),
                hint=N_("Orders that came stay. Pause it if it comes again."), name=one.title,
            )  # fmt: skip
            self._page.win.open(QuestionSheet(question).answered(lambda _yes: self._remove(one)))

    def _remove(self, one: "Listed") -> None:
        from shopdesk.shop import listings

        gone = _("Kept: none is left in the next file. Take its page down there by hand.")
        carried = self._page.by_file(one.channel)
        self.do(lambda desk: listings.set_state(desk, one.listing, "removed"), gone if carried else "")

    def do(self, deed: "Callable[[Desk], object]", told: str = "") -> None:
        """A deed on the shop, said in the strip."""

        def attempt(approver: "Actor | None") -> None:
            assert self._page.win.office is not None
            with self._page.win.office.writing(self._page.win.actor, approver) as desk:
                deed(desk)

        def done(_nothing: object) -> None:
            self._page.look()
            self._page.strip.say(told or _("Kept. It is sent when there is a line."), tone="primary", seconds=8)
            if self._page.win.online is not None:
                self._page.win.online.wake()

        self._page.win.attempt(attempt, done)
