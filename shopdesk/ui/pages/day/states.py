"""The states of the day for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui.pages.bills.states import sell
from shopdesk.ui.pages.day.closing import ClosingSheet
from shopdesk.ui.pages.day.page import DayPage
from shopdesk.ui.pages.day.transfers import TransfersSheet
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

COUNT = {100_000: 1, 50_000: 1, 10_000: 4, 2_000: 3, 1_000: 6, 500: 3, 100: 7, 25: 2}


def shown(window: "Window") -> DayPage:
    """The page of the day."""
    page = window.go("day")
    assert isinstance(page, DayPage)
    settle(window)
    return page


def busy(window: "Window") -> DayPage:
    """The page after a morning's bills, cash in and out."""
    from shopdesk.shop import day

    assert window.office is not None
    with window.office.writing() as desk:
        day.open_day(desk, 50_000)
    sell(window)
    for amount, reason in ((20_000, "เติมเงินทอน"), (-8_500, "ซื้อของเข้าร้าน")):
        with window.office.writing() as desk:
            day.move_cash(desk, amount, reason)
    return shown(window)


@state("day-open")
def opening(window: "Window") -> None:
    """Before the first sale."""
    shown(window)


@state("day")
def sold(window: "Window") -> None:
    """After a morning."""
    busy(window)


@state("day-closing-empty")
def closing_empty(window: "Window") -> None:
    """Nothing counted yet."""
    busy(window).close_day()


@state("day-closing")
def closing(window: "Window") -> None:
    """Counted by notes; some money is missing."""
    busy(window).close_day()
    assert isinstance(window.sheet, ClosingSheet)
    window.sheet.notes.put(COUNT)
    window.sheet.reasons.chips[0].click()


@state("day-closing-sum")
def closing_sum(window: "Window") -> None:
    """Counted as one sum."""
    busy(window).close_day()
    assert isinstance(window.sheet, ClosingSheet)
    window.sheet.by.choose("total")
    window.sheet.way("total")
    window.sheet.total.setText("2100")


@state("day-cash-out")
def cash_out(window: "Window") -> None:
    """Cash is taken out."""
    busy(window).move_cash(-1)


@state("day-agreed")
def agreed(window: "Window") -> None:
    """The count and the system differ; another sum is agreed to."""
    closing(window)
    assert isinstance(window.sheet, ClosingSheet)
    window.sheet.agreed.setFocus()
    window.sheet.agreed.setText("2210")


@state("day-agree-later")
def agree_later(window: "Window") -> None:
    """A count that did not fit is agreed on after the closing."""
    closed(window)
    page = window.page_of("day")
    assert isinstance(page, DayPage)
    assert page.seen is not None
    page.agree(page.seen.closings[0])


@state("day-z")
def closing_paper(window: "Window") -> None:
    """The paper of a closing."""
    closed(window)
    page = window.page_of("day")
    assert isinstance(page, DayPage)
    page.show_closing("1A-Z000001")


@state("day-transfers")
def ticking(window: "Window") -> None:
    """Transfers held against the bank's own list."""
    busy(window).show_transfers()
    assert isinstance(window.sheet, TransfersSheet)
    window.sheet.tick_all()


@state("day-blind")
def blind(window: "Window") -> None:
    """A cashier counted without seeing what should be there."""
    from shopdesk.shop import users

    page = busy(window)
    assert window.office is not None
    with window.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    window.actor = users.sign_in(window.office, "สมศรี", "")
    page.enter()
    page.close_day()
    assert isinstance(window.sheet, ClosingSheet)
    window.sheet.notes.put(COUNT)


@state("day-x")
def so_far(window: "Window") -> None:
    """The report of the day so far."""
    busy(window).show_so_far()


@state("day-closed")
def closed(window: "Window") -> None:
    """Closed, with the closing in the list."""
    from shopdesk.shop import closing

    busy(window)
    assert window.office is not None
    with window.office.writing() as desk:
        closing.close_day(desk, 200_000, kept=50_000, reason="ทอนผิด")
    shown(window)


@state("day-closing-passed-on")
def passed_on(window: "Window") -> None:
    """Money for top-ups is counted by itself."""
    from shopdesk.core.cart import Cart
    from shopdesk.shop import containers, goods, ringing, selling
    from shopdesk.shop.selling import Paid

    page = busy(window)
    assert window.office is not None
    with window.office.writing() as desk:
        phone = goods.create(desk, goods.Draft("เติมเงินมือถือ", 500))
        containers.pass_on(desk, phone.sale_unit, on=True)
        (phone,) = goods.by_ids(desk, [phone.sale_unit])
        scan, _found = goods.scan(desk, "200บ*เติมเงินมือถือ")
    with window.office.writing() as desk:
        selling.checkout(desk, Cart("top-up").add(ringing.line(phone, "t1", scan)), [Paid("cash", 20_500)])
    page.close_day()
    assert isinstance(window.sheet, ClosingSheet)
    window.sheet.notes.put(COUNT)
    window.sheet.passed.setText("200")
