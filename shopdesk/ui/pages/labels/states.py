"""The states of the labels' page for the tour."""

from typing import TYPE_CHECKING

from shopdesk.shop import goods
from shopdesk.ui import sample
from shopdesk.ui.pages.labels.page import LabelsPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def labels(window: "Window") -> LabelsPage:
    """The page, shown."""
    page = window.go("labels")
    assert isinstance(page, LabelsPage)
    settle(window)
    return page


def _chosen(window: "Window", count: int) -> LabelsPage:
    page = labels(window)
    assert window.office is not None
    with window.office.reading(window.actor) as desk:
        found = [goods.find(desk, name)[0] for name, *_rest in sample.GOODS[:count]]
    for n, one in enumerate(found, 1):
        page.add(one, n * 1000)
    return page


@state("labels-empty")
def empty(window: "Window") -> None:
    """Nothing is chosen."""
    labels(window)


@state("labels")
def sheet(window: "Window") -> None:
    """Shelf labels on a sheet of stickers that was begun."""
    page = _chosen(window, 6)
    page.side.start.setText("3")


@state("labels-roll")
def roll(window: "Window") -> None:
    """Price tags on a roll."""
    page = _chosen(window, 3)
    page.side.kind_choice.setCurrentIndex(1)
    page.side.paper_choice.setCurrentIndex(5)


@state("labels-refused")
def refused(window: "Window") -> None:
    """Weighed packs of goods that are not weighed."""
    page = _chosen(window, 2)
    page.side.kind_choice.setCurrentIndex(3)


@state("labels-count")
def count(window: "Window") -> None:
    """How many labels of one line."""
    page = _chosen(window, 2)
    page.ask(page.chosen[0])
