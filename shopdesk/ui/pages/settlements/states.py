"""The states of the page of platforms' money, for the tour."""

from typing import TYPE_CHECKING

from shopdesk.shop import settlements
from shopdesk.shop.channels import Money, MoneyLine, RemoteLine, RemoteOrder, Statement
from shopdesk.ui.pages.accounts import sample
from shopdesk.ui.pages.settlements.page import SettlementsPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def _page(window: "Window", which: str = "orders") -> SettlementsPage:
    page = window.go("settlements")
    assert isinstance(page, SettlementsPage)
    page.choose(which)
    settle(window)
    return page


def _sold(window: "Window", account: int, *numbers: str) -> None:
    """Orders of soap that were packed and handed over."""
    from shopdesk.shop import answers, goods, listings, offers
    from shopdesk.shop.online import holding, intake, packing

    assert window.office is not None
    now = window.clock()
    with window.office.writing(window.actor) as desk:
        soap = goods.find(desk, "สบู่สมุนไพรขมิ้น")[0]
        words = offers.Words("สบู่ขมิ้นทำมือ 100 ก.", weight=120)
        where = {account: answers.Where(ticked=True)}
        said = answers.Said(soap.sale_unit, soap.product, soap.name, words, {soap.sale_unit: 12_000}, where=where)
        sku = listings.units(desk, answers.store(desk, said)[account])[0].seller_sku
    for number in numbers:
        line = RemoteLine((f"{number}-1",), sku, "สบู่ขมิ้นทำมือ", 1, 12_000)
        order = RemoteOrder(number, number, "new", "pending", now, now, (line,), 12_000, 0, 0, 12_000)
        with window.office.writing(window.actor) as desk:
            made = intake.take_in(desk, account, order).id
            packing.put_in(desk, holding.lines_of(desk, made)[0].id or 0, 1_000)
            packing.handed_over(desk, packing.packed(desk, made), tracking=f"TH{number}")


def _settled(window: "Window") -> None:
    """Three orders, two payouts; one of each does not add up."""
    lazada, shopee = sample.accounts(window, "lazada", "shopee-file")
    _sold(window, lazada, "500", "512", "520")
    lines = [
        MoneyLine(f"{number}-{kind}", kind, kind, amount, "2026-11-18", number, "LZ-2026-46")
        for number, item, fee in (("500", 12_000, -1_260), ("512", 11_500, -1_207), ("520", 12_000, -1_260))
        for kind, amount in (("item", item), ("commission", fee), ("payment_fee", -240))
    ]
    paid = sum(line.amount for line in lines)
    other = MoneyLine("w1", "item", "ยอดขาย", 24_000, "2026-11-12", "", "SP-1")
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        statement = Statement("LZ-2026-46", "2026-11-09", "2026-11-15", paid, "2026-11-18")
        settlements.take_in(desk, lazada, Money(tuple(lines), (statement,)))
        short = Statement("SP-1", "2026-11-12", "2026-11-12", 23_100, "2026-11-13")
        settlements.take_in(desk, shopee, Money((other,), (short,)))


@state("settlements-none")
def none(window: "Window") -> None:
    """Nothing was settled yet."""
    sample.install(window)
    _page(window)


@state("settlements-orders")
def orders(window: "Window") -> None:
    """What was settled of which order."""
    _settled(window)
    _page(window)


@state("settlements-payouts")
def payouts(window: "Window") -> None:
    """What was paid out; a part is not explained."""
    _settled(window)
    _page(window, "statements").statements.selectRow(1)


@state("settlements-sums")
def sums(window: "Window") -> None:
    """What each owes, and the fees by kind."""
    _settled(window)
    _page(window, "sums")


def _own_money(window: "Window") -> None:
    """A web shop of one's own, whose platform tells no payouts."""
    (web,) = sample.accounts(window, "woo")
    _sold(window, web, "500", "512")


@state("settlements-came")
def came(window: "Window") -> None:
    """How much of it reached the bank."""
    _own_money(window)
    _page(window, "sums").ask_received()
    settle(window)


@state("settlements-seen")
def seen(window: "Window") -> None:
    """What the bank says of a payout."""
    _settled(window)
    page = _page(window, "statements")
    page.statements.selectRow(0)
    page.ask_seen()
    settle(window)
