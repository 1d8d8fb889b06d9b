"""The states of the store room for the tour."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.shop import goods, producers, receiving, stockroom, suppliers
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.ui import sample
from shopdesk.ui.pages.stock.count import CountPage
from shopdesk.ui.pages.stock.page import StockPage
from shopdesk.ui.pages.stock.papers import PapersPage
from shopdesk.ui.pages.stock.receive import ReceivePage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Village:
    """Who brings goods to the sample shop."""

    mill: int
    women: int
    owner: int
    store: int


def village(window: "Window") -> Village:
    """A rice mill that gives a month, a producer, a back room."""
    assert window.office is not None
    with window.office.writing() as desk:
        mill = suppliers.add(desk, "โรงสีบ้านโนน", "0812345678", credit_days=30)
        suppliers.add(desk, "ตัวแทนเครื่องดื่ม")
        one = producers.add(desk, "ป้าสมศรี กล้วยตาก", "0898765432")
        producers.agree(desk, one.id, producers.Agreement("percent", 2000, "2026-01-01"))
        store = stockroom.add_place(desk, "หลังร้าน")
    return Village(mill.party, one.party, one.owner, store)


def item(window: "Window", number: int) -> int:
    """The item of the n-th goods of the sample."""
    assert window.office is not None
    with window.office.reading() as desk:
        return goods.find(desk, sample.GOODS[number][0])[0].item


def received(window: "Window", people: Village) -> None:
    """Some loads that came before."""
    assert window.office is not None
    rice, milk, banana = (item(window, number) for number in (0, 9, 5))
    with window.office.writing() as desk:
        load = Load((Incoming(rice, 20_000, 260_000),), supplier=people.mill, paid_by="credit", due_on="2026-12-22",
                    paper_number="INV-0231")  # fmt: skip
        receiving.receive(desk, load)
    with window.office.writing() as desk:
        lines = (Incoming(milk, 24_000, 23_000, "2026-11-24"), Incoming(milk, 12_000, 11_500, "2026-11-20"))
        receiving.receive(desk, Load(lines, location=people.store))
    with window.office.writing() as desk:
        consigned = Load((Incoming(banana, 15_000, 0, "2027-01-10"),), owner=people.owner, paid_by="consignment")
        receiving.receive(desk, consigned)


def receive(window: "Window") -> ReceivePage:
    """The page of goods that come in, shown."""
    page = window.go("receive")
    assert isinstance(page, ReceivePage)
    settle(window)
    return page


@state("receive-empty")
def receive_empty(window: "Window") -> None:
    """Nothing came yet."""
    receive(window)


@state("receive")
def receive_typing(window: "Window") -> None:
    """A load being typed, from a supplier who is paid later."""
    people = village(window)
    page = receive(window)
    for number, much in ((0, "20"), (9, "24"), (2, "12")):
        page.scanned(sample.code(number))
        page.bar.qty.setText(much)
        page.bar.qty.textEdited.emit(much)
    page.side.choose_bringer(f"supplier {people.mill}")
    page.side.choose_way("credit")
    page.bar.expires.setText("30/6/2570")
    page.bar.expires.textEdited.emit("30/6/2570")
    page.bar.folder.click()
    page.bar.to_qty()


@state("receive-paper")
def receive_paper(window: "Window") -> None:
    """What stands on the supplier's paper; on a small window the side alone."""
    receive_typing(window)
    page = window.page
    assert isinstance(page, ReceivePage)
    page.panes.show_side(True)
    page.side.folder.click()
    settle(window)
    page.side.area.verticalScrollBar().setValue(10_000)


@state("receive-producer")
def receive_producer(window: "Window") -> None:
    """A producer leaves goods to sell."""
    people = village(window)
    page = receive(window)
    page.scanned(sample.code(5))
    page.side.choose_bringer(f"owner {people.owner}")
    page.panes.show_side(True)


@state("receive-dearer")
def receive_dearer(window: "Window") -> None:
    """Taken in; something costs more than before."""
    page = receive(window)
    page.side.choose_way("owner")
    page.scanned(sample.code(10))
    page.bar.each.setText("24")
    page.bar.each.textEdited.emit("24")
    page.save()


@state("receive-unknown")
def receive_unknown(window: "Window") -> None:
    """A code nobody knows."""
    receive(window).scanned("8850999320014")


@state("receive-new-supplier")
def receive_new_supplier(window: "Window") -> None:
    """Somebody who brings goods for the first time."""
    receive(window).side.write_new()


def papers(window: "Window") -> PapersPage:
    """The list of papers, shown."""
    page = window.go("papers")
    assert isinstance(page, PapersPage)
    settle(window)
    return page


@state("papers-empty")
def papers_empty(window: "Window") -> None:
    """No papers yet."""
    papers(window).choose("grade")


@state("papers")
def papers_open(window: "Window") -> None:
    """Papers of some loads, one of them open."""
    received(window, village(window))
    page = papers(window)
    page.table.selectRow(2)
    page.open_paper(page.table.rows.row(2).number)
    page.panes.show_side(True)


def count(window: "Window") -> CountPage:
    """The page of counts, shown."""
    page = window.go("count")
    assert isinstance(page, CountPage)
    settle(window)
    return page


def put(page: CountPage, number: int, much: str) -> None:
    """Count some of the sample's goods."""
    page.scanned(sample.code(number))
    page.pane.bar.qty.setText(much)
    page.pane.bar.enter()


@state("count-empty")
def count_empty(window: "Window") -> None:
    """No count is under way."""
    count(window)


@state("count")
def count_start(window: "Window") -> None:
    """One count waits; on a small window a new one is a step further."""
    page = count(window)
    page.start.begin()
    page.to_start()


@state("count-new")
def count_new(window: "Window") -> None:
    """What is to be counted."""
    village(window)
    count(window).start.panes.show_side(True)


@state("count-typing")
def count_typing(window: "Window") -> None:
    """Some goods are counted, the next one is being typed."""
    received(window, village(window))
    page = count(window)
    page.start.begin()
    put(page, 3, "88")
    put(page, 6, "5")
    put(page, 12, "9")
    page.scanned(sample.code(9))
    page.pane.bar.qty.setText("38")


@state("count-shelf")
def count_shelf(window: "Window") -> None:
    """The shelf and what was not counted; on a small window alone."""
    count_typing(window)
    page = window.page
    assert isinstance(page, CountPage)
    page.pane.next_scan()
    page.pane.panes.show_side(True)


@state("count-differences")
def count_differences(window: "Window") -> None:
    """What differs, and why."""
    count_typing(window)
    page = window.page
    assert isinstance(page, CountPage)
    page.to_end()
    page.end.because("lost")


@state("count-why")
def count_why(window: "Window") -> None:
    """The reasons; on a small window alone."""
    count_differences(window)
    page = window.page
    assert isinstance(page, CountPage)
    page.end.panes.show_side(True)


def stock_page(window: "Window") -> StockPage:
    """The stock, shown, with loads that came before."""
    received(window, village(window))
    page = window.go("stock")
    assert isinstance(page, StockPage)
    settle(window)
    return page


@state("stock")
def stock_list(window: "Window") -> None:
    """What lies there, nothing chosen."""
    stock_page(window)


@state("stock-card")
def stock_card(window: "Window") -> None:
    """One of the goods, with its card."""
    page = stock_page(window)
    page.scanned(sample.code(9))


@state("stock-soon")
def stock_soon(window: "Window") -> None:
    """Lots that expire soon."""
    stock_page(window).choose("soon")


@state("stock-late")
def stock_late(window: "Window") -> None:
    """Lots that have expired."""
    stock_page(window).choose("late")


@state("stock-nothing")
def stock_nothing(window: "Window") -> None:
    """A word nothing has."""
    page = stock_page(window)
    page.search.field.setText("ทุเรียน")
    page.look()


@state("stock-waste")
def stock_waste(window: "Window") -> None:
    """Something is thrown away."""
    page = stock_page(window)
    page.scanned(sample.code(9))
    page.side.take_out()


@state("stock-carry")
def stock_carry(window: "Window") -> None:
    """Something is carried to the back room."""
    page = stock_page(window)
    page.scanned(sample.code(0))
    page.side.carry()


@state("stock-grade")
def stock_grade(window: "Window") -> None:
    """Mangoes become grades, boxes and waste."""
    from shopdesk.ui.pages.stock.grade import GradeSheet

    page = stock_page(window)
    assert window.office is not None
    with window.office.writing() as desk:
        kinds = (("มะม่วงเกรด A", 6_000), ("มะม่วงเกรด B", 3_500))
        found = [goods.create(desk, goods.Draft(name, price, "kg", True)) for name, price in kinds]
    page.scanned(sample.code(4))
    page.side.grade()
    sheet = window.sheet
    assert isinstance(sheet, GradeSheet)
    for row in found:
        sheet.add(row)
    for field, text in ((sheet.qty, "20"), (sheet.waste, "1.5"), (sheet.rows[0].qty, "10"), (sheet.rows[1].qty, "8")):
        field.setText(text)
        field.textEdited.emit(text)


@state("stock-place")
def stock_place(window: "Window") -> None:
    """A new place."""
    stock_page(window).new_place()


@state("stock-buy-again")
def stock_buy_again(window: "Window") -> None:
    """When goods are bought again."""
    page = stock_page(window)
    page.scanned(sample.code(9))
    page.side.buy_again()


@state("stock-shopping")
def stock_shopping(window: "Window") -> None:
    """What to buy now."""
    from shopdesk.shop import shopping

    page = stock_page(window)
    assert window.office is not None
    with window.office.writing() as desk:
        shopping.set_point(desk, item(window, 0), 100_000, 200_000)
        shopping.set_point(desk, item(window, 6), 10_000, 30_000)
    page.shopping()


@state("stock-shopping-empty")
def stock_shopping_empty(window: "Window") -> None:
    """Nothing to buy."""
    stock_page(window).shopping()
