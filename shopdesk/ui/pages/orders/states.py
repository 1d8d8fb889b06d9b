"""The states of the orders for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui import sample
from shopdesk.ui.pages.orders.page import OrdersPage
from shopdesk.ui.tour import state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def board(window: "Window") -> OrdersPage:
    """The page of the orders."""
    page = window.go("orders")
    assert isinstance(page, OrdersPage)
    return page


@state("orders-empty")
def empty(window: "Window") -> None:
    """No order yet."""
    board(window)


@state("orders-board")
def waiting(window: "Window") -> None:
    """Three orders wait, two of them for today."""
    from shopdesk.shop import goods, orders
    from shopdesk.shop.orders import Draft, Wanted

    assert window.office is not None
    rows = (
        ("ครูแดง", "2026-11-22", ((7, 2000), (13, 6000)), 20_000),
        ("วัดบ้านโนน", "2026-11-22", ((1, 3000),), 0),
        ("ป้าน้อย", "2026-11-24", ((0, 4000), (3, 24000)), 10_000),
    )
    for name, day, wanted, deposit in rows:
        with window.office.writing() as desk:
            lines = [Wanted(goods.find(desk, sample.GOODS[row][0], limit=1)[0].sale_unit, qty) for row, qty in wanted]
            order = orders.take(desk, Draft(lines, day, name, "081-234-5678", deposit=deposit))
        if name == "วัดบ้านโนน":
            with window.office.writing() as desk:
                orders.ready(desk, order.id)
    board(window)


@state("orders-new")
def new(window: "Window") -> None:
    """An order is being written down."""
    from shopdesk.shop import goods

    page = board(window)
    page.take()
    assert page.pane is not None
    assert window.office is not None
    with window.office.reading() as desk:
        found = [goods.find(desk, sample.GOODS[row][0], limit=1)[0] for row in (7, 13)]
    for one in found:
        page.pane.add(one, 2000)
    page.pane.name.setText("ครูแดง")
    page.pane.deposit.setText("200")


@state("orders-at-the-till")
def at_the_till(window: "Window") -> None:
    """An order is the till's bill, its deposit taken off."""
    waiting(window)
    board(window).sell()


@state("orders-give-up")
def give_up(window: "Window") -> None:
    """What becomes of the deposit is asked."""
    waiting(window)
    board(window).give_up()


@state("orders-wrong")
def wrong(window: "Window") -> None:
    """A quantity and a deposit that cannot be understood say so."""
    new(window)
    page = board(window)
    assert page.pane is not None
    page.pane.qty.setText("0")
    page.pane._typed()
    page.pane.deposit.setText("abc")
    page.pane._paid_ahead()
