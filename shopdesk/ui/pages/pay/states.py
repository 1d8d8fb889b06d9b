"""The states of the pay sheet and of what the customer sees, for the tour."""

from typing import TYPE_CHECKING

from shopdesk.core.cart import Discount
from shopdesk.ui.display import faces
from shopdesk.ui.display.faces import ChangeFace, Face, IdleFace
from shopdesk.ui.display.view import FaceView
from shopdesk.ui.pages.pay.cash import CashTab
from shopdesk.ui.pages.pay.mixed import MixedTab
from shopdesk.ui.pages.pay.named import NamedTab
from shopdesk.ui.pages.pay.promptpay import PromptPayTab
from shopdesk.ui.pages.pay.sheet import PaySheet
from shopdesk.ui.pages.till.states import fill_bill
from shopdesk.ui.tour import state

if TYPE_CHECKING:
    from shopdesk.ui.pages.till.page import TillPage
    from shopdesk.ui.shell import Window


def _slip() -> str:
    from shopdesk.core import emv

    inner = emv.joined((("00", "000001"), ("01", "004"), ("02", "014242082547BPM04988")))
    return emv.sealed(emv.joined((("00", inner), ("51", "TH"))), "91")


def _set(window: "Window", key: str, value: object) -> None:
    from shopdesk.shop import settings

    assert window.office is not None
    with window.office.writing() as desk:
        settings.change(desk, key, value)


def _open(window: "Window", tab: str) -> PaySheet:
    page = fill_bill(window)
    return _opened(window, page, tab)


def _opened(window: "Window", page: "TillPage", tab: str) -> PaySheet:
    page.pay("cash" if tab == "named" else tab)
    sheet = window.sheet
    assert isinstance(sheet, PaySheet)
    if tab == "named":
        sheet.choose("named")
    return sheet


def _with_beer(window: "Window") -> "TillPage":
    from shopdesk.shop import goods
    from shopdesk.shop.goods import Draft

    assert window.office is not None
    with window.office.writing() as desk:
        beer = goods.create(desk, Draft("เบียร์ช้าง 620 มล.", 6500, restricted="alcohol"))
    page = fill_bill(window)
    page.take(beer)
    page.strip.clear()
    return page


@state("pay-cash")
def cash(window: "Window") -> None:
    """A thousand-baht note for a bill."""
    tab = _open(window, "cash").tab
    assert isinstance(tab, CashTab)
    tab.add(100_000)


@state("pay-cash-empty")
def cash_empty(window: "Window") -> None:
    """Enter would take exact cash."""
    _open(window, "cash")


@state("pay-cash-missing")
def cash_missing(window: "Window") -> None:
    """Too little, with rounding on."""
    _set(window, "cash.rounding", "down25")
    page = fill_bill(window)
    page.counter.bill.put(page.counter.bill.cart.discount_bill(Discount("amount", 1010)))
    sheet = _opened(window, page, "cash")
    assert isinstance(sheet.tab, CashTab)
    sheet.tab.field.setText("400")
    sheet.painted = True
    sheet.enter()


@state("pay-cash-surprising")
def cash_surprising(window: "Window") -> None:
    """An amount nobody hands over."""
    sheet = _open(window, "cash")
    assert isinstance(sheet.tab, CashTab)
    sheet.tab.field.setText("50000")
    sheet.painted = True
    sheet.enter()


@state("pay-scan")
def scan(window: "Window") -> None:
    """Goods were scanned while the sheet was open."""
    _open(window, "cash").scanned("8850999320014")


@state("pay-promptpay")
def promptpay(window: "Window") -> None:
    """The QR."""
    _open(window, "promptpay")


@state("pay-promptpay-slip")
def promptpay_slip(window: "Window") -> None:
    """A slip was scanned, the number was changed a moment ago, a printer is there."""
    _set(window, "promptpay.id", "0898765432")
    _set(window, "printer.target", "file:receipt")
    _open(window, "promptpay").scanned(_slip())


@state("pay-promptpay-none")
def promptpay_none(window: "Window") -> None:
    """The shop has no number."""
    _set(window, "promptpay.id", "")
    sheet = _open(window, "promptpay")
    assert isinstance(sheet.tab, PromptPayTab)


@state("pay-turned")
def turned(window: "Window") -> None:
    """The screen turned to the customer."""
    size = window.size()
    _open(window, "promptpay").codes.turn_to_customer()
    window.showNormal()
    window.resize(size)


@state("pay-named")
def named(window: "Window") -> None:
    """The bank's own QR stand."""
    tab = _open(window, "named").tab
    assert isinstance(tab, NamedTab)
    tab.pick("stand")


@state("pay-named-barred")
def named_barred(window: "Window") -> None:
    """Beer on a bill for the welfare card."""
    tab = _opened(window, _with_beer(window), "named").tab
    assert isinstance(tab, NamedTab)
    tab.pick("welfare")


@state("pay-named-split")
def named_split(window: "Window") -> None:
    """The beer was split off."""
    sheet = _opened(window, _with_beer(window), "named")
    assert isinstance(sheet.tab, NamedTab)
    sheet.tab.pick("welfare")
    sheet.agree()


@state("pay-mixed")
def mixed(window: "Window") -> None:
    """Part cash, part PromptPay."""
    tab = _open(window, "mixed").tab
    assert isinstance(tab, MixedTab)
    tab.row("cash").field.setText("300")


@state("pay-mixed-details")
def mixed_details(window: "Window") -> None:
    """A slip for one part, the last digits of another."""
    sheet = _open(window, "mixed")
    assert isinstance(sheet.tab, MixedTab)
    sheet.tab.row("cash").field.setText("300")
    sheet.tab.row("card").field.setText("100")
    sheet.scanned(_slip())


@state("pay-mixed-over")
def mixed_over(window: "Window") -> None:
    """More was transferred than the bill."""
    tab = _open(window, "mixed").tab
    assert isinstance(tab, MixedTab)
    tab.row("promptpay").field.setText("600")


SHOP = "ร้านค้าชุมชนบ้านโนน"


def _face(window: "Window", face: Face) -> None:
    """The customer's monitor, in the place of the window."""
    view = FaceView(face, window)
    view.setGeometry(window.rect())
    view.show()
    view.raise_()


@state("customer-idle")
def customer_idle(window: "Window") -> None:
    """Between bills."""
    _face(window, IdleFace(SHOP))


@state("customer-bill")
def customer_bill(window: "Window") -> None:
    """A bill under way."""
    counter = fill_bill(window).counter
    _face(window, faces.of_bill(SHOP, counter.bill.cart, counter.due().totals, None))


@state("customer-pay")
def customer_pay(window: "Window") -> None:
    """The QR."""
    face = _open(window, "promptpay").codes.face()
    assert face is not None
    _face(window, face)


@state("customer-change")
def customer_change(window: "Window") -> None:
    """The change."""
    _face(window, ChangeFace(SHOP, 50_175, 1_825))
