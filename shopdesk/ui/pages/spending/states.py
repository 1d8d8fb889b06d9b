"""The states of suppliers and expenses for the tour."""

from typing import TYPE_CHECKING

from shopdesk.shop import expenses, payouts
from shopdesk.ui import sample
from shopdesk.ui.pages.spending.page import SpendingPage
from shopdesk.ui.pages.stock.states import received, village
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def spending(window: "Window") -> SpendingPage:
    """The page, shown."""
    page = window.go("spending")
    assert isinstance(page, SpendingPage)
    settle(window)
    return page


def owing(window: "Window") -> SpendingPage:
    """A mill that was bought from on credit and paid in part."""
    people = village(window)
    received(window, people)
    assert window.office is not None
    with window.office.writing() as desk:
        payouts.pay(desk, "supplier", people.mill, 100_000, "transfer", "0231")
    page = spending(window)
    page.suppliers.table.selectRow(1)
    return page


def spent(window: "Window") -> SpendingPage:
    """Some expenses of the month, one that comes every month."""
    assert window.office is not None
    with window.office.writing() as desk:
        expenses.spend(desk, "power", 84_250, "transfer", on_date="2026-11-12", note="บิลเดือนตุลาคม")
        expenses.spend(desk, "transport", 30_000, on_date="2026-11-18", note="น้ำมันรถ")
        wrong = expenses.spend(desk, "packaging", 9_900, on_date="2026-11-20")
        expenses.repeat(desk, "rent", 200_000, "owner", 25)
    with window.office.writing() as desk:
        expenses.take_back(desk, wrong)
    page = spending(window)
    page.choose("expenses")
    return page


@state("suppliers-empty")
def suppliers_empty(window: "Window") -> None:
    """Nobody yet."""
    spending(window)


@state("suppliers")
def suppliers_owed(window: "Window") -> None:
    """What is owed, and the book of one of them."""
    owing(window)


@state("suppliers-book")
def suppliers_book(window: "Window") -> None:
    """The book; on a small window alone."""
    owing(window).suppliers.panes.show_side(True)


@state("suppliers-pay")
def suppliers_pay(window: "Window") -> None:
    """Paying one of them."""
    owing(window).suppliers.pay()


@state("suppliers-give-back")
def suppliers_give_back(window: "Window") -> None:
    """Rice goes back."""
    from shopdesk.ui.pages.spending.sheets import GiveBackSheet

    owing(window).suppliers.give_back()
    sheet = window.sheet
    assert isinstance(sheet, GiveBackSheet)
    sheet.scanned(sample.code(0))


@state("expenses")
def expenses_month(window: "Window") -> None:
    """A month of expenses."""
    spent(window).expenses.table.selectRow(1)


@state("expenses-sums")
def expenses_sums(window: "Window") -> None:
    """What each kind came to; on a small window alone."""
    spent(window).expenses.panes.show_side(True)


@state("expenses-empty")
def expenses_empty(window: "Window") -> None:
    """Nothing was spent."""
    spending(window).choose("expenses")


@state("expense-new")
def expense_new(window: "Window") -> None:
    """An expense being written down."""
    from shopdesk.ui.pages.spending.sheets import ExpenseSheet

    spending(window).new_expense()
    sheet = window.sheet
    assert isinstance(sheet, ExpenseSheet)
    sheet.kinds["power"].click()
    sheet.amount.setText("842.50")


@state("suppliers-containers")
def suppliers_containers(window: "Window") -> None:
    """Full crates came, empty ones go."""
    from shopdesk.shop import containers
    from shopdesk.ui.pages.spending.exchange import ExchangeSheet

    page = owing(window)
    assert window.office is not None
    assert page.suppliers.supplier is not None
    with window.office.writing() as desk:
        crate = containers.add(desk, "ลังเบียร์", 12_000)
        containers.add(desk, "ถังน้ำ 20 ลิตร", 5_000)
        containers.exchange(desk, crate, page.suppliers.supplier.party, 3_000, 0, "owner")
    page.look()
    page.suppliers.exchange()
    sheet = window.sheet
    assert isinstance(sheet, ExchangeSheet)
    sheet.came[crate].set_qty(10_000)
    sheet.went[crate].set_qty(7_000)


@state("spending-drawer-short")
def drawer_short(window: "Window") -> None:
    """More than the drawer holds is asked about before it leaves."""
    from shopdesk.ui.pages.spending.sheets import ExpenseSheet

    expense_new(window)
    sheet = window.sheet
    assert isinstance(sheet, ExpenseSheet)
    sheet.amount.setText("99999")
    window.attempt(sheet._spend, sheet.finish, sheet.strip.refuse)
