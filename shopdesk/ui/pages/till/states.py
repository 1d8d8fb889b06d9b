"""The states of the till for the tour."""

from typing import TYPE_CHECKING

from shopdesk.core.barcode import Scan
from shopdesk.core.cart import Discount
from shopdesk.ui import sample
from shopdesk.ui.pages.till import asking, deeds, line_deeds
from shopdesk.ui.pages.till.page import TillPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

BASKET = ((0, 1000), (1, 1000), (4, 1350), (5, 2000), (2, 1000), (3, 3000))


def till(window: "Window") -> TillPage:
    """The till, shown."""
    page = window.go("till")
    assert isinstance(page, TillPage)
    return page


def fill_bill(window: "Window") -> TillPage:
    """Five kinds of goods on the bill, one just removed, ten baht off."""
    page = till(window)
    by_name = {goods.name: goods for goods in page.grid.goods()}
    for number, qty in BASKET:
        page.take(by_name[sample.GOODS[number][0]], Scan("quantity", qty=qty))
    bill = page.counter.bill
    bill.put(bill.cart.discount_bill(Discount("amount", 1000)))
    bill.choose(next(line.uid for line in bill.cart.lines if line.name == sample.GOODS[2][0]))
    line_deeds.remove(page)
    return page


@state("till")
def selling(window: "Window") -> None:
    """A bill under way."""
    fill_bill(window)


@state("till-empty-bill")
def empty_bill(window: "Window") -> None:
    """Before the first scan."""
    till(window)


@state("till-search")
def searching(window: "Window") -> None:
    """A name half typed."""
    page = fill_bill(window)
    page.field.input.setText("น้ำ")
    page.search()


@state("till-not-found")
def not_found(window: "Window") -> None:
    """A name nobody has."""
    page = till(window)
    page.field.input.setText("ทุเรียน")
    page.search()


@state("till-unknown")
def unknown(window: "Window") -> None:
    """A code nobody knows."""
    fill_bill(window).scanned("8850999320014")


@state("till-quantity")
def quantity(window: "Window") -> None:
    """Three of the next goods."""
    fill_bill(window).ring("3*", by_scanner=False)


@state("till-weight")
def weight(window: "Window") -> None:
    """How much of weighed goods."""
    page = fill_bill(window)
    page.scanned(sample.code(4))
    if window.sheet is not None and hasattr(window.sheet, "field"):
        window.sheet.field.setText("1.35")


@state("till-scale")
def scale(window: "Window") -> None:
    """Weighed goods on a scale that is read live."""
    from shopdesk.devices.scale import Reading

    page = fill_bill(window)
    sheet = asking.WeightSheet(next(line for line in page.counter.bill.cart.lines if line.by_weight))
    sheet.show_scale("").show_reading(Reading(1350, "still"))
    sheet.field.textChanged.emit("")
    window.open(sheet)


@state("till-discount")
def discount(window: "Window") -> None:
    """A discount being typed."""
    line_deeds.discount(fill_bill(window))


@state("till-line")
def line(window: "Window") -> None:
    """What can be done with a line."""
    line_deeds.change_line(fill_bill(window))


@state("till-held")
def held(window: "Window") -> None:
    """The bills that wait."""
    deeds.recall(till(window))


@state("till-change")
def change(window: "Window") -> None:
    """After a sale."""
    page = fill_bill(window)
    page.give(52_000)


@state("till-help")
def help_panel(window: "Window") -> None:
    """Help beside the till."""
    fill_bill(window)
    window.toggle_help()


@state("till-guide")
def guide(window: "Window") -> None:
    """The first bubble for whoever is new."""
    till(window).over.show_guide()


@state("till-guide-pay")
def guide_pay(window: "Window") -> None:
    """The third one."""
    over = fill_bill(window).over
    over.show_guide()
    if over.guide is not None:
        over.guide.next()
        over.guide.next()


@state("till-palette")
def palette(window: "Window") -> None:
    """Ctrl+K."""
    fill_bill(window)
    window.open_palette()


@state("till-keycaps")
def keycaps(window: "Window") -> None:
    """While Alt is held."""
    fill_bill(window)
    settle(window)
    window.watch.caps.uncover()


@state("crash")
def crash(window: "Window") -> None:
    """A fault of ours."""
    from shopdesk.ui.crash import CrashSheet

    fill_bill(window)
    window.open(CrashSheet("ShopDesk 0.1.0\nZeroDivisionError: division by zero"))


@state("till-empties")
def empties(window: "Window") -> None:
    """Containers come back with a bill."""
    from shopdesk.shop import containers
    from shopdesk.ui.pages.till.empties import EmptiesSheet, bring_back

    assert window.office is not None
    with window.office.writing() as desk:
        crate = containers.add(desk, "ลังเบียร์", 12_000)
        containers.add(desk, "ถังน้ำ 20 ลิตร", 5_000)
    page = fill_bill(window)
    bring_back(page)
    sheet = window.sheet
    assert isinstance(sheet, EmptiesSheet)
    sheet.step(crate, 2)


def _late(window: "Window", mode: str) -> None:
    """Bread past its date, put on the bill."""
    from shopdesk.shop import goods, receiving, settings

    assert window.office is not None
    page = fill_bill(window)
    with window.office.writing() as desk:
        bread = goods.create(desk, goods.Draft("ขนมปังนมสด", 2_500))
        settings.change(desk, "stock.expired", mode)
        line = receiving.Incoming(bread.item, 12_000, 18_000, expires="2026-11-01")
        receiving.receive(desk, receiving.Load((line,), paid_by="owner"))
    window.bus.goods_changed.emit()
    page.take(bread)


@state("till-expired")
def expired(window: "Window") -> None:
    """Goods past their date came on the bill: the till asks."""
    _late(window, "warn")


@state("till-expired-refused")
def expired_refused(window: "Window") -> None:
    """Goods past their date do not come on the bill."""
    _late(window, "block")
