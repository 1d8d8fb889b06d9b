"""The states of the bills for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui import sample
from shopdesk.ui.pages.bills.page import BillsPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.shop.settling import Paid
    from shopdesk.ui.shell import Window

# Goods of the sample shop by their place, in thousandths.
BILLS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((0, 1000), (2, 2000), (3, 6000)),
    ((9, 4000),),
    ((7, 1000), (13, 2000)),
    ((3, 2000), (8, 3000)),
    ((12, 1000),),
    ((4, 1350), (5, 2000), (6, 1000)),
    ((1, 1000), (10, 1000)),
    ((11, 1000),),
    ((0, 1000), (1, 1000), (2, 1000), (5, 2000)),
)


def sell(window: "Window") -> list[int]:
    """A morning's bills in the sample shop; answers their ids."""
    from shopdesk.core.cart import Cart
    from shopdesk.shop import goods, refunds, selling

    office = window.office
    assert office is not None
    made = []
    for number, basket in enumerate(BILLS):
        with office.writing() as desk:
            cart = Cart(f"sample-{number}")
            for place, (row, qty) in enumerate(basket):
                (thing,) = goods.find(desk, sample.GOODS[row][0], limit=1)
                cart = cart.add(goods.line_of(thing, f"{number}-{place}", qty))
            made.append(selling.checkout(desk, cart, _paid(number, selling.due(desk, cart).cash)).id)
    with office.writing() as desk:
        refunds.void(desk, made[7], "กดผิด")
    with office.writing() as desk:
        line = refunds.refundable(desk, made[8])[3]
        refunds.refund(desk, made[8], {line.line: 1000}, "ของเสีย")
    return made


def _paid(number: int, total: int) -> "list[Paid]":
    from shopdesk.shop.settling import Paid

    if number == 3:
        return [Paid("promptpay", total // 2), Paid("cash", total - total // 2)]
    return [Paid("promptpay", total)] if number in (4, 6) else [Paid("cash", total)]


def bills(window: "Window") -> BillsPage:
    """The page with a morning's bills."""
    sell(window)
    page = window.go("bills")
    assert isinstance(page, BillsPage)
    settle(window)
    return page


def of(window: "Window", place: int) -> BillsPage:
    """The page with the bill at this place of the list chosen."""
    page = bills(window)
    page.table.selectRow(place)
    page.show_sale(page.table.rows.row(place).id)
    settle(window)
    return page


@state("bills")
def listed(window: "Window") -> None:
    """A morning's bills."""
    bills(window)


@state("bills-empty")
def empty(window: "Window") -> None:
    """Nothing sold yet."""
    window.go("bills")


@state("bills-nothing-found")
def nothing_found(window: "Window") -> None:
    """A word that is on no bill."""
    bills(window).search.field.setText("รองเท้า")
    window.page_of("bills").look()  # type: ignore[union-attr]


@state("bills-one")
def one(window: "Window") -> None:
    """A bill with money back on one line."""
    of(window, 1)


@state("bills-to-confirm")
def to_confirm(window: "Window") -> None:
    """A PromptPay payment that nobody has seen yet."""
    page = bills(window)
    page.chips["unconfirmed"].click()
    page.table.selectRow(0)
    page.show_sale(page.table.rows.row(0).id)


@state("bills-void")
def void_shown(window: "Window") -> None:
    """A bill that was taken back."""
    of(window, 2)


@state("bills-refund")
def refund(window: "Window") -> None:
    """Two lines chosen to go back."""
    from shopdesk.ui.pages.bills.sheets import RefundSheet

    of(window, 1).refund()
    sheet = window.sheet
    assert isinstance(sheet, RefundSheet)
    steppers = list(sheet.steppers.values())
    steppers[1].go(1)
    steppers[-1].go(1)
    sheet.reasons.chips[0].click()


@state("bills-refund-ways")
def refund_ways(window: "Window") -> None:
    """A part of a bill that was paid in two ways: which of them it goes back by."""
    from shopdesk.ui.pages.bills.sheets import RefundSheet

    page = bills(window)
    place = next(n for n, row in enumerate(page.table.rows.rows()) if row.number == "1A-000004")
    page.show_sale(page.table.rows.row(place).id)
    page.refund()
    assert isinstance(window.sheet, RefundSheet)
    next(iter(window.sheet.steppers.values())).go(1)


@state("bills-voiding")
def voiding(window: "Window") -> None:
    """Asked why a bill is taken back."""
    of(window, 5).void()


@state("bills-paper-waits")
def paper_waits(window: "Window") -> None:
    """The printer is out of reach and two papers wait."""
    from shopdesk.shop import printing as queue
    from shopdesk.shop import settings
    from shopdesk.ui import printing

    page = bills(window)
    assert window.office is not None
    with window.office.writing() as desk:
        settings.change(desk, "printer.target", "tcp:127.0.0.1:1")
        jobs = [queue.queue_receipt(desk, sale) for sale in (1, 2)]
    worker = printing.of(window) or printing.Printing(window)
    worker.send(jobs)
    settle(window)
    page.open_paper()
