"""The states of the page of what goes and comes, and of its sheets, for the tour."""

from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.ui.pages.accounts import sample
from shopdesk.ui.pages.sync.page import SyncPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def _page(window: "Window") -> SyncPage:
    assert window.online is not None
    window.online.look()
    page = window.go("sync")
    assert isinstance(page, SyncPage)
    settle(window)
    return page


def _troubled(window: "Window") -> None:
    """Something waits, something was refused, a reply could not be read."""
    first, second = sample.accounts(window, "lazada", "woo")
    sample.stands(window, first, timedelta(minutes=1))
    sample.stands(window, second, timedelta(minutes=3), login="soon", until=timedelta(days=5))
    orders = sample.orders(window, first, "500", "512")
    why = "The platform does not know this parcel. (PACKAGE_LOCKED 4012)"
    sample.waits(window, first, "pack", orders[0], state="stuck", why=why, fix="Pack the order again.", attempts=8)
    later = clock.to_ms(window.clock() + timedelta(minutes=4))
    sample.waits(
        window, first, "ship", orders[1], attempts=3, not_before=later, why="The platform has trouble of its own."
    )
    sample.waits(window, first, "cancel", orders[1], state="unknown", attempts=1)
    sample.held(window, second)


@state("sync-none")
def none(window: "Window") -> None:
    """No account."""
    sample.install(window)
    _page(window)


@state("sync-fine")
def fine(window: "Window") -> None:
    """Everything is sent."""
    first, second = sample.accounts(window, "lazada", "woo")
    sample.stands(window, first, timedelta(minutes=1))
    sample.stands(window, second, timedelta(minutes=1))
    _page(window)


@state("sync-files")
def files(window: "Window") -> None:
    """A shop that sells by files alone: what was uploaded is two days old, a price is another one now."""
    sample.carried(window)
    _page(window)


@state("sync-trouble")
def trouble(window: "Window") -> None:
    """What a person has to look at."""
    _troubled(window)
    _page(window)


@state("sync-sending")
def sending(window: "Window") -> None:
    """A round is under way."""
    (first,) = sample.accounts(window, "lazada")
    sample.stands(window, first, timedelta(minutes=1))
    for order in sample.orders(window, first, "500", "512", "513"):
        sample.waits(window, first, "pack", order)
    page = _page(window)
    window.bus.net_changed.emit("sending", 5, 2, "")
    page.send_now()


@state("sync-offline")
def offline(window: "Window") -> None:
    """No line for three hours: nothing is wrong."""
    (first,) = sample.accounts(window, "lazada")
    sample.stands(window, first, timedelta(hours=3), why="There is no internet.", failures=4)
    for order in sample.orders(window, first, "500", "512", "513"):
        sample.waits(window, first, "pack", order)
    _page(window)


@state("sync-login")
def login(window: "Window") -> None:
    """Somebody has to sign in again; another account is paused."""
    first, second = sample.accounts(window, "lazada", "woo")
    why, fix = "The platform no longer lets us in.", "Sign in at the platform again."
    sample.stands(window, first, timedelta(hours=5), login="needed", why=why, fix=fix, failures=1)
    sample.paused(window, second)
    _page(window)


@state("sync-held")
def held(window: "Window") -> None:
    """A reply to read and mend."""
    _troubled(window)
    page = _page(window)
    page.mend(next(row for row in page.table.rows.rows() if row.held is not None))


@state("sync-two-amounts")
def two_amounts(window: "Window") -> None:
    """A platform tells another amount than before: both beside each other."""
    (first,) = sample.accounts(window, "lazada")
    sample.stands(window, first, timedelta(minutes=1))
    sample.two_amounts(window, first)
    _page(window)


@state("sync-skip")
def skip(window: "Window") -> None:
    """The question before something is left out."""
    _troubled(window)
    page = _page(window)
    page.skip(page.table.rows.row(0))


@state("sync-helper")
def helper(window: "Window") -> None:
    """What a helper sees."""
    _troubled(window)
    _page(window).tell_helper()


@state("sync-detail")
def detail(window: "Window") -> None:
    """A row opened, where there is room for one thing at a time."""
    _troubled(window)
    page = _page(window)
    page.table.opened.emit(page.table.rows.row(0))
