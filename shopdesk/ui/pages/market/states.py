"""The states of selling away from the shop for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui import sample
from shopdesk.ui.pages.market.coming import Coming
from shopdesk.ui.pages.market.page import MarketPage
from shopdesk.ui.pages.market.taking import Taking
from shopdesk.ui.tour import state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

# Goods of the sample shop by their place, how many go along and how many come back.
ALONG = ((5, 20, 3), (7, 6, 1), (13, 12, 12), (3, 48, 7))


def market(window: "Window") -> MarketPage:
    """The page of the market."""
    page = window.go("market")
    assert isinstance(page, MarketPage)
    return page


def gone(window: "Window") -> MarketPage:
    """A trip is out."""
    from shopdesk.shop import goods
    from shopdesk.shop import market as trips
    from shopdesk.shop.stockroom import Part

    assert window.office is not None
    with window.office.writing() as desk:
        found = [goods.find(desk, sample.GOODS[row][0], limit=1)[0] for row, _out, _back in ALONG]
        parts = [Part(one.item, out * 1000) for one, (_row, out, _back) in zip(found, ALONG, strict=True)]
        trips.out(desk, "ตลาดนัดวันเสาร์", "2026-11-21", parts)
    return market(window)


@state("market-empty")
def empty(window: "Window") -> None:
    """No trip yet."""
    market(window)


@state("market-trips")
def trips(window: "Window") -> None:
    """A trip is out."""
    gone(window)


@state("market-taking")
def taking(window: "Window") -> None:
    """What goes along, as the last time."""
    page = gone(window)
    page.take_out()
    assert isinstance(page.pane, Taking)
    page.pane.as_before()


@state("market-home")
def home(window: "Window") -> None:
    """What came back is typed, and ten baht are missing."""
    page = gone(window)
    page.next_step()
    pane = page.pane
    assert isinstance(pane, Coming)
    for place, (_row, _out, back) in enumerate(ALONG):
        pane.table.selectRow(place)
        pane.fields["back"].setText(str(back))
        pane.fields["back"].textEdited.emit(str(back))
    pane.money["cash"].setText("2697")
    pane.reckon()


@state("market-tick-sheet")
def sheet(window: "Window") -> None:
    """The paper that goes along."""
    gone(window).show_sheet()


@state("later-bill")
def later(window: "Window") -> None:
    """A bill of a paper day is being typed."""
    from shopdesk.shop import day, goods
    from shopdesk.ui.pages.market.later import LaterPage

    page = window.go("later")
    assert isinstance(page, LaterPage)
    assert window.office is not None
    with window.office.writing() as desk:
        day.open_day(desk, 100_000)
        found = [goods.find(desk, sample.GOODS[row][0], limit=1)[0] for row in (2, 3, 8)]
    page.add(found[0], 2000)
    page.save()
    for one, qty in zip(found, (1000, 6000, 3000), strict=True):
        page.add(one, qty)
