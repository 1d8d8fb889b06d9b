"""The states of the first run for the tour."""

from typing import TYPE_CHECKING

from shopdesk.shop import settings
from shopdesk.ui.pages import people
from shopdesk.ui.pages.first_run.page import FirstRunPage
from shopdesk.ui.pages.first_run.safety import DevicesStep
from shopdesk.ui.pages.people import persons
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def first_run_at(window: "Window", page: int) -> FirstRunPage:
    """The first run, on a page from 1 to 6."""
    people.install(window)
    persons.refresh(window)
    shown = window.go("first-run")
    assert isinstance(shown, FirstRunPage)
    shown.at = page - 1
    shown.enter()
    settle(window)
    return shown


@state("first-run-1")
def language(window: "Window") -> None:
    """Language and text size."""
    first_run_at(window, 1)


@state("first-run-2")
def shop(window: "Window") -> None:
    """Shop, person, PIN."""
    first_run_at(window, 2)


@state("first-run-2-missing")
def shop_missing(window: "Window") -> None:
    """No name was typed."""
    page = first_run_at(window, 2)
    page.step.shop.clear()  # type: ignore[attr-defined]
    page.forward()


@state("first-run-3")
def kinds(window: "Window") -> None:
    """What is sold."""
    page = first_run_at(window, 3)
    for key in ("grocery", "fresh"):
        page.step.kinds[key].setChecked(True)  # type: ignore[attr-defined]


@state("first-run-4")
def goods(window: "Window") -> None:
    """Where the first goods come from."""
    first_run_at(window, 4)


@state("first-run-5")
def promptpay(window: "Window") -> None:
    """The number holds together, its code is there."""
    first_run_at(window, 5)


@state("first-run-5-wrong")
def promptpay_wrong(window: "Window") -> None:
    """Half a number."""
    page = first_run_at(window, 5)
    page.step.number.setText("08123")  # type: ignore[attr-defined]
    page.forward()


@state("first-run-6")
def devices(window: "Window") -> None:
    """A folder that is copied to the internet, a printer, a scan."""
    persons.refresh(window)
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        settings.change(desk, "backup.folder", "D:/OneDrive/ShopDesk Backup")
    step = first_run_at(window, 6).step
    assert isinstance(step, DevicesStep)
    step.printer._found([("os:POS-58", "POS-58")])
    step.scanned("8850999320014")
