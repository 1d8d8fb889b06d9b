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
    """A screen: `rail` is "top", "bottom", or "" for one that belongs to the `area` of a screen of the rail.

    `tab` are its words among the tabs of its area; a screen without is opened by a button of its neighbour.
    `shared` are the words where several people take turns at the till, if they are others.
    """

    name: str
    words: str
    icon: str
    make: "Callable[[Window], Page]"
    rail: str = "top"
    shared: str = ""
    area: str = ""
    tab: str = ""

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


def _producers(window: "Window") -> "Page":
    from shopdesk.ui.pages.producers.page import ProducersPage

    return ProducersPage(window)


def _importing(window: "Window") -> "Page":
    from shopdesk.ui.pages.importing.page import ImportPage

    return ImportPage(window)


def _stock(window: "Window") -> "Page":
    from shopdesk.ui.pages.stock.page import StockPage

    return StockPage(window)


def _receive(window: "Window") -> "Page":
    from shopdesk.ui.pages.stock.receive import ReceivePage

    return ReceivePage(window)


def _count(window: "Window") -> "Page":
    from shopdesk.ui.pages.stock.count import CountPage

    return CountPage(window)


def _spending(window: "Window") -> "Page":
    from shopdesk.ui.pages.spending.page import SpendingPage

    return SpendingPage(window)


def _papers(window: "Window") -> "Page":
    from shopdesk.ui.pages.stock.papers import PapersPage

    return PapersPage(window)


def _market(window: "Window") -> "Page":
    from shopdesk.ui.pages.market.page import MarketPage

    return MarketPage(window)


def _later(window: "Window") -> "Page":
    from shopdesk.ui.pages.market.later import LaterPage

    return LaterPage(window)


def _orders(window: "Window") -> "Page":
    from shopdesk.ui.pages.orders.page import OrdersPage

    return OrdersPage(window)


def _labels(window: "Window") -> "Page":
    from shopdesk.ui.pages.labels.page import LabelsPage

    return LabelsPage(window)


def _customers(window: "Window") -> "Page":
    from shopdesk.ui.pages.customers.page import CustomersPage

    return CustomersPage(window)


def _settings(window: "Window") -> "Page":
    from shopdesk.ui.pages.settings.page import SettingsPage

    return SettingsPage(window)


def _sync(window: "Window") -> "Page":
    from shopdesk.ui.pages.sync.page import SyncPage

    return SyncPage(window)


def _accounts(window: "Window") -> "Page":
    from shopdesk.ui.pages.accounts.page import AccountsPage

    return AccountsPage(window)


def _listing(window: "Window") -> "Page":
    from shopdesk.ui.pages.listing.page import ListingPage

    return ListingPage(window)


def _settlements(window: "Window") -> "Page":
    from shopdesk.ui.pages.settlements.page import SettlementsPage

    return SettlementsPage(window)


def _first_run(window: "Window") -> "Page":
    from shopdesk.ui.pages.first_run.page import FirstRunPage

    return FirstRunPage(window)


PLACES: tuple[Place, ...] = (
    Place("till", N_("Sell"), "cash-register", _till),
    Place("bills", N_("Bills"), "receipt", _bills),
    Place("products", N_("Goods"), "package", _products, tab=N_("List")),
    Place("customers", N_("Customers"), "users", _customers, tab=N_("Customers")),
    Place("day", N_("Day end"), "cash", _day, shared=N_("Shift end"), tab=N_("Today")),
    Place("settings", N_("Settings"), "settings", _settings, "bottom"),
    Place("stock", N_("Stock"), "stack-2", _stock, "", area="products", tab=N_("Stock")),
    Place("receive", N_("Receive goods"), "truck-delivery", _receive, "", area="products", tab=N_("Receive")),
    Place("count", N_("Count the goods"), "clipboard-list", _count, "", area="products", tab=N_("Count")),
    Place("labels", N_("Labels"), "tags", _labels, "", area="products", tab=N_("Labels")),
    Place("papers", N_("Papers of the store room"), "file-text", _papers, "", area="products", tab=N_("Old papers")),
    Place("importing", N_("Bring goods in"), "file-import", _importing, "", area="products"),
    Place("producers", N_("Producers"), "basket", _producers, "", area="customers", tab=N_("Producers")),
    Place("orders", N_("Orders"), "clipboard-list", _orders, "", area="customers", tab=N_("Orders")),
    Place("market", N_("Sell at a market"), "truck-delivery", _market, "", area="day", tab=N_("Market day")),
    Place("later", N_("Bills of a paper day"), "file-text", _later, "", area="day", tab=N_("Paper day")),
    Place("spending", N_("Suppliers and expenses"), "report-money", _spending, "", area="day", tab=N_("Money out")),
    Place("accounts", N_("Online shops"), "cloud", _accounts, "", area="customers", tab=N_("Online shops")),
    Place("sync", N_("Send and receive"), "cloud-check", _sync, "", area="customers", tab=N_("Send and receive")),
    Place("listing", N_("Sell online"), "basket", _listing, "", area="products", tab=N_("Listings")),
    Place("settlements", N_("Money from online shops"), "coins", _settlements, "", area="day", tab=N_("Online money")),
    Place("first-run", N_("First run"), "building-store", _first_run, ""),
)


def find(name: str) -> Place:
    """The screen of this name; raises StopIteration for an unknown one."""
    return next(place for place in PLACES if place.name == name)


def area(name: str) -> str:
    """The screen of the rail to which a screen belongs; itself where it stands there; raises StopIteration."""
    return find(name).area or name


def tabs(name: str) -> list[Place]:
    """The screens of the area of `name`, each a touch away from the others; none where it is alone."""
    here = area(name)
    found = [place for place in PLACES if place.tab and here in (place.name, place.area)]
    return found if len(found) > 1 else []
