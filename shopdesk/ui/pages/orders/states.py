"""The states of the orders for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui import sample
from shopdesk.ui.pages.orders.page import OrdersPage
from shopdesk.ui.pages.orders.sample import online
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def board(window: "Window") -> OrdersPage:
    """The page of the orders, read."""
    page = window.go("orders")
    assert isinstance(page, OrdersPage)
    settle(window)
    return page


@state("orders-board-empty")
def empty(window: "Window") -> None:
    """No order yet."""
    board(window)


@state("orders-board-written")
def waiting(window: "Window") -> None:
    """Three orders wait, two of them for today."""
    written(window)
    board(window)


def written(window: "Window") -> None:
    """Three orders by telephone."""
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
    page = board(window)
    page.next_step()


@state("orders-give-up")
def give_up(window: "Window") -> None:
    """What becomes of the deposit is asked."""
    waiting(window)
    page = board(window)
    entry = page.current()
    assert entry is not None
    assert entry.order is not None
    page.manual.give_up(entry.order)


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


@state("orders-manual")
def manual(window: "Window") -> None:
    """Everything of an order that was written down."""
    waiting(window)
    page = board(window)
    page.open_entry(page.board.entries()[0])


def shown(window: "Window") -> tuple[OrdersPage, dict[str, int]]:
    """The board over them."""
    written(window)
    made = online(window)
    return board(window), made


@state("orders-board")
def full(window: "Window") -> None:
    """Orders of two accounts and by telephone in every column."""
    shown(window)


@state("order-online")
def one(window: "Window") -> None:
    """Everything of one order."""
    page, made = shown(window)
    page.online.open(made["260117K4R2"])


@state("order-ready")
def ready(window: "Window") -> None:
    """A packed order that waits for the carrier."""
    page, made = shown(window)
    page.online.open(made["260116F2C8"])


@state("order-unknown")
def unknown(window: "Window") -> None:
    """An order with goods nobody knows."""
    page, made = shown(window)
    page.online.open(made["260117M0A1"])


@state("order-match")
def match(window: "Window") -> None:
    """Which goods of the shop a line is."""
    from shopdesk.ui.pages.orders.matching import MatchSheet

    full(window)
    sheet = MatchSheet(window, 1, "Handwoven cotton cloth, red")
    window.open(sheet)
    sheet.finder.search.field.setText("ผ้า")
    sheet.finder._look("ผ้า")


@state("order-wish")
def wish(window: "Window") -> None:
    """The buyer wants to cancel."""
    page, made = shown(window)
    page.online.open(made["260117K4R9"])


@state("order-packing")
def packing_(window: "Window") -> None:
    """Some of it is in the parcel."""
    page, made = shown(window)
    page.online.next(made["260116H7T3"])


@state("order-packing-wrong")
def packing_wrong(window: "Window") -> None:
    """Something was scanned that is not in the order."""
    packing_(window)
    assert window.sheet is not None
    window.sheet.scanned(sample.code(8))


@state("order-packing-all")
def packing_all(window: "Window") -> None:
    """Everything is in."""
    from shopdesk.ui.pages.orders.packing import PackingSheet

    packing_(window)
    sheet = window.sheet
    assert isinstance(sheet, PackingSheet)
    for place in range(len(sheet.items())):
        sheet.table.selectRow(place)
        sheet.put(0)


@state("order-cancel")
def cancel(window: "Window") -> None:
    """What cannot be sent, and the words for the buyer."""
    from shopdesk.ui.pages.orders.packing import PackingSheet

    packing_(window)
    sheet = window.sheet
    assert isinstance(sheet, PackingSheet)
    sheet.cannot()


@state("order-handover")
def handover(window: "Window") -> None:
    """A parcel goes to the carrier."""
    page, made = shown(window)
    page.online.next(made["260116F2C8"])
    assert window.sheet is not None
    window.sheet.scanned("TH01234567890A")


@state("order-came-back")
def came_back(window: "Window") -> None:
    """A sent order came back."""
    from shopdesk.ui.pages.orders.whole import OrderSheet

    page, made = shown(window)
    page.online.open(made["260114B5N6"])
    sheet = window.sheet
    assert isinstance(sheet, OrderSheet)
    sheet.came_back()


@state("order-labels")
def labels(window: "Window") -> None:
    """Address labels, four on a sheet."""
    page, _made = shown(window)
    page.print_all()


@state("order-slip")
def slip(window: "Window") -> None:
    """The packing slip."""
    from shopdesk.ui.pages.orders.labels import open_slip

    _page, made = shown(window)
    open_slip(window, made["260116H7T3"])


@state("order-platform-label")
def platform_label(window: "Window") -> None:
    """The platform's own label is here."""
    page, made = shown(window)
    _platform_label(window, made["260116F2C8"])
    page.online.label(made["260116F2C8"])


@state("order-platform-labels")
def platform_labels(window: "Window") -> None:
    """Labels of platforms and ours on one sheet, one of them damaged."""
    page, made = shown(window)
    _platform_label(window, made["260116F2C8"])
    others = [order for order in made.values() if order != made["260116F2C8"]]
    page.online.labels([made["260116F2C8"], *others])


def _platform_label(window: "Window", order: int) -> None:
    """As the marketplace for practice makes it."""
    from shopdesk.practice import pdf
    from shopdesk.shop.online import labelling, packing

    assert window.office is not None
    content = pdf.label("Practice marketplace", "TH01260116F2C8", ["To: Somying", "2 x Mango jam"])
    name = labelling.keep(window.office, content)
    with window.office.writing() as desk:
        (parcel,) = packing.parcels(desk, order)
        packing.label_got(desk, parcel.id or 0, name)


@state("order-phone")
def phone(window: "Window") -> None:
    """Goods are kept for an order the telephone shows."""
    from shopdesk.shop import goods
    from shopdesk.ui.pages.orders.phone import PhoneSheet

    page, _made = shown(window)
    page.promise()
    sheet = window.sheet
    assert isinstance(sheet, PhoneSheet)
    assert window.office is not None
    with window.office.reading() as desk:
        found = [goods.find(desk, sample.GOODS[row][0], limit=1)[0] for row in (5, 13)]
    sheet.number.setText("260117P9Y1")
    for goods_ in found:
        sheet.add(goods_, 2000)


@state("order-promised")
def promised(window: "Window") -> None:
    """An order by telephone that did not come is asked about."""
    page, made = shown(window)
    page.online.open(made["phone"])


@state("orders-finished")
def finished(window: "Window") -> None:
    """What is over."""
    from shopdesk.shop.online import packing

    _page, made = shown(window)
    assert window.office is not None
    with window.office.writing() as desk:
        packing.cancel(desk, made["260117K4R9"], "out_of_stock")
    page = board(window)
    page.turn()


@state("order-boxes")
def boxes(window: "Window") -> None:
    """An order in two boxes, one of them handed over."""
    from shopdesk.shop.online import holding, packing

    page, made = shown(window)
    order = made["260116H7T3"]
    assert window.office is not None
    with window.office.writing() as desk:
        first = packing.packed(desk, order, part=True)
        for line in holding.lines_of(desk, order):
            packing.put_in(desk, line.id or 0, line.qty)
        packing.packed(desk, order)
        packing.handed_over(desk, first, "TH01234567890A", "ไปรษณีย์ไทย", 4_200)
    page.online.open(order)


@state("orders-file-heading")
def heading(window: "Window") -> None:
    """A file has a heading nobody knows."""
    from shopdesk.shop.byfile.sheets import Lacking
    from shopdesk.ui.pages.orders.headings import HeadingSheet

    _page, _made = shown(window)
    free = [("What they paid", "120.00"), ("Voucher", "0.00"), ("Buyer paid postage", "40.00")]
    window.open(HeadingSheet(window, 1, Lacking(("Deal Price", "ราคาขาย"), free)))
