"""A paper is looked at before it is printed, kept as a file, or left."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from shopdesk.core import promptpay
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.shop import documents, payments, selling, settings
from shopdesk.ui.pages.receipt.sheet import open_receipt
from shopdesk.ui.printing import Printing
from tests.ui.bills_page import Counter, rest


@pytest.fixture
def counter(window: Any, shop: Any, ticks: Any) -> Counter:
    Printing(window)
    return Counter(window, shop, ticks)


def printer(counter: Counter, place: Path) -> None:
    with counter.shop.office.writing() as desk:
        settings.change(desk, "printer.target", f"file:{place}")


def is_copy(counter: Counter, sale: int) -> bool:
    with counter.shop.office.reading() as desk:
        return documents.receipt(desk, sale).copy


def test_ctrl_p_and_enter_print_and_the_next_one_is_a_copy(counter: Counter, tmp_path: Path) -> None:
    printer(counter, tmp_path / "out")
    sale = counter.sold().id
    counter.go_to("bills").choose()
    counter.press("Ctrl+P").paint_()
    assert not counter.paper.paper.copy
    counter.press("Enter")
    rest(counter.window)
    assert counter.window.sheet is None
    assert (tmp_path / "out").stat().st_size > 1000
    assert is_copy(counter, sale)


def test_several_copies_are_printed_at_once(counter: Counter, tmp_path: Path) -> None:
    printer(counter, tmp_path / "out")
    sale = counter.sold().id
    open_receipt(counter.window, sale)
    counter.paint_()
    counter.paper.copies.go(2)
    counter.press("Enter")
    rest(counter.window)
    with counter.shop.office.reading() as desk:
        prints = desk.session.connection().exec_driver_sql("SELECT prints FROM sale_state").scalar_one()
    assert prints == 3


def test_a_second_enter_at_once_prints_nothing_twice(counter: Counter, tmp_path: Path) -> None:
    printer(counter, tmp_path / "out")
    sale = counter.sold().id
    open_receipt(counter.window, sale)
    counter.press("Enter", wait=0.0)
    assert counter.window.sheet is counter.paper
    counter.press("Esc")
    rest(counter.window)
    assert not is_copy(counter, sale)


def test_a_receipt_is_kept_as_pdf_or_as_a_picture(counter: Counter, tmp_path: Path) -> None:
    open_receipt(counter.window, counter.sold().id)
    counter.paper.ask_where = lambda _parent, name: tmp_path / name
    counter.click("เก็บเป็น PDF").click("เก็บเป็นรูป")
    assert (tmp_path / "1A-000001.pdf").read_bytes().startswith(b"%PDF")
    assert QImage(str(tmp_path / "1A-000001.png")).width() > 700
    counter.paper.ask_where = lambda _parent, name: tmp_path / "no" / "such" / name
    counter.click("เก็บเป็น PDF")
    assert "เก็บไว้ที่นั่นไม่ได้" in counter.sheet_news


def test_without_a_receipt_printer_the_paper_is_shown_and_another_printer_offered(
    counter: Counter, tmp_path: Path
) -> None:
    sale = counter.sold().id
    assert counter.window.print_receipt is not None
    counter.window.print_receipt(sale)
    counter.paint_()
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "office.pdf"))
    counter.paper.ask_printer = lambda _parent: device
    assert counter.paper.main.said() == "เลือกเครื่องพิมพ์"
    counter.click("เครื่องพิมพ์อื่น")
    rest(counter.window)
    assert counter.window.sheet is None
    assert (tmp_path / "office.pdf").read_bytes().startswith(b"%PDF")
    assert is_copy(counter, sale)


def test_waiting_papers_are_listed_and_can_be_let_go(counter: Counter, tmp_path: Path) -> None:
    printer(counter, tmp_path / "no" / "such" / "out")
    assert counter.window.print_receipt is not None
    counter.window.print_receipt(counter.sold().id)
    rest(counter.window)
    counter.go_to("bills")
    counter.click("รอพิมพ์ 1").click("ไม่พิมพ์ทั้งหมด")
    rest(counter.window)
    assert not counter.bills.paper.isVisible()


def test_without_a_printer_one_press_leads_to_choosing_one(counter: Counter) -> None:
    from shopdesk.ui.pages.settings.page import SettingsPage

    open_receipt(counter.window, counter.sold().id)
    counter.click("เลือกเครื่องพิมพ์")
    page = counter.window.page
    assert counter.window.sheet is None
    assert isinstance(page, SettingsPage)
    assert page.section.heading.said() == "เครื่องพิมพ์"


def test_a_bill_whose_money_nobody_saw_asks_for_it_on_its_paper(counter: Counter) -> None:
    with counter.shop.office.writing() as desk:
        settings.change(desk, "promptpay.id", "0812345678")
    sale = counter.sold(paid=[selling.Paid("promptpay", 18500)])
    with counter.shop.office.reading() as desk:
        asked = documents.receipt(desk, sale.id).payment_qr
        assert asked is not None
        assert promptpay.parse(asked).amount == sale.total
        payment = desk.session.connection().exec_driver_sql("SELECT id FROM payment").scalar_one()
    with counter.shop.office.writing() as desk:
        payments.confirm(desk, payment, "confirmed_cashier")
    with counter.shop.office.reading() as desk:
        assert documents.receipt(desk, sale.id).payment_qr is None


def test_a_bill_on_hold_carries_the_code_for_its_amount(counter: Counter) -> None:
    cart = Cart("a").add(
        Line(
            uid="1",
            sale_unit=None,
            item=None,
            product=None,
            name="ข้าว",
            unit="piece",
            qty=2000,
            price=18500,
            list_price=18500,
        )
    )
    with counter.shop.office.writing() as desk:
        assert documents.hold_slip(desk, cart, "ป้าแดง").payment_qr is None
        settings.change(desk, "promptpay.id", "0812345678")
        asked = documents.hold_slip(desk, cart, "ป้าแดง").payment_qr
    assert asked is not None
    assert promptpay.parse(asked).amount == 37_000
