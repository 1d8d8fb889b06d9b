"""The states of customers and the credit book for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui.pages.customers import crates
from shopdesk.ui.pages.customers import deeds as deeds_of_book
from shopdesk.ui.pages.customers.choosing import ChooseSheet
from shopdesk.ui.pages.customers.page import CustomersPage
from shopdesk.ui.pages.customers.picker import Picker
from shopdesk.ui.pages.customers.sheets import RepaySheet
from shopdesk.ui.pages.pay.credit import CreditTab
from shopdesk.ui.pages.pay.sheet import PaySheet
from shopdesk.ui.pages.till import deeds
from shopdesk.ui.pages.till.states import fill_bill
from shopdesk.ui.tour import state

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.ui.shell import Window

# name, nickname, house, member number, limit, agreed pay-day, open from the old book
NEIGHBOURS: tuple[tuple[str, str, str, str, int | None, str, int], ...] = (
    ("สมศรี ใจดี", "ป้าแดง", "12", "0012", 100_000, "month_end", 32_000),
    ("คำปัน ทองสุข", "ลุงคำ", "45/1", "0045", None, "harvest", 125_050),
    ("บุญมี แก้วมา", "ย่ามี", "7", "0007", 50_000, "welfare", 48_000),
    ("มานพ ศรีสุข", "ช่างนพ", "88", "", None, "", 0),
    ("กลุ่มแม่บ้านบ้านโนน", "", "3", "0101", None, "", -20_000),
)


def neighbours(window: "Window") -> "list[Customer]":
    """The people of the village, some of whom owe."""
    from shopdesk.shop import credit, customers
    from shopdesk.shop.customers import Card

    assert window.office is not None
    with window.office.writing() as desk:
        made = []
        for name, nickname, house, member, limit, pay_day, owes in NEIGHBOURS:
            card = Card(name, nickname, house, member=member, limit=limit, pay_day=pay_day)
            made.append(customers.add(desk, card))
            if owes:
                credit.carry_in(desk, made[-1].id, owes)
        return made


def _picker(window: "Window") -> Picker:
    neighbours(window)
    deeds.choose_customer(fill_bill(window))
    sheet = window.sheet
    assert isinstance(sheet, ChooseSheet)
    sheet.picker.look()
    return sheet.picker


@state("till-customer")
def customer(window: "Window") -> None:
    """Whose bill it is."""
    _picker(window)


@state("till-customer-new")
def customer_new(window: "Window") -> None:
    """Somebody new."""
    picker = _picker(window)
    picker.search.field.setText("น้าหวาน")
    picker.write_new()


@state("till-customer-chosen")
def customer_chosen(window: "Window") -> None:
    """A bill that is somebody's."""
    deeds.take_customer(fill_bill(window), neighbours(window)[0])


def _credit(window: "Window") -> CreditTab:
    neighbours(window)
    fill_bill(window).pay("credit")
    sheet = window.sheet
    assert isinstance(sheet, PaySheet)
    assert isinstance(sheet.tab, CreditTab)
    return sheet.tab


@state("pay-credit-who")
def credit_who(window: "Window") -> None:
    """Who pays later."""
    _credit(window)


@state("pay-credit")
def credit(window: "Window") -> None:
    """What is open, and when it is to be paid."""
    tab = _credit(window)
    tab.picker.look()
    tab.picker.take()
    tab.now.setText("100")


@state("pay-credit-above")
def credit_above(window: "Window") -> None:
    """Above the limit."""
    tab = _credit(window)
    tab.picker.search.field.setText("ย่ามี")
    tab.picker.take()


def _page(window: "Window") -> CustomersPage:
    neighbours(window)
    page = window.go("customers")
    assert isinstance(page, CustomersPage)
    return page


def _book(window: "Window") -> CustomersPage:
    """The book of ป้าแดง: the old book, a bill, part of it paid, a line taken back."""
    from shopdesk.shop import credit, customers

    page = _page(window)
    assert window.office is not None
    with window.office.reading() as desk:
        (person,) = customers.find(desk, "ป้าแดง")
    for amount in (10_000, 5_000):
        with window.office.writing() as desk:
            credit.repay(desk, person.id, amount)
    with window.office.writing() as desk:
        credit.take_back(desk, credit.lines(desk, person.book)[-1].entry or 0, "คีย์ผิด")
    with window.office.reading() as desk:
        page.open_book(customers.one(desk, person.id))
    return page


@state("customers")
def listed(window: "Window") -> None:
    """Who owes, and since when."""
    _page(window)


@state("customers-empty")
def nobody(window: "Window") -> None:
    """Before the first."""
    window.go("customers")


@state("customers-overdue")
def overdue(window: "Window") -> None:
    """Nobody is past the day."""
    _page(window).list.choose("overdue")


@state("customers-book")
def book(window: "Window") -> None:
    """The book as on paper."""
    _book(window).book.table.selectRow(1)


@state("customers-repay")
def repay(window: "Window") -> None:
    """Money comes in."""
    deeds_of_book.repay(_book(window))
    sheet = window.sheet
    assert isinstance(sheet, RepaySheet)
    sheet.field.setText("100")


@state("customers-paid")
def paid(window: "Window") -> None:
    """After a payment."""
    page = _book(window)
    deeds_of_book.repay(page)
    sheet = window.sheet
    assert isinstance(sheet, RepaySheet)
    sheet.field.setText("100")
    sheet.enter()


@state("customers-statement")
def statement(window: "Window") -> None:
    """The book on paper."""
    page = _book(window)
    assert page.person is not None
    deeds_of_book.statement(page, page.person)


@state("customers-receipt")
def receipt(window: "Window") -> None:
    """The receipt of a payment."""
    deeds_of_book.last_receipt(_book(window))


@state("customers-who-owes")
def who_owes(window: "Window") -> None:
    """The list to go round with."""
    _page(window).list.print_()


@state("customers-card")
def card(window: "Window") -> None:
    """A card."""
    deeds_of_book.edit(_book(window))


@state("customers-more")
def more(window: "Window") -> None:
    """What is done less often."""
    deeds_of_book.choose_more(_book(window))


@state("customers-write-off")
def write_off(window: "Window") -> None:
    """Letting go of a debt."""
    deeds_of_book.write_off(_book(window))


@state("customers-consents")
def consents(window: "Window") -> None:
    """What a person agreed to."""
    deeds_of_book.consents(_book(window))


@state("customers-erase")
def erase(window: "Window") -> None:
    """Asked once more."""
    deeds_of_book.erase(_book(window))


def _crates(window: "Window") -> CustomersPage:
    """Two crates of beer are with the customer whose book is open."""
    from shopdesk.shop import containers

    page = _book(window)
    assert window.office is not None
    assert page.person is not None
    with window.office.writing() as desk:
        crate = containers.add(desk, "ลังเบียร์", 12_000)
        containers.moved(desk, crate, page.person.party, 2_000, 24_000)
        containers.moved(desk, crate, None, 3_000, 36_000)
    page.read_again()
    return page


@state("customers-containers")
def at_customer(window: "Window") -> None:
    """What one of them holds stands in the book."""
    _crates(window)


@state("customers-containers-back")
def come_back(window: "Window") -> None:
    """Containers come back."""
    page = _crates(window)
    crates.take_back(page, page.person)


@state("customers-containers-all")
def at_everybody(window: "Window") -> None:
    """Who holds which."""
    crates.holders(_crates(window))


@state("customers-too-much")
def too_much(window: "Window") -> None:
    """More than is owed is asked about."""
    deeds_of_book.repay(_book(window))
    sheet = window.sheet
    assert isinstance(sheet, RepaySheet)
    sheet.field.setText("9999")
    sheet.enter()
