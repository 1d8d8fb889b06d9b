"""The screens of the window, in the order of the rail. A new screen is one function and one row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.i18n import N_, _

if TYPE_CHECKING:
    from shopdesk.ui.page import Page
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: `rail` is "top", "bottom", or "" for one that is opened from elsewhere and from the palette.

    `shared` are the words where several people take turns at the till, if they are others.
    """

    name: str
    words: str
    icon: str
    make: "Callable[[Window], Page]"
    rail: str = "top"
    shared: str = ""

    def title(self, *, several: bool) -> str:
        """Its words in the language of the moment, for a shop with several people at the till or with one."""
        return _(self.shared if several and self.shared else self.words)


def _till(window: "Window") -> "Page":
    from shopdesk.ui.pages.till.page import TillPage

    return TillPage(window)


def _day(window: "Window") -> "Page":
    from shopdesk.ui.pages.day.page import DayPage

    return DayPage(window)


def _bills(window: "Window") -> "Page":
    from shopdesk.ui.pages.bills.page import BillsPage

    return BillsPage(window)


def _products(window: "Window") -> "Page":
    from shopdesk.ui.pages.products.page import ProductsPage

    return ProductsPage(window)


def _importing(window: "Window") -> "Page":
    from shopdesk.ui.pages.importing.page import ImportPage

    return ImportPage(window)


def _settings(window: "Window") -> "Page":
    from shopdesk.ui.pages.settings.page import SettingsPage

    return SettingsPage(window)


def _first_run(window: "Window") -> "Page":
    from shopdesk.ui.pages.first_run.page import FirstRunPage

    return FirstRunPage(window)


PLACES: tuple[Place, ...] = (
    Place("till", N_("Sell"), "cash-register", _till),
    Place("bills", N_("Bills"), "receipt", _bills),
    Place("products", N_("Goods"), "package", _products),
    Place("day", N_("Day end"), "cash", _day, shared=N_("Shift end")),
    Place("settings", N_("Settings"), "settings", _settings, "bottom"),
    Place("importing", N_("Bring goods in"), "file-import", _importing, ""),
    Place("first-run", N_("First run"), "building-store", _first_run, ""),
)


def find(name: str) -> Place:
    """The screen of this name; raises StopIteration for an unknown one."""
    return next(place for place in PLACES if place.name == name)
